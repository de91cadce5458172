// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

func must(t testing.TB) func(d Distribution, kept float64, err error) (Distribution, float64) {
	return func(d Distribution, kept float64, err error) (Distribution, float64) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d, kept
	}
}

func TestNormalQuantileAndShareAgainstGonum(t *testing.T) {
	for _, u := range grid() {
		want := mathext.NormalQuantile(u)
		if got := normalQuantile(u); math.Abs(got-want) > 1e-12*max(1, math.Abs(want)) {
			t.Errorf("quantile of %v is %v, want %v", u, got, want)
		}
		if back := normalShare(normalQuantile(u)); math.Abs(back-u) > 1e-12*u {
			t.Errorf("share below the quantile of %v is %v", u, back)
		}
	}
	for x := 1e-20; x < 1e20; x *= 1.37 {
		if got, want := logarithm(x), math.Log(x); math.Abs(got-want) > 1e-15*max(1, math.Abs(want)) {
			t.Errorf("logarithm of %v is %v, want %v", x, got, want)
		}
	}
}

// Where nothing is cut, quantiles are those of the textbook; where something is, those between the cuts.
func TestQuantilesOfTheNamedDistributions(t *testing.T) {
	triangular, err := Triangular(Range{2, 3, 7})
	if err != nil {
		t.Fatal(err)
	}
	whole, kept := must(t)(Normal(Range{-100, 3, 100}, 2))
	if math.Abs(kept-1) > 1e-15 {
		t.Errorf("an uncut normal distribution keeps %v of itself", kept)
	}
	half, halfKept := must(t)(Normal(Range{3, 3, 100}, 2))
	tail, tailKept := must(t)(Normal(Range{3, 3, 4}, 2))
	low, lowKept := must(t)(Normal(Range{0, 4, 4}, 2))
	log, _ := must(t)(LogNormal(Range{0, 5, 1e9}, 1.5))
	cutLog, logKept := must(t)(LogNormal(Range{4, 5, 6}, 1.5))
	normal, logNormal := distuv.Normal{Mu: 3, Sigma: 2}, distuv.LogNormal{Mu: math.Log(5), Sigma: math.Log(1.5)}
	four := distuv.Normal{Mu: 4, Sigma: 2}
	for what, pair := range map[string][2]float64{
		"half kept": {halfKept, 0.5}, "tail kept": {tailKept, normal.CDF(4) - 0.5}, "low kept": {lowKept, 0.5 - four.CDF(0)},
		"log kept": {logKept, logNormal.CDF(6) - logNormal.CDF(4)},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-14 {
			t.Errorf("%s: %v, want %v", what, pair[0], pair[1])
		}
	}
	peer := distuv.NewTriangle(2, 7, 3, nil)
	for u := 0.001; u < 1; u += 0.001 {
		for what, pair := range map[string][2]float64{
			"triangular": {triangular.Quantile(u), peer.Quantile(u)},
			"normal":     {whole.Quantile(u), normal.Quantile(u)},
			"upper half": {half.Quantile(u), normal.Quantile(0.5 + u/2)},
			"up to 4":    {tail.Quantile(u), normal.Quantile(0.5 + u*tailKept)},
			"from 0":     {low.Quantile(u), four.Quantile(four.CDF(0) + u*lowKept)},
			"lognormal":  {log.Quantile(u), logNormal.Quantile(u)},
			"cut log":    {cutLog.Quantile(u), logNormal.Quantile(logNormal.CDF(4) + u*logKept)},
		} {
			if math.Abs(pair[0]-pair[1]) > 1e-9*max(1, math.Abs(pair[1])) {
				t.Errorf("%s: quantile of %v is %v, want %v", what, u, pair[0], pair[1])
			}
		}
	}
	if got := distributionOf(Normal(Range{9, 9, 10}, 0.1)).Quantile(0.999999); got < 9.4 || got > 9.6 {
		t.Errorf("far out in a half normal distribution there is %v, want about 9.49", got)
	}
}

func distributionOf(d Distribution, _ float64, _ error) Distribution { return d }

func TestNamedDistributionsStayInsideAndNeverFall(t *testing.T) {
	triangular, _ := Triangular(Range{0.1, 0.3, 0.9})
	for name, d := range map[string]Distribution{
		"triangular": triangular,
		"normal":     distributionOf(Normal(Range{0.1, 0.3, 0.9}, 0.4)),
		"lognormal":  distributionOf(LogNormal(Range{0.1, 0.3, 0.9}, 3)),
	} {
		last := d.Quantile(0)
		if last != 0.1 || d.Quantile(1) != 0.9 {
			t.Errorf("%s: from %v to %v, want 0.1 to 0.9", name, last, d.Quantile(1))
		}
		for _, u := range grid()[:1999] {
			v := d.Quantile(u)
			if v < last-1e-15 || v < 0.1 || v > 0.9 {
				t.Errorf("%s: quantile of %v is %v after %v", name, u, v, last)
			}
			last = v
		}
	}
}

func TestNamedDistributionsAreFrozen(t *testing.T) {
	triangular, _ := Triangular(Range{0.1, 0.3, 0.9})
	h := fnv.New64a()
	for _, d := range []Distribution{triangular, distributionOf(Normal(Range{0.1, 0.3, 0.9}, 0.4)), distributionOf(LogNormal(Range{0.1, 0.3, 0.9}, 3))} {
		for _, u := range grid() {
			binary.Write(h, binary.LittleEndian, d.Quantile(u))
		}
	}
	if got, want := h.Sum64(), uint64(0x47e306875161918c); got != want {
		t.Errorf("hash of the quantiles is %#x, want %#x", got, want)
	}
}

func TestDistributionMistakes(t *testing.T) {
	message := func(_ Distribution, _ float64, err error) string {
		if err == nil {
			return ""
		}
		return err.Error()
	}
	for want, got := range map[string]string{
		"standard deviation 0: cannot spread a value (want a finite number above 0)": message(Normal(Range{0, 1, 2}, 0)),
		"factor 1: cannot spread a value (want a finite number above 1)":             message(LogNormal(Range{0, 1, 2}, 1)),
		"median 0: has no logarithm (want a number above 0)":                         message(LogNormal(Range{0, 0, 2}, 2)),
		"range [1, 0, 2]: not in order (want low ≤ mode ≤ high)":                     message(Normal(Range{1, 0, 2}, 1)),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
