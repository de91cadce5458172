// SPDX-License-Identifier: Apache-2.0

package canvas

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"crossroads/model"
)

// Margin is kept free at the left and right of a sheet.
const Margin = 40

// Sheet is the paper a figure is drawn on. Lengths are pixels, y runs downwards.
type Sheet struct {
	Pen
	Size
	Footnote string
	Plain    bool // whether the source at its foot is in words for pupils

	// What tests look at: every word drawn, how many lines leave their panel, and
	// how many of those are marked.
	Labels        []Box
	Cut, CutMarks int
}

// Box is where words stand.
type Box struct {
	Left, Top, Right, Bottom float64
	Words                    string
}

func (a Box) Touches(b Box) bool {
	return a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom
}

func Point(x, y float64) vg.Point { return vg.Point{X: vg.Length(x), Y: vg.Length(y)} }

// The sides of words that x says the place of.
const (
	FromLeft = iota
	Centred
	FromRight
)

// Write puts words on the line at y and returns where they stand.
func (s *Sheet) Write(x, y float64, f Face, c color.NRGBA, side int, words string) Box {
	width := f.Width(words)
	switch side {
	case Centred:
		x -= width / 2
	case FromRight:
		x -= width
	}
	b := Box{x, y - 0.72*f.Size, x + width, y + 0.21*f.Size, words}
	if words != "" {
		s.Labels = append(s.Labels, b)
		s.Text(x, y, f, c, words)
	}
	return b
}

