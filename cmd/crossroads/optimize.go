package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/optimise"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/ensemble"
)

// optimizeOptions are the flags of optimize.
type optimizeOptions struct {
	options
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

// newOptimize makes the command that searches schedules.
func newOptimize() *cobra.Command {
	var o optimizeOptions
	c := &cobra.Command{
		Use:   "optimize",
		Short: "Search lever settings within a budget",
		Long: model.Label + `

Searches lever values, period by period, for the lowest outcome within a budget: in one world and on the mean over draws,
from several seeds. Shows the outcome against the budget, the built-in paths beside it, and how much each lever matters.
The result is a property of this model and its ranges, and advice to nobody.`,
		Example: `  crossroads optimize --budget '2500 USD million/year'
  crossroads optimize --outcome deaths_all --levers operations_tempo,precision,investment --falling operations_tempo --range investment=0:2000`,
		Args: cobra.NoArgs,
	}
	o.bindFormat(c)
	o.bindFigures(c, "svg,png")
	o.bindOut(c, "optimize")
	o.bindWorld(c)
	o.bindUntil(c)
	o.bindAgainst(c)
	o.bindOutcome(c, bothSums)
	o.bindMembers(c, 16)
	o.bindSeed(c)
	o.bindFrom(c)
	o.bindDryRun(c)
	var usual []string
	for _, name := range model.LeverNames() {
		if name != "restraint" {
			usual = append(usual, name)
		}
	}
	c.Flags().StringVar(&o.budget, "budget", "", "ceiling on operations, programmes and investment announced in any year, in USD million/year (by default the costliest year of the --against path); none for no ceiling")
	c.Flags().StringSliceVar(&o.levers, "levers", usual, "levers to set, separated by commas; the others stay as in the --against path (restraint is Kabul's to set)")
	c.Flags().StringArrayVar(&o.ranges, "range", nil, "values allowed: LEVER=LOW:HIGH; repeat for several")
	c.Flags().StringSliceVar(&o.rising, "rising", nil, "levers that may never fall")
	c.Flags().StringSliceVar(&o.falling, "falling", nil, "levers that may never rise")
	c.Flags().IntSliceVar(&o.periods, "periods", []int{2026, 2031, 2036}, "years in which levers may change, from 2026 on")
	c.Flags().IntVar(&o.seeds, "seeds", 4, "searches, each from its own seed")
	c.Flags().IntVar(&o.trials, "trials", 8000, "schedules tried in each search")
	c.Flags().BoolVar(&o.most, "most", false, "seek the most, not the fewest")
	c.RunE = func(c *cobra.Command, args []string) error { return runOptimize(c, &o) }
	return c
}

// quest is what optimize found for one outcome.
type quest struct {
	problem *optimise.Problem // at the world's own assumptions
	robust  *optimise.Problem // on the mean over draws
	here    []*optimise.Schedule
	drawn   []*optimise.Schedule
	flat    []optimise.Flat
	front   []frontPoint
	paths   []comparedPath
}

// frontPoint is the fewest found under one budget.
type frontPoint struct {
	Budget float64
	*optimise.Schedule
}

// comparedPath is a schedule or a built-in path, run alike.
type comparedPath struct {
	Name     string
	Here     []float64           // by outcome, at the world's own assumptions
	Mean     []float64           // by outcome, over fresh draws
	Spends   float64             // in its dearest year, at the world's own assumptions
	Fewer    ensemble.Share      // fresh draws in which the schedule found at the world's own assumptions has fewer of the outcome sought
	Scenario *scenarios.Scenario // nil for a schedule found
}

// foundHere names the schedule found at the world's own assumptions.
const foundHere = "found here"

// fresh is the number of draws the search has not seen under which schedules are
// compared.
const fresh = 500

// frontBudgets are the budgets of the front, as shares of the ceiling.
var frontBudgets = []float64{0.1, 0.25, 0.5, 0.75, 1, 1.5, 2}

// runOptimize searches and writes what it found.
func runOptimize(c *cobra.Command, o *optimizeOptions) error {
	outcomes, world, h, err := o.findQuestion()
	if err != nil {
		return err
	}
	forms, err := o.figureForms()
	if err != nil {
		return err
	}
	base, err := o.findPath(o.against)
	if err != nil {
		return err
	}
	for flag, n := range map[string]int{"members": o.members, "seeds": o.seeds} {
		if err := atLeast(flag, n, 1); err != nil {
			return err
		}
	}
	if err := atLeast("trials", o.trials, 50); err != nil {
		return err
	}
	problem := &optimise.Problem{Base: base, World: world, Horizon: h, Sets: []model.Parameters{world.Parameters}, Most: o.most}
	if problem.Levers, err = o.chosenLevers(); err != nil {
		return err
	}
	if problem.Periods, err = o.chosenPeriods(); err != nil {
		return err
	}
	if problem.Budget, err = o.ceiling(base, world, h); err != nil {
		return err
	}
	runs := len(outcomes) * (o.trials*(o.seeds*(1+o.members)+len(frontBudgets)) + 41*len(problem.Levers) + 12*fresh)
	if o.dryRun {
		fmt.Fprintf(c.OutOrStdout(), "about %d runs: %d outcomes, %d seeds, %d trials, %d draws, a front of %d budgets\n", runs, len(outcomes), o.seeds, o.trials, o.members, len(frontBudgets))
		return nil
	}
	draws, err := o.drawsFrom()
	if err != nil {
		return err
	}
	assumptions, err := ensemble.InWorld(draws, world)
	if err != nil {
		return err
	}
	member := assumptions.Member
	p := newProgress(c, runs)
	defer p.end()
	var quests []*quest
	for _, outcome := range outcomes {
		q, err := o.search(c.Context(), problem, outcome, outcomes, member, p.add)
		if err != nil {
			return err
		}
		quests = append(quests, q)
	}
	p.end()

	out, err := o.openFolder()
	if err != nil {
		return err
	}
	defer out.Discard()
	pieces := []piece{{"optimize.csv", func(w io.Writer) error { return writeQuests(w, quests) }}}
	for _, q := range quests {
		name := strings.ReplaceAll(q.problem.Outcome.Name, "_", "-")
		for _, found := range []struct {
			file, words string
			*optimise.Schedule
		}{{"found-" + name, "at the assumptions of the world " + world.Name, q.problem.First(q.here)}, {"found-" + name + "-drawn", "on the mean over draws", q.robust.First(q.drawn)}} {
			pieces = append(pieces, piece{found.file + ".yaml", func(w io.Writer) error {
				_, err := io.WriteString(w, q.problem.YAML(found.Schedule, "Found, "+table.LowerFirst(q.problem.Outcome.Label),
					fmt.Sprintf("Found by search in this model for %s, %s, under the conditions of the command that wrote it; advice to nobody.", q.problem.Outcome.Name, found.words)))
				return err
			}})
		}
	}
	pieces = append(pieces, optimizeFigures(quests, world, fmt.Sprintf("%d trials, %d searches, seed %d", o.trials, o.seeds, o.seed), forms)...)
	if err := out.write(pieces); err != nil {
		return err
	}
	m := o.newManifest(h, []*scenarios.Scenario{base}, world)
	m.Seed, m.Members = o.seed, o.members
	if err := out.Finish(m); err != nil {
		return err
	}
	r := questReport(quests, outcomes)
	ceiling := "none"
	if problem.Budget > 0 {
		ceiling = plots.Number(problem.Budget) + " USD million/year"
	}
	r.Facts = facts(fact{"world", world.Marked()}, fact{"until", fmt.Sprint(o.until)}, fact{"budget", ceiling}, fact{"seed", fmt.Sprint(o.seed)}, fact{"draws", fmt.Sprint(o.members)}, fact{"trials", fmt.Sprint(o.trials)})
	if err := o.show(c, r); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "wrote to %s: %s\n", o.out, out.Names())
	return nil
}

