// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"slices"
	"strings"
	"testing"

	"crossroads/model"
)

// parsed reads a scenario or ends the test.
func parsed(t *testing.T, file, text string) *Scenario {
	t.Helper()
	s, err := Parse(file, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAFileWrittenRunsLikeTheScenarioItWasWrittenFrom(t *testing.T) {
	list := []*Scenario{parsed(t, "mine.yaml", `
label: "Mine: \"a\" # \\ b"
doc: |
  Two lines,
  the second with <b> & é.
extends: three-pillar
levers_shown: [investment, openness]
budget: {operations + investment: 1500.5, counts: disbursed}
levers:
  investment: {2030: 700}
shocks:
  - ceasefire: {at: 2028, months: 6, multiplier: 0.4}
rules:
  - {when: attacks > 1500, until: attacks < 1200, then: {operations_tempo: 60}}
`)}
	for _, name := range BuiltinNames() {
		list = append(list, builtin(name))
	}
	for _, s := range list {
		text := s.File()
		back := parsed(t, s.Name+".yaml", text)
		if back.Label != s.Label || back.Doc != s.Doc {
			t.Errorf("%s: %q, %q came back as %q, %q", s.Name, s.Label, s.Doc, back.Label, back.Doc)
		}
		if again := back.File(); again != text {
			t.Errorf("%s: written again:\n%s\nwant\n%s", s.Name, again, text)
		}
		want, err := s.Run(Central(), model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		got, err := back.Run(Central(), model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		for i := range model.OutcomeTable {
			o := &model.OutcomeTable[i]
			if g, w := o.Of(got.Years), o.Of(want.Years); g != w {
				t.Errorf("%s: %s = %v, want %v", s.Name, o.Name, g, w)
			}
		}
	}
}

func TestABudgetAddsUpTheRowsItNames(t *testing.T) {
	s := parsed(t, "b.yaml", "doc: B.\nbudget: {operations + programmes + investment: 900}\nlevers: {investment: {2026: 300, 2031: 800}}\n")
	r, err := s.Run(Central(), model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	in := func(name string) float64 { return model.FindOutcome(name).In(r.Years, 2031) }
	want := in("operations_spending") + in("programmes_spending") + in("investment_announced")
	if got := s.Budget.Spent(r.Years, 2031); got != want {
		t.Errorf("spent in 2031 = %v, want %v", got, want)
	}
	most := 0.0
	for year := 2026; year <= 2040; year++ {
		most = max(most, s.Budget.Spent(r.Years, year))
	}
	for _, c := range []struct {
		limit float64
		over  bool
	}{{most, false}, {most * 1.01, false}, {want * 0.99, true}} {
		s.Budget.Limit = c.limit
		if over := s.Budget.Over(r.Years); slices.Contains(over, 2031) != c.over {
			t.Errorf("with a limit of %v the years over it are %v; want 2031 among them: %v", c.limit, over, c.over)
		}
	}
}

func TestMistakesInBudgetAndShownLevers(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"levers_shown: []", `x.yaml:2:15: levers_shown: is an empty list (a list of levers, as in [operations_tempo, investment])`},
		{"levers_shown: investment", `x.yaml:2:15: levers_shown: is "investment" (a list of levers, as in [operations_tempo, investment])`},
		{"levers_shown: [investmnt]", `x.yaml:2:16: unknown lever "investmnt"; did you mean investment?`},
		{"levers_shown: [openness, openness]", `x.yaml:2:26: levers_shown: names openness twice (once)`},
		{"budget: 2500", `x.yaml:2:9: budget: is "2500" (key: value)`},
		{"budget: {}", `x.yaml:2:9: budget: limits nothing (a sum and a number, as in {operations + programmes + investment: 2500})`},
		{"budget: {operation: 2500}", `x.yaml:2:10: unknown budget row "operation"; did you mean operations?`},
		{"budget: {operations + operations: 2500}", `x.yaml:2:10: budget: counts operations twice (each row once)`},
		{"budget: {operations: -1}", `x.yaml:2:22: budget = -1 USD million/year: is outside its range (0 to 1000000)`},
		{"budget: {operations: 1, counts: promised}", `x.yaml:2:33: unknown budget counts "promised"; use announced or disbursed`},
		{"budget: {operations: 1, investment: 2}", `x.yaml:2:25: budget: limits a second sum (one, such as operations + programmes + investment)`},
	} {
		_, err := Parse("x.yaml", []byte("doc: X.\n"+c.text+"\n"))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s:\n%v, want\n%s", c.text, err, c.want)
		}
	}
}
