// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"crossroads/scenarios/forms/diagram"
)

// Loops is figure F8: what acts on what in the model, drawn from its equations.
func Loops() *Figure {
	f := &Figure{ID: "F8", Name: "loops", Title: titleLoops, Subtitle: subtitleLoops}
	arrows := diagram.Arrows()
	var parts []string
	for _, a := range arrows {
		parts = append(parts, fmt.Sprintf("%s %s %s", nodeLabel(a.From), map[string]string{"+": "raises", "−": "lowers", "±": "raises or lowers"}[a.Sign], strings.ToLower(nodeLabel(a.To))))
	}
	f.Description = strings.Join(parts, "; ") + ". " + strings.Join(loopWords(arrows), " ")
	f.draw = func(s *sheet) { s.drawLoops(f, arrows) }
	return f
}

func nodeLabel(id string) string { return node(id).Label }

func node(id string) *diagram.Node {
	return &diagram.Nodes[slices.IndexFunc(diagram.Nodes, func(n diagram.Node) bool { return n.ID == id })]
}

// loopWords tells the loops, each in a sentence.
func loopWords(arrows []diagram.Arrow) []string {
	var list []string
	for i, name := range diagram.LoopNames(arrows) {
		var chain []string
		for _, id := range diagram.Loops[i].Nodes {
			chain = append(chain, strings.ToLower(nodeLabel(id)))
		}
		list = append(list, fmt.Sprintf("%s %s: %s.", name, diagram.Loops[i].Label, strings.Join(chain, " → ")))
	}
	return list
}

// drawLoops lays out the diagram and tells its loops below it.
func (s *sheet) drawLoops(f *Figure, arrows []diagram.Arrow) {
	top := s.badgedHeading(f) + 16
	st := figureSource{id: f.ID, name: f.Name}
	bottom := s.footer(st, loopsWords) - 10
	small := face{s.smallType(), false, false}
	step := math.Round(small.size * 1.35)
	told := loopWords(arrows)
	columns, rows := 2, (len(told)+1)/2
	if s.Width < 1000 { // in a column the names alone, in one paragraph
		var names []string
		for i, name := range diagram.LoopNames(arrows) {
			names = append(names, name+" "+diagram.Loops[i].Label)
		}
		told, columns, rows = []string{strings.Join(names, "; ") + "."}, 1, 1
	}
	wide := (s.Width-2*margin)/float64(columns) - 10
	lines := 0
	for _, w := range told {
		lines = max(lines, len(small.wrapped(w, wide)))
	}
	bottom -= step * float64(rows*lines)
	for i, w := range told {
		x := margin + float64(i/rows)*(wide+20)
		s.paragraph(x, bottom+step*float64(i%rows*lines+1), wide, small, ink, w)
	}
	bottom -= 4
	d := &chart{sheet: s, left: margin, top: top, across: (s.Width - 2*margin) / diagram.Ground[0], down: (bottom - top) / diagram.Ground[1], f: face{14.5, true, false}}
	for _, n := range diagram.Nodes {
		x, y := d.place(n.ID)
		w, h := d.half(n.Label)
		d.taken = append(d.taken, box{x - w, y - h, x + w, y + h, n.ID})
	}
	for _, a := range arrows {
		d.arrow(a)
	}
	for i, name := range diagram.LoopNames(arrows) {
		d.loop(name, &diagram.Loops[i])
	}
	for _, n := range diagram.Nodes {
		d.node(n)
	}
	for _, sign := range d.signs {
		sign()
	}
}

// chart is the ground of the diagram on a sheet.
type chart struct {
	*sheet
	left, top, across, down float64
	f                       face
	taken                   []box    // nodes and signs
	signs                   []func() // drawn last, on top
}

// place is where a node stands.
func (d *chart) place(id string) (x, y float64) {
	at := node(id).At
	return d.left + at[0]*d.across, d.top + at[1]*d.down
}

// lines is a label in up to two lines.
func (d *chart) lines(label string) []string { return d.f.wrapped(label, 112) }

