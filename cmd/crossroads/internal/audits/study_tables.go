// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"fmt"
	"math"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/study"
)

// studyDocument is what people and programs read.
func studyDocument(r *study.Result) table.Document {
	d := table.Document{
		Title: fmt.Sprintf("%s in parts, compared with %s", table.PathLabel(r.Path), rivalNames(r)),
		Facts: []table.Fact{
			{Name: "world", Cell: table.World(r.World)}, {Name: "until", Cell: table.Year((r.Horizon.End - 1).Year())},
			{Name: "against", Cell: table.Path(r.Against)}, {Name: "draws", Cell: table.Count(r.Members)}, {Name: "seed", Cell: table.Seed(r.Ways[0].Draws.Seed)},
		},
		Tables: []*table.Table{pillarsTable(r), synergyTable(r), laterTable(r), rivalsTable(r), stoppedTable(r), mechanismsTable(r), thresholdsTable(r),
			degreesTable(r), fewerTable(r), levelsTable(r), timingTable(r), moneyTable(r)},
		Notes: append([]string{table.DrawsNote(r.Members)}, table.DrawsNotes(r.Ways[0].Draws, []*scenarios.World{r.World})...),
	}
	for n := range r.Outcomes {
		d.Answer = append(d.Answer, studySentences(r, n)...)
	}
	return d
}

// rivalNames lists the rivals as people read them.
func rivalNames(r *study.Result) string {
	var names []string
	for _, s := range r.Rivals {
		names = append(names, table.PathLabel(s))
	}
	return table.Sentence(names)
}

// studySentences say what the numbers of one outcome show: each comparison, what
// reverses it, in which draws it is weakest, and the change that speaks most
// against the path.
func studySentences(r *study.Result, n int) []string {
	o := r.Outcomes[n]
	var lines []string
	for i, rival := range r.Rivals {
		s := r.Mechanisms[0].Effects[i].Spreads[n]
		pair := table.Pair{Outcome: o, A: table.PathLabel(r.Path), B: table.PathLabel(rival), AtA: r.Levels[0][n], AtB: r.Levels[1+i][n], Low: s.Low, High: s.High}
		var reversing []string
		for m := range r.Mechanisms[1:] {
			if r.Reverses(1+m, i, n) {
				reversing = append(reversing, r.Mechanisms[1+m].Mechanism)
			}
		}
		rests := "Switching off any single mechanism leaves that order as it is."
		if len(reversing) > 0 {
			rests = "The order reverses without " + table.Sentence(reversing) + "."
		}
		way, same := r.Weakest(i, n)
		lines = append(lines, fmt.Sprintf("%s %s It is weakest %s: the same order in %s.", pair.Sentence(), rests, r.Ways[way].In, table.OfDraws(table.Share(same))))
	}
	synergy := r.Factorial.Synergy.Spreads[n]
	words := "the three pillars together change it by as much as the sum of their separate effects, as far as the draws can tell"
	switch {
	case synergy.Undecided():
	case synergy.Centre < 0:
		words = fmt.Sprintf("the three pillars together lower it by %s more than the sum of their separate effects", table.Amount(-synergy.Centre, o.Unit))
	default:
		words = fmt.Sprintf("the three pillars together lower it by %s less than the sum of their separate effects", table.Amount(synergy.Centre, o.Unit))
	}
	lines = append(lines, fmt.Sprintf("%s: %s (%s).", o.Label, words, table.Range80(o, synergy.Low, synergy.High)))
	if adverse, raised := r.Adverse(n); raised.Count > 0 {
		lines = append(lines, fmt.Sprintf("%s: of all changes below, %q raises it most often, in %s.", o.Label, adverse.Name, table.OfDraws(table.Share(raised))))
	}
	return lines
}

// spreadColumns head a difference at the world's own values, its 80% range, and
// the draws in which it is below 0.
func spreadColumns() []table.Column {
	return []table.Column{table.Numbers("difference", "difference", ""), table.Ranges("range", "80% range", ""), table.Shares("decrease", "draws with\na decrease")}
}

// spreadCells are the cells below spreadColumns.
func spreadCells(s study.Spread, unit string) []table.Cell {
	return []table.Cell{table.Difference{V: s.Centre, U: unit}, table.Range{Low: s.Low, High: s.High, U: unit, Signed: true}, table.Share(s.Below)}
}

// effectsTable is a table of named changes by outcome.
func effectsTable(r *study.Result, name, title, column string, effects []study.Effect, notes ...string) *table.Table {
	t := &table.Table{Name: name, Title: title, Apart: "outcome", Notes: notes,
		Columns: append([]table.Column{table.Words("outcome", "outcome", 0), table.Words(column, column, 37).AsKey()}, spreadColumns()...)}
	for n, o := range r.Outcomes {
		for _, e := range effects {
			t.Add(append([]table.Cell{outcomeName(o), table.Word(e.Name)}, spreadCells(e.Spreads[n], o.Unit)...)...)
		}
	}
	return t
}

