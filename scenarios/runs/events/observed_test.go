// SPDX-License-Identifier: Apache-2.0

package events

import (
	"math"
	"testing"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
)

func TestObservedAmountsAreTheRunsAndTheirScatter(t *testing.T) {
	d, p := draws(t), model.Central()
	h := model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: 12}
	run, err := model.Run(&p, scenarios.History().Plan(h), h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	from, to := model.NewYear(2024), model.NewYear(2025)
	beyond := func(o *Observed, name string) float64 {
		return o.Amount(name, from, to) - model.Amount(run, name, from, to)
	}
	var sum float64
	const members = 400
	for i := range members {
		o := d.Observe(i, &p, run)
		killed, attacks := 0, 0
		var expected float64
		for m := from; m < to; m++ {
			killed += o.Months[m-h.Start].Killed
			attacks += o.Months[m-h.Start].Attacks
			expected += o.Expected[m-h.Start]
		}
		if got, want := o.Amount("attacks", from, to), float64(attacks); math.Abs(got-want) > 1e-6 {
			t.Fatalf("member %d: %v attacks, want the %v drawn", i, got, want)
		}
		split := beyond(o, "civilians_attacks") + beyond(o, "security_attacks")
		want := float64(killed) - p.DeathsPerAttack*expected
		for what, got := range map[string]float64{"both sides": split, "the sum": beyond(o, "deaths_civilian_security"), "all": beyond(o, "deaths_all")} {
			if math.Abs(got-want) > 1e-6 {
				t.Fatalf("member %d: %s changes by %v, want %v", i, what, got, want)
			}
		}
		if got := beyond(o, "militants"); got != 0 {
			t.Fatalf("member %d: militants killed change by %v, want nothing", i, got)
		}
		sum += beyond(o, "deaths_all")
	}
	if mean := sum / members; math.Abs(mean) > 0.1*model.Amount(run, "deaths_civilian_security", from, to) {
		t.Errorf("events change the mean by %v", mean)
	}
}

func TestAFigureInTheMiddleIsCoveredAndOneFarOffIsNot(t *testing.T) {
	d, p := draws(t), model.Central()
	h := model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: 12}
	run, err := model.Run(&p, scenarios.History().Plan(h), h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	var members []*Observed
	for i := range 100 {
		members = append(members, d.Observe(i, &p, run))
	}
	row := *model.FindEvidence("CRSS-2023-civsf")
	near, far := row, row
	from, to := row.Months()
	middle := row.Observes.Over(run, from, to, 1)
	triple := 3 * middle
	near.Value, far.Value = &middle, &triple
	covers := Covers([]*model.Evidence{&near, &far}, members)
	if !covers[0].Inside || covers[1].Inside || covers[1].InsideAlone {
		t.Errorf("inside: %v and %v, want the first only", covers[0].Inside, covers[1].Inside)
	}
}
