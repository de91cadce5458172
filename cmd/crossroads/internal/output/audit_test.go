// SPDX-License-Identifier: Apache-2.0

package output

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
)

// fake is an audit of one table and one free file.
type fake struct {
	ran  int
	rows []string
	err  error
}

func (f *fake) Plan() Plan {
	return Plan{Runs: 1200, Words: "2 paths", Tables: []string{"killed"}, Files: []string{"killed.csv", "notes.txt"}, Figures: []string{"fork"}}
}

func (f *fake) table() *table.Table {
	t := &table.Table{Name: "killed", Title: "Killed", Columns: []table.Column{table.Words("path", "path", 20), table.Numbers("killed", "killed", "death")}}
	for i, name := range f.rows {
		t.Add(table.Word(name), table.Number{V: float64(i) + 0.5, U: "death"})
	}
	return t
}

func (f *fake) Run(_ context.Context, done func(int)) (*Answer, error) {
	f.ran++
	done(1200)
	if f.err != nil {
		return nil, f.err
	}
	t := f.table()
	kinetic, err := scenarios.Builtin("kinetic")
	if err != nil {
		return nil, err
	}
	return &Answer{Document: table.Document{Title: "Who is killed", Tables: []*table.Table{t}},
		Files:  append(FilesOf([]*table.Table{t}), File{Name: "notes.txt", Write: func(w io.Writer) error { _, err := io.WriteString(w, "words\n"); return err }}),
		Source: Source{Paths: []*scenarios.Scenario{kinetic}, Worlds: []*scenarios.World{scenarios.Central()}, Horizon: model.DefaultHorizon, Seed: 3, Members: 9}}, nil
}

// request is one that writes into a folder.
func request(out string) (r *Request, stdout, stderr *bytes.Buffer) {
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	return &Request{Command: "study", Args: []string{"study", "--out", out}, Format: "text", Out: out, Stdout: stdout, Stderr: stderr}, stdout, stderr
}

// names lists what lies in a folder.
func names(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return strings.Join(list, " ")
}

func TestAnAnswerIsShownAndWrittenWithItsManifestAndDictionary(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "results")
	r, stdout, stderr := request(folder)
	if err := Ask(context.Background(), r, &fake{rows: []string{"a", "b"}}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(stdout.String(), "Who is killed") || !strings.Contains(stdout.String(), "Killed\n") {
		t.Errorf("shown:\n%s", stdout)
	}
	if want := "Wrote 4 files to " + folder + ": killed.csv, notes.txt, datapackage.json, manifest.json\n"; stderr.String() != want {
		t.Errorf("said %q, want %q", stderr, want)
	}
	if got := names(t, folder); got != "datapackage.json killed.csv manifest.json notes.txt" {
		t.Errorf("the folder holds %s", got)
	}
	text, err := os.ReadFile(filepath.Join(folder, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil || !SealHolds(text) {
		t.Fatalf("the manifest is not sealed, %v", err)
	}
	if m.Results != "study" || m.Seed != 3 || m.Members != 9 || len(m.Outputs) != 3 || !slices.Equal(m.Command, []string{"study"}) {
		t.Errorf("manifest %+v", m)
	}
	if got := m.Scenarios[0].Levers["operations_tempo"]; len(got) < 2 || m.Worlds[0].Parameters["inflow"] != scenarios.Central().Parameters.Inflow {
		t.Errorf("the manifest holds the tempo %v", got)
	}
	var d struct {
		Resources []struct {
			Path, Title string
			Schema      struct {
				Fields []struct{ Name, Type, Unit, Description string }
			}
		}
	}
	if text, err = os.ReadFile(filepath.Join(folder, dictionaryName)); err != nil || json.Unmarshal(text, &d) != nil {
		t.Fatalf("the dictionary: %v", err)
	}
	if len(d.Resources) != 1 || d.Resources[0].Path != "killed.csv" || len(d.Resources[0].Schema.Fields) != 3 || d.Resources[0].Schema.Fields[1].Type != "number" {
		t.Errorf("the dictionary describes %+v", d.Resources)
	}
}

func TestWhatCannotBeShownOrWrittenIsRefusedBeforeAnythingRuns(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, manifestName), []byte("no JSON"), 0o644); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(r *Request){
		`unknown table "kiled"; did you mean killed?`:                                   func(r *Request) { r.Table = "kiled" },
		"--out " + file + ": cannot be written":                                         func(r *Request) { r.Out = file },
		"--out " + filepath.Join(file, "x") + ": cannot be written: part of the path":   func(r *Request) { r.Out = filepath.Join(file, "x") },
		"--out " + broken + ": holds a manifest.json that cannot be read; name another": func(r *Request) { r.Out = broken },
	} {
		r, _, _ := request(folder)
		change(r)
		a := &fake{}
		if err := Ask(context.Background(), r, a); err == nil || !strings.HasPrefix(err.Error(), want) || a.ran > 0 {
			t.Errorf("error %v after %d runs, want %s", err, a.ran, want)
		}
	}
}

