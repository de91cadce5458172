// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/sensitivity"
	"crossroads/scenarios/stats/morris"
	"crossroads/scenarios/stats/sobol"
)

// sensitivityDocument is what people and programs read.
func sensitivityDocument(r *sensitivity.Result) table.Document {
	d := table.Document{
		Title: "What " + askedAbout(r) + " depends on",
		Facts: []table.Fact{{Name: "a", Cell: table.Path(r.A)}},
	}
	if r.B != nil {
		d.Facts = append(d.Facts, table.Fact{Name: "b", Cell: table.Path(r.B)})
	}
	d.Facts = append(d.Facts, table.Fact{Name: "world", Cell: table.World(r.World)}, table.Fact{Name: "until", Cell: table.Year((r.Horizon.End - 1).Year())},
		table.Fact{Name: "method", Cell: table.Word(r.Method)}, table.Fact{Name: "samples", Cell: table.Count(r.Samples)}, table.Fact{Name: "seed", Cell: table.Seed(r.Seed)})
	for n := range r.Outcomes {
		d.Answer = append(d.Answer, rankingSentence(r, n))
	}
	switch {
	case r.Screening != nil:
		d.Tables = []*table.Table{morrisTable(r), overTimeTable(r), allMorrisTable(r)}
	case r.Shares != nil:
		d.Tables = []*table.Table{sobolTable(r), overTimeTable(r)}
		if r.SecondOrder {
			d.Tables = append(d.Tables, pairsTable(r))
		}
		d.Tables = append(d.Tables, allSobolTable(r))
	case r.Dependence != nil:
		d.Tables = []*table.Table{pawnTable(r, "ranking", shownTop), pawnTable(r, "assumptions", len(r.Dependence.Parameters))}
	default:
		d.Tables = []*table.Table{oneAtATimeTable(r, "ranking", shownTop), oneAtATimeTable(r, "assumptions", len(r.Parameters()))}
	}
	d.Notes = drawsNotesOfWorld(r)
	return d
}

// drawsNotesOfWorld says what is particular about the world.
func drawsNotesOfWorld(r *sensitivity.Result) []string {
	if marked := r.World.Marked(); marked != r.World.Name {
		return []string{"World " + marked + "."}
	}
	return nil
}

// shownTop is how many assumptions a printed ranking lists; the table assumptions has every
// one.
const shownTop = 12

// askedAbout names the path, or the difference between two paths.
func askedAbout(r *sensitivity.Result) string {
	if r.B == nil {
		return table.PathLabel(r.A)
	}
	return fmt.Sprintf("the difference %s minus %s", table.PathLabel(r.A), table.PathLabel(r.B))
}

// ranked lists the places of n sizes, the largest first.
func ranked(n int, size func(int) float64) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(size(b), size(a)) })
	return list
}

// size is how much an assumption matters to an outcome by a year, by the method.
func size(r *sensitivity.Result, n, year, j int) float64 {
	switch {
	case r.Screening != nil:
		return r.Screening.Effects[n][year][j].MuStar
	case r.Shares.Indices[n][year].Inputs[j].Varies:
		return r.Shares.Indices[n][year].Inputs[j].Total.Value
	}
	return 0
}

// A leader is an assumption that matters, with the interval of how much it does.
type leader struct {
	*model.Parameter
	low, high float64
}

