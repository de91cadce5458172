// SPDX-License-Identifier: Apache-2.0

package optimize_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/optimize"
	"crossroads/scenarios/runs/ensemble"
)

func TestTheSpanOfALeverIsAShareOfItsLimits(t *testing.T) {
	limits := optimize.Lever{From: 20, To: 60}
	one := optimize.Lever{From: 20, To: 20}
	nan := math.NaN()
	for _, c := range []struct {
		flat optimize.Flat
		want float64
	}{
		{optimize.Flat{Lever: limits, From: 20, To: 60}, 1}, {optimize.Flat{Lever: limits, From: 30, To: 40}, 0.25},
		{optimize.Flat{Lever: limits, From: nan, To: nan}, 0}, {optimize.Flat{Lever: limits, From: 30, To: 30}, 0},
		{optimize.Flat{Lever: one, From: 20, To: 20}, 1}, {optimize.Flat{Lever: one, From: nan, To: nan}, 0},
	} {
		if got := c.flat.Span(); got != c.want {
			t.Errorf("from %v to %v within %v to %v: a span of %v, want %v", c.flat.From, c.flat.To, c.flat.Lever.From, c.flat.Lever.To, got, c.want)
		}
	}
}

func TestTheFirstOfSchedulesHasTheFewestOrTheMostIfThatIsSought(t *testing.T) {
	a, b, c := &optimize.Schedule{Outcome: 5}, &optimize.Schedule{Outcome: 3}, &optimize.Schedule{Outcome: 3}
	p := optimize.Problem{}
	if got := p.First([]*optimize.Schedule{a, b, c}); got != b {
		t.Errorf("first with %v, want the first of those with 3", got.Outcome)
	}
	p.Most = true
	if got := p.First([]*optimize.Schedule{b, a, c}); got != a {
		t.Errorf("first with %v where the most is sought, want 5", got.Outcome)
	}
}

// Trade forgone grows as the border closes, so that the most has it closed throughout.
func TestTheMostIsFoundWhereItIsSought(t *testing.T) {
	p := problem(t, "trade_forgone", "openness")
	p.Most = true
	s, err := p.Search(context.Background(), 1, 400, nil)
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range s.Values[0] {
		if v > 0.01 {
			t.Errorf("openness in period %d = %v, want 0", k, v)
		}
	}
	flat, err := p.Flatness(s, 0.02)
	if err != nil {
		t.Fatal(err)
	}
	if flat[0].From != 0 || flat[0].To > 0.1 {
		t.Errorf("openness may move from %v to %v, want hardly at all from 0", flat[0].From, flat[0].To)
	}
}

func TestTheOutcomeOfAScheduleIsTheMeanOverTheSets(t *testing.T) {
	p := problem(t, "deaths_all", "operations_tempo")
	other := model.Central()
	other.Suppression = 0
	values := [][]float64{{30, 60}}
	var alone [2]*optimize.Schedule
	for i, set := range []model.Parameters{model.Central(), other} {
		p.Sets = []model.Parameters{set}
		var err error
		if alone[i], err = p.Try(values); err != nil {
			t.Fatal(err)
		}
	}
	p.Sets = []model.Parameters{model.Central(), other}
	both, err := p.Try(values)
	if err != nil {
		t.Fatal(err)
	}
	if want := (alone[0].Outcome + alone[1].Outcome) / 2; math.Abs(both.Outcome-want) > 1e-9*want {
		t.Errorf("outcome %v, want the mean %v", both.Outcome, want)
	}
	if alone[0].Outcome == alone[1].Outcome {
		t.Error("both sets have the same outcome; the test looked at nothing")
	}
}

func TestALeverKeepsItsValueFromItsPeriodToTheNext(t *testing.T) {
	p := problem(t, "deaths_all", "operations_tempo")
	usual := p.Base.PlanIn(nil, p.Horizon)
	plan := p.Plan([][]float64{{30, 60}})
	for m := range plan.Months {
		month, want := p.Horizon.Start+model.Month(m), usual.Months[m].OperationsTempo
		switch {
		case month >= model.NewYear(2033):
			want = 60
		case month >= model.NewYear(2026):
			want = 30
		}
		if got := plan.Months[m].OperationsTempo; got != want {
			t.Fatalf("operations are %v in %s, want %v", got, month, want)
		}
	}
}

