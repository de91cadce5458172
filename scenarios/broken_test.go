// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestBrokenFiles reads every file of testdata/broken and compares what is said
// of it, to the letter. The words change only on purpose: go test ./scenarios
// -run TestBrokenFiles -update, and read them.
func TestBrokenFiles(t *testing.T) {
	names, err := filepath.Glob("testdata/broken/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string][]byte{}
		for _, f := range archive.Files {
			texts[f.Name] = f.Data
		}
		for i := 0; i+1 < len(archive.Files); i += 2 {
			file, want := archive.Files[i], &archive.Files[i+1]
			got := said(file.Name, unquoted(t, file), texts)
			if filepath.Base(name) != "warnings.txtar" && strings.Contains(got, "warning:") || got == "" {
				t.Errorf("%s: %s: is not refused, but %q", name, file.Name, got)
			}
			if count++; *update {
				want.Data = []byte(got)
			} else if string(want.Data) != got {
				t.Errorf("%s: %s: says\n%swant\n%s", name, file.Name, got, want.Data)
			}
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if count < 120 {
		t.Errorf("%d files, want 120 or more", count)
	}
}

// said is all that is said of a file: its mistakes, or else its warnings. It may
// extend the other files of the archive.
func said(name string, text []byte, others map[string][]byte) string {
	r := &reader{file: name, chain: []string{name}, open: func(name string) ([]byte, error) {
		if text, ok := others[name]; ok {
			return text, nil
		}
		return nil, errors.New("no such file")
	}}
	var warnings Mistakes
	if strings.HasSuffix(name, ".world.yaml") {
		w, err := r.world(text)
		if err != nil {
			return err.Error() + "\n"
		}
		warnings = w.Warnings
	} else {
		s, err := r.path(text)
		if err != nil {
			return err.Error() + "\n"
		}
		warnings = s.Warnings
	}
	if len(warnings) == 0 {
		return ""
	}
	return warnings.Error() + "\n"
}

// unquoted is the text of a file; where its name says so it is quoted, or tells
// how often to repeat what.
func unquoted(t *testing.T, f txtar.File) []byte {
	t.Helper()
	if !strings.Contains(f.Name, ".quoted.") {
		return f.Data
	}
	line := strings.TrimSpace(string(f.Data))
	var times int
	if _, err := fmt.Sscanf(line, "repeat:%d:", &times); err == nil {
		what := strings.SplitN(line, ":", 3)[2]
		return []byte(strings.Repeat(strings.ReplaceAll(what, `\n`, "\n"), times))
	}
	text, err := strconv.Unquote(line)
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return []byte(text)
}
