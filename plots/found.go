// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"crossroads/plots/canvas"
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
	f.draw = func(s *canvas.Sheet) { drawFound(s, f, found, st) }
	return f
}

func (l Limit) words() string {
	if l.AtLeast {
		return "at least " + Number(l.Value)
	}
	return "at most " + Number(l.Value)
}

// drawFound lays out a column per question.
func drawFound(s *canvas.Sheet, f *Figure, found []Found, st figureSource) {
	top := writeBadgedHeading(s, f) + 14
	bottom := writeFooter(s, st, foundWords) - 12
	small, head := canvas.Face{Size: s.SmallType(), Bold: false, Italic: false}, canvas.Face{Size: s.Note, Bold: true, Italic: false}
	const between = 40
	columns := float64(len(found))
	cell := (s.Width - 2*canvas.Margin - between*(columns-1)) / columns
	lines := 1
	for i := range found {
		lines = max(lines, len(head.Wrapped(found[i].Head, cell)))
	}
	step := math.Round(head.Size * 1.25)
	for i := range found {
		one := &found[i]
		x := canvas.Margin + float64(i)*(cell+between)
		s.Paragraph(x, top+head.Size, cell, head, canvas.Ink, one.Head)
		y := top + step*float64(lines) + 12
		middle := y + (bottom-y)*0.58
		room := s.TickRoom([]float64{0.5, 1}, small.Size) + 44
		scatter := &canvas.Panel{Sheet: s, Left: x + room, Right: x + cell, Top: y, Bottom: middle - small.Size*2.9}
		way := &canvas.Panel{Sheet: s, Left: x + room, Right: x + cell, Top: middle + 6, Bottom: bottom - small.Size*2.7, X1: 1.02, Y1: 1.05}
		drawCases(scatter, one)
		drawPurity(way, one)
	}
}

// shownCases is how many cases a panel shows at most.
const shownCases = 600

// drawCases draws the cases over two inputs, and the box.
func drawCases(p *canvas.Panel, f *Found) {
	small := canvas.Face{Size: p.SmallType(), Bold: false, Italic: false}
	ax, ay := f.Across, f.Up
	p.X0, p.X1, p.Y0, p.Y1 = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, row := range f.Inputs {
		p.X0, p.X1 = math.Min(p.X0, row[ax]), math.Max(p.X1, row[ax])
		p.Y0, p.Y1 = math.Min(p.Y0, row[ay]), math.Max(p.Y1, row[ay])
	}
	p.Rect(p.Left, p.Top, p.Right, p.Bottom, canvas.ModelZone)
	for k := range min(shownCases, len(f.Inputs)) {
		x, y := p.X(f.Inputs[k][ax]), p.Y(f.Inputs[k][ay])
		if f.Interest[k] {
			p.Fill(canvas.Disc(x, y, 2.6), canvas.WithOpacity(canvas.Ink, 0.75))
		} else {
			p.Stroke(canvas.Disc(x, y, 2.4), canvas.Stroke{Color: canvas.AxisGrey, Width: 0.9, Dash: nil})
		}
	}
	box := [4]float64{p.X0, p.X1, p.Y0, p.Y1}
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
		p.Stroke(canvas.Closed(canvas.Point(p.X(box[0]), p.Y(box[2])), canvas.Point(p.X(box[1]), p.Y(box[2])), canvas.Point(p.X(box[1]), p.Y(box[3])), canvas.Point(p.X(box[0]), p.Y(box[3]))),
			canvas.Stroke{Color: canvas.BadgeBorder, Width: 3, Dash: nil})
	}
	p.Segment(p.Left, p.Bottom, p.Right, p.Bottom, canvas.Stroke{Color: canvas.AxisGrey, Width: 1.5, Dash: nil})
	for side, v := range []float64{p.X0, p.X1} {
		p.Write(p.X(v), p.Bottom+4+small.Size, small, canvas.Secondary, []int{canvas.FromLeft, canvas.FromRight}[side], Number(v))
	}
	p.Write((p.Left+p.Right)/2, p.Bottom+4+small.Size, canvas.Face{Size: small.Size, Bold: true, Italic: false}, canvas.Ink, canvas.Centred, f.Names[ax])
	p.Write(p.Left-8, p.Top+small.Size, small, canvas.Secondary, canvas.FromRight, Number(p.Y1))
	p.Write(p.Left-8, p.Bottom, small, canvas.Secondary, canvas.FromRight, Number(p.Y0))
	name := canvas.Face{Size: small.Size, Bold: true, Italic: false}
	words := name.Shortened("↑ "+f.Names[ay], p.Right-p.Left-20)
	p.Rect(p.Left+4, p.Top+4, p.Left+14+name.Width(words), p.Top+small.Size*1.3+6, canvas.WithOpacity(canvas.White, 0.85))
	p.Write(p.Left+9, p.Top+small.Size+4, name, canvas.Ink, canvas.FromLeft, words)
}

// drawPurity draws the way to the box.
func drawPurity(p *canvas.Panel, f *Found) {
	small := canvas.Face{Size: p.SmallType(), Bold: false, Italic: false}
	p.Rect(p.Left, p.Top, p.Right, p.Bottom, canvas.ModelZone)
	for _, v := range []float64{0, 0.5, 1} {
		p.Segment(p.Left, p.Y(v), p.Right, p.Y(v), canvas.Stroke{Color: canvas.GridGrey, Width: 1, Dash: nil})
		p.Write(p.Left-8, p.Y(v)+0.35*small.Size, small, canvas.Secondary, canvas.FromRight, fmt.Sprint(v))
		p.Write(math.Min(p.X(v), p.Right-6), p.Bottom+4+small.Size, small, canvas.Secondary, canvas.Centred, fmt.Sprint(v))
	}
	p.Segment(p.Left, p.Bottom, p.Right, p.Bottom, canvas.Stroke{Color: canvas.AxisGrey, Width: 1.5, Dash: nil})
	var xs, ys []float64
	for _, w := range f.Way {
		xs, ys = append(xs, w.Coverage), append(ys, w.Density)
	}
	p.DrawPlainLine(xs, ys, canvas.Stroke{Color: canvas.Secondary, Width: 1.6, Dash: nil})
	for _, w := range f.Way {
		p.Fill(canvas.Disc(p.X(w.Coverage), p.Y(w.Density), 2.6), canvas.Ink)
	}
	if len(f.Restrictions) > 0 {
		if from := f.Way[f.Step]; from != f.Chosen {
			p.Segment(p.X(from.Coverage), p.Y(from.Density), p.X(f.Chosen.Coverage), p.Y(f.Chosen.Density), canvas.Stroke{Color: canvas.BadgeBorder, Width: 2, Dash: []float64{5, 4}})
		}
		p.Stroke(canvas.Disc(p.X(f.Chosen.Coverage), p.Y(f.Chosen.Density), 7), canvas.Stroke{Color: canvas.BadgeBorder, Width: 3, Dash: nil})
	} else {
		n := 0
		for _, so := range f.Interest {
			if so {
				n++
			}
		}
		words := small.Shortened(fmt.Sprintf(wordsNoBox, n, len(f.Interest)), p.Right-p.Left-20)
		p.Write((p.Left+p.Right)/2, (p.Top+p.Bottom)/2, small, canvas.Ink, canvas.Centred, words)
	}
	p.Write(p.Left+p.X(0.25)-p.Left, p.Bottom+4+small.Size, small, canvas.Ink, canvas.Centred, wordsCoverage+" →")
	p.Write(p.Left+9, p.Top+small.Size+4, small, canvas.Ink, canvas.FromLeft, "↑ "+wordsDensity)
}
