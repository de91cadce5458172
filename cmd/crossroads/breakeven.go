package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/breakeven"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// breakevenOptions are the flags of breakeven.
type breakevenOptions struct {
	options
	pair   string
	points int
}

// sharesPerMember is how many times as many draws stand behind the shares in
// each way of drawing as behind the search, which needs many runs a draw.
const sharesPerMember = 5

// rareTurn is the share of draws below which an assumption is left to the CSV.
const rareTurn = 0.1

// newBreakeven makes the command that finds where two paths change places.
func newBreakeven() *cobra.Command {
	var o breakevenOptions
	c := &cobra.Command{
		Use:   "breakeven A B",
		Short: "Find values that reverse the order of two paths",
		Long: model.Label + `

Varies one assumption at a time over its documented range and finds the value at which the two paths tie: first with all
other assumptions at this world's values, then with all others drawn. Maps the two assumptions that matter most.`,
		Example: `  crossroads breakeven
  crossroads breakeven kinetic investment
  crossroads breakeven kinetic-precise three-pillar --world backlash --map replacement,suppression`,
		Args: twoArguments,
	}
	o.bindFormat(c)
	o.bindFigures(c, "svg,png")
	o.bindOut(c, "out")
	o.bindWorld(c)
	o.bindUntil(c)
	o.bindOutcome(c, bothSums)
	o.bindMembers(c, 200)
	o.bindSeed(c)
	o.bindFrom(c)
	o.bindDryRun(c)
	c.Flags().StringVar(&o.pair, "map", "", "two assumptions to map, separated by a comma (by default the two whose ranges move the difference most)")
	c.Flags().IntVar(&o.points, "points", 41, "points of the map along each side")
	c.RunE = func(c *cobra.Command, args []string) error { return runBreakeven(c, &o, args) }
	return c
}

// twoArguments wants two paths or none.
func twoArguments(c *cobra.Command, args []string) error {
	if len(args) != 2 && len(args) != 0 {
		return usagef("%s: %d names given (two scenarios)", c.CommandPath(), len(args))
	}
	return nil
}

// runBreakeven finds where the paths change places and writes what it found.
func runBreakeven(c *cobra.Command, o *breakevenOptions, names []string) error {
	a, b, err := o.findPair(names)
	if err != nil {
		return err
	}
	outcomes, world, h, err := o.findQuestion()
	if err != nil {
		return err
	}
	forms, err := o.figureForms()
	if err != nil {
		return err
	}
	chosen, err := mapPair(o.pair)
	if err != nil {
		return err
	}
	if err := atLeast("members", o.members, 1); err != nil {
		return err
	}
	if err := atLeast("points", o.points, 5); err != nil {
		return err
	}
	draws, err := o.drawsFrom()
	if err != nil {
		return err
	}
	assumptions, err := ensemble.InWorld(draws, world)
	if err != nil {
		return err
	}
	ways, err := shares.Ways(draws, world)
	if err != nil {
		return err
	}
	q := &breakeven.Question{A: a, B: b, Horizon: h, Outcomes: outcomes, World: world, Members: o.members,
		Draws: assumptions.Member}
	sharesMembers := sharesPerMember * o.members
	runs := q.Runs() + breakeven.MapRuns(o.points) + 2*sharesMembers*len(ways)
	if o.dryRun {
		fmt.Fprintf(c.OutOrStdout(), "about %d runs: %d assumptions over %d draws, a map of %d points, %d ways of drawing\n",
			runs, len(breakeven.Parameters()), o.members, o.points*o.points, len(ways))
		return nil
	}
	p := newProgress(c, runs)
	defer p.end()
	q.Done = p.add
	answer, err := q.Find(c.Context())
	if err != nil {
		return err
	}
	if chosen == nil {
		widest := answer.Widest()
		chosen = []*model.Parameter{widest[0].Parameter, widest[1].Parameter}
	}
	field, err := q.Map(c.Context(), chosen[0], chosen[1], o.points)
	if err != nil {
		return err
	}
	results, err := shares.Run(c.Context(), &ensemble.Design{Paths: []*scenarios.Scenario{a, b}, Against: 1, Horizon: h, Members: sharesMembers}, ways, p.add)
	if err != nil {
		return err
	}
	p.end()

	out, err := openFolder(o.out)
	if err != nil {
		return err
	}
	defer out.discard()
	pieces := []piece{{"breakeven.csv", func(w io.Writer) error { return writeBreakeven(w, answer, world) }}}
	pieces = append(pieces, breakevenFigures(answer, field, world, forms)...)
	if err := out.write(pieces); err != nil {
		return err
	}
	m := newManifest(os.Args[1:], h, []*scenarios.Scenario{a, b}, world)
	m.Seed, m.Members = o.seed, o.members
	if err := out.finish(m); err != nil {
		return err
	}
	r := breakevenReport(answer, world)
	r.Facts = facts(fact{"world", world.Marked()}, fact{"until", fmt.Sprint(o.until)}, fact{"draws", fmt.Sprint(o.members)}, fact{"seed", fmt.Sprint(o.seed)})
	r.Blocks = append(r.Blocks, sharesBlock(a, b, outcomes, ways, results))
	if err := o.show(c, r); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "wrote to %s: %s\n", o.out, out.names())
	return nil
}

