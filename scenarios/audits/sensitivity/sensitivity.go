// SPDX-License-Identifier: Apache-2.0

// Package sensitivity tells which assumptions an outcome of a path, or the
// difference between two paths, depends on, at the end and over time.
package sensitivity

import (
	"context"
	"fmt"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/draw"
	"crossroads/scenarios/stats/morris"
	"crossroads/scenarios/stats/sobol"
)

// Question asks what the outcomes of path A, or of A less B, depend on.
type Question struct {
	A, B     *scenarios.Scenario // B is nil for A alone
	World    *scenarios.World    // what it sets stays as it is
	Horizon  model.Horizon
	Outcomes []*model.Outcome
	Shape    ensemble.Shape // of the draws behind Sobol' indices; PERT if empty
	Seed     uint64
	Fit      *ensemble.Posterior // whose draws Pawn takes in place of those that agree with the built-in counts; may be nil
	Done     func(runs int)      // see batch.Batch; may be nil
}

// Parameters lists what is varied: every parameter with a range that the world
// does not set.
func (q *Question) Parameters() []*model.Parameter {
	var list []*model.Parameter
	for i := range model.ParameterTable {
		if row := &model.ParameterTable[i]; row.Low < row.High && !q.World.Holds(row) {
			list = append(list, row)
		}
	}
	return list
}

// Years lists the years by whose end the outcomes are looked at: from the fork
// on, the last standing for the whole run.
func (q *Question) Years() []int {
	var list []int
	for m := model.Fork; m < q.Horizon.End; m += 12 {
		list = append(list, m.Year())
	}
	return list
}

// paths is the number of runs a point takes.
func (q *Question) paths() int {
	if q.B == nil {
		return 1
	}
	return 2
}

// upTo reads an outcome from the fork to the end of a year, or of that year.
func upTo(o *model.Outcome, year int) batch.Number {
	first := year
	if o.Span == model.FromFork {
		first = model.Fork.Year()
	}
	return func(e *model.Ends, to []float64) { o.Between(e, first, year, to) }
}

// values runs the paths at points given by place in the unit cube: by point,
// then by outcome and year.
func (q *Question) values(ctx context.Context, points int, set func(i int) model.Parameters) ([][]float64, error) {
	var numbers []batch.Number
	for _, o := range q.Outcomes {
		for _, year := range q.Years() {
			numbers = append(numbers, upTo(o, year))
		}
	}
	list := []*scenarios.Scenario{q.A}
	if q.B != nil {
		list = append(list, q.B)
	}
	b := batch.Batch{Paths: batch.InWorld(q.World, q.Horizon, list...), Horizon: q.Horizon, Numbers: numbers, Sets: points, Set: set, Done: q.Done}
	all, err := b.Run(ctx)
	if err != nil {
		return nil, err
	}
	rows := make([][]float64, points)
	for i, paths := range all {
		rows[i] = paths[0]
		for n := range rows[i] {
			if q.B != nil {
				rows[i][n] -= paths[1][n]
			}
		}
	}
	return rows, nil
}

// Screening holds what Morris' method finds: effects by outcome, year and
// parameter.
type Screening struct {
	Parameters []*model.Parameter
	Years      []int
	Effects    [][][]morris.Effect
}

// levels is the number of levels of a screening: the ends of a range and two
// between.
const levels = 4

// MorrisRuns is the number of runs of a screening.
func (q *Question) MorrisRuns(trajectories int) int {
	return trajectories * (len(q.Parameters()) + 1) * q.paths()
}

// Morris screens the parameters over their documented ranges, evenly.
func (q *Question) Morris(ctx context.Context, trajectories int) (*Screening, error) {
	rows := q.Parameters()
	design, err := morris.Design(len(rows), trajectories, levels, q.Seed)
	if err != nil {
		return nil, err
	}
	values, err := q.values(ctx, len(design), func(i int) model.Parameters {
		p := q.World.Parameters
		for j, row := range rows {
			*row.Of(&p) = row.Low + float64((row.High-row.Low)*design[i][j])
		}
		return p
	})
	if err != nil {
		return nil, err
	}
	s := &Screening{Parameters: rows, Years: q.Years(), Effects: make([][][]morris.Effect, len(q.Outcomes))}
	column := make([]float64, len(values))
	for n := range q.Outcomes {
		for y := range s.Years {
			for i := range values {
				column[i] = values[i][n*len(s.Years)+y]
			}
			effects, err := morris.Analyse(design, column, q.Seed)
			if err != nil {
				return nil, fmt.Errorf("%s by %d: %w", q.Outcomes[n].Name, s.Years[y], err)
			}
			s.Effects[n] = append(s.Effects[n], effects)
		}
	}
	return s, nil
}

// Shares holds Sobol' indices by outcome and year.
type Shares struct {
	Parameters []*model.Parameter
	Years      []int
	Indices    [][]sobol.Indices
}

// SobolRuns is the number of runs of Shares.
func (q *Question) SobolRuns(pairs int, secondOrder bool) int {
	k := len(q.Parameters())
	if secondOrder {
		k *= 2
	}
	return pairs * (k + 2) * q.paths()
}

// Sobol shares the variance out among the parameters, drawn independently of
// one another.
func (q *Question) Sobol(ctx context.Context, pairs int, secondOrder bool) (*Shares, error) {
	rows := q.Parameters()
	spread := draw.PERT
	if q.Shape == ensemble.Uniform {
		spread = draw.Uniform
	}
	distributions := make([]draw.Distribution, len(rows))
	for j, row := range rows {
		var err error
		if distributions[j], err = spread(draw.Range{Low: row.Low, Mode: row.Central, High: row.High}); err != nil {
			return nil, fmt.Errorf("parameter %s: %w", row.Name, err)
		}
	}
	design, err := sobol.NewDesign(len(rows), pairs, secondOrder, q.Seed)
	if err != nil {
		return nil, err
	}
	values, err := q.values(ctx, design.Rows(), func(i int) model.Parameters {
		p, point := q.World.Parameters, design.Point(i)
		for j, row := range rows {
			*row.Of(&p) = distributions[j].Quantile(point[j])
		}
		return p
	})
	if err != nil {
		return nil, err
	}
	indices, err := design.AnalyseColumns(values, q.Seed)
	if err != nil {
		return nil, err
	}
	s := &Shares{Parameters: rows, Years: q.Years()}
	for n := range q.Outcomes {
		s.Indices = append(s.Indices, indices[n*len(s.Years):(n+1)*len(s.Years)])
	}
	return s, nil
}
