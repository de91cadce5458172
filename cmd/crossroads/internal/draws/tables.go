// SPDX-License-Identifier: Apache-2.0

package draws

import (
	"fmt"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/start"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// tableNames are the names of the tables, in order.
var tableNames = []string{"killed", "fewest", "fewer", "difference", "fewer_by", "crossings", "yearly", "state", "money"}

// Document is what people and programs read of an ensemble: results holds the
// ensemble itself, then one result for every other way of drawing.
func Document(ways []shares.Way, results []*ensemble.Result) (table.Document, error) {
	r := results[0]
	d := r.Design()
	last := lastYear(d)
	t := table.Document{
		Title: fmt.Sprintf("%s under %s, %d to %d", table.Plural(len(d.Paths), "policy path"), table.Draws(r.Done()), model.Fork.Year(), last),
		Facts: append(start.RunFacts(d.Worlds[0], last, d.Paths...), table.Fact{Name: "reference", Cell: table.Path(d.Paths[d.Against])},
			table.Fact{Name: "draws", Cell: table.Count(r.Done())}, table.Fact{Name: "seed", Cell: table.Seed(d.Draws.Seed)},
			table.Fact{Name: "drawn", Cell: table.Word(d.Draws.String())}, table.Fact{Name: "sampling", Cell: table.Word(d.Draws.Sampling)}),
		Answer: sentences(ways, results),
		Tables: []*table.Table{killedTable(r), fewestTable(ways, results), fewerTable(ways, results), differenceTable(r), fewerByTable(r), crossingsTable(r), yearlyTable(r),
			mediansTable(r, model.BlockState, "state"), mediansTable(r, model.BlockMoney, "money")},
		Notes: table.DrawsNotes(d.Draws, d.Worlds),
	}
	fit, err := ensemble.FitLines(d.Draws, d.Worlds[0])
	if err != nil {
		return t, err
	}
	t.Answer = append(t.Answer, fit...)
	more, err := undrawn(r)
	t.Notes = append(t.Notes, more...)
	return t, err
}

// rulesWithoutDraws say of each path what its rules and its budget do at the values
// of the world itself; the factor of a budget holds in every draw.
func rulesWithoutDraws(d *ensemble.Design) ([]string, error) {
	var list []string
	for _, s := range d.Paths {
		if len(s.AllRules()) == 0 && s.Budget == nil {
			continue
		}
		for _, w := range d.Worlds {
			run, err := batch.One(w, d.Horizon, s)
			if err != nil {
				return nil, err
			}
			for _, words := range start.RulesAndBudget(run) {
				list = append(list, "Without draws, "+words)
			}
		}
	}
	return list, nil
}

// lastYear is the last year of a design.
func lastYear(d *ensemble.Design) int { return (d.Horizon.End - 1).Year() }

// comparedPath names a comparison: the path alone if the other is the reference.
func comparedPath(r *ensemble.Result, pair int) table.Name {
	p := r.Pairs()[pair]
	name := table.Path(r.Path(p.A))
	if p.B != r.Design().Against {
		name.Label += " : " + table.PathLabel(r.Path(p.B))
	}
	return name
}

// againstPath is the path that a comparison is made with.
func againstPath(r *ensemble.Result, pair int) table.Name {
	return table.Path(r.Path(r.Pairs()[pair].B))
}

// killedTable shows what each path has of both death counts.
func killedTable(r *ensemble.Result) *table.Table {
	t := &table.Table{Name: "killed", Title: fmt.Sprintf("Median and 80%% range, %d to %d", model.Fork.Year(), lastYear(r.Design())), Apart: "outcome", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 30).AsKey(), table.Numbers("median", "median", ""), table.Ranges("range_80", "80% range", ""), table.Ranges("range_50", "", ""),
	}}
	var worst float64
	for _, o := range scenarios.DeathCounts() {
		for p, s := range r.Design().Paths {
			level := r.Level(0, p, o, 0)
			b := level.Band()
			t.Add(table.Outcome(o), table.Path(s), table.Number{V: b.Median, U: o.Unit}, table.Range{Low: b.Low80, High: b.High80, U: o.Unit}, table.Range{Low: b.Low50, High: b.High50, U: o.Unit})
			if b.Median > 0 {
				worst = max(worst, level.QuantileError(0.5)/b.Median)
			}
		}
	}
	note := "80% range: 10th to 90th percentile of the draws."
	if r.Done() >= ensemble.FewestForError {
		note += fmt.Sprintf(" Standard error of a median: at most %.1f%%.", 100*worst)
	}
	t.Notes = []string{note}
	for _, s := range r.Design().Paths {
		if s.LeavesEarly() {
			t.Notes = append(t.Notes, "†: starts before the other paths.")
			break
		}
	}
	return t
}

