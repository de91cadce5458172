// SPDX-License-Identifier: Apache-2.0

// Package breakeven finds where two policy paths change places: for every
// assumption, the value inside its documented range at which the one that has
// fewer of an outcome becomes the one that has more.
package breakeven

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/ensemble"
)

// Question asks where path A and path B change places.
type Question struct {
	A, B     *scenarios.Scenario
	Horizon  model.Horizon
	Outcomes []*model.Outcome
	World    *scenarios.World             // where all other assumptions stand
	Draws    func(i int) model.Parameters // sets of assumptions, called from several goroutines
	Members  int                          // how many of them; 0 for none
	Done     func(runs int)               // see batch.Batch; may be nil
}

const (
	centrePoints = 33 // points of a range searched with the others at the centre
	drawPoints   = 5  // points of a range searched in every draw
	halvings     = 16 // of a bracket: to 1/2 000 000 of the range
)

// Answer holds what was found, for each parameter that is not held constant.
type Answer struct {
	Asked  *Question
	At     [][2]float64 // the outcomes on A and on B at the world's values, by outcome
	Centre []float64    // A minus B there
	Rows   []Row        // in the order of the table of parameters
}

// Row is one parameter's range, crossed.
type Row struct {
	Parameter *model.Parameter
	Sides     []Side // by outcome
}

// Side is A less B as one parameter moves through its range.
type Side struct {
	Values    []float64 // at equal steps from the low to the high end, the others at the centre
	Crossings []float64 // parameter values at which the sign changes, rising
	AtLow     int       // the sign before the first crossing; 0 where A and B never differ

	Turns   ensemble.Share // draws in which the sign changes somewhere in the range
	Between [3]float64     // of the first change in those draws: the 10th, 50th and 90th percentile; NaN without any
}

// Parameters lists the parameters with a range.
func Parameters() []*model.Parameter {
	var list []*model.Parameter
	for i := range model.ParameterTable {
		if row := &model.ParameterTable[i]; row.Low < row.High {
			list = append(list, row)
		}
	}
	return list
}

// Runs is about how many runs the answer takes; the search for exact values
// adds a few.
func (q *Question) Runs() int {
	return 2 * len(Parameters()) * (centrePoints + q.Members*drawPoints)
}

// Point is step i of n equal ones from the low to the high end of a range.
func Point(row *model.Parameter, i, n int) float64 {
	return row.Low + float64((row.High-row.Low)*float64(i)/float64(n-1))
}

// Find answers the question.
func (q *Question) Find(ctx context.Context) (*Answer, error) {
	if q.A.Name == q.B.Name {
		return nil, fmt.Errorf("path %s: cannot be compared with itself; name two paths", q.A.Name)
	}
	a := &Answer{Asked: q}
	rows := Parameters()
	centre, err := q.run(ctx, 1, func(int) model.Parameters { return q.World.Parameters })
	if err != nil {
		return nil, err
	}
	for n := range q.Outcomes {
		a.At = append(a.At, [2]float64{centre[0][0][n], centre[0][1][n]})
		a.Centre = append(a.Centre, a.At[n][0]-a.At[n][1])
	}
	values, err := q.run(ctx, len(rows)*centrePoints, func(i int) model.Parameters {
		return with(q.World.Parameters, rows[i/centrePoints], Point(rows[i/centrePoints], i%centrePoints, centrePoints))
	})
	if err != nil {
		return nil, err
	}
	var brackets []*bracket
	for i, row := range rows {
		r := Row{row, make([]Side, len(q.Outcomes))}
		for n := range q.Outcomes {
			side := &r.Sides[n]
			side.Values = values[i*centrePoints:(i+1)*centrePoints].Difference(0, 1, n)
			side.Between = [3]float64{math.NaN(), math.NaN(), math.NaN()}
			for _, c := range changes(side.Values) {
				brackets = append(brackets, &bracket{row, n, side, sign(side.Values[c[0]]),
					Point(row, c[0], centrePoints), Point(row, c[1], centrePoints)})
			}
			side.AtLow = first(side.Values)
		}
		a.Rows = append(a.Rows, r)
	}
	if err := q.narrow(ctx, brackets); err != nil {
		return nil, err
	}
	return a, q.draws(ctx, a)
}

// run runs both paths under sets of assumptions.
func (q *Question) run(ctx context.Context, sets int, set func(int) model.Parameters) (batch.Values, error) {
	b := batch.Batch{Paths: batch.InWorld(q.World, q.Horizon, q.A, q.B), Horizon: q.Horizon, Numbers: batch.Outcomes(q.Outcomes), Sets: sets, Set: set, Done: q.Done}
	return b.Run(ctx)
}

// with is p with one parameter set.
func with(p model.Parameters, row *model.Parameter, v float64) model.Parameters {
	*row.Of(&p) = v
	return p
}

// sign is −1, 0 or 1.
func sign(v float64) int {
	switch {
	case v < 0:
		return -1
	case v > 0:
		return 1
	}
	return 0
}

// first is the sign of the first value that has one.
func first(values []float64) int {
	for _, v := range values {
		if v != 0 {
			return sign(v)
		}
	}
	return 0
}

// changes lists the pairs of places between which the sign changes; ties in
// between are passed over.
func changes(values []float64) [][2]int {
	var list [][2]int
	last := -1
	for i, v := range values {
		if v == 0 {
			continue
		}
		if last >= 0 && sign(values[last]) != sign(v) {
			list = append(list, [2]int{last, i})
		}
		last = i
	}
	return list
}

