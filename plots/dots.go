// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"crossroads/scenarios"
)

// Dot is one row of a figure: a number with the interval around it; NaN for no
// number.
type Dot struct {
	Label, Note   string
	At, Low, High float64
}

// Dots is one panel of rows.
type Dots struct {
	Head string
	Unit string // "1" for an index
	Rows []Dot
	Mark *float64 // a number to compare the rows with, drawn through all of them
}

// number writes a number of the panel.
func (d *Dots) number(v float64) string {
	if d.Unit == "1" {
		return Index(v)
	}
	return Number(v)
}

// Importance is figure F5b: how much each assumption matters to outcomes of path
// a, or of a less b, over many sets of assumptions. The panels come by outcome,
// what matters most first; b may be nil.
func Importance(a, b *scenarios.Scenario, w *scenarios.World, last int, what, interval string, panels []Dots, drawn string) *Figure {
	subject, paths := a.Label, []*scenarios.Scenario{a}
	if b != nil {
		subject, paths = a.Label+" minus "+b.Label, append(paths, b)
	}
	f := &Figure{ID: "F5b", Name: "importance", Title: titleImportance, Subtitle: fmt.Sprintf(subtitleImportance, subject, fromFork(last), what, w.Name)}
	f.dots(panels, false, fmt.Sprintf(importanceWords, interval), figureSource{id: f.ID, name: f.Name, paths: paths, world: w.Marked(), draws: drawn})
	return f
}

// Pillars is figure F9a: what the pillars of a path change alone and together.
func Pillars(path, against *scenarios.Scenario, w *scenarios.World, last int, panels []Dots, drawn string) *Figure {
	f := &Figure{ID: "F9a", Name: "pillars", Title: fmt.Sprintf(titlePillars, path.Label), Subtitle: fmt.Sprintf(subtitlePillars, against.Label, fromFork(last), w.Name)}
	f.dots(panels, true, pillarsWords, figureSource{id: f.ID, name: f.Name, paths: []*scenarios.Scenario{path, against}, world: w.Marked(), draws: drawn})
	return f
}

// RestsOn is figure F9c: a path less its rivals with one mechanism of the model
// switched off at a time; the first row of a panel has all of them.
func RestsOn(path *scenarios.Scenario, rivals []*scenarios.Scenario, w *scenarios.World, last int, panels []Dots, drawn string) *Figure {
	f := &Figure{ID: "F9c", Name: "rests-on", Title: fmt.Sprintf(titleRestsOn, path.Label), Subtitle: fmt.Sprintf(subtitleRestsOn, fromFork(last), w.Name)}
	f.dots(panels, true, restsOnWords, figureSource{id: f.ID, name: f.Name, paths: append([]*scenarios.Scenario{path}, rivals...), world: w.Marked(), draws: drawn})
	return f
}

// dots completes a figure of rows. Panels that share their labels show them
// once, at the left.
func (f *Figure) dots(panels []Dots, shared bool, foot string, st figureSource) {
	var d strings.Builder
	for i := range panels {
		fmt.Fprintf(&d, "%s. ", panels[i].Head)
		for _, r := range panels[i].Rows {
			if math.IsNaN(r.At) {
				continue
			}
			fmt.Fprintf(&d, "%s: %s (%s to %s). ", r.Label, panels[i].number(r.At), panels[i].number(r.Low), panels[i].number(r.High))
		}
	}
	f.Description = strings.TrimSpace(d.String())
	f.draw = func(s *sheet) { s.drawDots(f, panels, shared, foot, st) }
}

// leastRow is the least height of a row with its words beside it, in sizes of
// small type.
const leastRow = 1.3

// drawDots lays out the panels side by side.
func (s *sheet) drawDots(f *Figure, panels []Dots, shared bool, foot string, st figureSource) {
	small, head := face{s.smallType(), false, false}, face{s.note, true, false}
	top := s.badgedHeading(f) + 14
	rows := len(panels[0].Rows)
	most := int((s.Height - top - 7*s.smallType() - 60) / (leastRow * s.smallType()))
	if shared && rows > most { // what moves least is left out, and said to be
		panels = fewerRows(panels, most)
		foot += fmt.Sprintf(" "+wordsLeftOut, rows-len(panels[0].Rows))
	}
	bottom := s.footer(st, foot) - 12
	const between = 26
	left := float64(margin)
	label := small
	if shared {
		if len(panels[0].Rows) <= 12 { // few rows have room for larger words
			label.size = s.axis
		}
		for _, r := range panels[0].Rows {
			left = math.Max(left, margin+label.width(r.Label)+12)
		}
	}
	cell := (s.Width - margin - left - between*float64(len(panels)-1)) / float64(len(panels))
	lines := 1
	for i := range panels {
		lines = max(lines, len(head.wrapped(panels[i].Head, cell)))
	}
	step := math.Round(head.size * 1.25)
	for i := range panels {
		x := left + float64(i)*(cell+between)
		s.paragraph(x, top+head.size, cell, head, ink, panels[i].Head)
		p := &panel{sheet: s, left: x, right: x + cell, top: top + step*float64(lines) + 10, bottom: bottom - small.size*1.6}
		p.rows(&panels[i], shared)
		if !shared || i > 0 {
			continue
		}
		row := (p.bottom - p.top) / float64(len(panels[0].Rows))
		for k, r := range panels[0].Rows {
			s.write(left-10, p.top+row*(float64(k)+0.5)+0.36*label.size, label, ink, fromRight, r.Label)
		}
	}
}

