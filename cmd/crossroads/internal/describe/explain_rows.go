// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/claims"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/effect"
)

// lever explains a lever.
func (e *explainer) lever(l *model.Lever) ([]blocks.Block, error) {
	says := blocks.Block{Title: "Lever: " + l.Label + " [" + l.Unit + "]", Notes: append([]string{
		l.Doc,
		fmt.Sprintf("Set by %s. From %s (%s) to %s (%s); today %s (%s).", l.Actor, blocks.Exact(l.Low), l.AtLow, blocks.Exact(l.High), l.AtHigh, blocks.Exact(l.Today), l.AtToday),
		fmt.Sprintf("In the essay: %s.", l.Essay),
		fmt.Sprintf("Confidence: authors' judgement, like its value on every path. Scale: %s.", l.Source),
	}, standsIn(l.Name)...)}
	values := blocks.Block{Name: "values", Title: "On the built-in paths", Columns: []blocks.Column{{Name: "path", Head: "path", Width: 18}, {Name: "first", Head: "2026", Width: 0}, {Name: "last", Head: "2040", Width: 0}}}
	for _, name := range scenarios.BuiltinNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		months := s.Plan(model.DefaultHorizon).Months
		values.Rows = append(values.Rows, []any{name, blocks.Measured{Value: *l.Of(&months[model.Fork-model.HistoryStart]), Unit: ""}, blocks.Measured{Value: *l.Of(&months[len(months)-1]), Unit: ""}})
	}
	effects := make([]effect.LeverEffect, len(e.paths))
	for i, s := range e.paths {
		var err error
		if effects[i], err = effect.Lever(e.ctx, e.world, s, l, model.DefaultHorizon); err != nil {
			return nil, err
		}
	}
	t := e.endsBlock("Effect of this lever alone: held from 2026 on at the low end and at the high end", func(path int, o *model.Outcome) (low, high float64) {
		n := slices.Index(model.OutcomeNames(), o.Name)
		one := effects[path]
		return one.Low[n] - one.Mid[n], one.High[n] - one.Mid[n]
	})
	return []blocks.Block{says, values, evidenceBlock(l.Evidence), t}, nil
}

// series explains a stock, running total, auxiliary or flow.
func (e *explainer) series(s *model.Series) []blocks.Block {
	row := equation(s.Name)
	says := blocks.Block{Title: strings.ToUpper(string(s.Kind[:1])) + string(s.Kind[1:]) + ": " + s.Label + " [" + s.Unit + "]", Notes: []string{sentence(s.Doc)}}
	switch s.Kind {
	case model.Stock, model.Total:
		says.Notes = append(says.Notes, "Change per year = "+row.Text)
		if row.Start != "" {
			says.Notes = append(says.Notes, "At the start = "+row.Start)
		}
	default:
		says.Notes = append(says.Notes, s.Name+" = "+row.Text)
	}
	says.Notes = append(says.Notes, standsIn(s.Name)...)
	values := blocks.Block{Name: "values", Title: "Its value in world " + e.world.Name, Columns: []blocks.Column{{Name: "path", Head: "path", Width: 16}}}
	years := []int{2021, 2024, 2026, 2030, 2035, 2041}
	for _, y := range years {
		values.Columns = append(values.Columns, blocks.Column{Name: fmt.Sprint(y), Head: fmt.Sprintf("Jan %d", y), Width: 0})
	}
	for _, run := range e.runs {
		line := []any{run.Scenario.Name}
		for _, y := range years {
			line = append(line, blocks.Measured{Value: s.Of(run.Trajectory.At(model.NewYear(y))), Unit: s.Unit})
		}
		values.Rows = append(values.Rows, line)
	}
	values.Notes = []string{"Its uncertainty comes from the assumptions in its equation; explain each of them."}
	return []blocks.Block{says, values, e.observing("Reported figures", s.Name, nil)}
}

// sentence begins with a capital and ends with a stop.
func sentence(words string) string {
	words = strings.ToUpper(words[:1]) + words[1:]
	if !strings.HasSuffix(words, ".") {
		words += "."
	}
	return words
}

