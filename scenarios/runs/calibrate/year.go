// SPDX-License-Identifier: Apache-2.0

package calibrate

import (
	"slices"

	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/stats/elementary"
)

// Course is how far the fit lies from the figures of one thing, year by year:
// the geometric mean of modelled over cited, NaN where nothing was counted.
type Course struct {
	Thing string
	Years []float64 // in the order of Years
}

// Courses sums the misses up by thing and year. Figures that span several
// years are left to the list of targets.
func Courses(met []TargetFit) []Course {
	var list []Course
	rows := map[string][]int{}
	for i := range met {
		m := &met[i]
		if m.To.Year() != m.From.Year() {
			continue
		}
		at := slices.IndexFunc(list, func(c Course) bool { return c.Thing == counts.Thing(m.Evidence) })
		if at < 0 {
			at = len(list)
			list = append(list, Course{counts.Thing(m.Evidence), make([]float64, len(Years()))})
			rows[counts.Thing(m.Evidence)] = make([]int, len(Years()))
		}
		y := slices.Index(Years(), m.From.Year())
		list[at].Years[y] += elementary.Log(m.After.Mid / *m.Value)
		rows[list[at].Thing][y]++
	}
	for _, c := range list {
		for y, n := range rows[c.Thing] {
			c.Years[y] = elementary.Exp(c.Years[y] / float64(n))
		}
	}
	return list
}