// half is half the width and height of a node, which follow from its label.
func (d *chart) half(label string) (w, h float64) {
	lines := d.lines(label)
	for _, line := range lines {
		w = math.Max(w, d.f.width(line)/2)
	}
	return w + 12, 10 + 8*float64(len(lines))
}

// node draws a box, of a lever with corners.
func (d *chart) node(n diagram.Node) {
	x, y := d.place(n.ID)
	w, h := d.half(n.Label)
	fill, border, r := rgb(0xF4F5F7), rgb(0x6B7280), math.Min(h, 18)
	if n.Lever {
		fill, border, r = badgeFill, badgeBorder, 3
	}
	path := rounded(x-w, y-h, x+w, y+h, r)
	d.fill(path, fill)
	d.stroke(path, stroke{border, 1.6, nil})
	lines := d.lines(n.Label)
	step := d.f.size * 1.1
	for i, line := range lines {
		d.write(x, y+0.36*d.f.size+step*(float64(i)-float64(len(lines)-1)/2), d.f, ink, centred, line)
	}
}

// rounded is a rectangle with rounded corners.
func rounded(left, top, right, bottom, r float64) vg.Path {
	const k = 0.45 // what is left of the radius for the controls
	var path vg.Path
	path.Move(point(left+r, top))
	path.Line(point(right-r, top))
	path.CubeTo(point(right-k*r, top), point(right, top+k*r), point(right, top+r))
	path.Line(point(right, bottom-r))
	path.CubeTo(point(right, bottom-k*r), point(right-k*r, bottom), point(right-r, bottom))
	path.Line(point(left+r, bottom))
	path.CubeTo(point(left+k*r, bottom), point(left, bottom-k*r), point(left, bottom-r))
	path.Line(point(left, top+r))
	path.CubeTo(point(left, top+k*r), point(left+k*r, top), point(left+r, top))
	path.Close()
	return path
}

// route is the way of an arrow: a curve from the edge of one node to that of
// another, with one control point.
type route struct{ sx, sy, mx, my, ex, ey, length float64 }

func (d *chart) route(a diagram.Arrow) route {
	x0, y0 := d.place(a.From)
	x1, y1 := d.place(a.To)
	dx, dy := x1-x0, y1-y0
	length := math.Hypot(dx, dy)
	bend := math.Min(26, length*0.09)
	r := route{mx: (x0+x1)/2 - dy/length*bend, my: (y0+y1)/2 + dx/length*bend, length: length}
	edge := func(id string, cx, cy float64) (float64, float64) {
		w, h := d.half(nodeLabel(id))
		ux, uy := r.mx-cx, r.my-cy
		k := math.Min(math.Min((w+2)/math.Max(math.Abs(ux), 1e-9), (h+2)/math.Max(math.Abs(uy), 1e-9)), 1)
		return cx + ux*k, cy + uy*k
	}
	r.sx, r.sy = edge(a.From, x0, y0)
	r.ex, r.ey = edge(a.To, x1, y1)
	return r
}

// at is the place on the way after a share of it.
func (r *route) at(t float64) (x, y float64) {
	return (1-t)*(1-t)*r.sx + 2*t*(1-t)*r.mx + t*t*r.ex, (1-t)*(1-t)*r.sy + 2*t*(1-t)*r.my + t*t*r.ey
}

// ownArrows are the arrows of a loop that no other named loop has, the longest
// on the ground first; all of them if it shares each.
func (d *chart) ownArrows(l *diagram.Loop) []route {
	var own, all []route
	for i, from := range l.Nodes {
		to := l.Nodes[(i+1)%len(l.Nodes)]
		shared := slices.ContainsFunc(diagram.Loops, func(other diagram.Loop) bool {
			at := slices.Index(other.Nodes, from)
			return other.Label != l.Label && at >= 0 && other.Nodes[(at+1)%len(other.Nodes)] == to
		})
		r := d.route(diagram.Arrow{From: from, To: to})
		if all = append(all, r); !shared {
			own = append(own, r)
		}
	}
	if len(own) == 0 {
		own = all
	}
	slices.SortStableFunc(own, func(a, b route) int { return compare(b.length, a.length) })
	return own
}

