// SPDX-License-Identifier: Apache-2.0

package robust_test

import (
	"slices"
	"testing"

	"crossroads/model"
	"crossroads/scenarios/audits/robust"
)

func TestRegretIsSignedAndNamesItsPath(t *testing.T) {
	table := robust.Table{}
	for _, c := range []struct {
		most   bool
		values []float64
		want   []robust.Regret
	}{
		{false, []float64{10, 4, 7}, []robust.Regret{{6, 1}, {-3, 2}, {3, 1}}},
		{true, []float64{10, 4, 7}, []robust.Regret{{-3, 2}, {6, 0}, {3, 0}}},
		{false, []float64{0, 0, 5}, []robust.Regret{{0, 1}, {0, 0}, {5, 0}}}, // nothing is divided by what is 0
		{false, []float64{-2, 3}, []robust.Regret{{-5, 1}, {5, 0}}},
	} {
		table.Most = c.most
		if got := table.Regrets(c.values); !slices.Equal(got, c.want) {
			t.Errorf("regrets of %v, most %v: %v, want %v", c.values, c.most, got, c.want)
		}
	}
}

// Two paths over four members: the first has 1, 2, 3, 4, the second 2, 2, 2, 2.
func table() *robust.Table {
	return &robust.Table{Centre: [][]float64{{1, 2}}, Draws: [][][]float64{{{1, 2, 3, 4}, {2, 2, 2, 2}}}}
}

func TestSpreadOfRegret(t *testing.T) {
	s := table().Spreads(0)
	if s[0].Fewest.Count != 2 || s[0].Worst != 2 || s[0].Than != 1 {
		t.Errorf("first path: fewest in %d, worst %v than path %d; want 2, 2, 1", s[0].Fewest.Count, s[0].Worst, s[0].Than)
	}
	if s[1].Fewest.Count != 3 || s[1].Worst != 1 || s[1].Than != 0 {
		t.Errorf("second path: fewest in %d, worst %v than path %d; want 3, 1, 0", s[1].Fewest.Count, s[1].Worst, s[1].Than)
	}
}

func TestRanksAndHowOftenTheyAreKept(t *testing.T) {
	ranks := table().Ranks(0)
	if want := []int{2, 2}; !slices.Equal(ranks[0], want) {
		t.Errorf("ranks of the first path %v, want %v", ranks[0], want)
	}
	// At the centre the first has fewer; so it has in one of the four members, and in one they tie.
	if got := table().Kept(0); got != 0.25 {
		t.Errorf("kept %v of the order at the centre, want 0.25", got)
	}
}

func TestConditionsMustAllBeMet(t *testing.T) {
	d := table().Draws[0]
	o := &model.OutcomeTable[0]
	values := func(path int, _ *model.Outcome) []float64 { return d[path] }
	below3 := robust.Condition{Outcome: o, Value: 3, Reference: -1}
	fewer := robust.Condition{Outcome: o, Reference: 1}
	if got := robust.Satisfied([]robust.Condition{below3}, 0, 4, values).Count; got != 2 {
		t.Errorf("below 3 in %d members, want 2", got)
	}
	if got := robust.Satisfied([]robust.Condition{below3, fewer}, 0, 4, values).Count; got != 1 {
		t.Errorf("below 3 and fewer than the second in %d members, want 1", got)
	}
}
