// SPDX-License-Identifier: Apache-2.0

// Package overview asks everything about some paths at once: their runs in one world
// and in every built-in world, what decides between two of them, and the case for and
// against each.
package overview

import (
	"context"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/breakeven"
	"crossroads/scenarios/audits/debate"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/ensemble"
)

// Question is what is asked.
type Question struct {
	Paths     []*scenarios.Scenario
	Reference int // the path that the others are compared with
	World     *scenarios.World
	Horizon   model.Horizon
}

// Result is the runs.
type Result struct {
	Question
	Runs    []*scenarios.Run   // in the chosen world, by path
	Worlds  []*scenarios.World // the built-in ones
	InWorld [][]*scenarios.Run // by built-in world and path
}

// Run runs every path in the chosen world and in each built-in one.
func (q Question) Run() (*Result, error) {
	r := &Result{Question: q}
	var err error
	if r.Runs, err = batch.Runs(q.World, q.Horizon, q.Paths...); err != nil {
		return nil, err
	}
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		runs, err := batch.Runs(w, q.Horizon, q.Paths...)
		if err != nil {
			return nil, err
		}
		r.Worlds, r.InWorld = append(r.Worlds, w), append(r.InWorld, runs)
	}
	return r, nil
}

// Fewest says, by built-in world and path, whether the path has the fewest there, or
// as few within a tie.
func (r *Result) Fewest(o *model.Outcome) [][]bool {
	var list [][]bool
	for _, runs := range r.InWorld {
		var values []float64
		for _, run := range runs {
			values = append(values, o.Of(run.Years))
		}
		lowest := make([]bool, len(runs))
		for _, i := range scenarios.Lowest(values) {
			lowest[i] = true
		}
		list = append(list, lowest)
	}
	return list
}

// Pair is the two paths that the essay sets against each other, or, where they are
// not among the paths, the first that is not the reference, and the reference. It is
// nil for one path.
func (r *Result) Pair() (a, b *scenarios.Scenario) {
	var other *scenarios.Scenario
	for i, s := range r.Paths {
		switch {
		case s.Name == "kinetic":
			a = s
		case s.Name == "investment":
			b = s
		}
		if i != r.Reference && other == nil {
			other = s
		}
	}
	switch {
	case a != nil && b != nil:
		return a, b
	case other == nil:
		return nil, nil
	}
	return other, r.Paths[r.Reference]
}

// Breakeven finds what decides between two of the paths, with so many draws behind
// the shares of draws and of them so many searched.
func (r *Result) Breakeven(ctx context.Context, a, b *scenarios.Scenario, draws ensemble.Draws, shown, searched int) (*breakeven.Result, error) {
	q := &breakeven.Full{From: draws, Shown: shown}
	q.A, q.B, q.Horizon, q.Outcomes, q.World, q.Members = a, b, r.Horizon, scenarios.DeathCounts(), r.World, searched
	if err := q.FindWays(); err != nil {
		return nil, err
	}
	q.Ways = q.Ways[:1]
	return q.Run(ctx, func(int) {})
}

// Debate finds the case for and against each path that starts with the others, in
// every built-in world. It is nil for fewer than two such paths.
func (r *Result) Debate(ctx context.Context, draws ensemble.Draws, members int) (*debate.Debate, error) {
	q := &debate.Question{Worlds: r.Worlds, Horizon: r.Horizon, Outcomes: scenarios.DeathCounts(), Members: members, Draws: draws}
	for _, s := range r.Paths {
		if !s.LeavesEarly() {
			q.Paths = append(q.Paths, s)
		}
	}
	if len(q.Paths) < 2 {
		return nil, nil
	}
	return q.Run(ctx, func(int) {})
}
