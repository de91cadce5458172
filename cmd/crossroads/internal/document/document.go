// SPDX-License-Identifier: Apache-2.0

// Package document fills in the HTML documents of report, lesson and class.
package document

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"path"

	"crossroads/cmd/crossroads/internal/blocks"
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
	"number":      number,
	"cited":       func(v *float64) string { return blocks.Text(blocks.Input(*v)) },
	"exact":       blocks.Exact,
	"oneLine":     blocks.OneLine,
	"value":       blocks.CellValue,
	"difference":  blocks.CellDifference,
	"isLink":      func(cell any) bool { _, ok := cell.(blocks.Link); return ok },
	"isCompared":  func(cell any) bool { _, ok := cell.(blocks.Compared); return ok },
	"lower":       table.LowerFirst,
	"list":        table.Sentence,
}

// style is a style sheet of the program.
func style(name string) (template.CSS, error) {
	text, err := templates.ReadFile("templates/" + name)
	return template.CSS(text), err
}

// number writes a number, or one that is pointed to, in two digits.
func number(v any) (string, error) {
	switch v := v.(type) {
	case float64:
		return plots.Number(v), nil
	case *float64:
		return plots.Number(*v), nil
	}
	return "", fmt.Errorf("%v is not a number", v)
}
