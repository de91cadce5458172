// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// Counts are an analyst's own figures for whole years. Figures draw them as dots
// before those of the built-in sources.
type Counts struct {
	Source string // who counted, such as the name of a file
	Rows   []Count
}

// Count is the figure of a calendar year.
type Count struct {
	Year     int
	Value    float64
	Observes *model.Observation // a sum of outcomes
}

// countsKeys has one row per key of the counts of a world.
func countsKeys() []key[Counts] {
	return []key[Counts]{
		{Key{"source", "a text", "Who counted.", "source: my-counts"},
			func(r *reader, c *Counts, p pair) { c.Source = r.text("counts source", p.value) }},
		{Key{"rows", "a list", "A figure for each year and thing counted.", "rows: [{year: 2021, value: 294, observes: attacks}]"},
			func(r *reader, c *Counts, p pair) {
				for _, item := range r.items("counts rows", "a list of {year: 2021, value: 294, observes: attacks}", p.value) {
					c.Rows = append(c.Rows, r.count(item))
				}
			}},
	}
}

// countKeys has one row per key of a count.
func countKeys() []key[Count] {
	return []key[Count]{
		{Key{Name: "year"}, func(r *reader, c *Count, p pair) {
			at, ok := r.month("count year", p.value)
			if c.Year = at.Year(); ok && at%12 != 0 {
				r.fault(p.value, "count year: %q is not a year (such as 2021)", p.value.Value)
			}
		}},
		{Key{Name: "value"}, func(r *reader, c *Count, p pair) { c.Value, _ = r.number("count value", "1", 0, unbounded, p.value) }},
		{Key{Name: "observes"}, func(r *reader, c *Count, p pair) {
			var err error
			if c.Observes, err = model.ParseObservation(r.text("count observes", p.value)); err != nil {
				r.fault(p.value, "count observes: %v", err)
			} else if !c.Observes.IsSum() {
				r.fault(p.value, "count observes: %q is not a sum of outcomes (such as attacks)", p.value.Value)
			}
		}},
	}
}

// count reads one count of a world.
func (r *reader) count(n *yaml.Node) Count {
	var c Count
	before := len(r.mistakes)
	fill(r, "count", n, countKeys(), &c)
	if len(r.mistakes) > before {
		return c
	}
	for _, name := range named(countKeys()) {
		if !slices.ContainsFunc(r.pairs("count", n), func(p pair) bool { return p.key.Value == name }) {
			r.fault(n, "count: has no %s ({year: 2021, value: 294, observes: attacks})", name)
		}
	}
	return c
}

// counts reads the counts of a world.
func (r *reader) counts(n *yaml.Node) *Counts {
	var c Counts
	before := len(r.mistakes)
	fill(r, "counts", n, countsKeys(), &c)
	switch {
	case len(r.mistakes) > before:
		return nil
	case c.Source == "":
		r.fault(n, "counts: have no source (source: my-counts)")
	case len(c.Rows) == 0:
		r.fault(n, "counts: have no rows (rows: [{year: 2021, value: 294, observes: attacks}])")
	}
	return &c
}

// ParseCounts reads counts as String writes them.
func ParseCounts(file, text string) (*Counts, error) {
	r := &reader{file: file}
	if top := r.document([]byte(text)); top != nil {
		return r.counts(top), r.err()
	}
	return nil, r.err()
}

// String writes the counts as a world file holds them, in one line; "" for none.
func (c *Counts) String() string {
	if c == nil {
		return ""
	}
	rows := make([]string, len(c.Rows))
	for i := range c.Rows {
		rows[i] = c.Rows[i].String()
	}
	return fmt.Sprintf("{source: %s, rows: [%s]}", quoteText(c.Source), strings.Join(rows, ", "))
}

// String writes a count as a world file holds it.
func (c *Count) String() string {
	return fmt.Sprintf("{year: %d, value: %s, observes: %s}", c.Year, Plain(c.Value), c.Observes)
}
