package audits

import (
	"context"
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
		{[]leader{p("One", 9, 10), p("Two", 6, 7), p("Three", 4, 5)}, "one, then on two"},
		{[]leader{p("One", 9, 10), p("Two", 6, 7), p("Three", 4, 6.5)}, "one, then on two and three (too close to rank)"},
		{[]leader{p("One", 8, 10), p("Two", 6, 9), p("Three", 4, 5)}, "one and two (too close to rank), then on three"},
		{[]leader{p("One", 9, 9), p("Two", 9, 9)}, "one, then on two"},
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
