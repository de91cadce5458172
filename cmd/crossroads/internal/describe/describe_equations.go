// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"
	"io"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/forms/latex"
	"crossroads/scenarios/forms/xmile"
)

// equationForms are the forms that describe equations has beyond those of every
// table.
var equationForms = []string{"xmile", "latex"}

// DescribeEquations prints every equation in the names of the tables.
func DescribeEquations(o *DescribeOptions) (*blocks.Report, error) {
	r := &blocks.Report{}
	for _, kind := range []struct {
		of    model.SeriesKind
		title string
	}{
		{model.Stock, "Stocks: change per year"}, {model.Auxiliary, "Auxiliaries"},
		{model.Flow, "Flows"}, {model.Total, "Running totals: change per year"},
	} {
		t := blocks.Block{Name: string(kind.of) + "_equations", Title: kind.title, Columns: []blocks.Column{{Name: "name", Head: "name", Width: 26}, {Name: "unit", Head: "unit", Width: 16}, {Name: "equation", Head: "equation", Width: 50}}}
		if o.Format != "text" { // too wide for a screen
			t.Columns = append(t.Columns, blocks.Column{Name: "doc", Head: "meaning", Width: 60})
		}
		for i := range model.EquationTable {
			e := &model.EquationTable[i]
			if e.Kind != kind.of {
				continue
			}
			row := []any{e.Name, e.Unit, e.Text}
			if o.Format != "text" {
				row = append(row, e.Doc)
			}
			t.Rows = append(t.Rows, row)
		}
		if kind.of == model.Total {
			t.Notes = []string{"Shocks add to them at once. Nothing else changes people wounded and projects cancelled."}
		}
		r.Blocks = append(r.Blocks, t)
	}
	starts := blocks.Block{Name: "stocks_at_start", Title: fmt.Sprintf("Stocks at the start of %d", model.HistoryStart.Year()), Columns: []blocks.Column{{Name: "name", Head: "name", Width: 26}, {Name: "equation", Head: "value", Width: 54}, {Name: "together", Head: "found with\nauxiliaries", Width: 11}}}
	for i := range model.EquationTable {
		if e := &model.EquationTable[i]; e.Start != "" {
			starts.Rows = append(starts.Rows, []any{e.Name, e.Start, table.YesNo(e.Settled).Text()})
		}
	}
	turning := blocks.Block{Name: "turning_effects", Title: "Effects whose direction depends on the state", Columns: []blocks.Column{
		{Name: "from", Head: "of", Width: 20}, {Name: "to", Head: "in", Width: 20}, {Name: "condition", Head: "more where", Width: 52},
	}}
	for _, e := range model.EdgeTable {
		if e.Sign == "±" {
			turning.Rows = append(turning.Rows, []any{e.From, e.To, e.Condition})
		}
	}
	r.Blocks = append(r.Blocks, starts, turning)
	r.Sentences = []string{"crossroads describe schedule PATH shows everything else a run needs: start values, the order within a month, levers, shocks, rules and parameters. Running totals start at 0."}
	return r, nil
}

// exportEquations writes the equations for another program.
func exportEquations(w io.Writer, o *DescribeOptions) error {
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
func (o *DescribeOptions) asked() (*scenarios.Scenario, *scenarios.World, model.Horizon, error) {
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
