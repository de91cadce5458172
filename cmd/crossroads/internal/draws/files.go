// SPDX-License-Identifier: Apache-2.0

package draws

import (
	"io"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
	"crossroads/scenarios/stats/workers"
)

// distributionsTable is the empty table of everything known of the members: a row
// for every outcome of a path, of the whole run and year by year, and for every
// paired difference; then the outcomes of the whole run in every other way of
// drawing.
func distributionsTable() *table.Table {
	words := func(name, doc string) table.Column {
		c := table.Words(name, "", 0).AsKey()
		c.Doc = doc
		return c
	}
	year := table.Counts("year", "").AsKey()
	year.Doc = "calendar year; empty for the whole run from the policy start to the end"
	documented := func(c table.Column, doc string) table.Column { c.Doc = doc; return c }
	return &table.Table{Name: "ensemble", Columns: []table.Column{
		words("path", "policy path"), words("against", "path subtracted in the same draw; empty for the outcome itself"), words("world", "world"), words("way", "way of drawing"), year, words("outcome", "outcome"),
		documented(table.Counts("members", ""), "number of draws"), documented(table.Numbers("median", "", ""), "median"),
		documented(table.Ranges("range_50", "", ""), "25th and 75th percentile of the draws"), documented(table.Ranges("range_80", "", ""), "10th and 90th percentile of the draws"), documented(table.Ranges("range_90", "", ""), "5th and 95th percentile of the draws"),
		documented(table.Numbers("mean", "", ""), "mean"), documented(table.Numbers("median_standard_error", "", ""), "standard error of the median"),
		documented(table.Numbers("resolution", "", ""), "how far a quantile may lie from the exact one; 0 where all values are kept"),
		documented(table.Shares("fewer", ""), "draws with less of the outcome than on the path subtracted; in a year: of the sum up to its end"),
		documented(table.Shares("same", ""), "draws with the same outcome on both"), documented(table.Shares("tied", ""), "draws in which both differ by no more than 5%"),
	}}
}

// Distributions is the table of everything known of the members.
func Distributions(ways []shares.Way, results []*ensemble.Result) *table.Table {
	t := distributionsTable()
	for i, r := range results {
		for _, rows := range distributionRows(r, ways[i]) {
			t.Rows = append(t.Rows, rows...)
		}
	}
	return t
}

// distributionsFile is the file of that table, whose rows are made when it is
// written.
func distributionsFile(ways []shares.Way, results []*ensemble.Result) output.File {
	return output.File{Name: "ensemble.csv", Table: distributionsTable(), Write: func(w io.Writer) error { return Distributions(ways, results).WriteCSV(w) }}
}

// distributionRows makes the rows of one result: by path, then by comparison.
func distributionRows(r *ensemble.Result, way shares.Way) [][][]table.Cell {
	groups := make([][][]table.Cell, len(r.Design().Paths)+len(r.Pairs()))
	workers.Calls(len(groups), func(g int) {
		for _, year := range append([]int{0}, r.Design().Years()...) {
			for i := range model.OutcomeTable {
				if row := distributionRow(r, way, g, year, &model.OutcomeTable[i]); row != nil {
					groups[g] = append(groups[g], row)
				}
			}
		}
	})
	return groups
}

// distributionRow is one row: of a path, or of the comparison whose place follows
// that of the last path. It is nil where the outcome was not followed.
func distributionRow(r *ensemble.Result, way shares.Way, place, year int, o *model.Outcome) []table.Cell {
	d := r.Design()
	path, pair := place, place-len(d.Paths)
	var against, when table.Cell = table.Nothing{}, table.Nothing{}
	var fewer, same, tied table.Share
	spread := r.Level(0, path%len(d.Paths), o, year)
	if pair >= 0 {
		p := r.Pairs()[pair]
		path, against = p.A, table.Path(d.Paths[p.B])
		spread = r.Difference(0, pair, o, year)
		if year == 0 {
			a, b := r.FewerShare(0, pair, o)
			fewer, same, tied = table.Share(a), table.Share(b), table.Share(r.TiedShare(0, pair, o))
		} else if list := r.FewerBy(0, pair, o); list != nil && year >= model.Fork.Year() {
			fewer = table.Share(list[year-model.Fork.Year()])
		}
	}
	if spread == nil {
		return nil
	}
	if year > 0 {
		when = table.Year(year)
	}
	b := spread.Band()
	number := func(v float64) table.Number { return table.Number{V: v, U: o.Unit} }
	between := func(low, high float64) table.Range { return table.Range{Low: low, High: high, U: o.Unit} }
	return []table.Cell{table.Path(d.Paths[path]), against, table.World(way.World), table.Word(way.Name), when, table.Outcome(o), table.Count(spread.N()),
		number(b.Median), between(b.Low50, b.High50), between(b.Low80, b.High80), between(spread.Quantile(0.05), spread.Quantile(0.95)),
		number(spread.Mean()), number(spread.QuantileError(0.5)), number(spread.Resolution()), fewer, same, tied}
}
