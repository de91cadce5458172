package main

import (
	"fmt"
	"io"
	"math/bits"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/sensitivity"
	"crossroads/scenarios/runs/effect"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/morris"
	"crossroads/scenarios/stats/sobol"
)

// sensitivityOptions are the flags of sensitivity.
type sensitivityOptions struct {
	options
	method      string
	samples     int
	shape       string
	secondOrder bool
	foreign     string // a design or posterior, which is refused
}

// usualSamples is how many trajectories or pairs of points are drawn if the
// user does not say.
var usualSamples = map[string]int{"oat": 0, "morris": 100, "sobol": 512}

// shownRows is how many assumptions a printed ranking lists; the CSV has all.
const shownRows = 12

// newSensitivity makes the command that tells which assumptions matter.
func newSensitivity() *cobra.Command {
	var o sensitivityOptions
	c := &cobra.Command{
		Use:   "sensitivity [A [B]]",
		Short: "Rank assumptions by effect",
		Long: model.Label + `

Ranks the assumptions by how far they move an outcome of path A, or of A minus B. oat moves one assumption at a time;
morris (Morris 1991) does so from many starting points; sobol (Saltelli 2010, Jansen 1999) divides the variance,
interactions included. Without names it looks at three-pillar minus kinetic.`,
		Example: `  crossroads sensitivity investment kinetic --method morris
  crossroads sensitivity three-pillar --method sobol --samples 1024 --outcome attacks`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 2 {
				return usagef("%s: %d names given (at most two scenarios)", c.CommandPath(), len(args))
			}
			return nil
		},
	}
	o.bindFormat(c)
	o.bindFigures(c, "svg,png")
	o.bindOut(c, "sensitivity")
	o.bindWorld(c)
	o.bindUntil(c)
	o.bindOutcome(c, bothSums)
	o.bindSeed(c)
	o.bindDryRun(c)
	o.method, o.shape = "morris", string(ensemble.PERT)
	c.Flags().Var(&choice{&o.method, []string{"oat", "morris", "sobol"}}, "method", "oat, morris or sobol")
	c.Flags().IntVar(&o.samples, "samples", 0, "trajectories of morris (100 unless stated) or pairs of points of sobol (512; a power of two)")
	c.Flags().Var(&choice{&o.shape, []string{string(ensemble.PERT), string(ensemble.Uniform)}}, "shape", "draws behind sobol: pert, or uniform over the ranges")
	c.Flags().BoolVar(&o.secondOrder, "second-order", false, "sobol: also what pairs of assumptions do only together (twice the runs)")
	for _, name := range []string{"posterior", "in"} {
		c.Flags().StringVar(&o.foreign, name, "", "refused: the method needs independent draws of its own")
		c.Flags().Lookup(name).Hidden = true
	}
	c.RunE = func(c *cobra.Command, args []string) error { return runSensitivity(c, &o, args) }
	return c
}

// ranking is what the three methods found; morris and sobol are nil unless asked for.
type ranking struct {
	question   *sensitivity.Question
	samples    int
	oneAtATime [][]effect.Effect // by outcome, the largest swing first
	morris     *sensitivity.Screening
	sobol      *sensitivity.Shares
}

