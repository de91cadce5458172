// SPDX-License-Identifier: Apache-2.0

package calibrate

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/optimize"

	"crossroads/model"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/stats/elementary"
)

// Centre is the calibration of central values: the set of assumptions, and the
// tempo of operations, at which likelihood times prior is largest. The prior of
// a parameter is the PERT distribution over its documented range, whose mode is
// the documented value; that of the tempo a normal one of the spread with which
// it is drawn. Only what the figures speak to moves: a quantity that moves by
// less than Least of its spread is held at the documented value, and the others
// are fitted again without it; what remains is rounded to Digits digits.
type Centre struct {
	Question   Question
	Targets    []counts.Target
	Bounds     []counts.Target
	Left       []counts.LeftOut
	Rows       []Centred // in the order of Quantities
	Documented Quality
	Fitted     Quality // before rounding
	Rounded    Quality
	Starts     int     // places from which the largest value was sought
	Apart      float64 // how far the results of the starts lie apart at most, in spreads of a quantity
}

// Centred is one quantity in the calibration.
type Centred struct {
	Quantity
	Documented, Spread float64 // Spread: standard deviation of the prior; for a tempo at the documented value
	Fitted             float64 // Documented if it is held
	Rounded            float64
	Held               bool
}

// Moved is how far the fit moves the quantity, in spreads of its prior.
func (c *Centred) Moved() float64 { return (c.Rounded - c.Documented) / c.Spread }

// AtEdge reports whether the fit drives a parameter to within a twentieth of its
// range of either end.
func (c *Centred) AtEdge() bool {
	p := c.Parameter
	return p != nil && !c.Held && min(c.Fitted-p.Low, p.High-c.Fitted) < (p.High-p.Low)/20
}

// Quality says how well a set of assumptions fits.
type Quality struct {
	Likelihood, Prior float64   // logarithms; Prior is 0 at the documented values
	Modelled          []float64 // by target, scaled by the fraction that fits
}

// Least is the share of its spread that a quantity has to move by to leave the
// documented value.
const Least = 0.2

// Digits is to how many significant digits a fitted value is rounded.
const Digits = 2

// starts is how many places the search begins from: the documented values, and
// draws.
const starts = 6

// search is a search for the largest product of likelihood and prior over
// coordinates that have no bounds: of each parameter the logit of its place in
// its range, then what the tempo of all years and of each has in standard
// deviations.
type search struct {
	fit        *Fit
	parameters []*model.Parameter
	held       []bool
	documented []float64
	tempo      []float64 // by year, before the search moves it
}

// The tempo is drawn as documented × 2^((2·common + own)/3) with both uniform
// between −1 and 1; these are the standard deviations of its logarithm.
var (
	ownTempo    = math.Ln2 / 3 / math.Sqrt(3)
	commonTempo = 2 * ownTempo
	wholeTempo  = math.Sqrt(float64(ownTempo*ownTempo) + float64(commonTempo*commonTempo))
)

// CentreOnHistory carries out the calibration with the tempo of operations held at that of the built-in history, on which
// every path runs: its values are those for a world file.
func (q Question) CentreOnHistory(ctx context.Context) (*Centre, error) { return q.centre(ctx, true) }

// Centre carries out the calibration. The answer depends on the ledger, the
// set, the bounds, the spreads and on Until; the seed moves only the starts.
func (q Question) Centre(ctx context.Context) (*Centre, error) { return q.centre(ctx, false) }

func (q Question) centre(ctx context.Context, onHistory bool) (*Centre, error) {
	f, err := q.prepared()
	if err != nil {
		return nil, err
	}
	s := newSearch(f)
	if onHistory {
		s.tempo = f.prior.builtIn()
		for i := len(s.parameters); i < len(s.held); i++ {
			s.held[i] = true
		}
	}
	c := &Centre{Question: f.Question, Targets: f.Targets, Bounds: f.Bounds, Left: f.Left, Starts: starts}
	if c.Documented, err = s.quality(s.documented); err != nil {
		return nil, err
	}
	places := make([][]float64, starts)
	err = parallel(ctx, starts, func(kernel *model.Kernel, i int) error {
		var err error
		places[i], err = s.climb(kernel, s.start(i))
		return err
	})
	if err != nil {
		return nil, err
	}
	free := s.values(places[0]) // nothing held yet
	for i, q := range Quantities() {
		row := Centred{Quantity: q, Held: s.held[i]}
		row.Documented, row.Spread = q.documented()
		if onHistory && q.Parameter == nil {
			row.Documented = s.tempo[q.year]
		}
		for _, other := range places[1:] {
			c.Apart = max(c.Apart, math.Abs(s.values(other)[i]-free[i])/row.Spread)
		}
		c.Rows = append(c.Rows, row)
	}
	at := places[0]
	for s.hold(c.Rows, s.values(at)) {
		if at, err = s.climb(model.NewKernel(), s.documented); err != nil {
			return nil, err
		}
	}
	if c.Fitted, err = s.quality(at); err != nil {
		return nil, err
	}
	rounded := append([]float64(nil), s.documented...)
	for i, v := range s.values(at) {
		row := &c.Rows[i]
		row.Fitted, row.Rounded = row.Documented, row.Documented
		if !row.Held {
			row.Fitted, row.Rounded = v, roundTo(v, Digits)
		}
	}
	s.put(rounded, c.Rows)
	c.Rounded, err = s.quality(rounded)
	return c, err
}