// chosenLevers are the levers to set, with their limits and courses.
func (o *optimizeOptions) chosenLevers() ([]optimise.Lever, error) {
	var list []optimise.Lever
	find := func(name string) (int, error) {
		i := slices.IndexFunc(list, func(l optimise.Lever) bool { return l.Name == name })
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
			return nil, usagef("--levers: %s is named twice (each once)", name)
		}
		list = append(list, optimise.Lever{Lever: row, From: row.Low, To: row.High})
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
			return nil, usagef("--range %s: is not a range of %s (LOW:HIGH within %s)", text, name, rangeWords(l.Low, l.High))
		}
	}
	for _, name := range o.rising {
		i, err := find(name)
		if err != nil {
			return nil, err
		}
		list[i].Course = optimise.Rising
	}
	for _, name := range o.falling {
		i, err := find(name)
		if err != nil {
			return nil, err
		}
		if list[i].Course == optimise.Rising {
			return nil, usagef("lever %s: may neither fall nor rise (--range for one value)", name)
		}
		list[i].Course = optimise.Falling
	}
	return list, nil
}

// chosenPeriods are the years in which levers may change.
func (o *optimizeOptions) chosenPeriods() ([]int, error) {
	for i, year := range o.periods {
		if year < model.Fork.Year() || year > o.until || i > 0 && year <= o.periods[i-1] || i == 0 && year != model.Fork.Year() {
			return nil, usagef("--periods %v: are not years in order from %d to %d, the first %d", o.periods, model.Fork.Year(), o.until, model.Fork.Year())
		}
	}
	return o.periods, nil
}

