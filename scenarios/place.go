// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Place is where something stands in a file; the zero Place is nowhere.
type Place struct {
	File         string
	Line, Column int // from 1; a column counts characters
}

// String writes a place as file:line:col.
func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Mistake is one thing wrong in a file, where it stands, and what would be right.
type Mistake struct {
	File         string
	Line, Column int
	Text         string // thing: what is wrong (what would be right)
	Source       string // the line of the file
}

// Place is where the mistake stands.
func (m Mistake) Place() Place { return Place{m.File, m.Line, m.Column} }

// Error is the place and the text on one line, then the line of the file with a
// caret under the mistake.
func (m Mistake) Error() string {
	head := fmt.Sprintf("%s: %s", m.Place(), m.Text)
	if m.Source == "" {
		return head
	}
	return head + "\n" + excerpt(m.Source, m.Line, m.Column)
}

// excerptWidth is how much of a long line an excerpt shows.
const excerptWidth = 100

// excerpt shows a line of a file, or the part of a long one around the column,
// and a caret under the column.
func excerpt(source string, line, column int) string {
	shown := []rune(strings.Map(printable, source))
	at := min(max(column-1, 0), len(shown))
	if len(shown) > excerptWidth {
		from := min(max(at-excerptWidth/2, 0), len(shown)-excerptWidth)
		part := slices.Clone(shown[from : from+excerptWidth])
		if from > 0 {
			part[0] = '…'
		}
		if from+excerptWidth < len(shown) {
			part[excerptWidth-1] = '…'
		}
		shown, at = part, at-from
	}
	return fmt.Sprintf("%5d | %s\n      | %s^", line, string(shown), strings.Repeat(" ", at))
}

// printable shows a tab as one blank and other control characters as a mark, so
// that the caret stays under its character.
func printable(c rune) rune {
	switch {
	case c == '\t':
		return ' '
	case c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfeff:
		return '·'
	}
	return c
}

// Mistakes is everything wrong in a file, in file order.
type Mistakes []Mistake

func (m Mistakes) Error() string {
	texts := make([]string, len(m))
	for i := range m {
		texts[i] = m[i].Error()
	}
	return strings.Join(texts, "\n")
}

// inOrder sorts the mistakes of one file by their places.
func (m Mistakes) inOrder() Mistakes {
	slices.SortStableFunc(m, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return m
}
