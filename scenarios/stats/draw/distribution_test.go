// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// modes places the mode from one end of the unit range to the other.
var modes = []float64{0, 1e-9, 0.01, 0.1, 0.25, 1. / 3, 0.5, 0.6, 0.9, 0.999, 1}

func mustPERT(t testing.TB, r Range) Distribution {
	t.Helper()
	d, err := PERT(r)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// grid holds shares from 1e-15 to 1-1e-15, dense in the middle and geometric at the ends.
func grid() []float64 {
	var us []float64
	for i := 1; i < 2000; i++ {
		us = append(us, float64(i)/2000)
	}
	for u := 1e-15; u < 1e-3; u = float64(u * 1.1) {
		us = append(us, u, 1-u)
	}
	return us
}

func TestPERTQuantile(t *testing.T) {
	var worstQuantile, worstShare float64
	for _, mode := range modes {
		d := mustPERT(t, Range{0, mode, 1})
		p, q := 1+4*mode, 5-4*mode
		peer := distuv.Beta{Alpha: p, Beta: q}
		for _, u := range grid() {
			got := d.Quantile(u)
			// gonum's inverse stops at about 1e-9, so its forward function is the stricter judge.
			worstQuantile = max(worstQuantile, math.Abs(got-peer.Quantile(u)))
			share := min(u, 1-u)
			if u <= 0.5 {
				share = math.Abs(mathext.RegIncBeta(p, q, got)-u) / share
			} else {
				share = math.Abs(mathext.RegIncBeta(q, p, 1-got)-(1-u)) / share
				if u > 1-1e-6 {
					share = 0 // 1-got has lost its digits; the mirrored mode tests this end from below
				}
			}
			if share > 1e-7 {
				t.Errorf("mode %v: quantile of %v is %v, with an error of %.2g in the share", mode, u, got, share)
			}
			worstShare = max(worstShare, share)
		}
	}
	t.Logf("worst difference: %.2g of the quantile from gonum's, %.2g (relative) of the share", worstQuantile, worstShare)
	if worstQuantile > 1e-6 {
		t.Errorf("quantile differs from gonum's by %v, want at most 1e-6", worstQuantile)
	}
}

func TestPERTTableAgainstExactSolution(t *testing.T) {
	worst := 0.0
	for _, mode := range modes {
		p, q := 1+4*mode, 5-4*mode
		lower, upper := newBeta(p, q), newBeta(q, p)
		lower.whole = lower.area(0.5) + upper.area(0.5)
		upper.whole, lower.other, upper.other = lower.whole, upper, lower
		for _, b := range []*beta{lower, upper} {
			side := newTail(b)
			for u := 0.5; u > 1e-6; u *= 0.987 {
				want, _, _ := b.solve(u, b.mode())
				worst = max(worst, math.Abs(side.quantile(u)/want-1))
			}
		}
	}
	t.Logf("worst relative error of the table: %.2g", worst)
	if worst > 1e-8 {
		t.Errorf("worst relative error of the table is %.2g, want at most 1e-8", worst)
	}
}

func TestPERTClosedForms(t *testing.T) {
	// With the mode at an end the distribution is a power: the share below x is 1 - (1-x)^5, or x^5.
	left, right := mustPERT(t, Range{0, 0, 1}), mustPERT(t, Range{0, 1, 1})
	for _, x := range []float64{0.001, 0.1, 0.3, 0.7} {
		if got := left.Quantile(1 - math.Pow(1-x, 5)); math.Abs(got/x-1) > 1e-8 {
			t.Errorf("mode at low: quantile is %v, want %v", got, x)
		}
		if got := right.Quantile(math.Pow(x, 5)); math.Abs(got/x-1) > 1e-8 {
			t.Errorf("mode at high: quantile is %v, want %v", got, x)
		}
	}
	// A mode in the middle is symmetric.
	if got := mustPERT(t, Range{2, 3, 4}).Quantile(0.5); math.Abs(got-3) > 1e-12 {
		t.Errorf("median of PERT(2, 3, 4) is %v, want 3", got)
	}
}

func TestPERTMeanOfDraws(t *testing.T) {
	r := Range{150, 350, 700}
	d, q := mustPERT(t, r), sequence(t, Latin, 1, "inflow", 0)
	const n = 1 << 14
	var sum float64
	for i := range n {
		sum += d.Quantile(q.At(i))
	}
	want := (150 + 4*350. + 700) / 6
	if got := sum / n; math.Abs(got-want) > 0.01 {
		t.Errorf("mean %v, want %v", got, want)
	}
}

func TestQuantileNeverFallsAndStaysInside(t *testing.T) {
	for _, mode := range modes {
		r := Range{-3, -3 + 7*mode, 4}
		r.Mode = min(r.Mode, r.High)
		uniform, err := Uniform(r)
		if err != nil {
			t.Fatal(err)
		}
		for kind, d := range map[string]Distribution{"PERT": mustPERT(t, r), "uniform": uniform} {
			last := d.Quantile(0)
			if last != r.Low || d.Quantile(1) != r.High {
				t.Errorf("%s: quantiles of 0 and 1 are %v and %v, want %v and %v", kind, last, d.Quantile(1), r.Low, r.High)
			}
			us := []float64{}
			for u := 1e-12; u < 1e-4; u *= 1.01 {
				us = append(us, u)
			}
			for i := 4; i < 40_000; i++ {
				us = append(us, float64(i)/40_000)
			}
			// The very next number on either side of each border of the table.
			for o := 0.5; o > 1e-6; o /= 2 {
				us = append(us, math.Nextafter(o, 0), o, math.Nextafter(o, 1), 1-o)
			}
			slices.Sort(us)
			for _, u := range us {
				x := d.Quantile(u)
				if x < last-1e-12*(r.High-r.Low) || x < r.Low || x > r.High {
					t.Fatalf("%s, mode %v: quantile of %v is %v after %v", kind, r.Mode, u, x, last)
				}
				last = x
			}
			for _, u := range []float64{-0.1, 1.1, math.NaN()} {
				if x := d.Quantile(u); !math.IsNaN(x) {
					t.Errorf("%s: quantile of %v is %v, want NaN", kind, u, x)
				}
			}
		}
	}
}

// The bits hold on every platform, because nothing here is fused and nothing is left to a processor's own functions.
func TestQuantilesAreFrozen(t *testing.T) {
	h := fnv.New64a()
	for _, mode := range modes {
		d := mustPERT(t, Range{-3, min(-3+float64(7*mode), 4), 4})
		for _, u := range grid() {
			binary.Write(h, binary.LittleEndian, d.Quantile(u))
		}
	}
	if got, want := h.Sum64(), uint64(0xbba19444fffea1b8); got != want {
		t.Errorf("hash of the quantiles is %#x, want %#x", got, want)
	}
}

func TestEqualEndsGiveOneValue(t *testing.T) {
	r := Range{0.3, 0.3, 0.3}
	uniform, err := Uniform(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []Distribution{mustPERT(t, r), uniform} {
		for _, u := range []float64{1e-15, 0.1, 0.7, 1 - 1e-15} {
			if x := d.Quantile(u); x != 0.3 {
				t.Errorf("quantile of %v is %v, want 0.3", u, x)
			}
		}
	}
}

func TestPowerAgainstMath(t *testing.T) {
	for _, p := range []float64{0, 0.2, 1, 1.7, 4, 5} {
		for x := 1e-20; x < 100; x *= 1.37 {
			if got, want := power(x, p), math.Pow(x, p); math.Abs(got/want-1) > 1e-13 {
				t.Errorf("%v^%v = %v, want %v", x, p, got, want)
			}
			if got, want := newExponent(p).of(x), power(x, p); got != want {
				t.Errorf("%v^%v = %v with the exponent kept, want %v to the last bit", x, p, got, want)
			}
		}
	}
}

func TestScale(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		name                string
		r                   Range
		factor, least, most float64
		want                Range
		cut                 bool
	}{
		{"half", Range{1, 2, 4}, 0.5, 0, inf, Range{1.5, 2, 3}, false},
		{"wider", Range{1, 2, 4}, 1.5, -inf, inf, Range{0.5, 2, 5}, false},
		{"cut at zero", Range{0.5, 2, 4}, 1.5, 0, inf, Range{0, 2, 5}, true},
		{"cut at one", Range{0.5, 0.7, 0.9}, 2, 0, 1, Range{0.3, 0.7, 1}, true},
		{"nothing left", Range{1, 2, 4}, 0, 0, inf, Range{2, 2, 2}, false},
	} {
		got, cut, err := c.r.Scale(c.factor, c.least, c.most)
		near := math.Abs(got.Low-c.want.Low)+math.Abs(got.Mode-c.want.Mode)+math.Abs(got.High-c.want.High) < 1e-12
		if err != nil || cut != c.cut || !near {
			t.Errorf("%s: got %v, cut %v, error %v; want %v, cut %v", c.name, got, cut, err, c.want, c.cut)
		}
	}
}

func TestRangeMistakes(t *testing.T) {
	scale := func(r Range, factor, least, most float64) error {
		_, _, err := r.Scale(factor, least, most)
		return err
	}
	pert := func(r Range) error { _, err := PERT(r); return err }
	uniform := func(r Range) error { _, err := Uniform(r); return err }
	for want, err := range map[string]error{
		"range [2, 1, 3]: not in order (want low ≤ mode ≤ high)":                     pert(Range{2, 1, 3}),
		"range [0, 4, 3]: not in order (want low ≤ mode ≤ high)":                     uniform(Range{0, 4, 3}),
		"range [0, NaN, 3]: a value is not finite (want finite low, mode and high)":  pert(Range{0, math.NaN(), 3}),
		"range [-1.7e+308, 0, 1.7e+308]: too wide for a floating-point number":       uniform(Range{-1.7e308, 0, 1.7e308}),
		"factor -1: cannot scale a range (want a finite number from 0)":              scale(Range{1, 2, 3}, -1, 0, 9),
		"mode 2 is outside the bounds [3, 9]":                                        scale(Range{1, 2, 3}, 1, 3, 9),
		"range [1, 2, +Inf]: a value is not finite (want finite low, mode and high)": scale(Range{1, 2, math.Inf(1)}, 1, 0, 9),
	} {
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func BenchmarkPERT(b *testing.B) {
	for b.Loop() {
		clear(tabulated.by)
		mustPERT(b, Range{0, 0.3, 1})
	}
}

func BenchmarkQuantile(b *testing.B) {
	d, q := mustPERT(b, Range{0, 0.3, 1}), sequence(b, Plain, 1, "x", 0)
	u := first(q, 1024)
	var sum float64
	for i := range b.N {
		sum += d.Quantile(u[i&1023])
	}
	_ = sum
}
