package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

// generated finds the parts of the README that a command prints.
var generated = regexp.MustCompile(`(?s)<!-- crossroads ([^\n]*) -->\n(.*?)<!-- end -->`)

// factsLine is the line of version and model hash, which the README leaves out.
var factsLine = regexp.MustCompile(`(?m)^version .*\n`)

// TestREADMETablesAreCurrent compares every generated part of the README with
// what the command prints now; UPDATE_README=1 writes them anew.
func TestREADMETablesAreCurrent(t *testing.T) {
	const name = "../../README.md"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	parts := 0
	current := generated.ReplaceAllStringFunc(string(text), func(part string) string {
		parts++
		match := generated.FindStringSubmatch(part)
		var stdout, stderr bytes.Buffer
		if code := run(strings.Fields(match[1]), &stdout, &stderr); code != exitDone {
			t.Errorf("crossroads %s: exit %d: %s", match[1], code, stderr.String())
			return part
		}
		printed := factsLine.ReplaceAllString(stdout.String(), "")
		if printed != match[2] {
			t.Logf("the part printed by crossroads %s is stale", match[1])
		}
		return "<!-- crossroads " + match[1] + " -->\n" + printed + "<!-- end -->"
	})
	if parts == 0 {
		t.Fatal("no generated part found")
	}
	switch {
	case current == string(text):
	case os.Getenv("UPDATE_README") != "":
		if err := os.WriteFile(name, []byte(current), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Error("README.md is stale (UPDATE_README=1 go test ./cmd/crossroads)")
	}
}
