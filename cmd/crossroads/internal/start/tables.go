// SPDX-License-Identifier: Apache-2.0

package start

import (
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
)

// tableBlocks are the tables of outcomes in the order of printing, and their names in
// files.
var tableBlocks = []struct {
	name   string
	block  model.Block
	detail bool
}{
	{"killed", model.BlockSums, false}, {"killed_how", model.BlockRows, false}, {"wounded", model.BlockWounded, false},
	{"state", model.BlockState, true}, {"money", model.BlockMoney, true},
}

// outcomesOf lists the outcomes of a block. People wounded appear only where a
// shock states them.
func outcomesOf(b model.Block, runs ...*scenarios.Run) []*model.Outcome {
	var list []*model.Outcome
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		if o.Block == b && (b != model.BlockWounded || slices.ContainsFunc(runs, func(r *scenarios.Run) bool { return o.Of(r.Years) > 0 })) {
			list = append(list, o)
		}
	}
	return list
}

// ComparisonTables hold every outcome of every run with its difference to one of
// them, a table for each block of outcomes.
func ComparisonTables(runs []*scenarios.Run, against *scenarios.Run) []*table.Table {
	var list []*table.Table
	for _, b := range tableBlocks {
		shown := outcomesOf(b.block, runs...)
		if len(shown) == 0 {
			continue
		}
		t := &table.Table{Name: b.name, Title: string(b.block), Columns: []table.Column{table.Words("path", "path", 18)}, Notes: BlockNotes(b.block, shown), Detail: b.detail}
		for _, o := range shown {
			c := table.Comparisons(o.Name, o.Short, o.Unit)
			c.Doc = o.Label
			t.Columns = append(t.Columns, c)
		}
		for _, run := range runs {
			row := []table.Cell{table.Path(run.Scenario)}
			for _, o := range shown {
				v, reference := o.Of(run.Years), o.Of(against.Years)
				row = append(row, table.Compared{V: v, Difference: v - reference, U: o.Unit, Reference: run == against})
			}
			t.Add(row...)
		}
		list = append(list, t)
	}
	return list
}

// BlockNotes says in words what the columns of a block count.
func BlockNotes(b model.Block, shown []*model.Outcome) []string {
	switch b {
	case model.BlockSums:
		return []string{"Killed from the policy start to the end; civilians are those of both countries. All killed = civilians + security + militants. Attacks: in the last year."}
	case model.BlockRows:
		return []string{"These five columns add up to civilians + security. Civilians are those of Pakistan unless Afghanistan is named. Attacks are by militants, operations by the state."}
	case model.BlockState:
		return []string{"At the end. Sanctuary, ties and trust are model indices from 0 to 1, never measured. Output: USD million of 2025 from the policy start to the end, undiscounted."}
	case model.BlockMoney:
		var payers []string
		for _, o := range shown {
			payers = append(payers, table.UpperFirst(strings.ReplaceAll(o.Short, "\n", " "))+": "+o.Payer)
		}
		return []string{"USD million of 2025 from the policy start to the end, undiscounted. Not added up: different groups pay.",
			strings.Join(payers, ". ") + "."}
	}
	return nil
}

// totalsTable holds the outcomes of whole runs, one number a line.
func totalsTable(runs []*scenarios.Run) *table.Table {
	t := &table.Table{Name: "totals", Title: "Outcomes of each whole run", Columns: []table.Column{
		table.Words("path", "policy path", 0), table.Words("world", "set of assumptions", 0).AsKey(), table.Words("variable", "outcome", 0).AsKey(), table.Numbers("value", "value in the unit of the row", ""),
	}}
	for _, run := range runs {
		for i := range model.OutcomeTable {
			o := &model.OutcomeTable[i]
			t.Add(table.Path(run.Scenario), table.World(run.World), table.Word(o.Name), table.Number{V: o.Of(run.Years), U: o.Unit})
		}
	}
	return t
}

// yearsTable holds every lever and stock at New Year and every outcome within each
// year, one number a line.
func yearsTable(runs []*scenarios.Run) *table.Table {
	t := &table.Table{Name: "compare", Title: "Levers and stocks at New Year, and outcomes within each year", Columns: []table.Column{
		table.Words("path", "policy path", 0), table.Words("world", "set of assumptions", 0).AsKey(), table.Counts("year", "calendar year").AsKey(),
		table.Words("variable", "lever_NAME, stock_NAME or an outcome", 0).AsKey(), table.Numbers("value", "value in the unit of the row", ""),
	}}
	for _, run := range runs {
		path, world := table.Path(run.Scenario), table.World(run.World)
		for year := run.Years.First(); year <= run.Years.Last(); year++ {
			add := func(variable, unit string, v float64) {
				t.Add(path, world, table.Year(year), table.Word(variable), table.Number{V: v, U: unit})
			}
			sample := run.Trajectory.At(model.NewYear(year))
			for i := range model.LeverTable {
				row := &model.LeverTable[i]
				add("lever_"+row.Name, row.Unit, *row.Of(&sample.Levers))
			}
			for i := range model.SeriesTable {
				if row := &model.SeriesTable[i]; row.Kind == model.Stock {
					add("stock_"+row.Name, row.Unit, row.Of(sample))
				}
			}
			for i := range model.OutcomeTable {
				row := &model.OutcomeTable[i]
				add(row.Name, row.Unit, row.In(run.Years, year))
			}
		}
	}
	return t
}
