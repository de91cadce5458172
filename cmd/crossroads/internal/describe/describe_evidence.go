// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"
	"strings"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/start"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/evidence"
)

// describeEvidence prints the model beside what is cited, then the ledger.
func describeEvidence(o *DescribeOptions) (*blocks.Report, error) {
	world, err := o.FindWorld()
	if err != nil {
		return nil, err
	}
	return EvidenceReport(world)
}

// EvidenceReport is describeEvidence for a world.
func EvidenceReport(world *scenarios.World) (*blocks.Report, error) {
	run, err := RunHistory(world)
	if err != nil {
		return nil, err
	}
	compared := evidence.Compare(run.Trajectory, model.EvidenceTable)
	r := &blocks.Report{Facts: []blocks.Fact{{Name: "world", Value: run.World.Name}}, Blocks: append(comparedBlocks(compared), ledgerBlock())}
	if r.Lead, err = start.FitLines(world); err != nil {
		return nil, err
	}
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
	r.Sentences = []string{
		fmt.Sprintf("Of %d figures compared, the model lies outside the range of %d. The tempo of operations is set to match militants killed, and %d central values are fitted to rows C01 to C14, our reading of all counts; "+
			"so agreement with counts of 2021-2025 is no test. crossroads calibrate backtest is one.", len(compared), outside, len(fittedNames())),
		StillMissed(run.Trajectory),
	}
	last := &r.Blocks[len(r.Blocks)-2] // before the table of all rows
	last.Notes = append(last.Notes,
		"Share counted: how many the source counts for each one in the model. It is fitted to all rows of a source together, so a source with a single row is no test.",
		"Low and high are the spread between sources or editions, not a confidence interval. Most counts use the same press reports and are not independent.",
		fmt.Sprintf("Not compared: %d figures from before %d, and %d from %d or later, which were never fitted (table evidence lists all).", before, model.HistoryStart.Year(), after, model.Fork.Year()))
	return r, nil
}

// RunHistory runs the shared history in a world.
func RunHistory(world *scenarios.World) (*scenarios.Run, error) {
	return scenarios.History().Run(world, model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: model.DefaultHorizon.StepsPerYear})
}

// StillMissed names the figures that a run of the history does not reproduce.
func StillMissed(history *model.Trajectory) string {
	var words []string
	for _, c := range evidence.Missed(history, model.EvidenceTable) {
		words = append(words, fmt.Sprintf("%s (%s, %s)", table.LowerFirst(c.Evidence.Quantity), countWords(*c.Evidence.Value), plots.Number(c.Modelled)))
	}
	return "Still missed by more than 15% with the central values, reported and in the model: " + strings.Join(words, "; ") +
		". The model does not tell groups apart, so its growth is that of all attacks."
}

// countWords is a reported figure: a count with commas, anything else in full.
func countWords(v float64) string {
	if v >= 10 {
		return plots.Count(int(v))
	}
	return blocks.Exact(v)
}

// comparedBlocks hold the model beside what is cited, one block per set.
func comparedBlocks(compared []evidence.Comparison) []blocks.Block {
	var shown []blocks.Block
	for _, set := range model.EvidenceSets {
		t := blocks.Block{Name: blocks.PlainName(set) + "_set", Title: "Model and reported figures: " + set, Columns: []blocks.Column{
			{Name: "id", Head: "id", Width: 19}, {Name: "quantity", Head: "quantity", Width: 22}, {Name: "cited", Head: "cited", Width: 0}, {Name: "range", Head: "range", Width: 12},
			{Name: "modelled", Head: "model", Width: 0}, {Name: "ratio", Head: "ratio", Width: 0}, {Name: "miss", Head: "outside\nby", Width: 9}, {Name: "fraction", Head: "share\ncounted", Width: 7},
		}}
		for i := range compared {
			c := &compared[i]
			if c.Evidence.Set != set {
				continue
			}
			fraction := ""
			if c.Fraction > 0 {
				fraction = plots.Index(c.Fraction)
			}
			t.Rows = append(t.Rows, []any{c.Evidence.ID, c.Evidence.Quantity, blocks.Input(*c.Evidence.Value),
				Spread(c.Evidence), blocks.Measured{Value: c.Modelled, Unit: c.Evidence.Unit}, blocks.Measured{Value: c.Ratio(), Unit: "1"}, missWords(c), fraction})
		}
		if len(t.Rows) > 0 {
			shown = append(shown, t)
		}
	}
	return shown
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

// Spread is the range of a row, or nothing where it has none.
func Spread(e *model.Evidence) string {
	if e.Value == nil || *e.Low == *e.High {
		return ""
	}
	return RangeWords(*e.Low, *e.High).String()
}

// ledgerBlock holds the whole ledger.
func ledgerBlock() blocks.Block {
	t := blocks.Block{Name: "evidence", Title: "The evidence table: every figure and claim", Columns: []blocks.Column{
		{Name: "id", Head: "id", Width: 19}, {Name: "quantity", Head: "quantity", Width: 22}, {Name: "figure", Head: "figure", Width: 14}, {Name: "status", Head: "status", Width: 10},
		{Name: "note", Head: "hedge; whose reports; source. Note", Width: 25},
	}}
	for i := range model.EvidenceTable {
		e := &model.EvidenceTable[i]
		words := e.Root + "; " + e.Source
		if e.Hedge != "none" {
			words = e.Hedge + "; " + words
		}
		if e.Note != "" {
			words += ". " + e.Note
		}
		t.Rows = append(t.Rows, []any{e.ID, e.Quantity, FigureWords(e), e.Status, words})
	}
	return t
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
	if *e.Low < *e.High {
		words += " (" + RangeWords(*e.Low, *e.High).String() + ")"
	}
	return words
}
