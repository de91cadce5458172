// SPDX-License-Identifier: Apache-2.0

package effect

import (
	"context"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
)

// LeverEffect is a path with one lever held, from the path's start on, at the
// ends of its range, beside the path as it is. Numbers are by place in the
// table of outcomes.
type LeverEffect struct {
	Lever          *model.Lever
	Low, Mid, High []float64
}

// Lever measures what a lever does to every outcome of a path in a world.
func Lever(ctx context.Context, w *scenarios.World, s *scenarios.Scenario, lever *model.Lever, h model.Horizon) (LeverEffect, error) {
	e := LeverEffect{Lever: lever}
	for _, end := range []struct {
		into *[]float64
		hold *float64
	}{{&e.Low, &lever.Low}, {&e.Mid, nil}, {&e.High, &lever.High}} {
		plan := s.PlanIn(w, h)
		if end.hold != nil {
			for m := s.Starts; m < h.End; m++ {
				*lever.Of(&plan.Months[m-h.Start]) = *end.hold
			}
		}
		var err error
		if *end.into, err = run(ctx, w, plan, h); err != nil {
			return e, err
		}
	}
	return e, nil
}

// Levers measures what a lever does on each path, in their order.
func Levers(ctx context.Context, w *scenarios.World, paths []*scenarios.Scenario, lever *model.Lever, h model.Horizon) ([]LeverEffect, error) {
	list := make([]LeverEffect, len(paths))
	for i, s := range paths {
		var err error
		if list[i], err = Lever(ctx, w, s, lever, h); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Without is every outcome of a path in which one lever is moved as on another
// path, by place in the table of outcomes: what that lever alone contributes is
// the difference to the path itself.
func Without(ctx context.Context, w *scenarios.World, s *scenarios.Scenario, lever *model.Lever, instead *scenarios.Scenario, h model.Horizon) ([]float64, error) {
	plan, other := s.PlanIn(w, h), instead.PlanIn(w, h)
	for i := range plan.Months {
		*lever.Of(&plan.Months[i]) = *lever.Of(&other.Months[i])
	}
	return run(ctx, w, plan, h)
}

// run reads every outcome of one plan in a world.
func run(ctx context.Context, w *scenarios.World, plan *model.Plan, h model.Horizon) ([]float64, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t, err := model.Run(&w.Parameters, plan, h, ode.RK4)
	if err != nil {
		return nil, err
	}
	years := t.Years
	values := make([]float64, len(model.OutcomeTable))
	for i := range values {
		values[i] = model.OutcomeTable[i].Of(years)
	}
	return values, nil
}
