// SPDX-License-Identifier: Apache-2.0

package canvas

import (
	"math"
	"testing"
)

func TestLevelsIn_CountsPeopleInWholeNumbers(t *testing.T) {
	for _, span := range [][2]float64{{0, 1}, {0, 3}, {-0.4, 2.2}, {-7, 5.5}, {0, 12}, {0, 31}} {
		for _, v := range LevelsIn("death", span[0], span[1], 5) {
			if v != math.Trunc(v) {
				t.Errorf("%v: level %v is not a whole number of people", span, v)
			}
		}
	}
	if list := LevelsIn("1", 0, 1, 5); list[1] >= 1 {
		t.Errorf("an index from 0 to 1 has the levels %v", list)
	}
}
