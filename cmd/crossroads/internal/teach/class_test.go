// SPDX-License-Identifier: Apache-2.0

package teach

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/class/code"
)

// ask carries out a command and returns what it prints and what it says.
func ask(c *cobra.Command, args ...string) (printed, said string, err error) {
	var out, words bytes.Buffer
	c.SetArgs(args)
	c.SetOut(&out)
	c.SetErr(&words)
	c.SilenceUsage, c.SilenceErrors = true, true
	err = c.ExecuteContext(context.Background())
	return out.String(), words.String(), err
}

// handedIn is a folder with what a class handed in: two codes with guesses, and a file.
func handedIn(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	lines := "# our class\n"
	for name, text := range map[string]string{"Ana": "levers: {operations_tempo: 100}\n", "Ben, group 2": "levers: {investment: 900}\n"} {
		s, err := scenarios.Parse("p.yaml", []byte("doc: P.\n"+text))
		if err != nil {
			t.Fatal(err)
		}
		w := *scenarios.Central()
		if name == "Ana" {
			w.Parameters.Revenge *= 1.5
		}
		attacks := model.FindOutcome("attacks")
		c, err := code.Encode(&code.Entry{Scenario: s, World: &w, Guesses: []code.Guess{{Outcome: attacks, Year: 2040, Value: 10}, {Outcome: attacks, Path: "kinetic", Year: 2040, Value: 9000}},
			Orders: []code.Order{{Outcome: attacks, First: "kinetic", Second: "", Higher: true}}})
		if err != nil {
			t.Fatal(err)
		}
		lines += name + ": " + c + "\n"
	}
	for name, text := range map[string]string{"codes.txt": lines, "cy.yaml": "doc: Cy's.\nlevers: {dialogue: 1}\n", "notes.pdf": "no entry"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestAClassIsSummedUpInTablesFilesAndAPage(t *testing.T) {
	folder, out := handedIn(t), filepath.Join(t.TempDir(), "board")
	printed, said, err := ask(NewClass(), "merge", folder, "--figures", "svg", "--out", out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"What the class tried: 3 paths started from Current course, 2026 to 2040", "In the world Central, fewer civilians and security forces are killed on", "Does it still hold if we are wrong?",
		"Results by world: Central, Revenge", "Expected, and given by the model", "Which of two paths ends higher", "own", "Kinetic", "The entries, in the order read",
	} {
		if !strings.Contains(printed, want) {
			t.Errorf("the answer does not hold %q", want)
		}
	}
	if !strings.Contains(said, "class.csv, entries.txt, class.html, class.svg, datapackage.json, manifest.json") {
		t.Errorf("written: %s", said)
	}
	page, err := os.ReadFile(filepath.Join(out, "class.html"))
	if err != nil || !strings.Contains(string(page), "For the debrief") || strings.Contains(string(page), "Not counted") {
		t.Errorf("the page of the class: %v", err)
	}
	again, _, err := ask(NewClass(), "merge", filepath.Join(out, "entries.txt"), "--figures", "none", "--out", filepath.Join(t.TempDir(), "again"))
	if err != nil || !strings.Contains(again, "3 paths started from") {
		t.Errorf("the codes written do not read back: %v", err)
	}
}

func TestEveryNumberOfAnEntryIsARow(t *testing.T) {
	out := filepath.Join(t.TempDir(), "board")
	if _, _, err := ask(NewClass(), "merge", handedIn(t), "--figures", "none", "--out", out); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(out, "class.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(rows[0], ","), "entry,place,world,variable,value,unit,label"; got != want {
		t.Errorf("header %s, want %s", got, want)
	}
	var said []string
	for _, row := range rows[1:] {
		if row[0] == "Ana" {
			said = append(said, row[3]+" "+row[4]+" "+row[5])
		}
	}
	for _, want := range []string{"lever_operations_tempo 100 major operation/year", "expected_attacks_own_2040 10 attack/year", "expected_attacks_kinetic_2040 9000 attack/year"} {
		if !slices.Contains(said, want) {
			t.Errorf("Ana has no row %q", want)
		}
	}
	if want := len(model.LeverTable) + len(model.OutcomeTable) + 2; len(said) != want {
		t.Errorf("Ana has %d rows, want %d", len(said), want)
	}
}

func TestWhatCannotBeReadIsNamedAndTheRestIsCounted(t *testing.T) {
	folder := handedIn(t)
	if err := os.WriteFile(filepath.Join(folder, "more.txt"), []byte("Dan: nonsense\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "board")
	printed, _, err := ask(NewClass(), "merge", folder, "--figures", "none", "--out", out)
	if err == nil || !strings.Contains(err.Error(), "more.txt:1") || !strings.Contains(err.Error(), "1 could not be read and 3 were counted") || !strings.Contains(printed, "3 paths") {
		t.Errorf("%v", err)
	}
	page, err := os.ReadFile(filepath.Join(out, "class.html"))
	if err != nil || !strings.Contains(string(page), "Not counted") {
		t.Errorf("the page does not name what was left out: %v", err)
	}
	if printed, _, err = ask(NewClass(), "merge", folder, "--dry-run", "--out", out); err != nil || !strings.Contains(printed, "Dry run: 26 runs (entries 3, in all built-in worlds)") {
		t.Errorf("dry run: %v: %s", err, printed)
	}
}

func TestAClassIsRefusedWithTheNextStep(t *testing.T) {
	folder := handedIn(t)
	for args, want := range map[string]string{
		"merge": "nothing named", "merge " + folder + " --out " + folder: "is the folder that is read", "merge " + folder + "/none*": "matches no file", "merge " + folder + "/none": "no such file",
		"merge " + folder + "/notes.pdf": "no entry found", "merge " + folder + " --world nowhere": "unknown world", "merge " + folder + " --against nobody": "unknown path",
		"show": "no code given", "show CR1-12345": "code group 1", "code nobody": "unknown path", "code kinetic --world nowhere": "unknown world", "mrege": "unknown command",
	} {
		all := strings.Fields(args)
		if !strings.Contains(args, "--out") && all[0] == "merge" {
			all = append(all, "--out", filepath.Join(t.TempDir(), "out"))
		}
		if _, _, err := ask(NewClass(), all...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("class %s: %v, want %q", args, err, want)
		}
	}
	rules := filepath.Join(folder, "rules.yaml")
	if err := os.WriteFile(rules, []byte("doc: R.\nrules:\n  - {when: attacks > 2000, until: attacks < 1500, then: {dialogue: 1}}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := ask(NewClass(), "code", rules); err == nil || !strings.Contains(err.Error(), "rules do not fit into a code") {
		t.Errorf("rules in a code: %v", err)
	}
}

func TestACodeBecomesAFileAgain(t *testing.T) {
	printed, _, err := ask(NewClass(), "code", "three-pillar", "--world", "backlash")
	if err != nil {
		t.Fatal(err)
	}
	shown, _, err := ask(NewClass(), "show", strings.TrimSpace(printed))
	if err != nil || !strings.Contains(shown, "World: backlash.") {
		t.Fatalf("%v: %s", err, shown)
	}
	s, err := scenarios.Parse("again.yaml", []byte(shown))
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := ask(NewClass(), "show", line(t, handedIn(t), "Ana"))
	if err != nil || !strings.Contains(again, "Expected: Attacks in a year in 2040 on the path own: 10.") || !strings.Contains(again, "ends higher than own: yes") {
		t.Errorf("%v: %s", err, again)
	}
	if len(s.LaidOut(model.FindLever("openness"))) == 0 {
		t.Error("the file holds no lever")
	}
}

// line is the code of a pupil in the list of a class.
func line(t *testing.T, folder, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "codes.txt"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), name+": ")
	found, _, _ := strings.Cut(rest, "\n")
	return found
}
