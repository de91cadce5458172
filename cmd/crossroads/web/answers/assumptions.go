// SPDX-License-Identifier: Apache-2.0

package answers

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/effect"
)

// effectGiven is what one assumption does, over its range, to an outcome of the
// first path minus that of the second.
type effectGiven struct {
	Parameter string  `json:"parameter"`
	Low       float64 `json:"low"`
	Mid       float64 `json:"mid"`
	High      float64 `json:"high"`
}

// findOutcome is the outcome asked about.
func (q *question) findOutcome() (*model.Outcome, error) {
	if o := model.FindOutcome(q.Outcome); o != nil {
		return o, nil
	}
	return nil, &scenarios.UnknownError{Thing: "outcome", Name: q.Outcome, Known: model.OutcomeNames()}
}

// effects answers with every assumption moved alone, the widest first.
func effects(q *question) (any, error) {
	o, err := q.findOutcome()
	if err != nil {
		return nil, err
	}
	w, paths, err := q.all(2)
	if err != nil {
		return nil, err
	}
	table, err := effect.Measure(context.Background(), w, paths, model.DefaultHorizon)
	if err != nil {
		return nil, err
	}
	var given []effectGiven
	for _, e := range table.Differences(0, 1, o) {
		given = append(given, effectGiven{e.Parameter.Name, e.Low, e.Mid, e.High})
	}
	return map[string]any{"effects": given}, nil
}

// all is the world and the paths asked for, of which there must be some.
func (q *question) all(least int) (*scenarios.World, []*scenarios.Scenario, error) {
	w, err := q.World.world()
	if err != nil {
		return nil, nil, err
	}
	paths, err := q.paths()
	if err == nil && len(paths) < least {
		err = fmt.Errorf("question %s: has %d paths (%d or more)", q.Ask, len(paths), least)
	}
	return w, paths, err
}

// mapGiven is an outcome of every path over the ranges of two assumptions.
type mapGiven struct {
	X      []float64     `json:"x"`
	Y      []float64     `json:"y"`
	Values [][][]float64 `json:"values"` // by path, step of Y and step of X
}

// spread is points values from the low to the high end of a range.
func spread(row *model.Parameter, points int) []float64 {
	list := make([]float64, points)
	for i := range list {
		list[i] = row.Low + (row.High-row.Low)*float64(i)/float64(points-1)
	}
	return list
}

// sweep answers with all paths run over a grid of two assumptions.
func sweep(q *question) (any, error) {
	o, err := q.findOutcome()
	if err != nil {
		return nil, err
	}
	w, paths, err := q.all(1)
	if err != nil {
		return nil, err
	}
	if len(q.Axes) != 2 || q.Cells < 2 || q.Cells > 41 {
		return nil, errors.New("question sweep: wants two assumptions and 2 to 41 cells")
	}
	var axes [2]*model.Parameter
	for i, name := range q.Axes {
		if axes[i] = model.FindParameter(name); axes[i] == nil {
			return nil, errors.New(scenarios.Unknown("parameter", name, model.ParameterNames()))
		}
	}
	x, y := spread(axes[0], q.Cells), spread(axes[1], q.Cells)
	b := batch.Batch{
		Paths: batch.InWorld(w, model.DefaultHorizon, paths...), Horizon: model.DefaultHorizon,
		Numbers: batch.Outcomes([]*model.Outcome{o}), Sets: q.Cells * q.Cells,
		Set: func(i int) model.Parameters {
			p := w.Parameters
			*axes[0].Of(&p), *axes[1].Of(&p) = x[i%q.Cells], y[i/q.Cells]
			return p
		},
	}
	values, err := b.Run(context.Background())
	if err != nil {
		return nil, err
	}
	given := mapGiven{x, y, make([][][]float64, len(paths))}
	for i := range paths {
		for k, set := range values {
			if k%q.Cells == 0 {
				given.Values[i] = append(given.Values[i], nil)
			}
			row := &given.Values[i][k/q.Cells]
			*row = append(*row, set[i][0])
		}
	}
	return given, nil
}

