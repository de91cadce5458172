// SPDX-License-Identifier: Apache-2.0

package canvas

import (
	"image/color"
	"math"
	"slices"
	"strconv"

	"crossroads/model"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Panel is one pair of axes on a sheet.
type Panel struct {
	*Sheet
	Left, Top, Right, Bottom float64 // on the sheet
	X0, X1, Y0, Y1           float64 // of the data at the edges

	Counts *model.Outcome // what the upright axis counts, where its levels are to be whole
	Drawn  []vg.Point     // where lines run, so that words can keep off them
}

func (p *Panel) X(v float64) float64 { return p.Left + (v-p.X0)/(p.X1-p.X0)*(p.Right-p.Left) }
func (p *Panel) Y(v float64) float64 { return p.Bottom - (v-p.Y0)/(p.Y1-p.Y0)*(p.Bottom-p.Top) }

// Clip is the part of the sheet on which the panel may draw.
func (p *Panel) Clip() draw.Canvas {
	return draw.Canvas{Rectangle: vg.Rectangle{
		Min: Point(p.Left, p.Top), Max: Point(p.Right, p.Bottom),
	}}
}

// Points lays data out on the sheet.
func (p *Panel) Points(xs, ys []float64) []vg.Point {
	list := make([]vg.Point, 0, len(ys))
	for i, y := range ys {
		list = append(list, Point(p.X(xs[i]), p.Y(y)))
	}
	return list
}

// inside counts a course that leaves the panel as cut.
func (p *Panel) inside(points []vg.Point) {
	const grain = 0.01
	for _, q := range points {
		if x, y := float64(q.X), float64(q.Y); x < p.Left-grain || x > p.Right+grain || y < p.Top-grain || y > p.Bottom+grain {
			p.Cut++
			return
		}
	}
}

// Curve draws a line through data on a white bed that sets it off; dots need
// none.
func (p *Panel) Curve(xs, ys []float64, l Look) {
	points := p.Points(xs, ys)
	p.inside(points)
	clip := p.Clip()
	for _, part := range clip.ClipLinesXY(points) {
		if l.Marker != Circle {
			p.Line(part, Stroke{WithOpacity(White, 0.85), l.Width + 3, nil})
		}
		p.Line(part, Stroke{l.Color, l.Width, l.Dash})
	}
}

// DrawPlainLine draws a line through data without a bed.
func (p *Panel) DrawPlainLine(xs, ys []float64, how Stroke) {
	points := p.Points(xs, ys)
	p.inside(points)
	clip := p.Clip()
	for _, part := range clip.ClipLinesXY(points) {
		p.Line(part, how)
	}
}

// Remember keeps where a line runs, closely enough for a word to keep off it.
func (p *Panel) Remember(points []vg.Point) {
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		n := 1 + int(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y))/4)
		for k := range n + 1 {
			t := vg.Length(k) / vg.Length(n)
			p.Drawn = append(p.Drawn, vg.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)})
		}
	}
}

// Free reports whether no line runs through a rectangle, with a little room, and
// no word stands in it.
func (p *Panel) Free(left, top, right, bottom float64) bool {
	const room = 5
	for _, b := range p.Labels {
		if b.Touches(Box{left - room, top - room, right + room, bottom + room, ""}) {
			return false
		}
	}
	for _, q := range p.Drawn {
		if x, y := float64(q.X), float64(q.Y); x > left-room && x < right+room && y > top-room && y < bottom+room {
			return false
		}
	}
	return true
}

// Band fills between two courses of data.
func (p *Panel) Band(xs, low, high []float64, c color.NRGBA) {
	var points []vg.Point
	for i, x := range xs {
		points = append(points, Point(p.X(x), p.Y(high[i])))
	}
	for i := len(xs) - 1; i >= 0; i-- {
		points = append(points, Point(p.X(xs[i]), p.Y(low[i])))
	}
	clip := p.Clip()
	p.Polygon(clip.ClipPolygonXY(points), c)
}

// Zone tints what lies right of x.
func (p *Panel) Zone(x float64) { p.Rect(p.X(x), p.Top, p.Right, p.Bottom, ModelZone) }

// Grid draws the level lines with their numbers to the left.
func (p *Panel) Grid(ticks []float64, size float64, words func(float64) string) {
	for _, v := range ticks {
		y := p.Y(v)
		p.Segment(p.Left, y, p.Right, y, Stroke{GridGrey, 1, nil})
		p.Write(p.Left-8, y+0.35*size, Face{size, false, false}, Secondary, FromRight, words(v))
	}
}

