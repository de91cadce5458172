// SPDX-License-Identifier: Apache-2.0

package evidence

import (
	"math"
	"testing"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
)

// history is the common history in the central world.
func history(t *testing.T) *model.Trajectory {
	t.Helper()
	run, err := scenarios.History().RunBy(scenarios.Central(), model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: 12}, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	return run.Trajectory
}

func TestEveryRowThatObservesIsComparedOrNamed(t *testing.T) {
	run := history(t)
	compared, left := Compare(run, model.EvidenceTable), Uncompared(run, model.EvidenceTable)
	observing := 0
	for i := range model.EvidenceTable {
		if model.EvidenceTable[i].Observes != nil {
			observing++
		}
	}
	if len(compared)+len(left) != observing {
		t.Errorf("%d compared and %d named as outside the run, want %d in all", len(compared), len(left), observing)
	}
	for i := range compared {
		c := &compared[i]
		if !(c.Modelled > 0) || math.IsInf(c.Modelled, 0) {
			t.Errorf("%s: modelled %g, want a positive number", c.Evidence.ID, c.Modelled)
		}
		if inside := *c.Evidence.Low <= c.Modelled && c.Modelled <= *c.Evidence.High; inside != (c.Miss() == 1) {
			t.Errorf("%s: miss %g for %g in %g to %g", c.Evidence.ID, c.Miss(), c.Modelled, *c.Evidence.Low, *c.Evidence.High)
		}
	}
}

func TestSummedFiguresAreSummed(t *testing.T) {
	run := history(t)
	for _, c := range Compare(run, model.EvidenceTable) {
		from, to := c.Evidence.Months()
		amount := func(name string) float64 { return model.Amount(run, name, from, to) }
		switch c.Evidence.ID {
		case "E05-E06":
			if want := c.Fraction * (amount("attacks") + amount("tempo")); math.Abs(c.Modelled-want) > 1e-9 {
				t.Errorf("incidents of 2023 = %g, want the fraction of attacks and operations, %g", c.Modelled, want)
			}
		case "E13-E19":
			if want := amount("militants") / amount("security_operations"); c.Modelled != want {
				t.Errorf("fighters per soldier = %g, want %g", c.Modelled, want)
			}
		}
	}
}

func TestAFractionFitsItsSourceOnTheWhole(t *testing.T) {
	sum := map[fractionKey]float64{}
	for _, c := range Compare(history(t), model.EvidenceTable) {
		if c.Fraction > 0 {
			sum[keyOf(c.Evidence)] += math.Log(c.Ratio())
		}
	}
	for k, s := range sum {
		if math.Abs(s) > 1e-9 {
			t.Errorf("%s, %s: the logarithms of model over cited sum to %g, want 0", k.source, k.observes, s)
		}
	}
}

func TestTheUnitOfASourceMovesItsFractionAlone(t *testing.T) {
	// Counting thrice as much changes no modelled number but the fraction.
	run := history(t)
	ledger := append([]model.Evidence(nil), model.EvidenceTable...)
	for i := range ledger {
		e := &ledger[i]
		if e.Observes != nil && e.Unit != "death" && e.Unit != "1" {
			value, low, high := 3**e.Value, 3**e.Low, 3**e.High
			e.Value, e.Low, e.High = &value, &low, &high
		}
	}
	before, after := Compare(run, model.EvidenceTable), Compare(run, ledger)
	for i := range before {
		b, a := &before[i], &after[i]
		if math.Abs(a.Ratio()-b.Ratio()) > 1e-12*b.Ratio() {
			t.Errorf("%s: ratio %g becomes %g", b.Evidence.ID, b.Ratio(), a.Ratio())
		}
		if b.Fraction > 0 && math.Abs(a.Fraction-3*b.Fraction) > 1e-12*a.Fraction {
			t.Errorf("%s: fraction %g becomes %g, want thrice as much", b.Evidence.ID, b.Fraction, a.Fraction)
		}
	}
}

// TestMissed_NamesWhatTheModelGetsWrong holds that the rows beyond 15% are named, and no others, with the growth of the
// Pakistani Taliban's attacks last.
func TestMissed_NamesWhatTheModelGetsWrong(t *testing.T) {
	run := history(t)
	missed := Missed(run, model.EvidenceTable)
	named := map[string]bool{}
	for _, c := range missed {
		named[c.Evidence.ID] = true
	}
	for _, c := range Compare(run, model.EvidenceTable) {
		if far := c.Ratio() > 1.15 || c.Ratio() < 1/1.15; c.Evidence.Set == "recommended" && far != named[c.Evidence.ID] {
			t.Errorf("%s: ratio %.2f, named %v", c.Evidence.ID, c.Ratio(), named[c.Evidence.ID])
		}
	}
	last := missed[len(missed)-1]
	if last.Evidence.ID != grownRow || !(last.Modelled > 1) {
		t.Errorf("last stands %s with %g, want the growth of attacks", last.Evidence.ID, last.Modelled)
	}
}
