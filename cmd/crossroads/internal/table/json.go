// SPDX-License-Identifier: Apache-2.0

package table

import (
	"encoding/json"
	"io"
	"strings"

	"crossroads/model"
)

// SchemaVersion is the version of the JSON form of answers.
const SchemaVersion = 2

// writeJSON writes facts and tables, tables by name. A number is an object with
// its unit, a share one with its standard error and number of draws, a range one
// with low and high; counts, words and yes or no stand alone.
func (d *Document) writeJSON(w io.Writer) error {
	type tableJSON struct {
		Title string           `json:"title,omitempty"`
		Rows  []map[string]any `json:"rows"`
	}
	var out struct {
		Label   string               `json:"label"`
		Version int                  `json:"schema_version"`
		Command string               `json:"command"`
		Title   string               `json:"title"`
		Facts   map[string]any       `json:"facts"`
		Tables  map[string]tableJSON `json:"tables"`
	}
	out.Label, out.Version, out.Command, out.Title = model.Label, SchemaVersion, d.Command, d.Title
	out.Facts, out.Tables = map[string]any{}, map[string]tableJSON{}
	for _, f := range d.Facts {
		out.Facts[strings.ReplaceAll(f.Name, " ", "_")] = f.Cell.Value()
	}
	for _, t := range d.Tables {
		list := tableJSON{t.Title, []map[string]any{}}
		for _, row := range t.Rows {
			object := map[string]any{}
			for i, c := range row {
				if t.Columns[i].Kind == prose {
					continue
				}
				object[t.Columns[i].Name] = cellJSON(&t.Columns[i], c)
			}
			list.Rows = append(list.Rows, object)
		}
		out.Tables[t.Name] = list
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(out)
}

// cellJSON is a cell for programs.
func cellJSON(column *Column, c Cell) any {
	if _, none := c.(Nothing); none {
		return nil
	}
	switch column.Kind {
	case numbers:
		return map[string]any{"value": part(c, 0), "unit": c.Unit()}
	case shares:
		return map[string]any{"value": part(c, 0), "standard_error": part(c, 1), "draws": part(c, 2)}
	case ranges:
		return map[string]any{"low": part(c, 0), "high": part(c, 1), "unit": c.Unit()}
	case comparison:
		return map[string]any{"value": part(c, 0), "difference": part(c, 1), "unit": c.Unit()}
	}
	return c.Value()
}
