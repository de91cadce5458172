// SPDX-License-Identifier: Apache-2.0

package sensitivity_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync/atomic"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/sensitivity"
	"crossroads/scenarios/runs/effect"
	"crossroads/scenarios/runs/ensemble"
)

// rank answers a ranking and checks that as many runs are told as announced.
func rank(t *testing.T, q *sensitivity.Ranking) *sensitivity.Result {
	t.Helper()
	var runs atomic.Int64
	r, err := q.Run(context.Background(), func(n int) { runs.Add(int64(n)) })
	if err != nil {
		t.Fatal(err)
	}
	if told := int(runs.Load()); told != q.Runs() {
		t.Errorf("%s: %d runs are told, want the %d announced", q.Method, told, q.Runs())
	}
	return r
}

// brief is ask over the first two years after the fork.
func brief(t *testing.T, outcome string) *sensitivity.Question {
	t.Helper()
	q := ask(t, outcome)
	q.Horizon.End = model.Fork + 24
	return q
}

func TestEveryMethodAnswersItsOwnQuestionAndTheOneAtATime(t *testing.T) {
	for _, c := range []struct {
		method                    string
		samples                   int
		screening, shares, depend bool
	}{
		{sensitivity.OneAtATime, 0, false, false, false},
		{sensitivity.Morris, 2, true, false, false},
		{sensitivity.Sobol, 16, false, true, false},
		{sensitivity.Pawn, 400, false, false, true},
	} {
		q := &sensitivity.Ranking{Question: *brief(t, "attacks"), Method: c.method, Samples: c.samples}
		r := rank(t, q)
		if r.Screening != nil != c.screening || r.Shares != nil != c.shares || r.Dependence != nil != c.depend {
			t.Errorf("%s finds a screening %v, shares %v, dependence %v", c.method, r.Screening != nil, r.Shares != nil, r.Dependence != nil)
		}
		table, err := effect.Measure(context.Background(), q.World, q.Paths(), q.Horizon)
		if err != nil {
			t.Fatal(err)
		}
		if want := table.Differences(0, 1, q.Outcomes[0]); len(r.Effects) != 1 || !slices.Equal(r.Effects[0], want) {
			t.Errorf("%s: effects one at a time are not those of investment less kinetic", c.method)
		}
	}
}

func TestPairsOfAssumptionsTakeAsManyRunsAgain(t *testing.T) {
	q := &sensitivity.Ranking{Question: *ask(t, "attacks"), Method: sensitivity.Sobol, Samples: 16}
	one := q.Runs()
	q.SecondOrder = true
	if got, want := q.Runs()-one, 16*len(q.Parameters())*2; got != want {
		t.Errorf("pairs of assumptions take %d more runs, want %d", got, want)
	}
	if got, want := q.MorrisRuns(3), 3*(len(q.Parameters())+1)*2; got != want {
		t.Errorf("3 trajectories take %d runs, want %d", got, want)
	}
}

func TestAPathAloneHasItsOwnEffects(t *testing.T) {
	q := &sensitivity.Ranking{Question: *ask(t, "attacks"), Method: sensitivity.Morris, Samples: 2}
	both := q.Runs()
	q.B = nil
	if paths := q.Paths(); len(paths) != 1 || paths[0] != q.A {
		t.Errorf("%d paths, want the first alone", len(paths))
	}
	if 2*q.Runs() != both {
		t.Errorf("%d runs of one path and %d of two, want half as many", q.Runs(), both)
	}
	alone := rank(t, q)
	table, err := effect.Measure(context.Background(), q.World, q.Paths(), q.Horizon)
	if err != nil {
		t.Fatal(err)
	}
	if want := table.Effects(0, q.Outcomes[0]); !slices.Equal(alone.Effects[0], want) {
		t.Error("the effects of one path are not its own")
	}
}

func TestTheDifferenceOfSwappedPathsHasTheOppositeEffects(t *testing.T) {
	one, other := brief(t, "attacks"), brief(t, "attacks")
	other.A, other.B = other.B, other.A
	a, err := one.Morris(context.Background(), 2)
	if err != nil {
		t.Fatal(err)
	}
	b, err := other.Morris(context.Background(), 2)
	if err != nil {
		t.Fatal(err)
	}
	for y := range a.Years {
		for j, e := range a.Effects[0][y] {
			swapped := b.Effects[0][y][j]
			if e.Mu != -swapped.Mu || e.MuStar != swapped.MuStar {
				t.Errorf("%s by %d: effects %v and %v, swapped %v and %v", a.Parameters[j].Name, a.Years[y], e.Mu, e.MuStar, swapped.Mu, swapped.MuStar)
			}
		}
	}
	pairs, err := one.Sobol(context.Background(), 16, false)
	if err != nil {
		t.Fatal(err)
	}
	swapped, err := other.Sobol(context.Background(), 16, false)
	if err != nil {
		t.Fatal(err)
	}
	last := len(pairs.Years) - 1
	for j, in := range pairs.Indices[0][last].Inputs {
		if got := swapped.Indices[0][last].Inputs[j].Total.Value; math.Abs(got-in.Total.Value) > 1e-9 {
			t.Errorf("%s: total share %v, swapped %v", pairs.Parameters[j].Name, in.Total.Value, got)
		}
	}
}

