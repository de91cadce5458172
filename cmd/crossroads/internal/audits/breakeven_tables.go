// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"fmt"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/breakeven"
	"crossroads/scenarios/class/start"
)

// breakevenDocument is what people and programs read.
func breakevenDocument(r *breakeven.Result, fit []string) table.Document {
	return table.Document{
		Title:  fmt.Sprintf("Break-even values: %s and %s", table.PathLabel(r.A), table.PathLabel(r.B)),
		Answer: append(BreakevenSentences(r, termOf), fit...),
		Facts: []table.Fact{
			{Name: "a", Cell: table.Path(r.A)}, {Name: "b", Cell: table.Path(r.B)}, {Name: "world", Cell: table.World(r.World)}, {Name: "until", Cell: table.Year((r.Horizon.End - 1).Year())},
			{Name: "draws searched", Cell: table.Count(r.Members)}, {Name: "draws", Cell: table.Count(r.Shown)}, {Name: "seed", Cell: table.Seed(r.From.Seed)},
		},
		Tables: []*table.Table{BreakevenTable(r), lowerByWay(r.A, r.B, r.Outcomes, r.Ways, r.Shares), crossingsTable(r), allTable(r), endsTable(r), mapTable(r)},
		Notes:  append([]string{table.DrawsNote(r.Shown)}, table.DrawsNotes(r.From, []*scenarios.World{r.World})...),
	}
}

// namedFirst is how many break-even values the sentences name.
const namedFirst = 3

// termOf is the model's term for an assumption, as the tables have it.
func termOf(p *model.Parameter) string { return table.LowerFirst(p.Label) }

// PlainTerm is an assumption in words for readers who do not know the model.
func PlainTerm(p *model.Parameter) string {
	if words := start.PlainParameter(p.Name); words != "" {
		return words
	}
	return termOf(p)
}

// BreakevenSentences say for each outcome on which path it is lower, and which
// values of single assumptions, called as name says, reverse that order.
func BreakevenSentences(r *breakeven.Result, name func(*model.Parameter) string) []string {
	var list []string
	for n, o := range r.Outcomes {
		d := r.Shares[0].Difference(0, 0, o, 0)
		pair := table.Pair{Outcome: o, A: table.PathLabel(r.A), B: table.PathLabel(r.B), AtA: r.At[n][0], AtB: r.At[n][1], Low: d.Quantile(0.1), High: d.Quantile(0.9)}
		list = append(list, pair.Sentence()+" "+reversals(r.Answer, n, pair.A, pair.B, name))
	}
	return list
}

// reversals say which values of single assumptions reverse the order of two paths.
func reversals(a *breakeven.Answer, n int, first, second string, name func(*model.Parameter) string) string {
	others := "with the others as in " + a.Asked.World.Label
	higher := first
	if a.Centre[n] < 0 {
		higher = second
	}
	var words []string
	for _, row := range a.Nearest(n)[:min(namedFirst, len(a.Nearest(n)))] {
		words = append(words, fmt.Sprintf("%s (%s)", name(row.Parameter), within(row.Parameter, a.Reversed(row, n))))
	}
	if len(words) == 0 {
		return fmt.Sprintf("No single assumption within its documented range reverses this order, %s.", others)
	}
	if rest := len(a.Nearest(n)) - len(words); rest > 0 {
		words = append(words, fmt.Sprintf("%d more", rest))
	}
	return fmt.Sprintf("Any one of these makes %s the lower, %s: %s.", higher, others, table.Sentence(words))
}

// rare is the share of draws below which an assumption is left to the table assumptions.
const rare = 0.1

// shownRows lists the assumptions that reverse the order of an outcome at the
// world's values, the nearest first, then those that often do in draws; and counts
// those that do rarely and never.
func shownRows(a *breakeven.Answer, n int) (rows []*breakeven.Row, rarely, never int) {
	rows = a.Nearest(n)
	var drawn []*breakeven.Row
	for _, row := range a.Widest() {
		switch turns := row.Sides[n].Turns; {
		case slices.Contains(rows, row):
		case turns.Count == 0:
			never++
		case turns.Fraction() >= rare:
			drawn = append(drawn, row)
		default:
			rarely++
		}
	}
	slices.SortStableFunc(drawn, func(x, y *breakeven.Row) int { return y.Sides[n].Turns.Count - x.Sides[n].Turns.Count })
	return append(rows, drawn...), rarely, never
}

// BreakevenTable lists the assumptions that reverse the order of the paths, at the
// world's values or in a tenth of the draws.
func BreakevenTable(r *breakeven.Result) *table.Table {
	t := breakevenColumns("breakeven", r.Members)
	t.Title = "Break-even values"
	var hidden []string
	for n, o := range r.Outcomes {
		rows, rarely, never := shownRows(r.Answer, n)
		for _, row := range rows {
			addBreakeven(t, r.Answer, row, n)
		}
		hidden = append(hidden, fmt.Sprintf("%s: %d that rarely reverse the order and %d that never do", o.Label, rarely, never))
	}
	t.Notes = []string{`Sorted by distance from the value in this world. "–": no break-even value in the documented range, the others as in this world.`,
		"Not shown: " + strings.Join(hidden, "; ") + "."}
	return t
}

