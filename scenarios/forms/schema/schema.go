// SPDX-License-Identifier: Apache-2.0

// Package schema writes the JSON Schema of scenario and world files, by which
// editors complete and check them, from the tables that the parser reads them by.
package schema

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// object is a JSON object. Its keys are written in the order of the alphabet.
type object = map[string]any

// Path is the schema of a path's file.
func Path() ([]byte, error) { return write("path", scenarios.PathKeys(), pathValues()) }

// World is the schema of a world's file.
func World() ([]byte, error) { return write("world", scenarios.WorldKeys(), worldValues()) }

// Identity begins the $id of every schema written here.
const Identity = "crossroads:"

// write writes the schema of a kind of file from its keys and what may stand
// behind each.
func write(kind string, keys []scenarios.Key, values object) ([]byte, error) {
	properties := object{}
	for _, key := range keys {
		value, ok := values[key.Name].(object)
		if !ok {
			return nil, fmt.Errorf("schema: the key %s of a %s has no form", key.Name, kind)
		}
		value["description"] = key.Doc + "\n\n" + key.Example
		properties[key.Name] = value
	}
	text, err := json.MarshalIndent(object{
		"$schema":              "http://json-schema.org/draft-07/schema#",
		"$id":                  Identity + kind,
		"title":                "crossroads: a " + kind + "'s file",
		"description":          model.Label + ". Version " + model.Version + ", model " + scenarios.ModelHash() + ".",
		"type":                 "object",
		"required":             []string{"doc"},
		"properties":           properties,
		"additionalProperties": false,
		"definitions": object{
			"quantity": worded("a number with its unit, as 540 USD million / 3 years", matching(withUnit)),
			"change":   worded("a change of what is inherited, as +20%, -15% or *1.5", matching(relative)),
			"ramp":     worded("to and a value, reached in a straight line from the date before", matching("to +("+digits+"|"+withUnit+"|"+relative+")")),
		},
	}, "", "  ")
	return append(text, '\n'), err
}

// pathValues are the forms of the keys of a path's file.
func pathValues() object {
	levers, settings := object{}, object{}
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		levers[row.Name] = described(row.Doc+fmt.Sprintf(" %s to %s%s.", scenarios.Plain(row.Low), scenarios.Plain(row.High), unitWords(row.Unit)), lever(row))
		settings[row.Name] = quantity(row.Unit, row.Low, row.High)
	}
	var values []object
	for year := model.HistoryStart.Year(); year <= model.Fork.Year(); year++ {
		values = append(values, object{"const": year})
	}
	return object{
		"label":   text(),
		"doc":     text(),
		"extends": base(scenarios.PathNames()),
		"horizon": object{"anyOf": []object{closed(object{
			"fork": object{"anyOf": append(values, matching(yearWords(model.HistoryStart.Year(), model.Fork.Year()-1)+"-"+anyMonth+"|"+model.Fork.String()))},
			"end":  matching(yearWords(model.Fork.Year(), scenarios.LastYear) + "-12"),
		}), required(closed(object{
			"start": object{"allOf": []object{januaries(), {"not": object{"enum": []any{model.HistoryStart.Year(), fmt.Sprint(model.HistoryStart.Year()), model.HistoryStart.String()}}}}},
			"end":   matching(yearWords(scenarios.FirstYear, scenarios.LastYear) + "-12"),
		}), "start")}},
		"levers": object{"anyOf": []object{closed(levers), {"type": "null"}}},
		"shocks": shocks("path"),
		"rules": listOf(object{
			"type":     "object",
			"required": []string{"when", "then"},
			"oneOf":    []object{{"required": []string{"for"}}, {"required": []string{"until"}}},
			"properties": object{
				"when":  worded("a series, > or <, a number, and how long it must hold, as in attacks > 1500 for 6 months", matching(condition+"( +for +"+months+")?")),
				"until": worded("a series, > or <, and a number, as in attacks < 1200", matching(condition)),
				"then":  some(closed(settings)),
				"for":   quantity("month", 1, 1200),
				"from":  month(),
			},
			"additionalProperties": false,
		}),
		"budget":       budget(),
		"levers_shown": object{"type": "array", "minItems": 1, "uniqueItems": true, "items": oneOf(model.LeverNames())},
	}
}

