// SPDX-License-Identifier: Apache-2.0

package breakeven

import (
	"context"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// Full is a question together with a map of two assumptions and the ways of drawing
// its shares are shown in.
type Full struct {
	Question
	From   ensemble.Draws // of Draws
	Ways   []shares.Way
	Shown  int                // draws behind the shares
	Pair   []*model.Parameter // to map; nil for the two whose ranges move the difference most
	Points int                // of the map along each side; 0 for no map
}

// Result is all that was found.
type Result struct {
	*Full
	*Answer
	Map    *Map               // nil if none was asked for
	Shares []*ensemble.Result // by way: A and B
}

// FindWays sets the ways of drawing, and the draws of the search to those of the
// first.
func (q *Full) FindWays() (err error) {
	if q.Ways, err = shares.Ways(q.From, q.World); err != nil {
		return err
	}
	a, err := ensemble.InWorld(q.From, q.World)
	if err == nil {
		q.Draws = a.Member
	}
	return err
}

// Runs is about how many runs the answer takes.
func (q *Full) Runs() int { return q.Question.Runs() + MapRuns(q.Points) + 2*q.Shown*len(q.Ways) }

// Run answers. Done is told how many more runs are finished, from any goroutine.
func (q *Full) Run(ctx context.Context, done func(runs int)) (*Result, error) {
	q.Done = done
	r := &Result{Full: q}
	var err error
	if r.Answer, err = q.Find(ctx); err != nil {
		return nil, err
	}
	if q.Points > 0 {
		pair := q.Pair
		if pair == nil {
			widest := r.Widest()
			pair = []*model.Parameter{widest[0].Parameter, widest[1].Parameter}
		}
		if r.Map, err = q.Map(ctx, pair[0], pair[1], q.Points); err != nil {
			return nil, err
		}
	}
	design := &ensemble.Design{Paths: []*scenarios.Scenario{q.A, q.B}, Against: 1, Horizon: q.Horizon, Members: q.Shown}
	r.Shares, err = shares.Run(ctx, design, q.Ways, done)
	return r, err
}