// ceiling is the budget in USD million/year; 0 for none.
func (o *optimizeOptions) ceiling(base *scenarios.Scenario, world *scenarios.World, h model.Horizon) (float64, error) {
	switch text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(o.budget), "USD million/year")); text {
	case "none":
		return 0, nil
	case "":
		run, err := base.Run(world, h)
		if err != nil {
			return 0, err
		}
		return dearest(run.Years), nil
	default:
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !(v > 0) || math.IsInf(v, 0) {
			return 0, usagef("--budget %s: is no sum of money (a number above 0, in USD million/year; or none)", o.budget)
		}
		return v, nil
	}
}

// dearest is what a run spends in the year that costs most.
func dearest(y model.Years) float64 {
	var most float64
	for year := model.Fork.Year(); year <= y.Last(); year++ {
		most = max(most, optimise.Spent(y, year))
	}
	return most
}

// search looks for one outcome: here, on the mean over draws, under other
// budgets, and compares what it found with the built-in paths under fresh draws.
func (o *optimizeOptions) search(ctx context.Context, problem *optimise.Problem, outcome *model.Outcome, outcomes []*model.Outcome, member func(int) model.Parameters, done func(int)) (*quest, error) {
	q := &quest{}
	here := *problem
	here.Outcome = outcome
	q.problem = &here
	robust := here
	robust.Sets = nil
	for i := range o.members {
		robust.Sets = append(robust.Sets, member(i))
	}
	q.robust = &robust
	seeds := make([]uint64, o.seeds)
	for i := range seeds {
		seeds[i] = o.seed + uint64(i)
	}
	var err error
	if q.here, err = here.SearchAll(ctx, seeds, o.trials, done); err != nil {
		return nil, err
	}
	if q.drawn, err = robust.SearchAll(ctx, seeds, o.trials, done); err != nil {
		return nil, err
	}
	if q.flat, err = here.Flatness(here.First(q.here), 0.01); err != nil {
		return nil, err
	}
	if here.Budget > 0 {
		for _, share := range frontBudgets {
			under := here
			under.Budget = share * here.Budget
			s, err := under.Search(ctx, o.seed, o.trials, done)
			if err != nil {
				continue // so little money that not even the lowest levers keep to it
			}
			known := []*optimise.Schedule{s} // what keeps to less money keeps to more
			for _, f := range q.front {
				known = append(known, f.Schedule)
			}
			if f := here.First(q.here); f.Spends <= under.Budget {
				known = append(known, f)
			}
			q.front = append(q.front, frontPoint{under.Budget, here.First(known)})
		}
	}
	return q, q.compare(ctx, outcomes, func(i int) model.Parameters { return member(o.members + i) }, done)
}

// compare runs what was found and the built-in paths under draws the search has
// not seen.
func (q *quest) compare(ctx context.Context, outcomes []*model.Outcome, member func(int) model.Parameters, done func(int)) error {
	h := q.problem.Horizon
	paths := []batch.Path{
		{Name: foundHere, Plan: q.problem.Plan(q.problem.First(q.here).Values)},
		{Name: "found over draws", Plan: q.robust.Plan(q.robust.First(q.drawn).Values)},
	}
	built := []*scenarios.Scenario{nil, nil}
	for _, name := range scenarios.BuiltinNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return err
		}
		if s.Starts >= model.Fork {
			paths, built = append(paths, batch.Lay(q.problem.World, h, s)...), append(built, s)
		}
	}
	sought := slices.Index(outcomes, q.problem.Outcome)
	b := batch.Batch{Paths: paths, Horizon: h, Numbers: append(batch.Outcomes(outcomes), dearest), Sets: 1 + fresh, Done: done,
		Set: func(i int) model.Parameters {
			if i == 0 {
				return q.problem.Sets[0]
			}
			return member(i - 1)
		}}
	values, err := b.Run(ctx)
	if err != nil {
		return err
	}
	for p := range paths {
		one := comparedPath{Name: paths[p].Name, Scenario: built[p], Spends: values[0][p][len(outcomes)], Fewer: ensemble.Share{Of: fresh}}
		for n := range outcomes {
			var mean float64
			for _, set := range values[1:] {
				mean += set[p][n] / fresh
			}
			one.Here, one.Mean = append(one.Here, values[0][p][n]), append(one.Mean, mean)
		}
		for _, set := range values[1:] {
			if d := set[0][sought] - set[p][sought]; d < 0 && !q.problem.Most || d > 0 && q.problem.Most {
				one.Fewer.Count++
			}
		}
		q.paths = append(q.paths, one)
	}
	return nil
}