// worldValues are the forms of the keys of a world's file.
func worldValues() object {
	parameters, start, drawn := object{}, object{}, object{}
	for i := range model.ParameterTable {
		row := &model.ParameterTable[i]
		value := described(row.Doc+fmt.Sprintf(" %s to %s%s, central %s; %s.", scenarios.Plain(row.Low), scenarios.Plain(row.High), unitWords(row.Unit), scenarios.Plain(row.Central), row.Confidence), assumption(row))
		if short, ok := strings.CutPrefix(row.Name, "start_"); ok {
			start[short] = value
		} else {
			parameters[row.Name] = value
		}
		drawn[row.Name] = described(row.Doc, distribution(row))
	}
	drawn["correlations"] = listOf(object{
		"type":     "object",
		"required": []string{"between", "rank"},
		"properties": object{
			"between": object{"type": "array", "minItems": 2, "maxItems": 2, "uniqueItems": true, "items": oneOf(model.ParameterNames())},
			"rank":    quantity("1", -1, 1),
		},
		"additionalProperties": false,
	})
	start["year"] = januaries()
	return object{
		"label":      text(),
		"doc":        text(),
		"extends":    base(scenarios.WorldNames()),
		"parameters": object{"anyOf": []object{closed(parameters), {"type": "null"}}},
		"start":      object{"anyOf": []object{closed(start), {"type": "null"}}},
		"shocks":     shocks("world"),
		"uncertain":  closed(drawn),
		"fit":        object{"enum": []string{"counts", "none"}},
		"counts": required(closed(object{"source": text(), "rows": listOf(required(closed(object{
			"year": januaries(), "value": quantity("1", 0, 1e12), "observes": text(),
		}), "year", "value", "observes"))}), "source", "rows"),
	}
}

// required makes keys of an object compulsory.
func required(o object, keys ...string) object {
	o["required"] = keys
	return o
}

// januaries is a year, or the first month of one.
func januaries() object {
	return object{"anyOf": []object{
		{"type": "integer", "minimum": scenarios.FirstYear, "maximum": scenarios.LastYear},
		matching(yearWords(scenarios.FirstYear, scenarios.LastYear) + "(-01)?"),
	}}
}

// lever is a number, a change, or dates with either, or these beyond the range
// with the reason.
func lever(row *model.Lever) object {
	within := dated(row, row.High)
	if row.Unit == "1" {
		return within
	}
	return object{"anyOf": []object{within, {
		"type":                 "object",
		"required":             []string{"value", "outside_range"},
		"properties":           object{"value": dated(row, 10*row.High), "outside_range": text()},
		"additionalProperties": false,
	}}}
}

// dated is a number up to a highest one, a change, or dates with either.
func dated(row *model.Lever, high float64) object {
	value := quantity(row.Unit, row.Low, high)
	return object{"anyOf": []object{value, ref("change"), {
		"type":                 "object",
		"minProperties":        1,
		"patternProperties":    object{whole("[0-9]{4}(-" + anyMonth + ")?"): object{"anyOf": []object{value, ref("change"), ref("ramp")}}},
		"additionalProperties": false,
	}}}
}

// assumption is a number within its range, a change, or a number beyond the
// range with the reason.
func assumption(row *model.Parameter) object {
	beyond := object{"anyOf": []object{{"type": "number", "not": object{"minimum": row.Low, "maximum": row.High}}, ref("quantity"), ref("change")}}
	return object{"anyOf": []object{quantity(row.Unit, row.Low, row.High), ref("change"), {
		"type":                 "object",
		"required":             []string{"value", "outside_range"},
		"properties":           object{"value": beyond, "outside_range": text()},
		"additionalProperties": false,
	}}}
}

// distribution is how a parameter is drawn, in one of the forms.
func distribution(row *model.Parameter) object {
	var forms []object
	for i, form := range scenarios.Forms {
		within, anywhere := object{}, object{}
		for _, key := range scenarios.UncertainKeys(form) {
			within[key] = quantity(row.Unit, row.Low, row.High)
			anywhere[key] = object{"anyOf": []object{{"type": "number"}, ref("quantity")}}
		}
		required := []string{"form"}
		if i == 0 {
			required = nil
		}
		for _, key := range []string{"sd", "factor"} {
			if _, ok := within[key]; ok {
				required, within[key] = append(required, key), anywhere[key]
			}
		}
		within["form"], anywhere["form"] = object{"const": form}, object{"const": form}
		delete(within, "outside_range")
		anywhere["outside_range"] = text()
		for _, properties := range []object{within, anywhere} {
			list := slices.Clone(required)
			if _, ok := properties["outside_range"]; ok {
				list = append(list, "outside_range")
			}
			forms = append(forms, object{"type": "object", "required": append([]string{}, list...), "properties": properties, "additionalProperties": false})
		}
	}
	return object{"anyOf": forms}
}

