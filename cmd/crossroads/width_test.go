// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestAnswersFitTheTerminal holds what people read to the width of the terminal,
// from 60 to 140 characters.
func TestAnswersFitTheTerminal(t *testing.T) {
	lines := []string{"compare kinetic three-pillar --figures none --out OUT", "describe parameters", "compare --help"}
	given := strings.NewReplacer()
	if long {
		given = prepared(t)
		for _, c := range converted {
			line := strings.Join(c.args, " ")
			if c.audit {
				line += " --out OUT"
			}
			lines = append(lines, line)
		}
		for _, c := range answering {
			if c.folder {
				c.args += " --out OUT"
			}
			lines = append(lines, c.args, strings.Fields(c.args)[0]+" --help")
		}
	}
	for i, line := range lines {
		for _, width := range []int{60, 100, 140} {
			t.Setenv("COLUMNS", strconv.Itoa(width))
			out := filepath.Join(t.TempDir(), strconv.Itoa(i))
			answer, _ := say(t, strings.Fields(given.Replace(strings.ReplaceAll(line, "OUT", out)))...)
			for _, l := range strings.Split(answer, "\n") {
				if utf8.RuneCountInString(l) > width && !strings.Contains(l, "://") && !strings.Contains(l, "/") {
					t.Errorf("%s: at %d characters a line has %d: %s", line, width, utf8.RuneCountInString(l), l)
					break
				}
			}
		}
	}
}

func TestQuietPrintsNothingButTheAnswerAndErrors(t *testing.T) {
	line := []string{"run", "kinetic", "--until", "2027"}
	loud, _ := say(t, line...)
	answer, words := say(t, append(line, "--quiet=true")...)
	if answer != loud || words != "" {
		t.Errorf("quiet: the answer has %d characters, want %d; words %q, want none", len(answer), len(loud), words)
	}
	out := t.TempDir()
	if _, words := say(t, "plot", "levers", "--figures", "svg", "--out", out, "--quiet"); words != "" {
		t.Errorf("quiet: %q", words)
	}
	if _, words := say(t, "plot", "levers", "--figures", "svg", "--out", out, "--quiet=false"); words == "" {
		t.Error("not quiet: no word on what was written")
	}
	var stdout, stderr bytes.Buffer
	if code := run([]string{"run", "nowhere", "--quiet"}, &stdout, &stderr); code != exitMisused || stderr.Len() == 0 {
		t.Errorf("a mistake under --quiet: exit %d, %q", code, stderr.String())
	}
}
