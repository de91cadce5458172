package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/robust"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// robustnessOptions are the flags of robustness.
type robustnessOptions struct {
	ensembleOptions
	worlds     []string
	conditions []string
	most       bool
}

// newRobustness makes the command that says what may go wrong with each path.
func newRobustness() *cobra.Command {
	var o robustnessOptions
	c := &cobra.Command{
		Use:   "robustness [SCENARIO | FILE.yaml]...",
		Short: "Paths × worlds × draws: regret, worst cases, thresholds met, ranks kept",
		Long: model.Label + `

Runs every path in every world, at the world's own assumptions and under draws of all others, and says how much more of an
outcome each path has than the path with the fewest there, how that is spread, in how many draws thresholds are met and
how far the order of the paths is kept. Nothing is added up to one score.`,
		Example: `  crossroads robustness
  crossroads robustness kinetic three-pillar my.yaml --worlds central,backlash --threshold 'deaths_all<40000'`,
	}
	o.bindFormat(c)
	o.bindFigures(c, "svg,png")
	o.bindOut(c, "out")
	o.bindUntil(c)
	o.bindAgainst(c)
	o.bindOutcome(c, bothSums)
	o.bindMembers(c, 500)
	o.bindSeed(c)
	o.bindFrom(c)
	o.bindDryRun(c)
	o.bindPosterior(c)
	c.Flags().StringSliceVar(&o.worlds, "worlds", scenarios.WorldNames(), "worlds to run in: built-in names or world files, separated by commas")
	c.Flags().StringArrayVar(&o.conditions, "threshold", nil, "what is to be met: OUTCOME<NUMBER, OUTCOME>NUMBER, or against the reference path OUTCOME<reference; repeat for several (by default fewer by each outcome than the reference path)")
	c.Flags().BoolVar(&o.most, "most", false, "regret having less of the outcome, not more")
	c.RunE = func(c *cobra.Command, args []string) error { return runRobustness(c, &o, args) }
	return c
}

// hardiness is what robustness found.
type hardiness struct {
	paths      []*scenarios.Scenario
	worlds     []*scenarios.World
	reference  int
	outcomes   []*model.Outcome
	conditions []robust.Condition
	result     *ensemble.Result
	tables     []*robust.Table    // by outcome
	satisfied  [][]ensemble.Share // by path and world
	ways       []shares.Way
	drawn      []*ensemble.Result // by way
}

