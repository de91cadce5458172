// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"fmt"
	"strconv"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/robust"
	"crossroads/scenarios/runs/shares"
)

// outcomeName is an outcome as a cell.
func outcomeName(o *model.Outcome) table.Name { return table.Name{Name: o.Name, Label: o.Label} }

// robustnessDocument is what people and programs read.
func robustnessDocument(r *robust.Result, closed, fit []string) table.Document {
	d := table.Document{
		Title: fmt.Sprintf("%d policy paths in %d worlds: how badly each can do", len(r.Paths), len(r.Worlds)),
		Facts: []table.Fact{
			{Name: "until", Cell: table.Year((r.Horizon.End - 1).Year())}, {Name: "draws", Cell: table.Count(r.Members)},
			{Name: "seed", Cell: table.Seed(r.Draws.Seed)}, {Name: "reference", Cell: table.Path(r.Paths[r.Reference])},
			{Name: "drawn", Cell: table.Word(r.Draws.String())}, {Name: "thresholds", Cell: table.Word(typedConditions(r.Question))},
		},
		Tables: []*table.Table{regretTable(r), drawnTable(r), fewestTable(r), thresholdTable(r), drawsTable(r), ranksTable(r), orderTable(r)},
		Notes:  append([]string{table.DrawsNote(r.Members)}, table.DrawsNotes(r.Draws, r.Worlds)...),
	}
	for n := range r.Tables {
		d.Answer = append(d.Answer, regretSentences(r, n)...)
	}
	d.Answer = append(d.Answer, fit...)
	for _, name := range closed {
		d.Notes = append(d.Notes, fmt.Sprintf("%s is left out because its start date has passed; name it to include it.", name))
	}
	return d
}

// regretSentences say which path has the smallest largest regret, and which never
// has the fewest.
func regretSentences(r *robust.Result, n int) []string {
	o := r.Outcomes[n]
	regret, world := r.Tables[n].Largest()
	least := 0
	for p := range regret {
		if regret[p] < regret[least] {
			least = p
		}
	}
	worst, path := world[least], table.PathLabel(r.Paths[least])
	than := "more"
	if r.Most {
		than = "less"
	}
	most := fmt.Sprintf("%s is %s in every world.", path, extreme(r))
	if regret[least] > 0 {
		best := r.Paths[r.Tables[n].Regrets(r.Tables[n].Centre[worst])[least].Than]
		most = fmt.Sprintf("Its worst world is %s: about %s %s on %s than on %s, the %s path there.", r.Worlds[worst].Label, table.Amount(regret[least], o.Unit), than, path, table.PathLabel(best), extreme(r))
	}
	names := []string{path}
	for p := range regret {
		if p != least && scenarios.Tied(regret[p], regret[least]) {
			names = append(names, table.PathLabel(r.Paths[p]))
		}
	}
	comes, tie := "comes", ""
	if len(names) > 1 {
		comes, tie = "come", " (a tie within 5%)"
		most = strings.Replace(most, "Its worst world", "The worst world of "+path, 1)
	}
	list := []string{fmt.Sprintf("%s: over the %d worlds, %s %s closest to the %s path of each world%s. %s", o.Label, len(r.Worlds), table.Sentence(names), comes, extreme(r), tie, most)}
	var never []string
	for _, p := range r.Tables[n].Never() {
		never = append(never, table.PathLabel(r.Paths[p]))
	}
	if len(never) > 0 {
		list = append(list, fmt.Sprintf("%s: never the %s, in any draw of any world: %s.", o.Label, extreme(r), table.Sentence(never)))
	}
	return list
}

// extreme is the word for what is wanted of an outcome.
func extreme(r *robust.Result) string {
	if r.Most {
		return "highest"
	}
	return "lowest"
}

// regretTable holds the regret of each path at the values of each world.
func regretTable(r *robust.Result) *table.Table {
	t := &table.Table{Name: "regret", Title: "Regret at each world's own values", Apart: "outcome", Across: "world", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 18).AsKey(), table.Words("world", "world", 0).AsKey(),
		table.Numbers("regret", "regret", ""), table.Words("lowest_path", "", 0), table.Numbers("value", "", ""),
	}, Notes: []string{
		"Regret: the difference to the " + extreme(r) + " other path in the same world. Negative: this path is the " + extreme(r) + ", by that margin.",
		extremeByWorld(r),
	}}
	for n, o := range r.Outcomes {
		for w, world := range r.Worlds {
			values := r.Tables[n].Centre[w]
			for p, regret := range r.Tables[n].Regrets(values) {
				t.Add(outcomeName(o), table.Path(r.Paths[p]), table.World(world),
					table.Difference{V: regret.Amount, U: o.Unit}, table.Path(r.Paths[regret.Than]), table.Number{V: values[p], U: o.Unit})
			}
		}
	}
	return t
}

