// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"crossroads/model"

	"crossroads/scenarios"
)

// margin is kept free at the left and right of a sheet.
const margin = 40

// sheet is the paper a figure is drawn on. Lengths are pixels, y runs downwards.
type sheet struct {
	pen
	Size
	footnote string

	// What tests look at: every word drawn, how many lines leave their panel, and
	// how many of those are marked.
	labels        []box
	cut, cutMarks int
}

// box is where words stand.
type box struct {
	left, top, right, bottom float64
	words                    string
}

func (a box) touches(b box) bool {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

func point(x, y float64) vg.Point { return vg.Point{X: vg.Length(x), Y: vg.Length(y)} }

// The sides of words that x says the place of.
const (
	fromLeft = iota
	centred
	fromRight
)

// write puts words on the line at y and returns where they stand.
func (s *sheet) write(x, y float64, f face, c color.NRGBA, side int, words string) box {
	width := f.width(words)
	switch side {
	case centred:
		x -= width / 2
	case fromRight:
		x -= width
	}
	b := box{x, y - 0.72*f.size, x + width, y + 0.21*f.size, words}
	if words != "" {
		s.labels = append(s.labels, b)
		s.text(x, y, f, c, words)
	}
	return b
}

// wrapped breaks words into lines no wider than width.
func (f face) wrapped(words string, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Split(words, " ") {
		longer := strings.TrimPrefix(line+" "+word, " ")
		if line != "" && f.width(longer) > width {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	return append(lines, line)
}

// shortened cuts words that are wider than width and marks the cut.
func (f face) shortened(words string, width float64) string {
	if f.width(words) <= width {
		return words
	}
	letters := []rune(words)
	for len(letters) > 0 && f.width(string(letters)+"…") > width {
		letters = letters[:len(letters)-1]
	}
	return strings.TrimRight(string(letters), " ,") + "…"
}

// paragraph writes lines one below the other, the first on the line at y, and
// returns the line after the last.
func (s *sheet) paragraph(x, y, width float64, f face, c color.NRGBA, words string) float64 {
	for _, line := range f.wrapped(words, width) {
		s.write(x, y, f, c, fromLeft, line)
		y += math.Round(f.size * 1.28)
	}
	return y
}

// line strokes through points.
func (s *sheet) line(points []vg.Point, how stroke) {
	if len(points) < 2 {
		return
	}
	var path vg.Path
	path.Move(points[0])
	for _, p := range points[1:] {
		path.Line(p)
	}
	s.stroke(path, how)
}

// segment strokes from one place to another.
func (s *sheet) segment(x0, y0, x1, y1 float64, how stroke) {
	s.line([]vg.Point{point(x0, y0), point(x1, y1)}, how)
}

// polygon fills the area within points.
func (s *sheet) polygon(points []vg.Point, c color.NRGBA) {
	if len(points) < 3 {
		return
	}
	s.fill(closed(points...), c)
}

// rect fills a rectangle.
func (s *sheet) rect(left, top, right, bottom float64, c color.NRGBA) {
	s.fill(closed(point(left, top), point(right, top), point(right, bottom), point(left, bottom)), c)
}

// closed is the outline of a polygon.
func closed(points ...vg.Point) vg.Path {
	var path vg.Path
	path.Move(points[0])
	for _, p := range points[1:] {
		path.Line(p)
	}
	path.Close()
	return path
}

// disc is the outline of a circle in four curves.
func disc(x, y, r float64) vg.Path {
	const k = 0.5523 // of the radius: how far off the controls of a quarter lie
	var path vg.Path
	path.Move(point(x+r, y))
	path.CubeTo(point(x+r, y+k*r), point(x+k*r, y+r), point(x, y+r))
	path.CubeTo(point(x-k*r, y+r), point(x-r, y+k*r), point(x-r, y))
	path.CubeTo(point(x-r, y-k*r), point(x-k*r, y-r), point(x, y-r))
	path.CubeTo(point(x+k*r, y-r), point(x+r, y-k*r), point(x+r, y))
	path.Close()
	return path
}

// shape is the outline of a marker that looks as large as a disc of radius r.
func (m marker) shape(x, y, r float64) vg.Path {
	switch m {
	case square:
		r *= 0.89
		return closed(point(x-r, y-r), point(x+r, y-r), point(x+r, y+r), point(x-r, y+r))
	case triangle:
		r *= 1.12
		return closed(point(x, y-r), point(x+r, y+0.75*r), point(x-r, y+0.75*r))
	case triangleDown:
		r *= 1.12
		return closed(point(x, y+r), point(x+r, y-0.75*r), point(x-r, y-0.75*r))
	case diamond:
		r *= 1.22
		return closed(point(x, y-r), point(x+r, y), point(x, y+r), point(x-r, y))
	case star:
		r *= 1.45
		var points []vg.Point
		for i := range 10 {
			reach := r
			if i%2 == 1 {
				reach = 0.45 * r
			}
			sin, cos := math.Sincos(float64(i) * math.Pi / 5)
			points = append(points, point(x+reach*sin, y-reach*cos))
		}
		return closed(points...)
	default:
		return disc(x, y, r)
	}
}

// mark draws the marker of a path, set off from what lies behind it.
func (s *sheet) mark(x, y, r float64, l look) {
	shape := l.marker.shape(x, y, r)
	s.stroke(shape, stroke{white, 4, nil})
	if l.hollow {
		s.fill(shape, white)
		s.stroke(shape, stroke{l.color, 2.2, nil})
		return
	}
	s.fill(shape, l.color)
}

// sample draws a short piece of a path's line with its marker, left to right
// from x.
func (s *sheet) sample(x, y, width float64, l look) {
	s.segment(x, y, x+width, y, stroke{l.color, l.width, l.dash})
	s.mark(x+width/2, y, 6, l)
}

// heading writes title and subtitle and returns the lowest line they use.
func (s *sheet) heading(f *Figure) float64 {
	return s.headingWithin(f, s.Width-2*margin)
}

// badgedHeading is a heading with the badge at its right, for figures of many
// small panels, each of which has the short form.
func (s *sheet) badgedHeading(f *Figure) float64 {
	s.badge(s.Width-margin, s.title*0.7)
	width, _ := s.badgeSize(model.Label)
	return s.headingWithin(f, s.Width-2*margin-width-24)
}

// headingWithin breaks the title at a width of its own.
func (s *sheet) headingWithin(f *Figure, width float64) float64 {
	y := s.paragraph(margin, s.title*1.55, width, face{s.title, true, false}, ink, f.Title)
	y += s.subtitle*1.3 - s.title*1.2
	return s.paragraph(margin, y, s.Width-2*margin, face{s.subtitle, false, false}, secondary, f.Subtitle) - s.subtitle
}

// pathHeads names paths over columns of panels, each in up to two lines, and
// returns the line below.
func (s *sheet) pathHeads(y, size, cell float64, left func(int) float64, looks []look, labels []string) float64 {
	f := face{size, true, false}
	step := math.Round(size * 1.2)
	most := 1
	for _, label := range labels {
		most = max(most, min(2, len(f.wrapped(label, cell-22))))
	}
	for i, label := range labels {
		lines := f.wrapped(label, cell-22)
		if len(lines) > 2 {
			lines = []string{lines[0], strings.Join(lines[1:], " ")}
		}
		at := y + size + step*float64(most-len(lines))
		s.mark(left(i)+7, at-0.36*size, 6, looks[i])
		for k, line := range lines {
			s.write(left(i)+20, at+step*float64(k), f, looks[i].color, fromLeft, f.shortened(line, cell-20))
		}
	}
	return y + size + step*float64(most-1)
}

// footer writes words at the foot of the sheet, what a reader must know of the
// path on which nobody acts where it is drawn, and the source. It returns the line
// above them, below which nothing else may stand.
func (s *sheet) footer(st figureSource, words string) float64 {
	if slices.ContainsFunc(st.paths, func(p *scenarios.Scenario) bool { return p.Name == scenarios.Null }) {
		words = strings.TrimSpace(words + " " + wordsNull)
	}
	return s.footerLines(words, st.line())
}

// footerLines writes lines at the foot of the sheet, before the last of them the
// footnote of the figure, and returns the line above them.
func (s *sheet) footerLines(lines ...string) float64 {
	lines = slices.Insert(lines, len(lines)-1, s.footnote)
	f := face{s.foot, false, false}
	var broken []string
	for _, line := range lines {
		if line != "" {
			broken = append(broken, f.wrapped(line, s.Width-2*margin)...)
		}
	}
	step := math.Round(s.foot * 1.35)
	y := s.Height - 12 - step*float64(len(broken)-1)
	top := y - s.foot - 8
	s.segment(margin, top, s.Width-margin, top, stroke{rgb(0xD0D0D0), 1, nil})
	for i, line := range broken {
		s.write(margin, y+step*float64(i), f, secondary, fromLeft, line)
	}
	return top
}

// badgeSize is how large the badge is.
func (s *sheet) badgeSize(words string) (width, height float64) {
	f := face{s.badgeType(), true, false}
	return f.width(words) + 20, math.Round(f.size * 1.7)
}

func (s *sheet) badgeType() float64 { return math.Max(14, s.axis-1) }

// badge puts the label of everything this program shows with its right upper
// corner at a place.
func (s *sheet) badge(right, top float64) { s.badgeOf(model.Label, right, top) }

func (s *sheet) badgeOf(words string, right, top float64) {
	width, height := s.badgeSize(words)
	left := right - width
	path := rounded(left, top, right, top+height, 4)
	s.fill(path, badgeFill)
	s.stroke(path, stroke{badgeBorder, 1.5, nil})
	f := face{s.badgeType(), true, false}
	s.write(left+10, top+height/2+0.36*f.size, f, badgeText, fromLeft, words)
}

// drawLeader leads from the end of a line to its label.
func drawLeader(x0, y0, x1, y1 float64) []vg.Point {
	return []vg.Point{point(x0, y0), point(x1-5, y1), point(x1, y1)}
}
