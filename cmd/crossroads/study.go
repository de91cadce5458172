package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/study"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// newStudy makes the command that takes a path apart.
func newStudy() *cobra.Command {
	var o options
	c := &cobra.Command{
		Use:   "study [PATH [RIVAL...]]",
		Short: "Take a path apart: pillars alone and together, later, at equal money, broken off, without each mechanism",
		Long: model.Label + `

One designed experiment: every combination of the path's three pillars, with interactions; the path begun later; set
against its rivals as they are, at equal money and where little is delivered; broken off early; each mechanism of the model
switched off in turn; and mechanisms the model has weakly or not at all, raised until they overturn the order. Without
names: three-pillar against kinetic and kinetic-precise.`,
		Example: `  crossroads study
  crossroads study investment kinetic --against current-course --world backlash`,
	}
	o.bindFormat(c)
	o.bindFigures(c, "svg,png")
	o.bindOut(c, "out")
	o.bindWorld(c)
	o.bindUntil(c)
	o.bindAgainst(c)
	o.bindOutcome(c, bothSums)
	o.bindMembers(c, 500)
	o.bindSeed(c)
	o.bindFrom(c)
	o.bindDryRun(c)
	c.RunE = func(c *cobra.Command, args []string) error { return runStudy(c, &o, args) }
	return c
}

// dissection is all that a study found.
type dissection struct {
	*study.Study
	factorial *study.Factorial
	timing    *study.Timing
	settings  []study.Setting
	scaled    []study.Scaled
	stops     []study.Stop
	falsified []study.Falsification
	overturns []study.Overturn

	ways    []shares.Way
	fewer   []*ensemble.Result // by way: the path and its rivals
	synergy []*study.Factorial // by way
}

// lastStart is the last year in which the path is begun later.
const lastStart = 2033

// runStudy takes the path apart and writes what it found.
func runStudy(c *cobra.Command, o *options, names []string) error {
	if len(names) == 0 {
		names = []string{"three-pillar", "kinetic", "kinetic-precise"}
	}
	if len(names) == 1 {
		names = append(names, "kinetic", "kinetic-precise")
	}
	d := &dissection{Study: &study.Study{Members: o.members}}
	var err error
	if d.Path, err = o.findPath(names[0]); err != nil {
		return err
	}
	for _, name := range names[1:] {
		_, rival, err := o.findPair([]string{names[0], name})
		if err != nil {
			return err
		}
		d.Rivals = append(d.Rivals, rival)
	}
	if d.Against, err = o.findPath(o.against); err != nil {
		return err
	}
	if d.Outcomes, d.World, d.Horizon, err = o.findQuestion(); err != nil {
		return err
	}
	if o.until < 2036 {
		return usagef("--until %d: is too soon for a study (2036 or later, as it begins paths until %d)", o.until, lastStart)
	}
	forms, err := o.figureForms()
	if err != nil {
		return err
	}
	if err := atLeast("members", o.members, 10); err != nil {
		return err
	}
	if err := d.Check(); err != nil {
		return err
	}
	draws, err := o.drawsFrom()
	if err != nil {
		return err
	}
	if d.ways, err = shares.Ways(draws, d.World); err != nil {
		return err
	}
	if d.Draws, err = drawsIn(d.ways[0]); err != nil {
		return err
	}
	runs := d.runs()
	if o.dryRun {
		fmt.Fprintf(c.OutOrStdout(), "about %d runs: %d draws, %d mechanisms, %d rivals, %d ways of drawing\n", runs, o.members, len(study.Mechanisms), len(d.Rivals), len(d.ways))
		return nil
	}
	p := newProgress(c, runs)
	defer p.end()
	d.Done = p.add
	if err := d.run(c.Context()); err != nil {
		return err
	}
	p.end()

	r := d.report()
	r.Facts = facts(fact{"world", d.World.Marked()}, fact{"until", fmt.Sprint(o.until)}, fact{"against", d.Against.Name}, fact{"draws", fmt.Sprint(o.members)}, fact{"seed", fmt.Sprint(o.seed)})
	out, err := openFolder(o.out)
	if err != nil {
		return err
	}
	defer out.discard()
	pieces := []piece{
		{"study.csv", d.writeCSV},
		{"study.md", func(w io.Writer) error { return r.print(w, "md") }},
	}
	pieces = append(pieces, studyFigures(d, forms)...)
	if err := out.write(pieces); err != nil {
		return err
	}
	m := newManifest(os.Args[1:], d.Horizon, append([]*scenarios.Scenario{d.Path, d.Against}, d.Rivals...), d.World)
	m.Seed, m.Members = o.seed, o.members
	if err := out.finish(m); err != nil {
		return err
	}
	if err := r.print(c.OutOrStdout(), o.format); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "wrote to %s: %s\n", o.out, out.names())
	return nil
}

