// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"strings"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
)

// Timing is figure F9b: what changes where the security pillar of a path and the
// rest of it begin later, each in its year. Maps come by outcome, the year of
// security and the year of the rest; the first of each begins the whole path at
// once.
func Timing(path, against *scenarios.Scenario, w *scenarios.World, last int, outcomes []*model.Outcome, years []int, maps [][][]float64) *Figure {
	f := &Figure{
		ID: "F9b", Name: "timing", Title: fmt.Sprintf(titleTiming, path.Label),
		Subtitle: fmt.Sprintf(subtitleTiming, years[0], fromFork(last), w.Name, against.Label),
	}
	var d strings.Builder
	for n, o := range outcomes {
		end := len(years) - 1
		fmt.Fprintf(&d, "%s: all parts begun in %d instead of %d %s; security alone so late %s; the rest alone so late %s. ", o.Label, years[end], years[0],
			Plus(formatOutcome(o, maps[n][end][end]-maps[n][0][0])), Plus(formatOutcome(o, maps[n][end][0]-maps[n][0][0])), Plus(formatOutcome(o, maps[n][0][end]-maps[n][0][0])))
	}
	f.Description = strings.TrimSpace(d.String())
	st := figureSource{id: f.ID, name: f.Name, paths: []*scenarios.Scenario{path, against}, world: w.Marked()}
	f.draw = func(s *canvas.Sheet) { drawTiming(s, f, outcomes, years, maps, st) }
	return f
}

// drawTiming lays out a map per outcome.
func drawTiming(s *canvas.Sheet, f *Figure, outcomes []*model.Outcome, years []int, maps [][][]float64, st figureSource) {
	top := writeBadgedHeading(s, f) + 16
	small, head := canvas.Face{Size: s.SmallType(), Bold: false, Italic: false}, canvas.Face{Size: s.Note, Bold: true, Italic: false}
	const between = 40
	columns := float64(len(outcomes))
	cell := (s.Width - 2*canvas.Margin - between*(columns-1)) / columns
	room := small.Width("2026") + 14
	wide := (cell - room) / float64(len(years))
	foot, thousands := timingWords, false // thousands are shortened where the cells are narrow
	for n, o := range outcomes {
		for _, row := range maps[n] {
			for _, v := range row {
				thousands = thousands || small.Width(Plus(formatOutcome(o, v-maps[n][0][0]))) > wide-10
			}
		}
	}
	if thousands {
		foot += " " + wordsThousands
	}
	bottom := writeFooter(s, st, foot) - 12
	for n, o := range outcomes {
		x := canvas.Margin + float64(n)*(cell+between)
		s.Write(x, top+head.Size, head, canvas.Ink, canvas.FromLeft, head.Shortened(headWords(o), cell))
		y := top + head.Size + small.Size*1.4 + 12
		s.Write(x, y-8, small, canvas.Secondary, canvas.FromLeft, "↓ "+wordsSecurityYear)
		left, base := x+room, bottom-small.Size*2.8
		tall := (base - y) / float64(len(years))
		first := maps[n][0][0]
		most := 1e-9
		for _, row := range maps[n] {
			for _, v := range row {
				most = math.Max(most, math.Abs(v-first))
			}
		}
		for i, security := range years {
			s.Write(left-8, y+tall*(float64(i)+0.5)+0.36*small.Size, small, canvas.Secondary, canvas.FromRight, fmt.Sprint(security))
			for j := range years {
				v := maps[n][i][j] - first
				fill := regretColour(v / most)
				cx, cy := left+wide*float64(j), y+tall*float64(i)
				s.Rect(cx+1, cy+1, cx+wide-1, cy+tall-1, fill)
				words := Plus(formatOutcome(o, v))
				if thousands && math.Abs(v) >= 1000 {
					words = Plus(formatOutcome(o, v/1000)) + "k"
				}
				s.Write(cx+wide/2, cy+tall/2+0.36*small.Size, small, readable(fill), canvas.Centred, words)
				how := canvas.Stroke{Color: canvas.GridGrey, Width: 1, Dash: nil}
				if v < 0 {
					how = canvas.Stroke{Color: canvas.Ink, Width: 2.5, Dash: nil}
				}
				s.Stroke(canvas.Closed(canvas.Point(cx+1.5, cy+1.5), canvas.Point(cx+wide-1.5, cy+1.5), canvas.Point(cx+wide-1.5, cy+tall-1.5), canvas.Point(cx+1.5, cy+tall-1.5)), how)
			}
		}
		for j, rest := range years {
			s.Write(left+wide*(float64(j)+0.5), base+4+small.Size, small, canvas.Secondary, canvas.Centred, fmt.Sprint(rest))
		}
		s.Write(left, base+small.Size*2.5, small, canvas.Secondary, canvas.FromLeft, "→ "+wordsRestYear)
	}
}
