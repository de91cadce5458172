// SPDX-License-Identifier: Apache-2.0

package shares

import (
	"testing"

	"crossroads/scenarios/runs/ensemble"
)

// reading is a share of 100 without ties.
func reading(fewer, of int) Reading {
	return Reading{Fewer: ensemble.Share{Count: fewer, Of: of}, Same: ensemble.Share{Of: of}}
}

func TestAShareNearHalfIsTooNearToTell(t *testing.T) {
	tests := []struct {
		fewer, of, want int
	}{
		{50, 100, 0}, {59, 100, 0}, {61, 100, 1}, {39, 100, -1}, {55, 1000, -1}, {540, 1000, 1}, {0, 1, 0}, {6, 6, 1},
	}
	for _, test := range tests {
		if got := reading(test.fewer, test.of).Sign(); got != test.want {
			t.Errorf("%d of %d: sign %d, want %d", test.fewer, test.of, got, test.want)
		}
	}
	same := Reading{Fewer: ensemble.Share{Count: 0, Of: 100}, Same: ensemble.Share{Count: 100, Of: 100}}
	if same.Sign() != 0 {
		t.Errorf("two paths that are the same: sign %d, want 0", same.Sign())
	}
}

func TestAnOrderDependsOnTheDrawsIfTwoWaysDisagree(t *testing.T) {
	if (Readings{reading(70, 100), reading(65, 100), reading(52, 100)}).Depends() {
		t.Error("70, 65 and 52 of 100 depend on the draws, want none: the last cannot be told from half")
	}
	if !(Readings{reading(52, 100), reading(70, 100), reading(20, 100)}).Depends() {
		t.Error("70 and 20 of 100 do not depend on the draws, want that they do")
	}
}

func TestTheFirstOfTheFewest(t *testing.T) {
	f := func(counts ...int) Fewest {
		var list Fewest
		for _, c := range counts {
			list.Shares = append(list.Shares, ensemble.Share{Count: c, Of: 100})
		}
		return list
	}
	if got := f(10, 60, 30).First(); got != 1 {
		t.Errorf("first of 10, 60 and 30: path %d, want 1", got)
	}
	if got := f(45, 5, 50).First(); got != -1 {
		t.Errorf("first of 45, 5 and 50: path %d, want none", got)
	}
	if Depends([]Fewest{f(10, 60, 30), f(45, 5, 50)}) {
		t.Error("a way that cannot tell makes the order depend on the draws")
	}
	if !Depends([]Fewest{f(10, 60, 30), f(5, 5, 90)}) {
		t.Error("60 of 100 for one path and 90 of 100 for another do not depend on the draws")
	}
}