// leading lists the assumptions that matter to an outcome at the end, the most
// first.
func leading(r *sensitivity.Result, n int) []leader {
	var list []leader
	if d := r.Dependence; d != nil {
		m := d.Fitted[n]
		for _, j := range ranked(len(d.Parameters), func(j int) float64 { return m.Index[j] }) {
			if m.Index[j] > m.Chance {
				list = append(list, leader{d.Parameters[j], min(m.Index[j], m.Halves[j][0], m.Halves[j][1]), max(m.Index[j], m.Halves[j][0], m.Halves[j][1])})
			}
		}
		return list
	}
	if r.Screening == nil && r.Shares == nil {
		for _, e := range r.Effects[n] {
			if swing := e.Range(); swing > 0 {
				list = append(list, leader{e.Parameter, swing, swing})
			}
		}
		return list
	}
	parameters, last := r.Parameters(), len(r.Years())-1
	for _, j := range ranked(len(parameters), func(j int) float64 { return size(r, n, last, j) }) {
		if size(r, n, last, j) <= 0 {
			continue
		}
		if r.Screening != nil {
			e := r.Screening.Effects[n][last][j]
			list = append(list, leader{parameters[j], e.Low, e.High})
		} else {
			e := r.Shares.Indices[n][last].Inputs[j].Total
			list = append(list, leader{parameters[j], e.Low, e.High})
		}
	}
	return list
}

// tooClose reports whether two assumptions share a place: their intervals overlap,
// so that more samples may change their order, or they tie.
func tooClose(a, b leader) bool {
	return a.low < a.high && b.high >= a.low || scenarios.Tied((a.low+a.high)/2, (b.low+b.high)/2)
}

// places are the assumptions that matter most and those that come next, each a
// group that shares a place.
func places(list []leader) [][]leader {
	var groups [][]leader
	for first := 0; first < len(list) && len(groups) < 2; {
		next := first + 1
		for next < len(list) && tooClose(list[first], list[next]) {
			next++
		}
		groups, first = append(groups, list[first:next]), next
	}
	return groups
}

