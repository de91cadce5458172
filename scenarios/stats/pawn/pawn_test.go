// SPDX-License-Identifier: Apache-2.0

package pawn

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Where the result is the input itself, the part from p/n to (p+1)/n lies
// max(p, n-1-p)/n away from all.
func TestAResultThatIsTheInputHasTheIndexOfItsParts(t *testing.T) {
	x := make([]float64, 1000)
	for i := range x {
		x[i] = float64((i * 337) % 1000)
	}
	got, err := Analyse(x, x, 10)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(got.Median-0.7) > 1e-12 || math.Abs(got.Most-0.9) > 1e-12 {
		t.Errorf("%v, want a median of 0.7 (between 5 of 10 twice to 9 of 10 twice) and a largest of 0.9", got)
	}
}

// With a normal input and result of correlation r the result within a part is a
// mixture of normal distributions; the distance is computed on a grid by the
// distribution functions, with no draws.
func TestTheIndexOfNormalDrawsIsTheOneComputedWithoutDraws(t *testing.T) {
	const n, parts = 200_000, 10
	phi := func(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }
	quantile := func(u float64) float64 { return math.Sqrt2 * math.Erfinv(2*u-1) }
	for _, r := range []float64{0, 0.3, 0.7, -0.9} {
		random := rand.New(rand.NewPCG(1, 2))
		x, y := make([]float64, n), make([]float64, n)
		for i := range x {
			x[i] = random.NormFloat64()
			y[i] = r*x[i] + math.Sqrt(1-r*r)*random.NormFloat64()
		}
		got, err := Analyse(x, y, parts)
		if err != nil {
			t.Fatal(err)
		}
		var far []float64
		for p := range parts {
			most := 0.0
			for v := -4.0; v <= 4; v += 0.02 {
				const steps = 200
				own := 0.0
				for s := range steps {
					u := (float64(p) + (float64(s)+0.5)/steps) / parts
					own += phi((v-r*quantile(u))/math.Sqrt(1-r*r)) / steps
				}
				most = math.Max(most, math.Abs(own-phi(v)))
			}
			far = append(far, most)
		}
		want := median(far)
		if math.Abs(got.Median-want) > 0.01 {
			t.Errorf("correlation %v: index %.4f, want %.4f", r, got.Median, want)
		}
	}
}

func median(v []float64) float64 {
	for i := range v {
		for j := i + 1; j < len(v); j++ {
			if v[j] < v[i] {
				v[i], v[j] = v[j], v[i]
			}
		}
	}
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}

// On Ishigami's function the known order is x2 before x1 before x3, and an input
// that plays no part stays at the level of chance. The distances are computed a
// second time from their definition, by counting.
func TestIshigamisInputsComeInTheirKnownOrder(t *testing.T) {
	const n, parts = 2000, 10
	random := rand.New(rand.NewPCG(3, 4))
	x := [4][]float64{}
	var y []float64
	for range n {
		var v [4]float64
		for k := range v {
			v[k] = math.Pi * (2*random.Float64() - 1)
			x[k] = append(x[k], v[k])
		}
		y = append(y, math.Sin(v[0])+7*math.Pow(math.Sin(v[1]), 2)+0.1*math.Pow(v[2], 4)*math.Sin(v[0]))
	}
	var found [4]float64
	for k := range x {
		got, err := Analyse(x[k], y, parts)
		if err != nil {
			t.Fatal(err)
		}
		found[k] = got.Median
		first := 600 // the count takes long
		if got, err = Analyse(x[k][:first], y[:first], parts); err != nil {
			t.Fatal(err)
		}
		if again := byCounting(x[k][:first], y[:first], parts); math.Abs(got.Median-again) > 1e-12 {
			t.Errorf("input %d: %v, by counting %v", k+1, got.Median, again)
		}
	}
	chance, err := Chance(y, parts, 100, func(int, int) float64 { return random.Float64() })
	if err != nil {
		t.Fatal(err)
	}
	if !(found[1] > found[0] && found[0] > found[2] && found[2] > chance && found[3] < 1.3*chance) {
		t.Errorf("indices %v, chance %v", found, chance)
	}
}

// byCounting is the median distance from its definition.
func byCounting(x, y []float64, parts int) float64 {
	rank := make([]int, len(x))
	for i := range x {
		for j := range x {
			if x[j] < x[i] {
				rank[i]++
			}
		}
	}
	var far []float64
	for p := range parts {
		most := 0.0
		for _, v := range y {
			all, own, size := 0, 0, 0
			for i := range y {
				in := rank[i] >= p*len(x)/parts && rank[i] < (p+1)*len(x)/parts
				if in {
					size++
				}
				if y[i] <= v {
					all++
					if in {
						own++
					}
				}
			}
			most = math.Max(most, math.Abs(float64(own)/float64(size)-float64(all)/float64(len(y))))
		}
		far = append(far, most)
	}
	return median(far)
}

func TestTooFewDrawsForThePartsAreRefused(t *testing.T) {
	if _, err := Analyse(make([]float64, 100), make([]float64, 100), 10); err == nil {
		t.Error("10 draws in each part are accepted")
	}
	if _, err := Analyse(make([]float64, 300), make([]float64, 200), 10); err == nil {
		t.Error("lengths that differ are accepted")
	}
}

// The numbers are those of the method in SALib 1.5 on the same draws. It leaves the
// largest draw of an input out of the last part, so that a part in 1,000 may differ.
func TestTheIndicesAreThoseOfSALib(t *testing.T) {
	const n = 1000
	x, y := make([][]float64, 3), make([]float64, n)
	for i := range n {
		for k, step := range []float64{0.6180339887498949, 0.7548776662466927, 0.8191725133961645} {
			_, part := math.Modf(float64(float64(i+1) * step))
			x[k] = append(x[k], part)
		}
		x[2][i] = (x[0][i] + x[2][i]) / 2 // depends on the first
		y[i] = float64(x[0][i]*x[0][i]) + float64(0.3*math.Sin(6*x[1][i])) + float64(0.1*x[2][i])
	}
	for k, want := range []Index{{0.4065, 0.718}, {0.312, 0.433}, {0.2155, 0.542586}} {
		got, err := Analyse(x[k], y, Slices)
		if err != nil || math.Abs(got.Median-want.Median) > 1e-3 || math.Abs(got.Most-want.Most) > 6e-3 {
			t.Errorf("input %d: %v, want %v; error %v", k, got, want, err)
		}
	}
}
