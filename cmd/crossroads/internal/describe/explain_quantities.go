// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/effect"
)

// outcome explains an outcome.
func (e *explainer) outcome(o *model.Outcome) (explanation, error) {
	effects, err := e.measured()
	if err != nil {
		return explanation{}, err
	}
	x := explanation{says: []string{fmt.Sprintf("Outcome: %s [%s]. %s Measured %s.", o.Label, o.Unit, o.Doc, o.Span.Words())}}
	if o.Payer != "" {
		x.says = append(x.says, "Who pays: "+o.Payer+". In 2025 dollars, undiscounted, not added to money that others pay.")
	}
	if len(o.Parts) > 0 {
		x.says = append(x.says, "The sum of "+table.Sentence(o.Parts)+".")
	}
	if strings.HasPrefix(o.Name, "deaths_") {
		x.says = append(x.says, "There are two death counts: deaths_civilian_security without militants, deaths_all with them. Deaths are never discounted or converted into money.")
	}
	values := &table.Table{Name: "values", Title: "Value on each path in world " + e.world.Label, Columns: []table.Column{table.Words("path", "path", 18), table.Comparisons("value", "value", o.Unit)},
		Notes: []string{"Second number: difference to " + e.paths[0].Label + "."}}
	for _, run := range e.runs {
		v, reference := o.Of(run.Years), o.Of(e.runs[0].Years)
		values.Add(table.Path(run.Scenario), table.Compared{V: v, Difference: v - reference, U: o.Unit, Reference: run == e.runs[0]})
	}
	x.tables = []*table.Table{values, e.reported("reported", o.Name, o.Parts), e.largestEffects(effects, o)}
	return x, nil
}

// shownEffects is how many assumptions are listed that change an outcome most.
const shownEffects = 8

// largestEffects lists the assumptions that change an outcome most.
func (e *explainer) largestEffects(effects *effect.Table, o *model.Outcome) *table.Table {
	t := &table.Table{Name: "largest_effects", Title: "Assumptions with the largest effect, each varied alone over its documented range", Across: "of", Columns: []table.Column{
		table.Words("parameter", "assumption", 19), table.Words("confidence", "confidence", 15).AsOnce(), table.Words("of", "of", 0).AsKey(),
		table.Numbers("at_low", "", o.Unit).Meaning("change at the low end of the range"), table.Numbers("at_high", "", o.Unit).Meaning("change at the high end of the range"), table.Sentences("change", "change", 0),
	}}
	first, second, beside := e.place(scenarios.Contrast[0]), e.place(scenarios.Contrast[1]), e.place(scenarios.Beside)
	reference, differences, asides := effects.Effects(0, o), effects.Differences(first, second, o), effects.Differences(beside, second, o)
	minus := func(a int) table.Name {
		return table.Name{Name: e.paths[a].Name + " minus " + e.paths[second].Name, Label: e.paths[a].Label + " minus " + e.paths[second].Label}
	}
	for i := range min(shownEffects, len(reference)) {
		p := reference[i].Parameter
		if reference[i].Range() == 0 {
			break
		}
		for _, of := range []struct {
			name table.Name
			*effect.Effect
		}{{table.Name{Name: e.paths[0].Name, Label: e.paths[0].Label}, &reference[i]}, {minus(first), effect.Find(differences, p)}, {minus(beside), effect.Find(asides, p)}} {
			low, high := table.Difference{V: of.Low - of.Mid, U: o.Unit}, table.Difference{V: of.High - of.Mid, U: o.Unit}
			t.Add(table.Word(p.Name), table.Word(p.Confidence), of.name, low, high, table.Prose(low.Text()+" / "+high.Text()))
		}
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"No assumption changes it on this path: it follows from the levers alone."}
		return t
	}
	share := effect.JudgementShare(reference)
	words := fmt.Sprintf("Assumptions based on judgement cause %.0f%% of the sensitivity on %s and %.0f%% of that of the first difference.", 100*share, e.paths[0].Label, 100*effect.JudgementShare(differences))
	if share > 0.5 {
		words += " It is mainly authors' judgement."
	}
	t.Notes = []string{
		fmt.Sprintf("Change at the low end / at the high end. In this world it is %s on %s, and the first difference is %s.",
			table.Amount(effects.Mid(0, o), o.Unit), e.paths[0].Label, plots.Signed(effects.Mid(first, o)-effects.Mid(second, o))),
		words,
	}
	return t
}

