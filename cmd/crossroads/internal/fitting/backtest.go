// SPDX-License-Identifier: Apache-2.0

package fitting

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios/runs/calibrate"
)

// NewBacktest makes the command that predicts years already counted.
func NewBacktest() *cobra.Command {
	var o options
	until, against := 2023, 0
	c := &cobra.Command{
		Use:   "backtest",
		Short: "Predict known years and measure the error",
		Long: model.Label + `

Fits the history to the figures up to a year, predicts those of the years after it, and sets the model beside two
forecasts that use no model: the last value repeated, and the trend of the logarithms continued. The tempo of
operations after that year is drawn, not given, so that the model knows no more than the others.

With --against, sets the model beside what was counted in a year after the policy start, which no fit has seen: on the
built-in path that tells what happened in that year, and on the current course.`,
		Example: "  crossroads calibrate backtest --fit-until 2023\n  crossroads calibrate backtest --evidence think-tank --fit-until 2022\n  crossroads calibrate backtest --against 2026 --figures png",
		Args:    flags.NoArguments,
	}
	o.BindFormat(c)
	o.BindMembers(c, 50_000, "few of them agree with the counts")
	o.bindEvidence(c)
	o.BindFrom(c)
	o.BindWorld(c)
	o.BindFolder(c, "backtest")
	o.BindFigures(c)
	flags.Default(c, "figures", "none")
	c.Flags().IntVar(&until, "fit-until", until, "last year that is fitted; later ones are predicted")
	c.Flags().IntVar(&against, "against", against, "year after the policy start whose counts the model is tested on")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := o.CheckFolder(c); err != nil {
			return err
		}
		if c.Flags().Changed("against") {
			if err := refuse(c, "--against", "fit-until", "bounds"); err != nil {
				return err
			}
			return o.runAgainst(c, against)
		}
		if err := refuse(c, "a fit (only --against uses it)", "draws", "shared-bias", "world", "out", "figures", "size"); err != nil {
			return err
		}
		if first, last := model.HistoryStart.Year(), model.Fork.Year()-2; until < first || until > last {
			return flags.Usagef("--fit-until %d: leaves nothing to fit or to predict (%d to %d)", until, first, last)
		}
		q, err := o.question()
		if err != nil {
			return err
		}
		q.Until = model.NewYear(until + 1)
		p := output.NewProgress(c.ErrOrStderr(), q.Members)
		q.Done = p.Add
		b, err := q.Test(c.Context())
		p.End()
		if err != nil {
			return err
		}
		d, err := backtestDocument(b)
		if err != nil {
			return err
		}
		return o.Show(c, d)
	}
	return c
}

// backtestDocument sets the forecasts beside what was counted.
func backtestDocument(b *calibrate.Backtest) (*table.Document, error) {
	missed, err := missedNote()
	if err != nil {
		return nil, err
	}
	d := &table.Document{
		Title: fmt.Sprintf("Fitted until %d, then predicted", (b.Fit.Question.Until - 1).Year()), Facts: table.Facts(fitFacts(b.Fit)...),
		Notes: []string{
			"With three years of data or fewer, a trend is weak evidence, and two years are a weak test. The ranges were written with all five years known, so this test is easier than one on future years.",
			"Islamabad decides the tempo of operations. The model predicts consequences, not decisions, so it cannot know how many militants will be reported killed.",
			missed,
		},
	}
	predictions := &table.Table{Name: "predictions", Title: "Predicted and reported", Columns: []table.Column{
		table.Words("id", "id", 18), table.Words("quantity", "quantity", 22), table.Numbers("reported", "reported", ""), table.Numbers("model", "model", ""), table.Ranges("model_range", "range (90%)", ""),
		table.Numbers("last", "last value", ""), table.Numbers("trend", "trend", ""), table.Words("nearest", "nearest", 10),
	}}
	for i := range b.Rows {
		f := &b.Rows[i]
		number := func(v float64) table.Number { return table.Number{V: v, U: f.Evidence.Unit} }
		predictions.Add(table.Word(f.Evidence.ID), table.Word(f.Evidence.Quantity), reported(f.Evidence), number(f.Model.Mid), interval(f.Model, f.Evidence.Unit), number(f.Last), number(f.Trend), table.Word(nearest(f)))
	}
	scores := &table.Table{Name: "scores", Title: "Mean error factor between forecast and reported figure (1.00 is exact)", Columns: []table.Column{
		table.Words("counted", "counted", 32), table.Counts("rows", "rows"), table.Counts("inside", "in the\nrange"), table.Numbers("model", "model", "1"), table.Numbers("last", "last\nvalue", "1"),
		table.Counts("trended", "rows with\na trend"), table.Numbers("model_there", "model\nthere", "1"), table.Numbers("trend", "trend", "1"),
	}}
	closer, alike, farther := map[string][]string{}, map[string][]string{}, map[string][]string{} // by forecast, what is counted
	factor := func(v float64) table.Number { return table.Number{V: v, U: "1"} }
	for _, c := range b.Score {
		name := c.Thing
		if name == "" {
			name = "all together"
		}
		scores.Add(table.Word(name), table.Count(c.Rows), table.Count(c.Inside), factor(c.Model), factor(c.Last), table.Count(c.Trended), factor(c.ModelWhereTrend), factor(c.Trend))
		for _, naive := range []struct {
			name          string
			rows          int
			factor, model float64
		}{{"the last value", c.Rows, c.Last, c.Model}, {"the trend", c.Trended, c.Trend, c.ModelWhereTrend}} {
			if naive.rows == 0 {
				continue
			}
			list := alike
			switch {
			case naive.model > naive.factor*tieFactor:
				list = closer
			case naive.factor > naive.model*tieFactor:
				list = farther
			}
			list[naive.name] = append(list[naive.name], name)
		}
	}
	d.Tables = []*table.Table{predictions, scores}
	for _, list := range []struct {
		words string
		names map[string][]string
	}{{"Closer to the reported figures than the model", closer}, {"As close as the model, within 5%", alike}, {"Farther off than the model", farther}} {
		var parts []string
		for _, name := range slices.Sorted(maps.Keys(list.names)) {
			parts = append(parts, name+" on "+table.Sentence(list.names[name]))
		}
		if len(parts) > 0 {
			d.Answer = append(d.Answer, list.words+": "+strings.Join(parts, "; ")+".")
		}
	}
	return d, nil
}

// nearest names the forecast nearest to the count.
func nearest(f *calibrate.Forecast) string {
	value := *f.Evidence.Value
	name, off := "model", calibrate.AbsLogError(f.Model.Mid, value)
	if o := calibrate.AbsLogError(f.Last, value); o < off {
		name, off = "last value", o
	}
	if o := calibrate.AbsLogError(f.Trend, value); !math.IsNaN(o) && o < off {
		name = "trend"
	}
	return name
}
