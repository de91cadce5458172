// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
)

// schemaFolder holds a JSON Schema for the answer of each command;
// UPDATE_README=1 writes them again.
const schemaFolder = "../../docs/schemas"

// object is a JSON object.
type object = map[string]any

// cellSchemas describe the cells of tables; any of them may be null.
var cellSchemas = object{
	"number":     objectOf("value", "unit"),
	"share":      objectOf("value", "standard_error", "draws"),
	"range":      objectOf("low", "high", "unit"),
	"comparison": objectOf("value", "difference", "unit"),
	"string":     orNull("string"),
	"integer":    orNull("integer"),
	"boolean":    orNull("boolean"),
	"cell":       object{"anyOf": []any{reference("number"), reference("share"), reference("range"), reference("comparison"), orNull("string"), orNull("integer"), orNull("boolean")}},
	"table": object{"type": "object", "required": []any{"rows"}, "properties": object{
		"title": object{"type": "string"}, "rows": object{"type": "array", "items": object{"type": "object", "additionalProperties": reference("cell")}},
	}, "additionalProperties": false},
}

func reference(name string) object { return object{"$ref": "#/$defs/" + name} }

func orNull(kind string) object { return object{"type": []any{kind, "null"}} }

// objectOf is an object of numbers, and a unit.
func objectOf(names ...string) object {
	properties, required := object{}, []any{}
	for _, n := range names {
		properties[n] = orNull("number")
		required = append(required, n)
		switch n {
		case "unit":
			properties[n] = object{"type": "string"}
		case "draws":
			properties[n] = orNull("integer")
		}
	}
	return object{"type": []any{"object", "null"}, "properties": properties, "required": required, "additionalProperties": false}
}

// kindOf names what a cell is.
func kindOf(cell any) string {
	switch c := cell.(type) {
	case object:
		for part, kind := range map[string]string{"draws": "share", "low": "range", "difference": "comparison"} {
			if _, has := c[part]; has {
				return kind
			}
		}
		return "number"
	case string:
		return "string"
	case bool:
		return "boolean"
	case float64:
		return "integer"
	}
	return ""
}

// schemaOf describes answers of one command: each table they hold, its columns and
// what the cells of each are. Tables and columns that depend on what is asked may
// be added.
func schemaOf(command string, answers []object) object {
	tables := object{}
	columns, always := map[string]map[string][]string{}, map[string][]string{}
	for _, a := range answers {
		for name, t := range a["tables"].(object) {
			if columns[name] == nil {
				columns[name] = map[string][]string{}
			}
			for _, r := range t.(object)["rows"].([]any) {
				row := r.(object)
				names := slices.Sorted(maps.Keys(row))
				if always[name] == nil {
					always[name] = names
				}
				always[name] = slices.DeleteFunc(always[name], func(n string) bool { return !slices.Contains(names, n) })
				for n, cell := range row {
					if k := kindOf(cell); k != "" && !slices.Contains(columns[name][n], k) {
						columns[name][n] = append(columns[name][n], k)
					}
				}
			}
		}
	}
	for name, kinds := range columns {
		properties, required := object{}, []any{}
		for column, list := range kinds {
			properties[column] = reference("cell") // of several kinds
			if len(list) == 1 {
				properties[column] = reference(list[0])
			}
		}
		for _, column := range always[name] {
			if properties[column] != nil {
				required = append(required, column)
			}
		}
		tables[name] = object{"type": "object", "required": []any{"rows"}, "properties": object{
			"title": object{"type": "string"},
			"rows":  object{"type": "array", "items": object{"type": "object", "properties": properties, "required": required, "additionalProperties": reference("cell")}},
		}, "additionalProperties": false}
	}
	return object{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Answer of crossroads " + command + " --format json",
		"type": "object", "required": []any{"label", "schema_version", "command", "title", "facts", "tables"}, "additionalProperties": false,
		"properties": object{
			"label": object{"const": model.Label}, "schema_version": object{"const": table.SchemaVersion}, "command": object{"const": command}, "title": object{"type": "string"},
			"facts":  object{"type": "object", "additionalProperties": object{"type": []any{"string", "number", "boolean", "null"}}},
			"tables": object{"type": "object", "properties": tables, "additionalProperties": reference("table")},
		},
		"$defs": cellSchemas,
	}
}

// flat finds objects and lists without others inside, which stand on one line.
var (
	flat   = regexp.MustCompile(`[{\[][^{}\[\]]*[}\]]`)
	blanks = regexp.MustCompile(`\s+`)
)

// answersByCommand gathers what commands answer in JSON.
type answersByCommand map[string][]object

// add takes one answer.
func (a answersByCommand) add(t *testing.T, raw string) {
	t.Helper()
	var answer object
	if err := json.Unmarshal([]byte(raw), &answer); err != nil {
		t.Fatal(err)
	}
	command, _ := answer["command"].(string)
	if command == "" {
		t.Error("JSON names no command")
	}
	a[command] = append(a[command], answer)
}

// hold checks every answer against the schema of its command.
func (a answersByCommand) hold(t *testing.T) {
	for command, answers := range a {
		name := filepath.Join(schemaFolder, strings.ReplaceAll(command, " ", "-")+".schema.json")
		if os.Getenv("UPDATE_README") != "" {
			var b bytes.Buffer
			encoder := json.NewEncoder(&b)
			encoder.SetIndent("", " ")
			encoder.SetEscapeHTML(false)
			err := encoder.Encode(schemaOf(command, answers))
			if err == nil {
				err = os.WriteFile(name, flat.ReplaceAllFunc(b.Bytes(), func(text []byte) []byte { return blanks.ReplaceAll(text, []byte(" ")) }), 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		var schema jsonschema.Schema
		text, err := os.ReadFile(name)
		if err == nil {
			err = json.Unmarshal(text, &schema)
		}
		if err != nil {
			t.Errorf("crossroads %s has no schema (UPDATE_README=1 go test ./cmd/crossroads -run EveryFormat): %v", command, err)
			continue
		}
		resolved, err := schema.Resolve(nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, answer := range answers {
			if err := resolved.Validate(answer); err != nil {
				t.Errorf("crossroads %s --format json: %v", command, err)
			}
		}
	}
}