// pillarsTable shows what the pillars change alone and together.
func pillarsTable(r *study.Result) *table.Table {
	var groups []string
	for _, p := range study.Pillars {
		groups = append(groups, p.Name+": "+strings.Join(p.Levers, ", "))
	}
	return effectsTable(r, "pillars", fmt.Sprintf("Pillars of %s added to %s", table.PathLabel(r.Path), table.PathLabel(r.Against)), "change", r.Effects(),
		strings.Join(groups, "; ")+".", "a × b: what two change together beyond the sum of each alone. Negative: they lower it further than that sum.")
}

// synergyTable shows how often the pillars do more together, by way of drawing.
func synergyTable(r *study.Result) *table.Table {
	t := &table.Table{Name: "synergy", Title: fmt.Sprintf("Draws (%s) in which all three together lower it by more than the sum of each alone", table.DrawsHeading(r.Members)), Across: "outcome", Columns: []table.Column{
		table.Words("way", "way of drawing", 0), table.Words("outcome", "outcome", 0).AsKey(), table.Shares("more_together", "draws"),
	}}
	for i, way := range r.Ways {
		for n, o := range r.Outcomes {
			t.Add(table.Word(way.Name), outcomeName(o), table.Share(r.Synergy[i].Synergy.Spreads[n].Below))
		}
	}
	return t
}

// laterTable shows what a later start changes.
func laterTable(r *study.Result) *table.Table {
	return effectsTable(r, "later", table.PathLabel(r.Path)+" started later", "start", r.Timing.Delay[1:],
		fmt.Sprintf("Compared with a start in %d. Until the start: %s.", r.Timing.Years[0], table.PathLabel(r.Against)))
}

// rivalsTable compares the path with its rivals as they are, at equal money and
// where little is delivered.
func rivalsTable(r *study.Result) *table.Table {
	t := &table.Table{Name: "rivals", Title: table.PathLabel(r.Path) + " minus each rival", Apart: "outcome",
		Columns: append([]table.Column{table.Words("outcome", "outcome", 0), table.Words("setting", "setting", 25).AsKey(), table.Words("rival", "minus", 18).AsKey()}, spreadColumns()...),
		Notes: []string{
			"Equal money: operations and investment scaled until each path spends as much as " + table.PathLabel(r.Against) + " (table money).",
			"Little delivered: realised_share and stall_floor at their low ends, build_time at its high end.",
		}}
	for n, o := range r.Outcomes {
		for _, s := range r.Settings {
			for i, e := range s.Effects {
				t.Add(append([]table.Cell{outcomeName(o), table.Word(s.Name), table.Path(r.Rivals[i])}, spreadCells(e.Spreads[n], o.Unit)...)...)
			}
		}
	}
	return t
}

// stoppedTable shows what is left of the path when it stops early.
func stoppedTable(r *study.Result) *table.Table {
	t := &table.Table{Name: "stopped", Title: table.PathLabel(r.Path) + " stopped early", Apart: "outcome", Columns: append(append([]table.Column{
		table.Words("outcome", "outcome", 0), table.Counts("last_year", "until").AsKey()}, spreadColumns()...),
		table.Numbers("kept", "kept", "1"), table.Numbers("attacks_back", "attacks back\nafter (years)", "year"), table.Ranges("attacks_back", "", "year")),
		Notes: []string{
			fmt.Sprintf("Compared with %s throughout; its levers apply after the stop. Kept: share of the whole path's change.", table.PathLabel(r.Against)),
			"Attacks back: years until attacks are within a tenth of those on that path. –: not by the last year.",
		}}
	for n, o := range r.Outcomes {
		for _, s := range r.Stops {
			cells := append([]table.Cell{outcomeName(o), table.Year(s.Year)}, spreadCells(s.Against[n], o.Unit)...)
			back := table.Cell(table.Nothing{})
			if !math.IsInf(s.Back.Centre, 1) {
				back = table.Number{V: s.Back.Centre, U: "year"}
			}
			t.Add(append(cells, table.Number{V: s.Gain[n].Centre, U: "1"}, back, table.Range{Low: s.Back.Low, High: s.Back.High, U: "year"})...)
		}
	}
	return t
}

// mechanismsTable compares the path with its rivals with each mechanism off.
func mechanismsTable(r *study.Result) *table.Table {
	t := &table.Table{Name: "mechanisms", Title: fmt.Sprintf("Mechanisms behind %s minus each rival", table.PathLabel(r.Path)), Apart: "outcome", Across: "rival", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("mechanism", "switched off", 37).AsKey(), table.Words("rival", "minus", 0).AsKey(),
		table.Numbers("difference", "difference", ""), table.Ranges("range", "", ""), table.Shares("decrease", ""), table.YesNos("reverses", ""),
	}, Notes: []string{"A changed sign means that the order of the two paths reverses. Off may lie outside the documented range."}}
	for n, o := range r.Outcomes {
		for m, test := range r.Mechanisms {
			for i, e := range test.Effects {
				t.Add(append(append([]table.Cell{outcomeName(o), table.Word(test.Mechanism), table.Path(r.Rivals[i])}, spreadCells(e.Spreads[n], o.Unit)...), table.YesNo(r.Reverses(m, i, n)))...)
			}
		}
	}
	return t
}

