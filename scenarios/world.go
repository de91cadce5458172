package scenarios

import (
	"os"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// World is a named set of assumptions: a value for every parameter.
type World struct {
	Name       string
	Label      string
	Doc        string
	Text       string // the YAML it was read from
	Parameters model.Parameters
	Set        []*model.Parameter // those that differ from central, in file order

	Uncertain    []Uncertain // parameters drawn otherwise than the table says, in file order
	Correlations []Correlation
}

// worldNames are the built-in worlds in their fixed order.
var worldNames = []string{"central", "backlash", "force-works", "ties-bind", "aid-under-fire"}

// WorldNames lists the built-in worlds in their fixed order.
func WorldNames() []string { return append([]string(nil), worldNames...) }

// Central is the world of central values.
func Central() *World {
	w, err := FindWorld("central")
	if err != nil {
		panic(err) // part of the program; a test reads every built-in world
	}
	return w
}

// FindWorld returns a built-in world by its name, or reads the file that name
// is the path of.
func FindWorld(name string) (*World, error) {
	if isFile(name) {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		return ParseWorld(name, text)
	}
	for _, known := range worldNames {
		if name == known {
			text, err := files.ReadFile("worlds/" + name + ".yaml")
			if err != nil {
				return nil, err
			}
			return ParseWorld(name+".yaml", text)
		}
	}
	return nil, &UnknownError{"world", name, WorldNames()}
}

// ParseWorld reads a world. All its mistakes come back together as Mistakes.
func ParseWorld(file string, text []byte) (*World, error) {
	r := &reader{file: file}
	w := &World{Name: nameOf(file), Text: string(text), Parameters: model.Central()}
	top := r.document(text)
	if top == nil {
		return nil, r.err()
	}
	w.Label = strings.ToUpper(w.Name[:min(1, len(w.Name))]) + strings.ReplaceAll(w.Name[min(1, len(w.Name)):], "-", " ")
	var uncertain *yaml.Node
	for _, p := range r.pairs("file", top) {
		switch p.key.Value {
		case "uncertain":
			uncertain = p.value
		case "label":
			w.Label = r.text("label", p.value)
		case "doc":
			w.Doc = r.text("doc", p.value)
		case "parameters":
			for _, q := range r.pairs("parameters", p.value) {
				row := model.FindParameter(q.key.Value)
				if row == nil {
					r.unknown(q.key, "parameter", model.ParameterNames())
					continue
				}
				if v, ok := r.number("parameter "+row.Name, row.Unit, row.Low, row.High, q.value); ok {
					*row.Of(&w.Parameters) = v
					w.Set = append(w.Set, row)
				}
			}
		case "levers":
			r.fault(p.key, "levers: do not belong in a world (a scenario file holds levers)")
		default:
			r.unknown(p.key, "key", []string{"label", "doc", "parameters", "uncertain"})
		}
	}
	if uncertain != nil {
		r.uncertain(w, uncertain)
	}
	if w.Doc == "" && len(r.mistakes) == 0 {
		r.fault(top, "doc: is missing (a sentence on what the world assumes)")
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	return w, nil
}

// Check reads a file as a world if it holds parameters, else as a scenario, and
// says which it is.
func Check(name string) (kind string, err error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	r := &reader{file: name}
	if top := r.document(text); top != nil {
		for _, p := range r.pairs("file", top) {
			if p.key.Value == "parameters" || p.key.Value == "uncertain" {
				_, err := ParseWorld(name, text)
				return "world", err
			}
		}
	}
	_, err = Parse(name, text)
	return "scenario", err
}
