// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"fmt"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios/audits/debate"
	"crossroads/scenarios/runs/shares"
)

// debateDocument is the page: the same tables for every path, in their order.
func debateDocument(d *debate.Debate, fit []string) table.Document {
	return table.Document{
		Title:  fmt.Sprintf("%d policy paths: the strongest case for and against each", len(d.Paths)),
		Answer: append(casesInShort(d), fit...),
		Facts: []table.Fact{
			{Name: "until", Cell: table.Year((d.Horizon.End - 1).Year())}, {Name: "draws", Cell: table.Count(d.Members)},
			{Name: "seed", Cell: table.Seed(d.Draws.Seed)}, {Name: "drawn", Cell: table.Word(d.Draws.String())},
		},
		By:     "path",
		Tables: append(DebateTables(d), fewestByWay(d)),
		Notes:  append([]string{table.DrawsNote(d.Members)}, table.DrawsNotes(d.Draws, d.Worlds)...),
	}
}

// DebateTables are the tables of a debate that hold the case of every path.
func DebateTables(d *debate.Debate) []*table.Table {
	return []*table.Table{comparisonsTable(d), casesTable(d), decidingTable(d), contestsTable(d)}
}

// casesInShort say of each outcome which paths have a clear advantage over some
// other path in some world, which a clear disadvantage, and which both.
func casesInShort(d *debate.Debate) []string {
	var list []string
	for n, o := range d.Outcomes {
		var lower, higher, both, neither []string
		for _, c := range d.Cases {
			label := table.PathLabel(d.Paths[c.Path])
			switch {
			case c.Strongest[n] != nil && c.Worst[n] != nil:
				both = append(both, label)
			case c.Strongest[n] != nil:
				lower = append(lower, label)
			case c.Worst[n] != nil:
				higher = append(higher, label)
			default:
				neither = append(neither, label)
			}
		}
		var parts []string
		for _, p := range []struct {
			words string
			names []string
		}{
			{"clearly " + than(o) + " than on some other path in some world, and clearly " + moreThan(o) + " in none", lower},
			{"clearly " + moreThan(o) + " than on some other path in some world, and clearly " + than(o) + " in none", higher},
			{"clearly " + than(o) + " than on another path in some comparison, and clearly " + moreThan(o) + " in another", both}, {"neither clearly " + than(o) + " nor clearly " + moreThan(o), neither},
		} {
			if len(p.names) > 0 {
				parts = append(parts, "on "+table.Sentence(p.names)+" "+p.words)
			}
		}
		for i := range parts[1:] {
			parts[i+1] = table.UpperFirst(parts[i+1])
		}
		list = append(list, o.Label+": "+strings.Join(parts, ". ")+".")
	}
	return list
}

// moreThan is the word for more of an outcome.
func moreThan(o *model.Outcome) string {
	if o.Unit == "1" {
		return "higher"
	}
	return "more"
}

// drawn is a comparison of a path in words.
func drawn(d *debate.Debate, path int, c *debate.Comparison) table.Drawn {
	return table.Drawn{
		Outcome: d.Outcomes[c.Outcome], A: table.PathLabel(d.Paths[path]), B: table.PathLabel(d.Paths[c.Other]), Level: c.Level,
		Low: c.Low, Median: c.Median, High: c.High, Lower: c.Fewer, Higher: c.More, Tied: c.Tied,
	}
}

// comparisonsTable compares each path with each other in the first world.
func comparisonsTable(d *debate.Debate) *table.Table {
	t := &table.Table{Name: "comparisons", Title: "Compared with each other path in " + d.Worlds[0].Label, Columns: []table.Column{
		table.Words("path", "path", 0), table.Words("other", "minus", 16).AsKey(), table.Words("outcome", "outcome", 21).AsKey(),
		table.Numbers("median", "median\ndifference", ""), table.Ranges("range", "80% range", ""), table.Shares("lower", "less in\n(draws)"), table.Shares("higher", "more in\n(draws)"), table.Shares("tied", "within 5%\n(draws)"), table.YesNos("tie", "median\nties"),
	}}
	for i := range d.Cases {
		for _, c := range d.Cases[i].Comparisons {
			o, words := d.Outcomes[c.Outcome], drawn(d, d.Cases[i].Path, &c)
			t.Add(table.Path(d.Paths[d.Cases[i].Path]), table.Path(d.Paths[c.Other]), table.Outcome(o), table.Difference{V: c.Median, U: o.Unit},
				table.Range{Low: c.Low, High: c.High, U: o.Unit, Signed: true}, table.Share(c.Fewer), table.Share(c.More), table.Share(c.Tied), table.YesNo(words.Tie()))
		}
	}
	return t
}

