// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/plots/canvas"
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
		worlds[i] = class.WorldLabel(w.World)
	}
	st := figureSource{id: f.ID, name: f.Name, paths: []*scenarios.Scenario{b.Against}, world: strings.Join(worlds, "; ")}
	f.draw = func(s *canvas.Sheet) { drawClass(s, f, b, st) }
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
				words += fmt.Sprintf(" World %s, %s: from %s to %s, %s on the path all began from.", class.WorldLabel(w.World), lowerFirst(s.Label), Number(s.Low), Number(s.High), Number(s.Start))
			}
		}
	}
	return words
}

// drawClass lays out the levers on the left and the two death sums on the right.
func drawClass(s *canvas.Sheet, f *Figure, b *class.Board, st figureSource) {
	top := writeBadgedHeading(s, f) + 26
	bottom := writeFooter(s, st, classWords) - 16
	if s.Height > s.Width*0.9 { // a square has its halves one below the other
		half := top + (bottom-top)*0.5
		drawTried(s, b, canvas.Margin, s.Width-canvas.Margin, top, half-18)
		drawSums(s, b, canvas.Margin, s.Width-canvas.Margin, half+18, bottom)
		return
	}
	half := canvas.Margin + (s.Width-2*canvas.Margin)*0.5
	drawTried(s, b, canvas.Margin, half-24, top, bottom)
	drawSums(s, b, half+24, s.Width-canvas.Margin, top, bottom)
}

// drawTried is a row for every lever.
func drawTried(s *canvas.Sheet, b *class.Board, left, right, top, bottom float64) {
	name, small := canvas.Face{Size: s.Note, Bold: true, Italic: false}, canvas.Face{Size: s.SmallType(), Bold: false, Italic: false}
	var head, tail float64
	for _, l := range b.Levers {
		head = math.Max(head, name.Width(l.Label))
		tail = math.Max(tail, small.Width(fmt.Sprintf(wordsMoved, len(b.Results))))
	}
	tall, start := (bottom-top)/float64(len(b.Levers)), class.MeanLevers(b.Against)
	head = math.Min(head, (right-left)*0.42)
	for i, l := range b.Levers {
		y := top + (float64(i)+0.42)*tall
		p := &canvas.Panel{Sheet: s, Left: left + head + 16, Right: right - tail - 14, X0: l.Lever.Low, X1: l.Lever.High}
		s.Write(left, y+0.36*name.Size, name, canvas.Ink, canvas.FromLeft, name.Shortened(l.Label, head))
		p.Segment(p.Left, y, p.Right, y, canvas.Stroke{Color: canvas.GridGrey, Width: 2, Dash: nil})
		for _, v := range []float64{l.Lever.Low, l.Lever.High} {
			side := canvas.FromLeft
			if v == l.Lever.High {
				side = canvas.FromRight
			}
			s.Write(p.X(v), y+tall*0.3+small.Size*0.8, small, canvas.Secondary, side, leverNumber(l.Lever, v))
		}
		// Equal values lie side by side, upwards and downwards in turn.
		taken := map[int]int{}
		for _, t := range b.Results {
			x := p.X(t.Levers[i])
			cell := int(math.Round(x / 7))
			n := taken[cell]
			taken[cell]++
			shift := math.Min(float64((n+1)/2)*3.2, tall*0.22)
			if n%2 == 1 {
				shift = -shift
			}
			dot := canvas.Disc(x, y+shift, 4.5)
			p.Fill(dot, canvas.WithOpacity(canvas.Secondary, 0.5))
		}
		began := p.X(start[i])
		p.Segment(began, y-tall*0.3, began, y+tall*0.24, canvas.Stroke{Color: canvas.Ink, Width: 2, Dash: nil})
		s.Write(right, y+0.36*small.Size, small, canvas.Secondary, canvas.FromRight, fmt.Sprintf(wordsMoved, l.Touched))
	}
}

