// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"
	"slices"

	"crossroads/cmd/crossroads/internal/start"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/evidence"
)

// worldEvidence sets the model beside what is cited, in the world chosen.
func worldEvidence(o *options) (*table.Document, error) {
	world, err := o.FindWorld()
	if err != nil {
		return nil, err
	}
	return Evidence(world)
}

// mainSets are the sets of evidence that people see first: the essay's figures and
// our reading of all counts.
var mainSets = []string{"essay", "recommended"}

// isMain reports whether a row is of a main set.
func isMain(c *evidence.Comparison) bool { return slices.Contains(mainSets, c.Evidence.Set) }

// Evidence sets a world's years 2021 to 2025 beside what is cited: the figures
// missed, the main sets, then every source and every row.
func Evidence(world *scenarios.World) (*table.Document, error) {
	run, err := batch.History(world)
	if err != nil {
		return nil, err
	}
	compared := evidence.Compare(run.Trajectory, model.EvidenceTable)
	missed := missedTable(run.Trajectory)
	d := &table.Document{
		Facts: []table.Fact{{Name: "world", Cell: table.Name{Name: world.Name, Label: world.Marked()}}},
		Tables: []*table.Table{
			missed, comparedTable("compared", "Model and reported figures", compared, isMain),
			comparedTable("by_source", "Model and figures by source", compared, func(c *evidence.Comparison) bool { return !isMain(c) }), evidenceTable(),
		},
	}
	d.Tables[2].Detail, d.Tables[3].Detail = true, true
	outside := 0
	for i := range compared {
		if compared[i].Miss() != 1 {
			outside++
		}
	}
	before, after := 0, 0
	for _, e := range evidence.Uncompared(run.Trajectory, model.EvidenceTable) {
		if from, _ := e.Months(); from < model.HistoryStart {
			before++
		} else {
			after++
		}
	}
	d.Answer = []string{fmt.Sprintf("Of %d figures compared, the model lies outside the range of %d; it misses %d of those we recommend by more than 15%%.", len(compared), outside, len(missed.Rows))}
	fit, err := start.FitLines(world)
	if err != nil {
		return nil, err
	}
	d.Answer = append(d.Answer, fit...)
	d.Notes = []string{
		fmt.Sprintf("Agreement with counts of 2021-2025 is no test (crossroads calibrate backtest is): %d central values are fitted to rows C01 to C14, and the tempo of operations to militants killed.", len(fittedParameters())),
		"Share counted: how many the source counts for each one in the model, fitted to all rows of a source together. A source with a single row tests nothing.",
		"Ranges are the spread between sources or editions, not confidence intervals. Most counts use the same press reports and are not independent.",
		fmt.Sprintf("Not compared: %d figures from before %d, and %d from %d or later, which were never fitted (table evidence lists all).", before, model.HistoryStart.Year(), after, model.Fork.Year()),
	}
	return d, nil
}

// missedTable lists the figures that a run of the history does not reproduce.
func missedTable(history *model.Trajectory) *table.Table {
	t := &table.Table{Name: "missed", Title: "Recommended figures that the model misses by more than 15%", Columns: []table.Column{
		table.Words("id", "id", 19), table.Words("quantity", "quantity", 50), table.Numbers("reported", "reported", ""), table.Numbers("modelled", "model", ""), table.Numbers("ratio", "ratio", "1"),
	}, Notes: []string{"The model does not tell groups apart, so the growth it has for one group is that of all attacks."}}
	for _, c := range evidence.Missed(history, model.EvidenceTable) {
		t.Add(table.Word(c.Evidence.ID), table.Word(c.Evidence.Quantity), table.Input{V: *c.Evidence.Value, U: c.Evidence.Unit}, table.Number{V: c.Modelled, U: c.Evidence.Unit}, table.Number{V: c.Ratio(), U: "1"})
	}
	return t
}

