// SPDX-License-Identifier: Apache-2.0

package layout

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

func TestFormat(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"indentation and spaces", "doc:   Mine.\nlevers:\n     openness:  {2026:   0.3 ,2028-07:  to 0.9}\n     dialogue: 0.4\n",
			"doc: Mine.\nlevers:\n  openness: {2026: 0.3, 2028-07: to 0.9}\n  dialogue: 0.4\n"},
		{"a list under its key", "shocks:\n- surge:\n    at: 2027\n    months: 3\n-   ceasefire: {at: 2028}\n",
			"shocks:\n  - surge:\n      at: 2027\n      months: 3\n  - ceasefire: {at: 2028}\n"},
		{"comments at the end in one column", "levers:\n  openness: 0.3 # one\n  operations_tempo: 20  #two\n\n  dialogue: 0.4     # three\n",
			"levers:\n  openness: 0.3         # one\n  operations_tempo: 20  #two\n\n  dialogue: 0.4  # three\n"},
		{"comments of their own", "   # about the file\ndoc: x\nlevers:\n # all commented\n # openness: 0.3\n\n# after\nlabel: y\n",
			"# about the file\ndoc: x\nlevers:\n  # all commented\n  # openness: 0.3\n\n# after\nlabel: y\n"},
		{"a comment inside a level", "levers:\n    openness: 0.3\n    # between\n    dialogue: 0.4\n# outside\n",
			"levers:\n  openness: 0.3\n  # between\n  dialogue: 0.4\n# outside\n"},
		{"blank lines", "\n\ndoc: x\n\n\n\nlabel: y\n\n", "doc: x\n\nlabel: y\n"},
		{"line ends and the mark of byte order", "\ufeffdoc: x  \r\nlabel: y\r\n", "doc: x\nlabel: y\n"},
		{"a folded text", "doc: >-\n     One\n       deeper\n\n     two.\n\nlabel: y\n", "doc: >-\n  One\n    deeper\n\n  two.\n\nlabel: y\n"},
		{"a text that keeps its last lines", "doc: |+\n   One\n\n\nlabel: y\n", "doc: |+\n  One\n\n\nlabel: y\n"},
		{"a text of several lines", "doc: One\n      two\n\n      three\nlabel: y\n", "doc: One\n  two\n\n  three\nlabel: y\n"},
		{"a text on the next line", "doc:\n   One\n   two\nlabel: y\n", "doc:\n  One\n  two\nlabel: y\n"},
		{"quotes", "doc:   \"a # b\\\" c\"   # d\nlabel: 'it''s # one\n     line'\n", "doc: \"a # b\\\" c\"  # d\nlabel: 'it''s # one\n  line'\n"},
		{"an apostrophe inside", "rules:\n  - {when: it's > 1,doc: a #b\n    }\n", "rules:\n  - {when: it's > 1, doc: a  #b\n  }\n"},
		{"braces over several lines", "levers:\n  openness: {\n   2026: 0.3,   # first\n        2030: to 0.9   # last\n  }\n",
			"levers:\n  openness: {\n    2026: 0.3,    # first\n    2030: to 0.9  # last\n  }\n"},
		{"braces in an item of a list", "shocks:\n- surge: {\n   at: 2027\n  }\n", "shocks:\n  - surge: {\n      at: 2027\n    }\n"},
		{"a multiple", "levers:\n    investment:   *1.5\n    openness: {2030:   *1.1}\n", "levers:\n  investment: *1.5\n  openness: {2030: *1.1}\n"},
		{"a quoted key", "levers: {\"openness\":0.3}\n\"doc\" :  x\n", "levers: {\"openness\": 0.3}\n\"doc\": x\n"},
		{"empty values", "levers: {   }\nshocks:    # none\ndoc: x\n", "levers: {}\nshocks:  # none\ndoc: x\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Format([]byte(c.text))
			if err != nil || string(got) != c.want {
				t.Errorf("%v\n%s\nwant\n%s", err, got, c.want)
			}
		})
	}
}

func TestFormatRefuses(t *testing.T) {
	for _, c := range []struct {
		text   string
		layout bool
	}{
		{"doc: |2\n   x\n", true},
		{"? doc\n: x\n", true},
		{"doc: {a: \"b\n  c\"}\n", true},
		{"doc: [1\n", false},
		{"doc: x\n\tlabel: y\n", false},
	} {
		got, err := Format([]byte(c.text))
		if err == nil || errors.Is(err, ErrRefused) != c.layout {
			t.Errorf("%q: %q, %v; want a refusal of the layout: %v", c.text, got, err, c.layout)
		}
	}
}

// TestBuiltInFiles holds that every file of the program is laid out as Format
// would.
func TestBuiltInFiles(t *testing.T) {
	names := builtIn(t)
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Format(text); err != nil || string(got) != string(text) {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
}

// TestBrokenFiles holds that a file with mistakes in it is laid out too, unless it
// is no YAML at all or of a form that few would write.
func TestBrokenFiles(t *testing.T) {
	names, err := filepath.Glob("../../testdata/broken/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Fatal("no files found")
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if _, err := Format(f.Data); errors.Is(err, ErrRefused) && filepath.Ext(f.Name) == ".yaml" && !strings.Contains(string(f.Data), "\n? ") {
				t.Errorf("%s: %v:\n%s", f.Name, err, f.Data)
			}
		}
	}
}

// builtIn lists the files of built-in paths and worlds.
func builtIn(t testing.TB) []string {
	paths, err := filepath.Glob("../../*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	worlds, err := filepath.Glob("../../worlds/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 || len(worlds) == 0 {
		t.Fatal("no files found")
	}
	return append(paths, worlds...)
}

// FuzzFormat holds that whatever Format accepts it leaves alone the second time,
// without a change of meaning.
func FuzzFormat(f *testing.F) {
	for _, name := range builtIn(f) {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("levers:\n     openness:  {2026:   0.3 ,2028-07:  to 0.9} # x\nshocks:\n- surge: {\n at: 2027 # y\n  }\n")
	f.Add("doc: >-\n     One\n       deeper\n\n     two.\n\nlabel: 'it''s\n\n line' # x\n")
	f.Add("a:\n- - b: c\n    d: e # f\n  -   g\n# h\n")
	f.Fuzz(func(t *testing.T, text string) {
		once, err := Format([]byte(text))
		if err != nil {
			return
		}
		before, _ := meaning([]byte(text))
		if after, err := meaning(once); err != nil || after != before {
			t.Fatalf("%q became %q, which says something else (%v)", text, once, err)
		}
		if twice, err := Format(once); err != nil || string(twice) != string(once) {
			t.Fatalf("%q became %q, then %q (%v)", text, once, twice, err)
		}
	})
}
