// SPDX-License-Identifier: Apache-2.0

package study_test

import (
	"context"
	"testing"

	"crossroads/model"
	"crossroads/scenarios/audits/study"
	"crossroads/scenarios/runs/ensemble"
)

// ask runs a small study of a path against one rival.
func ask(t *testing.T, path, rival string) *study.Result {
	t.Helper()
	q := &study.Question{Study: *of(t, path, "current-course", rival)}
	q.Members, q.Horizon.End = 12, model.NewYear(2041)
	if err := q.FindWays(ensemble.Draws{Seed: 1}); err != nil {
		t.Fatal(err)
	}
	r, err := q.Run(context.Background(), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestResult_MirroredPathsGiveMirroredOrders(t *testing.T) {
	a, b := ask(t, "kinetic", "investment"), ask(t, "investment", "kinetic")
	for n := range a.Outcomes {
		for w := range a.Ways {
			one, other := a.Order(w, 0, n), b.Order(w, 0, n)
			if one.Fewer != other.More || one.More != other.Fewer {
				t.Errorf("way %s: %v, mirrored %v", a.Ways[w].Name, one, other)
			}
		}
		wayA, sameA := a.Weakest(0, n)
		wayB, sameB := b.Weakest(0, n)
		if wayA != wayB || sameA != sameB {
			t.Errorf("weakest: way %d in %v, mirrored way %d in %v", wayA, sameA, wayB, sameB)
		}
		for m := range a.Mechanisms {
			if a.Reverses(m, 0, n) != b.Reverses(m, 0, n) {
				t.Errorf("%s reverses one and not the other", a.Mechanisms[m].Mechanism)
			}
		}
	}
}

func TestResult_NamesTheChangeThatSpeaksMostAgainstThePath(t *testing.T) {
	r := ask(t, "three-pillar", "kinetic")
	for n := range r.Outcomes {
		_, raised := r.Adverse(n)
		for _, e := range r.Effects() {
			if up := e.Spreads[n].Above; up.Count > raised.Count {
				t.Errorf("%s raises it in %d draws, the row named in %d", e.Name, up.Count, raised.Count)
			}
		}
	}
}
