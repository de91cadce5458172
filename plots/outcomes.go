// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"strings"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
)

// six are the outcomes of figure F2: three that happen in a year, three that
// stand at its end.
var six = []string{"deaths_civilian_security", "deaths_all", "attacks", "fighters", "sanctuary", "ties"}

// Outcomes is figure F2: six outcomes side by side.
func Outcomes(runs []*scenarios.Run, against *scenarios.Run) *Figure {
	shown, left := chosen(runs, against)
	var views []view
	for _, name := range six {
		views = append(views, viewOf(model.FindOutcome(name), shown))
	}
	first, last := shown[0].Years.First(), views[0].last()
	f := &Figure{
		ID: "F2", Name: "outcomes",
		Title:       fmt.Sprintf(titleOutcomes, pathsWords(len(shown))),
		Subtitle:    fmt.Sprintf(subtitleOutcomes, first, last),
		Description: outcomesDescription(views),
	}
	for _, v := range views {
		f.Outcomes = append(f.Outcomes, v.outcome)
	}
	st := sourceOf(f, shown, left, against)
	f.draw = func(s *canvas.Sheet) { drawOutcomes(s, f, views, first, st) }
	return f
}

// sourceOf says what stands behind a figure of single runs.
func sourceOf(f *Figure, shown []*scenarios.Run, left int, against *scenarios.Run) figureSource {
	return figureSource{f.ID, f.Name, pathsOf(shown), left, against.World.Marked(), ""}
}

// pathsOf are the paths of runs.
func pathsOf(runs []*scenarios.Run) []*scenarios.Scenario {
	var paths []*scenarios.Scenario
	for _, r := range runs {
		paths = append(paths, r.Scenario)
	}
	return paths
}

// labelsOf are the labels of the paths of runs.
func labelsOf(runs []*scenarios.Run) []string {
	var labels []string
	for _, r := range runs {
		labels = append(labels, r.Scenario.Label)
	}
	return labels
}

// outcomesDescription is the figure in words: where every outcome ends.
func outcomesDescription(views []view) string {
	var b strings.Builder
	for _, v := range views {
		var parts []string
		for _, c := range v.courses {
			parts = append(parts, c.label+" "+formatOutcome(v.outcome, c.in(v.last())))
		}
		fmt.Fprintf(&b, "%s in %d: %s. ", v.outcome.Label, v.last(), strings.Join(parts, ", "))
	}
	return strings.TrimSpace(b.String())
}

// drawOutcomes lays out six small panels under a legend.
func drawOutcomes(s *canvas.Sheet, f *Figure, views []view, first int, st figureSource) {
	top := writeBadgedHeading(s, f) + s.Label*1.7
	bottom := writeFooter(s, st, recordedWords(views)) - 12
	var looks []canvas.Look
	for _, c := range views[0].courses {
		looks = append(looks, c.look)
	}
	top = s.Legend(top, looks, views[0].labels(), true) + 8
	const columns, rows, between = 3, 2, 28
	cell := (s.Width - 2*canvas.Margin - between*(columns-1)) / columns
	tall := (bottom - top) / rows
	small := s.SmallType()
	head, unit := canvas.Face{Size: s.Head - 1, Bold: true, Italic: false}, canvas.Face{Size: small, Bold: false, Italic: false}
	beside := s.Height < s.Width // the units stand beside the heads where all of them fit there
	for i := range views {
		beside = beside && head.Width(smallHead(views[i].outcome))+8+unit.Width(shortUnit(views[i].outcome)) <= cell
	}
	under := small * 1.3
	if beside {
		under = 0
	}
	for i := range views {
		v := &views[i]
		left := canvas.Margin + float64(i%columns)*(cell+between)
		y := top + float64(i/columns)*tall + s.Head
		name := s.Write(left, y, head, canvas.Ink, canvas.FromLeft, head.Shortened(smallHead(v.outcome), cell))
		if beside {
			s.Write(name.Right+8, y, unit, canvas.Secondary, canvas.FromLeft, shortUnit(v.outcome))
		} else {
			s.Write(left, y+under, unit, canvas.Secondary, canvas.FromLeft, unit.Shortened(smallUnit(v.outcome), cell))
		}
		p := &canvas.Panel{Sheet: s, Top: y + under + 14, Right: left + cell, Bottom: top + float64(i/columns+1)*tall - small - 16,
			X0: float64(first), X1: float64(v.last())}
		p.Left = left + s.RoomFor(0, v.most()*1.02, 4, small)
		drawSmall(p, v, first)
	}
}

