// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"fmt"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/optimize"
)

// money is the unit of budgets.
const money = "USD million/year"

// The schedules found, as rows name them.
var (
	foundHere      = table.Name{Name: "found_here", Label: "Found, this world"}
	foundOverDraws = table.Name{Name: "found_over_draws", Label: "Found over draws"}
)

// optimizeDocument is what people and programs read.
func optimizeDocument(r *optimize.Result) table.Document {
	budget := table.Cell(table.Nothing{})
	if r.Budget > 0 {
		budget = table.Number{V: r.Budget, U: money}
	}
	d := table.Document{
		Title: fmt.Sprintf("Schedules with the %s outcome found in this model", lowestWord(r)),
		Facts: []table.Fact{
			{Name: "world", Cell: table.World(r.World)}, {Name: "until", Cell: table.Year((r.Horizon.End - 1).Year())}, {Name: "budget", Cell: budget},
			{Name: "seed", Cell: table.Seed(r.Seed)}, {Name: "draws", Cell: table.Count(r.Members)}, {Name: "trials", Cell: table.Count(r.Trials)}, {Name: "stopped", Cell: table.YesNo(r.Stopped)},
		},
		Tables: []*table.Table{foundTable(r), pathsTable(r), constantTable(r), frontTable(r), searchesTable(r), triedTable(r)},
		Notes:  append([]string{table.DrawsNote(optimize.Fresh)}, table.DrawsNotes(r.Draws, []*scenarios.World{r.World})...),
	}
	if r.Stopped {
		d.Answer = append(d.Answer, fmt.Sprintf("Stopped before the end: the %s outcome found so far. Let it run to the end, or try fewer schedules (--trials).", lowestWord(r)))
	}
	for n := range r.Found {
		d.Answer = append(d.Answer, foundSentence(r, n))
	}
	return d
}

// lowestWord is the word for what is sought.
func lowestWord(r *optimize.Result) string {
	if r.Most {
		return "highest"
	}
	return "lowest"
}

// foundSentence says what the searches found, which built-in paths tie with it, and
// which levers matter.
func foundSentence(r *optimize.Result, n int) string {
	f, o := r.Found[n], r.Outcomes[n]
	var values []float64
	for _, s := range f.AtHere {
		values = append(values, s.Outcome)
	}
	slices.Sort(values)
	first := f.First()
	words := fmt.Sprintf("%s: the %s found is %s, with USD %s million in its costliest year.", o.Label, lowestWord(r), table.Amount(first.Outcome, o.Unit), plots.Number(first.Spends))
	switch low, high := table.Amount(values[0], o.Unit), table.Amount(values[len(values)-1], o.Unit); {
	case len(values) == 1:
	case low == high:
		words += fmt.Sprintf(" All %d searches found about %s.", len(values), low)
	default:
		words += fmt.Sprintf(" The %d searches found from %s to %s.", len(values), low, high)
	}
	var ties, beyond []string
	for _, p := range f.Paths {
		if p.Scenario == nil {
			continue
		}
		switch gain := first.Outcome - p.Here[n]; {
		case scenarios.Tied(p.Here[n], first.Outcome):
			ties = append(ties, table.PathLabel(p.Scenario))
		case gain > 0 != r.Most:
			beyond = append(beyond, fmt.Sprintf("%s (%s)", table.PathLabel(p.Scenario), table.Amount(p.Here[n], o.Unit)))
		}
	}
	if len(ties) > 0 {
		words += fmt.Sprintf(" It is about the same on %s (a tie within 5%%).", table.Sentence(ties))
	}
	if len(beyond) > 0 {
		which := "lower"
		if r.Most {
			which = "higher"
		}
		words += fmt.Sprintf(" The outcome is %s still on %s (table paths has what each spends).", which, table.Sentence(beyond))
	}
	var barely, much []string
	for i := range f.Flat {
		switch span := f.Flat[i].Span(); {
		case span < 0.1:
			much = append(much, table.LowerFirst(f.Flat[i].Lever.Label))
		case span > 0.4:
			barely = append(barely, table.LowerFirst(f.Flat[i].Lever.Label))
		}
	}
	if len(much) > 0 {
		words += fmt.Sprintf(" It depends on %s.", table.Sentence(much))
	}
	if len(barely) > 0 {
		words += fmt.Sprintf(" The value of %s barely matters.", table.Sentence(barely))
	}
	return words
}

