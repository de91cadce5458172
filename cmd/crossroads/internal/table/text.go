// SPDX-License-Identifier: Apache-2.0

package table

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/model"
	"crossroads/scenarios"
)

// PathLabel is what people read for a path: its label, marked where the path
// starts before the others and where its file has the name of a built-in path.
func PathLabel(s *scenarios.Scenario) string {
	label := s.Label
	if slices.Contains(scenarios.BuiltinNames(), s.Name) && len(s.Files()) > 0 {
		label += " (your file)"
	}
	if s.LeavesEarly() {
		label += " †"
	}
	return label
}

// Sentence joins words as in a sentence, by semicolons where a word holds a comma.
func Sentence(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	between, and := ", ", " and "
	if len(words) > 2 && slices.ContainsFunc(words, func(w string) bool { return strings.Contains(w, ",") }) {
		between, and = "; ", "; and "
	}
	return strings.Join(words[:len(words)-1], between) + and + words[len(words)-1]
}

// LowerFirst writes words as in the middle of a sentence.
func LowerFirst(words string) string {
	if len(words) > 1 && words[1] >= 'A' && words[1] <= 'Z' {
		return words // an abbreviation
	}
	return strings.ToLower(words[:1]) + words[1:]
}

// MoreTables says how to see the tables that are not shown.
func MoreTables(hidden int) string {
	more := "1 more table"
	if hidden > 1 {
		more = fmt.Sprintf("%d more tables", hidden)
	}
	return "Not shown: " + more + " (--table all, or --table list for their names)."
}

// writeText writes the document for people.
func (d *Document) writeText(w io.Writer, markdown bool) error {
	p := &printer{markdown: markdown, width: sink.Width(w)}
	if markdown {
		p.line("**" + model.Label + "**\n")
	} else {
		p.line(model.Label)
	}
	p.paragraph(d.Title)
	for _, s := range d.Answer {
		p.paragraph(s)
	}
	hidden := 0
	for _, t := range d.inOrder() {
		switch {
		case t.Title == "" && d.Single && slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Heading != "" }):
			shown := *t
			shown.Title = UpperFirst(strings.ReplaceAll(t.Name, "_", " "))
			p.table(&shown)
		case t.Title == "":
		case t.Detail && !d.All && !d.Single:
			hidden++
		default:
			p.table(t)
		}
	}
	if hidden > 0 {
		p.line("")
		p.paragraph(MoreTables(hidden))
	}
	if len(d.Notes) > 0 {
		p.line("")
	}
	for _, s := range d.Notes {
		p.paragraph(s)
	}
	var facts []string
	for _, f := range d.Facts {
		facts = append(facts, f.Name+" "+f.Cell.Text())
	}
	if len(facts) > 0 {
		p.line("")
		p.paragraph(strings.Join(facts, " · "))
	}
	words := p.String()
	if markdown {
		words = sink.Markdown(words)
	}
	_, err := io.WriteString(w, words)
	return err
}

// printer gathers what people read.
type printer struct {
	strings.Builder
	markdown bool
	width    int
}

func (p *printer) line(s string) { p.WriteString(s + "\n") }

// paragraph writes a text, broken at the width of tables; one of more than two lines
// becomes several.
func (p *printer) paragraph(s string) {
	for _, s := range paragraphs(s) {
		if p.markdown {
			p.line(s + "\n")
			continue
		}
		for _, l := range Wrap(s, p.width) {
			p.line(l)
		}
	}
}

// nextSentence finds where a sentence ends and the next begins.
var nextSentence = regexp.MustCompile(`[.] [A-Z]`)

// paragraphs are the sentences of a text, together as far as they fit into two lines
// of the usual width.
func paragraphs(text string) []string {
	var list []string
	for rest := text; rest != ""; {
		var begins []int // where sentences begin, and the end
		for _, at := range nextSentence.FindAllStringIndex(rest, -1) {
			begins = append(begins, at[0]+2)
		}
		begins = append(begins, len(rest))
		next := begins[0]
		for _, b := range begins {
			if len(Wrap(rest[:b], sink.UsualWidth)) <= 2 {
				next = b
			}
		}
		list, rest = append(list, strings.TrimSpace(rest[:next])), rest[next:]
	}
	return list
}

