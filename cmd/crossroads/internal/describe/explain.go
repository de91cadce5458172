// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/claims"
	"crossroads/scenarios/runs/effect"
	"crossroads/scenarios/runs/evidence"
)

// NewExplain makes the command that says where a number comes from.
func NewExplain() *cobra.Command {
	var o flags.Options
	c := &cobra.Command{
		Use:   "explain NAME",
		Short: "Explain a number, its source and effect",
		Long: model.Label + `

Explains any name: an outcome, an assumption, a lever, a lever on a path (kinetic.operations_tempo), a series, a row of
the evidence table (E08), a path, a world, a shock or a claim (claim-5). Your own files work too: a path or world
(my.yaml) or a lever of a path (my.yaml.investment). Shows the value, the equation, the evidence with its doubt, and how
far the headline outcomes move over the documented range.`,
		Example: `  crossroads explain suppression
  crossroads explain E08
  crossroads explain kinetic.operations_tempo --world backlash
  crossroads explain my.yaml.investment`,
		Args: flags.OneArgument("name"),
	}
	o.BindFormat(c)
	o.BindWorld(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		world, err := o.FindWorld()
		if err != nil {
			return err
		}
		e, err := NewExplainer(c.Context(), world)
		if err != nil {
			return err
		}
		r, err := e.Explain(args[0])
		if err != nil {
			return err
		}
		return blocks.Show(c, &o.Output, r)
	}
	return c
}

// explainer answers for names in one world. What takes runs is carried out
// once, when an answer first needs it.
type explainer struct {
	ctx      context.Context
	world    *scenarios.World
	paths    []*scenarios.Scenario // the main paths
	runs     []*scenarios.Run      // of the main paths
	compared []evidence.Comparison
	effects  *effect.Table
}

func NewExplainer(ctx context.Context, world *scenarios.World) (*explainer, error) {
	e := &explainer{ctx: ctx, world: world}
	var err error
	if e.paths, err = mainPaths(); err != nil {
		return nil, err
	}
	for _, s := range e.paths {
		run, err := s.Run(world, model.DefaultHorizon)
		if err != nil {
			return nil, err
		}
		e.runs = append(e.runs, run)
	}
	history, err := scenarios.History().Run(world, model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: model.DefaultHorizon.StepsPerYear})
	if err != nil {
		return nil, err
	}
	e.compared = evidence.Compare(history.Trajectory, model.EvidenceTable)
	return e, nil
}

// measured is what every parameter does to every outcome of the main paths.
func (e *explainer) measured() (*effect.Table, error) {
	if e.effects == nil {
		var err error
		if e.effects, err = effect.Measure(e.ctx, e.world, e.paths, model.DefaultHorizon); err != nil {
			return nil, err
		}
	}
	return e.effects, nil
}

// Explain answers for everything of that name; one name may be a lever and a
// path.
func (e *explainer) Explain(name string) (*blocks.Report, error) {
	r := &blocks.Report{Title: name + ": meaning, source and effect", Facts: blocks.Facts(blocks.Fact{Name: "world", Value: e.world.Marked()})}
	add := func(shown []blocks.Block, err error) error {
		r.Blocks = append(r.Blocks, shown...)
		return err
	}
	var err error
	if o := model.FindOutcome(name); o != nil && err == nil {
		err = add(e.outcome(o))
	}
	if p := model.FindParameter(name); p != nil && err == nil {
		err = add(e.parameter(p))
	}
	if l := model.FindLever(name); l != nil && err == nil {
		err = add(e.lever(l))
	}
	if s := model.FindSeries(name); s != nil && err == nil {
		err = add(e.series(s), nil)
	}
	if row := model.FindEvidence(name); row != nil && err == nil {
		err = add(e.evidence(row), nil)
	}
	switch path, lever, dotted := cutLast(name, "."); {
	case err != nil:
	case isFile(name):
		err = add(e.file(name))
	case dotted && (isFile(path) || slices.Contains(scenarios.PathNames(), path)):
		err = add(e.pathValue(path, lever))
	case dotted:
		err = &scenarios.UnknownError{Thing: "path", Name: path, Known: scenarios.PathNames()}
	}
	if slices.Contains(scenarios.PathNames(), name) && err == nil {
		err = add(e.path(name))
	}
	if slices.Contains(scenarios.WorldNames(), name) && err == nil {
		err = add(e.anotherWorld(name))
	}
	for i := range scenarios.ShockTable {
		if k := &scenarios.ShockTable[i]; k.Name == name && err == nil {
			err = add(shockBlocks(k), nil)
		}
	}
	for i := range claims.Table() {
		if c := &claims.Table()[i]; claimName(c) == name && err == nil {
			err = add(claimBlocks(c), nil)
		}
	}
	if err != nil {
		return nil, err
	}
	if len(r.Blocks) == 0 {
		return nil, unexplained(name)
	}
	return r, nil
}

