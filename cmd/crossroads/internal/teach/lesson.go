// Package teach has the commands for a class: lesson, class, page and serve.
package teach

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"math"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/describe"
	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/cmd/crossroads/web"
	"crossroads/cmd/crossroads/web/answers"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/claims"
	"crossroads/scenarios/class"
	"crossroads/scenarios/class/lesson"
	"crossroads/scenarios/runs/ensemble"
)

// NewLesson makes the command that writes all a teacher needs into one folder.
func NewLesson() *cobra.Command {
	var o flags.Options
	var minutes, pupils, groups int
	var page bool
	c := &cobra.Command{
		Use:   "lesson",
		Short: "Write the materials for one lesson",
		Long: model.Label + `

Writes what to read first, the plan by the minute, one sheet for each pupil, the other side on one page, answers, slides,
and the page itself. Role cards, worksheet and scenario files are for a second lesson. Every number is computed by
this version.`,
		Example: "  crossroads lesson --minutes 50 --pupils 35 --groups 7 --out lesson",
		Args:    cobra.NoArgs,
	}
	o.BindOut(c)
	o.BindOutcome(c, "attacks")
	o.BindMembers(c, 1000)
	c.Flags().IntVar(&minutes, "minutes", 50, fmt.Sprintf("length of the lesson, %d to %d", lesson.Shortest, lesson.Longest))
	c.Flags().IntVar(&pupils, "pupils", 35, "number of pupils")
	c.Flags().IntVar(&groups, "groups", 7, "number of groups; with five pupils in a group each has one role")
	c.Flags().BoolVar(&page, "page", true, "put the page for pupils, crossroads.html, into the folder")
	c.RunE = func(c *cobra.Command, _ []string) error {
		steps, err := lesson.Steps(minutes)
		if err != nil {
			return flags.UsageError{Err: err}
		}
		seating, err := lesson.Groups(pupils, groups)
		if err != nil {
			return flags.UsageError{Err: err}
		}
		outcome, err := o.FindOutcome()
		if err != nil {
			return err
		}
		if err := flags.AtLeast("members", o.Members, 100); err != nil {
			return err
		}
		k := &lessonData{Minutes: minutes, Pupils: pupils, Steps: steps, Groups: seating, Outcome: outcome}
		if err := k.measure(c.Context(), o.Members, o.Seed); err != nil {
			return err
		}
		if err := k.draw(); err != nil {
			return err
		}
		if page {
			k.pageText, err = makePage(c)
			switch {
			case errors.Is(err, web.ErrNoModel):
				fmt.Fprintf(c.ErrOrStderr(), "%v; the folder is written without it\n", err)
			case err != nil:
				return err
			}
		}
		out, err := o.OpenFolder()
		if err != nil {
			return err
		}
		defer out.Discard()
		if err := out.Write(k.pieces()); err != nil {
			return err
		}
		if err := out.Finish(o.NewManifest(model.DefaultHorizon, k.paths(), k.Worlds...)); err != nil {
			return err
		}
		out.Say(c.ErrOrStderr())
		return nil
	}
	return c
}

// lessonData is everything the pages of a lesson are filled in from.
type lessonData struct {
	Minutes, Pupils int
	Steps           []lesson.Step
	Groups          []lesson.Group
	Outcome         *model.Outcome
	Facts           []blocks.Fact

	Against  *scenarios.Run     // the path everybody starts from
	Runs     []*scenarios.Run   // the main paths in the central world
	Worlds   []*scenarios.World // the built-in ones
	InWorld  [][]*scenarios.Run // the main paths in each of them
	Budget   float64            // USD million/year
	Raised   []claims.Raise     // what one lever alone does
	Members  int
	Diagram  document.ShownFigure   // figure F8
	Fork     []document.ShownFigure // figure F1 of the outcome, and of both sums of deaths where it is another
	pageText []byte                 // for pupils; nil if it is not in the folder
}

// paths are the main paths.
func (k *lessonData) paths() []*scenarios.Scenario {
	var list []*scenarios.Scenario
	for _, r := range k.Runs {
		list = append(list, r.Scenario)
	}
	return list
}

