package sensitivity_test

import (
	"context"
	"math"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/sensitivity"
)

// ask asks what an outcome of the difference between two built-in paths hangs on.
func ask(t *testing.T, outcome string) *sensitivity.Question {
	t.Helper()
	q := &sensitivity.Question{World: scenarios.Central(), Horizon: model.DefaultHorizon, Seed: 1, Outcomes: []*model.Outcome{model.FindOutcome(outcome)}}
	var err error
	if q.A, err = scenarios.Builtin("investment"); err != nil {
		t.Fatal(err)
	}
	if q.B, err = scenarios.Builtin("kinetic"); err != nil {
		t.Fatal(err)
	}
	return q
}

// Trade forgone is trade_value (1 − openness) summed over time, so that trade_value is all that matters to it and its elementary
// effect per range is (high − low) times the sum of openness that A has more than B.
func TestTradeForgoneHangsOnTheValueOfTradeAlone(t *testing.T) {
	q := ask(t, "trade_forgone")
	s, err := q.Morris(context.Background(), 2)
	if err != nil {
		t.Fatal(err)
	}
	var gap float64
	a, b := q.A.Plan(q.Horizon), q.B.Plan(q.Horizon)
	for m := int(model.Fork - q.Horizon.Start); m < q.Horizon.Months(); m++ {
		gap += (b.Months[m].Openness - a.Months[m].Openness) / 12
	}
	last := len(s.Years) - 1
	for j, e := range s.Effects[0][last] {
		row := s.Parameters[j]
		if row.Name == "trade_value" {
			if want := (row.High - row.Low) * gap; math.Abs(e.Mu-want) > 1e-9*math.Abs(want) {
				t.Errorf("effect of trade_value %v, want %v", e.Mu, want)
			}
			continue
		}
		if e.MuStar > 1e-6 {
			t.Errorf("effect of %s %v, want 0", row.Name, e.MuStar)
		}
	}
	shares, err := q.Sobol(context.Background(), 16, false)
	if err != nil {
		t.Fatal(err)
	}
	for j, in := range shares.Indices[0][last].Inputs {
		if want := shares.Parameters[j].Name == "trade_value"; want != (in.Total.Value > 0.5) {
			t.Errorf("%s has a total share of %v", shares.Parameters[j].Name, in.Total.Value)
		}
	}
}

func TestWhatAWorldSetsIsNotVaried(t *testing.T) {
	q := ask(t, "deaths_all")
	all := len(q.Parameters())
	w, err := scenarios.FindWorld("backlash")
	if err != nil {
		t.Fatal(err)
	}
	q.World = w
	if got, want := len(q.Parameters()), all-len(w.Set); got != want {
		t.Errorf("%d parameters varied in world backlash, want %d", got, want)
	}
}
