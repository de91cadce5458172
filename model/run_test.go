// SPDX-License-Identifier: Apache-2.0

package model

import (
	"errors"
	"math"
	"strings"
	"testing"

	"crossroads/model/ode"
)

var euler = ode.Euler

func TestADivergingRunSaysWhenAndWhere(t *testing.T) {
	p := Central()
	p.Exit = 1e6
	_, err := Run(&p, steady(DefaultHorizon), DefaultHorizon, ode.RK4)
	var diverged *DivergedError
	if !errors.As(err, &diverged) {
		t.Fatalf("error %v, want a DivergedError", err)
	}
	if FindSeries(diverged.Stock) == nil || diverged.Time < 2021 || diverged.Time > 2041 {
		t.Errorf("diverged at %v in %q, want a moment of the horizon and a stock", diverged.Time, diverged.Stock)
	}
	got := (&DivergedError{2031.25, "capital", math.Inf(1)}).Error()
	if want := "diverged at 2031.250: capital = +Inf (a smaller step or parameters inside their ranges)"; got != want {
		t.Errorf("error %q\nwant  %q", got, want)
	}
}

func TestHorizonsAndPlansThatCannotBeRunAreRefused(t *testing.T) {
	for _, c := range []struct {
		name  string
		h     Horizon
		short int
		want  string
	}{
		{"part of a year", Horizon{HistoryStart, DefaultEnd + 3, 12}, 0, "horizon 2021-01 to 2041-04: is not a number of whole years"},
		{"backwards", Horizon{DefaultEnd, HistoryStart, 12}, 0, "horizon 2041-01 to 2021-01: is not a number of whole years"},
		{"steps across months", Horizon{HistoryStart, DefaultEnd, 16}, 0, "horizon: 16 steps a year (12 or a multiple"},
		{"no steps", Horizon{HistoryStart, DefaultEnd, 0}, 0, "horizon: 0 steps a year"},
		{"a short plan", DefaultHorizon, 1, "plan: 239 months of levers (240,"},
	} {
		p := Central()
		plan := &Plan{Months: make([]Levers, max(0, c.h.Months()-c.short))}
		if _, err := Run(&p, plan, c.h, ode.RK4); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: Run says %v, want %q", c.name, err, c.want)
		}
		if err := NewKernel().Run([]Parameters{p}, plan, c.h, make([]Years, 1)); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: Kernel.Run says %v, want %q", c.name, err, c.want)
		}
	}
}

func TestImpulsesStrikeAtTheirMonthAndOnlyOnce(t *testing.T) {
	h, p := DefaultHorizon, Central()
	at := MonthOf(2027, 3)
	struck := steady(h)
	struck.Impulses = []Impulse{{At: at, Civilians: 20, Security: 64, Wounded: 217, CancelledShare: 0.25}}
	with, err := Run(&p, struck, h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	without, err := Run(&p, steady(h), h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	if with.At(at-1).State != without.At(at-1).State {
		t.Error("the month before differs, want it as if nothing were to come")
	}
	a, b := with.At(at), without.At(at)
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"attacks", a.TotalAttacks - b.TotalAttacks, 1},
		{"civilians killed in attacks", a.TotalCiviliansAttacks - b.TotalCiviliansAttacks, 20},
		{"security forces killed in attacks", a.TotalSecurityAttacks - b.TotalSecurityAttacks, 64},
		{"wounded", a.TotalWounded, 217},
		{"wounded at the end", with.Samples[len(with.Samples)-1].TotalWounded, 217},
		{"perceived attacks", a.PerceivedAttacks - b.PerceivedAttacks, (20 + 64) / p.DeathsPerAttack},
		{"first stage", a.Pipeline1, 0.75 * b.Pipeline1},
		{"last stage", a.Pipeline3, 0.75 * b.Pipeline3},
		{"cancelled", a.TotalCancelled, 0.25 * building(&b.State)},
	} {
		if math.Abs(c.got-c.want) > 1e-9*c.want {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
}

func TestRulesActFromTheMonthAfterTheirConditionTurns(t *testing.T) {
	h, p := DefaultHorizon, Central()
	attacks, tempo := FindSeries("attacks"), FindLever("operations_tempo")
	plan := steady(h)
	plan.Rules = []Rule{{
		From: Fork,
		When: Condition{attacks, true, 1200}, Until: Condition{attacks, false, 1100},
		Set: []Setting{{tempo, 140}},
	}}
	trajectory, err := Run(&p, plan, h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	on, switches := false, 0
	for m := h.Start + 1; m < h.End; m++ {
		before, now := trajectory.At(m-1), trajectory.At(m)
		was := on
		switch {
		case m < Fork:
		case on:
			on = !(before.Attacks <= 1100)
		default:
			on = before.Attacks > 1200
		}
		want := tempo.Today
		if on {
			want = 140
		}
		if now.OperationsTempo != want {
			t.Fatalf("tempo in %s is %v, want %v after %v attacks a month earlier", m, now.OperationsTempo, want, before.Attacks)
		}
		if was != on {
			switches++
		}
	}
	if switches == 0 {
		t.Error("the rule never switches, so nothing was tested")
	}
}

func TestWhatNewYearBringsBelongsToTheYearThatBegins(t *testing.T) {
	h, p := DefaultHorizon, Central()
	changed := steady(h)
	for i := range changed.Months[Fork-h.Start:] {
		changed.Months[int(Fork-h.Start)+i].Openness = 1
	}
	changed.Impulses = []Impulse{{At: Fork, Civilians: 100}}
	var years [2]Years
	for i, plan := range []*Plan{steady(h), changed} {
		trajectory, err := Run(&p, plan, h, ode.RK4)
		if err != nil {
			t.Fatal(err)
		}
		years[i] = trajectory.Years
		var lane [1]Years
		if err := NewKernel().Run([]Parameters{p}, plan, h, lane[:]); err != nil {
			t.Fatal(err)
		}
		for j := range OutcomeTable {
			o := &OutcomeTable[j]
			for year := years[i].First(); year <= years[i].Last(); year++ {
				if a, b := o.In(years[i], year), o.In(lane[0], year); math.Abs(a-b) > 1e-9*(1+math.Abs(a)) {
					t.Errorf("%s in %d: %v alone, %v in the kernel", o.Name, year, a, b)
				}
			}
		}
	}
	last := Fork.Year() - 1
	for i := range OutcomeTable {
		o := &OutcomeTable[i]
		if a, b := o.In(years[0], last), o.In(years[1], last); a != b {
			t.Errorf("%s in %d: %v, but %v with a shock and other levers from the next day on", o.Name, last, a, b)
		}
	}
	killed := FindOutcome("civilians_attacks")
	if got := killed.In(years[1], last+1) - killed.In(years[0], last+1); got < 100 {
		t.Errorf("a shock that kills 100 on New Year's Day adds %v to the year that begins", got)
	}
}

func TestYearsAreTheSamplesAtNewYear(t *testing.T) {
	h, p := DefaultHorizon, Central()
	h.StepsPerYear = 24
	trajectory, err := Run(&p, steady(h), h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	years := trajectory.Years
	if len(years) != 21 || years.First() != 2021 || years.Last() != 2040 {
		t.Fatalf("%d samples from %d to %d, want 21 from 2021 to 2040", len(years), years.First(), years.Last())
	}
	for i := range years {
		if want := float64(2021 + i); years[i].Time != want {
			t.Errorf("sample %d is of %v, want %v exactly", i, years[i].Time, want)
		}
	}
}
