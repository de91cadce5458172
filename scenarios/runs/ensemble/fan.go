// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
)

// Fan is an outcome of a path year by year, or its paired difference to another
// path, with the middle of the members.
type Fan struct {
	Path    *scenarios.Scenario
	Against *scenarios.Scenario // what Path is compared with; nil for the outcome itself
	World   *scenarios.World
	Outcome *model.Outcome
	Members int
	Years   []int
	Bands   []Band // by year; nil if the outcome was not followed year by year
	Whole   Band   // of the outcome of the whole run
}

// Fan is an outcome of a path in a world, each by its place in the design.
func (r *Result) Fan(world, path int, o *model.Outcome) Fan {
	f := Fan{Path: r.Path(path), World: r.World(world), Outcome: o}
	r.spread(&f, func(year int) *Distribution { return r.Level(world, path, o, year) })
	return f
}

// GapFan is the paired difference of the two paths of a comparison.
func (r *Result) GapFan(world, pair int, o *model.Outcome) Fan {
	p := r.pairs[pair]
	f := Fan{Path: r.Path(p.A), Against: r.Path(p.B), World: r.World(world), Outcome: o}
	r.spread(&f, func(year int) *Distribution { return r.Difference(world, pair, o, year) })
	return f
}

// spread fills the bands of a fan.
func (r *Result) spread(f *Fan, of func(year int) *Distribution) {
	whole := of(0)
	f.Members, f.Whole, f.Years = whole.N(), whole.Band(), r.design.Years()
	for _, year := range f.Years {
		if d := of(year); d != nil {
			f.Bands = append(f.Bands, d.Band())
		}
	}
}

// Future is one member's course of an outcome, year by year.
type Future struct {
	Member int // from 1
	Values []float64
}

// Futures are the courses of the first n members; fewer if fewer are kept.
func (r *Result) Futures(world, path int, o *model.Outcome, n int) []Future {
	var list []Future
	for y, year := range r.design.Years() {
		values := r.InYear(world, path, o, year)
		values = values[:min(n, len(values))]
		if y == 0 {
			list = make([]Future, len(values))
		}
		for k, v := range values {
			list[k].Member = k + 1
			list[k].Values = append(list[k].Values, v)
		}
	}
	return list
}

// Cloud is two outcomes of a path by member: X is what it costs, say, and Y who
// was killed.
type Cloud struct {
	Path           *scenarios.Scenario
	World          *scenarios.World
	X, Y           *model.Outcome
	Xs, Ys         []float64 // of the first members
	AlongX, AlongY Band      // of all members
	Members        int
}

// Cloud pairs two outcomes of a path for the first n members.
func (r *Result) Cloud(world, path int, x, y *model.Outcome, n int) Cloud {
	c := Cloud{Path: r.Path(path), World: r.World(world), X: x, Y: y, Members: r.Done()}
	c.Xs, c.Ys = r.Values(world, path, x), r.Values(world, path, y)
	n = min(n, len(c.Xs))
	c.Xs, c.Ys = slices.Clone(c.Xs[:n]), slices.Clone(c.Ys[:n]) // the rest may go
	c.AlongX, c.AlongY = r.Level(world, path, x, 0).Band(), r.Level(world, path, y, 0).Band()
	return c
}