// drawSums is a dot for every path: both death sums, beside those of the path
// all began from.
func drawSums(s *canvas.Sheet, b *class.Board, left, right, top, bottom float64) {
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
	small, bold := canvas.Face{Size: s.SmallType(), Bold: false, Italic: false}, canvas.Face{Size: s.Note, Bold: true, Italic: false}
	s.Write(left, top+s.Note, bold, canvas.Ink, canvas.FromLeft, bold.Shortened("↑ "+wordsUp, right-left))
	s.Write(left, top+s.Note+small.Size*1.35, small, canvas.Secondary, canvas.FromLeft,
		small.Shortened(fmt.Sprintf(wordsChange, b.Against.Label, model.Fork.Year(), model.DefaultEnd.Year()-1), right-left))
	up := canvas.LevelsOf(all, wideY.low, wideY.high, 5)
	across := canvas.LevelsOf(narrow, wideX.low, wideX.high, 4)
	room := s.TickRoom(up, small.Size)
	p := &canvas.Panel{Sheet: s, Left: left + room, Right: right, Top: top + s.Note*2.4 + small.Size, Bottom: bottom - small.Size*3.1,
		X0: wideX.low, X1: wideX.high, Y0: wideY.low, Y1: wideY.high}
	up = slices.DeleteFunc(up, func(v float64) bool { return v < p.Y0 || v > p.Y1 })
	across = slices.DeleteFunc(across, func(v float64) bool { return v < p.X0 || v > p.X1 })
	p.Rect(p.Left, p.Top, p.Right, p.Bottom, canvas.ModelZone)
	words := canvas.TickWords(up)
	for _, v := range up {
		p.Segment(p.Left, p.Y(v), p.Right, p.Y(v), canvas.Stroke{Color: canvas.GridGrey, Width: 1, Dash: nil})
		s.Write(p.Left-8, p.Y(v)+0.35*small.Size, small, canvas.Secondary, canvas.FromRight, signWords(v, words))
	}
	words = canvas.TickWords(across)
	for _, v := range across {
		p.Segment(p.X(v), p.Top, p.X(v), p.Bottom, canvas.Stroke{Color: canvas.GridGrey, Width: 1, Dash: nil})
		text := signWords(v, words)
		half := small.Width(text) / 2
		s.Write(math.Max(math.Min(p.X(v), p.Right-half), p.Left+half), p.Bottom+5+small.Size, small, canvas.Secondary, canvas.Centred, text)
	}
	s.Write(p.Right, bottom, bold, canvas.Ink, canvas.FromRight, bold.Shortened(wordsAcross+" →", right-left))
	p.Segment(p.Left, p.Y(0), p.Right, p.Y(0), canvas.Stroke{Color: canvas.Ink, Width: 2, Dash: nil})
	p.Segment(p.X(0), p.Top, p.X(0), p.Bottom, canvas.Stroke{Color: canvas.Ink, Width: 2, Dash: nil})
	for i := range xs {
		dot := canvas.Disc(p.X(xs[i]), p.Y(ys[i]), 6)
		p.Fill(dot, canvas.WithOpacity(canvas.Secondary, 0.75))
		p.Stroke(dot, canvas.Stroke{Color: canvas.White, Width: 1, Dash: nil})
	}
	// A quarter is named in its outer corner, broken where it is too long.
	note := canvas.Face{Size: small.Size, Bold: false, Italic: true}
	for _, c := range []struct {
		x, y  float64
		side  int
		words string
	}{
		{p.Left + 8, p.Bottom - 8, canvas.FromLeft, wordsFewBoth}, {p.Right - 8, p.Top + note.Size + 4, canvas.FromRight, wordsMoreBoth},
		{p.Left + 8, p.Top + note.Size + 4, canvas.FromLeft, wordsFewLeft}, {p.Right - 8, p.Bottom - 8, canvas.FromRight, wordsFewRight},
	} {
		var lines []string
		for _, part := range strings.SplitAfter(c.words, ", ") {
			wide := p.X(0) - p.Left
			if c.side == canvas.FromRight {
				wide = p.Right - p.X(0)
			}
			lines = append(lines, note.Wrapped(strings.TrimSpace(part), wide-20)...)
		}
		y := c.y
		if c.y > p.Y(0) {
			y -= float64(len(lines)-1) * note.Size * 1.25
		}
		for k, line := range lines {
			s.Write(c.x, y+float64(k)*note.Size*1.25, note, canvas.Secondary, c.side, line)
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
