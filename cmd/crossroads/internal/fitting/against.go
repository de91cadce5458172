// SPDX-License-Identifier: Apache-2.0

package fitting

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/holdout"
	"crossroads/scenarios/runs/counts"
)

// HoldoutMembers is how many draws a test against a year takes unless told.
const HoldoutMembers = 1000

// runAgainst tests the model on a year counted after the policy start.
func (o *options) runAgainst(c *cobra.Command, year int) error {
	if !c.Flags().Changed("members") {
		o.Members = HoldoutMembers
	}
	r, err := o.Request(c)
	if err != nil {
		return err
	}
	q, err := o.holdout(year, c.Flags().Changed("evidence"))
	if err != nil {
		return err
	}
	p := output.NewProgress(c.ErrOrStderr(), q.Members)
	q.Done = p.Add
	t, err := q.Run(c.Context())
	p.End()
	if err != nil {
		return err
	}
	d := againstDocument(t)
	if c.Flags().Changed("figures") && len(r.Drawing.Forms) > 0 {
		h := model.DefaultHorizon
		h.End = model.NewYear(year + 1)
		answer := &output.Answer{Document: *d, Figures: []*plots.Figure{plots.Holdout(t)},
			Source: output.Source{Paths: q.Paths, Worlds: []*scenarios.World{q.World}, Horizon: h, Seed: q.Draws.Seed, Members: q.Members}}
		for _, one := range d.Tables {
			answer.Files = append(answer.Files, output.TableFile(one))
		}
		names, err := r.Write(answer)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.ErrOrStderr(), "Wrote to %s: %s\n", o.Out, names)
	}
	return o.Show(c, d)
}

// Holdout asks the model about a year, with the flags of the draws given.
func Holdout(q flags.Question, draws flags.Draws, year int) (*holdout.Question, error) {
	o := options{evidence: counts.ShippedSet}
	o.Question, o.Draws = q, draws
	if o.Members == 0 {
		o.Members = HoldoutMembers
	}
	return o.holdout(year, false)
}

// holdout is the question: the year as it happened and the reference path, on
// every row of the ledger or on the evidence chosen.
func (o *options) holdout(year int, chosen bool) (*holdout.Question, error) {
	record, err := scenarios.Builtin(holdout.Record(year))
	if err != nil {
		return nil, flags.Usagef("--against %d: no built-in path tells what happened in that year (%s)", year, strings.Join(scenarios.RecordNames(), ", "))
	}
	reference, err := scenarios.Builtin(scenarios.Reference)
	if err != nil {
		return nil, err
	}
	world, err := o.FindWorld()
	if err != nil {
		return nil, err
	}
	evidence, err := o.question()
	if err != nil {
		return nil, err
	}
	if !chosen {
		evidence.Set = ""
	}
	draws, err := o.Draws.Find()
	if err != nil {
		return nil, err
	}
	return &holdout.Question{Ledger: evidence.Ledger, Set: evidence.Set, Year: year, Paths: []*scenarios.Scenario{record, reference},
		World: world, Members: o.Members, Draws: draws}, nil
}

// againstDocument sets what was counted beside the paths and the naive forecasts.
func againstDocument(t *holdout.Test) *table.Document {
	q := &t.Question
	d := &table.Document{
		Title: fmt.Sprintf("The model and the figures reported for %d", q.Year),
		Facts: table.Facts(table.Fact{Name: "world", Cell: table.Name{Name: q.World.Name, Label: q.World.Marked()}}, table.Fact{Name: "draws", Cell: table.Count(q.Members)},
			table.Fact{Name: "drawn", Cell: table.Word(q.Draws.String())}, table.Fact{Name: "seed", Cell: table.Seed(q.Draws.Seed)}),
		Answer: againstVerdict(t),
		Notes: []string{
			fmt.Sprintf("As it happened uses hindsight: its levers were judged from reports on %d, its tempo from militants reported killed. On the current course the levers of %d continue, so it knows no more than the last value and the trend.", q.Year, q.Year-1),
			"Ranges cover the drawn assumptions, not chance in single months. Last value: the last figure of the same source. Trend: its straight line in logarithms.",
			fmt.Sprintf("The model has no war between the two states and no separate insurgency in Balochistan. Both shaped %d.", q.Year),
		},
	}
	predictions, ranges := predictionsTable("predictions", "Reported and predicted, per year", t), rangesTable(t)
	predictions.Notes = []string{"A count of some months is also given per year at the same pace. Forecasts are for the same months, per year."}
	parts := predictionsTable("parts", "Parts of these figures, not scored", t)
	for i := range t.Rows {
		row := &t.Rows[i]
		e := row.Evidence
		number := func(v float64) table.Number { return table.Number{V: v, U: e.Unit} }
		line := []table.Cell{table.Word(e.ID), table.Word(e.Quantity), reported(e), number(row.Counted)}
		spread := []table.Cell{table.Word(e.ID), number(row.Counted)}
		for _, p := range row.Paths {
			line = append(line, number(p.Centre))
			spread = append(spread, table.Range{Low: p.Low, High: p.High, U: e.Unit}, table.YesNo(p.Holds(row.Counted)))
		}
		line = append(line, number(row.Last), number(row.Trend))
		ranges.Add(spread...)
		if row.Within == nil {
			predictions.Add(line...)
		} else {
			parts.Add(line...)
		}
	}
	d.Tables = []*table.Table{predictions, ranges, scoresTable(t)}
	if len(parts.Rows) > 0 {
		d.Tables = slices.Insert(d.Tables, 1, parts)
	}
	return d
}

