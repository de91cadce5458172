// SPDX-License-Identifier: Apache-2.0

package optimize_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync/atomic"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/optimize"
)

// problem sets the named levers, over their whole ranges, in two periods.
func problem(t *testing.T, outcome string, levers ...string) *optimize.Problem {
	t.Helper()
	base, err := scenarios.Builtin("current-course")
	if err != nil {
		t.Fatal(err)
	}
	p := &optimize.Problem{Outcome: model.FindOutcome(outcome), Periods: []int{2026, 2033}, Base: base, Horizon: model.DefaultHorizon, Sets: []model.Parameters{model.Central()}}
	for _, name := range levers {
		row := model.FindLever(name)
		p.Levers = append(p.Levers, optimize.Lever{Lever: row, From: row.Low, To: row.High})
	}
	return p
}

// Trade forgone is trade_value (1 − openness), so that the fewest has the border open throughout.
func TestTheFewestTradeForgoneHasTheBorderOpen(t *testing.T) {
	p := problem(t, "trade_forgone", "openness", "narrative")
	s, err := p.Search(context.Background(), 1, 1500, nil)
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range s.Values[0] {
		if math.Abs(v-1) > 1e-3 {
			t.Errorf("openness in period %d = %v, want 1", k, v)
		}
	}
	flat, err := p.Flatness(s, 0.01)
	if err != nil {
		t.Fatal(err)
	}
	if flat[1].From != 0 || flat[1].To != 1 {
		t.Errorf("narrative may move from %v to %v, want from 0 to 1: it has no part in trade", flat[1].From, flat[1].To)
	}
}

func TestBudgetAndCoursesHold(t *testing.T) {
	p := problem(t, "deaths_civilian_security", "operations_tempo", "investment", "precision")
	p.Budget = 1500
	p.Levers[0].Course, p.Levers[1].Course = optimize.Falling, optimize.Rising
	p.Levers[0].To = 60
	list, err := p.SearchAll(context.Background(), []uint64{1, 2}, 600, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if s.Spends > p.Budget*(1+1e-9) {
			t.Errorf("spends %v in its dearest year, want at most %v", s.Spends, p.Budget)
		}
		if v := s.Values[0]; v[1] > v[0] || v[0] > 60 {
			t.Errorf("operations %v, want falling from at most 60", v)
		}
		if v := s.Values[1]; v[1] < v[0] {
			t.Errorf("investment %v, want rising", v)
		}
	}
	again, err := p.Search(context.Background(), 2, 600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.EqualFunc(again.Values, list[1].Values, slices.Equal) {
		t.Errorf("seed 2 gives %v alone and %v beside another", again.Values, list[1].Values)
	}
}

func TestAScheduleWrittenAsAFileGivesTheSameOutcome(t *testing.T) {
	p := problem(t, "deaths_all", "operations_tempo", "openness")
	s, err := p.Try([][]float64{{40, 20.5}, {0.25, 0.75}})
	if err != nil {
		t.Fatal(err)
	}
	path, err := scenarios.Parse("found.yaml", []byte(p.YAML(s, "Found", "A test.")))
	if err != nil {
		t.Fatal(err)
	}
	run, err := path.Run(scenarios.Central(), p.Horizon)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Outcome.Of(run.Years); math.Abs(got-s.Outcome) > 1e-6*got {
		t.Errorf("outcome of the file %v, want %v", got, s.Outcome)
	}
}

func TestABudgetNobodyCanKeepToIsSaid(t *testing.T) {
	p := problem(t, "deaths_all", "openness")
	p.Budget = 1
	if _, err := p.Search(context.Background(), 1, 20, nil); err == nil {
		t.Error("no error, want one: the operations of the base path cost more")
	}
}

func TestAStoppedSearchSaysSo(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := problem(t, "deaths_all", "openness").Search(ctx, 1, 100000, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestAStoppedSearchKeepsTheLowestSoFar(t *testing.T) {
	p := problem(t, "deaths_all", "operations_tempo", "openness")
	ctx, stop := context.WithCancel(context.Background())
	tried := 0
	s, err := p.Search(ctx, 1, 5000, func(runs int) {
		if tried += runs; tried == 60 {
			stop()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if !s.Stopped || tried > 200 {
		t.Errorf("stopped %v after %d of 5,000 schedules", s.Stopped, tried)
	}
	if whole, err := p.Search(context.Background(), 1, 200, nil); err != nil || whole.Stopped {
		t.Errorf("a search that ends is marked as stopped (%v)", err)
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.Search(stopped, 1, 5000, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a search stopped before it tried anything gives %v", err)
	}
}

func TestAStoppedQuestionAnswersWithWhatItFound(t *testing.T) {
	q := &optimize.Question{Problem: *problem(t, "deaths_all", "operations_tempo", "openness"), Members: 2, Trials: 4000, Seed: 1, Seeds: 1,
		Outcomes: []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")}}
	q.World = scenarios.Central()
	ctx, stop := context.WithCancel(context.Background())
	var tried atomic.Int64
	r, err := q.Run(ctx, func(runs int) {
		if tried.Add(int64(runs)) > 100 {
			stop()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Stopped || len(r.Found) != 1 || len(r.Found[0].AtHere) != 1 || r.Found[0].OverDraws != nil || len(r.Found[0].Paths) < 5 {
		t.Errorf("stopped %v with %d outcomes", r.Stopped, len(r.Found))
	}
}
