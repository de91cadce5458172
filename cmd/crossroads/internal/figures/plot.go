// SPDX-License-Identifier: Apache-2.0

// Package figures has the command that draws one figure: plot.
package figures

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/draws"
	"crossroads/cmd/crossroads/internal/fitting"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/judgement"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/breakeven"
	"crossroads/scenarios/audits/robust"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/effect"
	"crossroads/scenarios/runs/ensemble"
)

// Plotted is what a figure is drawn from.
type Plotted struct {
	flags.Options
	Paths     []*scenarios.Scenario
	Reference int
	In        *scenarios.World
	Span      model.Horizon
	worlds    []*scenarios.World // those the figure is drawn in
}

// FigureTable lists the figures that plot draws.
var FigureTable = []struct {
	Name, Doc string
	pair      bool // of two paths
	draw      func(context.Context, *Plotted) (*plots.Figure, error)
}{
	{"fork", "F1: an outcome year by year; with --members its bands", false, drawFork},
	{"futures", "F1b: two paths under the first few draws", true, drawFutures},
	{"futures-events", "F1b with single attacks scattered around each future", true, drawScattered},
	{"counted", "F1d: counted years beside the runs, with random attack timing", true, drawCounted},
	{"record", "F12: what was counted after the policy start, beside the model and two naive forecasts", false, drawHoldout},
	{"outcomes", "F2: six outcomes", false, drawRuns(plots.Outcomes)},
	{"difference", "F3: each path minus another; with --members its bands", false, drawDifference},
	{"frontier", "F4: deaths against money; with --members its clouds", false, drawFrontier},
	{"tornado", "F5: the assumptions that the difference of two paths depends on", true, DrawTornado},
	{"regret", "F6a: regret in every built-in world", false, DrawRegret},
	{"conditions", "F6b: which of two paths has fewer over two assumptions", true, DrawConditions},
	{"levers", "F7: what each path does", false, drawRuns(plots.Levers)},
	{"loops", "F8: what acts on what in the model", false, func(context.Context, *Plotted) (*plots.Figure, error) { return plots.Loops(), nil }},
	{"cross", "F1c: two paths in the central world and in the one chosen", true, drawCross},
}

// FigureNames lists the names of figureTable.
func FigureNames() []string {
	var names []string
	for _, f := range FigureTable {
		names = append(names, f.Name)
	}
	return names
}

// NewPlot makes the command that draws one figure.
func NewPlot() *cobra.Command {
	var o Plotted
	var list strings.Builder
	for _, f := range FigureTable {
		fmt.Fprintf(&list, "\n  %-11s %s", f.Name, f.Doc)
	}
	c := &cobra.Command{
		Use:   "plot FIGURE [PATH | FILE.yaml]...",
		Short: "Draw one figure",
		Long: model.Label + `

Draws one figure of the chosen paths, or of all built-in ones, and describes it in words.
` + list.String(),
		Example: `  crossroads plot fork kinetic investment my.yaml --outcome attacks --size square
  crossroads plot difference --members 1000 --world backlash --figures pdf`,
	}
	o.BindFigures(c)
	o.BindOut(c)
	c.PreRunE = nil // which folder depends on the figure
	c.Flags().Lookup("out").DefValue = "out/plot/FIGURE"
	o.BindWorld(c)
	o.BindUntil(c)
	o.BindAgainst(c)
	o.BindOutcome(c, "deaths_civilian_security")
	o.BindMembers(c, 0)
	o.BindFrom(c)
	c.RunE = func(c *cobra.Command, args []string) error { return runPlot(c, &o, args) }
	return c
}

// runPlot draws the figure, writes it and tells what it shows.
func runPlot(c *cobra.Command, o *Plotted, args []string) error {
	if len(args) == 0 {
		return flags.Usagef("plot: no figure is named (%s)", strings.Join(FigureNames(), ", "))
	}
	at := slices.Index(FigureNames(), args[0])
	if at < 0 {
		return &scenarios.UnknownError{Thing: "figure", Name: args[0], Known: FigureNames()}
	}
	// Figures of single runs show paths that start in another year, too.
	o.AnyStart = o.Members == 0 && slices.Contains([]string{"fork", "outcomes", "difference", "frontier", "levers"}, args[0])
	if err := o.resolve(FigureTable[at].pair, args[1:]); err != nil {
		return err
	}
	forms, err := o.Drawing()
	if err != nil {
		return err
	}
	if !c.Flags().Changed("out") {
		o.Out += "/" + args[0]
	}
	o.Results("plot " + args[0])
	out, err := o.OpenFolder()
	if err != nil {
		return err
	}
	defer out.Discard()
	f, err := FigureTable[at].draw(c.Context(), o)
	if err != nil {
		return err
	}
	if err := out.Write(forms.Files(f)); err != nil {
		return err
	}
	m := o.NewManifest(o.Span, o.Paths, o.worlds...)
	if o.Members > 0 {
		m.Seed, m.Members = o.Seed, o.Members
	}
	if err := out.Finish(m); err != nil {
		return err
	}
	fmt.Fprintf(c.OutOrStdout(), "%s\n%s. %s\n%s\n", model.Label, f.Title, f.Subtitle, f.Description)
	out.Say(c.ErrOrStderr())
	forms.SayLacking(c.ErrOrStderr(), output.Source{Paths: o.Paths, Worlds: o.worlds}, f)
	return nil
}