// foundTable shows the schedules found.
func foundTable(r *optimize.Result) *table.Table {
	t := &table.Table{Name: "found", Title: "Schedules found", Apart: "sought", Across: "from", Columns: []table.Column{
		table.Words("sought", "sought", 0), table.Words("lever", "lever", 26).AsKey(), table.Words("schedule", "schedule", 0).AsKey(), table.Counts("from", "from").AsKey(), table.Numbers("value", "value", ""),
	}, Notes: []string{fmt.Sprintf("Values from each year on. Found over draws: on the mean of %d draws.", r.Members)}}
	for _, f := range r.Found {
		for i, l := range f.Here.Levers {
			for _, one := range []struct {
				name table.Name
				p    *optimize.Problem
				list []*optimize.Schedule
			}{{foundHere, f.Here, f.AtHere}, {foundOverDraws, f.Robust, f.OverDraws}} {
				if one.list == nil {
					continue
				}
				for k, v := range one.p.First(one.list).Values[i] {
					t.Add(table.Outcome(f.Here.Outcome), leverName(l.Lever), one.name, table.Year(r.Periods[k]), table.Setting{V: v, U: l.Unit})
				}
			}
		}
	}
	return t
}

// leverName is a lever as a cell.
func leverName(l *model.Lever) table.Name { return table.Name{Name: l.Name, Label: l.Label} }

// pathsTable shows the built-in paths beside what was found.
func pathsTable(r *optimize.Result) *table.Table {
	other := "fitted"
	if r.Draws.Fitted != nil || r.Draws.Posterior != nil {
		other = "prior"
	}
	t := &table.Table{Name: "paths", Title: "Schedules found and built-in paths", Apart: "sought", Columns: []table.Column{
		table.Words("sought", "sought", 0), table.Words("path", "path", 18).AsKey(),
	}, Notes: []string{fmt.Sprintf("Mean: over %d draws the search has not seen. Spends: USD million in the costliest year, on operations, programmes and investment announced.", optimize.Fresh),
		"Less, more: draws in which the outcome sought is lower, or higher, on the schedule found for this world than on the path. Less, " + other + ": the same with " + other + " draws."}}
	for _, o := range r.Outcomes {
		t.Columns = append(t.Columns, table.Numbers(o.Name, shortHeading(o), o.Unit), table.Numbers(o.Name+"_mean", "mean", o.Unit))
	}
	t.Columns = append(t.Columns, table.Numbers("spends", "spends", money), table.Shares("found_lower", "less"), table.Shares("found_higher", "more"), table.Shares("found_lower_beside", "less,\n"+other), table.YesNos("tie", "tie\n(5%)"))
	for n, f := range r.Found {
		for i, p := range f.Paths {
			name := foundHere
			switch {
			case p.Scenario != nil:
				name = table.Path(p.Scenario)
			case p.Over:
				name = foundOverDraws
			}
			row := []table.Cell{table.Outcome(f.Here.Outcome), name}
			for k, o := range r.Outcomes {
				row = append(row, table.Number{V: p.Here[k], U: o.Unit}, table.Number{V: p.Mean[k], U: o.Unit})
			}
			row = append(row, table.Number{V: p.Spends, U: money})
			if i == 0 {
				row = append(row, table.Nothing{}, table.Nothing{}, table.Nothing{}, table.Nothing{})
			} else {
				var beside table.Cell = table.Nothing{}
				if p.Beside.Of > 0 {
					beside = table.Share(p.Beside)
				}
				row = append(row, table.Share(p.Fewer), table.Share(p.More), beside, table.YesNo(scenarios.Tied(p.Here[n], f.Paths[0].Here[n])))
			}
			t.Add(row...)
		}
	}
	return t
}

