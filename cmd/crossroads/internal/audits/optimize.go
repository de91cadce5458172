// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/optimize"
	"crossroads/scenarios/runs/batch"
)

// optimizeOptions are the flags of optimize.
type optimizeOptions struct {
	flags.Audit
	budget  string
	levers  []string
	ranges  []string
	rising  []string
	falling []string
	periods []int
	seeds   int
	trials  int
	most    bool
}

// NewOptimize makes the command that searches schedules.
func NewOptimize() *cobra.Command {
	var o optimizeOptions
	c := &cobra.Command{
		Use:   "optimize",
		Short: "Search lever settings within a budget",
		Long: model.Label + `

Searches lever values, period by period, for the lowest outcome within a budget, in one world and averaged over draws,
from several seeds. Shows the outcome against the budget, the built-in paths beside it, and how much each lever matters.
Ctrl-C stops the search and keeps the lowest found so far. The result is a property of this model and its ranges. It
is not advice.`,
		Example: `  crossroads optimize --budget '2500 USD million/year'
  crossroads optimize --outcome deaths_all --levers operations_tempo,precision,investment --falling operations_tempo --range investment=0:2000`,
		Args: cobra.NoArgs,
	}
	o.Bind(c, 16, "each of the thousands of schedules tried is run under all of them")
	o.BindWorld(c)
	o.BindAgainst(c)
	for _, name := range model.LeverNames() {
		if name != "restraint" {
			o.levers = append(o.levers, name)
		}
	}
	f := c.Flags()
	f.StringVar(&o.budget, "budget", "", "ceiling on operations, programmes and investment announced in any year, in USD million/year (by default the costliest year of the --against path); none for no ceiling")
	flags.BindList(c, &o.levers, "levers", "levers to set, separated by commas; the others stay as in the --against path (restraint is Kabul's to set)")
	f.StringArrayVar(&o.ranges, "range", nil, "values allowed: LEVER=LOW:HIGH; repeat for several")
	flags.BindList(c, &o.rising, "rising", "levers that may never fall")
	flags.BindList(c, &o.falling, "falling", "levers that may never rise")
	o.periods = []int{2026, 2031, 2036}
	flags.BindYears(c, &o.periods, "periods", "years in which levers may change, from 2026 on")
	f.IntVar(&o.seeds, "seeds", 4, "searches, each from its own seed")
	f.IntVar(&o.trials, "trials", 8000, "schedules tried in each search")
	f.BoolVar(&o.most, "most", false, "seek the highest outcome, not the lowest")
	return flags.Asks(c, &o.Output, o.audit)
}

// audit reads what is asked.
func (o *optimizeOptions) audit([]string) (*optimizeAudit, error) {
	a := &optimizeAudit{}
	q := &a.Question
	var err error
	if q.Base, err = o.FindPath(o.Against); err != nil {
		return nil, err
	}
	for _, f := range []struct {
		name         string
		value, least int
	}{{"seeds", o.seeds, 1}, {"trials", o.trials, 50}} {
		if err := flags.AtLeast(f.name, f.value, f.least); err != nil {
			return nil, err
		}
	}
	asked, err := o.Read(1)
	if err != nil {
		return nil, err
	}
	q.Outcomes, q.World, q.Horizon, q.Draws, q.Members = asked.Outcomes, asked.World, asked.Horizon, asked.Draws, asked.Members
	q.Trials, q.Seed, q.Seeds, q.Most = o.trials, o.Seed, o.seeds, o.most
	if q.Levers, err = o.chosenLevers(); err != nil {
		return nil, err
	}
	if q.Periods, err = o.chosenPeriods(); err != nil {
		return nil, err
	}
	q.Budget, err = o.ceiling(&q.Problem)
	return a, err
}

// chosenLevers are the levers to set, with their limits and courses.
func (o *optimizeOptions) chosenLevers() ([]optimize.Lever, error) {
	var list []optimize.Lever
	find := func(name string) (int, error) {
		i := slices.IndexFunc(list, func(l optimize.Lever) bool { return l.Name == name })
		if i < 0 {
			return 0, &scenarios.UnknownError{Thing: "lever", Name: name, Known: o.levers}
		}
		return i, nil
	}
	for _, name := range o.levers {
		row := model.FindLever(name)
		if row == nil {
			return nil, &scenarios.UnknownError{Thing: "lever", Name: name, Known: model.LeverNames()}
		}
		if _, err := find(name); err == nil {
			return nil, flags.Usagef("--levers: %s is named twice; name each once", name)
		}
		list = append(list, optimize.Lever{Lever: row, From: row.Low, To: row.High})
	}
	for _, text := range o.ranges {
		name, limits, _ := strings.Cut(text, "=")
		low, high, _ := strings.Cut(limits, ":")
		i, err := find(name)
		if err != nil {
			return nil, err
		}
		l := &list[i]
		var errs [2]error
		l.From, errs[0] = strconv.ParseFloat(low, 64)
		l.To, errs[1] = strconv.ParseFloat(high, 64)
		if errs[0] != nil || errs[1] != nil || !(l.From >= l.Low && l.From <= l.To && l.To <= l.High) {
			return nil, flags.Usagef("--range %s: is not a range of %s; write LOW:HIGH within %v to %v", text, name, l.Low, l.High)
		}
	}
	for _, name := range o.rising {
		i, err := find(name)
		if err != nil {
			return nil, err
		}
		list[i].Course = optimize.Rising
	}
	for _, name := range o.falling {
		i, err := find(name)
		if err != nil {
			return nil, err
		}
		if list[i].Course == optimize.Rising {
			return nil, flags.Usagef("lever %s: may neither fall nor rise; give it one value with --range", name)
		}
		list[i].Course = optimize.Falling
	}
	return list, nil
}

