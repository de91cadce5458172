// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/effect"
)

// bars is how many assumptions figure F5 shows.
const bars = 8

// The colours of bars that name no path.
var (
	fewerBar = rgb(0xB5B5B5)
	moreBar  = rgb(0x5E5E5E)
	flipZone = rgb(0xF0F0F0)
)

// Tornado is figure F5: what each assumption alone does to outcomes of path a,
// or of a less b, in a world. The effects come by outcome, the largest swing
// first; b may be nil.
func Tornado(a, b *scenarios.Scenario, w *scenarios.World, last int, outcomes []*model.Outcome, effects [][]effect.Effect) *Figure {
	f := &Figure{ID: "F5", Name: "tornado", Title: titleTornado}
	subject := a.Label
	paths := []*scenarios.Scenario{a}
	if b != nil {
		subject = fmt.Sprintf(wordsLess, a.Label, b.Label)
		paths = append(paths, b)
	}
	f.Subtitle = fmt.Sprintf(subtitleTornado, subject, fromFork(last), w.Name)
	var d strings.Builder
	for i, o := range outcomes {
		if len(effects[i]) == 0 {
			continue
		}
		fmt.Fprintf(&d, "%s, %s: %s with every assumption as the world has it. ", subject, o.Label, tornadoNumber(o, effects[i][0].Mid, b != nil))
		for _, e := range effects[i][:min(bars, len(effects[i]))] {
			fmt.Fprintf(&d, "%s from %s to %s: %s to %s. ", e.Parameter.Label, parameterNumber(e.Parameter.Low), parameterNumber(e.Parameter.High),
				tornadoNumber(o, e.Low, b != nil), tornadoNumber(o, e.High, b != nil))
		}
	}
	f.Description = strings.TrimSpace(d.String())
	st := figureSource{id: f.ID, name: f.Name, paths: paths, world: w.Marked()}
	f.draw = func(s *sheet) { s.drawTornado(f, a, b, outcomes, effects, st) }
	return f
}

// tornadoNumber writes an outcome, with its sign where it is a difference.
func tornadoNumber(o *model.Outcome, v float64, difference bool) string {
	if difference {
		return Plus(formatOutcome(o, v))
	}
	return formatOutcome(o, v)
}

// parameterNumber writes the end of a range.
func parameterNumber(v float64) string {
	if v == 0 {
		return "0"
	}
	words := Number(v)
	if strings.Contains(words, ".") {
		words = strings.TrimSuffix(strings.TrimRight(words, "0"), ".")
	}
	return words
}

// drawTornado lays out a column per outcome.
func (s *sheet) drawTornado(f *Figure, a, b *scenarios.Scenario, outcomes []*model.Outcome, effects [][]effect.Effect, st figureSource) {
	top := s.badgedHeading(f) + 16
	words := tornadoWords
	if b != nil {
		words = tornadoPairWords
	}
	bottom := s.footer(st, words) - 10
	const between = 50
	cell := (s.Width - 2*margin - between*float64(len(outcomes)-1)) / float64(len(outcomes))
	for i, o := range outcomes {
		left := margin + float64(i)*(cell+between)
		s.drawBars(o, effects[i], a, b, left, top, left+cell, bottom)
	}
}

