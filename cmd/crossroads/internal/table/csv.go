// SPDX-License-Identifier: Apache-2.0

package table

import (
	"fmt"
	"io"
	"strconv"

	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/model"
)

// WriteCSV writes the table under one header, numbers in full precision. The
// label is the last column.
func (t *Table) WriteCSV(w io.Writer) error {
	out := sink.NewCSV(w)
	fields := t.Fields()
	var line []string
	for _, f := range fields {
		line = append(line, f.Name)
	}
	out.Write(append(line, "label"))
	for _, row := range t.Rows {
		line = line[:0]
		for _, f := range fields {
			if f.part < 0 {
				line = append(line, t.rowUnit(row))
			} else {
				line = append(line, exact(part(row[f.column], f.part)))
			}
		}
		out.Write(append(line, model.Label))
	}
	out.Flush()
	return out.Error()
}

// writeCSV writes one table: the single one as it stands, or every number of all
// tables, one a line. Words stand in the names of rows and in --table NAME.
func (d *Document) writeCSV(w io.Writer) error {
	if d.Single {
		return d.Tables[0].WriteCSV(w)
	}
	out := sink.NewCSV(w)
	out.Write([]string{"table", "row", "column", "value", "unit", "label"})
	for _, t := range d.Tables {
		fields := t.Fields()
		for _, row := range t.Rows {
			name := t.rowName(row)
			for _, f := range fields {
				if f.part < 0 || f.Type == "string" || t.key(f.column) {
					continue
				}
				unit := ""
				if f.Type == "number" {
					unit = row[f.column].Unit()
				}
				out.Write([]string{t.Name, name, f.Name, number(part(row[f.column], f.part)), unit, model.Label})
			}
		}
	}
	out.Flush()
	return out.Error()
}

// exact is a value in full precision, empty where there is none.
func exact(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return fmt.Sprint(v)
}

// number is a value as a number: 1 for yes and 0 for no.
func number(v any) string {
	switch v {
	case true:
		return "1"
	case false:
		return "0"
	}
	return exact(v)
}