// orderWords name the first assumptions in order.
func orderWords(list []leader) string {
	var parts []string
	for _, group := range places(list) {
		var names []string
		for _, l := range group {
			names = append(names, table.LowerFirst(l.Label))
		}
		words := table.Sentence(names)
		switch {
		case len(names) > 4:
			words = fmt.Sprintf("%s and %d more (too close to rank)", strings.Join(names[:3], ", "), len(names)-3)
		case len(names) > 1:
			words += " (too close to rank)"
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, ". Then come ")
}

// rankingSentence names the value asked about and the assumptions that move it
// most, and says whether the order can be told.
func rankingSentence(r *sensitivity.Result, n int) string {
	o, list := r.Outcomes[n], leading(r, n)
	what := table.PathLabel(r.A)
	mid := r.Effects[n][0].Mid
	at := table.Amount(mid, o.Unit)
	if r.B != nil {
		what = fmt.Sprintf("%s minus %s", table.PathLabel(r.A), table.PathLabel(r.B))
		at = plots.Plus(at)
	}
	words := fmt.Sprintf("%s: %s is %s at the values of %s.", o.Label, what, at, r.World.Label)
	if len(list) == 0 {
		return words + " No assumption changes it."
	}
	words += fmt.Sprintf(" It depends most on %s.", orderWords(list))
	last := len(r.Years()) - 1
	if r.Screening != nil && !morris.Rankable(r.Screening.Effects[n][last]) || r.Shares != nil && !r.Shares.Indices[n][last].Rankable() {
		words += " The intervals are too wide to rank the assumptions; take more --samples."
	}
	return words
}

// assumptionCells begin the row of an assumption.
func assumptionCells(o *model.Outcome, p *model.Parameter) []table.Cell {
	return []table.Cell{table.Outcome(o), table.Assumption(p), table.Prose(table.Documented(p).Text()), table.Word(p.Confidence)}
}

// assumptionColumns head the cells of assumptionCells.
func assumptionColumns(more ...table.Column) []table.Column {
	return append([]table.Column{
		table.Words("outcome", "outcome", 0), table.Words("assumption", "assumption", 19).AsKey(), table.Sentences("documented", "documented", 16), table.Words("evidence", "evidence", 11),
	}, more...)
}

// pawnTable lists how far each assumption moves the distribution, in fitted draws
// and in all.
func pawnTable(r *sensitivity.Result, name string, most int) *table.Table {
	t := &table.Table{Name: name, Apart: "outcome", Columns: assumptionColumns(
		table.Numbers("fitted", "fitted\ndraws", "1"), table.Numbers("prior", "prior\ndraws", "1"), table.Numbers("chance_fitted", "", "1"), table.Numbers("chance_prior", "", "1"),
	)}
	d := r.Dependence
	if name == "ranking" {
		t.Title = "How far the distribution moves when the assumption is known"
		chance := 0.0
		for n := range r.Outcomes {
			chance = max(chance, d.Fitted[n].Chance, d.Prior[n].Chance)
		}
		from := fmt.Sprintf("draws that agree with the counts (1 in %.0f)", 1/d.Rate)
		if r.Fit != nil {
			from = fmt.Sprintf("draws of %s (worth %s independent ones)", r.Fit.Name, plots.Count(int(r.Fit.EffectiveSize())))
		}
		t.Notes = []string{fmt.Sprintf("0: not at all; 1: wholly. Below %s an assumption cannot be told from one without effect. Fitted: %s.", plots.Index(chance), from)}
	}
	for n, o := range r.Outcomes {
		fitted, prior := d.Fitted[n], d.Prior[n]
		for i, j := range ranked(len(d.Parameters), func(j int) float64 { return fitted.Index[j] }) {
			if i == most || name == "ranking" && fitted.Index[j] <= fitted.Chance {
				break
			}
			t.Add(append(assumptionCells(o, d.Parameters[j]), table.Number{V: fitted.Index[j], U: "1"}, table.Number{V: prior.Index[j], U: "1"}, table.Number{V: fitted.Chance, U: "1"}, table.Number{V: prior.Chance, U: "1"})...)
		}
	}
	return t
}

// oneAtATimeTable lists the largest effects of one assumption at a time.
func oneAtATimeTable(r *sensitivity.Result, name string, most int) *table.Table {
	t := &table.Table{Name: name, Apart: "outcome", Columns: assumptionColumns(
		table.Numbers("at_low", "at low end", ""), table.Numbers("at_high", "at high end", ""), table.Numbers("effect", "range of\noutcome", ""), table.YesNos("sign_changes", "order\nreverses"),
	)}
	if name == "ranking" {
		t.Title = "One assumption at a time"
		t.Notes = []string{"Each at the ends of its documented range, the others as in this world. Interactions stay unseen; morris and sobol show them."}
	}
	if r.B == nil {
		t.Columns[7].Heading = ""
	}
	for n, o := range r.Outcomes {
		for i, e := range r.Effects[n] {
			if i == most || name == "ranking" && e.Range() == 0 {
				break
			}
			t.Add(append(assumptionCells(o, e.Parameter), table.Number{V: e.Low, U: o.Unit}, table.Number{V: e.High, U: o.Unit}, table.Number{V: e.Range(), U: o.Unit},
				table.YesNo(min(e.Low, e.Mid, e.High) < 0 && max(e.Low, e.Mid, e.High) > 0))...)
		}
	}
	return t
}

// withoutEffect counts the assumptions that do not change each outcome.
func withoutEffect(r *sensitivity.Result) string {
	var list []string
	for n, o := range r.Outcomes {
		still := 0
		for j := range r.Parameters() {
			if r.Screening != nil && !r.Screening.Effects[n][len(r.Years())-1][j].Varies || r.Shares != nil && !r.Shares.Indices[n][len(r.Years())-1].Inputs[j].Varies {
				still++
			}
		}
		list = append(list, fmt.Sprintf("%d (%s)", still, table.LowerFirst(o.Label)))
	}
	return fmt.Sprintf("Of %d assumptions these have no effect: %s.", len(r.Parameters()), strings.Join(list, ", "))
}

// morrisTable lists the largest mean absolute effects with their intervals.
func morrisTable(r *sensitivity.Result) *table.Table {
	t := &table.Table{Name: "ranking", Title: "Effects from many starting points", Apart: "outcome", Columns: assumptionColumns(
		table.Numbers("mu_star", "mean absolute\neffect", ""), table.Ranges("interval", fmt.Sprintf("%.0f%% interval", 100*morris.Level), ""), table.Numbers("mu", "mean\neffect", ""), table.Numbers("sigma", "standard\ndeviation", ""),
	), Notes: []string{"Effect over the whole documented range. A standard deviation as large as the mean absolute effect: the effect depends on other assumptions.", withoutEffect(r)}}
	last := len(r.Years()) - 1
	for n, o := range r.Outcomes {
		effects := r.Screening.Effects[n][last]
		for i, j := range ranked(len(effects), func(j int) float64 { return effects[j].MuStar }) {
			e := effects[j]
			if i == shownTop || !e.Varies {
				break
			}
			t.Add(append(assumptionCells(o, r.Screening.Parameters[j]), table.Number{V: e.MuStar, U: o.Unit}, table.Range{Low: e.Low, High: e.High, U: o.Unit},
				table.Number{V: e.Mu, U: o.Unit}, table.Number{V: e.Sigma, U: o.Unit})...)
		}
	}
	return t
}

// sobolTable lists the largest total shares of the variance with their intervals.
func sobolTable(r *sensitivity.Result) *table.Table {
	t := &table.Table{Name: "ranking", Title: "Shares of the variance", Apart: "outcome", Columns: assumptionColumns(
		table.Numbers("first", "alone", "1"), table.Ranges("first_interval", "interval", "1"), table.Numbers("total", "with\nothers", "1"), table.Ranges("total_interval", "interval", "1"),
	), Notes: []string{
		fmt.Sprintf("With %.0f%% intervals by bootstrap. A share below 0 is sampling noise around 0; take more --samples to narrow it.", 100*sobol.Level),
		withoutEffect(r)}}
	last := len(r.Years()) - 1
	for n, o := range r.Outcomes {
		x := r.Shares.Indices[n][last]
		for i, j := range ranked(len(x.Inputs), func(j int) float64 { return x.Inputs[j].Total.Value }) {
			in := x.Inputs[j]
			if i == shownTop || !in.Varies || !x.Varies {
				break
			}
			t.Add(append(assumptionCells(o, r.Shares.Parameters[j]), table.Number{V: in.First.Value, U: "1"}, estimateRange(in.First), table.Number{V: in.Total.Value, U: "1"}, estimateRange(in.Total))...)
		}
	}
	return t
}

// estimateRange is the interval of an estimate.
func estimateRange(e sobol.Estimate) table.Range {
	return table.Range{Low: e.Low, High: e.High, U: "1"}
}

// pairsTable lists the largest shares that two assumptions have only together.
func pairsTable(r *sensitivity.Result) *table.Table {
	t := &table.Table{Name: "pairs", Title: "Shares of the variance that two assumptions have only together", Apart: "outcome", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("assumption", "assumption", 28).AsKey(), table.Words("other", "and", 28).AsKey(), table.Numbers("share", "share", "1"), table.Ranges("interval", "interval", "1"),
	}, Notes: []string{"A share below 0 is sampling noise around 0."}}
	for n, o := range r.Outcomes {
		x := r.Shares.Indices[n][len(r.Years())-1]
		for i, j := range ranked(len(x.Pairs), func(j int) float64 { return x.Pairs[j].Share.Value }) {
			if i == shownTop/2 {
				break
			}
			pair := x.Pairs[j]
			t.Add(table.Outcome(o), table.Assumption(r.Shares.Parameters[pair.I]), table.Assumption(r.Shares.Parameters[pair.J]), table.Number{V: pair.Share.Value, U: "1"}, estimateRange(pair.Share))
		}
	}
	return t
}

