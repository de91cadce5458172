// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"
	"io"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/forms/latex"
	"crossroads/scenarios/forms/xmile"
)

// equationForms are the forms that describe equations has beyond those of every
// table.
var equationForms = []string{"xmile", "latex"}

// Equations lists every equation in the names of the tables.
func Equations() *table.Document {
	d := &table.Document{Notes: []string{"crossroads describe schedule PATH shows the rest of a run: start values, order within a month, levers, shocks, rules and parameters."}}
	for _, kind := range []struct {
		of    model.SeriesKind
		title string
	}{
		{model.Stock, "Stocks: change per year"}, {model.Auxiliary, "Auxiliaries"},
		{model.Flow, "Flows"}, {model.Total, "Running totals: change per year"},
	} {
		t := &table.Table{Name: string(kind.of) + "_equations", Title: kind.title, Columns: []table.Column{
			table.Words("name", "name", 26), table.Words("unit", "unit", 16), table.Words("equation", "equation", 50), table.Words("doc", "", 0).Meaning("meaning"),
		}}
		for i := range model.EquationTable {
			if e := &model.EquationTable[i]; e.Kind == kind.of {
				t.Add(table.Word(e.Name), table.Word(e.Unit), table.Word(e.Text), table.Word(e.Doc))
			}
		}
		if kind.of == model.Total {
			t.Notes = []string{"They start at 0. Shocks add to them at once. Nothing else changes people wounded and projects cancelled."}
		}
		d.Tables = append(d.Tables, t)
	}
	starts := &table.Table{Name: "stocks_at_start", Title: fmt.Sprintf("Stocks at the start of %d", model.HistoryStart.Year()), Columns: []table.Column{
		table.Words("name", "name", 26), table.Words("equation", "value", 54), table.YesNos("together", "found with\nauxiliaries"),
	}}
	for i := range model.EquationTable {
		if e := &model.EquationTable[i]; e.Start != "" {
			starts.Add(table.Word(e.Name), table.Word(e.Start), table.YesNo(e.Settled))
		}
	}
	turning := &table.Table{Name: "turning_effects", Title: "Effects whose direction depends on the state", Columns: []table.Column{
		table.Words("from", "of", 20), table.Words("to", "in", 20).AsKey(), table.Words("condition", "more where", 52),
	}}
	for _, e := range model.EdgeTable {
		if e.Sign == "±" {
			turning.Add(table.Word(e.From), table.Word(e.To), table.Word(e.Condition))
		}
	}
	d.Tables = append(d.Tables, starts, turning)
	return d
}

// exportEquations writes the equations for another program.
func exportEquations(w io.Writer, o *options) error {
	if o.Format == "latex" {
		return latex.Write(w)
	}
	path, world, h, err := o.asked()
	if err != nil {
		return err
	}
	return xmile.Write(w, path, world, h)
}

// asked is the path, the world and the time that a description is of.
func (o *options) asked() (*scenarios.Scenario, *scenarios.World, model.Horizon, error) {
	path, err := o.FindPath(o.path)
	if err != nil {
		return nil, nil, model.Horizon{}, err
	}
	h, err := o.Horizon()
	if err != nil {
		return nil, nil, h, err
	}
	world, err := o.FindWorld()
	return path, world, h, err
}
