// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/study"
)

// studyOptions are the flags of study.
type studyOptions struct {
	flags.Audit
}

// NewStudy makes the command that breaks a path into its parts.
func NewStudy() *cobra.Command {
	var o studyOptions
	c := &cobra.Command{
		Use:   "study [PATH [RIVAL...]]",
		Short: "Break a path into its parts: pillars, timing, money, mechanisms",
		Long: model.Label + `

Runs every combination of a path's three pillars; starts the path later; stops it early; compares it with its rivals as
they are, at equal money and where little is delivered; switches off each mechanism of the model; and finds how strong a
mechanism must be to reverse the order. Without names it studies three-pillar against kinetic and kinetic-precise.`,
		Example: `  crossroads study
  crossroads study investment kinetic --against current-course --world backlash`,
	}
	o.Bind(c, flags.UsualMembers)
	o.BindWorld(c)
	o.BindAgainst(c)
	return flags.Asks(c, &o.Output, o.audit)
}

// audit reads what is asked.
func (o *studyOptions) audit(names []string) (*studyAudit, error) {
	switch len(names) {
	case 0:
		names = []string{"three-pillar", "kinetic", "kinetic-precise"}
	case 1:
		names = append(names, "kinetic", "kinetic-precise")
	}
	a := &studyAudit{}
	q := &a.Question
	var err error
	if q.Path, err = o.FindPath(names[0]); err != nil {
		return nil, err
	}
	for _, name := range names[1:] {
		_, rival, err := o.FindPair([]string{names[0], name})
		if err != nil {
			return nil, err
		}
		q.Rivals = append(q.Rivals, rival)
	}
	if q.Against, err = o.FindPath(o.Against); err != nil {
		return nil, err
	}
	if o.Until < 2036 {
		return nil, flags.Usagef("--until %d: must be 2036 or later, because a study starts paths until %d", o.Until, study.LastStart)
	}
	asked, err := o.Read(10)
	if err != nil {
		return nil, err
	}
	q.Outcomes, q.World, q.Horizon, q.Members = asked.Outcomes, asked.World, asked.Horizon, asked.Members
	if err := q.Check(); err != nil {
		return nil, err
	}
	return a, q.FindWays(asked.Draws)
}

// studyAudit is the audit.
type studyAudit struct{ study.Question }

// studyTables are the names of the tables, in order.
var studyTables = []string{"pillars", "synergy", "later", "rivals", "stopped", "mechanisms", "thresholds", "degrees", "fewer", "levels", "timing", "money"}

// Plan says what is run and written.
func (a *studyAudit) Plan() output.Plan {
	p := output.Plan{
		Runs:    a.Runs(),
		Words:   fmt.Sprintf("%s draws, %d mechanisms, %d rivals, %d ways of drawing", plots.Count(a.Members), len(study.Mechanisms), len(a.Rivals), len(a.Ways)),
		Tables:  studyTables,
		Figures: []string{"pillars", "timing", "rests-on"},
	}
	p.Files = append(p.Files, output.TableFiles(studyTables)...)
	return p
}

// Run answers.
func (a *studyAudit) Run(ctx context.Context, done func(int)) (*output.Answer, error) {
	r, err := a.Question.Run(ctx, done)
	if err != nil {
		return nil, err
	}
	answer := &output.Answer{
		Document: studyDocument(r),
		Figures:  studyFigures(r),
		Source: output.Source{Paths: append([]*scenarios.Scenario{r.Path, r.Against}, r.Rivals...), Worlds: []*scenarios.World{r.World},
			Horizon: r.Horizon, Seed: r.Ways[0].Draws.Seed, Members: r.Members},
	}
	answer.Files = append(answer.Files, output.FilesOf(answer.Tables)...)
	return answer, nil
}

// studyFigures are the figures of a study.
func studyFigures(r *study.Result) []*plots.Figure {
	last, drawn := (r.Horizon.End - 1).Year(), fmt.Sprintf("%d draws, seed %d", r.Members, r.Ways[0].Draws.Seed)
	var pillars, rests []plots.Dots
	for n, o := range r.Outcomes {
		one := plots.Dots{Head: o.Label, Unit: o.Unit}
		for _, e := range r.Effects() {
			one.Rows = append(one.Rows, dot(e.Name, e.Spreads[n]))
		}
		pillars = append(pillars, one)
	}
	for i, rival := range r.Rivals {
		for n, o := range r.Outcomes {
			one := plots.Dots{Head: o.Label + ": minus " + table.PathLabel(rival), Unit: o.Unit, Mark: &r.Mechanisms[0].Effects[i].Spreads[n].Centre}
			for _, m := range r.Mechanisms {
				one.Rows = append(one.Rows, dot(m.Mechanism, m.Effects[i].Spreads[n]))
			}
			rests = append(rests, one)
		}
	}
	return []*plots.Figure{
		plots.Pillars(r.Path, r.Against, r.World, last, pillars, drawn),
		plots.Timing(r.Path, r.Against, r.World, last, r.Outcomes, r.Timing.Years, r.Timing.Map),
		plots.RestsOn(r.Path, r.Rivals, r.World, last, rests, drawn),
	}
}

// dot is a spread as a row of a figure.
func dot(label string, s study.Spread) plots.Dot {
	return plots.Dot{Label: label, At: s.Centre, Low: s.Low, High: s.High}
}