// runSensitivity ranks the assumptions and writes what it found.
func runSensitivity(c *cobra.Command, o *sensitivityOptions, names []string) error {
	if o.foreign != "" {
		return usagef("%s: the method draws its own samples and needs independent ones; those of a posterior or of another design are not (robustness and ensemble take a posterior)", o.foreign)
	}
	if len(names) == 0 {
		names = scenarios.Contrast[:]
	}
	q := &sensitivity.Question{Seed: o.seed, Shape: ensemble.Shape(o.shape)}
	var err error
	if len(names) == 2 {
		q.A, q.B, err = o.findPair(names)
	} else {
		q.A, err = o.findPath(names[0])
	}
	if err != nil {
		return err
	}
	if q.Outcomes, q.World, q.Horizon, err = o.findQuestion(); err != nil {
		return err
	}
	forms, err := o.figureForms()
	if err != nil {
		return err
	}
	if o.samples == 0 {
		o.samples = usualSamples[o.method]
	}
	runs := 0
	switch o.method {
	case "morris":
		if err := atLeast("samples", o.samples, 2); err != nil {
			return err
		}
		runs = q.MorrisRuns(o.samples)
	case "sobol":
		if o.samples < 16 || bits.OnesCount(uint(o.samples)) != 1 {
			return usagef("--samples %d: is not a power of two from 16 (512, 1024, ...)", o.samples)
		}
		runs = q.SobolRuns(o.samples, o.secondOrder)
	}
	paths := []*scenarios.Scenario{q.A}
	if q.B != nil {
		paths = append(paths, q.B)
	}
	runs += len(paths) * (1 + 2*len(q.Parameters()))
	if o.dryRun {
		fmt.Fprintf(c.OutOrStdout(), "about %d runs: %d assumptions, method %s, %d samples\n", runs, len(q.Parameters()), o.method, o.samples)
		return nil
	}
	p := newProgress(c, runs)
	defer p.end()
	q.Done = p.add
	found := &ranking{question: q, samples: o.samples}
	table, err := effect.Measure(c.Context(), q.World, paths, q.Horizon)
	if err != nil {
		return err
	}
	for _, outcome := range q.Outcomes {
		if q.B == nil {
			found.oneAtATime = append(found.oneAtATime, table.Effects(0, outcome))
		} else {
			found.oneAtATime = append(found.oneAtATime, table.Differences(0, 1, outcome))
		}
	}
	switch o.method {
	case "morris":
		found.morris, err = q.Morris(c.Context(), o.samples)
	case "sobol":
		found.sobol, err = q.Sobol(c.Context(), o.samples, o.secondOrder)
	}
	if err != nil {
		return err
	}
	p.end()

	out, err := o.openFolder()
	if err != nil {
		return err
	}
	defer out.Discard()
	pieces := []piece{{"sensitivity.csv", func(w io.Writer) error { return found.writeCSV(w) }}}
	pieces = append(pieces, sensitivityFigures(found, forms)...)
	if err := out.write(pieces); err != nil {
		return err
	}
	m := o.newManifest(q.Horizon, paths, q.World)
	m.Seed, m.Members = o.seed, o.samples
	if err := out.Finish(m); err != nil {
		return err
	}
	r := found.report()
	r.Facts = facts(fact{"world", q.World.Marked()}, fact{"until", fmt.Sprint(o.until)}, fact{"method", o.method}, fact{"samples", fmt.Sprint(o.samples)}, fact{"seed", fmt.Sprint(o.seed)})
	if err := o.show(c, r); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "wrote to %s: %s\n", o.out, out.Names())
	return nil
}

// asked says what is explained: an outcome of one path or of one less another.
func (f *ranking) asked() string {
	if f.question.B == nil {
		return f.question.A.Name
	}
	return f.question.A.Name + " less " + f.question.B.Name
}

// report is the printed ranking of the method chosen, with its course over time.
func (f *ranking) report() *report {
	r := &report{Title: "Which assumptions " + f.asked() + " hangs on"}
	for n, o := range f.question.Outcomes {
		title := fmt.Sprintf("%s (%s): %s %s", o.Label, o.Name, f.asked(), amount(f.oneAtATime[n][0].Mid, o.Unit))
		switch {
		case f.morris != nil:
			r.Blocks = append(r.Blocks, f.morrisBlock(n, title), f.timeBlock(n))
			if !morris.Rankable(f.morris.Effects[n][len(f.morris.Years)-1]) {
				r.Sentences = append(r.Sentences, "By "+o.Name+" the intervals are too wide to rank the assumptions (more --samples).")
			}
		case f.sobol != nil:
			r.Blocks = append(r.Blocks, f.sobolBlock(n, title), f.timeBlock(n))
			if pairs := f.pairsBlock(n); pairs != nil {
				r.Blocks = append(r.Blocks, *pairs)
			}
			if x := f.sobol.Indices[n][len(f.sobol.Years)-1]; !x.Varies {
				r.Sentences = append(r.Sentences, o.Name+" does not vary: no assumption drawn changes it.")
			} else if !x.Rankable() {
				r.Sentences = append(r.Sentences, "By "+o.Name+" the intervals are too wide to rank the assumptions (more --samples).")
			}
		default:
			r.Blocks = append(r.Blocks, f.oneAtATimeBlock(n, title))
		}
	}
	return r
}

