// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"fmt"
	"slices"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios/audits/cross"
	"crossroads/scenarios/runs/ensemble"
)

// crossDocument is what people and programs read.
func crossDocument(r *cross.Result) table.Document {
	d := table.Document{
		Title: fmt.Sprintf("%s in %s, %s", table.Plural(len(r.Paths), "policy path"), table.Plural(len(r.Worlds), "world"), table.Draws(r.Done())),
		Facts: []table.Fact{
			{Name: "until", Cell: table.Year((r.Horizon.End - 1).Year())}, {Name: "reference", Cell: table.Path(r.Paths[r.Against])}, {Name: "draws", Cell: table.Count(r.Done())},
			{Name: "seed", Cell: table.Seed(r.Draws.Seed)}, {Name: "drawn", Cell: table.Word(r.Draws.String())}, {Name: "sampling", Cell: table.Word(r.Draws.Sampling)},
		},
		Tables: []*table.Table{mediansTable(r), differencesTable(r), crossLowerTable(r), crossBesideTable(r), partsTable(r), allBandsTable(r)},
		Notes:  append([]string{table.DrawsNote(r.Done())}, table.DrawsNotes(r.Draws, r.Worlds)...),
	}
	for _, o := range r.Outcomes {
		d.Answer = append(d.Answer, crossSentences(r, o)...)
	}
	if r.Beside == nil {
		d.Notes = append(d.Notes, "Fitted draws are left out: in one of these worlds fewer than 1 in 5,000 draws agrees with the counts.")
	}
	if path, world := r.LargestInteraction(deathCounts()[0]); path >= 0 {
		d.Notes = append(d.Notes, fmt.Sprintf("The figure shows %s in %s, where path and world together differ most from their sum.", table.PathLabel(r.Path(path)), r.World(world).Label))
	}
	return d
}

// crossSentences say where the order of two paths depends on the world, and
// whether worlds or paths move an outcome more.
func crossSentences(r *cross.Result, o *model.Outcome) []string {
	if !r.Crossed() {
		return nil
	}
	list := orderSentences(r, o)
	worlds, paths := r.Spread(o)
	reference, first := table.PathLabel(r.Path(r.Against)), r.Worlds[0].Label
	more := "The paths change it more than the worlds"
	if worlds > paths {
		more = "The worlds change it more than the paths"
	}
	return append(list, fmt.Sprintf("%s: %s. The median on %s differs by up to %s between worlds; in %s it differs by up to %s between paths.",
		o.Label, table.LowerFirst(more), reference, table.Amount(worlds, o.Unit), first, table.Amount(paths, o.Unit)))
}

// orderSentences say of which paths the order with the reference path depends on
// the world: of one path in which worlds, of several which.
func orderSentences(r *cross.Result, o *model.Outcome) []string {
	var list, depends, lower, higher []string
	for pair, p := range r.Pairs() {
		label := table.PathLabel(r.Path(p.A))
		switch fewer, more := r.Order(pair, o); {
		case len(fewer) > 0 && len(more) > 0:
			depends = append(depends, label)
			list = append(list, dependsOnWorld(r, o, pair, label, table.PathLabel(r.Path(p.B)), fewer, more))
		case len(fewer) > 0:
			lower = append(lower, label)
		case len(more) > 0:
			higher = append(higher, label)
		}
	}
	if len(list) > 1 {
		list = []string{fmt.Sprintf("%s: for %s, the world decides whether most draws have %s or %s than on %s (table lower).", o.Label, table.Sentence(depends), than(o), moreThan(o), table.PathLabel(r.Path(r.Against)))}
	}
	if len(lower) > 0 {
		list = append(list, fmt.Sprintf("%s: in every world in which the draws can tell, most have %s than on %s on %s.", o.Label, than(o), table.PathLabel(r.Path(r.Against)), table.Sentence(lower)))
	}
	if len(higher) > 0 {
		list = append(list, fmt.Sprintf("%s: in every world in which the draws can tell, most have %s than on %s on %s.", o.Label, moreThan(o), table.PathLabel(r.Path(r.Against)), table.Sentence(higher)))
	}
	return list
}

