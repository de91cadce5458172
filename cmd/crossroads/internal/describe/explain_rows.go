// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/claims"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/effect"
	"crossroads/scenarios/runs/evidence"
)

// evidenceFor lists rows of the evidence table in full.
func evidenceFor(name string, ids []string) *table.Table {
	t := &table.Table{Name: name, Title: "Evidence", Columns: append(figureColumns(24), table.Words("hedge", "qualifier", 15), table.Words("source", "source", 18))}
	for _, id := range ids {
		row := model.FindEvidence(id)
		t.Add(append(figureCells(row), hedge(row), table.Word(row.Source))...)
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"No row of the evidence table bears on it. It is the authors' judgement."}
	}
	return t
}

// hedge is the qualifier of a row in its source, if there is one.
func hedge(row *model.Evidence) table.Cell {
	if row.Hedge == "none" {
		return table.Nothing{}
	}
	return table.Word(row.Hedge)
}

// evidence explains a row of the evidence table.
func (e *explainer) evidence(row *model.Evidence) explanation {
	figure := FigureWords(row)
	if figure == "" {
		figure = "no number"
	}
	x := explanation{says: []string{
		fmt.Sprintf("Evidence %s (%s). %s: %s.", row.ID, row.Set, row.Quantity, figure),
		fmt.Sprintf("Status: %s. Qualifier in the source: %s.", row.Status, row.Hedge),
	}}
	about := func(word, value string) {
		if value != "" {
			x.says = append(x.says, fmt.Sprintf("%s: %s.", word, value))
		}
	}
	about("Who and what is counted", row.Counts)
	about("Where", row.Place)
	about("When", period(row))
	about("Source", row.Source)
	about("Primary source", row.Root)
	about("Link", row.Address)
	if row.Note != "" {
		x.says = append(x.says, row.Note)
	}
	if len(row.Repeats) > 0 {
		about("Repeats or combines", table.Sentence(row.Repeats))
	}
	if names := row.BearsOn(); len(names) > 0 {
		about("Used for", table.Sentence(names))
	} else {
		x.says = append(x.says, "No assumption or lever uses it.")
	}
	if fitted(row) {
		x.says = append(x.says, "The central values are fitted to this figure and others (crossroads calibrate --centre).")
	}
	x.says = append(x.says, e.beside(row)...)
	if t := alsoCounted(row); len(t.Rows) > 0 {
		x.tables = append(x.tables, t)
	}
	x.tables = append(x.tables, comparedTable("model", "Compared with the model", e.compared, func(c *evidence.Comparison) bool { return c.Evidence.ID == row.ID }))
	if t := x.tables[len(x.tables)-1]; len(t.Rows) == 0 {
		x.tables = x.tables[:len(x.tables)-1]
	}
	return x
}

// fitted reports whether the shipped central values are fitted to a row.
func fitted(row *model.Evidence) bool {
	targets, _ := counts.Targets(model.EvidenceTable, counts.ShippedSet, model.Fork)
	return slices.ContainsFunc(targets, func(t counts.Target) bool { return t.ID == row.ID })
}

// beside says what the model has beside a row of the evidence table.
func (e *explainer) beside(row *model.Evidence) []string {
	if row.Observes == nil {
		return []string{"The model has no such quantity, so it is not compared."}
	}
	says := []string{"In the model it corresponds to " + row.Observes.String() + "."}
	i := slices.IndexFunc(e.compared, func(c evidence.Comparison) bool { return c.Evidence.ID == row.ID })
	if i < 0 {
		return append(says, "Its period is outside 2021-2025, so it is not compared.")
	}
	c := &e.compared[i]
	words := fmt.Sprintf("The model has %s, %s times the reported figure: %s.", table.Amount(c.Modelled, row.Unit), plots.Index(c.Ratio()), missSentence(c.Miss()))
	switch {
	case c.Alone:
		words = fmt.Sprintf("The source counts %s for each one in the model. This ratio is fitted to this single figure, so the comparison is no test.", plots.Index(c.Fraction))
	case c.Fraction > 0:
		words += fmt.Sprintf(" The source counts %s for each one in the model, fitted to all its figures.", plots.Index(c.Fraction))
	}
	return append(says, words)
}