// extremeByWorld names the path with the lowest first outcome in each world, and
// those that tie with it.
func extremeByWorld(r *robust.Result) string {
	if r.Most {
		return ""
	}
	var list []string
	for w, world := range r.Worlds {
		var names []string
		for _, p := range scenarios.Lowest(r.Tables[0].Centre[w]) {
			names = append(names, table.PathLabel(r.Paths[p]))
		}
		words := table.Sentence(names)
		if len(names) > 1 {
			words += " (a tie within 5%)"
		}
		list = append(list, world.Label+": "+words)
	}
	return r.Outcomes[0].Label + ", lowest in " + strings.Join(list, "; ") + "."
}

// drawnTable holds the regret of each path over draws.
func drawnTable(r *robust.Result) *table.Table {
	t := &table.Table{Name: "regret_drawn", Title: "Regret over draws", Apart: "outcome", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 18).AsKey(), table.Numbers("median", "median", ""), table.Numbers("p90", "90th\npct.", ""),
		table.Numbers("most", "most in\nany draw", ""), table.Words("most_world", "in world", 14), table.Words("lowest_path", "lowest path there", 18), table.Numbers("outcome_p90", "outcome,\n90th pct.", ""),
	}, Notes: []string{fmt.Sprintf("Median and 90th percentile (pct.): draws of the world %s. Most: draws of all worlds.", r.Worlds[0].Label)}}
	for n, o := range r.Outcomes {
		spreads, upper := r.Tables[n].Spreads(0), r.Tables[n].Upper(0)
		most, world := r.Tables[n].LargestDrawn()
		for p, s := range r.Paths {
			t.Add(outcomeName(o), table.Path(s), table.Number{V: spreads[p].Median, U: o.Unit}, table.Number{V: spreads[p].Ninth, U: o.Unit},
				table.Number{V: most[p].Worst, U: o.Unit}, table.World(r.Worlds[world[p]]), pathOrNothing(r, most[p].Than), table.Number{V: upper[p], U: o.Unit})
		}
	}
	return t
}

// pathOrNothing is the path at a place, if there is one.
func pathOrNothing(r *robust.Result, path int) table.Cell {
	if path < 0 {
		return table.Nothing{}
	}
	return table.Path(r.Paths[path])
}

// fewestTable holds how often each path has the fewest, by way of drawing.
func fewestTable(r *robust.Result) *table.Table {
	t := &table.Table{Name: "fewest", Title: fmt.Sprintf("Draws (%s) in which a path has the %s", table.DrawsHeading(r.Members), extreme(r)), Apart: "outcome", Across: "way", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 18).AsKey(), table.Words("way", "way of drawing", 0).AsKey(), table.Shares("share", "share"), table.Shares("near", ""),
	}, Notes: []string{fmt.Sprintf("First %d columns: ways of drawing in the world %s (%s: %s). Then the other worlds.%s", len(r.Ways), r.Worlds[0].Label, r.Ways[0].Name, r.Ways[0].Draws, shares.LeftOut(r.Ways))}}
	t.Columns[4].Doc = "draws in which the path has the " + extreme(r) + " or lies within 5% of it"
	for n, o := range r.Outcomes {
		add := func(way table.Name, spreads []robust.Spread) {
			for p, s := range r.Paths {
				t.Add(outcomeName(o), table.Path(s), way, table.Share(spreads[p].Fewest), table.Share(spreads[p].Near))
			}
		}
		for i, way := range r.Ways {
			add(table.Name{Name: way.Name, Label: way.Label()}, r.ByWay(n, i))
		}
		for i, w := range r.Worlds[1:] {
			add(table.Name{Name: "world " + w.Name, Label: w.Label}, r.Tables[n].Spreads(i+1))
		}
		t.Notes = append(t.Notes, fmt.Sprintf("%s: in %s of the first column, others tie with the %s (within 5%%).", o.Label, table.OfDraws(table.Share(r.Tables[n].Tied(0))), extreme(r)))
	}
	return t
}