// cutLast cuts a name at the last separator.
func cutLast(name, separator string) (before, after string, found bool) {
	i := strings.LastIndex(name, separator)
	if i < 0 {
		return name, "", false
	}
	return name[:i], name[i+len(separator):], true
}

// isFile tells the name of a file from that of anything built in.
func isFile(name string) bool {
	ext := filepath.Ext(name)
	return ext == ".yaml" || ext == ".yml"
}

// claimName is the name by which a claim is asked for.
func claimName(c *claims.Claim) string { return fmt.Sprintf("claim-%d", c.Number) }

// Explainable lists every name that explain answers for.
func Explainable() []string {
	names := slices.Concat(model.OutcomeNames(), model.ParameterNames(), model.LeverNames(), model.SeriesNames(), model.EvidenceIDs(), scenarios.PathNames(), scenarios.WorldNames())
	for _, path := range scenarios.PathNames() {
		for _, lever := range model.LeverNames() {
			names = append(names, path+"."+lever)
		}
	}
	for i := range scenarios.ShockTable {
		names = append(names, scenarios.ShockTable[i].Name)
	}
	for i := range claims.Table() {
		names = append(names, claimName(&claims.Table()[i]))
	}
	return names
}

// unexplained refuses a name; a list of all would fill the screen.
func unexplained(name string) error {
	next := "crossroads describe lists outcomes, parameters, levers, stocks, evidence, scenarios and worlds"
	if c := scenarios.Closest(name, Explainable()); c != "" {
		next = fmt.Sprintf("did you mean %s?", c)
	}
	return flags.Usagef("unknown name %q; %s", name, next)
}

// outcome explains an outcome.
func (e *explainer) outcome(o *model.Outcome) ([]blocks.Block, error) {
	effects, err := e.measured()
	if err != nil {
		return nil, err
	}
	says := blocks.Block{Title: "Outcome: " + o.Label + " [" + o.Unit + "]", Notes: []string{o.Doc + " Measured " + o.Span.Words() + "."}}
	if o.Payer != "" {
		says.Notes = append(says.Notes, "Who pays: "+o.Payer+". In 2025 dollars, undiscounted, not added to money that others pay.")
	}
	if len(o.Parts) > 0 {
		says.Notes = append(says.Notes, "The sum of "+table.Sentence(o.Parts)+".")
	}
	if strings.HasPrefix(o.Name, "deaths_") {
		says.Notes = append(says.Notes, "There are two death counts: deaths_civilian_security without militants, deaths_all with them. Deaths are never discounted or converted into money.")
	}
	values := blocks.Block{Name: "values", Title: "Value on each path", Columns: []blocks.Column{{Name: "path", Head: "path", Width: 16}, {Name: "value", Head: e.world.Name, Width: 0}}}
	for _, run := range e.runs {
		values.Rows = append(values.Rows, []any{run.Scenario.Name, blocks.Compared{Value: o.Of(run.Years), Difference: o.Of(run.Years) - o.Of(e.runs[0].Years), Unit: o.Unit, Reference: run == e.runs[0]}})
	}
	values.Notes = []string{"Second number: difference to " + e.paths[0].Name + "."}
	shown := []blocks.Block{says, values, e.observing("Reported figures", o.Name, o.Parts)}

	movers := blocks.Block{Name: "largest_effects", Title: "Assumptions with the largest effect, each varied alone over its documented range", Columns: []blocks.Column{
		{Name: "parameter", Head: "parameter", Width: 19}, {Name: "confidence", Head: "confidence", Width: 15}, {Name: "reference", Head: "on " + e.paths[0].Name, Width: 0}, {Name: "difference", Head: scenarios.Contrast[0] + "\nminus " + scenarios.Contrast[1], Width: 0},
		{Name: "beside", Head: scenarios.Beside + "\nminus " + scenarios.Contrast[1], Width: 0},
	}}
	reference := effects.Effects(0, o)
	first, second, beside := e.place(scenarios.Contrast[0]), e.place(scenarios.Contrast[1]), e.place(scenarios.Beside)
	differences, asides := effects.Differences(first, second, o), effects.Differences(beside, second, o)
	moved := 0
	for i := range reference {
		r := &reference[i]
		if r.Range() == 0 || moved == 8 {
			break
		}
		moved++
		movers.Rows = append(movers.Rows, []any{r.Parameter.Name, string(r.Parameter.Confidence), effectRange(r, o.Unit), effectRange(effect.Find(differences, r.Parameter), o.Unit), effectRange(effect.Find(asides, r.Parameter), o.Unit)})
	}
	switch {
	case moved == 0:
		movers.Notes = []string{"No assumption changes it on this path: it follows from the levers alone."}
	default:
		share := effect.JudgementShare(reference)
		words := fmt.Sprintf("Change at the low end / at the high end. The central values are %s on %s and %s for the first difference. Assumptions based on judgement cause %.0f%% of the sensitivity on %s and %.0f%% for that difference.",
			table.Amount(effects.Mid(0, o), o.Unit), e.paths[0].Name, plots.Signed(effects.Mid(first, o)-effects.Mid(second, o)), 100*share, e.paths[0].Name, 100*effect.JudgementShare(differences))
		if share > 0.5 {
			words += " It is mainly authors' judgement."
		}
		movers.Notes = []string{words}
	}
	return append(shown, movers), nil
}

