// SPDX-License-Identifier: Apache-2.0

// Package blocks prints the answers of commands that do not yet build typed tables:
// blocks of loose cells, which become typed ones for machines.
package blocks

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// Report is what a command prints: blocks of tables with sentences after them.
type Report struct {
	Command   string // such as "scenario diff"
	Title     string
	Facts     []Fact   // what the numbers rest on: version, world, seed
	Lead      []string // at most two lines above the tables: how what was run agrees with the counts
	Blocks    []Block
	Sentences []string
}

// Fact is a named circumstance of a report.
type Fact struct{ Name, Value string }

// Block is one table.
type Block struct {
	Name    string // for machines; by default made from the title
	Title   string
	Detail  bool // whether people see the table only if they ask for it by name or for all
	Columns []Column
	Rows    [][]any // string, float64, int or compared, one per column
	Notes   []string
}

// Column heads a column of a block. Name is the key in CSV and JSON.
type Column struct {
	Name, Head string
	Width      int // at most, for words; 0 for numbers
}

// Compared is a number with its difference to a reference; the reference itself
// has none.
type Compared struct {
	Value, Difference float64
	Unit              string
	Reference         bool
}

// Measured is a number with its unit.
type Measured struct {
	Value float64
	Unit  string
}

// SignedAmount is a difference with its unit.
type SignedAmount Measured

// Facts lists what every report states.
func Facts(more ...Fact) []Fact {
	list := append([]Fact{
		{"version", model.Version},
		{"model", scenarios.ModelHash()},
	}, more...)
	return slices.DeleteFunc(list, func(f Fact) bool { return f.Value == "" })
}

// printWords writes the report for people, without its tables of details unless
// all are asked for.
func (r *Report) printWords(w io.Writer, format string, all bool) error {
	var b strings.Builder
	width := sink.Width(w)
	hidden := 0
	if format == "md" {
		fmt.Fprintf(&b, "**%s**\n\n%s\n", model.Label, r.Title)
	} else {
		fmt.Fprintf(&b, "%s\n%s\n", model.Label, wrapped(r.Title, format, width))
	}
	for _, s := range r.Sentences {
		if format == "md" {
			b.WriteString("\n")
		}
		fmt.Fprintln(&b, wrapped(s, format, width))
	}
	for _, s := range r.Lead {
		fmt.Fprintf(&b, "%s\n", wrapped(s, format, width))
		if format == "md" {
			b.WriteString("\n")
		}
	}
	for _, block := range r.Blocks {
		if block.Detail && !all {
			hidden++
			continue
		}
		b.WriteString("\n")
		block.words(&b, format, width)
	}
	if hidden > 0 {
		fmt.Fprintf(&b, "\n%s\n", wrapped(table.MoreTables(hidden), format, width))
	}
	var line []string
	for _, f := range r.Facts {
		line = append(line, f.Name+" "+f.Value)
	}
	if len(line) > 0 {
		fmt.Fprintf(&b, "\n%s\n", wrapped(strings.Join(line, " · "), format, width))
	}
	words := b.String()
	if format == "md" {
		words = sink.Markdown(words)
	}
	_, err := io.WriteString(w, words)
	return err
}

// wrapped breaks a sentence at a width, except in Markdown.
func wrapped(s, format string, width int) string {
	if format == "md" {
		return s
	}
	return strings.Join(table.Wrap(s, width), "\n")
}

// words writes one table for people.
func (t *Block) words(b *strings.Builder, format string, width int) {
	switch {
	case t.Title == "":
	case format == "md":
		fmt.Fprintf(b, "#### %s\n\n", t.Title)
	default:
		fmt.Fprintf(b, "%s\n", wrapped(t.Title, format, width))
	}
	if len(t.Rows) > 0 {
		t.grid(b, format, width)
	}
	for _, n := range t.Notes {
		if format == "md" {
			fmt.Fprintf(b, "\n%s\n", n)
		} else {
			fmt.Fprintln(b, wrapped(n, format, width))
		}
	}
}

// grid writes the rows of one table for people.
func (t *Block) grid(b *strings.Builder, format string, width int) {
	var looks []table.Look
	for i, c := range t.Columns {
		looks = append(looks, table.Look{Head: c.Head, Width: c.Width, Right: c.Width == 0 && len(t.Rows) > 0 && numeric(t.Rows[0][i])})
	}
	rows := make([][]string, len(t.Rows))
	for i, r := range t.Rows {
		for _, cell := range r {
			rows[i] = append(rows[i], Text(cell))
		}
	}
	if format == "md" {
		b.WriteString(table.Markdown(looks, rows) + "\n")
		return
	}
	for _, l := range table.Lines(looks, rows, width) {
		fmt.Fprintln(b, l)
	}
}

// numeric tells whether a cell holds a number.
func numeric(cell any) bool {
	switch cell.(type) {
	case float64, int, Compared, Measured, SignedAmount, Input, Percent, Extent, ensemble.Share, table.Number, table.Compared, table.Difference, table.Share, table.Range:
		return true
	}
	return false
}

// Text is a cell as people read it.
func Text(cell any) string {
	switch v := cell.(type) {
	case table.Cell:
		return v.Text()
	case Compared:
		if v.Reference {
			return table.Amount(v.Value, v.Unit) + strings.Repeat(" ", 8)
		}
		return fmt.Sprintf("%s %7s", table.Amount(v.Value, v.Unit), plots.Plus(table.Amount(v.Difference, v.Unit)))
	case Measured:
		return table.Amount(v.Value, v.Unit)
	case SignedAmount:
		return plots.Plus(table.Amount(v.Value, v.Unit))
	case float64:
		return plots.Number(v)
	case int:
		return strconv.Itoa(v)
	case Input:
		return plots.Exact(float64(v))
	case ensemble.Share:
		return ensemble.OfHundred(v.Fraction())
	default:
		return fmt.Sprint(v)
	}
}

// Exact is a number in full precision.
func Exact(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