// resolve reads the paths, the world and the horizon asked for. Figures of two
// paths take two; if none is named, those that the essay sets against each other.
func (o *Plotted) resolve(pair bool, names []string) (err error) {
	if o.In, err = o.FindWorld(); err != nil {
		return err
	}
	o.worlds = []*scenarios.World{o.In}
	if err := flags.AtLeast("members", o.Members, 0); err != nil {
		return err
	}
	if pair {
		if len(names) == 0 {
			names = scenarios.Contrast[:]
		}
		if len(names) != 2 {
			return flags.Usagef("plot needs two paths for this figure (%d given)", len(names))
		}
		a, b, err := o.FindPair(names)
		if err != nil {
			return err
		}
		o.Paths = []*scenarios.Scenario{a, b}
	} else {
		o.AgainstOwnStart(names)
		list, reference, err := o.FindPaths(names)
		if err != nil {
			return err
		}
		o.Paths, o.Reference = list, slices.Index(list, reference)
	}
	o.Span, err = o.Horizon()
	return err
}

// runs runs every path in a world.
func (o *Plotted) runs(w *scenarios.World) ([]*scenarios.Run, error) {
	return batch.Runs(w, o.Span, o.Paths...)
}

// drawRuns draws a figure of single runs.
func drawRuns(draw func([]*scenarios.Run, *scenarios.Run) *plots.Figure) func(context.Context, *Plotted) (*plots.Figure, error) {
	return func(ctx context.Context, o *Plotted) (*plots.Figure, error) {
		runs, err := o.runs(o.In)
		if err != nil {
			return nil, err
		}
		judged, err := judgement.Of(ctx, o.In, o.Paths, o.Span)
		if err != nil {
			return nil, err
		}
		return judged.Mark(draw(runs, runs[o.Reference]))[0], nil
	}
}

// many runs the paths under many sets of assumptions in some worlds.
func (o *Plotted) many(ctx context.Context, worlds ...*scenarios.World) (*ensemble.Result, error) {
	o.worlds = worlds
	draws, err := o.Draws.Find()
	if err != nil {
		return nil, err
	}
	return ensemble.Run(ctx, &ensemble.Design{Paths: o.Paths, Worlds: worlds, Horizon: o.Span, Members: o.Members, Against: o.Reference,
		Draws: draws, Series: ensemble.StandardSeries()})
}

// bands draws a figure of an ensemble if members are asked for, else of single
// runs.
func (o *Plotted) bands(ctx context.Context, draw func(*ensemble.Result, int) *plots.Figure, single func([]*scenarios.Run, *scenarios.Run) *plots.Figure) (*plots.Figure, error) {
	if o.Members == 0 {
		return drawRuns(single)(ctx, o)
	}
	r, err := o.many(ctx, o.In)
	if err != nil {
		return nil, err
	}
	return draw(r, 0), nil
}

// usualMembers is how many members a figure has that cannot do without.
const usualMembers = 256

func drawFork(ctx context.Context, o *Plotted) (*plots.Figure, error) {
	outcome, err := o.FindOutcome()
	if err != nil {
		return nil, err
	}
	if o.Members > 0 && outcome.Unit != "death" {
		return nil, flags.Usagef("plot fork: bands of %s are not drawn (deaths_civilian_security and deaths_all are, together; or no --members)", outcome.Name)
	}
	return o.bands(ctx, plots.ForkBands, func(runs []*scenarios.Run, against *scenarios.Run) *plots.Figure {
		return plots.Fork(runs, against, outcome)
	})
}

func drawDifference(ctx context.Context, o *Plotted) (*plots.Figure, error) {
	return o.bands(ctx, plots.PairedDifference, plots.Difference)
}