// column is the name of the column of a path.
func column(path *scenarios.Scenario) string { return strings.ReplaceAll(path.Name, "-", "_") }

// headings are those of the path that tells what happened and of the reference.
var headings = []string{"as it\nhappened", "current\ncourse"}

// predictionsTable is an empty table of figures and what was predicted of them.
func predictionsTable(name, title string, t *holdout.Test) *table.Table {
	list := &table.Table{Name: name, Title: title, Columns: []table.Column{table.Words("id", "id", 21), table.Words("quantity", "quantity", 20), table.Numbers("reported", "reported", ""), table.Numbers("per_year", "reported\nper year", "")}}
	for k, path := range t.Question.Paths {
		list.Columns = append(list.Columns, table.Numbers(column(path), headings[k], ""))
	}
	list.Columns = append(list.Columns, table.Numbers("last", "last\nvalue", ""), table.Numbers("trend", "trend", ""))
	return list
}

// rangesTable is an empty table of the ranges of the draws.
func rangesTable(t *holdout.Test) *table.Table {
	list := &table.Table{Name: "ranges", Title: fmt.Sprintf("80%% range over %s draws, per year", plots.Count(t.Question.Members)), Columns: []table.Column{table.Words("id", "id", 21), table.Numbers("per_year", "reported\nper year", "")}}
	for k, path := range t.Question.Paths {
		list.Columns = append(list.Columns, table.Ranges(column(path)+"_range", headings[k], ""), table.YesNos(column(path)+"_holds", "holds\nthe figure"))
	}
	return list
}

// scoresTable says how far each forecast lies from the reported figures.
func scoresTable(t *holdout.Test) *table.Table {
	list := &table.Table{Name: "scores", Title: "Mean error factor between forecast and reported figure (1.00 is exact)", Columns: []table.Column{
		table.Words("forecast", "forecast", 22), table.Counts("rows", "figures\nscored"), table.Numbers("factor", "mean\nfactor", "1"), table.Numbers("model", "current course,\nsame figures", "1"), table.Counts("inside", "in the\n80% range"), table.Counts("nearest", "nearest\nto"),
	}}
	for _, s := range t.Scores {
		var inside table.Cell = table.Nothing{}
		if s.Inside >= 0 {
			inside = table.Count(s.Inside)
		}
		list.Add(table.Word(s.Forecast), table.Count(s.Rows), table.Number{V: s.Factor, U: "1"}, table.Number{V: s.Model, U: "1"}, inside, table.Count(s.Nearest))
	}
	return list
}

// againstVerdict says how far the model lies off without hindsight and with it,
// and which naive forecast lies nearer.
func againstVerdict(t *holdout.Test) []string {
	record, reference := &t.Scores[0], &t.Scores[len(t.Question.Paths)-1]
	words := fmt.Sprintf("Without hindsight (current course) the model is off by a factor of %s on average; its 80%% range holds %d of %s.",
		plots.Index(reference.Factor), reference.Inside, figures(reference.Rows))
	for i := range t.Scores[len(t.Question.Paths):] {
		s := &t.Scores[len(t.Question.Paths)+i]
		if s.Rows == 0 {
			continue
		}
		verdict := "is farther off"
		switch {
		case s.Factor < s.Model/tieFactor:
			verdict = "is nearer"
		case s.Factor <= s.Model*tieFactor:
			verdict = "is about as far off"
		}
		words += fmt.Sprintf(" The %s %s: %s on %s (the model: %s on the same).", s.Forecast, verdict, plots.Index(s.Factor), figures(s.Rows), plots.Index(s.Model))
	}
	return []string{fmt.Sprintf("%s With the levers judged afterwards (as it happened) the model is off by %s; its range holds %d of %d.",
		words, plots.Index(record.Factor), record.Inside, record.Rows)}
}

// tieFactor is the factor within which two mean factors count as the same.
const tieFactor = 1.05
