package ensemble

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
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
