// SPDX-License-Identifier: Apache-2.0

package difference

import (
	"math"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

// path reads a path or ends the test.
func path(t *testing.T, text string) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Parse("x.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// world reads a world or ends the test.
func world(t *testing.T, text string) *scenarios.World {
	t.Helper()
	w, err := scenarios.ParseWorld("w.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// outcomes are the ones measured.
func outcomes() []*model.Outcome {
	return []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all"), model.FindOutcome("attacks")}
}

// names lists what changes.
func names(d *Difference) (list []string) {
	for _, c := range d.Changes {
		list = append(list, c.Name)
	}
	return list
}

const full = `doc: X.
extends: three-pillar
levers: {openness: {2026: 0.3, 2032: to 0.9}}
shocks:
  - ceasefire: {at: 2028, months: 6, multiplier: 0.5}
  - surge: {at: 2030, months: 6, extra: 20}
rules: [{when: attacks > 900, then: {operations_tempo: 80}, for: 12 months}]
`

// TestOneChangeIsTheWholeDifference holds that where two paths differ in one
// thing, that thing alone does all that sets them apart, to the last bit.
func TestOneChangeIsTheWholeDifference(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"budget", full + "budget: {investment: 9000}\n"},
		{"openness", strings.Replace(full, "levers: {openness: {2026: 0.3, 2032: to 0.9}}\n", "", 1)},
		{"shock", strings.Replace(full, "  - ceasefire: {at: 2028, months: 6, multiplier: 0.5}\n", "", 1)},
		{"shock", strings.Replace(full, "at: 2028", "at: 2029", 1)},
		{"rule", strings.Replace(full, "attacks > 900", "attacks > 800", 1)},
	} {
		a, b := path(t, full), path(t, c.text)
		for _, pair := range [][2]*scenarios.Scenario{{a, b}, {b, a}} {
			d, err := Paths(pair[0], pair[1], scenarios.Central(), model.DefaultHorizon, outcomes())
			if err != nil {
				t.Fatal(err)
			}
			if list := names(d); len(list) != 1 || list[0] != c.name {
				t.Errorf("%s: changes are %v", c.name, list)
			}
			for i := range outcomes() {
				if d.Remainder(i) != 0 {
					t.Errorf("%s: a remainder of %v", c.name, d.Remainder(i))
				}
			}
		}
	}
}

// TestPathsTakenApart holds that each change carries its words, its unit and by
// how much, and that the rows add up to the whole.
func TestPathsTakenApart(t *testing.T) {
	a, err := scenarios.Builtin("three-pillar")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Paths(a, path(t, full), scenarios.Central(), model.DefaultHorizon, outcomes())
	if err != nil {
		t.Fatal(err)
	}
	want := []Change{
		{Name: "openness", Unit: "1", First: "{2026: 0.3, 2029: to 0.9}", Second: "{2026: 0.3, 2032: to 0.9}", Low: -0.3, High: 0},
		{Name: "shock", Second: "ceasefire: {at: 2028, months: 6, multiplier: 0.5, rebound: 1.3, rebound_months: 6}"},
		{Name: "shock", Second: "surge: {at: 2030, months: 6, extra: 20}"},
		{Name: "rule", Second: "{when: attacks > 900, then: {operations_tempo: 80}, for: 12 months, from: 2026}"},
	}
	if len(d.Changes) != len(want) {
		t.Fatalf("changes are %v", names(d))
	}
	for i, w := range want {
		got := d.Changes[i]
		if got.Name != w.Name || got.Unit != w.Unit || got.First != w.First || got.Second != w.Second ||
			math.Abs(got.Low-w.Low) > 1e-12 || math.Abs(got.High-w.High) > 1e-12 {
			t.Errorf("change %d is %+v, want %+v", i, got, w)
		}
	}
	for i, o := range outcomes() {
		if total := d.Sum(i) + d.Remainder(i); math.Abs(total-d.Total(i)) > 1e-9 {
			t.Errorf("%s: parts come to %v, want %v", o.Name, total, d.Total(i))
		}
	}
}

// TestWorldsTakenApart holds the same of worlds; how something is drawn moves no
// single run.
func TestWorldsTakenApart(t *testing.T) {
	a := world(t, "doc: X.\nparameters: {replacement: 0.7}\n")
	b := world(t, "doc: X.\nparameters: {replacement: 0.9}\nuncertain: {contagion: {low: 0.3, high: 0.6, mode: 0.53}}\nshocks: [{mass_casualty_attack: {at: 2027, civilians: 80}}]\n")
	reference, err := scenarios.Builtin(scenarios.Reference)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Worlds(a, b, reference, model.DefaultHorizon, outcomes())
	if err != nil {
		t.Fatal(err)
	}
	if list := names(d); len(list) != 3 || list[0] != "replacement" || list[1] != "shock" || list[2] != "draws" {
		t.Fatalf("changes are %v", list)
	}
	if c := d.Changes[0]; math.Abs(c.Low-0.2) > 1e-12 || c.Unit != "1" || c.Alone[0] <= 0 {
		t.Errorf("replacement is %+v", c)
	}
	if c := d.Changes[1]; c.Alone[0] < 80 {
		t.Errorf("an attack with 80 killed adds %v", c.Alone[0])
	}
	if c := d.Changes[2]; c.Alone[0] != 0 {
		t.Errorf("draws move a single run by %v", c.Alone[0])
	}
}
