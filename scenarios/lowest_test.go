// SPDX-License-Identifier: Apache-2.0

package scenarios_test

import (
	"slices"
	"testing"

	"crossroads/scenarios"
)

func TestValuesWithinFivePercentOfTheLowestTieWithIt(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   []int
	}{
		{[]float64{100, 104, 106}, []int{0, 1}},
		{[]float64{3, 2, 1}, []int{2}},
		{[]float64{0, 0, 5}, []int{0, 1}},
	} {
		if got := scenarios.Lowest(c.values); !slices.Equal(got, c.want) {
			t.Errorf("lowest of %v: places %v, want %v", c.values, got, c.want)
		}
	}
}
