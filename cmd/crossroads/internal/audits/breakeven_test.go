// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"context"
	"strings"
	"testing"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/breakeven"
	"crossroads/scenarios/runs/ensemble"
)

// found looks for the break-even values of two built-in paths under a few draws.
func found(t *testing.T, a, b string) *breakeven.Result {
	t.Helper()
	q := &breakeven.Full{From: ensemble.Draws{Seed: 1}, Shown: 10, Points: 5}
	q.Horizon, q.World, q.Outcomes = model.DefaultHorizon, scenarios.Central(), []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")}
	for _, p := range []struct {
		name string
		to   **scenarios.Scenario
	}{{a, &q.A}, {b, &q.B}} {
		s, err := scenarios.Builtin(p.name)
		if err != nil {
			t.Fatal(err)
		}
		*p.to = s
	}
	if err := q.FindWays(); err != nil {
		t.Fatal(err)
	}
	q.Ways = q.Ways[:1]
	r, err := q.Run(context.Background(), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestBreakeven_SaysTheSameWhicheverPathIsNamedFirst(t *testing.T) {
	one, other := found(t, "kinetic", "investment"), found(t, "investment", "kinetic")
	sentences := BreakevenSentences(other, termOf)
	for i, s := range BreakevenSentences(one, termOf) {
		if s != sentences[i] {
			t.Errorf("%q, mirrored %q", s, sentences[i])
		}
		for _, p := range []*scenarios.Scenario{one.A, one.B} {
			if !strings.Contains(s, table.PathLabel(p)) {
				t.Errorf("%q does not name %s", s, p.Label)
			}
		}
	}
	a, b := BreakevenTable(one), BreakevenTable(other)
	if len(a.Rows) == 0 || len(a.Rows) != len(b.Rows) {
		t.Fatalf("%d rows, mirrored %d", len(a.Rows), len(b.Rows))
	}
	for i := range a.Rows {
		if got, want := b.Rows[i][5].Text(), a.Rows[i][5].Text(); got != want {
			t.Errorf("%s reverses the order if %s, mirrored if %s", a.Rows[i][1].Text(), want, got)
		}
	}
}

func TestEveryAssumptionHasATermInPlainWords(t *testing.T) {
	p := model.FindParameter("replacement")
	if got, want := PlainTerm(p), "new fighters for each one killed"; got != want {
		t.Errorf("%s is %q in plain words, want %q", p.Name, got, want)
	}
	for i := range model.ParameterTable {
		if p := &model.ParameterTable[i]; PlainTerm(p) == "" {
			t.Errorf("%s has no plain words", p.Name)
		}
	}
}