// dependsOnWorld says in which worlds most draws show the lower outcome on each of
// two paths.
func dependsOnWorld(r *cross.Result, o *model.Outcome, pair int, a, b string, fewer, more []int) string {
	in := func(worlds []int, lower func(fewer, same ensemble.Share) ensemble.Share) string {
		var words []string
		for _, w := range worlds {
			share := lower(r.FewerShare(w, pair, o))
			words = append(words, fmt.Sprintf("%s (%s)", r.Worlds[w].Label, table.Share(share).InSentence()))
		}
		return table.Sentence(words)
	}
	return fmt.Sprintf("%s: the order of %s and %s depends on the world. Most draws (shares of %d) have %s on %s in %s, and on %s in %s.", o.Label, a, b, min(r.Done(), 100), than(o),
		a, in(fewer, func(fewer, _ ensemble.Share) ensemble.Share { return fewer }), b,
		in(more, func(fewer, same ensemble.Share) ensemble.Share {
			return ensemble.Share{Count: fewer.Of - fewer.Count - same.Count, Of: fewer.Of}
		}))
}

// byWorld is a table of paths with a column for every world.
func byWorld(name, title string, value table.Column) *table.Table {
	return &table.Table{Name: name, Title: title, Apart: "outcome", Across: "world", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 30).AsKey(), table.Words("world", "world", 0).AsKey(), value,
	}}
}

// mediansTable shows the median of every path in every world.
func mediansTable(r *cross.Result) *table.Table {
	t := byWorld("medians", "Median by path and world", table.Numbers("median", "median", ""))
	for _, o := range r.Outcomes {
		for p, s := range r.Paths {
			for w, world := range r.Worlds {
				t.Add(table.Outcome(o), table.Path(s), table.World(world), table.Number{V: r.Level(w, p, o, 0).Quantile(0.5), U: o.Unit})
			}
		}
	}
	return t
}

// differencesTable shows what every path changes in every world.
func differencesTable(r *cross.Result) *table.Table {
	t := byWorld("differences", "Median difference, path minus "+table.PathLabel(r.Paths[r.Against])+", in the same world and draw", table.Numbers("difference", "difference", ""))
	for _, o := range r.Outcomes {
		for pair, p := range r.Pairs() {
			for w, world := range r.Worlds {
				t.Add(table.Outcome(o), table.Path(r.Path(p.A)), table.World(world), table.Difference{V: r.Difference(w, pair, o, 0).Quantile(0.5), U: o.Unit})
			}
		}
	}
	return t
}

// crossLowerTable shows in how many draws of each world the outcome is lower on a path
// than on the reference path.
func crossLowerTable(r *cross.Result) *table.Table { return lowerIn(r, r.Result, "lower") }

// crossBesideTable shows the same under draws of the other kind.
func crossBesideTable(r *cross.Result) *table.Table { return lowerIn(r, r.Beside, "beside") }

// lowerIn is crossLowerTable of one kind of draws, without rows where there are none.
func lowerIn(r *cross.Result, drawn *ensemble.Result, name string) *table.Table {
	kind := "prior draws"
	switch d := r.Draws; {
	case d.Posterior != nil && name == "lower":
		kind = "draws of the posterior"
	case (d.Fitted != nil) == (name == "lower") && d.Posterior == nil:
		kind = "fitted draws"
	}
	t := byWorld(name, fmt.Sprintf("%s (%s) with the lower outcome on the path than on %s", table.UpperFirst(kind), table.DrawsHeading(r.Done()), table.PathLabel(r.Paths[r.Against])), table.Shares("lower", "draws"))
	t.Columns = append(t.Columns, table.Shares("tied", ""))
	t.Columns[4].Doc = "draws in which both differ by no more than 5%"
	if drawn == nil {
		return t
	}
	for _, o := range r.Outcomes {
		for pair, p := range drawn.Pairs() {
			for w, world := range r.Worlds {
				fewer, _ := drawn.FewerShare(w, pair, o)
				t.Add(table.Outcome(o), table.Path(r.Path(p.A)), table.World(world), table.Share(fewer), table.Share(drawn.TiedShare(w, pair, o)))
			}
		}
	}
	return t
}