// overTimeTable follows the assumptions that matter most at the end over the years.
func overTimeTable(r *sensitivity.Result) *table.Table {
	t := &table.Table{Name: "over_time", Title: "Share of the variance by the end of a year", Apart: "outcome", Across: "year", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("assumption", "assumption", 30).AsKey(), table.Counts("year", "year").AsKey(), table.Numbers("size", "size", ""),
	}}
	if r.Screening != nil {
		t.Title = "Mean absolute effect by the end of a year"
	}
	years, parameters := r.Years(), r.Parameters()
	for n, o := range r.Outcomes {
		unit := "1"
		if r.Screening != nil {
			unit = o.Unit
		}
		for i, j := range ranked(len(parameters), func(j int) float64 { return size(r, n, len(years)-1, j) }) {
			if i == shownTop/2 || size(r, n, len(years)-1, j) == 0 {
				break
			}
			for y, year := range years {
				if y == 0 || y == len(years)-1 || y%4 == 0 && y < len(years)-2 {
					t.Add(table.Outcome(o), table.Assumption(parameters[j]), table.Year(year), table.Number{V: size(r, n, y, j), U: unit})
				}
			}
		}
	}
	return t
}

// allMorrisTable holds, for programs, every effect by every year.
func allMorrisTable(r *sensitivity.Result) *table.Table {
	t := &table.Table{Name: "assumptions", Columns: []table.Column{
		table.Words("outcome", "", 0), table.Words("assumption", "", 0).AsKey(), table.Counts("year", "").AsKey(),
		table.Numbers("mu_star", "", ""), table.Ranges("interval", "", ""), table.Numbers("mu", "", ""), table.Numbers("sigma", "", ""),
	}}
	for n, o := range r.Outcomes {
		for y, year := range r.Years() {
			for j, p := range r.Screening.Parameters {
				e := r.Screening.Effects[n][y][j]
				t.Add(table.Outcome(o), table.Assumption(p), table.Year(year), table.Number{V: e.MuStar, U: o.Unit}, table.Range{Low: e.Low, High: e.High, U: o.Unit},
					table.Number{V: e.Mu, U: o.Unit}, table.Number{V: e.Sigma, U: o.Unit})
			}
		}
	}
	return t
}

