// Package scenarios reads scenario and world files and runs them.
package scenarios

import (
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// Scenario is a named policy path: levers over time, and what befalls it. It
// holds no assumptions; those are a World.
type Scenario struct {
	Name   string // a built-in name, or the file's name without .yaml
	Label  string // the words in figures and tables
	Doc    string
	Text   string      // the YAML it was read from
	Starts model.Month // when it leaves the levers it builds on
	From   *Scenario   // the levers it builds on; nil for the history alone
	Levers []LeverPath // in file order
	Shocks []Shock     // in file order
	Rules  []model.Rule
	Shown  []*model.Lever // those a pupil may move, in file order; none means all
	Budget *Budget        // nil if the file sets none
}

// LeverPath is one lever over time.
type LeverPath struct {
	Lever    *model.Lever
	Schedule Schedule
}

//go:embed *.yaml worlds/*.yaml
var files embed.FS

// Reference is the built-in path that others are compared with unless the user
// chooses another, and whose levers a path keeps where it says nothing.
const Reference = "current-course"

// mainNames are the paths drawn by default, in the order of their slots;
// variantNames are run beside them in tables.
var (
	mainNames    = []string{Reference, "kinetic", "investment", "three-pillar", "intervention"}
	variantNames = []string{"kinetic-precise", "investment-stalled", "three-pillar-2029", "three-pillar-2025"}
)

// MainNames lists the five main built-in paths in their fixed order.
func MainNames() []string { return append([]string(nil), mainNames...) }

// BuiltinNames lists all built-in paths in their fixed order.
func BuiltinNames() []string { return append(MainNames(), variantNames...) }

// Builtin returns a built-in path; an unknown name is an error that names the
// closest and the list.
func Builtin(name string) (*Scenario, error) {
	for _, known := range BuiltinNames() {
		if name == known {
			return builtin(name), nil
		}
	}
	return nil, &UnknownError{"scenario", name, BuiltinNames()}
}

// UnknownError refuses a name that is not in a list.
type UnknownError struct {
	Thing, Name string
	Known       []string
}

func (e *UnknownError) Error() string { return Unknown(e.Thing, e.Name, e.Known) }

// History is the levers of the years before the fork, common to all paths.
func History() *Scenario { return builtin("history") }

// builtin reads an embedded file. The files are part of the program, so that a
// mistake in one is a fault of the program, which a test finds.
func builtin(name string) *Scenario {
	text, err := files.ReadFile(name + ".yaml")
	if err != nil {
		panic(err)
	}
	s, err := Parse(name+".yaml", text)
	if err != nil {
		panic(err)
	}
	return s
}

// Find returns a built-in path by its name, or reads the file that name is the
// path of.
func Find(name string) (*Scenario, error) {
	if !isFile(name) {
		return Builtin(name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return Parse(name, text)
}

// isFile tells a file's path from a built-in name.
func isFile(name string) bool {
	ext := filepath.Ext(name)
	return ext == ".yaml" || ext == ".yml" || strings.ContainsAny(name, `/\`)
}

// nameOf is the name of the scenario or world in a file.
func nameOf(file string) string {
	base := filepath.Base(filepath.ToSlash(file))
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// scenarioKeys are the keys of a scenario file.
var scenarioKeys = []string{"label", "doc", "from", "starts", "levers", "shocks", "rules", "levers_shown", "budget"}

// Parse reads a scenario. All its mistakes come back together as Mistakes.
func Parse(file string, text []byte) (*Scenario, error) {
	r := &reader{file: file}
	s := &Scenario{Name: nameOf(file), Text: string(text), Starts: model.Fork}
	top := r.document(text)
	if top == nil {
		return nil, r.err()
	}
	entries := map[string]*yaml.Node{}
	for _, p := range r.pairs("file", top) {
		entries[p.key.Value] = p.value
		switch p.key.Value {
		case "label", "doc", "from", "starts", "levers", "shocks", "rules", "levers_shown", "budget":
		case "parameters", "world", "uncertain":
			r.fault(p.key, "%s: do not belong in a path (a world file holds assumptions: --world my-world.yaml)", p.key.Value)
		default:
			r.unknown(p.key, "key", scenarioKeys)
		}
	}
	s.Label = strings.ToUpper(s.Name[:min(1, len(s.Name))]) + strings.ReplaceAll(s.Name[min(1, len(s.Name)):], "-", " ")
	if n := entries["label"]; n != nil {
		s.Label = r.text("label", n)
	}
	if n := entries["doc"]; n != nil {
		s.Doc = r.text("doc", n)
	} else {
		r.fault(top, "doc: is missing (a sentence on what the path stands for)")
	}
	if n := entries["starts"]; n != nil {
		s.Starts, _ = r.month("starts", n)
		if s.Starts < model.HistoryStart || s.Starts > model.Fork {
			r.fault(n, "starts = %s: is outside the history (%s to %s)", s.Starts, model.HistoryStart, model.Fork)
		}
	}
	s.From = r.base(s, entries["from"])
	if n := entries["levers"]; n != nil && n.Tag != "!!null" {
		for _, p := range r.pairs("levers", n) {
			if lever := r.lever(p.key); lever != nil {
				s.Levers = append(s.Levers, LeverPath{lever, r.schedule(lever, s.Starts, p.value)})
			}
		}
	}
	if n := entries["shocks"]; n != nil {
		s.Shocks = r.shocks(s.Starts, n)
	}
	if n := entries["rules"]; n != nil {
		s.Rules = r.rules(s.Starts, n)
	}
	if n := entries["levers_shown"]; n != nil {
		s.Shown = r.shown(n)
	}
	if n := entries["budget"]; n != nil {
		s.Budget = r.budget(n)
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	return s, nil
}

// base finds the levers a path builds on: those of the path after from:, else
// of the reference, which itself builds on the history.
func (r *reader) base(s *Scenario, n *yaml.Node) *Scenario {
	switch {
	case s.Name == "history":
		return nil
	case n != nil:
		name := r.text("from", n)
		base, err := Builtin(name)
		if err != nil {
			r.unknown(n, "from", BuiltinNames())
			return nil
		}
		return base
	case s.Name == Reference:
		return History()
	default:
		return builtin(Reference)
	}
}

// Plan lays the path out month by month over h: the levers of what it builds
// on, then its own, then its shocks.
func (s *Scenario) Plan(h model.Horizon) *model.Plan {
	plan := &model.Plan{Months: make([]model.Levers, h.Months())}
	for i := range plan.Months {
		plan.Months[i].AttackFactor = 1
	}
	s.lay(plan, h)
	s.strike(plan, h)
	return plan
}

// lay writes the levers of what s builds on, then its own.
func (s *Scenario) lay(plan *model.Plan, h model.Horizon) {
	if s.From != nil {
		s.From.lay(plan, h)
	}
	for _, path := range s.Levers {
		for i := range plan.Months {
			if v, ok := path.Schedule.Value(h.Start + model.Month(i)); ok {
				*path.Lever.Of(&plan.Months[i]) = v
			}
		}
	}
}

// strike adds the shocks and rules of what s builds on, then its own.
func (s *Scenario) strike(plan *model.Plan, h model.Horizon) {
	if s.From != nil {
		s.From.strike(plan, h)
	}
	for _, shock := range s.Shocks {
		if shock.At >= h.End {
			continue
		}
		if shock.Kind.impulse != nil {
			plan.Impulses = append(plan.Impulses, shock.Kind.impulse(shock.At, shock.Values))
		}
		if shock.Kind.bend != nil {
			shock.Kind.bend(plan.Months[shock.At-h.Start:], shock.Values)
		}
	}
	sortImpulses(plan.Impulses)
	plan.Rules = append(plan.Rules, s.Rules...)
}

// String is the label, for messages.
func (s *Scenario) String() string { return fmt.Sprintf("%s (%s)", s.Label, s.Name) }