// thresholdTable holds in how many draws all thresholds are met.
func thresholdTable(r *robust.Result) *table.Table {
	t := &table.Table{Name: "thresholds", Title: fmt.Sprintf("Draws (%s) in which all thresholds are met", table.DrawsHeading(r.Members)), Across: "world", Columns: []table.Column{
		table.Words("path", "path", 18), table.Words("world", "world", 0).AsKey(), table.Shares("met", "met"),
	}, Notes: []string{"Thresholds, each under the same draw: " + conditionWords(r.Question) + "."}}
	for p, s := range r.Paths {
		for w, world := range r.Worlds {
			met := table.Share(r.Satisfied[p][w])
			if !r.Compared(p) {
				met = table.Share{}
			}
			t.Add(table.Path(s), table.World(world), met)
		}
	}
	return t
}

// conditionWords writes the thresholds.
func conditionWords(q *robust.Question) string {
	var list []string
	for _, c := range q.Conditions {
		sign, limit := " < ", plots.Exact(c.Value)
		if c.Above {
			sign = " > "
		}
		if c.Reference >= 0 {
			limit = "on " + table.PathLabel(q.Paths[c.Reference])
		}
		list = append(list, c.Outcome.Label+sign+limit)
	}
	return table.Sentence(list)
}

// typedConditions writes the thresholds as the command line has them.
func typedConditions(q *robust.Question) string {
	var list []string
	for _, c := range q.Conditions {
		sign, limit := "<", strconv.FormatFloat(c.Value, 'g', -1, 64)
		if c.Above {
			sign = ">"
		}
		if c.Reference >= 0 {
			limit = "reference"
		}
		list = append(list, c.Outcome.Name+sign+limit)
	}
	return strings.Join(list, " ")
}

// drawsTable holds, for programs, how regret is spread in every world.
func drawsTable(r *robust.Result) *table.Table {
	t := &table.Table{Name: "draws", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 0).AsKey(), table.Words("world", "world", 0).AsKey(),
		table.Shares("fewest", "draws in which no other path is ahead"), table.Numbers("regret_median", "median regret", ""), table.Numbers("regret_p90", "90th percentile of regret", ""),
		table.Numbers("regret_most", "largest regret", ""), table.Words("lowest_path", "lowest path in the draw of the largest regret", 0), table.Numbers("outcome_p90", "90th percentile of the outcome", ""),
	}}
	for n, o := range r.Outcomes {
		for w, world := range r.Worlds {
			spreads, upper := r.Tables[n].Spreads(w), r.Tables[n].Upper(w)
			for p, s := range r.Paths {
				t.Add(outcomeName(o), table.Path(s), table.World(world), table.Share(spreads[p].Fewest), table.Number{V: spreads[p].Median, U: o.Unit},
					table.Number{V: spreads[p].Ninth, U: o.Unit}, table.Number{V: spreads[p].Worst, U: o.Unit}, pathOrNothing(r, spreads[p].Than), table.Number{V: upper[p], U: o.Unit})
			}
		}
	}
	return t
}

// ranksTable holds, for programs, how often each path stands at each rank.
func ranksTable(r *robust.Result) *table.Table {
	t := &table.Table{Name: "ranks", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 0).AsKey(), table.Words("world", "world", 0).AsKey(),
		table.Counts("rank", "rank, 1 first").AsKey(), table.Shares("share", "draws at this rank"),
	}}
	for n, o := range r.Outcomes {
		for w, world := range r.Worlds {
			for p, counts := range r.Tables[n].Ranks(w) {
				for rank, count := range counts {
					t.Add(outcomeName(o), table.Path(r.Paths[p]), table.World(world), table.Count(rank+1), table.Share{Count: count, Of: r.Members})
				}
			}
		}
	}
	return t
}

// orderTable holds how far draws keep the order of the paths.
func orderTable(r *robust.Result) *table.Table {
	t := &table.Table{Name: "order", Title: "Pairs of paths that keep their order in a draw", Columns: []table.Column{
		table.Words("outcome", "outcome", 40), table.Words("world", "world", 20).AsKey(), table.Numbers("kept", "share of pairs", "1"),
	}, Across: "world", Notes: []string{"Compared with the order at the world's own values. 0.50: that order says nothing about the draws."}}
	for n, o := range r.Outcomes {
		for w, world := range r.Worlds {
			t.Add(outcomeName(o), table.World(world), table.Number{V: r.Tables[n].Kept(w), U: "1"})
		}
	}
	return t
}