// measure runs everything the lesson quotes.
func (k *lessonData) measure(ctx context.Context, members int, seed uint64) error {
	k.Members = members
	k.Facts = blocks.Facts(blocks.Fact{Name: "draws", Value: plots.Count(members)}, blocks.Fact{Name: "seed", Value: fmt.Sprint(seed)})
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return err
		}
		var runs []*scenarios.Run
		for _, name := range scenarios.MainNames() {
			s, err := scenarios.Builtin(name)
			if err != nil {
				return err
			}
			named := *s // sheets, slides and figures call a path what the page calls it
			named.Label = s.Plain()
			run, err := named.Run(w, model.DefaultHorizon)
			if err != nil {
				return err
			}
			runs = append(runs, run)
		}
		k.Worlds, k.InWorld = append(k.Worlds, w), append(k.InWorld, runs)
	}
	k.Runs = k.InWorld[0]
	k.Against = k.run(scenarios.Reference)
	k.Budget = budgetFor(k.Runs)
	var err error
	if k.Raised, err = claims.Raises(members, seed); err != nil {
		return err
	}
	return nil
}

// draw draws the figures.
func (k *lessonData) draw() error {
	outcomes := []*model.Outcome{k.Outcome}
	if k.Outcome.Name != "deaths_all" && k.Outcome.Name != "deaths_civilian_security" {
		outcomes = append(outcomes, model.FindOutcome("deaths_civilian_security"))
	}
	k.Fork = nil
	for _, o := range outcomes {
		f, err := document.ShowFigure(plots.Fork(k.Runs, k.Against, o))
		if err != nil {
			return err
		}
		k.Fork = append(k.Fork, f)
	}
	var err error
	k.Diagram, err = document.ShowFigure(plots.Loops())
	return err
}

// budgetWords is what the budget of a lesson adds up.
const budgetWords = "operations + programmes + investment"

// budgetFor is the least budget, in whole hundreds, that leaves every one of the
// runs possible.
func budgetFor(runs []*scenarios.Run) float64 {
	b := scenarios.Budget{Counted: []*model.Outcome{model.FindOutcome("operations_spending"), model.FindOutcome("programmes_spending"), model.FindOutcome("investment_announced")}}
	most := 0.0
	for _, r := range runs {
		for year := model.Fork.Year(); year <= r.Years.Last(); year++ {
			most = max(most, b.Spent(r.Years, year))
		}
	}
	return math.Ceil(most/100) * 100
}

// run is a main path in the central world.
func (k *lessonData) run(name string) *scenarios.Run {
	i := slices.IndexFunc(k.Runs, func(r *scenarios.Run) bool { return r.Scenario.Name == name })
	return k.Runs[i]
}

// pieces are the files of the folder, in the order in which a teacher meets them.
func (k *lessonData) pieces() []output.File {
	page := func(name string) output.File {
		return output.File{Name: name, Write: func(w io.Writer) error {
			return document.WriteDocument(w, "lesson/"+strings.TrimLeft(name, "123456789-"), k)
		}}
	}
	list := []output.File{
		page("1-read-first.html"), page("2-script.html"), page("3-pupil-sheet.html"), page("4-other-side.html"), page("5-answer-key.html"),
		page("6-slides.html"), page("7-numbers.html"), page("8-role-cards.html"), page("9-worksheet.html"),
		{Name: "start.yaml", Write: k.startFile(nil)},
	}
	for i := range lesson.RoleTable {
		role := &lesson.RoleTable[i]
		list = append(list, output.File{Name: roleFile(role), Write: k.startFile(role)})
	}
	if k.pageText != nil {
		list = append(list, output.File{Name: pageFile, Write: func(w io.Writer) error {
			_, err := w.Write(k.pageText)
			return err
		}}, page("pupils.html"))
	}
	return list
}

// Page tells whether the page for pupils is in the folder.
func (k *lessonData) Page() bool { return k.pageText != nil }

