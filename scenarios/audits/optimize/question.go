// SPDX-License-Identifier: Apache-2.0

package optimize

import (
	"context"
	"errors"
	"math"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// Question asks for the schedules with the fewest of each outcome, at the values of
// a world and on the mean over draws.
type Question struct {
	Problem         // its Outcome, and the Sets beyond the world's own, are set by Run
	Outcomes        []*model.Outcome
	Draws           ensemble.Draws
	Members, Trials int
	Seed            uint64
	Seeds           int
}

// Result is what was found for each outcome. Where the search was stopped, the
// outcomes it had not reached are left out.
type Result struct {
	*Question
	Found   []*Found
	Stopped bool
}

// Found is what was found for one outcome.
type Found struct {
	Here, Robust *Problem    // at the world's own values, and on the mean over draws
	AtHere       []*Schedule // by search
	OverDraws    []*Schedule // by search; nil if stopped before
	Flat         []Flat      // of the first of AtHere
	Front        []Point     // by rising budget; nil without a budget
	Paths        []Compared  // the schedules found, then the built-in paths
}

// Point is the fewest found under one budget.
type Point struct {
	Budget float64
	*Schedule
}

// Compared is a schedule or a built-in path, run alike.
type Compared struct {
	Scenario *scenarios.Scenario // nil for a schedule found
	Over     bool                // whether it is the schedule found over draws
	Here     []float64           // by outcome, at the world's own values
	Mean     []float64           // by outcome, over fresh draws
	Spends   float64             // in its costliest year, at the world's own values
	// Fresh draws in which the schedule found at the world's own values has fewer, and more, of the outcome sought.
	Fewer, More ensemble.Share
	Beside      ensemble.Share // Fewer under draws of the other kind; of none where the world refuses them
}

// Fresh is the number of draws, which the search has not seen, under which
// schedules are compared.
const Fresh = 500

// FrontBudgets are the budgets of the front, as shares of the ceiling.
var FrontBudgets = []float64{0.1, 0.25, 0.5, 0.75, 1, 1.5, 2}

// Tolerance is the share by which the outcome may move where a lever is called flat.
const Tolerance = 0.01

// Runs is about how many runs the answer takes.
func (q *Question) Runs() int {
	front := 0
	if q.Budget > 0 {
		front = len(FrontBudgets)
	}
	return len(q.Outcomes) * (q.Trials*(q.Seeds*(1+q.Members)+front) + flatSteps*len(q.Levers) + 24*Fresh)
}

// Run answers. Done is told how many more runs are finished, from any goroutine.
// When the context ends, the answer holds what was found so far.
func (q *Question) Run(ctx context.Context, done func(runs int)) (*Result, error) {
	assumptions, err := ensemble.InWorld(q.Draws, q.World)
	if err != nil {
		return nil, err
	}
	beside, err := shares.Beside(q.Draws)
	if err != nil {
		return nil, err
	}
	var other func(int) model.Parameters
	var refused *ensemble.NotFittedError
	switch others, err := ensemble.InWorld(beside, q.World); {
	case err == nil:
		other = others.Member
	case !errors.As(err, &refused):
		return nil, err
	}
	r := &Result{Question: q}
	for _, o := range q.Outcomes {
		f, err := q.find(ctx, o, assumptions.Member, other, done)
		if err != nil && ctx.Err() != nil && len(r.Found) > 0 {
			break
		}
		if err != nil {
			return nil, err
		}
		r.Found = append(r.Found, f)
	}
	r.Stopped = ctx.Err() != nil
	return r, nil
}

// find looks for one outcome.
func (q *Question) find(ctx context.Context, o *model.Outcome, member, other func(int) model.Parameters, done func(int)) (*Found, error) {
	here := q.Problem
	here.Outcome, here.Sets = o, []model.Parameters{q.World.Parameters}
	robust := here
	robust.Sets = nil
	for i := range q.Members {
		robust.Sets = append(robust.Sets, member(i))
	}
	f := &Found{Here: &here, Robust: &robust}
	seeds := make([]uint64, q.Seeds)
	for i := range seeds {
		seeds[i] = q.Seed + uint64(i)
	}
	var err error
	if f.AtHere, err = here.SearchAll(ctx, seeds, q.Trials, done); err != nil {
		return nil, err
	}
	if f.OverDraws, err = robust.SearchAll(ctx, seeds, q.Trials, done); err != nil && ctx.Err() == nil {
		return nil, err
	}
	if f.Flat, err = here.Flatness(f.First(), Tolerance); err != nil {
		return nil, err
	}
	if here.Budget > 0 {
		f.front(ctx, q, done)
	}
	// What was found is compared even where the search was stopped: that is quick.
	return f, f.compare(context.WithoutCancel(ctx), q.Outcomes, func(i int) model.Parameters { return member(q.Members + i) }, other, done)
}

// First is the schedule with the fewest at the world's own values.
func (f *Found) First() *Schedule { return f.Here.First(f.AtHere) }

// front looks under other budgets until it is stopped.
func (f *Found) front(ctx context.Context, q *Question, done func(int)) {
	for _, share := range FrontBudgets {
		under := *f.Here
		under.Budget = share * f.Here.Budget
		s, err := under.Search(ctx, q.Seed, q.Trials, done)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			continue // so little money that not even the lowest levers keep to it
		}
		known := []*Schedule{s} // what keeps to less money keeps to more
		for _, p := range f.Front {
			known = append(known, p.Schedule)
		}
		if first := f.First(); first.Spends <= under.Budget {
			known = append(known, first)
		}
		f.Front = append(f.Front, Point{under.Budget, f.Here.First(known)})
	}
}