// place is the place of a main path.
func (e *explainer) place(name string) int {
	return slices.IndexFunc(e.paths, func(s *scenarios.Scenario) bool { return s.Name == name })
}

// effectRange is the change of a number at both ends of a parameter.
func effectRange(e *effect.Effect, unit string) string {
	return ends(e.Low-e.Mid, e.High-e.Mid, unit)
}

// ends is a change at the low and one at the high end.
func ends(low, high float64, unit string) string {
	return plots.Plus(table.Amount(low, unit)) + " / " + plots.Plus(table.Amount(high, unit))
}

// observing lists the rows of the ledger that observe a quantity, with the
// model beside them.
func (e *explainer) observing(title, name string, parts []string) blocks.Block {
	t := blocks.Block{Name: "reported", Title: title, Columns: []blocks.Column{
		{Name: "id", Head: "id", Width: 19}, {Name: "quantity", Head: "quantity", Width: 26}, {Name: "cited", Head: "reported", Width: 0}, {Name: "modelled", Head: "model", Width: 0}, {Name: "miss", Head: "model off", Width: 10}, {Name: "status", Head: "status", Width: 10}, {Name: "source", Head: "source", Width: 13},
	}}
	for i := range e.compared {
		c := &e.compared[i]
		names := c.Evidence.Observes.Names()
		if !slices.Contains(names, name) && !within(names, parts) {
			continue
		}
		source, _, _ := strings.Cut(c.Evidence.Source, ";")
		t.Rows = append(t.Rows, []any{c.Evidence.ID, c.Evidence.Quantity, blocks.Input(*c.Evidence.Value), blocks.Measured{Value: c.Modelled, Unit: c.Evidence.Unit}, missWords(c), c.Evidence.Status, source})
	}
	if all := len(t.Rows); all > 12 {
		t.Rows = slices.DeleteFunc(t.Rows, func(row []any) bool {
			set := model.FindEvidence(row[0].(string)).Set
			return set != "essay" && set != "recommended"
		})
		t.Notes = []string{fmt.Sprintf("Only the essay's figures and our reading of all counts, 2021-2025. crossroads describe evidence lists %d more; explain ID says what each counts.", all-len(t.Rows))}
	} else if all == 0 {
		t.Notes = []string{"No source in the evidence table counts it."}
	} else {
		t.Notes = []string{"Figures for 2021-2025 that count it alone or with other things. explain ID says what each counts. A source may count only part of what the model calls an attack."}
	}
	return t
}

// within tells whether all names are among parts, of which there are some.
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
func (e *explainer) parameter(p *model.Parameter) ([]blocks.Block, error) {
	value := *p.Of(&e.world.Parameters)
	says := blocks.Block{Title: "Parameter: " + p.Label + " [" + p.Unit + "]"}
	notes := []string{
		p.Doc,
		fmt.Sprintf("Value %s in world %s. Documented: %s (%s). Central value: %s, %s. %s", blocks.Exact(value), e.world.Name, blocks.Exact(p.Documented), RangeWords(p.Low, p.High), blocks.Exact(p.Central), originWords(p), kindWords[p.Kind]),
		fmt.Sprintf("Confidence: %s. Source: %s.", p.Confidence, p.Source),
	}
	switch {
	case p.Literature == nil:
		notes = append(notes, "We found no number for it in the literature.")
	case p.Because != "":
		notes = append(notes, fmt.Sprintf("In the literature: %s (%s). The documented value differs: %s.", blocks.Exact(p.Literature.Centre), RangeWords(p.Literature.Low, p.Literature.High), p.Because))
	default:
		notes = append(notes, fmt.Sprintf("In the literature: %s (%s), the same as documented.", blocks.Exact(p.Literature.Centre), RangeWords(p.Literature.Low, p.Literature.High)))
	}
	var worlds []string
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		if v := *p.Of(&w.Parameters); v != p.Central {
			worlds = append(worlds, fmt.Sprintf("%s %s", name, blocks.Exact(v)))
		}
	}
	if len(worlds) > 0 {
		notes = append(notes, "Other worlds: "+strings.Join(worlds, ", ")+".")
	}
	if p.Fitted() {
		notes = append(notes, "Fitted: the value that agrees best with the documented range and with the reported figures C01 to C14, together with the other fitted assumptions (crossroads calibrate --centre).")
	}
	says.Notes = append(notes, standsIn(p.Name)...)
	shown := []blocks.Block{says, evidenceBlock(p.Evidence)}
	if p.Kind == model.Constant {
		return shown, nil
	}
	effects, err := e.measured()
	if err != nil {
		return nil, err
	}
	t := e.endsBlock("Effect of its range: change at the low end and at the high end, all else as in this world", func(path int, o *model.Outcome) (low, high float64) {
		one := effect.Find(effects.Effects(path, o), p)
		return one.Low - one.Mid, one.High - one.Mid
	})
	var ranks []string
	for _, name := range []string{"deaths_civilian_security", "deaths_all"} {
		list := effects.Effects(0, model.FindOutcome(name))
		at := slices.IndexFunc(list, func(x effect.Effect) bool { return x.Parameter == p })
		if list[at].Range() == 0 {
			ranks = append(ranks, fmt.Sprintf("it does not change %s", name))
		} else {
			ranks = append(ranks, fmt.Sprintf("%d change %s more", at, name))
		}
	}
	t.Notes = append(t.Notes, fmt.Sprintf("Of %d assumptions, on %s, %s. One at a time, so effects of combinations are not shown.", len(effects.Parameters), e.paths[0].Name, table.Sentence(ranks)))
	return append(shown, t), nil
}

