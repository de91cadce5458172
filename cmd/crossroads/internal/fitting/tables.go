// SPDX-License-Identifier: Apache-2.0

package fitting

import (
	"fmt"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/scenarios/runs/calibrate"
	"crossroads/scenarios/runs/counts"
)

// interval is a range that holds 90% of the draws.
func interval(i calibrate.Interval, unit string) table.Range {
	return table.Range{Low: i.Low, High: i.High, U: unit}
}

// targetsTable sets the model beside every figure that it is fitted to.
func targetsTable(f *calibrate.Fit, met []calibrate.TargetFit) *table.Table {
	t := &table.Table{Name: "fit", Title: "Model and reported figures, before and after the fit", Columns: []table.Column{
		table.Words("id", "id", 19), table.Words("quantity", "quantity", 21), table.Numbers("reported", "reported", ""), table.Ranges("before", "90% range\nbefore", ""),
		table.Numbers("after", "median\nafter", ""), table.Ranges("after_range", "90% range\nafter", ""), table.Numbers("residual", "misfit", "1"), table.Numbers("met", "draws\nmatching", "1"),
	}, Notes: []string{"Misfit: log of the reported figure over the model's median, in standard deviations; above 0 the model is low. " +
		"Draws matching: share of draws before the fit from low to high of the figure, or within its own error. A source that counts an unknown fraction is scaled by it."}}
	for i := range met {
		m := &met[i]
		t.Add(table.Word(m.ID), table.Word(m.Quantity), reported(m.Evidence), interval(m.Before, m.Unit), table.Number{V: m.After.Mid, U: m.Unit},
			interval(m.After, m.Unit), table.Difference{V: m.Residual, U: "1"}, table.Percent(m.MetBefore))
	}
	t.Notes = append(t.Notes, boundNotes(f.Bounds, f.Left)...)
	return t
}

// boundNotes say which figures only bound, and which are left out.
func boundNotes(bounds []counts.Target, left []counts.LeftOut) []string {
	var list []string
	for i := range bounds {
		list = append(list, boundWords(&bounds[i]))
	}
	if len(left) > 0 {
		list = append(list, "Not fitted: "+leftWords(left)+".")
	}
	return list
}

// coursesTable shows the model over the reported figures, year by year.
func coursesTable(met []calibrate.TargetFit) *table.Table {
	t := &table.Table{Name: "ratio_by_year", Title: "Model divided by reported figures, by year", Across: "year", Columns: []table.Column{
		table.Words("counted", "counted", 30), table.Counts("year", "year").AsKey(), table.Numbers("ratio", "ratio", "1"),
	}}
	for _, c := range calibrate.Courses(met) {
		for i, v := range c.Years {
			t.Add(table.Word(c.Thing), table.Year(calibrate.Years()[i]), table.Number{V: v, U: "1"})
		}
	}
	return t
}

// learntTable shows what the fit tells of each value; people see those that are
// better known after it.
func learntTable(changes []calibrate.PosteriorChange) *table.Table {
	t := &table.Table{Name: "parameters", Title: "What the data tell us", Columns: []table.Column{
		table.Words("name", "name", 20), table.Numbers("before", "median\nbefore", ""), table.Ranges("before_range", "90% range\nbefore", ""),
		table.Numbers("after", "median\nafter", ""), table.Ranges("after_range", "90% range\nafter", ""), table.Words("verdict", "verdict", 12),
	}, Detail: true}
	known := 0
	for i := range changes {
		l := &changes[i]
		if l.Verdict != calibrate.Not {
			known++
		}
		between := func(i calibrate.Interval) table.Range {
			return table.Range{Low: i.Low, High: i.High, U: l.Unit, Fine: true}
		}
		t.Add(table.Word(l.Name), table.Setting{V: l.Before.Mid, U: l.Unit}, between(l.Before), table.Setting{V: l.After.Mid, U: l.Unit}, between(l.After), table.Word(l.Verdict))
	}
	t.Notes = []string{"Identified: the 90% range shrank to at most half. Weakly: to at most 80%."}
	t.Detail = known == 0
	return t
}

// shownPairs is how many pairs a table shows.
const shownPairs = 10

