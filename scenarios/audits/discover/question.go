// SPDX-License-Identifier: Apache-2.0

package discover

import (
	"context"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
	"crossroads/scenarios/stats/prim"
)

// Question asks under which assumptions an outcome is lower on path A than on B.
type Question struct {
	A, B     *scenarios.Scenario
	Outcomes []*model.Outcome
	World    *scenarios.World
	Horizon  model.Horizon
	Draws    ensemble.Draws
	Members  int          // draws searched
	Ways     []shares.Way // ways of drawing in which shares are shown beside the search
	Shown    int          // draws behind those shares
	Search   prim.Options
}

// Result is what was found for each outcome.
type Result struct {
	*Question
	Findings []*Finding // by outcome
	Shares   []*ensemble.Result
}

// Runs is the number of runs the answer takes.
func (q *Question) Runs() int { return 2 * (q.Members + q.Shown*len(q.Ways)) }

// Run answers. Done is told how many more runs are finished, from any goroutine.
func (q *Question) Run(ctx context.Context, done func(runs int)) (*Result, error) {
	r := &Result{Question: q}
	cases, err := Paired(ctx, q.A, q.B, q.Outcomes, q.World, q.Horizon, q.Members, q.Draws, done)
	if err != nil {
		return nil, err
	}
	design := &ensemble.Design{Paths: []*scenarios.Scenario{q.A, q.B}, Against: 1, Horizon: q.Horizon, Members: q.Shown}
	if r.Shares, err = shares.Run(ctx, design, q.Ways, done); err != nil {
		return nil, err
	}
	for n := range q.Outcomes {
		f, err := Find(&cases[n], q.Search)
		if err != nil {
			return nil, err
		}
		r.Findings = append(r.Findings, f)
	}
	return r, nil
}
