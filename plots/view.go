// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// course is an outcome of one path year by year: of a single run, or the middle
// of many with its bands.
type course struct {
	label  string
	look   canvas.Look
	years  []int // from the last year shared with all paths on
	values []float64
	turns  []float64 // the times on the axis at which a rule went on or off

	// Of an ensemble: where the middle of the members lies by year, and in the
	// last year, or some members one by one.
	bands   []ensemble.Band
	end     *ensemble.Band
	futures [][]float64
}

// in is the value in a year.
func (c *course) in(year int) float64 { return c.values[year-c.years[0]] }

// times are the years as numbers on an axis.
func (c *course) times() []float64 {
	var list []float64
	for _, y := range c.years {
		list = append(list, float64(y))
	}
	return list
}

// view is an outcome over time: what was counted, the model before the fork, and
// the paths after it.
type view struct {
	outcome     *model.Outcome
	base        int // the last year before the paths act; the first one shown where they act from the start
	courses     []course
	times, past []float64       // the model before the fork
	pasts       [][]float64     // or that of some members
	pastBands   []ensemble.Band // or where the middle of the members lies, by time
	note        string          // stands over it in place of the paths with the fewest
	counts      []count
	short       string   // in place of a note that has no room
	wide        bool     // the labels of paths are long
	gap         *float64 // of the model from the first source in its last year, both counting alike
}

// viewOf follows an outcome of some runs.
func viewOf(o *model.Outcome, runs []*scenarios.Run) view {
	began := began(runs[0])
	v := view{outcome: o, base: baseOf(runs[0]), counts: recorded(o, runs[0].World.Counts, runs[0].Years.First(), began)}
	for _, r := range runs {
		if r.Scenario.Starts < model.Fork || v.past != nil {
			continue
		}
		for year := r.Years.First(); year < began; year++ {
			v.times, v.past = append(v.times, float64(year)), append(v.past, o.In(r.Years, year))
		}
		if len(v.counts) > 0 {
			gap := v.counts[0].gap(r.Years)
			v.gap = &gap
		}
	}
	paths := pathsOf(runs)
	looks := canvas.LooksOf(paths)
	for i, r := range runs {
		c := course{label: r.Scenario.Label, look: looks[i]}
		first := min(began, r.Scenario.Starts.Year()) - 1
		for year := max(first, r.Years.First()); year <= r.Years.Last(); year++ {
			c.years = append(c.years, year)
			c.values = append(c.values, o.In(r.Years, year))
		}
		for _, f := range r.Trajectory.Firings {
			c.turns = append(c.turns, min(f.At.Time()-0.5, float64(r.Years.Last())))
		}
		v.courses = append(v.courses, c)
	}
	return v
}

// began is the year from which the paths of a run act.
func began(r *scenarios.Run) int { return r.Years.PolicyStart().Year() }

// baseOf is the last year before the paths of a run act, or its first one where
// they act from the start.
func baseOf(r *scenarios.Run) int { return max(began(r)-1, r.Years.First()) }

// at is the value at a time between two years.
func (c *course) at(time float64) float64 {
	k := min(max(int(time)-c.years[0], 0), len(c.years)-2)
	share := min(max(time-float64(c.years[k]), 0), 1)
	return c.values[k] + (c.values[k+1]-c.values[k])*share
}

// last is the last year shown.
func (v *view) last() int {
	years := v.courses[0].years
	return years[len(years)-1]
}

// labels are those of the paths, in their order.
func (v *view) labels() []string {
	var names []string
	for _, c := range v.courses {
		names = append(names, c.label)
	}
	return names
}

// inYear is the value of every path in a year.
func (v *view) inYear(year int) []float64 {
	var values []float64
	for _, c := range v.courses {
		values = append(values, c.in(year))
	}
	return values
}

// milestones are the years whose numbers stand beside the lines.
func (v *view) milestones() []int {
	last := v.last()
	middle := (last - 1) / 5 * 5
	if middle < v.base+4 {
		return []int{last}
	}
	return []int{middle, last}
}

// fewestWords names the paths with the fewest in the milestone years.
func (v *view) fewestWords() string {
	var parts []string
	for _, year := range v.milestones() {
		parts = append(parts, fmt.Sprintf("in %d: %s", year, fewest(v.labels(), v.inYear(year))))
	}
	if v.courses[0].end != nil {
		return wordsFewestMedian + strings.Join(parts, "; ")
	}
	return wordsFewest + strings.Join(parts, "; ")
}

// most is the highest number to be shown.
func (v *view) most() float64 {
	var top float64
	for _, c := range v.courses {
		top = max(top, slices.Max(c.values))
		for _, b := range c.bands {
			top = max(top, b.High80)
		}
		if c.end != nil {
			top = max(top, c.end.High50)
		}
		for _, values := range c.futures {
			top = max(top, slices.Max(values))
		}
	}
	for _, c := range v.counts {
		top = max(top, slices.Max(c.values))
	}
	for _, b := range v.pastBands {
		top = max(top, b.High80)
	}
	for _, past := range append(v.pasts, v.past) {
		for _, modelled := range past {
			top = max(top, modelled)
		}
	}
	return top
}

// otherDeathCount is the other death sum of an outcome that is one of them.
func otherDeathCount(o *model.Outcome) *model.Outcome {
	switch o.Name {
	case "deaths_civilian_security":
		return model.FindOutcome("deaths_all")
	case "deaths_all":
		return model.FindOutcome("deaths_civilian_security")
	}
	return nil
}
