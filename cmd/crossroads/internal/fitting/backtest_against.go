package fitting

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/holdout"
)

// HoldoutMembers is how many draws a test against a year takes unless told.
const HoldoutMembers = 1000

// runAgainst tests the model on a year counted after the policy start.
func runAgainst(c *cobra.Command, o *EvidenceOptions, year int) error {
	if !c.Flags().Changed("members") {
		o.Members = HoldoutMembers
	}
	forms, err := o.Drawing()
	if err != nil {
		return err
	}
	q, err := o.Holdout(year, c.Flags().Changed("evidence"))
	if err != nil {
		return err
	}
	told := output.NewProgress(c.ErrOrStderr(), q.Members)
	q.Done = told.Add
	t, err := q.Run(c.Context())
	told.End()
	if err != nil {
		return err
	}
	r := againstReport(t)
	if c.Flags().Changed("figures") && len(forms.Forms) > 0 {
		out, err := o.OpenFolder()
		if err != nil {
			return err
		}
		defer out.Discard()
		if err := out.Write(append([]output.File{{Name: "backtest.csv", Write: func(w io.Writer) error { return r.Print(w, "csv") }}}, forms.Files(plots.Holdout(t))...)); err != nil {
			return err
		}
		h := model.DefaultHorizon
		h.End = model.NewYear(year + 1)
		m := o.NewManifest(h, q.Paths, q.World)
		m.Seed, m.Members = o.Seed, o.Members
		if err := out.Finish(m); err != nil {
			return err
		}
		defer fmt.Fprintf(c.ErrOrStderr(), "wrote %s to %s\n", out.Names(), o.Out)
	}
	return blocks.Show(c, &o.Output, r)
}

