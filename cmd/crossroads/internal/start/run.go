// SPDX-License-Identifier: Apache-2.0

package start

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
)

// NewRun makes the command that runs one path and prints its years.
func NewRun() *cobra.Command {
	var o compareOptions
	o.AnyStart = true
	method := batch.Methods[0]
	var step float64
	c := &cobra.Command{
		Use:     "run PATH | FILE.yaml",
		Short:   "Show one path year by year",
		Long:    model.Label + "\n\nRuns one path and prints what happened in every year and the state at its end.",
		Example: "  crossroads run three-pillar --world backlash\n  crossroads run my.yaml --format csv --table killed",
		Args:    flags.OneArgument("path"),
	}
	o.BindFormat(c)
	o.BindWorld(c)
	o.BindPosterior(c)
	o.BindUntil(c)
	o.BindMixed(c)
	c.Flags().Var(&flags.Choice{Word: &method, Known: batch.Methods}, "method", "method of integration: rk4 or euler")
	c.Flags().Float64Var(&step, "step", 1.0/12, "length of a step in years: a month divided by a whole number")
	c.RunE = func(c *cobra.Command, args []string) error {
		s, err := o.FindPath(args[0])
		if err != nil {
			return err
		}
		world, err := o.findWorld()
		if err != nil {
			return err
		}
		h, err := o.Horizon()
		if err != nil {
			return err
		}
		if h.StepsPerYear, err = stepsPerYear(step); err != nil {
			return err
		}
		run, err := batch.By(world, h, s, method)
		if err != nil {
			return err
		}
		d, err := yearsDocument(run)
		if err != nil {
			return err
		}
		return o.Show(c, d)
	}
	return c
}

// stepsPerYear turns a length of step into a count, which must divide months.
func stepsPerYear(step float64) (int, error) {
	perMonth := int(1/(12*step) + 0.5)
	off := step*12*float64(perMonth) - 1
	if step <= 0 || perMonth < 1 || perMonth > 1000 || max(off, -off) > 1e-9 {
		return 0, flags.Usagef("--step %v: is not a month divided by a whole number up to 1000 (0.08333333333, 0.04166666667, ...)", step)
	}
	return 12 * perMonth, nil
}

// yearsDocument is one run year by year, a block of outcomes at a time.
func yearsDocument(run *scenarios.Run) (*table.Document, error) {
	d := &table.Document{
		Title: fmt.Sprintf("%s, %d to %d", table.PathLabel(run.Scenario), run.Years.First(), run.Years.Last()),
		Facts: table.Facts(append([]table.Fact{{Name: "path", Cell: table.Word(run.Scenario.Name)}}, RunFacts(run.World, run.Years.Last(), run.Scenario)...)...),
		Notes: append([]string{fmt.Sprintf("Years before %d are the history common to all paths. Killed, attacks and money: within the year. Other columns: at the end of the year.",
			run.Scenario.Starts.Year())}, RulesAndBudget(run)...),
	}
	var err error
	if d.Answer, err = FitLines(run.World); err != nil {
		return nil, err
	}
	for _, b := range tableBlocks {
		shown := outcomesOf(b.block, run)
		if len(shown) == 0 {
			continue
		}
		t := &table.Table{Name: b.name, Title: string(b.block), Columns: []table.Column{table.Counts("year", "year")}, Detail: b.detail}
		for _, o := range shown {
			c := table.Numbers(o.Name, o.Short, o.Unit)
			c.Doc = strings.TrimSuffix(o.Label, ".")
			t.Columns = append(t.Columns, c)
		}
		for year := run.Years.First(); year <= run.Years.Last(); year++ {
			row := []table.Cell{table.Year(year)}
			for _, o := range shown {
				row = append(row, table.Number{V: o.In(run.Years, year), U: o.Unit})
			}
			t.Add(row...)
		}
		d.Tables = append(d.Tables, t)
	}
	return d, nil
}
