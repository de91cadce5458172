// SPDX-License-Identifier: Apache-2.0

package model

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"crossroads/model/ode"
)

// plans is what kernels are compared on: every lever held, jumping, drifting and
// turning every month, with and without shocks.
func plans(r *rand.Rand, h Horizon) map[string]*Plan {
	steps := steady(h)
	for i := range steps.Months {
		for j := range LeverTable {
			if (i/(7+j))%2 == 1 {
				*LeverTable[j].Of(&steps.Months[i]) = LeverTable[j].High
			}
		}
	}
	ramps := steady(h)
	for i := range ramps.Months {
		for j := range LeverTable {
			row := &LeverTable[j]
			*row.Of(&ramps.Months[i]) = row.Low + (row.High-row.Low)*float64(i)/float64(h.Months())
		}
	}
	impulses := steady(h)
	for _, at := range []Month{-12, 0, 0, 1, 7, 12, 60, 61, 239} {
		impulses.Impulses = append(impulses.Impulses, Impulse{h.Start + at, float64(r.IntN(200)), float64(r.IntN(100)), float64(r.IntN(300)), r.Float64(), r.Float64()})
	}
	return map[string]*Plan{"steady": steady(h), "steps": steps, "ramps": ramps, "impulses": impulses, "wander": randomPlan(r, h)}
}

// unequal names the first number in which two runs differ by a bit.
func unequal(a, b Years) string {
	if len(a) != len(b) {
		return fmt.Sprintf("%d years, not %d", len(a), len(b))
	}
	for y := range a {
		one, other := &a[y], &b[y]
		if one.Time != other.Time || one.Levers != other.Levers {
			return fmt.Sprintf("year %d: another time or other levers", y)
		}
		for i, v := range one.series() {
			if w := other.series()[i]; math.Float64bits(v) != math.Float64bits(w) {
				return fmt.Sprintf("%s in year %d: %.17g, not %.17g", SeriesTable[i].Name, y, v, w)
			}
		}
	}
	return ""
}

func TestEveryKernelFindsTheSameToTheBit(t *testing.T) {
	for _, name := range kernelNames[:len(kernelNames)-1] {
		t.Run(name, func(t *testing.T) {
			set, err := choose(name)
			if err != nil {
				t.Skipf("SKIPPED: %v, so it is not compared with scalar", err)
			}
			vector, plain := newKernel(set), newKernel(scalar)
			r := rand.New(rand.NewPCG(4, 4))
			compared := 0
			for n := 1; n <= 70; n += 1 + n/4 {
				h := DefaultHorizon
				h.StepsPerYear = 12 * (1 + n%3)
				p, got, want := make([]Parameters, n), make([]Years, n), make([]Years, n)
				for i := range p {
					p[i] = corner(r)
				}
				all := plans(r, h)
				for _, kind := range []string{"steady", "steps", "ramps", "impulses", "wander"} {
					if err := errors.Join(vector.Run(p, all[kind], h, got), plain.Run(p, all[kind], h, want)); err != nil {
						t.Fatal(err)
					}
					for i := range p {
						if differs := unequal(got[i], want[i]); differs != "" {
							t.Fatalf("member %d of %d, %s, %d steps a year: %s", i, n, kind, h.StepsPerYear, differs)
						}
						compared += len(got[i]) * seriesCount
					}
				}
			}
			t.Logf("%d numbers are equal to the bit", compared)
		})
	}
}

