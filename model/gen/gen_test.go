// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// folder is package model.
var folder = os.DirFS("..")

// system is the model as it stands.
func system(t testing.TB) *System {
	t.Helper()
	s, err := Parse(folder)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestGeneratedFilesAreCurrent(t *testing.T) {
	err := run(folder, func(name string, text []byte, _ fs.FileMode) error {
		old, err := fs.ReadFile(folder, name)
		if err == nil && !bytes.Equal(bytes.ReplaceAll(old, []byte("\r\n"), []byte("\n")), text) {
			t.Errorf("%s: is stale (go generate ./model)", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// planted returns the model's folder with a text replaced in a file.
func planted(t *testing.T, file, old, instead string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"equations.go", "levers.go", "parameters.go"} {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			t.Fatal(err)
		}
		if name == file {
			if strings.Count(string(text), old) == 0 {
				t.Fatalf("%s: does not hold %q", file, old)
			}
			text = []byte(strings.Replace(string(text), old, instead, 1))
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	return files
}

func TestMistakesInTheEquationsAreFound(t *testing.T) {
	const fighters = "a.Fighters = s.Hardliners + s.Reconcilables"
	for _, c := range []struct{ name, old, instead, want string }{
		{"a field that is no number", "Trust            float64", "Trust            int    ", "State: a field is not a number"},
		{"a name used twice", "Ties         float64", "Trust        float64", "Trust: the name is taken"},
		{"a total without its prefix", "TotalExited ", "Exits ", "sets d.TotalExited"},
		{"an argument by value", "func rates(f *Flows,", "func rates(f Flows,", "function rates: takes an argument by value"},
		{"time as an argument", "func rates(f *Flows, d *State)", "func rates(f *Flows, d *State, t *float64)", "function rates: takes f, d, t (pointers f, d"},
		{"a result", "func rates(f *Flows, d *State) {", "func rates(f *Flows, d *State) (e error) {", "function rates: takes f, d (pointers f, d, no results)"},
		{"another function", "func rates(", "func speeds(", "function speeds: is none of the equations"},
		{"a condition", fighters, "if s.Trust > 0 {\n}", "a statement is not an equation"},
		{"a local", fighters, "fighters := s.Hardliners", "a statement is not an equation"},
		{"a call", fighters, "a.Fighters = math.Max(s.Hardliners, s.Reconcilables)", "fighters: this is not arithmetic on fields"},
		{"a power", fighters, "a.Fighters = s.Hardliners ^ s.Reconcilables", "fighters: this is not arithmetic on fields"},
		{"a minus before a field", fighters, "a.Fighters = -s.Hardliners", "fighters: this is not arithmetic on fields"},
		{"a number that is a parameter", fighters, "a.Fighters = 0.5 * s.Hardliners", "fighters: the number 0.5 is not a literal from 0 to 3"},
		{"a number above 3", fighters, "a.Fighters = 4 * s.Hardliners", "fighters: the number 4 is not a literal from 0 to 3"},
		{"a field set twice", fighters, fighters + "\n// again\n" + fighters, "auxiliaries: sets Fighters twice"},
		{"a field never set", "a.BuildPace = p.StallFloor + (1-p.StallFloor)*a.Secure", "", "BuildPace: auxiliaries sets it nowhere"},
		{"a flow never set", "f.Announced = l.Investment", "", "Announced: flows sets it nowhere"},
		{"a stock without a start", "s.Trust = p.StartTrust", "", "Trust: has no value at the start"},
		{"a field of another struct", "a.Fighters = ", "s.Hardliners = ", "auxiliaries: sets s.Hardliners"},
		{"a field read before it is set", "a.Fighters = s.Hardliners + s.Reconcilables", "a.Fighters = a.Removed / a.RemovalRate", "Fighters: reads Removed before it is set"},
		{"a total that acts", fighters, "a.Fighters = s.TotalCommitted", "Fighters: reads the running total TotalCommitted"},
		{"an unknown field", fighters, "a.Fighters = s.Fighters", "Fighters: reads s.Fighters, which is no field"},
		{"no comment", "	// All fighters, of both kinds.\n", "\n", "Fighters: has no comment above it"},
		{"a rate with arithmetic", "d.Trust = f.TrustChange", "d.Trust = 2 * f.TrustChange", "rate of Trust: is not a sum of flows"},
		{"a flow counted twice", "d.Trust = f.TrustChange", "d.Trust = f.TrustChange + f.TrustChange", "rate of Trust: counts TrustChange twice"},
		{"a denominator that can be 0", "f.Output = p.OutputRatio * s.Capital * a.Secure", "f.Output = p.OutputRatio * s.Capital * s.Capital / s.Capital", "Output: divides by capital, which could be 0"},
		{"a denominator that is a difference", "f.Output = p.OutputRatio * s.Capital * a.Secure", "f.Output = p.OutputRatio * s.Capital / (1 - a.Secure)", "Output: divides by 1 - secure, which could be 0"},
		{"parameters in two places", "f.Advanced2 = (3 / p.BuildTime) * s.Pipeline2", "f.Advanced2 = 3 * s.Pipeline2 * p.RealisedShare / p.BuildTime", "Advanced2: a product has parameters alone in 2 places"},

		{"unlike units added", fighters, "a.Fighters = s.Hardliners + s.Pipeline1", "Fighters: adds hardliners [fighter] and pipeline_1 [USD million]"},
		{"a number added to a stock", fighters, "a.Fighters = s.Hardliners + 1", "Fighters: adds hardliners [fighter] and 1 [1]"},
		{"a forgotten factor", "p.DeathsPerAttack * a.Attacks", "a.Attacks", "DeathsAttack: the equation gives attack/year (death/year)"},
		{"a forgotten time", "(a.TrustGoal - s.Trust) / p.TrustTime", "a.TrustGoal - s.Trust", "TrustChange: the equation gives 1 (1/year)"},
		{"a square too many", "p.OutputRatio * s.Capital * a.Secure", "p.OutputRatio * s.Capital * s.Capital * a.Secure", "Output: the equation gives USD million*USD million/year (USD million/year)"},
		{"a rate of another stock", "d.TotalAttacks = f.AttacksMade", "d.TotalAttacks = f.CiviliansAttacks", "TotalAttacks: the equation gives death/year (attack/year)"},
		{"a field without a unit", "Insecurity   float64 // 1", "Insecurity   float64", "Insecurity: has no unit"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse(planted(t, "equations.go", c.old, c.instead))
			switch {
			case err == nil:
				t.Errorf("passes, want %q", c.want)
			case !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "equations.go:"):
				t.Errorf("%v\nwant equations.go:line:column: ... %s", err, c.want)
			}
		})
	}
}

func TestMistakesInTheTablesAreFound(t *testing.T) {
	for _, c := range []struct{ name, file, old, instead, want string }{
		{"another name than its field", "parameters.go", `"refuge", "Refuge"`, `"hideout", "Refuge"`, `row "hideout": has another name than its field (refuge)`},
		{"another unit", "parameters.go", `"Refuge", "fighter"`, `"Refuge", "death"`, "Exposed: adds fighters * fighters [fighter*fighter] and refuge * refuge [death*death]"},
		{"a denominator that can be 0", "parameters.go", "Low:      2000, Documented: 4000", "Low:      0, Documented: 4000", "Exposed: divides by fighters * fighters + refuge * refuge, which could be 0"},
		{"a lever's unit", "levers.go", `"USD million/year",`, `"USD million",`, "Pipeline1: the equation gives USD million*year (USD million)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Parse(planted(t, c.file, c.old, c.instead)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}
