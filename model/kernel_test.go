package model

import (
	"reflect"
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

func TestAMemberDoesNotDependOnTheOthers(t *testing.T) {
	h := DefaultHorizon
	p := []Parameters{Central(), Central(), Central()}
	p[0].Contagion, p[2].Refuge = 0.4, 8000
	together, alone := make([]Years, 3), make([]Years, 1)
	k := NewKernel()
	if err := k.Run(p, steady(h), h, together); err != nil {
		t.Fatal(err)
	}
	for i := range p {
		if err := k.Run(p[i:i+1], steady(h), h, alone); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(alone[0], together[i]) {
			t.Errorf("member %d of 3 differs from the same member alone", i)
		}
	}
	if typed, _ := Run(&p[1], steady(h), h, ode.RK4); len(together[1]) != len(typed.Years()) {
		t.Errorf("%d samples, want one per New Year, %d", len(together[1]), len(typed.Years()))
	}
}

func TestHashChangesWithTheHistoryButNotWithLineEndings(t *testing.T) {
	a, b, c := Hash("doc: a\nlevers:\n"), Hash("doc: a\r\nlevers:\r\n"), Hash("doc: b\nlevers:\n")
	if a != b {
		t.Errorf("hash with CRLF %s, with LF %s, want the same", b, a)
	}
	if a == c || len(a) != 12 {
		t.Errorf("hashes %s and %s, want twelve digits that differ with the history", a, c)
	}
}
