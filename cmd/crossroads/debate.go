package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/debate"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// newDebate makes the command that sets the cases of several paths side by side.
func newDebate() *cobra.Command {
	var o options
	var worlds []string
	c := &cobra.Command{
		Use:   "debate [SCENARIO | FILE.yaml]...",
		Short: "Show the strongest case for and against each path",
		Long: model.Label + `

Shows for every path, in the same order: the comparison that favours it most, the one that favours it least, the three
assumptions that decide between it and its closest rival, the evidence that would settle them, and the strongest
criticism. Where the 80% range includes no difference, nothing is claimed.`,
		Example: "  crossroads debate\n  crossroads debate kinetic three-pillar my.yaml",
	}
	o.bindFormat(c)
	o.bindOut(c, "out")
	o.bindUntil(c)
	o.bindOutcome(c, bothSums)
	o.bindMembers(c, 500)
	o.bindSeed(c)
	o.bindFrom(c)
	o.bindDryRun(c)
	c.Flags().StringSliceVar(&worlds, "worlds", scenarios.WorldNames(), "worlds to look in, the first for single assumptions: built-in names or world files, separated by commas")
	c.RunE = func(c *cobra.Command, args []string) error { return runDebate(c, &o, args, worlds) }
	return c
}

// runDebate gathers the cases and writes the page.
func runDebate(c *cobra.Command, o *options, names, worlds []string) error {
	if len(names) == 0 {
		names = append(scenarios.MainNames(), "kinetic-precise")
	}
	if len(names) < 2 {
		return usagef("debate: %d path (at least two)", len(names))
	}
	o.against = names[0] // no path is the measure of the others
	q := &debate.Question{Members: o.members}
	var err error
	if q.Draws, err = o.drawsFrom(); err != nil {
		return err
	}
	if q.Paths, _, err = o.findScenarios(names); err != nil {
		return err
	}
	for _, s := range q.Paths {
		if s.Starts < model.Fork {
			return usagef("scenario %s: begins %s, before the fork, and is no longer open to anybody (paths that begin in 2026 or later)", s.Name, s.Starts)
		}
	}
	for _, name := range worlds {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return err
		}
		q.Worlds = append(q.Worlds, w)
	}
	if q.Outcomes, err = o.findOutcomes(); err != nil {
		return err
	}
	if q.Horizon, err = o.horizon(); err != nil {
		return err
	}
	if err := atLeast("members", o.members, 10); err != nil {
		return err
	}
	ways, err := shares.Ways(q.Draws, q.Worlds[0])
	if err != nil {
		return err
	}
	runs := q.Runs() + len(ways)*len(q.Paths)*o.members
	if o.dryRun {
		fmt.Fprintf(c.OutOrStdout(), "about %d runs: %d paths, %d worlds, %d draws, %d ways of drawing\n", runs, len(q.Paths), len(q.Worlds), o.members, len(ways))
		return nil
	}
	p := newProgress(c, runs)
	defer p.end()
	q.Done = p.add
	d, err := q.Hold(c.Context())
	if err != nil {
		return err
	}
	results, err := shares.Run(c.Context(), &ensemble.Design{Paths: q.Paths, Horizon: q.Horizon, Members: o.members}, ways, p.add)
	if err != nil {
		return err
	}
	p.end()

	r := debateReport(d)
	if r.Lead, err = ensemble.FitLines(q.Draws, q.Worlds[0]); err != nil {
		return err
	}
	r.Facts = facts(fact{"worlds", strings.Join(worlds, ", ")}, fact{"until", fmt.Sprint(o.until)}, fact{"draws", fmt.Sprint(o.members)}, fact{"seed", fmt.Sprint(o.seed)})
	for _, outcome := range q.Outcomes {
		r.Blocks = append(r.Blocks, fewestByWay(q.Paths, outcome, ways, results))
	}
	out, err := openFolder(o.out)
	if err != nil {
		return err
	}
	defer out.discard()
	if err := out.write([]piece{
		{"debate.md", func(w io.Writer) error { return r.print(w, "md") }},
		{"debate.csv", func(w io.Writer) error { return r.print(w, "csv") }},
	}); err != nil {
		return err
	}
	m := newManifest(os.Args[1:], q.Horizon, q.Paths, q.Worlds...)
	m.Seed, m.Members = o.seed, o.members
	if err := out.finish(m); err != nil {
		return err
	}
	if err := o.show(c, r); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "wrote to %s: %s\n", o.out, out.names())
	return nil
}