// questReport is what is printed.
func questReport(quests []*quest, outcomes []*model.Outcome) *report {
	r := &report{Title: "Schedules with the fewest found in this model"}
	if quests[0].problem.Most {
		r.Title = "Schedules with the most found in this model"
	}
	for _, q := range quests {
		r.Blocks = append(r.Blocks, q.scheduleBlock(), q.pathsBlock(outcomes))
		if len(q.front) > 0 {
			r.Blocks = append(r.Blocks, q.frontBlock())
		}
		r.Sentences = append(r.Sentences, q.sentences()...)
	}
	return r
}

// scheduleBlock shows the schedules found and how far each lever may move.
func (q *quest) scheduleBlock() block {
	p := q.problem
	t := block{Title: "Found for " + p.Outcome.Name, Columns: []column{{"lever", "lever", 16}, {"unit", "unit", 20}}}
	for _, when := range []string{"here", "drawn"} {
		for _, year := range p.Periods {
			words := "here\n"
			if when == "drawn" {
				words = "draws\n"
			}
			t.Columns = append(t.Columns, column{fmt.Sprintf("%s_%d", when, year), words + fmt.Sprint(year), 0})
		}
	}
	t.Columns = append(t.Columns, column{"flat", "one value within 1%", 16})
	here, drawn := p.First(q.here), q.robust.First(q.drawn)
	for i, l := range p.Levers {
		row := []any{l.Name, l.Unit}
		for _, s := range []*optimise.Schedule{here, drawn} {
			for _, v := range s.Values[i] {
				row = append(row, measured{v, l.Unit})
			}
		}
		flat := "none"
		if f := q.flat[i]; !math.IsNaN(f.From) {
			flat = amount(f.From, l.Unit) + " to " + amount(f.To, l.Unit)
		}
		t.Rows = append(t.Rows, append(row, flat))
	}
	t.Notes = []string{
		fmt.Sprintf("Here: at the world's own assumptions; draws: on the mean over %d draws. One value within 1%%: the lever held there throughout, the others as found here, changes the outcome by at most 1%% and keeps to the budget.", len(q.robust.Sets)),
	}
	return t
}

// pathsBlock sets what was found beside the built-in paths.
func (q *quest) pathsBlock(outcomes []*model.Outcome) block {
	t := block{Title: "Beside the built-in paths: " + q.problem.Outcome.Name, Columns: []column{{"scenario", "path", 18}}}
	for _, o := range outcomes {
		words := strings.ReplaceAll(o.Name, "_", " ")
		t.Columns = append(t.Columns, column{o.Name, words + "\nhere", 14}, column{o.Name + "_mean", "mean over\ndraws", 0})
	}
	t.Columns = append(t.Columns, column{"spends", "costliest\nyear", 0}, column{"fewer", "best at this\nworld’s values\nhas fewer", 0})
	for i, p := range q.paths {
		row := []any{p.Name}
		for n, o := range outcomes {
			row = append(row, measured{p.Here[n], o.Unit}, measured{p.Mean[n], o.Unit})
		}
		fewer := p.Fewer.String()
		if i == 0 {
			fewer = "–"
		}
		t.Rows = append(t.Rows, append(row, measured{p.Spends, "USD million/year"}, fewer))
	}
	t.Notes = []string{fmt.Sprintf("Over %d draws the search has not seen; money in USD million/year: operations, programmes and investment announced. Built-in paths are shown as they are, within the budget or not.", fresh)}
	return t
}

// frontBlock shows the fewest found under other budgets.
func (q *quest) frontBlock() block {
	t := block{Title: "Under other budgets: " + q.problem.Outcome.Name, Columns: []column{{"budget", "budget", 0}, {"outcome", "found", 0}, {"spends", "costliest year", 0}}}
	for _, f := range q.front {
		t.Rows = append(t.Rows, []any{measured{f.Budget, "USD million/year"}, measured{f.Outcome, q.problem.Outcome.Unit}, measured{f.Spends, "USD million/year"}})
	}
	return t
}