// worldsOf answers with every path in every built-in world.
func worldsOf(q *question) (any, error) {
	given := map[string][]runGiven{}
	for _, name := range scenarios.WorldNames() {
		asked := *q
		asked.World = worldAsked{Name: name}
		runs, err := runAll(&asked)
		if err != nil {
			return nil, err
		}
		for i := range runs {
			runs[i].Years = nil
		}
		given[name] = runs
	}
	return map[string]any{"worlds": given}, nil
}

// reachGiven is the value of one assumption, all others as the world has them,
// at which a path gives the number asked for.
type reachGiven struct {
	Parameter string  `json:"parameter"`
	Now       float64 `json:"now"`
	Value     float64 `json:"value"`
	Share     float64 `json:"share"` // how far from now, as a share of the range
}

// reachSteps is in how many steps a range is searched.
const reachSteps = 12

// reach answers with the assumptions that alone, inside their ranges, bring an
// outcome of the first path in a year to a value, the nearest first, and with how
// near the others come.
func reach(q *question) (any, error) {
	o, err := q.findOutcome()
	if err != nil {
		return nil, err
	}
	w, paths, err := q.all(1)
	if err != nil {
		return nil, err
	}
	if q.Year < model.Fork.Year() || q.Year >= model.DefaultEnd.Year() {
		return nil, fmt.Errorf("question reach: year %d (%d to %d)", q.Year, model.Fork.Year(), model.DefaultEnd.Year()-1)
	}
	var rows []*model.Parameter
	for i := range model.ParameterTable {
		if row := &model.ParameterTable[i]; row.Kind != model.Constant {
			rows = append(rows, row)
		}
	}
	b := batch.Batch{
		Paths: batch.InWorld(w, model.DefaultHorizon, paths[0]), Horizon: model.DefaultHorizon,
		Numbers: []batch.Number{func(e *model.Ends, to []float64) { o.Between(e, q.Year, q.Year, to) }}, Sets: len(rows) * (reachSteps + 1),
		Set: func(i int) model.Parameters {
			p, row := w.Parameters, rows[i/(reachSteps+1)]
			*row.Of(&p) = row.Low + (row.High-row.Low)*float64(i%(reachSteps+1))/reachSteps
			return p
		},
	}
	values, err := b.Run(context.Background())
	if err != nil {
		return nil, err
	}
	found, closest := []reachGiven{}, math.Inf(1)
	nearest := reachGiven{}
	for i, row := range rows {
		now := *row.Of(&w.Parameters)
		best := reachGiven{Parameter: row.Name, Now: now, Share: math.Inf(1)}
		for k := range reachSteps + 1 {
			at := func(k int) float64 { return row.Low + (row.High-row.Low)*float64(k)/reachSteps }
			v := values[i*(reachSteps+1)+k][0][0]
			if gap := math.Abs(v - q.Value); gap < closest {
				closest, nearest = gap, reachGiven{Parameter: row.Name, Now: now, Value: at(k)}
			}
			if k == 0 {
				continue
			}
			before := values[i*(reachSteps+1)+k-1][0][0]
			if (before-q.Value)*(v-q.Value) > 0 || before == v {
				continue
			}
			cross := at(k-1) + (at(k)-at(k-1))*(q.Value-before)/(v-before)
			if share := math.Abs(cross-now) / (row.High - row.Low); share < best.Share {
				best.Value, best.Share = cross, share
			}
		}
		if !math.IsInf(best.Share, 1) {
			found = append(found, best)
		}
	}
	slices.SortStableFunc(found, func(a, b reachGiven) int {
		switch {
		case a.Share < b.Share:
			return -1
		case a.Share > b.Share:
			return 1
		}
		return 0
	})
	return map[string]any{"found": found, "nearest": nearest, "gap": closest}, nil
}
