// SPDX-License-Identifier: Apache-2.0

package ode

import (
	"math"
	"testing"
)

// closed holds equations with known solutions.
var closed = []struct {
	name  string
	f     Derivative
	start []float64
	at    func(t float64) float64 // the first component
}{
	{"decay", func(y, d []float64) { d[0] = -y[0] }, []float64{1}, func(t float64) float64 { return math.Exp(-t) }},
	{"oscillator", func(y, d []float64) { d[0], d[1] = y[1], -y[0] }, []float64{0, 1}, math.Sin},
	{"logistic", func(y, d []float64) { d[0] = y[0] * (1 - y[0]) }, []float64{0.1},
		func(t float64) float64 { return 0.1 * math.Exp(t) / (1 + 0.1*(math.Exp(t)-1)) }},
}

func TestObservedOrder(t *testing.T) {
	for _, method := range []struct {
		name  string
		step  Method
		order float64
	}{{"RK4", RK4, 4}, {"Euler", Euler, 1}} {
		for _, c := range closed {
			var last float64
			for _, n := range []int{16, 32, 64, 128} {
				y, w := append([]float64(nil), c.start...), NewWork(len(c.start))
				for range n {
					method.step(c.f, 2/float64(n), y, w)
				}
				miss := math.Abs(y[0] - c.at(2))
				if last > 0 && n >= 64 {
					if order := math.Log2(last / miss); math.Abs(order-method.order) > 0.15 {
						t.Errorf("%s on %s, %d steps: observed order %.3f, want %g ± 0.15", method.name, c.name, n, order, method.order)
					}
				}
				last = miss
			}
		}
	}
}
