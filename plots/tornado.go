// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/effect"
)

// bars is how many assumptions figure F5 shows.
const bars = 8

// The colours of bars that name no path.
var (
	fewerBar = canvas.Rgb(0xB5B5B5)
	moreBar  = canvas.Rgb(0x5E5E5E)
	flipZone = canvas.Rgb(0xF0F0F0)
)

// Tornado is figure F5: what each assumption alone does to outcomes of path a,
// or of a less b, in a world. The effects come by outcome, the largest effect range
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
	f.draw = func(s *canvas.Sheet) { drawTornado(s, f, a, b, outcomes, effects, st) }
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
func drawTornado(s *canvas.Sheet, f *Figure, a, b *scenarios.Scenario, outcomes []*model.Outcome, effects [][]effect.Effect, st figureSource) {
	top := writeBadgedHeading(s, f) + 16
	words := tornadoWords
	if b != nil {
		words = tornadoPairWords
	}
	bottom := writeFooter(s, st, words) - 10
	const between = 50
	cell := (s.Width - 2*canvas.Margin - between*float64(len(outcomes)-1)) / float64(len(outcomes))
	for i, o := range outcomes {
		left := canvas.Margin + float64(i)*(cell+between)
		drawBars(s, o, effects[i], a, b, left, top, left+cell, bottom)
	}
}

// drawBars draws the bars of one outcome.
func drawBars(s *canvas.Sheet, o *model.Outcome, effects []effect.Effect, a, b *scenarios.Scenario, left, top, right, bottom float64) {
	head, small, bold := canvas.Face{Size: s.Head - 1, Bold: true, Italic: false}, canvas.Face{Size: s.SmallType(), Bold: false, Italic: false}, canvas.Face{Size: s.SmallType(), Bold: true, Italic: false}
	s.Write(left, top+s.Head, head, canvas.Ink, canvas.FromLeft, head.Shortened(headWords(o), right-left))
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
	ticks := canvas.LevelsOf(o, low, high, 5)
	footHeight := small.Size*2.9 + 8
	p := &canvas.Panel{Sheet: s, Left: left, Right: right, Top: top + s.Head + small.Size*2 + 6, Bottom: bottom - footHeight, X0: low, X1: high}
	p.Rect(p.Left, p.Top, p.Right, p.Bottom, canvas.ModelZone)
	zero := p.X(0)
	if b != nil && mid != 0 {
		if mid < 0 {
			p.Rect(zero, p.Top, p.Right, p.Bottom, flipZone)
		} else {
			p.Rect(p.Left, p.Top, zero, p.Bottom, flipZone)
		}
	}
	words := canvas.TickWords(ticks)
	taken := math.Inf(-1)
	for _, v := range ticks {
		if v < low || v > high {
			continue
		}
		x := p.X(v)
		p.Segment(x, p.Top, x, p.Bottom, canvas.Stroke{Color: canvas.GridGrey, Width: 1, Dash: nil})
		label := words(v)
		if b != nil {
			label = Plus(label)
		}
		half := small.Width(label) / 2
		x = math.Min(math.Max(x, p.Left+half), p.Right-half)
		if x-half > taken+6 {
			s.Write(x, p.Bottom+4+small.Size, small, canvas.Secondary, canvas.Centred, label)
			taken = x + half
		}
	}
	row := (p.Bottom - p.Top) / float64(len(effects))
	thick := math.Min(26, row-small.Size*1.5-8)
	centre := p.X(mid)
	ends := func(e effect.Effect) [2]float64 { return [2]float64{e.Low, e.High} }
	// Both ends may lie on one side: then each takes half of the bar.
	oneSided := func(e effect.Effect) bool { return (e.Low-mid)*(e.High-mid) > 0 }
	at := func(k int) float64 { return p.Top + row*float64(k) + small.Size*1.5 + 2 }
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
			p.Rect(math.Min(centre, p.X(v)), y0, math.Max(centre, p.X(v)), y1, c)
		}
	}
	if b != nil {
		p.Segment(zero, p.Top, zero, p.Bottom, canvas.Stroke{Color: canvas.Ink, Width: 2, Dash: nil})
	}
	p.Segment(centre, p.Top-5, centre, p.Bottom, canvas.Stroke{Color: canvas.Ink, Width: 1.4, Dash: []float64{4, 3}})
	// Words last, each on a ground that keeps the lines off it.
	put := func(x, y float64, f canvas.Face, c color.NRGBA, side int, text string) canvas.Box {
		width := f.Width(text)
		left := x
		if side == canvas.FromRight {
			left -= width
		}
		left = math.Min(math.Max(left, p.Left+3), p.Right-width-3)
		s.Rect(left-2, y-0.8*f.Size, left+width+2, y+0.25*f.Size, canvas.WithOpacity(canvas.ModelZone, 0.85))
		return s.Write(left, y, f, c, canvas.FromLeft, text)
	}
	for k, e := range effects {
		y := p.Top + row*float64(k) + small.Size*1.25
		grade := " · " + string(e.Parameter.Confidence)
		name := put(p.Left+7, y, bold, canvas.Ink, canvas.FromLeft, bold.Shortened(e.Parameter.Label, p.Right-p.Left-small.Width(grade)-14))
		put(name.Right+1, y, small, canvas.Secondary, canvas.FromLeft, grade)
		y = at(k) + thick/2 + 0.36*small.Size
		low, high := parameterNumber(e.Parameter.Low), parameterNumber(e.Parameter.High)
		left, right := math.Min(p.X(e.Low), p.X(e.High)), math.Max(p.X(e.Low), p.X(e.High))
		switch {
		case oneSided(e) && e.Low > mid:
			put(right+6, y, small, canvas.Ink, canvas.FromLeft, low+", "+high)
		case oneSided(e):
			put(left-6, y, small, canvas.Ink, canvas.FromRight, low+", "+high)
		case e.Low <= e.High:
			put(left-6, y, small, canvas.Ink, canvas.FromRight, low)
			put(right+6, y, small, canvas.Ink, canvas.FromLeft, high)
		default:
			put(left-6, y, small, canvas.Ink, canvas.FromRight, high)
			put(right+6, y, small, canvas.Ink, canvas.FromLeft, low)
		}
	}
	text := fmt.Sprintf(wordsAtCentre, tornadoNumber(o, mid, b != nil))
	half := bold.Width(text) / 2
	s.Write(math.Min(math.Max(centre, p.Left+half), p.Right-half), p.Top-9, bold, canvas.Ink, canvas.Centred, text)
	y := p.Bottom + 4 + small.Size*2.5
	if b == nil {
		return
	}
	fewer, more := fmt.Sprintf(wordsPathFewer, a.Label), fmt.Sprintf(wordsPathMore, a.Label)
	if bold.Width(fewer)+bold.Width(more)+20 > p.Right-p.Left {
		fewer, more = wordsFewerLeft, wordsMoreRight
	}
	s.Write(p.Left, y, bold, canvas.Ink, canvas.FromLeft, fewer)
	s.Write(p.Right, y, bold, canvas.Ink, canvas.FromRight, more)
}
