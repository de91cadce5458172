// SPDX-License-Identifier: Apache-2.0

// Package evidence sets what the model has for the past beside what sources count, and never hides a miss.
package evidence

import (
	"crossroads/model"
	"crossroads/scenarios/stats/elementary"
)

// Comparison is a row of the ledger beside what a run has for it.
type Comparison struct {
	Evidence *model.Evidence
	Modelled float64 // in the unit of the row
	Fraction float64 // share of what happens that the source counts; 0 where the row has none
	Alone    bool    // the fraction was fitted to this row alone, so that the row cannot miss
}

// Ratio is what the model has over what is cited.
func (c *Comparison) Ratio() float64 { return c.Modelled / *c.Evidence.Value }

// Miss is the factor by which the model lies outside the range of the row:
// above 1 over its high end, below 1 under its low end, 1 inside.
func (c *Comparison) Miss() float64 {
	switch {
	case c.Modelled > *c.Evidence.High:
		return c.Modelled / *c.Evidence.High
	case c.Modelled < *c.Evidence.Low:
		return c.Modelled / *c.Evidence.Low
	}
	return 1
}

// fractionKey tells the fractions apart: a source counts one thing in one way.
type fractionKey struct{ source, observes string }

func keyOf(e *model.Evidence) fractionKey { return fractionKey{e.Source, e.Observes.String()} }

// Compare sets every row of the ledger that observes something within the run
// beside it, in ledger order. A fraction that a source counts is the one that
// fits its rows on the whole: the geometric mean of cited over modelled.
func Compare(t *model.Trajectory, ledger []model.Evidence) []Comparison {
	var list []Comparison
	logs, rows := map[fractionKey]float64{}, map[fractionKey]int{}
	for i := range ledger {
		e := &ledger[i]
		modelled, err := e.Modelled(t, 1)
		if err != nil {
			continue // a claim, or a figure from before or after the run
		}
		list = append(list, Comparison{Evidence: e, Modelled: modelled})
		if e.Observes.HasFraction() {
			logs[keyOf(e)] += elementary.Log(*e.Value / modelled)
			rows[keyOf(e)]++
		}
	}
	for i := range list {
		c := &list[i]
		if !c.Evidence.Observes.HasFraction() {
			continue
		}
		k := keyOf(c.Evidence)
		c.Fraction = elementary.Exp(logs[k] / float64(rows[k]))
		c.Alone = rows[k] == 1
		c.Modelled, _ = c.Evidence.Modelled(t, c.Fraction)
	}
	return list
}

// Uncompared lists the rows that observe something outside the run, in ledger
// order.
func Uncompared(t *model.Trajectory, ledger []model.Evidence) []*model.Evidence {
	var list []*model.Evidence
	for i := range ledger {
		if e := &ledger[i]; e.Observes != nil {
			if _, err := e.Modelled(t, 1); err != nil {
				list = append(list, e)
			}
		}
	}
	return list
}
