// SPDX-License-Identifier: Apache-2.0

package start

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"crossroads/model"
	"crossroads/scenarios"
)

// newRoot is a root with the commands of the package.
func newRoot() *cobra.Command {
	root := &cobra.Command{Use: "crossroads", SilenceErrors: true, SilenceUsage: true}
	root.AddCommand(NewCompare(), NewRun(), NewScenario())
	return root
}

// ask runs a command line below a root and returns what it prints.
func ask(t *testing.T, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	var out, words bytes.Buffer
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(&out)
	root.SetErr(&words)
	err = root.ExecuteContext(t.Context())
	return out.String(), words.String(), err
}

// answered is what a command line prints; it must not fail.
func answered(t *testing.T, args ...string) string {
	t.Helper()
	text, _, err := ask(t, args...)
	if err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return text
}

// written writes a file and returns its name.
func written(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestCompareSaysFirstWhereTheFewestAreKilledAndWritesItsFiles(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	text := answered(t, "compare", "kinetic", "three-pillar", "nobody-acts", "--until", "2030", "--figures", "svg", "--out", out)
	for _, want := range []string{"Fewest civilians and security forces killed: ", "Fewest killed when militants count too: ", "Other assumptions give other answers", "in the model no state falls"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q", want)
		}
	}
	for _, name := range []string{"totals.csv", "compare.csv", "fork.svg", "manifest.json", "datapackage.json"} {
		if _, err := os.Stat(filepath.Join(out, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestPathsWithinFivePercentTie(t *testing.T) {
	paths := []*scenarios.Scenario{mustFind(t, "investment"), mustFind(t, "investment-stalled"), mustFind(t, "kinetic")}
	var runs []*scenarios.Run
	for _, s := range paths {
		run, err := s.Run(scenarios.Central(), model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, run)
	}
	if got := FewestSentences(runs)[0]; got != "Fewest civilians and security forces killed: Investment and Investment, stalled (a tie within 5%)." &&
		got != "Fewest civilians and security forces killed: Investment; and Investment, stalled (a tie within 5%)." {
		t.Error(got)
	}
	if got := FewestSentences(runs[:1])[0]; got != "Fewest civilians and security forces killed: Investment." {
		t.Error(got)
	}
}

// mustFind is a built-in path.
func mustFind(t *testing.T, name string) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Builtin(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRunShowsEveryYearAndRefusesAnotherStep(t *testing.T) {
	text := answered(t, "run", "three-pillar", "--until", "2030", "--step", "0.041666666667", "--method", "euler")
	for _, want := range []string{"2021", "2030", "Three pillars, 2021 to 2030"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q", want)
		}
	}
	for line, want := range map[string]string{
		"run kinetic --step 0.1":           "is not a month divided by a whole number",
		"run kinetik":                      "did you mean kinetic?",
		"run kinetic --world bakclash":     "did you mean backlash?",
		"run kinetic --until 1999":         "1999",
		"run":                              "0 given",
		"compare kinetic --until 1999":     "1999",
		"compare kinetic kinetik":          "did you mean kinetic?",
		"compare kinetic --world bakclash": "did you mean backlash?",
	} {
		if _, _, err := ask(t, strings.Fields(line)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
}

func TestShownFilesAreFilesThatRun(t *testing.T) {
	for _, name := range []string{"three-pillar", "backlash", "history"} {
		for _, more := range [][]string{nil, {"--resolved"}} {
			if name == "history" && more == nil {
				continue // the shared years before every path are no path's file
			}
			file := written(t, "shown.yaml", answered(t, append([]string{"scenario", "show", name}, more...)...))
			if kind, _, err := scenarios.Check(file); err != nil && name != "history" {
				t.Errorf("%s %v, a %s: %v", name, more, kind, err)
			}
		}
	}
}

func TestANewFileIsWrittenOnceAndChangesNothing(t *testing.T) {
	dir := t.TempDir()
	path, world := filepath.Join(dir, "my.yaml"), filepath.Join(dir, "my-world.yaml")
	if _, words, err := ask(t, "scenario", "new", path, "--from", "three-pillar"); err != nil || !strings.Contains(words, "crossroads compare three-pillar") {
		t.Errorf("%v: %s", err, words)
	}
	if _, words, err := ask(t, "scenario", "new", world, "--world", "--from", "backlash"); err != nil || !strings.Contains(words, "--world") {
		t.Errorf("%v: %s", err, words)
	}
	if _, _, err := ask(t, "scenario", "new", path); err == nil || !strings.Contains(err.Error(), "already exists") {
		t.Errorf("written over: %v", err)
	}
	answered(t, "scenario", "new", path, "--force")
	if text := answered(t, "scenario", "diff", "current-course", path); !strings.Contains(text, "No value differs.") {
		t.Error(text)
	}
	for line, want := range map[string]string{
		"scenario new my.txt":                               "is not the name of a scenario file",
		"scenario new my.yaml --from kinetik":               "did you mean kinetic?",
		"scenario new w.yaml --world --from baklash":        "did you mean backlash?",
		"scenario new " + dir + "/no/where.yaml":            "cannot be written",
		"scenario show kinetik":                             "did you mean kinetic?",
		"scenario schema paths":                             "did you mean path?",
		"scenario schema path world":                        "(2 given)",
		"scenario validate":                                 "no file named",
		"scenario fmt " + dir + "/nowhere.yaml":             "nowhere.yaml",
		"scenario diff kinetic":                             "(1 given)",
		"scenario diff kinetic backlash":                    "compare two paths or two worlds",
		"scenario diff kinetic nobody":                      "unknown path or world",
		"scenario diff nobody kinetic":                      "unknown path or world",
		"scenario diff central backlash --path k":           "unknown path",
		"scenario diff kinetic investment --path kinetic":   "applies to two worlds",
		"scenario diff central backlash --world backlash":   "applies to two paths",
		"scenario diff kinetic investment --outcome deaths": "unknown outcome",
	} {
		if _, _, err := ask(t, strings.Fields(line)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
}

func TestSchemasAreJSON(t *testing.T) {
	for _, kind := range []string{"path", "world"} {
		var schema map[string]any
		if err := json.Unmarshal([]byte(answered(t, "scenario", "schema", kind)), &schema); err != nil || schema["$schema"] == nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestValidateDescribesFilesAndNamesEveryMistake(t *testing.T) {
	good := written(t, "good.yaml", "doc: Dear.\nextends: three-pillar\nlevers: {openness: 0.5}\nshocks: [ceasefire: {at: 2027-03, months: 5, multiplier: 0.3}]\n"+
		"rules:\n  - {when: attacks > 1500, until: attacks < 1200, then: {operations_tempo: 90}}\nbudget: {operations: 9000, scale: operations_tempo}\nhorizon: {fork: 2026-01, end: 2035-12}\n")
	world := written(t, "world.yaml", "doc: Other.\nextends: backlash\nparameters: {revenge: 2.5}\n")
	bad := written(t, "bad.yaml", "doc: Wrong.\nlevers: {opennes: 0.5, dialogue: 7}\n")
	text, _, err := ask(t, "scenario", "validate", good, world, bad)
	for _, want := range []string{"a path without mistakes; on top of three-pillar it sets openness", "shocks", "rules", "a budget", "a world without mistakes; on top of backlash it sets revenge", "in world central, "} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q in %s", want, text)
		}
	}
	if err == nil || !strings.Contains(err.Error(), "did you mean openness") || !strings.Contains(err.Error(), "dialogue") {
		t.Errorf("the mistakes are %v", err)
	}
}

func TestFmtLaysFilesOutAndOnlyThen(t *testing.T) {
	file := written(t, "loose.yaml", "doc:   Loose.\nlevers:   {openness:   0.5}\n")
	if _, _, err := ask(t, "scenario", "fmt", "--check", file); err == nil || !strings.Contains(err.Error(), "is not in the standard layout") {
		t.Errorf("--check: %v", err)
	}
	if _, words, err := ask(t, "scenario", "fmt", file); err != nil || !strings.Contains(words, "reformatted") {
		t.Errorf("%v: %s", err, words)
	}
	if _, words, err := ask(t, "scenario", "fmt", file); err != nil || !strings.Contains(words, "is laid out") {
		t.Errorf("again: %v: %s", err, words)
	}
	broken := written(t, "broken.yaml", "doc: [\n")
	if _, _, err := ask(t, "scenario", "fmt", broken); err == nil {
		t.Error("a broken file is laid out")
	}
}

func TestTheEffectsOfDifferencesAddUpToTheWhole(t *testing.T) {
	var answer struct {
		Tables map[string]struct {
			Rows []struct {
				Change, Outcome string
				Effect          struct{ Value float64 }
			}
		}
	}
	if err := json.Unmarshal([]byte(answered(t, "scenario", "diff", "kinetic", "three-pillar", "--format", "json")), &answer); err != nil {
		t.Fatal(err)
	}
	sum := map[string]float64{}
	for _, row := range answer.Tables["effects"].Rows {
		switch v := row.Effect.Value; row.Change {
		case "added up":
		case "B minus A":
			sum[row.Outcome] -= v
		default:
			sum[row.Outcome] += v
		}
	}
	if len(sum) != 3 {
		t.Errorf("%d outcomes, want 3", len(sum))
	}
	for outcome, rest := range sum {
		if rest > 1e-6 || rest < -1e-6 {
			t.Errorf("%s: %g is left over", outcome, rest)
		}
	}
}

func TestListNamesWhatCommandsAccept(t *testing.T) {
	text := answered(t, "scenario", "list")
	for _, name := range append(scenarios.PathNames(), scenarios.WorldNames()...) {
		if !strings.Contains(text, name) {
			t.Errorf("does not list %s", name)
		}
	}
}
