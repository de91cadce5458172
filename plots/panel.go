// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"crossroads/model"
	"image/color"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// panel is one pair of axes on a sheet.
type panel struct {
	*sheet
	left, top, right, bottom float64 // on the sheet
	x0, x1, y0, y1           float64 // of the data at the edges

	counts *model.Outcome // what the upright axis counts, where its levels are to be whole
	drawn  []vg.Point     // where lines run, so that words can keep off them
}

func (p *panel) x(v float64) float64 { return p.left + (v-p.x0)/(p.x1-p.x0)*(p.right-p.left) }
func (p *panel) y(v float64) float64 { return p.bottom - (v-p.y0)/(p.y1-p.y0)*(p.bottom-p.top) }

// clip is the part of the sheet on which the panel may draw.
func (p *panel) clip() draw.Canvas {
	return draw.Canvas{Rectangle: vg.Rectangle{
		Min: point(p.left, p.top), Max: point(p.right, p.bottom),
	}}
}

// points lays data out on the sheet.
func (p *panel) points(xs, ys []float64) []vg.Point {
	list := make([]vg.Point, 0, len(ys))
	for i, y := range ys {
		list = append(list, point(p.x(xs[i]), p.y(y)))
	}
	return list
}

// inside counts a course that leaves the panel as cut.
func (p *panel) inside(points []vg.Point) {
	const grain = 0.01
	for _, q := range points {
		if x, y := float64(q.X), float64(q.Y); x < p.left-grain || x > p.right+grain || y < p.top-grain || y > p.bottom+grain {
			p.cut++
			return
		}
	}
}

// curve draws a line through data on a white bed that sets it off; dots need
// none.
func (p *panel) curve(xs, ys []float64, l look) {
	points := p.points(xs, ys)
	p.inside(points)
	clip := p.clip()
	for _, part := range clip.ClipLinesXY(points) {
		if l.marker != circle {
			p.line(part, stroke{withOpacity(white, 0.85), l.width + 3, nil})
		}
		p.line(part, stroke{l.color, l.width, l.dash})
	}
}

// drawPlainLine draws a line through data without a bed.
func (p *panel) drawPlainLine(xs, ys []float64, how stroke) {
	points := p.points(xs, ys)
	p.inside(points)
	clip := p.clip()
	for _, part := range clip.ClipLinesXY(points) {
		p.line(part, how)
	}
}

// remember keeps where a line runs, closely enough for a word to keep off it.
func (p *panel) remember(points []vg.Point) {
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		n := 1 + int(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y))/4)
		for k := range n + 1 {
			t := vg.Length(k) / vg.Length(n)
			p.drawn = append(p.drawn, vg.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)})
		}
	}
}

// free tells whether no line runs through a rectangle, with a little room, and
// no word stands in it.
func (p *panel) free(left, top, right, bottom float64) bool {
	const room = 5
	for _, b := range p.labels {
		if b.touches(box{left - room, top - room, right + room, bottom + room, ""}) {
			return false
		}
	}
	for _, q := range p.drawn {
		if x, y := float64(q.X), float64(q.Y); x > left-room && x < right+room && y > top-room && y < bottom+room {
			return false
		}
	}
	return true
}

// band fills between two courses of data.
func (p *panel) band(xs, low, high []float64, c color.NRGBA) {
	var points []vg.Point
	for i, x := range xs {
		points = append(points, point(p.x(x), p.y(high[i])))
	}
	for i := len(xs) - 1; i >= 0; i-- {
		points = append(points, point(p.x(xs[i]), p.y(low[i])))
	}
	clip := p.clip()
	p.polygon(clip.ClipPolygonXY(points), c)
}

// zone tints what lies right of x.
func (p *panel) zone(x float64) { p.rect(p.x(x), p.top, p.right, p.bottom, modelZone) }

// grid draws the level lines with their numbers to the left.
func (p *panel) grid(ticks []float64, size float64, words func(float64) string) {
	for _, v := range ticks {
		y := p.y(v)
		p.segment(p.left, y, p.right, y, stroke{gridGrey, 1, nil})
		p.write(p.left-8, y+0.35*size, face{size, false, false}, secondary, fromRight, words(v))
	}
}

// base draws the axis of years with as many labels as fit.
func (p *panel) base(first, last int, size float64, narrow bool) {
	p.segment(p.left, p.bottom, p.right, p.bottom, stroke{axisGrey, 1.5, nil})
	ticks := yearTicks(first, last)
	for _, year := range ticks {
		x := p.x(float64(year))
		p.segment(x, p.bottom, x, p.bottom+5, stroke{axisGrey, 1.5, nil})
	}
	p.years(p.bottom+5+size, size, ticks, narrow)
}

// years writes years in a row along a panel, as many as fit. A narrow one keeps
// to its own width, shortens those between the ends and, where not all of them
// fit, leaves only the decades.
func (p *panel) years(y, size float64, list []int, narrow bool) {
	f := face{size, false, false}
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
		width := f.width(words)
		left := p.x(float64(list[k])) - width/2
		if narrow {
			left = math.Min(math.Max(left, p.left), p.right-width)
		}
		if left < taken+room || left+width > limit-room {
			continue
		}
		p.write(left, y, f, secondary, fromLeft, words)
		if k == len(list)-1 {
			limit = left
		} else {
			taken = left + width
		}
	}
}

