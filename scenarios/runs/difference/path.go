// SPDX-License-Identifier: Apache-2.0

package difference

import (
	"math"

	"crossroads/model"
	"crossroads/scenarios"
)

// Paths says in what path b differs from path a, measured in a world over h.
func Paths(a, b *scenarios.Scenario, w *scenarios.World, h model.Horizon, outcomes []*model.Outcome) (*Difference, error) {
	d := &Difference{Outcomes: outcomes}
	var changed []func() (*scenarios.Run, error)
	add := func(c Change, change func(*scenarios.Scenario)) {
		d.Changes = append(d.Changes, c)
		changed = append(changed, func() (*scenarios.Run, error) {
			s := standing(a)
			change(s)
			return s.Run(w, h)
		})
	}

	if a.Starts != b.Starts {
		add(Change{Name: "fork", First: a.Starts.String(), Second: b.Starts.String()},
			func(s *scenarios.Scenario) { s.Starts = b.Starts })
	}
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		schedule := b.Schedule(row)
		if low, high := apart(a.Schedule(row), schedule, h); low != 0 || high != 0 {
			add(Change{Name: row.Name, Unit: row.Unit, First: a.LaidOut(row).String(), Second: b.LaidOut(row).String(), Low: low, High: high},
				func(s *scenarios.Scenario) { s.Levers = []scenarios.LeverPath{{Lever: row, Schedule: schedule}} })
		}
	}
	shocks, others := a.AllShocks(), b.AllShocks()
	for _, pair := range match(shocks, others, sameShock, likeShock) {
		add(Change{Name: "shock", First: at(shocks, pair[0], (*scenarios.Shock).Words), Second: at(others, pair[1], (*scenarios.Shock).Words)},
			func(s *scenarios.Scenario) { s.Shocks = swap(shocks, others, pair) })
	}
	rules, otherRules := a.AllRules(), b.AllRules()
	for _, pair := range match(rules, otherRules, sameRule, func(*scenarios.Rule, *scenarios.Rule) bool { return true }) {
		add(Change{Name: "rule", First: at(rules, pair[0], (*scenarios.Rule).Words), Second: at(otherRules, pair[1], (*scenarios.Rule).Words)},
			func(s *scenarios.Scenario) { s.Rules = swap(rules, otherRules, pair) })
	}
	if first, second := a.Budget.Line(), b.Budget.Line(); first != second {
		add(Change{Name: "budget", First: first, Second: second}, func(s *scenarios.Scenario) { s.Budget = b.Budget })
	}
	return d, d.measure(func() (*scenarios.Run, error) { return a.Run(w, h) }, func() (*scenarios.Run, error) { return b.Run(w, h) }, changed)
}

// standing is a path that runs like s, whose shocks and rules are all its own.
func standing(s *scenarios.Scenario) *scenarios.Scenario {
	own := *s
	own.From, own.Levers, own.Shocks, own.Rules = bare(s), nil, s.AllShocks(), s.AllRules()
	return &own
}

// bare is s with nothing but levers.
func bare(s *scenarios.Scenario) *scenarios.Scenario {
	if s == nil {
		return nil
	}
	levers := *s
	levers.From, levers.Shocks, levers.Rules = bare(s.From), nil, nil
	return &levers
}

// apart is by how much one schedule exceeds another over the months of h, at
// least and at most.
func apart(a, b scenarios.Schedule, h model.Horizon) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for m := h.Start; m < h.End; m++ {
		first, _ := a.Value(m)
		second, _ := b.Value(m)
		low, high = min(low, second-first), max(high, second-first)
	}
	return low, high
}

func sameShock(x, y *scenarios.Shock) bool { return x.Words() == y.Words() }
func likeShock(x, y *scenarios.Shock) bool { return x.Kind == y.Kind }
func sameRule(x, y *scenarios.Rule) bool   { return x.Words() == y.Words() }
