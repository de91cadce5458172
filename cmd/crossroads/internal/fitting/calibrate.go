// Package fitting has the commands that set the model beside counted years:
// calibrate and backtest.
package fitting

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/describe"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/calibrate"
	"crossroads/scenarios/runs/counts"
)

// EvidenceOptions are the flags that say what a history is fitted to.
type EvidenceOptions struct {
	flags.Options
	Evidence, bounds string
}

func (o *EvidenceOptions) bindEvidence(c *cobra.Command, usual string) {
	c.Flags().StringVar(&o.Evidence, "evidence", usual, "figures to fit: a set of the ledger ("+strings.Join(counts.Sets, ", ")+") or a ledger file (CSV)")
	c.Flags().StringVar(&o.bounds, "bounds", "", "ledger file (CSV) of later figures that only bound: hedge \"at least\" or \"at most\"")
}

// question is what the flags ask.
func (o *EvidenceOptions) question() (calibrate.Question, error) {
	q := calibrate.Question{Ledger: model.EvidenceTable, Set: o.Evidence, Members: o.Members, Seed: o.Seed}
	if err := flags.AtLeast("members", o.Members, 1); err != nil {
		return q, err
	}
	if isTable(o.Evidence) {
		mine, err := o.ReadLedger(o.Evidence)
		if err != nil {
			return q, err
		}
		q.Ledger, q.Set, q.Name = mine.Rows, "", mine.Name
	} else if !slices.Contains(counts.Sets, o.Evidence) {
		return q, &scenarios.UnknownError{Thing: "evidence", Name: o.Evidence, Known: counts.Sets}
	}
	if o.bounds != "" {
		bounds, err := o.ReadLedger(o.bounds)
		if err != nil {
			return q, err
		}
		q.Bounds = bounds.Rows
	}
	return q, nil
}

