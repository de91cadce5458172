// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"html/template"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/plots"
	"crossroads/plots/canvas"
)

// ShownFigure is a figure inside the page with its numbers.
type ShownFigure struct {
	*plots.Figure
	Key  string // names the figure in the page and in the manifest
	SVG  template.HTML
	Data []*table.Table
	Sum  string
}

// ShowFigure draws a figure for the page.
func ShowFigure(f *plots.Figure, data ...*table.Table) (ShownFigure, error) {
	var b bytes.Buffer
	size, err := canvas.FindSize("slide")
	if err != nil {
		return ShownFigure{}, err
	}
	if err := f.Write(&b, "svg", size); err != nil {
		return ShownFigure{}, err
	}
	svg, err := Inline(b.Bytes())
	return ShownFigure{f, f.Name, svg, data, Sum256(b.Bytes())}, err
}