// drawBars draws the bars of one outcome.
func (s *sheet) drawBars(o *model.Outcome, effects []effect.Effect, a, b *scenarios.Scenario, left, top, right, bottom float64) {
	head, small, bold := face{s.head - 1, true, false}, face{s.smallType(), false, false}, face{s.smallType(), true, false}
	s.write(left, top+s.head, head, ink, fromLeft, head.shortened(headWords(o), right-left))
	effects = effects[:min(bars, len(effects))]
	if len(effects) == 0 {
		return
	}
	mid := effects[0].Mid
	low, high := mid, mid
	for _, e := range effects {
		low, high = math.Min(low, math.Min(e.Low, e.High)), math.Max(high, math.Max(e.Low, e.High))
	}
	if b != nil { // whether the sign can change is the point
		low, high = math.Min(low, 0), math.Max(high, 0)
	}
	if high <= low {
		high = low + 1
	}
	pad := (high - low) * 0.14 // for the numbers at the ends of the bars
	low, high = low-pad, high+pad
	ticks := levelsOf(o, low, high, 5)
	footHeight := small.size*2.9 + 8
	p := &panel{sheet: s, left: left, right: right, top: top + s.head + small.size*2 + 6, bottom: bottom - footHeight, x0: low, x1: high}
	p.rect(p.left, p.top, p.right, p.bottom, modelZone)
	zero := p.x(0)
	if b != nil && mid != 0 {
		if mid < 0 {
			p.rect(zero, p.top, p.right, p.bottom, flipZone)
		} else {
			p.rect(p.left, p.top, zero, p.bottom, flipZone)
		}
	}
	words := tickWords(ticks)
	taken := math.Inf(-1)
	for _, v := range ticks {
		if v < low || v > high {
			continue
		}
		x := p.x(v)
		p.segment(x, p.top, x, p.bottom, stroke{gridGrey, 1, nil})
		label := words(v)
		if b != nil {
			label = Plus(label)
		}
		half := small.width(label) / 2
		x = math.Min(math.Max(x, p.left+half), p.right-half)
		if x-half > taken+6 {
			s.write(x, p.bottom+4+small.size, small, secondary, centred, label)
			taken = x + half
		}
	}
	row := (p.bottom - p.top) / float64(len(effects))
	thick := math.Min(26, row-small.size*1.5-8)
	centre := p.x(mid)
	ends := func(e effect.Effect) [2]float64 { return [2]float64{e.Low, e.High} }
	// Both ends may lie on one side: then each takes half of the bar.
	oneSided := func(e effect.Effect) bool { return (e.Low-mid)*(e.High-mid) > 0 }
	at := func(k int) float64 { return p.top + row*float64(k) + small.size*1.5 + 2 }
	for k, e := range effects {
		for n, v := range ends(e) {
			c := fewerBar
			if v > mid {
				c = moreBar
			}
			y0, y1 := at(k), at(k)+thick
			if oneSided(e) {
				y0, y1 = y0+thick/2*float64(n), y0+thick/2*float64(n+1)
			}
			p.rect(math.Min(centre, p.x(v)), y0, math.Max(centre, p.x(v)), y1, c)
		}
	}
	if b != nil {
		p.segment(zero, p.top, zero, p.bottom, stroke{ink, 2, nil})
	}
	p.segment(centre, p.top-5, centre, p.bottom, stroke{ink, 1.4, []float64{4, 3}})
	// Words last, each on a ground that keeps the lines off it.
	put := func(x, y float64, f face, c color.NRGBA, side int, text string) box {
		width := f.width(text)
		left := x
		if side == fromRight {
			left -= width
		}
		left = math.Min(math.Max(left, p.left+3), p.right-width-3)
		s.rect(left-2, y-0.8*f.size, left+width+2, y+0.25*f.size, withOpacity(modelZone, 0.85))
		return s.write(left, y, f, c, fromLeft, text)
	}
	for k, e := range effects {
		y := p.top + row*float64(k) + small.size*1.25
		grade := " · " + string(e.Parameter.Confidence)
		name := put(p.left+7, y, bold, ink, fromLeft, bold.shortened(e.Parameter.Label, p.right-p.left-small.width(grade)-14))
		put(name.right+1, y, small, secondary, fromLeft, grade)
		y = at(k) + thick/2 + 0.36*small.size
		low, high := parameterNumber(e.Parameter.Low), parameterNumber(e.Parameter.High)
		left, right := math.Min(p.x(e.Low), p.x(e.High)), math.Max(p.x(e.Low), p.x(e.High))
		switch {
		case oneSided(e) && e.Low > mid:
			put(right+6, y, small, ink, fromLeft, low+", "+high)
		case oneSided(e):
			put(left-6, y, small, ink, fromRight, low+", "+high)
		case e.Low <= e.High:
			put(left-6, y, small, ink, fromRight, low)
			put(right+6, y, small, ink, fromLeft, high)
		default:
			put(left-6, y, small, ink, fromRight, high)
			put(right+6, y, small, ink, fromLeft, low)
		}
	}
	text := fmt.Sprintf(wordsAtCentre, tornadoNumber(o, mid, b != nil))
	half := bold.width(text) / 2
	s.write(math.Min(math.Max(centre, p.left+half), p.right-half), p.top-9, bold, ink, centred, text)
	y := p.bottom + 4 + small.size*2.5
	if b == nil {
		return
	}
	fewer, more := fmt.Sprintf(wordsPathFewer, a.Label), fmt.Sprintf(wordsPathMore, a.Label)
	if bold.width(fewer)+bold.width(more)+20 > p.right-p.left {
		fewer, more = wordsFewerLeft, wordsMoreRight
	}
	s.write(p.left, y, bold, ink, fromLeft, fewer)
	s.write(p.right, y, bold, ink, fromRight, more)
}