// drawsIn makes the sets of assumptions of one way of drawing.
func drawsIn(w shares.Way) (func(int) model.Parameters, error) {
	a, err := ensemble.InWorld(w.Draws, w.World)
	if err != nil {
		return nil, err
	}
	return a.Member, nil
}

// runs is about how many runs a study takes.
func (d *dissection) runs() int {
	sets, paths := 1+d.Members, 1+len(d.Rivals)
	return 8*sets*len(d.ways) + 8*sets + 64 + 7*sets + paths*sets*(3+1+len(study.Mechanisms)+6) + 33*8*paths + len(d.ways)*sets*paths + 130*paths
}

// run carries the experiment out.
func (d *dissection) run(ctx context.Context) (err error) {
	var years []int
	for year := d.Path.Starts.Year(); year <= lastStart; year++ {
		years = append(years, year)
	}
	if d.factorial, err = d.Factorial(ctx); err != nil {
		return err
	}
	if d.timing, err = d.Timing(ctx, years); err != nil {
		return err
	}
	if d.settings, d.scaled, err = d.Money(ctx); err != nil {
		return err
	}
	if d.stops, err = d.Stops(ctx, []int{2027, 2029, 2031, 2033, 2035}); err != nil {
		return err
	}
	if d.falsified, err = d.Falsify(ctx); err != nil {
		return err
	}
	if d.overturns, err = d.Overturn(ctx); err != nil {
		return err
	}
	paths := append([]*scenarios.Scenario{d.Path}, d.Rivals...)
	var pairs []ensemble.Pair
	for i := range d.Rivals {
		pairs = append(pairs, ensemble.Pair{A: 0, B: 1 + i})
	}
	drawn := &ensemble.Design{Paths: paths, Pairs: pairs, Against: len(paths) - 1, Horizon: d.Horizon, Members: d.Members}
	if d.fewer, err = shares.Run(ctx, drawn, d.ways, d.Done); err != nil {
		return err
	}
	for _, way := range d.ways {
		again := *d.Study
		again.World = way.World
		if again.Draws, err = drawsIn(way); err != nil {
			return err
		}
		f, err := again.Factorial(ctx)
		if err != nil {
			return err
		}
		d.synergy = append(d.synergy, f)
	}
	return nil
}

// spreadCells are a spread as three cells.
func spreadCells(s study.Spread, unit string) []any {
	return []any{signedAmount{s.Centre, unit}, rangeOf(s, unit), s.Below.String()}
}

// rangeOf writes the middle 80 % of a spread.
func rangeOf(s study.Spread, unit string) string {
	return plots.Plus(amount(s.Low, unit)) + " to " + plots.Plus(amount(s.High, unit))
}

// spreadColumns head the cells of a spread.
func spreadColumns(prefix string) []column {
	return []column{{prefix + "centre", "here", 0}, {prefix + "middle_80", "middle 80 % of draws", 22}, {prefix + "below", "draws below 0", 14}}
}

