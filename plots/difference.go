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

// gap is what one path changes against another: an outcome year by year, less
// that of the other, and the whole.
type gap struct {
	path   *scenarios.Scenario
	look   look
	began  int   // the year from which the paths act
	years  []int // from the last shared year on
	values []float64
	whole  float64
	tied   bool            // whether the wholes of the two paths lie within the tie rule
	bands  []ensemble.Band // by year, of paired draws; nil of single runs
	spread *ensemble.Band  // of the whole, where there are bands
}

// deathOutcomes are the two death deathOutcomes, which always stand together.
func deathOutcomes() []*model.Outcome {
	return []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")}
}

// Difference is figure F3: for each path and both death sums, those killed less
// those under the path compared with.
func Difference(runs []*scenarios.Run, against *scenarios.Run) *Figure {
	shown, left := chosen(runs, against)
	looks := looksOf(pathsOf(shown))
	rows := make([][]gap, 2)
	for i, o := range deathOutcomes() {
		for k, r := range shown {
			if r == against {
				continue
			}
			g := gap{path: r.Scenario, look: looks[k], began: began(r), whole: o.Of(r.Years) - o.Of(against.Years), tied: scenarios.Tied(o.Of(r.Years), o.Of(against.Years))}
			for year := baseOf(r); year <= r.Years.Last(); year++ {
				g.years = append(g.years, year)
				g.values = append(g.values, o.In(r.Years, year)-o.In(against.Years, year))
			}
			rows[i] = append(rows[i], g)
		}
	}
	f := &Figure{
		ID: "F3", Name: "difference", Outcomes: deathOutcomes(),
		Title:    fmt.Sprintf(titleDifference, against.Scenario.Label),
		Subtitle: fmt.Sprintf(subtitleDifference, against.Scenario.Label),
	}
	f.Description = differenceDescription(rows, against.Scenario)
	st := sourceOf(f, shown, left, against)
	f.draw = func(s *sheet) { s.drawDifference(f, rows, against.Scenario, differenceWords, st) }
	return f
}

// differenceDescription is the figure in words.
func differenceDescription(rows [][]gap, against *scenarios.Scenario) string {
	var b strings.Builder
	for i, o := range deathOutcomes() {
		var parts []string
		for _, g := range rows[i] {
			part := g.path.Label + " " + changed(g.whole)
			if g.tied {
				part += " (a tie within 5%)"
			}
			if g.spread != nil {
				part += " (" + g.spreadWords() + ")"
			}
			parts = append(parts, part)
		}
		if len(parts) == 0 {
			return "There is no other path to compare."
		}
		fmt.Fprintf(&b, "%s from %d to %d, minus %s: %s. ", o.Label, rows[i][0].began, rows[i][0].years[len(rows[i][0].years)-1],
			against.Label, strings.Join(parts, ", "))
	}
	return strings.TrimSpace(b.String())
}

// drawDifference lays out a column per path and a row per death sum.
func (s *sheet) drawDifference(f *Figure, rows [][]gap, against *scenarios.Scenario, foot string, st figureSource) {
	top := s.badgedHeading(f) + 14
	bottom := s.footer(st, foot) - 12
	if len(rows[0]) == 0 {
		s.write(margin, top+60, face{s.head, false, false}, ink, fromLeft, wordsNothing)
		return
	}
	small := s.smallType()
	const between = 40
	var room float64
	axes := make([][]float64, len(rows))
	spans := make([][2]float64, len(rows))
	for i := range rows {
		low, high := spanOf(rows[i])
		spans[i] = [2]float64{low, high}
		axes[i] = levelsOf(model.FindOutcome("deaths_all"), low, high, 4)
		room = math.Max(room, s.tickRoom(axes[i], s.axis)+face{s.axis, false, false}.width("+"))
	}
	columns := float64(len(rows[0]))
	cell := (s.Width - 2*margin - room - between*(columns-1)) / columns
	cell = math.Min(cell, 620)
	left := func(k int) float64 { return margin + room + float64(k)*(cell+between) }
	var looks []look
	var labels []string
	for _, g := range rows[0] {
		looks, labels = append(looks, g.look), append(labels, g.path.Label)
	}
	top = s.pathHeads(top, s.label, cell, left, looks, labels) + s.label*0.5
	rowHead := s.note*2.6 + 14
	spreadLines := 1
	if rows[0][0].spread != nil {
		for _, row := range rows {
			for k := range row {
				if (face{small, false, false}).width(row[k].spreadWords()) > cell+between/2 {
					spreadLines = 2
				}
			}
		}
		rowHead += small * 1.3 * float64(spreadLines)
	}
	tall := (bottom - top - small - 8 - 22) / 2
	for i, o := range deathOutcomes() {
		y := top + float64(i)*(tall+22)
		s.write(margin, y+s.note*0.95, face{s.note, true, false}, ink, fromLeft, o.Label)
		low, high := spans[i][0], spans[i][1]
		for k := range rows[i] {
			g := &rows[i][k]
			last := g.years[len(g.years)-1]
			p := &panel{sheet: s, left: left(k), right: left(k) + cell, top: y + rowHead, bottom: y + tall,
				x0: float64(g.years[0]), x1: float64(last)}
			s.write(left(k), y+s.note*2.3, face{s.note, true, false}, ink, fromLeft, fmt.Sprintf(wordsSum, yearSpan(g.began, last), g.changed()))
			if g.spread != nil {
				for n, line := range g.spreadIn(spreadLines) {
					s.write(left(k), y+s.note*2.3+small*1.3*float64(n+1), face{small, false, false}, secondary, fromLeft, line)
				}
			}
			p.y0, p.y1 = math.Min(low, axes[i][0]), math.Max(high, axes[i][len(axes[i])-1])
			p.drawGap(g, axes[i], k == 0, i == len(rows)-1, against)
		}
	}
}