// fits tells whether all years of a narrow row find room.
func (p *panel) fits(f face, list []int, room float64) bool {
	end := math.Inf(-1)
	for k, year := range list {
		width := f.width(yearWords(year, k > 0 && k < len(list)-1))
		left := math.Min(math.Max(p.x(float64(year))-width/2, p.left), p.right-width)
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

// yearTicks are the first and last year and the multiples of five between that
// leave them room, or every year of a few.
func yearTicks(first, last int) []int {
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

// levels are about n round numbers from low to high, which is the first beyond
// the data. They include 0 if low is not above it.
func levels(low, high float64, n int) []float64 {
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

// levelsOf are the levels of an outcome.
func levelsOf(o *model.Outcome, low, high float64, n int) []float64 {
	if o == nil {
		return levels(low, high, n)
	}
	return levelsIn(o.Unit, low, high, n)
}

// levelsIn are levels of a unit: whole numbers where it counts people or attacks.
func levelsIn(unit string, low, high float64, n int) []float64 {
	list := levels(low, high, n)
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

// tickWords writes a level in full: grouped, with as many decimals as its step
// asks for.
func tickWords(ticks []float64) func(float64) string {
	decimals := 0
	if len(ticks) > 1 {
		step := ticks[1] - ticks[0]
		for decimals < 4 && math.Abs(step-math.Round(step*math.Pow10(decimals))/math.Pow10(decimals)) > step*1e-6 {
			decimals++
		}
	}
	return func(v float64) string {
		words := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
		if decimals == 0 {
			words = grouped(words)
		}
		if v < 0 {
			return minus + words
		}
		return words
	}
}

// spread moves places apart so that neighbours keep a gap, all stay between low
// and high where there is room, and none moves farther than it must. The places
// are in order and stay so.
func spread(want []float64, gap, low, high float64) []float64 {
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

// tickRoom is the width of the widest number beside level lines.
func (s *sheet) tickRoom(ticks []float64, size float64) float64 {
	words, f := tickWords(ticks), face{size, false, false}
	var room float64
	for _, t := range ticks {
		room = math.Max(room, f.width(words(t)))
	}
	return room + 10
}

// roomFor is the width of the numbers of an axis, however far it is raised.
func (s *sheet) roomFor(low, high float64, n int, size float64) float64 {
	if high <= low {
		high = low + 1
	}
	var room float64
	for reach := 1.0; reach < 2.5; reach += 0.1 {
		room = math.Max(room, s.tickRoom(levels(low, low+(high-low)*reach, n), size))
	}
	return room
}

// fit raises the top of the axis from the given number until every rectangle
// that needs to be free is, and returns the levels to be drawn. The courses are
// laid out anew each time.
func (p *panel) fit(low, high float64, n int, lay func(), free func() bool) []float64 {
	if high <= low {
		high = low + 1
	}
	for reach := high; ; reach += (high - low) * 0.05 {
		ticks := levelsOf(p.counts, low, reach, n)
		p.y0, p.y1 = math.Min(low, ticks[0]), ticks[len(ticks)-1]
		if p.y1 > reach+(high-low)*0.1 {
			p.y1 = reach
			ticks = ticks[:len(ticks)-1]
		}
		p.drawn = nil
		lay()
		if free() || reach > high+4*(high-low) {
			return ticks
		}
	}
}

// tag finds a corner of the panel where the short label of what is modelled
// lies on nothing, and returns what puts it there, or nil if there is none.
func (p *panel) tag(left float64) func() {
	f := face{p.smallType(), false, true}
	for _, words := range []string{wordsSmallZone, wordsSmallest} {
		width, height := f.width(words), f.size
		for _, at := range []struct{ x, y float64 }{
			{p.right - 6 - width, p.top + height + 4}, {left + 6, p.top + height + 4},
			{p.right - 6 - width, p.bottom - 8}, {left + 6, p.bottom - 8},
		} {
			if at.x >= left+4 && at.x+width <= p.right && p.free(at.x, at.y-height, at.x+width, at.y+2) {
				return func() {
					p.rect(at.x-3, at.y-height+1, at.x+width+3, at.y+4, withOpacity(modelZone, 0.85))
					p.write(at.x, at.y, f, secondary, fromLeft, words)
				}
			}
		}
	}
	return nil
}

// smallType is the size of words inside small panels.
func (s *sheet) smallType() float64 { return 14 }

// legend names the paths in a row, or more where they do not fit, and returns
// the line below.
func (s *sheet) legend(y float64, looks []look, labels []string, lines bool) float64 {
	f := face{s.label, true, false}
	sample := 46.0
	if !lines {
		sample = 14
	}
	x := float64(margin)
	for i, l := range looks {
		words := f.shortened(labels[i], s.Width*0.28)
		width := sample + 8 + f.width(words) + 26
		if i > 0 && x+width-26 > s.Width-margin {
			x = margin
			y += s.label * 1.6
		}
		if lines {
			s.sample(x, y-0.36*f.size, sample, l)
		} else {
			s.mark(x+7, y-0.36*f.size, 6, l)
		}
		s.write(x+sample+8, y, f, l.color, fromLeft, words)
		x += width
	}
	return y + s.label*0.8
}
