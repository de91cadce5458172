// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// payers are the money rows of figure F4, each paid by somebody else. Announced
// investment is none: nobody pays it until it is disbursed.
var payers = []string{"operations_spending", "investment_disbursed", "programmes_spending", "trade_forgone"}

// spot is a path in one panel: what it costs one payer and who was killed.
type spot struct {
	path  *scenarios.Scenario
	look  canvas.Look
	x, y  float64
	cloud *ensemble.Cloud // of an ensemble; nil of single runs
}

// Frontier is figure F4: deaths against money, a column per payer and a row per
// death sum. Money of different payers is never added up.
func Frontier(runs []*scenarios.Run, against *scenarios.Run) *Figure {
	shown, left := chosen(runs, against)
	looks := canvas.LooksOf(pathsOf(shown))
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
	f.draw = func(s *canvas.Sheet) { drawFrontier(s, f, panels, frontierWords, st) }
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
func drawFrontier(s *canvas.Sheet, f *Figure, panels [][][]spot, foot string, st figureSource) {
	top := writeBadgedHeading(s, f) + s.Label*1.7
	bottom := writeFooter(s, st, foot+" "+alikeWords(panels)) - 12
	var looks []canvas.Look
	var labels []string
	for _, p := range panels[0][0] {
		looks, labels = append(looks, p.look), append(labels, p.path.Label)
	}
	top = s.Legend(top, looks, labels, false) + 4
	small := s.SmallType()
	note, bold := canvas.Face{Size: small, Bold: false, Italic: false}, canvas.Face{Size: s.Note, Bold: true, Italic: false}
	const between = 22
	var room float64
	for i := range panels {
		low, high := killed(panels[i])
		room = math.Max(room, s.RoomFor(low, high, 4, small))
	}
	columns := float64(len(payers))
	cell := (s.Width - 2*canvas.Margin - room - between*(columns-1)) / columns
	// Over the columns stands what is paid and by whom, as many lines as it takes.
	lines, more := 1, 1
	for _, payer := range payers {
		m := model.FindOutcome(payer)
		lines = max(lines, len(bold.Wrapped(m.Label, cell)))
		more = max(more, len(note.Wrapped(wordsPayer+m.Payer, cell)))
	}
	step := math.Round(s.Note * 1.28)
	for c, payer := range payers {
		m := model.FindOutcome(payer)
		left := canvas.Margin + room + float64(c)*(cell+between)
		y := top + s.Note + step*float64(lines-len(bold.Wrapped(m.Label, cell)))
		s.Paragraph(left, y, cell, bold, canvas.Ink, m.Label)
		s.Paragraph(left, top+s.Note+step*float64(lines), cell, note, canvas.Secondary, wordsPayer+m.Payer)
	}
	top += step*float64(lines) + small*1.3*float64(more) + 10
	tall := (bottom - top) / 2
	rowHead := s.Note * 1.7
	for i, o := range deathOutcomes() {
		y := top + float64(i)*tall
		low, high := killed(panels[i])
		row := make([]*canvas.Panel, len(payers))
		for c := range payers {
			left := canvas.Margin + room + float64(c)*(cell+between)
			row[c] = &canvas.Panel{Sheet: s, Left: left, Right: left + cell, Top: y + rowHead, Bottom: y + tall - small - 14,
				X1: spent(panels[i][c]) * 1.08}
		}
		drawSpots(s, row, panels[i], low, high)
		words := o.Label
		if from := row[0].Y0; from > 0 {
			words = fmt.Sprintf(wordsFrom, words, canvas.Grouped(fmt.Sprintf("%.0f", from)))
		}
		s.Write(canvas.Margin, y+s.Note, bold, canvas.Ink, canvas.FromLeft, words)
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
	return canvas.LevelsIn("death", low-(high-low)*0.15, high, 4)[0], high
}

// drawSpots draws a row of panels, which share the axis of those killed.
func drawSpots(s *canvas.Sheet, row []*canvas.Panel, spots [][]spot, low, high float64) {
	small := s.SmallType()
	tags := make([]func(), len(row))
	first := row[0]
	first.Counts = model.FindOutcome("deaths_all")
	ticks := first.Fit(low, high, 4, func() {
		for c, p := range row {
			p.Y0, p.Y1, p.Drawn = first.Y0, first.Y1, nil
			for _, q := range spots[c] {
				x, y := p.X(q.x), p.Y(q.y)
				for _, d := range []float64{-7, 0, 7} {
					p.Drawn = append(p.Drawn, canvas.Point(x+d, y-7), canvas.Point(x+d, y), canvas.Point(x+d, y+7))
				}
			}
			for _, q := range spots[c] {
				if q.cloud != nil {
					p.Remember(p.Points([]float64{q.cloud.AlongX.Low80, q.cloud.AlongX.High80}, []float64{q.y, q.y}))
					p.Remember(p.Points([]float64{q.x, q.x}, []float64{q.cloud.AlongY.Low80, q.cloud.AlongY.High80}))
				}
			}
			p.Remember(p.Points(staircase(paretoFront(spots[c]), p.X1, p.Y1)))
		}
	}, func() bool {
		for c, p := range row {
			if tags[c] = p.Tag(p.Left); tags[c] == nil {
				return false
			}
		}
		return true
	})
	f := canvas.Face{Size: small, Bold: false, Italic: false}
	for c, p := range row {
		p.Rect(p.Left, p.Top, p.Right, p.Bottom, canvas.ModelZone)
		words := canvas.TickWords(ticks)
		for _, v := range ticks {
			p.Segment(p.Left, p.Y(v), p.Right, p.Y(v), canvas.Stroke{Color: canvas.GridGrey, Width: 1, Dash: nil})
			if c == 0 {
				p.Write(p.Left-8, p.Y(v)+0.35*small, f, canvas.Secondary, canvas.FromRight, words(v))
			}
		}
		across := canvas.Levels(0, p.X1, 3)
		words = canvas.TickWords(across)
		for _, v := range across {
			if v <= p.X1 {
				x := p.X(v)
				p.Segment(x, p.Top, x, p.Bottom, canvas.Stroke{Color: canvas.GridGrey, Width: 1, Dash: nil})
				p.Write(math.Min(x, p.Right-f.Width(words(v))/2), p.Bottom+5+small, f, canvas.Secondary, canvas.Centred, words(v))
			}
		}
		p.Segment(p.Left, p.Bottom, p.Right, p.Bottom, canvas.Stroke{Color: canvas.AxisGrey, Width: 1.5, Dash: nil})
		for _, q := range spots[c] {
			drawCloud(p, q)
		}
		clip := p.Clip()
		for _, part := range clip.ClipLinesXY(p.Points(staircase(paretoFront(spots[c]), p.X1, p.Y1))) {
			p.Line(part, canvas.Stroke{Color: canvas.Ink, Width: 1.4, Dash: []float64{5, 4}})
		}
		for i := len(spots[c]) - 1; i >= 0; i-- {
			p.Mark(p.X(spots[c][i].x), p.Y(spots[c][i].y), 7, spots[c][i].look)
		}
		if tags[c] != nil {
			tags[c]()
		}
	}
}

// drawCloud draws the members of an ensemble and the cross of its middle 80%.
func drawCloud(p *canvas.Panel, q spot) {
	if q.cloud == nil {
		return
	}
	// One path for all dots keeps the file small. What lies beyond the frame is
	// drawn at its edge and points outwards.
	const r = 2
	var cloud vg.Path
	for k := range q.cloud.Xs {
		x, y := p.X(q.cloud.Xs[k]), p.Y(q.cloud.Ys[k])
		switch {
		case y < p.Top:
			x, y = math.Min(x, p.Right), p.Top
			cloud = append(cloud, canvas.Closed(canvas.Point(x, y-2*r), canvas.Point(x+1.5*r, y+r), canvas.Point(x-1.5*r, y+r))...)
		case x > p.Right:
			cloud = append(cloud, canvas.Closed(canvas.Point(p.Right+2*r, y), canvas.Point(p.Right-r, y+1.5*r), canvas.Point(p.Right-r, y-1.5*r))...)
		default:
			y = math.Min(y, p.Bottom)
			cloud = append(cloud, canvas.Closed(canvas.Point(x, y-r), canvas.Point(x+r, y), canvas.Point(x, y+r), canvas.Point(x-r, y))...)
		}
	}
	if len(cloud) > 0 {
		p.Fill(cloud, canvas.WithOpacity(q.look.Color, 0.35))
	}
	how := canvas.Stroke{Color: q.look.Color, Width: 1.8, Dash: nil}
	p.DrawPlainLine([]float64{q.cloud.AlongX.Low80, q.cloud.AlongX.High80}, []float64{q.y, q.y}, how)
	p.DrawPlainLine([]float64{q.x, q.x}, []float64{q.cloud.AlongY.Low80, q.cloud.AlongY.High80}, how)
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