// fewerRows keeps the first row and, of the others, those that lie farthest from
// it in any panel, in their order.
func fewerRows(panels []Dots, most int) []Dots {
	type far struct {
		row  int
		away float64
	}
	var list []far
	for k := range panels[0].Rows {
		var away float64
		for i := range panels {
			first := panels[i].Rows[0].At
			away = math.Max(away, math.Abs(panels[i].Rows[k].At-first)/math.Max(math.Abs(first), 1e-9))
		}
		if k == 0 {
			away = math.Inf(1)
		}
		list = append(list, far{k, away})
	}
	slices.SortStableFunc(list, func(a, b far) int { return compare(b.away, a.away) })
	list = list[:max(2, most)]
	slices.SortFunc(list, func(a, b far) int { return a.row - b.row })
	kept := slices.Clone(panels)
	for i := range kept {
		kept[i].Rows = nil
		for _, one := range list {
			kept[i].Rows = append(kept[i].Rows, panels[i].Rows[one.row])
		}
	}
	return kept
}

// rows draws the rows of one panel; their labels too unless they stand beside
// all panels.
func (p *panel) rows(d *Dots, shared bool) {
	small, bold := face{p.smallType(), false, false}, face{p.smallType(), true, false}
	low, high := 0.0, 0.0
	for _, r := range d.Rows {
		if math.IsNaN(r.At) {
			continue
		}
		low, high = math.Min(low, math.Min(r.At, r.Low)), math.Max(high, math.Max(r.At, r.High))
	}
	if high <= low {
		high = low + 1
	}
	room := (high - low) * 0.04
	if low < 0 {
		low -= room
	}
	p.x0, p.x1 = low, high+room
	p.rect(p.left, p.top, p.right, p.bottom, modelZone)
	ticks := levelsIn(d.Unit, p.x0, p.x1, 5)
	words := tickWords(ticks)
	ticks = slices.DeleteFunc(ticks, func(v float64) bool { return v < p.x0 || v > p.x1 })
	origin := slices.IndexFunc(ticks, func(v float64) bool { return v >= 0 })
	for _, v := range ticks {
		p.segment(p.x(v), p.top, p.x(v), p.bottom, stroke{gridGrey, 1, nil})
	}
	// 0 has a number, and so has every level, or every second, ... from it on.
	for every := 1; every <= len(ticks); every++ {
		var numbers []box
		for i, v := range ticks {
			half := small.width(words(v)) / 2
			if x := math.Min(math.Max(p.x(v), p.left+half-8), p.right-half+8); (i-origin)%every == 0 {
				numbers = append(numbers, box{left: x - half, right: x + half, words: words(v)})
			}
		}
		apart := true
		for i := 1; i < len(numbers); i++ {
			apart = apart && numbers[i].left > numbers[i-1].right+6
		}
		if !apart {
			continue
		}
		for _, n := range numbers {
			p.write(n.left, p.bottom+4+small.size, small, secondary, fromLeft, n.words)
		}
		break
	}
	zero := p.x(0)
	p.segment(zero, p.top, zero, p.bottom, stroke{ink, 2, nil})
	if d.Mark != nil {
		x := p.x(*d.Mark)
		p.segment(x, p.top, x, p.bottom, stroke{secondary, 1.4, []float64{4, 3}})
	}
	row := (p.bottom - p.top) / float64(len(d.Rows))
	for k, r := range d.Rows {
		y := p.top + row*(float64(k)+0.5)
		if !shared {
			y += small.size * 0.62
			name := p.write(p.left+7, y-small.size*0.75, bold, ink, fromLeft, bold.shortened(r.Label, p.right-p.left-small.width(r.Note)-24))
			p.write(name.right+6, y-small.size*0.75, small, secondary, fromLeft, r.Note)
		}
		if math.IsNaN(r.At) {
			continue // there is no such number
		}
		thick := math.Min(6, row*0.3)
		p.rect(p.x(r.Low), y-thick/2, p.x(r.High), y+thick/2, rgb(0xB5B5B5))
		p.fill(disc(p.x(r.At), y, math.Min(5, row*0.3)), ink)
	}
}