// thresholdsTable shows how strong something must be to reverse an order.
func thresholdsTable(r *study.Result) *table.Table {
	t := &table.Table{Name: "thresholds", Title: "How strong a mechanism must be to reverse the order", Apart: "outcome", Across: "rival", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("mechanism", "mechanism", 37).AsKey(), table.Words("rival", "rival", 0).AsKey(),
		table.Numbers("reverses_at", "order reverses at", ""), table.Ranges("difference_at_twice_documented", "", ""),
	}, Notes: []string{"The degree at which the path and the rival tie, all else at this world's values. –: not even at the highest degree tried.",
		"The last two rows stand for anything left out: a factor on the attacks of one of the two paths alone."}}
	for n, o := range r.Outcomes {
		for _, row := range r.Thresholds {
			for i := range r.Rivals {
				at := table.Cell(table.Nothing{})
				if !math.IsNaN(row.At[i][n]) {
					at = table.Number{V: row.At[i][n], U: "degree"}
				}
				t.Add(outcomeName(o), table.Word(row.Strength.Name), table.Path(r.Rivals[i]), at, twice(row, i, n))
			}
		}
	}
	t.Columns[3].U, t.Columns[4].U = "degree", "death"
	return t
}

// twice is the 80% range of the path minus a rival at twice the documented strength.
func twice(row study.Threshold, rival, outcome int) table.Cell {
	if len(row.Below) == 0 {
		return table.Nothing{}
	}
	s := row.Below[rival][outcome]
	return table.Range{Low: s.Low, High: s.High, U: "death", Signed: true}
}

// degreesTable says what the degrees of the thresholds mean.
func degreesTable(r *study.Result) *table.Table {
	t := &table.Table{Name: "degrees", Title: "What a degree of 1 means", Columns: []table.Column{
		table.Words("mechanism", "mechanism", 30), table.Words("meaning", "a degree of 1", 34), table.Numbers("here", "in this\nworld", "degree"),
		table.Numbers("documented", "documented\nup to", "degree"), table.Numbers("highest", "highest\ntried", "degree"),
	}}
	for _, row := range r.Thresholds {
		documented := table.Cell(table.Nothing{})
		if !math.IsNaN(row.Strength.Documented) {
			documented = table.Number{V: row.Strength.Documented, U: "degree"}
		}
		t.Add(table.Word(row.Strength.Name), table.Word(row.Strength.Words), table.Number{V: row.Here, U: "degree"}, documented, table.Number{V: row.Strength.Most, U: "degree"})
	}
	return t
}

// fewerTable shows in how many draws the outcome is lower on the path than on each
// rival, by way of drawing.
func fewerTable(r *study.Result) *table.Table {
	t := &table.Table{Name: "fewer", Title: fmt.Sprintf("Draws (%s) with a lower count on %s than on the rival", table.DrawsHeading(r.Members), table.PathLabel(r.Path)), Apart: "outcome", Across: "rival", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("way", "way of drawing", 0).AsKey(), table.Words("rival", "rival", 0).AsKey(), table.Shares("lower", "draws"),
	}}
	for n, o := range r.Outcomes {
		for w, way := range r.Ways {
			for i, rival := range r.Rivals {
				t.Add(outcomeName(o), table.Word(way.Name), table.Path(rival), table.Share(r.Order(w, i, n).Fewer))
			}
		}
	}
	return t
}

// levelsTable holds, for programs, the outcomes of every combination of pillars.
func levelsTable(r *study.Result) *table.Table {
	t := effectsTable(r, "levels", "", "pillars", r.Factorial.Levels)
	t.Columns[2].Name = "value"
	return t
}

// timingTable holds, for programs, the outcomes where security and the rest start
// in different years.
func timingTable(r *study.Result) *table.Table {
	t := &table.Table{Name: "timing", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Counts("security_start", "year in which security starts").AsKey(), table.Counts("rest_start", "year in which the rest starts").AsKey(), table.Numbers("value", "value", ""),
	}}
	for n, o := range r.Outcomes {
		for i, security := range r.Timing.Years {
			for j, rest := range r.Timing.Years {
				t.Add(outcomeName(o), table.Year(security), table.Year(rest), table.Number{V: r.Timing.Map[n][i][j], U: o.Unit})
			}
		}
	}
	return t
}

// moneyTable shows what each path spends and how it is scaled to equal money.
func moneyTable(r *study.Result) *table.Table {
	t := &table.Table{Name: "money", Title: "Equal money: spending of each path and the factor on it", Columns: []table.Column{
		table.Words("path", "path", 25), table.Numbers("spends", "spends\n(USD million)", "USD million"), table.Numbers("factor", "factor", "1"), table.Numbers("reached", "scaled\n(USD million)", "USD million"),
	}, Notes: []string{"Operations, programmes and announced investment from January 2026 on. The factor acts on operations and investment."}}
	for _, s := range r.Scaled {
		t.Add(table.Path(s.Path), table.Number{V: s.Spends, U: "USD million"}, table.Number{V: s.Factor, U: "1"}, table.Number{V: s.Reached, U: "USD million"})
	}
	return t
}