// rangeWord is a parameter's documented range in short.
func rangeWord(p *model.Parameter) extent { return extent{Low: p.Low, High: p.High, Exact: true} }

// oneAtATimeBlock lists the largest swings.
func (f *ranking) oneAtATimeBlock(n int, title string) block {
	o := f.question.Outcomes[n]
	t := block{Title: title, Columns: []column{
		{"parameter", "assumption", 19}, {"range", "documented", 15}, {"confidence", "evidence", 14},
		{"at_low", "at low end", 0}, {"at_high", "at high end", 0}, {"swing", "swing", 0}, {"sign", "sign", 12},
	}}
	for i, e := range f.oneAtATime[n] {
		if i == shownRows || e.Swing() == 0 {
			break
		}
		sign := "stays"
		if min(e.Low, e.Mid, e.High) < 0 && max(e.Low, e.Mid, e.High) > 0 {
			sign = "changes"
		}
		t.Rows = append(t.Rows, []any{e.Parameter.Name, rangeWord(e.Parameter), string(e.Parameter.Confidence),
			measured{e.Low, o.Unit}, measured{e.High, o.Unit}, measured{e.Swing(), o.Unit}, sign})
	}
	t.Notes = []string{"One assumption at the end of its documented range, the others as the world has them; interactions stay unseen (morris and sobol show them)."}
	if len(t.Rows) == 0 {
		t.Notes = []string{o.Name + " does not vary: no assumption changes it."}
	}
	return t
}

// morrisBlock lists the largest mean effects with their intervals.
func (f *ranking) morrisBlock(n int, title string) block {
	o := f.question.Outcomes[n]
	effects := f.morris.Effects[n][len(f.morris.Years)-1]
	t := block{Title: title, Columns: []column{
		{"parameter", "assumption", 19}, {"range", "documented", 15}, {"confidence", "evidence", 14},
		{"mu_star", "mean size\nof effect", 0}, {"interval", fmt.Sprintf("%.0f%% interval", 100*morris.Level), 16}, {"mu", "mean\neffect", 0}, {"sigma", "spread", 0},
	}}
	for i, j := range order(len(effects), func(j int) float64 { return effects[j].MuStar }) {
		e := effects[j]
		if i == shownRows || !e.Varies {
			break
		}
		t.Rows = append(t.Rows, []any{f.morris.Parameters[j].Name, rangeWord(f.morris.Parameters[j]), string(f.morris.Parameters[j].Confidence),
			measured{e.MuStar, o.Unit}, amount(e.Low, o.Unit) + " to " + amount(e.High, o.Unit), measured{e.Mu, o.Unit}, measured{e.Sigma, o.Unit}})
	}
	still := 0
	for _, e := range effects {
		if !e.Varies {
			still++
		}
	}
	t.Notes = []string{fmt.Sprintf("In %s per whole documented range, from many starting points. A spread as large as the mean size means that the effect depends on the other assumptions. %d of %d assumptions do not change it at all.", o.Unit, still, len(effects))}
	return t
}