// shareError says how exact the shares of a table are, where not each says so.
func shareError(r *ensemble.Result, worst float64) []string {
	if r.Done() < 100 {
		return nil
	}
	return []string{fmt.Sprintf("Standard error of a share: at most %.1f of 100.", 100*worst)}
}

// wayName is a way of drawing as a cell.
func wayName(w shares.Way) table.Name { return table.Name{Name: w.Name, Label: w.Label()} }

// fewestTable shows how often each path has the fewest in every way of drawing.
func fewestTable(ways []shares.Way, results []*ensemble.Result) *table.Table {
	r := results[0]
	t := &table.Table{Name: "fewest", Title: fmt.Sprintf("Draws (%s) with the fewest killed on a path", table.DrawsHeading(r.Done())), Apart: "outcome", Across: "way", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 30).AsKey(), table.Words("way", "way of drawing", 0).AsKey(), table.Shares("fewest", "fewest"), table.Shares("near", ""),
	}}
	t.Columns[4].Doc = "draws in which the path has the fewest or lies within 5% of the fewest"
	var worst float64
	for _, o := range scenarios.DeathCounts() {
		for _, p := range r.Design().Ranked() {
			for _, f := range shares.ReadFewest(o, ways, results) {
				t.Add(table.Outcome(o), table.Path(r.Path(p)), wayName(f.Way), table.Share(f.Shares[p]), table.Share(f.Near[p]))
				worst = max(worst, f.Shares[p].Error())
			}
		}
	}
	t.Notes = append(waysNotes(ways, results), shareError(r, worst)...)
	if len(r.Design().Paths) > len(r.Design().Ranked()) {
		t.Notes[len(t.Notes)-1] += " Paths whose start date has passed are left out."
	}
	t.Notes = append(t.Notes, cutWords(ways, results)...)
	return t
}

// waysNotes say what stands behind the shares of every way of drawing.
func waysNotes(ways []shares.Way, results []*ensemble.Result) []string {
	others := ""
	if len(results) > 1 {
		others = fmt.Sprintf(" The others have %s each.", table.Draws(results[1].Done()))
	}
	return []string{fmt.Sprintf("First column: %s.%s%s %s", results[0].Design().Draws, others, shares.LeftOut(ways), table.DrawsNote(results[0].Done()))}
}

// cutWords count the parameters whose widened ranges end where their meaning does,
// and name them if they are few.
func cutWords(ways []shares.Way, results []*ensemble.Result) []string {
	for i, r := range results {
		cut := r.Assumptions(0).Cut()
		if len(cut) == 0 {
			continue
		}
		var names []string
		for _, row := range cut {
			names = append(names, row.Name)
		}
		which := ""
		if len(names) <= 6 {
			which = ": " + table.Sentence(names)
		}
		return []string{fmt.Sprintf("%s, %d of %d ranges stop early: a share cannot exceed 1, and no value falls below half of its lowest documented one%s.",
			table.UpperFirst(ways[i].In), len(cut), len(r.Assumptions(0).Drawn()), which)}
	}
	return nil
}