// link opens the page with the budget and the outcome of the lesson, and more.
func (k *lessonData) link(more ...string) template.URL {
	escaped := func(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "%2C", ",") }
	charts := []string{k.Outcome.Name}
	if k.Deaths() { // the page asks for guesses of its first chart, and nobody is to draw a line of people killed
		charts = []string{"attacks", k.Outcome.Name}
	}
	for _, name := range []string{"deaths_civilian_security", "deaths_all", "attacks", "fighters", "ties"} {
		if !slices.Contains(charts, name) && len(charts) < 4 {
			charts = append(charts, name)
		}
	}
	more = append(more, "outcome", k.Outcome.Name, "charts", strings.Join(charts, ","))
	fields := []string{"v=1", "m=" + scenarios.ModelHash(), "from=" + k.Against.Scenario.Name, "budget=" + escaped(fmt.Sprintf("%s,%s,announced", budgetWords, blocks.Exact(k.Budget)))}
	for i := 0; i+1 < len(more); i += 2 {
		fields = append(fields, more[i]+"="+escaped(more[i+1]))
	}
	return template.URL(pageFile + "#" + strings.Join(fields, "&"))
}

// Links open the page as the lesson needs it: with a question to answer first,
// for a whole table, for one role.
func (k *lessonData) Links() []pageLink {
	list := []pageLink{
		{"Begin here: guess, see, doubt, try.", template.URL(pageFile + "#t=1")},
		{"Second lesson, for your group: all nine levers, with a budget.", k.link()},
	}
	for _, r := range lesson.RoleTable {
		letters := ""
		for _, l := range r.Says() {
			letters += l.Letter
		}
		list = append(list, pageLink{"Second lesson, for " + r.Name + ": the levers in which this role has a say.", k.link("only", letters)})
	}
	return list
}

// pageLink opens the page in a certain state.
type pageLink struct {
	Words string
	To    template.URL
}

// roleFile is the name of the scenario file of a role.
func roleFile(r *lesson.Role) string {
	return "role-" + strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(r.Name), ",", ""), " ", "-") + ".yaml"
}

// startFile writes the path a group begins from, for one role with that role's
// levers alone in sight, or for the whole table.
func (k *lessonData) startFile(role *lesson.Role) func(io.Writer) error {
	return func(w io.Writer) error {
		label, shown := "Our path", []*model.Lever(nil)
		if role != nil {
			label, shown = role.Name, role.Says()
		}
		fmt.Fprintf(w, "# %s. A path to begin from, for a lesson; version %s.\n", model.Label, model.Version)
		fmt.Fprintf(w, "# A lever is a number, or dates with values: {2026: 0.3, 2031: 0.5, 2036: 0.8}.\n")
		fmt.Fprintf(w, "label: %s\ndoc: What our table agreed on.\n", label)
		if role != nil {
			fmt.Fprintf(w, "levers_shown: [%s]   # those in which this role has a say\n", strings.Join(slices.Concat(role.Holds, role.Signs), ", "))
		} else {
			for i := range model.LeverTable {
				shown = append(shown, &model.LeverTable[i])
			}
		}
		fmt.Fprintf(w, "budget: {%s: %s}   # USD million a year, the same for every group\nlevers:\n", budgetWords, blocks.Exact(k.Budget))
		now := k.Against.Trajectory.At(model.Fork).Levers
		for _, l := range shown {
			if _, err := fmt.Fprintf(w, "  %s: %s   # %s; %s: %s; %s: %s\n", l.Name, blocks.Exact(*l.Of(&now)), l.Label, blocks.Exact(l.Low), l.AtLow, blocks.Exact(l.High), l.AtHigh); err != nil {
				return err
			}
		}
		return nil
	}
}

// Roles are the roles at every table.
func (k *lessonData) Roles() []lesson.Role { return lesson.RoleTable }

// Step is the step of that name, or nil where the lesson has no time for it.
func (k *lessonData) Step(name string) *lesson.Step {
	if i := slices.IndexFunc(k.Steps, func(s lesson.Step) bool { return s.Name == name }); i >= 0 {
		return &k.Steps[i]
	}
	return nil
}

// Deaths tells whether the outcome of the lesson counts people: then nobody is
// asked to guess a number.
func (k *lessonData) Deaths() bool { return k.Outcome.Unit == "death" || k.Outcome.Unit == "person" }

// First and Last are the last recorded year and the last year of the paths.
func (k *lessonData) First() int { return model.Fork.Year() - 1 }
func (k *lessonData) Last() int  { return k.Against.Years.Last() }

// In is the outcome of the lesson in a year of a run, as printed.
func (k *lessonData) In(r *scenarios.Run, year int) string {
	return blocks.Amount(k.Outcome.In(r.Years, year), k.Outcome.Unit)
}

