// SPDX-License-Identifier: Apache-2.0

package ledger

import (
	"time"

	"crossroads/model"
)

// sum is what the incidents of one year add up to, for one thing observed and one source.
type sum struct {
	entry
	value, low, high float64
	incidents        int
}

// readIncidents reads one row per incident and sums the rows of each calendar year: the column killed, and every column
// with the name of an outcome.
func (r *reader) readIncidents(counts []string) {
	type key struct {
		year                           int
		observes, source, root, set, h string
	}
	var order []key
	sums := map[key]*sum{}
	if r.present("killed") != "" {
		counts = append([]string{"killed"}, counts...)
	}
	for row := range r.t.Rows {
		e := r.common(row)
		text := r.cell(row, "date")
		day, last, err := span(text)
		switch {
		case text == "":
			r.fault(row, "date", "is empty (the day of the incident, such as 2024-03-17)")
		case err != nil:
			r.fault(row, "date", "%v", err)
		case day.Year() != last.Year() || last.Sub(day) > 31*24*time.Hour:
			r.fault(row, "date", "%q is a whole year (the day of the incident; for figures of a year: columns year, value and observes)", text)
		}
		for _, column := range counts {
			value := r.number(row, column)
			if value == nil {
				if r.cell(row, column) == "" {
					r.fault(row, column, "is empty (a number; 0 where there was none)")
				}
				continue
			}
			e.Observes, _ = model.ParseObservation(column)
			low, high := value, value
			if *value < 0 {
				r.fault(row, column, "%v is negative (0 or more)", *value)
			}
			if column == "killed" {
				observes := killed
				if own := r.cell(row, "observes"); own != "" {
					observes = own
				}
				if e.Observes = r.observation(row, observes); e.Observes == nil {
					continue
				}
				ends := model.Evidence{Value: value, Low: r.number(row, "low"), High: r.number(row, "high")}
				r.order(row, &ends)
				if low, high = ends.Low, ends.High; *low < 0 && *value >= 0 {
					r.fault(row, "low", "%v is negative (0 or more)", *low)
				}
			}
			if err != nil || text == "" {
				continue
			}
			k := key{day.Year(), e.Observes.String(), e.Source, e.Root, e.Set, e.Hedge}
			if sums[k] == nil {
				sums[k] = &sum{entry: entry{e, row}}
				order = append(order, k)
			}
			s := sums[k]
			s.value, s.low, s.high, s.incidents = s.value+*value, s.low+*low, s.high+*high, s.incidents+1
		}
	}
	for _, k := range order {
		s := sums[k]
		e := s.Evidence
		e.ID, e.Quantity, e.Note, e.Unit = "", "", count(s.incidents), ""
		e.From = time.Date(k.year, time.January, 1, 0, 0, 0, 0, time.UTC)
		e.To = e.From.AddDate(1, 0, -1)
		e.Value, e.Low, e.High = &s.value, &s.low, &s.high
		column := "killed"
		if r.present(k.observes) != "" {
			column = k.observes
		}
		r.observed(s.row, column, &e)
		r.rows = append(r.rows, entry{e, s.row})
	}
}

// count says how many incidents a sum has.
func count(n int) string {
	if n == 1 {
		return "sum of 1 incident"
	}
	return "sum of " + plainNumber(float64(n)) + " incidents"
}