// loop puts the mark of a loop on an arrow of its own, where it lies on nothing.
func (d *chart) loop(name string, l *diagram.Loop) {
	f := face{14, true, false}
	w, h := f.width(name)/2+5, 10.0
	var at box
	own := d.ownArrows(l)
	for _, aside := range []float64{0, 14, -14, 24, -24} {
		for _, r := range own {
			for _, t := range []float64{0.4, 0.46, 0.34, 0.52, 0.28, 0.58, 0.22, 0.64, 0.16, 0.7, 0.76, 0.82} {
				x, y := r.at(t)
				x, y = x-(r.ey-r.sy)/r.length*aside, y+(r.ex-r.sx)/r.length*aside
				at = box{x - w, y - h, x + w, y + h, name}
				if !slices.ContainsFunc(d.taken, box{x - w - 2, y - h - 2, x + w + 2, y + h + 2, name}.touches) {
					d.chip(at, f)
					return
				}
			}
		}
	}
	d.chip(at, f)
}

// chip writes a name in white on dark ground.
func (d *chart) chip(b box, f face) {
	d.taken = append(d.taken, b)
	d.signs = append(d.signs, func() {
		path := rounded(b.left, b.top, b.right, b.bottom, 4)
		d.stroke(path, stroke{white, 3, nil})
		d.fill(path, loopInk)
		d.write((b.left+b.right)/2, (b.top+b.bottom)/2+0.36*f.size, f, white, centred, b.words)
	})
}

// loopInk is the ground of the marks of loops.
var loopInk = rgb(0x374151)

// arrow draws what acts from one node on another, a little bent, so that two
// between the same nodes stay apart. It is dashed where more makes less.
func (d *chart) arrow(a diagram.Arrow) {
	r := d.route(a)
	sx, sy, mx, my, ex, ey := r.sx, r.sy, r.mx, r.my, r.ex, r.ey
	var path vg.Path
	path.Move(point(sx, sy))
	path.CubeTo(point(sx+2*(mx-sx)/3, sy+2*(my-sy)/3), point(ex+2*(mx-ex)/3, ey+2*(my-ey)/3), point(ex, ey))
	how := stroke{rgb(0x404040), 1.6, nil}
	switch a.Sign {
	case "−":
		how.dash = []float64{6, 4}
	case "±":
		how.dash = []float64{2, 3}
	}
	d.stroke(path, how)
	angle := math.Atan2(ey-my, ex-mx)
	sin, cos := math.Sincos(angle)
	d.polygon([]vg.Point{point(ex, ey), point(ex-10*cos+4.5*sin, ey-10*sin-4.5*cos), point(ex-10*cos-4.5*sin, ey-10*sin+4.5*cos)}, how.color)
	// The sign stands where it lies on nothing else, near the head if it can; the
	// mark of delay behind it.
	const radius = 8
	sign := 0.5
	for _, t := range []float64{0.66, 0.6, 0.54, 0.72, 0.48, 0.42, 0.36, 0.3, 0.78, 0.24} {
		x, y := r.at(t)
		b := box{x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1, a.Sign}
		if !slices.ContainsFunc(d.taken, b.touches) {
			sign = t
			break
		}
	}
	x, y := r.at(sign)
	d.taken = append(d.taken, box{x - radius, y - radius, x + radius, y + radius, a.Sign})
	d.signs = append(d.signs, func() {
		ring := disc(x, y, radius)
		d.fill(ring, white)
		d.stroke(ring, stroke{how.color, 1.2, nil})
		f := face{14, true, false}
		d.text(x-f.width(a.Sign)/2, y+5, f, ink, a.Sign)
	})
	if node(a.To).Slow {
		x, y := r.at(math.Max(sign-22/r.length, 0.08))
		sin, cos := math.Sincos(math.Atan2(ey-sy, ex-sx))
		for _, along := range []float64{-2.2, 2.2} {
			d.segment(x+along*cos-6*sin, y+along*sin+6*cos, x+along*cos+6*sin, y+along*sin-6*cos, stroke{how.color, 1.6, nil})
		}
	}
}
