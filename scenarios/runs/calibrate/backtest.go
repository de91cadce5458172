// SPDX-License-Identifier: Apache-2.0

package calibrate

import (
	"context"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"crossroads/model"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/stats/elementary"
)

// Backtest is a fit to the figures of earlier years and what it says of later
// ones, beside two forecasts that know no model.
type Backtest struct {
	Fit   *Fit
	Rows  []Forecast
	Score []Score // by thing counted, then all together
}

// Forecast is one later figure and what was said of it.
type Forecast struct {
	Evidence    *model.Evidence
	Thing       string
	Model       Interval
	Last, Trend float64 // the last earlier figure of that source; its straight course in logarithms, NaN with one figure
}

// Score is how far forecasts lay from the figures: the geometric mean of the
// factors between them, 1 for none.
type Score struct {
	Thing              string
	Rows, Inside       int // Inside: figures within the range that the model gave 90%
	Model, Last, Trend float64
	Trended            int // rows with a trend; the others count for Model and Last alone
	ModelWhereTrend    float64
}

// vague is the standard deviation, in logarithms, of an unknown fraction when a
// new figure of its source is predicted.
const vague = 10

// Test fits the figures up to the month Until of the question and predicts
// those from then on, of every source that counted the same thing before. What
// a source, its root and its fraction were found to add to the model before is
// carried forward. The tempo of operations after Until is drawn, not given.
func (q Question) Test(ctx context.Context) (*Backtest, error) {
	fit, err := q.Answer(ctx)
	if err != nil {
		return nil, err
	}
	b := &Backtest{Fit: fit}
	known := knownRows(q.Ledger, q.Set, q.Until)
	for i := range q.Ledger {
		e := &q.Ledger[i]
		if q.Set != "" && e.Set != q.Set || e.Observes == nil || *e.Value == 0 {
			continue
		}
		if from, to := e.Months(); from < q.Until || to > history.End {
			continue
		}
		earlier := alike(known, e)
		if len(earlier) > 0 {
			b.Rows = append(b.Rows, Forecast{Evidence: e, Thing: counts.Thing(e), Last: last(earlier), Trend: trend(earlier, e)})
		}
	}
	if len(b.Rows) == 0 {
		return nil, fmt.Errorf("backtest: no source counts the same thing before and after %s (a set with figures of several years)", q.Until)
	}
	if err := b.predict(known); err != nil {
		return nil, err
	}
	b.score()
	return b, nil
}

// knownRows are the rows up to a month, those alone under a fraction included.
func knownRows(ledger []model.Evidence, set string, until model.Month) []counts.Target {
	targets, left := counts.Targets(ledger, set, until)
	targets = slices.DeleteFunc(targets, func(t counts.Target) bool { return *t.Value == 0 }) // a trend of logarithms has no place for 0
	most := 0
	for _, t := range targets {
		most = max(most, t.Fraction+1)
	}
	for _, l := range left {
		if from, to := l.Months(); l.Observes.HasFraction() && from >= history.Start && to <= until {
			targets = append(targets, counts.NewTarget(l.Evidence, most))
			most++
		}
	}
	return targets
}

// alike are the earlier rows in which the same source counted the same thing.
func alike(known []counts.Target, e *model.Evidence) []counts.Target {
	var list []counts.Target
	for _, t := range known {
		if counts.FractionKey(t.Evidence) == counts.FractionKey(e) {
			list = append(list, t)
		}
	}
	return list
}

// middle is the middle of a period in years.
func middle(from, to model.Month) float64 { return float64(from+to) / 24 }

// last is the latest of the figures, per year.
func last(earlier []counts.Target) float64 {
	latest := earlier[0]
	for _, t := range earlier {
		if t.End > latest.End {
			latest = t
		}
	}
	return *latest.Value
}

// trend continues the straight course of the logarithms.
func trend(earlier []counts.Target, e *model.Evidence) float64 {
	if len(earlier) < 2 {
		return math.NaN()
	}
	var n, x, y, xx, xy float64
	for _, t := range earlier {
		at := middle(t.Start, t.End)
		n, x, y, xx, xy = n+1, x+at, y+t.Log, xx+float64(at*at), xy+float64(at*t.Log)
	}
	slope := (float64(n*xy) - float64(x*y)) / (float64(n*xx) - float64(x*x))
	from, to := e.Months()
	return elementary.Exp(y/n + float64(slope*(middle(from, to)-x/n)))
}