// shortHeading is an outcome above a narrow column.
func shortHeading(o *model.Outcome) string {
	switch o.Name {
	case "deaths_civilian_security":
		return "civilians,\nsecurity"
	case "deaths_all":
		return "all\nkilled"
	}
	return strings.ReplaceAll(o.Label, " ", "\n")
}

// constantTable shows how far one constant value of each lever may lie.
func constantTable(r *optimize.Result) *table.Table {
	t := &table.Table{Name: "constant", Title: "Constant values within 1% of the outcome found", Apart: "sought", Columns: []table.Column{
		table.Words("sought", "sought", 0), table.Words("lever", "lever", 30).AsKey(), table.Ranges("range", "constant value", ""), table.Numbers("share", "share of\nits range", "1"),
	}, Notes: []string{`The lever held at one value throughout, the others as found for this world, within the budget. "–": no value.`}}
	for _, f := range r.Found {
		for i := range f.Flat {
			flat := &f.Flat[i]
			t.Add(table.Outcome(f.Here.Outcome), leverName(flat.Lever.Lever), table.Range{Low: flat.From, High: flat.To, U: flat.Lever.Unit, Fine: true}, table.Number{V: flat.Span(), U: "1"})
		}
	}
	return t
}

// frontTable shows what was found under other budgets.
func frontTable(r *optimize.Result) *table.Table {
	t := &table.Table{Name: "front", Title: "Under other budgets", Apart: "sought", Columns: []table.Column{
		table.Words("sought", "sought", 0), table.Numbers("budget", "budget\n(USD million/year)", money).AsKey(), table.Numbers("found", "outcome found", ""), table.Numbers("spends", "spends in its\ncostliest year", money),
	}}
	for _, f := range r.Found {
		for _, p := range f.Front {
			t.Add(table.Outcome(f.Here.Outcome), table.Number{V: p.Budget, U: money}, table.Number{V: p.Outcome, U: f.Here.Outcome.Unit}, table.Number{V: p.Spends, U: money})
		}
	}
	return t
}

// eachSearch visits the schedules of every search.
func eachSearch(r *optimize.Result, visit func(f *optimize.Found, schedule table.Name, search int, s *optimize.Schedule)) {
	for _, f := range r.Found {
		for k, s := range f.AtHere {
			visit(f, foundHere, k+1, s)
		}
		for k, s := range f.OverDraws {
			visit(f, foundOverDraws, k+1, s)
		}
	}
}

// searchesTable holds, for programs, how each search ended.
func searchesTable(r *optimize.Result) *table.Table {
	t := &table.Table{Name: "searches", Columns: []table.Column{
		table.Words("sought", "", 0), table.Words("schedule", "", 0).AsKey(), table.Counts("search", "").AsKey(), table.Numbers("found", "", ""), table.Numbers("spends", "", money), table.YesNos("stopped", ""),
	}}
	eachSearch(r, func(f *optimize.Found, schedule table.Name, search int, s *optimize.Schedule) {
		t.Add(table.Outcome(f.Here.Outcome), schedule, table.Count(search), table.Number{V: s.Outcome, U: f.Here.Outcome.Unit}, table.Number{V: s.Spends, U: money}, table.YesNo(s.Stopped))
	})
	return t
}

// triedTable holds, for programs, the schedule of each search.
func triedTable(r *optimize.Result) *table.Table {
	t := &table.Table{Name: "tried", Columns: []table.Column{
		table.Words("sought", "", 0), table.Words("schedule", "", 0).AsKey(), table.Counts("search", "").AsKey(), table.Words("lever", "", 0).AsKey(), table.Counts("from", "").AsKey(), table.Numbers("value", "", ""),
	}}
	eachSearch(r, func(f *optimize.Found, schedule table.Name, search int, s *optimize.Schedule) {
		for i, l := range f.Here.Levers {
			for k, v := range s.Values[i] {
				t.Add(table.Outcome(f.Here.Outcome), schedule, table.Count(search), leverName(l.Lever), table.Year(r.Periods[k]), table.Setting{V: v, U: l.Unit})
			}
		}
	})
	return t
}
