// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"crossroads/model"
)

// Marked is the name of w with the warning that every table and figure made in
// it has to carry, if some value lies outside its documented range.
func (w *World) Marked() string {
	var list []string
	for _, o := range w.Outside {
		list = append(list, fmt.Sprintf("%s %s%s: %s", o.Parameter.Name, Plain(*o.Parameter.Of(&w.Parameters)), inUnit(o.Parameter.Unit), o.Reason))
	}
	for i := range w.Uncertain {
		if u := &w.Uncertain[i]; u.Reason != "" {
			list = append(list, fmt.Sprintf("%s drawn from %s to %s%s: %s", u.Row.Name, Plain(u.Low), Plain(u.High), inUnit(u.Row.Unit), u.Reason))
		}
	}
	if len(list) == 0 {
		return w.Name
	}
	return fmt.Sprintf("%s (WARNING: outside the documented range: %s)", w.Name, strings.Join(list, "; "))
}

// Marks are what every table and figure that shows s has to say of it: that it
// tells what happened, leaves the common history before the fork, or sets
// assumptions.
func (s *Scenario) Marks() []string {
	var list []string
	if s.IsRecord() {
		list = append(list, "what happened, as judged from reports; not a policy")
	}
	if s.LeavesEarly() {
		list = append(list, "starts before the other paths, in "+s.Starts.String())
	}
	for _, shock := range s.AllShocks() {
		if shock.Kind.In == inWorld {
			list = append(list, fmt.Sprintf("WARNING: %s in %s happens on this path alone, so differences are not due to policy alone", shock.Kind.Name, date(shock.At)))
		}
	}
	for _, l := range s.Beyond() {
		list = append(list, fmt.Sprintf("WARNING: lever %s outside its documented range (%s to %s%s): %s", l.Lever.Name, Plain(l.Lever.Low), Plain(l.Lever.High), inUnit(l.Lever.Unit), l.Reason))
	}
	if s.Assumes != nil {
		list = append(list, "WARNING: sets assumptions of its own, so that its differences are not the policy's alone: "+s.Assumes.assumedWords())
	}
	return list
}

// Beyond lists the levers that s, or what it builds on, sets outside their range.
func (s *Scenario) Beyond() []LeverPath {
	var list []LeverPath
	for at := s; at != nil; at = at.From {
		for _, l := range at.Levers {
			if l.Reason != "" && !slices.ContainsFunc(list, func(other LeverPath) bool { return other.Lever == l.Lever }) {
				list = append(list, l)
			}
		}
	}
	return list
}

// Marked is the name of s with its marks.
func (s *Scenario) Marked() string {
	if marks := s.Marks(); len(marks) > 0 {
		return fmt.Sprintf("%s (%s)", s.Name, strings.Join(marks, "; "))
	}
	return s.Name
}

// assumedWords lists the values that w sets.
func (w *World) assumedWords() string {
	var list []string
	for _, row := range w.Set {
		words := row.Name + " " + Plain(*row.Of(&w.Parameters)) + inUnit(row.Unit)
		if slices.ContainsFunc(w.Outside, func(o Outside) bool { return o.Parameter == row }) {
			words += ", outside its documented range"
		}
		list = append(list, words)
	}
	return strings.Join(list, "; ")
}

// CommonEnd is the end at which the files of paths say that a run ends, or 0 if
// none says; it is an error if two say different ends.
func CommonEnd(paths ...*Scenario) (model.Month, error) {
	var first *Scenario
	for _, s := range paths {
		switch {
		case s.End == 0:
		case first == nil:
			first = s
		case s.End != first.End:
			return 0, fmt.Errorf("path %s ends in %s, path %s in %s: a comparison has one end (the same end in both files, or --until)",
				first.Name, first.End-1, s.Name, s.End-1)
		}
	}
	if first == nil {
		return 0, nil
	}
	return first.End, nil
}

// RuleWords says when the rules of a run were on, one sentence per rule.
func (r *Run) RuleWords() []string {
	rules := r.Scenario.AllRules()
	list := make([]string, len(rules))
	for i := range rules {
		list[i] = fmt.Sprintf("%s: rule %d (when %s) was ", r.Scenario.Name, i+1, rules[i].WhenWords())
		spans := r.spans(i)
		if len(spans) == 0 {
			list[i] += "never on."
			continue
		}
		list[i] += "on " + strings.Join(spans, ", ") + "."
	}
	return list
}

// spans are the times in which a rule was on.
func (r *Run) spans(rule int) []string {
	var list []string
	var on model.Month
	for _, f := range r.Trajectory.Firings {
		switch {
		case f.Rule != rule:
		case f.On:
			on = f.At
		default:
			list = append(list, fmt.Sprintf("from %s to %s", on, f.At-1))
			on = 0
		}
	}
	if on != 0 {
		list = append(list, fmt.Sprintf("from %s to the end", on))
	}
	return list
}

// BudgetWords says whether a run keeps its budget, in which years it does not and
// by how much at most, and what its lever was multiplied by; "" without a budget.
func (r *Run) BudgetWords() string {
	b := r.Scenario.Budget
	if b == nil {
		return ""
	}
	words := fmt.Sprintf("%s: a budget of %s USD million/year for %s, investment as %s, ", r.Scenario.Name, Plain(b.Limit), b.Words(), b.Counts)
	over := b.Over(r.Years)
	if len(over) == 0 {
		words += "is kept"
	} else {
		var most float64
		for _, year := range over {
			most = max(most, b.Spent(r.Years, year)-b.Limit)
		}
		words += fmt.Sprintf("is exceeded in %s, at most by USD %.0f million", yearsInARow(over), most)
	}
	if b.Scale != nil {
		words += fmt.Sprintf("; %s is multiplied by %.4g, ", b.Scale.Name, r.Scale)
		if r.Scale == 0 {
			words += "and even so the rest alone exceeds it"
		} else {
			words += "the largest factor that fits"
		}
	}
	return words + "."
}

// yearsInARow writes years, those in a row as one span: "2026, 2028 to 2040".
func yearsInARow(years []int) string {
	var parts []string
	for i := 0; i < len(years); {
		last := i
		for last+1 < len(years) && years[last+1] == years[last]+1 {
			last++
		}
		part := fmt.Sprint(years[i])
		if last > i {
			part += fmt.Sprintf(" to %d", years[last])
		}
		parts, i = append(parts, part), last+1
	}
	return strings.Join(parts, ", ")
}
