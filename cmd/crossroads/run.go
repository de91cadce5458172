package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
)

// newRun makes the command that runs one path and prints its years.
func newRun() *cobra.Command {
	o := options{anyStart: true}
	var method string
	var step float64
	c := &cobra.Command{
		Use:     "run SCENARIO | FILE.yaml",
		Short:   "Show one path year by year",
		Long:    model.Label + "\n\nRuns one path and prints what happened in every year and how things stood at its end.",
		Example: "  crossroads run three-pillar --world backlash\n  crossroads run my.yaml --format csv",
		Args:    oneArgument("scenario"),
	}
	o.bindFormat(c)
	o.bindWorld(c)
	o.bindPosterior(c)
	o.bindUntil(c)
	o.bindMixed(c)
	c.Flags().StringVar(&method, "method", "rk4", "method of integration: rk4 or euler")
	c.Flags().Float64Var(&step, "step", 1.0/12, "length of a step in years: a month divided by a whole number")
	c.RunE = func(c *cobra.Command, args []string) error {
		s, err := o.findPath(args[0])
		if err != nil {
			return err
		}
		world, err := o.findWorld()
		if err != nil {
			return err
		}
		h, err := o.horizon()
		if err != nil {
			return err
		}
		if h.StepsPerYear, err = stepsPerYear(step); err != nil {
			return err
		}
		advance, known := methods[method]
		if !known {
			return usagef("%s", "--method "+method+" is not supported; use rk4 or euler")
		}
		run, err := s.RunBy(world, h, advance)
		if err != nil {
			return err
		}
		r := yearsReport(run)
		if r.Lead, err = worldLines(world); err != nil {
			return err
		}
		return o.show(c, r)
	}
	return c
}

// methods are the methods of integration by name.
var methods = map[string]ode.Method{"rk4": ode.RK4, "euler": ode.Euler}

// stepsPerYear turns a length of step into a count, which must divide months.
func stepsPerYear(step float64) (int, error) {
	perMonth := int(1/(12*step) + 0.5)
	if step <= 0 || perMonth < 1 || perMonth > 1000 || abs(step*12*float64(perMonth)-1) > 1e-9 {
		return 0, usagef("--step %v: is not a month divided by a whole number up to 1000 (0.08333333333, 0.04166666667, ...)", step)
	}
	return 12 * perMonth, nil
}

func abs(v float64) float64 { return max(v, -v) }

// oneArgument wants exactly one argument of the kind named.
func oneArgument(kind string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usagef("%s: %d names given (one %s)", c.CommandPath(), len(args), kind)
		}
		return nil
	}
}

// yearsReport is one run year by year, a block of outcomes at a time.
func yearsReport(run *scenarios.Run) *report {
	r := &report{
		Title: fmt.Sprintf("%s, %d to %d", run.Scenario.Label, run.Years.First(), run.Years.Last()),
		Facts: facts(fact{"scenario", run.Scenario.Name}, fact{"world", run.World.Marked()}, fact{"until", fmt.Sprint(run.Years.Last())}, marksOf(run.Scenario)),
		Sentences: []string{fmt.Sprintf("Years before %d are the history common to all paths. Killed, attacks and money: within the year; the rest: at its end.",
			run.Scenario.Starts.Year())},
	}
	r.Sentences = append(r.Sentences, happened(run)...)
	for _, b := range []model.Block{model.BlockSums, model.BlockRows, model.BlockState, model.BlockMoney, model.BlockWounded} {
		t := block{Title: string(b), Columns: []column{{Name: "year", Head: "year"}}}
		var shown []*model.Outcome
		for i := range model.OutcomeTable {
			if o := &model.OutcomeTable[i]; o.Block == b && (b != model.BlockWounded || o.Of(run.Years) > 0) {
				shown = append(shown, o)
				t.Columns = append(t.Columns, column{Name: o.Name, Head: o.Short})
			}
		}
		if len(shown) == 0 {
			continue
		}
		for year := run.Years.First(); year <= run.Years.Last(); year++ {
			row := []any{year}
			for _, o := range shown {
				row = append(row, measured{o.In(run.Years, year), o.Unit})
			}
			t.Rows = append(t.Rows, row)
		}
		r.Blocks = append(r.Blocks, t)
	}
	return r
}