// sobolBlock lists the largest total shares with their intervals.
func (f *ranking) sobolBlock(n int, title string) block {
	x := f.sobol.Indices[n][len(f.sobol.Years)-1]
	t := block{Title: title, Columns: []column{
		{"parameter", "assumption", 19}, {"range", "documented", 15}, {"confidence", "evidence", 14},
		{"first", "alone", 0}, {"first_interval", "interval", 15}, {"total", "with\nothers", 0}, {"total_interval", "interval", 15},
	}}
	still := 0
	for _, in := range x.Inputs {
		if !in.Varies {
			still++
		}
	}
	if x.Varies {
		for i, j := range order(len(x.Inputs), func(j int) float64 { return x.Inputs[j].Total.Value }) {
			in := x.Inputs[j]
			if i == shownRows || !in.Varies {
				break
			}
			p := f.sobol.Parameters[j]
			t.Rows = append(t.Rows, []any{p.Name, rangeWord(p), string(p.Confidence), measured{in.First.Value, "1"}, interval(in.First), measured{in.Total.Value, "1"}, interval(in.Total)})
		}
	}
	t.Notes = []string{fmt.Sprintf("Shares of the variance over the draws, with %.0f%% intervals by bootstrap: alone, and together with all interactions. %d of %d assumptions do not change it at all. Shares of variance measure our ranges, not the world.", 100*sobol.Level, still, len(x.Inputs))}
	return t
}

// interval writes the ends of an estimate's interval.
func interval(e sobol.Estimate) extent { return extent{Low: e.Low, High: e.High, Unit: "1"} }

// pairsBlock lists the largest shares that two assumptions have only together.
func (f *ranking) pairsBlock(n int) *block {
	x := f.sobol.Indices[n][len(f.sobol.Years)-1]
	if len(x.Pairs) == 0 {
		return nil
	}
	t := block{Title: "Only together: " + f.question.Outcomes[n].Name, Columns: []column{{"one", "assumption", 19}, {"other", "and", 19}, {"share", "share", 0}, {"interval", "interval", 15}}}
	for i, j := range order(len(x.Pairs), func(j int) float64 { return x.Pairs[j].Share.Value }) {
		if i == shownRows/2 {
			break
		}
		pair := x.Pairs[j]
		t.Rows = append(t.Rows, []any{f.sobol.Parameters[pair.I].Name, f.sobol.Parameters[pair.J].Name, measured{pair.Share.Value, "1"}, interval(pair.Share)})
	}
	return &t
}

