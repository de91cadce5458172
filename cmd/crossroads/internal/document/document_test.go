// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"strings"
	"testing"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
)

func TestOnlyWhatDrawsGoesIntoAPage(t *testing.T) {
	for _, bad := range []string{
		`<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`,
		`<svg onload="1"></svg>`,
		`<svg><a href="http://x">t</a></svg>`,
		`<svg><image href="http://x/y.png"/></svg>`,
		`<svg><foreignObject/></svg>`,
		`<svg><rect style="background:url(x)"/></svg>`,
		`<!DOCTYPE svg><svg></svg>`,
		`<svg>`,
	} {
		if _, err := Inline([]byte(bad)); err == nil {
			t.Errorf("%s is let in", bad)
		}
	}
	if _, err := Inline([]byte(`<svg><title>t</title><g><path d="M0,0"/><text x="1">&lt;</text></g></svg>`)); err != nil {
		t.Error(err)
	}
}

// page is class.html over some tables, with a figure.
func page(t *testing.T, tables ...*table.Table) string {
	t.Helper()
	figure, err := ShowFigure(plots.Loops(), tables...)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	d := &table.Document{Title: "A <title>", Facts: table.Facts(), Tables: tables, Answer: []string{"One & two."}}
	if err := WriteDocument(&b, "class.html", Class{Document: d, Figure: figure, Questions: []string{"Why?"}, Refused: []string{"c.txt:1: <b>"}}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// flat is a page without the blanks that its template leaves.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestCellsOfAPageStandUnderTheirHeadings(t *testing.T) {
	cells := &table.Table{Name: "cells", Title: "Cells", Columns: []table.Column{
		table.Words("path", "pa-\nth", 0), table.Comparisons("killed", "killed in\nall", "death"), table.Words("doc", "what it is", 60), table.Words("read", "read", 20),
	}, Notes: []string{"A <note>."}}
	cells.Add(table.Word("a"), table.Compared{V: 1234, U: "death", Reference: true}, table.Word("first"), table.Link{Words: "example.org", Address: "https://example.org/x"})
	cells.Add(table.Word("b & c"), table.Compared{V: 1000, Difference: -234, U: "death"}, table.Nothing{}, table.Link{Words: "nowhere"})
	text := flat(page(t, cells))
	for _, want := range []string{
		"<caption>Cells</caption>", `<th scope="col" class="plain">path</th>`, `<th scope="col" class="n">killed in all</th>`, `<th scope="col" class="wide">what it is</th>`, `<th scope="col" class="roomy">read</th>`,
		`<th scope="row" class="plain">b &amp; c</th>`, `<td class="n">1,200</td>`, `<td class="n">1,000 <span class="d">−230</span></td>`, `<td class="wide">–</td>`,
		`<a href="https://example.org/x">example.org</a>`, `<td class="roomy">nowhere</td>`, `<p class="note">A &lt;note&gt;.</p>`,
		"<title>A &lt;title&gt; — " + model.Label, "<p>One &amp; two.</p>", "<li>Why?</li>", "<li>c.txt:1: &lt;b&gt;</li>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not hold %s", want)
		}
	}
}

func TestATableIsBrokenOverPagesWhenItIsLong(t *testing.T) {
	long, empty := &table.Table{Title: "Long", Columns: []table.Column{table.Counts("n", "n")}}, &table.Table{Title: "Empty", Columns: []table.Column{table.Counts("n", "n")}, Notes: []string{"Nobody."}}
	for i := range 25 {
		long.Add(table.Count(i))
	}
	text := flat(page(t, long, empty))
	if !strings.Contains(text, `<div class="table long" role="group" tabindex="0" aria-label="Long">`) {
		t.Error("25 rows are kept together")
	}
	if !strings.Contains(text, "<h3>Empty</h3><p>Nobody.</p>") {
		t.Error("a table without rows does not show its title and notes")
	}
}

func TestATemplateThatIsNotThereIsAnError(t *testing.T) {
	if err := WriteDocument(&bytes.Buffer{}, "none.html", nil); err == nil {
		t.Error("no error")
	}
	if err := WriteDocument(&bytes.Buffer{}, "report.html", struct{}{}); err == nil {
		t.Error("a report without its parts is written")
	}
}

func TestWhatCameAfterTheEssayIsDated(t *testing.T) {
	for _, e := range AfterEssay() {
		if e.Date == "" || !strings.HasSuffix(e.Text, ".") {
			t.Errorf("%+v lacks a date or is no sentence", e)
		}
	}
	if len(LeftOut()) < 5 || len(EssayAuthor()) != 2 {
		t.Error("what is left out, or who wrote the essay, is missing")
	}
}