// Holdout is the question: the year as it happened and the reference path, on
// every row of the ledger or on the evidence chosen.
func (o *EvidenceOptions) Holdout(year int, chosen bool) (*holdout.Question, error) {
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

// againstReport sets what was counted beside the paths and the naive forecasts.
func againstReport(t *holdout.Test) *blocks.Report {
	q := &t.Question
	year := fmt.Sprint(q.Year)
	r := &blocks.Report{Title: "The model and the figures reported for " + year, Facts: blocks.Facts(blocks.Fact{Name: "world", Value: q.World.Marked()},
		blocks.Fact{Name: "draws", Value: fmt.Sprintf("%d, %s, seed %d", q.Members, q.Draws, q.Draws.Seed)})}
	figures := blocks.Block{Name: "predictions", Title: "Reported and predicted, per year", Columns: []blocks.Column{{Name: "id", Head: "id", Width: 21}, {Name: "quantity", Head: "quantity", Width: 20}, {Name: "counted", Head: "counted", Width: 0}, {Name: "per_year", Head: "counted\nper year", Width: 0}}}
	ranges := blocks.Block{Name: "ranges", Title: fmt.Sprintf("80%% range over %d draws, per year", q.Members), Columns: []blocks.Column{{Name: "id", Head: "id", Width: 21}, {Name: "per_year", Head: "counted\nper year", Width: 0}}}
	for k, path := range q.Paths {
		head := []string{"as it\nhappened", "current\ncourse"}[k]
		figures.Columns = append(figures.Columns, blocks.Column{Name: path.Name, Head: head, Width: 0})
		ranges.Columns = append(ranges.Columns, blocks.Column{Name: path.Name + "_low80", Head: head + ":\nfrom", Width: 0}, blocks.Column{Name: path.Name + "_high80", Head: "\n\nto", Width: 0}, blocks.Column{Name: path.Name + "_holds", Head: "\nholds\nthe count", Width: 9})
	}
	figures.Columns = append(figures.Columns, blocks.Column{Name: "last", Head: "last\nvalue", Width: 0}, blocks.Column{Name: "trend", Head: "trend", Width: 0})
	figures.Notes = []string{"A count of some months is also given per year at the same pace. Forecasts are for the same months, per year."}
	parts := blocks.Block{Name: "parts", Title: "Parts of these figures, not scored", Columns: figures.Columns}
	for i := range t.Rows {
		row := &t.Rows[i]
		e := row.Evidence
		line := []any{e.ID, e.Quantity, blocks.Input(*e.Value), blocks.Measured{Value: row.Counted, Unit: e.Unit}}
		spread := []any{e.ID, blocks.Measured{Value: row.Counted, Unit: e.Unit}}
		for _, p := range row.Paths {
			line = append(line, blocks.Measured{Value: p.Centre, Unit: e.Unit})
			spread = append(spread, blocks.Measured{Value: p.Low, Unit: e.Unit}, blocks.Measured{Value: p.High, Unit: e.Unit}, table.YesNo(p.Holds(row.Counted)).Text())
		}
		line = append(line, blocks.Measured{Value: row.Last, Unit: e.Unit}, blocks.Measured{Value: row.Trend, Unit: e.Unit})
		ranges.Rows = append(ranges.Rows, spread)
		if row.Within == nil {
			figures.Rows = append(figures.Rows, line)
		} else {
			parts.Rows = append(parts.Rows, line)
		}
	}
	scores := blocks.Block{Name: "scores", Title: "Mean error factor between forecast and reported figure (1.00 is exact)", Columns: []blocks.Column{
		{Name: "forecast", Head: "forecast", Width: 22}, {Name: "rows", Head: "figures\nscored", Width: 0}, {Name: "factor", Head: "mean\nfactor", Width: 0}, {Name: "model", Head: "current course,\nsame figures", Width: 0}, {Name: "inside", Head: "in the\n80% range", Width: 9}, {Name: "nearest", Head: "nearest\nto", Width: 0}}}
	for _, s := range t.Scores {
		inside := "–"
		if s.Inside >= 0 {
			inside = fmt.Sprint(s.Inside)
		}
		scores.Rows = append(scores.Rows, []any{s.Forecast, s.Rows, blocks.Measured{Value: s.Factor, Unit: "1"}, blocks.Measured{Value: s.Model, Unit: "1"}, inside, s.Nearest})
	}
	r.Blocks = []blocks.Block{figures, ranges, scores}
	if len(parts.Rows) > 0 {
		r.Blocks = slices.Insert(r.Blocks, 1, parts)
	}
	r.Sentences = append(againstVerdict(t),
		"As it happened uses hindsight: its levers were judged from reports on "+year+", its tempo from militants reported killed. On the current course the levers of "+fmt.Sprint(q.Year-1)+" continue, so it knows no more than the last value and the trend.",
		"Ranges cover the drawn assumptions, not chance in single months. Last value: the last figure of the same source. Trend: its straight line in logarithms.",
		"The model has no war between the two states and no separate insurgency in Balochistan. Both shaped "+year+".")
	return r
}

// againstVerdict says how far the model lies off without hindsight and with it,
// and which naive forecast lies nearer.
func againstVerdict(t *holdout.Test) []string {
	record, reference := &t.Scores[0], &t.Scores[len(t.Question.Paths)-1]
	words := fmt.Sprintf("Without hindsight (current course) the model is off by a mean factor of %s; its 80%% range holds %d of %s.",
		plots.Index(reference.Factor), reference.Inside, table.Plural(reference.Rows, "figure"))
	for i := range t.Scores[len(t.Question.Paths):] {
		s := &t.Scores[len(t.Question.Paths)+i]
		if s.Rows == 0 {
			continue
		}
		verdict := "farther off"
		switch {
		case s.Factor < s.Model/tieFactor:
			verdict = "nearer"
		case s.Factor <= s.Model*tieFactor:
			verdict = "about as far off"
		}
		words += fmt.Sprintf(" The %s is %s: %s against %s on %s.", s.Forecast, verdict, plots.Index(s.Factor), plots.Index(s.Model), table.Plural(s.Rows, "figure"))
	}
	return []string{fmt.Sprintf("%s With the levers judged afterwards (as it happened) the model is off by %s; its range holds %d of %d.",
		words, plots.Index(record.Factor), record.Inside, record.Rows)}
}

// tieFactor is the factor within which two mean factors count as the same.
const tieFactor = 1.05
