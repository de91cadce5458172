// SPDX-License-Identifier: Apache-2.0

// Package ensemble runs policy paths under many sets of assumptions. Each set
// is drawn once and shared by every path and world, so that a difference
// between two paths never stems from the draws.
package ensemble

import (
	"fmt"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
)

// Design says what an ensemble runs: every path in every world under the same
// draws.
type Design struct {
	Paths   []*scenarios.Scenario
	Worlds  []*scenarios.World
	Horizon model.Horizon
	Members int // sets of assumptions
	Draws   Draws
	Series  []*model.Outcome // outcomes followed year by year; none if empty
	Against int              // the path that all others are compared with
	Pairs   []Pair           // further comparisons

	cut cut
}

// Pair is two paths, by their place in a design, compared under the same draws:
// A less B.
type Pair struct{ A, B int }

// cut says how members are cut into blocks and up to how many of them values
// are kept one by one. Only tests choose another than the standard.
type cut struct {
	block    int // members of a block: the unit of sums, checkpoints and shards
	outcomes int // up to so many members outcomes are exact
	series   int // up to so many members series are exact
}

var standard = cut{outcomes: 100_000, series: 10_000}

// blockFor is how many of so many members a block holds: few enough that the
// members spread evenly over some dozens of parts, enough that sums by block take
// little room.
func blockFor(members int) int {
	block := 32
	for block < 1024 && members > 256*block {
		block *= 2
	}
	return block
}

// StandardSeries are the outcomes worth following year by year: the headline
// outcomes and the state of things.
func StandardSeries() []*model.Outcome {
	var list []*model.Outcome
	for i := range model.OutcomeTable {
		if o := &model.OutcomeTable[i]; o.Headline || o.Span == model.AtEnd {
			list = append(list, o)
		}
	}
	return list
}

// check refuses a design that cannot be run.
func (d *Design) check() error {
	if len(d.Paths) == 0 || len(d.Worlds) == 0 {
		return fmt.Errorf("design: %d paths in %d worlds (at least one of each)", len(d.Paths), len(d.Worlds))
	}
	if d.Members < 1 {
		return fmt.Errorf("members = %d: there is nothing to run (1 or more)", d.Members)
	}
	if d.Horizon.End <= model.Fork {
		return fmt.Errorf("horizon ends %s: before any path begins (after %s)", d.Horizon.End, model.Fork)
	}
	for _, p := range append([]Pair{{d.Against, d.Against}}, d.Pairs...) {
		if min(p.A, p.B) < 0 || max(p.A, p.B) >= len(d.Paths) {
			return fmt.Errorf("pair %d:%d: there are %d paths (0 to %d)", p.A, p.B, len(d.Paths), len(d.Paths)-1)
		}
	}
	return nil
}

// Compared lists the comparisons: each other path with the one compared
// against, in order of the paths, then the further pairs.
func (d *Design) Compared() []Pair {
	var list []Pair
	for i := range d.Paths {
		if i != d.Against {
			list = append(list, Pair{i, d.Against})
		}
	}
	for _, p := range d.Pairs {
		if p.A != p.B && !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}

// Ranked lists the paths among which the one with the fewest deaths is sought:
// those that share the whole history. A path that begins before the fork is no
// longer open to anybody.
func (d *Design) Ranked() []int {
	var list []int
	for i, s := range d.Paths {
		if s.Starts >= model.Fork {
			list = append(list, i)
		}
	}
	return list
}

// Years lists the calendar years of the horizon.
func (d *Design) Years() []int {
	var list []int
	for m := d.Horizon.Start; m < d.Horizon.End; m += 12 {
		list = append(list, m.Year())
	}
	return list
}

// variable is one number of a run: an outcome of the whole, or of one year.
type variable struct {
	outcome *model.Outcome
	year    int // 0 for the whole run
}

// variables lists what is kept of each run: every outcome, then the series year
// by year.
func (d *Design) variables() []variable {
	var list []variable
	for i := range model.OutcomeTable {
		list = append(list, variable{outcome: &model.OutcomeTable[i]})
	}
	for _, o := range d.Series {
		for _, year := range d.Years() {
			list = append(list, variable{o, year})
		}
	}
	return list
}
