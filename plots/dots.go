// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"crossroads/plots/canvas"
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
	f.draw = func(s *canvas.Sheet) { drawDots(s, f, panels, shared, foot, st) }
}

// leastRow is the least height of a row with its words beside it, in sizes of
// small type.
const leastRow = 1.3

// drawDots lays out the panels side by side.
func drawDots(s *canvas.Sheet, f *Figure, panels []Dots, shared bool, foot string, st figureSource) {
	small, head := canvas.Face{Size: s.SmallType(), Bold: false, Italic: false}, canvas.Face{Size: s.Note, Bold: true, Italic: false}
	top := writeBadgedHeading(s, f) + 14
	rows := len(panels[0].Rows)
	most := int((s.Height - top - 7*s.SmallType() - 60) / (leastRow * s.SmallType()))
	if shared && rows > most { // what moves least is left out, and said to be
		panels = fewerRows(panels, most)
		foot += fmt.Sprintf(" "+wordsLeftOut, rows-len(panels[0].Rows))
	}
	bottom := writeFooter(s, st, foot) - 12
	const between = 26
	left := float64(canvas.Margin)
	label := small
	if shared {
		if len(panels[0].Rows) <= 12 { // few rows have room for larger words
			label.Size = s.Axis
		}
		for _, r := range panels[0].Rows {
			left = math.Max(left, canvas.Margin+label.Width(r.Label)+12)
		}
	}
	cell := (s.Width - canvas.Margin - left - between*float64(len(panels)-1)) / float64(len(panels))
	lines := 1
	for i := range panels {
		lines = max(lines, len(head.Wrapped(panels[i].Head, cell)))
	}
	step := math.Round(head.Size * 1.25)
	for i := range panels {
		x := left + float64(i)*(cell+between)
		s.Paragraph(x, top+head.Size, cell, head, canvas.Ink, panels[i].Head)
		p := &canvas.Panel{Sheet: s, Left: x, Right: x + cell, Top: top + step*float64(lines) + 10, Bottom: bottom - small.Size*1.6}
		drawRows(p, &panels[i], shared)
		if !shared || i > 0 {
			continue
		}
		row := (p.Bottom - p.Top) / float64(len(panels[0].Rows))
		for k, r := range panels[0].Rows {
			s.Write(left-10, p.Top+row*(float64(k)+0.5)+0.36*label.Size, label, canvas.Ink, canvas.FromRight, r.Label)
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

// drawRows draws the rows of one panel; their labels too unless they stand beside
// all panels.
func drawRows(p *canvas.Panel, d *Dots, shared bool) {
	small, bold := canvas.Face{Size: p.SmallType(), Bold: false, Italic: false}, canvas.Face{Size: p.SmallType(), Bold: true, Italic: false}
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
	p.X0, p.X1 = low, high+room
	p.Rect(p.Left, p.Top, p.Right, p.Bottom, canvas.ModelZone)
	ticks := canvas.LevelsIn(d.Unit, p.X0, p.X1, 5)
	words := canvas.TickWords(ticks)
	ticks = slices.DeleteFunc(ticks, func(v float64) bool { return v < p.X0 || v > p.X1 })
	origin := slices.IndexFunc(ticks, func(v float64) bool { return v >= 0 })
	for _, v := range ticks {
		p.Segment(p.X(v), p.Top, p.X(v), p.Bottom, canvas.Stroke{Color: canvas.GridGrey, Width: 1, Dash: nil})
	}
	// 0 has a number, and so has every level, or every second, ... from it on.
	for every := 1; every <= len(ticks); every++ {
		var numbers []canvas.Box
		for i, v := range ticks {
			half := small.Width(words(v)) / 2
			if x := math.Min(math.Max(p.X(v), p.Left+half-8), p.Right-half+8); (i-origin)%every == 0 {
				numbers = append(numbers, canvas.Box{Left: x - half, Right: x + half, Words: words(v)})
			}
		}
		apart := true
		for i := 1; i < len(numbers); i++ {
			apart = apart && numbers[i].Left > numbers[i-1].Right+6
		}
		if !apart {
			continue
		}
		for _, n := range numbers {
			p.Write(n.Left, p.Bottom+4+small.Size, small, canvas.Secondary, canvas.FromLeft, n.Words)
		}
		break
	}
	zero := p.X(0)
	p.Segment(zero, p.Top, zero, p.Bottom, canvas.Stroke{Color: canvas.Ink, Width: 2, Dash: nil})
	if d.Mark != nil {
		x := p.X(*d.Mark)
		p.Segment(x, p.Top, x, p.Bottom, canvas.Stroke{Color: canvas.Secondary, Width: 1.4, Dash: []float64{4, 3}})
	}
	row := (p.Bottom - p.Top) / float64(len(d.Rows))
	for k, r := range d.Rows {
		y := p.Top + row*(float64(k)+0.5)
		if !shared {
			y += small.Size * 0.62
			name := p.Write(p.Left+7, y-small.Size*0.75, bold, canvas.Ink, canvas.FromLeft, bold.Shortened(r.Label, p.Right-p.Left-small.Width(r.Note)-24))
			p.Write(name.Right+6, y-small.Size*0.75, small, canvas.Secondary, canvas.FromLeft, r.Note)
		}
		if math.IsNaN(r.At) {
			continue // there is no such number
		}
		thick := math.Min(6, row*0.3)
		p.Rect(p.X(r.Low), y-thick/2, p.X(r.High), y+thick/2, canvas.Rgb(0xB5B5B5))
		p.Fill(canvas.Disc(p.X(r.At), y, math.Min(5, row*0.3)), canvas.Ink)
	}
}
