// SPDX-License-Identifier: Apache-2.0

package prim

import (
	"crypto/sha256"
	"fmt"
	"math"
	"testing"
)

// TestKnownBoxes holds the boxes, their paths and their chances to those of the plain search over members one by one,
// which the search on bitsets replaced.
func TestKnownBoxes(t *testing.T) {
	coarse := func(rows [][]float64) [][]float64 {
		for _, x := range rows {
			x[0], x[1], x[2] = math.Floor(2*x[0]), math.Floor(5*x[1]), 7
		}
		return rows
	}
	second := func(x []float64) bool { return planted(x) || x[0] < 0.25 && x[4] > 0.5 && x[1] < 0.7 }
	oneSided := Defaults()
	oneSided.OneSided = []bool{true, false, false, true, false, false}
	whole := Defaults()
	few := Defaults()
	few.Boxes, few.Resamples, few.Peel, few.Paste, few.MinMass = 4, 7, 0.2, 0.1, 0.01
	for _, o := range []*Options{&whole, &oneSided, &few} {
		o.MinReproduced = 0
	}
	for _, c := range []struct {
		name   string
		rows   [][]float64
		inside func([]float64) bool
		o      Options
		want   string
	}{
		{"two boxes", members(3000, 6, 2), second, whole, "41685bd4d313dc03"},
		{"values that members share", coarse(members(1000, 6, 1)), func(x []float64) bool { return x[0] == 1 && x[1] >= 3 }, whole, "9a6b854695525a14"},
		{"one side only", coarse(members(1000, 6, 3)), func(x []float64) bool { return x[0] == 1 && x[3] < 0.5 }, oneSided, "2660411163a7cc6b"},
		{"large steps", members(777, 6, 4), second, few, "0d10bef8075adccd"},
		{"noise", members(500, 9, 5), func([]float64) bool { return true }, whole, "388917897d514fc0"},
	} {
		sum := sha256.New()
		for _, b := range discover(t, c.rows, marks(c.rows, 5, 0.9, 0.1, c.inside), c.o) {
			fmt.Fprintf(sum, "%v %.9g %v %v %d\n", b.Size, b.P, b.Significant, b.Trajectory, b.Chosen)
			for _, r := range b.Restrictions {
				fmt.Fprintf(sum, "%v %.9g %v\n", r.Restriction, r.QuasiP, r.Reproduced)
			}
		}
		if got := fmt.Sprintf("%x", sum.Sum(nil)[:8]); got != c.want {
			t.Errorf("%s: the boxes sum to %s, want %s", c.name, got, c.want)
		}
	}
}
