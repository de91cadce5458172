// SPDX-License-Identifier: Apache-2.0

package batch_test

import (
	"context"
	"errors"
	"math"
	"sync/atomic"
	"testing"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
)

// outcomes are both death sums.
var outcomes = []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")}

// two lays out two paths.
func two(t *testing.T) []batch.Path {
	t.Helper()
	var list []*scenarios.Scenario
	for _, name := range []string{"kinetic", "investment"} {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	return batch.InWorld(scenarios.Central(), model.DefaultHorizon, list...)
}

// replacement sets recruits per fighter killed to a hundredth of i.
func replacement(i int) model.Parameters {
	p := model.Central()
	p.Replacement = float64(i) / 100
	return p
}

func TestEachSetIsRunAsItWouldBeAlone(t *testing.T) {
	var done atomic.Int64
	b := batch.Batch{Paths: two(t), Horizon: model.DefaultHorizon, Numbers: batch.Outcomes(outcomes), Sets: 70, Set: replacement,
		Done: func(runs int) { done.Add(int64(runs)) }}
	values, err := b.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if done.Load() != 140 {
		t.Errorf("%d runs told, want 140", done.Load())
	}
	for _, i := range []int{0, 31, 32, 69} {
		for p, path := range b.Paths {
			params := replacement(i)
			run, err := model.Run(&params, path.Plan, b.Horizon, ode.RK4)
			if err != nil {
				t.Fatal(err)
			}
			for n, o := range outcomes {
				if got, want := values[i][p][n], o.Of(run.Years); math.Abs(got-want) > 1e-9*want {
					t.Errorf("set %d, %s, %s = %v, want %v", i, path.Name, o.Name, got, want)
				}
			}
		}
	}
}

func TestAStoppedBatchSaysSo(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	b := batch.Batch{Paths: two(t), Horizon: model.DefaultHorizon, Numbers: batch.Outcomes(outcomes), Sets: 5000, Set: replacement}
	if _, err := b.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestADivergingSetIsNamed(t *testing.T) {
	b := batch.Batch{Paths: two(t), Horizon: model.DefaultHorizon, Numbers: batch.Outcomes(outcomes), Sets: 40, Set: func(i int) model.Parameters {
		p := model.Central()
		if i == 35 {
			p.Inflow = math.Inf(1)
		}
		return p
	}}
	_, err := b.Run(context.Background())
	var diverged *model.DivergedError
	if !errors.As(err, &diverged) {
		t.Fatalf("error %v, want a DivergedError", err)
	}
	if got, want := err.Error()[:42], "path kinetic, set 35 of assumptions: d"; got[:len(want)] != want {
		t.Errorf("error %q, want it to begin %q", got, want)
	}
}

func TestANumberOfTheYearsIsTheOutcomeReadFromThem(t *testing.T) {
	numbers := append(batch.Outcomes(outcomes), batch.OfYears(outcomes[0].Of), batch.OfYears(outcomes[1].Of))
	b := batch.Batch{Paths: two(t), Horizon: model.DefaultHorizon, Numbers: numbers, Sets: 33, Set: replacement}
	values, err := b.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i := range values {
		for p := range b.Paths {
			for n := range outcomes {
				if got, want := values[i][p][2+n], values[i][p][n]; got != want {
					t.Errorf("set %d, %s: %s read from the years is %v, want %v", i, b.Paths[p].Name, outcomes[n].Name, got, want)
				}
			}
		}
	}
	there, back := values.Difference(0, 1, 0), values.Difference(1, 0, 0)
	for i := range there {
		if want := values[i][0][0] - values[i][1][0]; there[i] != want || back[i] != -want {
			t.Errorf("set %d: the first less the second is %v and the other way round %v, want %v", i, there[i], back[i], want)
		}
	}
}

func TestABatchWithoutSetsOrWithPlansOfAnotherLengthHasNoValues(t *testing.T) {
	b := batch.Batch{Paths: two(t), Horizon: model.DefaultHorizon, Numbers: batch.Outcomes(outcomes)}
	if values, err := b.Run(context.Background()); err != nil || len(values) != 0 {
		t.Errorf("%d values without sets, %v", len(values), err)
	}
	b.Horizon.End++
	if _, err := b.Run(context.Background()); err == nil {
		t.Error("plans of another length are no error")
	}
}

func TestWholeRunsAreThoseOfThePathsInTheirOrder(t *testing.T) {
	w := scenarios.Central()
	var list []*scenarios.Scenario
	for _, name := range []string{"kinetic", "investment"} {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	runs, err := batch.Runs(w, model.DefaultHorizon, list...)
	if err != nil {
		t.Fatal(err)
	}
	history, err := batch.History(w)
	if err != nil {
		t.Fatal(err)
	}
	attacks := model.FindOutcome("attacks")
	for i, s := range list {
		one, err := batch.One(w, model.DefaultHorizon, s)
		if err != nil {
			t.Fatal(err)
		}
		usual, err := batch.By(w, model.DefaultHorizon, s, batch.Methods[0])
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range outcomes {
			if want := o.Of(one.Years); runs[i].Scenario != s || o.Of(runs[i].Years) != want || o.Of(usual.Years) != want {
				t.Errorf("%s of %s is %v among others and %v by the usual method, alone %v", o.Name, s.Name, o.Of(runs[i].Years), o.Of(usual.Years), want)
			}
		}
		if got, want := attacks.In(history.Years, 2024), attacks.In(one.Years, 2024); math.Abs(got-want) > 1e-9*want {
			t.Errorf("%v attacks in the history of 2024, %v on %s", got, want, s.Name)
		}
	}
	w.Parameters.Inflow = math.Inf(1)
	var diverged *model.DivergedError
	if _, err := batch.Runs(w, model.DefaultHorizon, list...); !errors.As(err, &diverged) {
		t.Errorf("error %v, want a DivergedError", err)
	}
	if _, err := batch.By(scenarios.Central(), model.DefaultHorizon, list[0], "heun"); err == nil {
		t.Error("an unknown method is no error")
	}
}
