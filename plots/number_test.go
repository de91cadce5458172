// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"math"
	"testing"
)

func TestNumbersCarryTwoSignificantDigits(t *testing.T) {
	for _, c := range []struct {
		v    float64
		want string
	}{
		{0, "0"}, {27552, "28,000"}, {-2199.6, "−2,200"}, {0.964, "0.96"}, {0.0049, "0.0049"},
		{0.996, "1.0"}, {9.96, "10"}, {1.25, "1.3"}, {99.6, "100"}, {1538, "1,500"}, {1234567, "1,200,000"},
	} {
		if got := Number(c.v); got != c.want {
			t.Errorf("Number(%v) = %q, want %q", c.v, got, c.want)
		}
	}
	if got := Signed(2199.6); got != "+2,200" {
		t.Errorf("Signed(2199.6) = %q", got)
	}
}

func TestWhereThereIsNoNumberADashStands(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for _, got := range []string{Number(v), Index(v), Exact(v), Signed(v)} {
			if got != "–" {
				t.Errorf("%v is written %q", v, got)
			}
		}
	}
}

func TestWhatSomebodyWroteDownKeepsItsDigits(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 1234.5: "1,234.5", -0.25: "−0.25", 15000: "15,000", 1e-7: "0.0000001"} {
		if got := Exact(v); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", -150: "−150", -1500: "−1,500"} {
		if got := Count(n); got != want {
			t.Errorf("%d is written %q, want %q", n, got, want)
		}
	}
	for v, want := range map[float64]string{0.004: "0.00", -0.004: "0.00", -0.5: "−0.50", 12.345: "12.35"} {
		if got := Index(v); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
}
