// SPDX-License-Identifier: Apache-2.0

package model

import (
	"math/rand/v2"
	"testing"
)

func TestResumedRunsAreThoseOfTheWholePlan(t *testing.T) {
	h := DefaultHorizon
	r := rand.New(rand.NewPCG(11, 11))
	p := make([]Parameters, 2*groupSize+3)
	for i := range p {
		p[i] = corner(r)
	}
	all := plans(r, h)
	for _, set := range instructionSets() {
		k := newKernel(set)
		for _, month := range []Month{0, 1, 12, 60, 61, 239} {
			for name, plan := range all {
				halt, err := k.Halt(p, plan, h, h.Start+month)
				if err != nil {
					t.Fatal(err)
				}
				other := *plan
				other.Months = append([]Levers(nil), plan.Months...)
				for m := int(month); m < h.Months(); m++ {
					if m > 0 {
						other.Months[m].OperationsTempo = 17
					}
				}
				for _, after := range []*Plan{plan, &other} {
					got, want := make([]Years, len(p)), make([]Years, len(p))
					if err := k.Resume(halt, after, got); err != nil {
						t.Fatal(err)
					}
					if err := newKernel(set).Run(p, after, h, want); err != nil {
						t.Fatal(err)
					}
					for i := range p {
						if differs := unequal(got[i], want[i]); differs != "" {
							t.Fatalf("%s, %s from month %d, member %d: %s", set.name, name, month, i, differs)
						}
					}
				}
			}
		}
	}
}