// mapPair reads the assumptions of a map; nil if none is named.
func mapPair(text string) ([]*model.Parameter, error) {
	if text == "" {
		return nil, nil
	}
	names := strings.Split(text, ",")
	if len(names) != 2 || names[0] == names[1] {
		return nil, usagef("--map %s: is not a pair (two different assumptions, separated by a comma)", text)
	}
	known := breakeven.Parameters()
	var list []*model.Parameter
	for _, name := range names {
		i := slices.IndexFunc(known, func(row *model.Parameter) bool { return row.Name == name })
		if i < 0 {
			var words []string
			for _, row := range known {
				words = append(words, row.Name)
			}
			return nil, &scenarios.UnknownError{Thing: "assumption", Name: name, Known: words}
		}
		list = append(list, known[i])
	}
	return list, nil
}

// othersAt says where the other assumptions stand.
func othersAt(world *scenarios.World) string {
	if world.Name == "central" {
		return "the others at their central values"
	}
	return "the others as in the world " + world.Name
}

// breakevenReport is the table and the sentences.
func breakevenReport(a *breakeven.Answer, world *scenarios.World) *report {
	q := a.Question
	r := &report{Title: fmt.Sprintf("Where %s and %s change places, one assumption at a time", q.A.Name, q.B.Name)}
	for n, o := range q.Outcomes {
		r.Blocks = append(r.Blocks, breakevenBlock(a, n))
		r.Sentences = append(r.Sentences, centreSentence(a, n, world))
		for i, row := range a.Nearest(n) {
			if i == 4 {
				break
			}
			r.Sentences = append(r.Sentences, breakevenSentence(a, row, n, world))
		}
		if len(a.Nearest(n)) == 0 {
			r.Sentences = append(r.Sentences, fmt.Sprintf("By %s, no assumption changes that alone within its documented range, %s.", o.Name, othersAt(world)))
		}
	}
	return r
}

// centreSentence says which path has fewer at the centre, and by how much.
func centreSentence(a *breakeven.Answer, n int, world *scenarios.World) string {
	q, o := a.Question, a.Question.Outcomes[n]
	first, second, by := q.A.Name, q.B.Name, -a.Centre[n]
	if by < 0 {
		first, second, by = second, first, -by
	}
	if by == 0 {
		return fmt.Sprintf("By %s, in the world %s, %s and %s do not differ.", o.Name, world.Name, first, second)
	}
	return fmt.Sprintf("By %s, in the world %s, %s by %s.", o.Name, world.Name, strings.TrimSuffix(fewerThan(first, o, second), ","), amount(by, o.Unit))
}

// breakevenSentence says between which values of an assumption A has fewer.
func breakevenSentence(a *breakeven.Answer, row *breakeven.Row, n int, world *scenarios.World) string {
	q, p := a.Question, row.Parameter
	return fmt.Sprintf("By %s, %s only if %s is %s (%s; %s), %s; in %s draws this assumption alone could turn the order.",
		q.Outcomes[n].Name, fewerThan(q.A.Name, q.Outcomes[n], q.B.Name), p.Name, condition(p, row.Fewer(n), p.Unit), meaning(p), documented(p),
		othersAt(world), row.Sides[n].Turns)
}