// casesTable holds the comparison that favours each path most and the one that
// favours it least, in any world.
func casesTable(d *debate.Debate) *table.Table {
	t := &table.Table{Name: "cases", Title: "Strongest and weakest case", Columns: []table.Column{
		table.Words("path", "path", 0), table.Words("case", "case", 0).AsKey(), table.Words("outcome", "outcome", 20).AsKey(), table.Sentences("words", "finding", 62),
		table.Words("world", "", 0), table.Words("other", "", 0), table.Numbers("median", "", ""), table.Ranges("range", "", ""), table.Shares("lower", ""), table.Shares("higher", ""),
	}}
	for i := range d.Cases {
		c := &d.Cases[i]
		path := d.Paths[c.Path]
		add := func(which string, n int, one *debate.Comparison) {
			row := []table.Cell{table.Path(path), table.Word(which), table.Outcome(d.Outcomes[n])}
			if one == nil {
				const none = "None: no world shows a clear difference this way between this path and another."
				t.Add(append(row, table.Prose(none), table.Nothing{}, table.Nothing{}, table.Nothing{}, table.Nothing{}, table.Nothing{}, table.Nothing{})...)
				return
			}
			u := d.Outcomes[n].Unit
			t.Add(append(row, table.Prose("In "+d.Worlds[one.World].Label+": "+drawn(d, c.Path, one).Sentence()),
				table.World(d.Worlds[one.World]), table.Path(d.Paths[one.Other]), table.Difference{V: one.Median, U: u},
				table.Range{Low: one.Low, High: one.High, U: u, Signed: true}, table.Share(one.Fewer), table.Share(one.More))...)
		}
		for n := range d.Outcomes {
			add("strongest", n, c.Strongest[n])
		}
		for n := range d.Outcomes {
			add("weakest", n, c.Worst[n])
		}
	}
	return t
}

// decidingTable lists the assumptions that decide between each path and its closest
// rival, and what they rest on.
func decidingTable(d *debate.Debate) *table.Table {
	t := &table.Table{Name: "deciding", Title: "Assumptions that decide between it and its closest rival", Apart: "outcome", Columns: []table.Column{
		table.Words("path", "path", 0), table.Words("outcome", "outcome", 0).AsKey(), table.Words("rival", "rival", 9).AsKey(), table.Words("assumption", "assumption", 16).AsKey(),
		table.Ranges("documented", "documented\nrange", ""), table.Words("evidence", "evidence", 9), table.Sentences("lower_if", "less on\nthe path if", 13),
		table.Numbers("share_of_range", "share\nof range", "1"), table.Words("rests_on", "depends on", 20),
	}, Notes: []string{"Share of range: the part of the documented range in which the outcome is lower on the path than on the rival."}}
	for i := range d.Cases {
		c := &d.Cases[i]
		for k := range c.Contests {
			contest := &c.Contests[k]
			for _, one := range contest.Deciding {
				p := one.Row.Parameter
				lower := "no single value"
				if len(one.Row.Sides[0].Crossings) > 0 {
					lower = within(p, one.Row.Fewer(0))
				}
				t.Add(table.Path(d.Paths[c.Path]), table.Outcome(d.Outcomes[contest.Outcome]), table.Path(d.Paths[contest.Rival]), table.Assumption(p),
					table.Documented(p), table.Word(p.Confidence), table.Prose(lower), table.Number{V: one.Share, U: "1"}, table.Word(restsOn(p)))
			}
		}
	}
	return t
}