func TestSeveralOutcomesAreEachWhatTheyAreAlone(t *testing.T) {
	both, alone := ask(t, "deaths_all"), ask(t, "attacks")
	both.Outcomes = append(both.Outcomes, alone.Outcomes...)
	a, err := both.Morris(context.Background(), 2)
	if err != nil {
		t.Fatal(err)
	}
	b, err := alone.Morris(context.Background(), 2)
	if err != nil {
		t.Fatal(err)
	}
	for y := range a.Years {
		if !slices.Equal(a.Effects[1][y], b.Effects[0][y]) {
			t.Errorf("attacks by %d have other effects beside deaths", a.Years[y])
		}
	}
	if first, last := a.Years[0], a.Years[len(a.Years)-1]; first != model.Fork.Year() || last != (both.Horizon.End-1).Year() {
		t.Errorf("years %d to %d, want those from the fork on", first, last)
	}
}

// All fitted candidates that were tried are told: without them the share that agrees
// with the counts could not be.
func TestDrawsAtHandSayHowManyAgreeWithTheCounts(t *testing.T) {
	q := ask(t, "attacks")
	q.B = nil
	const n = 400
	d, err := q.Pawn(context.Background(), n)
	if err != nil {
		t.Fatal(err)
	}
	if d.Rate <= 1.0/500 || d.Rate >= 1 {
		t.Errorf("%v of the candidates agree with the counts, want more than 1 in 500 and fewer than all", d.Rate)
	}
	for _, kind := range [][]sensitivity.Moved{d.Prior, d.Fitted} {
		m := kind[0]
		if len(m.Index) != len(d.Parameters) || len(m.Halves) != len(d.Parameters) {
			t.Fatalf("%d indices and %d halves of %d parameters", len(m.Index), len(m.Halves), len(d.Parameters))
		}
		for j, index := range m.Index {
			if index < 0 || index > 1 || m.Chance <= 0 || m.Chance > 1 {
				t.Errorf("%s has index %v, chance %v; want shares", d.Parameters[j].Name, index, m.Chance)
			}
		}
	}
}

func TestWhatCannotBeAskedIsRefused(t *testing.T) {
	stopped, stop := context.WithCancel(context.Background())
	stop()
	q := ask(t, "attacks")
	_, morris := q.Morris(stopped, 2)
	_, sobol := q.Sobol(stopped, 16, false)
	_, pawn := q.Pawn(stopped, 400)
	_, ranking := (&sensitivity.Ranking{Question: *q}).Run(stopped, nil)
	for what, err := range map[string]error{"morris": morris, "sobol": sobol, "pawn": pawn, "one at a time": ranking} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s stopped: %v, want the context's error", what, err)
		}
	}
	if _, err := q.Morris(context.Background(), 0); err == nil {
		t.Error("no trajectories are no error")
	}
	if _, err := q.Sobol(context.Background(), 0, false); err == nil {
		t.Error("no pairs are no error")
	}
	q.Shape = "round"
	if _, err := q.Pawn(context.Background(), 400); err == nil {
		t.Error("an unknown shape is no error")
	}
}

func TestUniformDrawsShareOutMoreToTheEndsOfTheRanges(t *testing.T) {
	q := brief(t, "trade_forgone")
	preferred, err := q.Sobol(context.Background(), 16, false)
	if err != nil {
		t.Fatal(err)
	}
	q.Shape = ensemble.Uniform
	uniform, err := q.Sobol(context.Background(), 16, false)
	if err != nil {
		t.Fatal(err)
	}
	last := len(uniform.Years) - 1
	a, b := preferred.Indices[0][last], uniform.Indices[0][last]
	if a.Variance >= b.Variance {
		t.Errorf("variance %v under PERT and %v under uniform draws, want more without a preferred value", a.Variance, b.Variance)
	}
	if w := scenarios.Central(); len(uniform.Parameters) != len(q.Parameters()) || w.Holds(uniform.Parameters[0]) {
		t.Errorf("%d parameters are varied, want %d", len(uniform.Parameters), len(q.Parameters()))
	}
}