func drawFrontier(ctx context.Context, o *Plotted) (*plots.Figure, error) {
	return o.bands(ctx, plots.FrontierClouds, plots.Frontier)
}

func drawFutures(ctx context.Context, o *Plotted) (*plots.Figure, error) {
	if o.Members == 0 {
		o.Members = usualMembers
	}
	r, err := o.many(ctx, o.In)
	if err != nil {
		return nil, err
	}
	return plots.Futures(r, 0), nil
}

func drawScattered(ctx context.Context, o *Plotted) (*plots.Figure, error) {
	s, err := o.scattered(ctx)
	if err != nil {
		return nil, err
	}
	return s.Futures(), nil
}

func drawCounted(ctx context.Context, o *Plotted) (*plots.Figure, error) {
	s, err := o.scattered(ctx)
	if err != nil {
		return nil, err
	}
	return s.Counted(), nil
}

// scattered runs the paths with single attacks.
func (o *Plotted) scattered(ctx context.Context) (*draws.Scattered, error) {
	if o.Members == 0 {
		o.Members = draws.ScatteredMembers
	}
	r, err := o.many(ctx, o.In)
	if err != nil {
		return nil, err
	}
	return draws.Scatter(ctx, r)
}

// drawHoldout takes no paths: it shows the year as it happened and the reference.
func drawHoldout(ctx context.Context, o *Plotted) (*plots.Figure, error) {
	q, err := fitting.Holdout(o.Question, o.Draws, model.Fork.Year())
	if err != nil {
		return nil, err
	}
	t, err := q.Run(ctx)
	if err != nil {
		return nil, err
	}
	o.Paths, o.Span.End, o.Members = q.Paths, model.NewYear(q.Year+1), q.Members
	return plots.Holdout(t), nil
}

func drawCross(ctx context.Context, o *Plotted) (*plots.Figure, error) {
	central := scenarios.Central()
	if o.In.Name == central.Name {
		return nil, flags.Usagef("plot cross: the central world cannot be set against itself (--world with another)")
	}
	if o.Members == 0 {
		o.Members = usualMembers
	}
	r, err := o.many(ctx, central, o.In)
	if err != nil {
		return nil, err
	}
	var effects []ensemble.Effects
	for _, sum := range scenarios.DeathCounts() {
		effects = append(effects, r.Effects(0, 1, 0, 1, sum))
	}
	return plots.Cross(effects...), nil
}

func DrawTornado(ctx context.Context, o *Plotted) (*plots.Figure, error) {
	table, err := effect.Measure(ctx, o.In, o.Paths, o.Span)
	if err != nil {
		return nil, err
	}
	var list [][]effect.Effect
	for _, sum := range scenarios.DeathCounts() {
		list = append(list, table.Differences(0, 1, sum))
	}
	return plots.Tornado(o.Paths[0], o.Paths[1], o.In, flags.LastYear(o.Span), scenarios.DeathCounts(), list), nil
}

// DrawRegret runs every path in every built-in world.
func DrawRegret(_ context.Context, o *Plotted) (*plots.Figure, error) {
	tables := make([]*robust.Table, 2)
	for i, sum := range scenarios.DeathCounts() {
		tables[i] = &robust.Table{Outcome: sum}
	}
	o.worlds = nil
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		runs, err := o.runs(w)
		if err != nil {
			return nil, err
		}
		for _, t := range tables {
			var values []float64
			for _, r := range runs {
				values = append(values, t.Outcome.Of(r.Years))
			}
			t.Centre = append(t.Centre, values)
		}
		o.worlds = append(o.worlds, w)
	}
	return plots.Regret(o.Paths, o.worlds, flags.LastYear(o.Span), tables), nil
}

// DrawConditions maps the two assumptions that move the difference most.
func DrawConditions(ctx context.Context, o *Plotted) (*plots.Figure, error) {
	table, err := effect.Measure(ctx, o.In, o.Paths, o.Span)
	if err != nil {
		return nil, err
	}
	widest := table.Differences(0, 1, scenarios.DeathCounts()[0])
	const points = 31
	q := &breakeven.Question{A: o.Paths[0], B: o.Paths[1], Horizon: o.Span, Outcomes: scenarios.DeathCounts(), World: o.In}
	m, err := q.Map(ctx, widest[0].Parameter, widest[1].Parameter, points)
	if err != nil {
		return nil, err
	}
	return plots.Conditions(o.Paths[0], o.Paths[1], o.In, flags.LastYear(o.Span), scenarios.DeathCounts(), m), nil
}