func TestThePlanIsShownWithoutARun(t *testing.T) {
	r, stdout, _ := request(filepath.Join(t.TempDir(), "none"))
	r.DryRun, r.Drawing.Forms = true, []string{"svg", "png"}
	a := &fake{}
	if err := Ask(context.Background(), r, a); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Dry run: 1,200 runs (2 paths). Nothing was run.", "killed.csv, notes.txt, fork.svg, fork.png, datapackage.json, manifest.json"} {
		if got := strings.Join(strings.Fields(stdout.String()), " "); !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if _, err := os.Stat(r.Out); !os.IsNotExist(err) || a.ran > 0 {
		t.Errorf("a dry run made the folder (%v) or ran %d times", err, a.ran)
	}
	stdout.Reset()
	r.Table = table.List
	if err := Ask(context.Background(), r, a); err != nil || stdout.String() != "killed\n" || a.ran > 0 {
		t.Errorf("the names of tables are %q, %v", stdout, err)
	}
}

func TestAFailedRunLeavesEarlierResultsWhole(t *testing.T) {
	folder := t.TempDir()
	r, _, _ := request(folder)
	if err := Ask(context.Background(), r, &fake{rows: []string{"a"}}); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(folder, "killed.csv"))
	if err != nil {
		t.Fatal(err)
	}
	failure := errors.New("it diverged")
	if err := Ask(context.Background(), r, &fake{err: failure}); err != failure {
		t.Errorf("error %v, want that of the run", err)
	}
	if after, err := os.ReadFile(filepath.Join(folder, "killed.csv")); err != nil || !bytes.Equal(before, after) || strings.Contains(names(t, folder), draftPrefix) {
		t.Errorf("afterwards the folder holds %s, %v", names(t, folder), err)
	}
	inner := filepath.Join(folder, "a", "b")
	r.Out = inner
	if err := Ask(context.Background(), r, &fake{err: failure}); err != failure {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(filepath.Join(folder, "a")); !os.IsNotExist(err) {
		t.Error("a failed run leaves empty folders behind")
	}
}

