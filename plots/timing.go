// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"strings"

	"crossroads/model"
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
	f.draw = func(s *sheet) { s.drawTiming(f, outcomes, years, maps, st) }
	return f
}

// drawTiming lays out a map per outcome.
func (s *sheet) drawTiming(f *Figure, outcomes []*model.Outcome, years []int, maps [][][]float64, st figureSource) {
	top := s.badgedHeading(f) + 16
	small, head := face{s.smallType(), false, false}, face{s.note, true, false}
	const between = 40
	columns := float64(len(outcomes))
	cell := (s.Width - 2*margin - between*(columns-1)) / columns
	room := small.width("2026") + 14
	wide := (cell - room) / float64(len(years))
	foot, thousands := timingWords, false // thousands are shortened where the cells are narrow
	for n, o := range outcomes {
		for _, row := range maps[n] {
			for _, v := range row {
				thousands = thousands || small.width(Plus(formatOutcome(o, v-maps[n][0][0]))) > wide-10
			}
		}
	}
	if thousands {
		foot += " " + wordsThousands
	}
	bottom := s.footer(st, foot) - 12
	for n, o := range outcomes {
		x := margin + float64(n)*(cell+between)
		s.write(x, top+head.size, head, ink, fromLeft, head.shortened(headWords(o), cell))
		y := top + head.size + small.size*1.4 + 12
		s.write(x, y-8, small, secondary, fromLeft, "↓ "+wordsSecurityYear)
		left, base := x+room, bottom-small.size*2.8
		tall := (base - y) / float64(len(years))
		first := maps[n][0][0]
		most := 1e-9
		for _, row := range maps[n] {
			for _, v := range row {
				most = math.Max(most, math.Abs(v-first))
			}
		}
		for i, security := range years {
			s.write(left-8, y+tall*(float64(i)+0.5)+0.36*small.size, small, secondary, fromRight, fmt.Sprint(security))
			for j := range years {
				v := maps[n][i][j] - first
				fill := regretColour(v / most)
				cx, cy := left+wide*float64(j), y+tall*float64(i)
				s.rect(cx+1, cy+1, cx+wide-1, cy+tall-1, fill)
				words := Plus(formatOutcome(o, v))
				if thousands && math.Abs(v) >= 1000 {
					words = Plus(formatOutcome(o, v/1000)) + "k"
				}
				s.write(cx+wide/2, cy+tall/2+0.36*small.size, small, readable(fill), centred, words)
				how := stroke{gridGrey, 1, nil}
				if v < 0 {
					how = stroke{ink, 2.5, nil}
				}
				s.stroke(closed(point(cx+1.5, cy+1.5), point(cx+wide-1.5, cy+1.5), point(cx+wide-1.5, cy+tall-1.5), point(cx+1.5, cy+tall-1.5)), how)
			}
		}
		for j, rest := range years {
			s.write(left+wide*(float64(j)+0.5), base+4+small.size, small, secondary, centred, fmt.Sprint(rest))
		}
		s.write(left, base+small.size*2.5, small, secondary, fromLeft, "→ "+wordsRestYear)
	}
}
