// SPDX-License-Identifier: Apache-2.0

// Package describe has the commands that look things up in the model and its
// evidence: describe and explain.
package describe

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
)

// descriptions are the tables that describe prints, in the order of the help
// text.
var descriptions = []struct {
	name, title string
	report      func(*DescribeOptions) (*blocks.Report, error)
}{
	{"levers", "Levers: what the actors choose", DescribeLevers},
	{"parameters", "Assumptions: what no one controls", DescribeParameters},
	{"stocks", "Stocks, auxiliaries and flows", DescribeStocks},
	{"equations", "Equations: how each quantity follows from others", DescribeEquations},
	{"schedule", "Schedule: the order of a run, and a path month by month", describeSchedule},
	{"loops", "Feedback loops, and which are dominant when", describeLoops},
	{"outcomes", "Outcomes: single numbers computed from a run", describeOutcomes},
	{"scenarios", "Built-in policy paths", describeScenarios},
	{"worlds", "Built-in worlds", describeWorlds},
	{"evidence", "Evidence: reported figures compared with the model", describeEvidence},
	{"ledger", "How to write an evidence table of your own counts", describeLedger},
	{"shocks", "Kinds of shock a scenario file may contain", describeShocks},
	{"language", "The language of scenario and world files", describeLanguage},
	{"claims", "Claims: what the model must show, and what others say", DescribeClaims},
	{"results", "Results: the built-in paths in every world and over draws", describeResults},
}

// DescribeOptions are the flags of describe.
type DescribeOptions struct {
	flags.Options
	Tilt bool
	path string // for the tables that are of a path
}

// ofPath are the tables that may be of a path, in a world, until a year.
var ofPath = []string{"equations", "schedule", "loops"}

// TableNames lists the names of descriptions.
func TableNames() []string {
	var names []string
	for _, d := range descriptions {
		names = append(names, d.name)
	}
	return names
}

// NewDescribe makes the command that prints the tables of the model.
func NewDescribe() *cobra.Command {
	var o DescribeOptions
	names := TableNames()
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
	o.Format = "text"
	c.Flags().Var(&flags.Choice{Word: &o.Format, Known: append([]string{"text", "md", "json", "csv"}, equationForms...)}, "format", "text, md, json or csv; for equations also xmile or latex")
	c.Flags().StringVar(&o.Table, "table", "", "show this table only; list names them")
	o.BindWorld(c)
	o.BindUntil(c)
	c.Flags().BoolVar(&o.Tilt, "tilt", false, "parameters: show where central values differ from the literature and which path that favours")
	c.RunE = func(c *cobra.Command, args []string) error {
		o.path, o.AnyStart = scenarios.Reference, args[0] == "schedule"
		if len(args) == 2 {
			o.path = args[1]
		}
		if slices.Contains(equationForms, o.Format) {
			return exportEquations(c.OutOrStdout(), &o)
		}
		for _, d := range descriptions {
			if d.name != args[0] {
				continue
			}
			r, err := d.report(&o)
			if err != nil {
				return err
			}
			r.Title, r.Facts = d.title, append(blocks.Facts(), r.Facts...)
			return blocks.Show(c, &o.Output, r)
		}
		return nil
	}
	return c
}

// RangeWords is a range as "low to high".
func RangeWords(low, high float64) blocks.Extent {
	return blocks.Extent{Low: low, High: high, Exact: true}
}

func DescribeLevers(*DescribeOptions) (*blocks.Report, error) {
	t := blocks.Block{Columns: []blocks.Column{
		{Name: "name", Head: "name", Width: 18}, {Name: "unit", Head: "unit", Width: 15}, {Name: "range", Head: "range", Width: 9}, {Name: "actor", Head: "actor", Width: 10},
		{Name: "words", Head: "at the low end; today; at the high end", Width: 38},
	}}
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		t.Rows = append(t.Rows, []any{l.Name, l.Unit, RangeWords(l.Low, l.High), l.Actor,
			fmt.Sprintf("%s; today %s: %s; %s", l.AtLow, blocks.Exact(l.Today), l.AtToday, l.AtHigh)})
	}
	meaning := blocks.Block{Name: "meaning", Title: "Meaning", Columns: []blocks.Column{{Name: "name", Head: "name", Width: 18}, {Name: "doc", Head: "meaning", Width: 37}, {Name: "essay", Head: "idea in the essay", Width: 19}, {Name: "source", Head: "source of the range", Width: 19}}}
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		meaning.Rows = append(meaning.Rows, []any{l.Name, l.Doc, l.Essay, l.Source})
	}
	raised, err := RaisedLevers()
	if err != nil {
		return nil, err
	}
	return &blocks.Report{Blocks: []blocks.Block{t, meaning, raised}}, nil
}