// Base draws the axis of years with as many labels as fit.
func (p *Panel) Base(first, last int, size float64, narrow bool) {
	p.Segment(p.Left, p.Bottom, p.Right, p.Bottom, Stroke{AxisGrey, 1.5, nil})
	ticks := YearTicks(first, last)
	for _, year := range ticks {
		x := p.X(float64(year))
		p.Segment(x, p.Bottom, x, p.Bottom+5, Stroke{AxisGrey, 1.5, nil})
	}
	p.Years(p.Bottom+5+size, size, ticks, narrow)
}

// Years writes years in a row along a panel, as many as fit. A narrow one keeps
// to its own width, shortens those between the ends and, where not all of them
// fit, leaves only the decades.
func (p *Panel) Years(y, size float64, list []int, narrow bool) {
	f := Face{size, false, false}
	const room = 5
	if narrow && !p.fits(f, list, room) {
		list = slices.DeleteFunc(slices.Clone(list), func(year int) bool {
			return year%10 != 0 && year != list[0] && year != list[len(list)-1]
		})
	}
	taken, limit := math.Inf(-1), math.Inf(1)
	for i := range list {
		// The last comes right after the first: between them the others find room.
		k := []int{0, len(list) - 1}[min(i, 1)]
		if i > 1 {
			k = i - 1
		}
		words := yearWords(list[k], narrow && k > 0 && k < len(list)-1)
		width := f.Width(words)
		left := p.X(float64(list[k])) - width/2
		if narrow {
			left = math.Min(math.Max(left, p.Left), p.Right-width)
		}
		if left < taken+room || left+width > limit-room {
			continue
		}
		p.Write(left, y, f, Secondary, FromLeft, words)
		if k == len(list)-1 {
			limit = left
		} else {
			taken = left + width
		}
	}
}

// fits reports whether all years of a narrow row find room.
func (p *Panel) fits(f Face, list []int, room float64) bool {
	end := math.Inf(-1)
	for k, year := range list {
		width := f.Width(yearWords(year, k > 0 && k < len(list)-1))
		left := math.Min(math.Max(p.X(float64(year))-width/2, p.Left), p.Right-width)
		if left < end+room {
			return false
		}
		end = left + width
	}
	return true
}

// yearWords writes a year, with an apostrophe for the century where it is
// narrow.
func yearWords(year int, short bool) string {
	words := strconv.Itoa(year)
	if short {
		return "’" + words[2:]
	}
	return words
}

// YearTicks are the first and last year and the multiples of five between that
// leave them room, or every year of a few.
func YearTicks(first, last int) []int {
	list := []int{first}
	if last-first <= 8 { // few enough for each, the policy start among them
		for year := first + 1; year <= last; year++ {
			list = append(list, year)
		}
		return list
	}
	for year := (first/5 + 1) * 5; year < last; year += 5 {
		if year-first >= 3 && last-year >= 3 {
			list = append(list, year)
		}
	}
	if last > first {
		list = append(list, last)
	}
	return list
}

// Levels are about n round numbers from low to high, which is the first beyond
// the data. They include 0 if low is not above it.
func Levels(low, high float64, n int) []float64 {
	if high <= low {
		high = low + 1
	}
	raw := (high - low) / float64(n)
	unit := math.Pow(10, math.Floor(math.Log10(raw)))
	step := unit * 10
	for _, k := range []float64{1, 2, 2.5, 5} {
		if k*unit >= raw {
			step = k * unit
			break
		}
	}
	first, last := int(math.Floor(low/step+1e-9)), int(math.Ceil(high/step-1e-9))
	var list []float64
	for i := first; i <= last; i++ {
		list = append(list, float64(i)*step)
	}
	return list
}

// LevelsOf are the levels of an outcome.
func LevelsOf(o *model.Outcome, low, high float64, n int) []float64 {
	if o == nil {
		return Levels(low, high, n)
	}
	return LevelsIn(o.Unit, low, high, n)
}

// LevelsIn are levels of a unit: whole numbers where it counts people or attacks.
func LevelsIn(unit string, low, high float64, n int) []float64 {
	list := Levels(low, high, n)
	if unit == "1" || unit == "USD million" || len(list) < 2 {
		return list
	}
	if step := list[1] - list[0]; step == math.Trunc(step) {
		return list
	}
	step, whole := math.Ceil(list[1]-list[0]), []float64{}
	for v := math.Floor(low/step) * step; ; v += step {
		if whole = append(whole, v); v >= high {
			return whole
		}
	}
}

