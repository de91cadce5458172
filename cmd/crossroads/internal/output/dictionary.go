// SPDX-License-Identifier: Apache-2.0

package output

import (
	"errors"
	"io"
	"math/big"
	"os"
	"strconv"
	"strings"

	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
)

// writeDictionary describes the tables of the folder as a Frictionless Tabular
// Data Package: file by file, the name, type and unit of every column.
func (f *Folder) writeDictionary(w io.Writer) error {
	type field struct {
		Name string `json:"name"`
		Type string `json:"type"`
		Unit string `json:"unit,omitempty"`
		Doc  string `json:"description,omitempty"`
	}
	type schema struct {
		Fields  []field  `json:"fields"`
		Missing []string `json:"missingValues"`
	}
	type resource struct {
		Name     string `json:"name"`
		Path     string `json:"path"`
		Profile  string `json:"profile"`
		Title    string `json:"title,omitempty"`
		Doc      string `json:"description,omitempty"`
		Encoding string `json:"encoding"`
		Schema   schema `json:"schema"`
	}
	resources := []resource{}
	for _, file := range f.tables {
		r := resource{Name: strings.TrimSuffix(file.Name, ".csv"), Path: file.Name, Profile: "tabular-data-resource", Doc: file.Doc, Encoding: "utf-8", Schema: schema{Missing: []string{""}}}
		var columns []table.Field
		if file.Table != nil {
			r.Title, columns = file.Table.Title, append(file.Table.Fields(), table.Field{Name: "label", Type: "string", Doc: model.Label})
		} else {
			var err error
			if columns, err = readFields(f.Draft(file.Name)); err != nil {
				return err
			}
			for i := range columns {
				columns[i].Unit, columns[i].Doc = meaning(columns[i].Name)
			}
		}
		for _, c := range columns {
			r.Schema.Fields = append(r.Schema.Fields, field{c.Name, c.Type, c.Unit, c.Doc})
		}
		resources = append(resources, r)
	}
	return writeJSON(w, map[string]any{
		"profile": "tabular-data-package", "name": "crossroads", "title": model.Label, "version": model.Version, "resources": resources,
	})
}

// meaning is the unit of a column named after a parameter, outcome, lever or tempo
// of the model, and what it holds.
func meaning(column string) (unit, doc string) {
	if p := model.FindParameter(column); p != nil {
		return p.Unit, p.Label
	}
	if o := model.FindOutcome(column); o != nil {
		return o.Unit, o.Label
	}
	if l := model.FindLever(column); l != nil {
		return l.Unit, l.Label
	}
	if year, ok := strings.CutPrefix(column, "tempo_"); ok {
		return model.FindLever("operations_tempo").Unit, "tempo of operations in " + year
	}
	switch column {
	case "weight":
		return "1", "weight of the draw"
	case "member":
		return "", "number of the draw"
	case "counts":
		return "", "in the row of member -1, own figures that were fitted and can be drawn, as a world file has them under counts:"
	case "label":
		return "", model.Label
	}
	return "", strings.ReplaceAll(column, "_", " ")
}

// readFields tells the columns of a CSV file and their types from its cells.
func readFields(name string) ([]table.Field, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	in := sink.NewCSVReader(file)
	in.ReuseRecord = true
	head, err := in.Read()
	if err != nil {
		return nil, err
	}
	fields := make([]table.Field, len(head))
	for i, name := range head {
		fields[i].Name = name
	}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		for i, cell := range row {
			if cell != "" {
				fields[i].Type = wider(fields[i].Type, cell)
			}
		}
	}
	for i := range fields {
		if fields[i].Type == "" {
			fields[i].Type = "string"
		}
	}
	return fields, nil
}

// wider is the narrowest type that holds what a column held so far and a cell.
func wider(kind, cell string) string {
	if kind == "string" {
		return kind
	}
	this := "string"
	_, whole := new(big.Int).SetString(cell, 10)
	switch _, err := strconv.ParseFloat(cell, 64); {
	case whole:
		this = "integer"
	case err == nil:
		this = "number"
	case cell == "true" || cell == "false":
		this = "boolean"
	}
	switch {
	case kind == "" || kind == this:
		return this
	case this != "boolean" && this != "string" && kind != "boolean":
		return "number"
	}
	return "string"
}
