// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// payers are the money rows of figure F4, each paid by somebody else. Announced
// investment is none: nobody pays it until it is disbursed.
var payers = []string{"operations_spending", "investment_disbursed", "programmes_spending", "trade_forgone"}

// spot is a path in one panel: what it costs one payer and who was killed.
type spot struct {
	path  *scenarios.Scenario
	look  look
	x, y  float64
	cloud *ensemble.Cloud // of an ensemble; nil of single runs
}

// Frontier is figure F4: deaths against money, a column per payer and a row per
// death sum. Money of different payers is never added up.
func Frontier(runs []*scenarios.Run, against *scenarios.Run) *Figure {
	shown, left := chosen(runs, against)
	looks := looksOf(pathsOf(shown))
	panels := make([][][]spot, 2) // by sum and payer
	for i, o := range deathOutcomes() {
		for _, payer := range payers {
			money := model.FindOutcome(payer)
			var spots []spot
			for k, r := range shown {
				spots = append(spots, spot{r.Scenario, looks[k], money.Of(r.Years), o.Of(r.Years), nil})
			}
			panels[i] = append(panels[i], spots)
		}
	}
	f := &Figure{
		ID: "F4", Name: "frontier",
		Title:       fmt.Sprintf(titleFrontier, pathsWords(len(shown))),
		Subtitle:    fmt.Sprintf(subtitleFrontier, began(against), against.Years.Last()),
		Description: frontierDescription(panels), Outcomes: deathOutcomes(),
	}
	for _, payer := range payers {
		f.Outcomes = append(f.Outcomes, model.FindOutcome(payer))
	}
	st := sourceOf(f, shown, left, against)
	f.draw = func(s *sheet) { s.drawFrontier(f, panels, frontierWords, st) }
	return f
}

// frontierDescription is the figure in words.
func frontierDescription(panels [][][]spot) string {
	var b strings.Builder
	for k := range panels[0][0] {
		fmt.Fprintf(&b, "%s: ", panels[0][0][k].path.Label)
		for i, o := range deathOutcomes() {
			fmt.Fprintf(&b, "%s %s; ", strings.ToLower(o.Label[:1])+o.Label[1:], Number(panels[i][0][k].y))
		}
		var parts []string
		for c, payer := range payers {
			m := model.FindOutcome(payer)
			parts = append(parts, fmt.Sprintf("%s %s (paid by %s)", strings.ToLower(m.Label[:1])+m.Label[1:], Number(panels[0][c][k].x), m.Payer))
		}
		fmt.Fprintf(&b, "USD million: %s. ", strings.Join(parts, ", "))
	}
	b.WriteString(alikeWords(panels))
	return b.String()
}