// allTable holds, for programs, every assumption.
func allTable(r *breakeven.Result) *table.Table {
	t := breakevenColumns("assumptions", r.Members)
	for n := range r.Outcomes {
		for i := range r.Rows {
			addBreakeven(t, r.Answer, &r.Rows[i], n)
		}
	}
	return t
}

// breakevenColumns is a table of assumptions and their break-even values.
func breakevenColumns(name string, members int) *table.Table {
	return &table.Table{Name: name, Apart: "outcome", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("assumption", "assumption", 17).AsKey(), table.Numbers("value", "value\nhere", ""), table.Ranges("documented", "documented\nrange", ""),
		table.Words("evidence", "evidence", 9), table.Sentences("reverses_if", "order\nreverses if", 13), table.Shares("reverses", "in draws\n("+table.DrawsHeading(members)+")"),
		table.Numbers("break_even_median", "", ""), table.Ranges("break_even", "break-even\n(80% range)", ""),
	}}
}

// addBreakeven adds one assumption.
func addBreakeven(t *table.Table, a *breakeven.Answer, row *breakeven.Row, n int) {
	p, side := row.Parameter, &row.Sides[n]
	reverses := "–"
	if len(side.Crossings) > 0 {
		reverses = within(p, a.Reversed(row, n))
	}
	t.Add(table.Outcome(a.Asked.Outcomes[n]), table.Assumption(p), table.Setting{V: *p.Of(&a.Asked.World.Parameters), U: p.Unit}, table.Documented(p), table.Word(p.Confidence),
		table.Prose(reverses), table.Share(side.Turns), table.Setting{V: side.Between[1], U: p.Unit}, table.Range{Low: side.Between[0], High: side.Between[2], U: p.Unit, Fine: true})
}

// crossingsTable holds, for programs, every break-even value at the world's values.
func crossingsTable(r *breakeven.Result) *table.Table {
	t := &table.Table{Name: "crossings", Columns: []table.Column{
		table.Words("outcome", "", 0), table.Words("assumption", "", 0).AsKey(), table.Counts("number", "").AsKey(), table.Numbers("value", "", ""), table.Words("lower_below", "", 0), table.Words("lower_above", "", 0),
	}}
	t.Columns[4].Doc, t.Columns[5].Doc = "path with the lower outcome just below the value", "path with the lower outcome just above it"
	for n, o := range r.Outcomes {
		for _, row := range r.Rows {
			below, above := r.A, r.B
			if row.Sides[n].AtLow > 0 {
				below, above = above, below
			}
			for i, v := range row.Sides[n].Crossings {
				t.Add(table.Outcome(o), table.Assumption(row.Parameter), table.Count(i+1), table.Setting{V: v, U: row.Parameter.Unit}, table.Path(below), table.Path(above))
				below, above = above, below
			}
		}
	}
	return t
}

// endsTable holds, for programs, A minus B at the ends of every range.
func endsTable(r *breakeven.Result) *table.Table {
	t := &table.Table{Name: "ends", Columns: []table.Column{
		table.Words("outcome", "", 0), table.Words("assumption", "", 0).AsKey(), table.Numbers("difference_at_low", "", ""), table.Numbers("difference_here", "", ""), table.Numbers("difference_at_high", "", ""),
	}}
	for n, o := range r.Outcomes {
		for _, row := range r.Rows {
			v := row.Sides[n].Values
			t.Add(table.Outcome(o), table.Assumption(row.Parameter), table.Difference{V: v[0], U: o.Unit}, table.Difference{V: r.Centre[n], U: o.Unit}, table.Difference{V: v[len(v)-1], U: o.Unit})
		}
	}
	return t
}

// mapTable holds, for programs, both paths over the ranges of two assumptions.
func mapTable(r *breakeven.Result) *table.Table {
	m := r.Map
	t := &table.Table{Name: "map", Columns: []table.Column{
		table.Words("outcome", "", 0), table.Numbers("x", "", m.X.Unit).AsKey(), table.Numbers("y", "", m.Y.Unit).AsKey(), table.Numbers("a", "", ""), table.Numbers("b", "", ""),
		table.Words("x_assumption", "", 0), table.Words("y_assumption", "", 0),
	}}
	at := func(p *model.Parameter, i int) table.Setting {
		return table.Setting{V: breakeven.Point(p, i, m.Points), U: p.Unit}
	}
	for n, o := range r.Outcomes {
		for y := range m.Points {
			for x := range m.Points {
				t.Add(table.Outcome(o), at(m.X, x), at(m.Y, y), table.Number{V: m.A[n][y][x], U: o.Unit}, table.Number{V: m.B[n][y][x], U: o.Unit}, table.Assumption(m.X), table.Assumption(m.Y))
			}
		}
	}
	return t
}
