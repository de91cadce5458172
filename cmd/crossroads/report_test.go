// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/report"
	"crossroads/model"
	"crossroads/scenarios"
)

// reported writes a report in a folder of its own and returns the page.
func reported(t *testing.T, args ...string) string {
	t.Helper()
	out := t.TempDir()
	var stdout, stderr bytes.Buffer
	if code := run(append([]string{"report", "--members", "20", "--out", out}, args...), &stdout, &stderr); code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr.String())
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
		page := filepath.Join(folder, "report.html")
		if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		m, err := report.ReadManifest(page)
		if err != nil {
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

func TestOnlyWhatDrawsGoesIntoAPage(t *testing.T) {
	for _, bad := range []string{
		`<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`,
		`<svg onload="1"></svg>`,
		`<svg><a href="http://x">t</a></svg>`,
		`<svg><image href="http://x/y.png"/></svg>`,
		`<svg><foreignObject/></svg>`,
		`<svg><rect style="background:url(x)"/></svg>`,
		`<!DOCTYPE svg><svg></svg>`,
		`<svg>`,
	} {
		if _, err := document.Inline([]byte(bad)); err == nil {
			t.Errorf("%s is let in", bad)
		}
	}
	if _, err := document.Inline([]byte(`<svg><title>t</title><g><path d="M0,0"/><text x="1">&lt;</text></g></svg>`)); err != nil {
		t.Error(err)
	}
}

func TestWordsOfAShellAreQuoted(t *testing.T) {
	a := report.Data{Manifest: &output.Manifest{Command: []string{"report", "my file.yaml", "it's.yaml", "--world=x"}}}
	if got, want := a.Command(), `crossroads report 'my file.yaml' 'it'\''s.yaml' --world=x`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
