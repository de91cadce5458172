package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
)

// newCompare makes the command that runs several paths in one world.
func newCompare() *cobra.Command {
	o := options{anyStart: true}
	c := &cobra.Command{
		Use:   "compare [SCENARIO | FILE.yaml]...",
		Short: "Compare paths side by side",
		Long: model.Label + `

Runs the chosen paths, or all built-in ones, from the common history to the end, prints every outcome with its
difference to one of them, and writes figures, compare.csv and manifest.json. With --watch it does so again whenever one
of the files is saved, also one that they extend; mistakes are named and waited out.`,
		Example: `  crossroads compare
  crossroads compare kinetic three-pillar my.yaml --world backlash --until 2035 --against kinetic --figures svg,png
  crossroads compare --watch my.yaml`,
	}
	o.bindFormat(c)
	o.bindFigures(c, "svg,png")
	o.bindOut(c, "compare")
	o.bindWorld(c)
	o.bindPosterior(c)
	o.bindUntil(c)
	o.bindAgainst(c)
	o.bindMixed(c)
	watch := c.Flags().Bool("watch", false, "compare again whenever one of the files is saved, until Ctrl-C")
	c.RunE = func(c *cobra.Command, args []string) error {
		if *watch {
			return watchComparison(c, &o, args)
		}
		return compare(c, &o, args)
	}
	return c
}

// comparison is paths run in one world, beside one of them.
type comparison struct {
	paths   []*scenarios.Scenario
	world   *scenarios.World
	horizon model.Horizon
	runs    []*scenarios.Run
	against *scenarios.Run
	judged  *judgement // how far what is counted rests on judgement
}

// findComparison reads and runs the paths named, as their files stand now.
func (o *options) findComparison(ctx context.Context, names []string) (*comparison, error) {
	o.found = nil
	if len(names) > 0 && o.against == scenarios.Reference {
		if first, err := o.readPath(names[0]); err == nil && first.Start != 0 {
			o.against = names[0] // the usual reference starts in another year
		}
	}
	paths, reference, err := o.findScenarios(names)
	if err != nil {
		return nil, err
	}
	world, err := o.findWorld()
	if err != nil {
		return nil, err
	}
	h, err := o.horizon()
	if err != nil {
		return nil, err
	}
	m := &comparison{paths: paths, world: world, horizon: h}
	for _, s := range paths {
		run, err := s.Run(world, h)
		if err != nil {
			return nil, err
		}
		m.runs = append(m.runs, run)
	}
	m.against = m.runs[slices.Index(paths, reference)]
	m.judged, err = judgementOf(ctx, world, paths, h)
	return m, err
}

// files lists the files that the comparison was read from.
func (m *comparison) files() []string {
	files := m.world.Files()
	for _, s := range m.paths {
		files = append(files, s.Files()...)
	}
	return files
}

// write writes figures, numbers and manifest, and names them.
func (m *comparison) write(o *options, forms drawing) (names string, err error) {
	out, err := o.openFolder()
	if err != nil {
		return "", err
	}
	defer out.Discard()
	pieces := []piece{{"compare.csv", func(w io.Writer) error { return writeRuns(w, m.runs) }}}
	if m.horizon.Start == model.HistoryStart { // figures show paths beside the shared history
		pieces = append(pieces, forms.pieces(m.judged.mark(plots.Comparison(m.runs, m.against)...)...)...)
	}
	if err := out.write(pieces); err != nil {
		return "", err
	}
	if err := out.Finish(o.newManifest(m.horizon, m.paths, m.world)); err != nil {
		return "", err
	}
	return out.Names(), nil
}

// print prints the table.
func (m *comparison) print(c *cobra.Command, format string) error {
	r := comparisonReport(m.runs, m.against)
	var err error
	if r.Lead, err = worldLines(m.world); err != nil {
		return err
	}
	m.judged.markBlocks(r.Blocks)
	r.Sentences = append(r.Sentences, m.judged.sentence())
	return r.print(c.OutOrStdout(), format)
}

