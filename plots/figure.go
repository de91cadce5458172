// SPDX-License-Identifier: Apache-2.0

// Package plots draws runs, ensembles and audits as figures. Every figure
// carries the label, and what is needed to draw it again.
package plots

import (
	"fmt"
	"io"
	"slices"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
)

// Figure is one picture, drawn again for each form and size.
type Figure struct {
	ID          string // F1 to F8, as in its footer
	Name        string // of its file, without an ending
	Title       string // what is shown
	Subtitle    string // unit, who is counted, years
	Description string // what it shows, in words and numbers, for those who do not see it
	Footnote    string // more that is to be known of what it shows; stands at its foot
	Plain       bool   // for pupils: no names of files and no hash at its foot

	Outcomes []*model.Outcome // those of single runs that it draws, where there are any

	draw func(*canvas.Sheet)
}

// Forms lists the forms a figure can be written in.
func Forms() []string { return []string{"svg", "png", "pdf"} }

// Write draws the figure in a form: svg, png at two dots per pixel, or pdf.
// Equal figures give equal bytes.
func (f *Figure) Write(w io.Writer, form string, size canvas.Size) error {
	draw := func(p canvas.Pen) { f.on(p, size) }
	switch form {
	case "svg":
		return canvas.WriteSVG(w, size, f.Title, model.Label+". "+f.Description, draw)
	case "png":
		return canvas.WritePNG(w, size, draw)
	case "pdf":
		return canvas.WritePDF(w, size, draw)
	}
	return fmt.Errorf("%s: a form of figures there is not (%v)", form, Forms())
}

// on draws the figure with a pen and returns the sheet, which knows where every
// word stands.
func (f *Figure) on(p canvas.Pen, size canvas.Size) *canvas.Sheet {
	s := &canvas.Sheet{Pen: p, Size: size, Footnote: f.Footnote, Plain: f.Plain}
	f.draw(s)
	return s
}

// most is the number of paths a figure can show and be read.
const most = 6

// shown picks paths for a figure, at most six: where there are more, variants of
// paths that are there themselves go first. It returns their places in order.
func shown(paths []*scenarios.Scenario, against int) []int {
	names := map[string]bool{}
	for _, s := range paths {
		names[s.Name] = true
	}
	var list []int
	for i, s := range paths {
		original := canvas.Origin(s.Name)
		if len(paths) <= most || i == against || original == s.Name || !names[original] {
			list = append(list, i)
		}
	}
	for i := len(list) - 1; len(list) > most; i-- {
		if list[i] != against {
			list = slices.Delete(list, i, i+1)
		}
	}
	return list
}

// chosen are the runs that a figure shows and how many it leaves out, which it
// says.
func chosen(runs []*scenarios.Run, against *scenarios.Run) (list []*scenarios.Run, left int) {
	for _, i := range shown(pathsOf(runs), slices.Index(runs, against)) {
		list = append(list, runs[i])
	}
	return list, len(runs) - len(list)
}

// Comparison is the figures of some runs in one world, in the order of their
// numbers: F1, F2, F3, F4 and F7.
func Comparison(runs []*scenarios.Run, against *scenarios.Run) []*Figure {
	return []*Figure{
		Fork(runs, against, model.FindOutcome("deaths_civilian_security")),
		Outcomes(runs, against),
		Difference(runs, against),
		Frontier(runs, against),
		Levers(runs, against),
	}
}
