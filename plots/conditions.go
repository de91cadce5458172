// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"crossroads/model"
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
	f.draw = func(s *sheet) { s.drawConditions(f, a, b, w, outcomes, m, foot, st) }
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
func (s *sheet) drawConditions(f *Figure, a, b *scenarios.Scenario, w *scenarios.World, outcomes []*model.Outcome, m *breakeven.Map, foot string, st figureSource) {
	looks := looksOf([]*scenarios.Scenario{a, b})
	top := s.badgedHeading(f) + s.label*1.7
	bottom := s.footer(st, foot) - 10
	top = s.legend(top, looks, []string{fmt.Sprintf(wordsFewerIn, a.Label), fmt.Sprintf(wordsFewerIn, b.Label)}, false) + 4
	small := face{s.smallType(), false, false}
	ticks := func(p *model.Parameter) []float64 { return []float64{p.Low, (p.Low + p.High) / 2, p.High} }
	var room float64
	for _, v := range ticks(m.Y) {
		room = math.Max(room, small.width(parameterNumber(v)))
	}
	room += 10
	stacked := s.Height >= s.Width && len(outcomes) > 1
	const between = 44
	width, height := s.Width-2*margin, bottom-top
	if stacked {
		height = (height - 10) / float64(len(outcomes))
	} else {
		width = (width - between*float64(len(outcomes)-1)) / float64(len(outcomes))
	}
	for n, o := range outcomes {
		left, y := float64(margin), top
		if stacked {
			y += float64(n) * (height + 10)
		} else {
			left += float64(n) * (width + between)
		}
		head := face{s.head - 1, true, false}
		s.write(left, y+s.head, head, ink, fromLeft, head.shortened(headWords(o), width))
		f := face{s.smallType(), true, false}
		up := "▲ " + axisWords(m.Y)
		s.write(left, y+s.head+small.size*1.5, f, ink, fromLeft, f.shortened(up, width))
		p := &panel{sheet: s, left: left + room, right: left + width, top: y + s.head + small.size*2.1, bottom: y + height - small.size*2.8 - 8,
			x0: m.X.Low, x1: m.X.High, y0: m.Y.Low, y1: m.Y.High}
		field := fieldOf(m, n)
		p.drawField(field, looks)
		for _, v := range ticks(m.Y) {
			at := math.Min(math.Max(p.y(v)+0.36*small.size, p.top+0.72*small.size), p.bottom)
			s.write(p.left-6, at, small, secondary, fromRight, parameterNumber(v))
		}
		for k, v := range ticks(m.X) {
			s.write(p.x(v), p.bottom+4+small.size, small, secondary, []int{fromLeft, centred, fromRight}[k], parameterNumber(v))
		}
		s.write(p.right, p.bottom+4+small.size*2.4, f, ink, fromRight, f.shortened(axisWords(m.X)+" ►", width))
		p.drawCentre(*m.X.Of(&w.Parameters), *m.Y.Of(&w.Parameters))
		p.nameSides(&field, looks, []string{a.Label, b.Label})
		if tag := p.tag(p.left); tag != nil {
			tag()
		}
	}
}

// nameSides writes the name of each path where it has fewer by most and where
// the name has room on its own side.
func (p *panel) nameSides(field *field, looks []look, names []string) {
	f := face{p.label, true, false}
	width, height := p.right-p.left, p.bottom-p.top
	for k, sign := range []float64{-1, 1} {
		words := f.shortened(names[k], width*0.4)
		if p.one(field, sign) {
			words += wordsThroughout
		}
		w, h := (f.width(words)+26)/2, f.size*0.8
		best, x, y := 0.0, 0.0, 0.0
		const steps = 24
		for j := range steps {
			for i := range steps {
				cx, cy := p.left+width*(float64(i)+0.5)/steps, p.top+height*(float64(j)+0.5)/steps
				if cx-w < p.left+6 || cx+w > p.right-6 || cy-h < p.top+26 || cy+h > p.bottom-6 || !p.free(cx-w, cy-h, cx+w, cy+h) {
					continue
				}
				least := math.Inf(1)
				for _, dx := range []float64{-w, 0, w} {
					for _, dy := range []float64{-h, h} {
						least = math.Min(least, sign*field.at(field.gap, (cx+dx-p.left)/width, (p.bottom-cy-dy)/height))
					}
				}
				if least > best {
					best, x, y = least, cx, cy
				}
			}
		}
		if best > 0 {
			p.mark(x-w+8, y, 6, looks[k])
			p.write(x-w+22, y+0.36*f.size, f, ink, fromLeft, words)
		}
	}
}

// one tells whether the path of a sign has fewer on the whole map.
func (p *panel) one(f *field, sign float64) bool {
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
func (p *panel) drawField(f field, looks []look) {
	tint := func(l look) stroke { return stroke{color: mixed(white, l.color, 0.16)} }
	const fine = 2.0 // pixels
	p.rect(p.left, p.top, p.right, p.bottom, tint(looks[0]).color)
	height, width := p.bottom-p.top, p.right-p.left
	rows := int(height / fine)
	var other vg.Path
	for r := range rows {
		v := 1 - (float64(r)+0.5)/float64(rows)
		y0, y1 := p.top+height*float64(r)/float64(rows), p.top+height*float64(r+1)/float64(rows)
		for _, run := range f.below(f.gap, v, int(width/fine), -1) {
			other = append(other, closed(point(p.left+run[0]*width, y0), point(p.left+run[1]*width, y0), point(p.left+run[1]*width, y1), point(p.left+run[0]*width, y1))...)
		}
	}
	if len(other) > 0 {
		p.fill(other, tint(looks[1]).color)
	}
	// Hatching runs at 45 degrees wherever the two lie within a tie.
	const pitch = 9.0
	var hatch vg.Path
	for offset := -height; offset < width; offset += pitch {
		open := false
		for t := 0.0; t <= height; t += fine {
			u, v := (offset+t)/width, t/height
			inside := u >= 0 && u <= 1 && f.at(f.near, u, v) < 0
			switch q := point(p.left+offset+t, p.bottom-t); {
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
		p.stroke(straightened(hatch), stroke{rgb(0x707070), 1.2, nil})
	}
	for _, line := range f.boundary() {
		p.segment(p.left+line[0].X*width, p.bottom-line[0].Y*height, p.left+line[1].X*width, p.bottom-line[1].Y*height, stroke{ink, 1.8, nil})
	}
	p.stroke(closed(point(p.left, p.top), point(p.right, p.top), point(p.right, p.bottom), point(p.left, p.bottom)), stroke{axisGrey, 1.5, nil})
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
func (p *panel) drawCentre(x, y float64) {
	f := face{p.smallType(), true, false}
	at := point(p.x(x), p.y(y))
	shape := star.shape(float64(at.X), float64(at.Y), 7)
	width := f.width(wordsStar)
	left := math.Min(math.Max(float64(at.X)-width/2, p.left+6), p.right-width-6)
	line := float64(at.Y) - 14
	if line-f.size < p.top+4 {
		line = float64(at.Y) + 14 + f.size
	}
	p.rect(left-3, line-f.size, left+width+3, line+4, withOpacity(white, 0.75))
	p.stroke(shape, stroke{white, 4, nil})
	p.fill(shape, black)
	p.write(left, line, f, ink, fromLeft, wordsStar)
	p.drawn = append(p.drawn, at)
}
