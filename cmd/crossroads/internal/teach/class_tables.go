// SPDX-License-Identifier: Apache-2.0

package teach

import (
	"fmt"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/class"
)

// classDocument says what a class tried.
func classDocument(b *class.Board) table.Document {
	n := len(b.Results)
	d := table.Document{
		Title:  fmt.Sprintf("What the class tried: %s started from %s, %d to %d", table.Plural(n, "path"), b.Against.Label, model.Fork.Year(), model.DefaultEnd.Year()-1),
		Tables: []*table.Table{leversTried(b), heldTable(b), resultsTable(b)},
		Answer: []string{fmt.Sprintf("In the world %s, fewer civilians and security forces are killed on %d of %s than on %s; counting militants too, fewer are killed on %d.",
			b.Held[0].World.Label, b.Held[0].CivilianSecurity, table.Plural(n, "path"), b.Against.Label, b.Held[0].All)},
	}
	if len(b.Guesses) > 0 {
		d.Tables = append(d.Tables, guessesTable(b))
	}
	if len(b.Orders) > 0 {
		d.Tables = append(d.Tables, crossingsTable(b))
	}
	d.Tables = append(d.Tables, entriesTable(b))
	other := 0
	for _, t := range b.Results {
		if !t.SameModel() {
			other++
		}
	}
	if other > 0 {
		d.Notes = append(d.Notes, fmt.Sprintf("%s made with another version of the model, so the pupils saw other numbers.", table.Plural(other, "code")))
	}
	return d
}

// tried names the world of an entry with the assumptions that the entry changed.
func tried(w *scenarios.World) table.Name {
	return table.Name{Name: class.WorldName(w), Label: class.WorldLabel(w)}
}

// leversTried is what was done with each lever.
func leversTried(b *class.Board) *table.Table {
	t := &table.Table{Name: "levers", Title: "Levers: who moved which, and how far", Columns: []table.Column{
		table.Words("lever", "lever", 24), table.Words("measured_in", "unit", 20), table.Numbers("lowest", "lowest", ""), table.Numbers("mean", "mean", ""), table.Numbers("highest", "highest", ""),
		table.Counts("moved_by", "moved\nby"), table.Counts("entries", "of"),
	}, Notes: []string{"Lowest and highest in any month from the policy start on; the mean is over all paths and months. A lever is moved where a path differs from " + b.Against.Label + "."}}
	for _, l := range b.Levers {
		number := func(v float64) table.Number { return table.Number{V: v, U: l.Unit} }
		t.Add(table.Name{Name: l.Name, Label: l.Label}, measuredIn(l.Unit), number(l.Low), number(l.Mean), number(l.High), table.Count(l.Touched), table.Count(len(b.Results)))
	}
	return t
}

// measuredIn is a unit as a cell.
func measuredIn(unit string) table.Cell {
	if unit == "1" {
		return table.Word("index")
	}
	return table.Word(unit)
}

// heldTable is how many paths have fewer killed than the start, world by world.
func heldTable(b *class.Board) *table.Table {
	t := &table.Table{Name: "by_world", Title: "Does it still hold if we are wrong? Paths with fewer killed than the one they began from", Columns: []table.Column{
		table.Words("world", "world", 16), table.Counts("fewer_civilian_security", "civilians\n+ security"), table.Counts("fewer_all", "all\nkilled"), table.Counts("counts_disagree", "counts\ndisagree"), table.Counts("entries", "of"),
	}, Notes: []string{"Every path is run again in each built-in world, beside " + b.Against.Label + " in the same world. Counts disagree: fewer by one of the two death counts, more by the other."}}
	for _, h := range b.Held {
		t.Add(table.World(h.World), table.Count(h.CivilianSecurity), table.Count(h.All), table.Count(h.Split), table.Count(len(b.Results)))
	}
	return t
}

// resultsTable is what followed in each world that was tried.
func resultsTable(b *class.Board) *table.Table {
	last := model.DefaultEnd.Year() - 1
	t := &table.Table{Name: "results", Title: "Results by world", Apart: "world", Columns: []table.Column{
		table.Words("world", "world", 0), table.Words("outcome", "outcome", 36).AsKey(), table.Words("measured_in", "unit", 0), table.Numbers("lowest", "lowest", ""), table.Numbers("middle", "middle", ""), table.Numbers("highest", "highest", ""),
		table.Numbers("start", "start", ""), table.Counts("below_start", "below\nstart"), table.Counts("entries", "of"),
	}, Notes: []string{fmt.Sprintf("Start: %s in the same world; below start: the paths with less. Attacks: in %d; the rest from %d to %d.", b.Against.Label, last, model.Fork.Year(), last)}}
	for _, w := range b.Worlds {
		for _, s := range w.Outcomes {
			number := func(v float64) table.Number { return table.Number{V: v, U: s.Unit} }
			t.Add(tried(w.World), table.Outcome(s.Outcome), measuredIn(s.Unit), number(s.Low), number(s.Middle), number(s.High), number(s.Start), table.Count(s.Below), table.Count(w.Entries))
		}
	}
	return t
}