// fewerTable shows the share of every comparison in every way of drawing.
func fewerTable(ways []shares.Way, results []*ensemble.Result) *table.Table {
	r := results[0]
	d := r.Design()
	t := &table.Table{Name: "fewer", Title: fmt.Sprintf("Draws (%s) with fewer killed than on %s", table.DrawsHeading(r.Done()), table.PathLabel(d.Paths[d.Against])), Apart: "outcome", Across: "way", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 30).AsKey(), table.Words("against", "", 0).AsKey(), table.Words("way", "way of drawing", 0).AsKey(),
		table.Shares("fewer", "fewer"), table.Shares("tied", ""),
	}}
	t.Columns[5].Doc = "draws in which both differ by no more than 5%"
	var worst float64
	for _, o := range scenarios.DeathCounts() {
		for pair := range r.Pairs() {
			for _, reading := range shares.Read(pair, o, ways, results) {
				t.Add(table.Outcome(o), comparedPath(r, pair), againstPath(r, pair), wayName(reading.Way), table.Share(reading.Fewer), table.Share(reading.Tied))
				worst = max(worst, reading.Fewer.Error())
			}
		}
	}
	t.Notes = append(closeNotes(r), shareError(r, worst)...)
	if len(d.Pairs) > 0 {
		t.Notes = append(t.Notes, "A : B counts the draws with fewer on A than on B.")
	}
	return t
}

// closeNotes name the comparisons that tie in at least a tenth of the draws, count by
// count.
func closeNotes(r *ensemble.Result) []string {
	var list []string
	for _, o := range scenarios.DeathCounts() {
		var words []string
		for pair := range r.Pairs() {
			if tied := r.TiedShare(0, pair, o); 10*tied.Count >= tied.Of {
				words = append(words, comparedPath(r, pair).Label+" "+count(tied))
			}
		}
		if len(words) > 0 {
			list = append(list, fmt.Sprintf("%s: draws (%s) that tie within 5%%: %s.", o.Label, table.DrawsHeading(r.Done()), strings.Join(words, "; ")))
		}
	}
	return list
}

// differenceTable shows the paired difference of every path to the reference.
func differenceTable(r *ensemble.Result) *table.Table {
	d := r.Design()
	t := &table.Table{Name: "difference", Detail: true, Title: "Difference to " + table.PathLabel(d.Paths[d.Against]) + " in the same draw", Apart: "outcome", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 30).AsKey(), table.Words("against", "", 0).AsKey(),
		table.Numbers("median", "median", ""), table.Ranges("range_80", "80% range", ""), table.Numbers("p95", "5% of draws\nexceed", ""),
		table.Shares("fewer", "fewer\n("+table.DrawsHeading(r.Done())+")"), table.Shares("tied", "tie\nwithin 5%"),
	}}
	for _, o := range scenarios.DeathCounts() {
		for pair := range r.Pairs() {
			gap := r.Difference(0, pair, o, 0)
			b := gap.Band()
			fewer, _ := r.FewerShare(0, pair, o)
			t.Add(table.Outcome(o), comparedPath(r, pair), againstPath(r, pair), table.Difference{V: b.Median, U: o.Unit}, table.Range{Low: b.Low80, High: b.High80, U: o.Unit, Signed: true},
				table.Difference{V: gap.Quantile(0.95), U: o.Unit}, table.Share(fewer), table.Share(r.TiedShare(0, pair, o)))
		}
	}
	return t
}

// fewerByTable shows in how many draws fewer have been killed by the end of a year.
func fewerByTable(r *ensemble.Result) *table.Table {
	d := r.Design()
	t := &table.Table{Name: "fewer_by", Detail: true, Title: fmt.Sprintf("Draws (%s) with fewer killed than on %s by the end of a year", table.DrawsHeading(r.Done()), table.PathLabel(d.Paths[d.Against])), Apart: "outcome", Across: "year", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 30).AsKey(), table.Words("against", "", 0).AsKey(), table.Counts("year", "year").AsKey(), table.Shares("fewer", "fewer"),
	}, Notes: []string{"Killed from the policy start to the end of that year."}}
	last := lastYear(d)
	for _, o := range scenarios.DeathCounts() {
		for pair := range r.Pairs() {
			by := r.FewerBy(0, pair, o)
			for i, share := range by {
				if year := model.Fork.Year() + i; slices.Contains([]int{2026, 2028, 2030, 2035, last}, year) {
					t.Add(table.Outcome(o), comparedPath(r, pair), againstPath(r, pair), table.Year(year), table.Share(share))
				}
			}
		}
	}
	return t
}

