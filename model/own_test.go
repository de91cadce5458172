// SPDX-License-Identifier: Apache-2.0

package model

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"crossroads/model/ode"
)

// ownTempo is a tempo of its own for each member.
func ownTempo(r *rand.Rand, members int, h Horizon) *OwnCourse {
	own := &OwnCourse{Lever: FindLever("operations_tempo"), Years: make([][]float64, members)}
	for i := range own.Years {
		for range h.Months() / 12 {
			own.Years[i] = append(own.Years[i], 60*r.Float64())
		}
	}
	return own
}

func TestMembersWithALeverOfTheirOwnRunAsEachWouldAlone(t *testing.T) {
	h := Horizon{HistoryStart, Fork, 12}
	r := rand.New(rand.NewPCG(8, 8))
	p := make([]Parameters, 2*groupSize+3)
	for i := range p {
		p[i] = corner(r)
	}
	own := ownTempo(r, len(p), h)
	months := []Month{h.Start, h.Start + 5, h.Start + 24, h.Start + 25, h.End}
	for name, plan := range plans(r, h) {
		var first [][]Sample
		for _, set := range instructionSets() {
			found := make([][]Sample, len(p))
			if err := newKernel(set).RunAt(p, plan, own, h, months, func(i int, at Moments) {
				for _, m := range months {
					found[i] = append(found[i], *at.At(m))
				}
			}); err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = found
			}
			for i := range p {
				if differs := unequal(found[i], first[i]); differs != "" {
					t.Fatalf("%s, %s, member %d: %s", name, set.name, i, differs)
				}
			}
		}
		for i := range p {
			run, err := Run(&p[i], own.plan(plan, i), h, ode.RK4)
			if err != nil {
				t.Fatal(err)
			}
			for j, m := range months {
				got, want := &first[i][j], run.At(m)
				if got.Time != want.Time || got.Levers != want.Levers {
					t.Fatalf("%s, member %d: %v under %v, want %v under %v", name, i, got.Time, got.Levers, want.Time, want.Levers)
				}
				for s, v := range got.series() {
					if w := want.series()[s]; math.Abs(v-w) > 1e-9*max(1, math.Abs(w)) {
						t.Errorf("%s, member %d, %s at %s = %v, alone %v", name, i, SeriesTable[s].Name, m, v, w)
					}
				}
			}
		}
	}
}

func TestAMemberWithALeverOfItsOwnThatDivergesIsNamed(t *testing.T) {
	h := Horizon{HistoryStart, Fork, 12}
	p := []Parameters{Central(), Central(), Central()}
	p[2].Exit = 1e6
	own := ownTempo(rand.New(rand.NewPCG(9, 9)), len(p), h)
	err := NewKernel().RunAt(p, steady(h), own, h, []Month{h.End}, func(int, Moments) {})
	var member *MemberError
	if !errors.As(err, &member) || member.Member != 2 {
		t.Fatalf("error %v, want member 2", err)
	}
}
