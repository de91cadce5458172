// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"crossroads/cmd/crossroads/internal/describe"
	"crossroads/cmd/crossroads/internal/table"

	"github.com/spf13/cobra"
)

// converted lists, for every command that answers in typed tables, a short run.
var converted = []struct {
	args  []string
	audit bool // whether it writes a folder
}{
	{[]string{"compare", "kinetic", "three-pillar-2025", "--until", "2028", "--figures", "none"}, true},
	{[]string{"run", "kinetic", "--until", "2028"}, false},
	{[]string{"robustness", "kinetic", "three-pillar", "--worlds", "central,backlash", "--members", "3", "--figures", "none"}, true},
	{[]string{"evidence", "show", "../../testdata/cases/e-hedge.csv"}, false},
	{[]string{"study", "three-pillar", "kinetic", "--members", "10", "--figures", "none"}, true},
	{[]string{"breakeven", "kinetic", "investment", "--members", "4", "--points", "5", "--figures", "none"}, true},
	{[]string{"sensitivity", "kinetic", "investment", "--samples", "4", "--figures", "none"}, true},
	{[]string{"sensitivity", "kinetic", "investment", "--method", "sobol", "--samples", "16", "--outcome", "deaths_all", "--figures", "none"}, true},
	{[]string{"sensitivity", "kinetic", "--method", "oat", "--figures", "none"}, true},
	{[]string{"optimize", "--trials", "50", "--seeds", "1", "--members", "2", "--levers", "operations_tempo,openness", "--figures", "none"}, true},
	{[]string{"ensemble", "cross", "kinetic", "investment", "--worlds", "central,backlash", "--members", "4", "--figures", "none"}, true},
	{[]string{"discover", "kinetic", "investment", "--members", "200", "--figures", "none"}, true},
	{[]string{"debate", "kinetic", "three-pillar", "--members", "10"}, true},
	{[]string{"ensemble", "kinetic", "three-pillar", "--members", "4", "--until", "2028", "--figures", "none"}, true},
	{[]string{"ensemble", "kinetic", "--members", "4", "--until", "2026", "--events", "--figures", "none"}, true},
	{[]string{"calibrate", "--evidence", "essay", "--members", "100", "--figures", "none"}, true},
	{[]string{"calibrate", "--centre"}, false},
	{[]string{"calibrate", "backtest", "--members", "100"}, false},
	{[]string{"class", "merge", "CLASS", "--figures", "none"}, true},
}

// answering lists, for every other command, a short run; those that write a folder
// are given one.
var answering = []struct {
	args   string
	folder bool
}{
	{"describe levers", false},
	{"describe parameters", false},
	{"describe stocks", false},
	{"describe outcomes", false},
	{"describe scenarios", false},
	{"describe worlds", false},
	{"describe shocks", false},
	{"describe claims", false},
	{"describe evidence", false},
	{"describe equations", false},
	{"describe schedule", false},
	{"describe ledger", false},
	{"describe language", false},
	{"describe parameters --tilt", false},
	{"explain suppression", false},
	{"explain openness", false},
	{"explain E08", false},
	{"scenario list", false},
	{"scenario diff kinetic investment", false},
	{"version", false},
	{"verify COMPARED", false},
	{"replay COMPARED", false},
	{"ensemble merge PART --figures none", true},
}

// say runs a command line and returns what it prints.
func say(t *testing.T, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, words bytes.Buffer
	if code := run(args, &out, &words); code != exitDone {
		t.Fatalf("crossroads %s: exit %d: %s", strings.Join(args, " "), code, words.String())
	}
	return out.String(), words.String()
}

// forMachines finds what programs cannot read as data.
var forMachines = regexp.MustCompile("[\u2009\u202f\u2212†]|<1")