func TestPlansRunTogetherFindTheSameAsAlone(t *testing.T) {
	h := DefaultHorizon
	var list []*Plan
	for i, month := range []int{0, 1, 7, 12, 60, 61, 61, 239} {
		plan := steady(h)
		for m := month; m < h.Months(); m++ {
			plan.Months[m].OperationsTempo = 20 + float64(i)
		}
		list = append(list, plan)
	}
	struck := steady(h)
	struck.Impulses = []Impulse{{At: h.Start + 61, Civilians: 100}, {At: h.Start + 130, CancelledShare: 0.5}}
	rules := steady(h)
	rules.Rules = []Rule{{From: Fork, When: Condition{FindSeries("attacks"), true, 1000}, Set: []Setting{{FindLever("operations_tempo"), 120}}}}
	assumes := steady(h)
	assumes.Assumptions = []Assumption{{FindParameter("exit"), 0.2}}
	list = append(list, struck, rules, assumes, steady(h), steady(h))
	bundle, err := NewBundle(list, h)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 5))
	p := make([]Parameters, 2*groupSize+3)
	for i := range p {
		p[i] = corner(r)
	}
	alone := make([][]Years, len(list))
	for i, plan := range list {
		alone[i] = make([]Years, len(p))
		if err := NewKernel().Run(p, plan, h, alone[i]); err != nil {
			t.Fatal(err)
		}
	}
	seen := make([]int, len(list))
	column := make([]float64, groupSize)
	for _, set := range instructionSets() {
		if err := newKernel(set).RunAll(p, bundle, func(e *Ends) {
			seen[e.Plan] += e.Members
			for o := range OutcomeTable {
				row := &OutcomeTable[o]
				row.Whole(e, column[:e.Members])
				for i, got := range column[:e.Members] {
					if want := row.Of(alone[e.Plan][e.First+i]); math.Abs(got-want) > 1e-12*math.Abs(want) {
						t.Errorf("%s: plan %d, member %d: %s of the whole run = %.17g, want %.17g", set.name, e.Plan, e.First+i, row.Name, got, want)
						return
					}
				}
				years := map[int][]float64{}
				row.Yearly(e, 2030, func(year int) []float64 {
					if years[year] == nil {
						years[year] = make([]float64, e.Members)
					}
					return years[year]
				})
				if len(years) != 11 {
					t.Errorf("%s from 2030 on has %d years, want 11", row.Name, len(years))
				}
				for year, list := range years {
					for i, got := range list {
						if want := row.In(alone[e.Plan][e.First+i], year); math.Abs(got-want) > 1e-12*math.Abs(want) {
							t.Errorf("%s: plan %d, member %d: %s in %d = %.17g, want %.17g", set.name, e.Plan, e.First+i, row.Name, year, got, want)
							return
						}
					}
				}
			}
			for y := range alone[0][0] {
				for s := range SeriesTable {
					e.Series(s, y, column)
					for i, got := range column[:e.Members] {
						if want := SeriesTable[s].Of(&alone[e.Plan][e.First+i][y]); math.Float64bits(got) != math.Float64bits(want) {
							t.Errorf("%s: plan %d, member %d: %s in year %d = %.17g together, %.17g alone", set.name, e.Plan, e.First+i, SeriesTable[s].Name, y, got, want)
							return
						}
					}
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
	for i, n := range seen {
		if n != len(p)*len(instructionSets()) {
			t.Errorf("plan %d: %d members were handed over, want %d", i, n, len(p)*len(instructionSets()))
		}
	}
}

func TestPlansRunTogetherNameTheMemberThatDiverges(t *testing.T) {
	h := DefaultHorizon
	bundle, err := NewBundle([]*Plan{steady(h), steady(h)}, h)
	if err != nil {
		t.Fatal(err)
	}
	p := make([]Parameters, groupSize+2)
	for i := range p {
		p[i] = Central()
	}
	p[groupSize+1].Exit = 1e6
	err = NewKernel().RunAll(p, bundle, func(*Ends) {})
	var member *MemberError
	if !errors.As(err, &member) || member.Member != groupSize+1 || member.Plan != 0 {
		t.Fatalf("error %v, want member %d under plan 0", err, groupSize+1)
	}
}

func TestTheAssemblyFusesNothing(t *testing.T) {
	text, err := os.ReadFile("kernel_gen_amd64.s")
	if err != nil {
		t.Fatal(err)
	}
	if found := regexp.MustCompile(`VFN?M\w+`).Find(text); found != nil || !strings.Contains(string(text), "VMULPD") {
		t.Errorf("the assembly contains %q, want products and sums apart", found)
	}
}

// fused reports whether the compiler computes a product and a sum at once here.
//
//go:noinline
func fused(x, y, z float64) bool { return x*y+z != float64(x*y)+z }

func TestRoundedEquationsAreTheEquations(t *testing.T) {
	if e := math.Ldexp(1, -30); fused(1+e, 1-e, -1) {
		t.Skip("SKIPPED: the compiler fuses products and sums here, so that the equations as written have other digits")
	}
	r := rand.New(rand.NewPCG(6, 6))
	for range 200 {
		p := corner(r)
		run, err := Run(&p, randomPlan(r, DefaultHorizon), DefaultHorizon, ode.RK4)
		if err != nil {
			t.Fatal(err)
		}
		s := run.Samples[r.IntN(len(run.Samples))]
		var a Auxiliaries
		var f Flows
		var d, rounded, began, begun State
		auxiliaries(&s.State, &s.Levers, &p, &a)
		flows(&s.State, &s.Levers, &p, &a, &f)
		rates(&f, &d)
		ratesRounded(&s.Flows, &rounded)
		initial(&began, &s.Levers, &p)
		settle(&began, &s.Levers, &p, &a)
		initialRounded(&begun, &s.Levers, &p)
		settleRounded(&begun, &s.Levers, &p, &s.Auxiliaries)
		if a != s.Auxiliaries || f != s.Flows || d != rounded || began != begun {
			t.Fatalf("at %v the rounded equations find other numbers", s.Time)
		}
	}
}

func TestKernelNames(t *testing.T) {
	if _, err := choose("sse9"); err == nil || !strings.Contains(err.Error(), `there is no kernel "sse9" (avx512, avx2, scalar)`) {
		t.Errorf("error %v, want it to list the kernels", err)
	}
	set, err := choose("scalar")
	if err != nil || set != scalar {
		t.Errorf("the kernel is %v (%v), want scalar", set, err)
	}
	if set, err := choose(""); err != nil || set != instructionSets()[0] || !slices.Contains(kernelNames, set.name) {
		t.Errorf("without a name the kernel is %v (%v), want the first of those there are", set.name, err)
	}
}
