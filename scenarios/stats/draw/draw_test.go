// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"fmt"
	"math"
	"math/bits"
	"os"
	"sync"
	"testing"
)

func sequence(t testing.TB, m Method, seed uint64, name string, dimension int) Sequence {
	t.Helper()
	s, err := NewSampler(m, seed)
	if err != nil {
		t.Fatal(err)
	}
	q, err := s.Sequence(name, dimension)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func first(q Sequence, n int) []float64 {
	u := make([]float64, n)
	for i := range u {
		u[i] = q.At(i)
	}
	return u
}

// names returns n names that differ as little and as much as real ones do.
func names(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("parameter_%d", i)
		if i%2 == 1 {
			list[i] = string(rune('a'+i/2)) + "_rate"
		}
	}
	return list
}

func TestFirstPowersOfTwoFillEachCellOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("much arithmetic and nothing at once")
	}
	for _, m := range []Method{Latin, Sobol} {
		for seed := range uint64(4) {
			for d, name := range names(32) {
				u := first(sequence(t, m, seed*seed*1e15, name, d*Dimensions/32), 1<<12)
				for k := 0; k <= 12; k++ {
					n := 1 << k
					seen := make([]bool, n)
					for i, x := range u[:n] {
						cell := int(x * float64(n))
						if seen[cell] {
							t.Fatalf("%s, seed %d, %s: member %d of the first %d is the second in cell %d", m, seed, name, i, n, cell)
						}
						seen[cell] = true
					}
				}
			}
		}
	}
}

func TestEveryDimensionOfSobolIsStratified(t *testing.T) {
	const n = 1 << 10
	for d := range Dimensions {
		var seen [n]bool
		for i := range uint64(n) {
			cell := point(&columns()[d], i) >> (depth - 10)
			if seen[cell] {
				t.Fatalf("dimension %d: point %d is the second in cell %d", d, i, cell)
			}
			seen[cell] = true
		}
	}
}

// The numbers are those of the published table: the polynomials are primitive and the numbers odd and small enough.
func TestDirectionNumbersAreLegal(t *testing.T) {
	seen := map[uint64]bool{}
	for d, row := range directions {
		degree := len(row.initial)
		polynomial := 1<<degree | row.inner<<1 | 1
		if seen[polynomial] {
			t.Errorf("dimension %d: polynomial %b is used twice", d+1, polynomial)
		}
		seen[polynomial] = true
		if got, want := order(polynomial, degree), 1<<degree-1; got != want {
			t.Errorf("dimension %d: polynomial %b has order %d, want %d: it is not primitive", d+1, polynomial, got, want)
		}
		for i, m := range row.initial {
			if m%2 == 0 || m >= 1<<(i+1) {
				t.Errorf("dimension %d: m_%d = %d is not odd and below %d", d+1, i+1, m, 1<<(i+1))
			}
		}
	}
}

// order returns the smallest power of z that leaves 1 when divided by the polynomial over the field of two elements.
func order(polynomial uint64, degree int) int {
	rest := uint64(1)
	for power := 1; ; power++ {
		if rest <<= 1; rest>>degree == 1 {
			rest ^= polynomial
		}
		if rest == 1 || power > 1<<degree {
			return power
		}
	}
}

func TestFirstSobolPoints(t *testing.T) {
	// Joe and Kuo (2008): dimensions 1 to 5 of the points 0 to 3, put into the order of binary instead of Gray code.
	want := [][]float64{
		{0, 0, 0, 0, 0},
		{0.5, 0.5, 0.5, 0.5, 0.5},
		{0.25, 0.75, 0.75, 0.75, 0.25},
		{0.75, 0.25, 0.25, 0.25, 0.75},
	}
	for i, row := range want {
		for d, w := range row {
			if got := float64(point(&columns()[d], uint64(i))) / (1 << depth); got != w {
				t.Errorf("point %d, dimension %d = %v, want %v", i, d, got, w)
			}
		}
	}
	// A pair of early dimensions puts one of 16 points into each square of a 4 by 4 board, scrambled or not.
	x, y := sequence(t, Sobol, 3, "x", 0), sequence(t, Sobol, 3, "y", 1)
	var board [4][4]int
	for i := range 16 {
		board[int(4*x.At(i))][int(4*y.At(i))]++
	}
	for r := range board {
		for c, n := range board[r] {
			if n != 1 {
				t.Errorf("square %d, %d holds %d of 16 points, want 1", r, c, n)
			}
		}
	}
}