// pairsTable shows the values that are known in combination only.
func pairsTable(f *calibrate.Fit) *table.Table {
	t := &table.Table{Name: "combinations", Title: "Values known only in combination", Columns: []table.Column{
		table.Words("a", "first", 20), table.Words("b", "second", 20).AsKey(), table.Numbers("before", "correlation\nbefore", "1"), table.Numbers("after", "after", "1"), table.Words("known", "known", 26),
	}, Notes: []string{"Rank correlation before and after the fit."}}
	pairs := f.Pairs()
	for _, p := range pairs[:min(len(pairs), shownPairs)] {
		known := "their difference or ratio"
		if p.Tie() < 0 {
			known = "their sum or product"
		}
		t.Add(table.Word(p.A.Name), table.Word(p.B.Name), table.Number{V: p.Before, U: "1"}, table.Number{V: p.After, U: "1"}, table.Word(known))
	}
	switch {
	case len(pairs) == 0:
		t.Notes = []string{"No two values have a rank correlation above 0.2."}
	case len(pairs) > shownPairs:
		t.Notes = []string{fmt.Sprintf("Rank correlation before and after the fit; the %d strongest of %d pairs.", shownPairs, len(pairs))}
	}
	return t
}

// conflictsTable shows the figures that the model cannot match together.
func conflictsTable(f *calibrate.Fit) *table.Table {
	share := func(name, heading string) table.Column { return table.Numbers(name, heading, "1") }
	t := &table.Table{Name: "conflicts", Title: "Figures that the model cannot match together", Columns: []table.Column{
		table.Words("a", "first", 19), table.Words("b", "second", 19).AsKey(), share("met_a", "first\nmatched"), share("met_b", "second\nmatched"), share("both", "both"), share("by_chance", "expected"), table.Words("who", "who disagrees", 20),
	}}
	pairs, rare := f.Contradictions()
	for _, p := range pairs[:min(len(pairs), shownPairs)] {
		who := "the model with both"
		if p.Sources {
			who = "the sources"
		}
		t.Add(table.Word(p.A.ID), table.Word(p.B.ID), table.Percent(p.MetA), table.Percent(p.MetB), table.Percent(p.Both), table.Percent(p.ByChance), table.Word(who))
	}
	note := fmt.Sprintf("The best single draw matches %d of %d figures.", f.MostMet(), len(f.Targets))
	switch {
	case len(pairs) == 0:
		note += " No two contradict each other."
	case len(pairs) > shownPairs:
		note += fmt.Sprintf(" Shown: %d of %d pairs.", shownPairs, len(pairs))
	}
	if len(rare) > 0 {
		var ids []string
		for _, e := range rare {
			ids = append(ids, e.ID)
		}
		note += " Matched by fewer than 1 draw in 100: " + strings.Join(ids, ", ") + "."
	}
	t.Notes = []string{note}
	return t
}

// elsewhereTable sets the fit beside figures that it was not made to.
func elsewhereTable(rows []calibrate.Elsewhere) *table.Table {
	t := &table.Table{Name: "not_fitted", Title: "Comparison with figures it was not fitted to", Columns: []table.Column{
		table.Words("id", "id", 5), table.Words("quantity", "quantity", 25), table.Numbers("reported", "reported", ""), table.Ranges("reported_range", "low to\nhigh", ""),
		table.Numbers("before", "median\nbefore", ""), table.Numbers("after", "median\nafter", ""), table.Ranges("after_range", "90% range\nafter", ""), table.Numbers("built_in", "built-in\ntempo", ""),
	}, Notes: []string{"After: with each draw's own tempo for 2021-2025. Built-in tempo: as in comparisons of paths, because a posterior contains parameters and no history."}}
	for _, e := range rows {
		number := func(i calibrate.Interval) table.Number { return table.Number{V: i.Mid, U: e.Evidence.Unit} }
		t.Add(table.Word(e.Evidence.ID), table.Word(e.Evidence.Quantity), reported(e.Evidence), reportedRange(e.Evidence),
			number(e.Before), number(e.Drawn), interval(e.Drawn, e.Evidence.Unit), number(e.BuiltIn))
	}
	return t
}