// Spread moves places apart so that neighbours keep a gap, all stay between low
// and high where there is room, and none moves farther than it must. The places
// are in order and stay so.
func Spread(want []float64, gap, low, high float64) []float64 {
	type pool struct {
		sum float64
		n   int
	}
	var pools []pool
	for i, w := range want {
		pools = append(pools, pool{w - float64(i)*gap, 1})
		for len(pools) > 1 {
			a, b := pools[len(pools)-2], pools[len(pools)-1]
			if a.sum/float64(a.n) <= b.sum/float64(b.n) {
				break
			}
			pools = append(pools[:len(pools)-2], pool{a.sum + b.sum, a.n + b.n})
		}
	}
	top := math.Max(low, high-gap*float64(len(want)-1))
	places := make([]float64, 0, len(want))
	for _, p := range pools {
		v := math.Min(math.Max(p.sum/float64(p.n), low), top)
		for range p.n {
			places = append(places, v+gap*float64(len(places)))
		}
	}
	return places
}

// TickRoom is the width of the widest number beside level lines.
func (s *Sheet) TickRoom(ticks []float64, size float64) float64 {
	words, f := TickWords(ticks), Face{size, false, false}
	var room float64
	for _, t := range ticks {
		room = math.Max(room, f.Width(words(t)))
	}
	return room + 10
}

// RoomFor is the width of the numbers of an axis, however far it is raised.
func (s *Sheet) RoomFor(low, high float64, n int, size float64) float64 {
	if high <= low {
		high = low + 1
	}
	var room float64
	for reach := 1.0; reach < 2.5; reach += 0.1 {
		room = math.Max(room, s.TickRoom(Levels(low, low+(high-low)*reach, n), size))
	}
	return room
}

// Fit raises the top of the axis from the given number until every rectangle
// that needs to be free is, and returns the levels to be drawn. The courses are
// laid out again each time.
func (p *Panel) Fit(low, high float64, n int, lay func(), free func() bool) []float64 {
	if high <= low {
		high = low + 1
	}
	for reach := high; ; reach += (high - low) * 0.05 {
		ticks := LevelsOf(p.Counts, low, reach, n)
		p.Y0, p.Y1 = math.Min(low, ticks[0]), ticks[len(ticks)-1]
		if p.Y1 > reach+(high-low)*0.1 {
			p.Y1 = reach
			ticks = ticks[:len(ticks)-1]
		}
		p.Drawn = nil
		lay()
		if free() || reach > high+4*(high-low) {
			return ticks
		}
	}
}

// The short labels of what is modelled.
const (
	WordsSmallZone = "Model ► illustrative"
	WordsSmallest  = "illustrative"
)

// Tag finds a corner of the panel where the short label of what is modelled
// lies on nothing, and returns what puts it there, or nil if there is none.
func (p *Panel) Tag(left float64) func() {
	f := Face{p.SmallType(), false, true}
	for _, words := range []string{WordsSmallZone, WordsSmallest} {
		width, height := f.Width(words), f.Size
		for _, at := range []struct{ x, y float64 }{
			{p.Right - 6 - width, p.Top + height + 4}, {left + 6, p.Top + height + 4},
			{p.Right - 6 - width, p.Bottom - 8}, {left + 6, p.Bottom - 8},
		} {
			if at.x >= left+4 && at.x+width <= p.Right && p.Free(at.x, at.y-height, at.x+width, at.y+2) {
				return func() {
					p.Rect(at.x-3, at.y-height+1, at.x+width+3, at.y+4, WithOpacity(ModelZone, 0.85))
					p.Write(at.x, at.y, f, Secondary, FromLeft, words)
				}
			}
		}
	}
	return nil
}

// SmallType is the size of words inside small panels.
func (s *Sheet) SmallType() float64 { return 14 }

// Legend names the paths in a row, or more where they do not fit, and returns
// the line below.
func (s *Sheet) Legend(y float64, looks []Look, labels []string, lines bool) float64 {
	f := Face{s.Label, true, false}
	sample := 46.0
	if !lines {
		sample = 14
	}
	x := float64(Margin)
	for i, l := range looks {
		words := f.Shortened(labels[i], s.Width*0.28)
		width := sample + 8 + f.Width(words) + 26
		if i > 0 && x+width-26 > s.Width-Margin {
			x = Margin
			y += s.Label * 1.6
		}
		if lines {
			s.sample(x, y-0.36*f.Size, sample, l)
		} else {
			s.Mark(x+7, y-0.36*f.Size, 6, l)
		}
		s.Write(x+sample+8, y, f, l.Color, FromLeft, words)
		x += width
	}
	return y + s.Label*0.8
}