// prepared is a fit with its targets and prior, before any draw.
func (q Question) prepared() (*Fit, error) {
	if q.Until == 0 {
		q.Until = model.Fork
	}
	if q.Spreads == (counts.Spreads{}) {
		q.Spreads = counts.Standard
	}
	f := &Fit{Question: q}
	var targets []counts.Target
	targets, f.Left = counts.Targets(q.Ledger, q.Set, q.Until)
	for i := range q.Bounds {
		if e := &q.Bounds[i]; !counts.IsBound(e) {
			return nil, fmt.Errorf("evidence %s: hedge is %q, which is no bound (at least, or at most)", e.ID, e.Hedge)
		}
	}
	bounds, left := counts.Targets(q.Bounds, "", q.Until)
	f.Left = append(f.Left, left...)
	var err error
	if f.like, err = counts.NewLikelihood(append(targets, bounds...), q.Spreads); err != nil {
		return nil, err
	}
	f.Targets, f.Bounds, f.Effective = f.like.Targets, f.like.Bounds, f.like.Effective
	f.months = monthsOf(slices.Concat(f.Targets, f.Bounds)...)
	f.prior, err = NewPrior(q.Seed, (q.Until - 1).Year())
	return f, err
}

func newSearch(f *Fit) *search {
	s := &search{fit: f, tempo: documentedTempo}
	for _, q := range Quantities() {
		if q.Parameter != nil {
			s.parameters = append(s.parameters, q.Parameter)
			s.documented = append(s.documented, logit(place(q.Parameter, q.Parameter.Documented)))
		}
	}
	years := len(documentedTempo)
	s.documented = append(s.documented, make([]float64, 1+years)...)
	s.held = make([]bool, len(s.documented))
	return s
}

// place is where a value lies in the documented range, from 0 to 1.
func place(p *model.Parameter, v float64) float64 { return (v - p.Low) / (p.High - p.Low) }

// logit stretches the open interval from 0 to 1 over all numbers; the ends, at
// which a documented value may lie, are taken as near them.
func logit(u float64) float64 {
	const end = 1e-3
	u = min(max(u, end), 1-end)
	return elementary.Log(u / (1 - u))
}

// start is the place of a number from which to search.
func (s *search) start(i int) []float64 {
	x := append([]float64(nil), s.documented...)
	if i == 0 {
		return x
	}
	drawn, _ := s.fit.prior.Member(i)
	for k, p := range s.parameters {
		x[k] = logit(place(p, *p.Of(&drawn)))
	}
	return x
}

// member is what runs at a place, with the logarithm of its prior.
func (s *search) member(x []float64) (m Member, prior float64) {
	m.Parameters, m.Tempo, prior = s.at(x)
	return m, prior
}

// at are the assumptions at a place, and the logarithm of their prior less that
// of the documented ones.
func (s *search) at(x []float64) (p model.Parameters, tempo []float64, prior float64) {
	p = model.Documented()
	for k, row := range s.parameters {
		if s.held[k] {
			continue
		}
		u, mode := 1/(1+elementary.Exp(-x[k])), place(row, row.Documented)
		if mode > 0 {
			prior += float64(4 * mode * elementary.Log(u/mode))
		}
		if mode < 1 {
			prior += float64(4 * (1 - mode) * elementary.Log((1-u)/(1-mode)))
		}
		*row.Of(&p) = row.Low + float64(u*(row.High-row.Low))
	}
	n := len(s.parameters)
	tempo = append(tempo, s.tempo...)
	if s.held[n] {
		return p, tempo, prior
	}
	prior -= float64(x[n] * x[n] / 2)
	for y := range tempo {
		own := x[n+1+y]
		prior -= float64(own * own / 2)
		tempo[y] *= elementary.Exp(float64(commonTempo*x[n]) + float64(ownTempo*own))
	}
	return p, tempo, prior
}

// values are the quantities at a place, in the order of Quantities.
func (s *search) values(x []float64) []float64 {
	p, tempo, _ := s.at(x)
	var list []float64
	for _, row := range s.parameters {
		list = append(list, *row.Of(&p))
	}
	return append(list, tempo...)
}