// evidence explains a row of the ledger.
func (e *explainer) evidence(row *model.Evidence) []blocks.Block {
	figure := FigureWords(row)
	if figure == "" {
		figure = "no number"
	}
	notes := []string{fmt.Sprintf("%s: %s.", row.Quantity, figure)}
	about := func(word, value string) {
		if value != "" {
			notes = append(notes, fmt.Sprintf("%s: %s.", word, value))
		}
	}
	about("Status", row.Status)
	if row.Hedge != "none" {
		about("Qualifier in the source", row.Hedge)
	} else {
		about("Qualifier in the source", "none")
	}
	about("Who and what is counted", row.Counts)
	about("Where", row.Place)
	about("When", period(row))
	about("Source", row.Source)
	about("Primary source", row.Root)
	about("Link", row.Address)
	if row.Note != "" {
		notes = append(notes, row.Note)
	}
	if len(row.Repeats) > 0 {
		about("Repeats or combines", table.Sentence(row.Repeats))
	}
	if names := row.BearsOn(); len(names) > 0 {
		about("Used for", table.Sentence(names))
	} else {
		notes = append(notes, "No assumption or lever uses it.")
	}
	if fitted(row) {
		notes = append(notes, "The central values are fitted to this figure and others (crossroads calibrate --centre).")
	}
	shown := []blocks.Block{{Title: "Evidence " + row.ID + " (" + row.Set + ")", Notes: notes}}
	shown = append(shown, e.beside(row))
	if t := alsoCounted(row); len(t.Rows) > 0 {
		shown = append(shown, t)
	}
	return shown
}

// fitted tells whether the shipped central values are fitted to a row.
func fitted(row *model.Evidence) bool {
	targets, _ := counts.Targets(model.EvidenceTable, counts.ShippedSet, model.Fork)
	return slices.ContainsFunc(targets, func(t counts.Target) bool { return t.ID == row.ID })
}

// beside sets the model beside a row of the ledger.
func (e *explainer) beside(row *model.Evidence) blocks.Block {
	t := blocks.Block{Name: "model", Title: "Compared with the model"}
	if row.Observes == nil {
		t.Notes = []string{"The model has no such quantity, so it is not compared."}
		return t
	}
	t.Notes = []string{"In the model it corresponds to " + row.Observes.String() + "."}
	for i := range e.compared {
		c := &e.compared[i]
		if c.Evidence.ID != row.ID {
			continue
		}
		words := fmt.Sprintf("The model has %s, %s times the reported figure: %s.", table.Amount(c.Modelled, row.Unit), plots.Index(c.Ratio()), missSentence(c.Miss()))
		switch {
		case c.Alone:
			words = fmt.Sprintf("The source counts %s for each one in the model. This ratio is fitted to this single figure, so the comparison is no test.", plots.Index(c.Fraction))
		case c.Fraction > 0:
			words += fmt.Sprintf(" The source counts %s for each one in the model, fitted to all its figures.", plots.Index(c.Fraction))
		}
		t.Notes = append(t.Notes, words)
		return t
	}
	t.Notes = append(t.Notes, "Its period is outside 2021-2025, so it is not compared.")
	return t
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
func alsoCounted(row *model.Evidence) blocks.Block {
	t := blocks.Block{Name: "other_figures", Title: "Other figures for the same time and place", Columns: []blocks.Column{
		{Name: "id", Head: "id", Width: 19}, {Name: "quantity", Head: "quantity", Width: 28}, {Name: "figure", Head: "figure", Width: 14}, {Name: "status", Head: "status", Width: 10}, {Name: "source", Head: "source", Width: 18},
	}}
	if row.Value == nil || row.From.IsZero() || row.Place == "" {
		return t
	}
	for i := range model.EvidenceTable {
		other := &model.EvidenceTable[i]
		if other.ID == row.ID || other.Value == nil || !alike(row, other) || other.From != row.From || other.To != row.To || other.Place != row.Place {
			continue
		}
		t.Rows = append(t.Rows, []any{other.ID, other.Quantity, FigureWords(other), other.Status, other.Source})
	}
	return t
}

// alike tells whether two rows count things that overlap: in the model where
// both observe it, else in one unit.
func alike(a, b *model.Evidence) bool {
	if a.Observes == nil || b.Observes == nil {
		return a.Observes == b.Observes && a.Unit == b.Unit
	}
	return slices.ContainsFunc(a.Observes.Names(), func(name string) bool { return slices.Contains(b.Observes.Names(), name) })
}

// pathValue explains what a path does with one lever.
func (e *explainer) pathValue(path, name string) ([]blocks.Block, error) {
	l := model.FindLever(name)
	if l == nil {
		return nil, &scenarios.UnknownError{Thing: "lever", Name: name, Known: model.LeverNames()}
	}
	s, err := scenarios.Find(path)
	if err != nil {
		return nil, err
	}
	plan := s.Plan(model.DefaultHorizon)
	var steps []string
	for m := model.HistoryStart; m < model.DefaultEnd; m += 12 {
		v := *l.Of(&plan.Months[m-model.HistoryStart])
		if m == model.HistoryStart || v != *l.Of(&plan.Months[m-12-model.HistoryStart]) {
			steps = append(steps, fmt.Sprintf("%d: %s", m.Year(), plots.Number(v)))
		}
	}
	said := "The path sets it."
	if !slices.ContainsFunc(s.Levers, func(p scenarios.LeverPath) bool { return p.Lever == l }) {
		said = "The path does not set it and keeps the values of " + s.BaseName() + "."
	}
	says := blocks.Block{Title: s.Label + ": " + table.LowerFirst(l.Label) + " [" + l.Unit + "]", Notes: []string{
		l.Doc,
		"Values from January of the year: " + strings.Join(steps, ", ") + ". " + said,
		fmt.Sprintf("The path: %s", s.Doc),
		fmt.Sprintf("Confidence: authors' judgement. %s Today: %s (%s). Scale: %s.", whoseValues(path), blocks.Exact(l.Today), l.AtToday, l.Source),
	}}
	if len(s.AllRules())+len(s.AllShocks()) > 0 {
		says.Notes = append(says.Notes, "Rules and shocks of the path may change this during a run. The table below includes them.")
	}
	reference := e.paths[0]
	without, err := effect.Without(e.ctx, e.world, s, l, reference, model.DefaultHorizon)
	if err != nil {
		return nil, err
	}
	own, err := s.Run(e.world, model.DefaultHorizon)
	if err != nil {
		return nil, err
	}
	t := blocks.Block{Name: "effect_on_path", Title: "Effect of this lever on the path, in world " + e.world.Name, Columns: []blocks.Column{
		{Name: "outcome", Head: "outcome", Width: 34}, {Name: "path", Head: s.Name, Width: 0}, {Name: "without", Head: "with the value of\n" + reference.Name, Width: 0}, {Name: "added", Head: "difference", Width: 0},
	}}
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		if v := o.Of(own.Years); o.Headline {
			t.Rows = append(t.Rows, []any{o.Label, blocks.Measured{Value: v, Unit: o.Unit}, blocks.Measured{Value: without[i], Unit: o.Unit}, blocks.SignedAmount{Value: v - without[i], Unit: o.Unit}})
		}
	}
	t.Notes = []string{"Only this lever is set back. Joint effects of several levers are not shown."}
	return []blocks.Block{says, t, evidenceBlock(l.Evidence)}, nil
}