// checkCSV holds a text to what a CSV for programs is: one table, headers of
// lower-case words and, if strict, one type a column. It returns header and rows.
func checkCSV(t *testing.T, name, text string, strict bool) (head []string, rows [][]string) {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(all) == 0 {
		t.Fatalf("%s: is not one table: %v", name, err)
	}
	if bad := forMachines.FindString(text); bad != "" {
		t.Errorf("%s: holds %q", name, bad)
	}
	head, rows = all[0], all[1:]
	word := regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	for c, h := range head {
		if !word.MatchString(h) {
			t.Errorf("%s: header %q is not lower-case words joined by underscores", name, h)
		}
		numbers, words := 0, 0
		for _, row := range rows {
			if _, err := strconv.ParseFloat(row[c], 64); err == nil {
				numbers++
			} else if row[c] != "" {
				words++
			}
		}
		if strict && numbers > 0 && words > 0 && h != "unit" && h != "example" && h != "row" { // the unit of a pure number is 1, and a row may be named by a year
			t.Errorf("%s: column %s holds %d numbers and %d words", name, h, numbers, words)
		}
	}
	return head, rows
}

// prepared makes the folders that some commands read.
func prepared(t *testing.T) *strings.Replacer {
	t.Helper()
	room := t.TempDir()
	compared, part, class := filepath.Join(room, "compared"), filepath.Join(room, "part"), filepath.Join(room, "class")
	say(t, "compare", "kinetic", "--until", "2027", "--figures", "none", "--out", compared)
	say(t, "ensemble", "kinetic", "--members", "4", "--until", "2026", "--shard", "0/1", "--out", part)
	code, _ := say(t, "class", "code", "kinetic")
	err := os.MkdirAll(class, 0o755)
	if err == nil {
		err = os.WriteFile(filepath.Join(class, "kinetic.txt"), []byte(code), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer("COMPARED", compared, "CLASS", class, "PART", part)
}

func TestEveryCommandAnswersInEveryFormat(t *testing.T) {
	all := slices.Clone(converted)
	given := prepared(t)
	for i := range all {
		all[i].args = strings.Fields(given.Replace(strings.Join(all[i].args, " ")))
	}
	for _, c := range answering {
		args := strings.Fields(given.Replace(c.args))
		if c.folder {
			args = append(args, "--out", filepath.Join(t.TempDir(), "out"))
		}
		all = append(all, struct {
			args  []string
			audit bool
		}{args, false})
	}
	answers := answersByCommand{}
	for _, c := range all {
		t.Run(strings.Join(c.args[:min(len(c.args), 2)], "_"), func(t *testing.T) {
			args := c.args
			if c.audit {
				args = append(slices.Clone(args), "--out", filepath.Join(t.TempDir(), "out"))
			}
			text, _ := say(t, args...)
			for _, l := range strings.Split(text, "\n") {
				if utf8.RuneCountInString(l) > 100 && c.args[0] != "describe" {
					t.Errorf("line is wider than %d: %s", 100, l)
				}
			}
			// Every form takes a run of its own.
			costly := !long && args[0] != "compare" && args[0] != "class" && (c.audit || args[0] == "calibrate" || slices.Contains(args, "claims") || slices.Contains(args, "--out"))
			if !costly {
				md, _ := say(t, append(args, "--format", "md", "--table", table.All)...)
				checkSentences(t, md)
			}

			var answer struct {
				Version int                                        `json:"schema_version"`
				Tables  map[string]struct{ Rows []map[string]any } `json:"tables"`
			}
			raw, _ := say(t, append(args, "--format", "json")...)
			if err := json.Unmarshal([]byte(raw), &answer); err != nil || answer.Version != table.SchemaVersion {
				t.Fatalf("JSON: version %d, %v", answer.Version, err)
			}
			if bad := forMachines.FindString(raw); bad != "" {
				t.Errorf("JSON holds %q", bad)
			}
			answers.add(t, raw)

			names := slices.Sorted(maps.Keys(answer.Tables))
			if !costly {
				text, _ := say(t, append(args, "--table", table.List)...)
				if listed := strings.Fields(text); !slices.Equal(slices.Sorted(slices.Values(listed)), names) {
					t.Errorf("--table list names %v, JSON has %v", listed, names)
				}
			}
			cells := map[string]string{} // by table, row number and field
			for i, name := range names {
				if len(name) > 40 || strings.Count(name, "_") > 4 {
					t.Errorf("table %q is named by its title", name)
				}
				if i > 0 && costly {
					continue
				}
				text, _ := say(t, append(args, "--format", "csv", "--table", name)...)
				head, rows := checkCSV(t, name, text, c.audit)
				in := answer.Tables[name].Rows
				if len(rows) != len(in) {
					t.Errorf("table %s: %d rows in CSV, %d in JSON", name, len(rows), len(in))
					continue
				}
				for i, row := range rows {
					for j, h := range head {
						cells[name+strconv.Itoa(i)+h] = row[j]
					}
					for column, cell := range in[i] {
						if object, ok := cell.(map[string]any); ok {
							cell = object["value"]
						}
						v, number := cell.(float64)
						csv := cells[name+strconv.Itoa(i)+column]
						if got, _ := strconv.ParseFloat(csv, 64); number && got != v {
							t.Errorf("table %s, row %d: %s is %s in CSV, %v in JSON", name, i, column, csv, v)
						}
						if words, ok := cell.(string); ok && words != strings.TrimPrefix(csv, "'") {
							t.Errorf("table %s, row %d: %s is %q in CSV, %q in JSON", name, i, column, csv, words)
						}
					}
				}
			}
			if !costly {
				text, _ := say(t, append(args, "--format", "csv")...)
				if head, _ := checkCSV(t, "all tables", text, true); len(answer.Tables) > 1 && strings.Join(head, ",") != "table,row,column,value,unit,label" {
					t.Errorf("CSV of all tables has the header %v", head)
				}
			}
			if c.audit {
				checkFolder(t, args)
			}
		})
	}
	answers.hold(t)
}

func TestEveryCommandThatTakesAFormatIsTriedInEveryFormat(t *testing.T) {
	var tried []string
	for _, c := range converted {
		tried = append(tried, strings.Join(c.args, " ")+" ")
	}
	for _, c := range answering {
		tried = append(tried, c.args+" ")
	}
	known := func(name string) bool {
		return slices.ContainsFunc(tried, func(line string) bool { return strings.HasPrefix(line, name+" ") })
	}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			walk(sub)
		}
		name := strings.TrimPrefix(c.CommandPath(), "crossroads ")
		if c.Flags().Lookup("format") != nil && !c.Hidden && !known(name) {
			t.Errorf("%s takes --format; add it to the lists of this file", name)
		}
	}
	walk(newRoot())
	for _, topic := range describe.Topics() {
		if topic != "loops" && topic != "results" && !known("describe "+topic) { // these two are tried with few draws in their own package
			t.Errorf("describe %s is not tried in every format", topic)
		}
	}
}

