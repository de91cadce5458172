// SPDX-License-Identifier: Apache-2.0

// Package teach has the commands for a class: lesson, class, page and serve.
package teach

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/cmd/crossroads/web"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/class/lesson"
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
		if err := k.measure(o.Members, o.Seed); err != nil {
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
	Facts           []table.Fact

	*lesson.Results
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
func (k *lessonData) measure(members int, seed uint64) (err error) {
	k.Facts = table.Facts(table.Fact{Name: "draws", Cell: table.Count(members)}, table.Fact{Name: "seed", Cell: table.Seed(seed)})
	k.Results, err = lesson.Measure(members, seed)
	return err
}

// draw draws the figures.
func (k *lessonData) draw() error {
	outcomes := []*model.Outcome{k.Outcome}
	if k.Outcome.Name != "deaths_all" && k.Outcome.Name != "deaths_civilian_security" {
		outcomes = append(outcomes, model.FindOutcome("deaths_civilian_security"))
	}
	k.Fork = nil
	for _, o := range outcomes {
		figure := plots.Fork(k.Runs, k.Against, o)
		figure.Plain = true
		f, err := document.ShowFigure(figure)
		if err != nil {
			return err
		}
		k.Fork = append(k.Fork, f)
	}
	var err error
	loops := plots.Loops()
	loops.Plain = true
	k.Diagram, err = document.ShowFigure(loops)
	return err
}

// budgetWords is what the budget of a lesson adds up.
const budgetWords = "operations + programmes + investment"

// run is a main path in the central world.
func (k *lessonData) run(name string) *scenarios.Run {
	return lesson.Pick(k.Runs, name)
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

// Page reports whether the page for pupils is in the folder.
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
	fields := []string{"v=1", "m=" + scenarios.ModelHash(), "from=" + k.Against.Scenario.Name, "budget=" + escaped(fmt.Sprintf("%s,%s,announced", budgetWords, scenarios.Plain(k.Budget)))}
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
		fmt.Fprintf(w, "budget: {%s: %s}   # USD million a year, the same for every group\nlevers:\n", budgetWords, scenarios.Plain(k.Budget))
		now := k.Against.Trajectory.At(model.Fork).Levers
		for _, l := range shown {
			if _, err := fmt.Fprintf(w, "  %s: %s   # %s; %s: %s; %s: %s\n", l.Name, scenarios.Plain(*l.Of(&now)), l.Label, scenarios.Plain(l.Low), l.AtLow, scenarios.Plain(l.High), l.AtHigh); err != nil {
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

// Deaths reports whether the outcome of the lesson counts people: then nobody is
// asked to guess a number.
func (k *lessonData) Deaths() bool { return k.Outcome.Unit == "death" || k.Outcome.Unit == "person" }

// First and Last are the last recorded year and the last year of the paths.
func (k *lessonData) First() int { return model.Fork.Year() - 1 }
func (k *lessonData) Last() int  { return k.Against.Years.Last() }

// Pages counts the sheets of the first lesson to print: the length of each file on
// A4 times its copies.
func (k *lessonData) Pages() int { return 2 + 3 + k.Pupils + len(k.Groups) + 3 }
