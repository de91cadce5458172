// SPDX-License-Identifier: Apache-2.0

// Package holdout sets the model beside figures that were counted after the policy start. No fit has seen them.
package holdout

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/calibrate"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/elementary"
)

// Question says which year is tested, on which paths and over which draws.
type Question struct {
	Ledger  []model.Evidence
	Set     string // one of model.EvidenceSets; every row of the ledger if empty
	Year    int
	Paths   []*scenarios.Scenario // the last one without hindsight
	World   *scenarios.World
	Members int
	Draws   ensemble.Draws
	Done    func(members int)
}

// Record is the name of the built-in path that tells what happened in a year.
func Record(year int) string { return fmt.Sprintf("as-it-happened-%d", year) }

// Test is the answer: each figure of the year beside what the paths and two
// naive forecasts have for it, then how far each forecast lies off.
type Test struct {
	Question Question
	Rows     []Row
	Scores   []Score // by path, then the last value, then the trend
}

// Row is one figure of the year. Counts are given for a whole year at the same
// pace, so that rows of different length can be compared.
type Row struct {
	Evidence *model.Evidence
	Months   int             // how many it covers
	Within   *model.Evidence // a row that contains it, so that it is not scored; nil for none
	Counted  float64
	Paths    []Range // in the order of the question's paths
	Last     float64 // what the same source last counted before the policy start; NaN for nothing
	Trend    float64 // the straight line through the logarithms of what it counted; NaN with fewer than two figures
}

// Range is what a path has for a row: at the world's values, and over the draws
// the median with the 10th and the 90th percentile.
type Range struct{ Centre, Median, Low, High float64 }

// Holds reports whether the 80% range over the draws holds a value.
func (r Range) Holds(v float64) bool { return r.Low <= v && v <= r.High }

// Score is how far one forecast lies from the scored figures.
type Score struct {
	Forecast string  // the name of a path, LastValue or Trend
	Rows     int     // scored figures that it has a value for
	Factor   float64 // geometric mean of the factors between forecast and count; 1 is exact
	Model    float64 // that of the last path, which has no hindsight, on the same figures
	Inside   int     // figures within the 80% range of a path; -1 for a naive forecast
	Nearest  int     // figures to which no other forecast lies nearer
}

// The forecasts that know no model.
const (
	LastValue = "last value"
	Trend     = "trend"
)

// Run carries out the test. Equal questions have equal answers.
func (q Question) Run(ctx context.Context) (*Test, error) {
	if q.Members < 1 {
		return nil, fmt.Errorf("members = %d: there is nothing to draw (1 or more)", q.Members)
	}
	t := &Test{Question: q, Rows: q.rows()}
	if len(t.Rows) == 0 {
		return nil, fmt.Errorf("no row of the evidence is compared with the model in %d", q.Year)
	}
	assumptions, err := ensemble.InWorld(q.Draws, q.World)
	if err != nil {
		return nil, err
	}
	h := model.Horizon{Start: model.HistoryStart, End: model.NewYear(q.Year + 1), StepsPerYear: model.DefaultHorizon.StepsPerYear}
	earlier := q.earlier()
	if err := t.follow(ctx, h, assumptions, earlier); err != nil {
		return nil, err
	}
	t.predict(earlier)
	t.score()
	return t, nil
}

// rows lists the figures of the year, in ledger order.
func (q *Question) rows() []Row {
	var rows []Row
	for i := range q.Ledger {
		e := &q.Ledger[i]
		if e.Observes == nil || q.Set != "" && e.Set != q.Set {
			continue
		}
		if from, to := e.Months(); from >= max(model.Fork, model.NewYear(q.Year)) && to <= model.NewYear(q.Year+1) {
			rows = append(rows, Row{Evidence: e, Months: int(to - from), Counted: yearly(e, *e.Value), Last: math.NaN(), Trend: math.NaN()})
		}
	}
	for i := range rows {
		for j := range rows {
			if slices.Contains(rows[j].Evidence.Repeats, rows[i].Evidence.ID) {
				rows[i].Within = rows[j].Evidence
			}
		}
	}
	return rows
}

// earlier holds the figures counted before the policy start, by what they count.
func (q *Question) earlier() map[string][]*model.Evidence {
	rows := map[string][]*model.Evidence{}
	for i := range q.Ledger {
		e := &q.Ledger[i]
		if e.Observes == nil {
			continue
		}
		if from, to := e.Months(); from >= model.HistoryStart && to <= model.Fork {
			rows[counts.FractionKey(e)] = append(rows[counts.FractionKey(e)], e)
		}
	}
	return rows
}

