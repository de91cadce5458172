// SPDX-License-Identifier: Apache-2.0

package table

import (
	"slices"
	"strings"

	pretty "github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// narrowWords is the narrowest a column of words becomes before numbers move to
// a table of their own.
const narrowWords = 12

// A Look is how a column is shown to people.
type Look struct {
	Head  string
	Width int  // of words, at most, where lines are 100 wide; 0 for no limit
	Right bool // whether it stands to the right
}

// Lines returns a table as lines of at most so many characters. Columns of words
// grow and shrink with the width; where that is not enough, the columns are dealt
// out to several tables that begin with the same column.
func Lines(looks []Look, rows [][]string, width int) []string {
	looks = slices.Clone(looks)
	for i := range looks {
		looks[i].Width = looks[i].Width * max(width, 100) / 100
	}
	lines := draw(looks, rows)
	if longest(lines) <= width {
		return lines
	}
	taken := make([]int, len(looks)) // by each column, at most
	total := 0                       // with the rule under the headings, which is two wider than the last column
	for i := range looks {
		taken[i] = text.LongestLineLen(looks[i].Head)
		for _, row := range rows {
			taken[i] = max(taken[i], text.LongestLineLen(row[i]))
		}
		if looks[i].Width > 0 {
			taken[i] = min(taken[i], looks[i].Width)
		}
		total += taken[i] + 2
	}
	for total > width {
		widestWords := -1
		for i := range looks {
			if looks[i].Width > 0 && taken[i] > narrowWords && (widestWords < 0 || taken[i] > taken[widestWords]) {
				widestWords = i
			}
		}
		if widestWords < 0 {
			return dealt(looks, rows, taken, width)
		}
		taken[widestWords]--
		total--
		looks[widestWords].Width = taken[widestWords]
	}
	return draw(looks, rows)
}

// dealt writes as many columns beside the first as fit, then the others below.
func dealt(looks []Look, rows [][]string, taken []int, width int) []string {
	var lines []string
	for next := 1; next < len(looks); {
		part := []int{0}
		for total := taken[0] + 2; next < len(looks) && (len(part) == 1 || total+taken[next]+2 <= width); next++ {
			part = append(part, next)
			total += taken[next] + 2
		}
		var some []Look
		for _, i := range part {
			some = append(some, looks[i])
		}
		cells := make([][]string, len(rows))
		for r, row := range rows {
			for _, i := range part {
				cells[r] = append(cells[r], row[i])
			}
		}
		if lines != nil {
			lines = append(lines, "")
		}
		lines = append(lines, draw(some, cells)...)
	}
	return lines
}

// draw writes a table as wide as it comes out.
func draw(looks []Look, rows [][]string) []string {
	w := table(looks, rows)
	style := pretty.StyleLight
	style.Format.Header = text.FormatDefault
	style.Options = pretty.Options{SeparateHeader: true}
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	w.SetStyle(style)
	lines := strings.Split(w.Render(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

// table fills in a table to render.
func table(looks []Look, rows [][]string) pretty.Writer {
	w := pretty.NewWriter()
	var heads pretty.Row
	var columns []pretty.ColumnConfig
	for i, l := range looks {
		config := pretty.ColumnConfig{Number: i + 1, AlignHeader: text.AlignLeft}
		if l.Width > 0 {
			config.WidthMax, config.WidthMaxEnforcer = l.Width, text.WrapSoft
		}
		if l.Right {
			config.Align, config.AlignHeader = text.AlignRight, text.AlignRight
		}
		heads, columns = append(heads, l.Head), append(columns, config)
	}
	w.AppendHeader(heads)
	w.SetColumnConfigs(columns)
	for _, cells := range rows {
		var row pretty.Row
		for _, cell := range cells {
			row = append(row, cell)
		}
		w.AppendRow(row)
	}
	return w
}

// Markdown returns a table in Markdown, without a line feed at its end.
func Markdown(looks []Look, rows [][]string) string { return table(looks, rows).RenderMarkdown() }

// Wrap breaks a text into lines of at most so many characters.
func Wrap(s string, width int) []string {
	lines := strings.Split(text.WrapSoft(s, width), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

// longest is the length of the longest line, in characters as wide as they show.
func longest(lines []string) int {
	n := 0
	for _, l := range lines {
		n = max(n, text.RuneWidthWithoutEscSequences(l))
	}
	return n
}