// runRobustness compares the paths and writes what it found.
func runRobustness(c *cobra.Command, o *robustnessOptions, names []string) error {
	left := ""
	if len(names) == 0 {
		for _, s := range scenarios.BuiltinNames() {
			if path, err := scenarios.Builtin(s); err == nil && path.Starts >= model.Fork {
				names = append(names, s)
			} else {
				left = s
			}
		}
	}
	list, reference, err := o.findScenarios(names)
	if err != nil {
		return err
	}
	if len(list) < 2 {
		return usagef("robustness: %d path (at least two)", len(list))
	}
	f := &hardiness{paths: list, reference: slices.Index(list, reference)}
	if f.outcomes, err = o.findOutcomes(); err != nil {
		return err
	}
	for _, name := range o.worlds {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return err
		}
		f.worlds = append(f.worlds, w)
	}
	if f.conditions, err = readConditions(o.conditions, f.outcomes, f.reference); err != nil {
		return err
	}
	h, err := o.horizon()
	if err != nil {
		return err
	}
	forms, err := o.figureForms()
	if err != nil {
		return err
	}
	if err := atLeast("members", o.members, 1); err != nil {
		return err
	}
	draws, err := o.draws()
	if err != nil {
		return err
	}
	if f.ways, err = shares.Ways(draws, f.worlds[0]); err != nil {
		return err
	}
	f.ways = slices.DeleteFunc(f.ways, func(w shares.Way) bool { return strings.HasPrefix(w.Name, "world ") }) // they are run anyway
	runs := len(list) * (len(f.worlds)*(1+o.members) + len(f.ways)*o.members)
	if o.dryRun {
		fmt.Fprintf(c.OutOrStdout(), "%d runs: %d paths, %d worlds, %d draws, and %d ways of drawing\n", runs, len(list), len(f.worlds), o.members, len(f.ways))
		return nil
	}
	p := newProgress(c, runs)
	defer p.end()
	if err := f.run(c.Context(), h, o.members, draws, o.most, p.add); err != nil {
		return err
	}
	p.end()

	out, err := openFolder(o.out)
	if err != nil {
		return err
	}
	defer out.discard()
	pieces := []piece{{"robustness.csv", f.writeCSV}}
	pieces = append(pieces, robustnessFigures(f, forms)...)
	if err := out.write(pieces); err != nil {
		return err
	}
	m := newManifest(os.Args[1:], h, list, f.worlds...)
	m.Seed, m.Members = o.seed, o.members
	if err := out.finish(m); err != nil {
		return err
	}
	r := f.report()
	r.Facts = facts(fact{"until", fmt.Sprint(o.until)}, fact{"draws", fmt.Sprint(o.members)}, fact{"seed", fmt.Sprint(o.seed)}, fact{"reference", reference.Name}, fact{"drawn", draws.String()})
	r.Sentences = append(drawsSentences(draws, f.worlds...), r.Sentences...)
	if left != "" {
		r.Sentences = append(r.Sentences, fmt.Sprintf("%s is left out: it begins before the fork and is no longer open to anybody (name it to see it).", left))
	}
	if err := r.print(c.OutOrStdout(), o.format); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "wrote to %s: %s\n", o.out, out.names())
	return nil
}

// readConditions reads thresholds such as deaths_all<40000.
func readConditions(texts []string, outcomes []*model.Outcome, reference int) ([]robust.Condition, error) {
	var list []robust.Condition
	for _, text := range texts {
		at := strings.IndexAny(text, "<>")
		if at < 1 || at == len(text)-1 {
			return nil, usagef("--threshold %s: is no condition (OUTCOME<NUMBER, OUTCOME>NUMBER or OUTCOME<reference)", text)
		}
		c := robust.Condition{Outcome: model.FindOutcome(text[:at]), Above: text[at] == '>', Reference: -1}
		if c.Outcome == nil {
			return nil, &scenarios.UnknownError{Thing: "outcome", Name: text[:at], Known: model.OutcomeNames()}
		}
		if limit := text[at+1:]; limit == "reference" {
			c.Reference = reference
		} else {
			var err error
			if c.Value, err = strconv.ParseFloat(limit, 64); err != nil || c.Value-c.Value != 0 {
				return nil, usagef("--threshold %s: %q is not a number (a finite number, or reference)", text, limit)
			}
		}
		list = append(list, c)
	}
	if len(texts) == 0 {
		for _, o := range outcomes {
			list = append(list, robust.Condition{Outcome: o, Reference: reference})
		}
	}
	return list, nil
}