// checkSentences holds each paragraph of an answer to two lines of the usual width.
// In Markdown a paragraph is one line.
func checkSentences(t *testing.T, md string) {
	t.Helper()
	for _, l := range strings.Split(md, "\n") {
		if strings.HasPrefix(l, "|") || strings.HasPrefix(l, "#") || strings.HasPrefix(l, "version ") {
			continue // tables, and the facts of the run
		}
		if n := len(table.Wrap(strings.ReplaceAll(l, "&lt;", "<"), 100)); n > 2 {
			t.Errorf("a paragraph of %d lines (at most 2): %s", n, l)
		}
	}
}

// checkFolder holds the folder of a command to its plan, its manifest and its
// data dictionary.
func checkFolder(t *testing.T, args []string) {
	t.Helper()
	out := args[len(args)-1]
	var manifest struct{ Outputs []struct{ Name string } }
	readJSON(t, filepath.Join(out, "manifest.json"), &manifest)
	listed := []string{"manifest.json"}
	for _, o := range manifest.Outputs {
		listed = append(listed, o.Name)
	}
	slices.Sort(listed)
	var there []string
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		there = append(there, e.Name())
	}
	if !slices.Equal(there, listed) {
		t.Errorf("the folder holds %v, the manifest lists %v", there, listed)
	}
	planned, _ := say(t, append(args, "--dry-run", "--format", "csv")...)
	_, rows := checkCSV(t, "plan", planned, true)
	var files []string
	for _, row := range rows {
		files = append(files, row[0])
	}
	slices.Sort(files)
	if !slices.Equal(files, there) {
		t.Errorf("planned %v, wrote %v", files, there)
	}
	var dictionary struct {
		Resources []struct {
			Path   string
			Schema struct {
				Fields []struct{ Name, Type, Unit, Description string }
			}
		}
	}
	readJSON(t, filepath.Join(out, "datapackage.json"), &dictionary)
	described := 0
	for _, r := range dictionary.Resources {
		text, err := os.ReadFile(filepath.Join(out, r.Path))
		if err != nil {
			t.Fatal(err)
		}
		head, rows := checkCSV(t, r.Path, string(text), true)
		described++
		for i, f := range r.Schema.Fields {
			if f.Description == "" || f.Type == "number" && f.Unit == "" && !slices.Contains(head, "unit") {
				t.Errorf("%s: column %s has the description %q and the unit %q", r.Path, f.Name, f.Description, f.Unit)
			}
			if i >= len(head) || head[i] != f.Name {
				t.Fatalf("%s: header %v, field %d in the data dictionary is %s", r.Path, head, i, f.Name)
			}
			for _, row := range rows {
				_, err := strconv.ParseFloat(row[i], 64)
				if row[i] != "" && (err == nil) != (f.Type == "number" || f.Type == "integer") && f.Type != "string" {
					t.Errorf("%s: %s = %q is not a %s", r.Path, f.Name, row[i], f.Type)
				}
			}
		}
	}
	if csvs, _ := filepath.Glob(filepath.Join(out, "*.csv")); described != len(csvs) {
		t.Errorf("the data dictionary describes %d of %d CSV files", described, len(csvs))
	}
}

