// SPDX-License-Identifier: Apache-2.0

package lesson

import (
	"slices"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
)

func TestALessonQuotesTheRunsOfTheMainPathsInEveryWorld(t *testing.T) {
	r, err := Measure(100, 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.InWorld) != len(scenarios.WorldNames()) || r.Against.Scenario.Name != scenarios.Reference || r.Members != 100 || len(r.Raised) == 0 {
		t.Errorf("%d worlds, from %s, %d draws, %d levers raised", len(r.InWorld), r.Against.Scenario.Name, r.Members, len(r.Raised))
	}
	for i, runs := range r.InWorld {
		for j, run := range runs {
			if run.World != r.Worlds[i] || run.Scenario.Name != scenarios.MainNames()[j] || run.Scenario.Label != run.Scenario.Plain() {
				t.Errorf("world %d, path %d: %s (%s) in %s", i, j, run.Scenario.Name, run.Scenario.Label, run.World.Name)
			}
		}
	}
	b := scenarios.Budget{Limit: r.Budget - 100, Counted: []*model.Outcome{model.FindOutcome("operations_spending"), model.FindOutcome("programmes_spending"), model.FindOutcome("investment_announced")}}
	over := 0
	for _, run := range r.Runs {
		over += len(b.Over(run.Years))
	}
	if over == 0 {
		t.Errorf("a budget of %v leaves every path possible, so %v is not the least", b.Limit, r.Budget)
	}
}

// withInvestment are the runs of paths with some schedules of investment.
func withInvestment(t *testing.T, schedules ...string) []*scenarios.Run {
	t.Helper()
	var runs []*scenarios.Run
	for i, text := range schedules {
		s, err := scenarios.Parse(string(rune('a'+i))+".yaml", []byte("doc: P.\nlevers: {investment: "+text+"}\n"))
		if err != nil {
			t.Fatal(err)
		}
		run, err := batch.One(scenarios.Central(), model.DefaultHorizon, s)
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, run)
	}
	return runs
}

func TestCrossingsAreTheYearsFromWhichTheOtherRunIsHigher(t *testing.T) {
	o := model.FindOutcome("investment_announced")
	runs := withInvestment(t, "500", "{2026: 100, 2030: 900, 2035: 200}", "600")
	if got, want := CrossingYears(o, runs[0], runs[1]), []int{2030, 2035}; !slices.Equal(got, want) {
		t.Errorf("the lines cross in %v, want %v", got, want)
	}
	if got := CrossingYears(o, runs[0], runs[2]); len(got) > 0 {
		t.Errorf("lines that never meet cross in %v", got)
	}
}

func TestFewestNamesTiesToo(t *testing.T) {
	runs := withInvestment(t, "500", "510", "900")
	if got := Fewest(runs, model.FindOutcome("investment_announced")); len(got) != 2 || got[0] != runs[0] || got[1] != runs[1] {
		t.Errorf("%d paths have the least, want the two within 5%%", len(got))
	}
	if Pick(runs, "b") != runs[1] {
		t.Error("the path b is another")
	}
}
