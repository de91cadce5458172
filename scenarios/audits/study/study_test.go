// SPDX-License-Identifier: Apache-2.0

package study_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/study"
	"crossroads/scenarios/runs/ensemble"
)

// of is a study of a built-in path with a few draws.
func of(t *testing.T, path, against string, rivals ...string) *study.Study {
	t.Helper()
	a, err := ensemble.NewAssumptions(ensemble.Draws{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	s := &study.Study{World: scenarios.Central(), Horizon: model.DefaultHorizon, Members: 3, Draws: a.Member,
		Outcomes: []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")}}
	s.Path, s.Against = builtin(t, path), builtin(t, against)
	for _, name := range rivals {
		s.Rivals = append(s.Rivals, builtin(t, name))
	}
	return s
}

func builtin(t *testing.T, name string) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Builtin(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// outcome is the first outcome of a built-in path at the centre.
func outcome(t *testing.T, s *study.Study, path *scenarios.Scenario) float64 {
	t.Helper()
	run, err := path.Run(s.World, s.Horizon)
	if err != nil {
		t.Fatal(err)
	}
	return s.Outcomes[0].Of(run.Years)
}

// near compares two sums of deaths.
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-6*(1+math.Abs(want)) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestNoPillarIsTheOtherPathAndAllAreThePath(t *testing.T) {
	s := of(t, "three-pillar", "current-course")
	f, err := s.Factorial(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	near(t, "no pillar", f.Levels[0].Spreads[0].Centre, outcome(t, s, s.Against))
	near(t, "all pillars", f.Levels[7].Spreads[0].Centre, outcome(t, s, s.Path))
	for n := range s.Outcomes {
		sum := f.Triple.Spreads[n].Centre
		for k := range f.Alone {
			sum += f.Alone[k].Spreads[n].Centre + f.Pairs[k].Spreads[n].Centre
		}
		near(t, "singles, pairs and triple", sum, f.All.Spreads[n].Centre)
		near(t, "synergy", f.Synergy.Spreads[n].Centre, f.Pairs[0].Spreads[n].Centre+f.Pairs[1].Spreads[n].Centre+f.Pairs[2].Spreads[n].Centre+f.Triple.Spreads[n].Centre)
	}
}

func TestBegunInTheFirstYearIsThePath(t *testing.T) {
	s := of(t, "three-pillar", "current-course")
	timing, err := s.Timing(context.Background(), []int{2026, 2029})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "both parts in 2026", timing.Map[0][0][0], outcome(t, s, s.Path))
	near(t, "both parts in 2029", timing.Map[0][1][1], outcome(t, s, builtin(t, "three-pillar-2029")))
	near(t, "delay", timing.Delay[1].Spreads[0].Centre, timing.Map[0][1][1]-timing.Map[0][0][0])
}

func TestBrokenOffAtTheEndIsNotBrokenOff(t *testing.T) {
	s := of(t, "three-pillar", "current-course")
	stops, err := s.Stops(context.Background(), []int{2028, 2040})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "kept of all of it", stops[1].Gain[0].Centre, 1)
	near(t, "gain", stops[1].Against[0].Centre, outcome(t, s, s.Path)-outcome(t, s, s.Against))
	if stops[0].Gain[0].Centre >= 1 {
		t.Errorf("broken off after 2028 keeps %v of the whole change, want less than 1", stops[0].Gain[0].Centre)
	}
}

func TestEqualMoneyIsEqual(t *testing.T) {
	s := of(t, "three-pillar", "current-course", "kinetic")
	settings, scaled, err := s.Money(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	near(t, "as they are", settings[0].Effects[0].Spreads[0].Centre, outcome(t, s, s.Path)-outcome(t, s, s.Rivals[0]))
	near(t, "money reached", scaled[0].Reached, scaled[1].Reached)
}

func TestAMechanismSwitchedOffIsOff(t *testing.T) {
	s := of(t, "three-pillar", "current-course", "kinetic")
	rows, err := s.TestMechanisms(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	near(t, "nothing switched off", rows[0].Effects[0].Spreads[0].Centre, outcome(t, s, s.Path)-outcome(t, s, s.Rivals[0]))
	w := scenarios.Central()
	w.Parameters.Replacement = 0
	s.World = w
	for _, row := range rows {
		if row.Mechanism == "recruits for fighters killed" {
			near(t, "without replacement", row.Effects[0].Spreads[0].Centre, outcome(t, s, s.Path)-outcome(t, s, s.Rivals[0]))
		}
	}
	for _, m := range study.Mechanisms {
		before := model.Central()
		after := before
		if m.Off(&after); before == after {
			t.Errorf("%s: switched off nothing", m.Name)
		}
	}
}

func TestWhatOverturnsDoesSo(t *testing.T) {
	s := of(t, "three-pillar", "current-course", "kinetic-precise")
	rows, err := s.Thresholds(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if at := row.At[0][0]; row.Strength.Name == "aid under fire" && !math.IsNaN(at) {
			for _, c := range []struct {
				degree float64
				fewer  bool
			}{{at * 0.95, true}, {at * 1.05, false}} {
				s.World.Parameters.Sabotage = c.degree
				if got := outcome(t, s, s.Path) < outcome(t, s, s.Rivals[0]); got != c.fewer {
					t.Errorf("sabotage %v: three-pillar has fewer %v, want %v (said to turn at %v)", c.degree, got, c.fewer, at)
				}
			}
			return
		}
	}
	t.Error("aid under fire never overturns; the test looked at nothing")
}

func TestShocksAndEarlyPathsAreRefused(t *testing.T) {
	s := of(t, "three-pillar-2025", "current-course")
	if err := s.Check(); err == nil || !strings.Contains(err.Error(), "begins 2025-10, before the policy start") {
		t.Errorf("error %v, want one on the early beginning", err)
	}
}