func DescribeParameters(o *DescribeOptions) (*blocks.Report, error) {
	if o.Tilt {
		return describeTilt()
	}
	t := blocks.Block{Columns: []blocks.Column{
		{Name: "name", Head: "name", Width: 19}, {Name: "unit", Head: "unit", Width: 19}, {Name: "low", Head: "low", Width: 0}, {Name: "documented", Head: "docu-\nmented", Width: 0}, {Name: "central", Head: "central", Width: 0}, {Name: "high", Head: "high", Width: 0},
		{Name: "kind", Head: "kind", Width: 10}, {Name: "confidence", Head: "confidence", Width: 11},
	}}
	rests := blocks.Block{Name: "sources", Title: "Sources", Columns: []blocks.Column{{Name: "name", Head: "name", Width: 19}, {Name: "source", Head: "source", Width: 77}}}
	for i := range model.ParameterTable {
		p := &model.ParameterTable[i]
		source := p.Source
		if p.Because != "" {
			source += "; the documented value differs because " + p.Because
		}
		if p.Fitted() {
			source += "; central value " + originWords(p)
		}
		t.Rows = append(t.Rows, []any{p.Name, p.Unit, blocks.Input(p.Low), blocks.Input(p.Documented), blocks.Input(p.Central), blocks.Input(p.High), string(p.Kind), string(p.Confidence)})
		rests.Rows = append(rests.Rows, []any{p.Name, source})
	}
	t.Notes = []string{calibratedSentence()}
	return &blocks.Report{Blocks: []blocks.Block{t, rests}}, nil
}

func DescribeStocks(*DescribeOptions) (*blocks.Report, error) {
	r := &blocks.Report{}
	for _, kind := range []model.SeriesKind{model.Stock, model.Total, model.Auxiliary, model.Flow} {
		t := blocks.Block{Title: map[model.SeriesKind]string{
			model.Stock: "Stocks", model.Total: "Running totals", model.Auxiliary: "Auxiliaries", model.Flow: "Flows",
		}[kind], Columns: []blocks.Column{{Name: "name", Head: "name", Width: 28}, {Name: "unit", Head: "unit", Width: 22}, {Name: "doc", Head: "meaning", Width: 46}}}
		for i := range model.SeriesTable {
			if s := &model.SeriesTable[i]; s.Kind == kind {
				t.Rows = append(t.Rows, []any{s.Name, s.Unit, s.Doc})
			}
		}
		r.Blocks = append(r.Blocks, t)
	}
	return r, nil
}

func describeOutcomes(*DescribeOptions) (*blocks.Report, error) {
	t := blocks.Block{Columns: []blocks.Column{
		{Name: "name", Head: "name", Width: 24}, {Name: "unit", Head: "unit", Width: 11}, {Name: "span", Head: "over", Width: 13}, {Name: "doc", Head: "meaning", Width: 30}, {Name: "payer", Head: "who pays", Width: 14},
	}}
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		doc := o.Doc
		if len(o.Parts) > 0 {
			doc += " Sum of " + table.Sentence(o.Parts) + "."
		}
		t.Rows = append(t.Rows, []any{o.Name, o.Unit, o.Span.Words(), doc, o.Payer})
	}
	return &blocks.Report{Blocks: []blocks.Block{t}}, nil
}

