// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"crossroads/model"
)

func TestQuantilesAreThoseOfTheSortedValues(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 2, 3, 13, 100, 1001} {
		values := make([]float64, n)
		for i := range values {
			values[i] = math.Round(rng.NormFloat64() * 20) // many alike
		}
		sorted := slices.Sorted(slices.Values(values))
		d := &Distribution{values: values, n: n}
		for range 50 {
			q := rng.Float64()
			rank := q * float64(n-1)
			below := int(rank)
			want := sorted[below]
			if rest := rank - float64(below); rest > 0 {
				want += rest * (sorted[below+1] - want)
			}
			if got := d.Quantile(q); got != want {
				t.Fatalf("quantile %v of %d values: %v, want %v", q, n, got, want)
			}
		}
		if d.Quantile(0) != sorted[0] || d.Quantile(1) != sorted[n-1] {
			t.Errorf("ends of %d values: %v and %v, want %v and %v", n, d.Quantile(0), d.Quantile(1), sorted[0], sorted[n-1])
		}
	}
}

func TestCellsHoldWhatTheFirstBlockDidNotForesee(t *testing.T) {
	tally := newTally(2, 8, false)
	tally.open([]float64{1, 2, 3})
	tally.add(0, []float64{1, 2, 3})
	tally.add(1, []float64{-50, 2.5, 70, 3, 1})
	d := &Distribution{tally: &tally, n: 8}
	if low, high := d.Quantile(0), d.Quantile(1); low < -50 || low > 1 || high > 70 || high < 3 {
		t.Errorf("ends %v and %v, want them in the open cells, from -50 and to 70", low, high)
	}
	if got := d.Quantile(0.5); math.Abs(got-2.25) > d.Resolution() {
		t.Errorf("median %v, want 2.25 give or take a cell, %v", got, d.Resolution())
	}
	constant := newTally(1, 3, false)
	constant.open([]float64{5, 5, 5})
	constant.add(0, []float64{5, 5, 5})
	d = &Distribution{tally: &constant, n: 3}
	if d.Quantile(0.1) != 5 || d.Quantile(0.9) != 5 {
		t.Errorf("quantiles of one value %v and %v, want 5", d.Quantile(0.1), d.Quantile(0.9))
	}
}

// TestEveryFormTellsTheSameOfTheSameMembers holds what is kept and counted to the runs themselves, one at a time.
func TestEveryFormTellsTheSameOfTheSameMembers(t *testing.T) {
	base := design(t, 200, "current-course", "kinetic", "investment")
	base.Horizon.End = model.NewYear(2029)
	base.Series = StandardSeries()
	assumptions, err := InWorld(base.Draws, base.Worlds[0])
	if err != nil {
		t.Fatal(err)
	}
	// By variable, path and member.
	var want [][][]float64
	variables := base.variables()
	for range variables {
		want = append(want, make([][]float64, len(base.Paths)))
	}
	for p, path := range base.Paths {
		for i := range base.Members {
			drawn := assumptions.Member(i)
			years := make([]model.Years, 1)
			if err := model.NewKernel().Run([]model.Parameters{drawn}, path.PlanIn(base.Worlds[0], base.Horizon), base.Horizon, years); err != nil {
				t.Fatal(err)
			}
			for v := range variables {
				value := variables[v].outcome.Of(years[0])
				if year := variables[v].year; year > 0 {
					value = variables[v].outcome.In(years[0], year)
				}
				want[v][p] = append(want[v][p], value)
			}
		}
	}
	for _, d := range forms(base) {
		r, err := Run(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		for v := range r.variables {
			for p := range base.Paths {
				if kept := r.levels[r.level(0, p, v)]; kept.values != nil {
					if !slices.Equal(kept.values, want[v][p]) {
						t.Fatalf("%v: variable %d of path %d is not kept as it was run", d.cut, v, p)
					}
				} else if n := total(kept.counts); n != base.Members || kept.least != slices.Min(want[v][p]) || kept.most != slices.Max(want[v][p]) {
					t.Fatalf("%v: %d members of variable %d of path %d lie between %v and %v", d.cut, n, v, p, kept.least, kept.most)
				}
			}
			for i, pair := range r.pairs {
				gap := r.Difference(0, i, variables[v].outcome, variables[v].year)
				var less []float64
				for k, one := range want[v][pair.A] {
					less = append(less, one-want[v][pair.B][k])
				}
				got, exact := gap.Quantile(0.5), NewDistribution(less).Quantile(0.5)
				if off := math.Abs(got - exact); off > 2*gap.Resolution() {
					t.Errorf("%v: the middle difference of variable %d, pair %d is %v, want %v", d.cut, v, i, got, exact)
				}
			}
		}
	}
}

// total is a sum of counts.
func total(counts []uint32) (n int) {
	for _, c := range counts {
		n += int(c)
	}
	return n
}
