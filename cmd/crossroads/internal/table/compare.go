// SPDX-License-Identifier: Apache-2.0

package table

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// fewerMore are the words for a lower and a higher outcome.
func fewerMore(o *model.Outcome) (lower, higher string) {
	switch o.Unit {
	case "1":
		return "lower", "higher"
	case "USD million":
		return "less", "more"
	}
	return "fewer", "more"
}

// A Pair is one outcome on two paths A and B, at a world's own values and over
// draws of A minus B.
type Pair struct {
	Outcome   *model.Outcome
	A, B      string // as people read them
	AtA, AtB  float64
	Low, High float64 // 10th and 90th percentile of A minus B
}

// Sentence says on which path the outcome is lower, by how much, and over which
// range. It names the lower path first, so that it says the same whichever is A.
func (p Pair) Sentence() string {
	if p.AtA > p.AtB {
		p.A, p.B, p.AtA, p.AtB, p.Low, p.High = p.B, p.A, p.AtB, p.AtA, -p.High, -p.Low
	}
	o := p.Outcome
	lower, _ := fewerMore(o)
	by := Amount(p.AtB-p.AtA, o.Unit) + " " + lower
	if scenarios.Tied(p.AtA, p.AtB) {
		return fmt.Sprintf("%s: about the same on %s as on %s (%s, a tie within 5%%; %s).", o.Label, p.A, p.B, by, Range80(o, p.Low, p.High))
	}
	return fmt.Sprintf("%s: about %s on %s than on %s (%s).", o.Label, by, p.A, p.B, Range80(o, p.Low, p.High))
}

// A Drawn is one outcome on two paths A and B over draws of A minus B.
type Drawn struct {
	Outcome           *model.Outcome
	A, B              string // as people read them
	Level             float64
	Low, Median, High float64        // 10th, 50th and 90th percentile of A minus B
	Lower, Higher     ensemble.Share // draws with less of the outcome on A, and with more
	Tied              ensemble.Share // draws in which the two tie
}

// Tie reports whether the median difference lies within the tie rule: within 5% of
// Level, the lower of the two median outcomes.
func (d *Drawn) Tie() bool { return math.Abs(d.Median) <= scenarios.Tie*d.Level }

// Sentence says on which path the outcome is lower in the median draw, by how much,
// over which range, and in how many draws it is lower on each of the two. It names
// the lower path first, so that it says the same whichever is A.
func (d Drawn) Sentence() string {
	if d.Median > 0 {
		d.A, d.B, d.Lower, d.Higher = d.B, d.A, d.Higher, d.Lower
		d.Low, d.Median, d.High = -d.High, -d.Median, -d.Low
	}
	o := d.Outcome
	lower, _ := fewerMore(o)
	draws := fmt.Sprintf("%s on %s in %s and on %s in %s", UpperFirst(lower), d.A, Share(d.Lower).InSentence(), d.B, OfDraws(Share(d.Higher)))
	if d.Tied.Count > 0 {
		draws += fmt.Sprintf("; %s tie within 5%%", Share(d.Tied).InSentence())
	}
	by := Amount(-d.Median, o.Unit) + " " + lower
	if d.Tie() {
		return fmt.Sprintf("about the same on %s as on %s (median %s, a tie within 5%%; %s). %s.", d.A, d.B, by, Range80(o, d.Low, d.High), draws)
	}
	return fmt.Sprintf("about %s on %s than on %s (%s). %s.", by, d.A, d.B, Range80(o, d.Low, d.High), draws)
}

// UpperFirst begins words with a capital letter.
func UpperFirst(words string) string { return strings.ToUpper(words[:1]) + words[1:] }

// Range80 writes the 80% range of a difference in words.
func Range80(o *model.Outcome, low, high float64) string {
	lower, higher := fewerMore(o)
	amount := func(v float64) string { return Amount(math.Abs(v), o.Unit) }
	switch {
	case high <= 0:
		return fmt.Sprintf("80%% range: %s to %s %s", amount(high), amount(low), lower)
	case low >= 0:
		return fmt.Sprintf("80%% range: %s to %s %s", amount(low), amount(high), higher)
	}
	return fmt.Sprintf("80%% range: from %s %s to %s %s", amount(low), lower, amount(high), higher)
}

// InSentence writes a share as sentences have it: as a cell does, but for none and
// all of few draws, whose standard error has one side only and would read as a sum.
func (s Share) InSentence() string {
	if s.Of < 100 && (s.Count == 0 || s.Count == s.Of) {
		return strconv.Itoa(s.Count)
	}
	return s.Text()
}

// OfDraws writes a share of draws in a sentence, such as "36 of 100 draws", with
// its standard error where there are few draws.
func OfDraws(s Share) string { return s.InSentence() + " of " + Draws(min(s.Of, 100)) }
