// SPDX-License-Identifier: Apache-2.0

// Package describe has the commands that look things up in the model and its
// evidence: describe and explain.
package describe

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
)

// topics are what describe prints, in the order of the help text.
var topics = []struct {
	name, title string
	document    func(*options) (*table.Document, error)
}{
	{"levers", "Levers: what the actors choose", func(*options) (*table.Document, error) { return Levers() }},
	{"parameters", "Assumptions: what no one controls", parameters},
	{"stocks", "Stocks, auxiliaries and flows", func(*options) (*table.Document, error) { return Stocks(), nil }},
	{"equations", "Equations: how each quantity follows from others", func(*options) (*table.Document, error) { return Equations(), nil }},
	{"schedule", "Schedule: the order of a run, and a path month by month", schedule},
	{"loops", "Feedback loops, and which are dominant when", pathLoops},
	{"outcomes", "Outcomes: single numbers computed from a run", outcomes},
	{"scenarios", "Built-in policy paths", paths},
	{"worlds", "Built-in worlds", worlds},
	{"evidence", "Evidence: reported figures compared with the model", worldEvidence},
	{"ledger", "How to write an evidence table of your own counts", ledgerForm},
	{"shocks", "Kinds of shock a scenario file may contain", shocks},
	{"language", "The language of scenario and world files", language},
	{"claims", "Claims: what the model must show, and what others say", func(*options) (*table.Document, error) { return Claims() }},
	{"results", "Results: the built-in paths in every world and over draws", results},
}

// options are the flags of describe.
type options struct {
	flags.Options
	tilt bool
	path string // for the topics that are of a path
}

// ofPath are the topics that may be of a path, in a world, until a year.
var ofPath = []string{"equations", "schedule", "loops"}

// Topics lists the names of what describe prints.
func Topics() []string {
	var names []string
	for _, t := range topics {
		names = append(names, t.name)
	}
	return names
}

// NewDescribe makes the command that prints the tables of the model.
func NewDescribe() *cobra.Command {
	var o options
	names := Topics()
	c := &cobra.Command{
		Use:     "describe " + strings.Join(names, "|") + " [PATH | FILE.yaml]",
		Short:   "List levers, assumptions, equations or evidence",
		Long:    model.Label + "\n\nPrints one table of the model. Every number has its unit and source.",
		Example: "  crossroads describe parameters\n  crossroads describe loops three-pillar --world backlash\n  crossroads describe equations kinetic --format xmile > kinetic.xmile",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 2 && slices.Contains(ofPath, args[0]) {
				args = args[:1]
			}
			if err := flags.OneArgument("table: "+strings.Join(names, ", "))(c, args); err != nil {
				return err
			}
			if !slices.Contains(names, args[0]) {
				return flags.Usagef("%s", scenarios.Unknown("table", args[0], names))
			}
			for _, flag := range []string{"world", "until"} {
				if c.Flags().Changed(flag) && !slices.Contains(ofPath, args[0]) && !(flag == "world" && args[0] == "evidence") {
					return flags.Usagef("describe %s --%s: this table does not depend on it; use it with %s", args[0], flag, table.Sentence(ofPath))
				}
			}
			if slices.Contains(equationForms, o.Format) && args[0] != "equations" {
				return flags.Usagef("describe %s --format %s: only describe equations has this format; use text, md, json or csv", args[0], o.Format)
			}
			return nil
		},
	}
	o.BindFormat(c)
	format := c.Flags().Lookup("format")
	format.Value = &flags.Choice{Word: &o.Format, Known: append(slices.Clone(flags.Formats), equationForms...)}
	format.Usage += "; for equations also " + table.Sentence(equationForms)
	o.BindWorld(c)
	o.BindUntil(c)
	c.Flags().BoolVar(&o.tilt, "tilt", false, "parameters: show where central values differ from the literature and which path that favours")
	c.RunE = func(c *cobra.Command, args []string) error {
		o.path, o.AnyStart = scenarios.Reference, args[0] == "schedule"
		if len(args) == 2 {
			o.path = args[1]
		}
		if slices.Contains(equationForms, o.Format) {
			return exportEquations(c.OutOrStdout(), &o)
		}
		d, err := o.answer(args[0])
		if err != nil {
			return err
		}
		return o.Show(c, d)
	}
	return c
}

