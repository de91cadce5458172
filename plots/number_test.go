// SPDX-License-Identifier: Apache-2.0

package plots

import "testing"

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
