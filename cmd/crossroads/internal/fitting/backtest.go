package fitting

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/describe"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/calibrate"
)

// NewBacktest makes the command that predicts years already counted.
func NewBacktest() *cobra.Command {
	var o EvidenceOptions
	until, against := 2023, 0
	c := &cobra.Command{
		Use:   "backtest",
		Short: "Predict known years and measure the error",
		Long: model.Label + `

Fits the history to the figures up to a year, predicts those of the years after it, and sets the model beside two
forecasts that know no model: the last value again, and the straight course of the logarithms continued. The tempo of
operations after that year is drawn, not given, so that the model knows no more than the others.

With --against, sets the model beside what was counted in a year after the policy start, which no fit has seen: on the
built-in path that tells what happened in that year, and on the current course.`,
		Example: "  crossroads calibrate backtest --fit-until 2023\n  crossroads calibrate backtest --evidence think-tank --fit-until 2022\n  crossroads calibrate backtest --against 2026 --figures png",
		Args:    flags.NoArguments,
	}
	o.BindFormat(c)
	o.BindMembers(c, 50_000)
	o.bindEvidence(c, "recommended")
	o.Draws.BindFrom(c) // it fits anew
	o.BindWorld(c)
	o.BindOut(c)
	o.BindFigures(c)
	flags.Default(c, "figures", "none")
	c.Flags().IntVar(&until, "fit-until", until, "last year that is fitted; later ones are predicted")
	c.Flags().IntVar(&against, "against", against, "year after the policy start whose counts the model is tested on")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if c.Flags().Changed("against") {
			if err := without(c, "--against", "fit-until", "bounds"); err != nil {
				return err
			}
			return runAgainst(c, &o, against)
		}
		if err := without(c, "a fit (only --against uses it)", "draws", "shared-bias", "world", "out", "figures", "size"); err != nil {
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
		told := output.NewProgress(c.ErrOrStderr(), q.Members)
		q.Done = told.Add
		b, err := q.Test(c.Context())
		told.End()
		if err != nil {
			return err
		}
		r, err := backtestReport(b)
		if err != nil {
			return err
		}
		return blocks.Show(c, &o.Output, r)
	}
	return c
}

// without refuses flags that have no use beside another.
func without(c *cobra.Command, beside string, names ...string) error {
	for _, name := range names {
		if f := c.Flags().Lookup(name); f != nil && f.Changed {
			return flags.Usagef("--%s: has no use with %s", name, beside)
		}
	}
	return nil
}

// backtestReport sets the forecasts beside what was counted.
func backtestReport(b *calibrate.Backtest) (*blocks.Report, error) {
	history, err := describe.RunHistory(scenarios.Central())
	if err != nil {
		return nil, err
	}
	r := &blocks.Report{Title: fmt.Sprintf("Fitted until %d, then predicted", (b.Fit.Question.Until - 1).Year()), Facts: append(blocks.Facts(), fitFacts(b.Fit)...)}
	t := blocks.Block{Name: "predictions", Title: "Predicted and reported", Columns: []blocks.Column{
		{Name: "id", Head: "id", Width: 18}, {Name: "quantity", Head: "quantity", Width: 22}, {Name: "counted", Head: "reported", Width: 0}, {Name: "model", Head: "model", Width: 6}, {Name: "model_range", Head: "range (90%)", Width: 13},
		{Name: "last", Head: "last value", Width: 7}, {Name: "trend", Head: "trend", Width: 6}, {Name: "nearest", Head: "nearest", Width: 10},
	}}
	for i := range b.Rows {
		f := &b.Rows[i]
		u := f.Evidence.Unit
		t.Rows = append(t.Rows, []any{f.Evidence.ID, f.Evidence.Quantity, blocks.Input(*f.Evidence.Value), blocks.Measured{Value: f.Model.Mid, Unit: u}, intervalWords(f.Model, u),
			blocks.Amount(f.Last, u), blocks.Amount(f.Trend, u), nearest(f)})
	}
	s := blocks.Block{Name: "scores", Title: "Mean error factor between forecast and reported figure (1.00 is exact)", Columns: []blocks.Column{
		{Name: "counted", Head: "counted", Width: 32}, {Name: "rows", Head: "rows", Width: 0}, {Name: "inside", Head: "in the\nrange", Width: 0}, {Name: "model", Head: "model", Width: 0}, {Name: "last", Head: "last\nvalue", Width: 0},
		{Name: "trended", Head: "rows with\na trend", Width: 0}, {Name: "model_there", Head: "model\nthere", Width: 0}, {Name: "trend", Head: "trend", Width: 0},
	}}
	var loses []string
	for _, c := range b.Score {
		name := c.Thing
		if name == "" {
			name = "all together"
		}
		s.Rows = append(s.Rows, []any{name, c.Rows, c.Inside, blocks.Measured{Value: c.Model, Unit: "1"}, blocks.Measured{Value: c.Last, Unit: "1"}, c.Trended, blocks.Measured{Value: c.ModelWhereTrend, Unit: "1"}, blocks.Measured{Value: c.Trend, Unit: "1"}})
		if c.Model > c.Last {
			loses = append(loses, fmt.Sprintf("the last value is closer on %s (%s against %s)", name, plots.Index(c.Model), plots.Index(c.Last)))
		}
		if c.Trended > 0 && c.ModelWhereTrend > c.Trend {
			loses = append(loses, fmt.Sprintf("the trend is closer on %s (%s against %s)", name, plots.Index(c.ModelWhereTrend), plots.Index(c.Trend)))
		}
	}
	r.Blocks = []blocks.Block{t, s}
	if len(loses) > 0 {
		r.Sentences = append(r.Sentences, "The model loses: "+strings.Join(loses, "; ")+".")
	} else {
		r.Sentences = append(r.Sentences, "Neither naive forecast is closer than the model on any kind of figure.")
	}
	r.Sentences = append(r.Sentences,
		"With three years of data or fewer, a trend is weak evidence, and two years are a weak test. The ranges were written with all five years known, so this test is easier than one on future years.",
		"Islamabad decides the tempo of operations. The model predicts consequences, not decisions, so it cannot know how many militants will be reported killed.",
		describe.StillMissed(history.Trajectory))
	return r, nil
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