// comparedTable holds the model beside the figures of some sets.
func comparedTable(name, title string, compared []evidence.Comparison, in func(*evidence.Comparison) bool) *table.Table {
	t := &table.Table{Name: name, Title: title, Apart: "set", Columns: []table.Column{
		table.Words("id", "id", 19), table.Words("set", "set", 0), table.Words("quantity", "quantity", 22), table.Numbers("reported", "reported", ""), table.Ranges("range", "range", ""),
		table.Numbers("modelled", "model", ""), table.Numbers("ratio", "ratio", "1"), table.Sentences("miss", "outside\nby", 9),
		table.Numbers("outside_by", "", "1").Meaning("how far the model lies above (or, negative, below) the range, as a share of its end"),
		table.YesNos("fitted_alone", "").Meaning("whether the share counted is fitted to this row alone, which is then no test"), table.Numbers("share_counted", "share\ncounted", "1"),
	}}
	for i := range compared {
		c := &compared[i]
		if !in(c) {
			continue
		}
		fraction := table.Cell(table.Nothing{})
		if c.Fraction > 0 {
			fraction = table.Number{V: c.Fraction, U: "1"}
		}
		t.Add(table.Word(c.Evidence.ID), table.Word(c.Evidence.Set), table.Word(c.Evidence.Quantity), table.Input{V: *c.Evidence.Value, U: c.Evidence.Unit}, spread(c.Evidence),
			table.Number{V: c.Modelled, U: c.Evidence.Unit}, table.Number{V: c.Ratio(), U: "1"}, table.Prose(missWords(c)), table.Number{V: c.Miss() - 1, U: "1"}, table.YesNo(c.Alone), fraction)
	}
	return t
}

// missWords says how far the model lies outside the range of a row.
func missWords(c *evidence.Comparison) string {
	switch m := c.Miss(); {
	case c.Alone:
		return "no test"
	case m > 1:
		return fmt.Sprintf("%.0f%% above", 100*(m-1))
	case m < 1:
		return fmt.Sprintf("%.0f%% below", 100*(1-m))
	}
	return "inside"
}

// spread is the range of a row, or nothing where it has none.
func spread(e *model.Evidence) table.Cell {
	if e.Value == nil || *e.Low == *e.High {
		return table.Nothing{}
	}
	return table.Range{Low: *e.Low, High: *e.High, U: e.Unit, Exact: true}
}

// evidenceTable holds every row of the table of evidence.
func evidenceTable() *table.Table {
	t := &table.Table{Name: "evidence", Title: "The evidence table: every figure and claim", Columns: append(figureColumns(22),
		table.Sentences("words", "qualifier; whose reports; source. Note", 25),
		table.Words("hedge", "", 0).Meaning("qualifier in the source"), table.Words("root", "", 0).Meaning("whose reports it depends on"), table.Words("source", "", 0).Meaning("source"), table.Words("note", "", 0).Meaning("note"), table.Words("address", "", 0).Meaning("where it can be read"),
	)}
	for i := range model.EvidenceTable {
		e := &model.EvidenceTable[i]
		words := e.Root + "; " + e.Source
		if e.Hedge != "none" {
			words = e.Hedge + "; " + words
		}
		if e.Note != "" {
			words += ". " + e.Note
		}
		t.Add(append(figureCells(e), table.Prose(words), wordOrNothing(e.Hedge), wordOrNothing(e.Root), wordOrNothing(e.Source), wordOrNothing(e.Note), table.LinkTo(e.Address))...)
	}
	return t
}

// figureColumns and figureCells show a row of the evidence table with its figure
// in words for people, in numbers for machines.
func figureColumns(width int) []table.Column {
	return []table.Column{
		table.Words("id", "id", 19), table.Words("quantity", "quantity", width), table.Sentences("figure", "figure", 14),
		table.Numbers("value", "", "").Meaning("the figure; nothing for a claim without one"), table.Ranges("range", "", "").Meaning("spread between sources or editions"), table.Words("status", "status", 10),
	}
}

func figureCells(e *model.Evidence) []table.Cell {
	value := table.Cell(table.Nothing{})
	if e.Value != nil {
		value = table.Input{V: *e.Value, U: e.Unit}
	}
	return []table.Cell{table.Word(e.ID), table.Word(e.Quantity), table.Prose(FigureWords(e)), value, spread(e), table.Word(e.Status)}
}

// figureUnit is the unit of a figure as people read it: "1,066 attacks".
func figureUnit(unit string, value float64) string {
	plain := map[string]string{"death": "killed", "person": "people", "USD million": "million US dollars"}
	switch words, found := plain[unit]; {
	case found:
		return words
	case value != 1 && (unit == "attack" || unit == "incident" || unit == "fighter"):
		return unit + "s"
	}
	return unit
}

// FigureWords is the number of a row with its unit and range, or nothing.
func FigureWords(e *model.Evidence) string {
	if e.Value == nil {
		return ""
	}
	words := plots.Exact(*e.Value)
	if e.Unit != "1" {
		words += " " + figureUnit(e.Unit, *e.Value)
	}
	if within, some := spread(e).(table.Range); some {
		words += " (" + within.Text() + ")"
	}
	return words
}
