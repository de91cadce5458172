// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// newLever is the row of a lever that does not exist, for levers.go.
const newLever = `	{
		Quantity: Quantity{"patrols", "Patrols", "1", "Share of the roads that are patrolled."},
		Plain: "Patrols", Letter: "q",
		Actor: "Islamabad", Low: 0, Today: 0.1, High: 1, Grain: 0.05,
		AtLow: "none", AtToday: "one road in ten", AtHigh: "every road",
		Essay: "none", Price: "none", Source: "assumption: a test",
		of: func(l *Levers) *float64 { return &l.Patrols },
	},
}
`

// TestALeverTakesAFieldARowAndItsUse adds a lever to a copy of the sources and
// uses it everywhere that levers appear.
func TestALeverTakesAFieldARowAndItsUse(t *testing.T) {
	if !long {
		t.Skip("SKIPPED: builds the program anew (CROSSROADS_LONG=1 runs it)")
	}
	copied := t.TempDir()
	for _, part := range []string{"model", "scenarios", "plots", "cmd", "docs"} {
		if err := os.CopyFS(filepath.Join(copied, part), os.DirFS("../../"+part)); err != nil {
			t.Fatal(err)
		}
	}
	edit := func(file, old, text string) {
		t.Helper()
		name := filepath.Join(copied, file)
		before, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		at := strings.LastIndex(string(before), old)
		if at < 0 {
			t.Fatalf("%s lacks %q", file, old)
		}
		if err := os.WriteFile(name, []byte(string(before[:at])+text+string(before[at+len(old):])), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile("../../" + file)
		if err == nil {
			err = os.WriteFile(filepath.Join(copied, file), text, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	levers, err := os.ReadFile("../../model/levers.go")
	if err != nil {
		t.Fatal(err)
	}
	table := string(levers[strings.Index(string(levers), "var LeverTable"):])
	end := table[:strings.Index(table, "\n}\n")+3]
	edit("model/levers.go", end, strings.TrimSuffix(end, "}\n")+newLever)
	edit("model/levers.go", "	AttackFactor ", "	Patrols float64\n	AttackFactor ")
	edit("model/equations.go", "(1-l.Restraint*(1-l.Interference))", "(1-l.Restraint*(1-l.Interference))*(1-l.Patrols)")

	say := func(name string, args ...string) string {
		t.Helper()
		c := exec.Command(name, args...)
		c.Dir = copied
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	has := func(text string, wanted ...string) {
		t.Helper()
		for _, w := range wanted {
			if !strings.Contains(text, w) {
				t.Errorf("lacks %q:\n%.2000s", w, text)
			}
		}
	}
	say("go", "generate", "./model")
	say("go", "build", "-o", "crossroads", "./cmd/crossroads")
	program := filepath.Join(copied, "crossroads")
	if err := os.WriteFile(filepath.Join(copied, "mine.yaml"), []byte("doc: Mine.\nlevers: {patrols: 0.9}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	has(say(program, "scenario", "show", "kinetic", "--resolved"), "patrols: 0.1")
	has(say(program, "scenario", "show", "nobody-acts", "--resolved"), "patrols: 0")
	has(say(program, "scenario", "schema"), `"patrols"`)
	has(say(program, "explain", "patrols"), "Patrols")
	say(program, "compare", "mine.yaml", "nobody-acts", "--figures", "none", "--out", "compared")
	years, err := os.ReadFile(filepath.Join(copied, "compared", "compare.csv"))
	if err != nil {
		t.Fatal(err)
	}
	has(string(years), "mine,central,2030,lever_patrols,0.9,", "nobody-acts,central,2030,lever_patrols,0,", "current-course,central,2030,lever_patrols,0.1,")
	// A code that a pupil hands in carries the lever there and back.
	say(program, "class", "merge", "mine.yaml", "--figures", "none", "--out", "handed")
	say(program, "class", "merge", "handed/entries.txt", "--figures", "none", "--out", "again")
	entries, err := os.ReadFile(filepath.Join(copied, "again", "class.csv"))
	if err != nil {
		t.Fatal(err)
	}
	has(string(entries), "lever_patrols,0.9,1,")
}
