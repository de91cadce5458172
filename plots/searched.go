// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// CostPoint is an outcome with what the dearest year costs, in USD million.
type CostPoint struct {
	Path    *scenarios.Scenario // nil for a schedule found
	Money   float64
	Outcome float64
}

// Search is what was found for one outcome.
type Search struct {
	Outcome *model.Outcome
	Front   []CostPoint // fewest found, by rising budget
	Here    CostPoint   // found at the budget given
	Paths   []CostPoint // built-in paths
}

// Searched is figure F10: the fewest found under each budget, with the built-in
// paths as they are.
func Searched(w *scenarios.World, last int, searches []Search, drawn string) *Figure {
	f := &Figure{ID: "F10", Name: "searched", Title: titleSearched, Subtitle: fmt.Sprintf(subtitleSearched, fromFork(last), w.Name)}
	var d strings.Builder
	var paths []*scenarios.Scenario
	for i, one := range searches {
		fmt.Fprintf(&d, "%s. ", one.Outcome.Label)
		for _, p := range one.Front {
			fmt.Fprintf(&d, "Found at %s USD million: %s. ", Number(p.Money), formatOutcome(one.Outcome, p.Outcome))
		}
		for _, p := range one.Paths {
			fmt.Fprintf(&d, "%s at %s: %s. ", p.Path.Label, Number(p.Money), formatOutcome(one.Outcome, p.Outcome))
			if i == 0 {
				paths = append(paths, p.Path)
			}
		}
	}
	f.Description = strings.TrimSpace(d.String())
	st := figureSource{id: f.ID, name: f.Name, paths: paths, world: w.Marked(), draws: drawn}
	f.draw = func(s *sheet) { s.drawSearched(f, searches, paths, st) }
	return f
}

// drawSearched lays out a panel per outcome under one legend.
func (s *sheet) drawSearched(f *Figure, searches []Search, paths []*scenarios.Scenario, st figureSource) {
	top := s.badgedHeading(f) + s.label*1.7
	bottom := s.footer(st, searchedWords) - 12
	looks := looksOf(paths)
	labels := make([]string, 0, len(paths)+1)
	for _, p := range paths {
		labels = append(labels, p.Label)
	}
	top = s.legend(top, append(slices.Clone(looks), foundLook), append(labels, wordsFoundHere), false) + 10
	small, head := face{s.smallType(), false, false}, face{s.note, true, false}
	const between = 40
	columns := float64(len(searches))
	cell := (s.Width - 2*margin - between*(columns-1)) / columns
	for i := range searches {
		one := &searches[i]
		x := margin + float64(i)*(cell+between)
		s.write(x, top+head.size, head, ink, fromLeft, head.shortened(one.Outcome.Label, cell))
		var money, most float64
		for _, p := range append(append(slices.Clone(one.Front), one.Paths...), one.Here) {
			money, most = math.Max(money, p.Money), math.Max(most, p.Outcome)
		}
		room := s.roomFor(0, most, 5, small.size)
		p := &panel{sheet: s, left: x + room, right: x + cell, top: top + head.size + 20, bottom: bottom - small.size*3, x0: -0.03 * money, x1: money * 1.06, y1: most * 1.08}
		p.rect(p.left, p.top, p.right, p.bottom, modelZone)
		ticks := levelsOf(one.Outcome, 0, p.y1, 5)
		p.y1 = ticks[len(ticks)-1]
		p.grid(ticks, small.size, tickWords(ticks))
		across := levels(0, p.x1, 6)
		words := tickWords(across)
		for _, v := range across {
			if v > p.x1 {
				continue
			}
			half := small.width(words(v)) / 2
			p.write(math.Min(p.x(v), p.right-half), p.bottom+4+small.size, small, secondary, centred, words(v))
		}
		p.segment(p.left, p.bottom, p.right, p.bottom, stroke{axisGrey, 1.5, nil})
		p.write((p.left+p.right)/2, p.bottom+small.size*2.5, small, secondary, centred, wordsMoney)
		var xs, ys []float64
		for _, q := range one.Front {
			xs, ys = append(xs, q.Money), append(ys, q.Outcome)
		}
		p.drawPlainLine(xs, ys, stroke{ink, 2.5, nil})
		for _, q := range one.Front {
			p.fill(disc(p.x(q.Money), p.y(q.Outcome), 3.5), ink)
		}
		for k, q := range one.Paths {
			p.mark(p.x(q.Money), p.y(q.Outcome), 7, looks[k])
		}
		p.mark(p.x(one.Here.Money), p.y(one.Here.Outcome), 7, foundLook)
	}
}

// foundLook marks what was found by search.
var foundLook = look{black, nil, 2.5, star, true}
