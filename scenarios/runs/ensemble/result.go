// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"errors"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
)

// Result is what is kept of an ensemble: all of it, or the blocks that are done
// so far. What it says of a set of members does not depend on workers, on the
// order in which blocks were run, or on where they were run.
type Result struct {
	design      *Design
	assumptions []*Assumptions // by world
	variables   []variable
	pairs       []Pair
	plans       [][]*model.Plan // by world and path
	bundles     []*model.Bundle // by world

	common int // the last year that ends before any path leaves the common history

	shard       Shard        // the part last run
	done        []bool       // by block
	places      []int        // by world, path and variable: which of the levels
	levels      []tally      // a year in which all paths share the history has one for all of them
	kinds       []int        // by level: the variable
	gaps        []tally      // by world, pair and variable: A less B; none where values are kept
	comparisons []comparison // by world, pair and outcome
	fewest      []fewest     // by world and outcome
	first       [][]float64  // by level: the first members, where values are not all kept
}

// New returns the empty result of a design.
func New(d *Design) (*Result, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	own := *d
	d = &own
	if d.cut == (cut{}) {
		d.cut = standard
		d.cut.block = blockFor(d.Members)
	}
	r := &Result{design: d, variables: d.variables(), pairs: d.Compared()}
	d.Draws = d.Draws.filled()
	for _, w := range d.Worlds {
		a, err := InWorld(d.Draws, w)
		if err != nil {
			return nil, err
		}
		r.assumptions = append(r.assumptions, a)
	}
	for _, w := range d.Worlds {
		var plans []*model.Plan
		for _, s := range d.Paths {
			plans = append(plans, s.PlanIn(w, d.Horizon))
		}
		bundle, err := model.NewBundle(plans, d.Horizon)
		if err != nil {
			return nil, err
		}
		r.plans, r.bundles = append(r.plans, plans), append(r.bundles, bundle)
	}
	r.common = d.common()
	r.done = make([]bool, (d.Members+d.cut.block-1)/d.cut.block)
	worlds, outcomes := len(d.Worlds), len(model.OutcomeTable)
	for w := range d.Worlds {
		for p := range d.Paths {
			for v := range r.variables {
				if p > 0 && r.shared(v) {
					r.places = append(r.places, r.level(w, 0, v))
					continue
				}
				r.places = append(r.places, len(r.levels))
				r.kinds = append(r.kinds, v)
				r.levels = append(r.levels, newTally(len(r.done), d.Members, r.exact(v)))
			}
		}
	}
	if d.Members > d.cut.series {
		r.gaps = make([]tally, worlds*len(r.pairs)*len(r.variables))
		for i := range r.gaps {
			if !r.exact(i % len(r.variables)) {
				r.gaps[i] = newTally(len(r.done), d.Members, false)
			}
		}
	}
	r.comparisons = make([]comparison, worlds*len(r.pairs)*outcomes)
	for i := range r.comparisons {
		r.comparisons[i] = newComparison(len(r.running(i % outcomes)))
	}
	r.fewest = make([]fewest, worlds*outcomes)
	for i := range r.fewest {
		r.fewest[i].counts, r.fewest[i].near = make([]uint32, len(d.Paths)), make([]uint32, len(d.Paths))
	}
	return r, nil
}

// shared reports whether a variable is of a year that ends before any path leaves
// the common history.
func (r *Result) shared(variable int) bool {
	year := r.variables[variable].year
	return year > 0 && year <= r.common
}

// common is the last year that ends before any path leaves the common history.
func (d *Design) common() int {
	leaves := d.Horizon.End
	for _, s := range d.Paths {
		leaves = min(leaves, s.Leaves())
	}
	return (leaves - 1).Year() - 1
}

// exact reports whether every value of a variable is kept.
func (r *Result) exact(variable int) bool {
	if variable < len(model.OutcomeTable) {
		return r.design.Members <= r.design.cut.outcomes
	}
	return r.design.Members <= r.design.cut.series
}

// Design is what was run.
func (r *Result) Design() *Design { return r.design }

// Assumptions are the draws of the members in a world.
func (r *Result) Assumptions(world int) *Assumptions { return r.assumptions[world] }

