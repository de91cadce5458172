// SPDX-License-Identifier: Apache-2.0

// Package cross runs paths in several worlds under the same draws and separates
// what the path changes from what the world changes.
package cross

import (
	"context"
	"errors"
	"math"

	"crossroads/model"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// Question is a design of paths in worlds, the first world the one to start from.
type Question struct {
	ensemble.Design
	Outcomes []*model.Outcome
}

// Result holds every path in every world.
type Result struct {
	*Question
	*ensemble.Result
	Beside *ensemble.Result // under draws that agree with the counts, or the prior where the given draws do; nil where a world refuses them
}

// Runs is the number of runs the answer takes.
func (q *Question) Runs() int { return 2 * len(q.Paths) * len(q.Worlds) * q.Members }

// Crossed reports whether there is anything to separate: several paths and worlds.
func (q *Question) Crossed() bool { return len(q.Paths) > 1 && len(q.Worlds) > 1 }

// Run answers. Done is told how many more runs are finished, from any goroutine.
func (q *Question) Run(ctx context.Context, done func(runs int)) (*Result, error) {
	r, err := run(ctx, &q.Design, done)
	if err != nil {
		return nil, err
	}
	other := q.Design
	other.Series = nil
	if other.Draws, err = shares.Beside(q.Draws); err != nil {
		return nil, err
	}
	both := &Result{Question: q, Result: r}
	both.Beside, err = run(ctx, &other, done)
	var refused *ensemble.NotFittedError
	if errors.As(err, &refused) {
		return both, nil
	}
	return both, err
}

// run runs a design.
func run(ctx context.Context, d *ensemble.Design, done func(runs int)) (*ensemble.Result, error) {
	r, err := ensemble.New(d)
	if err != nil {
		return nil, err
	}
	last := 0
	return r, r.Run(ctx, ensemble.Options{Progress: func(members, _ int) {
		done((members - last) * len(d.Paths) * len(d.Worlds))
		last = members
	}})
}

// LargestInteraction is the path and the world whose effects together differ most
// from their sum, by an outcome; -1 if nothing is crossed.
func (r *Result) LargestInteraction(o *model.Outcome) (path, world int) {
	path, world = -1, -1
	var most float64
	for p := range r.Paths {
		for w := 1; w < len(r.Worlds) && p != r.Against; w++ {
			if by := math.Abs(r.Effects(r.Against, p, 0, w, o).Interaction.Median); path < 0 || by > most {
				path, world, most = p, w, by
			}
		}
	}
	return path, world
}

// Order lists the worlds in which most draws show fewer of an outcome on the first
// path of a pair, and those in which most show more; the others are in neither.
func (r *Result) Order(pair int, o *model.Outcome) (fewer, more []int) {
	for w := range r.Worlds {
		share, same := r.FewerShare(w, pair, o)
		switch (shares.Reading{Fewer: share, Same: same}).Sign() {
		case 1:
			fewer = append(fewer, w)
		case -1:
			more = append(more, w)
		}
	}
	return fewer, more
}

// Spread is how far the median of an outcome moves from world to world on the
// reference path, and from path to path in the first world.
func (r *Result) Spread(o *model.Outcome) (worlds, paths float64) {
	widest := func(n int, at func(i int) float64) float64 {
		low, high := math.Inf(1), math.Inf(-1)
		for i := range n {
			low, high = min(low, at(i)), max(high, at(i))
		}
		return high - low
	}
	return widest(len(r.Worlds), func(w int) float64 { return r.Level(w, r.Against, o, 0).Quantile(0.5) }),
		widest(len(r.Paths), func(p int) float64 { return r.Level(0, p, o, 0).Quantile(0.5) })
}