// Money is what it costs at central values: an operation in general and one led
// by intelligence, and each of dialogue and narrative at full for a year.
func (k *lessonData) Money() (m struct{ Operation, Precise, Programme string }) {
	p := &k.Worlds[0].Parameters
	m.Operation = plots.Number(p.OperationCost)
	m.Precise = plots.Number(p.OperationCost * (1 + p.PrecisionPremium))
	m.Programme = plots.Number(p.ProgrammeCost)
	return m
}

// GroupSizes says how many groups of each size there are, largest first.
func (k *lessonData) GroupSizes() []groupSize {
	var list []groupSize
	for _, g := range k.Groups {
		if n := len(list); n > 0 && list[n-1].Pupils == g.Pupils {
			list[n-1].Groups++
			continue
		}
		list = append(list, groupSize{g.Pupils, 1, g.Seats})
	}
	return list
}

type groupSize struct {
	Pupils, Groups int
	Seats          []lesson.Seat
}

// Pairs are the two questions of the prediction sheet about which of two paths
// ends higher, with what the model gives.
func (k *lessonData) Pairs() []pairAsked {
	var list []pairAsked
	for _, names := range [][2]string{{"kinetic", "investment"}, {"current-course", "three-pillar"}} {
		a, b := k.run(names[0]), k.run(names[1])
		higher, cross := class.Ends(k.Outcome, a, b)
		p := pairAsked{First: a.Scenario, Second: b.Scenario, Higher: b.Scenario.Label, Cross: cross}
		if higher {
			p.Higher = a.Scenario.Label
		}
		p.Years = crossingYears(k.Outcome, a, b)
		list = append(list, p)
	}
	return list
}

type pairAsked struct {
	First, Second *scenarios.Scenario
	Higher        string
	Cross         bool
	Years         []int
}

// Asked are the paths that the prediction sheet asks about.
func (k *lessonData) Asked() []*scenarios.Scenario {
	var list []*scenarios.Scenario
	for _, p := range k.Pairs() {
		list = append(list, p.First, p.Second)
	}
	return list
}

// crossingYears lists the years from which the other of two runs is higher.
func crossingYears(o *model.Outcome, a, b *scenarios.Run) []int {
	var years []int
	ahead := 0
	for year := model.Fork.Year(); year <= a.Years.Last(); year++ {
		now := 0
		switch x, y := o.In(a.Years, year), o.In(b.Years, year); {
		case math.Abs(x-y) <= 1e-9*max(x, y):
		case x > y:
			now = 1
		default:
			now = -1
		}
		if now*ahead < 0 {
			years = append(years, year)
		}
		if now != 0 {
			ahead = now
		}
	}
	return years
}

// Course says whether the outcome of the current course ends lower, about the
// same, or higher than it was in the last recorded year.
func (k *lessonData) Course() string {
	then, now := k.Outcome.In(k.Against.Years, k.First()), k.Outcome.In(k.Against.Years, k.Last())
	switch {
	case now < then*0.9:
		return "lower"
	case now > then*1.1:
		return "higher"
	}
	return "about the same"
}

// WorldRows are both death sums of every main path in every world.
func (k *lessonData) WorldRows() []worldRow {
	narrow, all := model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")
	var list []worldRow
	for i, runs := range k.InWorld {
		row := worldRow{World: k.Worlds[i], FewestCS: fewestOf(runs, narrow), FewestAll: fewestOf(runs, all)}
		for _, r := range runs {
			row.Cells = append(row.Cells, bothSumsOf{plots.Number(narrow.Of(r.Years)), plots.Number(all.Of(r.Years))})
		}
		row.KineticFewerCS = narrow.Of(pick(runs, "kinetic").Years) < narrow.Of(pick(runs, "investment").Years)
		row.KineticFewerAll = all.Of(pick(runs, "kinetic").Years) < all.Of(pick(runs, "investment").Years)
		list = append(list, row)
	}
	return list
}

type worldRow struct {
	World                           *scenarios.World
	Cells                           []bothSumsOf
	FewestCS, FewestAll             string
	KineticFewerCS, KineticFewerAll bool
}

type bothSumsOf struct{ CivilianSecurity, All string }

// pick is the run of a path among some.
func pick(runs []*scenarios.Run, name string) *scenarios.Run {
	return runs[slices.IndexFunc(runs, func(r *scenarios.Run) bool { return r.Scenario.Name == name })]
}