// answer is what describe prints of a topic.
func (o *options) answer(topic string) (*table.Document, error) {
	t := topics[slices.Index(Topics(), topic)]
	d, err := t.document(o)
	if err != nil {
		return nil, err
	}
	d.Title, d.Facts = t.title, table.Facts(d.Facts...)
	d.Single = len(d.Tables) == 1
	return d, nil
}

// unitColumn shows people the unit of the numbers of a row; machines get it beside
// the numbers.
func unitColumn(width int) table.Column { return table.Sentences("measured_in", "unit", width) }

// Levers says what each lever is, its range, and what raising it alone does.
func Levers() (*table.Document, error) {
	t := &table.Table{Name: "levers", Title: "Ranges and actors", Columns: []table.Column{
		table.Words("name", "name", 18), unitColumn(15), table.Ranges("range", "range", ""), table.Numbers("today", "", "").Meaning("value at the end of 2025"), table.Words("actor", "actor", 10),
		table.Words("at_low", "", 0).Meaning("what the low end means"), table.Words("at_today", "", 0).Meaning("what the value of today means"), table.Words("at_high", "", 0).Meaning("what the high end means"),
		table.Sentences("in_words", "at the low end; today; at the high end", 38),
	}}
	meaning := &table.Table{Name: "meaning", Title: "Meaning", Columns: []table.Column{
		table.Words("name", "name", 18), table.Words("doc", "meaning", 37), table.Words("essay", "idea in the essay", 19), table.Words("source", "source of the range", 19),
	}}
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		today := table.Input{V: l.Today, U: l.Unit}
		t.Add(table.Word(l.Name), table.Prose(l.Unit), table.Range{Low: l.Low, High: l.High, U: l.Unit, Exact: true}, today, table.Word(l.Actor),
			table.Word(l.AtLow), table.Word(l.AtToday), table.Word(l.AtHigh), table.Prose(fmt.Sprintf("%s; today %s: %s; %s", l.AtLow, today.Text(), l.AtToday, l.AtHigh)))
		meaning.Add(table.Word(l.Name), table.Word(l.Doc), table.Word(l.Essay), table.Word(l.Source))
	}
	raised, err := RaisedLevers()
	return &table.Document{Tables: []*table.Table{t, meaning, raised}}, err
}

// parameters says what each parameter is, or with --tilt where it departs from the
// literature.
func parameters(o *options) (*table.Document, error) {
	if o.tilt {
		return Tilt()
	}
	return Parameters(), nil
}

// Parameters says of each parameter its range, its kind and its source.
func Parameters() *table.Document {
	t := &table.Table{Name: "parameters", Title: "Values", Columns: []table.Column{
		table.Words("name", "name", 19), unitColumn(19), table.Numbers("low", "low", ""), table.Numbers("documented", "docu-\nmented", ""), table.Numbers("central", "central", ""), table.Numbers("high", "high", ""),
		table.Words("kind", "kind", 10), table.Words("confidence", "confidence", 11),
	}, Notes: []string{
		"uncertain: affects how the system develops; accounting: only splits deaths by group or converts to money. Ensembles draw both kinds and leave constants fixed.",
	}}
	sources := &table.Table{Name: "sources", Title: "Sources", Columns: []table.Column{
		table.Words("name", "name", 19), table.Words("source", "source", 77), table.Words("because", "", 0).Meaning("why the documented value differs from the literature"), table.YesNos("fitted", "").Meaning("whether the central value is fitted to the counts"),
	}}
	for i := range model.ParameterTable {
		p := &model.ParameterTable[i]
		input := func(v float64) table.Cell { return table.Input{V: v, U: p.Unit} }
		t.Add(table.Word(p.Name), table.Prose(p.Unit), input(p.Low), input(p.Documented), input(p.Central), input(p.High), table.Word(p.Kind), table.Word(p.Confidence))
		sources.Add(table.Word(p.Name), table.Word(p.Source), wordOrNothing(p.Because), table.YesNo(p.Fitted()))
	}
	return &table.Document{Answer: origin(), Tables: []*table.Table{t, fittedTable(), sources}}
}

