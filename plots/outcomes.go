// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"strings"

	"crossroads/model"
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
	f.draw = func(s *sheet) { s.drawOutcomes(f, views, first, st) }
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
func (s *sheet) drawOutcomes(f *Figure, views []view, first int, st figureSource) {
	top := s.badgedHeading(f) + s.label*1.7
	bottom := s.footer(st, recordedWords(views)) - 12
	var looks []look
	for _, c := range views[0].courses {
		looks = append(looks, c.look)
	}
	top = s.legend(top, looks, views[0].labels(), true) + 8
	const columns, rows, between = 3, 2, 28
	cell := (s.Width - 2*margin - between*(columns-1)) / columns
	tall := (bottom - top) / rows
	small := s.smallType()
	head, unit := face{s.head - 1, true, false}, face{small, false, false}
	beside := s.Height < s.Width // the units stand beside the heads where all of them fit there
	for i := range views {
		beside = beside && head.width(smallHead(views[i].outcome))+8+unit.width(shortUnit(views[i].outcome)) <= cell
	}
	under := small * 1.3
	if beside {
		under = 0
	}
	for i := range views {
		v := &views[i]
		left := margin + float64(i%columns)*(cell+between)
		y := top + float64(i/columns)*tall + s.head
		name := s.write(left, y, head, ink, fromLeft, head.shortened(smallHead(v.outcome), cell))
		if beside {
			s.write(name.right+8, y, unit, secondary, fromLeft, shortUnit(v.outcome))
		} else {
			s.write(left, y+under, unit, secondary, fromLeft, unit.shortened(smallUnit(v.outcome), cell))
		}
		p := &panel{sheet: s, top: y + under + 14, right: left + cell, bottom: top + float64(i/columns+1)*tall - small - 16,
			x0: float64(first), x1: float64(v.last())}
		p.left = left + s.roomFor(0, v.most()*1.02, 4, small)
		p.drawSmall(v, first)
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
func (p *panel) drawSmall(v *view, first int) {
	fork := float64(v.base)
	small := p.smallType()
	before, modelled := v.times, v.past
	var tag func()
	p.counts = v.outcome
	ticks := p.fit(0, v.most()*1.02, 4, func() {
		for _, c := range v.courses {
			p.remember(p.points(c.times(), c.values))
		}
		p.remember(p.points(before, modelled))
	}, func() bool {
		tag = p.tag(p.x(fork))
		return tag != nil
	})
	p.zone(fork)
	p.grid(ticks, small, tickWords(ticks))
	p.base(first, v.last(), small, true)
	p.segment(p.x(fork), p.top, p.x(fork), p.bottom, stroke{ink, 1.4, []float64{2, 4}})
	p.drawPlainLine(before, modelled, stroke{ink, 1.4, []float64{5, 3}})
	for _, i := range order(v.courses) {
		c := &v.courses[i]
		p.curve(c.times(), c.values, c.look)
	}
	p.dots(v.counts, 3.6)
	for _, i := range order(v.courses) {
		c := &v.courses[i]
		p.mark(p.right, p.y(c.values[len(c.values)-1]), 5, c.look)
	}
	if tag != nil {
		tag()
	}
}

// dots draws what was counted: the first source filled and joined, others
// hollow.
func (p *panel) dots(counts []count, r float64) {
	if len(counts) > 0 {
		p.gaps(counts[0].years, counts[0].values, stroke{black, 2.5, nil})
	}
	for i := len(counts) - 1; i >= 0; i-- {
		for k, year := range counts[i].years {
			dot := disc(p.x(float64(year)), p.y(counts[i].values[k]), r)
			if i == 0 {
				p.fill(dot, black)
			} else {
				p.fill(dot, white)
				p.stroke(dot, stroke{black, 1.6, nil})
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
