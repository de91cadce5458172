// SPDX-License-Identifier: Apache-2.0

package claims

import (
	"os"
	"slices"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

func TestClaimsAreNumberedFromOneToTheirCount(t *testing.T) {
	if n := len(Table()); n != Count {
		t.Fatalf("the table has %d claims, Count says %d", n, Count)
	}
	for i := range Table() {
		if got := Table()[i].Number; got != i+1 {
			t.Errorf("claim %d has the number %d", i+1, got)
		}
	}
}

func TestClaims(t *testing.T) {
	members := 100
	switch {
	case testing.Short():
		members = 8
	case os.Getenv("CROSSROADS_LONG") != "":
		members = 1000
	}
	measured, err := Measure(members, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range measured {
		if m.Kind != Test {
			continue
		}
		t.Run(m.Statement, func(t *testing.T) {
			if m.Number == 6 {
				if share, _ := m.Share(); share.Count == 0 || share.Count == share.Of {
					t.Errorf("holds in %v of %d draws, want some and not all", share, members)
				}
				return
			}
			if !m.Worlds[0].Holds || m.Everywhere && len(m.Fails) > 0 {
				t.Errorf("must hold at centre and, if everywhere, in every world: %s = %g %s", m.Quantity, m.Worlds[0].Value, m.Unit)
			}
			for i, r := range m.Worlds {
				if world := scenarios.WorldNames()[i]; r.Holds == slices.Contains(m.Fails, world) {
					t.Errorf("world %s: holds is %v, the table has failures in %v: %s = %g %s", world, r.Holds, m.Fails, m.Quantity, r.Value, m.Unit)
				}
			}
			for i, r := range m.Drawn {
				if m.Everywhere && !r.Holds {
					t.Errorf("member %d: does not hold: %s = %g %s", i, m.Quantity, r.Value, m.Unit)
				}
			}
		})
	}
}

// TestEveryUncertainParameterMatters holds that the range of each uncertain parameter moves a death sum or the attacks of the
// last year by 1% or more, on some path in some world. What moves none of them only keeps accounts.
func TestEveryUncertainParameterMatters(t *testing.T) {
	for _, r := range found(t).Reaches {
		if r.Parameter.Kind == model.Uncertain && r.Share < 0.01 {
			t.Errorf("%s moves nothing by 1%%: at most %.2g%%, %s of %s in %s", r.Parameter.Name, 100*r.Share, r.Outcome.Name, r.Path.Name, r.World.Name)
		}
	}
}
