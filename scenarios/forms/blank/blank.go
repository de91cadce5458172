// SPDX-License-Identifier: Apache-2.0

// Package blank writes scenario and world files to begin from: everything that
// may be set stands in them behind comment signs, with its range and words.
package blank

import (
	"fmt"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// Path writes a path's file to begin from: every lever with the value that base
// has at the fork, its range and its words. It runs as it is and changes nothing.
func Path(name string, base *scenarios.Scenario) string {
	f := begin(name, "path", "A policy path: what actors choose. What it does not say stays as in "+base.Name+".",
		fmt.Sprintf("crossroads compare %s %s", base.Name, name))
	f.keys(base.Name, "My path", "One or two sentences on what this path stands for.")

	f.note("A lever is a number from the policy start on, or dates with values, where \"to\" is a straight line from the date before,",
		"or a change of what "+base.Name+" has:",
		"  openness: {2026: 0.3, 2028-07: 0.5, 2032: to 0.9}",
		"  investment: +20%")
	f.line("levers:")
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		f.quantity(&l.Quantity, fmt.Sprintf("%s to %s, set by %s. %s: %s; %s, today: %s; %s: %s.", scenarios.Plain(l.Low), scenarios.Plain(l.High), l.Actor,
			scenarios.Plain(l.Low), l.AtLow, scenarios.Plain(l.Today), l.AtToday, scenarios.Plain(l.High), l.AtHigh), base.LaidOut(l).String())
	}
	f.shocks("path")
	f.note("Levers that answer to what happens, for some time or until something else happens:")
	f.line("#rules:")
	f.line("#  - {when: attacks > 2000 for 6 months, then: {operations_tempo: 80}, for: 24 months}")
	f.line("#  - {when: trust > 0.3, then: {dialogue: 0.6}, until: trust < 0.2}")
	f.note("What may be spent in any year; investment counts when announced or when disbursed:")
	f.line("#budget: {operations + programmes + investment: 2500 USD million/year, counts: announced}")
	f.note("When the path starts, and the last month of the run:")
	f.line("#horizon: {fork: 2026-01, end: 2040-12}")
	return f.text.String()
}

// World writes a world's file to begin from: every parameter with the value that
// base has, its range, source and grade. It runs as it is and changes nothing.
func World(name string, base *scenarios.World) string {
	f := begin(name, "world", "A world: assumptions that nobody chooses. What it does not say stays as in "+base.Name+".",
		fmt.Sprintf("crossroads compare --world %s", name))
	f.keys(base.Name, "My world", "One or two sentences on what this world assumes.")
	f.note("An assumption is a number within its documented range, or a change of what "+base.Name+" has, as +20%.",
		"Beyond the range: build_time: {value: 15, outside_range: the reason}. Its grade says how good its evidence is.")
	f.line("parameters:")
	f.assumptions(base, func(name string) (string, bool) { return name, !strings.HasPrefix(name, start) })
	f.note("State at the start of the history.")
	f.line("start:")
	f.assumptions(base, func(name string) (string, bool) { return strings.CutPrefix(name, start) })
	f.shocks("world")
	f.note("How assumptions are drawn in an ensemble; without it, from their whole documented range. Each form has its keys:")
	for _, form := range scenarios.Forms {
		f.line("#   " + string(form) + ": " + strings.Join(scenarios.UncertainKeys(form)[1:], ", "))
	}
	f.line("#uncertain:")
	f.line("#  inflow: {form: triangular, low: 200, mode: 300, high: 600}")
	return f.text.String()
}

// start begins the names of the parameters that stand under start:.
const start = "start_"

// assumptions writes the parameters that a part of the file holds, each under
// the name it has there.
func (f *form) assumptions(base *scenarios.World, name func(parameter string) (string, bool)) {
	for i := range model.ParameterTable {
		p := &model.ParameterTable[i]
		if short, here := name(p.Name); here {
			q := p.Quantity
			q.Name = short
			f.quantity(&q, fmt.Sprintf("%s; %s. Source: %s.", rangeWords(p), p.Confidence, strings.TrimSuffix(p.Source, ".")),
				scenarios.Plain(*p.Of(&base.Parameters)))
		}
	}
}

// rangeWords are the documented range of a parameter and its centre.
func rangeWords(p *model.Parameter) string {
	if p.Low == p.High {
		return "held at " + scenarios.Plain(p.Central)
	}
	return fmt.Sprintf("%s to %s, central %s", scenarios.Plain(p.Low), scenarios.Plain(p.High), scenarios.Plain(p.Central))
}

// Schema is the name of the file, beside the one written, in which an editor
// finds what a file of a kind may hold.
func Schema(kind string) string { return "crossroads-" + kind + ".schema.json" }

// width is the width of the comments.
const width = 100

// form is a file being written.
type form struct{ text strings.Builder }

// begin writes the head of a file: what it is and what to do with it.
func begin(name, kind, what, command string) *form {
	f := &form{}
	f.line("# yaml-language-server: $schema=" + Schema(kind))
	f.comment("", model.Label+". "+what)
	f.comment("", "Remove the # in front of what you change.")
	f.line("#   crossroads describe language    the whole language of such files on a page")
	f.line("#   crossroads scenario validate " + name + "    names every mistake")
	f.line("#   " + command + "    runs it")
	f.line("")
	return f
}

// line writes one line.
func (f *form) line(text string) { f.text.WriteString(text + "\n") }

// comment writes a text as lines of a comment, at an indentation.
func (f *form) comment(indent, text string) {
	line := indent + "#"
	for _, word := range strings.Fields(text) {
		if len(line)+1+len(word) > width {
			f.line(line)
			line = indent + "#  "
		}
		line += " " + word
	}
	f.line(line)
}

// note writes lines of a comment after a blank line.
func (f *form) note(lines ...string) {
	f.line("")
	for _, l := range lines {
		f.line("# " + l)
	}
}

// keys writes the keys every file has.
func (f *form) keys(base, label, doc string) {
	f.line("# What figures and tables call it, instead of the file's name:")
	f.line("# label: " + label)
	f.line("doc: >-")
	f.line("  " + doc)
	f.line("extends: " + base)
}

// quantity writes a lever or an assumption behind a comment sign, its words
// above it.
func (f *form) quantity(q *model.Quantity, words, value string) {
	f.line("")
	unit := ""
	if q.Unit != "1" {
		unit = " [" + q.Unit + "]"
	}
	f.comment("  ", q.Label+unit+": "+q.Doc)
	f.comment("  ", words)
	f.line("  # " + q.Name + ": " + value)
}

// shocks writes one shock of each kind that a kind of file may hold, behind
// comment signs.
func (f *form) shocks(in string) {
	f.note("Dated events (crossroads describe shocks):")
	f.line("#shocks:")
	for i := range scenarios.ShockTable {
		k := &scenarios.ShockTable[i]
		if k.In != in {
			continue
		}
		fields := []string{"at: 2028-03"}
		for _, field := range k.Fields {
			fields = append(fields, field.Name+": "+scenarios.Plain(example(field)))
		}
		f.line("#  - " + k.Name + ": {" + strings.Join(fields, ", ") + "}")
	}
}

// example is a number a field of a shock might have: its default, else a small
// whole number of months or a share of a half.
func example(f scenarios.ShockField) float64 {
	switch {
	case f.Default != nil:
		return *f.Default
	case f.High <= 1:
		return f.High / 2
	default:
		return max(f.Low, min(6, f.High))
	}
}