// isTable reports whether a value names a file with a table, not a set of evidence.
func isTable(name string) bool {
	return name == "-" || filepath.Ext(name) != "" || strings.ContainsAny(name, `/\`)
}

// NewCalibrate makes the command that fits the history to a set of evidence.
func NewCalibrate() *cobra.Command {
	var o EvidenceOptions
	centre, spreads, world := false, false, ""
	c := &cobra.Command{
		Use:   "calibrate",
		Short: "Fit the model to reported figures",
		Long: model.Label + `

Draws the assumptions and the tempo of operations in 2021 to 2025, and weighs each draw by how well it fits the reported
figures. Writes the weighted draws as a posterior for other commands. The fit allows for four kinds of error: in the
figure, in its source, in its underlying reports and in its year. Six tallies of one press are not six measurements.

With --centre it prints the one best-fitting set of values instead. The program's central values come from there. With
--spreads it prints how far counts may lie from the model and why, and how the main conclusions move when that is halved
and doubled.`,
		Example: `  crossroads calibrate --evidence think-tank --out fitted
  crossroads calibrate --centre
  crossroads calibrate --evidence essay --bounds my-count.csv`,
		Args: flags.NoArguments,
	}
	o.BindFormat(c)
	o.BindFigures(c)
	o.BindOut(c)
	o.BindMembers(c, 200_000)
	o.bindEvidence(c, counts.ShippedSet)
	c.Flags().StringVar(&world, "world-out", "", "write the values that fit closest as a world `FILE.yaml`, for --world of any command")
	c.Flags().BoolVar(&centre, "centre", false, "print the calibration of central values instead")
	c.Flags().BoolVar(&spreads, "spreads", false, "print the spreads of the counts, and what halving and doubling them changes, instead")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if spreads {
			for _, name := range []string{"out", "figures", "evidence", "bounds", "world-out", "centre"} {
				if f := c.Flags().Lookup(name); f != nil && f.Changed {
					return flags.Usagef("--%s: has no use with --spreads, which runs the recommended counts and writes nothing", name)
				}
			}
			if !c.Flags().Lookup("members").Changed {
				o.Members = spreadMembers
			}
			if err := flags.AtLeast("members", o.Members, 1); err != nil {
				return err
			}
			told := output.NewProgress(c.ErrOrStderr(), o.Members*(len(counts.Scalings)+1)*len(spreadPaths))
			r, err := spreadsReport(c.Context(), o.Members, o.Seed, told.Add)
			told.End()
			if err != nil {
				return err
			}
			return blocks.Show(c, &o.Output, r)
		}
		if centre {
			for _, name := range []string{"out", "figures", "members", "seed"} {
				if f := c.Flags().Lookup(name); f != nil && f.Changed {
					return flags.Usagef("--%s: has no use with --centre, which draws and writes nothing", name)
				}
			}
			q, err := o.question()
			if err != nil {
				return err
			}
			if err := checkWorldFile(world); err != nil {
				return err
			}
			fit, err := q.Centre(c.Context())
			if err != nil {
				return err
			}
			if world != "" {
				onHistory, err := q.CentreOnHistory(c.Context())
				if err != nil {
					return err
				}
				if err := writeFile(world, onHistory.WriteWorld); err != nil {
					return err
				}
			}
			return blocks.Show(c, &o.Output, centreReport(fit))
		}
		drawn, err := o.Drawing()
		if err != nil {
			return err
		}
		q, err := o.question()
		if err != nil {
			return err
		}
		if err := checkWorldFile(world); err != nil {
			return err
		}
		told := output.NewProgress(c.ErrOrStderr(), q.Members)
		q.Done = told.Add
		fit, err := q.Answer(c.Context())
		told.End()
		if err != nil {
			return err
		}
		if fit.AtCentre, err = q.CentreOnHistory(c.Context()); err != nil {
			return err
		}
		r, err := fitReport(fit)
		if err != nil {
			return err
		}
		out, err := o.OpenFolder()
		if err != nil {
			return err
		}
		defer out.Discard()
		facts := strings.Join(fit.Facts(), ". ")
		posterior := func(w io.Writer) error { return fit.WritePosterior(sink.NewCSV(w)) }
		tempo := func(w io.Writer) error { return fit.WriteTempo(sink.NewCSV(w)) }
		if err := out.Write([]output.File{{Name: "calibration.csv", Write: posterior, Doc: facts}, {Name: "tempo.csv", Write: tempo, Doc: facts}}); err != nil {
			return err
		}
		pieces := append([]output.File{{Name: "calibrate.csv", Write: func(w io.Writer) error { return r.Print(w, "csv") }}}, drawn.Files(plots.Residuals(fit))...)
		if err := out.Write(pieces); err != nil {
			return err
		}
		m := o.NewManifest(model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: model.DefaultHorizon.StepsPerYear}, []*scenarios.Scenario{scenarios.History()}, scenarios.Central())
		m.Seed, m.Members = o.Seed, o.Members
		if err := out.Finish(m); err != nil {
			return err
		}
		if world != "" {
			if err := writeFile(world, fit.AtCentre.WriteWorld); err != nil {
				return err
			}
		}
		if err := blocks.Show(c, &o.Output, r); err != nil {
			return err
		}
		fmt.Fprintf(c.ErrOrStderr(), "wrote %s to %s\n", out.Names(), o.Out)
		fmt.Fprintf(c.ErrOrStderr(), "next: %s\n", nextCommand(filepath.Join(o.Out, "calibration.csv"), world))
		return nil
	}
	return c
}

// checkWorldFile refuses, before anything is computed, a world file that cannot be written.
func checkWorldFile(name string) error {
	switch {
	case name == "":
		return nil
	case !output.IsYAML(name):
		return flags.Usagef("--world-out %s: is not a YAML file (FILE.yaml)", name)
	}
	f, err := output.MakeDraft(filepath.Dir(name))
	if err != nil {
		return fmt.Errorf("--world-out %s: cannot be written: %w", name, err)
	}
	return os.Remove(f)
}

// nextCommand is what to do with a fit: to compare paths under its draws, or at its centre.
func nextCommand(posterior, world string) string {
	words := "crossroads ensemble --posterior " + posterior
	if world != "" {
		words += "   or   crossroads compare --world " + world
	}
	return words
}

// writeFile writes a file as a whole or not at all.
func writeFile(name string, write func(io.Writer) error) error {
	var text bytes.Buffer
	if err := write(&text); err != nil {
		return err
	}
	draft := name + ".draft"
	if err := os.WriteFile(draft, text.Bytes(), 0o644); err != nil {
		return err
	}
	return os.Rename(draft, name)
}

// fitReport says what was fitted, how well, and what it settles.
func fitReport(f *calibrate.Fit) (*blocks.Report, error) {
	met, learnt := f.Met(), f.Learnt()
	elsewhere, err := f.Elsewhere(recommended())
	if err != nil {
		return nil, err
	}
	r := &blocks.Report{Title: "The model fitted to reported figures", Facts: append(blocks.Facts(), fitFacts(f)...)}
	r.Blocks = append(r.Blocks, targetBlock(f, met), courseBlock(met), learntBlock(learnt), pairBlock(f), contradictionBlock(f))
	if f.Question.Set != "recommended" {
		r.Blocks = append(r.Blocks, elsewhereBlock(elsewhere))
	}
	history, err := describe.RunHistory(scenarios.Central())
	if err != nil {
		return nil, err
	}
	r.Sentences = append(fitSentences(f, met, learnt, elsewhere), describe.StillMissed(history.Trajectory))
	return r, nil
}

// fitFacts are the circumstances of a fit.
func fitFacts(f *calibrate.Fit) []blocks.Fact {
	return []blocks.Fact{
		{Name: "evidence", Value: f.Question.EvidenceName()},
		{Name: "until", Value: (f.Question.Until - 1).String()},
		{Name: "members", Value: fmt.Sprint(f.Question.Members)},
		{Name: "seed", Value: fmt.Sprint(f.Question.Seed)},
		{Name: "effective size", Value: fmt.Sprintf("%.0f", f.Size)},
		{Name: "targets", Value: fmt.Sprintf("%d worth %.1f", len(f.Targets), f.Effective)},
	}
}

// recommended are the rows of our reading of all figures.
func recommended() []model.Evidence {
	var list []model.Evidence
	for i := range model.EvidenceTable {
		if model.EvidenceTable[i].Set == "recommended" {
			list = append(list, model.EvidenceTable[i])
		}
	}
	return list
}

// intervalWords is a range that holds 90% of the draws.
func intervalWords(i calibrate.Interval, unit string) blocks.Extent {
	return blocks.Extent{Low: i.Low, High: i.High, Unit: unit}
}

func targetBlock(f *calibrate.Fit, met []calibrate.TargetFit) blocks.Block {
	t := blocks.Block{Name: "fit", Title: "Model and reported figures, with 90% ranges", Columns: []blocks.Column{
		{Name: "id", Head: "id", Width: 19}, {Name: "quantity", Head: "quantity", Width: 21}, {Name: "cited", Head: "reported", Width: 0}, {Name: "before", Head: "before", Width: 13},
		{Name: "after", Head: "after", Width: 6}, {Name: "after_range", Head: "range", Width: 13}, {Name: "residual", Head: "misfit", Width: 0}, {Name: "met", Head: "draws\nin range", Width: 8},
	}}
	for i := range met {
		m := &met[i]
		t.Rows = append(t.Rows, []any{m.ID, m.Quantity, blocks.Input(*m.Value), intervalWords(m.Before, m.Unit), blocks.Measured{Value: m.After.Mid, Unit: m.Unit},
			intervalWords(m.After, m.Unit), blocks.SignedAmount{Value: m.Residual, Unit: "1"}, blocks.Percent(m.MetBefore)})
	}
	t.Notes = []string{"Misfit: log of the reported figure over the model's median, in standard deviations; above 0 the model is low. " +
		"Draws in range: share of draws before the fit within the range of sources. A source that counts an unknown fraction is scaled by it."}
	for i := range f.Bounds {
		t.Notes = append(t.Notes, boundWords(&f.Bounds[i]))
	}
	if len(f.Left) > 0 {
		t.Notes = append(t.Notes, "Not fitted: "+leftWords(f.Left)+".")
	}
	return t
}

// boundWords says which side of a figure is held against the model.
func boundWords(b *counts.Target) string {
	if *b.Value == 0 {
		return fmt.Sprintf("Zero %s: %s is 0; the fit uses the probability that nothing is counted.", b.ID, table.LowerFirst(b.Quantity))
	}
	return fmt.Sprintf("Bound %s: %s is %s %s; values on the other side are not penalised.", b.ID, table.LowerFirst(b.Quantity), b.Hedge, blocks.Exact(*b.Value))
}

// leftWords lists the rows left out under each reason.
func leftWords(left []counts.LeftOut) string {
	var reasons []string
	rows := map[string][]string{}
	for _, l := range left {
		if rows[l.Why] == nil {
			reasons = append(reasons, l.Why)
		}
		rows[l.Why] = append(rows[l.Why], l.ID)
	}
	for i, why := range reasons {
		reasons[i] = strings.Join(rows[why], ", ") + " (" + why + ")"
	}
	return strings.Join(reasons, "; ")
}

func courseBlock(met []calibrate.TargetFit) blocks.Block {
	t := blocks.Block{Name: "ratio_by_year", Title: "Model divided by reported figures, by year", Columns: []blocks.Column{{Name: "counted", Head: "counted", Width: 30}}}
	for _, y := range calibrate.Years() {
		t.Columns = append(t.Columns, blocks.Column{Name: fmt.Sprint(y), Head: fmt.Sprint(y), Width: 0})
	}
	for _, c := range calibrate.Courses(met) {
		row := []any{c.Thing}
		for _, v := range c.Years {
			row = append(row, blocks.Measured{Value: v, Unit: "1"})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func learntBlock(learnt []calibrate.PosteriorChange) blocks.Block {
	t := blocks.Block{Name: "parameters", Title: "What the data tell us", Columns: []blocks.Column{
		{Name: "name", Head: "name", Width: 20}, {Name: "unit", Head: "unit", Width: 22}, {Name: "before", Head: "before", Width: 12}, {Name: "before_range", Head: "range", Width: 13},
		{Name: "after", Head: "after", Width: 12}, {Name: "after_range", Head: "range", Width: 13}, {Name: "verdict", Head: "verdict", Width: 10},
	}}
	var not []string
	for i := range learnt {
		l := &learnt[i]
		if l.Verdict == calibrate.Not {
			not = append(not, l.Name)
			continue
		}
		t.Rows = append(t.Rows, []any{l.Name, l.Unit, blocks.Measured{Value: l.Before.Mid, Unit: ""}, intervalWords(l.Before, ""), blocks.Measured{Value: l.After.Mid, Unit: ""}, intervalWords(l.After, ""), string(l.Verdict)})
	}
	t.Notes = []string{
		"Identified: the 90% range shrank to at most half. Weakly: to at most 80%.",
		fmt.Sprintf("%d of %d values are no better known after the fit: %s.", len(not), len(learnt), strings.Join(not, ", ")),
	}
	return t
}

// shownPairs is how many pairs a printed table shows.
const shownPairs = 10

func pairBlock(f *calibrate.Fit) blocks.Block {
	t := blocks.Block{Name: "combinations", Title: "Values known only in combination", Columns: []blocks.Column{
		{Name: "a", Head: "", Width: 20}, {Name: "b", Head: "", Width: 20}, {Name: "before", Head: "before", Width: 0}, {Name: "after", Head: "after", Width: 0}, {Name: "known", Head: "known", Width: 26},
	}}
	pairs := f.Pairs()
	for _, p := range pairs[:min(len(pairs), shownPairs)] {
		known := "their difference or ratio"
		if p.Tie() < 0 {
			known = "their sum or product"
		}
		t.Rows = append(t.Rows, []any{p.A.Name, p.B.Name, blocks.Measured{Value: p.Before, Unit: "1"}, blocks.Measured{Value: p.After, Unit: "1"}, known})
	}
	switch {
	case len(pairs) == 0:
		t.Notes = []string{"No two values have a rank correlation above 0.2."}
	case len(pairs) > shownPairs:
		t.Notes = []string{fmt.Sprintf("Rank correlation before and after the fit; the %d strongest of %d pairs.", shownPairs, len(pairs))}
	default:
		t.Notes = []string{"Rank correlation before and after the fit."}
	}
	return t
}

func contradictionBlock(f *calibrate.Fit) blocks.Block {
	t := blocks.Block{Name: "conflicts", Title: "Figures that the model cannot match together", Columns: []blocks.Column{
		{Name: "a", Head: "", Width: 19}, {Name: "b", Head: "", Width: 19}, {Name: "met_a", Head: "first\nmatched", Width: 7}, {Name: "met_b", Head: "second\nmatched", Width: 7}, {Name: "both", Head: "both", Width: 7}, {Name: "by_chance", Head: "expected", Width: 9}, {Name: "who", Head: "who disagrees", Width: 20},
	}}
	share := func(v float64) string { return plots.Number(100*v) + "%" }
	pairs, rare := f.Contradictions()
	for _, p := range pairs[:min(len(pairs), shownPairs)] {
		who := "the model with both"
		if p.Sources {
			who = "the sources"
		}
		t.Rows = append(t.Rows, []any{p.A.ID, p.B.ID, share(p.MetA), share(p.MetB), share(p.Both), share(p.ByChance), who})
	}
	note := fmt.Sprintf("The best single draw matches %d of %d figures.", f.MostMet(), len(f.Targets))
	switch {
	case len(pairs) == 0:
		note += " No two contradict each other."
	case len(pairs) > shownPairs:
		note += fmt.Sprintf(" Shown: %d of %d pairs.", shownPairs, len(pairs))
	}
	if len(rare) > 0 {
		var ids []string
		for _, e := range rare {
			ids = append(ids, e.ID)
		}
		note += " Matched by fewer than 1 draw in 100: " + strings.Join(ids, ", ") + "."
	}
	t.Notes = []string{note}
	return t
}

func elsewhereBlock(rows []calibrate.Elsewhere) blocks.Block {
	t := blocks.Block{Name: "not_fitted", Title: "Comparison with figures it was not fitted to", Columns: []blocks.Column{
		{Name: "id", Head: "id", Width: 5}, {Name: "quantity", Head: "quantity", Width: 25}, {Name: "counted", Head: "counted", Width: 0}, {Name: "counted_range", Head: "range", Width: 12},
		{Name: "before", Head: "before", Width: 6}, {Name: "drawn", Head: "fit", Width: 6}, {Name: "drawn_range", Head: "range", Width: 13}, {Name: "built_in", Head: "built-in\ntempo", Width: 8},
	}}
	for _, e := range rows {
		u := e.Evidence.Unit
		t.Rows = append(t.Rows, []any{e.Evidence.ID, e.Evidence.Quantity, blocks.Input(*e.Evidence.Value), describe.Spread(e.Evidence),
			blocks.Measured{Value: e.Before.Mid, Unit: u}, blocks.Measured{Value: e.Drawn.Mid, Unit: u}, intervalWords(e.Drawn, u), blocks.Measured{Value: e.BuiltIn.Mid, Unit: u}})
	}
	t.Notes = []string{"Fit: with each draw's own tempo for 2021-2025. Built-in tempo: as in comparisons of paths, because a posterior contains parameters and no history."}
	return t
}

// fitSentences read the fit: what it rests on, what it settles, what it cannot
// reproduce.
func fitSentences(f *calibrate.Fit, met []calibrate.TargetFit, learnt []calibrate.PosteriorChange, elsewhere []calibrate.Elsewhere) []string {
	count := map[calibrate.Verdict]int{}
	for i := range learnt {
		count[learnt[i].Verdict]++
	}
	spreads := f.Question.Spreads
	list := []string{
		fmt.Sprintf("%d figures, equal to %.1f independent ones, for %d uncertain values: %d are identified, %d weakly, and %d are no better known after the fit.",
			len(f.Targets), f.Effective, len(learnt), count[calibrate.Identified], count[calibrate.Weakly], count[calibrate.Not]),
	}
	if f.Size < calibrate.SmallestSize {
		list = append(list, fmt.Sprintf("The effective sample size, %.0f, is below %d: a few draws carry most of the weight, and other commands refuse this posterior without --anyway. Try more --members.", f.Size, calibrate.SmallestSize))
	}
	list = append(list, courseSentences(met)...)
	list = append(list, elsewhereSentences(f, elsewhere)...)
	fits := "better"
	if f.Centre > 0 {
		fits = "worse"
	}
	return append(list,
		fmt.Sprintf("The central values fit these figures %s than the average accepted draw (by %s in log likelihood). Draws are centred on the documented values, so that no count is used twice.", fits, plots.Number(math.Abs(f.Centre))),
		fmt.Sprintf("Assumed errors, as standard deviations of logarithms: at least %g for one figure, %g shared by a source, %g shared by its reports, %g shared by a year.",
			spreads.Own, spreads.Source, spreads.Root, spreads.Year))
}

// elsewhereSentences read the last year of the history beside all counts of it,
// whether or not the fit was made to them.
func elsewhereSentences(f *calibrate.Fit, rows []calibrate.Elsewhere) []string {
	seen := slices.ContainsFunc(f.Targets, func(t counts.Target) bool { return t.From.Year() == 2025 && t.Unit == "death" })
	held, more := "Continued to 2025", " Add a later count with --bounds."
	if len(f.Bounds) > 0 {
		held, more = "Continued to 2025 within the given bounds", ""
	}
	var list []string
	for _, e := range rows {
		beside := fmt.Sprintf("%s (%s), counted %s", blocks.Amount(e.Drawn.Mid, e.Evidence.Unit), intervalWords(e.Drawn, e.Evidence.Unit), describe.RangeWords(*e.Evidence.Low, *e.Evidence.High))
		switch {
		case e.Evidence.ID == "C10" && e.Drawn.Mid > *e.Evidence.High && !seen:
			list = append(list, fmt.Sprintf("This set has no figure for 2025. %s, the model has %s civilians and security forces killed. The model runs high there, so paths start from a year that is too violent.%s", held, beside, more))
		case e.Evidence.ID == "C10" && e.Drawn.Mid > *e.Evidence.High:
			list = append(list, fmt.Sprintf("Civilians and security forces killed in 2025: the fit has %s. The model runs high there, so paths start from a year that is too violent.", beside))
		}
		switch {
		case e.Evidence.ID == "C10" && e.Before.Mid > 1.1*e.Centre:
			list = append(list, fmt.Sprintf("Before the fit the draws had %s killed in 2025 and the central values %s: most ranges reach further up than down, so drawn assumptions are more violent than central ones. The fit removes only part of this.",
				blocks.Amount(e.Before.Mid, e.Evidence.Unit), blocks.Amount(e.Centre, e.Evidence.Unit)))
		case e.Evidence.ID == "C18c" && e.Drawn.Mid < *e.Evidence.Low:
			list = append(list, fmt.Sprintf("Militants killed per member of the security forces killed in 2025: the fit has %s. In the model this ratio hardly changes. "+
				"Reports for 2025 have more than twice the militants killed of 2024 and hardly more of the others. Either operations changed, or militants were counted differently.", beside))
		}
	}
	return list
}

// courseSentences say in which years the fit has too much or too little.
func courseSentences(met []calibrate.TargetFit) []string {
	var list []string
	eases := false
	for _, c := range calibrate.Courses(met) {
		if first, last := c.Years[1], c.Years[len(c.Years)-2]; first > 1.1 && last < 1/1.1 {
			eases = true
		}
		var over, under []string
		for y, v := range c.Years {
			switch {
			case v > 1.15:
				over = append(over, fmt.Sprintf("%d (by %.0f%%)", calibrate.Years()[y], 100*(v-1)))
			case v < 1/1.15:
				under = append(under, fmt.Sprintf("%d (by %.0f%%)", calibrate.Years()[y], 100*(1-v)))
			}
		}
		words := ""
		if len(over) > 0 {
			words = "model too high in " + strings.Join(over, ", ")
		}
		if len(under) > 0 {
			if words != "" {
				words += " and "
			}
			words += "too low in " + strings.Join(under, ", ")
		}
		if words != "" {
			list = append(list, fmt.Sprintf("Misfit in %s: %s.", c.Thing, words))
		}
	}
	if len(list) == 0 {
		return []string{"In every year the model is within 15% of the average of the figures."}
	}
	if eases {
		list = append(list, "Attacks in the model slow down after sanctuary opens, while the counts keep rising. The model has no truce of 2022 and does not separate groups.")
	}
	return list
}
