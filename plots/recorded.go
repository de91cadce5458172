// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// count is what one source counts of an outcome, year by year before the fork.
type count struct {
	source string
	years  []int
	values []float64
	names  []string // the outcomes of the model that it counts
	full   bool     // it counts every part of the outcome
}

// abroad is the part of both death sums that nobody who counts in Pakistan
// counts.
const abroad = "civilians_abroad"

// componentOutcomes are the outcomes an outcome is in the end the sum of.
func componentOutcomes(o *model.Outcome) []string {
	if len(o.Parts) == 0 {
		return []string{o.Name}
	}
	var names []string
	for _, part := range o.Parts {
		names = append(names, componentOutcomes(model.FindOutcome(part))...)
	}
	return names
}

// recordedBefore is what was counted in the years of the shared history.
func recordedBefore(o *model.Outcome, own *scenarios.Counts) []count {
	return recorded(o, own, model.HistoryStart.Year(), model.Fork.Year())
}

// recorded finds the sources that count an outcome itself, year by year, or all
// of a death sum but the civilians of Afghanistan. An analyst's own counts come
// first, then the source with the most years. A source that counts a share of
// what happens, or only a part of it, is none.
func recorded(o *model.Outcome, own *scenarios.Counts, first, end int) []count {
	whole := componentOutcomes(o)
	home := slices.DeleteFunc(slices.Clone(whole), func(name string) bool { return name == abroad && len(whole) > 1 })
	type place struct {
		source string
		year   int
	}
	rows := map[place][]part{}
	var sources []string
	for i := range model.EvidenceTable {
		e := &model.EvidenceTable[i]
		if e.Set != "think-tank" && e.Set != "official" || e.Value == nil || e.Observes == nil || !e.Observes.IsSum() || !within(parts(e.Observes), whole) {
			continue
		}
		from, to := e.Months()
		if from != model.NewYear(from.Year()) || to != from+12 || from.Year() < first || to.Year() > end {
			continue
		}
		source, _, _ := strings.Cut(e.ID, "-")
		if !slices.Contains(sources, source) {
			sources = append(sources, source)
		}
		at := place{source, from.Year()}
		rows[at] = append(rows[at], part{*e.Value, parts(e.Observes)})
	}
	if own != nil {
		sources = slices.DeleteFunc(sources, func(s string) bool { return s == own.Source })
		sources = append(sources, own.Source)
		for year := first; year < end; year++ {
			rows[place{own.Source, year}] = nil // in place of a built-in source of this name
		}
		for _, c := range own.Rows {
			if names := parts(c.Observes); within(names, whole) {
				at := place{own.Source, c.Year}
				rows[at] = append(rows[at], part{c.Value, names})
			}
		}
	}
	var counts []count
	for _, source := range sources {
		c := count{source: source, full: true}
		for year := first; year < end; year++ {
			value, names := together(rows[place{source, year}])
			if within(home, names) {
				c.years, c.values, c.names = append(c.years, year), append(c.values, value), names
				c.full = c.full && within(whole, names)
			}
		}
		if len(c.years) > 0 {
			counts = append(counts, c)
		}
	}
	rank := func(c count) int {
		if own != nil && c.source == own.Source {
			return math.MaxInt
		}
		return len(c.years)
	}
	slices.SortStableFunc(counts, func(a, b count) int { return cmp.Compare(rank(b), rank(a)) })
	return counts
}

// within reports whether every name is among others.
func within(names, others []string) bool {
	return !slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(others, n) })
}

// part is a figure and the outcomes, none of them a sum, that it counts.
type part struct {
	value float64
	names []string
}

// parts are the outcomes that an observation is in the end the sum of.
func parts(o *model.Observation) []string {
	var names []string
	for _, name := range o.Names() {
		names = append(names, componentOutcomes(model.FindOutcome(name))...)
	}
	return names
}

// together adds up figures of one source and year that count different people,
// the widest first.
func together(rows []part) (value float64, names []string) {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b part) int { return len(b.names) - len(a.names) })
	for _, row := range rows {
		if !slices.ContainsFunc(row.names, func(n string) bool { return slices.Contains(names, n) }) {
			value += row.value
			names = append(names, row.names...)
		}
	}
	return value, names
}

// gap is how far the model lies above what a source counted in its last year,
// both counting the same people.
func (c *count) gap(y model.Years) float64 {
	last := len(c.years) - 1
	var modelled float64
	for _, name := range c.names {
		modelled += model.FindOutcome(name).In(y, c.years[last])
	}
	return modelled - c.values[last]
}