// place is the place of a main path.
func (e *explainer) place(name string) int {
	return slices.IndexFunc(e.paths, func(s *scenarios.Scenario) bool { return s.Name == name })
}

// fewReported is how many reported figures are listed before only the main sets
// are.
const fewReported = 12

// reported lists the rows of evidence that observe a quantity, with the model
// beside them.
func (e *explainer) reported(title, name string, parts []string) *table.Table {
	t := &table.Table{Name: title, Title: "Reported figures", Columns: []table.Column{
		table.Words("id", "id", 19), table.Words("quantity", "quantity", 26), table.Numbers("reported", "reported", ""), table.Numbers("modelled", "model", ""), table.Sentences("miss", "model off", 10),
		table.Numbers("outside_by", "", "1").Meaning("how far the model lies above (or, negative, below) the range, as a share of its end"), table.Words("status", "status", 10), table.Words("source", "source", 13),
	}}
	var main [][]table.Cell
	for i := range e.compared {
		c := &e.compared[i]
		names := c.Evidence.Observes.Names()
		if !slices.Contains(names, name) && !within(names, parts) {
			continue
		}
		source, _, _ := strings.Cut(c.Evidence.Source, ";")
		t.Add(table.Word(c.Evidence.ID), table.Word(c.Evidence.Quantity), table.Input{V: *c.Evidence.Value, U: c.Evidence.Unit}, table.Number{V: c.Modelled, U: c.Evidence.Unit},
			table.Prose(missWords(c)), table.Number{V: c.Miss() - 1, U: "1"}, table.Word(c.Evidence.Status), table.Word(source))
		if isMain(c) {
			main = append(main, t.Rows[len(t.Rows)-1])
		}
	}
	switch all := len(t.Rows); {
	case all > fewReported:
		t.Rows = main
		t.Notes = []string{fmt.Sprintf("The essay's figures and our reading of all counts, 2021-2025. crossroads describe evidence --table by_source lists %d more.", all-len(main))}
	case all == 0:
		t.Notes = []string{"No source in the evidence table counts it."}
	default:
		t.Notes = []string{"Figures for 2021-2025 that count it alone or with other things. A source may count only part of what the model calls an attack."}
	}
	return t
}

// within reports whether all names are among parts, of which there are some.
func within(names, parts []string) bool {
	for _, n := range names {
		if !slices.Contains(parts, n) {
			return false
		}
	}
	return len(parts) > 0 && len(names) > 0
}

// kindWords says what a kind of parameter is for.
var kindWords = map[model.Kind]string{
	model.Uncertain:  "It affects how the system develops. Ensembles draw it.",
	model.Accounting: "It only splits deaths by group or converts to money. Ensembles draw it.",
	model.Constant:   "Ensembles keep it constant.",
}