// run fills the tables.
func (f *hardiness) run(ctx context.Context, h model.Horizon, members int, draws ensemble.Draws, most bool, done func(int)) error {
	var centre batch.Values
	for _, w := range f.worlds {
		b := batch.Batch{Paths: batch.Lay(w, h, f.paths...), Horizon: h, Numbers: batch.Outcomes(f.outcomes), Sets: 1,
			Set: func(int) model.Parameters { return w.Parameters }, Done: done}
		values, err := b.Run(ctx)
		if err != nil {
			return err
		}
		centre = append(centre, values...)
	}
	var err error
	f.result, err = ensemble.New(&ensemble.Design{Paths: f.paths, Worlds: f.worlds, Horizon: h, Members: members, Draws: draws, Against: f.reference})
	if err != nil {
		return err
	}
	last := 0
	err = f.result.Run(ctx, ensemble.Options{Progress: func(members, _ int) {
		done((members - last) * len(f.paths) * len(f.worlds))
		last = members
	}})
	if err != nil {
		return err
	}
	for n, o := range f.outcomes {
		t := &robust.Table{Outcome: o, Most: most}
		for w := range f.worlds {
			var values []float64
			var drawn [][]float64
			for p := range f.paths {
				values = append(values, centre[w][p][n])
				drawn = append(drawn, f.result.Values(w, p, o))
			}
			t.Centre, t.Draws = append(t.Centre, values), append(t.Draws, drawn)
		}
		f.tables = append(f.tables, t)
	}
	for p := range f.paths {
		var row []ensemble.Share
		for w := range f.worlds {
			row = append(row, robust.Satisfied(f.conditions, p, f.tables[0].Members(), func(path int, o *model.Outcome) []float64 { return f.result.Values(w, path, o) }))
		}
		f.satisfied = append(f.satisfied, row)
	}
	f.drawn, err = shares.Run(ctx, &ensemble.Design{Paths: f.paths, Against: len(f.paths) - 1, Horizon: h, Members: members}, f.ways, done)
	return err
}

// report is what is printed.
func (f *hardiness) report() *report {
	r := &report{Title: fmt.Sprintf("%d policy paths in %d worlds: what may go wrong with each", len(f.paths), len(f.worlds))}
	for n := range f.tables {
		r.Blocks = append(r.Blocks, f.regretBlock(n), f.drawsBlock(n), f.ranksBlock(n))
		r.Sentences = append(r.Sentences, f.sentences(n)...)
	}
	r.Blocks = append(r.Blocks, f.satisfiedBlock())
	return r
}

// worldColumns heads one column for each world.
func (f *hardiness) worldColumns() []column {
	var list []column
	for _, w := range f.worlds {
		list = append(list, column{w.Name, strings.ReplaceAll(w.Name, "-", "\n"), 0})
	}
	return list
}

// most is the largest regret of each path over the worlds, each as it is.
func (f *hardiness) worst(n int) (worst []float64, where []int) {
	worst, where = make([]float64, len(f.paths)), make([]int, len(f.paths))
	for w := range f.worlds {
		for p, r := range f.tables[n].Regrets(f.tables[n].Centre[w]) {
			if r.Amount > worst[p] {
				worst[p], where[p] = r.Amount, w
			}
		}
	}
	return worst, where
}

// regretBlock shows each path's regret in each world as it is.
func (f *hardiness) regretBlock(n int) block {
	o, table := f.outcomes[n], f.tables[n]
	t := block{Title: "Regret at each world's own assumptions: " + o.Name,
		Columns: append(append([]column{{"scenario", "path", 18}}, f.worldColumns()...), column{"worst", "most\nregret", 0})}
	worst, _ := f.worst(n)
	fewest := make([]string, len(f.worlds))
	for p, s := range f.paths {
		row := []any{s.Name}
		for w := range f.worlds {
			r := table.Regrets(table.Centre[w])[p]
			row = append(row, signedAmount{r.Amount, o.Unit})
			if r.Amount <= 0 && fewest[w] == "" {
				fewest[w] = f.paths[p].Name
			}
		}
		t.Rows = append(t.Rows, append(row, signedAmount{worst[p], o.Unit}))
	}
	var named []string
	for w := range f.worlds {
		named = append(named, f.worlds[w].Name+": "+fewest[w])
	}
	t.Notes = []string{fmt.Sprintf("How many more (+) than the path with the fewest there; minus: fewest of all, by so much. Regretted is, in %s.", strings.Join(named, "; "))}
	if table.Most {
		t.Notes = []string{fmt.Sprintf("How much less (+) than the path with the most there; minus: most of all, by so much. Regretted is, in %s.", strings.Join(named, "; "))}
	}
	return t
}

