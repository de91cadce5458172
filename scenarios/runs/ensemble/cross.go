// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"crossroads/model"
	"crossroads/scenarios"
)

// Effects takes the way from one path in one world to another path in another
// world apart, member by member: what the policy does in the first world, what
// the world does under the first path, and how far the two together differ from
// their sum.
type Effects struct {
	From, To                   *scenarios.Scenario
	Before, After              *scenarios.World
	Outcome                    *model.Outcome
	Members                    int
	Draws                      Draws
	Policy, World, Interaction Effect
	Years                      []int
	Lines                      [4][]float64 // medians by year: From and To in Before, From and To in After; nil if not followed
}

// Effect is one part of Effects over the members.
type Effect struct {
	Band
	Fewer Share // members in which it is below 0
}

// Effects compares two paths in two worlds of the design, each by its place.
// The four runs of a member share their draws. Beyond 100 000 members it speaks
// of the first 1 024.
func (r *Result) Effects(from, to, before, after int, o *model.Outcome) Effects {
	e := Effects{
		From: r.Path(from), To: r.Path(to), Before: r.World(before), After: r.World(after),
		Outcome: o, Draws: r.design.Draws, Years: r.design.Years(),
	}
	a, b := r.Values(before, from, o), r.Values(before, to, o)
	c, d := r.Values(after, from, o), r.Values(after, to, o)
	e.Members = len(a)
	e.Policy = effect(e.Members, func(k int) float64 { return b[k] - a[k] })
	e.World = effect(e.Members, func(k int) float64 { return c[k] - a[k] })
	e.Interaction = effect(e.Members, func(k int) float64 { return (d[k] - c[k]) - (b[k] - a[k]) })
	for i, at := range [4]struct{ world, path int }{{before, from}, {before, to}, {after, from}, {after, to}} {
		for _, year := range e.Years {
			if level := r.Level(at.world, at.path, o, year); level != nil {
				e.Lines[i] = append(e.Lines[i], level.Quantile(0.5))
			}
		}
	}
	return e
}

// effect gathers n numbers.
func effect(n int, of func(k int) float64) Effect {
	d := &Distribution{values: make([]float64, n), n: n}
	e := Effect{Fewer: Share{0, n}}
	for k := range n {
		d.values[k] = of(k)
		if d.values[k] < 0 {
			e.Fewer.Count++
		}
	}
	e.Band = d.Band()
	return e
}
