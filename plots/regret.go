// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/robust"
)

// Regret is figure F6a: by world, how many more each path has killed than the
// path with the fewest there. The tables come by outcome.
func Regret(paths []*scenarios.Scenario, worlds []*scenarios.World, last int, tables []*robust.Table) *Figure {
	f := &Figure{
		ID: "F6a", Name: "regret", Title: titleRegret,
		Subtitle: fmt.Sprintf(subtitleRegret, fromFork(last)),
	}
	foot := regretWords
	if tables[0].Most {
		f.Subtitle, foot = fmt.Sprintf(subtitleRegretMost, fromFork(last)), regretMostWords
	}
	var d, worst strings.Builder
	for _, t := range tables {
		cells := regretByWorld(t)
		least, at := math.Inf(1), 0
		for p := range paths {
			var parts []string
			most := 0.0
			for w := range worlds {
				most = math.Max(most, cells[w][p])
				parts = append(parts, worlds[w].Name+" "+regretCell(t, cells[w][p]))
			}
			fmt.Fprintf(&d, "%s, %s: %s. ", t.Outcome.Label, paths[p].Label, strings.Join(parts, ", "))
			if most < least {
				least, at = most, p
			}
		}
		fmt.Fprintf(&worst, wordsWorst+" ", t.Outcome.Label, paths[at].Label, regretCell(t, least))
	}
	f.Description = strings.TrimSpace(d.String()) + " " + strings.TrimSpace(worst.String())
	st := figureSource{id: f.ID, name: f.Name, paths: paths}
	var names []string
	for _, w := range worlds {
		names = append(names, w.Name)
	}
	st.world = strings.Join(names, ", ")
	foot += " " + strings.TrimSpace(worst.String())
	f.draw = func(s *canvas.Sheet) { drawRegret(s, f, paths, worlds, tables, foot, st) }
	return f
}

// regretByWorld is by world and path how much more than the fewest there, 0 for the
// fewest.
func regretByWorld(t *robust.Table) [][]float64 {
	var cells [][]float64
	for _, values := range t.Centre {
		var row []float64
		for _, r := range t.Regrets(values) {
			row = append(row, math.Max(r.Amount, 0))
		}
		cells = append(cells, row)
	}
	return cells
}

// regretCell writes a cell: a surplus, or what falls short where more is
// wanted.
func regretCell(t *robust.Table, v float64) string {
	switch {
	case v == 0 && t.Most:
		return wordsMostCell
	case v == 0:
		return wordsFewestCell
	case t.Most:
		return formatOutcome(t.Outcome, -v)
	}
	return Plus(formatOutcome(t.Outcome, v))
}

// headWords names an outcome with its unit, but for deaths, which the label
// says.
func headWords(o *model.Outcome) string {
	if o.Unit == "death" || o.Unit == "1" {
		return o.Label
	}
	return o.Label + ", " + o.Unit
}

// regretColour is the colour of a share between 0 and 1 of the largest surplus.
func regretColour(share float64) color.NRGBA {
	stops := []color.NRGBA{canvas.White, canvas.Rgb(0xDEBE84), canvas.Rgb(0x5E3A0A)}
	at := math.Min(math.Max(share, 0), 1) * 2
	i := min(int(at), 1)
	return mixed(stops[i], stops[i+1], at-float64(i))
}

// mixed is a colour between two.
func mixed(a, b color.NRGBA, share float64) color.NRGBA {
	between := func(x, y uint8) uint8 { return uint8(float64(x) + (float64(y)-float64(x))*share + 0.5) }
	return color.NRGBA{between(a.R, b.R), between(a.G, b.G), between(a.B, b.B), 255}
}

// readable is ink, or white on what is too dark for ink.
func readable(on color.NRGBA) color.NRGBA {
	if luminance(on) < 0.179 {
		return canvas.White
	}
	return canvas.Ink
}

// luminance is that of WCAG 2.
func luminance(c color.NRGBA) float64 {
	channel := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
}

