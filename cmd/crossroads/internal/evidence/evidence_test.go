// SPDX-License-Identifier: Apache-2.0

package evidence

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ask carries out a command of evidence and returns what it says.
func ask(args ...string) (words string, err error) {
	c := New()
	var b bytes.Buffer
	c.SetArgs(args)
	c.SetOut(&b)
	c.SetErr(&b)
	c.SilenceUsage, c.SilenceErrors = true, true
	err = c.ExecuteContext(context.Background())
	return b.String(), err
}

func TestATableToBeginFromIsValidAndIsNotWrittenOver(t *testing.T) {
	name := filepath.Join(t.TempDir(), "below", "mine.csv")
	if _, err := ask("new", name); err != nil {
		t.Fatal(err)
	}
	if words, err := ask("validate", name); err != nil || !strings.Contains(words, "figures") {
		t.Errorf("validate says %q, %v", words, err)
	}
	if err := os.WriteFile(name, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ask("new", name); err == nil || !strings.HasSuffix(err.Error(), "already exists (choose another name, or use --force to replace it)") {
		t.Errorf("a second table is answered with %v", err)
	}
	if text, err := os.ReadFile(name); err != nil || string(text) != "mine" {
		t.Errorf("the file holds %q, %v", text, err)
	}
	if _, err := ask("new", name, "--form", "incidents", "--force"); err != nil {
		t.Fatal(err)
	}
	if words, err := ask("validate", name); err != nil || !strings.Contains(words, "sums over incidents") {
		t.Errorf("validate says %q, %v", words, err)
	}
	left, err := os.ReadDir(filepath.Dir(name))
	if err != nil || len(left) != 1 {
		t.Errorf("beside the table stand %v, %v", left, err)
	}
}

func TestATableThatCannotBeWrittenLeavesTheOldOneWhole(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("SKIPPED: root may write everywhere")
	}
	folder := t.TempDir()
	name := filepath.Join(folder, "mine.csv")
	if err := os.WriteFile(name, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	if _, err := ask("new", name, "--force"); err == nil || !strings.Contains(err.Error(), "cannot be written") {
		t.Errorf("error %v", err)
	}
	if text, _ := os.ReadFile(name); string(text) != "mine" {
		t.Errorf("the file holds %q", text)
	}
}

func TestMistakesOfUseAreNamed(t *testing.T) {
	for args, want := range map[string]string{
		"shwo":                      `unknown command "shwo"; did you mean show?`,
		"new mine.txt":              "mine.txt: the name of an evidence table ends in .csv",
		"new":                       "new needs an evidence table",
		"show":                      "show needs an evidence table",
		"validate":                  "validate needs an evidence table",
		"new mine.csv --form weeks": "invalid argument",
		"validate nowhere.csv":      "cannot open nowhere.csv",
		"show nowhere.csv":          "cannot open nowhere.csv",
	} {
		if _, err := ask(strings.Fields(args)...); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("evidence %s: error %v, want %q", args, err, want)
		}
	}
}

func TestAWorldThereIsNotIsRefused(t *testing.T) {
	name := filepath.Join(t.TempDir(), "mine.csv")
	if _, err := ask("new", name); err != nil {
		t.Fatal(err)
	}
	if words, err := ask("show", name); err != nil || !strings.Contains(words, "ILLUSTRATIVE") {
		t.Errorf("show says %q, %v", words, err)
	}
	if _, err := ask("show", name, "--world", "nowhere"); err == nil || !strings.HasPrefix(err.Error(), `unknown world "nowhere"`) {
		t.Errorf("error %v", err)
	}
}
