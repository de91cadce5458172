// SPDX-License-Identifier: Apache-2.0

package shares_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
	"crossroads/scenarios/tables"
)

// ways are those beside the given draws.
func ways(t *testing.T, base ensemble.Draws) []shares.Way {
	t.Helper()
	list, err := shares.Ways(base, scenarios.Central())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// past are the counts that fitted draws agree with.
func past(t *testing.T) *counts.Past {
	t.Helper()
	p, err := counts.NewPast(counts.SharedBias)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// posterior is a fit of two rows.
func posterior(t *testing.T) *ensemble.Posterior {
	t.Helper()
	rows, err := tables.Parse("fit.csv", []byte("weight,revenge\n1,0.1\n1,0.2\n"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := ensemble.ReadPosterior(rows)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// paths are two paths.
func paths(t *testing.T) []*scenarios.Scenario {
	t.Helper()
	var list []*scenarios.Scenario
	for _, name := range []string{"kinetic", "investment"} {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	return list
}

func TestTheGivenWayIsFirstAndItsOppositeSecond(t *testing.T) {
	for _, c := range []struct {
		base          ensemble.Draws
		first, second string
	}{
		{ensemble.Draws{Seed: 1, Documented: true}, "prior", "fitted"},
		{ensemble.Draws{Seed: 1, Fitted: past(t)}, "fitted", "prior"},
		{ensemble.Draws{Seed: 1, Posterior: posterior(t)}, "posterior", "prior"},
	} {
		list := ways(t, c.base)
		if list[0].Name != c.first || list[1].Name != c.second {
			t.Errorf("first %s and %s, want %s and %s", list[0].Name, list[1].Name, c.first, c.second)
		}
		if list[0].Draws != c.base {
			t.Errorf("%s: the first way draws as %s, want as given", c.first, list[0].Draws)
		}
		if fitted := list[1].Draws.Fitted != nil; fitted != (c.second == "fitted") || list[1].Draws.Posterior != nil {
			t.Errorf("%s: the second draws as %s", c.first, list[1].Draws)
		}
		for _, w := range list[2:5] {
			if w.Draws.Posterior != nil || w.Draws.Seed != 1 || (w.Draws.Fitted != nil) != (c.base.Fitted != nil) {
				t.Errorf("%s: %s draws as %s", c.first, w.Name, w.Draws)
			}
		}
	}
}

func TestEveryOtherWorldIsAWayAndHasItsLabel(t *testing.T) {
	list := ways(t, ensemble.Draws{Seed: 1})
	var worlds []string
	for _, w := range list {
		if name, is := strings.CutPrefix(w.Name, "world "); is {
			worlds = append(worlds, name)
			if w.World.Name != name || w.Label() != w.World.Label || !strings.HasSuffix(w.In, w.World.Label) {
				t.Errorf("%s is labelled %q, said %q and runs in world %s", w.Name, w.Label(), w.In, w.World.Name)
			}
			continue
		}
		if w.World.Name != scenarios.Central().Name {
			t.Errorf("%s runs in world %s", w.Name, w.World.Name)
		}
		if strings.ContainsAny(w.Label(), "\n") || strings.Contains(w.Label(), "- ") {
			t.Errorf("%s is labelled %q, want one line of words", w.Name, w.Label())
		}
	}
	want := slices.DeleteFunc(slices.Clone(scenarios.WorldNames()), func(name string) bool { return name == "central" })
	if !slices.Equal(worlds, want) {
		t.Errorf("worlds %v, want %v", worlds, want)
	}
	if got := ways(t, ensemble.Draws{Posterior: posterior(t)})[0].Label(); got != "posterior" {
		t.Errorf("a head in two lines is labelled %q, want posterior", got)
	}
}

func TestAWayThatCannotTellThePastIsLeftOutAndNamed(t *testing.T) {
	few, err := scenarios.ParseWorld("few.yaml", []byte("doc: Fighters leave and few join.\nparameters: {attack_rate: 0.11, exit: 0.14, contagion: 0.2, inflow: 150, civilian_ratio: 0.03, exchange_ratio: 15, replacement: 0, presence: 0.5, suppression: 1.6}\nstart: {sanctuary: 0.5}\n"))
	if err != nil {
		t.Fatal(err)
	}
	list, err := shares.Ways(ensemble.Draws{Seed: 1, Documented: true}, few)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range list {
		if w.Draws.Fitted != nil && w.World == few {
			t.Errorf("%s is a way although it cannot tell the past", w.Name)
		}
	}
	if got, want := shares.LeftOut(list), " Left out: with draws fitted to the counts (fewer than 1 in 5,000 draws agrees with the counts)."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if _, err := shares.Ways(ensemble.Draws{Seed: 1, Fitted: past(t)}, few); err == nil {
		t.Error("fitted draws that agree with nothing are no error where they are the given way")
	}
	if got := shares.LeftOut(ways(t, ensemble.Draws{Seed: 1})); got != "" {
		t.Errorf("%q where nothing is left out", got)
	}
}

func TestBesideTheDrawsAreThoseOfTheOtherKind(t *testing.T) {
	fitted, err := shares.Beside(ensemble.Draws{Seed: 7, Width: 0.5, Shape: ensemble.Uniform})
	if err != nil || fitted.Fitted == nil || fitted.Seed != 7 || fitted.Width != 0.5 || fitted.Shape != ensemble.Uniform {
		t.Errorf("beside the prior: %s with seed %d, %v", fitted, fitted.Seed, err)
	}
	for _, d := range []ensemble.Draws{fitted, {Seed: 7, Width: 0.5, Shape: ensemble.Uniform, Posterior: posterior(t)}} {
		prior, err := shares.Beside(d)
		if want := (ensemble.Draws{Seed: 7, Width: 0.5, Shape: ensemble.Uniform, Documented: true}); err != nil || prior != want {
			t.Errorf("beside %s: %s, %v", d, prior, err)
		}
	}
}

func TestSharesAreReadFromTheResultsOfTheirWays(t *testing.T) {
	list := ways(t, ensemble.Draws{Seed: 1, Documented: true})[:3]
	d := &ensemble.Design{Paths: paths(t), Against: 1, Horizon: model.DefaultHorizon, Members: 12}
	results, err := shares.Run(context.Background(), d, list, nil)
	if err != nil {
		t.Fatal(err)
	}
	o := model.FindOutcome("deaths_civilian_security")
	readings := shares.Read(0, o, list, results)
	for i, f := range shares.ReadFewest(o, list, results) {
		var fewer, more, tied int
		a, b := results[i].Values(0, 0, o), results[i].Values(0, 1, o)
		for m := range a {
			if a[m] < b[m] {
				fewer++
			} else if a[m] > b[m] {
				more++
			}
			if scenarios.Tied(a[m], b[m]) {
				tied++
			}
		}
		r := readings[i]
		if r.Way.Name != list[i].Name || f.Way.Name != list[i].Name {
			t.Errorf("way %d is %s and %s, want %s", i, r.Way.Name, f.Way.Name, list[i].Name)
		}
		if r.Fewer.Count != fewer || r.More().Count != more || r.Tied.Count != tied || r.More().Of != 12 {
			t.Errorf("%s: fewer %s, more %s, tied %s; counted one by one %d, %d and %d of 12", r.Way.Name, r.Fewer, r.More(), r.Tied, fewer, more, tied)
		}
		// Of two paths the first has the fewest where it has fewer.
		if f.Shares[0] != r.Fewer || f.Shares[1] != r.More() || f.Ties != r.Same || f.Tied != r.Tied {
			t.Errorf("%s: fewest %v, ties %s and %s; fewer %s, more %s, same %s, tied %s", r.Way.Name, f.Shares, f.Ties, f.Tied, r.Fewer, r.More(), r.Same, r.Tied)
		}
		if f.Near[0].Count+f.Near[1].Count != 12+tied {
			t.Errorf("%s: near the fewest in %v of 12, of which %d tie", r.Way.Name, f.Near, tied)
		}
	}
}

func TestAWayThatCannotBeRunIsNamed(t *testing.T) {
	list := ways(t, ensemble.Draws{Seed: 1})[2:3]
	d := &ensemble.Design{Paths: paths(t), Against: 1, Horizon: model.DefaultHorizon}
	_, err := shares.Run(context.Background(), d, list, nil)
	if err == nil || !strings.HasPrefix(err.Error(), "uniform: ") {
		t.Errorf("%v, want an error of the way uniform", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	d.Members = 3
	if _, err = shares.Run(stopped, d, list, nil); err == nil || err.Error() != "uniform: context canceled" {
		t.Errorf("%v, want that uniform was stopped", err)
	}
}
