// SPDX-License-Identifier: Apache-2.0

package counts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"crossroads/model"
	"crossroads/scenarios"
)

// Drawn takes from a ledger what can be drawn: sums of outcomes over whole
// years. Figures of months and quarters that make up a year are added. It is nil
// where nothing remains.
func Drawn(source string, ledger []model.Evidence) *scenarios.Counts {
	type year struct {
		observes string
		year     int
	}
	parts := map[year][]*model.Evidence{}
	var order []year
	for i := range ledger {
		e := &ledger[i]
		if e.Value == nil || e.Observes == nil || !e.Observes.IsSum() {
			continue
		}
		from, to := e.Months()
		if from.Year() != (to - 1).Year() {
			continue
		}
		at := year{strings.Join(e.Observes.Names(), " + "), from.Year()}
		if parts[at] == nil {
			order = append(order, at)
		}
		parts[at] = append(parts[at], e)
	}
	c := &scenarios.Counts{Source: source}
	for _, at := range order {
		if value, whole := wholeYear(parts[at]); whole {
			c.Rows = append(c.Rows, scenarios.Count{Year: at.year, Value: value, Observes: parts[at][0].Observes})
		}
	}
	if len(c.Rows) == 0 {
		return nil
	}
	return c
}

// wholeYear is the figure of a year: the first one that covers it, or the sum of
// those that follow each other from its January to its December.
func wholeYear(rows []*model.Evidence) (value float64, whole bool) {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b *model.Evidence) int {
		fromA, toA := a.Months()
		fromB, toB := b.Months()
		if fromA != fromB {
			return int(fromA - fromB)
		}
		return int(toB - toA)
	})
	first, _ := rows[0].Months()
	at := model.NewYear(first.Year())
	end := at + 12
	for _, e := range rows {
		from, to := e.Months()
		if from == at && at < end {
			value, at = value+*e.Value, to
		}
	}
	return value, at == end
}

// Rows are own counts as rows of a ledger; none for nil.
func Rows(c *scenarios.Counts) []model.Evidence {
	if c == nil {
		return nil
	}
	var rows []model.Evidence
	for i := range c.Rows {
		row := &c.Rows[i]
		from := time.Date(row.Year, time.January, 1, 0, 0, 0, 0, time.UTC)
		rows = append(rows, model.Evidence{
			ID: fmt.Sprintf("%s-%d-%d", c.Source, row.Year, i+1), Set: c.Source, Source: c.Source, Value: &row.Value, Low: &row.Value, High: &row.Value,
			Unit: row.Observes.Unit(), From: from, To: from.AddDate(1, 0, -1), Observes: row.Observes,
		})
	}
	return rows
}
