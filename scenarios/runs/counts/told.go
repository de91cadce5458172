// SPDX-License-Identifier: Apache-2.0

package counts

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/stats/elementary"
)

// Told is what the single run of a world has for the years that were counted.
type Told struct {
	World    *scenarios.World
	Targets  []Target
	Modelled []float64 // by target, scaled by the unknown fraction that fits
}

// Tell runs the history in a world beside the recommended counts.
func Tell(w *scenarios.World) (*Told, error) {
	past, err := NewPast(SharedBias)
	if err != nil {
		return nil, err
	}
	years, err := past.Run(NewRoom(), []model.Parameters{w.Parameters})
	if err != nil {
		return nil, fmt.Errorf("world %s: %w", w.Name, err)
	}
	t := &Told{World: w, Targets: past.Likelihood.Targets}
	for i, v := range past.Likelihood.Residuals(past.Read(years[0], nil)) {
		t.Modelled = append(t.Modelled, *t.Targets[i].Value*elementary.Exp(v))
	}
	return t, nil
}

// Killed are the targets of civilians and security forces killed in single
// years.
func Killed(targets []Target) []int {
	return slices.DeleteFunc(indices(targets), func(i int) bool {
		t := &targets[i]
		return Thing(t.Evidence) != "deaths" || t.End-t.Start != 12
	})
}

func indices(targets []Target) []int {
	list := make([]int, len(targets))
	for i := range list {
		list[i] = i
	}
	return list
}

// KilledIn is the place of the count of people killed in a year; −1 for none.
func (t *Told) KilledIn(year int) int {
	for _, i := range Killed(t.Targets) {
		if t.Targets[i].Start.Year() == year {
			return i
		}
	}
	return -1
}

// Tolerance is the share by which the single run of a world may lie outside the
// span of the sources before it is said not to tell the counted past.
const Tolerance = 0.2

// Missed are the years, of those in which a world's people killed are held
// against the counts, that lie outside the span of the sources by more than
// Tolerance.
func (t *Told) Missed() []int {
	var years []int
	for _, i := range Killed(t.Targets) {
		row, year := &t.Targets[i], t.Targets[i].Start.Year()
		if v := t.Modelled[i]; year != 2021 && year != 2024 && (v > *row.High*(1+Tolerance) || v < *row.Low/(1+Tolerance)) {
			years = append(years, year)
		}
	}
	return years
}

// In lists what the run has for the counts of one year, with the words for what
// is counted.
func (t *Told) In(year int) []string {
	var list []string
	for _, thing := range []struct{ key, words string }{{"deaths", "civilians and security forces killed"}, {"militants", "militants"}, {"attacks", "attacks as think tanks count them"}} {
		for i := range t.Targets {
			if row := &t.Targets[i]; Thing(row.Evidence) == thing.key && row.Start.Year() == year && row.End-row.Start == 12 {
				counted := ""
				if len(list) == 0 {
					counted = "counted "
				}
				list = append(list, fmt.Sprintf("%s %s ("+counted+"%s to %s)", Words(t.Modelled[i]), thing.words, Exact(*row.Low), Exact(*row.High)))
			}
		}
	}
	return list
}

// Line says in one sentence what the run has for 2025 beside the counts, after one
// on the years that it misses, if there are any.
func (t *Told) Line() string {
	line := fmt.Sprintf("In Pakistan in 2025 the model has %s.", strings.Join(t.In(2025), ", "))
	if missed := t.missedWords(); missed != "" {
		line = strings.ToUpper(t.misses(missed)[:1]) + t.misses(missed)[1:] + ". " + line
	}
	return line
}

// misses says which years a world does not reproduce.
func (t *Told) misses(years string) string {
	if own := t.World.Counts; own != nil {
		return fmt.Sprintf("this world was fitted to %s; people killed in %s lie more than 20%% outside the built-in counts", own.Source, years)
	}
	return fmt.Sprintf("this world does not reproduce the counts: people killed in %s lie more than 20%% outside them", years)
}

// Warning is what a world has to say that misses the counts and does not ask to
// be fitted; "" for one that tells them.
func (t *Told) Warning() string {
	missed := t.missedWords()
	if missed == "" {
		return ""
	}
	if t.World.Counts != nil {
		return fmt.Sprintf("world %s: %s", t.World.Name, t.misses(missed))
	}
	advice := "add the line \"fit: counts\" to fit what it does not set"
	if t.World.Fit {
		advice = "what it does not set is fitted already; bring what it sets closer to the counts"
	}
	return fmt.Sprintf("world %s: %s (%s)", t.World.Name, strings.TrimPrefix(t.misses(missed), "this world "), advice)
}

// missedWords are the years that Missed lists; "" for none.
func (t *Told) missedWords() string {
	var years []string
	for _, y := range t.Missed() {
		years = append(years, fmt.Sprint(y))
	}
	return strings.Join(years, ", ")
}

// warnWorld is the warning of a world read from a file. A world whose history
// cannot be run has a fault that the run itself reports.
func warnWorld(w *scenarios.World) string {
	t, err := Tell(w)
	if err != nil {
		return ""
	}
	return t.Warning()
}

// Words writes a result with two significant digits and a comma between
// thousands.
func Words(v float64) string {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 2, 64), 64)
	if math.Abs(rounded) < 10 {
		return strconv.FormatFloat(rounded, 'f', -1, 64)
	}
	return Exact(rounded)
}

// Exact writes a count with commas between thousands.
func Exact(v float64) string {
	digits := fmt.Sprintf("%.0f", v)
	for i := len(digits) - 3; i > 0 && digits[i-1] >= '0'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Range is a median with the range that holds the middle 80%.
type Range struct{ Low, Middle, High float64 }

// RangeOf is the range of values, which it sorts.
func RangeOf(values []float64) Range {
	slices.Sort(values)
	at := func(q float64) float64 { return values[min(int(q*float64(len(values))), len(values)-1)] }
	return Range{at(0.1), at(0.5), at(0.9)}
}

// Part is the likelihood of the counts of one thing alone.
type Part struct {
	Thing string
	like  *Likelihood
	rows  []int
}

// Parts are the likelihoods of attacks, of deaths and of militants alone.
func (p *Past) Parts() ([]Part, error) {
	var parts []Part
	for _, thing := range []string{"attacks", "deaths", "militants"} {
		one := Part{Thing: thing}
		var targets []Target
		for i := range p.Likelihood.Targets {
			if t := p.Likelihood.Targets[i]; Thing(t.Evidence) == thing {
				one.rows, targets = append(one.rows, i), append(targets, t)
			}
		}
		var err error
		if one.like, err = NewLikelihood(targets, p.Spreads); err != nil {
			return nil, err
		}
		parts = append(parts, one)
	}
	return parts, nil
}

// Of is the logarithm of the likelihood of a run that has these logarithms for
// all targets.
func (p *Part) Of(logs []float64) float64 {
	var own []float64
	for _, i := range p.rows {
		own = append(own, logs[i])
	}
	return p.like.Of(own, nil)
}