func TestDrawDependsOnSeedNameAndMemberOnly(t *testing.T) {
	for _, m := range Methods {
		want := first(sequence(t, m, 7, "rate", 4), 200)
		// Another order, other goroutines and other parameters in between.
		q := sequence(t, m, 7, "rate", 4)
		got := make([]float64, len(want))
		var wait sync.WaitGroup
		for w := range 7 {
			wait.Go(func() {
				for i := len(got) - 1 - w; i >= 0; i -= 7 {
					other, _ := Sampler{m, 7}.Sequence("other", 5)
					other.At(i)
					got[i] = q.At(i)
				}
			})
		}
		wait.Wait()
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("%s: member %d = %v, want %v", m, i, got[i], want[i])
			}
		}
		if a, b := sequence(t, m, 8, "rate", 4).At(0), sequence(t, m, 7, "rates", 4).At(0); a == want[0] || b == want[0] {
			t.Errorf("%s: member 0 is %v for another seed and %v for another name, as for the first: %v", m, a, b, want[0])
		}
	}
}

// The draws are part of every published result: these numbers may not change.
func TestDrawsAreFrozen(t *testing.T) {
	want := map[Method][3]float64{
		Latin: {0.7481959433793991, 0.24806924055406976, 0.6508015077890924},
		Plain: {0.8689238993467655, 0.039543543244574431, 0.06796434652958705},
		Sobol: {0.80191938348868252, 0.29299312409249401, 0.79053885628166543},
	}
	for _, m := range Methods {
		q := sequence(t, m, 1, "recruitment", 2)
		got := [3]float64{q.At(0), q.At(1), q.At(999_999)}
		if got != want[m] {
			t.Errorf("%s: %.17g, want %.17g", m, got, want[m])
		}
	}
	if got, want := Stream(1, "attacks", 5).Uint64(), uint64(10154003927030543959); got != want {
		t.Errorf("stream: %d, want %d", got, want)
	}
}

func TestDrawsLieInTheOpenInterval(t *testing.T) {
	if low, high := unit(0), unit(1<<digits-1); low <= 0 || high >= 1 {
		t.Errorf("smallest and largest draw are %v and %v, want them inside (0, 1)", low, high)
	}
	for _, m := range Methods {
		for _, i := range []int{0, 1, 1<<20 + 3, 1<<36 - 1, 1 << 36, math.MaxInt} {
			if u := sequence(t, m, 1, "x", 0).At(i); u <= 0 || u >= 1 {
				t.Errorf("%s: member %d = %v, want it inside (0, 1)", m, i, u)
			}
		}
	}
}

func TestMembersBeyondTheStratifiedDepthDiffer(t *testing.T) {
	for _, m := range Methods {
		q := sequence(t, m, 1, "x", 3)
		if a, b := q.At(5), q.At(1<<depth+5); a == b {
			t.Errorf("%s: members 5 and 2^%d+5 are both %v", m, depth, a)
		}
	}
}

// Moments of the draws: mean 1/2, variance 1/12, and digits that are balanced at every place.
func TestDrawsAreUniform(t *testing.T) {
	const n = 1 << 12
	for _, m := range Methods {
		var ones [digits]int
		var sum, squares float64
		rounds := 32
		for _, name := range names(rounds) {
			q := sequence(t, m, 5, name, 0)
			for i := range n {
				u := q.At(i)
				sum += u
				squares += (u - 0.5) * (u - 0.5)
				x := uint64(u * (1 << digits))
				for ; x != 0; x &= x - 1 {
					ones[bits.TrailingZeros64(x)]++
				}
			}
		}
		total := float64(n * rounds)
		// Five standard errors of independent draws; the even methods lie well inside.
		if mean := sum / total; math.Abs(mean-0.5) > 5*math.Sqrt(1/12./total) {
			t.Errorf("%s: mean %v, want 0.5", m, mean)
		}
		if v := squares / total; math.Abs(v-1/12.) > 5*math.Sqrt(1/180./total) {
			t.Errorf("%s: variance %v, want %v", m, v, 1/12.)
		}
		for place, n := range ones {
			if share := float64(n) / total; math.Abs(share-0.5) > 5*math.Sqrt(0.25/total) {
				t.Errorf("%s: binary digit %d is one in %v of the draws, want 0.5", m, digits-place, share)
			}
		}
	}
}

