// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/cross"
	"crossroads/scenarios/runs/ensemble"
)

// crossOptions are the flags of cross.
type crossOptions struct {
	flags.Audit
}

// NewCross makes the command that separates the effects of path and world.
func NewCross() *cobra.Command {
	var o crossOptions
	c := &cobra.Command{
		Use:   "cross [PATH | FILE.yaml]...",
		Short: "Separate effects of path and world",
		Long: model.Label + `

Runs every path in every world under the same draws and takes each outcome apart: what the path changes in the first
world, what the world changes on the reference path, and how far the two together differ from their sum. This keeps
what assumptions change apart from what policies change. Parameters that a world sets are held at its values.`,
		Example: `  crossroads ensemble cross
  crossroads ensemble cross investment three-pillar --worlds central,ties-bind,my-world.yaml --outcome deaths_all,attacks`,
	}
	o.Bind(c, flags.UsualMembers)
	o.BindAgainst(c)
	o.BindWorlds(c)
	o.BindSampling(c)
	return flags.Asks(c, &o.Output, o.audit)
}

// audit reads what is asked.
func (o *crossOptions) audit(names []string) (*crossAudit, error) {
	a := &crossAudit{}
	q := &a.Question
	var reference *scenarios.Scenario
	var err error
	if q.Paths, reference, err = o.FindPaths(names); err != nil {
		return nil, err
	}
	q.Against = slices.Index(q.Paths, reference)
	asked, err := o.Read(1)
	if err != nil {
		return nil, err
	}
	q.Outcomes, q.Worlds, q.Horizon, q.Draws, q.Members = asked.Outcomes, asked.Worlds, asked.Horizon, asked.Draws, asked.Members
	q.Series = deathCounts() // the figure follows both, whatever the tables show
	return a, nil
}

// deathCounts are the two death counts.
func deathCounts() []*model.Outcome {
	return []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")}
}

// crossAudit is the audit.
type crossAudit struct{ cross.Question }

// crossTables are the names of the tables, in order.
var crossTables = []string{"medians", "differences", "lower", "beside", "parts", "outcomes"}

// Plan says what is run and written.
func (a *crossAudit) Plan() output.Plan {
	p := output.Plan{
		Runs:   a.Runs(),
		Words:  fmt.Sprintf("%d paths in %d worlds, %s draws", len(a.Paths), len(a.Worlds), plots.Count(a.Members)),
		Tables: crossTables,
	}
	p.Files = append(p.Files, output.TableFiles(crossTables)...)
	if a.Crossed() {
		p.Figures = []string{"cross"}
	}
	return p
}

// Run answers.
func (a *crossAudit) Run(ctx context.Context, done func(int)) (*output.Answer, error) {
	r, err := a.Question.Run(ctx, done)
	if err != nil {
		return nil, err
	}
	answer := &output.Answer{
		Document: crossDocument(r),
		Source:   output.Source{Paths: r.Paths, Worlds: r.Worlds, Horizon: r.Horizon, Seed: r.Draws.Seed, Members: r.Done()},
	}
	if path, world := r.LargestInteraction(deathCounts()[0]); path >= 0 {
		var effects []ensemble.Effects
		for _, o := range deathCounts() {
			effects = append(effects, r.Effects(r.Against, path, 0, world, o))
		}
		answer.Figures = []*plots.Figure{plots.Cross(effects...)}
	}
	answer.Files = append(answer.Files, output.FilesOf(answer.Tables)...)
	return answer, nil
}