// drawsBlock shows how regret is spread over the draws of all worlds.
func (f *hardiness) drawsBlock(n int) block {
	o, table := f.outcomes[n], f.tables[n]
	t := block{Title: "Regret over draws: " + o.Name, Columns: []column{{"scenario", "path", 18}, {"median", "median", 0}, {"nine", "9 in 10\nup to", 0},
		{"worst", "most in\nany draw", 0}, {"than", "where, and the path regretted", 33}, {"upper", "9 in 10 up to", 0}}}
	for p, s := range f.paths {
		var worst robust.Spread
		world := 0
		for w := range f.worlds {
			if spread := table.Spreads(w)[p]; spread.Worst >= worst.Worst {
				worst, world = spread, w
			}
		}
		spread := table.Spreads(0)[p]
		than := "–"
		if worst.Than >= 0 {
			than = f.worlds[world].Name + ", " + f.paths[worst.Than].Name
		}
		t.Rows = append(t.Rows, []any{s.Name, measured{spread.Median, o.Unit}, measured{spread.Ninth, o.Unit}, measured{worst.Worst, o.Unit}, than, measured{table.Upper(0)[p], o.Unit}})
	}
	t.Notes = []string{fmt.Sprintf("Median and 9 in 10: regret over the draws of the world %s. Most: over the draws of all worlds. Last column: the outcome itself, which nine in ten draws there do not pass.", f.worlds[0].Name)}
	return t
}

// ranksBlock shows how often each path has the fewest and where else it stands,
// and how that moves with the way of drawing.
func (f *hardiness) ranksBlock(n int) block {
	o, table := f.outcomes[n], f.tables[n]
	t := block{Title: "Draws in which a path has the fewest: " + o.Name, Columns: []column{{"scenario", "path", 18}}}
	if table.Most {
		t.Title = "Draws in which a path has the most: " + o.Name
	}
	for _, way := range f.ways {
		t.Columns = append(t.Columns, column{way.Name, strings.ReplaceAll(way.Name, " ", "\n"), 9})
	}
	for _, w := range f.worlds[1:] {
		t.Columns = append(t.Columns, column{"world " + w.Name, strings.ReplaceAll(w.Name, "-", "\n"), 9})
	}
	spreads := make([][]robust.Spread, 0, len(f.worlds)+len(f.ways))
	for _, r := range f.drawn {
		one := &robust.Table{Outcome: o, Most: table.Most, Draws: [][][]float64{nil}}
		for p := range f.paths {
			one.Draws[0] = append(one.Draws[0], r.Values(0, p, o))
		}
		spreads = append(spreads, one.Spreads(0))
	}
	for w := range f.worlds[1:] {
		spreads = append(spreads, table.Spreads(w+1))
	}
	for p, s := range f.paths {
		row := []any{s.Name}
		for _, column := range spreads {
			row = append(row, perHundred(column[p].Fewest))
		}
		t.Rows = append(t.Rows, row)
	}
	var kept []string
	for w := range f.worlds {
		kept = append(kept, fmt.Sprintf("%s %.0f", f.worlds[w].Name, 100*table.Kept(w)))
	}
	t.Notes = []string{
		fmt.Sprintf("Per hundred of %d draws; %s: %s, in the world %s. These shares measure our ranges and how they are drawn, not the world.", table.Members(), f.ways[0].Name, f.ways[0].Draws, f.worlds[0].Name),
		fmt.Sprintf("Of 100 pairs of paths, so many stand in the same order in a draw as at the world's own assumptions (50: that order says nothing): %s.", strings.Join(kept, ", ")),
	}
	return t
}

// perHundred is a share in hundredths.
func perHundred(s ensemble.Share) string {
	if s.Count > 0 && s.Fraction() < 0.005 {
		return "<1"
	}
	return fmt.Sprintf("%.0f", 100*s.Fraction())
}

// conditionWords writes a threshold.
func (f *hardiness) conditionWords(c *robust.Condition) string {
	sign := "<"
	if c.Above {
		sign = ">"
	}
	if c.Reference >= 0 {
		return c.Outcome.Name + " " + sign + " that of " + f.paths[c.Reference].Name
	}
	return c.Outcome.Name + " " + sign + " " + plots.Number(c.Value)
}

