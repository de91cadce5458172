// SPDX-License-Identifier: Apache-2.0

// Package start holds the commands that come first: they run paths in one world, and
// make, check and compare files of paths and worlds.
package start

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/judgement"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
)

// compareOptions are the flags of compare.
type compareOptions struct {
	flags.Output
	flags.Question
	flags.Draws
}

// NewCompare makes the command that runs several paths in one world.
func NewCompare() *cobra.Command {
	var o compareOptions
	o.AnyStart = true
	c := &cobra.Command{
		Use:   "compare [PATH | FILE.yaml]...",
		Short: "Compare paths side by side",
		Long: model.Label + `

Runs the chosen paths, or all built-in ones, from the shared history to the end, prints every outcome with its
difference to one of them, and writes figures and tables: totals.csv, compare.csv with the years. With --watch it does
so again whenever one of the files, or one that they extend, is saved. It lists mistakes and waits for the next save.`,
		Example: `  crossroads compare
  crossroads compare kinetic three-pillar my.yaml --world backlash --until 2035 --against kinetic --figures svg,png
  crossroads compare --watch my.yaml`,
	}
	o.BindAudit(c)
	o.BindWorld(c)
	o.BindPosterior(c)
	o.BindUntil(c)
	o.BindAgainst(c)
	o.BindMixed(c)
	watch := c.Flags().Bool("watch", false, "compare again whenever one of the files is saved, until Ctrl-C")
	c.RunE = func(c *cobra.Command, names []string) error {
		if *watch {
			return watchComparison(c, &o, names)
		}
		m, err := o.find(names)
		if err != nil {
			return err
		}
		return o.Ask(c, m)
	}
	return c
}

// comparison is paths in one world, beside one of them.
type comparison struct {
	paths   []*scenarios.Scenario
	world   *scenarios.World
	horizon model.Horizon
	against int
}

// find reads the paths named, as their files stand now.
func (o *compareOptions) find(names []string) (*comparison, error) {
	o.AgainstOwnStart(names)
	var m comparison
	var reference *scenarios.Scenario
	var err error
	if m.paths, reference, err = o.FindPaths(names); err != nil {
		return nil, err
	}
	m.against = slices.Index(m.paths, reference)
	if m.world, err = o.findWorld(); err != nil {
		return nil, err
	}
	m.horizon, err = o.Horizon()
	return &m, err
}

// findWorld is the chosen world, fitted if a fit is chosen.
func (o *compareOptions) findWorld() (*scenarios.World, error) {
	w, err := o.FindWorld()
	if err != nil {
		return nil, err
	}
	return o.Fitted(w)
}

// files lists the files that the comparison was read from.
func (m *comparison) files() []string {
	files := m.world.Files()
	for _, s := range m.paths {
		files = append(files, s.Files()...)
	}
	return files
}

// Plan says what is run and written.
func (m *comparison) Plan() output.Plan {
	p := output.Plan{Runs: len(m.paths), Words: fmt.Sprintf("%d paths", len(m.paths)), Files: []string{"totals.csv", "compare.csv"}}
	for _, b := range tableBlocks {
		if b.block != model.BlockWounded {
			p.Tables = append(p.Tables, b.name)
		}
	}
	p.Figures = []string{"fork", "outcomes", "difference", "frontier", "levers"}
	return p
}

// Run answers.
func (m *comparison) Run(ctx context.Context, done func(int)) (*output.Answer, error) {
	runs, err := batch.Runs(m.world, m.horizon, m.paths...)
	if err != nil {
		return nil, err
	}
	done(len(runs))
	judged, err := judgement.Of(ctx, m.world, m.paths, m.horizon)
	if err != nil {
		return nil, err
	}
	against := runs[m.against]
	d, err := m.document(runs, against, judged)
	if err != nil {
		return nil, err
	}
	answer := &output.Answer{
		Document: *d,
		Files:    []output.File{output.TableFile(totalsTable(runs)), output.TableFile(yearsTable(runs))},
		Source:   output.Source{Paths: m.paths, Worlds: []*scenarios.World{m.world}, Horizon: m.horizon},
	}
	answer.Figures = judged.Mark(plots.Comparison(runs, against)...)
	return answer, nil
}

