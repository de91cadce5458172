package main

import (
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
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// crossOptions are the flags of cross.
type crossOptions struct {
	ensembleOptions
	worlds []string
}

// newCross makes the command that crosses paths with worlds.
func newCross() *cobra.Command {
	var o crossOptions
	c := &cobra.Command{
		Use:   "cross [SCENARIO | FILE.yaml]...",
		Short: "Separate effects of path and world",
		Long: model.Label + `

Runs every path in every world under the same draws and takes each outcome apart: what the path changes in the first
world, what the world changes under the path compared with, and how far the two together differ from their sum. So
nobody takes a changed assumption for a policy's doing. Parameters that a world sets are held at its values.`,
		Example: `  crossroads cross
  crossroads cross investment three-pillar --worlds central,ties-bind,my-world.yaml --outcome deaths_all,attacks`,
	}
	o.bindFormat(c)
	o.bindFigures(c, "svg,png")
	o.bindOut(c, "cross")
	o.bindUntil(c)
	o.bindAgainst(c)
	o.bindOutcome(c, bothSums)
	o.bindMembers(c, 1000)
	o.bindSeed(c)
	o.bindDryRun(c)
	o.bindDraws(c)
	c.Flags().StringSliceVar(&o.worlds, "worlds", scenarios.WorldNames(), "worlds to run in, the one to start from first: built-in names or world files, separated by commas")
	c.RunE = func(c *cobra.Command, args []string) error { return cross(c, &o, args) }
	return c
}

// cross runs every path in every world and writes what it found.
func cross(c *cobra.Command, o *crossOptions, names []string) error {
	if err := atLeast("members", o.members, 1); err != nil {
		return err
	}
	d := &ensemble.Design{Members: o.members}
	var reference *scenarios.Scenario
	var err error
	if d.Paths, reference, err = o.findScenarios(names); err != nil {
		return err
	}
	d.Against = slices.Index(d.Paths, reference)
	for _, name := range o.worlds {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(d.Worlds, func(other *scenarios.World) bool { return other.Name == w.Name }) {
			return usagef("--worlds: %s is named twice (each once)", w.Name)
		}
		d.Worlds = append(d.Worlds, w)
	}
	outcomes, err := o.findOutcomes()
	if err != nil {
		return err
	}
	if d.Horizon, err = o.horizon(); err != nil {
		return err
	}
	if d.Draws, err = o.draws(); err != nil {
		return err
	}
	forms, err := o.figureForms()
	if err != nil {
		return err
	}
	runs := len(d.Paths) * len(d.Worlds) * d.Members
	if o.dryRun {
		fmt.Fprintf(c.OutOrStdout(), "%d runs: %d paths in %d worlds, %d draws\n", runs, len(d.Paths), len(d.Worlds), d.Members)
		return nil
	}
	d.Series = deathSums() // the figure follows both, whatever the table shows
	r, err := ensemble.New(d)
	if err != nil {
		return err
	}
	p := newProgress(c, runs)
	last := 0
	err = r.Run(c.Context(), ensemble.Options{Progress: func(done, _ int) {
		p.add((done - last) * len(d.Paths) * len(d.Worlds))
		last = done
	}})
	p.end()
	if err != nil {
		return err
	}
	out, err := o.openFolder()
	if err != nil {
		return err
	}
	defer out.Discard()
	pieces := []piece{{"cross.csv", func(w io.Writer) error { return writeCross(w, r) }}}
	path, world := mostTangled(r)
	if path >= 0 {
		pieces = append(pieces, forms.pieces(crossFigure(r, path, world))...)
	}
	if err := out.write(pieces); err != nil {
		return err
	}
	m := o.newManifest(d.Horizon, d.Paths, d.Worlds...)
	m.Seed, m.Members = o.seed, o.members
	if err := out.Finish(m); err != nil {
		return err
	}
	t := crossReport(r, outcomes)
	if path >= 0 && len(forms.forms) > 0 {
		t.Sentences = append(t.Sentences, fmt.Sprintf("The figure shows %s in world %s, where policy and world together differ most from their sum.", r.Path(path).Name, r.World(world).Name))
	}
	if err := o.show(c, t); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "wrote to %s: %s\n", o.out, out.Names())
	return nil
}

// mostTangled is the path and the world whose effects together differ most from
// their sum, by civilians and security forces killed; -1 if nothing is crossed.
func mostTangled(r *ensemble.Result) (path, world int) {
	path, world = -1, -1
	var most float64
	d := r.Design()
	for p := range d.Paths {
		for w := 1; w < len(d.Worlds) && p != d.Against; w++ {
			if by := math.Abs(r.Effects(d.Against, p, 0, w, deathSums()[0]).Interaction.Median); path < 0 || by > most {
				path, world, most = p, w, by
			}
		}
	}
	return path, world
}

