// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/breakeven"
)

// Conditions is figure F6b: over the documented ranges of two assumptions, which
// of two paths has fewer of each outcome, all other assumptions as in a world.
func Conditions(a, b *scenarios.Scenario, w *scenarios.World, last int, outcomes []*model.Outcome, m *breakeven.Map) *Figure {
	f := &Figure{
		ID: "F6b", Name: "conditions",
		Title:    fmt.Sprintf(titleConditions, a.Label, b.Label),
		Subtitle: fmt.Sprintf(subtitleConditions, fromFork(last), w.Name),
	}
	var d strings.Builder
	for n, o := range outcomes {
		field := fieldOf(m, n)
		fewer, tie := field.shares()
		fmt.Fprintf(&d, "%s: over the documented ranges of %s (%s to %s) and %s (%s to %s) %s has fewer in %.0f%% of the map, %s in %.0f%%; within 5%% of each other in %.0f%%. ",
			o.Label, m.X.Label, parameterNumber(m.X.Low), parameterNumber(m.X.High), m.Y.Label, parameterNumber(m.Y.Low), parameterNumber(m.Y.High),
			a.Label, 100*fewer, b.Label, 100*(1-fewer), 100*tie)
	}
	f.Description = strings.TrimSpace(d.String())
	st := figureSource{id: f.ID, name: f.Name, paths: []*scenarios.Scenario{a, b}, world: w.Marked()}
	foot := fmt.Sprintf(conditionsWords, m.Points)
	f.draw = func(s *canvas.Sheet) { drawConditions(s, f, a, b, w, outcomes, m, foot, st) }
	return f
}

// field is the difference of two paths over a square of two assumptions.
type field struct {
	n    int
	gap  [][]float64 // A less B, by step of y and x
	near [][]float64 // how far the gap lies beyond a tie: negative within one
}

func fieldOf(m *breakeven.Map, outcome int) field {
	f := field{n: m.Points}
	for y := range m.Points {
		var gap, beyond []float64
		for x := range m.Points {
			a, b := m.A[outcome][y][x], m.B[outcome][y][x]
			gap = append(gap, a-b)
			beyond = append(beyond, math.Abs(a-b)-near*math.Min(a, b))
		}
		f.gap, f.near = append(f.gap, gap), append(f.near, beyond)
	}
	return f
}

// at reads a grid between its points, u and v from 0 to 1.
func (f *field) at(grid [][]float64, u, v float64) float64 {
	x, y := u*float64(f.n-1), v*float64(f.n-1)
	i, j := min(int(x), f.n-2), min(int(y), f.n-2)
	s, t := x-float64(i), y-float64(j)
	return (1-t)*((1-s)*grid[j][i]+s*grid[j][i+1]) + t*((1-s)*grid[j+1][i]+s*grid[j+1][i+1])
}

// shares is the share of the square in which A has fewer, and in which the two
// lie within a tie.
func (f *field) shares() (fewer, tie float64) {
	const steps = 100
	for j := range steps {
		for i := range steps {
			u, v := (float64(i)+0.5)/steps, (float64(j)+0.5)/steps
			if f.at(f.gap, u, v) < 0 {
				fewer += 1.0 / (steps * steps)
			}
			if f.at(f.near, u, v) < 0 {
				tie += 1.0 / (steps * steps)
			}
		}
	}
	return fewer, tie
}