// fewestByWay shows how often each path has the fewest in every way of drawing.
func fewestByWay(paths []*scenarios.Scenario, o *model.Outcome, ways []shares.Way, results []*ensemble.Result) block {
	t := block{Title: "Draws in which a path has the fewest of these: " + o.Name, Columns: []column{{"way", "way of drawing", 0}}}
	for _, s := range paths {
		t.Columns = append(t.Columns, column{s.Name, strings.ReplaceAll(s.Name, "-", "-\n"), 0})
	}
	for i, way := range ways {
		row := []any{way.Name}
		fewest, _ := results[i].FewestShare(0, o)
		for p := range paths {
			row = append(row, fewest[p])
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []string{fmt.Sprintf("Per hundred of %d draws in each way. These shares measure our ranges and how they are drawn, not the world.", results[0].Done())}
	return t
}

// debateReport is the page: the same blocks for every path, in their order.
func debateReport(d *debate.Debate) *report {
	q := d.Question
	r := &report{Title: fmt.Sprintf("%d policy paths, each at its strongest and at its weakest in this model", len(q.Paths))}
	for i := range d.Cases {
		r.Blocks = append(r.Blocks, caseBlocks(d, &d.Cases[i])...)
	}
	return r
}

// caseBlocks are everything said of one path.
func caseBlocks(d *debate.Debate, c *debate.Case) []block {
	q := d.Question
	name := q.Paths[c.Path].Name
	against := block{Title: name + ": " + q.Paths[c.Path].Label, Columns: []column{{"other", "less", 18}, {"outcome", "by", 25}, {"median", "median", 0}, {"middle_80", "middle 80% of draws", 0}, {"fewer", "draws with fewer", 0}}}
	for _, one := range c.Comparisons {
		o := q.Outcomes[one.Outcome]
		against.Rows = append(against.Rows, []any{q.Paths[one.Other].Name, o.Name, signedAmount{one.Median, o.Unit}, middle(&one, o), one.Fewer})
	}
	against.Notes = []string{q.Paths[c.Path].Doc, fmt.Sprintf("%s less each other path in the world %s, draw by draw.", name, q.Worlds[0].Name)}
	strongest := block{Title: "The strongest case for " + name}
	worst := block{Title: "The worst case of " + name}
	for n, o := range q.Outcomes {
		strongest.Notes = append(strongest.Notes, strongestSentence(q, name, c.Strongest[n], o))
		worst.Notes = append(worst.Notes, worstSentence(q, name, c.Worst[n], o))
	}
	blocks := []block{against, strongest, worst}
	settle := block{Title: "What evidence would settle it for or against " + name}
	reviewer := block{Title: "What a hostile reviewer of " + name + " attacks first"}
	for i := range c.Contests {
		contest := &c.Contests[i]
		blocks = append(blocks, decidingBlock(q, name, contest))
		settle.Notes = append(settle.Notes, settleSentence(q, name, contest))
		reviewer.Notes = append(reviewer.Notes, reviewerSentence(q, name, contest))
	}
	return append(blocks, settle, reviewer)
}

// middle writes the middle 80% of a comparison.
func middle(c *debate.Comparison, o *model.Outcome) extent {
	return extent{Low: c.Low, High: c.High, Unit: o.Unit, Signed: true}
}

// strongestSentence says where a path has fewer, if the draws decide it.
func strongestSentence(q *debate.Question, name string, c *debate.Comparison, o *model.Outcome) string {
	if c == nil {
		return fmt.Sprintf("By %s, none: the draws decide no comparison for it in any of the worlds.", o.Name)
	}
	return fmt.Sprintf("By %s, in the world %s, %s by %s at the median (difference %s in the middle 80%% of draws); draws there in which it has %s: %s.",
		o.Name, q.Worlds[c.World].Name, strings.TrimSuffix(fewerThan(name, o, q.Paths[c.Other].Name), ","), amount(-c.Median, o.Unit), middle(c, o), less(o), c.Fewer)
}

// worstSentence says where a path has more, if the draws decide it.
func worstSentence(q *debate.Question, name string, c *debate.Comparison, o *model.Outcome) string {
	if c == nil {
		return fmt.Sprintf("By %s, none: the draws decide no comparison against it in any of the worlds.", o.Name)
	}
	return fmt.Sprintf("By %s, in the world %s, %s by %s at the median (difference %s in the middle 80%% of draws); draws there in which it has %s: %s.",
		o.Name, q.Worlds[c.World].Name, strings.TrimSuffix(fewerThan(q.Paths[c.Other].Name, o, name), ","), amount(c.Median, o.Unit), middle(c, o), less(o), c.Fewer)
}

// decidingBlock lists the assumptions that decide, and what they rest on.
func decidingBlock(q *debate.Question, name string, c *debate.Contest) block {
	o, rival := q.Outcomes[c.Outcome], q.Paths[c.Rival].Name
	t := block{Title: fmt.Sprintf("What decides between %s and %s: %s", name, rival, o.Name), Columns: []column{
		{"parameter", "assumption", 19}, {"range", "documented", 14}, {"confidence", "evidence", 11}, {"fewer", name + " has " + less(o) + " if it is", 17},
		{"share", "part of the range", 7}, {"rests", "rests on", 19},
	}}
	for _, one := range c.Deciding {
		p := one.Row.Parameter
		fewer := "does not turn it alone"
		if len(one.Row.Sides[0].Crossings) > 0 {
			fewer = condition(p, one.Row.Fewer(0), "1")
		}
		t.Rows = append(t.Rows, []any{p.Name, rangeWord(p), string(p.Confidence), fewer, percent(one.Share), ledgerWords(p)})
	}
	t.Notes = []string{fmt.Sprintf("%s less %s is %s in the world %s. Part of the range: how much of the documented range speaks for %s; the rest speaks for %s.",
		name, rival, plots.Plus(amount(c.Centre, o.Unit)), q.Worlds[0].Name, name, rival)}
	return t
}

// ledgerWords says what a parameter rests on: rows of the ledger with their
// status, or its source.
func ledgerWords(p *model.Parameter) string {
	var words []string
	for _, id := range p.Evidence {
		for i := range model.EvidenceTable {
			if row := &model.EvidenceTable[i]; row.ID == id && len(words) < 3 {
				words = append(words, row.ID+" ("+row.Status+")")
			}
		}
	}
	if len(words) > 0 {
		return strings.Join(words, ", ")
	}
	return p.Source
}

// settleSentence says what a measurement would have to show.
func settleSentence(q *debate.Question, name string, c *debate.Contest) string {
	o, rival := q.Outcomes[c.Outcome], q.Paths[c.Rival].Name
	var words []string
	for _, one := range c.Deciding {
		p := one.Row.Parameter
		if len(one.Row.Sides[0].Crossings) > 0 {
			words = append(words, fmt.Sprintf("evidence that %s (%s) lies %s speaks for %s, evidence that it lies elsewhere for %s", p.Name, meaning(p), condition(p, one.Row.Fewer(0), p.Unit), name, rival))
		}
	}
	if len(words) == 0 {
		return fmt.Sprintf("By %s, against %s: no single assumption within its documented range; only several together, or a range found too narrow.", o.Name, rival)
	}
	return fmt.Sprintf("By %s, against %s: %s.", o.Name, rival, strings.Join(words, "; "))
}

// reviewerSentence names the weakest assumption that moves the comparison far,
// and the lever it hangs on.
func reviewerSentence(q *debate.Question, name string, c *debate.Contest) string {
	o, rival, p, e := q.Outcomes[c.Outcome], q.Paths[c.Rival].Name, c.Weakest.Row.Parameter, &c.Weakest.Swing
	low, high := min(e.Low, e.High, e.Mid), max(e.Low, e.High, e.Mid)
	return fmt.Sprintf("By %s, against %s: %s (%s), which rests on %s; over its documented range %s less %s moves from %s to %s. And the lever %s: set as in %s it leaves %s less %s at %s instead of %s.",
		o.Name, rival, p.Name, meaning(p), restsOn(p), name, rival, plots.Plus(amount(low, o.Unit)), plots.Plus(amount(high, o.Unit)),
		c.Lever.Name, rival, name, rival, plots.Plus(amount(c.Without, o.Unit)), plots.Plus(amount(c.Centre, o.Unit)))
}

// restsOn writes a grade as what something rests on.
func restsOn(p *model.Parameter) string {
	switch p.Confidence {
	case model.Cited:
		return "one cited figure"
	case model.Judgement:
		return "judgement"
	}
	return string(p.Confidence)
}
