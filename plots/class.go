// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/class"
)

// Class is the figure of a class: how far each lever was moved, and what became
// of those killed. It names no entry.
func Class(b *class.Board) *Figure {
	f := &Figure{ID: "C1", Name: "class"}
	n := len(b.Results)
	paths := fmt.Sprintf("%d paths", n)
	if n == 1 {
		paths = "one path"
	}
	f.Title = fmt.Sprintf(titleClass, paths)
	f.Subtitle = fmt.Sprintf(subtitleClass, model.Fork.Year(), model.DefaultEnd.Year()-1)
	f.Description = classDescription(b)
	worlds := make([]string, len(b.Worlds))
	for i, w := range b.Worlds {
		worlds[i] = w.Name
	}
	st := figureSource{id: f.ID, name: f.Name, paths: []*scenarios.Scenario{b.Against}, world: strings.Join(worlds, "; ")}
	f.draw = func(s *sheet) { s.drawClass(f, b, st) }
	return f
}

// classDescription is the figure in words.
func classDescription(b *class.Board) string {
	var parts []string
	for _, l := range b.Levers {
		parts = append(parts, fmt.Sprintf("%s moved by %d of %d, between %s and %s", l.Label, l.Touched, len(b.Results), leverNumber(l.Lever, l.Low), leverNumber(l.Lever, l.High)))
	}
	words := strings.Join(parts, "; ") + "."
	for _, w := range b.Worlds {
		for _, s := range w.Outcomes {
			if s.Unit == "death" {
				words += fmt.Sprintf(" World %s, %s: from %s to %s, %s on the path all began from.", w.Name, lowerFirst(s.Label), Number(s.Low), Number(s.High), Number(s.Start))
			}
		}
	}
	return words
}

// meanLever is the mean of a lever of a path from the fork on.
func meanLever(row *model.Lever, s *scenarios.Scenario) float64 {
	months := s.Plan(model.DefaultHorizon).Months[model.Fork-model.HistoryStart:]
	sum := 0.0
	for i := range months {
		sum += *row.Of(&months[i])
	}
	return sum / float64(len(months))
}

// drawClass lays out the levers on the left and the two death sums on the right.
func (s *sheet) drawClass(f *Figure, b *class.Board, st figureSource) {
	top := s.badgedHeading(f) + 26
	bottom := s.footer(st, classWords) - 16
	if s.Height > s.Width*0.9 { // a square has its halves one below the other
		half := top + (bottom-top)*0.5
		s.drawTried(b, margin, s.Width-margin, top, half-18)
		s.drawSums(b, margin, s.Width-margin, half+18, bottom)
		return
	}
	half := margin + (s.Width-2*margin)*0.5
	s.drawTried(b, margin, half-24, top, bottom)
	s.drawSums(b, half+24, s.Width-margin, top, bottom)
}

// drawTried is a row for every lever.
func (s *sheet) drawTried(b *class.Board, left, right, top, bottom float64) {
	name, small := face{s.note, true, false}, face{s.smallType(), false, false}
	var head, tail float64
	for _, l := range b.Levers {
		head = math.Max(head, name.width(l.Label))
		tail = math.Max(tail, small.width(fmt.Sprintf(wordsMoved, len(b.Results))))
	}
	tall := (bottom - top) / float64(len(b.Levers))
	head = math.Min(head, (right-left)*0.42)
	for i, l := range b.Levers {
		y := top + (float64(i)+0.42)*tall
		p := &panel{sheet: s, left: left + head + 16, right: right - tail - 14, x0: l.Lever.Low, x1: l.Lever.High}
		s.write(left, y+0.36*name.size, name, ink, fromLeft, name.shortened(l.Label, head))
		p.segment(p.left, y, p.right, y, stroke{gridGrey, 2, nil})
		for _, v := range []float64{l.Lever.Low, l.Lever.High} {
			side := fromLeft
			if v == l.Lever.High {
				side = fromRight
			}
			s.write(p.x(v), y+tall*0.3+small.size*0.8, small, secondary, side, leverNumber(l.Lever, v))
		}
		// Equal values lie side by side, upwards and downwards in turn.
		taken := map[int]int{}
		for _, t := range b.Results {
			x := p.x(meanLever(l.Lever, t.Scenario))
			cell := int(math.Round(x / 7))
			n := taken[cell]
			taken[cell]++
			shift := math.Min(float64((n+1)/2)*3.2, tall*0.22)
			if n%2 == 1 {
				shift = -shift
			}
			dot := disc(x, y+shift, 4.5)
			p.fill(dot, withOpacity(secondary, 0.5))
		}
		start := p.x(meanLever(l.Lever, b.Against))
		p.segment(start, y-tall*0.3, start, y+tall*0.24, stroke{ink, 2, nil})
		s.write(right, y+0.36*small.size, small, secondary, fromRight, fmt.Sprintf(wordsMoved, l.Touched))
	}
}