// put sets the coordinates of the rounded values.
func (s *search) put(x []float64, rows []Centred) {
	n := len(s.parameters)
	for k, row := range s.parameters {
		if !s.held[k] {
			x[k] = logit(place(row, rows[k].Rounded))
		}
	}
	if s.held[n] {
		return
	}
	// Of the many ways to share a course of the tempo out between what all years
	// have in common and what each has of its own, the one with the largest prior.
	logs, sum := make([]float64, len(documentedTempo)), 0.0
	for y := range logs {
		logs[y] = elementary.Log(rows[n+y].Rounded / documentedTempo[y])
		sum += logs[y]
	}
	years := float64(len(logs))
	x[n] = commonTempo * sum / (float64(years*commonTempo*commonTempo) + float64(ownTempo*ownTempo))
	for y := range logs {
		x[n+1+y] = (logs[y] - float64(commonTempo*x[n])) / ownTempo
	}
}

// quality says how well a place fits.
func (s *search) quality(x []float64) (Quality, error) {
	m, prior := s.member(x)
	one := []Member{m}
	if err := s.fit.run(model.NewKernel(), one); err != nil {
		return Quality{}, err
	}
	q := Quality{Likelihood: one[0].chi, Prior: prior}
	for _, v := range s.fit.scaled(one[0].logs) {
		q.Modelled = append(q.Modelled, elementary.Exp(v))
	}
	return q, nil
}

// losses are what the search makes small, at some places.
func (s *search) losses(kernel *model.Kernel, places [][]float64) []float64 {
	members, list := make([]Member, len(places)), make([]float64, len(places))
	for i, x := range places {
		members[i], list[i] = s.member(x)
	}
	fit := func(from, to int) error { return s.fit.run(kernel, members[from:to]) }
	if fit(0, len(members)) != nil { // then each alone
		for i := range members {
			if fit(i, i+1) != nil {
				members[i].chi = math.NaN()
			}
		}
	}
	for i := range list {
		if list[i] = -members[i].chi - list[i]; math.IsNaN(list[i]) {
			list[i] = math.Inf(1)
		}
	}
	return list
}

// step is how far from a place its slope is measured, to either side.
const step = 1e-4

// slope writes the slope of the loss at a place.
func (s *search) slope(kernel *model.Kernel, into, x []float64) {
	places := make([][]float64, 0, 2*len(x))
	for i := range x {
		for _, by := range []float64{step, -step} {
			place := slices.Clone(x)
			place[i] += by
			places = append(places, place)
		}
	}
	around := s.losses(kernel, places)
	for i := range into {
		into[i] = (around[2*i] - around[2*i+1]) / (2 * step)
	}
}

// climb searches from a place.
func (s *search) climb(kernel *model.Kernel, from []float64) ([]float64, error) {
	found, err := optimize.Minimize(optimize.Problem{
		Func: func(x []float64) float64 { return s.losses(kernel, [][]float64{x})[0] },
		Grad: func(into, x []float64) { s.slope(kernel, into, x) },
	}, from, &optimize.Settings{GradientThreshold: 1e-6, MajorIterations: 500, Converger: &optimize.FunctionConverge{Absolute: 1e-13, Iterations: 10}}, &optimize.LBFGS{})
	if found == nil {
		return nil, fmt.Errorf("central values: the search for the largest likelihood times prior failed: %w", err)
	}
	// A line search that ends because the slope is rounding has arrived too; that all
	// starts end at one place shows it.
	return found.X, nil
}

// hold holds what moves by less than Least of its spread, the tempo only as a
// whole, and reports whether it held anything new.
func (s *search) hold(rows []Centred, values []float64) bool {
	n := len(s.parameters)
	changed, tempo := false, false
	for i := range rows {
		row := &rows[i]
		moves := math.Abs(values[i]-row.Documented) >= Least*row.Spread
		switch {
		case i >= n:
			tempo = tempo || moves
		case !moves && !s.held[i]:
			s.held[i], row.Held, changed = true, true, true
		}
	}
	if !tempo && !s.held[n] {
		changed = true
		for i := n; i < len(s.held); i++ {
			s.held[i] = true
		}
		for i := n; i < len(rows); i++ {
			rows[i].Held = true
		}
	}
	return changed
}

// documented are the mode and the standard deviation of the prior of a quantity.
func (q *Quantity) documented() (mode, spread float64) {
	if q.Parameter == nil {
		mode = documentedTempo[q.year]
		return mode, mode * wholeTempo
	}
	p := q.Parameter
	below := place(p, p.Documented)
	a, b := 1+float64(4*below), 5-float64(4*below)
	return p.Documented, math.Sqrt(a*b/(6*6*7)) * (p.High - p.Low)
}

// roundTo rounds to so many significant digits.
func roundTo(v float64, digits int) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64)
	if err != nil {
		return v // a finite number always reads back
	}
	return rounded
}

// shippedFrom is the question behind the central values of the program.
var shippedFrom = Question{Ledger: model.EvidenceTable, Set: "recommended", Seed: 1}
