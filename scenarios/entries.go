// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"fmt"
	"math"

	"crossroads/model"
)

// Entry is one value of a path or world as it stands once everything it builds
// on is merged in.
type Entry struct {
	Key    string  // where a file has it: levers.openness.2028-07, parameters.inflow
	Text   string  // the value as a file has it
	Number float64 // the value; NaN if it is no number
	Unit   string  // of the number, as in the tables
	Place  Place   // the file that says so; the zero Place if none does
}

// quantity is an entry that is a number.
func quantity(key string, v float64, unit string, place Place) Entry {
	return Entry{key, Plain(v), v, unit, place}
}

// worded is an entry that is no number.
func worded(key, text string, place Place) Entry { return Entry{key, text, math.NaN(), "", place} }

// startWord is the key under horizon: that says when the levers of s begin.
func (s *Scenario) startWord() string {
	if s.Start != 0 {
		return "start"
	}
	return "fork"
}

// Entries lists every value of s in the order in which File writes them.
func (s *Scenario) Entries() []Entry {
	list := []Entry{worded("label", s.Label, Place{}), worded("doc", s.Doc, Place{}),
		worded("horizon."+s.startWord(), s.Starts.String(), Place{}), worded("horizon.end", (s.ends() - 1).String(), Place{})}
	for _, row := range s.Shown {
		list = append(list, worded("levers_shown."+row.Name, "shown", Place{}))
	}
	if b := s.Budget; b != nil {
		list = append(list, quantity("budget."+b.Words(), b.Limit, "USD million/year", b.Place), worded("budget.counts", b.Counts, b.Place))
		if b.Scale != nil {
			list = append(list, worded("budget.scale", b.Scale.Name, b.Place))
		}
	}
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		for _, p := range s.LaidOut(row) {
			e := quantity("levers."+row.Name+"."+date(p.At), p.Value, row.Unit, p.Place)
			e.Text = p.String()
			list = append(list, e)
		}
	}
	list = append(list, shockEntries(s.AllShocks())...)
	for i, rule := range s.AllRules() {
		list = append(list, ruleEntries(fmt.Sprintf("rules.%d", i+1), &rule)...)
	}
	if s.Assumes != nil {
		list = append(list, s.Assumes.assumed()...)
	}
	return list
}

// Entries lists every value of w that a file sets, in the order in which File
// writes them.
func (w *World) Entries() []Entry {
	list := []Entry{worded("label", w.Label, Place{}), worded("doc", w.Doc, Place{})}
	if w.Start != 0 {
		list = append(list, worded("start."+startYear, date(w.Start), Place{}))
	}
	list = append(list, w.assumed()...)
	if w.Fit {
		list = append(list, worded("fit", "counts", Place{}))
	}
	return list
}

// assumed lists what w assumes otherwise than the tables, and what befalls in it.
func (w *World) assumed() []Entry {
	var list []Entry
	for i := range model.ParameterTable {
		row := &model.ParameterTable[i]
		place, set := w.Places[row]
		if !set {
			continue
		}
		key := "parameters." + row.Name
		if short := findStartValue(row.Name); short != "" {
			key = "start." + short
		}
		list = append(list, quantity(key, *row.Of(&w.Parameters), row.Unit, place))
		for _, o := range w.Outside {
			if o.Parameter == row {
				list = append(list, worded(key+".outside_range", o.Reason, place))
			}
		}
	}
	list = append(list, shockEntries(w.Shocks)...)
	for i := range w.Uncertain {
		u := &w.Uncertain[i]
		list = append(list, worded("uncertain."+u.Row.Name, u.String(), Place{}))
	}
	for _, c := range w.Correlations {
		list = append(list, quantity("uncertain.correlations."+c.Between[0].Name+"."+c.Between[1].Name, c.Rank, "1", Place{}))
	}
	return list
}

// shockEntries lists the numbers of shocks.
func shockEntries(shocks []Shock) []Entry {
	var list []Entry
	for i, s := range shocks {
		key := fmt.Sprintf("shocks.%d.%s", i+1, s.Kind.Name)
		list = append(list, worded(key+".at", date(s.At), s.Place))
		for k, f := range s.Kind.Fields {
			list = append(list, quantity(key+"."+f.Name, s.Values[k], f.Unit, s.Place))
		}
	}
	return list
}

// ruleEntries lists the parts of a rule.
func ruleEntries(key string, rule *Rule) []Entry {
	list := []Entry{worded(key+".when", rule.WhenWords(), rule.Place), worded(key+".from", date(rule.From), rule.Place)}
	for _, one := range rule.Set {
		list = append(list, quantity(key+".then."+one.Lever.Name, one.Value, one.Lever.Unit, rule.Place))
	}
	if rule.Months > 0 {
		return append(list, quantity(key+".for", float64(rule.Months), "month", rule.Place))
	}
	return append(list, worded(key+".until", rule.UntilWords(), rule.Place))
}