// yearly turns the value of a row into that of a whole year at the same pace.
// Figures that do not grow with their period, such as ratios, stay as they are.
func yearly(e *model.Evidence, value float64) float64 {
	from, to := e.Months()
	one := func(string) float64 { return 1 }
	twice := func(name string) float64 {
		if model.FindOutcome(name) != nil {
			return 2
		}
		if s := model.FindSeries(name); s != nil && strings.HasSuffix(s.Unit, "/year") {
			return 2
		}
		return 1
	}
	if e.Observes.Value(twice, 1) != 2*e.Observes.Value(one, 1) {
		return value
	}
	return value * 12 / float64(to-from)
}

// follow runs the paths at the world's values and under every draw.
func (t *Test) follow(ctx context.Context, h model.Horizon, assumptions *ensemble.Assumptions, earlier map[string][]*model.Evidence) error {
	q := &t.Question
	plans := make([]*model.Plan, len(q.Paths))
	drawn := make([][][]float64, len(q.Paths)) // by path and row
	for k, path := range q.Paths {
		plans[k], drawn[k] = path.PlanIn(q.World, h), make([][]float64, len(t.Rows))
		centre, err := t.values(&q.World.Parameters, plans[k], h, earlier)
		if err != nil {
			return fmt.Errorf("path %s in world %s: %w", path.Name, q.World.Name, err)
		}
		for r := range t.Rows {
			t.Rows[r].Paths = append(t.Rows[r].Paths, Range{Centre: centre[r]})
		}
	}
	for member := range q.Members {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := assumptions.Member(member)
		for k, path := range q.Paths {
			values, err := t.values(&p, plans[k], h, earlier)
			if err != nil {
				return fmt.Errorf("path %s, draw %d of seed %d: %w", path.Name, member, q.Draws.Seed, err)
			}
			for r, v := range values {
				drawn[k][r] = append(drawn[k][r], v)
			}
		}
		if q.Done != nil {
			q.Done(1)
		}
	}
	for k := range q.Paths {
		for r := range t.Rows {
			list, of := drawn[k][r], &t.Rows[r].Paths[k]
			slices.Sort(list)
			of.Median, of.Low, of.High = quantile(list, 0.5), quantile(list, 0.1), quantile(list, 0.9)
		}
	}
	return nil
}

// values is what one run has for each row. The share that a source counts is the
// one that fits what the source counted before the policy start.
func (t *Test) values(p *model.Parameters, plan *model.Plan, h model.Horizon, earlier map[string][]*model.Evidence) ([]float64, error) {
	run, err := model.Run(p, plan, h, ode.RK4)
	if err != nil {
		return nil, err
	}
	values := make([]float64, len(t.Rows))
	for r := range t.Rows {
		e := t.Rows[r].Evidence
		v, err := e.Modelled(run, share(run, e, earlier[counts.FractionKey(e)]))
		if err != nil {
			return nil, err
		}
		values[r] = yearly(e, v)
	}
	return values, nil
}

