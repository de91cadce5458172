// SPDX-License-Identifier: Apache-2.0

// Package document fills in the HTML documents of report, lesson and class.
package document

import (
	"bytes"
	"embed"
	"html/template"
	"io"
	"path"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
)

//go:embed templates
var templates embed.FS

// WriteDocument fills in one of the templates. The page stands on its own: no
// network, no other file. Whatever comes from a file or a command line is
// escaped by html/template for the place where it stands.
func WriteDocument(w io.Writer, name string, data any) error {
	t, err := template.New(path.Base(name)).Funcs(documentWords).ParseFS(templates, "templates/parts.html", "templates/lesson/tables.html", "templates/"+name)
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := t.Execute(&page, data); err != nil {
		return err
	}
	_, err = page.WriteTo(w)
	return err
}

// documentWords are what the templates may call.
var documentWords = template.FuncMap{
	"css":       func() (template.CSS, error) { return style("paper.css") },
	"lessonCSS": func() (template.CSS, error) { return style("lesson/lesson.css") },
	"reportCSS": func() (template.CSS, error) { return style("report.css") },
	"reportJS": func() (template.JS, error) {
		text, err := templates.ReadFile("templates/report.js")
		return template.JS(text), err
	},
	"label":       func() string { return model.Label },
	"version":     func() string { return model.Version },
	"hash":        scenarios.ModelHash,
	"leftOut":     LeftOut,
	"afterEssay":  AfterEssay,
	"essayAuthor": EssayAuthor,
	"inc":         func(i int) int { return i + 1 },
	"upTo":        func(n int) []struct{} { return make([]struct{}, n) },
	"number":      plots.Number, // also of what is pointed to, as for exact
	"exact":       plots.Exact,
	"oneLine":     table.OneLine,
	"class":       columnClass,
	"long":        func(g table.Grid) bool { return len(g.Lines) > 24 },
	"value":       cellValue,
	"difference":  cellDifference,
	"address":     cellAddress,
	"lower":       table.LowerFirst,
	"list":        table.Sentence,
}

// Class is what class.html is filled in from.
type Class struct {
	*table.Document
	Figure    ShownFigure
	Questions []string
	Refused   []string // what could not be read
}

// columnClass is the style of a column: numbers, or words that need room.
func columnClass(g table.Grid, column int) string {
	switch width := g.Columns[column].Width; {
	case g.Number(column):
		return "n"
	case width >= 36:
		return "wide"
	case width >= 19:
		return "roomy"
	}
	return "plain"
}

// cellValue is a cell without its difference from a reference.
func cellValue(cell table.Cell) string {
	if c, ok := cell.(table.Compared); ok {
		return table.Amount(c.V, c.U)
	}
	return cell.Text()
}

// cellDifference is the difference of a cell from a reference, nothing for the
// reference itself.
func cellDifference(cell table.Cell) string {
	if c, ok := cell.(table.Compared); ok && !c.Reference {
		return table.Difference{V: c.Difference, U: c.U}.Text()
	}
	return ""
}

// cellAddress is where a cell leads, if anywhere.
func cellAddress(cell table.Cell) string {
	if l, ok := cell.(table.Link); ok {
		return l.Address
	}
	return ""
}

// style is a style sheet of the program.
func style(name string) (template.CSS, error) {
	text, err := templates.ReadFile("templates/" + name)
	return template.CSS(text), err
}