// smallHead is what a small panel shows, in few words.
func smallHead(o *model.Outcome) string {
	if short, ok := shortHeads[o.Name]; ok {
		return short
	}
	return o.Label
}

// smallUnit is in what a small panel counts.
func smallUnit(o *model.Outcome) string {
	switch {
	case o.Unit == "1":
		return wordsIndex
	case o.Span == model.AtEnd:
		return o.Unit + "s, " + wordsYearEnd
	default:
		return wordsPerYear
	}
}

// shortUnit is smallUnit in fewer words, where what is counted stands beside it.
func shortUnit(o *model.Outcome) string {
	switch {
	case o.Unit == "1":
		return wordsShortIndex
	case o.Span == model.AtEnd:
		return wordsYearEnd
	default:
		return wordsPerYear
	}
}

// drawSmall draws one view in a small panel.
func drawSmall(p *canvas.Panel, v *view, first int) {
	fork := float64(v.base)
	small := p.SmallType()
	before, modelled := v.times, v.past
	var tag func()
	p.Counts = v.outcome
	ticks := p.Fit(0, v.most()*1.02, 4, func() {
		for _, c := range v.courses {
			p.Remember(p.Points(c.times(), c.values))
		}
		p.Remember(p.Points(before, modelled))
	}, func() bool {
		tag = p.Tag(p.X(fork))
		return tag != nil
	})
	p.Zone(fork)
	p.Grid(ticks, small, canvas.TickWords(ticks))
	p.Base(first, v.last(), small, true)
	p.Segment(p.X(fork), p.Top, p.X(fork), p.Bottom, canvas.Stroke{Color: canvas.Ink, Width: 1.4, Dash: []float64{2, 4}})
	p.DrawPlainLine(before, modelled, canvas.Stroke{Color: canvas.Ink, Width: 1.4, Dash: []float64{5, 3}})
	for _, i := range order(v.courses) {
		c := &v.courses[i]
		p.Curve(c.times(), c.values, c.look)
	}
	drawCounts(p, v.counts, 3.6)
	for _, i := range order(v.courses) {
		c := &v.courses[i]
		p.Mark(p.Right, p.Y(c.values[len(c.values)-1]), 5, c.look)
	}
	if tag != nil {
		tag()
	}
}

// drawCounts draws what was counted: the first source filled and joined, others
// hollow.
func drawCounts(p *canvas.Panel, counts []count, r float64) {
	if len(counts) > 0 {
		drawGaps(p, counts[0].years, counts[0].values, canvas.Stroke{Color: canvas.Black, Width: 2.5, Dash: nil})
	}
	for i := len(counts) - 1; i >= 0; i-- {
		for k, year := range counts[i].years {
			dot := canvas.Disc(p.X(float64(year)), p.Y(counts[i].values[k]), r)
			if i == 0 {
				p.Fill(dot, canvas.Black)
			} else {
				p.Fill(dot, canvas.White)
				p.Stroke(dot, canvas.Stroke{Color: canvas.Black, Width: 1.6, Dash: nil})
			}
		}
	}
}

// fromFork is the years of a comparison, written.
func fromFork(last int) string { return yearSpan(model.Fork.Year(), last) }

// yearSpan writes a span of years: 2026–40.
func yearSpan(first, last int) string {
	words := fmt.Sprint(last)
	if first/100 == last/100 {
		words = words[2:]
	}
	return fmt.Sprintf("%d–%s", first, words)
}