// drawSums is a dot for every path: both death sums, beside those of the path
// all began from.
func (s *sheet) drawSums(b *class.Board, left, right, top, bottom float64) {
	narrow, all := deathOutcomes()[0], deathOutcomes()[1]
	var xs, ys []float64
	wideX, wideY := span{}, span{}
	for _, t := range b.Results {
		x := narrow.Of(t.Run.Years) - narrow.Of(t.Start.Years)
		y := all.Of(t.Run.Years) - all.Of(t.Start.Years)
		xs, ys = append(xs, x), append(ys, y)
		wideX, wideY = wideX.with(x), wideY.with(y)
	}
	wideX, wideY = wideX.around(), wideY.around()
	small, bold := face{s.smallType(), false, false}, face{s.note, true, false}
	s.write(left, top+s.note, bold, ink, fromLeft, bold.shortened("↑ "+wordsUp, right-left))
	s.write(left, top+s.note+small.size*1.35, small, secondary, fromLeft,
		small.shortened(fmt.Sprintf(wordsChange, b.Against.Label, model.Fork.Year(), model.DefaultEnd.Year()-1), right-left))
	up := levelsOf(all, wideY.low, wideY.high, 5)
	across := levelsOf(narrow, wideX.low, wideX.high, 4)
	room := s.tickRoom(up, small.size)
	p := &panel{sheet: s, left: left + room, right: right, top: top + s.note*2.4 + small.size, bottom: bottom - small.size*3.1,
		x0: wideX.low, x1: wideX.high, y0: wideY.low, y1: wideY.high}
	up = slices.DeleteFunc(up, func(v float64) bool { return v < p.y0 || v > p.y1 })
	across = slices.DeleteFunc(across, func(v float64) bool { return v < p.x0 || v > p.x1 })
	p.rect(p.left, p.top, p.right, p.bottom, modelZone)
	words := tickWords(up)
	for _, v := range up {
		p.segment(p.left, p.y(v), p.right, p.y(v), stroke{gridGrey, 1, nil})
		s.write(p.left-8, p.y(v)+0.35*small.size, small, secondary, fromRight, signWords(v, words))
	}
	words = tickWords(across)
	for _, v := range across {
		p.segment(p.x(v), p.top, p.x(v), p.bottom, stroke{gridGrey, 1, nil})
		text := signWords(v, words)
		half := small.width(text) / 2
		s.write(math.Max(math.Min(p.x(v), p.right-half), p.left+half), p.bottom+5+small.size, small, secondary, centred, text)
	}
	s.write(p.right, bottom, bold, ink, fromRight, bold.shortened(wordsAcross+" →", right-left))
	p.segment(p.left, p.y(0), p.right, p.y(0), stroke{ink, 2, nil})
	p.segment(p.x(0), p.top, p.x(0), p.bottom, stroke{ink, 2, nil})
	for i := range xs {
		dot := disc(p.x(xs[i]), p.y(ys[i]), 6)
		p.fill(dot, withOpacity(secondary, 0.75))
		p.stroke(dot, stroke{white, 1, nil})
	}
	// A quarter is named in its outer corner, broken where it is too long.
	note := face{small.size, false, true}
	for _, c := range []struct {
		x, y  float64
		side  int
		words string
	}{
		{p.left + 8, p.bottom - 8, fromLeft, wordsFewBoth}, {p.right - 8, p.top + note.size + 4, fromRight, wordsMoreBoth},
		{p.left + 8, p.top + note.size + 4, fromLeft, wordsFewLeft}, {p.right - 8, p.bottom - 8, fromRight, wordsFewRight},
	} {
		var lines []string
		for _, part := range strings.SplitAfter(c.words, ", ") {
			wide := p.x(0) - p.left
			if c.side == fromRight {
				wide = p.right - p.x(0)
			}
			lines = append(lines, note.wrapped(strings.TrimSpace(part), wide-20)...)
		}
		y := c.y
		if c.y > p.y(0) {
			y -= float64(len(lines)-1) * note.size * 1.25
		}
		for k, line := range lines {
			s.write(c.x, y+float64(k)*note.size*1.25, note, secondary, c.side, line)
		}
	}
}

// span is from where to where numbers lie, 0 included.
type span struct{ low, high float64 }

func (s span) with(v float64) span { return span{math.Min(s.low, v), math.Max(s.high, v)} }

// around is the span with room at its ends, and on either side of 0 enough for
// words: three tenths of the whole.
func (s span) around() span {
	s.low, s.high = 1.2*s.low, 1.2*s.high
	if s.high-s.low < 1 {
		return span{-1, 1}
	}
	const side = 0.3 / 0.7
	return span{math.Min(s.low, -side*s.high), math.Max(s.high, -side*s.low)}
}

// signWords writes a level of a difference.
func signWords(v float64, words func(float64) string) string {
	if v > 0 {
		return "+" + words(v)
	}
	return words(v)
}

// lowerFirst writes words as in the middle of a sentence.
func lowerFirst(words string) string { return strings.ToLower(words[:1]) + words[1:] }
