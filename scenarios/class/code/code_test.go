// SPDX-License-Identifier: Apache-2.0

package code

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

// builtin is a built-in path and world as an entry.
func builtin(t *testing.T, path, world string) *Entry {
	t.Helper()
	s, err := scenarios.Builtin(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := scenarios.FindWorld(world)
	if err != nil {
		t.Fatal(err)
	}
	return &Entry{Scenario: s, World: w}
}

// encoded writes an entry or ends the test.
func encoded(t *testing.T, e *Entry) string {
	t.Helper()
	text, err := Encode(e)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// decoded reads a code or ends the test.
func decoded(t *testing.T, text string) *Entry {
	t.Helper()
	e, err := Decode(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return e
}

// outcomes runs an entry.
func outcomes(t *testing.T, e *Entry) []float64 {
	t.Helper()
	r, err := e.Scenario.Run(e.World, model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	var list []float64
	for i := range model.OutcomeTable {
		list = append(list, model.OutcomeTable[i].Of(r.Years))
	}
	return list
}

func TestEveryBuiltinPathInEveryWorldComesBackToTheBit(t *testing.T) {
	for _, world := range scenarios.WorldNames() {
		for _, path := range scenarios.BuiltinNames() {
			e := builtin(t, path, world)
			back := decoded(t, encoded(t, e))
			if !back.SameModel() || back.World.Name != world {
				t.Errorf("%s in %s: model %s, world %s", path, world, back.Model, back.World.Name)
			}
			want, got := outcomes(t, e), outcomes(t, back)
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("%s in %s: %s = %v, want %v", path, world, model.OutcomeTable[i].Name, got[i], want[i])
				}
			}
		}
	}
}

func TestShocksAssumptionsAndExpectationsAreCarried(t *testing.T) {
	const file = `
doc: Mine.
levers:
  operations_tempo: {2026: 55, 2031: 20.125, 2036: 1e-7}
  openness: {2027-05: 0.333333333333333314829616256247, 2030: to 1}
shocks:
  - border_closure: {at: 2026-10, months: 3}
  - surge: {at: 2031-02, months: 4, extra: 12.5}
`
	s, err := scenarios.Parse("mine.yaml", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	w, err := scenarios.ParseWorld("mine.yaml", []byte("doc: Mine.\nparameters: {avenging: 1.25, pool: 22345}\n"))
	if err != nil {
		t.Fatal(err)
	}
	e := &Entry{Scenario: s, World: w,
		Guesses: []Guess{{model.FindOutcome("attacks"), "", 2040, 1250}, {model.FindOutcome("trust"), "kinetic", 2035, 0.12345}},
		Orders:  []Order{{model.FindOutcome("attacks"), "kinetic", "three-pillar", true, false}, {model.FindOutcome("deaths_all"), "", "investment", false, true}},
	}
	back := decoded(t, encoded(t, e))
	want, got := outcomes(t, e), outcomes(t, back)
	for i := range want {
		if math.Abs(got[i]-want[i]) > 1e-12*math.Abs(want[i]) {
			t.Errorf("%s = %v, want %v", model.OutcomeTable[i].Name, got[i], want[i])
		}
	}
	for i := range e.Guesses {
		if back.Guesses[i] != e.Guesses[i] {
			t.Errorf("guess %d = %v, want %v", i, back.Guesses[i], e.Guesses[i])
		}
	}
	for i := range e.Orders {
		if back.Orders[i] != e.Orders[i] {
			t.Errorf("order %d = %v, want %v", i, back.Orders[i], e.Orders[i])
		}
	}
	if back.World.Parameters != w.Parameters {
		t.Error("the changed assumptions are not those given")
	}
}

func TestCodesAreShort(t *testing.T) {
	e := builtin(t, "kinetic", "backlash")
	e.Guesses = []Guess{{model.FindOutcome("attacks"), "", 2040, 1200}}
	if text := encoded(t, e); len(text) > 70 {
		t.Errorf("%s has %d characters, want at most 70", text, len(text))
	}
}

func TestEveryWrongCharacterIsFoundInItsGroup(t *testing.T) {
	text := encoded(t, builtin(t, "three-pillar", "central"))
	groups := strings.Split(text, "-")
	for g := 1; g < len(groups); g++ {
		for i := range groups[g] {
			for _, c := range letters {
				if byte(c) == groups[g][i] {
					continue
				}
				wrong := append([]string(nil), groups...)
				wrong[g] = groups[g][:i] + string(c) + groups[g][i+1:]
				_, err := Decode(strings.Join(wrong, "-"))
				if err == nil || !strings.HasPrefix(err.Error(), "code group "+strconv.Itoa(g)+" ") {
					t.Fatalf("character %d of group %d replaced by %c: %v", i+1, g, c, err)
				}
			}
		}
	}
}

func TestRefusalsTeach(t *testing.T) {
	text := encoded(t, builtin(t, "kinetic", "central"))
	groups := strings.Split(text, "-")
	swapped := append([]string(nil), groups...)
	swapped[1], swapped[2] = swapped[2], swapped[1]
	rules, err := scenarios.Parse("r.yaml", []byte("doc: R.\nrules:\n  - {when: attacks > 1500, until: attacks < 1200, then: {dialogue: 1}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"", `code "": does not begin with CR1`},
		{"hello", `code "HELLO": does not begin with CR1`},
		{"CR2-" + text[4:], "code: begins with CR2, which a later version of the program made"},
		{text[:len(text)-1], "code: has "},
		{strings.Join(groups[:len(groups)-1], "-"), "code: every group is well formed but the whole is not"},
		{strings.Join(swapped, "-"), "code group 1 "},
		{strings.Replace(text, groups[2], groups[2][1:], 1), "look at group 2, "},
		{text[:6] + "!" + text[7:], `code group 1: '!' is not a character of a code`},
	} {
		if _, err := Decode(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.text, err, c.want)
		}
	}
	if _, err := Encode(&Entry{Scenario: rules, World: scenarios.Central()}); err == nil || err.Error() != "path r: rules do not fit into a code (hand in the file)" {
		t.Errorf("rules: %v", err)
	}
}

func TestWritingByHandIsForgiven(t *testing.T) {
	text := encoded(t, builtin(t, "investment", "ties-bind"))
	for _, by := range []func(string) string{
		strings.ToLower,
		func(s string) string { return strings.ReplaceAll(s, "-", " ") + "\n" },
		func(s string) string { return "  " + strings.ReplaceAll(s, "-", "") },
		func(s string) string { return "CR1" + strings.NewReplacer("0", "o", "5", "s", "V", "u").Replace(s[3:]) },
		func(s string) string { return "CR1" + strings.ReplaceAll(s[3:], "1", "l") },
	} {
		if got := encoded(t, decoded(t, by(text))); got != text {
			t.Errorf("%s: read back as %s, want %s", by(text), got, text)
		}
	}
}

func TestKeysTellNamesApart(t *testing.T) {
	var shocks []string
	for _, k := range scenarios.ShockTable {
		shocks = append(shocks, k.Name)
	}
	for _, names := range [][]string{scenarios.WorldNames(), scenarios.BuiltinNames(), model.OutcomeNames(), model.ParameterNames(), shocks} {
		seen := map[int]string{}
		for _, name := range names {
			if other, twice := seen[key(name)]; twice {
				t.Errorf("%s and %s have one key", name, other)
			}
			seen[key(name)] = name
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, name := range scenarios.BuiltinNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			f.Fatal(err)
		}
		text, err := Encode(&Entry{Scenario: s, World: scenarios.Central()})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := Decode(text)
		if err != nil {
			return
		}
		again, err := Encode(e)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if _, err := Decode(again); err != nil {
			t.Fatalf("%s, from %s: %v", again, text, err)
		}
	})
}
