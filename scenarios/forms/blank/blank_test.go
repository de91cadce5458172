// SPDX-License-Identifier: Apache-2.0

package blank

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"crossroads/model"
	"crossroads/scenarios"
)

// uncommented removes the sign before every value that a file of a path or world could set.
func uncommented(text string) string {
	return regexp.MustCompile(`(?m)^  # ([a-z_]+: )`).ReplaceAllString(text, "  $1")
}

// block removes the signs before one block at the foot of a file, such as shocks.
func block(text, name string) string {
	lines := strings.Split(text, "\n")
	inside := false
	for i, l := range lines {
		switch {
		case strings.HasPrefix(l, "#"+name+":"):
			lines[i], inside = l[1:], true
		case inside && strings.HasPrefix(l, "#  "):
			lines[i] = l[1:]
		default:
			inside = false
		}
	}
	return strings.Join(lines, "\n")
}

// outcomes are every outcome of a path in a world.
func outcomes(t *testing.T, s *scenarios.Scenario, w *scenarios.World) []float64 {
	t.Helper()
	run, err := s.Run(w, model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	var list []float64
	for i := range model.OutcomeTable {
		list = append(list, model.OutcomeTable[i].Of(run.Years))
	}
	return list
}

// same compares two lists of numbers.
func same(a, b []float64) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}

func TestABlankPathRunsLikeThePathItBeginsFrom(t *testing.T) {
	for _, name := range scenarios.BuiltinNames() {
		base, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		text := Path("mine.yaml", base)
		s, err := scenarios.Parse("mine.yaml", []byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !same(outcomes(t, s, scenarios.Central()), outcomes(t, base, scenarios.Central())) {
			t.Errorf("a blank from %s runs otherwise", name)
		}
	}
}

func TestWithAllSignsRemovedABlankStillSaysWhatItsBaseHas(t *testing.T) {
	base, err := scenarios.Builtin("three-pillar")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenarios.Parse("mine.yaml", []byte(uncommented(Path("mine.yaml", base))))
	if err != nil {
		t.Fatal(err)
	}
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		if got, want := s.LaidOut(row).String(), base.LaidOut(row).String(); got != want {
			t.Errorf("%s: %s, want %s", row.Name, got, want)
		}
	}
	world := World("mine.yaml", scenarios.Central())
	for _, text := range []string{world, uncommented(world)} {
		w, err := scenarios.ParseWorld("mine.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if w.Parameters != scenarios.Central().Parameters {
			t.Error("a blank world assumes something else than the central one")
		}
	}
}

func TestEveryExampleInABlankCanBeUsed(t *testing.T) {
	base, err := scenarios.Builtin("current-course")
	if err != nil {
		t.Fatal(err)
	}
	path, world := Path("mine.yaml", base), World("mine.yaml", scenarios.Central())
	for _, name := range []string{"shocks", "rules", "budget", "horizon"} {
		text := block(path, name)
		if text == path {
			t.Errorf("a blank path has no example of %s", name)
		}
		if _, err := scenarios.Parse("mine.yaml", []byte(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"shocks", "uncertain"} {
		text := block(world, name)
		if text == world {
			t.Errorf("a blank world has no example of %s", name)
		}
		if _, err := scenarios.ParseWorld("mine.yaml", []byte(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestABlankNamesAllThatMayBeSetWithItsRange(t *testing.T) {
	base, err := scenarios.Builtin("current-course")
	if err != nil {
		t.Fatal(err)
	}
	path, world := Path("mine.yaml", base), World("mine.yaml", scenarios.Central())
	for i := range model.LeverTable {
		if l := &model.LeverTable[i]; !strings.Contains(path, "\n  # "+l.Name+": ") || !strings.Contains(path, scenarios.Plain(l.Low)+" to "+scenarios.Plain(l.High)) {
			t.Errorf("%s is not in a blank path with its range", l.Name)
		}
	}
	for i := range model.ParameterTable {
		p := &model.ParameterTable[i]
		if !strings.Contains(world, "\n  # "+strings.TrimPrefix(p.Name, start)+": ") {
			t.Errorf("%s is not in a blank world", p.Name)
		}
	}
	for i := range scenarios.ShockTable {
		k := &scenarios.ShockTable[i]
		if in := map[string]string{"path": path, "world": world}[k.In]; !strings.Contains(in, "#  - "+k.Name+": {at: 2028-03") {
			t.Errorf("the shock %s is not in a blank %s", k.Name, k.In)
		}
	}
	for _, l := range strings.Split(path+world, "\n") {
		if utf8.RuneCountInString(l) > width && strings.HasPrefix(strings.TrimSpace(l), "# ") && !regexp.MustCompile(`^ *# ([a-z_]+:|A lever|An assumption|Beyond|How|Levers|What may)`).MatchString(l) {
			t.Errorf("a comment of %d characters: %s", utf8.RuneCountInString(l), l)
		}
	}
	for _, text := range []string{path, world} {
		if !strings.Contains(text, model.Label) || !strings.HasPrefix(text, "# yaml-language-server: $schema=crossroads-") {
			t.Errorf("a blank begins %q", text[:80])
		}
	}
}