// timeBlock follows the assumptions that matter most at the end over the years.
func (f *ranking) timeBlock(n int) block {
	o := f.question.Outcomes[n]
	years, parameters := f.question.Years(), f.question.Parameters()
	size := func(y, j int) float64 {
		if f.morris != nil {
			return f.morris.Effects[n][y][j].MuStar
		}
		if in := f.sobol.Indices[n][y].Inputs[j]; in.Varies {
			return in.Total.Value
		}
		return 0
	}
	unit, what := "1", "Total share of the variance"
	if f.morris != nil {
		unit, what = o.Unit, "Mean size of effect"
	}
	t := block{Title: what + " of " + o.Name + " over time", Columns: []column{{"parameter", "assumption", 19}}}
	var shown []int
	for y := range years {
		if y == 0 || y == len(years)-1 || y%4 == 0 && y < len(years)-2 {
			shown = append(shown, y)
			t.Columns = append(t.Columns, column{"by_" + strconv.Itoa(years[y]), "by " + strconv.Itoa(years[y]), 0})
		}
	}
	for i, j := range order(len(parameters), func(j int) float64 { return size(len(years)-1, j) }) {
		if i == shownRows/2 || size(len(years)-1, j) == 0 {
			break
		}
		row := []any{parameters[j].Name}
		for _, y := range shown {
			row = append(row, measured{size(y, j), unit})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// order lists the places of n sizes, the largest first.
func order(n int, size func(int) float64) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	slices.SortStableFunc(list, func(a, b int) int {
		switch sa, sb := size(a), size(b); {
		case sa > sb:
			return -1
		case sa < sb:
			return 1
		}
		return 0
	})
	return list
}

// writeCSV writes everything found as tidy CSV in full precision.
func (f *ranking) writeCSV(w io.Writer) error {
	out := sink.NewCSV(w)
	out.Write([]string{"asked", "world", "outcome", "by", "parameter", "measure", "value", "low", "high", "label"})
	for n, o := range f.question.Outcomes {
		line := func(year int, p *model.Parameter, measure string, numbers ...float64) {
			record := []string{f.asked(), f.question.World.Name, o.Name, strconv.Itoa(year), p.Name, measure, "", "", ""}
			for i, v := range numbers {
				record[6+i] = exact(v)
			}
			out.Write(append(record, model.Label))
		}
		years := f.question.Years()
		for _, e := range f.oneAtATime[n] {
			line(years[len(years)-1], e.Parameter, "one_at_a_time", e.Mid, e.Low, e.High)
		}
		for y, year := range years {
			for j, p := range f.question.Parameters() {
				switch {
				case f.morris != nil:
					e := f.morris.Effects[n][y][j]
					line(year, p, "mu_star", e.MuStar, e.Low, e.High)
					line(year, p, "mu", e.Mu)
					line(year, p, "sigma", e.Sigma)
				case f.sobol != nil && f.sobol.Indices[n][y].Inputs[j].Varies:
					in := f.sobol.Indices[n][y].Inputs[j]
					line(year, p, "first_order", in.First.Value, in.First.Low, in.First.High)
					line(year, p, "total", in.Total.Value, in.Total.Low, in.Total.High)
				}
			}
		}
	}
	out.Flush()
	return out.Error()
}

// sensitivityFigures are the figures of the command in the forms chosen.
func sensitivityFigures(f *ranking, forms drawing) []piece {
	q, last := f.question, lastYear(f.question.Horizon)
	list := []*plots.Figure{plots.Tornado(q.A, q.B, q.World, last, q.Outcomes, f.oneAtATime)}
	if f.morris != nil || f.sobol != nil {
		list = append(list, plots.Importance(q.A, q.B, q.World, last, f.measure(), f.intervals(), f.dots(), fmt.Sprintf("%d samples, seed %d", f.samples, q.Seed)))
	}
	return forms.pieces(list...)
}

// measure says what a ranking shows.
func (f *ranking) measure() string {
	if f.morris != nil {
		return "Mean size of effect per documented range"
	}
	return "Share of the variance, with all interactions"
}

// intervals says what the intervals of a ranking are.
func (f *ranking) intervals() string {
	if f.morris != nil {
		return fmt.Sprintf("%.0f%% intervals by bootstrap over trajectories", 100*morris.Level)
	}
	return fmt.Sprintf("%.0f%% intervals by bootstrap over pairs of points", 100*sobol.Level)
}

// dots are the ranked assumptions of each outcome, for the figure.
func (f *ranking) dots() []plots.Dots {
	var panels []plots.Dots
	for n, o := range f.question.Outcomes {
		d := plots.Dots{Head: o.Label, Unit: o.Unit}
		var rows []plots.Dot
		for j, p := range f.question.Parameters() {
			row := plots.Dot{Label: p.Label, Note: string(p.Confidence)}
			if f.morris != nil {
				e := f.morris.Effects[n][len(f.morris.Years)-1][j]
				row.At, row.Low, row.High = e.MuStar, e.Low, e.High
			} else {
				d.Unit = "1"
				e := f.sobol.Indices[n][len(f.sobol.Years)-1].Inputs[j].Total
				row.At, row.Low, row.High = e.Value, e.Low, e.High
			}
			rows = append(rows, row)
		}
		for _, j := range order(len(rows), func(j int) float64 { return rows[j].At })[:min(shownRows, len(rows))] {
			d.Rows = append(d.Rows, rows[j])
		}
		panels = append(panels, d)
	}
	return panels
}
