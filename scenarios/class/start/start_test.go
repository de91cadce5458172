// SPDX-License-Identifier: Apache-2.0

package start

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

func TestThreeLeversBeginAtTodayAndStayInTheirRanges(t *testing.T) {
	for _, d := range Dials {
		for i, step := range d.Steps {
			for name, v := range step.Set {
				row := model.FindLever(name)
				if row == nil || v < row.Low || v > row.High {
					t.Errorf("%s, step %d: %s = %v is no value of a lever", d.Name, i, name, v)
				} else if i == d.Today && v != row.Today {
					t.Errorf("%s: today %s = %v, the lever table says %v", d.Name, name, v, row.Today)
				}
			}
		}
	}
}

func TestCardsTellTheSameFactsAtAboutTheSameLength(t *testing.T) {
	cards, err := Cards()
	if err != nil {
		t.Fatal(err)
	}
	var lengths []int
	for _, c := range cards {
		lengths = append(lengths, len(c.Text))
		for _, fact := range []string{"raids", "strikes", "billion", "Border", "talks"} {
			if !strings.Contains(c.Text, fact) {
				t.Errorf("%s: %q says nothing of %s", c.Name, c.Text, fact)
			}
		}
	}
	if slices.Max(lengths)-slices.Min(lengths) > 14 {
		t.Errorf("cards of %v letters", lengths)
	}
}

func TestSixLettersAreThoseThePageWrites(t *testing.T) {
	for text, want := range map[string]Choice{ // written by link.js with a model whose hash begins with e4bbdb
		"BTWVPB": {[]int{3, 1, 1}, "central", -1},
		"ggbvds": {[]int{0, 4, 2}, "ties-bind", 1},
		"XSSSZZ": {[]int{5, 4, 4}, "aid-under-fire", 2},
	} {
		got, ok := decode("e4bbdbe15364", text)
		if !ok || !slices.Equal(got.Steps, want.Steps) || got.World != want.World || got.Guess != want.Guess {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
		if _, ok := decode("000000000000", text); ok {
			t.Errorf("%s is taken for letters of another model", text)
		}
	}
	for _, slip := range []string{"BTWVPC", "BTWVP", "BTWVPBB", "ATWVPB", "", "BTWVP\u00e9"} {
		if got, ok := decode("e4bbdbe15364", slip); ok {
			t.Errorf("%s is read as %+v", slip, got)
		}
	}
}

func TestThePathOfThreeLeversStandsAtItsSteps(t *testing.T) {
	s, err := Path([]int{5, 4, 0})
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range []int{5, 4, 0} {
		for name := range maps.Keys(Dials[i].Steps[step].Set) {
			points := s.LaidOut(model.FindLever(name))
			if got, want := points[len(points)-1].Value, Dials[i].Steps[step].Set[name]; got != want {
				t.Errorf("%s ends at %v, want %v", name, got, want)
			}
		}
	}
}

func TestNothingInTheFirstMinuteLiesAboveItsAxes(t *testing.T) {
	most, err := FindMost()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range scenarios.DeathCounts() {
		for _, name := range Paths {
			s, err := scenarios.Builtin(name)
			if err != nil {
				t.Fatal(err)
			}
			r, err := s.Run(scenarios.Central(), model.DefaultHorizon)
			if err != nil {
				t.Fatal(err)
			}
			if m := most[o.Name]; o.Of(r.Years) > m.Total || o.In(r.Years, 2030) > m.Year {
				t.Errorf("%s of %s lies above %+v", o.Name, name, m)
			}
		}
	}
}

func TestEveryParameterHasAPlainNameOfItsOwn(t *testing.T) {
	taken := map[string]string{}
	for i := range model.ParameterTable {
		name := model.ParameterTable[i].Name
		plain := PlainParameter(name)
		if plain == "" || strings.Contains(plain, "_") || len(plain) > 44 || taken[plain] != "" {
			t.Errorf("%s is called %q in plain words (also %s)", name, plain, taken[plain])
		}
		taken[plain] = name
	}
	if len(plainParameters) != len(model.ParameterTable) {
		t.Errorf("%d plain names for %d parameters", len(plainParameters), len(model.ParameterTable))
	}
}