// compare runs the paths, writes the files, then prints the table.
func compare(c *cobra.Command, o *options, names []string) error {
	m, err := o.findComparison(c.Context(), names)
	if err != nil {
		return err
	}
	forms, err := o.figureForms()
	if err != nil {
		return err
	}
	wrote, err := m.write(o, forms)
	if err != nil {
		return err
	}
	if err := m.print(c, o.format); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "wrote to %s: %s\n", o.out, wrote)
	return nil
}

// comparisonReport is the printed table: every outcome of every path with its
// difference to one of them.
func comparisonReport(runs []*scenarios.Run, against *scenarios.Run) *report {
	last := against.Years.Last()
	r := &report{
		Title: fmt.Sprintf("%d policy paths, %d to %d, each with its difference to %s", len(runs), against.Years.PolicyStart().Year(), last, against.Scenario.Name),
		Facts: facts(fact{"world", against.World.Marked()}, fact{"until", fmt.Sprint(last)}, marksOf(pathsOf(runs)...)),
	}
	for _, b := range []model.Block{model.BlockSums, model.BlockRows, model.BlockState, model.BlockMoney, model.BlockWounded} {
		if t := comparisonBlock(b, runs, against); len(t.Columns) > 1 {
			r.Blocks = append(r.Blocks, t)
		}
	}
	r.Sentences = slices.Concat(fewestSentences(runs), happened(runs...))
	return r
}

// comparisonBlock is one block of outcomes. People wounded appear only where a
// shock states them.
func comparisonBlock(b model.Block, runs []*scenarios.Run, against *scenarios.Run) block {
	t := block{Title: string(b), Columns: []column{{Name: "scenario", Head: "path"}}}
	var shown []*model.Outcome
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		if o.Block != b || b == model.BlockWounded && !slices.ContainsFunc(runs, func(r *scenarios.Run) bool { return o.Of(r.Years) > 0 }) {
			continue
		}
		shown = append(shown, o)
		t.Columns = append(t.Columns, column{Name: o.Name, Head: o.Short})
	}
	for _, run := range runs {
		row := []any{run.Scenario.Name + dagger(run.Scenario)}
		for _, o := range shown {
			v, reference := o.Of(run.Years), o.Of(against.Years)
			row = append(row, compared{v, v - reference, o.Unit, run == against})
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = blockNotes(b, shown)
	return t
}

// blockNotes says in words what the columns of a block count.
func blockNotes(b model.Block, shown []*model.Outcome) []string {
	switch b {
	case model.BlockSums:
		return []string{"Killed from the fork to the end; civilians are those of both countries. All killed = civilians + security + militants. Attacks: in the last year."}
	case model.BlockRows:
		return []string{"These five rows make up civilians + security: civilians of Pakistan unless Afghanistan is named; attacks are by militants, operations by the state."}
	case model.BlockState:
		return []string{"At the end. Sanctuary, ties and trust are model indices from 0 to 1, never measured. Output: USD million of 2025 from the fork to the end, undiscounted."}
	case model.BlockMoney:
		var payers []string
		for _, o := range shown {
			payers = append(payers, strings.ReplaceAll(o.Short, "\n", " ")+": "+o.Payer)
		}
		return []string{"USD million of 2025 from the fork to the end, undiscounted; never added up, because different people pay. " + strings.Join(payers, "; ") + "."}
	}
	return nil
}

// fewestSentences name the paths with the fewest killed by either death count, and
// those within 5% of them, and say whether the two counts rank paths differently.
func fewestSentences(runs []*scenarios.Run) []string {
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
	if differently(runs, narrow, all) {
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

// differently reports whether two outcomes rank some two paths differently.
func differently(runs []*scenarios.Run, first, second *model.Outcome) bool {
	for _, a := range runs {
		for _, b := range runs {
			if first.Of(a.Years) < first.Of(b.Years) && second.Of(a.Years) > second.Of(b.Years) {
				return true
			}
		}
	}
	return false
}

// list joins words as in a sentence.
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