// missSentence says how far outside the range of a figure the model lies.
func missSentence(miss float64) string {
	switch {
	case miss > 1:
		return fmt.Sprintf("%.0f%% above its range", 100*(miss-1))
	case miss < 1:
		return fmt.Sprintf("%.0f%% below its range", 100*(1-miss))
	}
	return "inside its range"
}

// period is when a row's figure is of.
func period(row *model.Evidence) string {
	switch {
	case row.From.IsZero():
		return ""
	case row.From.Equal(row.To):
		return row.From.Format(time.DateOnly)
	}
	return row.From.Format(time.DateOnly) + " to " + row.To.Format(time.DateOnly)
}

// alsoCounted lists what others have for the same quantity at the same time and
// place.
func alsoCounted(row *model.Evidence) *table.Table {
	t := &table.Table{Name: "other_figures", Title: "Other figures for the same time and place", Columns: append(figureColumns(28), table.Words("source", "source", 18))}
	if row.Value == nil || row.From.IsZero() || row.Place == "" {
		return t
	}
	for i := range model.EvidenceTable {
		other := &model.EvidenceTable[i]
		if other.ID == row.ID || other.Value == nil || !alike(row, other) || other.From != row.From || other.To != row.To || other.Place != row.Place {
			continue
		}
		t.Add(append(figureCells(other), table.Word(other.Source))...)
	}
	return t
}

// alike reports whether two rows count things that overlap: in the model where
// both observe it, else in one unit.
func alike(a, b *model.Evidence) bool {
	if a.Observes == nil || b.Observes == nil {
		return a.Observes == b.Observes && a.Unit == b.Unit
	}
	return slices.ContainsFunc(a.Observes.Names(), func(name string) bool { return slices.Contains(b.Observes.Names(), name) })
}

// pathValue explains what a path does with one lever.
func (e *explainer) pathValue(path, name string) (explanation, error) {
	l := model.FindLever(name)
	if l == nil {
		return explanation{}, &scenarios.UnknownError{Thing: "lever", Name: name, Known: model.LeverNames()}
	}
	s, err := scenarios.Find(path)
	if err != nil {
		return explanation{}, err
	}
	steps := &table.Table{Name: "values", Columns: []table.Column{table.Counts("year", "from January of"), table.Numbers("value", "value", l.Unit)}}
	var words []string
	plan := s.Plan(model.DefaultHorizon)
	for m := model.HistoryStart; m < model.DefaultEnd; m += 12 {
		v := table.Setting{V: *l.Of(&plan.Months[m-model.HistoryStart]), U: l.Unit}
		if n := len(steps.Rows); n == 0 || steps.Rows[n-1][1] != table.Cell(v) {
			steps.Add(table.Year(m.Year()), v)
			words = append(words, fmt.Sprintf("%d: %s", m.Year(), v.Text()))
		}
	}
	set := "The path sets it."
	if !slices.ContainsFunc(s.Levers, func(p scenarios.LeverPath) bool { return p.Lever == l }) {
		set = "The path does not set it and keeps the values of " + s.BaseName() + "."
	}
	x := explanation{says: []string{
		fmt.Sprintf("%s: %s [%s]. %s", s.Label, table.LowerFirst(l.Label), l.Unit, l.Doc),
		"Values from January of the year: " + strings.Join(words, ", ") + ". " + set,
		"The path: " + s.Doc,
		fmt.Sprintf("Confidence: authors' judgement. %s Today: %s (%s). Scale: %s.", whoseValues(path), plots.Exact(l.Today), l.AtToday, l.Source),
	}}
	if len(s.AllRules())+len(s.AllShocks()) > 0 {
		x.says = append(x.says, "Rules and shocks of the path may change this during a run. The table below includes them.")
	}
	reference := e.paths[0]
	without, err := effect.Without(e.ctx, e.world, s, l, reference, model.DefaultHorizon)
	if err != nil {
		return x, err
	}
	own, err := batch.One(e.world, model.DefaultHorizon, s)
	if err != nil {
		return x, err
	}
	t := &table.Table{Name: "effect_on_path", Title: "Effect of this lever on the path, in world " + e.world.Label, Columns: []table.Column{
		table.Words("outcome", "outcome", 34), table.Numbers("value", s.Label, ""), table.Numbers("without", "with the value of\n"+reference.Label, ""), table.Numbers("difference", "difference", ""),
	}, Notes: []string{"Only this lever is set back. Joint effects of several levers are not shown."}}
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		if v := o.Of(own.Years); o.Headline {
			t.Add(table.Outcome(o), table.Number{V: v, U: o.Unit}, table.Number{V: without[i], U: o.Unit}, table.Difference{V: v - without[i], U: o.Unit})
		}
	}
	x.tables = []*table.Table{steps, t, evidenceFor("evidence", l.Evidence)}
	return x, nil
}