// predict sets the model's forecasts: for each member what it has for the row,
// plus what the errors of the earlier figures tell of this one, with what stays
// open of it spread around.
func (b *Backtest) predict(known []counts.Target) error {
	rows := make([]counts.Target, len(b.Rows))
	for i := range rows {
		rows[i] = counts.NewTarget(b.Rows[i].Evidence, -1)
		for _, t := range known {
			if t.Fraction >= 0 && counts.FractionKey(t.Evidence) == counts.FractionKey(rows[i].Evidence) {
				rows[i].Fraction = t.Fraction
			}
		}
	}
	s := b.Fit.Question.Spreads
	all := append(append([]counts.Target(nil), known...), rows...)
	n := len(known)
	covers := mat.NewSymDense(n, nil)
	cross := mat.NewDense(len(rows), n, nil)
	for i := range known {
		for j := 0; j <= i; j++ {
			covers.SetSym(i, j, s.Covariance(&all[i], &all[j], i == j)+sharedFraction(&all[i], &all[j]))
		}
		for r := range rows {
			cross.Set(r, i, s.Covariance(&rows[r], &all[i], false)+sharedFraction(&rows[r], &all[i]))
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(covers) {
		return fmt.Errorf("backtest: the errors of %d rows cannot be told apart (an own spread above 0)", n)
	}
	var gain mat.Dense // transposed
	if err := chol.SolveTo(&gain, cross.T()); err != nil {
		return fmt.Errorf("backtest: %w", err)
	}
	open := make([]float64, len(rows))
	for r := range rows {
		v := s.Covariance(&rows[r], &rows[r], true) + sharedFraction(&rows[r], &rows[r])
		for i := range n {
			v -= float64(gain.At(i, r) * cross.At(r, i))
		}
		open[r] = math.Sqrt(max(v, 0))
	}
	places, weights := b.Fit.standIns(4000)
	points, spread := make([][]float64, len(rows)), []float64(nil)
	for r := range points {
		points[r] = make([]float64, len(places)*len(normal))
	}
	spread = make([]float64, len(places)*len(normal))
	members := make([]Member, len(places))
	for k, place := range places {
		members[k] = b.Fit.Members[place]
	}
	months := monthsOf(all...)
	err := parallel(context.Background(), (len(members)+stride-1)/stride, func(kernel *model.Kernel, part int) error {
		from, to := part*stride, min((part+1)*stride, len(members))
		return b.Fit.prior.runs(kernel, members[from:to], months, func(k int, run model.Moments) {
			k += from
			residuals := make([]float64, n)
			for i := range known {
				residuals[i] = known[i].Log - known[i].Modelled(run)
			}
			for r := range rows {
				mean := rows[r].Modelled(run)
				for i, e := range residuals {
					mean += float64(gain.At(i, r) * e)
				}
				for z, step := range normal {
					points[r][k*len(normal)+z] = elementary.Exp(mean + float64(step*open[r]))
				}
			}
			for z := range normal {
				spread[k*len(normal)+z] = weights[k] / float64(len(normal))
			}
		})
	})
	if err != nil {
		return err
	}
	for r := range rows {
		b.Rows[r].Model = interval(points[r], spread)
	}
	return nil
}

// normal are the middles of ten equal parts of the normal distribution.
var normal = []float64{-1.645, -1.036, -0.674, -0.385, -0.126, 0.126, 0.385, 0.674, 1.036, 1.645}

// sharedFraction is the covariance of two rows under one unknown fraction.
func sharedFraction(a, b *counts.Target) float64 {
	if a.Fraction < 0 || a.Fraction != b.Fraction {
		return 0
	}
	return vague * vague
}

// score sums the forecasts up, by thing and together.
func (b *Backtest) score() {
	var things []string
	seen := map[string]bool{}
	for _, r := range b.Rows {
		if !seen[r.Thing] {
			seen[r.Thing] = true
			things = append(things, r.Thing)
		}
	}
	if len(things) > 1 {
		things = append(things, "")
	}
	for _, thing := range things {
		s := Score{Thing: thing}
		for _, r := range b.Rows {
			if thing != "" && r.Thing != thing {
				continue
			}
			value := *r.Evidence.Value
			s.Rows++
			if r.Model.Low <= value && value <= r.Model.High {
				s.Inside++
			}
			s.Model += AbsLogError(r.Model.Mid, value)
			s.Last += AbsLogError(r.Last, value)
			if !math.IsNaN(r.Trend) {
				s.Trended++
				s.Trend += AbsLogError(r.Trend, value)
				s.ModelWhereTrend += AbsLogError(r.Model.Mid, value)
			}
		}
		s.Model, s.Last = elementary.Exp(s.Model/float64(s.Rows)), elementary.Exp(s.Last/float64(s.Rows))
		s.Trend, s.ModelWhereTrend = elementary.Exp(s.Trend/float64(s.Trended)), elementary.Exp(s.ModelWhereTrend/float64(s.Trended))
		b.Score = append(b.Score, s)
	}
}

// AbsLogError is how far a forecast lies from a figure, as the absolute logarithm of
// the factor between them.
func AbsLogError(forecast, value float64) float64 { return math.Abs(elementary.Log(forecast / value)) }
