// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"crossroads/model"
)

// generated finds the parts of the README that a command prints.
var generated = regexp.MustCompile(`(?s)<!-- crossroads ([^\n]*) -->\n(.*?)<!-- end -->`)

// factsLine is the line of version and model hash, which the README leaves out.
var factsLine = regexp.MustCompile(`(?m)^version .*\n`)

// TestGeneratedTablesInDocumentsAreCurrent compares every generated part of the
// documents with what the command prints now; UPDATE_README=1 writes
// them again. Those that change most are compared with CROSSROADS_LONG=1 only.
func TestGeneratedTablesInDocumentsAreCurrent(t *testing.T) {
	names := []string{"../../docs/paths-and-worlds.md", "../../docs/claims.md", "../../docs/fit.md"}
	if long { // these change with almost every commit, and are written again before a release
		var err error
		if names, err = filepath.Glob("../../docs/*.md"); err != nil {
			t.Fatal(err)
		}
	}
	parts := 0
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		current := generated.ReplaceAllStringFunc(string(text), func(part string) string {
			parts++
			match := generated.FindStringSubmatch(part)
			var stdout, stderr bytes.Buffer
			if code := run(strings.Fields(match[1]), &stdout, &stderr); code != exitDone {
				t.Errorf("crossroads %s: exit %d: %s", match[1], code, stderr.String())
				return part
			}
			return "<!-- crossroads " + match[1] + " -->\n" + factsLine.ReplaceAllString(stdout.String(), "") + "<!-- end -->"
		})
		keepDocument(t, name, string(text), current)
	}
	if parts == 0 {
		t.Fatal("no generated part found")
	}
}

// TestTheReferenceOfCommandsIsCurrent compares docs/commands.md with the help of
// every command; UPDATE_README=1 writes it again.
func TestTheReferenceOfCommandsIsCurrent(t *testing.T) {
	if !long {
		t.Skip("changes with almost every commit, and is written anew before a release (CROSSROADS_LONG=1)")
	}
	var b bytes.Buffer
	b.WriteString("# Commands\n\n" + model.Label + ". Written from the program's own help; a test keeps it current.\n\n")
	var write func(c *cobra.Command)
	write = func(c *cobra.Command) {
		if !c.IsAvailableCommand() && c.HasParent() {
			return
		}
		c.InitDefaultHelpFlag()
		c.DisableAutoGenTag = true
		link := func(file string) string {
			return "#" + strings.ReplaceAll(strings.TrimSuffix(file, ".md"), "_", "-")
		}
		if err := doc.GenMarkdownCustom(c, &b, link); err != nil {
			t.Fatal(err)
		}
		for _, sub := range c.Commands() {
			write(sub)
		}
	}
	write(newRoot())
	const name = "../../docs/commands.md"
	text, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	keepDocument(t, name, string(text), strings.ReplaceAll(b.String(), "[=true|false]", strings.Repeat(" ", len("[=true|false]"))))
}

// keepDocument fails if a document is not as it would be written now, or writes
// it with UPDATE_README=1.
func keepDocument(t *testing.T, name, text, current string) {
	t.Helper()
	switch {
	case current == text:
	case os.Getenv("UPDATE_README") != "":
		if err := os.WriteFile(name, []byte(current), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s is stale (CROSSROADS_LONG=1 UPDATE_README=1 go test ./cmd/crossroads)", filepath.ToSlash(name))
	}
}
