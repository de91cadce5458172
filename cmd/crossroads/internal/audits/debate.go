// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/debate"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// debateOptions are the flags of debate.
type debateOptions struct {
	flags.Audit
}

// NewDebate makes the command that sets the cases of several paths side by side.
func NewDebate() *cobra.Command {
	var o debateOptions
	c := &cobra.Command{
		Use:   "debate [PATH | FILE.yaml]...",
		Short: "Show the strongest case for and against each path",
		Long: model.Label + `

Shows for every path, in the same order: the comparison that favours it most, the one that favours it least, the three
assumptions that decide between it and its closest rival, the evidence that would decide between them, and the strongest
criticism. Nothing is claimed where the 80% range includes zero, or where the two paths tie within 5%. Single
assumptions are varied in the first of the worlds.`,
		Example: "  crossroads debate\n  crossroads debate kinetic three-pillar my.yaml",
	}
	o.Bind(c, flags.UsualMembers)
	o.BindWorlds(c)
	return flags.Asks(c, &o.Output, o.audit)
}

// audit reads what is asked.
func (o *debateOptions) audit(names []string) (*debateAudit, error) {
	if len(names) == 0 {
		names = append(scenarios.MainNames(), "kinetic-precise")
	}
	if len(names) < 2 {
		return nil, flags.Usagef("debate needs two or more paths (%d given)", len(names))
	}
	a := &debateAudit{}
	q := &a.Question
	var err error
	if q.Paths, _, err = o.FindPaths(names); err != nil {
		return nil, err
	}
	for _, s := range q.Paths {
		if s.Starts < model.Fork {
			return nil, flags.Usagef("path %s: starts in %s and can no longer be chosen; name paths that start in %s or later", s.Name, s.Starts, model.Fork)
		}
	}
	asked, err := o.Read(10)
	if err != nil {
		return nil, err
	}
	q.Outcomes, q.Worlds, q.Horizon, q.Draws, q.Members = asked.Outcomes, asked.Worlds, asked.Horizon, asked.Draws, asked.Members
	q.Ways, err = shares.Ways(q.Draws, q.Worlds[0])
	return a, err
}

// debateAudit is the audit.
type debateAudit struct{ debate.Question }

// debateTables are the names of the tables, in order.
var debateTables = []string{"comparisons", "cases", "deciding", "contests", "fewest"}

// Plan says what is run and written.
func (a *debateAudit) Plan() output.Plan {
	p := output.Plan{
		Runs:   a.Runs(),
		Words:  fmt.Sprintf("%d paths, %d worlds, %s draws, %d ways of drawing", len(a.Paths), len(a.Worlds), plots.Count(a.Members), len(a.Ways)),
		Tables: debateTables,
		Files:  []string{"debate.md"},
	}
	p.Files = append(p.Files, output.TableFiles(debateTables)...)
	return p
}

// Run answers.
func (a *debateAudit) Run(ctx context.Context, done func(int)) (*output.Answer, error) {
	d, err := a.Question.Run(ctx, done)
	if err != nil {
		return nil, err
	}
	fit, err := ensemble.FitLines(d.Draws, d.Worlds[0])
	if err != nil {
		return nil, err
	}
	answer := &output.Answer{
		Document: debateDocument(d, fit),
		Source:   output.Source{Paths: d.Paths, Worlds: d.Worlds, Horizon: d.Horizon, Seed: d.Draws.Seed, Members: d.Members},
	}
	answer.Files = []output.File{{Name: "debate.md", Write: func(w io.Writer) error { return answer.Write(w, "md", "") }}}
	answer.Files = append(answer.Files, output.FilesOf(answer.Tables)...)
	return answer, nil
}