// turnNames name how two running sums stand to each other, in the order of
// ensemble.Turn.
var turnNames = [...]table.Name{
	ensemble.Fewer: {Name: "fewer", Label: "always fewer"}, ensemble.MoreThenFewer: {Name: "more_then_fewer", Label: "more, then fewer"},
	ensemble.FewerThenMore: {Name: "fewer_then_more", Label: "fewer, then more"}, ensemble.More: {Name: "more", Label: "always more"}, ensemble.Same: {Name: "same", Label: "the same"},
}

// crossingsTable shows how often, and by when, the running sums of two paths cross.
func crossingsTable(r *ensemble.Result) *table.Table {
	d := r.Design()
	t := &table.Table{Name: "crossings", Detail: true, Title: fmt.Sprintf("Draws (%s) with fewer or more killed than on %s since the policy start", table.DrawsHeading(r.Done()), table.PathLabel(d.Paths[d.Against])), Apart: "outcome", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 30).AsKey(), table.Words("against", "", 0).AsKey(), table.Words("turn", "order", 20).AsKey(),
		table.Shares("share", "draws"), table.Counts("year", "for good by,\nmedian year"), table.Counts("year_low", "80% range\nfrom"), table.Counts("year_high", "\nto"),
	}, Notes: []string{"For good by: after the end of this year the order does not change again. Orders that occur in no draw are left out."}}
	for _, o := range scenarios.DeathCounts() {
		for pair := range r.Pairs() {
			for _, c := range r.Crossings(0, pair, o) {
				if c.Count == 0 {
					continue
				}
				year := func(y int) table.Cell {
					if y == 0 {
						return table.Nothing{}
					}
					return table.Year(y)
				}
				t.Add(table.Outcome(o), comparedPath(r, pair), againstPath(r, pair), turnNames[c.Turn], table.Share(c.Share), year(c.Median), year(c.Low80), year(c.High80))
			}
		}
	}
	return t
}

// yearlyTable shows how many each path kills in a year, soon after the start and in
// the end.
func yearlyTable(r *ensemble.Result) *table.Table {
	d := r.Design()
	t := &table.Table{Name: "yearly", Detail: true, Title: "Killed in one year, median and ranges", Apart: "outcome", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 30).AsKey(), table.Counts("year", "year").AsKey(), table.Numbers("median", "median", ""), table.Ranges("range_50", "50% range", ""), table.Ranges("range_80", "80% range", ""),
	}, Notes: []string{"Every year stands in ensemble.csv."}}
	last := lastYear(d)
	years := []int{min(model.Fork.Year()+4, last)}
	if years[0] < last {
		years = append(years, last)
	}
	for _, o := range scenarios.DeathCounts() {
		for p, s := range d.Paths {
			for _, year := range years {
				if level := r.Level(0, p, o, year); level != nil {
					b := level.Band()
					t.Add(table.Outcome(o), table.Path(s), table.Year(year), table.Number{V: b.Median, U: o.Unit}, table.Range{Low: b.Low50, High: b.High50, U: o.Unit}, table.Range{Low: b.Low80, High: b.High80, U: o.Unit})
				}
			}
		}
	}
	return t
}

// mediansTable shows the medians of a block of outcomes.
func mediansTable(r *ensemble.Result, b model.Block, name string) *table.Table {
	t := &table.Table{Name: name, Title: string(b) + ": medians", Detail: true, Columns: []table.Column{table.Words("path", "path", 30)}}
	var shown []*model.Outcome
	for i := range model.OutcomeTable {
		if o := &model.OutcomeTable[i]; o.Block == b {
			shown = append(shown, o)
			t.Columns = append(t.Columns, table.Numbers(o.Name, o.Short, o.Unit))
		}
	}
	for p, s := range r.Design().Paths {
		row := []table.Cell{table.Path(s)}
		for _, o := range shown {
			row = append(row, table.Number{V: r.Level(0, p, o, 0).Quantile(0.5), U: o.Unit})
		}
		t.Add(row...)
	}
	t.Notes = start.BlockNotes(b, shown)
	return t
}

// count is a share in a sentence.
func count(s ensemble.Share) string { return table.Share(s).InSentence() }