// path explains a path.
func (e *explainer) path(name string) (explanation, error) {
	s, err := scenarios.Find(name)
	if err != nil {
		return explanation{}, err
	}
	run, err := batch.One(e.world, model.DefaultHorizon, s)
	if err != nil {
		return explanation{}, err
	}
	x := explanation{says: []string{
		fmt.Sprintf("Path: %s. %s", s.Label, s.Doc),
		fmt.Sprintf("It differs from %s from %s on. %s explain %s.LEVER shows the effect of one.", s.BaseName(), s.Starts, whoseLevers(name), name),
	}}
	if s.End != 0 && s.End < model.DefaultEnd {
		x.says = append(x.says, fmt.Sprintf("It ends in %s. Below, its last lever settings continue until %d.", s.End-1, model.DefaultEnd.Year()-1))
	}
	levers := &table.Table{Name: "path_levers", Title: "Its levers", Columns: []table.Column{table.Words("lever", "lever", 18), unitColumn(20), table.Numbers("first", "2026", ""), table.Numbers("last", "2040", ""), table.Numbers("today", "today", "")}}
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		first, last := firstAndLast(s, l)
		levers.Add(table.Word(l.Name), table.Prose(l.Unit), first, last, table.Input{V: l.Today, U: l.Unit})
	}
	t := &table.Table{Name: "path_results", Title: "Results in world " + e.world.Label, Columns: []table.Column{table.Words("outcome", "outcome", 44), table.Comparisons("value", "value", "")},
		Notes: []string{"Second column of numbers: difference to " + e.paths[0].Label + "."}}
	for i := range model.OutcomeTable {
		if o := &model.OutcomeTable[i]; o.Headline {
			v := o.Of(run.Years)
			t.Add(table.Outcome(o), table.Compared{V: v, Difference: v - o.Of(e.runs[0].Years), U: o.Unit, Reference: s.Name == e.paths[0].Name && !isFile(name)})
		}
	}
	x.tables = []*table.Table{levers, t}
	return x, nil
}

// whoseValues says where the values of a lever on a path come from.
func whoseValues(path string) string {
	if isFile(path) {
		return "The file sets the values."
	}
	return "The essay gives no numbers; the authors chose the values."
}

// whoseLevers says who chose the values of a path.
func whoseLevers(path string) string {
	if isFile(path) {
		return "The file sets its levers."
	}
	return "The authors chose its lever settings."
}

// file explains a path or a world of one's own.
func (e *explainer) file(name string) (explanation, error) {
	kind, _, err := scenarios.Check(name)
	switch {
	case err != nil:
		return explanation{}, err
	case kind == "world":
		return e.anotherWorld(name)
	}
	return e.path(name)
}