// path explains a built-in path.
func (e *explainer) path(name string) ([]blocks.Block, error) {
	s, err := scenarios.Find(name)
	if err != nil {
		return nil, err
	}
	run, err := s.Run(e.world, model.DefaultHorizon)
	if err != nil {
		return nil, err
	}
	says := blocks.Block{Title: "Path: " + s.Label, Notes: []string{
		s.Doc,
		fmt.Sprintf("It differs from %s from %s on. %s explain %s.LEVER shows the effect of one.", s.BaseName(), s.Starts, whoseLevers(name), name),
	}}
	if s.End != 0 && s.End < model.DefaultEnd {
		says.Notes = append(says.Notes, fmt.Sprintf("It ends in %s. Below, its last lever settings continue until %d.", s.End-1, model.DefaultEnd.Year()-1))
	}
	levers := blocks.Block{Name: "levers", Title: "Its levers", Columns: []blocks.Column{{Name: "lever", Head: "lever", Width: 18}, {Name: "unit", Head: "unit", Width: 20}, {Name: "first", Head: "2026", Width: 0}, {Name: "last", Head: "2040", Width: 0}, {Name: "today", Head: "today", Width: 0}}}
	months := s.Plan(model.DefaultHorizon).Months
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		levers.Rows = append(levers.Rows, []any{l.Name, l.Unit, blocks.Measured{Value: *l.Of(&months[model.Fork-model.HistoryStart]), Unit: ""}, blocks.Measured{Value: *l.Of(&months[len(months)-1]), Unit: ""}, blocks.Input(l.Today)})
	}
	t := blocks.Block{Name: "results", Title: "Results in world " + e.world.Name, Columns: []blocks.Column{{Name: "outcome", Head: "outcome", Width: 44}, {Name: "value", Head: "value", Width: 0}}}
	for i := range model.OutcomeTable {
		if o := &model.OutcomeTable[i]; o.Headline {
			t.Rows = append(t.Rows, []any{o.Label, blocks.Compared{Value: o.Of(run.Years), Difference: o.Of(run.Years) - o.Of(e.runs[0].Years), Unit: o.Unit, Reference: s.Name == e.paths[0].Name && !isFile(name)}})
		}
	}
	t.Notes = []string{"Second column of numbers: difference to " + e.paths[0].Name + "."}
	return []blocks.Block{says, levers, t}, nil
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
func (e *explainer) file(name string) ([]blocks.Block, error) {
	kind, _, err := scenarios.Check(name)
	switch {
	case err != nil:
		return nil, err
	case kind == "world":
		return e.anotherWorld(name)
	}
	return e.path(name)
}