// restsOn says what a parameter depends on: rows of the evidence table with their
// status, or its source.
func restsOn(p *model.Parameter) string {
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

// contestsTable says of each path and its closest rival which evidence would decide
// between them, and what a critic says first.
func contestsTable(d *debate.Debate) *table.Table {
	t := &table.Table{Name: "contests", Title: "Evidence that would decide, and the strongest criticism", Columns: []table.Column{
		table.Words("path", "path", 0), table.Words("outcome", "outcome", 14).AsKey(), table.Words("rival", "", 0).AsKey(),
		table.Sentences("evidence", "evidence that would decide", 34), table.Sentences("criticism", "strongest criticism", 44),
		table.Numbers("difference", "", ""), table.Words("weakest_assumption", "", 0), table.Ranges("difference_over_its_range", "", ""),
		table.Words("lever", "", 0), table.Numbers("difference_with_lever_of_rival", "", ""),
	}}
	for i := range d.Cases {
		c := &d.Cases[i]
		path := d.Paths[c.Path]
		for k := range c.Contests {
			one := &c.Contests[k]
			o, e := d.Outcomes[one.Outcome], &one.Weakest.Effect
			over := table.Range{Low: min(e.Low, e.High, e.Mid), High: max(e.Low, e.High, e.Mid), U: o.Unit, Signed: true}
			t.Add(table.Path(path), table.Outcome(o), table.Path(d.Paths[one.Rival]),
				table.Prose(decidingEvidence(d, c.Path, one)), table.Prose(criticism(d, c.Path, one, over)),
				table.Difference{V: one.Difference(), U: o.Unit}, table.Assumption(e.Parameter), over,
				table.Name{Name: one.Lever.Name, Label: one.Lever.Label}, table.Difference{V: one.Without, U: o.Unit})
		}
	}
	return t
}

// decidingEvidence says what a measurement would have to show.
func decidingEvidence(d *debate.Debate, path int, c *debate.Contest) string {
	name, rival := table.PathLabel(d.Paths[path]), table.PathLabel(d.Paths[c.Rival])
	var words []string
	for _, one := range c.Deciding {
		p := one.Row.Parameter
		if len(one.Row.Sides[0].Crossings) > 0 {
			words = append(words, fmt.Sprintf("%s %s: fewer on %s, otherwise on %s.", p.Label, within(p, one.Row.Fewer(0)), name, rival))
		}
	}
	if len(words) == 0 {
		return fmt.Sprintf("Against %s: no single assumption within its documented range.", rival)
	}
	return strings.Join(words, " ")
}

// criticism names the weakest assumption that moves a comparison far, and the lever
// that it depends on most.
func criticism(d *debate.Debate, path int, c *debate.Contest, over table.Range) string {
	o, p := d.Outcomes[c.Outcome], c.Weakest.Row.Parameter
	name, rival := table.PathLabel(d.Paths[path]), table.PathLabel(d.Paths[c.Rival])
	signed := func(v float64) string { return plots.Plus(table.Amount(v, o.Unit)) }
	return fmt.Sprintf("Evidence for %s: %s. Over its documented range, %s minus %s runs from %s. With %s as on %s the difference is %s instead of %s.",
		table.LowerFirst(p.Label), grade(p), name, rival, over.Text(), table.LowerFirst(c.Lever.Label), rival, signed(c.Without), signed(c.Difference()))
}

// fewestByWay shows how often each path has the fewest in every way of drawing.
func fewestByWay(d *debate.Debate) *table.Table {
	t := &table.Table{Name: "fewest", Title: fmt.Sprintf("Draws (%s) in which a path has the lowest outcome", table.DrawsHeading(d.Members)), Apart: "outcome", Across: "lowest_on", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("lowest_on", "path", 18).AsKey(), table.Words("way", "way of drawing", 0).AsKey(), table.Shares("share", "share"),
	}, Notes: []string{fmt.Sprintf("Ways of drawing in %s, then the other worlds.%s", d.Worlds[0].Label, shares.LeftOut(d.Ways))}}
	for _, o := range d.Outcomes {
		for i, way := range d.Ways {
			for p, s := range d.Fewest(i, o) {
				t.Add(table.Outcome(o), table.Path(d.Paths[p]), table.Word(way.Name), table.Share(s))
			}
		}
	}
	return t
}