// share is the geometric mean of counted over modelled in earlier rows that count
// the same; 1 where nothing is counted by an unknown share.
func share(run *model.Trajectory, e *model.Evidence, earlier []*model.Evidence) float64 {
	if !e.Observes.HasFraction() {
		return 1
	}
	sum, n := 0.0, 0
	for _, row := range earlier {
		if v, err := row.Modelled(run, 1); err == nil {
			sum += elementary.Log(*row.Value / v)
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return elementary.Exp(sum / float64(n))
}

// quantile is the value below which a share of the sorted values lies.
func quantile(sorted []float64, share float64) float64 {
	at := float64(share * float64(len(sorted)-1))
	below := int(at)
	if below+1 == len(sorted) {
		return sorted[below]
	}
	return sorted[below] + float64((at-float64(below))*(sorted[below+1]-sorted[below]))
}

// predict sets the naive forecasts.
func (t *Test) predict(earlier map[string][]*model.Evidence) {
	for i := range t.Rows {
		r := &t.Rows[i]
		series := t.series(r.Evidence, earlier)
		r.Last, r.Trend = last(series), trend(series, middle(r.Evidence))
	}
}

// figure is a count per year at the middle of its period.
type figure struct{ at, value float64 }

// middle is the middle of the period of a row, in years.
func middle(e *model.Evidence) float64 {
	from, to := e.Months()
	return float64(from+to) / 24
}

// series lists what the source of a row counted before the policy start: rows
// that count the same, and for other periods the sums of rows that count its
// parts.
func (t *Test) series(e *model.Evidence, earlier map[string][]*model.Evidence) []figure {
	var list []figure
	for _, row := range earlier[counts.FractionKey(e)] {
		list = append(list, figure{middle(row), yearly(row, *row.Value)})
	}
	parts := t.parts(e)
	if len(parts) == 0 {
		return list
	}
	for _, first := range earlier[counts.FractionKey(parts[0])] {
		sum, found := 0.0, 0
		for _, part := range parts {
			rows := earlier[counts.FractionKey(part)]
			if at := slices.IndexFunc(rows, func(row *model.Evidence) bool { return row.From == first.From && row.To == first.To }); at >= 0 {
				sum += yearly(rows[at], *rows[at].Value)
				found++
			}
		}
		known := slices.ContainsFunc(list, func(f figure) bool { return f.at == middle(first) })
		if found == len(parts) && !known {
			list = append(list, figure{middle(first), sum})
		}
	}
	return list
}

// parts lists rows of the year, each of another kind, that together count what a
// row counts; none if they do not.
func (t *Test) parts(e *model.Evidence) []*model.Evidence {
	var parts []*model.Evidence
	for i := range t.Rows {
		part := t.Rows[i].Evidence
		same := func(p *model.Evidence) bool { return counts.FractionKey(p) == counts.FractionKey(part) }
		if slices.Contains(e.Repeats, part.ID) && !same(e) && !slices.ContainsFunc(parts, same) {
			parts = append(parts, part)
		}
	}
	amounts := map[string]float64{} // another for each name
	amount := func(name string) float64 {
		if amounts[name] == 0 {
			amounts[name] = elementary.Exp2(float64(len(amounts)))
		}
		return amounts[name]
	}
	whole, sum := e.Observes.Value(amount, 1), 0.0
	for _, part := range parts {
		sum += part.Observes.Value(amount, 1)
	}
	if sum != whole {
		return nil
	}
	return parts
}

// last is the latest figure; NaN for none.
func last(series []figure) float64 {
	latest := figure{math.Inf(-1), math.NaN()}
	for _, f := range series {
		if f.at > latest.at {
			latest = f
		}
	}
	return latest.value
}

// trend continues the straight line through the logarithms of figures to a time;
// NaN where they lie at fewer than two times.
func trend(series []figure, to float64) float64 {
	var n, x, y, xx, xy float64
	for _, f := range series {
		at, v := f.at-to, elementary.Log(f.value)
		n, x, y, xx, xy = n+1, x+at, y+v, xx+float64(at*at), xy+float64(at*v)
	}
	spread := float64(n*xx) - float64(x*x)
	if spread < 1e-9 {
		return math.NaN()
	}
	return elementary.Exp((float64(y*xx) - float64(x*xy)) / spread)
}

// score sums up how far each forecast lies off, over rows that no other contains.
func (t *Test) score() {
	q := &t.Question
	for _, path := range q.Paths {
		t.Scores = append(t.Scores, Score{Forecast: path.Name})
	}
	t.Scores = append(t.Scores, Score{Forecast: LastValue, Inside: -1}, Score{Forecast: Trend, Inside: -1})
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Within != nil {
			continue
		}
		off := r.off()
		nearest := math.Inf(1)
		for _, v := range off {
			nearest = min(nearest, v)
		}
		for k := range t.Scores {
			s := &t.Scores[k]
			if math.IsInf(off[k], 1) {
				continue
			}
			s.Rows++
			s.Factor += off[k]
			s.Model += off[len(q.Paths)-1]
			if off[k] == nearest {
				s.Nearest++
			}
			if k < len(r.Paths) && r.Paths[k].Holds(r.Counted) {
				s.Inside++
			}
		}
	}
	for k := range t.Scores {
		s := &t.Scores[k]
		s.Factor, s.Model = elementary.Exp(s.Factor/float64(s.Rows)), elementary.Exp(s.Model/float64(s.Rows))
	}
}

// off is how far each forecast lies from the figure, as the absolute logarithm of
// the factor between them, in the order of the scores; +Inf where there is none.
func (r *Row) off() []float64 {
	var list []float64
	for _, p := range r.Paths {
		list = append(list, p.Centre)
	}
	list = append(list, r.Last, r.Trend)
	for i, v := range list {
		if list[i] = calibrate.AbsLogError(v, r.Counted); math.IsNaN(list[i]) {
			list[i] = math.Inf(1)
		}
	}
	return list
}
