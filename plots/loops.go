package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"crossroads/scenarios/diagram"
)

// Loop is a chain of nodes of the causal diagram that returns to its first. Its
// kind follows from the signs of the arrows: R reinforces, B balances.
type Loop struct {
	Label string
	Nodes []string
}

// namedLoops are the loops that figure F8 names.
var namedLoops = []Loop{
	{"cycle of bloodletting", []string{"attacks", "insecurity", "operations", "killed", "grievance"}},
	{"recruits for the dead", []string{"attacks", "insecurity", "operations", "killed", "recruits", "fighters"}},
	{"suppression", []string{"attacks", "insecurity", "operations"}},
	{"containment", []string{"attacks", "insecurity", "operations", "fighters"}},
	{"trust that aims", []string{"killed", "trust", "aimed"}},
	{"ties that bind", []string{"attacks", "insecurity", "projects", "ties", "sanctuary"}},
}

// fieldSize is the size of the ground on which nodePlaces are given.
var fieldSize = [2]float64{910, 430}

// nodePlaces is where the nodes stand: so that few arrows cross and none runs
// through a node that it does not concern.
var nodePlaces = map[string][2]float64{
	"force": {161, 30}, "projects": {337, 44}, "insecurity": {516, 30}, "openness": {678, 30},
	"investment": {68, 119}, "operations": {217, 130}, "attacks": {449, 120}, "ties": {757, 119},
	"aimed": {65, 216}, "talks": {279, 207}, "fighters": {445, 222}, "recruits": {632, 189},
	"trust": {289, 309}, "grievance": {571, 291}, "sanctuary": {714, 327},
	"precision": {61, 365}, "killed": {220, 398}, "interference": {419, 391}, "restraint": {836, 399},
}

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

func nodeLabel(id string) string {
	return diagram.Nodes[slices.IndexFunc(diagram.Nodes, func(n diagram.Node) bool { return n.ID == id })].Label
}

// kind is R or B, by the signs of the arrows of a loop; it is empty if an arrow
// is missing or has no definite sign.
func (l *Loop) kind(arrows []diagram.Arrow) string {
	sign := 1
	for i, from := range l.Nodes {
		to := l.Nodes[(i+1)%len(l.Nodes)]
		k := slices.IndexFunc(arrows, func(a diagram.Arrow) bool { return a.From == from && a.To == to })
		if k < 0 || arrows[k].Sign == "±" {
			return ""
		}
		if arrows[k].Sign == "−" {
			sign = -sign
		}
	}
	if sign > 0 {
		return "R"
	}
	return "B"
}

// loopNames numbers the loops of each kind: R1, R2, B1.
func loopNames(arrows []diagram.Arrow) []string {
	var names []string
	numbers := map[string]int{}
	for _, l := range namedLoops {
		kind := l.kind(arrows)
		numbers[kind]++
		names = append(names, fmt.Sprintf("%s%d", kind, numbers[kind]))
	}
	return names
}

// loopWords tells the loops, each in a sentence.
func loopWords(arrows []diagram.Arrow) []string {
	var list []string
	for i, name := range loopNames(arrows) {
		var chain []string
		for _, id := range namedLoops[i].Nodes {
			chain = append(chain, strings.ToLower(nodeLabel(id)))
		}
		list = append(list, fmt.Sprintf("%s %s: %s.", name, namedLoops[i].Label, strings.Join(chain, " → ")))
	}
	return list
}

// drawLoops lays out the diagram and tells its loops below it.
func (s *sheet) drawLoops(f *Figure, arrows []diagram.Arrow) {
	top := s.badgedHeading(f) + 16
	st := stamp{id: f.ID, name: f.Name}
	bottom := s.footer(loopsWords, st.line()) - 10
	small := face{s.smallType(), false, false}
	step := math.Round(small.size * 1.35)
	told := loopWords(arrows)
	columns := 2
	if s.Width < 1000 {
		columns = 1
	}
	rows := (len(told) + columns - 1) / columns
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
	d := &chart{sheet: s, left: margin, top: top, across: (s.Width - 2*margin) / fieldSize[0], down: (bottom - top) / fieldSize[1], f: face{14.5, true, false}}
	for _, n := range diagram.Nodes {
		x, y := d.place(n.ID)
		w, h := d.half(n.Label)
		d.taken = append(d.taken, box{x - w, y - h, x + w, y + h, n.ID})
	}
	for _, a := range arrows {
		d.arrow(a)
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
	at := nodePlaces[id]
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

// arrow draws what acts from one node on another, a little bent, so that two
// between the same nodes stay apart. It is dashed where more makes less.
func (d *chart) arrow(a diagram.Arrow) {
	x0, y0 := d.place(a.From)
	x1, y1 := d.place(a.To)
	dx, dy := x1-x0, y1-y0
	length := math.Hypot(dx, dy)
	bend := math.Min(26, length*0.09)
	mx, my := (x0+x1)/2-dy/length*bend, (y0+y1)/2+dx/length*bend
	edge := func(id string, cx, cy float64) (float64, float64) {
		w, h := d.half(nodeLabel(id))
		ux, uy := mx-cx, my-cy
		k := math.Min(math.Min((w+2)/math.Max(math.Abs(ux), 1e-9), (h+2)/math.Max(math.Abs(uy), 1e-9)), 1)
		return cx + ux*k, cy + uy*k
	}
	sx, sy := edge(a.From, x0, y0)
	ex, ey := edge(a.To, x1, y1)
	at := func(t float64) (float64, float64) {
		return (1-t)*(1-t)*sx + 2*t*(1-t)*mx + t*t*ex, (1-t)*(1-t)*sy + 2*t*(1-t)*my + t*t*ey
	}
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
	const r = 8
	sign := 0.5
	for _, t := range []float64{0.66, 0.6, 0.54, 0.72, 0.48, 0.42, 0.36, 0.3, 0.78, 0.24} {
		x, y := at(t)
		b := box{x - r - 1, y - r - 1, x + r + 1, y + r + 1, a.Sign}
		if !slices.ContainsFunc(d.taken, b.touches) {
			sign = t
			break
		}
	}
	x, y := at(sign)
	d.taken = append(d.taken, box{x - r, y - r, x + r, y + r, a.Sign})
	d.signs = append(d.signs, func() {
		ring := disc(x, y, r)
		d.fill(ring, white)
		d.stroke(ring, stroke{how.color, 1.2, nil})
		f := face{14, true, false}
		d.text(x-f.width(a.Sign)/2, y+5, f, ink, a.Sign)
	})
	if n := diagram.Nodes[slices.IndexFunc(diagram.Nodes, func(n diagram.Node) bool { return n.ID == a.To })]; n.Slow {
		x, y := at(math.Max(sign-22/length, 0.08))
		sin, cos := math.Sincos(math.Atan2(ey-sy, ex-sx))
		for _, along := range []float64{-2.2, 2.2} {
			d.segment(x+along*cos-6*sin, y+along*sin+6*cos, x+along*cos+6*sin, y+along*sin-6*cos, stroke{how.color, 1.6, nil})
		}
	}
}
