// SPDX-License-Identifier: Apache-2.0

package elementary

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestFunctionsAgreeWithPackageMath(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	within := func(name string, x, got, want, tolerance float64) {
		t.Helper()
		if !(math.Abs(got-want) <= tolerance*math.Abs(want)) && !(math.IsNaN(got) && math.IsNaN(want)) && got != want {
			t.Errorf("%s(%.17g) = %.17g, want %.17g", name, x, got, want)
		}
	}
	for range 20_000 {
		x := (2*r.Float64() - 1) * math.Exp(40*r.Float64()-34)
		within("Exp", x, Exp(x), math.Exp(x), 5e-16)
		within("Exp2", x, Exp2(x), math.Exp2(x), 5e-16)
		within("Expm1", x, Expm1(x), math.Expm1(x), 8e-16)
		p := math.Exp(80*r.Float64() - 40)
		within("Log", p, Log(p), math.Log(p), 5e-16)
		within("Log", 1+x/1e3, Log(1+x/1e3), math.Log(1+x/1e3), 5e-16)
		within("Log1p", x, Log1p(x), math.Log1p(x), 8e-16)
		within("Pow", p, Pow(p, 1.5), math.Pow(p, 1.5), 2e-14)
	}
	for _, x := range []float64{0, 1, -1, 700, -745, 710, -800, math.Inf(1), math.Inf(-1), math.NaN(), 1e-300, math.MaxFloat64} {
		within("Exp", x, Exp(x), math.Exp(x), 5e-16)
		within("Exp2", x, Exp2(x), math.Exp2(x), 5e-16)
		within("Log", x, Log(x), math.Log(x), 5e-16)
	}
	if Exp(0) != 1 || Log(1) != 0 || Exp2(10) != 1024 || Log1p(0) != 0 || Expm1(0) != 0 {
		t.Error("simple values are not exact")
	}
}
