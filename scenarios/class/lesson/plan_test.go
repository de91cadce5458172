// SPDX-License-Identifier: Apache-2.0

package lesson

import (
	"strings"
	"testing"

	"crossroads/model"
)

func TestStepsFillTheLesson(t *testing.T) {
	for minutes := Shortest; minutes <= Longest; minutes++ {
		steps, err := Steps(minutes)
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		for _, s := range steps {
			if s.From != at || s.Length() < 2 {
				t.Errorf("%d minutes: %s from %d to %d, want it to begin at %d and take two minutes or more", minutes, s.Name, s.From, s.To, at)
			}
			at = s.To
		}
		if at != minutes {
			t.Errorf("%d minutes end at %d", minutes, at)
		}
	}
	for _, minutes := range []int{-1, 0, Shortest - 1, Longest + 1} {
		if _, err := Steps(minutes); err == nil {
			t.Errorf("%d minutes are not refused", minutes)
		}
	}
}

func TestEveryLeverIsHeldByOneRoleOfItsActorAndEveryRoleHasASayInTwo(t *testing.T) {
	held := map[string]string{}
	for _, r := range RoleTable {
		for _, name := range r.Holds {
			if other, twice := held[name]; twice {
				t.Errorf("%s is held by %s and %s", name, other, r.Name)
			}
			held[name] = r.Name
		}
		for _, row := range append(r.Levers(), r.Signed()...) {
			if row == nil {
				t.Errorf("%s names a lever that there is not", r.Name)
			}
		}
		if n := len(r.Says()); n < 2 {
			t.Errorf("%s has a say in %d levers, want two or more", r.Name, n)
		}
		for _, l := range r.Levers() {
			if l != nil && l.Actor != "both capitals" && (r.Actor == "" || !strings.Contains(l.Actor, r.Actor)) {
				t.Errorf("%s holds %s, which %s sets by the lever table", r.Name, l.Name, l.Actor)
			}
		}
		for _, name := range r.Signs {
			if held[name] == r.Name {
				t.Errorf("%s signs for its own lever %s", r.Name, name)
			}
		}
	}
	for _, name := range model.LeverNames() {
		if held[name] == "" {
			t.Errorf("%s is held by nobody", name)
		}
	}
}

func TestEveryPupilSitsSomewhereAndEveryRoleIsHeld(t *testing.T) {
	for pupils := 1; pupils <= 60; pupils++ {
		for groups := 1; groups <= pupils; groups++ {
			list, err := Groups(pupils, groups)
			if err != nil {
				t.Fatal(err)
			}
			seated := 0
			for _, g := range list {
				seated += g.Pupils
				held := map[*Role]int{}
				for _, s := range g.Seats {
					for _, r := range s.Roles {
						if !s.Assists {
							held[r]++
						}
					}
				}
				for i := range RoleTable {
					if held[&RoleTable[i]] != 1 {
						t.Fatalf("%d pupils in %d groups: %s is held %d times in group %d", pupils, groups, RoleTable[i].Name, held[&RoleTable[i]], g.Number)
					}
				}
				if len(g.Seats) != g.Pupils {
					t.Fatalf("%d pupils in %d groups: %d seats for %d pupils", pupils, groups, len(g.Seats), g.Pupils)
				}
			}
			if len(list) != groups || seated != pupils {
				t.Fatalf("%d pupils in %d groups: %d in %d", pupils, groups, seated, len(list))
			}
		}
	}
	for _, c := range [][2]int{{0, 1}, {5, 0}, {5, 6}, {Largest + 1, 7}} {
		if _, err := Groups(c[0], c[1]); err == nil {
			t.Errorf("%d pupils in %d groups are not refused", c[0], c[1])
		}
	}
}