// Wrapped breaks words into lines no wider than width.
func (f Face) Wrapped(words string, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Split(words, " ") {
		longer := strings.TrimPrefix(line+" "+word, " ")
		if line != "" && f.Width(longer) > width {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	return append(lines, line)
}

// Shortened cuts words that are wider than width and marks the cut.
func (f Face) Shortened(words string, width float64) string {
	if f.Width(words) <= width {
		return words
	}
	letters := []rune(words)
	for len(letters) > 0 && f.Width(string(letters)+"…") > width {
		letters = letters[:len(letters)-1]
	}
	return strings.TrimRight(string(letters), " ,") + "…"
}

// Paragraph writes lines one below the other, the first on the line at y, and
// returns the line after the last.
func (s *Sheet) Paragraph(x, y, width float64, f Face, c color.NRGBA, words string) float64 {
	for _, line := range f.Wrapped(words, width) {
		s.Write(x, y, f, c, FromLeft, line)
		y += math.Round(f.Size * 1.28)
	}
	return y
}

// Line strokes through points.
func (s *Sheet) Line(points []vg.Point, how Stroke) {
	if len(points) < 2 {
		return
	}
	var path vg.Path
	path.Move(points[0])
	for _, p := range points[1:] {
		path.Line(p)
	}
	s.Stroke(path, how)
}

// Segment strokes from one place to another.
func (s *Sheet) Segment(x0, y0, x1, y1 float64, how Stroke) {
	s.Line([]vg.Point{Point(x0, y0), Point(x1, y1)}, how)
}

// Polygon fills the area within points.
func (s *Sheet) Polygon(points []vg.Point, c color.NRGBA) {
	if len(points) < 3 {
		return
	}
	s.Fill(Closed(points...), c)
}

// Rect fills a rectangle.
func (s *Sheet) Rect(left, top, right, bottom float64, c color.NRGBA) {
	s.Fill(Closed(Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)), c)
}

// Closed is the outline of a polygon.
func Closed(points ...vg.Point) vg.Path {
	var path vg.Path
	path.Move(points[0])
	for _, p := range points[1:] {
		path.Line(p)
	}
	path.Close()
	return path
}

// Disc is the outline of a circle in four curves.
func Disc(x, y, r float64) vg.Path {
	const k = 0.5523 // of the radius: how far off the controls of a quarter lie
	var path vg.Path
	path.Move(Point(x+r, y))
	path.CubeTo(Point(x+r, y+k*r), Point(x+k*r, y+r), Point(x, y+r))
	path.CubeTo(Point(x-k*r, y+r), Point(x-r, y+k*r), Point(x-r, y))
	path.CubeTo(Point(x-r, y-k*r), Point(x-k*r, y-r), Point(x, y-r))
	path.CubeTo(Point(x+k*r, y-r), Point(x+r, y-k*r), Point(x+r, y))
	path.Close()
	return path
}

// Shape is the outline of a marker that looks as large as a disc of radius r.
func (m Marker) Shape(x, y, r float64) vg.Path {
	switch m {
	case square:
		r *= 0.89
		return Closed(Point(x-r, y-r), Point(x+r, y-r), Point(x+r, y+r), Point(x-r, y+r))
	case triangle:
		r *= 1.12
		return Closed(Point(x, y-r), Point(x+r, y+0.75*r), Point(x-r, y+0.75*r))
	case triangleDown:
		r *= 1.12
		return Closed(Point(x, y+r), Point(x+r, y-0.75*r), Point(x-r, y-0.75*r))
	case diamond:
		r *= 1.22
		return Closed(Point(x, y-r), Point(x+r, y), Point(x, y+r), Point(x-r, y))
	case Star:
		r *= 1.45
		var points []vg.Point
		for i := range 10 {
			reach := r
			if i%2 == 1 {
				reach = 0.45 * r
			}
			sin, cos := math.Sincos(float64(i) * math.Pi / 5)
			points = append(points, Point(x+reach*sin, y-reach*cos))
		}
		return Closed(points...)
	default:
		return Disc(x, y, r)
	}
}

// Mark draws the marker of a path, set off from what lies behind it.
func (s *Sheet) Mark(x, y, r float64, l Look) {
	shape := l.Marker.Shape(x, y, r)
	s.Stroke(shape, Stroke{White, 4, nil})
	if l.Hollow {
		s.Fill(shape, White)
		s.Stroke(shape, Stroke{l.Color, 2.2, nil})
		return
	}
	s.Fill(shape, l.Color)
}

// sample draws a short piece of a path's line with its marker, left to right
// from x.
func (s *Sheet) sample(x, y, width float64, l Look) {
	s.Segment(x, y, x+width, y, Stroke{l.Color, l.Width, l.Dash})
	s.Mark(x+width/2, y, 6, l)
}

// PathHeads names paths over columns of panels, each in up to two lines, and
// returns the line below.
func (s *Sheet) PathHeads(y, size, cell float64, left func(int) float64, looks []Look, labels []string) float64 {
	f := Face{size, true, false}
	step := math.Round(size * 1.2)
	most := 1
	for _, label := range labels {
		most = max(most, min(2, len(f.Wrapped(label, cell-22))))
	}
	for i, label := range labels {
		lines := f.Wrapped(label, cell-22)
		if len(lines) > 2 {
			lines = []string{lines[0], strings.Join(lines[1:], " ")}
		}
		at := y + size + step*float64(most-len(lines))
		s.Mark(left(i)+7, at-0.36*size, 6, looks[i])
		for k, line := range lines {
			s.Write(left(i)+20, at+step*float64(k), f, looks[i].Color, FromLeft, f.Shortened(line, cell-20))
		}
	}
	return y + size + step*float64(most-1)
}

// FooterLines writes lines at the foot of the sheet, before the last of them the
// footnote of the figure, and returns the line above them.
func (s *Sheet) FooterLines(lines ...string) float64 {
	lines = slices.Insert(lines, len(lines)-1, s.Footnote)
	f := Face{s.foot, false, false}
	var broken []string
	for _, line := range lines {
		if line != "" {
			broken = append(broken, f.Wrapped(line, s.Width-2*Margin)...)
		}
	}
	step := math.Round(s.foot * 1.35)
	y := s.Height - 12 - step*float64(len(broken)-1)
	top := y - s.foot - 8
	s.Segment(Margin, top, s.Width-Margin, top, Stroke{Rgb(0xD0D0D0), 1, nil})
	for i, line := range broken {
		s.Write(Margin, y+step*float64(i), f, Secondary, FromLeft, line)
	}
	return top
}

// BadgeSize is how large the badge is.
func (s *Sheet) BadgeSize(words string) (width, height float64) {
	f := Face{s.badgeType(), true, false}
	return f.Width(words) + 20, math.Round(f.Size * 1.7)
}

func (s *Sheet) badgeType() float64 { return math.Max(14, s.Axis-1) }

// Badge puts the label of everything this program shows with its right upper
// corner at a place.
func (s *Sheet) Badge(right, top float64) { s.BadgeOf(model.Label, right, top) }

func (s *Sheet) BadgeOf(words string, right, top float64) {
	width, height := s.BadgeSize(words)
	left := right - width
	path := Rounded(left, top, right, top+height, 4)
	s.Fill(path, BadgeFill)
	s.Stroke(path, Stroke{BadgeBorder, 1.5, nil})
	f := Face{s.badgeType(), true, false}
	s.Write(left+10, top+height/2+0.36*f.Size, f, BadgeText, FromLeft, words)
}

// DrawLeader leads from the end of a line to its label.
func DrawLeader(x0, y0, x1, y1 float64) []vg.Point {
	return []vg.Point{Point(x0, y0), Point(x1-5, y1), Point(x1, y1)}
}

// Rounded is a rectangle with rounded corners.
func Rounded(left, top, right, bottom, r float64) vg.Path {
	const k = 0.45 // what is left of the radius for the controls
	var path vg.Path
	path.Move(Point(left+r, top))
	path.Line(Point(right-r, top))
	path.CubeTo(Point(right-k*r, top), Point(right, top+k*r), Point(right, top+r))
	path.Line(Point(right, bottom-r))
	path.CubeTo(Point(right, bottom-k*r), Point(right-k*r, bottom), Point(right-r, bottom))
	path.Line(Point(left+r, bottom))
	path.CubeTo(Point(left+k*r, bottom), Point(left, bottom-k*r), Point(left, bottom-r))
	path.Line(Point(left, top+r))
	path.CubeTo(Point(left, top+k*r), Point(left+k*r, top), Point(left+r, top))
	path.Close()
	return path
}
