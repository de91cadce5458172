package ensemble

import (
	"fmt"
	"strings"
	"sync"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/draw"
)

// Draws says how sets of assumptions are drawn. The zero value draws Latin
// samples of PERT distributions over the documented ranges with seed 0.
type Draws struct {
	Seed      uint64
	Sampling  draw.Method // draw.Latin if empty
	Shape     Shape       // PERT if empty
	Width     float64     // factor on the ranges around their centres; 1 if 0
	Posterior *Posterior  // in place of the ranges, for the parameters it knows
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
// of drawing. It is safe for use by several goroutines.
type Assumptions struct {
	central   model.Parameters
	rows      []drawn
	posterior *Posterior
	rank      draw.Sequence // which row of the posterior a member takes
	cut       []*model.Parameter
}

// drawn is one parameter and its draws.
type drawn struct {
	row          *model.Parameter
	sequence     draw.Sequence
	distribution draw.Distribution
}

// NewAssumptions prepares the draws. It fails on an unknown method or shape.
func NewAssumptions(d Draws) (*Assumptions, error) {
	d = d.filled()
	sampler, err := draw.NewSampler(d.Sampling, d.Seed)
	if err != nil {
		return nil, err
	}
	spread := pert
	switch d.Shape {
	case PERT:
	case Uniform:
		spread = draw.Uniform
	default:
		return nil, fmt.Errorf("%s", scenarios.Unknown("shape", string(d.Shape), []string{string(PERT), string(Uniform)}))
	}
	a := &Assumptions{central: model.Central(), posterior: d.Posterior}
	if a.rank, err = sampler.Sequence("posterior", 0); err != nil {
		return nil, err
	}
	for i := range model.ParameterTable {
		row := &model.ParameterTable[i]
		if row.Kind == model.Constant || d.Posterior.knows(row) {
			continue
		}
		r, cut, err := scaled(row, d.Width)
		if err != nil {
			return nil, fmt.Errorf("parameter %s: %w", row.Name, err)
		}
		if cut {
			a.cut = append(a.cut, row)
		}
		one := drawn{row: row}
		if one.sequence, err = sampler.Sequence(row.Name, row.Dimension); err != nil {
			return nil, err
		}
		if one.distribution, err = spread(r); err != nil {
			return nil, fmt.Errorf("parameter %s: %w", row.Name, err)
		}
		a.rows = append(a.rows, one)
	}
	return a, nil
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

// scaled is the documented range, scaled around its centre. What is documented
// as positive stays at or above half its lowest value, so that no time becomes
// 0, and a pure number documented between 0 and 1 stays there.
func scaled(row *model.Parameter, width float64) (r draw.Range, cut bool, err error) {
	r = draw.Range{Low: row.Low, Mode: row.Central, High: row.High}
	if width == 1 {
		return r, false, nil
	}
	least, most := row.Low/2, row.High+float64(width*(row.High-row.Low))
	if row.Unit == "1" && row.High <= 1 {
		most = 1
	}
	return r.Scale(width, least, most)
}

// Cut lists the parameters whose widened range had to be cut at a natural bound.
func (a *Assumptions) Cut() []*model.Parameter { return a.cut }

// Drawn lists the parameters that differ from member to member, in the order of
// the table.
func (a *Assumptions) Drawn() []*model.Parameter {
	var list []*model.Parameter
	for i := range model.ParameterTable {
		if row := &model.ParameterTable[i]; row.Kind != model.Constant {
			list = append(list, row)
		}
	}
	return list
}

// Member returns the set of assumptions of one member, counted from 0. It is a
// function of the seed, the parameters' names and the member: neither the
// number of members nor any other parameter plays a part.
func (a *Assumptions) Member(i int) model.Parameters {
	p := a.central
	a.posterior.set(&p, a.rank.At(i))
	for j := range a.rows {
		d := &a.rows[j]
		*d.row.Of(&p) = d.distribution.Quantile(d.sequence.At(i))
	}
	return p
}

// InWorld returns p with the parameters that the world sets held at its values;
// the other draws stay as they are.
func InWorld(p model.Parameters, w *scenarios.World) model.Parameters {
	for _, row := range w.Set {
		*row.Of(&p) = *row.Of(&w.Parameters)
	}
	return p
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
	return strings.Join(parts, ", ")
}