// anotherWorld explains a world.
func (e *explainer) anotherWorld(name string) (explanation, error) {
	w, err := scenarios.FindWorld(name)
	if err != nil {
		return explanation{}, err
	}
	within := "Each of its values lies in the documented range"
	if len(w.Outside) > 0 {
		var beyond []string
		for _, o := range w.Outside {
			beyond = append(beyond, fmt.Sprintf("%s (%s)", o.Parameter.Name, o.Reason))
		}
		within = "Outside the documented range: " + table.Sentence(beyond)
	}
	t := &table.Table{Name: "assumptions", Title: "Assumptions that differ from the central world", Columns: []table.Column{
		table.Words("parameter", "assumption", 19), table.Numbers("value", "value", ""), table.Numbers("central", "central", ""), table.Ranges("range", "range", ""), table.Words("confidence", "confidence", 15),
	}}
	for _, p := range w.Set {
		t.Add(table.Word(p.Name), table.Input{V: *p.Of(&w.Parameters), U: p.Unit}, table.Input{V: p.Central, U: p.Unit}, table.Documented(p), table.Word(p.Confidence))
	}
	for i := range w.Uncertain {
		t.Notes = append(t.Notes, fmt.Sprintf("Ensembles draw %s.", &w.Uncertain[i]))
	}
	runs, err := batch.Runs(w, model.DefaultHorizon, e.paths...)
	if err != nil {
		return explanation{}, err
	}
	follows := &table.Table{Name: "world_results", Title: "Results", Columns: []table.Column{table.Words("path", "path", 18)}}
	both := []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")}
	for _, o := range both {
		c := table.Numbers(o.Name, o.Short, o.Unit)
		follows.Columns = append(follows.Columns, c.Meaning(o.Label))
	}
	for _, run := range runs {
		row := []table.Cell{table.Path(run.Scenario)}
		for _, o := range both {
			row = append(row, table.Number{V: o.Of(run.Years), U: o.Unit})
		}
		follows.Add(row...)
	}
	return explanation{[]string{fmt.Sprintf("World: %s. %s", w.Label, sentence(w.Doc)), "A world is a named set of assumptions, not a forecast. " + within + "."}, []*table.Table{t, follows}}, nil
}

// aboutShock explains a kind of shock.
func aboutShock(k *scenarios.ShockKind) explanation {
	x := explanation{says: []string{fmt.Sprintf("Shock: %s. %s", strings.ReplaceAll(k.Name, "_", " "), k.Doc), "No built-in path has one. A scenario file adds it with its date."}}
	t := &table.Table{Name: "numbers", Title: "Numbers beside at:", Columns: []table.Column{
		table.Words("field", "key", 16), unitColumn(10), table.Words("doc", "meaning", 44), table.Ranges("range", "range", ""), table.Numbers("default", "default", ""),
	}, Notes: []string{"Without a default the file must set it."}}
	for _, f := range k.Fields {
		usual := table.Cell(table.Nothing{})
		if f.Default != nil {
			usual = table.Input{V: *f.Default, U: f.Unit}
		}
		t.Add(table.Word(f.Name), table.Prose(f.Unit), table.Word(sentence(f.Doc)), table.Range{Low: f.Low, High: f.High, U: f.Unit, Exact: true}, usual)
	}
	x.tables = []*table.Table{t}
	return x
}

// aboutClaim explains a claim.
func aboutClaim(c *claims.Claim) explanation {
	t := &table.Table{Name: "claim", Columns: []table.Column{table.Counts("claim", "number"), table.Words("kind", "kind", 0), table.Words("statement", "statement", 44), table.Words("whose", "source", 22), table.Words("quantity", "number that decides", 32), table.Words("unit", "unit", 0)}}
	t.Add(table.Count(c.Number), table.Word(c.Kind), table.Word(c.Statement), table.Word(c.Whose), table.Word(c.Quantity), table.Word(c.Unit))
	return explanation{[]string{
		fmt.Sprintf("Claim %d (%s). %s", c.Number, c.Kind, sentence(c.Statement)),
		"Source: " + c.Whose + ".",
		fmt.Sprintf("Deciding number: %s [%s].", c.Quantity, c.Unit),
		map[claims.Kind]string{
			claims.Test:    "A test: it must hold at central values, or the model fails its purpose.",
			claims.Finding: "A finding: reported, not required.",
		}[c.Kind],
		"Results in each world and over 1,000 draws: crossroads describe claims.",
	}, []*table.Table{t}}
}
