// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
)

// writeHeading writes title and subtitle and returns the lowest line they use.
func writeHeading(s *canvas.Sheet, f *Figure) float64 {
	return writeHeadingWithin(s, f, s.Width-2*canvas.Margin)
}

// writeBadgedHeading is a heading with the badge at its right, for figures of many
// small panels, each of which has the short form.
func writeBadgedHeading(s *canvas.Sheet, f *Figure) float64 {
	s.Badge(s.Width-canvas.Margin, s.Title*0.7)
	width, _ := s.BadgeSize(model.Label)
	return writeHeadingWithin(s, f, s.Width-2*canvas.Margin-width-24)
}

// writeHeadingWithin breaks the title at a width of its own.
func writeHeadingWithin(s *canvas.Sheet, f *Figure, width float64) float64 {
	y := s.Paragraph(canvas.Margin, s.Title*1.55, width, canvas.Face{Size: s.Title, Bold: true, Italic: false}, canvas.Ink, f.Title)
	y += s.Subtitle*1.3 - s.Title*1.2
	return s.Paragraph(canvas.Margin, y, s.Width-2*canvas.Margin, canvas.Face{Size: s.Subtitle, Bold: false, Italic: false}, canvas.Secondary, f.Subtitle) - s.Subtitle
}

// writeFooter writes words at the foot of the sheet, what a reader must know of the
// path on which nobody acts where it is drawn, and the source. It returns the line
// above them, below which nothing else may stand.
func writeFooter(s *canvas.Sheet, st figureSource, words string) float64 {
	if slices.ContainsFunc(st.paths, func(p *scenarios.Scenario) bool { return p.Name == scenarios.Null }) {
		words = strings.TrimSpace(words + " " + wordsNull)
	}
	source := st.line()
	if s.Plain {
		source = st.plain()
	}
	return s.FooterLines(words, source)
}