// document is what people and programs read.
func (m *comparison) document(runs []*scenarios.Run, against *scenarios.Run, judged *judgement.Judgement) (*table.Document, error) {
	last := against.Years.Last()
	d := &table.Document{
		Title:  fmt.Sprintf("%d policy paths, %d to %d, each with its difference to %s", len(runs), against.Years.PolicyStart().Year(), last, table.PathLabel(against.Scenario)),
		Tables: ComparisonTables(runs, against),
		Facts:  append(RunFacts(m.world, last, m.paths...), table.Fact{Name: "reference", Cell: table.Word(against.Scenario.Name)}),
	}
	d.Answer = FewestSentences(runs)
	fit, err := FitLines(m.world)
	if err != nil {
		return nil, err
	}
	d.Answer = append(d.Answer, fit...)
	d.Notes = RulesAndBudget(runs...)
	judged.MarkTables(d.Tables)
	return d, nil
}

// RunFacts are the circumstances of runs in one world: what marks paths and world,
// too.
func RunFacts(w *scenarios.World, last int, paths ...*scenarios.Scenario) []table.Fact {
	list := []table.Fact{{Name: "world", Cell: table.Name{Name: w.Name, Label: w.Marked()}}, {Name: "until", Cell: table.Year(last)}}
	var marked []string
	for _, s := range paths {
		if len(s.Marks()) > 0 {
			marked = append(marked, s.Name+" "+strings.Join(s.Marks(), "; "))
		}
	}
	return append(list, table.Fact{Name: "marked", Cell: table.Word(strings.Join(marked, "; "))})
}

// FitLines say in at most two lines what the single run of a world has for 2025,
// and how well the world agrees with the counts, thing by thing.
func FitLines(w *scenarios.World) ([]string, error) {
	if w.Start != 0 {
		return nil, nil // its own start shares no counted year
	}
	told, err := counts.Tell(w)
	if err != nil {
		return nil, err
	}
	rates, err := ensemble.RatesLine(w)
	if err != nil || rates == "" {
		return []string{told.Line()}, err
	}
	return []string{told.Line(), rates}, nil
}

// RulesAndBudget says of each run when its rules were on and whether it kept its budget.
func RulesAndBudget(runs ...*scenarios.Run) []string {
	var list []string
	for _, r := range runs {
		list = append(list, r.RuleWords()...)
		if words := r.BudgetWords(); words != "" {
			list = append(list, words)
		}
	}
	return list
}

// FewestSentences name the paths with the fewest killed by either death count, and
// those within 5% of them, and say whether the two counts rank paths differently.
func FewestSentences(runs []*scenarios.Run) []string {
	narrow, all := model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")
	fewest := func(o *model.Outcome) string {
		var values []float64
		for _, run := range runs {
			values = append(values, o.Of(run.Years))
		}
		places := scenarios.Lowest(values)
		slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
		var names []string
		for _, i := range places {
			names = append(names, table.PathLabel(runs[i].Scenario))
		}
		words := table.Sentence(names)
		if len(names) > 1 {
			words += " (a tie within 5%)"
		}
		return words
	}
	last := "Other assumptions give other answers (crossroads describe worlds)."
	if RankedDifferently(runs, narrow, all) {
		last = "The two death counts rank some paths differently. " + last
	}
	lines := []string{
		"Fewest civilians and security forces killed: " + fewest(narrow) + ".",
		"Fewest killed when militants count too: " + fewest(all) + ".",
		last,
	}
	for _, run := range runs {
		if run.Scenario.Name == "nobody-acts" {
			lines = append(lines, table.PathLabel(run.Scenario)+": nobody kills militants there, and in the model no state falls.")
		}
	}
	return lines
}

// RankedDifferently reports whether two outcomes rank some two paths differently.
func RankedDifferently(runs []*scenarios.Run, first, second *model.Outcome) bool {
	for _, a := range runs {
		for _, b := range runs {
			if first.Of(a.Years) < first.Of(b.Years) && second.Of(a.Years) > second.Of(b.Years) {
				return true
			}
		}
	}
	return false
}
