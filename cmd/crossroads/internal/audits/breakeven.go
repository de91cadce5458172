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
	"crossroads/scenarios/audits/breakeven"
	"crossroads/scenarios/runs/ensemble"
)

// breakevenOptions are the flags of breakeven.
type breakevenOptions struct {
	flags.Audit
	pair   string
	points int
}

// NewBreakeven makes the command that finds where two paths tie.
func NewBreakeven() *cobra.Command {
	var o breakevenOptions
	c := &cobra.Command{
		Use:   "breakeven [PATH RIVAL]",
		Short: "Find values that reverse the order of two paths",
		Long: model.Label + `

Varies one assumption at a time over its documented range and finds the value at which the two paths tie: first with all
other assumptions at this world's values, then with all others drawn. Maps the two assumptions that matter most.`,
		Example: `  crossroads breakeven
  crossroads breakeven kinetic investment
  crossroads breakeven kinetic-precise three-pillar --world backlash --map replacement,suppression`,
	}
	o.Bind(c, breakevenMembers, "each is searched with many runs; shares of draws take 500")
	o.BindWorld(c)
	c.Flags().StringVar(&o.pair, "map", "", "two assumptions to map, separated by a comma (by default the two whose ranges move the difference most)")
	c.Flags().IntVar(&o.points, "points", 41, "points of the map along each side")
	return flags.Asks(c, &o.Output, o.audit)
}

// breakevenMembers is the usual number of draws searched, each of which needs many
// runs. Shares of draws rest on as many as in every audit.
const breakevenMembers = 200

// audit reads what is asked.
func (o *breakevenOptions) audit(names []string) (*breakevenAudit, error) {
	a := &breakevenAudit{}
	q := &a.Full
	var err error
	if q.A, q.B, err = o.FindTwo("breakeven", names); err != nil {
		return nil, err
	}
	if q.Pair, err = findPairOfAssumptions(o.pair); err != nil {
		return nil, err
	}
	if err := flags.AtLeast("points", o.points, 5); err != nil {
		return nil, err
	}
	asked, err := o.Read(1)
	if err != nil {
		return nil, err
	}
	q.Outcomes, q.World, q.Horizon, q.From, q.Members = asked.Outcomes, asked.World, asked.Horizon, asked.Draws, asked.Members
	q.Shown, q.Points = o.Shown(), o.points
	return a, q.FindWays()
}

// findPairOfAssumptions reads the assumptions of a map; nil if none is named.
func findPairOfAssumptions(text string) ([]*model.Parameter, error) {
	if text == "" {
		return nil, nil
	}
	names := flags.Separated(text)
	if len(names) != 2 || names[0] == names[1] {
		return nil, flags.Usagef("--map %s: is not a pair; name two different assumptions, separated by a comma", text)
	}
	known := breakeven.Parameters()
	var list []*model.Parameter
	for _, name := range names {
		i := slices.IndexFunc(known, func(row *model.Parameter) bool { return row.Name == name })
		if i < 0 {
			var words []string
			for _, row := range known {
				words = append(words, row.Name)
			}
			return nil, &scenarios.UnknownError{Thing: "assumption", Name: name, Known: words}
		}
		list = append(list, known[i])
	}
	return list, nil
}

// breakevenAudit is the audit.
type breakevenAudit struct{ breakeven.Full }

// breakevenTables are the names of the tables, in order.
var breakevenTables = []string{"breakeven", "lower", "crossings", "assumptions", "ends", "map"}

// Plan says what is run and written.
func (a *breakevenAudit) Plan() output.Plan {
	p := output.Plan{
		Runs: a.Runs(),
		Words: fmt.Sprintf("2 paths, %d assumptions over %s draws, a map of %s points, %s draws in each of %d ways", len(breakeven.Parameters()),
			plots.Count(a.Members), plots.Count(a.Points*a.Points), plots.Count(a.Shown), len(a.Ways)),
		Tables:  breakevenTables,
		Figures: []string{"conditions"},
	}
	p.Files = append(p.Files, output.TableFiles(breakevenTables)...)
	return p
}

// Run answers.
func (a *breakevenAudit) Run(ctx context.Context, done func(int)) (*output.Answer, error) {
	r, err := a.Full.Run(ctx, done)
	if err != nil {
		return nil, err
	}
	fit, err := ensemble.FitLines(r.From, r.World)
	if err != nil {
		return nil, err
	}
	answer := &output.Answer{
		Document: breakevenDocument(r, fit),
		Figures:  []*plots.Figure{plots.Conditions(r.A, r.B, r.World, (r.Horizon.End - 1).Year(), r.Outcomes, r.Map)},
		Source: output.Source{Paths: []*scenarios.Scenario{r.A, r.B}, Worlds: []*scenarios.World{r.World}, Horizon: r.Horizon,
			Seed: r.From.Seed, Members: r.Members},
	}
	answer.Files = append(answer.Files, output.FilesOf(answer.Tables)...)
	return answer, nil
}
