// SPDX-License-Identifier: Apache-2.0

package model

import "fmt"

// Month is a calendar month, counted from January of year 0; as a moment it is
// the first instant of that month.
type Month int

// MonthOf is a month of a year; January is 1.
func MonthOf(year, month int) Month { return Month(year*12 + month - 1) }

// NewYear is the first instant of a year.
func NewYear(year int) Month { return MonthOf(year, 1) }

// Year is the calendar year of m.
func (m Month) Year() int { return int(m) / 12 }

// Time is the moment m in years.
func (m Month) Time() float64 { return float64(m) / 12 }

// String writes a month as 2026-01.
func (m Month) String() string { return fmt.Sprintf("%d-%02d", int(m)/12, int(m)%12+1) }
