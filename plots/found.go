// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"strings"
)

// Found is a box of restrictions found among cases.
type Found struct {
	Head         string // what is of interest
	Names        []string
	Inputs       [][]float64
	Interest     []bool
	Across, Up   int     // the two inputs shown
	Restrictions []Limit // of the box, the most telling first; none if no box was found
	Way          []Purity
	Chosen       Purity
	Step         int // of the way, from which the box was made
}

// Limit restricts one input at a side.
type Limit struct {
	Input   int
	AtLeast bool
	Value   float64
}

// Purity is how much of what is of interest a box holds, and how pure it is.
type Purity struct{ Coverage, Density float64 }

// Discovered is figure F11: for each question the cases over two inputs with the
// box, and the way to the box. World is empty where cases were read.
func Discovered(found []Found, world, drawn string) *Figure {
	f := &Figure{ID: "F11", Name: "discover", Title: titleFound, Subtitle: subtitleFound}
	var d strings.Builder
	for _, one := range found {
		fmt.Fprintf(&d, "%s. ", one.Head)
		for _, r := range one.Restrictions {
			fmt.Fprintf(&d, "%s %s. ", one.Names[r.Input], r.words())
		}
		if len(one.Restrictions) > 0 {
			fmt.Fprintf(&d, "Coverage %s, density %s. ", Index(one.Chosen.Coverage), Index(one.Chosen.Density))
		}
	}
	f.Description = strings.TrimSpace(d.String())
	st := figureSource{id: f.ID, name: f.Name, world: world, draws: drawn}
	f.draw = func(s *sheet) { s.drawFound(f, found, st) }
	return f
}

func (l Limit) words() string {
	if l.AtLeast {
		return "at least " + Number(l.Value)
	}
	return "at most " + Number(l.Value)
}

// drawFound lays out a column per question.
func (s *sheet) drawFound(f *Figure, found []Found, st figureSource) {
	top := s.badgedHeading(f) + 14
	bottom := s.footer(st, foundWords) - 12
	small, head := face{s.smallType(), false, false}, face{s.note, true, false}
	const between = 40
	columns := float64(len(found))
	cell := (s.Width - 2*margin - between*(columns-1)) / columns
	lines := 1
	for i := range found {
		lines = max(lines, len(head.wrapped(found[i].Head, cell)))
	}
	step := math.Round(head.size * 1.25)
	for i := range found {
		one := &found[i]
		x := margin + float64(i)*(cell+between)
		s.paragraph(x, top+head.size, cell, head, ink, one.Head)
		y := top + step*float64(lines) + 12
		middle := y + (bottom-y)*0.58
		room := s.tickRoom([]float64{0.5, 1}, small.size) + 44
		scatter := &panel{sheet: s, left: x + room, right: x + cell, top: y, bottom: middle - small.size*2.9}
		way := &panel{sheet: s, left: x + room, right: x + cell, top: middle + 6, bottom: bottom - small.size*2.7, x1: 1.02, y1: 1.05}
		scatter.cases(one)
		way.purity(one)
	}
}

// shownCases is how many cases a panel shows at most.
const shownCases = 600