// satisfiedBlock shows in how many draws the thresholds are met.
func (f *hardiness) satisfiedBlock() block {
	var words []string
	for i := range f.conditions {
		words = append(words, f.conditionWords(&f.conditions[i]))
	}
	t := block{Title: "Draws in which the thresholds are met", Columns: append([]column{{"scenario", "path", 18}}, f.worldColumns()...)}
	for p, s := range f.paths {
		row := []any{s.Name}
		for w := range f.worlds {
			if f.allAgainst(p) {
				row = append(row, "–")
				continue
			}
			row = append(row, perHundred(f.satisfied[p][w]))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []string{fmt.Sprintf("Per hundred of %d draws in each world, all thresholds met together under the same assumptions: %s.", f.tables[0].Members(), list(words))}
	return t
}

// allAgainst tells whether a path would only be compared with itself.
func (f *hardiness) allAgainst(path int) bool {
	return !slices.ContainsFunc(f.conditions, func(c robust.Condition) bool { return c.Reference != path })
}

// sentences say what the regrets come to.
func (f *hardiness) sentences(n int) []string {
	o := f.outcomes[n]
	worst, where := f.worst(n)
	least := 0
	for p := range worst {
		if worst[p] < worst[least] {
			least = p
		}
	}
	var never []string
	for p, s := range f.paths {
		count := 0
		for w := range f.worlds {
			count += f.tables[n].Spreads(w)[p].Fewest.Count
		}
		if count == 0 {
			never = append(never, s.Name)
		}
	}
	most := "no regret in any of them"
	if worst[least] > 0 {
		most = fmt.Sprintf("at most %s more, in %s", amount(worst[least], o.Unit), f.worlds[where[least]].Name)
	}
	lines := []string{fmt.Sprintf("By %s, the largest regret over the worlds is smallest for %s: %s.", o.Name, f.paths[least].Name, most)}
	if len(never) > 0 {
		lines = append(lines, fmt.Sprintf("By %s, never first in any draw of any world: %s.", o.Name, list(never)))
	}
	return lines
}

// writeCSV writes the regrets, ranks and shares as tidy CSV.
func (f *hardiness) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.Write([]string{"scenario", "world", "outcome", "measure", "value", "regretted", "label"})
	for n, o := range f.outcomes {
		table := f.tables[n]
		for i, world := range f.worlds {
			regrets, spreads, ranks, upper := table.Regrets(table.Centre[i]), table.Spreads(i), table.Ranks(i), table.Upper(i)
			for p, s := range f.paths {
				line := func(measure string, v float64, than int) {
					regretted := ""
					if than >= 0 {
						regretted = f.paths[than].Name
					}
					out.Write([]string{s.Name, world.Name, o.Name, measure, exact(v), regretted, model.Label})
				}
				line("outcome_here", table.Centre[i][p], -1)
				line("regret_here", regrets[p].Amount, regrets[p].Than)
				line("share_fewest", spreads[p].Fewest.Fraction(), -1)
				line("regret_median", spreads[p].Median, -1)
				line("regret_p90", spreads[p].Ninth, -1)
				line("regret_most", spreads[p].Worst, spreads[p].Than)
				line("outcome_p90", upper[p], -1)
				line("share_thresholds_met", f.satisfied[p][i].Fraction(), -1)
				for rank, count := range ranks[p] {
					line("share_rank_"+strconv.Itoa(rank+1), float64(count)/float64(table.Members()), -1)
				}
			}
		}
	}
	out.Flush()
	return out.Error()
}

// robustnessFigures are the figures of the command in the forms chosen.
func robustnessFigures(f *hardiness, forms drawing) []piece {
	return forms.pieces(plots.Regret(f.paths, f.worlds, lastYear(f.result.Design().Horizon), f.tables))
}
