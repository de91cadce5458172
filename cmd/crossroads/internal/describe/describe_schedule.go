// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"
	"strings"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/model"
	"crossroads/scenarios"
)

// runSteps say in order how a run goes: with the equations and the other tables
// of a schedule they suffice to build the model again.
var runSteps = []string{
	"Set the stocks to their values at the start and every running total to 0, under the levers of the first month.",
	"Find the resting start: compute the auxiliaries from the stocks, then set perceived_attacks and pipeline_3 to their start values from these auxiliaries. Repeat %d times.",
	"At the start of each month, first set the month's levers. attack_factor is a lever that only shocks set.",
	"Then apply the shocks of that month, in the order listed. One with people killed or wounded adds 1 to total_attacks, its people to total_civilians_attacks, total_security_attacks and total_wounded, " +
		"and (civilians + security) / deaths_per_attack to perceived_attacks. A share cancelled takes that share out of pipeline_1, pipeline_2 and pipeline_3 and adds it to total_cancelled.",
	"Then check each rule from its first month on, in the order listed, except in the first month of the run. Conditions use the start of the previous month, under that month's levers. A rule that is on sets its levers for the month; later rules override earlier ones.",
	"Compute the auxiliaries in the order listed, then the flows, then the change of each stock and running total per year.",
	"Advance by one month with one step of the classical fourth-order Runge-Kutta method. Levers stay constant within the month.",
	"The amount of a calendar year is the running total at its end, before shocks of the next month, minus that at its start, before shocks of its first month.",
}

// describeSchedule prints all of a run that the equations do not say: its levers
// month by month, its shocks and rules, its assumptions, and how it is advanced.
func describeSchedule(o *DescribeOptions) (*blocks.Report, error) {
	path, world, h, err := o.asked()
	if err != nil {
		return nil, err
	}
	if err := scenarios.SameStart(world, h, path); err != nil {
		return nil, err
	}
	plan := path.PlanIn(world, h)
	r := &blocks.Report{Facts: []blocks.Fact{{Name: "path", Value: path.Marked()}, {Name: "world", Value: world.Marked()}, {Name: "from", Value: h.Start.String()}, {Name: "until", Value: (h.End - 1).String()}}}

	steps := blocks.Block{Name: "order", Title: "Order of a run", Columns: []blocks.Column{{Name: "order", Head: "order", Width: 0}, {Name: "step", Head: "step", Width: 88}}}
	for i, step := range runSteps {
		if strings.Contains(step, "%d") {
			step = fmt.Sprintf(step, model.SettleRounds)
		}
		steps.Rows = append(steps.Rows, []any{i + 1, step})
	}

	months := blocks.Block{Name: "levers", Title: "Levers, month by month", Columns: []blocks.Column{{Name: "from", Head: "from", Width: 8}, {Name: "to", Head: "to", Width: 8}}}
	for i := range model.LeverTable {
		months.Columns = append(months.Columns, blocks.Column{Name: model.LeverTable[i].Name, Head: narrowHead(model.LeverTable[i].Name), Width: 0})
	}
	months.Columns = append(months.Columns, blocks.Column{Name: "attack_factor", Head: "attack\nfactor", Width: 0})
	for i := 0; i < len(plan.Months); {
		last := i // of the months with the same levers
		for last+1 < len(plan.Months) && plan.Months[last+1] == plan.Months[i] {
			last++
		}
		row := []any{(h.Start + model.Month(i)).String(), (h.Start + model.Month(last)).String()}
		for j := range model.LeverTable {
			row = append(row, blocks.Measured{Value: *model.LeverTable[j].Of(&plan.Months[i]), Unit: model.LeverTable[j].Unit})
		}
		months.Rows = append(months.Rows, append(row, blocks.Measured{Value: plan.Months[i].AttackFactor, Unit: "1"}))
		i = last + 1
	}
	leaves := "The path leaves the shared history in " + path.Leaves().String()
	if path.Start != 0 {
		leaves = "The path shares no history"
	}
	months.Notes = []string{leaves + ". A change over some time is a staircase: each month has one value. " +
		"Both months of a row are included. JSON and CSV have all digits."}

	shocks := blocks.Block{Name: "shocks", Title: "Shocks at the start of a month", Columns: []blocks.Column{{Name: "month", Head: "month", Width: 8}, {Name: "civilians", Head: "civilians", Width: 0}, {Name: "security", Head: "security", Width: 0}, {Name: "wounded", Head: "wounded", Width: 0}, {Name: "share_cancelled", Head: "share\ncancelled", Width: 0}, {Name: "trust_lost", Head: "trust\nlost", Width: 0}}}
	for _, s := range plan.Impulses {
		shocks.Rows = append(shocks.Rows, []any{s.At.String(), blocks.Input(s.Civilians), blocks.Input(s.Security), blocks.Input(s.Wounded), blocks.Input(s.CancelledShare), blocks.Input(s.TrustLost)})
	}
	shocks.Notes = []string{"Other kinds of shock change levers; see the table of levers."}

	rules := blocks.Block{Name: "rules", Title: "Rules", Columns: []blocks.Column{{Name: "from", Head: "from", Width: 8}, {Name: "when", Head: "on when", Width: 26}, {Name: "hold", Head: "held for\nmonths", Width: 0}, {Name: "until", Head: "until", Width: 22}, {Name: "months", Head: "months", Width: 0}, {Name: "set", Head: "sets", Width: 24}}}
	for i := range plan.Rules {
		rule := &plan.Rules[i]
		var set []string
		for _, s := range rule.Set {
			set = append(set, s.Lever.Name+" = "+blocks.Exact(s.Value))
		}
		rules.Rows = append(rules.Rows, []any{rule.From.String(), conditionWords(rule.When), max(rule.Hold, 1), conditionWords(rule.Until), rule.Months, strings.Join(set, ", ")})
	}
	rules.Notes = []string{"A rule switches on when its condition has held for the given months in a row. It switches off when until holds or its duration (0: no limit) is over. Each starts off."}

	parameters := blocks.Block{Name: "parameters", Title: "Parameters in this run", Columns: []blocks.Column{{Name: "name", Head: "name", Width: 24}, {Name: "unit", Head: "unit", Width: 24}, {Name: "value", Head: "value", Width: 0}}}
	values := world.Parameters
	for _, a := range plan.Assumptions {
		*a.Parameter.Of(&values) = a.Value
	}
	for i := range model.ParameterTable {
		p := &model.ParameterTable[i]
		parameters.Rows = append(parameters.Rows, []any{p.Name, p.Unit, blocks.Input(*p.Of(&values))})
	}
	for _, t := range []*blocks.Block{&shocks, &rules} {
		if len(t.Rows) == 0 {
			t.Notes = []string{"None."}
		}
	}
	r.Blocks = []blocks.Block{steps, months, shocks, rules, parameters}
	return r, nil
}

// narrowHead is a name over a narrow column: a line for each word, and long words
// in two.
func narrowHead(name string) string {
	words := strings.Split(name, "_")
	for i, w := range words {
		if len(w) > 7 {
			words[i] = w[:(len(w)+1)/2] + "-\n" + w[(len(w)+1)/2:]
		}
	}
	return strings.Join(words, "\n")
}

// conditionWords is a condition as rules write it; "never" for none.
func conditionWords(c model.Condition) string {
	switch {
	case c.Series == nil:
		return "never"
	case c.Above:
		return c.Series.Name + " > " + scenarios.Plain(c.Value)
	}
	return c.Series.Name + " < " + scenarios.Plain(c.Value)
}