// Drawn lists the parameters that differ from member to member in some world, in
// the order of the table, and those that a world holds.
func (r *Result) Drawn() []*model.Parameter {
	var list []*model.Parameter
	for i := range model.ParameterTable {
		row := &model.ParameterTable[i]
		if row.Kind != model.Constant || slices.ContainsFunc(r.assumptions, func(a *Assumptions) bool { return slices.Contains(a.drawn, row) }) {
			list = append(list, row)
		}
	}
	return list
}

// Pairs lists the comparisons made, in the order of Design.Compared.
func (r *Result) Pairs() []Pair { return r.pairs }

// Shard is the part of the members that was run last.
func (r *Result) Shard() Shard { return r.shard }

// Done is the number of members that are done.
func (r *Result) Done() int {
	n := 0
	for b, done := range r.done {
		if done {
			from, to := r.span(b)
			n += to - from
		}
	}
	return n
}

// Complete reports whether all members are done.
func (r *Result) Complete() bool { return !slices.Contains(r.done, false) }

// span is the first member of a block and the first after it.
func (r *Result) span(block int) (from, to int) {
	from = block * r.design.cut.block
	return from, min(from+r.design.cut.block, r.design.Members)
}

// level is the place of a variable of a path in a world among the levels.
func (r *Result) level(world, path, variable int) int {
	return r.places[(world*len(r.design.Paths)+path)*len(r.variables)+variable]
}

// gap is the place of a variable of a pair in a world.
func (r *Result) gap(world, pair, variable int) int {
	return (world*len(r.pairs)+pair)*len(r.variables) + variable
}

// running lists the variables that hold an outcome's yearly sums from the fork
// on, if it is such a sum and was followed.
func (r *Result) running(outcome int) []int {
	o := &model.OutcomeTable[outcome]
	if o.Span != model.FromFork || o.Unit != "death" {
		return nil
	}
	var list []int
	for i, v := range r.variables {
		if v.outcome == o && v.year >= model.Fork.Year() {
			list = append(list, i)
		}
	}
	return list
}

// absorb takes in a finished block.
func (r *Result) absorb(b *block) {
	from, to := r.span(b.number)
	rows, less := r.rows(b.members), make([]float64, b.members)
	for w := range r.design.Worlds {
		for v := range r.variables {
			shared := r.shared(v)
			for p := range r.design.Paths {
				if p > 0 && shared {
					continue
				}
				t, into := &r.levels[r.level(w, p, v)], rows[p]
				if t.values != nil {
					into = t.values[from:to]
				}
				t.add(b.number, b.of(r.level(w, p, v), into))
			}
			if r.gaps == nil || r.exact(v) {
				continue
			}
			for p, pair := range r.pairs {
				if shared {
					r.gaps[r.gap(w, p, v)].addZeros(b.number, b.members)
					continue
				}
				one, other := rows[pair.A], rows[pair.B]
				for k := range less {
					less[k] = one[k] - other[k]
				}
				r.gaps[r.gap(w, p, v)].add(b.number, less)
			}
		}
		r.compare(w, b)
	}
	r.done[b.number] = true
}

// rows is room for a number of some members under every path.
func (r *Result) rows(members int) [][]float64 {
	rows := make([][]float64, len(r.design.Paths))
	for p := range rows {
		rows[p] = make([]float64, members)
	}
	return rows
}

// sampled is how many members' series are kept as examples where there are too
// many to keep all.
const sampled = 64

// openers is how many members, the first ones, set the cells in which numbers are
// counted.
const openers = 1024

// open sets the cells of all tallies that count, from the first members. It fails
// if they were set otherwise before.
func (r *Result) open(b *block) error {
	rows, less := r.rows(b.members), make([]float64, b.members)
	same := true
	for w := range r.design.Worlds {
		for v := range r.variables {
			if r.exact(v) {
				continue
			}
			for p := range r.design.Paths {
				i := r.level(w, p, v)
				same = r.levels[i].open(b.of(i, rows[p])) && same
			}
			for p, pair := range r.pairs {
				one, other := rows[pair.A], rows[pair.B]
				for k := range less {
					less[k] = one[k] - other[k]
				}
				same = r.gaps[r.gap(w, p, v)].open(less) && same
			}
		}
	}
	if !same {
		return errCells
	}
	r.first = make([][]float64, len(r.levels))
	for i := range r.first {
		values := b.of(i, less)
		if r.variables[r.kinds[i]].year > 0 {
			values = values[:min(sampled, len(values))]
		}
		r.first[i] = slices.Clone(values)
	}
	return nil
}

