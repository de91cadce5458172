// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"crossroads/plots/canvas"
	"crossroads/scenarios/forms/diagram"
)

// Loops is figure F8: what acts on what in the model, drawn from its equations.
func Loops() *Figure {
	f := &Figure{ID: "F8", Name: "loops", Title: titleLoops, Subtitle: subtitleLoops}
	arrows := diagram.Arrows()
	var parts []string
	for _, a := range arrows {
		verb := map[string]string{"+": "raises", "−": "lowers", "±": "raises or lowers"}[a.Sign]
		if node(a.From).Many {
			verb = map[string]string{"+": "raise", "−": "lower", "±": "raise or lower"}[a.Sign]
		}
		parts = append(parts, fmt.Sprintf("%s %s %s", nodeLabel(a.From), verb, inSentence(nodeLabel(a.To))))
	}
	f.Description = strings.Join(parts, "; ") + ". " + strings.Join(loopWords(arrows), " ")
	f.draw = func(s *canvas.Sheet) { drawLoops(s, f, arrows) }
	return f
}

func nodeLabel(id string) string { return node(id).Plain }

func node(id string) *diagram.Node {
	return &diagram.Nodes[slices.IndexFunc(diagram.Nodes, func(n diagram.Node) bool { return n.ID == id })]
}

// inSentence is a label in the middle of a sentence.
func inSentence(label string) string { return strings.ToLower(label[:1]) + label[1:] }

// loopWords tells the loops, each in a sentence.
func loopWords(arrows []diagram.Arrow) []string {
	var list []string
	for i, name := range diagram.LoopNames(arrows) {
		var chain []string
		for _, id := range diagram.Loops[i].Nodes {
			chain = append(chain, inSentence(nodeLabel(id)))
		}
		list = append(list, fmt.Sprintf("%s %s: %s.", name, diagram.Loops[i].Label, strings.Join(chain, " → ")))
	}
	return list
}

