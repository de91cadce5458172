package output

import (
	"io"
	"strings"

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
		Encoding string `json:"encoding"`
		Schema   schema `json:"schema"`
	}
	resources := []resource{}
	for _, file := range f.tables {
		r := resource{strings.TrimSuffix(file.Name, ".csv"), file.Name, "tabular-data-resource", file.Table.Title, "utf-8", schema{Missing: []string{""}}}
		for _, c := range file.Table.Fields() {
			r.Schema.Fields = append(r.Schema.Fields, field{c.Name, c.Type, c.Unit, c.Doc})
		}
		r.Schema.Fields = append(r.Schema.Fields, field{"label", "string", "", model.Label})
		resources = append(resources, r)
	}
	return writeJSON(w, map[string]any{
		"profile": "tabular-data-package", "name": "crossroads", "title": model.Label, "version": model.Version, "resources": resources,
	})
}