// drawConditions lays out a map per outcome.
func drawConditions(s *canvas.Sheet, f *Figure, a, b *scenarios.Scenario, w *scenarios.World, outcomes []*model.Outcome, m *breakeven.Map, foot string, st figureSource) {
	looks := canvas.LooksOf([]*scenarios.Scenario{a, b})
	top := writeBadgedHeading(s, f) + s.Label*1.7
	bottom := writeFooter(s, st, foot) - 10
	top = s.Legend(top, looks, []string{fmt.Sprintf(wordsFewerIn, a.Label), fmt.Sprintf(wordsFewerIn, b.Label)}, false) + 4
	small := canvas.Face{Size: s.SmallType(), Bold: false, Italic: false}
	ticks := func(p *model.Parameter) []float64 { return []float64{p.Low, (p.Low + p.High) / 2, p.High} }
	var room float64
	for _, v := range ticks(m.Y) {
		room = math.Max(room, small.Width(parameterNumber(v)))
	}
	room += 10
	stacked := s.Height >= s.Width && len(outcomes) > 1
	const between = 44
	width, height := s.Width-2*canvas.Margin, bottom-top
	if stacked {
		height = (height - 10) / float64(len(outcomes))
	} else {
		width = (width - between*float64(len(outcomes)-1)) / float64(len(outcomes))
	}
	for n, o := range outcomes {
		left, y := float64(canvas.Margin), top
		if stacked {
			y += float64(n) * (height + 10)
		} else {
			left += float64(n) * (width + between)
		}
		head := canvas.Face{Size: s.Head - 1, Bold: true, Italic: false}
		s.Write(left, y+s.Head, head, canvas.Ink, canvas.FromLeft, head.Shortened(headWords(o), width))
		f := canvas.Face{Size: s.SmallType(), Bold: true, Italic: false}
		up := "▲ " + axisWords(m.Y)
		s.Write(left, y+s.Head+small.Size*1.5, f, canvas.Ink, canvas.FromLeft, f.Shortened(up, width))
		p := &canvas.Panel{Sheet: s, Left: left + room, Right: left + width, Top: y + s.Head + small.Size*2.1, Bottom: y + height - small.Size*2.8 - 8,
			X0: m.X.Low, X1: m.X.High, Y0: m.Y.Low, Y1: m.Y.High}
		field := fieldOf(m, n)
		drawField(p, field, looks)
		for _, v := range ticks(m.Y) {
			at := math.Min(math.Max(p.Y(v)+0.36*small.Size, p.Top+0.72*small.Size), p.Bottom)
			s.Write(p.Left-6, at, small, canvas.Secondary, canvas.FromRight, parameterNumber(v))
		}
		for k, v := range ticks(m.X) {
			s.Write(p.X(v), p.Bottom+4+small.Size, small, canvas.Secondary, []int{canvas.FromLeft, canvas.Centred, canvas.FromRight}[k], parameterNumber(v))
		}
		s.Write(p.Right, p.Bottom+4+small.Size*2.4, f, canvas.Ink, canvas.FromRight, f.Shortened(axisWords(m.X)+" ►", width))
		drawCentre(p, *m.X.Of(&w.Parameters), *m.Y.Of(&w.Parameters))
		nameSides(p, &field, looks, []string{a.Label, b.Label})
		if tag := p.Tag(p.Left); tag != nil {
			tag()
		}
	}
}

// nameSides writes the name of each path where it has fewer by most and where
// the name has room on its own side.
func nameSides(p *canvas.Panel, field *field, looks []canvas.Look, names []string) {
	f := canvas.Face{Size: p.Label, Bold: true, Italic: false}
	width, height := p.Right-p.Left, p.Bottom-p.Top
	for k, sign := range []float64{-1, 1} {
		words := f.Shortened(names[k], width*0.4)
		if isOneSided(p, field, sign) {
			words += wordsThroughout
		}
		w, h := (f.Width(words)+26)/2, f.Size*0.8
		best, x, y := 0.0, 0.0, 0.0
		const steps = 24
		for j := range steps {
			for i := range steps {
				cx, cy := p.Left+width*(float64(i)+0.5)/steps, p.Top+height*(float64(j)+0.5)/steps
				if cx-w < p.Left+6 || cx+w > p.Right-6 || cy-h < p.Top+26 || cy+h > p.Bottom-6 || !p.Free(cx-w, cy-h, cx+w, cy+h) {
					continue
				}
				least := math.Inf(1)
				for _, dx := range []float64{-w, 0, w} {
					for _, dy := range []float64{-h, h} {
						least = math.Min(least, sign*field.at(field.gap, (cx+dx-p.Left)/width, (p.Bottom-cy-dy)/height))
					}
				}
				if least > best {
					best, x, y = least, cx, cy
				}
			}
		}
		if best > 0 {
			p.Mark(x-w+8, y, 6, looks[k])
			p.Write(x-w+22, y+0.36*f.Size, f, canvas.Ink, canvas.FromLeft, words)
		}
	}
}

// isOneSided reports whether the path of a sign has fewer on the whole map.
func isOneSided(p *canvas.Panel, f *field, sign float64) bool {
	const steps = 40
	for j := range steps + 1 {
		for i := range steps + 1 {
			if sign*f.at(f.gap, float64(i)/steps, float64(j)/steps) < 0 {
				return false
			}
		}
	}
	return true
}

// axisWords names an assumption with its unit.
func axisWords(p *model.Parameter) string {
	if p.Unit == "1" {
		return p.Label
	}
	return p.Label + ", " + p.Unit
}

