// SPDX-License-Identifier: Apache-2.0

package report

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/draws"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/model"
	"crossroads/scenarios"
)

// long says whether the long tests run.
var long = os.Getenv("CROSSROADS_LONG") != ""

// ask carries out a command and returns what it says.
func ask(c *cobra.Command, args ...string) (words string, err error) {
	var b bytes.Buffer
	c.SetArgs(args)
	c.SetOut(&b)
	c.SetErr(&b)
	c.SilenceUsage, c.SilenceErrors = true, true
	err = c.ExecuteContext(context.Background())
	return b.String(), err
}

// reported writes a report in a folder of its own and returns the page.
func reported(t *testing.T, args ...string) string {
	t.Helper()
	out := t.TempDir()
	if words, err := ask(NewReport(), append([]string{"--members", "20", "--out", out}, args...)...); err != nil {
		t.Fatalf("%v: %s", err, words)
	}
	text, err := os.ReadFile(filepath.Join(out, "report.html"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// fetches finds whatever would make a browser ask for another file.
var fetches = regexp.MustCompile(`(?i)(src|href|xlink:href|action|data)\s*=\s*"(https?:|//|file:)|@import|url\(|<link rel="(stylesheet|preload)|<iframe|<object|<embed`)

// anchors are links that a reader may follow; a page is whole without them.
var anchors = regexp.MustCompile(`<a href="https?://[^"]*">`)

// TestAReport makes one report, of a file that means harm among others, and reads it in several ways.
func TestAReport(t *testing.T) {
	const hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)> &amp; \" ' ]]> {{.}}"
	folder := t.TempDir()
	quoted, err := json.Marshal(hostile)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(folder, `a <b onclick=alert(3)> & "quoted".yaml`)
	file := "label: " + string(quoted) + "\ndoc: " + string(quoted) + "\nlevers: {openness: 0.7} # " + hostile + "\n"
	if err := os.WriteFile(name, []byte(file), 0o644); err != nil {
		t.Fatal(err)
	}
	paths := []string{name, "kinetic", "investment"}
	if long {
		paths = append([]string{name}, scenarios.BuiltinNames()...)
	}
	text := reported(t, paths...)

	t.Run("stands on its own", func(t *testing.T) {
		if len(text) > 1_500_000 {
			t.Errorf("the report has %d bytes (want at most 1.5 MB)", len(text))
		}
		for _, found := range fetches.FindAllString(anchors.ReplaceAllString(text, ""), -1) {
			t.Errorf("the report fetches something: %s", found)
		}
		for _, section := range []string{"inputs", "results", "figures", "worlds", "draws", "decides", "debate", "claims", "evidence", "assumptions", "model", "context", "files", "glossary", "cite"} {
			if !strings.Contains(text, `<section id="`+section+`">`) || !strings.Contains(text, `href="#`+section+`"`) {
				t.Errorf("the report has no section %s, or does not list it", section)
			}
		}
		for _, want := range append(document.LeftOut(), "ILLUSTRATIVE — not a forecast", "crossroads replay report.html", "deaths_civilian_security", "deaths_all", "Qamar Bashir", "27 February 2026", "kinetic.yaml", "aid-under-fire.yaml") {
			if !strings.Contains(strings.ReplaceAll(text, "&#39;", "'"), want) {
				t.Errorf("the report does not hold %q", want)
			}
		}
		for i := range model.ParameterTable {
			if p := &model.ParameterTable[i]; !strings.Contains(text, p.Name) {
				t.Errorf("the report does not name the assumption %s", p.Name)
			}
		}
		for _, broken := range []string{"<no value>", "%!", "NaN", "ZgotmplZ"} {
			if strings.Contains(text, broken) {
				t.Errorf("the report holds %q", broken)
			}
		}
		if n := strings.Count(text, "<svg "); n < 13 {
			t.Errorf("the report has %d figures, want 13 or more", n)
		}
	})

	t.Run("keeps a hostile file as text", func(t *testing.T) {
		for _, bad := range []string{"<script>alert", "<img", "<b onclick", "</script><script"} {
			if strings.Contains(text, bad) {
				t.Errorf("the report holds %q", bad)
			}
		}
		if n, want := strings.Count(text, "<script"), 3; n != want {
			t.Errorf("the report has %d scripts, want %d", n, want)
		}
		_, rest, _ := strings.Cut(text, `<script type="application/json" id="manifest">`)
		inside, _, _ := strings.Cut(rest, "</script>")
		var m output.Manifest
		if err := json.Unmarshal([]byte(inside), &m); err != nil {
			t.Fatal(err)
		}
		found := false
		for _, s := range m.Scenarios {
			found = found || s.YAML == file
		}
		if !found {
			t.Error("the manifest in the report does not give the file back as it was")
		}
	})
}

func TestWordsOfAShellAreQuoted(t *testing.T) {
	a := Data{Manifest: &output.Manifest{Command: []string{"report", "my file.yaml", "it's.yaml", "--world=x"}}}
	if got, want := a.Command(), `crossroads report 'my file.yaml' 'it'\''s.yaml' --world=x`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestAReportTakesTheDrawsOfAnEnsemble(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "big")
	if words, err := ask(draws.NewEnsemble(), "kinetic", "--members", "20", "--until", "2030", "--figures", "svg", "--out", folder); err != nil {
		t.Fatalf("%v: %s", err, words)
	}
	text := reported(t, "--from", folder)
	for _, want := range []string{
		"Taken from the ensemble in the folder big", `<figure id="draws-fork">`, "median and 80% range", "draws in which fewer are killed on the path, by sampling method",
		"within a year: median of the difference under the same draws", "2021 to 2030", "medians", "Force works", "Kinetic",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not hold %q", want)
		}
	}
	for args, want := range map[string]string{
		"kinetic --from " + folder:              "names the paths already",
		"--against investment --from " + folder: "is not in the ensemble",
		"--from " + t.TempDir():                 "file not found",
	} {
		if _, err := ask(NewReport(), append(strings.Fields(args), "--out", t.TempDir())...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("report %s: %v, want %q", args, err, want)
		}
	}
	name := filepath.Join(folder, "ensemble.csv")
	if err := os.WriteFile(name, []byte("changed"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := ask(NewReport(), "--from", folder, "--out", t.TempDir()); err == nil || !strings.Contains(err.Error(), "is not the file the manifest beside it describes") {
		t.Errorf("a changed file is taken: %v", err)
	}
}

func TestAPageIsPrintedWithoutItsDate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the stand-in for a browser is a shell script")
	}
	folder := t.TempDir()
	browser := "#!/bin/sh\nfor a; do case $a in --print-to-pdf=*) echo \"(D:20261126170000+00'00')\" > \"${a#--print-to-pdf=}\";; esac; done\n"
	if err := os.WriteFile(filepath.Join(folder, "chromium"), []byte(browser), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	var b bytes.Buffer
	if err := printPage(&b, filepath.Join(folder, "report.html")); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "(D:20000101000000Z000000)\n"; got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := ask(NewReport(), "--figures", "pdf", "--out", t.TempDir()); err == nil || !strings.Contains(err.Error(), "no Chromium is installed") {
		t.Errorf("without a browser: %v", err)
	}
	if _, err := ask(NewReport(), "--figures", "svg", "--out", t.TempDir()); err == nil || !strings.Contains(err.Error(), "the figures stand in the page") {
		t.Errorf("figures beside the page: %v", err)
	}
}

func TestTheSummaryAnswersFirst(t *testing.T) {
	text := reported(t, "kinetic", "three-pillar-2025", "--until", "2030")
	summary, _, _ := strings.Cut(text[strings.Index(text, `<section id="summary">`):], "</section>")
	at := 0
	for _, head := range []string{"Question.", "Finding in the world Central.", "<table>", "Doubt.", "Fit.", "What would change it."} {
		i := strings.Index(summary[at:], head)
		if i < 0 {
			t.Fatalf("the summary lacks %s, or has it too early", head)
		}
		at += i
	}
	if !strings.Contains(summary, "† Earlier start than on the other paths") {
		t.Error("the summary does not say what † means")
	}
	for _, term := range []string{"replacement", "pull of grievance", "deaths_civilian_security", "three-pillar-2025"} {
		if strings.Contains(summary, term) {
			t.Errorf("the summary holds the term %q", term)
		}
	}
}

func TestALeverOverTimeIsOneLine(t *testing.T) {
	s, err := scenarios.Parse("p.yaml", []byte("doc: P.\nlevers: {openness: {2026: 0.3, 2030: to 0.8, 2034-07: 0.5}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := leverWords(s.LaidOut(model.FindLever("openness"))), "0.3, 0.8 by 2030, 0.5 from 2034-07"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestNumbersOfTheChartHaveFourDigits(t *testing.T) {
	for v, want := range map[float64]float64{0: 0, 123456: 123500, 0.00123456: 0.001235, -98765: -98770} {
		if got := digits4(v); got < want*(1-1e-12) && want > 0 || got > want*(1+1e-12) && want > 0 || want == 0 && got != 0 {
			t.Errorf("%v becomes %v, want %v", v, got, want)
		}
	}
}

func FuzzReadDistributions(f *testing.F) {
	const head = "path,against,world,way,outcome,year,members,median,range_50_low,range_50_high,range_80_low,range_80_high,fewer\n"
	for _, text := range []string{head + "kinetic,,central,prior,deaths_all,,40,1,0,2,0,3,\n", head, head + "a,b\n", head + "a,b,c,d,e,1e99,NaN,x,,,,,\n", "path\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		lines, err := readDistributions("ensemble.csv", text)
		if err != nil && !strings.HasPrefix(err.Error(), "ensemble.csv") {
			t.Errorf("error %q has no place", err)
		}
		if err == nil && len(lines) == 0 {
			t.Error("a table without rows is no error")
		}
	})
}
