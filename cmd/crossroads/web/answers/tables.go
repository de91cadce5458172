// SPDX-License-Identifier: Apache-2.0

package answers

import (
	"fmt"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/class/start"
)

// tablesGiven is everything the page shows that no run can change.
type tablesGiven struct {
	Label      string           `json:"label"`
	Version    string           `json:"version"`
	Hash       string           `json:"hash"`
	First      int              `json:"first"` // the first year of the history
	Fork       int              `json:"fork"`  // the first year of the paths
	Last       int              `json:"last"`
	Reference  string           `json:"reference"`
	Levers     []leverGiven     `json:"levers"`
	Parameters []parameterGiven `json:"parameters"`
	Outcomes   []outcomeGiven   `json:"outcomes"`
	Shocks     []shockGiven     `json:"shocks"`
	Paths      []pathGiven      `json:"paths"`
	Worlds     []worldGiven     `json:"worlds"`

	Recorded map[string][]recordedGiven `json:"recorded"` // by outcome
	Evidence map[string]evidenceGiven   `json:"evidence"` // by its place in the ledger
}

// quantityGiven is a model.Quantity.
type quantityGiven struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	Unit  string `json:"unit"`
	Doc   string `json:"doc"`
}

type leverGiven struct {
	quantityGiven
	Plain    string   `json:"plain"`
	Letter   string   `json:"letter"`
	Actor    string   `json:"actor"`
	Low      float64  `json:"low"`
	Today    float64  `json:"today"`
	High     float64  `json:"high"`
	Grain    float64  `json:"grain"`
	AtLow    string   `json:"atLow"`
	AtToday  string   `json:"atToday"`
	AtHigh   string   `json:"atHigh"`
	Essay    string   `json:"essay"`
	Source   string   `json:"source"`
	Evidence []string `json:"evidence"`
}

type parameterGiven struct {
	quantityGiven
	Plain      string  `json:"plain"`
	Low        float64 `json:"low"`
	Documented float64 `json:"documented"`
	Central    float64 `json:"central"`
	High       float64 `json:"high"`
	Kind       string  `json:"kind"`
	Confidence string  `json:"confidence"`
	Source     string  `json:"source"`
	Because    string  `json:"because"`

	Evidence []string `json:"evidence"`
}

type outcomeGiven struct {
	quantityGiven
	Span     string   `json:"span"`
	Headline bool     `json:"headline"`
	Payer    string   `json:"payer"`
	Parts    []string `json:"parts"`
}

type shockGiven struct {
	Name   string       `json:"name"`
	Doc    string       `json:"doc"`
	Fields []fieldGiven `json:"fields"`
}

type fieldGiven struct {
	quantityGiven
	Low     float64  `json:"low"`
	High    float64  `json:"high"`
	Default *float64 `json:"default"`
}

// pathGiven is a scenario with its levers laid out in full, so that it needs no
// other path to stand on.
type pathGiven struct {
	Name   string                  `json:"name"`
	Label  string                  `json:"label"`
	Plain  string                  `json:"plain"`
	Doc    string                  `json:"doc"`
	Main   bool                    `json:"main"`
	Starts string                  `json:"starts"`
	Levers map[string][]pointGiven `json:"levers"`
	Shocks []struckGiven           `json:"shocks"`
	Rules  []ruleGiven             `json:"rules"`
	Shown  []string                `json:"shown"`
	Budget *budgetGiven            `json:"budget"`
}

// budgetGiven is a ceiling on a sum of money rows, in the words of a file.
type budgetGiven struct {
	Words  string  `json:"words"`
	Limit  float64 `json:"limit"`
	Counts string  `json:"counts"`
	Scale  string  `json:"scale"`
}

type pointGiven struct {
	At    string  `json:"at"`
	Value float64 `json:"value"`
	Ramp  bool    `json:"ramp,omitempty"`
}

type struckGiven struct {
	Kind   string             `json:"kind"`
	At     string             `json:"at"`
	Values map[string]float64 `json:"values"`
}

// ruleGiven is a rule in the words of a file; it has Until or For.
type ruleGiven struct {
	From  string             `json:"from"`
	When  string             `json:"when"`
	Until string             `json:"until,omitempty"`
	For   string             `json:"for,omitempty"`
	Then  map[string]float64 `json:"then"`
}

type worldGiven struct {
	Name  string             `json:"name"`
	Label string             `json:"label"`
	Plain string             `json:"plain"`
	Doc   string             `json:"doc"`
	Set   map[string]float64 `json:"set"`
}

func quantity(q model.Quantity) quantityGiven { return quantityGiven{q.Name, q.Label, q.Unit, q.Doc} }

// tables answers with every table of the model, the built-in paths and worlds.
func tables(*question) (any, error) {
	t := tablesGiven{
		Label: model.Label, Version: model.Version, Hash: scenarios.ModelHash(),
		First: model.HistoryStart.Year(), Fork: model.Fork.Year(), Last: model.DefaultEnd.Year() - 1,
		Reference: scenarios.Reference, Recorded: recorded(), Evidence: bearing(),
	}
	for _, l := range model.LeverTable {
		t.Levers = append(t.Levers, leverGiven{quantity(l.Quantity), l.Plain, l.Letter, l.Actor, l.Low, l.Today, l.High, l.Grain,
			l.AtLow, l.AtToday, l.AtHigh, l.Essay, l.Source, l.Evidence})
	}
	for _, p := range model.ParameterTable {
		t.Parameters = append(t.Parameters, parameterGiven{quantity(p.Quantity), start.PlainParameter(p.Name), p.Low, p.Documented, p.Central, p.High,
			string(p.Kind), string(p.Confidence), p.Source, p.Because, p.Evidence})
	}
	for _, o := range model.OutcomeTable {
		t.Outcomes = append(t.Outcomes, outcomeGiven{quantity(o.Quantity), string(o.Span), o.Headline, o.Payer, o.Parts})
	}
	for _, k := range scenarios.ShockTable {
		if k.In != "path" {
			continue // nobody's choice: a world file holds it
		}
		given := shockGiven{Name: k.Name, Doc: k.Doc}
		for _, f := range k.Fields {
			given.Fields = append(given.Fields, fieldGiven{quantity(f.Quantity), f.Low, f.High, f.Default})
		}
		t.Shocks = append(t.Shocks, given)
	}
	for _, name := range scenarios.BuiltinNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		given := laidOut(s)
		for _, main := range scenarios.MainNames() {
			given.Main = given.Main || main == name
		}
		t.Paths = append(t.Paths, given)
	}
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		t.Worlds = append(t.Worlds, world(w))
	}
	return t, nil
}

