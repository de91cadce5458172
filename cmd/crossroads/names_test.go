// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"crossroads/cmd/crossroads/internal/document"
)

// The names that strangers give to files, labels and rows: formulas, markup, and
// what separates the cells of a table.
const (
	hostilePath   = `=1+1<b>|"x.yaml`
	hostileWorld  = `+w<i>'.yaml`
	hostileLedger = `@c<script>.csv`
)

var hostile = map[string]string{
	hostilePath:            "label: '=HYPERLINK(\"x\")<script>alert(1)</script>|`'\ndoc: '@SUM(A1)<img src=x onerror=alert(1)>'\nlevers: {openness: 0.7}\n",
	hostileWorld:           "label: '-2+3<script>alert(1)</script>'\ndoc: '+cmd|<img src=x onerror=alert(1)>'\nparameters: {attack_rate: 0.2}\n",
	hostileLedger:          "id,observes,year,value,source\n=1+1,attacks,2022,300,SOURCE\n@b,attacks,2023,400,SOURCE\n+c,attacks,2024,500,SOURCE\n-d,attacks,2025,700,SOURCE\n",
	"entries/=2+2<b>.yaml": "label: '@pupil<script>alert(1)</script>'\ndoc: Mine.\nlevers: {openness: 0.6}\n",
}

// naming lists a command line for each command that prints names: PATH, WORLD
// and LEDGER stand for the files. Those after the first few take longer.
var naming = []string{
	"compare kinetic PATH --world WORLD --figures svg --out compare",
	"verify compare",
	"run PATH --world WORLD --format text",
	"run PATH --world WORLD --format md",
	"explain PATH.openness",
	"explain PATH",
	"explain WORLD",
	"scenario validate PATH WORLD",
	"scenario show PATH",
	"scenario show PATH --resolved",
	"scenario diff kinetic PATH --format csv",
	"scenario diff central WORLD --format md",
	"class code PATH",
	"class merge entries --figures svg --out class",
	"class merge entries --figures none --out class2 --format csv",
	"evidence validate LEDGER",
	"evidence show LEDGER",
	"evidence show LEDGER --format csv",
	"plot fork PATH --world WORLD --figures svg --out plot",
	"debate PATH kinetic --members 12 --out debate",
	"robustness PATH kinetic --worlds central,WORLD --members 3 --figures svg --out robustness",
	"ensemble PATH --world WORLD --members 12 --until 2028 --figures svg --events --members-out members.csv --out ensemble",
	"ensemble PATH --world WORLD --members 12 --until 2028 --shard 0/2 --out part0",
	"ensemble PATH --world WORLD --members 12 --until 2028 --shard 1/2 --out part1",
	"ensemble merge part0 part1 --figures svg --out merged",
	"ensemble cross PATH --worlds central,WORLD --members 12 --until 2028 --figures svg --out cross",
	"replay compare",
	"breakeven PATH kinetic --world WORLD --members 12 --points 5 --figures svg --out breakeven",
	"sensitivity PATH kinetic --world WORLD --samples 4 --figures svg --out sensitivity",
	"discover PATH kinetic --world WORLD --members 200 --figures svg --out discover",
	"study PATH kinetic --world WORLD --members 10 --figures svg --out study",
	"optimize --against PATH --world WORLD --members 2 --seeds 1 --trials 50 --figures svg --out optimize",
	"report PATH kinetic --world WORLD --members 20 --out report",
	"calibrate --evidence LEDGER --members 1000 --figures svg --out calibrate --world-out fitted.yaml",
	"calibrate backtest --evidence LEDGER --members 1000",
}

// quickly is how many of them the plain tests run.
const quickly = 22

// checkSheet fails if a spreadsheet would take a field for a formula.
func checkSheet(t *testing.T, name, text string) {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.Comment, r.FieldsPerRecord, r.LazyQuotes = '#', -1, true
	records, err := r.ReadAll()
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	for _, record := range records {
		for _, field := range record {
			if field == "" || !strings.ContainsRune("=+-@\t\r", rune(field[0])) {
				continue
			}
			if _, err := strconv.ParseFloat(field, 64); err != nil {
				t.Errorf("%s: a spreadsheet takes the field %q for a formula", name, field)
				return
			}
		}
	}
}

// TestNamesFromStrangersStayText runs every command that prints a name on files
// whose names, labels and rows are formulas, markup and control characters.
func TestNamesFromStrangersStayText(t *testing.T) {
	t.Chdir(t.TempDir())
	os.Mkdir("entries", 0o755)
	for name, text := range hostile {
		if err := os.WriteFile(name, []byte(strings.ReplaceAll(text, "SOURCE", "=me<script>alert(1)</script>")), 0o644); err != nil {
			t.Skip(err) // no such names here
		}
	}
	code, said := silently("class", "code", "kinetic")
	if code != exitDone {
		t.Fatal(said)
	}
	os.WriteFile("entries/codes.txt", []byte("=cmd|' /C calc'!A0 \x1b[31m<script>alert(1)</script>: "+strings.TrimSpace(said)+"\n"), 0o644)
	lines := naming
	if !long {
		lines = lines[:quickly]
	}
	markup := []string{"<script>alert", "<img src=x", "<b>", "<i>'"}
	for _, line := range lines {
		args := strings.Fields(line)
		for i, a := range args {
			args[i] = strings.NewReplacer("PATH", hostilePath, "WORLD", hostileWorld, "LEDGER", hostileLedger).Replace(a)
		}
		// In a process of its own, whose manifest records its own command line.
		code, said := asProgramIn(t, ".", args...)
		if code != exitDone {
			t.Errorf("%s: exit %d: %s", line, code, said)
		}
		if i := strings.IndexFunc(said, func(c rune) bool { return c < ' ' && c != '\n' && c != '\t' || c == 0x7f }); i >= 0 {
			t.Errorf("%s prints the control character %q", line, said[i])
		}
		if slices.Contains(args, "csv") {
			answer, _, _ := strings.Cut(said, "Wrote ") // the word on stderr
			checkSheet(t, line, answer)
		}
		if i := slices.Index(args, "md"); i >= 0 {
			for _, m := range markup {
				if strings.Contains(said, m) {
					t.Errorf("%s: %s is markup in Markdown", line, m)
				}
			}
		}
	}
	sheets, drawings, pages := 0, 0, 0
	filepath.WalkDir(".", func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || hostile[name] != "" {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		switch filepath.Ext(name) {
		case ".csv":
			sheets++
			checkSheet(t, name, string(text))
		case ".svg":
			drawings++
			if _, err := document.Inline(text); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		case ".html":
			pages++
			for _, m := range markup[:2] {
				if strings.Contains(string(text), m) {
					t.Errorf("%s: %s is markup", name, m)
				}
			}
		}
		return nil
	})
	if sheets < 4 || drawings < 5 || pages < 1 {
		t.Errorf("looked at %d tables, %d figures and %d pages", sheets, drawings, pages)
	}
}
