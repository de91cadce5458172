// SPDX-License-Identifier: Apache-2.0

package answers

import (
	"context"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// futures is how many single courses are given of each path: enough to see that
// they differ, few enough to follow one.
const futures = 12

// drawsGiven is an ensemble: each path, and each less the one compared with.
type drawsGiven struct {
	Members int         `json:"members"`
	Seed    uint64      `json:"seed"`
	Levels  []fansGiven `json:"levels"` // by path
	Gaps    []fansGiven `json:"gaps"`   // by path; empty for the one compared with
	Fewest  fewestGiven `json:"fewest"`
	Told    [2]float64  `json:"told"` // people killed in the last year counted: the middle 80% of the draws
	Fitted  bool        `json:"fitted"`
}

// fansGiven is a path's outcomes over the draws.
type fansGiven struct {
	Whole   map[string]bandGiven   `json:"whole"`
	Years   map[string][]bandGiven `json:"years"`   // outcomes followed year by year
	Futures map[string][][]float64 `json:"futures"` // the first few draws
	Values  map[string][]float64   `json:"values"`  // by draw: both death sums and the money rows
}

// bandGiven is the tenth, quarter, middle, three-quarter and nine-tenth value.
type bandGiven [5]float64

// fewestGiven counts, by path, the draws in which it has the fewest of each sum.
type fewestGiven map[string][]int

func band(b ensemble.Band) bandGiven {
	return bandGiven{b.Low80, b.Low50, b.Median, b.High50, b.High80}
}

// draws answers with all paths under the same draws, in the world asked for.
func draws(q *question) (any, error) {
	w, err := q.World.world()
	if err != nil {
		return nil, err
	}
	paths, err := q.paths()
	if err != nil {
		return nil, err
	}
	draws, err := ensemble.Usual(q.Seed)
	if err != nil {
		return nil, err
	}
	d := &ensemble.Design{
		Paths: paths, Worlds: []*scenarios.World{w}, Horizon: model.DefaultHorizon, Members: q.Members,
		Draws: draws, Series: ensemble.StandardSeries(), Against: q.Against,
	}
	r, err := ensemble.Run(context.Background(), d)
	if err != nil {
		return nil, err
	}
	given := drawsGiven{Members: q.Members, Seed: q.Seed, Gaps: make([]fansGiven, len(paths)), Fewest: fewestGiven{}, Fitted: draws.Fitted != nil}
	agreement, err := ensemble.Agree(draws, w)
	if err != nil {
		return nil, err
	}
	told := agreement.KilledIn(model.Fork.Year() - 1)
	given.Told = [2]float64{told.Low, told.High}
	for i := range paths {
		given.Levels = append(given.Levels, fans(d.Series, func(o *model.Outcome) ensemble.Fan { return r.Fan(0, i, o) }))
		level := &given.Levels[i]
		level.Futures, level.Values = map[string][][]float64{}, map[string][]float64{}
		for _, o := range d.Series {
			for _, f := range r.Futures(0, i, o, futures) {
				level.Futures[o.Name] = append(level.Futures[o.Name], f.Values)
			}
			if o.Span == model.FromFork {
				level.Values[o.Name] = r.Values(0, i, o)
			}
		}
	}
	for k, pair := range r.Pairs() {
		given.Gaps[pair.A] = fans(d.Series, func(o *model.Outcome) ensemble.Fan { return r.GapFan(0, k, o) })
	}
	for _, name := range []string{"deaths_civilian_security", "deaths_all"} {
		given.Fewest[name] = make([]int, len(paths))
		for k := range q.Members {
			least := 0
			for i := range paths {
				if given.Levels[i].Values[name][k] < given.Levels[least].Values[name][k] {
					least = i
				}
			}
			given.Fewest[name][least]++
		}
	}
	return given, nil
}

// fans gathers a fan per outcome.
func fans(series []*model.Outcome, of func(*model.Outcome) ensemble.Fan) fansGiven {
	given := fansGiven{Whole: map[string]bandGiven{}, Years: map[string][]bandGiven{}}
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		f := of(o)
		given.Whole[o.Name] = band(f.Whole)
		if !slices.Contains(series, o) {
			continue
		}
		for _, b := range f.Bands {
			given.Years[o.Name] = append(given.Years[o.Name], band(b))
		}
	}
	return given
}