// crossFigure is the figure of a path against the one compared with, in the
// first world and another.
func crossFigure(r *ensemble.Result, path, world int) *plots.Figure {
	var effects []ensemble.Effects
	for _, o := range deathSums() {
		effects = append(effects, r.Effects(r.Design().Against, path, 0, world, o))
	}
	return plots.Cross(effects...)
}

// crossReport is the printed tables: for every outcome the paths in the worlds,
// what each path changes in each world, and the parts.
func crossReport(r *ensemble.Result, outcomes []*model.Outcome) *report {
	d := r.Design()
	last := d.Years()[len(d.Years())-1]
	t := &report{
		Title: fmt.Sprintf("%d policy paths in %d worlds, %s draws, %d to %d", len(d.Paths), len(d.Worlds), plots.Count(r.Done()), model.Fork.Year(), last),
		Facts: facts(fact{"until", fmt.Sprint(last)}, fact{"draws", d.Draws.String()}, fact{"sampling", string(d.Draws.Sampling)},
			fact{"members", fmt.Sprint(r.Done())}, fact{"seed", fmt.Sprint(d.Draws.Seed)}),
	}
	for _, o := range outcomes {
		t.Blocks = append(t.Blocks, crossLevels(r, o))
		if len(d.Paths) > 1 {
			t.Blocks = append(t.Blocks, crossDifferences(r, o)...)
		}
		if len(d.Paths) > 1 && len(d.Worlds) > 1 {
			t.Blocks = append(t.Blocks, crossEffects(r, o))
		}
		t.Sentences = append(t.Sentences, crossSentences(r, o)...)
	}
	t.Sentences = append(drawsSentences(d.Draws, d.Worlds...), t.Sentences...)
	return t
}

// worldColumns heads a table with a column for every world.
func worldColumns(r *ensemble.Result) []column {
	list := []column{{"scenario", "path", 0}}
	for _, w := range r.Design().Worlds {
		list = append(list, column{strings.ReplaceAll(w.Name, "-", "_"), strings.ReplaceAll(w.Name, "-", "-\n"), 0})
	}
	return list
}