// world lists what a world changes.
func world(w *scenarios.World) worldGiven {
	given := worldGiven{w.Name, w.Label, w.Plain(), w.Doc, map[string]float64{}}
	for _, row := range w.Set {
		given.Set[row.Name] = *row.Of(&w.Parameters)
	}
	return given
}

// change sets assumptions of a world; one that is unknown or out of its range is
// refused.
func change(w *scenarios.World, set map[string]float64) error {
	known := 0
	for i := range model.ParameterTable {
		row := &model.ParameterTable[i]
		v, given := set[row.Name]
		if !given {
			continue
		}
		known++
		if !(v >= row.Low && v <= row.High) {
			return fmt.Errorf("parameter %s = %v %s: is outside its range (%v to %v)", row.Name, v, row.Unit, row.Low, row.High)
		}
		*row.Of(&w.Parameters) = v
		w.Set = append(w.Set, row)
	}
	if known == len(set) {
		return nil
	}
	for name := range set {
		if model.FindParameter(name) == nil {
			return fmt.Errorf("%s", scenarios.Unknown("parameter", name, model.ParameterNames()))
		}
	}
	return nil
}

// laidOut describes a scenario without reference to the paths it builds on.
func laidOut(s *scenarios.Scenario) pathGiven {
	given := pathGiven{Name: s.Name, Label: s.Label, Plain: s.Plain(), Doc: s.Doc, Starts: s.Leaves().String(), Levers: map[string][]pointGiven{}}
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		for _, p := range s.LaidOut(row) {
			given.Levers[row.Name] = append(given.Levers[row.Name], pointGiven{p.At.String(), p.Value, p.Ramp})
		}
	}
	for _, shock := range s.AllShocks() {
		values := map[string]float64{}
		for i, f := range shock.Kind.Fields {
			values[f.Name] = shock.Values[i]
		}
		given.Shocks = append(given.Shocks, struckGiven{shock.Kind.Name, shock.At.String(), values})
	}
	for _, r := range s.AllRules() {
		then := map[string]float64{}
		for _, one := range r.Set {
			then[one.Lever.Name] = one.Value
		}
		given.Rules = append(given.Rules, ruleGiven{r.From.String(), r.WhenWords(), r.UntilWords(), r.ForWords(), then})
	}
	for _, row := range s.Shown {
		given.Shown = append(given.Shown, row.Name)
	}
	if b := s.Budget; b != nil {
		given.Budget = &budgetGiven{b.Words(), b.Limit, b.Counts, ""}
		if b.Scale != nil {
			given.Budget.Scale = b.Scale.Name
		}
	}
	return given
}

// read answers with the path or world in a file, laid out; its mistakes are
// those the command line would name.
func read(q *question) (any, error) {
	if scenarios.IsWorld([]byte(q.Text)) {
		w, err := scenarios.ParseWorld(q.File, []byte(q.Text))
		if err != nil {
			return nil, err
		}
		if len(w.Uncertain) > 0 || len(w.Correlations) > 0 {
			return nil, fmt.Errorf("%s: uncertain: is not read by the page, which draws every parameter as its table says (on the command line: --world %s)", q.File, q.File)
		}
		if len(w.Shocks)+len(w.Outside) > 0 {
			return nil, fmt.Errorf("%s: shocks and values outside their ranges are not carried by the page (on the command line: --world %s)", q.File, q.File)
		}
		return map[string]any{"world": world(w), "warnings": warnings(w.Warnings)}, nil
	}
	s, err := scenarios.Parse(q.File, []byte(q.Text))
	if err != nil {
		return nil, err
	}
	if s.End != 0 && s.End != model.DefaultEnd {
		return nil, fmt.Errorf("%s: horizon: end %s is not carried by the page, which runs every path to %s (on the command line: compare %s)", q.File, s.End-1, model.DefaultEnd-1, q.File)
	}
	return map[string]any{"path": laidOut(s), "warnings": warnings(s.Warnings)}, nil
}

// warnings are what a file says and likely does not mean, in the words of the
// command line.
func warnings(list scenarios.Mistakes) []string {
	words := []string{}
	for _, w := range list {
		words = append(words, w.Place().String()+": "+w.Text)
	}
	return words
}

// write answers with the file of the first path asked for and that of the world.
func write(q *question) (any, error) {
	paths, err := q.paths()
	if err != nil {
		return nil, err
	}
	given := map[string]string{}
	if len(paths) > 0 {
		given["path"] = "# " + model.Label + "\n" + paths[0].File()
	}
	w, err := q.World.world()
	if err != nil {
		return nil, err
	}
	given["world"] = "# " + model.Label + "\n" + w.File()
	return given, nil
}