// alikeWords says in how many panels one path has both the fewest killed and
// the least money.
func alikeWords(panels [][][]spot) string {
	alike, all := 0, 0
	for _, row := range panels {
		for _, spots := range row {
			all++
			least := slices.MinFunc(spots, func(a, b spot) int { return compare(a.x, b.x) })
			lowest := slices.MinFunc(spots, func(a, b spot) int { return compare(a.y, b.y) })
			if lowest.x == least.x || least.y == lowest.y {
				alike++
			}
		}
	}
	return fmt.Sprintf(wordsAlike, numberWords(alike), numberWords(all))
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// paretoFront are the spots than which no other has both fewer killed and less money, in
// order of money.
func paretoFront(spots []spot) []spot {
	var list []spot
	for _, a := range spots {
		if !slices.ContainsFunc(spots, func(b spot) bool {
			return b.x <= a.x && b.y <= a.y && (b.x < a.x || b.y < a.y)
		}) {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, func(a, b spot) int { return compare(a.x, b.x) })
	return list
}

// drawFrontier lays out a column per payer and a row per death sum.
func (s *sheet) drawFrontier(f *Figure, panels [][][]spot, foot string, st figureSource) {
	top := s.badgedHeading(f) + s.label*1.7
	bottom := s.footer(st, foot+" "+alikeWords(panels)) - 12
	var looks []look
	var labels []string
	for _, p := range panels[0][0] {
		looks, labels = append(looks, p.look), append(labels, p.path.Label)
	}
	top = s.legend(top, looks, labels, false) + 4
	small := s.smallType()
	note, bold := face{small, false, false}, face{s.note, true, false}
	const between = 22
	var room float64
	for i := range panels {
		low, high := killed(panels[i])
		room = math.Max(room, s.roomFor(low, high, 4, small))
	}
	columns := float64(len(payers))
	cell := (s.Width - 2*margin - room - between*(columns-1)) / columns
	// Over the columns stands what is paid and by whom, as many lines as it takes.
	lines, more := 1, 1
	for _, payer := range payers {
		m := model.FindOutcome(payer)
		lines = max(lines, len(bold.wrapped(m.Label, cell)))
		more = max(more, len(note.wrapped(wordsPayer+m.Payer, cell)))
	}
	step := math.Round(s.note * 1.28)
	for c, payer := range payers {
		m := model.FindOutcome(payer)
		left := margin + room + float64(c)*(cell+between)
		y := top + s.note + step*float64(lines-len(bold.wrapped(m.Label, cell)))
		s.paragraph(left, y, cell, bold, ink, m.Label)
		s.paragraph(left, top+s.note+step*float64(lines), cell, note, secondary, wordsPayer+m.Payer)
	}
	top += step*float64(lines) + small*1.3*float64(more) + 10
	tall := (bottom - top) / 2
	rowHead := s.note * 1.7
	for i, o := range deathOutcomes() {
		y := top + float64(i)*tall
		low, high := killed(panels[i])
		row := make([]*panel, len(payers))
		for c := range payers {
			left := margin + room + float64(c)*(cell+between)
			row[c] = &panel{sheet: s, left: left, right: left + cell, top: y + rowHead, bottom: y + tall - small - 14,
				x1: spent(panels[i][c]) * 1.08}
		}
		s.drawSpots(row, panels[i], low, high)
		words := o.Label
		if from := row[0].y0; from > 0 {
			words = fmt.Sprintf(wordsFrom, words, grouped(fmt.Sprintf("%.0f", from)))
		}
		s.write(margin, y+s.note, bold, ink, fromLeft, words)
	}
}

// spent is the most money in a panel.
func spent(spots []spot) float64 {
	var most float64
	for _, p := range spots {
		most = math.Max(most, p.x)
		if p.cloud != nil {
			most = math.Max(most, p.cloud.AlongX.High80)
		}
	}
	return most
}

// killed is where the axis of a death sum begins and ends: it begins above 0
// where that would leave the upper half empty, and the figure says so.
func killed(panels [][]spot) (low, high float64) {
	low = math.Inf(1)
	for _, spots := range panels {
		for _, p := range spots {
			low, high = math.Min(low, p.y), math.Max(high, p.y)
			if p.cloud != nil {
				low, high = math.Min(low, p.cloud.AlongY.Low80), math.Max(high, p.cloud.AlongY.High80)
			}
		}
	}
	high += (high - low) * 0.12
	if low < high/2 {
		return 0, high
	}
	return levelsIn("death", low-(high-low)*0.15, high, 4)[0], high
}

// drawSpots draws a row of panels, which share the axis of those killed.
func (s *sheet) drawSpots(row []*panel, spots [][]spot, low, high float64) {
	small := s.smallType()
	tags := make([]func(), len(row))
	first := row[0]
	first.counts = model.FindOutcome("deaths_all")
	ticks := first.fit(low, high, 4, func() {
		for c, p := range row {
			p.y0, p.y1, p.drawn = first.y0, first.y1, nil
			for _, q := range spots[c] {
				x, y := p.x(q.x), p.y(q.y)
				for _, d := range []float64{-7, 0, 7} {
					p.drawn = append(p.drawn, point(x+d, y-7), point(x+d, y), point(x+d, y+7))
				}
			}
			for _, q := range spots[c] {
				if q.cloud != nil {
					p.remember(p.points([]float64{q.cloud.AlongX.Low80, q.cloud.AlongX.High80}, []float64{q.y, q.y}))
					p.remember(p.points([]float64{q.x, q.x}, []float64{q.cloud.AlongY.Low80, q.cloud.AlongY.High80}))
				}
			}
			p.remember(p.points(staircase(paretoFront(spots[c]), p.x1, p.y1)))
		}
	}, func() bool {
		for c, p := range row {
			if tags[c] = p.tag(p.left); tags[c] == nil {
				return false
			}
		}
		return true
	})
	f := face{small, false, false}
	for c, p := range row {
		p.rect(p.left, p.top, p.right, p.bottom, modelZone)
		words := tickWords(ticks)
		for _, v := range ticks {
			p.segment(p.left, p.y(v), p.right, p.y(v), stroke{gridGrey, 1, nil})
			if c == 0 {
				p.write(p.left-8, p.y(v)+0.35*small, f, secondary, fromRight, words(v))
			}
		}
		across := levels(0, p.x1, 3)
		words = tickWords(across)
		for _, v := range across {
			if v <= p.x1 {
				x := p.x(v)
				p.segment(x, p.top, x, p.bottom, stroke{gridGrey, 1, nil})
				p.write(math.Min(x, p.right-f.width(words(v))/2), p.bottom+5+small, f, secondary, centred, words(v))
			}
		}
		p.segment(p.left, p.bottom, p.right, p.bottom, stroke{axisGrey, 1.5, nil})
		for _, q := range spots[c] {
			p.cloudOf(q)
		}
		clip := p.clip()
		for _, part := range clip.ClipLinesXY(p.points(staircase(paretoFront(spots[c]), p.x1, p.y1))) {
			p.line(part, stroke{ink, 1.4, []float64{5, 4}})
		}
		for i := len(spots[c]) - 1; i >= 0; i-- {
			p.mark(p.x(spots[c][i].x), p.y(spots[c][i].y), 7, spots[c][i].look)
		}
		if tags[c] != nil {
			tags[c]()
		}
	}
}

// cloudOf draws the members of an ensemble and the cross of its middle 80%.
func (p *panel) cloudOf(q spot) {
	if q.cloud == nil {
		return
	}
	// One path for all dots keeps the file small. What lies beyond the frame is
	// drawn at its edge and points outwards.
	const r = 2
	var cloud vg.Path
	for k := range q.cloud.Xs {
		x, y := p.x(q.cloud.Xs[k]), p.y(q.cloud.Ys[k])
		switch {
		case y < p.top:
			x, y = math.Min(x, p.right), p.top
			cloud = append(cloud, closed(point(x, y-2*r), point(x+1.5*r, y+r), point(x-1.5*r, y+r))...)
		case x > p.right:
			cloud = append(cloud, closed(point(p.right+2*r, y), point(p.right-r, y+1.5*r), point(p.right-r, y-1.5*r))...)
		default:
			y = math.Min(y, p.bottom)
			cloud = append(cloud, closed(point(x, y-r), point(x+r, y), point(x, y+r), point(x-r, y))...)
		}
	}
	if len(cloud) > 0 {
		p.fill(cloud, withOpacity(q.look.color, 0.35))
	}
	how := stroke{q.look.color, 1.8, nil}
	p.drawPlainLine([]float64{q.cloud.AlongX.Low80, q.cloud.AlongX.High80}, []float64{q.y, q.y}, how)
	p.drawPlainLine([]float64{q.x, q.x}, []float64{q.cloud.AlongY.Low80, q.cloud.AlongY.High80}, how)
}

// staircase joins the unbeaten spots: straight down from the top, then step by
// step to the right edge.
func staircase(front []spot, right, top float64) (xs, ys []float64) {
	for i, q := range front {
		if i == 0 {
			xs, ys = append(xs, q.x), append(ys, top)
		} else {
			xs, ys = append(xs, q.x), append(ys, front[i-1].y)
		}
		xs, ys = append(xs, q.x), append(ys, q.y)
	}
	last := front[len(front)-1]
	return append(xs, right), append(ys, last.y)
}
