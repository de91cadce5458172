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

// gap is what one path changes against another: an outcome year by year, less
// that of the other, and the whole.
type gap struct {
	path   *scenarios.Scenario
	look   canvas.Look
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
	looks := canvas.LooksOf(pathsOf(shown))
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
	f.draw = func(s *canvas.Sheet) { drawDifference(s, f, rows, against.Scenario, differenceWords, st) }
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
func drawDifference(s *canvas.Sheet, f *Figure, rows [][]gap, against *scenarios.Scenario, foot string, st figureSource) {
	top := writeBadgedHeading(s, f) + 14
	bottom := writeFooter(s, st, foot) - 12
	if len(rows[0]) == 0 {
		s.Write(canvas.Margin, top+60, canvas.Face{Size: s.Head, Bold: false, Italic: false}, canvas.Ink, canvas.FromLeft, wordsNothing)
		return
	}
	small := s.SmallType()
	const between = 40
	var room float64
	axes := make([][]float64, len(rows))
	spans := make([][2]float64, len(rows))
	for i := range rows {
		low, high := spanOf(rows[i])
		spans[i] = [2]float64{low, high}
		axes[i] = canvas.LevelsOf(model.FindOutcome("deaths_all"), low, high, 4)
		room = math.Max(room, s.TickRoom(axes[i], s.Axis)+canvas.Face{Size: s.Axis, Bold: false, Italic: false}.Width("+"))
	}
	columns := float64(len(rows[0]))
	cell := (s.Width - 2*canvas.Margin - room - between*(columns-1)) / columns
	cell = math.Min(cell, 620)
	left := func(k int) float64 { return canvas.Margin + room + float64(k)*(cell+between) }
	var looks []canvas.Look
	var labels []string
	for _, g := range rows[0] {
		looks, labels = append(looks, g.look), append(labels, g.path.Label)
	}
	top = s.PathHeads(top, s.Label, cell, left, looks, labels) + s.Label*0.5
	rowHead := s.Note*2.6 + 14
	spreadLines := 1
	if rows[0][0].spread != nil {
		for _, row := range rows {
			for k := range row {
				if (canvas.Face{Size: small, Bold: false, Italic: false}).Width(row[k].spreadWords()) > cell+between/2 {
					spreadLines = 2
				}
			}
		}
		rowHead += small * 1.3 * float64(spreadLines)
	}
	tall := (bottom - top - small - 8 - 22) / 2
	for i, o := range deathOutcomes() {
		y := top + float64(i)*(tall+22)
		s.Write(canvas.Margin, y+s.Note*0.95, canvas.Face{Size: s.Note, Bold: true, Italic: false}, canvas.Ink, canvas.FromLeft, o.Label)
		low, high := spans[i][0], spans[i][1]
		for k := range rows[i] {
			g := &rows[i][k]
			last := g.years[len(g.years)-1]
			p := &canvas.Panel{Sheet: s, Left: left(k), Right: left(k) + cell, Top: y + rowHead, Bottom: y + tall,
				X0: float64(g.years[0]), X1: float64(last)}
			s.Write(left(k), y+s.Note*2.3, canvas.Face{Size: s.Note, Bold: true, Italic: false}, canvas.Ink, canvas.FromLeft, fmt.Sprintf(wordsSum, yearSpan(g.began, last), g.changed()))
			if g.spread != nil {
				for n, line := range g.spreadIn(spreadLines) {
					s.Write(left(k), y+s.Note*2.3+small*1.3*float64(n+1), canvas.Face{Size: small, Bold: false, Italic: false}, canvas.Secondary, canvas.FromLeft, line)
				}
			}
			p.Y0, p.Y1 = math.Min(low, axes[i][0]), math.Max(high, axes[i][len(axes[i])-1])
			drawGap(p, g, axes[i], k == 0, i == len(rows)-1, against)
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
func drawGap(p *canvas.Panel, g *gap, ticks []float64, numbers, years bool, against *scenarios.Scenario) {
	s := p.Sheet
	p.Rect(p.Left, p.Top, p.Right, p.Bottom, canvas.ModelZone)
	words := canvas.TickWords(ticks)
	small := s.SmallType()
	for _, v := range ticks {
		y := p.Y(v)
		p.Segment(p.Left, y, p.Right, y, canvas.Stroke{Color: canvas.GridGrey, Width: 1, Dash: nil})
		if numbers {
			p.Write(p.Left-8, y+0.35*s.Axis, canvas.Face{Size: s.Axis, Bold: false, Italic: false}, canvas.Secondary, canvas.FromRight, Plus(words(v)))
		}
	}
	times := yearTimes(g.years)
	p.Remember(p.Points(times, g.values))
	p.Remember([]vg.Point{canvas.Point(p.Left, p.Y(0)), canvas.Point(p.Right, p.Y(0))})
	if g.bands != nil {
		var low80, low50, high50, high80 []float64
		for _, b := range g.bands {
			low80, low50 = append(low80, b.Low80), append(low50, b.Low50)
			high50, high80 = append(high50, b.High50), append(high80, b.High80)
		}
		p.Remember(p.Points(times, low80))
		p.Remember(p.Points(times, high80))
		p.Band(times, low80, high80, canvas.WithOpacity(g.look.Color, 0.16))
		p.Band(times, low50, high50, canvas.WithOpacity(g.look.Color, 0.26))
	}
	p.Segment(p.Left, p.Y(0), p.Right, p.Y(0), canvas.Stroke{Color: canvas.Ink, Width: 2, Dash: nil})
	p.Curve(times, g.values, g.look)
	p.Mark(p.Right, p.Y(g.values[len(g.values)-1]), 6, g.look)
	if numbers {
		f := canvas.Face{Size: small, Bold: false, Italic: true}
		up := fmt.Sprintf(wordsMoreThan, against.Label)
		if f.Width(up) > p.Right-p.Left-14 {
			up = wordsMore
		}
		if w := f.Width(up); p.Free(p.Left+7, p.Top+4, p.Left+7+w, p.Top+6+small) {
			p.Write(p.Left+7, p.Top+3+small, f, canvas.Secondary, canvas.FromLeft, up)
		}
		if w := f.Width(wordsFewer); p.Free(p.Left+7, p.Bottom-small-6, p.Left+7+w, p.Bottom-2) {
			p.Write(p.Left+7, p.Bottom-7, f, canvas.Secondary, canvas.FromLeft, wordsFewer)
		}
	}
	if tag := p.Tag(p.Left); tag != nil {
		tag()
	}
	if years {
		p.Base(g.years[0], g.years[len(g.years)-1], small, true)
	}
}