// fewestOf names the path with the least of an outcome; those within a
// twentieth of it are named too, since the model cannot tell them apart.
func fewestOf(runs []*scenarios.Run, o *model.Outcome) string {
	least := math.Inf(1)
	for _, r := range runs {
		least = min(least, o.Of(r.Years))
	}
	var names []string
	for _, r := range runs {
		if o.Of(r.Years) <= least*1.05 {
			names = append(names, r.Scenario.Label)
		}
	}
	return table.Sentence(names)
}

// Sides are the three paths of the page, in its words: where each has the fewest
// killed, and the worlds that speak most for it and against it.
func (k *lessonData) Sides() []side {
	var list []side
	for _, name := range answers.StartPaths() {
		s := side{Path: k.run(name).Scenario, sideWords: sides[name]}
		for _, sum := range scenarios.DeathCounts() {
			one := sideSum{Words: "Civilians and soldiers"}
			if sum.Name == "deaths_all" {
				one.Words = "Everyone, militants too"
			}
			most, least := math.Inf(-1), math.Inf(1)
			for i, runs := range k.InWorld {
				own, other, others := sum.Of(pick(runs, name).Years), math.Inf(1), []string{}
				for _, n := range answers.StartPaths() {
					if n != name {
						v := sum.Of(pick(runs, n).Years)
						other = min(other, v)
						others = append(others, plots.Number(v)+" with "+table.LowerFirst(k.run(n).Scenario.Plain()))
					}
				}
				if own <= other*1.05 {
					one.Fewest++
				}
				place := sidePlace{k.Worlds[i].Plain(), plots.Number(own), table.Sentence(others)}
				// How far the path is from the nearest other, as a share.
				if lead := other / own; lead > most {
					most, one.For = lead, place
				}
				if lead := other / own; lead < least {
					least, one.Against = lead, place
				}
			}
			s.Sums = append(s.Sums, one)
		}
		list = append(list, s)
	}
	return list
}

type side struct {
	Path *scenarios.Scenario
	sideWords
	Sums []sideSum
}

// sideWords are the arguments for and against a path.
type sideWords struct{ For, Against string }

// sides are the arguments about the paths of the page, in the mechanisms of the
// model: three sentences for each and three against it.
var sides = map[string]sideWords{
	"kinetic": {
		"Raids reduce the number of fighters now, and fighters who are hunted attack less. Nobody has to trust a promise or wait for a road. Without force, attackers can stop any project.",
		"Raids kill civilians too, and each one killed brings anger, new fighters and attacks in revenge. Fighters shelter across the border and are replaced. Raids cost a lot of money, year after year.",
	},
	"investment": {
		"People with work and trade have less reason to join. Kabul loses trade if it shelters militants. Few people are killed in operations, militants included.",
		"Roads take years, and much of the promised money is never spent. Attackers can stop projects and attack them. While few raids are made, fighters are free to attack.",
	},
	"three-pillar": {
		"Raids led by intelligence kill fewer civilians. Roads, an open border and talks leave fewer people to recruit and give Kabul a reason to act. Each part makes the others work better.",
		"Everything has to work at once: careful raids, money and a partner who talks. A promise that is broken costs trust. It costs more than roads alone, and more militants are killed.",
	},
}

// sideSum is what one death count says of a path.
type sideSum struct {
	Words        string
	Fewest       int // in how many worlds the path has the fewest, or about as few
	For, Against sidePlace
}

type sidePlace struct{ World, Own, Others string }

// Cards are the three paths of the page, in its words.
func (k *lessonData) Cards() ([]answers.Card, error) { return answers.Cards() }

// Dials are the three levers of the page.
func (k *lessonData) Dials() []answers.Dial { return answers.Dials() }

// Fewest names the paths of the page with the fewest killed in each world, by
// both counts, in the words of the page.
func (k *lessonData) Fewest() []fewestRow {
	var rows []fewestRow
	for i, runs := range k.InWorld {
		var three []*scenarios.Run
		for _, name := range answers.StartPaths() {
			three = append(three, pick(runs, name))
		}
		rows = append(rows, fewestRow{k.Worlds[i].Plain(), plainFewest(three, "deaths_civilian_security"), plainFewest(three, "deaths_all")})
	}
	return rows
}

