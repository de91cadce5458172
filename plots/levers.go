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
	f.draw = func(s *sheet) { s.drawLevers(f, rows, idle, shown, against, st) }
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
	return grouped(fmt.Sprintf("%.0f", v))
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
func (s *sheet) drawLevers(f *Figure, rows []*model.Lever, idle []string, runs []*scenarios.Run, against *scenarios.Run, st figureSource) {
	top := s.badgedHeading(f) + 18
	words := leversWords
	if len(idle) > 0 {
		words += " " + fmt.Sprintf(wordsIdle, list(idle))
	}
	bottom := s.footerLines(words, st.line()) - 8
	small := s.smallType()
	name, number, unit := face{s.note, true, false}, face{small, true, false}, face{small, false, false}
	var head float64
	for _, l := range rows {
		head = math.Max(head, name.width(l.Label))
	}
	head = math.Min(head, s.Width*0.2)
	const between = 18
	looks := looksOf(pathsOf(runs))
	cell := (s.Width - 2*margin - head - between*float64(len(runs))) / float64(len(runs))
	first, last := float64(began(against)), float64(against.Years.Last()+1)
	left := func(k int) float64 { return margin + head + between + float64(k)*(cell+between) }
	top = s.pathHeads(top, s.label-1, cell, left, looks, labelsOf(runs))
	for k := range runs {
		p := &panel{sheet: s, left: left(k), right: left(k) + cell, x0: first, x1: last}
		p.years(top+small*1.35, small, yearTicks(int(first), int(last)-1), true)
	}
	top += small*1.35 + 10
	tall := (bottom - top) / float64(len(rows))
	for i, l := range rows {
		base := top + float64(i+1)*tall - 3
		foot := base - math.Max(2, (tall-small*3)/2) // in the middle of a tall row
		s.write(margin, foot-small*1.25, name, ink, fromLeft, name.shortened(l.Label, head))
		s.write(margin, foot, unit, secondary, fromLeft, unit.shortened(leverUnit(l), head))
		var most float64
		for _, r := range runs {
			most = math.Max(most, highest(l, r))
		}
		if l.High <= 1 {
			most = 1 // a share is drawn against the whole
		}
		reference := settings(l, against)
		for k, r := range runs {
			p := &panel{sheet: s, left: left(k), right: left(k) + cell, top: base - tall + small + 9, bottom: base, x0: first, x1: last, y1: most}
			steps := p.steps(settings(l, r))
			area := append(append([]vg.Point{point(p.left, base)}, steps...), point(p.right, base))
			s.polygon(area, withOpacity(looks[k].color, 0.16))
			s.segment(p.left, base, p.right, base, stroke{axisGrey, 1, nil})
			if r != against {
				s.line(p.steps(reference), stroke{secondary, 1.4, []float64{2, 3}})
			}
			s.line(steps, stroke{looks[k].color, 2.6, nil})
			right := math.Inf(-1)
			marks := keySettings(settings(l, r))
			for n, t := range marks {
				text := t.words(l)
				x, y := p.x(t.at.Time())+2, p.y(t.value)-5
				if n+1 < len(marks) && marks[n+1].from != nil && p.x(marks[n+1].from.at.Time()) < x+number.width(text) {
					continue // the ramp that follows would run through it, and names the value itself
				}
				if r != against {
					// Above the dots of the reference rather than on them.
					if ref := p.y(settingAt(reference, t.at)); ref < y+4 && ref > y-0.85*small {
						y = ref - 4
					}
				}
				width := number.width(text)
				x = math.Min(x, p.right-width)
				if x < right+6 {
					x = right + 6
				}
				if x+width > p.right+between-4 {
					continue
				}
				s.write(x, y, number, ink, fromLeft, text)
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

// steps is the course of a lever: level through a month, then up or down to the
// next.
func (p *panel) steps(list []setting) []vg.Point {
	var points []vg.Point
	for i, s := range list {
		if i > 0 && s.value == list[i-1].value && i+1 < len(list) {
			continue
		}
		x := p.x(s.at.Time())
		if i > 0 {
			points = append(points, point(x, p.y(list[i-1].value)))
		}
		points = append(points, point(x, p.y(s.value)))
	}
	return append(points, point(p.right, p.y(list[len(list)-1].value)))
}
