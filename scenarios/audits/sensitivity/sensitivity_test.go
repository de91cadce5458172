// SPDX-License-Identifier: Apache-2.0

package sensitivity_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/sensitivity"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/tables"
)

// ask asks what an outcome of the difference between two built-in paths depends on.
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
func TestTradeForgoneDependsOnTheValueOfTradeAlone(t *testing.T) {
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

// A fit of 40 rows says no more than 40 draws, however many are taken from it: of
// six values without effect on the trade forgone, which the values of trade decide,
// hardly any may seem to matter.
func TestDrawsOfAFitCountAsManyAsItHasRows(t *testing.T) {
	names := []string{"trade_value", "revenge", "avenging", "contagion", "refuge", "inflow", "exit"}
	random := rand.New(rand.NewPCG(5, 6))
	table := "weight," + strings.Join(names, ",") + "\n"
	for range 40 {
		table += "1"
		for _, name := range names {
			row := model.FindParameter(name)
			table += fmt.Sprintf(",%v", row.Low+float64((row.High-row.Low)*random.Float64()))
		}
		table += "\n"
	}
	rows, err := tables.Parse("fit.csv", []byte(table))
	if err != nil {
		t.Fatal(err)
	}
	q := ask(t, "trade_forgone")
	if q.Fit, err = ensemble.ReadPosterior(rows); err != nil {
		t.Fatal(err)
	}
	d, err := q.Pawn(context.Background(), 600)
	if err != nil {
		t.Fatal(err)
	}
	seeming := 0
	for j, row := range d.Parameters {
		found := d.Fitted[0].Index[j] > d.Fitted[0].Chance
		switch {
		case row.Name == "trade_value" && !found:
			t.Errorf("trade_value has index %v, chance %v", d.Fitted[0].Index[j], d.Fitted[0].Chance)
		case row.Name != "trade_value" && found:
			seeming++
		}
	}
	if seeming > 2 {
		t.Errorf("%d values without effect seem to have one", seeming)
	}
}