// allSobolTable holds, for programs, every share by every year.
func allSobolTable(r *sensitivity.Result) *table.Table {
	t := &table.Table{Name: "assumptions", Columns: []table.Column{
		table.Words("outcome", "", 0), table.Words("assumption", "", 0).AsKey(), table.Counts("year", "").AsKey(),
		table.Numbers("first", "", "1"), table.Ranges("first_interval", "", "1"), table.Numbers("total", "", "1"), table.Ranges("total_interval", "", "1"),
	}}
	for n, o := range r.Outcomes {
		for y, year := range r.Years() {
			for j, p := range r.Shares.Parameters {
				in := r.Shares.Indices[n][y].Inputs[j]
				if in.Varies {
					t.Add(table.Outcome(o), table.Assumption(p), table.Year(year), table.Number{V: in.First.Value, U: "1"}, estimateRange(in.First), table.Number{V: in.Total.Value, U: "1"}, estimateRange(in.Total))
				}
			}
		}
	}
	return t
}

// importanceDots are the ranked assumptions of each outcome, for the figure.
func importanceDots(r *sensitivity.Result) []plots.Dots {
	var panels []plots.Dots
	last := len(r.Years()) - 1
	for n, o := range r.Outcomes {
		d := plots.Dots{Head: o.Label, Unit: o.Unit}
		if r.Screening == nil {
			d.Unit = "1"
		}
		var rows []plots.Dot
		for j, p := range r.Parameters() {
			row := plots.Dot{Label: p.Label, Note: string(p.Confidence)}
			if r.Screening != nil {
				e := r.Screening.Effects[n][last][j]
				row.At, row.Low, row.High = e.MuStar, e.Low, e.High
			} else {
				e := r.Shares.Indices[n][last].Inputs[j].Total
				row.At, row.Low, row.High = e.Value, e.Low, e.High
			}
			rows = append(rows, row)
		}
		for _, j := range ranked(len(rows), func(j int) float64 { return rows[j].At })[:min(shownTop, len(rows))] {
			d.Rows = append(d.Rows, rows[j])
		}
		panels = append(panels, d)
	}
	return panels
}
