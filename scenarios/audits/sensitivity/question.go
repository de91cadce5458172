// SPDX-License-Identifier: Apache-2.0

package sensitivity

import (
	"context"

	"crossroads/scenarios"
	"crossroads/scenarios/runs/effect"
)

// The methods.
const (
	OneAtATime = "oat"
	Morris     = "morris"
	Sobol      = "sobol"
	Pawn       = "pawn"
)

// Ranking is a question together with the method that answers it.
type Ranking struct {
	Question
	Method      string
	Samples     int  // trajectories of morris, pairs of points of sobol, draws of pawn
	SecondOrder bool // sobol: pairs of assumptions too
}

// Result is what the methods found; Screening, Shares and Dependence are nil unless
// theirs was asked for.
type Result struct {
	*Ranking
	Effects    [][]effect.Effect // one at a time, by outcome, the largest first
	Screening  *Screening
	Shares     *Shares
	Dependence *Dependence
}

// Paths are the path, or the two paths, asked about.
func (q *Question) Paths() []*scenarios.Scenario {
	if q.B == nil {
		return []*scenarios.Scenario{q.A}
	}
	return []*scenarios.Scenario{q.A, q.B}
}

// Runs is the number of runs the answer takes.
func (q *Ranking) Runs() int {
	runs := effect.Runs(len(q.Paths()))
	switch q.Method {
	case Morris:
		runs += q.MorrisRuns(q.Samples)
	case Sobol:
		runs += q.SobolRuns(q.Samples, q.SecondOrder)
	case Pawn:
		runs += q.PawnRuns(q.Samples)
	}
	return runs
}

// Run answers. Done is told how many more runs are finished, from any goroutine.
func (q *Ranking) Run(ctx context.Context, done func(runs int)) (*Result, error) {
	q.Done = done
	r := &Result{Ranking: q}
	table, err := effect.Measure(ctx, q.World, q.Paths(), q.Horizon)
	if err != nil {
		return nil, err
	}
	done(effect.Runs(len(q.Paths())))
	for _, o := range q.Outcomes {
		if q.B == nil {
			r.Effects = append(r.Effects, table.Effects(0, o))
		} else {
			r.Effects = append(r.Effects, table.Differences(0, 1, o))
		}
	}
	switch q.Method {
	case Morris:
		r.Screening, err = q.Morris(ctx, q.Samples)
	case Sobol:
		r.Shares, err = q.Sobol(ctx, q.Samples, q.SecondOrder)
	case Pawn:
		r.Dependence, err = q.Pawn(ctx, q.Samples)
	}
	return r, err
}
