package main

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
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/effect"
)

// lever explains a lever.
func (e *explainer) lever(l *model.Lever) ([]block, error) {
	says := block{Title: "Lever: " + l.Label + " [" + l.Unit + "]", Notes: append([]string{
		l.Doc,
		fmt.Sprintf("Set by %s. From %s (%s) to %s (%s); today %s (%s).", l.Actor, exact(l.Low), l.AtLow, exact(l.High), l.AtHigh, exact(l.Today), l.AtToday),
		fmt.Sprintf("In the essay: %s.", l.Essay),
		fmt.Sprintf("Confidence: authors' judgement, like its value on every path. Scale: %s.", l.Source),
	}, standsIn(l.Name)...)}
	values := block{Name: "values", Title: "On the built-in paths", Columns: []column{{"path", "path", 18}, {"first", "2026", 0}, {"last", "2040", 0}}}
	for _, name := range scenarios.BuiltinNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		months := s.Plan(model.DefaultHorizon).Months
		values.Rows = append(values.Rows, []any{name, measured{*l.Of(&months[model.Fork-model.HistoryStart]), ""}, measured{*l.Of(&months[len(months)-1]), ""}})
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
	return []block{says, values, evidenceBlock(l.Evidence), t}, nil
}

// series explains a stock, running total, auxiliary or flow.
func (e *explainer) series(s *model.Series) []block {
	row := equation(s.Name)
	says := block{Title: strings.ToUpper(string(s.Kind[:1])) + string(s.Kind[1:]) + ": " + s.Label + " [" + s.Unit + "]", Notes: []string{sentence(s.Doc)}}
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
	values := block{Name: "values", Title: "Its value in world " + e.world.Name, Columns: []column{{"path", "path", 16}}}
	years := []int{2021, 2024, 2026, 2030, 2035, 2041}
	for _, y := range years {
		values.Columns = append(values.Columns, column{fmt.Sprint(y), fmt.Sprintf("Jan %d", y), 0})
	}
	for _, run := range e.runs {
		line := []any{run.Scenario.Name}
		for _, y := range years {
			line = append(line, measured{s.Of(run.Trajectory.At(model.NewYear(y))), s.Unit})
		}
		values.Rows = append(values.Rows, line)
	}
	values.Notes = []string{"Its uncertainty comes from the assumptions in its equation; explain each of them."}
	return []block{says, values, e.observing("Reported figures", s.Name, nil)}
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
func (e *explainer) evidence(row *model.Evidence) []block {
	figure := figureWords(row)
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
	shown := []block{{Title: "Evidence " + row.ID + " (" + row.Set + ")", Notes: notes}}
	shown = append(shown, e.beside(row))
	if t := alsoCounted(row); len(t.Rows) > 0 {
		shown = append(shown, t)
	}
	return shown
}

// fitted tells whether the shipped central values are fitted to a row.
func fitted(row *model.Evidence) bool {
	targets, _ := counts.Targets(model.EvidenceTable, shippedSet, model.Fork)
	return slices.ContainsFunc(targets, func(t counts.Target) bool { return t.ID == row.ID })
}

// beside sets the model beside a row of the ledger.
func (e *explainer) beside(row *model.Evidence) block {
	t := block{Name: "model", Title: "Compared with the model"}
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
		words := fmt.Sprintf("The model has %s, %s times the reported figure: %s.", amount(c.Modelled, row.Unit), plots.Index(c.Ratio()), missSentence(c.Miss()))
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
func alsoCounted(row *model.Evidence) block {
	t := block{Name: "other_figures", Title: "Other figures for the same time and place", Columns: []column{
		{"id", "id", 19}, {"quantity", "quantity", 28}, {"figure", "figure", 14}, {"status", "status", 10}, {"source", "source", 18},
	}}
	if row.Value == nil || row.From.IsZero() || row.Place == "" {
		return t
	}
	for i := range model.EvidenceTable {
		other := &model.EvidenceTable[i]
		if other.ID == row.ID || other.Value == nil || !alike(row, other) || other.From != row.From || other.To != row.To || other.Place != row.Place {
			continue
		}
		t.Rows = append(t.Rows, []any{other.ID, other.Quantity, figureWords(other), other.Status, other.Source})
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
func (e *explainer) pathValue(path, name string) ([]block, error) {
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
	says := block{Title: s.Label + ": " + table.LowerFirst(l.Label) + " [" + l.Unit + "]", Notes: []string{
		l.Doc,
		"Values from January of the year: " + strings.Join(steps, ", ") + ". " + said,
		fmt.Sprintf("The path: %s", s.Doc),
		fmt.Sprintf("Confidence: authors' judgement. %s Today: %s (%s). Scale: %s.", whoseValues(path), exact(l.Today), l.AtToday, l.Source),
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
	t := block{Name: "effect_on_path", Title: "Effect of this lever on the path, in world " + e.world.Name, Columns: []column{
		{"outcome", "outcome", 34}, {"path", s.Name, 0}, {"without", "with the value of\n" + reference.Name, 0}, {"added", "difference", 0},
	}}
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		if v := o.Of(own.Years); o.Headline {
			t.Rows = append(t.Rows, []any{o.Label, measured{v, o.Unit}, measured{without[i], o.Unit}, signedAmount{v - without[i], o.Unit}})
		}
	}
	t.Notes = []string{"Only this lever is set back. Joint effects of several levers are not shown."}
	return []block{says, t, evidenceBlock(l.Evidence)}, nil
}

// path explains a built-in path.
func (e *explainer) path(name string) ([]block, error) {
	s, err := scenarios.Find(name)
	if err != nil {
		return nil, err
	}
	run, err := s.Run(e.world, model.DefaultHorizon)
	if err != nil {
		return nil, err
	}
	says := block{Title: "Path: " + s.Label, Notes: []string{
		s.Doc,
		fmt.Sprintf("It differs from %s from %s on. %s explain %s.LEVER shows the effect of one.", s.BaseName(), s.Starts, whoseLevers(name), name),
	}}
	if s.End != 0 && s.End < model.DefaultEnd {
		says.Notes = append(says.Notes, fmt.Sprintf("It ends in %s. Below, its last lever settings continue until %d.", s.End-1, model.DefaultEnd.Year()-1))
	}
	levers := block{Name: "levers", Title: "Its levers", Columns: []column{{"lever", "lever", 18}, {"unit", "unit", 20}, {"first", "2026", 0}, {"last", "2040", 0}, {"today", "today", 0}}}
	months := s.Plan(model.DefaultHorizon).Months
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		levers.Rows = append(levers.Rows, []any{l.Name, l.Unit, measured{*l.Of(&months[model.Fork-model.HistoryStart]), ""}, measured{*l.Of(&months[len(months)-1]), ""}, quoted(l.Today)})
	}
	t := block{Name: "results", Title: "Results in world " + e.world.Name, Columns: []column{{"outcome", "outcome", 44}, {"value", "value", 0}}}
	for i := range model.OutcomeTable {
		if o := &model.OutcomeTable[i]; o.Headline {
			t.Rows = append(t.Rows, []any{o.Label, compared{o.Of(run.Years), o.Of(run.Years) - o.Of(e.runs[0].Years), o.Unit, s.Name == e.paths[0].Name && !isFile(name)}})
		}
	}
	t.Notes = []string{"Second column of numbers: difference to " + e.paths[0].Name + "."}
	return []block{says, levers, t}, nil
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
func (e *explainer) file(name string) ([]block, error) {
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
func (e *explainer) anotherWorld(name string) ([]block, error) {
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
	says := block{Title: "World: " + w.Label, Notes: []string{sentence(w.Doc), "A world is a named set of assumptions, not a forecast. " + within + "."}}
	t := block{Name: "assumptions", Title: "Assumptions that differ from the central world", Columns: []column{{"parameter", "parameter", 19}, {"value", "value", 0}, {"central", "central", 0}, {"range", "range", 14}, {"confidence", "confidence", 15}}}
	for _, p := range w.Set {
		t.Rows = append(t.Rows, []any{p.Name, quoted(*p.Of(&w.Parameters)), quoted(p.Central), rangeWords(p.Low, p.High), string(p.Confidence)})
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"None: every assumption has its central value."}
	}
	for i := range w.Uncertain {
		t.Notes = append(t.Notes, fmt.Sprintf("Ensembles draw %s.", &w.Uncertain[i]))
	}
	follows := block{Name: "results", Title: "Results", Columns: []column{{"path", "path", 16}, {"deaths_civilian_security", "civilians and security forces killed", 0}, {"deaths_all", "all killed, militants included", 0}}}
	narrow, all := model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")
	for _, s := range e.paths {
		run, err := s.Run(w, model.DefaultHorizon)
		if err != nil {
			return nil, err
		}
		follows.Rows = append(follows.Rows, []any{s.Name, measured{narrow.Of(run.Years), narrow.Unit}, measured{all.Of(run.Years), all.Unit}})
	}
	return []block{says, t, follows}, nil
}

// shockBlocks explain a kind of shock.
func shockBlocks(k *scenarios.ShockKind) []block {
	notes := []string{k.Doc, "No built-in path has one. A scenario file adds it with its date."}
	for _, f := range k.Fields {
		usual := "required"
		if f.Default != nil {
			usual = exact(*f.Default) + " unless the file sets it"
		}
		notes = append(notes, fmt.Sprintf("%s [%s]: %s %s, %s.", f.Name, f.Unit, sentence(f.Doc), rangeWords(f.Low, f.High), usual))
	}
	return []block{{Title: "Shock: " + strings.ReplaceAll(k.Name, "_", " "), Notes: notes}}
}

// claimBlocks explain a claim.
func claimBlocks(c *claims.Claim) []block {
	return []block{{Title: fmt.Sprintf("Claim %d (%s)", c.Number, c.Kind), Notes: []string{
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