// A path with rules is run whole, as what its rules do may begin before the first period.
func TestASearchFromAPathWithRulesFollowsThem(t *testing.T) {
	p := problem(t, "deaths_all", "openness")
	base, err := scenarios.Parse("ruled.yaml", []byte("doc: Operations follow attacks.\nextends: current-course\nrules:\n  - {when: attacks > 1, for: 24 months, then: {operations_tempo: 100}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	p.Base = base
	s, err := p.Try([][]float64{{0.5, 0.5}})
	if err != nil {
		t.Fatal(err)
	}
	plan := p.Plan([][]float64{{0.5, 0.5}})
	if len(plan.Rules) == 0 {
		t.Fatal("the plan has lost its rules")
	}
	p.Base, err = scenarios.Builtin("current-course")
	if err != nil {
		t.Fatal(err)
	}
	without, err := p.Try([][]float64{{0.5, 0.5}})
	if err != nil {
		t.Fatal(err)
	}
	if s.Outcome == without.Outcome || s.Spends <= without.Spends {
		t.Errorf("with rules %v killed for %v, without %v for %v; want rules to cost more operations", s.Outcome, s.Spends, without.Outcome, without.Spends)
	}
}

func TestARunThatDivergesEndsTheSearch(t *testing.T) {
	p := problem(t, "deaths_all", "openness")
	p.Sets[0].Inflow = math.Inf(1)
	if _, err := p.Search(context.Background(), 3, 100, nil); err == nil || !strings.HasPrefix(err.Error(), "search with seed 3: ") {
		t.Errorf("error %v, want that of the search with seed 3", err)
	}
	if _, err := p.SearchAll(context.Background(), []uint64{1, 2}, 100, nil); err == nil || !strings.HasPrefix(err.Error(), "search with seed 1: ") {
		t.Errorf("error %v, want that of the first seed", err)
	}
	if _, err := p.Flatness(&optimize.Schedule{Values: [][]float64{{0, 0}}}, 0.01); err == nil {
		t.Error("flatness of a run that diverges is no error")
	}
}

func TestTheFrontFallsAsTheBudgetRises(t *testing.T) {
	q := &optimize.Question{Problem: *problem(t, "deaths_all", "operations_tempo", "investment"), Members: 1, Trials: 105, Seed: 1, Seeds: 1,
		Outcomes: []*model.Outcome{model.FindOutcome("deaths_all")}, Draws: ensemble.Draws{Seed: 1, Documented: true}}
	q.World, q.Budget = scenarios.Central(), 1500
	var runs atomic.Int64
	r, err := q.Run(context.Background(), func(n int) { runs.Add(int64(n)) })
	if err != nil {
		t.Fatal(err)
	}
	f := r.Found[0]
	if len(f.Front) == 0 || r.Stopped {
		t.Fatalf("%d points on the front, stopped %v", len(f.Front), r.Stopped)
	}
	for i, p := range f.Front {
		if p.Spends > p.Budget*(1+1e-9) {
			t.Errorf("the schedule under %v spends %v", p.Budget, p.Spends)
		}
		if i > 0 && (p.Budget <= f.Front[i-1].Budget || p.Outcome > f.Front[i-1].Outcome) {
			t.Errorf("more money, %v after %v, has %v killed after %v", p.Budget, f.Front[i-1].Budget, p.Outcome, f.Front[i-1].Outcome)
		}
		if p.Budget == q.Budget && p.Outcome > f.First().Outcome {
			t.Errorf("under the ceiling itself the front has %v, the search found %v", p.Outcome, f.First().Outcome)
		}
	}
	// The first compared are the schedules found; a schedule has neither fewer nor more than itself.
	first := f.Paths[0]
	if first.Fewer.Count+first.More.Count != 0 || first.Fewer.Of != optimize.Fresh || first.Scenario != nil || first.Over {
		t.Errorf("the schedule found has fewer than itself in %s of the draws", first.Fewer)
	}
	if !f.Paths[1].Over || f.Paths[2].Scenario == nil {
		t.Error("second is not the schedule found over draws, or third no built-in path")
	}
	if got, want := first.Here[0], f.First().Outcome; math.Abs(got-want) > 1e-9*want {
		t.Errorf("compared with %v killed, found with %v", got, want)
	}
	if got, want := first.Spends, f.First().Spends; math.Abs(got-want) > 1e-9*want {
		t.Errorf("compared at a cost of %v, found at %v", got, want)
	}
	paths := slices.IndexFunc(f.Paths, func(c optimize.Compared) bool { return c.Scenario != nil && c.Scenario.Name == "kinetic" })
	run, err := f.Paths[paths].Scenario.Run(q.World, q.Horizon)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := f.Paths[paths].Here[0], q.Outcomes[0].Of(run.Years); math.Abs(got-want) > 1e-9*want {
		t.Errorf("kinetic has %v killed, want the run's %v", got, want)
	}
	if got, want := f.Paths[paths].Spends, optimize.CostliestYear(run.Years); math.Abs(got-want) > 1e-9*want {
		t.Errorf("kinetic costs %v in its costliest year, want the run's %v", got, want)
	}
	without := *q
	without.Budget = 0
	if got, want := q.Runs()-without.Runs(), q.Trials*len(optimize.FrontBudgets); got != want {
		t.Errorf("a front takes %d runs, want %d", got, want)
	}
}

func TestAnUnknownShapeOfDrawsIsRefusedBeforeTheSearch(t *testing.T) {
	q := &optimize.Question{Problem: *problem(t, "deaths_all", "openness"), Draws: ensemble.Draws{Shape: "round"}}
	q.World = scenarios.Central()
	if _, err := q.Run(context.Background(), func(int) { t.Error("something is run") }); err == nil {
		t.Error("no error")
	}
}