// guessesTable is the expectations beside what the model gave.
func guessesTable(b *class.Board) *table.Table {
	t := &table.Table{Name: "guesses", Title: "Expected, and given by the model", Columns: []table.Column{
		table.Words("outcome", "outcome", 26), table.Words("path", "path", 14).AsKey(), table.Counts("year", "year").AsKey(),
		table.Numbers("expected", "expected", ""), table.Ranges("expected_range", "lowest to highest", ""), table.Numbers("model", "model", ""), table.Ranges("model_range", "lowest to highest", ""),
		table.Counts("below", "below"), table.Counts("near", "near"), table.Counts("above", "above"), table.Counts("entries", "of"),
	}, Notes: []string{"Expected and model: the middle entry. Near: within a tenth of what the model gave. The model's number is no truth, so a guess is not a mistake."}}
	for _, g := range b.Guesses {
		between := func(r class.Range) table.Range { return table.Range{Low: r.Low, High: r.High, U: g.Unit} }
		t.Add(table.Outcome(g.Outcome), pathName(g.Path), table.Year(g.Year), table.Number{V: g.Guesses.Middle, U: g.Unit}, between(g.Guesses), table.Number{V: g.Model.Middle, U: g.Unit}, between(g.Model),
			table.Count(g.Below), table.Count(g.Near), table.Count(g.Above), table.Count(g.Entries))
	}
	return t
}

// crossingsTable is what was expected of two paths beside what the model gave.
func crossingsTable(b *class.Board) *table.Table {
	t := &table.Table{Name: "crossings", Title: "Which of two paths ends higher, and do their lines cross?", Columns: []table.Column{
		table.Words("outcome", "outcome", 24), table.Words("first", "first", 14).AsKey(), table.Words("second", "second", 14).AsKey(), table.Counts("entries", "entries"),
		table.Counts("higher_expected", "first higher:\nexpected"), table.Counts("higher_model", "model"), table.Counts("cross_expected", "lines cross:\nexpected"), table.Counts("cross_model", "model"),
	}, Notes: []string{"Counted in entries: each is run in its own world, and \"own\" is its own path."}}
	for _, o := range b.Orders {
		t.Add(table.Outcome(o.Outcome), pathName(o.First), pathName(o.Second), table.Count(o.Entries), table.Count(o.Higher.Expected), table.Count(o.Higher.Shown), table.Count(o.Cross.Expected), table.Count(o.Cross.Shown))
	}
	return t
}

// pathName names a path in a cell; one without a name is the pupil's own.
func pathName(name string) table.Name {
	if s, err := scenarios.Builtin(name); err == nil {
		return table.Name{Name: name, Label: s.Label}
	}
	return table.Name{Name: "own", Label: "own"}
}

// entriesTable lists the entries in the order in which they were read.
func entriesTable(b *class.Board) *table.Table {
	t := &table.Table{Name: "entries", Title: "The entries, in the order read", Columns: []table.Column{table.Words("entry", "entry", 22), table.Words("place", "place", 20).AsKey(), table.Words("world", "world", 18)}}
	var shown []*model.Outcome
	for _, name := range []string{"attacks", "deaths_civilian_security", "deaths_all"} {
		o := model.FindOutcome(name)
		shown = append(shown, o)
		t.Columns = append(t.Columns, table.Numbers(name, o.Short, o.Unit))
	}
	for _, p := range b.Results {
		row := []table.Cell{table.Word(p.Name), table.Word(p.Place), tried(p.World)}
		for _, o := range shown {
			row = append(row, table.Number{V: o.Of(p.Run.Years), U: o.Unit})
		}
		t.Add(row...)
	}
	return t
}

// everyNumber is every entry, one number a line: the mean of each lever from the
// policy start on, each outcome, and what was expected.
func everyNumber(b *class.Board) *table.Table {
	t := &table.Table{Name: "class", Columns: []table.Column{
		table.Words("entry", "name the pupil gave", 0), table.Words("place", "file and line of the entry", 0).AsKey(), table.Words("world", "world of the entry, with the assumptions it changed", 0),
		table.Words("variable", "lever_NAME (mean from the policy start on), an outcome, or expected_OUTCOME_PATH_YEAR", 0).AsKey(), table.Numbers("value", "value in the unit of the row", ""),
	}}
	for _, r := range b.Results {
		add := func(variable, unit string, v float64) {
			t.Add(table.Word(r.Name), table.Word(r.Place), tried(r.World), table.Word(variable), table.Number{V: v, U: unit})
		}
		for i := range model.LeverTable {
			add("lever_"+model.LeverTable[i].Name, model.LeverTable[i].Unit, r.Levers[i])
		}
		for i := range model.OutcomeTable {
			o := &model.OutcomeTable[i]
			add(o.Name, o.Unit, o.Of(r.Run.Years))
		}
		for _, g := range r.Guesses {
			add(fmt.Sprintf("expected_%s_%s_%d", g.Outcome.Name, pathName(g.Path).Name, g.Year), g.Outcome.Unit, g.Value)
		}
	}
	return t
}
