// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"math"
	"strings"
	"testing"

	"crossroads/model"
)

// runWithShocks runs the reference with and without the lines added to its file, or to
// that of the world if they are for a world.
func runWithShocks(t *testing.T, lines string) (with, without *Run) {
	t.Helper()
	s, w, text := builtin(Reference), Central(), []byte("doc: A test.\n"+lines)
	var err error
	if strings.Contains(lines, "mass_casualty") || strings.Contains(lines, "contract") {
		w, err = ParseWorld("shaken.yaml", text)
	} else {
		s, err = Parse("shaken.yaml", text)
	}
	if err != nil {
		t.Fatal(err)
	}
	if with, err = s.Run(w, model.DefaultHorizon); err != nil {
		t.Fatal(err)
	}
	if without, err = builtin(Reference).Run(Central(), model.DefaultHorizon); err != nil {
		t.Fatal(err)
	}
	return with, without
}

// building is the money in all three stages of the pipeline.
func building(s *model.Sample) float64 { return s.Pipeline1 + s.Pipeline2 + s.Pipeline3 }

func TestShocks(t *testing.T) {
	at := func(r *Run, month model.Month) *model.Sample { return r.Trajectory.At(month) }
	march := model.MonthOf(2027, 3)

	t.Run("a mass-casualty attack adds its dead and wounded and no others that day", func(t *testing.T) {
		with, without := runWithShocks(t, "shocks: [{mass_casualty_attack: {at: 2027-03, civilians: 20, security: 64, wounded: 217}}]")
		a, b := at(with, march), at(without, march)
		for _, c := range []struct {
			name      string
			got, want float64
		}{
			{"attacks", a.TotalAttacks - b.TotalAttacks, 1},
			{"civilians", a.TotalCiviliansAttacks - b.TotalCiviliansAttacks, 20},
			{"security", a.TotalSecurityAttacks - b.TotalSecurityAttacks, 64},
			{"wounded", a.TotalWounded, 217},
			{"perceived attacks", a.PerceivedAttacks - b.PerceivedAttacks, 84 / Central().Parameters.DeathsPerAttack},
		} {
			if math.Abs(c.got-c.want) > 1e-9 {
				t.Errorf("%s: %g more, want %g", c.name, c.got, c.want)
			}
		}
	})

	t.Run("a closed border keeps the share of openness that remains, then opens again", func(t *testing.T) {
		with, without := runWithShocks(t, "shocks: [{border_closure: {at: 2027-03, months: 3}}]")
		if got, want := at(with, march).Openness, 0.46*at(without, march).Openness; got != want {
			t.Errorf("openness in March %g, want %g", got, want)
		}
		if got, want := at(with, march+3).Openness, at(without, march+3).Openness; got != want {
			t.Errorf("openness in June %g, want %g", got, want)
		}
	})

	t.Run("a cancelled contract moves its share of every stage to cancelled and refunds nothing", func(t *testing.T) {
		with, without := runWithShocks(t, "shocks: [{contract_cancelled: {at: 2027-03, share: 0.4}}]")
		a, b := at(with, march), at(without, march)
		if got, want := a.TotalCancelled, 0.4*building(b); math.Abs(got-want) > 1e-9 {
			t.Errorf("cancelled %g, want %g", got, want)
		}
		if got, want := building(a), 0.6*building(b); math.Abs(got-want) > 1e-9 {
			t.Errorf("pipeline %g, want %g", got, want)
		}
		if a.TotalCommitted != b.TotalCommitted {
			t.Errorf("disbursed %g, want %g as before", a.TotalCommitted, b.TotalCommitted)
		}
	})

	t.Run("a ceasefire multiplies attacks, then they rebound, then nothing remains of the factor", func(t *testing.T) {
		with, _ := runWithShocks(t, "shocks: [{ceasefire: {at: 2027-03, months: 6, multiplier: 0.2}}]")
		for month, want := range map[model.Month]float64{march - 1: 1, march: 0.2, march + 5: 0.2, march + 6: 1.3, march + 11: 1.3, march + 12: 1} {
			if got := at(with, month).AttackFactor; got != want {
				t.Errorf("factor in %s is %g, want %g", month, got, want)
			}
		}
	})

	t.Run("a surge adds to the tempo while it lasts", func(t *testing.T) {
		with, without := runWithShocks(t, "shocks: [{surge: {at: 2027-03, months: 2, extra: 30}}]")
		for month, want := range map[model.Month]float64{march: 30, march + 1: 30, march + 2: 0} {
			if got := at(with, month).OperationsTempo - at(without, month).OperationsTempo; got != want {
				t.Errorf("extra tempo in %s is %g, want %g", month, got, want)
			}
		}
	})

	t.Run("a shock after the end of a shorter run is no part of it", func(t *testing.T) {
		w, err := ParseWorld("late.yaml", []byte("doc: A test.\nshocks: [{contract_cancelled: {at: 2035, share: 1}}]"))
		if err != nil {
			t.Fatal(err)
		}
		h := model.DefaultHorizon
		h.End = model.NewYear(2031)
		if plan := builtin(Reference).PlanIn(w, h); len(plan.Impulses) != 0 {
			t.Errorf("%d impulses, want none", len(plan.Impulses))
		}
	})
}

func TestRulesSetLeversWhileTheirConditionHolds(t *testing.T) {
	with, _ := runWithShocks(t, "rules: [{when: attacks > 1400, until: attacks < 1200, then: {operations_tempo: 120, dialogue: 0}}]")
	switched := false
	for k := 1; k < len(with.Trajectory.Samples)-1; k++ {
		before, now := &with.Trajectory.Samples[k-1], &with.Trajectory.Samples[k]
		if now.Time < model.Fork.Time() {
			continue
		}
		on := now.OperationsTempo == 120
		was := before.OperationsTempo == 120
		switch {
		case !was && before.Attacks > 1400 && !on:
			t.Fatalf("%.3f: attacks %g, rule did not switch on", now.Time, before.Attacks)
		case was && before.Attacks < 1200 && on:
			t.Fatalf("%.3f: attacks %g, rule did not switch off", now.Time, before.Attacks)
		case was && before.Attacks >= 1200 && !on:
			t.Fatalf("%.3f: attacks %g, rule switched off early", now.Time, before.Attacks)
		}
		switched = switched || on
	}
	if !switched {
		t.Error("the rule never switched on")
	}
}

func TestSchedules(t *testing.T) {
	s := Schedule{{At: model.NewYear(2026), Value: 300}, {At: model.NewYear(2029), Value: 2500, Ramp: true}, {At: model.MonthOf(2030, 7), Value: 100}}
	for _, c := range []struct {
		month model.Month
		want  float64
		says  bool
	}{
		{model.MonthOf(2025, 12), 0, false},
		{model.NewYear(2026), 300, true},
		{model.MonthOf(2027, 7), 1400, true},
		{model.NewYear(2029), 2500, true},
		{model.MonthOf(2030, 6), 2500, true},
		{model.MonthOf(2030, 7), 100, true},
		{model.NewYear(2040), 100, true},
	} {
		if v, says := s.Value(c.month); v != c.want || says != c.says {
			t.Errorf("value in %s = %g, %t, want %g, %t", c.month, v, says, c.want, c.says)
		}
	}
}
