// SPDX-License-Identifier: Apache-2.0

package overview

import (
	"context"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// of is the overview of some built-in paths, the last of them the reference.
func of(t *testing.T, names ...string) *Result {
	t.Helper()
	q := Question{World: scenarios.Central(), Horizon: model.DefaultHorizon, Reference: len(names) - 1}
	for _, name := range names {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		q.Paths = append(q.Paths, s)
	}
	r, err := q.Run()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryPathRunsInItsWorldAndInEveryBuiltinOne(t *testing.T) {
	r := of(t, "kinetic", "three-pillar")
	if len(r.Worlds) != len(scenarios.WorldNames()) || len(r.InWorld) != len(r.Worlds) {
		t.Fatalf("%d worlds", len(r.Worlds))
	}
	for w, runs := range r.InWorld {
		for p, run := range runs {
			if run.Scenario != r.Paths[p] || run.World != r.Worlds[w] {
				t.Errorf("%s in %s stands where %s in %s should", run.Scenario.Name, run.World.Name, r.Paths[p].Name, r.Worlds[w].Name)
			}
		}
	}
	o := scenarios.DeathCounts()[0]
	for w, lowest := range r.Fewest(o) {
		a, b := o.Of(r.InWorld[w][0].Years), o.Of(r.InWorld[w][1].Years)
		if lowest[0] != (a <= b || scenarios.Tied(a, b)) || lowest[1] != (b <= a || scenarios.Tied(a, b)) {
			t.Errorf("%s: %v and %v killed, fewest %v", r.Worlds[w].Name, a, b, lowest)
		}
	}
}

func TestThePairIsThatOfTheEssayOrTheReferenceAndAnother(t *testing.T) {
	for _, c := range []struct {
		paths []string
		a, b  string
	}{
		{[]string{"investment", "three-pillar", "kinetic"}, "kinetic", "investment"},
		{[]string{"kinetic", "three-pillar", "current-course"}, "kinetic", "current-course"},
		{[]string{"investment", "kinetic-precise"}, "investment", "kinetic-precise"},
	} {
		if a, b := of(t, c.paths...).Pair(); a.Name != c.a || b.Name != c.b {
			t.Errorf("%v: %s and %s, want %s and %s", c.paths, a.Name, b.Name, c.a, c.b)
		}
	}
	if a, b := of(t, "kinetic").Pair(); a != nil || b != nil {
		t.Error("one path makes a pair")
	}
}

func TestWhatDecidesAndTheDebateAreAskedOfTheSamePaths(t *testing.T) {
	r := of(t, "kinetic", "three-pillar-2025", "investment")
	draws := ensemble.Draws{Seed: 1, Documented: true}
	a, b := r.Pair()
	found, err := r.Breakeven(context.Background(), a, b, draws, 10, 4)
	if err != nil || found.A != a || found.B != b || len(found.Outcomes) != 2 || found.Shown != 10 {
		t.Fatalf("break-even: %v", err)
	}
	held, err := r.Debate(context.Background(), draws, 10)
	if err != nil || len(held.Paths) != 2 || len(held.Cases) != 2 {
		t.Fatalf("debate: %v", err)
	}
	if held, err := of(t, "three-pillar-2025", "kinetic").Debate(context.Background(), draws, 10); held != nil || err != nil {
		t.Errorf("a debate of one path that starts with the others: %v, %v", held, err)
	}
}
