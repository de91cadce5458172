// SPDX-License-Identifier: Apache-2.0

package scenarios

import "testing"

func TestYearsInARowAreOneSpan(t *testing.T) {
	for _, c := range []struct {
		years []int
		want  string
	}{
		{[]int{2026}, "2026"},
		{[]int{2026, 2027}, "2026 to 2027"},
		{[]int{2026, 2028, 2029, 2030, 2040}, "2026, 2028 to 2030, 2040"},
	} {
		if got := yearsInARow(c.years); got != c.want {
			t.Errorf("%v: %q, want %q", c.years, got, c.want)
		}
	}
}