// errCells says that counts were made in other cells.
var errCells = errors.New("cells: the first members come out otherwise than where these counts were begun (one program on one kind of machine)")

// opened reports whether the cells are set, if any are needed.
func (r *Result) opened() bool {
	return r.design.Members <= r.design.cut.series || r.first != nil
}

// find is the place of an outcome in its table, or of its value in a year among
// the variables; -1 if it was not followed.
func (r *Result) find(o *model.Outcome, year int) int {
	return slices.IndexFunc(r.variables, func(v variable) bool { return v.outcome == o && v.year == year })
}

// Values returns an outcome of the whole run by member, for a path in a world,
// each by its place in the design. Beyond 100 000 members it returns that of the
// first 1 024. Members that are not done are left out. The caller must not
// change the slice.
func (r *Result) Values(world, path int, o *model.Outcome) []float64 {
	return r.values(r.level(world, path, r.find(o, 0)))
}

// InYear returns an outcome within one year by member, as Values does, beyond
// 10 000 members that of the first 64; nil if the outcome was not followed year
// by year.
func (r *Result) InYear(world, path int, o *model.Outcome, year int) []float64 {
	v := r.find(o, year)
	if v < 0 {
		return nil
	}
	return r.values(r.level(world, path, v))
}

// values are those of a level by member.
func (r *Result) values(level int) []float64 {
	t := &r.levels[level]
	if t.values == nil {
		return r.first[level]
	}
	return r.compact(t.values)
}

// compact is the values of the members that are done.
func (r *Result) compact(values []float64) []float64 {
	if r.Complete() {
		return values
	}
	kept := make([]float64, 0, len(values))
	for b, done := range r.done {
		if done {
			from, to := r.span(b)
			kept = append(kept, values[from:to]...)
		}
	}
	return kept
}

// Level is the distribution of an outcome of the whole run, or within one year
// if year is not 0, for a path in a world. It is nil if the outcome was not
// followed year by year.
func (r *Result) Level(world, path int, o *model.Outcome, year int) *Distribution {
	v := r.find(o, year)
	if v < 0 {
		return nil
	}
	t := &r.levels[r.level(world, path, v)]
	d := &Distribution{n: r.Done(), mean: r.mean(t.sums)}
	if t.values == nil {
		d.tally = t
	} else {
		d.values = r.compact(t.values)
	}
	return d
}

// Difference is the distribution of the paired difference, A less B, of an
// outcome of the whole run, or within one year if year is not 0.
func (r *Result) Difference(world, pair int, o *model.Outcome, year int) *Distribution {
	v := r.find(o, year)
	if v < 0 {
		return nil
	}
	p := r.pairs[pair]
	if !r.exact(v) {
		t := &r.gaps[r.gap(world, pair, v)]
		return &Distribution{n: r.Done(), mean: r.mean(t.sums), tally: t}
	}
	a, b := &r.levels[r.level(world, p.A, v)], &r.levels[r.level(world, p.B, v)]
	one, other := r.compact(a.values), r.compact(b.values)
	return &Distribution{n: len(one), mean: r.mean(a.sums) - r.mean(b.sums), values: one, less: other}
}

// mean adds the sums of the blocks in order and divides by the members.
func (r *Result) mean(sums []float64) float64 {
	var total float64
	for _, s := range sums { // 0 where a block is not done
		total += s
	}
	return total / float64(r.Done())
}

// World and Path are the world and path at a place in the design.
func (r *Result) World(i int) *scenarios.World { return r.design.Worlds[i] }

// Path is the path at a place in the design.
func (r *Result) Path(i int) *scenarios.Scenario { return r.design.Paths[i] }
