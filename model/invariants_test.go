// SPDX-License-Identifier: Apache-2.0

package model

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"crossroads/model/ode"
)

// often is how often a test tries something random: all the times if the long
// tests are asked for, else few of them.
func often(all int) int {
	if os.Getenv("CROSSROADS_LONG") != "" {
		return all
	}
	return all / 40
}

// building is the money in all three stages of the pipeline.
func building(s *State) float64 { return s.Pipeline1 + s.Pipeline2 + s.Pipeline3 }

// sound returns what is wrong with a run at any step, or nil: a number that is
// not finite, a negative stock, a share outside 0 to 1, more fighters than the
// pool holds, fighters or money that come from or go to nowhere.
func sound(p *Parameters, trajectory *Trajectory) error {
	begin := &trajectory.Samples[0]
	for k := range trajectory.Samples {
		s := &trajectory.Samples[k]
		for i := range SeriesTable {
			row := &SeriesTable[i]
			v := row.Of(s)
			switch {
			case math.IsNaN(v) || math.IsInf(v, 0):
				return fmt.Errorf("%s = %v at %.3f", row.Name, v, s.Time)
			case row.Kind != Flow && v < 0:
				return fmt.Errorf("%s = %v at %.3f, want 0 or more", row.Name, v, s.Time)
			case row.Kind == Stock && row.Unit == "1" && v > 1:
				return fmt.Errorf("%s = %v at %.3f, want at most 1", row.Name, v, s.Time)
			}
		}
		for name, v := range map[string]float64{"secure": s.Secure, "aimed": s.Aimed, "shelter": s.Shelter, "ties": s.Ties, "build_pace": s.BuildPace,
			"words": s.Words, "leverage": s.Leverage, "tolerance": s.Tolerance, "pressed": s.Pressed, "trust_goal": s.TrustGoal} {
			if v > 1+1e-12 {
				return fmt.Errorf("%s = %v at %.3f, want at most 1", name, v, s.Time)
			}
		}
		if s.Fighters > p.Pool {
			return fmt.Errorf("%v fighters at %.3f in a pool of %v", s.Fighters, s.Time, p.Pool)
		}
		for _, b := range []struct {
			what           string
			holds, account float64
		}{
			{"fighters", s.Fighters, begin.Fighters + s.TotalRecruited - s.TotalExited - s.TotalMilitants - s.TotalCaptured - s.TotalReconciled},
			{"money being built with", building(&s.State), building(&begin.State) + s.TotalCommitted - s.TotalCompleted - (s.TotalCancelled - begin.TotalCancelled)},
			{"capital", s.Capital, begin.Capital + s.TotalCompleted - s.TotalWornOut - s.TotalDestroyed},
		} {
			if math.Abs(b.holds-b.account) > 1e-9*(math.Abs(b.account)+s.TotalRecruited+s.TotalCommitted) {
				return fmt.Errorf("%s at %.3f: %v, by the accounts %v", b.what, s.Time, b.holds, b.account)
			}
		}
	}
	return nil
}

// runs reports a run that fails or is not sound.
func runs(t *testing.T, name string, p *Parameters, plan *Plan) {
	t.Helper()
	trajectory, err := Run(p, plan, DefaultHorizon, ode.RK4)
	if err == nil {
		err = sound(p, trajectory)
	}
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

func TestRunsAreSoundAtEveryEndOfEveryRange(t *testing.T) {
	h := DefaultHorizon
	central := Central()
	runs(t, "as they stand", &central, steady(h))
	for _, end := range []string{"low", "high"} {
		every := steady(h)
		for i := range LeverTable {
			row := &LeverTable[i]
			v := map[string]float64{"low": row.Low, "high": row.High}[end]
			alone := steady(h)
			for month := range every.Months {
				*row.Of(&every.Months[month]) = v
				*row.Of(&alone.Months[month]) = v
			}
			runs(t, row.Name+" at its "+end+" end", &central, alone)
		}
		runs(t, "every lever at its "+end+" end", &central, every)
		all := Central()
		for i := range ParameterTable {
			row := &ParameterTable[i]
			v := map[string]float64{"low": row.Low, "high": row.High}[end]
			alone := Central()
			*row.Of(&all) = v
			*row.Of(&alone) = v
			runs(t, row.Name+" at its "+end+" end", &alone, steady(h))
		}
		runs(t, "every parameter at its "+end+" end", &all, steady(h))
		runs(t, "everything at its "+end+" end", &all, every)
	}
}

func TestRunsAreSoundAtRandomCorners(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for i := range often(20000) {
		p := corner(r)
		runs(t, fmt.Sprintf("corner %d", i), &p, randomPlan(r, DefaultHorizon))
	}
}

func TestRunsAreSoundUnderRandomDraws(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for i := range often(10000) {
		var p Parameters
		for j := range ParameterTable {
			row := &ParameterTable[j]
			*row.Of(&p) = row.Low + (row.High-row.Low)*r.Float64()
		}
		runs(t, fmt.Sprintf("draw %d", i), &p, randomPlan(r, DefaultHorizon))
	}
}

func TestTheStartStandsStill(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	worst := 0.0
	for i := range often(10000) {
		p, l := corner(r), randomPlan(r, DefaultHorizon).Months[0]
		var s State
		var a Auxiliaries
		start(&s, &l, &p, &a)
		before := s
		auxiliaries(&s, &l, &p, &a)
		settle(&s, &l, &p, &a)
		for _, miss := range []float64{s.PerceivedAttacks/before.PerceivedAttacks - 1, s.Pipeline3/before.Pipeline3 - 1} {
			if before.PerceivedAttacks > 0 && before.Pipeline3 > 0 {
				worst = math.Max(worst, math.Abs(miss))
			}
			if math.Abs(miss) > 1e-8 {
				t.Errorf("corner %d: after %d rounds another moves the start by %.1e", i, SettleRounds, miss)
			}
		}
	}
	t.Logf("one more round moves the start by at most %.1e", worst)
}

func TestHalvingTheStepAtRandomCorners(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	k, worst, name := NewKernel(), 0.0, ""
	h, half := DefaultHorizon, DefaultHorizon
	half.StepsPerYear *= 2
	for range often(2000) {
		p, plan := []Parameters{corner(r)}, randomPlan(r, h)
		whole, halved := []Years{nil}, []Years{nil}
		if err := k.Run(p, plan, h, whole); err != nil {
			t.Fatal(err)
		}
		if err := k.Run(p, plan, half, halved); err != nil {
			t.Fatal(err)
		}
		for i := range OutcomeTable {
			o := &OutcomeTable[i]
			a, b := o.Of(whole[0]), o.Of(halved[0])
			if miss := math.Abs(a-b) / math.Max(math.Abs(b), 1e-6); miss > worst {
				worst, name = miss, o.Name
			}
		}
	}
	t.Logf("halving the step moves no outcome by more than %.1e (%s)", worst, name)
	if worst > 1e-3 {
		t.Errorf("halving the step moves %s by %.1e, want at most 1e-3 even at the corners", name, worst)
	}
}