// wordOrNothing is a text, or nothing where there is none.
func wordOrNothing(s string) table.Cell {
	if s == "" {
		return table.Nothing{}
	}
	return table.Word(s)
}

// Stocks lists every stock, running total, auxiliary and flow.
func Stocks() *table.Document {
	d := &table.Document{}
	for _, kind := range []struct {
		of          model.SeriesKind
		name, title string
	}{{model.Stock, "stocks", "Stocks"}, {model.Total, "running_totals", "Running totals"}, {model.Auxiliary, "auxiliaries", "Auxiliaries"}, {model.Flow, "flows", "Flows"}} {
		t := &table.Table{Name: kind.name, Title: kind.title, Columns: []table.Column{table.Words("name", "name", 28), table.Words("unit", "unit", 22), table.Words("doc", "meaning", 46)}}
		for i := range model.SeriesTable {
			if s := &model.SeriesTable[i]; s.Kind == kind.of {
				t.Add(table.Word(s.Name), table.Word(s.Unit), table.Word(s.Doc))
			}
		}
		d.Tables = append(d.Tables, t)
	}
	return d
}

// outcomes lists every outcome.
func outcomes(*options) (*table.Document, error) {
	t := &table.Table{Name: "outcomes", Title: "Outcomes", Columns: []table.Column{
		table.Words("name", "name", 24), table.Words("unit", "unit", 11), table.Words("span", "over", 13), table.Words("doc", "meaning", 30), table.Words("payer", "who pays", 14),
		table.Words("parts", "", 0).Meaning("outcomes of which it is the sum"),
	}}
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		doc := o.Doc
		if len(o.Parts) > 0 {
			doc += " Sum of " + table.Sentence(o.Parts) + "."
		}
		t.Add(table.Word(o.Name), table.Word(o.Unit), table.Word(o.Span.Words()), table.Word(doc), wordOrNothing(o.Payer), wordOrNothing(strings.Join(o.Parts, " ")))
	}
	return &table.Document{Tables: []*table.Table{t}}, nil
}

// paths lists the built-in paths and what they do with each lever.
func paths(*options) (*table.Document, error) {
	t := &table.Table{Name: "paths", Title: "Paths", Columns: []table.Column{
		table.Words("name", "name", 18), table.Words("path_label", "label", 16), table.Words("starts", "starts", 0), table.Words("from", "builds on", 15), table.Words("doc", "meaning", 38),
	}}
	levers := &table.Table{Name: "levers", Title: "Levers in 2026 and 2040", Across: "lever", Columns: []table.Column{
		table.Words("name", "name", 0), table.Words("lever", "lever", 0).AsKey(), table.Numbers("first", "", "").Meaning("value in 2026"), table.Numbers("last", "", "").Meaning("value in 2040"), table.Sentences("values", "values", 0),
	}}
	for _, name := range scenarios.BuiltinNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		t.Add(table.Word(s.Name), table.Word(s.Label), table.Word(s.Starts.String()), table.Word(s.From.Name), table.Word(s.Doc))
		for i := range model.LeverTable {
			l := &model.LeverTable[i]
			first, last := firstAndLast(s, l)
			words := first.Text()
			if first != last {
				words += "→" + last.Text()
			}
			levers.Add(table.Word(s.Name), table.Name{Name: l.Name, Label: strings.ReplaceAll(l.Name, "_", " ")}, first, last, table.Prose(words))
		}
	}
	records := &table.Table{Name: "records", Title: "Records of what happened; they run only when named", Columns: []table.Column{
		table.Words("name", "name", 19), table.Words("path_label", "label", 16), table.Words("ends", "ends", 0), table.Words("doc", "meaning", 45),
	}}
	for _, name := range scenarios.RecordNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		records.Add(table.Word(s.Name), table.Word(s.Label), table.Word((s.End - 1).String()), table.Word(s.Doc))
	}
	return &table.Document{Tables: []*table.Table{t, levers, records}}, nil
}