// chosenPeriods are the years in which levers may change.
func (o *optimizeOptions) chosenPeriods() ([]int, error) {
	first := model.Fork.Year()
	for i, year := range o.periods {
		if year < first || year > o.Until || i > 0 && year <= o.periods[i-1] || i == 0 && year != first {
			return nil, flags.Usagef("--periods %v: must be years in order from %d to %d, the first %d", o.periods, first, o.Until, first)
		}
	}
	return o.periods, nil
}

// ceiling is the budget in USD million/year; 0 for none.
func (o *optimizeOptions) ceiling(p *optimize.Problem) (float64, error) {
	switch text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(o.budget), "USD million/year")); text {
	case "none":
		return 0, nil
	case "":
		run, err := batch.One(p.World, p.Horizon, p.Base)
		if err != nil {
			return 0, err
		}
		return optimize.CostliestYear(run.Years), nil
	default:
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !(v > 0) || math.IsInf(v, 0) {
			return 0, flags.Usagef(`--budget %s: is not an amount; write for example "2500 USD million/year", or none`, o.budget)
		}
		return v, nil
	}
}

// optimizeAudit is the audit.
type optimizeAudit struct{ optimize.Question }

// optimizeTables are the names of the tables, in order.
var optimizeTables = []string{"found", "paths", "constant", "front", "searches", "tried"}

// Plan says what is run and written.
func (a *optimizeAudit) Plan() output.Plan {
	p := output.Plan{
		Runs: a.Runs(),
		Words: fmt.Sprintf("%d outcomes, %d searches of %s schedules each for one world and for %d draws, %d budgets", len(a.Outcomes), a.Seeds,
			plots.Count(a.Trials), a.Members, len(optimize.FrontBudgets)),
		Tables: optimizeTables,
	}
	p.Files = append(p.Files, output.TableFiles(optimizeTables)...)
	for _, o := range a.Outcomes {
		p.Files = append(p.Files, foundFile(o, false), foundFile(o, true))
	}
	if a.Budget > 0 {
		p.Figures = []string{"searched"}
	}
	return p
}

// foundFile is the scenario file of a schedule found.
func foundFile(o *model.Outcome, overDraws bool) string {
	name := "found-" + strings.ReplaceAll(o.Name, "_", "-")
	if overDraws {
		name += "-drawn"
	}
	return name + ".yaml"
}

// Run answers; when the context ends, with what was found so far.
func (a *optimizeAudit) Run(ctx context.Context, done func(int)) (*output.Answer, error) {
	r, err := a.Question.Run(ctx, done)
	if err != nil {
		return nil, err
	}
	answer := &output.Answer{
		Document: optimizeDocument(r),
		Source:   output.Source{Paths: []*scenarios.Scenario{r.Base}, Worlds: []*scenarios.World{r.World}, Horizon: r.Horizon, Seed: r.Seed, Members: r.Members},
	}
	answer.Files = append(answer.Files, output.FilesOf(answer.Tables)...)
	for _, f := range r.Found {
		answer.Files = append(answer.Files, scheduleFile(f, false))
		if f.OverDraws != nil {
			answer.Files = append(answer.Files, scheduleFile(f, true))
		}
	}
	if len(r.Found[0].Front) > 0 {
		answer.Figures = []*plots.Figure{optimizeFigure(r)}
	}
	return answer, nil
}

// scheduleFile is a schedule found, as a scenario file.
func scheduleFile(f *optimize.Found, overDraws bool) output.File {
	o, s, words := f.Here.Outcome, f.First(), "at the values of the world "+f.Here.World.Name
	if overDraws {
		s, words = f.Robust.First(f.OverDraws), "on the mean over draws"
	}
	return output.File{Name: foundFile(o, overDraws), Write: func(w io.Writer) error {
		_, err := io.WriteString(w, f.Here.YAML(s, "Found, "+table.LowerFirst(o.Label),
			fmt.Sprintf("Found by search in this model for %s, %s, under the conditions of the command that wrote it; advice to nobody.", o.Name, words)))
		return err
	}}
}

// optimizeFigure draws the front of each outcome.
func optimizeFigure(r *optimize.Result) *plots.Figure {
	var searches []plots.Search
	for n, f := range r.Found {
		one := plots.Search{Outcome: f.Here.Outcome}
		for _, p := range f.Front {
			one.Front = append(one.Front, plots.CostPoint{Money: p.Spends, Outcome: p.Outcome})
		}
		for i, p := range f.Paths {
			switch spot := (plots.CostPoint{Path: p.Scenario, Money: p.Spends, Outcome: p.Here[n]}); {
			case i == 0:
				one.Here = spot
			case p.Scenario != nil && (slices.Contains(scenarios.MainNames(), p.Scenario.Name) || p.Scenario.Name == "kinetic-precise"):
				one.Paths = append(one.Paths, spot)
			}
		}
		slices.SortStableFunc(one.Front, func(a, b plots.CostPoint) int { return int(math.Copysign(1, a.Money-b.Money)) })
		searches = append(searches, one)
	}
	return plots.Searched(r.World, (r.Horizon.End - 1).Year(), searches, fmt.Sprintf("%d trials, %d searches, seed %d", r.Trials, r.Seeds, r.Seed))
}
