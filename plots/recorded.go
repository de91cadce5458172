// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"slices"
	"strings"

	"crossroads/model"
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
func recordedBefore(o *model.Outcome) []count {
	return recorded(o, model.HistoryStart.Year(), model.Fork.Year())
}

// recorded finds the sources that count an outcome itself, year by year, or all
// of a death sum but the civilians of Afghanistan. The one with the most years
// comes first. A source that counts a share of what happens, or only a part of
// it, is none.
func recorded(o *model.Outcome, first, end int) []count {
	whole := componentOutcomes(o)
	home := slices.DeleteFunc(slices.Clone(whole), func(name string) bool { return name == abroad && len(whole) > 1 })
	type place struct {
		source string
		year   int
	}
	rows := map[place][]*model.Evidence{}
	var sources []string
	for i := range model.EvidenceTable {
		e := &model.EvidenceTable[i]
		if e.Set != "think-tank" && e.Set != "official" || e.Value == nil || !addsUp(e.Observes) || !within(e.Observes.Names(), whole) {
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
		rows[at] = append(rows[at], e)
	}
	var counts []count
	for _, source := range sources {
		c := count{source: source}
		for year := first; year < end; year++ {
			value, names := together(rows[place{source, year}])
			if within(home, names) {
				c.years, c.values, c.names = append(c.years, year), append(c.values, value), names
				c.full = within(whole, names)
			}
		}
		if len(c.years) > 0 {
			counts = append(counts, c)
		}
	}
	slices.SortStableFunc(counts, func(a, b count) int { return len(b.years) - len(a.years) })
	return counts
}

// addsUp tells whether an observation is a plain sum of outcomes.
func addsUp(o *model.Observation) bool {
	if o == nil || o.HasFraction() {
		return false
	}
	one := func(string) float64 { return 1 }
	return o.Value(one, 1) == float64(len(o.Names()))
}

// within tells whether every name is among others.
func within(names, others []string) bool {
	return !slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(others, n) })
}

// together adds up rows of one source and year that count different people, the
// widest first.
func together(rows []*model.Evidence) (value float64, names []string) {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b *model.Evidence) int { return len(b.Observes.Names()) - len(a.Observes.Names()) })
	for _, e := range rows {
		if !slices.ContainsFunc(e.Observes.Names(), func(n string) bool { return slices.Contains(names, n) }) {
			value += *e.Value
			names = append(names, e.Observes.Names()...)
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