// shocks is a list of the kinds of shock that a kind of file may hold.
func shocks(in string) object {
	kinds := object{}
	for i := range scenarios.ShockTable {
		k := &scenarios.ShockTable[i]
		if k.In != in && in == "world" {
			continue // a path may hold both kinds
		}
		properties, required := object{"at": month()}, []string{"at"}
		for _, f := range k.Fields {
			properties[f.Name] = described(f.Doc, quantity(f.Unit, f.Low, f.High))
			if f.Default == nil {
				required = append(required, f.Name)
			}
		}
		kinds[k.Name] = described(k.Doc, object{"type": "object", "required": required, "properties": properties, "additionalProperties": false})
	}
	one := some(closed(kinds))
	one["maxProperties"] = 1
	return listOf(one)
}

// budget is a sum of words with its ceiling, and what goes with it.
func budget() object {
	rows, keys := strings.Join(scenarios.BudgetWords(), "|"), object{
		"counts": oneOf([]string{"announced", "disbursed"}),
		"scale":  oneOf([]string{"investment", "operations_tempo"}),
	}
	return object{
		"type":                 "object",
		"minProperties":        1,
		"properties":           keys,
		"patternProperties":    object{whole("(" + rows + ")( *\\+ *(" + rows + "))*"): quantity("USD million/year", 0, 1e6)},
		"additionalProperties": false,
	}
}

// The texts that files hold, as regular expressions.
var (
	digits    = `-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?`
	units     = "(" + strings.Join(scenarios.UnitWords(), "|") + ")"
	withUnit  = digits + "( *" + units + ")?( */ *(" + digits + "( *" + units + ")?|" + units + "))+|" + digits + " *" + units
	relative  = `\* *` + digits + `|[-+]([0-9]+\.?[0-9]*|\.[0-9]+) ?%`
	months    = "(" + withUnit + "|" + digits + ")"
	condition = "(" + strings.Join(model.SeriesNames(), "|") + ") *[<>] *(" + withUnit + "|" + digits + ")"
)

// anyMonth is a month of a year in digits.
const anyMonth = "(0[1-9]|1[0-2])"

// yearWords are the years from one to another.
func yearWords(first, last int) string {
	var years []string
	for y := first; y <= last; y++ {
		years = append(years, strconv.Itoa(y))
	}
	return "(" + strings.Join(years, "|") + ")"
}

// whole makes a regular expression hold for a whole text.
func whole(pattern string) string { return "^(" + pattern + ")$" }

// matching is a text of a form.
func matching(pattern string) object { return object{"type": "string", "pattern": whole(pattern)} }

// ref is one of the definitions that stand once.
func ref(name string) object { return object{"$ref": "#/definitions/" + name} }

// text is a text that is not empty; one that looks like a number is one too.
func text() object {
	return object{"type": []string{"string", "number", "boolean"}, "pattern": `\S`}
}

// oneOf is one of a few words.
func oneOf(known []string) object { return object{"enum": known} }

// base is a built-in name or a file.
func base(known []string) object {
	return object{"anyOf": []object{oneOf(known), matching(`.*(\.ya?ml|[/\\].*)`)}}
}

// month is a year or a month.
func month() object {
	return object{"anyOf": []object{{"type": "integer", "minimum": 1000, "maximum": 9999}, matching("[0-9]{4}(-" + anyMonth + ")?")}}
}

// quantity is a number within a range, or one with a unit.
func quantity(unit string, low, high float64) object {
	kind := "number"
	if unit == "month" {
		kind = "integer"
	}
	return object{"anyOf": []object{{"type": kind, "minimum": low, "maximum": high}, ref("quantity")}}
}

// closed is an object that has no other keys.
func closed(properties object) object {
	return object{"type": "object", "properties": properties, "additionalProperties": false}
}

// some is an object with at least one key.
func some(of object) object {
	of["minProperties"] = 1
	return of
}

// listOf is a list that is not empty.
func listOf(item object) object { return object{"type": "array", "minItems": 1, "items": item} }

// described adds a sentence.
func described(doc string, of object) object {
	of["description"] = doc
	return of
}

// worded says in words what would be right, which editors print in place of the
// regular expression.
func worded(right string, of object) object {
	of["patternErrorMessage"] = right
	return of
}

// unitWords is a unit after a number.
func unitWords(unit string) string {
	if unit == "1" {
		return ""
	}
	return " " + unit
}
