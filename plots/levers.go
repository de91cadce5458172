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
)

// Levers is figure F7: what each path does, lever by lever. A lever that no path
// shown ever moves from 0 is named in the footer instead.
func Levers(runs []*scenarios.Run, against *scenarios.Run) *Figure {
	shown, left := chosen(runs, against)
	var rows []*model.Lever
	var idle []string
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		if slices.ContainsFunc(shown, func(r *scenarios.Run) bool { return highest(l, r) > 0 }) {
			rows = append(rows, l)
		} else {
			idle = append(idle, l.Label)
		}
	}
	last := against.Years.Last()
	f := &Figure{
		ID: "F7", Name: "levers",
		Title:       titleLevers,
		Subtitle:    fmt.Sprintf(subtitleLevers, began(against), last, against.Scenario.Label),
		Description: leversDescription(rows, shown),
	}
	st := sourceOf(f, shown, left, against)
	f.draw = func(s *canvas.Sheet) { drawLevers(s, f, rows, idle, shown, against, st) }
	return f
}

// setting is a lever from one month on. From is where a ramp that ends there
// began.
type setting struct {
	at    model.Month
	value float64
	from  *setting
}

// settings are the levers in force from the fork on, month by month.
func settings(l *model.Lever, r *scenarios.Run) []setting {
	var list []setting
	for m := r.Years.PolicyStart(); m < r.Trajectory.Horizon.End; m++ {
		list = append(list, setting{at: m, value: *l.Of(&r.Trajectory.At(m).Levers)})
	}
	return list
}

func highest(l *model.Lever, r *scenarios.Run) float64 {
	var top float64
	for _, s := range settings(l, r) {
		top = math.Max(top, s.value)
	}
	return top
}

// keySettings are the settings a reader needs numbers for: the first, and where a step
// or a ramp ends. A ramp that begins at once has no number at its foot.
func keySettings(list []setting) []setting {
	var keep []setting
	began := 0
	for i, s := range list {
		moved := i > 0 && s.value != list[i-1].value
		moves := i+1 < len(list) && list[i+1].value != s.value
		switch {
		case moved && moves:
		case moved && i-began > 1:
			s.from = &list[began]
			keep = append(keep, s)
		case moved, i == 0 && !(moves && len(list) > 2 && list[2].value != list[1].value):
			keep = append(keep, s)
		}
		if !moved {
			began = i
		}
	}
	return keep
}

// words is the number beside a setting.
func (s setting) words(l *model.Lever) string {
	if s.from != nil {
		return leverNumber(l, s.from.value) + " → " + leverNumber(l, s.value)
	}
	return leverNumber(l, s.value)
}

// leverNumber writes a setting.
func leverNumber(l *model.Lever, v float64) string {
	if l.High <= 1 {
		return strings.TrimSuffix(strings.TrimRight(Index(v), "0"), ".")
	}
	return canvas.Grouped(fmt.Sprintf("%.0f", v))
}

// leversDescription is the figure in words.
func leversDescription(rows []*model.Lever, runs []*scenarios.Run) string {
	var b strings.Builder
	for _, r := range runs {
		var parts []string
		for _, l := range rows {
			var steps []string
			for _, t := range keySettings(settings(l, r)) {
				steps = append(steps, fmt.Sprintf("%s in %d", t.words(l), t.at.Year()))
			}
			parts = append(parts, strings.ToLower(l.Label[:1])+l.Label[1:]+" "+strings.Join(steps, ", then "))
		}
		fmt.Fprintf(&b, "%s: %s. ", r.Scenario.Label, strings.Join(parts, "; "))
	}
	return strings.TrimSpace(b.String())
}

