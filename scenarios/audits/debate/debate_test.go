// SPDX-License-Identifier: Apache-2.0

package debate_test

import (
	"context"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/debate"
	"crossroads/scenarios/runs/ensemble"
)

// Two paths that differ in nothing but their names and their place.
func TestTwoPathsHaveMirroredComparisons(t *testing.T) {
	q := &debate.Question{Worlds: []*scenarios.World{scenarios.Central()}, Horizon: model.DefaultHorizon, Members: 20, Draws: ensemble.Draws{Seed: 1},
		Outcomes: []*model.Outcome{model.FindOutcome("deaths_all")}}
	for _, name := range []string{"kinetic", "investment"} {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		q.Paths = append(q.Paths, s)
	}
	d, err := q.Run(context.Background(), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	a, b := d.Cases[0].Comparisons[0], d.Cases[1].Comparisons[0]
	if a.Low != -b.High || a.Median != -b.Median || a.High != -b.Low || a.Fewer != b.More || a.More != b.Fewer || a.Level != b.Level {
		t.Errorf("%+v and %+v, want mirrored", a, b)
	}
	if one, other := d.Cases[0].Contests[0], d.Cases[1].Contests[0]; one.Difference() != -other.Difference() || one.Deciding[0].Row.Parameter != other.Deciding[0].Row.Parameter {
		t.Errorf("contests decide on %s and %s, want the same", one.Deciding[0].Row.Parameter.Name, other.Deciding[0].Row.Parameter.Name)
	}
}

func TestADebateNeedsTwo(t *testing.T) {
	q := &debate.Question{Paths: []*scenarios.Scenario{{Name: "alone"}}}
	if _, err := q.Run(context.Background(), func(int) {}); err == nil {
		t.Error("no error for one path alone")
	}
}
