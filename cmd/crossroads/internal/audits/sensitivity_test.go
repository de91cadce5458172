// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"context"
	"os"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/sensitivity"
)

func TestSensitivity_AssumptionsWhoseIntervalsOverlapShareAPlace(t *testing.T) {
	p := func(label string, low, high float64) leader {
		return leader{&model.Parameter{Quantity: model.Quantity{Label: label}}, low, high}
	}
	for _, c := range []struct {
		list []leader
		want string
	}{
		{[]leader{p("One", 9, 10), p("Two", 6, 7), p("Three", 4, 5)}, "one. Then come two"},
		{[]leader{p("One", 9, 10), p("Two", 6, 7), p("Three", 4, 6.5)}, "one. Then come two and three (too close to rank)"},
		{[]leader{p("One", 8, 10), p("Two", 6, 9), p("Three", 4, 5)}, "one and two (too close to rank). Then come three"},
		{[]leader{p("One", 9, 9), p("Two", 8, 8)}, "one. Then come two"},
		{[]leader{p("One", 9, 9), p("Two", 8.8, 8.8)}, "one and two (too close to rank)"},
		{[]leader{p("One", 1, 9), p("Two", 1, 8), p("Three", 1, 8), p("Four", 1, 8), p("Five", 1, 8)}, "one, two, three and 2 more (too close to rank)"},
	} {
		if got := orderWords(c.list); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestSensitivity_MirroredPathsGiveMirroredSentences(t *testing.T) {
	rank := func(a, b, method string, samples int) *sensitivity.Result {
		q := &sensitivity.Ranking{Method: method, Samples: samples}
		q.Seed, q.World, q.Horizon = 1, scenarios.Central(), model.DefaultHorizon
		q.Outcomes = []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")}
		q.A, _ = scenarios.Builtin(a)
		q.B, _ = scenarios.Builtin(b)
		r, err := q.Run(context.Background(), func(int) {})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	mirror := strings.NewReplacer("Kinetic minus Investment", "Investment minus Kinetic", "+", "−", "−", "+")
	for method, samples := range map[string]int{sensitivity.OneAtATime: 0, sensitivity.Morris: 4, sensitivity.Sobol: 16} {
		one, other := rank("kinetic", "investment", method, samples), rank("investment", "kinetic", method, samples)
		for n := range one.Outcomes {
			if got, want := rankingSentence(other, n), mirror.Replace(rankingSentence(one, n)); got != want {
				t.Errorf("%s: %q, mirrored %q", method, want, got)
			}
		}
	}
}

func TestSensitivity_MorrisPutsTheSameAssumptionsFirstAndSecondWhateverTheSeed(t *testing.T) {
	if os.Getenv("CROSSROADS_LONG") == "" {
		t.Skip("SKIPPED: 200,000 runs (CROSSROADS_LONG=1 runs it)")
	}
	first, second := map[int]map[string]int{}, map[int]map[string]int{}
	const seeds = 4
	for seed := uint64(1); seed <= seeds; seed++ {
		q := &sensitivity.Ranking{Method: sensitivity.Morris, Samples: usualSamples[sensitivity.Morris]}
		q.Seed, q.World, q.Horizon, q.Outcomes = seed, scenarios.Central(), model.DefaultHorizon, deathCounts()
		q.A, _ = scenarios.Builtin("three-pillar")
		q.B, _ = scenarios.Builtin("kinetic")
		r, err := q.Run(context.Background(), func(int) {})
		if err != nil {
			t.Fatal(err)
		}
		for n := range r.Outcomes {
			if first[n] == nil {
				first[n], second[n] = map[string]int{}, map[string]int{}
			}
			for place, group := range places(leading(r, n)) {
				for _, l := range group {
					[]map[string]int{first[n], second[n]}[place][l.Name]++
				}
			}
		}
	}
	for n := range first {
		for place, found := range []map[string]int{first[n], second[n]} {
			always := 0
			for _, times := range found {
				if times == seeds {
					always++
				}
			}
			if always == 0 {
				t.Errorf("outcome %d, place %d: no assumption is there with every seed: %v", n, place+1, found)
			}
		}
	}
}