// drawField paints who has fewer where, hatches ties and draws the boundary.
func drawField(p *canvas.Panel, f field, looks []canvas.Look) {
	tint := func(l canvas.Look) canvas.Stroke { return canvas.Stroke{Color: mixed(canvas.White, l.Color, 0.16)} }
	const fine = 2.0 // pixels
	p.Rect(p.Left, p.Top, p.Right, p.Bottom, tint(looks[0]).Color)
	height, width := p.Bottom-p.Top, p.Right-p.Left
	rows := int(height / fine)
	var other vg.Path
	for r := range rows {
		v := 1 - (float64(r)+0.5)/float64(rows)
		y0, y1 := p.Top+height*float64(r)/float64(rows), p.Top+height*float64(r+1)/float64(rows)
		for _, run := range f.below(f.gap, v, int(width/fine), -1) {
			other = append(other, canvas.Closed(canvas.Point(p.Left+run[0]*width, y0), canvas.Point(p.Left+run[1]*width, y0), canvas.Point(p.Left+run[1]*width, y1), canvas.Point(p.Left+run[0]*width, y1))...)
		}
	}
	if len(other) > 0 {
		p.Fill(other, tint(looks[1]).Color)
	}
	// Hatching runs at 45 degrees wherever the two lie within a tie.
	const pitch = 9.0
	var hatch vg.Path
	for offset := -height; offset < width; offset += pitch {
		open := false
		for t := 0.0; t <= height; t += fine {
			u, v := (offset+t)/width, t/height
			inside := u >= 0 && u <= 1 && f.at(f.near, u, v) < 0
			switch q := canvas.Point(p.Left+offset+t, p.Bottom-t); {
			case inside && !open:
				hatch.Move(q)
				open = true
			case inside:
				hatch.Line(q)
			default:
				open = false
			}
		}
	}
	if len(hatch) > 0 {
		p.Stroke(straightened(hatch), canvas.Stroke{Color: canvas.Rgb(0x707070), Width: 1.2, Dash: nil})
	}
	for _, line := range f.boundary() {
		p.Segment(p.Left+line[0].X*width, p.Bottom-line[0].Y*height, p.Left+line[1].X*width, p.Bottom-line[1].Y*height, canvas.Stroke{Color: canvas.Ink, Width: 1.8, Dash: nil})
	}
	p.Stroke(canvas.Closed(canvas.Point(p.Left, p.Top), canvas.Point(p.Right, p.Top), canvas.Point(p.Right, p.Bottom), canvas.Point(p.Left, p.Bottom)), canvas.Stroke{Color: canvas.AxisGrey, Width: 1.5, Dash: nil})
}

// straightened keeps only the ends of straight runs.
func straightened(path vg.Path) vg.Path {
	var out vg.Path
	for i, step := range path {
		if step.Type == vg.MoveComp || i+1 == len(path) || path[i+1].Type == vg.MoveComp {
			out = append(out, step)
		}
	}
	return out
}

// below lists the stretches of a row in which a grid has a sign: -1 where A less
// B is above 0.
func (f *field) below(grid [][]float64, v float64, steps int, sign float64) [][2]float64 {
	var runs [][2]float64
	open := false
	for i := range steps {
		u := (float64(i) + 0.5) / float64(steps)
		if sign*f.at(grid, u, v) < 0 {
			if !open {
				runs = append(runs, [2]float64{float64(i) / float64(steps), 0})
				open = true
			}
			runs[len(runs)-1][1] = float64(i+1) / float64(steps)
		} else {
			open = false
		}
	}
	return runs
}

// spotUV is a place on the unit square.
type spotUV struct{ X, Y float64 }

// boundary is where the two paths change places, as short lines between the
// edges of the grid's squares.
func (f *field) boundary() [][2]spotUV {
	var lines [][2]spotUV
	step := 1 / float64(f.n-1)
	for j := range f.n - 1 {
		for i := range f.n - 1 {
			corner := []spotUV{{float64(i), float64(j)}, {float64(i + 1), float64(j)}, {float64(i + 1), float64(j + 1)}, {float64(i), float64(j + 1)}}
			value := []float64{f.gap[j][i], f.gap[j][i+1], f.gap[j+1][i+1], f.gap[j+1][i]}
			var cut []spotUV
			for k := range 4 {
				a, b := value[k], value[(k+1)%4]
				if (a < 0) == (b < 0) {
					continue
				}
				t := a / (a - b)
				p, q := corner[k], corner[(k+1)%4]
				cut = append(cut, spotUV{(p.X + t*(q.X-p.X)) * step, (p.Y + t*(q.Y-p.Y)) * step})
			}
			for k := 0; k+1 < len(cut); k += 2 {
				lines = append(lines, [2]spotUV{cut[k], cut[k+1]})
			}
		}
	}
	return lines
}

// drawCentre marks what the world assumes.
func drawCentre(p *canvas.Panel, x, y float64) {
	f := canvas.Face{Size: p.SmallType(), Bold: true, Italic: false}
	at := canvas.Point(p.X(x), p.Y(y))
	shape := canvas.Star.Shape(float64(at.X), float64(at.Y), 7)
	width := f.Width(wordsStar)
	left := math.Min(math.Max(float64(at.X)-width/2, p.Left+6), p.Right-width-6)
	line := float64(at.Y) - 14
	if line-f.Size < p.Top+4 {
		line = float64(at.Y) + 14 + f.Size
	}
	p.Rect(left-3, line-f.Size, left+width+3, line+4, canvas.WithOpacity(canvas.White, 0.75))
	p.Stroke(shape, canvas.Stroke{Color: canvas.White, Width: 4, Dash: nil})
	p.Fill(shape, canvas.Black)
	p.Write(left, line, f, canvas.Ink, canvas.FromLeft, wordsStar)
	p.Drawn = append(p.Drawn, at)
}