// breakevenBlock lists the assumptions that turn the order of the paths, at the
// centre or in a draw.
func breakevenBlock(a *breakeven.Answer, n int) block {
	q := a.Question
	t := block{
		Title: fmt.Sprintf("%s (%s)", q.Outcomes[n].Label, q.Outcomes[n].Name),
		Columns: []column{
			{"parameter", "assumption", 19}, {"central", "here", 0}, {"range", "documented", 14}, {"confidence", "evidence", 11},
			{"fewer", fmt.Sprintf("%s has %s if it is", q.A.Name, less(q.Outcomes[n])), 15},
			{"turns", "draws it turns", 9}, {"between", "there, at (middle 80%)", 11},
		},
	}
	rows := a.Nearest(n)
	var drawn []*breakeven.Row
	rare := 0
	for _, row := range a.Widest() {
		switch turns := row.Sides[n].Turns.Fraction(); {
		case slices.Contains(rows, row):
		case turns >= rareTurn:
			drawn = append(drawn, row)
		case turns > 0:
			rare++
		}
	}
	slices.SortStableFunc(drawn, func(x, y *breakeven.Row) int { return y.Sides[n].Turns.Count - x.Sides[n].Turns.Count })
	rows = append(rows, drawn...)
	for _, row := range rows {
		p, side := row.Parameter, row.Sides[n]
		fewer := "–"
		if len(side.Crossings) > 0 {
			fewer = condition(p, row.Fewer(n), "1")
		}
		at := "–"
		if side.Turns.Count > 0 {
			at = plots.Number(side.Between[0]) + " to " + plots.Number(side.Between[2])
		}
		t.Rows = append(t.Rows, []any{p.Name, *p.Of(&q.World.Parameters), rangeWord(p), string(p.Confidence), fewer, side.Turns, at})
	}
	never := len(a.Rows) - len(rows) - rare
	t.Notes = []string{fmt.Sprintf("Nearest to here first; –: no change of places with the others held here. Of %d assumptions %d more turn the order in fewer than %.0f of 100 draws, and %d never.", len(a.Rows), rare, 100*rareTurn, never),
		fmt.Sprintf("Draws it turns: the share of draws in which %s and %s change places as this assumption alone runs through its documented range, looked for at five points.", q.A.Name, q.B.Name)}
	return t
}

// sharesBlock shows how a share of draws moves with the way of drawing.
func sharesBlock(a, b *scenarios.Scenario, outcomes []*model.Outcome, ways []shares.Way, results []*ensemble.Result) block {
	t := block{Title: fmt.Sprintf("In how many sets of assumptions drawn %s has fewer than %s", a.Name, b.Name), Columns: []column{{"way", "way of drawing", 0}}}
	for _, o := range outcomes {
		t.Columns = append(t.Columns, column{o.Name, strings.ReplaceAll(o.Name, "_", " "), 0})
	}
	for i, way := range ways {
		row := []any{way.Name}
		for _, o := range outcomes {
			fewer, _ := results[i].FewerShare(0, 0, o)
			row = append(row, fewer)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []string{fmt.Sprintf("%d draws in each way, in the chosen world unless another is named. These shares measure our ranges and how they are drawn, not the world.", results[0].Done()) + shares.LeftOut(ways)}
	return t
}

// writeBreakeven writes what was found as tidy CSV in full precision.
func writeBreakeven(w io.Writer, a *breakeven.Answer, world *scenarios.World) error {
	out := sink.NewCSV(w)
	out.Write([]string{"a", "b", "world", "outcome", "parameter", "unit", "low", "here", "high", "confidence",
		"difference_at_low", "difference_here", "difference_at_high", "crossings", "share_of_draws_turned", "p10", "p50", "p90", "label"})
	q := a.Question
	for n, o := range q.Outcomes {
		for _, row := range a.Rows {
			p, side := row.Parameter, row.Sides[n]
			var crossings []string
			for _, c := range side.Crossings {
				crossings = append(crossings, exact(c))
			}
			line := []string{q.A.Name, q.B.Name, world.Name, o.Name, p.Name, p.Unit, exact(p.Low), exact(*p.Of(&q.World.Parameters)), exact(p.High), string(p.Confidence),
				exact(side.Values[0]), exact(a.Centre[n]), exact(side.Values[len(side.Values)-1]), strings.Join(crossings, ";"), exact(side.Turns.Fraction())}
			for _, v := range side.Between {
				if side.Turns.Count > 0 {
					line = append(line, exact(v))
				} else {
					line = append(line, "")
				}
			}
			out.Write(append(line, model.Label))
		}
	}
	out.Flush()
	return out.Error()
}

// breakevenFigures are the figures of the command in the forms chosen.
func breakevenFigures(a *breakeven.Answer, m *breakeven.Map, world *scenarios.World, forms drawing) []piece {
	q := a.Question
	return forms.pieces(plots.Conditions(q.A, q.B, world, lastYear(q.Horizon), q.Outcomes, m))
}
