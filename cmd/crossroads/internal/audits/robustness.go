// SPDX-License-Identifier: Apache-2.0

// Package audits holds the commands that question a result.
package audits

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/robust"
	"crossroads/scenarios/runs/ensemble"
)

// robustnessOptions are the flags of robustness.
type robustnessOptions struct {
	flags.Audit
	conditions []string
	most       bool
}

// NewRobustness makes the command that says how badly each path can do.
func NewRobustness() *cobra.Command {
	var o robustnessOptions
	c := &cobra.Command{
		Use:   "robustness [PATH | FILE.yaml]...",
		Short: "Show regret and worst cases",
		Long: model.Label + `

Runs every path in every world, at the world's own values and under draws of all assumptions. Shows by how much each path
exceeds the lowest other path (regret), its spread over the draws, and the share of draws that meet each threshold.`,
		Example: `  crossroads robustness
  crossroads robustness kinetic three-pillar my.yaml --worlds central,backlash --threshold 'deaths_all<40000'`,
	}
	o.Bind(c, flags.UsualMembers)
	o.BindAgainst(c)
	o.BindWorlds(c)
	c.Flags().StringArrayVar(&o.conditions, "threshold", nil, "what must hold: OUTCOME<NUMBER, OUTCOME>NUMBER, or OUTCOME<reference; repeat for several (by default each outcome lower than on the reference path)")
	c.Flags().BoolVar(&o.most, "most", false, "regret having less of the outcome, not more")
	return flags.Asks(c, &o.Output, o.audit)
}

// audit reads what is asked.
func (o *robustnessOptions) audit(names []string) (a *robustness, err error) {
	a = &robustness{}
	if len(names) == 0 {
		names, a.closed = openPaths()
	}
	q := &a.Question
	var reference *scenarios.Scenario
	if q.Paths, reference, err = o.FindPaths(names); err != nil {
		return nil, err
	}
	if len(q.Paths) < 2 {
		return nil, flags.Usagef("robustness needs two or more paths (%d given)", len(q.Paths))
	}
	q.Reference, q.Most = slices.Index(q.Paths, reference), o.most
	asked, err := o.Read(1)
	if err != nil {
		return nil, err
	}
	q.Outcomes, q.Worlds, q.Horizon, q.Draws, q.Members = asked.Outcomes, asked.Worlds, asked.Horizon, asked.Draws, asked.Members
	if q.Conditions, err = readConditions(o.conditions, q.Outcomes, q.Reference); err != nil {
		return nil, err
	}
	return a, q.FindWays()
}

// openPaths lists the built-in paths that can still be chosen at the fork, and
// the others.
func openPaths() (open, closed []string) {
	for _, name := range scenarios.BuiltinNames() {
		if path, err := scenarios.Builtin(name); err == nil && path.Starts >= model.Fork {
			open = append(open, name)
		} else {
			closed = append(closed, name)
		}
	}
	return open, closed
}

// readConditions reads thresholds such as deaths_all<40000.
func readConditions(texts []string, outcomes []*model.Outcome, reference int) ([]robust.Condition, error) {
	var list []robust.Condition
	for _, text := range texts {
		at := strings.IndexAny(text, "<>")
		if at < 1 || at == len(text)-1 {
			return nil, flags.Usagef("--threshold %s: must be OUTCOME<NUMBER, OUTCOME>NUMBER or OUTCOME<reference", text)
		}
		c := robust.Condition{Outcome: model.FindOutcome(text[:at]), Above: text[at] == '>', Reference: -1}
		if c.Outcome == nil {
			return nil, &scenarios.UnknownError{Thing: "outcome", Name: text[:at], Known: model.OutcomeNames()}
		}
		if limit := text[at+1:]; limit == "reference" {
			c.Reference = reference
		} else {
			var err error
			if c.Value, err = strconv.ParseFloat(limit, 64); err != nil || c.Value-c.Value != 0 {
				return nil, flags.Usagef("--threshold %s: %q is not a number (a finite number, or reference)", text, limit)
			}
		}
		list = append(list, c)
	}
	if len(texts) == 0 {
		for _, o := range outcomes {
			list = append(list, robust.Condition{Outcome: o, Reference: reference})
		}
	}
	return list, nil
}

// robustness is the audit.
type robustness struct {
	robust.Question
	closed []string // built-in paths left out because their start has passed
}

// robustnessTables are the names of the tables, in order.
var robustnessTables = []string{"regret", "regret_drawn", "fewest", "thresholds", "draws", "ranks", "order"}

// Plan says what is run and written.
func (a *robustness) Plan() output.Plan {
	return output.Plan{
		Runs:    a.Runs(),
		Words:   fmt.Sprintf("%d paths, %d worlds, %s draws, %d ways of drawing", len(a.Paths), len(a.Worlds), plots.Count(a.Members), len(a.Ways)),
		Tables:  robustnessTables,
		Files:   output.TableFiles(robustnessTables),
		Figures: []string{"regret"},
	}
}

// Run answers.
func (a *robustness) Run(ctx context.Context, done func(int)) (*output.Answer, error) {
	r, err := a.Question.Run(ctx, done)
	if err != nil {
		return nil, err
	}
	fit, err := ensemble.FitLines(r.Draws, r.Worlds[0])
	if err != nil {
		return nil, err
	}
	answer := &output.Answer{
		Document: robustnessDocument(r, a.closed, fit),
		Figures:  []*plots.Figure{plots.Regret(r.Paths, r.Worlds, (r.Horizon.End - 1).Year(), r.Tables)},
		Source:   output.Source{Paths: r.Paths, Worlds: r.Worlds, Horizon: r.Horizon, Seed: r.Draws.Seed, Members: r.Members},
	}
	answer.Files = append(answer.Files, output.FilesOf(answer.Tables)...)
	return answer, nil
}