// parameter explains a parameter.
func (e *explainer) parameter(p *model.Parameter) (explanation, error) {
	span := func(low, high float64) string {
		return table.Range{Low: low, High: high, U: p.Unit, Exact: true}.Text()
	}
	x := explanation{says: []string{
		fmt.Sprintf("Assumption: %s [%s]. %s", p.Label, p.Unit, p.Doc),
		fmt.Sprintf("Value %s in world %s; documented %s (%s); central %s, %s. %s", plots.Exact(*p.Of(&e.world.Parameters)), e.world.Label, plots.Exact(p.Documented), span(p.Low, p.High), plots.Exact(p.Central), originWords(p), kindWords[p.Kind]),
		fmt.Sprintf("Confidence: %s. Source: %s.", p.Confidence, p.Source),
	}}
	switch l := p.Literature; {
	case l == nil:
		x.says = append(x.says, "We found no number for it in the literature.")
	case p.Because != "":
		x.says = append(x.says, fmt.Sprintf("In the literature: %s (%s). The documented value differs: %s.", plots.Exact(l.Centre), span(l.Low, l.High), p.Because))
	default:
		x.says = append(x.says, fmt.Sprintf("In the literature: %s (%s), the same as documented.", plots.Exact(l.Centre), span(l.Low, l.High)))
	}
	values := &table.Table{Name: "values", Columns: []table.Column{table.Words("world", "world", 0), table.Numbers("value", "value in the world", p.Unit), table.Ranges("documented", "documented range", p.Unit), table.Numbers("central", "central value", p.Unit)}}
	var others []string
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return x, err
		}
		v := *p.Of(&w.Parameters)
		values.Add(table.Word(name), table.Input{V: v, U: p.Unit}, table.Documented(p), table.Input{V: p.Central, U: p.Unit})
		if v != p.Central {
			others = append(others, name+" "+plots.Exact(v))
		}
	}
	if len(others) > 0 {
		x.says = append(x.says, "Other worlds: "+strings.Join(others, ", ")+".")
	}
	if p.Fitted() {
		x.says = append(x.says, "Fitted: the value that agrees best with the documented range and with figures C01 to C14, together with the other fitted ones (crossroads calibrate --centre).")
	}
	x.tables = append([]*table.Table{values}, usedIn("used_in", p.Name)...)
	x.tables = append(x.tables, evidenceFor("evidence", p.Evidence))
	if p.Kind == model.Constant {
		return x, nil
	}
	effects, err := e.measured()
	if err != nil {
		return x, err
	}
	t := e.atEnds("effects", "Effect of its range: change at the low end and at the high end, all else as in this world", func(path int, o *model.Outcome) (low, high float64) {
		one := effect.Find(effects.Effects(path, o), p)
		return one.Low - one.Mid, one.High - one.Mid
	})
	var ranks []string
	for _, name := range []string{"deaths_civilian_security", "deaths_all"} {
		o := model.FindOutcome(name)
		list := effects.Effects(0, o)
		at := slices.IndexFunc(list, func(x effect.Effect) bool { return x.Parameter == p })
		if list[at].Range() == 0 {
			ranks = append(ranks, "it does not change "+table.LowerFirst(o.Label))
		} else {
			ranks = append(ranks, fmt.Sprintf("%d change %s more", at, table.LowerFirst(o.Label)))
		}
	}
	t.Notes = append(t.Notes, fmt.Sprintf("Of %d assumptions that vary, on %s: %s. Each alone; joint effects are not shown.", len(effects.Parameters), e.paths[0].Label, table.Sentence(ranks)))
	x.tables = append(x.tables, t)
	return x, nil
}

// usedIn lists the equations in which a name stands, if there are any.
func usedIn(title, name string) []*table.Table {
	t := &table.Table{Name: title, Title: "Used in", Columns: []table.Column{
		table.Words("quantity", "quantity", 22), table.Words("equation", "equation", 52), table.Words("effect", "a higher value", 22), table.Words("raises_where", "", 0).Meaning("where a higher value raises it, if that depends on the state"),
	}}
	for _, edge := range model.EdgeTable {
		if edge.From != name {
			continue
		}
		row := equation(edge.To)
		quantity, text := row.Name, row.Text
		switch {
		case edge.Start:
			quantity, text = row.Name+" at the start", row.Start
		case row.Kind == model.Stock:
			quantity = "change of " + row.Name
		}
		does := map[string]string{"+": "raises it", "−": "lowers it"}[edge.Sign]
		if does == "" {
			does = "raises it where " + edge.Condition + ", else lowers it"
		}
		effect := table.Cell(table.Word(does))
		if edge.Start {
			effect = table.Nothing{}
		}
		t.Add(table.Word(quantity), table.Word(text), effect, wordOrNothing(edge.Condition))
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []*table.Table{t}
}

// equation is the row of a series in the table of equations.
func equation(name string) *model.Equation {
	for i := range model.EquationTable {
		if model.EquationTable[i].Name == name {
			return &model.EquationTable[i]
		}
	}
	return nil
}

// atEnds is a table of headline outcomes by main path, each the change at the low
// and at the high end.
func (e *explainer) atEnds(name, title string, change func(path int, o *model.Outcome) (low, high float64)) *table.Table {
	t := &table.Table{Name: name, Title: title, Across: "path", Columns: []table.Column{
		table.Words("outcome", "outcome", 24), table.Words("end", "end", 0).AsKey(), table.Words("path", "path", 0).AsKey(), table.Numbers("change", "change", ""),
	}}
	var still []string
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		if !o.Headline {
			continue
		}
		var low, high [][]table.Cell
		moves := false
		for path, s := range e.paths {
			l, h := change(path, o)
			moves = moves || l != 0 || h != 0
			low = append(low, []table.Cell{table.Outcome(o), table.Word("low"), table.Path(s), table.Difference{V: l, U: o.Unit}})
			high = append(high, []table.Cell{table.Outcome(o), table.Word("high"), table.Path(s), table.Difference{V: h, U: o.Unit}})
		}
		if moves {
			t.Rows = append(append(t.Rows, low...), high...)
		} else {
			still = append(still, table.LowerFirst(o.Label))
		}
	}
	if len(still) > 0 {
		t.Notes = append(t.Notes, "It does not change: "+strings.Join(still, ", ")+".")
	}
	return t
}

