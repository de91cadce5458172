package table

import (
	"fmt"
	"io"
	"slices"
	"strings"

	pretty "github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/model"
	"crossroads/scenarios"
)

// Width is the width, in characters, that no printed line exceeds.
const Width = 100

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

// Sentence joins words as in a sentence.
func Sentence(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// writeText writes the document for people.
func (d *Document) writeText(w io.Writer, markdown bool) error {
	p := &printer{markdown: markdown}
	if markdown {
		p.line("**" + model.Label + "**\n")
	} else {
		p.line(model.Label)
	}
	p.paragraph(d.Title)
	for _, s := range d.Answer {
		p.paragraph(s)
	}
	for _, t := range d.Tables {
		if t.Title != "" {
			p.table(t)
		}
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
}

func (p *printer) line(s string) { p.WriteString(s + "\n") }

// paragraph writes a text, broken at the width of tables.
func (p *printer) paragraph(s string) {
	switch {
	case s == "":
	case p.markdown:
		p.line(s + "\n")
	default:
		for _, l := range strings.Split(text.WrapSoft(s, Width), "\n") {
			p.line(strings.TrimRight(l, " "))
		}
	}
}

// table writes a table, or one for each value of the column that keeps them
// apart.
func (p *printer) table(t *Table) {
	by := t.index(t.Apart)
	if by < 0 {
		p.grid(t.Title, t, t.Rows)
	} else {
		values, rows := groups(t.Rows, by)
		for i, v := range values {
			p.grid(t.Title+": "+v, t, rows[i])
		}
	}
	for _, n := range t.Notes {
		if p.markdown {
			p.line("")
		}
		p.paragraph(n)
	}
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

// grid writes rows of a table under their headings.
func (p *printer) grid(title string, t *Table, rows [][]Cell) {
	if p.markdown {
		p.line("\n#### " + title + "\n")
	} else {
		p.line("")
		p.paragraph(title)
	}
	if len(rows) == 0 {
		p.paragraph("None.")
		return
	}
	var shown, spread []int
	var heads pretty.Row
	var columns []pretty.ColumnConfig
	across := t.index(t.Across)
	add := func(heading string, c *Column) {
		config := pretty.ColumnConfig{Number: len(heads) + 1, AlignHeader: text.AlignLeft}
		switch {
		case c.Width > 0:
			config.WidthMax, config.WidthMaxEnforcer = c.Width, text.WrapSoft
		case c.Kind != words && c.Kind != yesNo:
			config.Align, config.AlignHeader = text.AlignRight, text.AlignRight
		}
		heads, columns = append(heads, heading), append(columns, config)
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		switch {
		case c.Heading == "" || c.Name == t.Apart || i == across:
		case across >= 0 && !t.key(i):
			spread = append(spread, i)
		default:
			shown = append(shown, i)
			add(c.Heading, c)
		}
	}
	var body []pretty.Row
	if across < 0 {
		for _, row := range rows {
			var line pretty.Row
			for _, i := range shown {
				line = append(line, row[i].Text())
			}
			body = append(body, line)
		}
	} else {
		values, _ := groups(rows, across)
		for _, v := range values {
			for _, i := range spread {
				add(strings.NewReplacer(" ", "\n", "-", "-\n").Replace(v), &t.Columns[i])
			}
		}
		body = side(rows, shown, across, spread, values)
	}
	p.render(heads, columns, body)
}

// side puts the cells of rows with equal keys side by side, one for each value.
func side(rows [][]Cell, keys []int, across int, spread []int, values []string) []pretty.Row {
	var body []pretty.Row
	places := map[string]int{}
	for _, row := range rows {
		var line pretty.Row
		for _, i := range keys {
			line = append(line, row[i].Text())
		}
		key := fmt.Sprint(line...)
		at, known := places[key]
		if !known {
			at = len(body)
			places[key] = at
			for range len(values) * len(spread) {
				line = append(line, Nothing{}.Text())
			}
			body = append(body, line)
		}
		first := len(keys) + slices.Index(values, row[across].Text())*len(spread)
		for n, i := range spread {
			body[at][first+n] = row[i].Text()
		}
	}
	return body
}

// render writes headings and lines.
func (p *printer) render(heads pretty.Row, columns []pretty.ColumnConfig, body []pretty.Row) {
	w := pretty.NewWriter()
	w.AppendHeader(heads)
	w.SetColumnConfigs(columns)
	w.AppendRows(body)
	if p.markdown {
		p.line(w.RenderMarkdown())
		return
	}
	style := pretty.StyleLight
	style.Format.Header = text.FormatDefault
	style.Options = pretty.Options{SeparateHeader: true}
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	w.SetStyle(style)
	for _, l := range strings.Split(w.Render(), "\n") {
		p.line(strings.TrimRight(l, " "))
	}
}