// spreadIn is spreadWords in one line or two.
func (g *gap) spreadIn(lines int) []string {
	words := g.spreadWords()
	if at := strings.Index(words, " to "); lines == 2 && at > 0 {
		return []string{words[:at], words[at+1:]}
	}
	return []string{words}
}

// spreadWords is between which values the middle 80% of the members lies.
func (g *gap) spreadWords() string {
	return fmt.Sprintf(wordsSpread, changed(g.spread.Low80), changed(g.spread.High80))
}

// changed writes a difference in people, of which there are no tenths.
func changed(v float64) string {
	if math.Abs(v) < 0.5 {
		return "0"
	}
	return Signed(v)
}

// changed is the whole in words, marked where it is a tie.
func (g *gap) changed() string {
	if g.tied {
		return wordsTie + changed(g.whole)
	}
	return changed(g.whole)
}

// spanOf is the range of the numbers of a row, 0 included and no less than one.
func spanOf(gaps []gap) (low, high float64) {
	for _, g := range gaps {
		low, high = math.Min(low, slices.Min(g.values)), math.Max(high, slices.Max(g.values))
		for _, b := range g.bands {
			low, high = math.Min(low, b.Low80), math.Max(high, b.High80)
		}
	}
	if high-low < 1 {
		high = low + 1
	}
	return low, high
}

// drawGap draws one panel; the first of a row has the numbers of the levels.
func (p *panel) drawGap(g *gap, ticks []float64, numbers, years bool, against *scenarios.Scenario) {
	s := p.sheet
	p.rect(p.left, p.top, p.right, p.bottom, modelZone)
	words := tickWords(ticks)
	small := s.smallType()
	for _, v := range ticks {
		y := p.y(v)
		p.segment(p.left, y, p.right, y, stroke{gridGrey, 1, nil})
		if numbers {
			p.write(p.left-8, y+0.35*s.axis, face{s.axis, false, false}, secondary, fromRight, Plus(words(v)))
		}
	}
	times := yearTimes(g.years)
	p.remember(p.points(times, g.values))
	p.remember([]vg.Point{point(p.left, p.y(0)), point(p.right, p.y(0))})
	if g.bands != nil {
		var low80, low50, high50, high80 []float64
		for _, b := range g.bands {
			low80, low50 = append(low80, b.Low80), append(low50, b.Low50)
			high50, high80 = append(high50, b.High50), append(high80, b.High80)
		}
		p.remember(p.points(times, low80))
		p.remember(p.points(times, high80))
		p.band(times, low80, high80, withOpacity(g.look.color, 0.16))
		p.band(times, low50, high50, withOpacity(g.look.color, 0.26))
	}
	p.segment(p.left, p.y(0), p.right, p.y(0), stroke{ink, 2, nil})
	p.curve(times, g.values, g.look)
	p.mark(p.right, p.y(g.values[len(g.values)-1]), 6, g.look)
	if numbers {
		f := face{small, false, true}
		up := fmt.Sprintf(wordsMoreThan, against.Label)
		if f.width(up) > p.right-p.left-14 {
			up = wordsMore
		}
		if w := f.width(up); p.free(p.left+7, p.top+4, p.left+7+w, p.top+6+small) {
			p.write(p.left+7, p.top+3+small, f, secondary, fromLeft, up)
		}
		if w := f.width(wordsFewer); p.free(p.left+7, p.bottom-small-6, p.left+7+w, p.bottom-2) {
			p.write(p.left+7, p.bottom-7, f, secondary, fromLeft, wordsFewer)
		}
	}
	if tag := p.tag(p.left); tag != nil {
		tag()
	}
	if years {
		p.base(g.years[0], g.years[len(g.years)-1], small, true)
	}
}
