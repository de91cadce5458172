// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"math"
	"testing"

	"crossroads/scenarios/tables"
)

func TestTheEffectiveSampleSizeIsThatOfKish(t *testing.T) {
	for _, c := range []struct {
		rows string
		want float64
	}{
		{"1,0.3\n1,0.3\n1,0.3\n1,0.3\n", 4}, // equal weights count in full,
		{"5,0.3\n5,0.3\n5,0.3\n5,0.3\n", 4}, // whatever their scale;
		{"1,0.3\n0,0.3\n0,0.3\n", 1},        // one row with all the weight counts as one
		{"3,0.3\n1,0.3\n", 1.6},             // (3+1)² / (9+1)
		{"1,0.3\n2,0.3\n3,0.3\n4,0.3\n", 100. / 30},
	} {
		table, err := tables.Parse("p.csv", []byte("weight,contagion\n"+c.rows))
		if err != nil {
			t.Fatal(err)
		}
		p, err := ReadPosterior(table)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.EffectiveSize(); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%q: effective sample size %v, want %v", c.rows, got, c.want)
		}
	}
}
