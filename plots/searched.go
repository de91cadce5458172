// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
)

// CostPoint is an outcome with what the costliest year costs, in USD million.
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
	f.draw = func(s *canvas.Sheet) { drawSearched(s, f, searches, paths, st) }
	return f
}

// drawSearched lays out a panel per outcome under one legend.
func drawSearched(s *canvas.Sheet, f *Figure, searches []Search, paths []*scenarios.Scenario, st figureSource) {
	top := writeBadgedHeading(s, f) + s.Label*1.7
	bottom := writeFooter(s, st, searchedWords) - 12
	looks := canvas.LooksOf(paths)
	labels := make([]string, 0, len(paths)+1)
	for _, p := range paths {
		labels = append(labels, p.Label)
	}
	top = s.Legend(top, append(slices.Clone(looks), foundLook), append(labels, wordsFoundHere), false) + 10
	small, head := canvas.Face{Size: s.SmallType(), Bold: false, Italic: false}, canvas.Face{Size: s.Note, Bold: true, Italic: false}
	const between = 40
	columns := float64(len(searches))
	cell := (s.Width - 2*canvas.Margin - between*(columns-1)) / columns
	for i := range searches {
		one := &searches[i]
		x := canvas.Margin + float64(i)*(cell+between)
		s.Write(x, top+head.Size, head, canvas.Ink, canvas.FromLeft, head.Shortened(one.Outcome.Label, cell))
		var money, most float64
		for _, p := range append(append(slices.Clone(one.Front), one.Paths...), one.Here) {
			money, most = math.Max(money, p.Money), math.Max(most, p.Outcome)
		}
		room := s.RoomFor(0, most, 5, small.Size)
		p := &canvas.Panel{Sheet: s, Left: x + room, Right: x + cell, Top: top + head.Size + 20, Bottom: bottom - small.Size*3, X0: -0.03 * money, X1: money * 1.06, Y1: most * 1.08}
		p.Rect(p.Left, p.Top, p.Right, p.Bottom, canvas.ModelZone)
		ticks := canvas.LevelsOf(one.Outcome, 0, p.Y1, 5)
		p.Y1 = ticks[len(ticks)-1]
		p.Grid(ticks, small.Size, canvas.TickWords(ticks))
		across := canvas.Levels(0, p.X1, 6)
		words := canvas.TickWords(across)
		for _, v := range across {
			if v > p.X1 {
				continue
			}
			half := small.Width(words(v)) / 2
			p.Write(math.Min(p.X(v), p.Right-half), p.Bottom+4+small.Size, small, canvas.Secondary, canvas.Centred, words(v))
		}
		p.Segment(p.Left, p.Bottom, p.Right, p.Bottom, canvas.Stroke{Color: canvas.AxisGrey, Width: 1.5, Dash: nil})
		p.Write((p.Left+p.Right)/2, p.Bottom+small.Size*2.5, small, canvas.Secondary, canvas.Centred, wordsMoney)
		var xs, ys []float64
		for _, q := range one.Front {
			xs, ys = append(xs, q.Money), append(ys, q.Outcome)
		}
		p.DrawPlainLine(xs, ys, canvas.Stroke{Color: canvas.Ink, Width: 2.5, Dash: nil})
		for _, q := range one.Front {
			p.Fill(canvas.Disc(p.X(q.Money), p.Y(q.Outcome), 3.5), canvas.Ink)
		}
		for k, q := range one.Paths {
			p.Mark(p.X(q.Money), p.Y(q.Outcome), 7, looks[k])
		}
		p.Mark(p.X(one.Here.Money), p.Y(one.Here.Outcome), 7, foundLook)
	}
}

// foundLook marks what was found by search.
var foundLook = canvas.Look{Color: canvas.Black, Dash: nil, Width: 2.5, Marker: canvas.Star, Hollow: true}