func describeScenarios(*DescribeOptions) (*blocks.Report, error) {
	t := blocks.Block{Columns: []blocks.Column{{Name: "name", Head: "name", Width: 18}, {Name: "label", Head: "label", Width: 16}, {Name: "starts", Head: "starts", Width: 0}, {Name: "from", Head: "builds on", Width: 15}, {Name: "doc", Head: "meaning", Width: 38}}}
	levers := blocks.Block{Name: "levers", Title: "Levers in 2026 and 2040", Columns: []blocks.Column{{Name: "name", Head: "name", Width: 18}}}
	for i := range model.LeverTable {
		levers.Columns = append(levers.Columns, blocks.Column{Name: model.LeverTable[i].Name, Head: strings.ReplaceAll(model.LeverTable[i].Name, "_", "\n"), Width: 0})
	}
	for _, name := range scenarios.BuiltinNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		t.Rows = append(t.Rows, []any{s.Name, s.Label, s.Starts.String(), s.From.Name, s.Doc})
		months := s.Plan(model.DefaultHorizon).Months
		row := []any{s.Name}
		for i := range model.LeverTable {
			row = append(row, span(*model.LeverTable[i].Of(&months[model.Fork-model.HistoryStart]), *model.LeverTable[i].Of(&months[len(months)-1])))
		}
		levers.Rows = append(levers.Rows, row)
	}
	records := blocks.Block{Name: "records", Title: "Records of what happened; they run only when named", Columns: []blocks.Column{{Name: "name", Head: "name", Width: 19}, {Name: "label", Head: "label", Width: 16}, {Name: "ends", Head: "ends", Width: 0}, {Name: "doc", Head: "meaning", Width: 45}}}
	for _, name := range scenarios.RecordNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		records.Rows = append(records.Rows, []any{s.Name, s.Label, (s.End - 1).String(), s.Doc})
	}
	return &blocks.Report{Blocks: []blocks.Block{t, levers, records}}, nil
}

// span writes a value that stays, or the first and the last.
func span(first, last float64) string {
	if first == last {
		return plots.Number(first)
	}
	return plots.Number(first) + "→" + plots.Number(last)
}

func describeWorlds(*DescribeOptions) (*blocks.Report, error) {
	t := blocks.Block{Columns: []blocks.Column{{Name: "name", Head: "name", Width: 15}, {Name: "doc", Head: "what it assumes", Width: 40}, {Name: "parameters", Head: "changed values (central value)", Width: 38}}}
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		var changes []string
		for _, p := range w.Set {
			changes = append(changes, fmt.Sprintf("%s %s (%s)", p.Name, blocks.Exact(*p.Of(&w.Parameters)), blocks.Exact(p.Central)))
		}
		t.Rows = append(t.Rows, []any{w.Name, w.Doc, strings.Join(changes, ", ")})
	}
	return &blocks.Report{Blocks: []blocks.Block{t}}, nil
}

// describeLanguage is the one page on how files are written.
func describeLanguage(*DescribeOptions) (*blocks.Report, error) {
	r := &blocks.Report{Sentences: scenarios.LanguageNotes()}
	for _, section := range scenarios.Language() {
		t := blocks.Block{Title: section.Title, Columns: []blocks.Column{{Name: "key", Head: "key", Width: 13}, {Name: "doc", Head: "meaning", Width: 38}, {Name: "example", Head: "example", Width: 42}}}
		for _, k := range section.Keys {
			t.Rows = append(t.Rows, []any{k.Name, sentence(k.Value) + " " + k.Doc, k.Example})
		}
		r.Blocks = append(r.Blocks, t)
	}
	return r, nil
}

func describeShocks(*DescribeOptions) (*blocks.Report, error) {
	t := blocks.Block{Columns: []blocks.Column{{Name: "name", Head: "name", Width: 21}, {Name: "doc", Head: "what it does", Width: 34}, {Name: "fields", Head: "numbers beside at: (range, default)", Width: 38}}}
	for i := range scenarios.ShockTable {
		k := &scenarios.ShockTable[i]
		var fields []string
		for _, f := range k.Fields {
			usual := "required"
			if f.Default != nil {
				usual = blocks.Exact(*f.Default)
			}
			fields = append(fields, fmt.Sprintf("%s [%s] (%s, %s)", f.Name, f.Unit, RangeWords(f.Low, f.High), usual))
		}
		t.Rows = append(t.Rows, []any{k.Name, k.Doc, strings.Join(fields, "; ")})
	}
	return &blocks.Report{Blocks: []blocks.Block{t}}, nil
}