// drawLoops lays out the diagram and tells its loops below it.
func drawLoops(s *canvas.Sheet, f *Figure, arrows []diagram.Arrow) {
	top := writeBadgedHeading(s, f) + 16
	st := figureSource{id: f.ID, name: f.Name}
	bottom := writeFooter(s, st, loopsWords) - 10
	small := canvas.Face{Size: s.SmallType(), Bold: false, Italic: false}
	step := math.Round(small.Size * 1.35)
	told := loopWords(arrows)
	columns, rows := 2, (len(told)+1)/2
	if s.Width < 1000 { // in a column the names alone, in one paragraph
		var names []string
		for i, name := range diagram.LoopNames(arrows) {
			names = append(names, name+" "+diagram.Loops[i].Label)
		}
		told, columns, rows = []string{strings.Join(names, "; ") + "."}, 1, 1
	}
	wide := (s.Width-2*canvas.Margin)/float64(columns) - 10
	lines := 0
	for _, w := range told {
		lines = max(lines, len(small.Wrapped(w, wide)))
	}
	bottom -= step * float64(rows*lines)
	for i, w := range told {
		x := canvas.Margin + float64(i/rows)*(wide+20)
		s.Paragraph(x, bottom+step*float64(i%rows*lines+1), wide, small, canvas.Ink, w)
	}
	bottom -= 4
	d := &chart{Sheet: s, left: canvas.Margin, top: top, across: (s.Width - 2*canvas.Margin) / diagram.Ground[0], down: (bottom - top) / diagram.Ground[1], f: canvas.Face{Size: 14.5, Bold: true, Italic: false}}
	for _, n := range diagram.Nodes {
		x, y := d.place(n.ID)
		w, h := d.half(n.Plain)
		d.taken = append(d.taken, canvas.Box{Left: x - w, Top: y - h, Right: x + w, Bottom: y + h, Words: n.ID})
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
	*canvas.Sheet
	left, top, across, down float64
	f                       canvas.Face
	taken                   []canvas.Box // nodes and signs
	signs                   []func()     // drawn last, on top
}

// place is where a node stands.
func (d *chart) place(id string) (x, y float64) {
	at := node(id).At
	return d.left + at[0]*d.across, d.top + at[1]*d.down
}

// lines is a label in up to two lines.
func (d *chart) lines(label string) []string { return d.f.Wrapped(label, 112) }

// half is half the width and height of a node, which follow from its label.
func (d *chart) half(label string) (w, h float64) {
	lines := d.lines(label)
	for _, line := range lines {
		w = math.Max(w, d.f.Width(line)/2)
	}
	return w + 12, 10 + 8*float64(len(lines))
}

// node draws a box, of a lever with corners.
func (d *chart) node(n diagram.Node) {
	x, y := d.place(n.ID)
	w, h := d.half(n.Plain)
	fill, border, r := canvas.Rgb(0xF4F5F7), canvas.Rgb(0x6B7280), math.Min(h, 18)
	if n.Lever {
		fill, border, r = canvas.BadgeFill, canvas.BadgeBorder, 3
	}
	path := canvas.Rounded(x-w, y-h, x+w, y+h, r)
	d.Fill(path, fill)
	d.Stroke(path, canvas.Stroke{Color: border, Width: 1.6, Dash: nil})
	lines := d.lines(n.Plain)
	step := d.f.Size * 1.1
	for i, line := range lines {
		d.Write(x, y+0.36*d.f.Size+step*(float64(i)-float64(len(lines)-1)/2), d.f, canvas.Ink, canvas.Centred, line)
	}
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
	f := canvas.Face{Size: 14, Bold: true, Italic: false}
	w, h := f.Width(name)/2+5, 10.0
	var at canvas.Box
	own := d.ownArrows(l)
	for _, aside := range []float64{0, 14, -14, 24, -24} {
		for _, r := range own {
			for _, t := range []float64{0.4, 0.46, 0.34, 0.52, 0.28, 0.58, 0.22, 0.64, 0.16, 0.7, 0.76, 0.82} {
				x, y := r.at(t)
				x, y = x-(r.ey-r.sy)/r.length*aside, y+(r.ex-r.sx)/r.length*aside
				at = canvas.Box{Left: x - w, Top: y - h, Right: x + w, Bottom: y + h, Words: name}
				if !slices.ContainsFunc(d.taken, canvas.Box{Left: x - w - 2, Top: y - h - 2, Right: x + w + 2, Bottom: y + h + 2, Words: name}.Touches) {
					d.chip(at, f)
					return
				}
			}
		}
	}
	d.chip(at, f)
}

// chip writes a name in white on dark ground.
func (d *chart) chip(b canvas.Box, f canvas.Face) {
	d.taken = append(d.taken, b)
	d.signs = append(d.signs, func() {
		path := canvas.Rounded(b.Left, b.Top, b.Right, b.Bottom, 4)
		d.Stroke(path, canvas.Stroke{Color: canvas.White, Width: 3, Dash: nil})
		d.Fill(path, loopInk)
		d.Write((b.Left+b.Right)/2, (b.Top+b.Bottom)/2+0.36*f.Size, f, canvas.White, canvas.Centred, b.Words)
	})
}

// loopInk is the ground of the marks of loops.
var loopInk = canvas.Rgb(0x374151)

// arrow draws what acts from one node on another, a little bent, so that two
// between the same nodes stay apart. It is dashed where more makes less.
func (d *chart) arrow(a diagram.Arrow) {
	r := d.route(a)
	sx, sy, mx, my, ex, ey := r.sx, r.sy, r.mx, r.my, r.ex, r.ey
	var path vg.Path
	path.Move(canvas.Point(sx, sy))
	path.CubeTo(canvas.Point(sx+2*(mx-sx)/3, sy+2*(my-sy)/3), canvas.Point(ex+2*(mx-ex)/3, ey+2*(my-ey)/3), canvas.Point(ex, ey))
	how := canvas.Stroke{Color: canvas.Rgb(0x404040), Width: 1.6, Dash: nil}
	switch a.Sign {
	case "−":
		how.Dash = []float64{6, 4}
	case "±":
		how.Dash = []float64{2, 3}
	}
	d.Stroke(path, how)
	angle := math.Atan2(ey-my, ex-mx)
	sin, cos := math.Sincos(angle)
	d.Polygon([]vg.Point{canvas.Point(ex, ey), canvas.Point(ex-10*cos+4.5*sin, ey-10*sin-4.5*cos), canvas.Point(ex-10*cos-4.5*sin, ey-10*sin+4.5*cos)}, how.Color)
	// The sign stands where it lies on nothing else, near the head if it can; the
	// mark of delay behind it.
	const radius = 8
	sign := 0.5
	for _, t := range []float64{0.66, 0.6, 0.54, 0.72, 0.48, 0.42, 0.36, 0.3, 0.78, 0.24} {
		x, y := r.at(t)
		b := canvas.Box{Left: x - radius - 1, Top: y - radius - 1, Right: x + radius + 1, Bottom: y + radius + 1, Words: a.Sign}
		if !slices.ContainsFunc(d.taken, b.Touches) {
			sign = t
			break
		}
	}
	x, y := r.at(sign)
	d.taken = append(d.taken, canvas.Box{Left: x - radius, Top: y - radius, Right: x + radius, Bottom: y + radius, Words: a.Sign})
	d.signs = append(d.signs, func() {
		ring := canvas.Disc(x, y, radius)
		d.Fill(ring, canvas.White)
		d.Stroke(ring, canvas.Stroke{Color: how.Color, Width: 1.2, Dash: nil})
		f := canvas.Face{Size: 14, Bold: true, Italic: false}
		d.Text(x-f.Width(a.Sign)/2, y+5, f, canvas.Ink, a.Sign)
	})
	if node(a.To).Slow {
		x, y := r.at(math.Max(sign-22/r.length, 0.08))
		sin, cos := math.Sincos(math.Atan2(ey-sy, ex-sx))
		for _, along := range []float64{-2.2, 2.2} {
			d.Segment(x+along*cos-6*sin, y+along*sin+6*cos, x+along*cos+6*sin, y+along*sin-6*cos, canvas.Stroke{Color: how.Color, Width: 1.6, Dash: nil})
		}
	}
}