// report is the one table of the study, in blocks, and what follows from it.
func (d *dissection) report() *report {
	r := &report{Title: fmt.Sprintf("%s taken apart, set against %s", d.Path.Name, list(d.rivalNames()))}
	for n := range d.Outcomes {
		r.Blocks = append(r.Blocks, d.factorialBlock(n))
	}
	r.Blocks = append(r.Blocks, d.synergyBlock())
	for n := range d.Outcomes {
		r.Blocks = append(r.Blocks, d.timingBlock(n), d.settingsBlock(n), d.stopsBlock(n), d.falsifiedBlock(n), d.overturnBlock(n))
	}
	r.Blocks = append(r.Blocks, d.fewerBlock())
	for n := range d.Outcomes {
		r.Sentences = append(r.Sentences, d.sentences(n)...)
	}
	return r
}

func (d *dissection) rivalNames() []string {
	var names []string
	for _, s := range d.Rivals {
		names = append(names, s.Name)
	}
	return names
}

// factorialBlock shows what the pillars change alone and together.
func (d *dissection) factorialBlock(n int) block {
	o := d.Outcomes[n]
	t := block{Title: fmt.Sprintf("Pillars of %s added to %s: change in %s", d.Path.Name, d.Against.Name, o.Name),
		Columns: append([]column{{"change", "", 37}}, spreadColumns("")...)}
	for _, e := range d.effects() {
		t.Rows = append(t.Rows, append([]any{e.Name}, spreadCells(e.Spreads[n], o.Unit)...))
	}
	var groups []string
	for _, p := range study.Pillars {
		groups = append(groups, p.Name+": "+strings.Join(p.Levers, ", "))
	}
	t.Notes = []string{strings.Join(groups, "; ") + ".", "a × b: what two change together beyond the sum of each alone; below 0 they lower it further than that sum."}
	return t
}

