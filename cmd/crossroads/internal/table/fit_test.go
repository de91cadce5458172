// SPDX-License-Identifier: Apache-2.0

package table

import (
	"fmt"
	"strings"
	"testing"
)

// TestTablesFitEveryWidth holds tables of words and numbers to the width of the
// terminal, with every cell still there.
func TestTablesFitEveryWidth(t *testing.T) {
	looks := []Look{{Head: "path"}, {Head: "what it stands for", Width: 50}}
	row := []string{"three-pillar-2025", strings.Repeat("some words on a path ", 6)}
	for i := range 9 {
		looks = append(looks, Look{Head: fmt.Sprintf("outcome\n%d", i), Right: true})
		row = append(row, fmt.Sprintf("%d00,00%d  −%d,000", i+1, i, i))
	}
	rows := [][]string{row, append([]string{"kinetic"}, row[1:]...)}
	before := 1000
	for _, width := range []int{60, 72, 80, 100, 120, 140} {
		lines := Lines(looks, rows, width)
		if n := longest(lines); n > width {
			t.Errorf("at %d characters a line has %d", width, n)
		}
		text := strings.Join(lines, "\n")
		for _, cell := range row[2:] {
			if n := strings.Count(text, cell); n != 2 {
				t.Errorf("at %d characters %q stands there %d times, want 2", width, cell, n)
			}
		}
		if len(lines) > before {
			t.Errorf("at %d characters the table has %d lines, more than the %d of a narrower one", width, len(lines), before)
		}
		before = len(lines)
	}
	narrow := []Look{{Head: "a"}, {Head: "b", Right: true}}
	if got := Lines(narrow, [][]string{{"x", "1"}}, 60); len(got) != 3 {
		t.Errorf("a small table has %d lines, want 3: %q", len(got), got)
	}
}
