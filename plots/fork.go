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
	f.draw = func(s *sheet) {
		s.drawFork(f, views, first, strings.TrimSpace(recordedWords(views)+" "+ruleWords(shown)), st)
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
func (s *sheet) drawFork(f *Figure, views []view, first int, foot string, st figureSource) {
	last := views[0].last()
	room := s.labelRoom(views)
	gridRoom := 0.0
	for i := range views {
		gridRoom = max(gridRoom, s.roomFor(0, views[i].most()*1.02, 5, s.axis))
	}
	left, right := margin+gridRoom, s.Width-margin-room
	zone := (right - left) * float64(last-views[0].base) / float64(last-first)
	width, _ := s.badgeSize(model.Label)
	// Where the years after the fork are few the badge moves into the heading.
	badge := model.Label
	heading := s.heading
	if width+24 > zone {
		badge, heading = wordsSmallest, s.badgedHeading
	}
	top := heading(f) + 22
	bottom := s.footer(st, foot) - 14
	headHeight := s.head*1.3 + s.note*1.4 + s.axis*0.5
	yearsHeight := s.axis + 10
	free := bottom - top - headHeight*float64(len(views)) - yearsHeight - 14*float64(len(views)-1)
	share := []float64{1}
	if len(views) == 2 {
		share = []float64{0.56, 0.44}
	}
	for i := range views {
		v := &views[i]
		s.viewHead(v, top, s.Width-margin)
		top += headHeight
		p := &panel{sheet: s, left: left, top: top, right: right, bottom: top + free*share[i],
			x0: float64(first), x1: float64(last)}
		if i > 0 && badge == model.Label {
			badge = wordsSmallZone
		}
		p.drawView(v, first, i == 0, badge)
		top = p.bottom + 14
		if i == len(views)-1 {
			p.base(first, last, s.axis, false)
		} else {
			p.segment(p.left, p.bottom, p.right, p.bottom, stroke{axisGrey, 1.5, nil})
		}
		s.endLabels(p, v)
	}
}

// viewHead writes what a view counts, above it.
func (s *sheet) viewHead(v *view, top, right float64) {
	f := face{s.head, true, false}
	y := top + s.head
	b := s.write(margin, y, f, ink, fromLeft, v.outcome.Label)
	unit := wordsPerYear
	if v.outcome.Span == model.AtEnd {
		unit = wordsAtYearEnd
		if v.outcome.Unit == "1" {
			unit += wordsIndexToo
		}
	}
	s.write(b.right+8, y, face{s.note, false, false}, secondary, fromLeft, unit)
	if v.outcome.Unit == "death" {
		words := v.note
		if words == "" {
			words = v.fewestWords() + "."
		}
		n := face{s.note, false, false}
		if v.short != "" && n.width(words) > right-margin {
			words = v.short
		}
		s.write(margin, y+s.note*1.35, n, ink, fromLeft, n.shortened(words, right-margin))
	}
}

// drawView draws what was counted, the model before the fork, and the paths. The
// large one also has the badge in full and what happened.
func (p *panel) drawView(v *view, first int, large bool, badge string) {
	s := p.sheet
	fork := float64(v.base)
	before, modelled := v.times, v.past
	width, height := s.badgeSize(badge)
	small := face{s.axis - 1, true, false}
	recorded := wordsRecorded
	switch {
	case v.base == first:
		recorded = "" // nothing is shown before the paths
	case len(v.counts) == 0:
		recorded = "" // the past that is shown is the model's own
	case small.width(recorded)+12 > p.x(fork)-p.left:
		recorded = wordsBefore
	}
	type place struct{ right, top float64 }
	var at place
	p.counts = v.outcome
	ticks := p.fit(0, v.most()*1.02, 5, func() {
		for _, c := range v.courses {
			p.remember(p.points(c.times(), c.values))
		}
		for _, c := range v.courses {
			for _, values := range c.futures {
				p.remember(p.points(c.times(), values))
			}
			if c.bands != nil {
				var low, high []float64
				for _, b := range c.bands {
					low, high = append(low, b.Low80), append(high, b.High80)
				}
				p.remember(p.points(c.times(), low))
				p.remember(p.points(c.times(), high))
			}
		}
		for _, past := range v.pasts {
			p.remember(p.points(v.times, past))
		}
		p.remember(p.points(before, modelled))
		for i, c := range v.counts {
			times := yearTimes(c.years)
			if i == 0 {
				p.remember(p.points(times, c.values))
			}
			p.drawn = append(p.drawn, p.points(times, c.values)...)
		}
	}, func() bool {
		x := p.x(fork)
		if !p.free(x-small.width(recorded)-8, p.top, x+small.width(wordsModel)+8, p.top+small.size+6) {
			return false
		}
		word := box{x, p.top, x + small.width(wordsModel) + 14, p.top + small.size + 8, ""}
		for _, at = range []place{
			{p.right - 8, p.top + 8}, {p.right - 8, p.top + small.size + 12}, {(x+p.right)/2 + width/2, p.top + 8}, {x + small.width(wordsModel) + 26 + width, p.top + 8},
			{p.right - 8, p.bottom - height - 10}, {x + 14 + width, p.bottom - height - 10},
		} {
			b := box{at.right - width, at.top, at.right, at.top + height, ""}
			if p.free(b.left, b.top, b.right, b.bottom) && !b.touches(word) {
				return true
			}
		}
		return false
	})
	p.zone(fork)
	p.grid(ticks, s.axis, tickWords(ticks))
	if large {
		p.history(fork)
	}
	x := p.x(fork)
	p.segment(x, p.top, x, p.bottom, stroke{ink, 1.6, []float64{2, 4}})
	p.write(x-8, p.top+small.size+2, small, ink, fromRight, recorded)
	p.write(x+8, p.top+small.size+2, small, ink, fromLeft, wordsModel)

	if v.pastBands != nil {
		p.bands(v.times, v.pastBands, ink)
	}
	for _, c := range v.courses {
		p.fan(&c)
	}
	p.drawPlainLine(before, modelled, stroke{ink, 1.4, []float64{5, 3}})
	for _, past := range v.pasts {
		p.drawPlainLine(v.times, past, stroke{withOpacity(ink, 0.35), 1.2, []float64{5, 3}})
	}
	for _, c := range v.courses {
		for _, values := range c.futures {
			p.drawPlainLine(c.times(), values, stroke{withOpacity(c.look.color, 0.45), 1.4, c.look.dash})
		}
	}
	for _, i := range order(v.courses) {
		c := &v.courses[i]
		p.curve(c.times(), c.values, c.look)
		for _, t := range c.turns {
			y := p.y(c.at(t))
			p.segment(p.x(t), y-9, p.x(t), y+9, stroke{c.look.color, 2.2, nil})
		}
	}
	p.dots(v.counts, 5)
	for _, i := range order(v.courses) {
		c := &v.courses[i]
		p.mark(p.right, p.y(c.values[len(c.values)-1]), 6, c.look)
	}
	s.badgeOf(badge, at.right, at.top)
}

// fan draws the middle 50% and 80% of a course that has them.
func (p *panel) fan(c *course) {
	if c.bands != nil {
		p.bands(c.times(), c.bands, c.look.color)
	}
}

// bands draws the middle 50% and 80% at each time.
func (p *panel) bands(times []float64, bands []ensemble.Band, shade color.NRGBA) {
	var low80, low50, high50, high80 []float64
	for _, b := range bands {
		low80, low50 = append(low80, b.Low80), append(low50, b.Low50)
		high50, high80 = append(high50, b.High50), append(high80, b.High80)
	}
	p.band(times, low80, high80, withOpacity(shade, 0.12))
	p.band(times, low50, high50, withOpacity(shade, 0.20))
}

// order is the order in which courses are drawn: the dots of the reference show
// on top of other lines, and a reader's own path lies on top of all.
func order(courses []course) []int {
	list := make([]int, len(courses))
	for i := range list {
		list[i] = i
	}
	rank := func(i int) int {
		switch courses[i].look.marker {
		case star:
			return 2
		case circle:
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

// gaps joins neighbouring years and leaves gaps where a year is missing.
func (p *panel) gaps(years []int, values []float64, how stroke) {
	for i := 1; i < len(years); i++ {
		if years[i] == years[i-1]+1 {
			p.drawPlainLine(yearTimes(years[i-1:i+1]), values[i-1:i+1], how)
		}
	}
}

// history notes what happened before the fork, where the lines leave room.
func (p *panel) history(fork float64) {
	f, bold := face{p.note, false, false}, face{p.note, true, false}
	step := math.Round(p.note * 1.25)
	top := p.top + 30
	for _, e := range events {
		width := bold.width(e.date)
		for _, line := range e.text {
			width = max(width, f.width(line))
		}
		x := p.x(e.year)
		height := step * float64(len(e.text)+1)
		if x+6+width > p.x(fork)-6 || !p.free(x, top-2, x+6+width, top+height) {
			continue
		}
		p.rect(x+3, top, x+8+width, top+height, white)
		p.segment(x, top-2, x, p.bottom, stroke{rgb(0xB0B0B0), 1.2, []float64{4, 3}})
		y := top + p.note - 2
		p.write(x+6, y, bold, secondary, fromLeft, e.date)
		for _, line := range e.text {
			y += step
			p.write(x+6, y, f, secondary, fromLeft, line)
		}
		top += height + 8
	}
}

// nameMost is the widest that the label of a path may get.
func (s *sheet) nameMost(v *view) float64 {
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

// cells are the columns of a view: the milestone years of single runs, the last
// year of an ensemble with the middle 80% where there is room, nothing of
// single members.
func (s *sheet) cells(v *view) []cell {
	f := face{s.axis, false, false}
	wide := f.width("00 000") + 12
	switch {
	case v.courses[0].futures != nil:
		return nil
	case v.courses[0].end != nil:
		list := []cell{{fmt.Sprint(v.last()), wide, func(c *course) string { return formatOutcome(v.outcome, c.end.Median) }}}
		if s.Width > 1000 {
			list = append(list, cell{wordsMiddle, f.width("0 000–00 000") + 14, func(c *course) string { return c.rangeWords(v.outcome) }})
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
func (s *sheet) barRoom(v *view) float64 {
	if v.courses[0].end == nil {
		return 0
	}
	return barWidth*float64(len(v.courses)) + 14
}

// labelRoom is the room the labels of the paths need at the right.
func (s *sheet) labelRoom(views []view) float64 {
	f := face{s.label, true, false}
	v := &views[0]
	var room float64
	for _, c := range v.courses {
		room = max(room, f.width(f.shortened(c.label, s.nameMost(v))))
	}
	for _, c := range s.cells(v) {
		room += c.width
	}
	if len(s.cells(v)) == 0 {
		room += 10
	}
	return 36 + room + s.barRoom(v)
}

// endLabels names the paths at the right of a panel, in the order of their last
// values, with their numbers.
func (s *sheet) endLabels(p *panel, v *view) {
	f, number := face{s.label, true, false}, face{s.axis, false, false}
	places := make([]int, len(v.courses))
	for i := range places {
		places[i] = i
	}
	end := func(i int) float64 { c := &v.courses[i]; return c.values[len(c.values)-1] }
	slices.SortStableFunc(places, func(a, b int) int { return compare(end(b), end(a)) })
	want := make([]float64, len(places))
	for k, i := range places {
		want[k] = p.y(end(i))
	}
	gap := math.Round(s.label * 1.38)
	low := p.top + s.label*1.6
	at := spread(want, gap, low, math.Max(p.bottom-4, low+gap*float64(len(want)-1)))
	cells := s.cells(v)
	right := make([]float64, len(cells))
	edge := s.Width - margin - s.barRoom(v)
	for k := len(cells) - 1; k >= 0; k-- {
		right[k] = edge
		edge -= cells[k].width
		s.write(right[k], p.top+4, face{s.note, true, false}, secondary, fromRight, cells[k].head)
	}
	for k, i := range places {
		c := &v.courses[i]
		y := at[k]
		s.line(drawLeader(p.right+9, want[k], p.right+24, y), stroke{c.look.color, 1.3, nil})
		s.mark(p.right+32, y, 5, c.look)
		s.write(p.right+43, y+0.36*f.size, f, c.look.color, fromLeft, f.shortened(c.label, s.nameMost(v)))
		for m := range cells {
			s.write(right[m], y+0.36*f.size, number, ink, fromRight, cells[m].words(c))
		}
		if c.end != nil {
			p.bar(s.Width-margin-barWidth*(float64(len(places)-k)-0.5), c)
		}
	}
}

// bar draws where the middle 50% and 80% of a path end. What lies beyond the
// panel is cut and marked.
func (p *panel) bar(x float64, c *course) {
	within := func(v float64) float64 { return math.Max(p.y(v), p.top) }
	p.segment(x, within(c.end.Low80), x, within(c.end.High80), stroke{withOpacity(c.look.color, 0.55), 3.5, nil})
	p.segment(x, within(c.end.Low50), x, within(c.end.High50), stroke{c.look.color, 8, nil})
	p.segment(x-5, p.y(c.end.Median), x+5, p.y(c.end.Median), stroke{white, 2.4, nil})
	if c.end.High80 > p.y1 {
		p.cut++
		p.cutMarks++
		p.polygon([]vg.Point{point(x, p.top-8), point(x+5, p.top), point(x-5, p.top)}, c.look.color)
	}
}
