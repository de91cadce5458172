// SPDX-License-Identifier: Apache-2.0

package sensitivity

import (
	"context"
	"fmt"

	"crossroads/model"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/draw"
	"crossroads/scenarios/stats/pawn"
)

// Dependence holds what draws at hand show: how far the distribution of an outcome
// of the whole run moves when one assumption is known, by outcome.
type Dependence struct {
	Parameters    []*model.Parameter
	Fitted, Prior []Moved // draws that agree with the counts or come from a fit, which depend on one another, and all draws
	Rate          float64 // share of candidates that agree with the counts; 0 for a fit
}

// Moved are the indices of one outcome.
type Moved struct {
	Index  []float64 // by parameter
	Halves [][2]float64
	Chance float64 // what an assumption without effect stays below in 95 of 100 cases
}

// chanceRepeats is how many inputs without effect say what chance does.
const chanceRepeats = 100

// PawnRuns is the number of runs of Pawn.
func (q *Question) PawnRuns(draws int) int { return 2 * draws * q.paths() }

// Pawn compares the distributions of the outcomes between draws at hand. It does not
// need independent draws, as the other methods do.
func (q *Question) Pawn(ctx context.Context, draws int) (d *Dependence, err error) {
	prior := ensemble.Draws{Seed: q.Seed, Shape: q.Shape, Sampling: draw.Plain, Documented: true}
	fitted := prior
	if fitted.Posterior = q.Fit; q.Fit == nil {
		if fitted.Fitted, err = counts.NewPast(counts.SharedBias); err != nil {
			return nil, err
		}
	}
	d = &Dependence{}
	if d.Prior, err = q.moved(ctx, prior, draws, d); err != nil {
		return nil, err
	}
	d.Fitted, err = q.moved(ctx, fitted, draws, d)
	return d, err
}

// moved are the indices under one kind of draws.
func (q *Question) moved(ctx context.Context, kind ensemble.Draws, n int, d *Dependence) ([]Moved, error) {
	a, err := ensemble.InWorld(kind, q.World)
	if err != nil {
		return nil, err
	}
	sets := make([]model.Parameters, n)
	values, err := q.values(ctx, n, func(i int) model.Parameters { sets[i] = a.Member(i); return sets[i] })
	if err != nil {
		return nil, err
	}
	if tried := a.Tried(n); tried > 0 {
		d.Rate = float64(n) / float64(tried)
	}
	sampler, err := draw.NewSampler(draw.Plain, q.Seed)
	if err != nil {
		return nil, err
	}
	var none []draw.Sequence
	for r := range chanceRepeats {
		s, err := sampler.Sequence(fmt.Sprint("no effect ", r), 0)
		if err != nil {
			return nil, err
		}
		none = append(none, s)
	}
	d.Parameters = a.Drawn()
	years := len(q.Years())
	list := make([]Moved, len(q.Outcomes))
	input, result := make([]float64, n), make([]float64, n)
	for o := range list {
		for i := range values {
			result[i] = values[i][(o+1)*years-1]
		}
		m := &list[o]
		if m.Chance, err = pawn.Chance(result, pawn.Slices, chanceRepeats, func(r, i int) float64 { return none[r].At(a.Source(i)) }); err != nil {
			return nil, err
		}
		for _, row := range d.Parameters {
			for i := range sets {
				input[i] = *row.Of(&sets[i])
			}
			x, err := pawn.Analyse(input, result, pawn.Slices)
			if err != nil {
				return nil, err
			}
			var halves [2]float64
			for h, from := range []int{0, n / 2} {
				half, err := pawn.Analyse(input[from:from+n/2], result[from:from+n/2], pawn.Slices)
				if err != nil {
					return nil, err
				}
				halves[h] = half.Median
			}
			m.Index, m.Halves = append(m.Index, x.Median), append(m.Halves, halves)
		}
	}
	return list, nil
}
