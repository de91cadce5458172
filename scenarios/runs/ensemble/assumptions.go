// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/stats/draw"
)

// Draws says how sets of assumptions are drawn. The zero value draws Latin
// samples of PERT distributions over the documented ranges with seed 0.
type Draws struct {
	Seed      uint64
	Sampling  draw.Method // draw.Latin if empty
	Shape     Shape       // PERT if empty
	Width     float64     // factor on the ranges around their centres; 1 if 0
	Posterior *Posterior  // in place of the ranges, for the parameters it knows
	// Fitted, if not nil, keeps the draws that agree with these counts, each as
	// often as it agrees. It draws with the method plain and takes no posterior.
	Fitted *counts.Past
	// Documented takes the documented value as mode, not the central one, which is
	// fitted to counts: fits draw so, lest the counts be used twice.
	Documented bool
}

// FittedByDefault says whether commands take fitted draws where nobody chooses. A
// test holds it to the gate: at the centre each count C06 to C10 lies in the middle
// 80% of the fitted draws, and more than 1 in 500 candidates is accepted.
const FittedByDefault = false

// Usual are the draws of a seed where nobody chooses otherwise.
func Usual(seed uint64) (d Draws, err error) {
	d.Seed, d.Documented = seed, true
	if FittedByDefault {
		d.Fitted, err = counts.NewPast(counts.SharedBias)
	}
	return d, err
}

// filled puts the usual ways where none is named.
func (d Draws) filled() Draws {
	if d.Sampling == "" {
		d.Sampling = draw.Latin
	}
	if d.Shape == "" {
		d.Shape = PERT
	}
	if d.Width == 0 {
		d.Width = 1
	}
	if d.Fitted != nil {
		d.Sampling, d.Documented = draw.Plain, true
	}
	return d
}

// Shape says how a parameter is spread over its range.
type Shape string

// The shapes. PERT prefers the central value; Uniform prefers none.
const (
	PERT    Shape = "pert"
	Uniform Shape = "uniform"
)

// Shapes lists the shapes, the default first.
var Shapes = []Shape{PERT, Uniform}

// Assumptions is the endless row of sets of assumptions that belongs to one way
// of drawing, in one world if there is one. It is safe for use by several
// goroutines.
type Assumptions struct {
	central   model.Parameters
	rows      []drawn
	together  []together
	posterior *Posterior
	rank      draw.Sequence      // which row of the posterior a member takes
	held      []*model.Parameter // at central, by the world
	drawn     []*model.Parameter
	cut       []*model.Parameter
	rejection *rejection // of candidates that disagree with the counts; nil for none
}

// drawn is one parameter and its draws.
type drawn struct {
	row          *model.Parameter
	sequence     draw.Sequence
	spread       form
	distribution draw.Distribution
}

// together is parameters whose draws go along with one another.
type together struct {
	rows   []drawn
	copula *draw.Copula
}

// NewAssumptions prepares the draws over the documented ranges. It fails on an
// unknown method or shape.
func NewAssumptions(d Draws) (*Assumptions, error) {
	return InWorld(d, &scenarios.World{Parameters: model.Central()})
}

// InWorld prepares the draws in a world: what the world sets is held at its
// value, what it calls uncertain is drawn as it says, and all else as elsewhere,
// by the same draws. A posterior says nothing of what the world does.
func InWorld(d Draws, w *scenarios.World) (*Assumptions, error) {
	d = d.filled()
	sampler, err := draw.NewSampler(d.Sampling, d.Seed)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(Shapes, d.Shape) {
		return nil, fmt.Errorf("%s", scenarios.Unknown("shape", string(d.Shape), []string{string(PERT), string(Uniform)}))
	}
	if d.Fitted != nil && d.Posterior != nil {
		return nil, fmt.Errorf("draws: fitted draws take no posterior (use one of the two)")
	}
	a := &Assumptions{central: w.Parameters, posterior: d.Posterior}
	if a.rank, err = sampler.Sequence("posterior", 0); err != nil {
		return nil, err
	}
	groups, ranks := w.Groups()
	grouped := map[*model.Parameter]int{}
	for g, group := range groups {
		a.together = append(a.together, together{rows: make([]drawn, len(group))})
		for _, row := range group {
			grouped[row] = g
		}
	}
	for i := range model.ParameterTable {
		row := &model.ParameterTable[i]
		if w.Holds(row) {
			a.held = append(a.held, row)
			continue
		}
		u := w.Draws(row)
		if row.Kind == model.Constant && u == nil {
			continue
		}
		a.drawn = append(a.drawn, row)
		g, correlated := grouped[row]
		if d.Posterior.knows(row) && u == nil && !correlated {
			continue
		}
		one := drawn{row: row}
		if one.sequence, err = sampler.Sequence(row.Name, row.Dimension); err != nil {
			return nil, err
		}
		var cut bool
		if one.distribution, one.spread, cut, err = d.spread(row, u); err != nil {
			return nil, fmt.Errorf("parameter %s: %w", row.Name, err)
		}
		if cut {
			a.cut = append(a.cut, row)
		}
		if correlated {
			a.together[g].rows[slices.Index(groups[g], row)] = one
		} else {
			a.rows = append(a.rows, one)
		}
	}
	for g, group := range a.together {
		var sequences []draw.Sequence
		for _, one := range group.rows {
			sequences = append(sequences, one.sequence)
		}
		if a.together[g].copula, err = draw.NewCopula(sequences, ranks[g]); err != nil {
			return nil, fmt.Errorf("world %s: %w", w.Name, err)
		}
	}
	if d.Fitted == nil {
		return a, nil
	}
	return a, a.fit(d, sampler, w)
}