// sentences say how sure the search is and how flat what it found.
func (q *quest) sentences() []string {
	o := q.problem.Outcome
	var values []float64
	for _, s := range q.here {
		values = append(values, s.Outcome)
	}
	slices.Sort(values)
	lines := []string{fmt.Sprintf("By %s, %d searches from their own seeds end between %s and %s.", o.Name, len(values), amount(values[0], o.Unit), amount(values[len(values)-1], o.Unit))}
	var wide, narrow []string
	for _, f := range q.flat {
		switch span := (f.To - f.From) / (f.Lever.To - f.Lever.From); {
		case math.IsNaN(span) || span < 0.1:
			narrow = append(narrow, f.Lever.Name)
		case span > 0.4:
			wide = append(wide, f.Lever.Name)
		}
	}
	if len(wide) > 0 {
		lines = append(lines, fmt.Sprintf("By %s, %s barely matters: over more than 40%% of the range a constant value changes the outcome by at most 1%%.", o.Name, table.Sentence(wide)))
	}
	if len(narrow) > 0 {
		lines = append(lines, fmt.Sprintf("By %s it depends on %s: over most of its range, a constant value changes the outcome by more than 1%%.", o.Name, table.Sentence(narrow)))
	}
	return lines
}

// writeQuests writes everything found as tidy CSV.
func writeQuests(w io.Writer, quests []*quest) error {
	out := sink.NewCSV(w)
	out.Write([]string{"sought", "part", "case", "variable", "period", "unit", "value", "label"})
	for _, q := range quests {
		o := q.problem.Outcome
		line := func(part, name, variable, period, unit string, v float64) {
			out.Write([]string{o.Name, part, name, variable, period, unit, exact(v), model.Label})
		}
		for _, part := range []struct {
			name string
			list []*optimise.Schedule
		}{{"found_here", q.here}, {"found_over_draws", q.drawn}} {
			for k, s := range part.list {
				seed := "search " + strconv.Itoa(k+1)
				line(part.name, seed, o.Name, "", o.Unit, s.Outcome)
				line(part.name, seed, "spends", "", "USD million/year", s.Spends)
				for i, l := range q.problem.Levers {
					for j, year := range q.problem.Periods {
						line(part.name, seed, l.Name, strconv.Itoa(year), l.Unit, s.Values[i][j])
					}
				}
			}
		}
		for _, f := range q.flat {
			if !math.IsNaN(f.From) {
				line("flat", "from", f.Lever.Name, "", f.Lever.Unit, f.From)
				line("flat", "to", f.Lever.Name, "", f.Lever.Unit, f.To)
			}
		}
		for _, f := range q.front {
			line("front", exact(f.Budget), o.Name, "", o.Unit, f.Outcome)
			line("front", exact(f.Budget), "spends", "", "USD million/year", f.Spends)
		}
		for _, p := range q.paths {
			line("path", p.Name, "spends", "", "USD million/year", p.Spends)
			line("path", p.Name, "share_found_has_fewer", "", "1", p.Fewer.Fraction())
		}
	}
	out.Flush()
	return out.Error()
}

// optimizeFigures are the figures of the command in the forms chosen: the front
// of each outcome, if there is a budget.
func optimizeFigures(quests []*quest, world *scenarios.World, drawn string, forms drawing) []piece {
	var searches []plots.Search
	for n, q := range quests {
		one := plots.Search{Outcome: q.problem.Outcome}
		for _, f := range q.front {
			one.Front = append(one.Front, plots.CostPoint{Money: f.Spends, Outcome: f.Outcome})
		}
		for _, p := range q.paths {
			switch spot := (plots.CostPoint{Path: p.Scenario, Money: p.Spends, Outcome: p.Here[n]}); {
			case p.Scenario != nil && slices.Contains(scenarios.MainNames(), p.Scenario.Name) || p.Name == "kinetic-precise":
				one.Paths = append(one.Paths, spot)
			case p.Name == foundHere:
				one.Here = spot
			}
		}
		slices.SortFunc(one.Front, func(a, b plots.CostPoint) int { return cmp.Compare(a.Money, b.Money) })
		searches = append(searches, one)
	}
	if len(quests[0].front) == 0 {
		return nil
	}
	return forms.pieces(plots.Searched(world, quests[0].problem.Horizon.End.Year()-1, searches, drawn))
}
