// SPDX-License-Identifier: Apache-2.0

package counts

import (
	"fmt"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/scenarios/stats/elementary"
)

// Target is a row of the ledger that the history is fitted to, on the scale of
// logarithms.
type Target struct {
	*model.Evidence
	Start, End model.Month // first month, and the month after the last
	Log        float64     // of the value
	Own        float64     // standard deviation of what concerns this row alone
	Fraction   int         // which unknown fraction scales it; -1 for none
}

// LeftOut is a row of the chosen set that is no target, and why.
type LeftOut struct {
	*model.Evidence
	Why string
}

// Spreads are the standard deviations, on the scale of logarithms, of the four
// things that part a figure from what the model has.
type Spreads struct {
	Own    float64 // at least so much concerns the row alone: rounding, revision, the edge of a definition
	Source float64 // what one source counts too many or too few of one thing in all years
	Root   float64 // what all who rest on the same reports count too many or too few
	Year   float64 // how far one year lies from any smooth course
}

// Standard are the spreads used. Own and Source are what tallies of one thing
// differ by in the ledger, from year to year and on the whole (a test computes
// both); Year is the scatter of attacks around their growth in 2020-2025, 0.15
// to 0.25; Root is a judgement.
var Standard = Spreads{Own: 0.12, Source: 0.25, Root: 0.25, Year: 0.2}

// Ninety is how many standard deviations a range of 90% spans.
const Ninety = 2 * 1.6448536269514722

// Targets picks the rows of a ledger that observe something in the history up
// to a month, of one set, or of all where set is empty. Rows that repeat others
// that are targets, and rows alone under an unknown fraction, carry nothing and
// are left out.
func Targets(ledger []model.Evidence, set string, until model.Month) (targets []Target, left []LeftOut) {
	var rows []*model.Evidence
	alone := map[string]int{}
	for i := range ledger {
		e := &ledger[i]
		if set != "" && e.Set != set || e.Observes == nil {
			continue
		}
		switch from, to := e.Months(); {
		case from < model.HistoryStart:
			left = append(left, LeftOut{e, "the history begins in 2021"})
			continue
		case to > until:
			left = append(left, LeftOut{e, fmt.Sprintf("lies after %s", until-1)})
			continue
		}
		rows = append(rows, e)
		if e.Observes.HasFraction() {
			alone[FractionKey(e)]++
		}
	}
	fractions := map[string]int{}
	for _, e := range rows {
		repeated := len(e.Repeats) > 0
		for _, id := range e.Repeats {
			repeated = repeated && slices.ContainsFunc(rows, func(r *model.Evidence) bool { return r.ID == id })
		}
		t := NewTarget(e, -1)
		if e.Observes.HasFraction() {
			k := FractionKey(e)
			if alone[k] == 1 {
				left = append(left, LeftOut{e, "alone under an unknown fraction, it says nothing"})
				continue
			}
			if _, known := fractions[k]; !known {
				fractions[k] = len(fractions)
			}
			t.Fraction = fractions[k]
		}
		if repeated {
			left = append(left, LeftOut{e, "made of rows that are targets already"})
			continue
		}
		targets = append(targets, t)
	}
	return targets, left
}

// NewTarget is a row as a target.
func NewTarget(e *model.Evidence, fraction int) Target {
	t := Target{Evidence: e, Log: elementary.Log(*e.Value), Fraction: fraction}
	t.Start, t.End = e.Months()
	wide := elementary.Log(*e.High / *e.Low)
	if *e.Low == 0 && *e.Value > 0 { // a logarithm has no 0: the upper half stands for both
		wide = 2 * elementary.Log(*e.High / *e.Value)
	}
	if *e.Value > 0 {
		t.Own = max(wide/Ninety, Standard.Own)
	}
	return t
}

// Covariance is the covariance of the errors of two targets, unknown fractions aside.
func (s Spreads) Covariance(a, b *Target, same bool) float64 {
	v := 0.0
	if same {
		v += float64(a.Own * a.Own)
	}
	if SourceKey(a.Evidence) == SourceKey(b.Evidence) {
		v += float64(s.Source * s.Source)
	}
	if a.Root == b.Root {
		v += float64(s.Root * s.Root)
	}
	if a.Start == b.Start && a.End == b.End && Thing(a.Evidence) == Thing(b.Evidence) {
		v += float64(s.Year * s.Year)
	}
	return v
}

// FractionKey tells unknown fractions apart: a source counts one thing in one
// way.
func FractionKey(e *model.Evidence) string { return SourceOf(e) + "|" + e.Observes.String() }

// SourceKey tells who counts what.
func SourceKey(e *model.Evidence) string {
	return SourceOf(e) + "|" + Thing(e)
}

// SourceOf is who counts, without where it was read.
func SourceOf(e *model.Evidence) string {
	source, _, _ := strings.Cut(e.Source, ";")
	return source
}

// Thing is what a row counts, broadly: attacks, deaths, militants, or the ratio
// it is.
func Thing(e *model.Evidence) string {
	text := e.Observes.String()
	switch {
	case strings.Contains(text, "/"):
		return text
	case text == "militants":
		return "militants"
	case slices.Contains(e.Observes.Names(), "attacks"):
		return "attacks"
	default:
		return "deaths"
	}
}

// IsBound reports whether a row only bounds what happened: nothing fewer (at
// least) or nothing more (at most) is held against the model, the other side is
// free. A count of zero is one: no logarithm has it.
func IsBound(e *model.Evidence) bool {
	return e.Hedge == "at least" || e.Hedge == "at most" || e.Value != nil && *e.Value == 0
}

// Modelled is the logarithm of what a run has for the target, the fraction
// taken as 1.
func (t *Target) Modelled(run model.Moments) float64 {
	return elementary.Log(t.Observes.Over(run, t.Start, t.End, 1))
}

// ShippedSet is the set of evidence that the shipped central values are fitted
// to.
const ShippedSet = "recommended"

// Sets are the sets of the ledger that count the years of the history.
var Sets = []string{"essay", "think-tank", "official", "recommended"}
