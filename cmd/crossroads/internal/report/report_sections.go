// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"crossroads/cmd/crossroads/internal/describe"
	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/start"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
)

// reportSections are the sections of a report after its summary: what comes out
// and what changes it, then the details.
var reportSections = []func(*Data) (section, error){
	resultsSection,
	figuresSection,
	worldsSection,
	drawsSection,
	decidesSection,
	debateSection,
	contextSection,
	inputsSection, // the details begin here
	claimsSection,
	evidenceSection,
	assumptionsSection,
	modelSection,
	filesSection,
	glossarySection,
}

// inputsSection is what each path does.
func inputsSection(a *Data) (section, error) {
	s := section{ID: "inputs", Title: "What each path does", Details: true, Words: []string{
		"A path is what actors choose: levers over time, and nothing else. All paths share one history up to the policy start in " + fmt.Sprint(model.Fork.Year()) +
			". We chose the levels unless a path says otherwise. To change one, edit the file at the end.",
	}}
	says := &table.Table{Columns: []table.Column{table.Words("path", "path", 18), table.Words("doc", "what it stands for", 60)}}
	for _, path := range a.Paths {
		says.Add(table.Path(path), table.Word(path.Doc))
	}
	s.Tables = []*table.Table{says}
	if marked := early(a.Runs); marked != "" {
		s.Sentences = append(s.Sentences, marked)
	}
	levers := &table.Table{Title: "Levers over time, as in a scenario file", Columns: []table.Column{table.Words("lever", "lever", 0)}}
	for _, path := range a.Paths {
		levers.Columns = append(levers.Columns, table.Words(path.Name, path.Label, 0))
	}
	for i := range model.LeverTable {
		row := []table.Cell{table.Word(model.LeverTable[i].Label + unitWords(model.LeverTable[i].Unit))}
		for _, path := range a.Paths {
			row = append(row, table.Word(leverWords(path.LaidOut(&model.LeverTable[i]))))
		}
		levers.Add(row...)
	}
	f, err := document.ShowFigure(plots.Levers(a.Runs, a.Against), levers)
	if err != nil {
		return s, err
	}
	s.Figures = []document.ShownFigure{f}
	words, err := describe.Levers()
	if err != nil {
		return s, err
	}
	s.Folded = []folded{{Title: "What each lever means, who sets it, and its range", Tables: words.Tables[:2]}}
	return s, nil
}