// cases draws the cases over two inputs, and the box.
func (p *panel) cases(f *Found) {
	small := face{p.smallType(), false, false}
	ax, ay := f.Across, f.Up
	p.x0, p.x1, p.y0, p.y1 = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, row := range f.Inputs {
		p.x0, p.x1 = math.Min(p.x0, row[ax]), math.Max(p.x1, row[ax])
		p.y0, p.y1 = math.Min(p.y0, row[ay]), math.Max(p.y1, row[ay])
	}
	p.rect(p.left, p.top, p.right, p.bottom, modelZone)
	for k := range min(shownCases, len(f.Inputs)) {
		x, y := p.x(f.Inputs[k][ax]), p.y(f.Inputs[k][ay])
		if f.Interest[k] {
			p.fill(disc(x, y, 2.6), withOpacity(ink, 0.75))
		} else {
			p.stroke(disc(x, y, 2.4), stroke{axisGrey, 0.9, nil})
		}
	}
	box := [4]float64{p.x0, p.x1, p.y0, p.y1}
	for _, r := range f.Restrictions {
		for axis, input := range []int{ax, ay} {
			switch {
			case r.Input != input:
			case r.AtLeast:
				box[2*axis] = r.Value
			default:
				box[2*axis+1] = r.Value
			}
		}
	}
	if len(f.Restrictions) > 0 {
		p.stroke(closed(point(p.x(box[0]), p.y(box[2])), point(p.x(box[1]), p.y(box[2])), point(p.x(box[1]), p.y(box[3])), point(p.x(box[0]), p.y(box[3]))),
			stroke{badgeBorder, 3, nil})
	}
	p.segment(p.left, p.bottom, p.right, p.bottom, stroke{axisGrey, 1.5, nil})
	for side, v := range []float64{p.x0, p.x1} {
		p.write(p.x(v), p.bottom+4+small.size, small, secondary, []int{fromLeft, fromRight}[side], Number(v))
	}
	p.write((p.left+p.right)/2, p.bottom+4+small.size, face{small.size, true, false}, ink, centred, f.Names[ax])
	p.write(p.left-8, p.top+small.size, small, secondary, fromRight, Number(p.y1))
	p.write(p.left-8, p.bottom, small, secondary, fromRight, Number(p.y0))
	name := face{small.size, true, false}
	words := name.shortened("↑ "+f.Names[ay], p.right-p.left-20)
	p.rect(p.left+4, p.top+4, p.left+14+name.width(words), p.top+small.size*1.3+6, withOpacity(white, 0.85))
	p.write(p.left+9, p.top+small.size+4, name, ink, fromLeft, words)
}

// purity draws the way to the box.
func (p *panel) purity(f *Found) {
	small := face{p.smallType(), false, false}
	p.rect(p.left, p.top, p.right, p.bottom, modelZone)
	for _, v := range []float64{0, 0.5, 1} {
		p.segment(p.left, p.y(v), p.right, p.y(v), stroke{gridGrey, 1, nil})
		p.write(p.left-8, p.y(v)+0.35*small.size, small, secondary, fromRight, fmt.Sprint(v))
		p.write(math.Min(p.x(v), p.right-6), p.bottom+4+small.size, small, secondary, centred, fmt.Sprint(v))
	}
	p.segment(p.left, p.bottom, p.right, p.bottom, stroke{axisGrey, 1.5, nil})
	var xs, ys []float64
	for _, w := range f.Way {
		xs, ys = append(xs, w.Coverage), append(ys, w.Density)
	}
	p.drawPlainLine(xs, ys, stroke{secondary, 1.6, nil})
	for _, w := range f.Way {
		p.fill(disc(p.x(w.Coverage), p.y(w.Density), 2.6), ink)
	}
	if len(f.Restrictions) > 0 {
		if from := f.Way[f.Step]; from != f.Chosen {
			p.segment(p.x(from.Coverage), p.y(from.Density), p.x(f.Chosen.Coverage), p.y(f.Chosen.Density), stroke{badgeBorder, 2, []float64{5, 4}})
		}
		p.stroke(disc(p.x(f.Chosen.Coverage), p.y(f.Chosen.Density), 7), stroke{badgeBorder, 3, nil})
	} else {
		n := 0
		for _, so := range f.Interest {
			if so {
				n++
			}
		}
		words := small.shortened(fmt.Sprintf(wordsNoBox, n, len(f.Interest)), p.right-p.left-20)
		p.write((p.left+p.right)/2, (p.top+p.bottom)/2, small, ink, centred, words)
	}
	p.write(p.left+p.x(0.25)-p.left, p.bottom+4+small.size, small, ink, centred, wordsCoverage+" →")
	p.write(p.left+9, p.top+small.size+4, small, ink, fromLeft, "↑ "+wordsDensity)
}
