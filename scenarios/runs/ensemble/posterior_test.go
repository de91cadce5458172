// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"strings"
	"testing"

	"crossroads/scenarios"
	"crossroads/scenarios/tables"
)

// posterior reads a posterior from text.
func posterior(text string) (*Posterior, error) {
	t, err := tables.Parse("p.csv", []byte(text))
	if err != nil {
		return nil, err
	}
	return ReadPosterior(t)
}

func TestReadPosterior_SaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"member,inflow\n1,300\n", "p.csv:1:1:"},
		{"weight,inflov\n1,300\n", "p.csv:1:8:"},
		{"weight\n1\n", "p.csv:1:1: no column has the name of a parameter"},
		{"weight,inflow\n", "p.csv:1:1: the table has no rows"},
		{"weight,inflow\n-1,300\n", "p.csv:2:1: weight: -1 is negative"},
		{"weight,inflow\n1,many\n", "p.csv:2:3: inflow:"},
		{"weight,inflow\n1,9999\n", "p.csv:2:3: inflow: 9999 fighter/year is outside its range"},
		{"weight,inflow\n0,300\n", "p.csv: no row has any weight"},
		{"member,weight,inflow\n-1,0,1\n0,1,300\n", "is outside its range"},
	} {
		if _, err := posterior(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %s", c.text, err, c.want)
		}
	}
}

// TestIn_PutsTheFittedValuesIntoAWorld holds that what the world sets itself stays.
func TestIn_PutsTheFittedValuesIntoAWorld(t *testing.T) {
	p, err := posterior("member,weight,inflow,replacement,evidence\n-1,0,222,0.7,mine\n0,1,300,0.8,mine\n")
	if err != nil {
		t.Fatal(err)
	}
	w, err := scenarios.ParseWorld("w.yaml", []byte("doc: A test.\nparameters: {replacement: 0.9}\n"))
	if err != nil {
		t.Fatal(err)
	}
	fitted, err := p.In(w)
	if err != nil {
		t.Fatal(err)
	}
	if fitted.Parameters.Inflow != 222 || fitted.Parameters.Replacement != 0.9 || fitted.Name != "w fitted to mine" || w.Parameters.Inflow == 222 {
		t.Errorf("inflow %v, replacement %v, name %q; want 222, 0.9, w fitted to mine, and the world itself unchanged", fitted.Parameters.Inflow, fitted.Parameters.Replacement, fitted.Name)
	}
}

func TestAPosteriorBringsTheCountsItWasFittedTo(t *testing.T) {
	p, err := posterior("member,weight,inflow,counts,evidence\n-1,0,222,\"{source: mine, rows: [{year: 2021, value: 294, observes: attacks}]}\",mine\n0,1,300,,mine\n")
	if err != nil {
		t.Fatal(err)
	}
	if p.Counts == nil || p.Counts.Source != "mine" || p.Counts.Rows[0].Value != 294 {
		t.Fatalf("counts: %v", p.Counts)
	}
	w, err := p.In(scenarios.Central())
	if err != nil || w.Counts != p.Counts {
		t.Errorf("the world has counts %v, error %v", w.Counts, err)
	}
	if c := (Draws{Posterior: p}).Counts(scenarios.Central()); c != p.Counts {
		t.Errorf("the draws have counts %v", c)
	}
	if _, err := posterior("member,weight,inflow,counts\n-1,0,222,{source: mine}\n0,1,300,\n"); err == nil || !strings.Contains(err.Error(), "p.csv:2:10: counts:") {
		t.Errorf("counts without rows: %v", err)
	}
}

// FuzzReadPosterior holds that what is accepted can be drawn from.
func FuzzReadPosterior(f *testing.F) {
	f.Add("weight,inflow\n1,300\n")
	f.Add("member,weight,inflow,counts\n-1,0,222,\"{source: a, rows: [{year: 2021, value: 294, observes: attacks}]}\"\n0,1,300,\n")
	f.Add("member,weight,inflow\n-1,0,222\n1,0.5,300\n2,0.5,310\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := posterior(text)
		if err != nil {
			return
		}
		if n := p.EffectiveSize(); !(n >= 0.999 && n <= float64(len(p.rows))*1.001) {
			t.Errorf("effective size %v of %d rows", n, len(p.rows))
		}
	})
}
