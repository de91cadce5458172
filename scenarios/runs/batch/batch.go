// SPDX-License-Identifier: Apache-2.0

// Package batch runs policy paths under chosen sets of assumptions, as many at
// a time as there are processors, and keeps a few numbers of each run.
package batch

import (
	"context"
	"errors"
	"fmt"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
	"crossroads/scenarios/stats/workers"
)

// Path is a policy path laid out over a horizon.
type Path struct {
	Name string
	Plan *model.Plan
}

// InWorld lays paths out in a world over a horizon.
func InWorld(w *scenarios.World, h model.Horizon, list ...*scenarios.Scenario) []Path {
	paths := make([]Path, len(list))
	for i, s := range list {
		paths[i] = Path{s.Name, s.PlanIn(w, h)}
	}
	return paths
}

// Runs is the whole run of each path in a world, in their order.
func Runs(w *scenarios.World, h model.Horizon, paths ...*scenarios.Scenario) ([]*scenarios.Run, error) {
	runs := make([]*scenarios.Run, len(paths))
	for i, s := range paths {
		var err error
		if runs[i], err = s.Run(w, h); err != nil {
			return nil, err
		}
	}
	return runs, nil
}

// History is the run of the shared history in a world, up to the policy start.
func History(w *scenarios.World) (*scenarios.Run, error) {
	return scenarios.History().Run(w, model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: model.DefaultHorizon.StepsPerYear})
}

// One is the whole run of a path in a world.
func One(w *scenarios.World, h model.Horizon, path *scenarios.Scenario) (*scenarios.Run, error) {
	return path.Run(w, h)
}

// Methods are the names of the methods of integration; the first is the usual one.
var Methods = []string{"rk4", "euler"}

// By is the whole run of a path in a world by one of the methods.
func By(w *scenarios.World, h model.Horizon, path *scenarios.Scenario, method string) (*scenarios.Run, error) {
	switch method {
	case "rk4":
		return path.RunBy(w, h, ode.RK4)
	case "euler":
		return path.RunBy(w, h, ode.Euler)
	}
	return nil, &scenarios.UnknownError{Thing: "method", Name: method, Known: Methods}
}

// Number writes one number of every run held.
type Number func(e *model.Ends, to []float64)

// Outcomes reads each outcome of the whole run, in the order given.
func Outcomes(list []*model.Outcome) []Number {
	numbers := make([]Number, len(list))
	for i, o := range list {
		numbers[i] = o.Whole
	}
	return numbers
}

// OfYears is the number that read finds in the years of a run.
func OfYears(read func(model.Years) float64) Number {
	return func(e *model.Ends, to []float64) {
		var years model.Years
		for i := range to {
			years = e.Years(i, years)
			to[i] = read(years)
		}
	}
}

// Batch is what to run and what to keep of it. Each path is run under every set
// of assumptions, so that paths differ by nothing else.
type Batch struct {
	Paths   []Path
	Horizon model.Horizon
	Numbers []Number
	Sets    int
	Set     func(i int) model.Parameters // called from several goroutines

	// Done, if not nil, is told how many more runs are finished, from several
	// goroutines.
	Done func(runs int)
}

// Values holds the numbers by set, path and place in Batch.Numbers.
type Values [][][]float64

// Difference is number n of path a minus that of path b, by set.
func (v Values) Difference(a, b, n int) []float64 {
	list := make([]float64, len(v))
	for i := range v {
		list[i] = v[i][a][n] - v[i][b][n]
	}
	return list
}

// block is the number of sets a worker takes at a time.
const block = 32

// Run carries out the batch. The values depend on nothing but the paths, the
// horizon and the sets. It stops early, with the context's error, when the
// context is done; an error of a run names the set and the path.
func (b *Batch) Run(ctx context.Context) (Values, error) {
	values := make(Values, b.Sets)
	plans := make([]*model.Plan, len(b.Paths))
	for i := range plans {
		plans[i] = b.Paths[i].Plan
	}
	bundle, err := model.NewBundle(plans, b.Horizon)
	if err != nil {
		return nil, err
	}
	err = workers.EachWith(ctx, (b.Sets+block-1)/block, model.NewKernel, func(kernel *model.Kernel, i int) error {
		return b.run(kernel, bundle, i*block, values)
	})
	if err != nil {
		return nil, err
	}
	return values, nil
}

// run follows every path under one block of sets.
func (b *Batch) run(kernel *model.Kernel, bundle *model.Bundle, start int, values Values) error {
	sets := make([]model.Parameters, min(block, b.Sets-start))
	for i := range sets {
		sets[i] = b.Set(start + i)
		values[start+i] = make([][]float64, len(b.Paths))
	}
	column := make([]float64, len(sets))
	err := kernel.RunAll(sets, bundle, func(e *model.Ends) {
		numbers := make([]float64, e.Members*len(b.Numbers))
		for n, write := range b.Numbers {
			write(e, column[:e.Members])
			for i, v := range column[:e.Members] {
				numbers[i*len(b.Numbers)+n] = v
			}
		}
		for i := range e.Members {
			values[start+e.First+i][e.Plan] = numbers[i*len(b.Numbers) : (i+1)*len(b.Numbers) : (i+1)*len(b.Numbers)]
		}
		if b.Done != nil {
			b.Done(e.Members)
		}
	})
	var member *model.MemberError
	if errors.As(err, &member) {
		return fmt.Errorf("path %s, set %d of assumptions: %w", b.Paths[member.Plan].Name, start+member.Member, member.Err)
	}
	return err
}
