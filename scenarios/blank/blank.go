// Package blank writes scenario and world files to begin from: everything that
// may be set stands in them behind comment signs, with its range and words.
package blank

import (
	"fmt"
	"strconv"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// Path writes a path's file to begin from: every lever with the value that base
// has at the fork, its range and its words. It runs as it is and changes nothing.
func Path(name string, base *scenarios.Scenario) string {
	f := begin(name, "path", "A policy path: what actors choose. What it does not say stays as in "+base.Name+".",
		fmt.Sprintf("crossroads compare %s %s", base.Name, name))
	f.keys(base.Name, "One or two sentences on what this path stands for.")

	f.note("A lever is a number from the fork on, or dates with values; \"to\" is a straight line from the date before:",
		"  openness: {2026: 0.3, 2028-07: 0.5, 2032: to 0.9}")
	f.line("levers:")
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		f.quantity(&l.Quantity, fmt.Sprintf("%s to %s, set by %s. %s: %s; %s, today: %s; %s: %s.", plain(l.Low), plain(l.High), l.Actor,
			plain(l.Low), l.AtLow, plain(l.Today), l.AtToday, plain(l.High), l.AtHigh), base.LaidOut(l).String())
	}
	f.shocks()
	f.note("Levers that answer to what happens:")
	f.line("#rules:")
	f.line("#  - {when: attacks > 2000, until: attacks < 1500, set: {operations_tempo: 80}}")
	return f.text.String()
}

// World writes a world's file to begin from: every parameter with the value that
// base has, its range, source and grade. It runs as it is and changes nothing.
func World(name string, base *scenarios.World) string {
	f := begin(name, "world", "A world: assumptions that nobody chooses. What it does not say stays as in "+base.Name+".",
		fmt.Sprintf("crossroads compare --world %s", name))
	f.keys(base.Name, "One or two sentences on what this world assumes.")
	f.note("An assumption is a number within its documented range. Its grade says what it rests on.")
	f.line("parameters:")
	for i := range model.ParameterTable {
		p := &model.ParameterTable[i]
		f.quantity(&p.Quantity, fmt.Sprintf("%s to %s, central %s; %s. Source: %s", plain(p.Low), plain(p.High), plain(p.Central),
			p.Confidence, strings.TrimSuffix(p.Source, ".")+"."), plain(*p.Of(&base.Parameters)))
	}
	return f.text.String()
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
	f.comment("", "Take the comment sign away from what you change.")
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
func (f *form) keys(base, doc string) {
	f.line("# label: words for figures and tables, instead of the file's name")
	f.line("doc: " + doc)
	f.line("from: " + base)
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

// shocks writes one shock of each kind behind comment signs.
func (f *form) shocks() {
	f.note("Dated events (crossroads describe shocks):")
	f.line("#shocks:")
	for i := range scenarios.ShockTable {
		k := &scenarios.ShockTable[i]
		fields := []string{"at: 2028-03"}
		for _, field := range k.Fields {
			v := field.Low + (field.High-field.Low)/100
			if field.Default != nil {
				v = *field.Default
			}
			fields = append(fields, field.Name+": "+strconv.FormatFloat(v, 'g', 2, 64))
		}
		f.line("#  - " + k.Name + ": {" + strings.Join(fields, ", ") + "}")
	}
}

// plain writes a number as files have it.
func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