// partsTable takes outcomes apart: what each path changes in the first world, what
// each world changes on the reference path, and how far both together differ from
// their sum.
func partsTable(r *cross.Result) *table.Table {
	first, reference := r.Worlds[0].Label, table.PathLabel(r.Paths[r.Against])
	t := byWorld("parts", "Effects of path and world, medians", table.Numbers("effect", "effect", ""))
	t.Columns = append(t.Columns, table.Words("part", "", 0))
	t.Columns[4].Doc = "policy: the path alone; world: the world alone; interaction: what both together change beyond that"
	t.Notes = []string{fmt.Sprintf("Column %s: the path alone. Row %s: the world alone. All others: what both together change beyond that.", first, reference),
		"In each draw the parts add up to the whole difference; their medians need not."}
	if !r.Crossed() {
		return t
	}
	others := slices.Delete(ranked(len(r.Paths), func(int) float64 { return 0 }), r.Against, r.Against+1)
	for _, o := range r.Outcomes {
		for _, p := range append(others, r.Against) {
			s := r.Paths[p]
			for w, world := range r.Worlds {
				e := r.Effects(r.Against, p, 0, w, o)
				part, band := "interaction", e.Interaction
				switch {
				case p == r.Against && w == 0:
					continue
				case w == 0:
					part, band = "policy", e.Policy
				case p == r.Against:
					part, band = "world", e.World
				}
				t.Add(table.Outcome(o), table.Path(s), table.World(world), table.Difference{V: band.Median, U: o.Unit}, table.Word(part))
			}
		}
	}
	return t
}

// allBandsTable holds, for programs, every outcome of every path in every world, each
// paired difference and each part.
func allBandsTable(r *cross.Result) *table.Table {
	t := &table.Table{Name: "outcomes", Columns: []table.Column{
		table.Words("part", "", 0), table.Words("path", "", 0).AsKey(), table.Words("against", "", 0).AsKey(), table.Words("world", "", 0).AsKey(), table.Words("outcome", "", 0).AsKey(),
		table.Numbers("median", "", ""), table.Ranges("range_50", "", ""), table.Ranges("range_80", "", ""), table.Shares("below_0", ""),
	}}
	add := func(part string, path int, against table.Cell, world int, o *model.Outcome, b ensemble.Band, fewer ensemble.Share) {
		t.Add(table.Word(part), table.Path(r.Path(path)), against, table.World(r.Worlds[world]), table.Outcome(o), table.Number{V: b.Median, U: o.Unit},
			table.Range{Low: b.Low50, High: b.High50, U: o.Unit}, table.Range{Low: b.Low80, High: b.High80, U: o.Unit}, table.Share(fewer))
	}
	reference := table.Path(r.Paths[r.Against])
	for w := range r.Worlds {
		for i := range model.OutcomeTable {
			o := &model.OutcomeTable[i]
			for p := range r.Paths {
				add("level", p, table.Nothing{}, w, o, r.Level(w, p, o, 0).Band(), ensemble.Share{})
				e := r.Effects(r.Against, p, 0, w, o)
				switch {
				case p == r.Against && w == 0:
				case w == 0:
					add("policy", p, reference, w, o, e.Policy.Band, e.Policy.Fewer)
				case p == r.Against:
					add("world", p, reference, w, o, e.World.Band, e.World.Fewer)
				default:
					add("interaction", p, reference, w, o, e.Interaction.Band, e.Interaction.Fewer)
				}
			}
			for pair, p := range r.Pairs() {
				fewer, _ := r.FewerShare(w, pair, o)
				add("difference", p.A, reference, w, o, r.Difference(w, pair, o, 0).Band(), fewer)
			}
		}
	}
	return t
}
