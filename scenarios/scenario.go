// SPDX-License-Identifier: Apache-2.0

// Package scenarios reads scenario and world files and runs them.
package scenarios

import (
	"embed"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"crossroads/model"
)

// Scenario is a named policy path: levers over time, and what befalls it. It
// holds no assumptions; those are a World.
type Scenario struct {
	Name   string // a built-in name, or the file's name without .yaml
	Label  string // the words in figures and tables
	Doc    string
	Text   string         // the YAML it was read from; written out if it extends a file
	Start  model.Month    // the January in which its run starts; 0 for that of the shared history
	Starts model.Month    // when it leaves the shared history, or its start
	End    model.Month    // the month after its last; 0 if it leaves that open
	From   *Scenario      // the path it builds on; nil for the history alone
	Levers []LeverPath    // its own, in file order
	Shocks []Shock        // its own, in file order
	Rules  []Rule         // its own, in file order
	Shown  []*model.Lever // those a pupil may move, in file order; none means all
	Budget *Budget        // nil if neither the file nor those it builds on set one

	Assumes  *World   // assumptions of its own, in a mixed file; nil for none
	Warnings Mistakes // what is allowed and yet likely not meant

	named bool   // it says what it builds on
	file  string // read from; "" for a text that was handed over or is built in
}

// LeverPath is one lever over time.
type LeverPath struct {
	Lever    *model.Lever
	Schedule Schedule
	Place    Place
	Reason   string // why it goes beyond the lever's range; "" where it stays within
	relative Place  // of a change of what is inherited; zero for none
}

//go:embed *.yaml worlds/*.yaml
var builtinFiles embed.FS

// Reference is the built-in path that others are compared with unless the user
// chooses another, and whose levers a path keeps where it says nothing.
const Reference = "current-course"

// Contrast are the two built-in paths that the essay sets against each other:
// what it asks of Islamabad, and what it calls purely kinetic. Questions about two
// paths are asked of these unless the user names others.
var Contrast = [2]string{"three-pillar", "kinetic"}

// Beside is the path shown with Contrast where there is room for a third: the
// essay's picture of China.
const Beside = "investment"

// Null is the built-in path on which nobody acts: every lever at 0.
const Null = "nobody-acts"

// mainNames are the paths drawn by default, in the order of their slots;
// variantNames are run beside them in tables. recordNames tell what happened
// after the policy start: nobody chooses them, so they run only when named.
var (
	mainNames    = []string{Reference, "kinetic", "investment", "three-pillar", "intervention"}
	variantNames = []string{"kinetic-precise", "investment-stalled", "three-pillar-2029", "three-pillar-2025", Null}
	recordNames  = []string{"as-it-happened-2026"}
)

// MainNames lists the five main built-in paths in their fixed order.
func MainNames() []string { return append([]string(nil), mainNames...) }

// BuiltinNames lists the built-in policy paths in their fixed order.
func BuiltinNames() []string { return append(MainNames(), variantNames...) }

// RecordNames lists the built-in paths that tell what happened after the policy
// start. No comparison of policies includes them unless they are named.
func RecordNames() []string { return append([]string(nil), recordNames...) }

// PathNames lists every built-in path that can be named: policies, then records.
func PathNames() []string { return append(BuiltinNames(), recordNames...) }

// Builtin returns a built-in path; an unknown name is an error that names the
// closest and the list.
func Builtin(name string) (*Scenario, error) {
	for _, known := range PathNames() {
		if name == known {
			return builtin(name), nil
		}
	}
	return nil, &UnknownError{"path", name, PathNames()}
}

// IsRecord reports whether s is a built-in path that tells what happened.
func (s *Scenario) IsRecord() bool { return s.file == "" && slices.Contains(recordNames, s.Name) }

// UnknownError refuses a name that is not in a list.
type UnknownError struct {
	Thing, Name string
	Known       []string
}

func (e *UnknownError) Error() string { return Unknown(e.Thing, e.Name, e.Known) }

// historyName is the file of the years before the fork.
const historyName = "history"

// History is the levers of the years before the fork, common to all paths.
func History() *Scenario { return builtin(historyName) }