// early names the paths that leave the common history before the fork.
func early(runs []*scenarios.Run) string {
	var names []string
	for _, r := range runs {
		if r.Scenario.LeavesEarly() {
			names = append(names, r.Scenario.Label)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "Earlier start than on the other paths, so not like for like: " + table.Sentence(names) + "."
}

// leverWords says what a lever does over time: "0.3, 0.8 by 2030, 0.5 from 2034".
func leverWords(schedule scenarios.Schedule) string {
	var words []string
	for i, p := range schedule {
		at := strings.TrimSuffix(p.At.String(), "-01")
		switch value := plots.Exact(p.Value); {
		case i == 0:
			words = append(words, value)
		case p.Ramp:
			words = append(words, value+" by "+at)
		default:
			words = append(words, value+" from "+at)
		}
	}
	return strings.Join(words, ", ")
}

// unitWords is a unit in brackets, if there is one.
func unitWords(unit string) string {
	if unit == "1" {
		return ""
	}
	return " [" + unit + "]"
}

// resultsSection is every outcome of every path in the chosen world.
func resultsSection(a *Data) (section, error) {
	judged, err := a.judgement()
	if err != nil {
		return section{}, err
	}
	tables := start.ComparisonTables(a.Runs, a.Against)
	judged.MarkTables(tables)
	sentences := append(start.FewestSentences(a.Runs), start.RulesAndBudget(a.Runs...)...)
	s := section{ID: "results", Title: fmt.Sprintf("Results in the world %s", a.World.Label), Tables: tables, Sentences: sentences, Words: []string{
		a.World.Doc,
		fmt.Sprintf("All numbers are for %d to %d. The second number in a cell is the difference from %s. Nothing is ranked: the two death counts stand side by side, and money has a column for each group that pays.",
			model.Fork.Year(), a.Against.Years.Last(), a.Against.Scenario.Label),
	}}
	return s, nil
}

// figuresSection is the paths drawn, each figure with its numbers.
func figuresSection(a *Data) (section, error) {
	s := section{ID: "figures", Title: "The paths as figures", Explore: true, Words: []string{
		"Dots are reported figures. Every line comes from the model, before the policy start too. The text under each figure describes it for readers who cannot see it.",
	}}
	outcome := model.FindOutcome
	judged, err := a.judgement()
	if err != nil {
		return s, err
	}
	for _, one := range []struct {
		figure *plots.Figure
		data   []*table.Table
	}{
		{plots.Fork(a.Runs, a.Against, outcome("deaths_civilian_security")), a.yearly(false, outcome("deaths_civilian_security"), outcome("deaths_all"))},
		{plots.Difference(a.Runs, a.Against), a.yearly(true, outcome("deaths_civilian_security"), outcome("deaths_all"))},
		{plots.Outcomes(a.Runs, a.Against), a.yearly(false, outcome("attacks"), outcome("fighters"), outcome("sanctuary"), outcome("ties"), outcome("trust"), outcome("operations_spending"))},
		{plots.Frontier(a.Runs, a.Against), a.totals()},
	} {
		f, err := document.ShowFigure(judged.Mark(one.figure)[0], one.data...)
		if err != nil {
			return s, err
		}
		s.Figures = append(s.Figures, f)
	}
	return s, nil
}

// yearly are outcomes year by year, a column for each path, or the difference of
// each path to the one all are compared with.
func (a *Data) yearly(difference bool, outcomes ...*model.Outcome) []*table.Table {
	var shown []*table.Table
	for _, o := range outcomes {
		t := &table.Table{Title: o.Label + unitWords(o.Unit), Columns: []table.Column{table.Counts("year", "year")}}
		if difference {
			t.Title = o.Label + ", minus those on " + a.Against.Scenario.Label
		}
		for _, r := range a.Runs {
			if !difference || r != a.Against {
				t.Columns = append(t.Columns, table.Numbers(r.Scenario.Name, r.Scenario.Label, o.Unit))
			}
		}
		for year := model.Fork.Year() - 1; year <= a.Against.Years.Last(); year++ {
			row := []table.Cell{table.Year(year)}
			for _, r := range a.Runs {
				switch {
				case !difference:
					row = append(row, table.Number{V: o.In(r.Years, year), U: o.Unit})
				case r != a.Against:
					row = append(row, table.Difference{V: o.In(r.Years, year) - o.In(a.Against.Years, year), U: o.Unit})
				}
			}
			t.Add(row...)
		}
		shown = append(shown, t)
	}
	return shown
}

// totals are people killed and money from the policy start to the end.
func (a *Data) totals() []*table.Table {
	t := &table.Table{Title: fmt.Sprintf("People killed and money, %d to %d", model.Fork.Year(), a.Against.Years.Last()), Columns: []table.Column{table.Words("path", "path", 0)}}
	var shown []*model.Outcome
	for i := range model.OutcomeTable {
		if o := &model.OutcomeTable[i]; strings.HasPrefix(o.Name, "deaths_") || o.Block == model.BlockMoney {
			shown = append(shown, o)
			t.Columns = append(t.Columns, table.Numbers(o.Name, o.Short, o.Unit))
		}
	}
	for _, r := range a.Runs {
		row := []table.Cell{table.Path(r.Scenario)}
		for _, o := range shown {
			row = append(row, table.Number{V: o.Of(r.Years), U: o.Unit})
		}
		t.Add(row...)
	}
	return []*table.Table{t}
}

// modelSection is how the model thinks.
func modelSection(a *Data) (section, error) {
	loops := describe.Loops(a.Against, time.Minute) // time enough for all of them, so that equal reports are equal
	diagram, err := document.ShowFigure(plots.Loops())
	if err != nil {
		return section{}, err
	}
	return section{ID: "model", Title: "How the model works", Figures: []document.ShownFigure{diagram}, Words: []string{
		"Force removes fighters and holds attacks down. It also kills civilians, which brings revenge, and it finds fewer fighters as fewer are left. Grievance and a sanctuary across the border feed recruitment. " +
			"Projects take years and stall under attack. Where the border is open, they tie the two economies together. Ties, trust and pressure change what Kabul tolerates. Talks bring some fighters home; where trust is low, they encourage others.",
		"Time runs in months from January 2021. The classical Runge–Kutta method solves the equations from month to month. Every equation stands in one file, model/equations.go, from which all other forms are generated.",
	}, Folded: []folded{
		{Title: "The dominant feedback loops on " + a.Against.Scenario.Label, Tables: loops.Tables, Sentences: loops.Answer},
		{Title: "Every equation", Tables: describe.Equations().Tables},
		{Title: "Every stock, auxiliary and flow with its unit", Tables: describe.Stocks().Tables},
	}}, nil
}

// contextSection is what the model leaves out and what came after.
func contextSection(*Data) (section, error) {
	after := &table.Table{Title: "Events the essay does not mention", Columns: []table.Column{table.Words("date", "date", 24), table.Words("event", "event", 70)}, Notes: []string{"None of this is in the model."}}
	for _, e := range document.AfterEssay() {
		after.Add(table.Word(e.Date), table.Word(e.Text))
	}
	return section{ID: "context", Title: "What this model leaves out, and what came after", Words: append([]string{
		"The model leaves out " + table.Sentence(document.LeftOut()) + ". Any of these may matter more than what the model includes.",
		"It treats the border as one region, without geography, rival groups, learning, elections or prices. It does not cover war between the two states.",
	}, document.EssayAuthor()...), Tables: []*table.Table{after}}, nil
}

// filesSection is every path and world as a file.
func filesSection(a *Data) (section, error) {
	s := section{ID: "files", Title: "Every path and world as a file", Words: []string{
		"To change one, save it as a file whose name ends in .yaml, edit it, and compare it: crossroads compare kinetic my.yaml.",
	}}
	paths, worlds := folded{Title: "Paths"}, folded{Title: "Worlds"}
	for _, r := range a.Runs {
		paths.Texts = append(paths.Texts, namedText{r.Scenario.Name + ".yaml", r.Scenario.Text})
	}
	known := append([]*scenarios.World{}, a.Worlds...)
	if !slices.ContainsFunc(known, func(w *scenarios.World) bool { return w.Name == a.World.Name }) {
		known = append(known, a.World)
	}
	for _, w := range known {
		worlds.Texts = append(worlds.Texts, namedText{w.Name + ".yaml", w.Text})
	}
	s.Folded = []folded{paths, worlds, {Title: "The shared history", Texts: []namedText{{"history.yaml", scenarios.History().Text}}}}
	return s, nil
}

// glossarySection is the words this report uses in one sense each.
func glossarySection(*Data) (section, error) {
	t := &table.Table{Columns: []table.Column{table.Words("word", "word", 0), table.Words("sense", "sense", 70)}}
	for _, row := range [][2]string{
		{"path", "what actors choose: levers over time"},
		{"world", "a named set of assumptions, with a value for each; nobody chooses it"},
		{"lever", "a quantity an actor sets"},
		{"assumption", "how people, host states, money and arms respond; a parameter in the equations"},
		{"stock, flow", "an amount at one moment; what changes it, per year"},
		{"run", "one path in one world"},
		{"outcome", "one number that sums up a run"},
		{"draw", "one random choice of all assumptions, and the runs under it"},
		{"paired difference", "one path minus another under the same draw"},
		{"50% and 80% range", "the values between which 50% or 80% of the draws lie"},
		{model.FindOutcome("deaths_civilian_security").Label, model.FindOutcome("deaths_civilian_security").Doc},
		{model.FindOutcome("deaths_all").Label, model.FindOutcome("deaths_all").Doc},
		{"model", "a version of the equations, tables and shared history; its twelve digits change with any of them"},
	} {
		t.Add(table.Word(row[0]), table.Word(row[1]))
	}
	return section{ID: "glossary", Title: "Words", Tables: []*table.Table{t}}, nil
}