// synergyBlock shows how the sign of the interaction moves with the way of drawing.
func (d *dissection) synergyBlock() block {
	t := block{Title: "Draws in which all three together lower it by more than the sum of each alone", Columns: []column{{"way", "way of drawing", 0}}}
	for _, o := range d.Outcomes {
		t.Columns = append(t.Columns, column{o.Name, strings.ReplaceAll(o.Name, "_", " "), 0})
	}
	for i, way := range d.ways {
		row := []any{way.Name}
		for n := range d.Outcomes {
			row = append(row, d.synergy[i].Synergy.Spreads[n].Below.String())
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// timingBlock shows what a later beginning changes.
func (d *dissection) timingBlock(n int) block {
	o := d.Outcomes[n]
	t := block{Title: fmt.Sprintf("%s begun later: change in %s", d.Path.Name, o.Name), Columns: append([]column{{"begun", "", 16}}, spreadColumns("")...)}
	for _, e := range d.timing.Delay[1:] {
		t.Rows = append(t.Rows, append([]any{e.Name}, spreadCells(e.Spreads[n], o.Unit)...))
	}
	t.Notes = []string{fmt.Sprintf("Against the same path begun in %d; %s until then.", d.timing.Years[0], d.Against.Name)}
	return t
}

// settingsBlock sets the path against its rivals as they are, at equal money and
// where little is delivered.
func (d *dissection) settingsBlock(n int) block {
	o := d.Outcomes[n]
	t := block{Title: fmt.Sprintf("%s less its rivals: %s", d.Path.Name, o.Name), Columns: append([]column{{"setting", "", 25}, {"rival", "less", 18}}, spreadColumns("")...)}
	for _, s := range d.settings {
		for _, e := range s.Effects {
			t.Rows = append(t.Rows, append([]any{s.Name, e.Name}, spreadCells(e.Spreads[n], o.Unit)...))
		}
	}
	var money []string
	for _, s := range d.scaled {
		words := fmt.Sprintf("%s spends %s as it is, × %s at equal money", s.Path.Name, plots.Number(s.Spends), plots.Number(s.Factor))
		if math.Abs(s.Reached/d.scaled[0].Reached-1) > 0.01 {
			words += fmt.Sprintf(" (reaches %s)", plots.Number(s.Reached))
		}
		money = append(money, words)
	}
	t.Notes = []string{
		fmt.Sprintf("Equal money: operations and investment of each path multiplied alike from the fork on until operations, programmes and investment announced come to what %s spends (USD million, at the centre): %s.", d.Against.Name, strings.Join(money, "; ")),
		"Little delivered: realised_share and stall_floor at their low ends, build_time at its high end.",
	}
	return t
}

// stopsBlock shows what is left of the path broken off early.
func (d *dissection) stopsBlock(n int) block {
	o := d.Outcomes[n]
	t := block{Title: fmt.Sprintf("%s broken off early: change in %s", d.Path.Name, o.Name),
		Columns: append(append([]column{{"until", "until", 0}}, spreadColumns("")...), column{"kept", "kept", 0}, column{"back", "years until attacks are back", 20})}
	for _, s := range d.stops {
		back := "not back"
		if !math.IsInf(s.Back.Centre, 1) {
			back = plots.Number(s.Back.Centre)
		}
		if s.Back.Low != s.Back.High && !math.IsInf(s.Back.Low, 1) {
			high := "not back"
			if !math.IsInf(s.Back.High, 1) {
				high = plots.Number(s.Back.High)
			}
			back += fmt.Sprintf(" (%s to %s)", plots.Number(s.Back.Low), high)
		}
		t.Rows = append(t.Rows, append(append([]any{s.Year}, spreadCells(s.Against[n], o.Unit)...), measured{s.Gain[n].Centre, "1"}, back))
	}
	t.Notes = []string{fmt.Sprintf("Against %s throughout; after the year given the levers are those of %s. Kept: the share of what the whole path changes. Back: within a tenth of the attacks of that year under %s, here (middle 80 %% of draws).", d.Against.Name, d.Against.Name, d.Against.Name)}
	return t
}

// falsifiedBlock shows the path against its rivals with each mechanism off.
func (d *dissection) falsifiedBlock(n int) block {
	o := d.Outcomes[n]
	t := block{Title: fmt.Sprintf("What %s less each rival rests on: %s", d.Path.Name, o.Name), Columns: []column{{"mechanism", "switched off", 37}}}
	for _, name := range d.rivalNames() {
		t.Columns = append(t.Columns, column{name, "less\n" + strings.ReplaceAll(name, "-", "-\n"), 0}, column{name + "_below", "draws", 0}, column{name + "_turns", "", 0})
	}
	for _, f := range d.falsified {
		row := []any{f.Mechanism}
		for r, e := range f.Effects {
			turns := ""
			if e.Spreads[n].Centre*d.falsified[0].Effects[r].Spreads[n].Centre < 0 {
				turns = "turns"
			}
			row = append(row, signedAmount{e.Spreads[n].Centre, o.Unit}, perHundred(e.Spreads[n].Below), turns)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []string{fmt.Sprintf("Draws: in how many of a hundred %s has %s. Turns: the sign here is not that of the first row. Off may lie outside the documented range.", d.Path.Name, less(o))}
	return t
}

// overturnBlock shows how strong something would have to be to turn the order.
func (d *dissection) overturnBlock(n int) block {
	o := d.Outcomes[n]
	t := block{Title: "How strong it would have to be to turn the order: " + o.Name, Columns: []column{{"mechanism", "mechanism", 30}, {"here", "here", 0}, {"documented", "documented\nup to", 0}}}
	for _, name := range d.rivalNames() {
		t.Columns = append(t.Columns, column{name, "against\n" + strings.ReplaceAll(name, "-", "-\n"), 0})
	}
	for _, row := range d.overturns {
		limit := "–"
		if !math.IsNaN(row.Strength.Documented) {
			limit = plots.Number(row.Strength.Documented)
		}
		cells := []any{row.Strength.Name, row.Here, limit}
		for r := range d.Rivals {
			cells = append(cells, degreeWords(row.At[r][n], row.Strength.Most))
		}
		t.Rows = append(t.Rows, cells)
	}
	t.Notes = []string{"The degree at which the path and the rival change places, the rest at the centre; the last two rows stand for anything left out: a factor on the attacks of the path alone, or of the rival alone.",
		"A degree of 1: " + d.degrees() + "."}
	return t
}

// degreeWords writes the degree that turns an order, or that none up to the most does.
func degreeWords(at, most float64) string {
	if math.IsNaN(at) {
		return "not even " + plots.Number(most)
	}
	return plots.Number(at)
}

// degrees explains what degrees mean.
func (d *dissection) degrees() string {
	var words []string
	for _, row := range d.overturns[:len(d.overturns)-2] {
		words = append(words, row.Strength.Name+": "+row.Strength.Words)
	}
	return strings.Join(words, "; ")
}

// fewerBlock shows in how many draws the path has fewer than each rival, by way
// of drawing.
func (d *dissection) fewerBlock() block {
	t := block{Title: "Draws in which " + d.Path.Name + " has fewer than each rival", Columns: []column{{"way", "way of drawing", 0}}}
	for r := range d.Rivals {
		for _, o := range d.Outcomes {
			t.Columns = append(t.Columns, column{d.Rivals[r].Name + "_" + o.Name, strings.ReplaceAll(d.Rivals[r].Name, "-", "-\n") + "\n" + strings.ReplaceAll(o.Name, "_", "\n"), 0})
		}
	}
	for i, way := range d.ways {
		row := []any{way.Name}
		for r := range d.Rivals {
			for _, o := range d.Outcomes {
				row = append(row, perHundred(fewerOf(d.fewer[i], 0, 1+r, o)))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []string{fmt.Sprintf("Per hundred of %d draws in each way. These shares measure our ranges and how they are drawn, not the world.", d.Members)}
	return t
}

// fewerOf is the share of draws in which path a of a result has fewer than b.
func fewerOf(r *ensemble.Result, a, b int, o *model.Outcome) ensemble.Share {
	share := ensemble.Share{}
	other := r.Values(0, b, o)
	for i, v := range r.Values(0, a, o) {
		share.Of++
		if v < other[i] {
			share.Count++
		}
	}
	return share
}

// sentences say what the numbers come to; what the draws leave undecided is said
// to be so.
func (d *dissection) sentences(n int) []string {
	o := d.Outcomes[n]
	var lines []string
	synergy := d.factorial.Synergy.Spreads[n]
	switch {
	case synergy.Undecided():
		lines = append(lines, fmt.Sprintf("By %s, whether the three pillars together do more than the sum of each alone is undecided: %s here, middle 80 %% of draws %s.", o.Name, plots.Plus(amount(synergy.Centre, o.Unit)), rangeOf(synergy, o.Unit)))
	case synergy.Centre < 0:
		lines = append(lines, fmt.Sprintf("By %s, the three pillars together lower it by %s more than the sum of each alone (middle 80 %% of draws %s).", o.Name, amount(-synergy.Centre, o.Unit), rangeOf(synergy, o.Unit)))
	default:
		lines = append(lines, fmt.Sprintf("By %s, the three pillars together lower it by %s less than the sum of each alone (middle 80 %% of draws %s).", o.Name, amount(synergy.Centre, o.Unit), rangeOf(synergy, o.Unit)))
	}
	for r, rival := range d.Rivals {
		var turning []string
		for _, f := range d.falsified[1:] {
			if f.Effects[r].Spreads[n].Centre*d.falsified[0].Effects[r].Spreads[n].Centre < 0 {
				turning = append(turning, f.Mechanism)
			}
		}
		rests := "no single mechanism: switching off any one of them leaves the order as it is"
		if len(turning) > 0 {
			rests = "these mechanisms, each of which turns it when switched off: " + list(turning)
		}
		now := d.falsified[0].Effects[r].Spreads[n]
		lines = append(lines, fmt.Sprintf("By %s, %s less %s is %s here, with middle 80 %% of draws %s; the sign here rests on %s.",
			o.Name, d.Path.Name, rival.Name, plots.Plus(amount(now.Centre, o.Unit)), rangeOf(now, o.Unit), rests))
	}
	return lines
}

// writeCSV writes every number of the study as tidy CSV.
func (d *dissection) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.Write([]string{"part", "case", "rival", "outcome", "here", "p10", "p50", "p90", "share_below_0", "label"})
	line := func(part, name, rival, outcome string, s study.Spread) {
		out.Write([]string{part, name, rival, outcome, exact(s.Centre), exact(s.Low), exact(s.Median), exact(s.High), exact(s.Below.Fraction()), model.Label})
	}
	for n, o := range d.Outcomes {
		f := d.factorial
		for _, e := range f.Levels {
			line("level", e.Name, "", o.Name, e.Spreads[n])
		}
		for _, e := range d.effects() {
			line("pillars", e.Name, "", o.Name, e.Spreads[n])
		}
		for _, e := range d.timing.Delay {
			line("delay", e.Name, "", o.Name, e.Spreads[n])
		}
		for _, s := range d.settings {
			for _, e := range s.Effects {
				line("setting", s.Name, e.Name, o.Name, e.Spreads[n])
			}
		}
		for _, s := range d.stops {
			line("stop", "until "+strconv.Itoa(s.Year), "", o.Name, s.Against[n])
			line("stop_kept", "until "+strconv.Itoa(s.Year), "", o.Name, s.Gain[n])
		}
		for _, row := range d.falsified {
			for _, e := range row.Effects {
				line("switched_off", row.Mechanism, e.Name, o.Name, e.Spreads[n])
			}
		}
		for _, row := range d.overturns {
			for r, rival := range d.Rivals {
				out.Write([]string{"overturn_at", row.Strength.Name, rival.Name, o.Name, exact(row.At[r][n]), "", "", "", "", model.Label})
				if len(row.Below) > 0 {
					line("at_twice_documented", row.Strength.Name, rival.Name, o.Name, row.Below[r][n])
				}
			}
		}
		for i, security := range d.timing.Years {
			for j, rest := range d.timing.Years {
				out.Write([]string{"timing", fmt.Sprintf("security from %d, rest from %d", security, rest), "", o.Name, exact(d.timing.Map[n][i][j]), "", "", "", "", model.Label})
			}
		}
	}
	out.Flush()
	return out.Error()
}

// studyFigures are the figures of the command in the forms chosen.
func studyFigures(d *dissection, forms drawing) []piece {
	last, drawn := lastYear(d.Horizon), fmt.Sprintf("%d draws, seed %d", d.Members, d.ways[0].Draws.Seed)
	var pillars, rests []plots.Dots
	for n, o := range d.Outcomes {
		one := plots.Dots{Head: o.Label, Unit: o.Unit}
		for _, e := range d.effects() {
			one.Rows = append(one.Rows, dot(e.Name, e.Spreads[n]))
		}
		pillars = append(pillars, one)
	}
	for r, rival := range d.Rivals {
		for n, o := range d.Outcomes {
			one := plots.Dots{Head: o.Label + ": minus " + rival.Label, Unit: o.Unit, Mark: &d.falsified[0].Effects[r].Spreads[n].Centre}
			for _, f := range d.falsified {
				one.Rows = append(one.Rows, dot(f.Mechanism, f.Effects[r].Spreads[n]))
			}
			rests = append(rests, one)
		}
	}
	return forms.pieces(
		plots.Pillars(d.Path, d.Against, d.World, last, pillars, drawn),
		plots.Timing(d.Path, d.Against, d.World, last, d.Outcomes, d.timing.Years, d.timing.Map),
		plots.RestsOn(d.Path, d.Rivals, d.World, last, rests, drawn),
	)
}

// dot is a spread as a row of a figure.
func dot(label string, s study.Spread) plots.Dot {
	return plots.Dot{Label: label, At: s.Centre, Low: s.Low, High: s.High}
}

// effects lists what the pillars change: alone, all together, and beyond that.
func (d *dissection) effects() []study.Effect {
	f := d.factorial
	list := append(append([]study.Effect{}, f.Alone...), f.All)
	return append(append(list, f.Pairs...), f.Triple, f.Synergy)
}
