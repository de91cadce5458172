// SPDX-License-Identifier: Apache-2.0

package counts

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// n figures whose errors all have correlation r say as much about one level as
// n / (1 + (n-1) r) independent figures.
func TestEffectiveCountOfCorrelatedFigures(t *testing.T) {
	for _, c := range []struct {
		n    int
		r    float64
		want float64
	}{{1, 0, 1}, {4, 0, 4}, {4, 0.5, 4 / 2.5}, {10, 0.9, 10 / 9.1}} {
		covers := mat.NewSymDense(c.n, nil)
		for i := range c.n {
			for j := range i + 1 {
				v := c.r
				if i == j {
					v = 1
				}
				covers.SetSym(i, j, v*float64(i+1)*float64(j+1)) // scales must not matter
			}
		}
		if got := effective(covers); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%d figures with correlation %v: worth %v, want %v", c.n, c.r, got, c.want)
		}
	}
}
