// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// Fork is figure F1: where each path goes from the year all share. A death sum
// never stands alone: the other one is drawn below it.
func Fork(runs []*scenarios.Run, against *scenarios.Run, o *model.Outcome) *Figure {
	shown, left := chosen(runs, against)
	views := []view{viewOf(o, shown)}
	if other := otherDeathCount(o); other != nil {
		views = append(views, viewOf(other, shown))
	}
	first, last := shown[0].Years.First(), views[0].last()
	f := &Figure{ID: "F1", Name: "fork", Outcomes: []*model.Outcome{o}}
	if other := otherDeathCount(o); other != nil {
		f.Outcomes = append(f.Outcomes, other)
	}
	count := pathsWords(len(shown))
	if len(views) == 2 {
		f.Title = fmt.Sprintf(titleForkDeaths, count)
		f.Subtitle = fmt.Sprintf(subtitleFork, first, last)
	} else {
		f.Title = fmt.Sprintf(titleFork, strings.TrimSuffix(o.Label, " in a year"), count)
		what, _, _ := strings.Cut(strings.TrimSuffix(o.Doc, "."), ";")
		f.Subtitle = fmt.Sprintf(subtitleForkOne, first, last, what)
	}
	f.Description = forkDescription(views)
	st := sourceOf(f, shown, left, against)
	f.draw = func(s *canvas.Sheet) {
		drawFork(s, f, views, first, strings.TrimSpace(recordedWords(views)+" "+ruleWords(shown)), st)
	}
	return f
}

