// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crossroads/model"
)

// levers2014 are all levers of a path with a start of its own.
const levers2014 = "levers: {operations_tempo: 60, precision: 0.3, reactivity: 0.2, investment: 300, openness: 0.5, dialogue: 0, narrative: 0.05, interference: 0.1, restraint: 0.8}\n"

func TestARunFromAnotherYearHasTheSameNumbersUnderOtherYears(t *testing.T) {
	parse := func(text string) *Scenario {
		s, err := Parse("mine.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	world := func(text string) *World {
		w, err := ParseWorld("mine-world.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	run := func(s *Scenario, w *World) model.Years {
		r, err := s.Run(w, model.Horizon{Start: s.RunStart(), End: s.RunStart() + 12*6, StepsPerYear: 12})
		if err != nil {
			t.Fatal(err)
		}
		return r.Years
	}
	earlier := run(parse("doc: X.\nhorizon: {start: 2014, end: 2019-12}\n"+levers2014), world("doc: X.\nstart: {year: 2014, fighters: 8000, sanctuary: 0.2}\n"))
	shared := run(parse("doc: X.\nhorizon: {fork: 2021}\n"+levers2014), world("doc: X.\nstart: {fighters: 8000, sanctuary: 0.2}\n"))
	attacks := model.FindOutcome("attacks")
	for i := range 6 {
		a, b := attacks.In(earlier, 2014+i), attacks.In(shared, 2021+i)
		if a <= 0 || math.Abs(a-b) > 1e-12*b {
			t.Errorf("attacks in %d are %g, want %g as in the same year of a run from 2021", 2014+i, a, b)
		}
	}
	killed := model.FindOutcome("deaths_all")
	if got, want := killed.Of(earlier), killed.FromTo(shared, 2021, 2026); math.Abs(got-want) > 1e-12*want {
		t.Errorf("killed in the whole run are %g, want %g: all of a run without shared history counts", got, want)
	}
}

func TestPathsRunOnlyInAWorldOfTheSameStart(t *testing.T) {
	s, err := Parse("mine.yaml", []byte("doc: X.\nhorizon: {start: 2014, end: 2019-12}\n"+levers2014))
	if err != nil {
		t.Fatal(err)
	}
	h := model.Horizon{Start: s.RunStart(), End: model.NewYear(2020), StepsPerYear: 12}
	if _, err := s.Run(Central(), h); err == nil || !strings.Contains(err.Error(), "start: {year: 2014}") {
		t.Errorf("a path of 2014 in the central world: %v, want a refusal that names the cure", err)
	}
	w, err := ParseWorld("w.yaml", []byte("doc: X.\nstart: {year: 2014}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := builtin("kinetic").Run(w, model.DefaultHorizon); err == nil || !strings.Contains(err.Error(), "horizon: {start: 2014-01}") {
		t.Errorf("a built-in path in a world of 2014: %v, want a refusal that names the cure", err)
	}
}

func TestTheExampleOfAnEarlierDecadeRunsUnderItsOwnYears(t *testing.T) {
	dir := filepath.Join("..", "docs", "examples", "2014")
	w, err := FindWorld(filepath.Join(dir, "start-2014.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"held.yaml", "fading.yaml"} {
		s, err := Find(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		run, err := s.Run(w, model.Horizon{Start: s.RunStart(), End: s.End, StepsPerYear: 12})
		if err != nil {
			t.Fatal(err)
		}
		if run.Years.First() != 2014 || run.Years.Last() != 2019 {
			t.Errorf("%s runs from %d to %d, want 2014 to 2019", name, run.Years.First(), run.Years.Last())
		}
		// The tempo is set to the militants that the army reported killed in the first year.
		reported := 2763.0
		if got := model.FindOutcome("militants").In(run.Years, 2014); math.Abs(got/reported-1) > 0.1 {
			t.Errorf("%s: %.0f militants are killed in 2014, want about %.0f: adjust operations_tempo", name, got, reported)
		}
		// What a file comes to reads back as the same path.
		again, err := Parse("again.yaml", []byte(s.File()))
		if err != nil {
			t.Fatalf("%s, written out: %v", name, err)
		}
		if again.Start != s.Start || again.End != s.End || again.File() != s.File() {
			t.Errorf("%s does not survive being written out:\n%s", name, again.File())
		}
	}
	if again, err := ParseWorld("again.yaml", []byte(w.File())); err != nil || again.Start != w.Start {
		t.Errorf("the world does not survive being written out: %v", err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "held.yaml"))
	if err != nil || strings.Contains(string(text), "2021") {
		t.Errorf("held.yaml shows 2021 (%v)", err)
	}
}
