// SPDX-License-Identifier: Apache-2.0

package counts

import (
	"math"
	"strings"
	"testing"
	"time"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
)

// figure is a row of a ledger that observes something in one year.
func figure(t *testing.T, id, observes string, year int, value float64) model.Evidence {
	t.Helper()
	o, err := model.ParseObservation(observes)
	if err != nil {
		t.Fatal(err)
	}
	return model.Evidence{ID: id, Set: "mine", Observes: o, Value: &value, Low: &value, High: &value, Root: "us", Source: "us", Hedge: "none",
		From: time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC)}
}

func TestRowsThatSayNothingAreLeftOutWithTheReason(t *testing.T) {
	part := figure(t, "PART", "attacks", 2022, 400)
	whole := figure(t, "WHOLE", "attacks", 2022, 400)
	whole.Repeats = []string{"PART"}
	half := figure(t, "HALF", "attacks", 2023, 400)
	half.Repeats = []string{"PART", "ELSEWHERE"} // only one of the two is a target
	other := figure(t, "OTHER", "attacks", 2022, 400)
	other.Set = "theirs"
	nothing := figure(t, "NOTHING", "attacks", 2022, 400)
	nothing.Observes = nil
	ledger := []model.Evidence{part, whole, half, other, nothing,
		figure(t, "EARLY", "attacks", 2019, 1), figure(t, "LATE", "attacks", 2030, 1), figure(t, "ALONE", "fraction * attacks", 2024, 10)}
	targets, left := Targets(ledger, "mine", model.Fork)
	var names []string
	for _, one := range targets {
		names = append(names, one.ID)
	}
	if got := strings.Join(names, " "); got != "PART HALF" {
		t.Errorf("targets %s, want PART and HALF", got)
	}
	want := map[string]string{"WHOLE": "made of rows that are targets already", "EARLY": "the history begins in 2021", "ALONE": "alone under an unknown fraction, it says nothing"}
	for _, l := range left {
		reason, known := want[l.ID]
		if l.ID == "LATE" {
			reason, known = l.Why, strings.HasPrefix(l.Why, "lies after 2025-12")
		}
		if !known || l.Why != reason {
			t.Errorf("%s is left out because %q", l.ID, l.Why)
		}
		delete(want, l.ID)
	}
	if len(want) > 0 {
		t.Errorf("not left out: %v", want)
	}
	if all, _ := Targets(ledger, "", model.Fork); len(all) != 3 {
		t.Errorf("%d targets of all sets, want 3", len(all))
	}
}

func TestFiguresOfOneSourceShareAnUnknownFraction(t *testing.T) {
	a, b, c := figure(t, "A", "fraction * attacks", 2022, 40), figure(t, "B", "fraction * attacks", 2023, 60), figure(t, "C", "fraction * attacks", 2024, 80)
	d := figure(t, "D", "fraction * attacks", 2024, 800)
	c.Source, d.Source = "them", "them"
	c.Root, d.Root = "them", "them"
	targets, left := Targets([]model.Evidence{a, b, c, d}, "mine", model.Fork)
	if len(targets) != 4 || len(left) != 0 {
		t.Fatalf("%d targets, %d left out", len(targets), len(left))
	}
	if targets[0].Fraction != targets[1].Fraction || targets[2].Fraction != targets[3].Fraction || targets[0].Fraction == targets[2].Fraction {
		t.Errorf("fractions %d, %d, %d and %d; want one for each source", targets[0].Fraction, targets[1].Fraction, targets[2].Fraction, targets[3].Fraction)
	}
}

func TestTheModelledNumberIsThatOfTheRun(t *testing.T) {
	p := model.Central()
	run, err := model.Run(&p, scenarios.History().Plan(History), History, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	e := figure(t, "A", "attacks", 2024, 400)
	target := NewTarget(&e, -1)
	if got, want := target.Modelled(run), math.Log(model.Amount(run, "attacks", model.NewYear(2024), model.NewYear(2025))); math.Abs(got-want) > 1e-12 {
		t.Errorf("modelled %v, want the logarithm of the run's attacks, %v", got, want)
	}
	if target.Own != Standard.Own {
		t.Errorf("a figure without a span has the error %v, want the least, %v", target.Own, Standard.Own)
	}
	low := 0.0
	high := 800.0
	e.Low, e.High = &low, &high
	if got, want := NewTarget(&e, -1).Own, 2*math.Log(2)/Ninety; math.Abs(got-want) > 1e-12 {
		t.Errorf("from 0 to twice the figure its error is %v, want %v: the upper half stands for both", got, want)
	}
}

func TestOnlyACountOfWholeYearsIsYearly(t *testing.T) {
	e := figure(t, "A", "attacks", 2024, 400)
	year := NewTarget(&e, -1)
	month := year
	month.End--
	series := figure(t, "B", "civilians_attacks", 2024, 400)
	within := NewTarget(&series, -1)
	if !year.yearly() || month.yearly() || within.yearly() != (model.FindOutcome("civilians_attacks") != nil) {
		t.Errorf("yearly: a year %v, eleven months %v, a series %v", year.yearly(), month.yearly(), within.yearly())
	}
	if IsBound(&e) {
		t.Error("a plain count is a bound")
	}
	e.Hedge = "at least"
	zero := figure(t, "C", "attacks", 2024, 0)
	if !IsBound(&e) || !IsBound(&zero) {
		t.Error("at least so many, or none, is no bound")
	}
}
