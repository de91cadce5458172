// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"context"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/cross"
)

// crossed runs a path and the path compared with in two worlds.
func crossed(t *testing.T, path, against string) *cross.Result {
	t.Helper()
	q := &cross.Question{Outcomes: deathCounts()}
	q.Members, q.Horizon, q.Draws.Seed = 60, model.DefaultHorizon, 1
	for _, name := range []string{against, path} {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		q.Paths = append(q.Paths, s)
	}
	for _, name := range []string{"central", "aid-under-fire"} {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		q.Worlds = append(q.Worlds, w)
	}
	r, err := q.Run(context.Background(), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCross_MirroredPathsGiveMirroredSentences(t *testing.T) {
	one, other := crossed(t, "investment", "current-course"), crossed(t, "current-course", "investment")
	depends := 0
	for _, o := range one.Outcomes {
		fewer, more := one.Order(0, o)
		mirroredFewer, mirroredMore := other.Order(0, o)
		if !slices.Equal(fewer, mirroredMore) || !slices.Equal(more, mirroredFewer) {
			t.Errorf("%s: fewer in worlds %v and more in %v, mirrored %v and %v", o.Name, fewer, more, mirroredFewer, mirroredMore)
		}
		for _, r := range []*cross.Result{one, other} {
			for _, s := range crossSentences(r, o) {
				if !strings.Contains(s, "depends on the world") {
					continue
				}
				depends++
				namesBoth := strings.Contains(s, "fewer on Investment in Central (") && strings.Contains(s, "on Current course in Aid under fire (") ||
					strings.Contains(s, "fewer on Current course in Aid under fire (") && strings.Contains(s, "on Investment in Central (")
				if !namesBoth {
					t.Error(s)
				}
			}
		}
	}
	if depends != 2 {
		t.Errorf("%d sentences say that an order depends on the world, want one for each direction", depends)
	}
}
