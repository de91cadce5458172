// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"crossroads/model"
	"crossroads/scenarios"
)

func TestExplainAnswersForEveryRowOfEveryTable(t *testing.T) {
	e, err := NewExplainer(context.Background(), scenarios.Central())
	if err != nil {
		t.Fatal(err)
	}
	broken := regexp.MustCompile(`NaN|\bInf\b|%!|<nil>|\bnull\b`)
	for _, name := range Explainable() {
		r, err := e.Explain(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var b bytes.Buffer
		if err := r.Write(&b, "text", ""); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		names := map[string]bool{}
		for _, table := range r.Tables {
			if names[table.Name] {
				t.Errorf("%s: two tables are named %s", name, table.Name)
			}
			names[table.Name] = true
		}
		if !strings.HasPrefix(text, model.Label+"\n"+name+": ") {
			t.Errorf("%s: begins with %.60q", name, text)
		}
		if words := broken.FindString(text); words != "" {
			t.Errorf("%s: says %s", name, words)
		}
		for _, line := range strings.Split(text, "\n") {
			if utf8.RuneCountInString(line) > 100+2 && !strings.Contains(line, "http") {
				t.Errorf("%s: a line of %d columns: %s", name, utf8.RuneCountInString(line), line)
			}
		}
	}
}

func TestExplainSaysWhatProvenanceIsMadeOf(t *testing.T) {
	e, err := NewExplainer(context.Background(), scenarios.Central())
	if err != nil {
		t.Fatal(err)
	}
	for name, wants := range map[string][]string{
		"suppression":              {"Confidence: few studies", "MirMoore-2019", "| attacks | (attack_rate", "Effect of its range", "In the literature: 1 "},
		"deaths_civilian_security": {"The sum of", "Reported figures", "Assumptions based on judgement cause", "E08"},
		"operations_tempo":         {"Set by Islamabad", "| tempo | ", "On the built-in paths", "held from 2026 on"},
		"kinetic.operations_tempo": {"2026: 90", "Confidence: authors' judgement", "with the value of", "E19"},
		"E08":                      {"Status: disputed", "Qualifier in the source: over", "The model has", "Other figures for the same time and place", "CRSS-2024-sf"},
		"E16":                      {"E17a", "count twice"},
		"attacks":                  {"Outcome: ", "Auxiliary: ", "E05-E06"},
		"investment":               {"Lever: ", "Path: "},
		"claim-5":                  {"A finding"},
	} {
		r, err := e.Explain(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var b bytes.Buffer
		if err := r.Write(&b, "md", ""); err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: does not say %q", name, want)
			}
		}
	}
}

func TestExplainRefusesUnknownNames(t *testing.T) {
	e, err := NewExplainer(context.Background(), scenarios.Central())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"supression":        `unknown name "supression"; did you mean suppression?`,
		"kinetic.precison":  `unknown lever "precison"; did you mean precision?`,
		"kinetik.precision": `unknown path "kinetik"; did you mean kinetic?`,
	} {
		if _, err := e.Explain(name); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}