// builtin reads an embedded file. The files are part of the program, so that a
// mistake in one is a fault of the program, which a test finds.
func builtin(name string) *Scenario {
	text, err := builtinFiles.ReadFile(name + ".yaml")
	if err != nil {
		panic(err)
	}
	s, err := (&reader{file: name + ".yaml", builtin: true}).path(text)
	if err != nil {
		panic(err)
	}
	for i := range model.LeverTable {
		if row := &model.LeverTable[i]; !slices.ContainsFunc(s.Levers, func(l LeverPath) bool { return l.Lever == row }) {
			s.Levers = append(s.Levers, s.base(row)...)
		}
	}
	return s
}

// base is the course of a lever that the built-in path s does not set, where it
// must have one: in the history its value of today, on Null none of it.
func (s *Scenario) base(row *model.Lever) []LeverPath {
	point := Point{At: model.HistoryStart, Value: row.Today}
	switch s.Name {
	case historyName:
	case Null:
		point = Point{At: model.Fork}
	default:
		return nil
	}
	return []LeverPath{{Lever: row, Schedule: Schedule{point}}}
}

// isFile tells a file's path from a built-in name.
func isFile(name string) bool {
	if name == "-" {
		return true // standard input
	}
	ext := filepath.Ext(name)
	return ext == ".yaml" || ext == ".yml" || strings.ContainsAny(name, `/\`) || name == "." || name == ".."
}

// strangeFile says why a file that has not the ending of scenario files is none,
// or returns nil where there is no such file.
func strangeFile(name string) error {
	if filepath.Ext(name) == "" {
		return nil
	}
	text, err := readFile(name)
	if err != nil {
		return nil
	}
	if what := foreign(text); what != "" {
		return fmt.Errorf("%s: is %s; a scenario file is YAML (crossroads scenario new my.yaml writes one)", name, what)
	}
	return fmt.Errorf("%s: the name of a scenario file ends in .yaml", name)
}

// nameOf is the name of the scenario or world in a file.
func nameOf(file string) string {
	if file == "-" {
		return "stdin"
	}
	base := filepath.Base(filepath.ToSlash(file))
	return CleanName(strings.TrimSuffix(base, filepath.Ext(base)))
}

// CleanName returns a name of a file as text: what is not UTF-8, and characters
// that steer a terminal, become the replacement character.
func CleanName(name string) string {
	return strings.Map(func(r rune) rune {
		if Unprintable(r) || r == '\n' || r == '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(name, "\uFFFD"))
}

// Plan lays the path out month by month over h: the levers of what it builds
// on, then its own, then its shocks.
func (s *Scenario) Plan(h model.Horizon) *model.Plan {
	plan := &model.Plan{Months: make([]model.Levers, h.Months())}
	for i := range plan.Months {
		plan.Months[i].AttackFactor = 1
	}
	s.applyLevers(plan, h)
	s.strike(plan, h)
	if s.Assumes != nil {
		for _, row := range s.Assumes.Set {
			plan.Assumptions = append(plan.Assumptions, model.Assumption{Parameter: row, Value: *row.Of(&s.Assumes.Parameters)})
		}
	}
	return plan
}

// applyLevers writes the levers of what s builds on, then its own.
func (s *Scenario) applyLevers(plan *model.Plan, h model.Horizon) {
	if s.From != nil {
		s.From.applyLevers(plan, h)
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
	for i := range s.Shocks {
		s.Shocks[i].strike(plan, h)
	}
	sortImpulses(plan.Impulses)
	for i := range s.Rules {
		plan.Rules = append(plan.Rules, s.Rules[i].Rule)
	}
}

// RunStart is the first month of a run of s.
func (s *Scenario) RunStart() model.Month {
	if s.Start != 0 {
		return s.Start
	}
	return model.HistoryStart
}

// LeavesEarly reports whether s leaves the shared history before the others.
func (s *Scenario) LeavesEarly() bool { return s.Start == 0 && s.Starts < model.Fork }

// BaseName is the name of the path that s builds on, or "nothing".
func (s *Scenario) BaseName() string {
	if s.From == nil {
		return "nothing"
	}
	return s.From.Name
}

// String is the label, for messages.
func (s *Scenario) String() string { return fmt.Sprintf("%s (%s)", s.Label, s.Name) }