// standsIn lists the equations in which a name stands.
func standsIn(name string) []string {
	var notes, plain []string
	for _, edge := range model.EdgeTable {
		if edge.From != name {
			continue
		}
		row := equation(edge.To)
		if edge.Start {
			plain = append(plain, fmt.Sprintf("%s at the start = %s", row.Name, row.Start))
			continue
		}
		words := fmt.Sprintf("%s = %s", row.Name, row.Text)
		if row.Kind == model.Stock {
			words = fmt.Sprintf("change of %s = %s", row.Name, row.Text)
		}
		sign := map[string]string{"+": "a higher value raises it", "−": "a higher value lowers it"}[edge.Sign]
		if sign == "" {
			sign = "a higher value raises it where " + edge.Condition + " and lowers it elsewhere"
		}
		plain = append(plain, fmt.Sprintf("%s (%s)", words, sign))
	}
	for i, words := range plain {
		if i == 0 {
			words = "Used in: " + words
		}
		notes = append(notes, words)
	}
	return notes
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

// evidenceBlock lists rows of the ledger in full.
func evidenceBlock(ids []string) blocks.Block {
	t := blocks.Block{Name: "evidence", Title: "Evidence", Columns: []blocks.Column{
		{Name: "id", Head: "id", Width: 19}, {Name: "quantity", Head: "quantity", Width: 24}, {Name: "figure", Head: "figure", Width: 14}, {Name: "status", Head: "status; qualifier", Width: 15}, {Name: "source", Head: "source", Width: 18},
	}}
	for _, id := range ids {
		row := model.FindEvidence(id)
		status := row.Status
		if row.Hedge != "none" {
			status += "; " + row.Hedge
		}
		t.Rows = append(t.Rows, []any{row.ID, row.Quantity, FigureWords(row), status, row.Source})
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"No row of the evidence table bears on it. It is the authors' judgement."}
	}
	return t
}

// endsBlock is a table of headline outcomes by main path, each the change at
// the low and at the high end.
func (e *explainer) endsBlock(title string, change func(path int, o *model.Outcome) (low, high float64)) blocks.Block {
	t := blocks.Block{Name: "effects", Title: title, Columns: []blocks.Column{{Name: "outcome", Head: "outcome", Width: 24}, {Name: "end", Head: "end", Width: 0}}}
	for _, s := range e.paths {
		t.Columns = append(t.Columns, blocks.Column{Name: s.Name, Head: strings.ReplaceAll(s.Name, "-", "-\n"), Width: 0})
	}
	var still []string
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		if !o.Headline {
			continue
		}
		low, high, moves := []any{o.Name, "low"}, []any{o.Name, "high"}, false
		for path := range e.paths {
			l, h := change(path, o)
			moves = moves || l != 0 || h != 0
			low, high = append(low, blocks.SignedAmount{Value: l, Unit: o.Unit}), append(high, blocks.SignedAmount{Value: h, Unit: o.Unit})
		}
		if moves {
			t.Rows = append(t.Rows, low, high)
		} else {
			still = append(still, o.Name)
		}
	}
	if len(still) > 0 {
		t.Notes = append(t.Notes, "It does not change "+table.Sentence(still)+".")
	}
	return t
}