// spread is the standard deviation of a correlation of two parameters, times the root of the number of members. Latin:
// the digit of place k carries a share 3/4^k of a parameter's variance, and the digits of one place are tied in pairs in
// both parameters, which doubles the variance of their product: 1 + Σ (3/4^k)² = 1.6.
// Sobol' points do far better, as a rule; they are held to the same limit as independent ones.
var spread = map[Method]float64{Plain: 1, Latin: math.Sqrt(1.6), Sobol: 1}

func TestWorstPairCorrelation(t *testing.T) {
	const parameters = 64
	sizes := []int{1024, 10_000}
	if os.Getenv("CROSSROADS_LONG") != "" {
		sizes = append(sizes, 100_000)
	}
	for _, m := range []Method{Latin, Plain, Sobol} {
		for _, n := range sizes {
			u := make([][]float64, parameters)
			for d, name := range names(parameters) {
				u[d] = standardised(first(sequence(t, m, 1, name, d), n))
			}
			var worst, squares float64
			pairs := parameters * (parameters - 1) / 2
			for a := range parameters {
				for b := range a {
					var r float64
					for i := range n {
						r += u[a][i] * u[b][i]
					}
					worst = max(worst, math.Abs(r))
					squares += r * r
				}
			}
			typical := math.Sqrt(squares/float64(pairs)) * math.Sqrt(float64(n))
			t.Logf("%-5s %6d members: worst of %d correlations %.4f, typical %.2f/√N", m, n, pairs, worst, typical)
			// The largest of 2016 normal numbers exceeds 5.3 in one of 4000 samples.
			if limit := 5.3 * spread[m] / math.Sqrt(float64(n)); worst > limit {
				t.Errorf("%s, %d members: worst correlation %.4f, want at most %.4f", m, n, worst, limit)
			}
			if m != Sobol && math.Abs(typical-spread[m]) > 0.1*spread[m] {
				t.Errorf("%s, %d members: typical correlation %.3f/√N, want %.3f/√N", m, n, typical, spread[m])
			}
		}
	}
}

// standardised returns the numbers with mean 0 and sum of squares 1.
func standardised(x []float64) []float64 {
	var mean, squares float64
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		squares += (v - mean) * (v - mean)
	}
	z := make([]float64, len(x))
	for i, v := range x {
		z[i] = (v - mean) / math.Sqrt(squares)
	}
	return z
}

func TestStreams(t *testing.T) {
	a, b := Stream(1, "attacks", 5), Stream(1, "attacks", 5)
	for range 100 {
		if x, y := a.Uint64(), b.Uint64(); x != y {
			t.Fatalf("equal arguments give %d and %d", x, y)
		}
	}
	x := Stream(1, "attacks", 5).Uint64()
	for what, y := range map[string]uint64{
		"seed":   Stream(2, "attacks", 5).Uint64(),
		"name":   Stream(1, "attack", 5).Uint64(),
		"member": Stream(1, "attacks", 6).Uint64(),
	} {
		if x == y {
			t.Errorf("another %s gives the same stream", what)
		}
	}
	// First numbers of neighbouring members are as good as independent.
	u := make([]float64, 4096)
	for i := range u {
		u[i] = Stream(1, "attacks", i).Float64()
	}
	var r float64
	z := standardised(u)
	for i := range len(z) - 1 {
		r += z[i] * z[i+1]
	}
	if limit := 4 / math.Sqrt(float64(len(u))); math.Abs(r) > limit {
		t.Errorf("first numbers of neighbouring members have correlation %.4f, want at most %.4f", r, limit)
	}
}

func TestMistakes(t *testing.T) {
	_, err := NewSampler("halton", 1)
	if want := `sampling "halton": unknown method (known: latin, plain, sobol)`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	s, _ := NewSampler(Sobol, 1)
	_, err = s.Sequence("rate", 256)
	if want := "parameter rate: dimension 256 is outside [0, 255]"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err := (Sampler{}).Sequence("rate", 0); err == nil {
		t.Error("a sampler that was not made by NewSampler gives no error")
	}
}

func BenchmarkAt(b *testing.B) {
	for _, m := range Methods {
		b.Run(string(m), func(b *testing.B) {
			q := sequence(b, m, 1, "rate", 7)
			var sum float64
			for i := range b.N {
				sum += q.At(i)
			}
			_ = sum
		})
	}
}