// readJSON reads a file into a value.
func readJSON(t *testing.T, name string, v any) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err == nil {
		err = json.Unmarshal(text, v)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// writing lists, for every command that writes a folder, arguments it runs with.
var writing = map[string]string{
	"compare": "", "plot": "fork", "page": "", "lesson": "", "report": "", "class merge": "formats_test.go",
	"ensemble": "", "ensemble merge": "nowhere", "ensemble cross": "", "calibrate": "", "calibrate backtest": "",
	"breakeven": "kinetic investment", "sensitivity": "kinetic", "robustness": "", "discover": "kinetic investment",
	"study": "three-pillar kinetic", "debate": "kinetic three-pillar", "optimize": "",
}

func TestEveryCommandRefusesAFolderThatCannotBeWrittenBeforeComputing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	var try func(c *cobra.Command)
	try = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			try(sub)
		}
		if c.Flags().Lookup("out") == nil || c.Hidden {
			return
		}
		name := strings.TrimPrefix(c.CommandPath(), "crossroads ")
		more, known := writing[name]
		if !known {
			t.Errorf("%s writes a folder; add it to the list of this test", name)
			return
		}
		args := append(strings.Fields(name), strings.Fields(more)...)
		if c.Flags().Lookup("members") != nil {
			args = append(args, "--members", "100000000") // which would take hours
		}
		var out, words bytes.Buffer
		if code := run(append(args, "--out", filepath.Join(file, "out")), &out, &words); code != exitFailed || !strings.Contains(words.String(), "cannot be written") {
			t.Errorf("%s: exit %d, %s", name, code, words.String())
		}
	}
	try(newRoot())
}

func TestResultsOfTwoCommandsNeverMixInOneFolder(t *testing.T) {
	out := t.TempDir()
	for name, text := range map[string]string{"manifest.json": `{"command": ["compare"], "outputs": [{"name": "compare.csv"}]}`, "compare.csv": "", "notes.txt": ""} {
		if err := os.WriteFile(filepath.Join(out, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"robustness", "kinetic", "three-pillar", "--worlds", "central,backlash", "--members", "3", "--figures", "none", "--out", out}
	var stdout, stderr bytes.Buffer
	if code := run(args, &stdout, &stderr); code != exitFailed || !strings.Contains(stderr.String(), "holds results of crossroads compare") {
		t.Fatalf("exit %d, %s", code, stderr.String())
	}
	say(t, append(args, "--force")...)
	if _, err := os.Stat(filepath.Join(out, "compare.csv")); !os.IsNotExist(err) {
		t.Errorf("compare.csv is still there: %v", err)
	}
	if _, err := os.Stat(filepath.Join(out, "notes.txt")); err != nil {
		t.Errorf("a file that no command wrote is gone: %v", err)
	}
}