// drawLevers lays out a row per lever and a column per path.
func drawLevers(s *canvas.Sheet, f *Figure, rows []*model.Lever, idle []string, runs []*scenarios.Run, against *scenarios.Run, st figureSource) {
	top := writeBadgedHeading(s, f) + 18
	words := leversWords
	if len(idle) > 0 {
		words += " " + fmt.Sprintf(wordsIdle, list(idle))
	}
	bottom := s.FooterLines(words, st.line()) - 8
	small := s.SmallType()
	name, number, unit := canvas.Face{Size: s.Note, Bold: true, Italic: false}, canvas.Face{Size: small, Bold: true, Italic: false}, canvas.Face{Size: small, Bold: false, Italic: false}
	var head float64
	for _, l := range rows {
		head = math.Max(head, name.Width(l.Label))
	}
	head = math.Min(head, s.Width*0.2)
	const between = 18
	looks := canvas.LooksOf(pathsOf(runs))
	cell := (s.Width - 2*canvas.Margin - head - between*float64(len(runs))) / float64(len(runs))
	first, last := float64(began(against)), float64(against.Years.Last()+1)
	left := func(k int) float64 { return canvas.Margin + head + between + float64(k)*(cell+between) }
	top = s.PathHeads(top, s.Label-1, cell, left, looks, labelsOf(runs))
	for k := range runs {
		p := &canvas.Panel{Sheet: s, Left: left(k), Right: left(k) + cell, X0: first, X1: last}
		p.Years(top+small*1.35, small, canvas.YearTicks(int(first), int(last)-1), true)
	}
	top += small*1.35 + 10
	tall := (bottom - top) / float64(len(rows))
	for i, l := range rows {
		base := top + float64(i+1)*tall - 3
		foot := base - math.Max(2, (tall-small*3)/2) // in the middle of a tall row
		s.Write(canvas.Margin, foot-small*1.25, name, canvas.Ink, canvas.FromLeft, name.Shortened(l.Label, head))
		s.Write(canvas.Margin, foot, unit, canvas.Secondary, canvas.FromLeft, unit.Shortened(leverUnit(l), head))
		var most float64
		for _, r := range runs {
			most = math.Max(most, highest(l, r))
		}
		if l.High <= 1 {
			most = 1 // a share is drawn against the whole
		}
		reference := settings(l, against)
		for k, r := range runs {
			p := &canvas.Panel{Sheet: s, Left: left(k), Right: left(k) + cell, Top: base - tall + small + 9, Bottom: base, X0: first, X1: last, Y1: most}
			steps := stepPoints(p, settings(l, r))
			area := append(append([]vg.Point{canvas.Point(p.Left, base)}, steps...), canvas.Point(p.Right, base))
			s.Polygon(area, canvas.WithOpacity(looks[k].Color, 0.16))
			s.Segment(p.Left, base, p.Right, base, canvas.Stroke{Color: canvas.AxisGrey, Width: 1, Dash: nil})
			if r != against {
				s.Line(stepPoints(p, reference), canvas.Stroke{Color: canvas.Secondary, Width: 1.4, Dash: []float64{2, 3}})
			}
			s.Line(steps, canvas.Stroke{Color: looks[k].Color, Width: 2.6, Dash: nil})
			right := math.Inf(-1)
			marks := keySettings(settings(l, r))
			for n, t := range marks {
				text := t.words(l)
				x, y := p.X(t.at.Time())+2, p.Y(t.value)-5
				if n+1 < len(marks) && marks[n+1].from != nil && p.X(marks[n+1].from.at.Time()) < x+number.Width(text) {
					continue // the ramp that follows would run through it, and names the value itself
				}
				if r != against {
					// Above the dots of the reference rather than on them.
					if ref := p.Y(settingAt(reference, t.at)); ref < y+4 && ref > y-0.85*small {
						y = ref - 4
					}
				}
				width := number.Width(text)
				x = math.Min(x, p.Right-width)
				if x < right+6 {
					x = right + 6
				}
				if x+width > p.Right+between-4 {
					continue
				}
				s.Write(x, y, number, canvas.Ink, canvas.FromLeft, text)
				right = x + width
			}
		}
	}
}

// leverUnit is the unit of a lever as a reader says it.
func leverUnit(l *model.Lever) string {
	if l.Unit == "1" {
		return wordsShare
	}
	return strings.TrimSpace(strings.Replace(strings.TrimPrefix(l.Unit, "major operation"), "/year", " per year", 1))
}

// settingAt is the value in a month.
func settingAt(list []setting, m model.Month) float64 {
	for _, s := range list {
		if s.at == m {
			return s.value
		}
	}
	return 0
}

// stepPoints is the course of a lever: level through a month, then up or down to the
// next.
func stepPoints(p *canvas.Panel, list []setting) []vg.Point {
	var points []vg.Point
	for i, s := range list {
		if i > 0 && s.value == list[i-1].value && i+1 < len(list) {
			continue
		}
		x := p.X(s.at.Time())
		if i > 0 {
			points = append(points, canvas.Point(x, p.Y(list[i-1].value)))
		}
		points = append(points, canvas.Point(x, p.Y(s.value)))
	}
	return append(points, canvas.Point(p.Right, p.Y(list[len(list)-1].value)))
}