// drawRegret lays out a map per outcome.
func drawRegret(s *canvas.Sheet, f *Figure, paths []*scenarios.Scenario, worlds []*scenarios.World, tables []*robust.Table, foot string, st figureSource) {
	top := writeBadgedHeading(s, f) + 16
	bottom := writeFooter(s, st, foot) - 12
	looks := canvas.LooksOf(paths)
	const between = 44
	name := canvas.Face{Size: s.Note, Bold: true, Italic: false}
	var room float64
	for _, p := range paths {
		room = math.Max(room, name.Width(name.Shortened(p.Label, s.Width*0.22)))
	}
	room += 26
	// All cells are equally wide. Only the first of maps side by side has the names.
	const bare = 28.0
	height := bottom - top
	cells := s.Width - 2*canvas.Margin - room
	beside := (cells - (bare+between)*float64(len(tables)-1)) / float64(len(tables))
	const narrow = 68 // a cell too narrow for its number
	stacked := len(tables) > 1 && (s.Height >= s.Width || beside/float64(len(worlds)+1) < narrow)
	if stacked {
		height = (height - 14) / float64(len(tables))
	} else {
		cells = beside
	}
	left, y := float64(canvas.Margin), top
	for _, t := range tables {
		drawHeat(s, t, paths, worlds, looks, room, left, y, left+room+cells, y+height)
		if stacked {
			y += height + 14
		} else {
			left, room = left+room+cells+between, bare
		}
	}
}

// drawHeat draws one map.
func drawHeat(s *canvas.Sheet, t *robust.Table, paths []*scenarios.Scenario, worlds []*scenarios.World, looks []canvas.Look, room, left, top, right, bottom float64) {
	small, name, head := canvas.Face{Size: s.SmallType(), Bold: false, Italic: false}, canvas.Face{Size: s.Note, Bold: true, Italic: false}, canvas.Face{Size: s.Head - 1, Bold: true, Italic: false}
	cells := regretByWorld(t)
	var most float64
	for _, row := range cells {
		for _, v := range row {
			most = math.Max(most, v)
		}
	}
	s.Write(left, top+s.Head, head, canvas.Ink, canvas.FromLeft, head.Shortened(headWords(t.Outcome), right-left))
	columns := float64(len(worlds) + 1)
	cell := (right - left - room) / columns
	lines := 1
	heads := make([][]string, 0, len(worlds)+1)
	for _, w := range worlds {
		heads = append(heads, small.Wrapped(w.Label, cell-4))
	}
	heads = append(heads, []string{wordsWorstColumn})
	for _, h := range heads {
		lines = max(lines, len(h))
	}
	step := math.Round(small.Size * 1.2)
	y := top + s.Head + 10 + step*float64(lines)
	for c, h := range heads {
		for k, line := range h {
			f := small
			if c == len(worlds) {
				f.Bold = true
			}
			s.Write(left+room+cell*(float64(c)+0.5), y-step*float64(len(h)-1-k), f, canvas.Secondary, canvas.Centred, f.Shortened(line, cell-2))
		}
	}
	y += 8
	tall := math.Min((bottom-y)/float64(len(paths)), 64)
	for p, path := range paths {
		base := y + tall*float64(p)
		s.Mark(left+8, base+tall/2, 6, looks[p])
		if room > 30 {
			s.Write(left+22, base+tall/2+0.36*name.Size, name, looks[p].Color, canvas.FromLeft, name.Shortened(path.Label, s.Width*0.22))
		}
		var worst float64
		for w := range worlds {
			v := cells[w][p]
			worst = math.Max(worst, v)
			x := left + room + cell*float64(w)
			fill := regretColour(v / math.Max(most, 1e-9))
			f := small
			if v == 0 {
				f.Bold = true
			}
			s.Rect(x+1, base+1, x+cell-1, base+tall-1, fill)
			s.Write(x+cell/2, base+tall/2+0.36*f.Size, f, readable(fill), canvas.Centred, regretCell(t, v))
		}
		f := small
		f.Bold = true
		s.Write(left+room+cell*(columns-0.5), base+tall/2+0.36*f.Size, f, canvas.Ink, canvas.Centred, regretCell(t, worst))
	}
	// Frames last, so that no neighbour covers them.
	for p := range paths {
		for w := range worlds {
			x, base := left+room+cell*float64(w), y+tall*float64(p)
			how := canvas.Stroke{Color: canvas.GridGrey, Width: 1, Dash: nil}
			if cells[w][p] == 0 {
				how = canvas.Stroke{Color: canvas.Ink, Width: 2.5, Dash: nil}
			}
			s.Stroke(canvas.Closed(canvas.Point(x+1.5, base+1.5), canvas.Point(x+cell-1.5, base+1.5), canvas.Point(x+cell-1.5, base+tall-1.5), canvas.Point(x+1.5, base+tall-1.5)), how)
		}
	}
}