func TestResultsOfTwoCommandsNeverMixUnlessForced(t *testing.T) {
	folder := t.TempDir()
	r, _, _ := request(folder)
	if err := Ask(context.Background(), r, &fake{rows: []string{"a"}}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "own.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	other := *r
	other.Command = "debate"
	if err := Ask(context.Background(), &other, &fake{}); err == nil || err.Error() != "--out "+folder+": holds results of crossroads study; name another folder, or add --force to replace them" {
		t.Errorf("error %v", err)
	}
	other.Force = true
	if _, err := other.Write(&Answer{Files: []File{{Name: "b.csv", Write: func(w io.Writer) error {
		_, err := io.WriteString(w, "inflow,word,n,flag,none\n1.5,x,3,true,\n2,y,4,false,\n")
		return err
	}}}}); err != nil {
		t.Fatal(err)
	}
	if got := names(t, folder); got != "b.csv datapackage.json manifest.json own.txt" {
		t.Errorf("forced, the folder holds %s; want what was listed before to be gone and what was not to stay", got)
	}
	text, err := os.ReadFile(filepath.Join(folder, dictionaryName))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"name": "inflow",` + "\n" + strings.Repeat(" ", 12) + `"type": "number",` + "\n" + strings.Repeat(" ", 12) + `"unit": "fighter/year"`, `"name": "n",`, `"type": "integer"`, `"type": "boolean"`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func TestAFileThatCannotBeWrittenIsNamed(t *testing.T) {
	folder := t.TempDir()
	r, _, _ := request(folder)
	full := errors.New("no space left")
	if _, err := r.Write(&Answer{Files: []File{{Name: "a.txt", Write: func(io.Writer) error { return full }}}}); !errors.Is(err, full) || !strings.HasPrefix(err.Error(), filepath.Join(folder, "a.txt")+": cannot be written: ") {
		t.Errorf("error %v", err)
	}
	if got := names(t, folder); got != "" {
		t.Errorf("the folder holds %s", got)
	}
}

func TestAChangedFileIsRefusedAndAnybodysOwnIsNot(t *testing.T) {
	folder := t.TempDir()
	r, _, _ := request(folder)
	if err := Ask(context.Background(), r, &fake{rows: []string{"a"}}); err != nil {
		t.Fatal(err)
	}
	file, own := filepath.Join(folder, "killed.csv"), filepath.Join(folder, "own.csv")
	if err := os.WriteFile(own, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{file, own, filepath.Join(t.TempDir(), "none.csv")} {
		if err := Unchanged(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := os.WriteFile(file, []byte("changed"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Unchanged(file); err == nil || !strings.HasPrefix(err.Error(), file+": was changed after it was written (crossroads verify "+folder+")") {
		t.Errorf("error %v", err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := Unchanged(file); err == nil {
		t.Error("a file that is gone is no error")
	}
	if err := os.WriteFile(filepath.Join(folder, manifestName), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Unchanged(own); err == nil || !strings.Contains(err.Error(), "manifest.json: cannot be read, so that own.csv cannot be checked") {
		t.Errorf("error %v", err)
	}
}

func TestACommandLineIsKeptWithoutWhatBelongsToOneMachine(t *testing.T) {
	for got, want := range map[string]string{
		"compare /home/me/mine.yaml --out /tmp/x --seed 3": "compare mine.yaml --seed 3", "study --world=../w.yml --format=csv": "study --world=w.yml", "ensemble --watch --save-every 5s --members 9": "ensemble --members 9",
		"compare dir/-odd.yaml": "compare ./-odd.yaml", "compare --quiet --table all --force --resume --dry-run": "compare",
	} {
		if kept := strings.Join(Portable(strings.Fields(got)), " "); kept != want {
			t.Errorf("%s is kept as %s, want %s", got, kept, want)
		}
	}
	ctx := WithArgs(context.Background(), []string{"compare"})
	if !slices.Equal(Args(ctx), []string{"compare"}) || Args(context.Background()) != nil {
		t.Error("the command line is not kept")
	}
	if m := (&Manifest{Command: []string{"compare", "a"}}); m.results() != "compare" || (&Manifest{}).results() != "" {
		t.Errorf("an older manifest holds %q", m.results())
	}
}

func TestTheTypeOfAColumnIsTheNarrowestThatHoldsItsCells(t *testing.T) {
	for _, c := range []struct {
		cells []string
		want  string
	}{
		{[]string{"1", "-2", "18446744073709551615"}, "integer"}, {[]string{"1", "2.5"}, "number"}, {[]string{"1e5"}, "number"}, {[]string{"NaN", "1"}, "number"}, {[]string{"true", "false"}, "boolean"},
		{[]string{"true", "1"}, "string"}, {[]string{"1", "true"}, "string"}, {[]string{"1", "x", "2"}, "string"}, {[]string{"2026-01"}, "string"},
	} {
		kind := ""
		for _, cell := range c.cells {
			kind = wider(kind, cell)
		}
		if kind != c.want {
			t.Errorf("%q are of the type %s, want %s", c.cells, kind, c.want)
		}
	}
	for column, want := range map[string][2]string{
		"inflow": {"fighter/year", model.FindParameter("inflow").Label}, "attacks": {model.FindOutcome("attacks").Unit, model.FindOutcome("attacks").Label}, "tempo_2024": {model.FindLever("operations_tempo").Unit, "tempo of operations in 2024"},
		"openness": {model.FindLever("openness").Unit, model.FindLever("openness").Label}, "weight": {"1", "weight of the draw"}, "member": {"", "number of the draw"}, "label": {"", model.Label}, "two_words": {"", "two words"},
	} {
		if unit, doc := meaning(column); unit != want[0] || doc != want[1] {
			t.Errorf("%s is in %q: %q, want %q: %q", column, unit, doc, want[0], want[1])
		}
	}
}

func TestLettersThatTheFontLacksAreToldOnceWithTheFilesThatKeepThem(t *testing.T) {
	source := Source{Paths: []*scenarios.Scenario{{Label: "Kinetic"}, {Label: "پشتو"}}, Worlds: []*scenarios.World{{Label: "道"}}}
	figure := &plots.Figure{Name: "fork"}
	for forms, want := range map[string]string{
		"": "", "svg": "", "png": "The font of these figures lacks letters of پشتو, 道; --figures svg keeps them.\n", "png svg": "PNG and PDF figures lack letters of پشتو, 道; these files keep them: fork.svg\n",
	} {
		var b bytes.Buffer
		d := Drawing{Forms: strings.Fields(forms), Size: canvas.Sizes[0]}
		d.SayLacking(&b, source, figure)
		if b.String() != want {
			t.Errorf("%q: said %q, want %q", forms, b.String(), want)
		}
		if files := d.Files(figure); len(files) != len(d.Forms) {
			t.Errorf("%q: %d files", forms, len(files))
		}
	}
	var b bytes.Buffer
	Drawing{Forms: []string{"png"}}.SayLacking(&b, Source{Paths: source.Paths[:1]}, figure)
	Drawing{Forms: []string{"png"}}.SayLacking(&b, source)
	if b.Len() > 0 {
		t.Errorf("said %q where no letter is lacking or nothing is drawn", b.String())
	}
}