// inOrder lists the tables as people read them: those that are read value by value
// first, taken apart.
func (d *Document) inOrder() []*Table {
	if d.By == "" {
		return d.Tables
	}
	var list, rest []*Table
	var values []string
	for _, t := range d.Tables {
		by := t.index(d.By)
		if by < 0 {
			rest = append(rest, t)
			continue
		}
		more, _ := groups(t.Rows, by)
		for _, v := range more {
			if !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
	}
	for _, v := range values {
		for _, t := range d.Tables {
			if t.index(d.By) >= 0 {
				list = append(list, t.Only(d.By, v))
			}
		}
	}
	return append(list, rest...)
}

// Only is the table with the rows that people read under one value of a column,
// named in its title.
func (t *Table) Only(column, value string) *Table {
	by := t.index(column)
	one := *t
	one.Columns, one.Rows = slices.Clone(t.Columns), nil
	one.Columns[by].Heading = ""
	one.Title = value + ": " + strings.ToLower(t.Title[:1]) + t.Title[1:]
	for _, row := range t.Rows {
		if row[by].Text() == value {
			one.Rows = append(one.Rows, row)
		}
	}
	return &one
}

// table writes a table, or one for each value of the column that keeps them
// apart.
func (p *printer) table(t *Table) {
	for _, g := range t.Grids() {
		switch {
		case g.Title == "":
		case p.markdown:
			p.line("\n#### " + g.Title + "\n")
		default:
			p.line("")
			p.paragraph(g.Title)
		}
		switch {
		case len(g.Lines) > 0:
			p.render(&g)
		case g.Title != "":
			p.paragraph("None.")
		}
		for _, n := range g.Notes {
			if p.markdown {
				p.line("")
			}
			p.paragraph(n)
		}
	}
}

// A Grid is a table, or a part of it, as people read it.
type Grid struct {
	Title    string
	Headings []string
	Columns  []*Column // what stands below each heading
	Lines    [][]Cell
	Notes    []string // of the whole table, below its last grid
}

// Number reports whether numbers stand below a heading.
func (g *Grid) Number(column int) bool {
	k := g.Columns[column].Kind
	return k != words && k != yesNo && k != prose
}

// Grids is the table as people read it: one grid, or one for each value of the
// column that keeps them apart.
func (t *Table) Grids() []Grid {
	var list []Grid
	if by := t.index(t.Apart); by < 0 {
		list = append(list, t.grid(t.Title, t.Rows))
	} else {
		values, rows := groups(t.Rows, by)
		for i, v := range values {
			list = append(list, t.grid(t.Title+": "+v, rows[i]))
		}
	}
	if len(list) == 0 {
		return []Grid{{Notes: t.Notes}}
	}
	list[len(list)-1].Notes = t.Notes
	return list
}

// index is the place of a column, or -1.
func (t *Table) index(name string) int {
	return slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
}

// groups lists what people read in one column of the rows, in order of first
// appearance, and the rows of each.
func groups(rows [][]Cell, column int) (values []string, lists [][][]Cell) {
	for _, row := range rows {
		v := row[column].Text()
		i := slices.Index(values, v)
		if i < 0 {
			i = len(values)
			values, lists = append(values, v), append(lists, nil)
		}
		lists[i] = append(lists[i], row)
	}
	return values, lists
}

// grid puts rows of a table under their headings.
func (t *Table) grid(title string, rows [][]Cell) Grid {
	g := Grid{Title: title}
	if len(rows) == 0 {
		return g
	}
	var shown, spread []int
	across := t.index(t.Across)
	add := func(heading string, c *Column) {
		g.Headings, g.Columns = append(g.Headings, heading), append(g.Columns, c)
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		switch {
		case c.Heading == "" || c.Name == t.Apart || i == across:
		case across >= 0 && !t.key(i) && !c.Once:
			spread = append(spread, i)
		default:
			shown = append(shown, i)
			add(c.Heading, c)
		}
	}
	if across < 0 {
		for _, row := range rows {
			var line []Cell
			for _, i := range shown {
				line = append(line, row[i])
			}
			g.Lines = append(g.Lines, line)
		}
		return g
	}
	values, _ := groups(rows, across)
	for _, v := range values {
		heading := v
		if !strings.Contains(v, "\n") { // else it is broken where it should be
			heading = strings.NewReplacer(" ", "\n", "-", "-\n").Replace(v)
		}
		for _, i := range spread {
			add(heading, &t.Columns[i])
		}
	}
	g.Lines = side(rows, shown, across, spread, values)
	return g
}

// side puts the cells of rows with equal keys side by side, one for each value.
func side(rows [][]Cell, keys []int, across int, spread []int, values []string) [][]Cell {
	var body [][]Cell
	places := map[string]int{}
	for _, row := range rows {
		var line []Cell
		key := ""
		for _, i := range keys {
			line = append(line, row[i])
			key += row[i].Text() + "\x00"
		}
		at, known := places[key]
		if !known {
			at = len(body)
			places[key] = at
			for range len(values) * len(spread) {
				line = append(line, Nothing{})
			}
			body = append(body, line)
		}
		first := len(keys) + slices.Index(values, row[across].Text())*len(spread)
		for n, i := range spread {
			body[at][first+n] = row[i]
		}
	}
	return body
}

// render writes headings and lines.
func (p *printer) render(g *Grid) {
	var looks []Look
	for i, h := range g.Headings {
		looks = append(looks, Look{Head: h, Width: g.Columns[i].Width, Right: g.Columns[i].Width == 0 && g.Number(i)})
	}
	rows := make([][]string, len(g.Lines))
	for i, line := range g.Lines {
		for _, c := range line {
			rows[i] = append(rows[i], c.Text())
		}
	}
	if p.markdown {
		p.line(Markdown(looks, rows))
		return
	}
	for _, l := range Lines(looks, rows, p.width) {
		p.line(l)
	}
}

// Plural is a number of things in words.
func Plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
