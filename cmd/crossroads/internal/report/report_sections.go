package report

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"crossroads/cmd/crossroads/internal/audits"
	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/describe"
	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/figures"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/start"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/breakeven"
	"crossroads/scenarios/audits/debate"
)

// reportSections are the sections of a report after its summary: what comes out
// and what changes it, then the details.
var reportSections = []func(*Account) (section, error){
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
func inputsSection(a *Account) (section, error) {
	s := section{ID: "inputs", Title: "What each path does", Details: true, Words: []string{
		"A path is what actors choose: levers over time, and nothing else. All paths share one history up to the policy start in " + fmt.Sprint(model.Fork.Year()) +
			". The levels are ours unless a path says otherwise; to change one, edit the file at the end.",
	}}
	says := blocks.Block{Columns: []blocks.Column{{Name: "scenario", Head: "path", Width: 18}, {Name: "doc", Head: "what it stands for", Width: 60}}}
	for _, r := range a.Runs {
		says.Rows = append(says.Rows, []any{r.Scenario.Label, r.Scenario.Doc})
	}
	s.Blocks = []blocks.Block{says}
	if marked := early(a.Runs); marked != "" {
		s.Sentences = append(s.Sentences, marked)
	}
	levers := blocks.Block{Title: "Levers over time, as in a scenario file", Columns: []blocks.Column{{Name: "lever", Head: "lever", Width: 0}}}
	for _, r := range a.Runs {
		levers.Columns = append(levers.Columns, blocks.Column{Name: r.Scenario.Name, Head: r.Scenario.Label, Width: 0})
	}
	for i := range model.LeverTable {
		row := []any{model.LeverTable[i].Label + unitWords(model.LeverTable[i].Unit)}
		for _, r := range a.Runs {
			row = append(row, leverWords(r.Scenario.LaidOut(&model.LeverTable[i])))
		}
		levers.Rows = append(levers.Rows, row)
	}
	f, err := document.ShowFigure(plots.Levers(a.Runs, a.Against), levers)
	if err != nil {
		return s, err
	}
	s.Figures = []document.ShownFigure{f}
	words, err := describe.DescribeLevers(nil)
	if err != nil {
		return s, err
	}
	s.Folded = []folded{{Title: "What each lever means, who sets it, and its range", Blocks: words.Blocks[:2]}}
	return s, nil
}

// early names the paths that leave the common history before the fork.
func early(runs []*scenarios.Run) string {
	var names []string
	for _, r := range runs {
		if at := r.Scenario.Leaves(); at < model.Fork {
			names = append(names, fmt.Sprintf("%s (in %s)", r.Scenario.Label, at))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "Start before the other paths, so the comparison is not like for like: " + table.Sentence(names) + "."
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
func resultsSection(a *Account) (section, error) {
	judged, err := a.judgement()
	if err != nil {
		return section{}, err
	}
	tables := start.ComparisonTables(a.Runs, a.Against)
	judged.MarkTables(tables)
	sentences := append(append(start.FewestSentences(a.Runs), start.Happened(a.Runs...)...), judged.Sentence())
	s := section{ID: "results", Title: fmt.Sprintf("Results in the world %s", a.World.Label), Blocks: blocks.BlocksOf(tables), Sentences: sentences, Words: []string{
		a.World.Doc,
		fmt.Sprintf("From %d to the end of %d; the smaller number is the difference from %s. There is no ranking: the two death counts stand side by side, and money has a row for each group that pays.",
			model.Fork.Year(), a.Against.Years.Last(), a.Against.Scenario.Label),
	}}
	return s, nil
}

// figuresSection is the paths drawn, each figure with its numbers.
func figuresSection(a *Account) (section, error) {
	s := section{ID: "figures", Title: "The paths as figures", Explore: true, Words: []string{
		"Dots are reported figures. Every line is the model, also before the policy start. The text under each figure describes it for readers who cannot see it.",
	}}
	outcome := model.FindOutcome
	judged, err := a.judgement()
	if err != nil {
		return s, err
	}
	for _, one := range []struct {
		figure *plots.Figure
		data   []blocks.Block
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
func (a *Account) yearly(difference bool, outcomes ...*model.Outcome) []blocks.Block {
	var shown []blocks.Block
	for _, o := range outcomes {
		t := blocks.Block{Title: o.Label + unitWords(o.Unit), Columns: []blocks.Column{{Name: "year", Head: "year", Width: 0}}}
		if difference {
			t.Title = o.Label + ", minus those on " + a.Against.Scenario.Label
		}
		for _, r := range a.Runs {
			if !difference || r != a.Against {
				t.Columns = append(t.Columns, blocks.Column{Name: r.Scenario.Name, Head: r.Scenario.Label, Width: 0})
			}
		}
		for year := model.Fork.Year() - 1; year <= a.Against.Years.Last(); year++ {
			row := []any{fmt.Sprint(year)}
			for _, r := range a.Runs {
				switch {
				case !difference:
					row = append(row, blocks.Measured{Value: o.In(r.Years, year), Unit: o.Unit})
				case r != a.Against:
					row = append(row, blocks.SignedAmount{Value: o.In(r.Years, year) - o.In(a.Against.Years, year), Unit: o.Unit})
				}
			}
			t.Rows = append(t.Rows, row)
		}
		shown = append(shown, t)
	}
	return shown
}

// totals are people killed and money from the policy start to the end.
func (a *Account) totals() []blocks.Block {
	t := blocks.Block{Title: fmt.Sprintf("People killed and money, %d to %d", model.Fork.Year(), a.Against.Years.Last()), Columns: []blocks.Column{{Name: "scenario", Head: "path", Width: 0}}}
	var shown []*model.Outcome
	for i := range model.OutcomeTable {
		if o := &model.OutcomeTable[i]; strings.HasPrefix(o.Name, "deaths_") || o.Block == model.BlockMoney {
			shown = append(shown, o)
			t.Columns = append(t.Columns, blocks.Column{Name: o.Name, Head: o.Short, Width: 0})
		}
	}
	for _, r := range a.Runs {
		row := []any{r.Scenario.Label}
		for _, o := range shown {
			row = append(row, blocks.Measured{Value: o.Of(r.Years), Unit: o.Unit})
		}
		t.Rows = append(t.Rows, row)
	}
	return []blocks.Block{t}
}

// worldsSection is the same paths in other worlds.
func worldsSection(a *Account) (section, error) {
	s := section{ID: "worlds", Title: "The same paths in other worlds", Words: []string{
		"A world is a named set of assumptions about how people, host states and money respond. Nobody chooses it. The history is run again in each. " +
			"Where the order of the paths changes from world to world, the order is a statement about assumptions, not about policy.",
	}}
	figure, err := figures.DrawRegret(a.ctx, a.plotted(a.scenarios()...))
	if err != nil {
		return s, err
	}
	f, err := document.ShowFigure(figure)
	if err != nil {
		return s, err
	}
	s.Figures = []document.ShownFigure{f}
	about := blocks.Block{Columns: []blocks.Column{{Name: "world", Head: "world", Width: 0}, {Name: "doc", Head: "what it assumes", Width: 60}}}
	for _, w := range a.Worlds {
		about.Rows = append(about.Rows, []any{w.Label, w.Doc})
	}
	s.Blocks = append(s.Blocks, about)
	for _, o := range scenarios.DeathCounts() {
		t := blocks.Block{Title: o.Label + fmt.Sprintf(", %d to %d", model.Fork.Year(), a.Against.Years.Last()), Columns: []blocks.Column{{Name: "scenario", Head: "path", Width: 0}}}
		for _, w := range a.Worlds {
			t.Columns = append(t.Columns, blocks.Column{Name: w.Name, Head: w.Label, Width: 0})
		}
		fewest := make([]float64, len(a.Worlds))
		for i, runs := range a.InWorld {
			fewest[i] = o.Of(slices.MinFunc(runs, func(x, y *scenarios.Run) int { return compareBy(o, x, y) }).Years)
		}
		for p, run := range a.Runs {
			row := []any{run.Scenario.Label}
			for i := range a.Worlds {
				row = append(row, blocks.Fewest{Value: o.Of(a.InWorld[i][p].Years), Least: o.Of(a.InWorld[i][p].Years) <= fewest[i]*1.05})
			}
			t.Rows = append(t.Rows, row)
		}
		t.Notes = []string{"▾: the fewest in that world, or within 5% of it."}
		s.Blocks = append(s.Blocks, t)
		s.Sentences = append(s.Sentences, a.neverFewest(o))
	}
	return s, nil
}

// compareBy orders two runs by an outcome.
func compareBy(o *model.Outcome, a, b *scenarios.Run) int {
	switch x, y := o.Of(a.Years), o.Of(b.Years); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// neverFewest names the paths that have the fewest in none of the worlds.
func (a *Account) neverFewest(o *model.Outcome) string {
	var never []string
	for p, run := range a.Runs {
		anywhere := false
		for _, runs := range a.InWorld {
			lowest := slices.MinFunc(runs, func(x, y *scenarios.Run) int { return compareBy(o, x, y) })
			anywhere = anywhere || o.Of(runs[p].Years) <= o.Of(lowest.Years)*1.05
		}
		if !anywhere {
			never = append(never, run.Scenario.Label)
		}
	}
	if len(never) == 0 {
		return fmt.Sprintf("Every path has the fewest %s, or within 5%% of it, in at least one of the %d worlds.", blocks.Counted(o), len(a.Worlds))
	}
	return fmt.Sprintf("The fewest %s in none of the %d worlds: %s.", blocks.Counted(o), len(a.Worlds), table.Sentence(never))
}

// plotted is the report's paths, or some of them, as the command plot takes them.
func (a *Account) plotted(paths ...*scenarios.Scenario) *figures.Plotted {
	return &figures.Plotted{Options: a.options.Options, Paths: paths, Reference: max(0, slices.Index(paths, a.Against.Scenario)), In: a.World, Span: a.Horizon}
}

// scenarios are the paths of the report.
func (a *Account) scenarios() []*scenarios.Scenario {
	var list []*scenarios.Scenario
	for _, r := range a.Runs {
		list = append(list, r.Scenario)
	}
	return list
}

// pair is the two paths that the essay sets against each other, or, where they
// are not in the report, the reference and the first other one.
func (a *Account) pair() (x, y *scenarios.Scenario) {
	for _, s := range a.scenarios() {
		switch {
		case s.Name == "kinetic":
			x = s
		case s.Name == "investment":
			y = s
		}
	}
	if x != nil && y != nil {
		return x, y
	}
	for _, s := range a.scenarios() {
		if s != a.Against.Scenario {
			return s, a.Against.Scenario
		}
	}
	return nil, nil
}

// decidesSection is which assumptions decide between two paths.
func decidesSection(a *Account) (section, error) {
	x, y := a.pair()
	if x == nil {
		return section{}, nil
	}
	s := section{ID: "decides", Title: fmt.Sprintf("What decides between %s and %s", x.Label, y.Label), Words: []string{
		"One assumption at a time moves through its documented range while the others stay as the world has them, or as each draw has them. Two assumptions that move together can do more than both alone.",
	}}
	for _, drawing := range []func(context.Context, *figures.Plotted) (*plots.Figure, error){figures.DrawTornado, figures.DrawConditions} {
		figure, err := drawing(a.ctx, a.plotted(x, y))
		if err != nil {
			return s, err
		}
		f, err := document.ShowFigure(figure)
		if err != nil {
			return s, err
		}
		s.Figures = append(s.Figures, f)
	}
	q := &breakeven.Full{From: a.Draws.Draws, Shown: min(a.Draws.Members, flags.UsualMembers)}
	q.A, q.B, q.Horizon, q.Outcomes, q.World, q.Members = x, y, a.Horizon, scenarios.DeathCounts(), a.World, min(a.Draws.Members, 200)
	if err := q.FindWays(); err != nil {
		return s, err
	}
	q.Ways = q.Ways[:1] // the section on draws shows the others
	r, err := q.Run(a.ctx, func(int) {})
	if err != nil {
		return s, err
	}
	s.Sentences = audits.BreakevenSentences(r)
	s.Folded = []folded{{Title: "Break-even values, assumption by assumption", Blocks: blocks.AsBlocks(audits.BreakevenTable(r))}}
	return s, nil
}

// debateSection is each path at its strongest and at its weakest.
func debateSection(a *Account) (section, error) {
	q := &debate.Question{Worlds: a.Worlds, Horizon: a.Horizon, Outcomes: scenarios.DeathCounts(), Members: min(a.Draws.Members, flags.UsualMembers), Draws: a.Draws.Draws}
	for _, s := range a.scenarios() {
		if s.Leaves() >= model.Fork {
			q.Paths = append(q.Paths, s)
		}
	}
	if len(q.Paths) < 2 {
		return section{}, nil
	}
	held, err := q.Run(a.ctx, func(int) {})
	if err != nil {
		return section{}, err
	}
	s := section{ID: "debate", Title: "The strongest case for and against each path", Words: []string{
		"The same tables in the same order for every path: where fewer people are killed on it and where more, which assumptions decide between it and its closest rival, " +
			"which evidence would decide, and the strongest criticism. Nothing is claimed where the 80% range of the draws includes no difference, or where two paths tie within 5%.",
	}}
	tables := audits.DebateTables(held)
	for _, path := range q.Paths {
		var shown []blocks.Block
		for _, t := range tables {
			shown = append(shown, blocks.AsBlocks(t.Only("path", table.PathLabel(path)))...)
		}
		s.Folded = append(s.Folded, folded{Title: path.Label, Blocks: shown})
	}
	return s, nil
}

// drawsSection is the same paths under many sets of assumptions.
func drawsSection(a *Account) (section, error) {
	s := section{ID: "draws", Title: fmt.Sprintf("Under %s draws of the assumptions", plots.Count(a.Draws.Members)), Words: []string{
		"Every uncertain assumption is drawn from its documented range, and every path is run under each draw, so that two paths are always compared under the same assumptions. " +
			"The 80% range runs from the 10th to the 90th percentile of the draws. Shares count the draws we tried. They are not probabilities.",
	}}
	if a.Draws.From != "" {
		s.Words = append(s.Words, "Taken from the ensemble in the folder "+a.Draws.From+". "+a.Draws.Missing)
	}
	s.Figures = a.Draws.Figures
	more := folded{Title: "More tables of the draws: year by year, who was killed, money"}
	for _, b := range a.Draws.Table.Blocks {
		if b.Detail {
			more.Blocks = append(more.Blocks, b)
		} else {
			s.Blocks = append(s.Blocks, b)
		}
	}
	s.Sentences = a.Draws.Table.Sentences
	if len(more.Blocks) > 0 {
		s.Folded = append(s.Folded, more)
	}
	return s, nil
}

// claimsSection is what is claimed, and what this model shows.
func claimsSection(*Account) (section, error) {
	r, err := describe.DescribeClaims(nil)
	if err != nil {
		return section{}, err
	}
	raised, err := describe.RaisedLevers()
	return section{ID: "claims", Title: "What is claimed, and what this model shows", Words: []string{
		"A test is what the model must do to be of use; a finding is printed as it comes out, whether it suits the essay, its critics or nobody.",
	}, Blocks: append(r.Blocks, raised), Sentences: r.Sentences}, err
}

// evidenceSection is the model beside what is cited.
func evidenceSection(a *Account) (section, error) {
	r, err := describe.EvidenceReport(a.World)
	if err != nil {
		return section{}, err
	}
	s := section{ID: "evidence", Title: "The model beside what is counted", Words: []string{
		"The essay's figures come first, then our reading of all counts. A miss is not hidden. Sources that read the same newspapers are not independent, however many they are.",
	}, Sentences: r.Sentences}
	last := len(r.Blocks) - 1
	counts := folded{Title: "Source by source: think tanks, the state, others"}
	for _, b := range r.Blocks[:last] {
		if strings.HasSuffix(b.Title, "essay") || strings.HasSuffix(b.Title, "recommended") {
			s.Blocks = append(s.Blocks, b)
		} else {
			counts.Blocks = append(counts.Blocks, b)
		}
	}
	s.Folded = []folded{counts, {Title: "The whole ledger: every figure and claim, with hedge, root, status and source", Blocks: []blocks.Block{withAddresses(r.Blocks[last])}}}
	return s, nil
}

// withAddresses is the ledger with where each row can be read.
func withAddresses(t blocks.Block) blocks.Block {
	t.Columns = append(slices.Clone(t.Columns), blocks.Column{Name: "address", Head: "read at", Width: 0})
	t.Columns[len(t.Columns)-2].Width = 40 // the note has the room of a page
	rows := make([][]any, len(t.Rows))
	for i := range t.Rows {
		rows[i] = append(slices.Clone(t.Rows[i]), blocks.LinkTo(model.EvidenceTable[i].Address))
	}
	t.Rows = rows
	return t
}

// assumptionsSection is every parameter with its range and source.
func assumptionsSection(*Account) (section, error) {
	parameters, err := describe.DescribeParameters(&describe.DescribeOptions{})
	if err != nil {
		return section{}, err
	}
	tilt, err := describe.DescribeParameters(&describe.DescribeOptions{Tilt: true})
	if err != nil {
		return section{}, err
	}
	counts := map[model.Confidence]int{}
	for i := range model.ParameterTable {
		counts[model.ParameterTable[i].Confidence]++
	}
	return section{ID: "assumptions", Title: "Every assumption, with its source", Words: []string{
		fmt.Sprintf("%d assumptions: %d cited, %d on several studies, %d on few, %d on judgement. Nobody chooses them. Each has a range, and either a source or the word assumption.",
			len(model.ParameterTable), counts[model.Cited], counts[model.SeveralStudies], counts[model.FewStudies], counts[model.Judgement]),
	}, Folded: []folded{
		{Title: "All assumptions with unit, range, grade and source", Blocks: parameters.Blocks},
		{Title: "Tilt: where a central value departs from the literature, and which path that favours", Blocks: tilt.Blocks},
	}}, nil
}

// modelSection is how the model thinks.
func modelSection(a *Account) (section, error) {
	stocks, err := describe.DescribeStocks(nil)
	if err != nil {
		return section{}, err
	}
	equations, err := describe.DescribeEquations(&describe.DescribeOptions{})
	if err != nil {
		return section{}, err
	}
	loops, err := describe.LoopsReport(a.Against, time.Minute) // time enough for all of them, so that equal reports are equal
	if err != nil {
		return section{}, err
	}
	diagram, err := document.ShowFigure(plots.Loops())
	if err != nil {
		return section{}, err
	}
	return section{ID: "model", Title: "How the model thinks", Figures: []document.ShownFigure{diagram}, Words: []string{
		"Force removes fighters and suppresses attacks; it also kills civilians, who are avenged, and it finds fewer the fewer are left. Grievance and shelter across the border feed recruitment. " +
			"Projects take years, stall under attack, and tie the two economies together where the border is open; ties, trust and pressure move what the host tolerates. Talks reconcile some fighters and, at low trust, embolden others.",
		"Time runs in months from January 2021; between two months the equations are solved by the classical Runge–Kutta method. Each equation stands in one file, model/equations.go, from which every other form is generated.",
	}, Folded: []folded{
		{Title: "The feedback loops that weigh most under " + a.Against.Scenario.Label, Blocks: loops.Blocks, Sentences: loops.Sentences},
		{Title: "Every equation", Blocks: equations.Blocks},
		{Title: "Every stock, auxiliary and flow with its unit", Blocks: stocks.Blocks},
	}}, nil
}

// contextSection is what the model leaves out and what came after.
func contextSection(*Account) (section, error) {
	after := blocks.Block{Title: "What happened after the essay", Columns: []blocks.Column{{Name: "date", Head: "date", Width: 24}, {Name: "event", Head: "event", Width: 70}}}
	for _, e := range document.AfterEssay() {
		after.Rows = append(after.Rows, []any{e.Date, e.Text})
	}
	after.Notes = []string{"None of this is in the model."}
	return section{ID: "context", Title: "What this model leaves out, and what came after", Words: append([]string{
		"The model knows nothing of " + table.Sentence(document.LeftOut()) + ". Any of these may matter more than what it does know.",
		"One region, no geography, no rival groups, no learning, no elections, no prices. War between the two states is outside it.",
	}, document.EssayAuthor()...), Blocks: []blocks.Block{after}}, nil
}

// filesSection is every path and world as a file.
func filesSection(a *Account) (section, error) {
	s := section{ID: "files", Title: "Every path and world as a file", Words: []string{
		"Save one as a file ending in .yaml, change it, and compare it: crossroads compare kinetic my.yaml.",
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
	s.Folded = []folded{paths, worlds, {Title: "History, common to all paths", Texts: []namedText{{"history.yaml", scenarios.History().Text}}}}
	return s, nil
}

// glossarySection is the words this report uses in one sense each.
func glossarySection(*Account) (section, error) {
	t := blocks.Block{Columns: []blocks.Column{{Name: "word", Head: "word", Width: 0}, {Name: "sense", Head: "sense", Width: 70}}}
	for _, row := range [][2]string{
		{"path, scenario", "what actors choose: levers over time"},
		{"world", "a named set of assumptions: a value for every parameter; nobody chooses it"},
		{"lever", "a quantity an actor sets"},
		{"parameter", "an assumption nobody chooses: how people, host states, money and arms respond"},
		{"stock, flow", "what there is at one moment; what changes it, per year"},
		{"run", "one path in one world"},
		{"outcome", "a run reduced to one number"},
		{"draw, member", "one random choice of all assumptions, and the runs under it"},
		{"paired difference", "one path minus another under the same draw"},
		{"50% and 80% range", "the values between which 50% or 80% of the draws lie"},
		{"deaths_civilian_security", model.FindOutcome("deaths_civilian_security").Doc},
		{"deaths_all", model.FindOutcome("deaths_all").Doc},
		{"model hash", "twelve digits that change with any equation, table or year of the history"},
	} {
		t.Rows = append(t.Rows, []any{row[0], row[1]})
	}
	return section{ID: "glossary", Title: "Words", Blocks: []blocks.Block{t}}, nil
}
