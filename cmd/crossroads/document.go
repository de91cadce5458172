package main

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
)

//go:embed templates
var templates embed.FS

// writeDocument fills in one of the templates. The page stands on its own: no
// network, no other file. Whatever comes from a file or a command line is
// escaped by html/template for the place where it stands.
func writeDocument(w io.Writer, name string, data any) error {
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
	"leftOut":     leftOut,
	"afterEssay":  afterEssay,
	"essayAuthor": essayAuthor,
	"inc":         func(i int) int { return i + 1 },
	"upTo":        func(n int) []struct{} { return make([]struct{}, n) },
	"number":      number,
	"cited":       func(v *float64) string { return words(quoted(*v)) },
	"exact":       exact,
	"oneLine":     oneLine,
	"value":       cellValue,
	"difference":  cellDifference,
	"isLink":      func(cell any) bool { _, ok := cell.(link); return ok },
	"isCompared":  func(cell any) bool { _, ok := cell.(compared); return ok },
	"lower":       table.LowerFirst,
	"list":        list,
}

// link is a cell that leads to where something can be read; it has no address
// where nothing was found in the open.
type link struct{ Words, Address string }

// linkTo is an address under the name of its host.
func linkTo(address string) link {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return link{Words: address}
	}
	return link{strings.TrimPrefix(u.Host, "www."), address}
}

// String is the address, for forms that have no links.
func (l link) String() string { return l.Address }

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

// oneLine joins the lines of a column's head. A name that was broken at a hyphen
// of its own keeps it.
func oneLine(head string) string {
	whole := strings.ReplaceAll(head, "-\n", "-")
	if !slices.Contains(scenarios.WorldNames(), whole) && !slices.Contains(scenarios.PathNames(), whole) {
		whole = strings.ReplaceAll(head, "-\n", "")
	}
	return strings.ReplaceAll(whole, "\n", " ")
}

// Class is the style of a column: numbers, or words that need room.
func (t block) Class(column int) string {
	switch width := t.Columns[column].Width; {
	case len(t.Rows) > 0 && numeric(t.Rows[0][column]):
		return "n"
	case width >= 36:
		return "wide"
	case width >= 19:
		return "roomy"
	}
	return "plain"
}

// Long tells whether a table may be broken over pages.
func (t block) Long() bool { return len(t.Rows) > 24 }

// cellValue is a cell without its difference to a reference.
func cellValue(cell any) string {
	if c, ok := cell.(compared); ok {
		return amount(c.Value, c.Unit)
	}
	return words(cell)
}

// cellDifference is the difference of a cell to a reference, nothing for the
// reference itself.
func cellDifference(cell any) string {
	if c, ok := cell.(compared); ok && !c.Reference {
		return plots.Plus(amount(c.Difference, c.Unit))
	}
	return ""
}