// CostliestYear is what a run spends in the year that costs most.
func CostliestYear(y model.Years) float64 {
	var most float64
	for year := model.Fork.Year(); year <= y.Last(); year++ {
		most = max(most, Spent(y, year))
	}
	return most
}

// compare runs what was found and the built-in paths under draws the search has not
// seen.
func (f *Found) compare(ctx context.Context, outcomes []*model.Outcome, member, other func(int) model.Parameters, done func(int)) error {
	h := f.Here.Horizon
	paths, list := []batch.Path{{Name: "found here", Plan: f.Here.Plan(f.First().Values)}}, []Compared{{}}
	if f.OverDraws != nil {
		paths, list = append(paths, batch.Path{Name: "found over draws", Plan: f.Robust.Plan(f.Robust.First(f.OverDraws).Values)}), append(list, Compared{Over: true})
	}
	for _, name := range scenarios.BuiltinNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return err
		}
		if s.Starts >= model.Fork {
			paths, list = append(paths, batch.InWorld(f.Here.World, h, s)...), append(list, Compared{Scenario: s})
		}
	}
	sought := slices.Index(outcomes, f.Here.Outcome)
	b := batch.Batch{Paths: paths, Horizon: h, Numbers: append(batch.Outcomes(outcomes), batch.OfYears(CostliestYear)), Sets: 1 + Fresh, Done: done,
		Set: func(i int) model.Parameters {
			switch {
			case i == 0:
				return f.Here.Sets[0]
			case i <= Fresh:
				return member(i - 1)
			default:
				return other(i - 1 - Fresh)
			}
		}}
	if other != nil {
		b.Sets += Fresh
	}
	values, err := b.Run(ctx)
	if err != nil {
		return err
	}
	for p := range paths {
		one := &list[p]
		one.Spends, one.Fewer, one.More = values[0][p][len(outcomes)], ensemble.Share{Of: Fresh}, ensemble.Share{Of: Fresh}
		for n := range outcomes {
			var mean float64
			for _, set := range values[1 : 1+Fresh] {
				mean += set[p][n] / Fresh
			}
			one.Here, one.Mean = append(one.Here, values[0][p][n]), append(one.Mean, mean)
		}
		for _, set := range values[1+Fresh:] {
			one.Beside.Of++
			if set[0][sought] < set[p][sought] {
				one.Beside.Count++
			}
		}
		for _, set := range values[1 : 1+Fresh] {
			switch d := set[0][sought] - set[p][sought]; {
			case d < 0:
				one.Fewer.Count++
			case d > 0:
				one.More.Count++
			}
		}
	}
	f.Paths = list
	return nil
}

// Span is the share of a lever's limits within which one value throughout leaves
// the outcome within the tolerance; 0 where no value does, and 1 where the limits
// allow one value and it does.
func (f *Flat) Span() float64 {
	switch {
	case math.IsNaN(f.From):
		return 0
	case f.Lever.From == f.Lever.To:
		return 1
	}
	return (f.To - f.From) / (f.Lever.To - f.Lever.From)
}
