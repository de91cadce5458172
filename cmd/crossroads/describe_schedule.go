package main

import (
	"fmt"
	"strings"

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
func describeSchedule(o *describeOptions) (*report, error) {
	path, world, h, err := o.asked()
	if err != nil {
		return nil, err
	}
	if err := scenarios.SameStart(world, h, path); err != nil {
		return nil, err
	}
	plan := path.PlanIn(world, h)
	r := &report{Facts: []fact{{"path", path.Marked()}, {"world", world.Marked()}, {"from", h.Start.String()}, {"until", (h.End - 1).String()}}}

	steps := block{Name: "order", Title: "Order of a run", Columns: []column{{"order", "order", 0}, {"step", "step", 88}}}
	for i, step := range runSteps {
		if strings.Contains(step, "%d") {
			step = fmt.Sprintf(step, model.SettleRounds)
		}
		steps.Rows = append(steps.Rows, []any{i + 1, step})
	}

	months := block{Name: "levers", Title: "Levers, month by month", Columns: []column{{"from", "from", 8}, {"to", "to", 8}}}
	for i := range model.LeverTable {
		months.Columns = append(months.Columns, column{model.LeverTable[i].Name, narrowHead(model.LeverTable[i].Name), 0})
	}
	months.Columns = append(months.Columns, column{"attack_factor", "attack\nfactor", 0})
	for i := 0; i < len(plan.Months); {
		last := i // of the months with the same levers
		for last+1 < len(plan.Months) && plan.Months[last+1] == plan.Months[i] {
			last++
		}
		row := []any{(h.Start + model.Month(i)).String(), (h.Start + model.Month(last)).String()}
		for j := range model.LeverTable {
			row = append(row, measured{*model.LeverTable[j].Of(&plan.Months[i]), model.LeverTable[j].Unit})
		}
		months.Rows = append(months.Rows, append(row, measured{plan.Months[i].AttackFactor, "1"}))
		i = last + 1
	}
	leaves := "The path leaves the shared history in " + path.Leaves().String()
	if path.Start != 0 {
		leaves = "The path shares no history"
	}
	months.Notes = []string{leaves + ". A change over some time is a staircase: each month has one value. " +
		"Both months of a row are included. JSON and CSV have all digits."}

	shocks := block{Name: "shocks", Title: "Shocks at the start of a month", Columns: []column{{"month", "month", 8}, {"civilians", "civilians", 0}, {"security", "security", 0}, {"wounded", "wounded", 0}, {"share_cancelled", "share\ncancelled", 0}, {"trust_lost", "trust\nlost", 0}}}
	for _, s := range plan.Impulses {
		shocks.Rows = append(shocks.Rows, []any{s.At.String(), quoted(s.Civilians), quoted(s.Security), quoted(s.Wounded), quoted(s.CancelledShare), quoted(s.TrustLost)})
	}
	shocks.Notes = []string{"Other kinds of shock change levers; see the table of levers."}

	rules := block{Name: "rules", Title: "Rules", Columns: []column{{"from", "from", 8}, {"when", "on when", 26}, {"hold", "held for\nmonths", 0}, {"until", "until", 22}, {"months", "months", 0}, {"set", "sets", 24}}}
	for i := range plan.Rules {
		rule := &plan.Rules[i]
		var set []string
		for _, s := range rule.Set {
			set = append(set, s.Lever.Name+" = "+exact(s.Value))
		}
		rules.Rows = append(rules.Rows, []any{rule.From.String(), conditionWords(rule.When), max(rule.Hold, 1), conditionWords(rule.Until), rule.Months, strings.Join(set, ", ")})
	}
	rules.Notes = []string{"A rule switches on when its condition has held for the given months in a row. It switches off when until holds or its duration (0: no limit) is over. Each starts off."}

	parameters := block{Name: "parameters", Title: "Parameters in this run", Columns: []column{{"name", "name", 24}, {"unit", "unit", 24}, {"value", "value", 0}}}
	values := world.Parameters
	for _, a := range plan.Assumptions {
		*a.Parameter.Of(&values) = a.Value
	}
	for i := range model.ParameterTable {
		p := &model.ParameterTable[i]
		parameters.Rows = append(parameters.Rows, []any{p.Name, p.Unit, quoted(*p.Of(&values))})
	}
	for _, t := range []*block{&shocks, &rules} {
		if len(t.Rows) == 0 {
			t.Notes = []string{"None."}
		}
	}
	r.Blocks = []block{steps, months, shocks, rules, parameters}
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
