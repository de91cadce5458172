// SPDX-License-Identifier: Apache-2.0

// Package robust compares policy paths over worlds and sets of assumptions by
// what may go wrong with each, without adding anything up to one score.
package robust

import (
	"cmp"
	"math"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// Table holds one outcome of several paths in several worlds.
type Table struct {
	Outcome *model.Outcome
	Most    bool          // whether a path is regretted for having less rather than more
	Centre  [][]float64   // by world and path, every assumption as the world has it
	Draws   [][][]float64 // by world, path and member
}

// Regret is how much more of an outcome a path has than the one that has the
// fewest among the others. It is negative for the path with the fewest of all:
// by so much the next one has more.
type Regret struct {
	Amount float64
	Than   int // the path that would have had fewer, by its place
}

// sign turns what is regretted into a surplus.
func (t *Table) sign() float64 {
	if t.Most {
		return -1
	}
	return 1
}

// Regrets lists the regret of each path, given the outcome of each. It takes
// differences and no ratios, so that an outcome of 0 is like any other.
func (t *Table) Regrets(values []float64) []Regret {
	list := make([]Regret, len(values))
	for i, v := range values {
		list[i] = Regret{math.Inf(1), -1}
		least := math.Inf(1)
		for j, other := range values {
			if j != i && t.sign()*other < least {
				least = float64(t.sign() * other)
				list[i] = Regret{float64(t.sign()*v) - least, j}
			}
		}
	}
	return list
}

// member lists the outcomes of all paths in one member of a world.
func (t *Table) member(world, member int, values []float64) []float64 {
	values = values[:0]
	for _, path := range t.Draws[world] {
		values = append(values, path[member])
	}
	return values
}

// Members is the number of members in each world.
func (t *Table) Members() int { return len(t.Draws[0][0]) }

// Spread is how the regret of one path is spread over the members of a world.
type Spread struct {
	Fewest        ensemble.Share // members in which no other path has fewer
	Near          ensemble.Share // members in which it has the fewest or ties with the fewest
	Median, Ninth float64        // the middle, and what nine in ten do not exceed
	Worst         float64
	Than          int // the path regretted in the worst member
}

// Spreads lists the spread of each path's regret in a world. Regret counts as 0
// where the path itself has the fewest.
func (t *Table) Spreads(world int) []Spread {
	paths, members := len(t.Draws[world]), t.Members()
	regrets := make([][]float64, paths)
	list := make([]Spread, paths)
	for p := range list {
		list[p] = Spread{Fewest: ensemble.Share{Of: members}, Near: ensemble.Share{Of: members}, Than: -1}
	}
	var values []float64
	for m := range members {
		values = t.member(world, m, values)
		for p, r := range t.Regrets(values) {
			if r.Amount <= 0 {
				list[p].Fewest.Count++
			}
			if r.Amount <= 0 || scenarios.Tied(values[p], values[r.Than]) {
				list[p].Near.Count++
			}
			regrets[p] = append(regrets[p], max(r.Amount, 0))
			if r.Amount > list[p].Worst {
				list[p].Worst, list[p].Than = r.Amount, r.Than
			}
		}
	}
	for p := range list {
		slices.Sort(regrets[p])
		list[p].Median, list[p].Ninth = quantile(regrets[p], 0.5), quantile(regrets[p], 0.9)
	}
	return list
}

// Tied is the share of members in a world in which others tie with the lowest, or
// with the highest if less of the outcome is regretted.
func (t *Table) Tied(world int) ensemble.Share {
	share := ensemble.Share{Of: t.Members()}
	var values []float64
	for m := range t.Members() {
		values = t.member(world, m, values)
		first := t.order(values)[:2]
		if scenarios.Tied(values[first[0]], values[first[1]]) {
			share.Count++
		}
	}
	return share
}

// quantile returns the sorted value nearest to a share of them.
func quantile(sorted []float64, q float64) float64 {
	return sorted[int(math.Round(q*float64(len(sorted)-1)))]
}

// Upper is what nine in ten members of a world do not exceed, by path; for an
// outcome of which more is wanted, what nine in ten do not fall short of.
func (t *Table) Upper(world int) []float64 {
	list := make([]float64, len(t.Draws[world]))
	for p, values := range t.Draws[world] {
		sorted := slices.Sorted(slices.Values(values))
		list[p] = quantile(sorted, 0.5+float64(0.4*t.sign()))
	}
	return list
}

// Ranks counts, by path and rank from 0, how often each path stands there among
// the members of a world; of equals the first comes first.
func (t *Table) Ranks(world int) [][]int {
	paths := len(t.Draws[world])
	counts := make([][]int, paths)
	for p := range counts {
		counts[p] = make([]int, paths)
	}
	var values []float64
	for m := range t.Members() {
		values = t.member(world, m, values)
		for rank, p := range t.order(values) {
			counts[p][rank]++
		}
	}
	return counts
}

// order lists the places of the values, what is wanted first.
func (t *Table) order(values []float64) []int {
	places := make([]int, len(values))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int {
		switch d := t.sign() * (values[a] - values[b]); {
		case d < 0:
			return -1
		case d > 0:
			return 1
		}
		return 0
	})
	return places
}

// Kept is the share of pairs of paths that stand in the same order as at the
// centre, over all members of a world: 1 if every draw orders all paths alike,
// a half if the order at the centre says nothing.
func (t *Table) Kept(world int) float64 {
	kept, all := 0, 0
	var values []float64
	for m := range t.Members() {
		values = t.member(world, m, values)
		for i := range values {
			for j := range i {
				all++
				if cmp.Compare(values[i], values[j]) == cmp.Compare(t.Centre[world][i], t.Centre[world][j]) {
					kept++
				}
			}
		}
	}
	return float64(kept) / float64(all)
}

// Condition is a threshold on an outcome: a number, or the same outcome of a
// reference path under the same assumptions.
type Condition struct {
	Outcome   *model.Outcome
	Above     bool
	Value     float64
	Reference int // place of the path to compare with, or -1 for Value
}

// Met reports whether a value meets the condition, given that of the reference.
func (c *Condition) Met(value, reference float64) bool {
	limit := c.Value
	if c.Reference >= 0 {
		limit = reference
	}
	return value < limit && !c.Above || value > limit && c.Above
}

// Satisfied is the share of members in a world in which a path meets all
// conditions. Values returns an outcome of a path in that world by member.
func Satisfied(conditions []Condition, path, members int, values func(path int, o *model.Outcome) []float64) ensemble.Share {
	share := ensemble.Share{Of: members}
member:
	for m := range members {
		for i := range conditions {
			c := &conditions[i]
			var reference float64
			if c.Reference >= 0 {
				reference = values(c.Reference, c.Outcome)[m]
			}
			if !c.Met(values(path, c.Outcome)[m], reference) {
				continue member
			}
		}
		share.Count++
	}
	return share
}