// ruleWords explain the bars at which rules turn, if any does.
func ruleWords(runs []*scenarios.Run) string {
	var list []string
	for _, r := range runs {
		if len(r.Trajectory.Firings) > 0 {
			list = append(list, r.RuleWords()...)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return wordsRules + strings.Join(list, " ")
}

// forkDescription is the figure in words.
func forkDescription(views []view) string {
	var b strings.Builder
	for _, v := range views {
		fmt.Fprintf(&b, "%s per year. ", strings.TrimSuffix(v.outcome.Label, " in a year"))
		for _, c := range v.courses {
			fmt.Fprintf(&b, "%s: ", c.label)
			var parts []string
			for _, year := range append([]int{v.base}, v.milestones()...) {
				parts = append(parts, fmt.Sprintf("%s in %d", formatOutcome(v.outcome, c.in(year)), year))
			}
			b.WriteString(strings.Join(parts, ", ") + ". ")
		}
		if v.outcome.Unit == "death" {
			b.WriteString(v.fewestWords() + ". ")
		}
	}
	return strings.TrimSpace(b.String())
}

// drawFork lays out one or two views, one below the other.
func drawFork(s *canvas.Sheet, f *Figure, views []view, first int, foot string, st figureSource) {
	last := views[0].last()
	room := labelRoom(s, views)
	gridRoom := 0.0
	for i := range views {
		gridRoom = max(gridRoom, s.RoomFor(0, views[i].most()*1.02, 5, s.Axis))
	}
	left, right := canvas.Margin+gridRoom, s.Width-canvas.Margin-room
	zone := (right - left) * float64(last-views[0].base) / float64(last-first)
	width, _ := s.BadgeSize(model.Label)
	// Where the years after the fork are few the badge moves into the heading.
	badge := model.Label
	heading := writeHeading
	if width+24 > zone {
		badge, heading = canvas.WordsSmallest, writeBadgedHeading
	}
	top := heading(s, f) + 22
	bottom := writeFooter(s, st, foot) - 14
	headHeight := s.Head*1.3 + s.Note*1.4 + s.Axis*0.5
	yearsHeight := s.Axis + 10
	free := bottom - top - headHeight*float64(len(views)) - yearsHeight - 14*float64(len(views)-1)
	share := []float64{1}
	if len(views) == 2 {
		share = []float64{0.56, 0.44}
	}
	for i := range views {
		v := &views[i]
		drawViewHead(s, v, top, s.Width-canvas.Margin)
		top += headHeight
		p := &canvas.Panel{Sheet: s, Left: left, Top: top, Right: right, Bottom: top + free*share[i],
			X0: float64(first), X1: float64(last)}
		if i > 0 && badge == model.Label {
			badge = canvas.WordsSmallZone
		}
		drawView(p, v, first, i == 0, badge)
		top = p.Bottom + 14
		if i == len(views)-1 {
			p.Base(first, last, s.Axis, false)
		} else {
			p.Segment(p.Left, p.Bottom, p.Right, p.Bottom, canvas.Stroke{Color: canvas.AxisGrey, Width: 1.5, Dash: nil})
		}
		drawEndLabels(s, p, v)
	}
}

// drawViewHead writes what a view counts, above it.
func drawViewHead(s *canvas.Sheet, v *view, top, right float64) {
	f := canvas.Face{Size: s.Head, Bold: true, Italic: false}
	y := top + s.Head
	b := s.Write(canvas.Margin, y, f, canvas.Ink, canvas.FromLeft, v.outcome.Label)
	unit := wordsPerYear
	if v.outcome.Span == model.AtEnd {
		unit = wordsAtYearEnd
		if v.outcome.Unit == "1" {
			unit += wordsIndexToo
		}
	}
	s.Write(b.Right+8, y, canvas.Face{Size: s.Note, Bold: false, Italic: false}, canvas.Secondary, canvas.FromLeft, unit)
	if v.outcome.Unit == "death" {
		words := v.note
		if words == "" {
			words = v.fewestWords() + "."
		}
		n := canvas.Face{Size: s.Note, Bold: false, Italic: false}
		if v.short != "" && n.Width(words) > right-canvas.Margin {
			words = v.short
		}
		s.Write(canvas.Margin, y+s.Note*1.35, n, canvas.Ink, canvas.FromLeft, n.Shortened(words, right-canvas.Margin))
	}
}

// drawView draws what was counted, the model before the fork, and the paths. The
// large one also has the badge in full and what happened.
func drawView(p *canvas.Panel, v *view, first int, large bool, badge string) {
	s := p.Sheet
	fork := float64(v.base)
	before, modelled := v.times, v.past
	width, height := s.BadgeSize(badge)
	small := canvas.Face{Size: s.Axis - 1, Bold: true, Italic: false}
	recorded := wordsRecorded
	switch {
	case v.base == first:
		recorded = "" // nothing is shown before the paths
	case len(v.counts) == 0:
		recorded = "" // the past that is shown is the model's own
	case small.Width(recorded)+12 > p.X(fork)-p.Left:
		recorded = wordsBefore
	}
	type place struct{ right, top float64 }
	var at place
	p.Counts = v.outcome
	ticks := p.Fit(0, v.most()*1.02, 5, func() {
		for _, c := range v.courses {
			p.Remember(p.Points(c.times(), c.values))
		}
		for _, c := range v.courses {
			for _, values := range c.futures {
				p.Remember(p.Points(c.times(), values))
			}
			if c.bands != nil {
				var low, high []float64
				for _, b := range c.bands {
					low, high = append(low, b.Low80), append(high, b.High80)
				}
				p.Remember(p.Points(c.times(), low))
				p.Remember(p.Points(c.times(), high))
			}
		}
		for _, past := range v.pasts {
			p.Remember(p.Points(v.times, past))
		}
		p.Remember(p.Points(before, modelled))
		for i, c := range v.counts {
			times := yearTimes(c.years)
			if i == 0 {
				p.Remember(p.Points(times, c.values))
			}
			p.Drawn = append(p.Drawn, p.Points(times, c.values)...)
		}
	}, func() bool {
		x := p.X(fork)
		if !p.Free(x-small.Width(recorded)-8, p.Top, x+small.Width(wordsModel)+8, p.Top+small.Size+6) {
			return false
		}
		word := canvas.Box{Left: x, Top: p.Top, Right: x + small.Width(wordsModel) + 14, Bottom: p.Top + small.Size + 8, Words: ""}
		for _, at = range []place{
			{p.Right - 8, p.Top + 8}, {p.Right - 8, p.Top + small.Size + 12}, {(x+p.Right)/2 + width/2, p.Top + 8}, {x + small.Width(wordsModel) + 26 + width, p.Top + 8},
			{p.Right - 8, p.Bottom - height - 10}, {x + 14 + width, p.Bottom - height - 10},
		} {
			b := canvas.Box{Left: at.right - width, Top: at.top, Right: at.right, Bottom: at.top + height, Words: ""}
			if p.Free(b.Left, b.Top, b.Right, b.Bottom) && !b.Touches(word) {
				return true
			}
		}
		return false
	})
	p.Zone(fork)
	p.Grid(ticks, s.Axis, canvas.TickWords(ticks))
	if large {
		drawHistory(p, fork)
	}
	x := p.X(fork)
	p.Segment(x, p.Top, x, p.Bottom, canvas.Stroke{Color: canvas.Ink, Width: 1.6, Dash: []float64{2, 4}})
	p.Write(x-8, p.Top+small.Size+2, small, canvas.Ink, canvas.FromRight, recorded)
	p.Write(x+8, p.Top+small.Size+2, small, canvas.Ink, canvas.FromLeft, wordsModel)

	if v.pastBands != nil {
		drawBands(p, v.times, v.pastBands, canvas.Ink)
	}
	for _, c := range v.courses {
		drawFan(p, &c)
	}
	p.DrawPlainLine(before, modelled, canvas.Stroke{Color: canvas.Ink, Width: 1.4, Dash: []float64{5, 3}})
	for _, past := range v.pasts {
		p.DrawPlainLine(v.times, past, canvas.Stroke{Color: canvas.WithOpacity(canvas.Ink, 0.35), Width: 1.2, Dash: []float64{5, 3}})
	}
	for _, c := range v.courses {
		for _, values := range c.futures {
			p.DrawPlainLine(c.times(), values, canvas.Stroke{Color: canvas.WithOpacity(c.look.Color, 0.45), Width: 1.4, Dash: c.look.Dash})
		}
	}
	for _, i := range order(v.courses) {
		c := &v.courses[i]
		p.Curve(c.times(), c.values, c.look)
		for _, t := range c.turns {
			y := p.Y(c.at(t))
			p.Segment(p.X(t), y-9, p.X(t), y+9, canvas.Stroke{Color: c.look.Color, Width: 2.2, Dash: nil})
		}
	}
	drawCounts(p, v.counts, 5)
	for _, i := range order(v.courses) {
		c := &v.courses[i]
		p.Mark(p.Right, p.Y(c.values[len(c.values)-1]), 6, c.look)
	}
	s.BadgeOf(badge, at.right, at.top)
}

// drawFan draws the middle 50% and 80% of a course that has them.
func drawFan(p *canvas.Panel, c *course) {
	if c.bands != nil {
		drawBands(p, c.times(), c.bands, c.look.Color)
	}
}

// drawBands draws the middle 50% and 80% at each time.
func drawBands(p *canvas.Panel, times []float64, bands []ensemble.Band, shade color.NRGBA) {
	var low80, low50, high50, high80 []float64
	for _, b := range bands {
		low80, low50 = append(low80, b.Low80), append(low50, b.Low50)
		high50, high80 = append(high50, b.High50), append(high80, b.High80)
	}
	p.Band(times, low80, high80, canvas.WithOpacity(shade, 0.12))
	p.Band(times, low50, high50, canvas.WithOpacity(shade, 0.20))
}

// order is the order in which courses are drawn: the dots of the reference show
// on top of other lines, and a reader's own path lies on top of all.
func order(courses []course) []int {
	list := make([]int, len(courses))
	for i := range list {
		list[i] = i
	}
	rank := func(i int) int {
		switch courses[i].look.Marker {
		case canvas.Star:
			return 2
		case canvas.Circle:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(list, func(a, b int) int { return rank(a) - rank(b) })
	return list
}

func yearTimes(years []int) []float64 {
	var list []float64
	for _, y := range years {
		list = append(list, float64(y))
	}
	return list
}

// drawGaps joins neighbouring years and leaves gaps where a year is missing.
func drawGaps(p *canvas.Panel, years []int, values []float64, how canvas.Stroke) {
	for i := 1; i < len(years); i++ {
		if years[i] == years[i-1]+1 {
			p.DrawPlainLine(yearTimes(years[i-1:i+1]), values[i-1:i+1], how)
		}
	}
}

// drawHistory notes what happened before the fork, where the lines leave room.
func drawHistory(p *canvas.Panel, fork float64) {
	f, bold := canvas.Face{Size: p.Note, Bold: false, Italic: false}, canvas.Face{Size: p.Note, Bold: true, Italic: false}
	step := math.Round(p.Note * 1.25)
	top := p.Top + 30
	for _, e := range events {
		width := bold.Width(e.date)
		for _, line := range e.text {
			width = max(width, f.Width(line))
		}
		x := p.X(e.year)
		height := step * float64(len(e.text)+1)
		if x+6+width > p.X(fork)-6 || !p.Free(x, top-2, x+6+width, top+height) {
			continue
		}
		p.Rect(x+3, top, x+8+width, top+height, canvas.White)
		p.Segment(x, top-2, x, p.Bottom, canvas.Stroke{Color: canvas.Rgb(0xB0B0B0), Width: 1.2, Dash: []float64{4, 3}})
		y := top + p.Note - 2
		p.Write(x+6, y, bold, canvas.Secondary, canvas.FromLeft, e.date)
		for _, line := range e.text {
			y += step
			p.Write(x+6, y, f, canvas.Secondary, canvas.FromLeft, line)
		}
		top += height + 8
	}
}

// nameMost is the widest that the label of a path may get.
func nameMost(s *canvas.Sheet, v *view) float64 {
	if v.wide {
		return s.Width * 0.28
	}
	return s.Width * 0.2
}

// cell is a column of numbers beside the labels.
type cell struct {
	head  string
	width float64
	words func(*course) string
}

// viewCells are the columns of a view: the milestone years of single runs, the last
// year of an ensemble with the middle 80% where there is room, nothing of
// single members.
func viewCells(s *canvas.Sheet, v *view) []cell {
	f := canvas.Face{Size: s.Axis, Bold: false, Italic: false}
	wide := f.Width("00 000") + 12
	switch {
	case v.courses[0].futures != nil:
		return nil
	case v.courses[0].end != nil:
		list := []cell{{fmt.Sprint(v.last()), wide, func(c *course) string { return formatOutcome(v.outcome, c.end.Median) }}}
		if s.Width > 1000 {
			list = append(list, cell{wordsMiddle, f.Width("0 000–00 000") + 14, func(c *course) string { return c.rangeWords(v.outcome) }})
		}
		return list
	}
	var list []cell
	for _, year := range v.milestones() {
		list = append(list, cell{fmt.Sprint(year), wide, func(c *course) string { return formatOutcome(v.outcome, c.in(year)) }})
	}
	return list
}

// barWidth is the room of one range bar.
const barWidth = 13

// barRoom is the room of the range bars of an ensemble, at the right of all.
func barRoom(s *canvas.Sheet, v *view) float64 {
	if v.courses[0].end == nil {
		return 0
	}
	return barWidth*float64(len(v.courses)) + 14
}

// labelRoom is the room the labels of the paths need at the right.
func labelRoom(s *canvas.Sheet, views []view) float64 {
	f := canvas.Face{Size: s.Label, Bold: true, Italic: false}
	v := &views[0]
	var room float64
	for _, c := range v.courses {
		room = max(room, f.Width(f.Shortened(c.label, nameMost(s, v))))
	}
	for _, c := range viewCells(s, v) {
		room += c.width
	}
	if len(viewCells(s, v)) == 0 {
		room += 10
	}
	return 36 + room + barRoom(s, v)
}

// drawEndLabels names the paths at the right of a panel, in the order of their last
// values, with their numbers.
func drawEndLabels(s *canvas.Sheet, p *canvas.Panel, v *view) {
	f, number := canvas.Face{Size: s.Label, Bold: true, Italic: false}, canvas.Face{Size: s.Axis, Bold: false, Italic: false}
	places := make([]int, len(v.courses))
	for i := range places {
		places[i] = i
	}
	end := func(i int) float64 { c := &v.courses[i]; return c.values[len(c.values)-1] }
	slices.SortStableFunc(places, func(a, b int) int { return compare(end(b), end(a)) })
	want := make([]float64, len(places))
	for k, i := range places {
		want[k] = p.Y(end(i))
	}
	gap := math.Round(s.Label * 1.38)
	low := p.Top + s.Label*1.6
	at := canvas.Spread(want, gap, low, math.Max(p.Bottom-4, low+gap*float64(len(want)-1)))
	cells := viewCells(s, v)
	right := make([]float64, len(cells))
	edge := s.Width - canvas.Margin - barRoom(s, v)
	for k := len(cells) - 1; k >= 0; k-- {
		right[k] = edge
		edge -= cells[k].width
		s.Write(right[k], p.Top+4, canvas.Face{Size: s.Note, Bold: true, Italic: false}, canvas.Secondary, canvas.FromRight, cells[k].head)
	}
	for k, i := range places {
		c := &v.courses[i]
		y := at[k]
		s.Line(canvas.DrawLeader(p.Right+9, want[k], p.Right+24, y), canvas.Stroke{Color: c.look.Color, Width: 1.3, Dash: nil})
		s.Mark(p.Right+32, y, 5, c.look)
		s.Write(p.Right+43, y+0.36*f.Size, f, c.look.Color, canvas.FromLeft, f.Shortened(c.label, nameMost(s, v)))
		for m := range cells {
			s.Write(right[m], y+0.36*f.Size, number, canvas.Ink, canvas.FromRight, cells[m].words(c))
		}
		if c.end != nil {
			drawBar(p, s.Width-canvas.Margin-barWidth*(float64(len(places)-k)-0.5), c)
		}
	}
}

// drawBar draws where the middle 50% and 80% of a path end. What lies beyond the
// panel is cut and marked.
func drawBar(p *canvas.Panel, x float64, c *course) {
	within := func(v float64) float64 { return math.Max(p.Y(v), p.Top) }
	p.Segment(x, within(c.end.Low80), x, within(c.end.High80), canvas.Stroke{Color: canvas.WithOpacity(c.look.Color, 0.55), Width: 3.5, Dash: nil})
	p.Segment(x, within(c.end.Low50), x, within(c.end.High50), canvas.Stroke{Color: c.look.Color, Width: 8, Dash: nil})
	p.Segment(x-5, p.Y(c.end.Median), x+5, p.Y(c.end.Median), canvas.Stroke{Color: canvas.White, Width: 2.4, Dash: nil})
	if c.end.High80 > p.Y1 {
		p.Cut++
		p.CutMarks++
		p.Polygon([]vg.Point{canvas.Point(x, p.Top-8), canvas.Point(x+5, p.Top), canvas.Point(x-5, p.Top)}, c.look.Color)
	}
}
