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
	days, first, last := make([]time.Time, len(r.t.Rows)), -1, -1 // the rows of the first and the last incident
	if r.present("killed") != "" {
		counts = append([]string{"killed"}, counts...)
	}
	for row := range r.t.Rows {
		e := r.common(row)
		text := r.cell(row, "date")
		day, ends, err := span(text)
		days[row] = day
		switch {
		case text == "":
			r.fault(row, "date", "is empty (the day of the incident, such as 2024-03-17)")
		case err != nil:
			r.fault(row, "date", "%v", err)
		case day.Year() != ends.Year() || ends.Sub(day) > 31*24*time.Hour:
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
				span := model.Evidence{Value: value, Low: r.number(row, "low"), High: r.number(row, "high")}
				r.order(row, &span)
				if low, high = span.Low, span.High; *low < 0 && *value >= 0 {
					r.fault(row, "low", "%v is negative (0 or more)", *low)
				}
			}
			if err != nil || text == "" {
				continue
			}
			if first < 0 || days[first].After(day) {
				first = row
			}
			if last < 0 || days[last].Before(day) {
				last = row
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
	r.warnOfPartYears(days, first, last)
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

// warnOfPartYears warns where the first incident comes late in its year, or the
// last one early: their sums would be taken as those of whole years.
func (r *reader) warnOfPartYears(days []time.Time, first, last int) {
	if first >= 0 && days[first].Month() > time.January {
		r.warn(first, "date", "the first incident is of %s, and its year is summed as a whole one (leave out %d if earlier months are missing)", days[first].Format(time.DateOnly), days[first].Year())
	}
	if last >= 0 && days[last].Month() < time.December {
		r.warn(last, "date", "the last incident is of %s, and its year is summed as a whole one (leave out %d if later months are missing)", days[last].Format(time.DateOnly), days[last].Year())
	}
}

// count says how many incidents a sum has.
func count(n int) string {
	if n == 1 {
		return "sum of 1 incident"
	}
	return "sum of " + plainNumber(float64(n)) + " incidents"
}