type fewestRow struct{ World, CivilianSecurity, All string }

// plainFewest names those of some runs with the least of an outcome, or within a
// twentieth of it.
func plainFewest(runs []*scenarios.Run, outcome string) string {
	o, least, names := model.FindOutcome(outcome), math.Inf(1), []string{}
	for _, r := range runs {
		least = min(least, o.Of(r.Years))
	}
	for _, r := range runs {
		if o.Of(r.Years) <= least*1.05 {
			names = append(names, r.Scenario.Plain()+" ("+plots.Number(o.Of(r.Years))+")")
		}
	}
	return table.Sentence(names)
}

// Pages counts the sheets of the first lesson to print: the length of each file on
// A4 times its copies.
func (k *lessonData) Pages() int { return 2 + 3 + k.Pupils + len(k.Groups) + 3 }

// Free names the levers that look too good.
func (k *lessonData) Free() []string {
	var names []string
	for i := range k.Raised {
		if k.Raised[i].Free() {
			names = append(names, k.Raised[i].Lever.Plain)
		}
	}
	return names
}

// RaisedRows say what raising one lever alone does.
func (k *lessonData) RaisedRows() []raisedRow {
	var rows []raisedRow
	for i := range k.Raised {
		r := &k.Raised[i]
		rows = append(rows, raisedRow{r.Lever, blocks.Exact(r.From), blocks.Exact(r.To), plots.Signed(r.NarrowAtCentre), ensemble.OfHundred(r.NarrowRises), plots.Signed(r.AllAtCentre), ensemble.OfHundred(r.AllRise)})
	}
	return rows
}

type raisedRow struct {
	Lever                     *model.Lever
	From, To                  string
	CivilianSecurity, CSRises string
	All, AllRises             string
}

// Counted are the ledger rows that count attacks, or those killed, in the last
// recorded year.
func (k *lessonData) Counted() []*model.Evidence {
	var rows []*model.Evidence
	for i := range model.EvidenceTable {
		e := &model.EvidenceTable[i]
		if e.Value == nil || e.Observes == nil || e.From.Year() != k.First() || e.To.Year() != k.First() || e.To.Sub(e.From).Hours() < 360*24 {
			continue
		}
		if e.Set == "recommended" || e.Unit == "1" {
			continue
		}
		rows = append(rows, e)
	}
	return rows
}

// Essay are the essay's rows of the ledger.
func (k *lessonData) Essay() []*model.Evidence {
	var rows []*model.Evidence
	for i := range model.EvidenceTable {
		if e := &model.EvidenceTable[i]; e.Set == "essay" {
			rows = append(rows, e)
		}
	}
	return rows
}

// Cited is a row of the ledger by its id.
func (k *lessonData) Cited(id string) (*model.Evidence, error) {
	if e := model.FindEvidence(id); e != nil {
		return e, nil
	}
	return nil, fmt.Errorf("evidence %s: is not in the ledger", id)
}

// Figure is the number of a ledger row with its unit and range.
func (k *lessonData) Figure(e *model.Evidence) string { return describe.FigureWords(e) }

// Grades counts the parameters by what they rest on, firm first.
func (k *lessonData) Grades() []gradeCount {
	var list []gradeCount
	for _, c := range []model.Confidence{model.Cited, model.SeveralStudies, model.FewStudies, model.Judgement} {
		n := 0
		for i := range model.ParameterTable {
			if model.ParameterTable[i].Confidence == c {
				n++
			}
		}
		list = append(list, gradeCount{c, n})
	}
	return list
}

type gradeCount struct {
	Grade model.Confidence
	Count int
}

// Words go on from the number of the assumptions of a grade.
func (g gradeCount) Words() string {
	verb := "come from "
	if g.Count == 1 {
		verb = "comes from "
	}
	switch g.Grade {
	case model.Cited:
		if g.Count == 1 {
			return "is cited"
		}
		return "are cited"
	case model.Judgement:
		return verb + "our judgement"
	}
	return verb + string(g.Grade)
}

// Parameters is how many rows the table of parameters has.
func (k *lessonData) Parameters() int { return len(model.ParameterTable) }

// OneYear is the outcome of the lesson as words for one year.
func (k *lessonData) OneYear() string { return strings.TrimSuffix(k.Outcome.Label, " in a year") }
