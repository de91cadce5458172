// SPDX-License-Identifier: Apache-2.0

package ledger

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"crossroads/model"
)

// Forms of dates that are not ISO 8601.
var (
	isoDay     = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})$`)
	isoMonth   = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})$`)
	isoYear    = regexp.MustCompile(`^([0-9]{4})$`)
	withTime   = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ].*$`)
	slashed    = regexp.MustCompile(`^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{2}|[0-9]{4})$`)
	turned     = regexp.MustCompile(`^([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})$`)
	compact    = regexp.MustCompile(`^([12][0-9]{3})([01][0-9])([0-3][0-9])$`)
	shortMonth = regexp.MustCompile(`^([12][0-9]{3})[-/.](0?[1-9]|1[0-2])$`)
	quarter    = regexp.MustCompile(`^(?:([12][0-9]{3})[- /]?Q([1-4])|Q([1-4])[- /]?([12][0-9]{3}))$`)
	years      = regexp.MustCompile(`^(?:FY ?)?([12][0-9]{3}) ?[-/–] ?([0-9]{2}|[12][0-9]{3})$`)
	serial     = regexp.MustCompile(`^[34][0-9]{4}(\.[0-9]+)?$`)
	decimal    = regexp.MustCompile(`^([0-9]{4})\.0+$`)
)

// span reads a day, a month or a year as the first and last day it covers.
func span(text string) (first, last time.Time, err error) {
	layout, months, days := time.DateOnly, 0, 1
	switch {
	case isoYear.MatchString(text):
		layout, months, days = "2006", 12, 0
	case isoMonth.MatchString(text):
		layout, months, days = "2006-01", 1, 0
	case !isoDay.MatchString(text):
		return first, last, fmt.Errorf("%q is not a date (%s)", text, likelyDate(text))
	}
	first, err = time.Parse(layout, text)
	if err != nil {
		if twoYears(text) != nil {
			return first, last, fmt.Errorf("%q is not a date (%s)", text, likelyDate(text))
		}
		return first, last, fmt.Errorf("%q is not a date of the calendar (such as 2024-12-31)", text)
	}
	if y := first.Year(); y < 1900 || y > 2100 {
		meant := "a year from 1900 to 2100"
		if y < 100 {
			meant = fmt.Sprintf("did you mean %d?", 2000+y)
		}
		return first, last, fmt.Errorf("%q has the year %04d (%s)", text, y, meant)
	}
	return first, first.AddDate(0, months, days-1), nil
}

// likelyDate says how a date is written.
func likelyDate(text string) string {
	two := func(s string) string { return ("0" + s)[len(s)-1:] }
	var days []string
	if p := withTime.FindStringSubmatch(text); p != nil {
		days = append(days, p[1])
	}
	if p := turned.FindStringSubmatch(text); p != nil {
		days = append(days, p[1]+"-"+two(p[2])+"-"+two(p[3]))
	}
	if p := slashed.FindStringSubmatch(text); p != nil {
		year := p[3]
		if len(year) == 2 {
			year = "20" + year
		}
		days = append(days, year+"-"+two(p[2])+"-"+two(p[1]), year+"-"+two(p[1])+"-"+two(p[2])) // day first, month first
	}
	days = slices.DeleteFunc(days, func(day string) bool { _, _, err := span(day); return err != nil })
	if days = slices.Compact(days); len(days) > 0 {
		return strings.Join(days, " or ")
	}
	if p := decimal.FindStringSubmatch(text); p != nil {
		return p[1]
	}
	if p := compact.FindStringSubmatch(text); p != nil {
		return p[1] + "-" + p[2] + "-" + p[3]
	}
	if p := shortMonth.FindStringSubmatch(text); p != nil {
		return p[1] + "-" + two(p[2])
	}
	if p := quarter.FindStringSubmatch(strings.ToUpper(text)); p != nil {
		year, n := p[1]+p[4], int((p[2] + p[3])[0]-'0')
		return fmt.Sprintf("%s-%02d in from and %s-%02d in to", year, 3*n-2, year, 3*n)
	}
	if p := twoYears(text); p != nil {
		return fmt.Sprintf("two years: %s in from and %s in to; for a fiscal year their months, such as %s-07 and %s-06", p[0], p[1], p[0], p[1])
	}
	for _, layout := range []string{"Jan 2006", "January 2006", "2006 Jan", "2006 January", "Jan-06", "Jan-2006"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.Format("2006-01")
		}
	}
	for _, layout := range []string{"2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "Jan 2 2006", "January 2 2006", "2-Jan-2006", "2-Jan-06"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.Format(time.DateOnly)
		}
	}
	if serial.MatchString(text) {
		number, _ := strconv.ParseFloat(text, 64)
		return "a spreadsheet's number of a day; perhaps " + time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(number)).Format(time.DateOnly)
	}
	return "2024-12-31, or 2024-12 for a month, or 2024 for a year"
}

// twoYears are the years of a text such as 2022-23; nil for another text.
func twoYears(text string) []string {
	p := years.FindStringSubmatch(text)
	if p == nil {
		return nil
	}
	if len(p[2]) == 2 {
		p[2] = p[1][:2] + p[2]
	}
	if p[2] <= p[1] {
		return nil
	}
	return p[1:]
}

// period reads the period of a row: its year, or from and to.
func (r *reader) period(row int) (from, to time.Time) {
	year, begins, ends := r.cell(row, "year"), r.cell(row, "from"), r.cell(row, "to")
	read := func(column, text string) (first, last time.Time, ok bool) {
		first, last, err := span(text)
		if err != nil {
			r.fault(row, column, "%v", err)
		}
		return first, last, err == nil
	}
	if year != "" {
		first, last, ok := read("year", year)
		switch {
		case !ok:
			return
		case !isoYear.MatchString(year):
			r.fault(row, "year", "%q is not a year (%d; months and days belong in the columns from and to)", year, first.Year())
			return
		case begins == "" && ends == "":
			return first, last
		}
		from, _, ok = read("from", strings.TrimSpace(begins+map[bool]string{true: year}[begins == ""]))
		_, to, also := read("to", strings.TrimSpace(ends+map[bool]string{true: year}[ends == ""]))
		if ok && also && (from.Year() != first.Year() || to.Year() != first.Year()) {
			r.fault(row, "year", "%s is not the year of from and to, %s (keep one of them)", year, periodWords(&model.Evidence{From: from, To: to}))
		}
		return from, to
	}
	switch {
	case begins == "" && ends == "":
		return
	case begins == "":
		r.fault(row, "from", "is empty, and to is given (the first day)")
		return
	case ends == "" && isoDay.MatchString(begins):
		r.fault(row, "to", "is empty, and from is a day (the last day)")
		return
	}
	from, last, ok := read("from", begins)
	to = last
	also := true
	if ends != "" {
		_, to, also = read("to", ends)
	}
	if ok && also && to.Before(from) {
		r.fault(row, "to", "%s comes before from (the last day)", ends)
		return time.Time{}, time.Time{}
	}
	if !ok || !also {
		return time.Time{}, time.Time{}
	}
	return from, to
}
