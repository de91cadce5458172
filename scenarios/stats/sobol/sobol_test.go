// SPDX-License-Identifier: Apache-2.0

package sobol

import (
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"crossroads/scenarios/stats/draw"
)

func analyse(t testing.TB, k, n int, secondOrder bool, seed uint64, f func(x []float64) float64) Indices {
	t.Helper()
	d, err := NewDesign(k, n, secondOrder, seed)
	if err != nil {
		t.Fatal(err)
	}
	values := make([]float64, d.Rows())
	for i := range values {
		values[i] = f(d.Point(i))
	}
	x, err := d.Analyse(values, seed)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func ishigami(u []float64) float64 {
	x := func(i int) float64 { return math.Pi * (2*u[i] - 1) }
	return math.Sin(x(0)) + 7*math.Pow(math.Sin(x(1)), 2) + 0.1*math.Pow(x(2), 4)*math.Sin(x(0))
}

// near reports an estimate off its closed form, or an interval that is not around its value.
func near(t *testing.T, what string, e Estimate, want, within float64) {
	t.Helper()
	if math.Abs(e.Value-want) > within {
		t.Errorf("%s = %.4f, want %.4f ± %v", what, e.Value, want, within)
	}
	if !(e.Low <= e.Value && e.Value <= e.High) {
		t.Errorf("%s = %.4f is outside its interval [%.4f, %.4f]", what, e.Value, e.Low, e.High)
	}
}

func TestIshigami(t *testing.T) {
	x := analyse(t, 3, 4096, true, 1, ishigami)
	for i, want := range []struct{ first, total float64 }{{0.3139, 0.5576}, {0.4424, 0.4424}, {0, 0.2437}} {
		near(t, "first", x.Inputs[i].First, want.first, 0.005)
		near(t, "total", x.Inputs[i].Total, want.total, 0.005)
	}
	for p, want := range []float64{0, 0.2437, 0} {
		near(t, "second", x.Pairs[p].Share, want, 0.01)
	}
	if got := x.Pairs[1]; got.I != 0 || got.J != 2 {
		t.Errorf("the second pair is %d, %d, want 0, 2", got.I, got.J)
	}
	// a/2, and a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2.
	if math.Abs(x.Mean-3.5) > 0.01 || math.Abs(x.Variance-13.8446) > 0.05 {
		t.Errorf("mean %.3f and variance %.3f, want 3.5 and 13.845", x.Mean, x.Variance)
	}
	if !x.Varies || !x.Rankable() {
		t.Errorf("varies = %v, rankable = %v", x.Varies, x.Rankable())
	}
}

func TestGFunction(t *testing.T) {
	a := []float64{0, 0.5, 3, 9, 99, 99}
	x := analyse(t, len(a), 4096, false, 2, func(u []float64) float64 {
		y := 1.0
		for i := range a {
			y *= (math.Abs(4*u[i]-2) + a[i]) / (1 + a[i])
		}
		return y
	})
	// Each factor has variance v = 1/(3 (1+a)²); the whole has Π(1+v) - 1.
	v := make([]float64, len(a))
	product := 1.0
	for i := range a {
		v[i] = 1 / (3 * (1 + a[i]) * (1 + a[i]))
		product *= 1 + v[i]
	}
	for i := range a {
		near(t, "first", x.Inputs[i].First, v[i]/(product-1), 0.01)
		near(t, "total", x.Inputs[i].Total, v[i]*product/(1+v[i])/(product-1), 0.01)
	}
}

func TestLinearModel(t *testing.T) {
	slopes := []float64{4, 2, 1, 0}
	x := analyse(t, 4, 1024, true, 3, func(u []float64) float64 {
		return 100 + slopes[0]*u[0] + slopes[1]*u[1] + slopes[2]*u[2]
	})
	for i, slope := range slopes {
		near(t, "first", x.Inputs[i].First, slope*slope/21, 0.005)
		near(t, "total", x.Inputs[i].Total, slope*slope/21, 0.005)
		if x.Inputs[i].Varies != (slope != 0) {
			t.Errorf("input %d: varies = %v", i, x.Inputs[i].Varies)
		}
	}
	for _, p := range x.Pairs {
		near(t, "second", p.Share, 0, 0.005)
	}
}

// An input that does nothing, and one that does almost nothing, are both told from those that do something.
func TestIdleInputsAreIrrelevant(t *testing.T) {
	const seeds = 20
	idle, faint := 0, 0
	for seed := range uint64(seeds) {
		x := analyse(t, 5, 256, false, seed, func(u []float64) float64 { return ishigami(u) + 0.05*u[4] })
		if in := x.Inputs[3]; !in.Varies && in.Total.High == 0 {
			idle++
		}
		if in := x.Inputs[4]; in.Varies && in.Total.High < 0.01 && in.First.Low <= 0.01 {
			faint++
		}
	}
	if idle < 19 || faint < 19 {
		t.Errorf("of %d seeds the idle input is irrelevant in %d and the faint one in %d, want at least 19", seeds, idle, faint)
	}
}

func TestIntervalsHoldTheTruth(t *testing.T) {
	seeds := 100
	if os.Getenv("CROSSROADS_LONG") != "" {
		seeds = 1000
	}
	first, total := []float64{0.3139, 0.4424, 0}, []float64{0.5576, 0.4424, 0.2437}
	held := 0
	for seed := range seeds {
		x := analyse(t, 3, 256, false, uint64(seed), ishigami)
		for i, in := range x.Inputs {
			if in.First.Low <= first[i] && first[i] <= in.First.High {
				held++
			}
			if in.Total.Low <= total[i] && total[i] <= in.Total.High {
				held++
			}
		}
	}
	share := float64(held) / float64(6*seeds)
	t.Logf("intervals at level %v hold the truth in %.3f of the cases", Level, share)
	if share < Level-0.02 {
		t.Errorf("intervals hold the truth in %.3f of the cases, want at least %v", share, Level)
	}
}

func TestConstantDoesNotVary(t *testing.T) {
	for name, f := range map[string]func([]float64) float64{
		"constant": func([]float64) float64 { return 4 },
		"zero":     func([]float64) float64 { return 0 },
		"rounding": func(u []float64) float64 { return 0.1 + u[0]*1e-16 },
	} {
		x := analyse(t, 2, 64, true, 1, f)
		if x.Varies || x.Rankable() {
			t.Errorf("%s: varies = %v, rankable = %v", name, x.Varies, x.Rankable())
		}
		for _, in := range x.Inputs {
			if in != (Input{}) {
				t.Errorf("%s: input is %v, want zeros", name, in)
			}
		}
	}
}

func TestFewPointsAreNotRankable(t *testing.T) {
	if analyse(t, 3, 16, false, 1, ishigami).Rankable() {
		t.Error("16 pairs of points are enough to rank")
	}
}

func TestColumnsAreAnalysedEachByItself(t *testing.T) {
	d, err := NewDesign(3, 64, false, 1)
	if err != nil {
		t.Fatal(err)
	}
	rows := make([][]float64, d.Rows())
	for i := range rows {
		u := d.Point(i)
		rows[i] = []float64{7, u[0], ishigami(u)}
	}
	columns, err := d.AnalyseColumns(rows, 1)
	if err != nil {
		t.Fatal(err)
	}
	if columns[0].Varies || !columns[1].Varies {
		t.Errorf("columns vary: %v, %v, want false, true", columns[0].Varies, columns[1].Varies)
	}
	if want := analyse(t, 3, 64, false, 1, ishigami); !reflect.DeepEqual(columns[2], want) {
		t.Errorf("third column is %v, want %v", columns[2], want)
	}
}

func TestDesignCrossesOneInput(t *testing.T) {
	d, err := NewDesign(3, 16, true, 1)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := d.Rows(), 16*(2+2*3); got != want {
		t.Fatalf("%d rows, want %d", got, want)
	}
	for pair := range 16 {
		a, b := d.Point(pair*8), d.Point(pair*8+1)
		for i := range 3 {
			ab, ba := slices.Clone(a), slices.Clone(b)
			ab[i], ba[i] = b[i], a[i]
			if got := d.Point(pair*8 + 2 + i); !slices.Equal(got, ab) {
				t.Errorf("pair %d, input %d: AB = %v, want %v", pair, i, got, ab)
			}
			if got := d.Point(pair*8 + 5 + i); !slices.Equal(got, ba) {
				t.Errorf("pair %d, input %d: BA = %v, want %v", pair, i, got, ba)
			}
		}
	}
	larger, err := NewDesign(3, 32, true, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i := range d.Rows() {
		if !slices.Equal(d.Point(i), larger.Point(i)) {
			t.Fatalf("row %d differs in the larger design", i)
		}
	}
}

func TestMistakes(t *testing.T) {
	for want, args := range map[string][2]int{
		"0 inputs (want 1 to 128)":                          {0, 64},
		"129 inputs (want 1 to 128)":                        {129, 64},
		"1000 pairs of points (want a power of two from 16": {3, 1000},
		"8 pairs of points":                                 {3, 8},
	} {
		if _, err := NewDesign(args[0], args[1], false, 1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	d, err := NewDesign(2, 16, false, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Analyse(make([]float64, 5), 1); err == nil || err.Error() != "values: 5 for 64 points (want one for each)" {
		t.Errorf("got %v", err)
	}
	values := make([]float64, 64)
	values[7] = math.Inf(1)
	if _, err := d.Analyse(values, 1); err == nil || err.Error() != "value at point 7 = +Inf: not finite" {
		t.Errorf("got %v", err)
	}
	rows := make([][]float64, 64)
	rows[3] = []float64{1}
	if _, err := d.AnalyseColumns(rows, 1); err == nil || err.Error() != "values: row 3 has 1 columns (want 0 as the first)" {
		t.Errorf("got %v", err)
	}
}

func BenchmarkAnalyse(b *testing.B) {
	for name, secondOrder := range map[string]bool{"first": false, "second": true} {
		b.Run(name, func(b *testing.B) {
			d, err := NewDesign(50, 1024, secondOrder, 1)
			if err != nil {
				b.Fatal(err)
			}
			values := make([]float64, d.Rows())
			for i := range values {
				values[i] = ishigami(d.Point(i))
			}
			for b.Loop() {
				if _, err := d.Analyse(values, 1); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestAnIntervalLeavesEqualTailsOutside(t *testing.T) {
	samples := make([]shares, resamples)
	for i := range samples {
		samples[i].variance = float64((i * 7) % resamples) // every number from 0 to 999 once, not in order
	}
	got := interval(func(s shares) float64 { return s.variance }, shares{variance: 400}, samples)
	if want := (Estimate{Value: 400, Low: 25, High: 974}); got != want {
		t.Errorf("interval = %+v, want %+v: 25 of 1000 samples below and 25 above", got, want)
	}
}

// A pair's share is that of the two inputs together, less what each does alone
// (Saltelli 2002, Computer Physics Communications 145, 280-297). Written out
// here point by point, on few points, where noise would hide a lost term.
func TestThePairShareIsTheEstimatorOfSaltelli(t *testing.T) {
	const k, n = 3, 16
	d, err := NewDesign(k, n, true, 5)
	if err != nil {
		t.Fatal(err)
	}
	f := func(u []float64) float64 { return 10 + 3*u[0] + u[1] + 4*u[0]*u[1] + 2*u[1]*u[2]*u[2] }
	values := make([]float64, d.Rows())
	for i := range values {
		values[i] = f(d.Point(i))
	}
	x, err := d.Analyse(values, 5)
	if err != nil {
		t.Fatal(err)
	}
	var mean float64
	for j := range n {
		mean += (f(d.Point(j*d.block())) + f(d.Point(j*d.block()+1))) / (2 * n)
	}
	g := func(u []float64) float64 { return f(u) - mean }
	var variance float64
	for j := range n {
		a, b := g(d.Point(j*d.block())), g(d.Point(j*d.block()+1))
		variance += (a*a + b*b) / (2 * n)
	}
	for _, p := range x.Pairs {
		var together, first, second float64
		for j := range n {
			a, b := d.Point(j*d.block()), d.Point(j*d.block()+1)
			ai, aj, bi := slices.Clone(a), slices.Clone(a), slices.Clone(b)
			ai[p.I], aj[p.J], bi[p.I] = b[p.I], b[p.J], a[p.I]
			together += (g(bi)*g(aj) - g(a)*g(b)) / n
			first += g(b) * (g(ai) - g(a)) / n
			second += g(b) * (g(aj) - g(a)) / n
		}
		want := (together - first - second) / variance
		if math.Abs(p.Share.Value-want) > 1e-9 {
			t.Errorf("pair %d, %d: share %.9f, want %.9f", p.I, p.J, p.Share.Value, want)
		}
	}
}

func TestARankingStandsUpToHalfTheLargestShare(t *testing.T) {
	at := func(high float64) Indices {
		return Indices{Varies: true, Inputs: []Input{{Total: Estimate{Value: 0.5, Low: 0.25, High: high}}}}
	}
	if !at(0.5).Rankable() {
		t.Error("an interval of half the largest share cannot be ranked")
	}
	if at(0.75).Rankable() {
		t.Error("an interval as wide as the largest share can be ranked")
	}
}

func TestTheSmallestAndTheWidestDesignAreMade(t *testing.T) {
	for _, k := range []int{1, draw.Dimensions / 2} {
		if d, err := NewDesign(k, 16, false, 1); err != nil || len(d.Point(0)) != k {
			t.Errorf("a design of %d inputs: %v", k, err)
		}
	}
}