// bracket holds one change of sign.
type bracket struct {
	row       *model.Parameter
	outcome   int
	side      *Side
	below     int // the sign at low
	low, high float64
}

// narrow halves all brackets together until they are as good as points, and
// notes the points.
func (q *Question) narrow(ctx context.Context, list []*bracket) error {
	for range halvings {
		values, err := q.run(ctx, len(list), func(i int) model.Parameters {
			return with(q.World.Parameters, list[i].row, (list[i].low+list[i].high)/2)
		})
		if err != nil {
			return err
		}
		for i, b := range list {
			middle := (b.low + b.high) / 2
			if sign(values[i][0][b.outcome]-values[i][1][b.outcome]) == b.below {
				b.low = middle
			} else {
				b.high = middle
			}
		}
	}
	for _, b := range list {
		b.side.Crossings = append(b.side.Crossings, (b.low+b.high)/2)
	}
	return nil
}

// draws moves every parameter through its range in every draw.
func (q *Question) draws(ctx context.Context, a *Answer) error {
	if q.Members == 0 {
		return nil
	}
	perMember := len(a.Rows) * drawPoints
	values, err := q.run(ctx, q.Members*perMember, func(i int) model.Parameters {
		row := a.Rows[i%perMember/drawPoints].Parameter
		return with(q.Draws(i/perMember), row, Point(row, i%drawPoints, drawPoints))
	})
	if err != nil {
		return err
	}
	for r := range a.Rows {
		for n := range q.Outcomes {
			side := &a.Rows[r].Sides[n]
			var at []float64
			for m := range q.Members {
				from := m*perMember + r*drawPoints
				d := values[from:from+drawPoints].Difference(0, 1, n)
				if c := changes(d); len(c) > 0 {
					at = append(at, between(a.Rows[r].Parameter, d, c[0]))
				}
			}
			side.Turns = ensemble.Share{Count: len(at), Of: q.Members}
			slices.Sort(at)
			for k, share := range []float64{0.1, 0.5, 0.9} {
				if len(at) > 0 {
					side.Between[k] = at[int(math.Round(share*float64(len(at)-1)))]
				}
			}
		}
	}
	return nil
}

// between is where the straight line between two values of unlike sign is 0.
func between(row *model.Parameter, values []float64, c [2]int) float64 {
	low, high := Point(row, c[0], len(values)), Point(row, c[1], len(values))
	return low + (high-low)*values[c[0]]/(values[c[0]]-values[c[1]])
}

// Fewer lists the parts of the range in which A has fewer, each as its two
// ends, rising; the ends of the range stand for themselves.
func (r *Row) Fewer(outcome int) [][2]float64 { return r.parts(outcome, -1) }

// More lists the parts in which A has more.
func (r *Row) More(outcome int) [][2]float64 { return r.parts(outcome, 1) }

// parts lists the parts of the range in which A minus B has a sign.
func (r *Row) parts(outcome, sign int) [][2]float64 {
	var parts [][2]float64
	s, from, now := &r.Sides[outcome], r.Parameter.Low, r.Sides[outcome].AtLow
	for _, c := range append(slices.Clone(s.Crossings), r.Parameter.High) {
		if now == sign {
			parts = append(parts, [2]float64{from, c})
		}
		from, now = c, -now
	}
	return parts
}

// Reversed lists the parts of the range in which the order of A and B is not the
// one at the world's values; where they are equal there, those in which A has fewer.
func (a *Answer) Reversed(r *Row, outcome int) [][2]float64 {
	if a.Centre[outcome] < 0 {
		return r.More(outcome)
	}
	return r.Fewer(outcome)
}

// Distance is how far the nearest crossing lies from the centre, as a share of
// the range; infinite without one.
func (a *Answer) Distance(r *Row, outcome int) float64 {
	nearest := math.Inf(1)
	for _, c := range r.Sides[outcome].Crossings {
		nearest = min(nearest, math.Abs(c-*r.Parameter.Of(&a.Asked.World.Parameters))/(r.Parameter.High-r.Parameter.Low))
	}
	return nearest
}

// Nearest lists the rows that have a crossing in an outcome, the nearest to the
// centre first.
func (a *Answer) Nearest(outcome int) []*Row {
	var list []*Row
	for i := range a.Rows {
		if len(a.Rows[i].Sides[outcome].Crossings) > 0 {
			list = append(list, &a.Rows[i])
		}
	}
	slices.SortStableFunc(list, func(x, y *Row) int {
		return cmp.Compare(a.Distance(x, outcome), a.Distance(y, outcome))
	})
	return list
}

// Widest lists the rows in the order of how far their range moves A less B
// relative to the outcomes at the centre, the widest first.
func (a *Answer) Widest() []*Row {
	list := make([]*Row, len(a.Rows))
	for i := range a.Rows {
		list[i] = &a.Rows[i]
	}
	width := func(r *Row) (sum float64) {
		for n := range r.Sides {
			if c := math.Abs(a.Centre[n]); c > 0 {
				sum += (slices.Max(r.Sides[n].Values) - slices.Min(r.Sides[n].Values)) / c
			}
		}
		return sum
	}
	slices.SortStableFunc(list, func(x, y *Row) int { return cmp.Compare(width(y), width(x)) })
	return list
}