// form is a family of distributions with its range.
type form struct {
	Form scenarios.Form
	draw.Range
	Sd float64
}

// spread is what a parameter is drawn from, as the world says or over its
// documented range, and whether a widened range had to be cut.
func (d Draws) spread(row *model.Parameter, u *scenarios.Uncertain) (of draw.Distribution, s form, cut bool, err error) {
	family := scenarios.PERT
	r := draw.Range{Low: row.Low, Mode: row.Central, High: row.High}
	if d.Documented {
		r.Mode = row.Documented
	}
	if u != nil {
		family, r = u.Form, draw.Range{Low: u.Low, Mode: u.Centre, High: u.High}
	}
	if r, cut, err = scaled(row, r, d.Width); err != nil {
		return of, s, cut, err
	}
	s = form{Form: family, Range: r}
	if u != nil {
		s.Sd = u.Spread
	}
	switch {
	case family == scenarios.PERT && d.Shape == Uniform:
		of, err = draw.Uniform(r)
	case family == scenarios.PERT:
		of, err = pert(r)
	default:
		of, _, err = u.Distribution(d.Width, r.Low, r.High)
	}
	return of, s, cut, err
}

// perts holds the PERT distributions made so far by their ranges: each takes half
// a millisecond to make.
var perts sync.Map

// pert is draw.PERT, made once for each range.
func pert(r draw.Range) (draw.Distribution, error) {
	if made, ok := perts.Load(r); ok {
		return made.(draw.Distribution), nil
	}
	made, err := draw.PERT(r)
	if err == nil {
		perts.Store(r, made)
	}
	return made, err
}

// scaled is a range of a parameter, scaled around its centre. What is documented
// as positive stays at or above half its lowest value, so that no time becomes
// 0, and a pure number documented between 0 and 1 stays there.
func scaled(row *model.Parameter, r draw.Range, width float64) (scaled draw.Range, cut bool, err error) {
	if width == 1 {
		return r, false, nil
	}
	least, most := min(row.Low/2, r.Low), r.High+float64(width*(r.High-r.Low))
	if row.Unit == "1" && row.High <= 1 {
		most = 1
	}
	return r.Scale(width, least, most)
}

// Cut lists the parameters whose widened range had to be cut at a natural bound.
func (a *Assumptions) Cut() []*model.Parameter { return a.cut }

// Drawn lists the parameters that differ from member to member, in the order of
// the table.
func (a *Assumptions) Drawn() []*model.Parameter { return a.drawn }

// Member returns the set of assumptions of one member, counted from 0. It is a
// function of the seed, the parameters' names and the member, and for parameters
// drawn together of the names of their group: neither the number of members nor
// any other parameter plays a part. A fitted member depends further on the counts
// and on what bears on the years they are of. Where the search for it fails, which
// a world that was not refused never makes it do, Member panics.
func (a *Assumptions) Member(i int) model.Parameters {
	if a.rejection == nil {
		return a.prior(i)
	}
	p, _, err := a.fitted(i)
	if err != nil {
		panic(err)
	}
	return p
}

// prior is a set of assumptions as drawn, before it is compared with counts.
func (a *Assumptions) prior(i int) model.Parameters {
	p := a.central
	a.posterior.set(&p, a.rank.At(i))
	for j := range a.rows {
		d := &a.rows[j]
		*d.row.Of(&p) = d.distribution.Quantile(d.sequence.At(i))
	}
	for _, group := range a.together {
		var room [16]float64
		draws := append(room[:0], make([]float64, len(group.rows))...)
		group.copula.At(i, draws)
		for j := range group.rows {
			*group.rows[j].row.Of(&p) = group.rows[j].distribution.Quantile(draws[j])
		}
	}
	for _, row := range a.held { // whatever the posterior says
		*row.Of(&p) = *row.Of(&a.central)
	}
	return p
}

// Source is the row of the posterior that a member takes, counted from 0, or the
// member itself where there is no posterior. Members of one row are no independent
// draws.
func (a *Assumptions) Source(i int) int {
	if a.posterior == nil {
		return i
	}
	return a.posterior.row(a.rank.At(i))
}

// String names the way of drawing as people read it.
func (d Draws) String() string {
	parts := []string{"PERT"}
	if d.Shape == Uniform {
		parts[0] = "uniform"
	}
	if d.Width != 0 && d.Width != 1 {
		parts = append(parts, fmt.Sprintf("ranges × %v", d.Width))
	}
	if d.Posterior != nil {
		parts = append(parts, "posterior "+d.Posterior.Name)
	}
	if d.Fitted != nil {
		parts = append(parts, "fitted to the counts")
		if d.Fitted.Bias != counts.SharedBias {
			parts = append(parts, fmt.Sprintf("shared bias %v", d.Fitted.Bias))
		}
	}
	return strings.Join(parts, ", ")
}
