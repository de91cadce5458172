// SPDX-License-Identifier: Apache-2.0

package model

import (
	"slices"
	"testing"
	"time"

	"crossroads/model/ode"
)

func TestAnObservationKnowsItsUnit(t *testing.T) {
	for text, want := range map[string]string{
		"attacks":                     "attack",
		"attacks * attacks":           "attack·attack",
		"attacks / fighters":          "attack/fighter",
		"attacks / attacks":           "1",
		"1 / fighters / fighters":     "1/fighter/fighter",
		"attacks + fighters":          "", // unlike things
		"2 * attacks":                 "attack",
		"attacks / (fighters * 2)":    "attack/fighter",
		"attacks * fighters / tempo":  "attack·fighter/major operation",
		"(attacks + attacks) * 0.5":   "attack",
		"fraction * (attacks) / 2":    "attack",
		"attacks - attacks / attacks": "",
	} {
		o, err := ParseObservation(text)
		if err != nil {
			if want != "" {
				t.Errorf("%q: %v", text, err)
			}
			continue
		}
		if got := o.Unit(); got != want {
			t.Errorf("the unit of %q is %q, want %q", text, got, want)
		}
	}
}

func TestAnObservationReadsEveryMonthOfASeriesAndTheEndsOfAnOutcome(t *testing.T) {
	from, to := NewYear(2022), NewYear(2022)+3
	for text, want := range map[string][]Month{
		"attacks":         {from, to},
		"tempo":           {from, from + 1, from + 2, to},
		"attacks / tempo": {from, from + 1, from + 2, to},
	} {
		o, err := ParseObservation(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := o.Months(from, to); !slices.Equal(got, want) {
			t.Errorf("%q reads %v, want %v", text, got, want)
		}
	}
}

func TestARowOutsideTheRunIsRefused(t *testing.T) {
	p, plan := Central(), steady(DefaultHorizon)
	run, err := Run(&p, plan, DefaultHorizon, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	o, err := ParseObservation("attacks")
	if err != nil {
		t.Fatal(err)
	}
	row := Evidence{ID: "X", Observes: o}
	for _, c := range []struct {
		first, last int
		ok          bool
	}{{2021, 2021, true}, {2040, 2040, true}, {2020, 2021, false}, {2040, 2041, false}} {
		row.From, row.To = time.Date(c.first, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(c.last, 12, 31, 0, 0, 0, 0, time.UTC)
		if _, err := row.Modelled(run, 1); (err == nil) != c.ok {
			t.Errorf("%d to %d: %v", c.first, c.last, err)
		}
	}
}