// lever explains a lever.
func (e *explainer) lever(l *model.Lever) (explanation, error) {
	x := explanation{says: []string{
		fmt.Sprintf("Lever: %s [%s]. %s", l.Label, l.Unit, l.Doc),
		fmt.Sprintf("Set by %s. From %s (%s) to %s (%s); today %s (%s).", l.Actor, plots.Exact(l.Low), l.AtLow, plots.Exact(l.High), l.AtHigh, plots.Exact(l.Today), l.AtToday),
		fmt.Sprintf("In the essay: %s.", l.Essay),
		fmt.Sprintf("Confidence: authors' judgement, like its value on every path. Scale: %s.", l.Source),
	}}
	values := &table.Table{Name: "lever_values", Title: "On the built-in paths", Columns: []table.Column{table.Words("path", "path", 18), table.Numbers("first", "2026", l.Unit), table.Numbers("last", "2040", l.Unit)}}
	for _, name := range scenarios.BuiltinNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return x, err
		}
		first, last := firstAndLast(s, l)
		values.Add(table.Path(s), first, last)
	}
	effects, err := effect.Levers(e.ctx, e.world, e.paths, l, model.DefaultHorizon)
	if err != nil {
		return x, err
	}
	t := e.atEnds("lever_effects", "Effect of this lever alone: held from 2026 on at the low end and at the high end", func(path int, o *model.Outcome) (low, high float64) {
		n := slices.Index(model.OutcomeNames(), o.Name)
		one := effects[path]
		return one.Low[n] - one.Mid[n], one.High[n] - one.Mid[n]
	})
	x.tables = append(usedIn("lever_used_in", l.Name), values, evidenceFor("lever_evidence", l.Evidence), t)
	return x, nil
}

// series explains a stock, running total, auxiliary or flow.
func (e *explainer) series(s *model.Series) explanation {
	row := equation(s.Name)
	x := explanation{says: []string{fmt.Sprintf("%s: %s [%s]. %s", table.UpperFirst(string(s.Kind)), s.Label, s.Unit, sentence(s.Doc))}}
	is := &table.Table{Name: "equation", Title: "Its equation", Columns: []table.Column{table.Words("quantity", "quantity", 24), table.Words("equation", "equation", 72)}}
	switch s.Kind {
	case model.Stock, model.Total:
		is.Add(table.Word("change per year"), table.Word(row.Text))
		if row.Start != "" {
			is.Add(table.Word("at the start"), table.Word(row.Start))
		}
	default:
		is.Add(table.Word(s.Name), table.Word(row.Text))
	}
	values := &table.Table{Name: "series_values", Title: "Its value in January, world " + e.world.Label, Across: "year", Columns: []table.Column{
		table.Words("path", "path", 18), table.Counts("year", "year").AsKey(), table.Numbers("value", "value", s.Unit),
	}, Notes: []string{"Its uncertainty comes from the assumptions in its equation; explain each of them."}}
	for _, run := range e.runs {
		for _, y := range []int{2021, 2024, 2026, 2030, 2035, 2041} {
			values.Add(table.Path(run.Scenario), table.Year(y), table.Number{V: s.Of(run.Trajectory.At(model.NewYear(y))), U: s.Unit})
		}
	}
	x.tables = append(append([]*table.Table{is}, usedIn("series_used_in", s.Name)...), values, e.reported("series_reported", s.Name, nil))
	return x
}

// sentence begins with a capital and ends with a stop.
func sentence(words string) string {
	words = table.UpperFirst(words)
	if !strings.HasSuffix(words, ".") {
		words += "."
	}
	return words
}