// firstAndLast are the values of a lever on a path at the policy start and at the
// end.
func firstAndLast(s *scenarios.Scenario, l *model.Lever) (first, last table.Setting) {
	months := s.Plan(model.DefaultHorizon).Months
	return table.Setting{V: *l.Of(&months[model.Fork-model.HistoryStart]), U: l.Unit}, table.Setting{V: *l.Of(&months[len(months)-1]), U: l.Unit}
}

// worlds lists the built-in worlds and the assumptions they set.
func worlds(*options) (*table.Document, error) {
	t := &table.Table{Name: "worlds", Title: "Worlds", Columns: []table.Column{
		table.Words("name", "name", 15), table.Words("doc", "what it assumes", 40), table.Sentences("changes", "changed values (central value)", 38),
	}}
	values := &table.Table{Name: "assumptions", Columns: []table.Column{
		table.Words("world", "world", 15), table.Words("parameter", "assumption", 19).AsKey(), table.Numbers("value", "value in the world", ""), table.Numbers("central", "central value", ""),
	}}
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		var changes []string
		for _, p := range w.Set {
			value, central := table.Input{V: *p.Of(&w.Parameters), U: p.Unit}, table.Input{V: p.Central, U: p.Unit}
			values.Add(table.Word(w.Name), table.Word(p.Name), value, central)
			changes = append(changes, fmt.Sprintf("%s %s (%s)", p.Name, value.Text(), central.Text()))
		}
		t.Add(table.Word(w.Name), table.Word(w.Doc), table.Prose(strings.Join(changes, ", ")))
	}
	return &table.Document{Tables: []*table.Table{t, values}}, nil
}

// language is the one page on how files are written.
func language(*options) (*table.Document, error) {
	rules := &table.Table{Name: "rules", Title: "How files are read", Columns: []table.Column{table.Counts("order", "rule"), table.Words("doc", "meaning", 92)}}
	for i, note := range scenarios.LanguageNotes() {
		rules.Add(table.Count(i+1), table.Word(note))
	}
	d := &table.Document{Tables: []*table.Table{rules}}
	for _, section := range scenarios.Language() {
		t := &table.Table{Name: section.Name, Title: section.Title, Columns: []table.Column{table.Words("key", "key", 13), table.Words("doc", "meaning", 38), table.Words("example", "example", 42)}}
		for _, k := range section.Keys {
			t.Add(table.Word(k.Name), table.Word(sentence(k.Value)+" "+k.Doc), table.Word(k.Example))
		}
		d.Tables = append(d.Tables, t)
	}
	return d, nil
}

// shocks lists the kinds of shock and their numbers.
func shocks(*options) (*table.Document, error) {
	t := &table.Table{Name: "shocks", Title: "Shocks", Columns: []table.Column{
		table.Words("name", "name", 21), table.Words("doc", "what it does", 34), table.Sentences("fields", "numbers beside at: (range, default)", 38),
	}}
	numbers := &table.Table{Name: "numbers", Columns: []table.Column{
		table.Words("shock", "shock", 0), table.Words("field", "key", 0).AsKey(), table.Words("doc", "meaning", 0), table.Ranges("range", "range", ""), table.Numbers("default", "value where the file sets none; nothing if it must", ""),
	}}
	for i := range scenarios.ShockTable {
		k := &scenarios.ShockTable[i]
		var fields []string
		for _, f := range k.Fields {
			within := table.Range{Low: f.Low, High: f.High, U: f.Unit, Exact: true}
			usual, words := table.Cell(table.Nothing{}), "required"
			if f.Default != nil {
				usual = table.Input{V: *f.Default, U: f.Unit}
				words = usual.Text()
			}
			numbers.Add(table.Word(k.Name), table.Word(f.Name), table.Word(f.Doc), within, usual)
			fields = append(fields, fmt.Sprintf("%s [%s] (%s, %s)", f.Name, f.Unit, within.Text(), words))
		}
		t.Add(table.Word(k.Name), table.Word(k.Doc), table.Prose(strings.Join(fields, "; ")))
	}
	return &table.Document{Tables: []*table.Table{t, numbers}}, nil
}