// anotherWorld explains a built-in world.
func (e *explainer) anotherWorld(name string) ([]blocks.Block, error) {
	w, err := scenarios.FindWorld(name)
	if err != nil {
		return nil, err
	}
	within := "Each of its values lies in the documented range"
	if len(w.Outside) > 0 {
		var beyond []string
		for _, o := range w.Outside {
			beyond = append(beyond, fmt.Sprintf("%s (%s)", o.Parameter.Name, o.Reason))
		}
		within = "Outside the documented range: " + table.Sentence(beyond)
	}
	says := blocks.Block{Title: "World: " + w.Label, Notes: []string{sentence(w.Doc), "A world is a named set of assumptions, not a forecast. " + within + "."}}
	t := blocks.Block{Name: "assumptions", Title: "Assumptions that differ from the central world", Columns: []blocks.Column{{Name: "parameter", Head: "parameter", Width: 19}, {Name: "value", Head: "value", Width: 0}, {Name: "central", Head: "central", Width: 0}, {Name: "range", Head: "range", Width: 14}, {Name: "confidence", Head: "confidence", Width: 15}}}
	for _, p := range w.Set {
		t.Rows = append(t.Rows, []any{p.Name, blocks.Input(*p.Of(&w.Parameters)), blocks.Input(p.Central), RangeWords(p.Low, p.High), string(p.Confidence)})
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"None: every assumption has its central value."}
	}
	for i := range w.Uncertain {
		t.Notes = append(t.Notes, fmt.Sprintf("Ensembles draw %s.", &w.Uncertain[i]))
	}
	follows := blocks.Block{Name: "results", Title: "Results", Columns: []blocks.Column{{Name: "path", Head: "path", Width: 16}, {Name: "deaths_civilian_security", Head: "civilians and security forces killed", Width: 0}, {Name: "deaths_all", Head: "all killed, militants included", Width: 0}}}
	narrow, all := model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")
	for _, s := range e.paths {
		run, err := s.Run(w, model.DefaultHorizon)
		if err != nil {
			return nil, err
		}
		follows.Rows = append(follows.Rows, []any{s.Name, blocks.Measured{Value: narrow.Of(run.Years), Unit: narrow.Unit}, blocks.Measured{Value: all.Of(run.Years), Unit: all.Unit}})
	}
	return []blocks.Block{says, t, follows}, nil
}

// shockBlocks explain a kind of shock.
func shockBlocks(k *scenarios.ShockKind) []blocks.Block {
	notes := []string{k.Doc, "No built-in path has one. A scenario file adds it with its date."}
	for _, f := range k.Fields {
		usual := "required"
		if f.Default != nil {
			usual = blocks.Exact(*f.Default) + " unless the file sets it"
		}
		notes = append(notes, fmt.Sprintf("%s [%s]: %s %s, %s.", f.Name, f.Unit, sentence(f.Doc), RangeWords(f.Low, f.High), usual))
	}
	return []blocks.Block{{Title: "Shock: " + strings.ReplaceAll(k.Name, "_", " "), Notes: notes}}
}

// claimBlocks explain a claim.
func claimBlocks(c *claims.Claim) []blocks.Block {
	return []blocks.Block{{Title: fmt.Sprintf("Claim %d (%s)", c.Number, c.Kind), Notes: []string{
		sentence(c.Statement),
		"Source: " + c.Whose + ".",
		fmt.Sprintf("Deciding number: %s [%s].", c.Quantity, c.Unit),
		map[claims.Kind]string{
			claims.Test:    "A test: it must hold at central values, or the model fails its purpose.",
			claims.Finding: "A finding: reported, not required.",
		}[c.Kind],
		"Results in each world and over 1,000 draws: crossroads describe claims.",
	}}}
}
