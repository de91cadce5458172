// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
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

// schedule prints all of a run that the equations do not say: its levers month by
// month, its shocks and rules, its assumptions, and how it is advanced.
func schedule(o *options) (*table.Document, error) {
	path, world, h, err := o.asked()
	if err != nil {
		return nil, err
	}
	if err := scenarios.SameStart(world, h, path); err != nil {
		return nil, err
	}
	plan := path.PlanIn(world, h)
	leaves := "The path leaves the shared history in " + path.Leaves().String()
	if path.Start != 0 {
		leaves = "The path shares no history"
	}
	months := leversTable(plan, h)
	months.Notes = []string{leaves + ". A change over some time is a staircase: each month has one value. Both months of a row are included."}
	return &table.Document{
		Facts: []table.Fact{{Name: "path", Cell: table.Name{Name: path.Name, Label: path.Marked()}}, {Name: "world", Cell: table.Name{Name: world.Name, Label: world.Marked()}},
			{Name: "from", Cell: table.Word(h.Start.String())}, {Name: "until", Cell: table.Word((h.End - 1).String())}},
		Tables: []*table.Table{stepsTable(), months, shocksTable(plan), rulesTable(plan), valuesTable(plan, world)},
	}, nil
}

// stepsTable is the order of a run.
func stepsTable() *table.Table {
	t := &table.Table{Name: "order", Title: "Order of a run", Columns: []table.Column{table.Counts("order", "order"), table.Words("step", "step", 88)}}
	for i, step := range runSteps {
		if strings.Contains(step, "%d") {
			step = fmt.Sprintf(step, model.SettleRounds)
		}
		t.Add(table.Count(i+1), table.Word(step))
	}
	return t
}

// leversTable holds the levers of a plan, a row for each run of months with the
// same values.
func leversTable(plan *model.Plan, h model.Horizon) *table.Table {
	t := &table.Table{Name: "levers", Title: "Levers, month by month", Columns: []table.Column{table.Words("from", "from", 8), table.Words("to", "to", 8)}}
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		t.Columns = append(t.Columns, table.Numbers(l.Name, narrowHead(l.Name), l.Unit))
	}
	t.Columns = append(t.Columns, table.Numbers("attack_factor", "attack\nfactor", "1"))
	for i := 0; i < len(plan.Months); {
		last := i // of the months with the same levers
		for last+1 < len(plan.Months) && plan.Months[last+1] == plan.Months[i] {
			last++
		}
		row := []table.Cell{table.Word((h.Start + model.Month(i)).String()), table.Word((h.Start + model.Month(last)).String())}
		for j := range model.LeverTable {
			row = append(row, table.Number{V: *model.LeverTable[j].Of(&plan.Months[i]), U: model.LeverTable[j].Unit})
		}
		t.Add(append(row, table.Number{V: plan.Months[i].AttackFactor, U: "1"})...)
		i = last + 1
	}
	return t
}

// shocksTable holds the shocks of a plan that are not changes of levers.
func shocksTable(plan *model.Plan) *table.Table {
	t := &table.Table{Name: "shocks", Title: "Shocks at the start of a month", Columns: []table.Column{
		table.Counts("order", "order"), table.Words("month", "month", 8), table.Numbers("civilians", "civilians", "death"), table.Numbers("security", "security", "death"), table.Numbers("wounded", "wounded", "person"),
		table.Numbers("share_cancelled", "share\ncancelled", "1"), table.Numbers("trust_lost", "trust\nlost", "1"),
	}, Notes: []string{"Other kinds of shock change levers; see the table of levers."}}
	for i, s := range plan.Impulses {
		t.Add(table.Count(i+1), table.Word(s.At.String()), table.Input{V: s.Civilians, U: "death"}, table.Input{V: s.Security, U: "death"}, table.Input{V: s.Wounded, U: "person"},
			table.Input{V: s.CancelledShare, U: "1"}, table.Input{V: s.TrustLost, U: "1"})
	}
	return t
}

// rulesTable holds the rules of a plan.
func rulesTable(plan *model.Plan) *table.Table {
	t := &table.Table{Name: "rules", Title: "Rules", Columns: []table.Column{
		table.Counts("order", "order"), table.Words("from", "from", 8), table.Words("when", "on when", 24), table.Counts("hold", "held for\nmonths"), table.Words("until", "until", 20), table.Counts("months", "months"), table.Words("set", "sets", 22),
	}, Notes: []string{
		"Each rule starts off. It switches on when its condition has held for the given months in a row.",
		"It switches off when until holds, or its duration in months (0: no limit) is over.",
	}}
	for i := range plan.Rules {
		rule := &plan.Rules[i]
		var set []string
		for _, s := range rule.Set {
			set = append(set, s.Lever.Name+" = "+scenarios.Plain(s.Value))
		}
		t.Add(table.Count(i+1), table.Word(rule.From.String()), table.Word(conditionWords(rule.When)), table.Count(max(rule.Hold, 1)), table.Word(conditionWords(rule.Until)), table.Count(rule.Months), table.Word(strings.Join(set, ", ")))
	}
	return t
}

// valuesTable holds every assumption of a run.
func valuesTable(plan *model.Plan, world *scenarios.World) *table.Table {
	t := &table.Table{Name: "parameters", Title: "Parameters in this run", Columns: []table.Column{table.Words("name", "name", 24), unitColumn(24), table.Numbers("value", "value", "")}}
	values := world.Parameters
	for _, a := range plan.Assumptions {
		*a.Parameter.Of(&values) = a.Value
	}
	for i := range model.ParameterTable {
		p := &model.ParameterTable[i]
		t.Add(table.Word(p.Name), table.Prose(p.Unit), table.Input{V: *p.Of(&values), U: p.Unit})
	}
	return t
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
