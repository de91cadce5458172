// SPDX-License-Identifier: Apache-2.0

// Package code writes what a pupil hands in, a path with its world and what the
// pupil expected, as a short text that can be pasted, read aloud or typed.
package code

import (
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strconv"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// Entry is what one pupil or group hands in.
type Entry struct {
	Model    string // the first digits of the hash of the model it was made with
	Scenario *scenarios.Scenario
	World    *scenarios.World
	Guesses  []Guess
	Orders   []Order
}

// Guess is a number expected before the run was seen.
type Guess struct {
	Outcome *model.Outcome
	Path    string // a built-in path; empty for the pupil's own
	Year    int
	Value   float64
}

// Order is an expectation about two paths: which of them ends higher, and
// whether they change places on the way.
type Order struct {
	Outcome       *model.Outcome
	First, Second string // built-in paths; empty for the pupil's own
	Higher        bool   // First ends higher than Second
	Cross         bool
}

// Prefix begins every code; its digit is the version of the form.
const Prefix = "CR1"

// modelDigits is how many digits of the model hash a code carries.
const modelDigits = 5

// SameModel reports whether the entry was made with the model of this program.
func (e *Entry) SameModel() bool { return strings.HasPrefix(scenarios.ModelHash(), e.Model) }

// Encode writes an entry; the model is that of this program. Every lever and
// shock of the path, the world with its changed assumptions, and all
// expectations are carried exactly; label and doc are not. What else a file may hold, rules
// among it, does not fit.
func Encode(e *Entry) (string, error) {
	if what := beyondCodes(e); what != "" {
		return "", fmt.Errorf("path %s: %s not fit into a code (hand in the file)", e.Scenario.Name, what)
	}
	w := newWriter()
	hash, err := strconv.ParseUint(scenarios.ModelHash()[:modelDigits], 16, 64)
	if err != nil {
		return "", err
	}
	w.digit(int(hash), 1<<(4*modelDigits))
	w.digit(key(leverGrid()), keys)
	w.world(e.World)
	leaves := e.Scenario.Leaves()
	w.natural(int(model.Fork - leaves))
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		w.schedule(row, leaves, e.Scenario.LaidOut(row))
	}
	shocks := e.Scenario.AllShocks()
	w.natural(len(shocks))
	for _, s := range shocks {
		w.digit(key(s.Kind.Name), keys)
		w.natural(int(s.At - leaves))
		for _, v := range s.Values {
			w.decimal(v)
		}
	}
	w.natural(len(e.Guesses))
	for _, g := range e.Guesses {
		w.digit(key(g.Outcome.Name), keys)
		w.path(g.Path)
		if g.Year >= model.DefaultEnd.Year() {
			w.fail("guess for %d: lies after the end (%d at most)", g.Year, model.DefaultEnd.Year()-1)
		}
		w.natural(g.Year - model.Fork.Year())
		w.decimal(g.Value)
	}
	w.natural(len(e.Orders))
	for _, o := range e.Orders {
		w.digit(key(o.Outcome.Name), keys)
		w.path(o.First)
		w.path(o.Second)
		w.bit(o.Higher)
		w.bit(o.Cross)
	}
	if w.err != nil {
		return "", w.err
	}
	return grouped(w.number), nil
}

// beyondCodes names what an entry holds that a code does not carry, with its
// verb; "" if nothing.
func beyondCodes(e *Entry) string {
	switch s, w := e.Scenario, e.World; {
	case len(s.AllRules()) > 0:
		return "rules do"
	case len(e.Scenario.Beyond()) > 0:
		return "levers outside their range do"
	case s.End != 0:
		return "an end of its own does"
	case s.Budget != nil && s.Budget.Scale != nil:
		return "a budget that scales does"
	case s.Assumes != nil:
		return "assumptions of its own do"
	case len(w.Shocks)+len(w.Outside) > 0:
		return "shocks of a world and values outside their ranges do"
	}
	return ""
}

// Decode reads a code. Small and capital letters, spaces and hyphens do not
// matter, and letters that look like a digit count as that digit. What it says
// is read as a scenario file is, so that nothing runs that a file could not say.
// An entry of another model is read if its levers are those of this one
// (SameModel tells).
func Decode(text string) (*Entry, error) {
	number, err := ungrouped(text)
	if err != nil {
		return nil, err
	}
	r := &reader{number: number}
	e := &Entry{Model: fmt.Sprintf("%0*x", modelDigits, r.digit(1<<(4*modelDigits)))}
	if r.digit(keys) != key(leverGrid()) {
		return nil, fmt.Errorf("code: was made with model %s…, whose levers differ from those of this one, %s (the version of the program that made it, or the path as a file)",
			e.Model, scenarios.ModelHash())
	}
	e.World = r.world()
	leaves := model.Fork - model.Month(r.natural(120))
	s := &scenarios.Scenario{Name: "code", Label: "Own path", Doc: "A path entered as a code.", Starts: leaves}
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		s.Levers = append(s.Levers, scenarios.LeverPath{Lever: row, Schedule: r.schedule(row, leaves)})
	}
	for range r.natural(many) {
		s.Shocks = append(s.Shocks, r.shock(leaves))
	}
	for range r.natural(many) {
		e.Guesses = append(e.Guesses, Guess{r.outcome(), r.path(), model.Fork.Year() + r.natural(model.DefaultEnd.Year()-1-model.Fork.Year()), r.decimal()})
	}
	for range r.natural(many) {
		e.Orders = append(e.Orders, Order{r.outcome(), r.path(), r.path(), r.bit(), r.bit()})
	}
	if r.err == nil && r.number.Sign() != 0 {
		r.err = errors.New("code: says more than this version can read (the version of the program that made it)")
	}
	if r.err != nil {
		return nil, r.err
	}
	if e.Scenario, err = scenarios.Parse("code.yaml", []byte(s.File())); err != nil {
		return nil, fmt.Errorf("code: says what no file may: %w", err)
	}
	return e, nil
}

// keys is the number of keys; many is more shocks, dates or expectations than
// anyone hands in.
const (
	keys = 29791 // 31³, three characters
	many = 500
)

// key stands for a name. Keys of names that could be confused differ (a test
// says so), and do not change when a table grows or is put in another order.
func key(name string) int { return int(crc32.ChecksumIEEE([]byte(name)) % keys) }

// named finds the name a key stands for, or "".
func named(k int, names []string) string {
	i := slices.IndexFunc(names, func(name string) bool { return key(name) == k })
	if i < 0 {
		return ""
	}
	return names[i]
}

// leverGrid is what the values of levers in a code rest on.
func leverGrid() string {
	var b strings.Builder
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		fmt.Fprintln(&b, row.Name, row.Low, row.High, row.Grain)
	}
	return b.String()
}

// grains is the number of values of a lever on its grid.
func grains(row *model.Lever) int { return int(math.Round((row.High-row.Low)/row.Grain)) + 1 }

// grain is the value of a lever at a place on its grid, as one would write it.
func grain(row *model.Lever, place int) float64 {
	return math.Round((row.Low+float64(float64(place)*row.Grain))*1e9) / 1e9
}

// forms of a schedule in a code.
const (
	constant = iota
	periods  // steps at the dates of Periods
	dated    // any points
	forms
)

// Periods are the months from which the three periods of the page hold.
var Periods = [3]model.Month{model.NewYear(2026), model.NewYear(2031), model.NewYear(2036)}
