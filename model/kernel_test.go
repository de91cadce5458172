// SPDX-License-Identifier: Apache-2.0

package model

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"crossroads/model/ode"
)

// steady is a plan that holds every lever where it stands today.
func steady(h Horizon) *Plan {
	plan := &Plan{Months: make([]Levers, h.Months())}
	for i := range plan.Months {
		for j := range LeverTable {
			*LeverTable[j].Of(&plan.Months[i]) = LeverTable[j].Today
		}
		plan.Months[i].AttackFactor = 1
	}
	return plan
}

// randomPlan is a plan in which every lever jumps or drifts within its range, with
// shocks of every kind.
func randomPlan(r *rand.Rand, h Horizon) *Plan {
	plan := steady(h)
	for j := range LeverTable {
		row := &LeverTable[j]
		from := row.Low + (row.High-row.Low)*r.Float64()
		to := row.Low + (row.High-row.Low)*r.Float64()
		begin, length := r.IntN(h.Months()), r.IntN(60) // no length: a jump
		for i := range plan.Months {
			share := math.Min(1, math.Max(0, float64(i-begin)/math.Max(1, float64(length))))
			*row.Of(&plan.Months[i]) = from + (to-from)*share
		}
	}
	for i := r.IntN(h.Months()); i < h.Months() && r.IntN(9) > 0; i++ {
		plan.Months[i].AttackFactor = 0.5
	}
	at := h.Start
	for range 3 {
		at += Month(r.IntN(h.Months() / 3))
		plan.Impulses = append(plan.Impulses, Impulse{at, float64(r.IntN(200)), float64(r.IntN(100)), float64(r.IntN(300)), r.Float64(), r.Float64()})
	}
	return plan
}

// corner draws every parameter from the ends of its range, or from between.
func corner(r *rand.Rand) Parameters {
	var p Parameters
	for j := range ParameterTable {
		row := &ParameterTable[j]
		*row.Of(&p) = []float64{row.Low, row.High, row.Low + (row.High-row.Low)*r.Float64()}[r.IntN(3)]
	}
	return p
}

func TestKernelAgreesWithTheTypedEquations(t *testing.T) {
	const tolerance = 1e-12
	r := rand.New(rand.NewPCG(1, 1))
	k := NewKernel()
	worst := 0.0
	for round := range 40 {
		h := DefaultHorizon
		h.StepsPerYear = 12 * (1 + round%3)
		plan := randomPlan(r, h)
		p, years := make([]Parameters, 1+round%11), make([]Years, 1+round%11)
		for i := range p {
			p[i] = corner(r)
		}
		if err := k.Run(p, plan, h, years); err != nil {
			t.Fatal(err)
		}
		for i := range p {
			typed, err := Run(&p[i], plan, h, ode.RK4)
			if err != nil {
				t.Fatal(err)
			}
			for j, want := range typed.Years {
				got := &years[i][j]
				if got.Time != want.Time || got.Levers != want.Levers {
					t.Fatalf("sample %d: at %v with levers %v, want %v with %v", j, got.Time, got.Levers, want.Time, want.Levers)
				}
				for n := range SeriesTable {
					row := &SeriesTable[n]
					// A flow, and what is broken of promises, may be the small
					// difference of large numbers; what follows from it is what counts.
					if row.Kind == Flow || row.Name == "broken" {
						continue
					}
					miss := math.Abs(row.Of(got)-row.Of(&want)) / math.Max(math.Abs(row.Of(&want)), 1e-9)
					worst = math.Max(worst, miss)
					if !(miss <= tolerance) {
						t.Errorf("round %d member %d: %s in %v = %.17g, want %.17g", round, i, row.Name, want.Time, row.Of(got), row.Of(&want))
					}
				}
			}
		}
	}
	t.Logf("largest relative difference %.1e", worst)
}

func TestKernelRunsPlansWithRules(t *testing.T) {
	h := DefaultHorizon
	plan := steady(h)
	attacks := FindSeries("attacks")
	plan.Rules = []Rule{{From: Fork, When: Condition{attacks, true, 1000}, Until: Condition{attacks, false, 900},
		Set: []Setting{{FindLever("operations_tempo"), 120}}}}
	p, years := []Parameters{Central()}, make([]Years, 1)
	if err := NewKernel().Run(p, plan, h, years); err != nil {
		t.Fatal(err)
	}
	typed, err := Run(&p[0], plan, h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(years[0], typed.Years) {
		t.Error("a plan with rules differs from the function Run")
	}
	if first, last := years[0][5].OperationsTempo, years[0][6].OperationsTempo; first == last {
		t.Errorf("tempo %v before the rule and %v after, want the rule to set it", first, last)
	}
}

func TestAMemberDoesNotDependOnTheOthers(t *testing.T) {
	h := DefaultHorizon
	r := rand.New(rand.NewPCG(2, 2))
	plan := randomPlan(r, h)
	p := make([]Parameters, 2*laneCount+3)
	for i := range p {
		p[i] = corner(r)
	}
	together, alone := make([]Years, len(p)), make([]Years, 1)
	k := NewKernel()
	if err := k.Run(p, plan, h, together); err != nil {
		t.Fatal(err)
	}
	for i := range p {
		if err := k.Run(p[i:i+1], plan, h, alone); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(alone[0], together[i]) {
			t.Errorf("member %d of %d differs from the same member alone", i, len(p))
		}
	}
}

func TestKernelAllocatesNothingInSteadyState(t *testing.T) {
	h := DefaultHorizon
	plan := steady(h)
	p := []Parameters{Central(), Central()}
	years, k := make([]Years, 2), NewKernel()
	if n := testing.AllocsPerRun(3, func() {
		if err := k.Run(p, plan, h, years); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations in a call of a size seen before, want none", n)
	}
}

func TestKernelNamesTheMemberThatDiverges(t *testing.T) {
	h := DefaultHorizon
	p := []Parameters{Central(), Central()}
	p[1].Exit = 1e6 // a rate that monthly steps cannot follow
	err := NewKernel().Run(p, steady(h), h, make([]Years, 2))
	var member *MemberError
	var diverged *DivergedError
	if !errors.As(err, &member) || member.Member != 1 || !errors.As(err, &diverged) {
		t.Fatalf("error %v, want member 1 and a DivergedError", err)
	}
	if want := "member 1: diverged at 2021."; !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %q, want it to begin %q", err, want)
	}
}

func BenchmarkKernel(b *testing.B) {
	h := DefaultHorizon
	r := rand.New(rand.NewPCG(3, 3))
	p, years, plan, k := make([]Parameters, 512), make([]Years, 512), steady(h), NewKernel()
	for i := range p {
		p[i] = corner(r)
	}
	for b.Loop() {
		if err := k.Run(p, plan, h, years); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(p))/b.Elapsed().Seconds(), "runs/s")
}