// crossLevels shows the median of every path in every world.
func crossLevels(r *ensemble.Result, o *model.Outcome) block {
	t := block{Name: o.Name + "_median", Title: o.Name + ": median by path and world", Columns: worldColumns(r)}
	for p := range r.Design().Paths {
		row := []any{mark(r, p)}
		for w := range r.Design().Worlds {
			row = append(row, measured{r.Level(w, p, o, 0).Quantile(0.5), o.Unit})
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(marked(r), table.UpperFirst(counted(o))+" "+o.Span.Words()+".")
	return t
}

// crossDifferences shows what every path changes in every world, then in how
// many sets of assumptions it has fewer there.
func crossDifferences(r *ensemble.Result, o *model.Outcome) []block {
	reference := r.Path(r.Design().Against).Name
	medians := block{Name: o.Name + "_difference", Title: fmt.Sprintf("%s: difference to %s in the same world under the same draws, medians", o.Name, reference), Columns: worldColumns(r)}
	counts := block{Name: o.Name + "_lower", Title: fmt.Sprintf("%s: draws of 100 with %s than on %s in the same world", o.Name, less(o), reference), Columns: worldColumns(r)}
	for pair := range r.Pairs() {
		some, shares := []any{versus(r, pair)}, []any{versus(r, pair)}
		for w := range r.Design().Worlds {
			fewer, _ := r.FewerShare(w, pair, o)
			some = append(some, signedAmount{r.Difference(w, pair, o, 0).Quantile(0.5), o.Unit})
			shares = append(shares, fewer)
		}
		medians.Rows, counts.Rows = append(medians.Rows, some), append(counts.Rows, shares)
	}
	return []block{medians, counts}
}

// crossEffects takes the table apart: the first column is what each path changes
// in the first world, the last row what each world changes under the path
// compared with, the rest how far both together differ from their sum.
func crossEffects(r *ensemble.Result, o *model.Outcome) block {
	d := r.Design()
	first := d.Worlds[0].Name
	t := block{Name: o.Name + "_parts", Title: o.Name + ": taken apart, medians", Columns: worldColumns(r)}
	t.Columns[1].Head = "policy, in\n" + first
	under := []any{"world, under " + mark(r, d.Against), "–"}
	for w := 1; w < len(d.Worlds); w++ {
		under = append(under, signedAmount{r.Effects(d.Against, d.Against, 0, w, o).World.Median, o.Unit})
	}
	for p := range d.Paths {
		if p == d.Against {
			continue
		}
		row := []any{mark(r, p), signedAmount{r.Effects(d.Against, p, 0, 0, o).Policy.Median, o.Unit}}
		for w := 1; w < len(d.Worlds); w++ {
			row = append(row, signedAmount{r.Effects(d.Against, p, 0, w, o).Interaction.Median, o.Unit})
		}
		t.Rows = append(t.Rows, row)
	}
	t.Rows = append(t.Rows, under)
	t.Notes = []string{fmt.Sprintf("First column: what the path alone changes. Last row: what the world alone changes. All others: what both together change beyond that. In each draw the parts add up to the way from %s in %s; their medians need not.", d.Paths[d.Against].Name, first)}
	return t
}

// crossSentences say where the world turns the sign of what a path does, and
// whether worlds or paths move the outcome further.
func crossSentences(r *ensemble.Result, o *model.Outcome) []string {
	d := r.Design()
	var sentences []string
	if len(d.Paths) < 2 || len(d.Worlds) < 2 {
		return nil
	}
	for pair, p := range r.Pairs() {
		var fewer, more []string
		for w := range d.Worlds {
			share, same := r.FewerShare(w, pair, o)
			words := fmt.Sprintf("%s (%s)", d.Worlds[w].Name, share)
			switch (shares.Reading{Fewer: share, Same: same}).Sign() {
			case 1:
				fewer = append(fewer, words)
			case -1:
				more = append(more, words)
			}
		}
		if len(fewer) > 0 && len(more) > 0 {
			sentences = append(sentences, fmt.Sprintf("It depends on the world: by %s, %s has %s than %s in most draws in %s, but not in %s.",
				o.Name, d.Paths[p.A].Name, less(o), d.Paths[p.B].Name, table.Sentence(fewer), table.Sentence(more)))
		}
	}
	widest := func(n int, at func(i int) float64) float64 {
		low, high := math.Inf(1), math.Inf(-1)
		for i := range n {
			low, high = min(low, at(i)), max(high, at(i))
		}
		return high - low
	}
	worlds := widest(len(d.Worlds), func(w int) float64 { return r.Level(w, d.Against, o, 0).Quantile(0.5) })
	paths := widest(len(d.Paths), func(p int) float64 { return r.Level(0, p, o, 0).Quantile(0.5) })
	further := "the paths further than the worlds"
	if worlds > paths {
		further = "the worlds further than the paths"
	}
	return append(sentences, fmt.Sprintf("By %s, from world to world the median of %s moves by %s; from path to path, in %s, by %s: %s.",
		o.Name, d.Paths[d.Against].Name, amount(worlds, o.Unit), d.Worlds[0].Name, amount(paths, o.Unit), further))
}

// writeCross writes every path in every world, every paired difference and every
// part as CSV in full precision.
func writeCross(w io.Writer, r *ensemble.Result) error {
	d := r.Design()
	out := sink.NewCSV(w)
	out.Write([]string{"part", "scenario", "against", "world", "from_world", "variable", "unit", "members",
		"median", "low50", "high50", "low80", "high80", "fewer", "label"})
	line := func(part string, path int, against string, world int, from string, o *model.Outcome, b ensemble.Band, fewer string) {
		fields := []string{part, d.Paths[path].Name, against, d.Worlds[world].Name, from, o.Name, o.Unit, strconv.Itoa(r.Done())}
		for _, v := range []float64{b.Median, b.Low50, b.High50, b.Low80, b.High80} {
			fields = append(fields, exact(v))
		}
		out.Write(append(fields, fewer, model.Label))
	}
	reference := d.Paths[d.Against].Name
	for world := range d.Worlds {
		for path := range d.Paths {
			for i := range model.OutcomeTable {
				o := &model.OutcomeTable[i]
				line("level", path, "", world, "", o, r.Level(world, path, o, 0).Band(), "")
				if path == d.Against && world == 0 {
					continue
				}
				e := r.Effects(d.Against, path, 0, world, o)
				first := d.Worlds[0].Name
				if world == 0 {
					line("policy", path, reference, 0, first, o, e.Policy.Band, exact(e.Policy.Fewer.Fraction()))
				} else if path == d.Against {
					line("world", path, reference, world, first, o, e.World.Band, exact(e.World.Fewer.Fraction()))
				} else {
					line("interaction", path, reference, world, first, o, e.Interaction.Band, exact(e.Interaction.Fewer.Fraction()))
				}
			}
		}
		for pair, p := range r.Pairs() {
			for i := range model.OutcomeTable {
				o := &model.OutcomeTable[i]
				fewer, _ := r.FewerShare(world, pair, o)
				line("difference", p.A, d.Paths[p.B].Name, world, "", o, r.Difference(world, pair, o, 0).Band(), exact(fewer.Fraction()))
			}
		}
	}
	out.Flush()
	return out.Error()
}
