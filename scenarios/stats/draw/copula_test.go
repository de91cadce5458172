// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
)

// copula draws the names together.
func copula(t testing.TB, method Method, names []string, ranks [][]float64) (*Copula, error) {
	t.Helper()
	var list []Sequence
	for i, name := range names {
		list = append(list, sequence(t, method, 1, name, i))
	}
	return NewCopula(list, ranks)
}

// ranksOf is the place of each value among all.
func ranksOf(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if values[a] < values[b] {
			return -1
		}
		return 1
	})
	ranks := make([]float64, len(values))
	for rank, i := range order {
		ranks[i] = float64(rank)
	}
	return ranks
}

func TestRankCorrelationsAreReached(t *testing.T) {
	ranks := [][]float64{{1, 0.7, -0.3}, {0.7, 1, 0.2}, {-0.3, 0.2, 1}}
	for _, method := range Methods {
		c, err := copula(t, method, []string{"a", "b", "c"}, ranks)
		if err != nil {
			t.Fatal(err)
		}
		const n = 1 << 14
		columns := [3][]float64{}
		for i := range n {
			var u [3]float64
			c.At(i, u[:])
			for j, v := range u {
				if !(v > 0 && v < 1) {
					t.Fatalf("%s: draw %v of member %d", method, v, i)
				}
				columns[j] = append(columns[j], v)
			}
		}
		for i := range columns {
			sorted := slices.Sorted(slices.Values(columns[i]))
			for _, q := range []float64{0.1, 0.5, 0.9} {
				if got := sorted[int(q*n)]; math.Abs(got-q) > 0.015 {
					t.Errorf("%s: quantile %v of draws %d is %v, no longer uniform", method, q, i, got)
				}
			}
			for j := range i {
				a, b := ranksOf(columns[i]), ranksOf(columns[j])
				var sum float64
				for k := range a {
					sum += (a[k] - b[k]) * (a[k] - b[k])
				}
				got := 1 - 6*sum/(n*(n*n-1.0))
				t.Logf("%s: rank correlation %d with %d: %.4f, asked %v", method, i, j, got, ranks[i][j])
				if math.Abs(got-ranks[i][j]) > 0.03 {
					t.Errorf("%s: rank correlation %d with %d is %.4f, want %v", method, i, j, got, ranks[i][j])
				}
			}
		}
	}
}

func TestFirstOfACopulaKeepsItsDraws(t *testing.T) {
	c, err := copula(t, Latin, []string{"a", "b"}, [][]float64{{1, 0.5}, {0.5, 1}})
	if err != nil {
		t.Fatal(err)
	}
	alone := sequence(t, Latin, 1, "a", 0)
	for i := range 100 {
		var u [2]float64
		c.At(i, u[:])
		if u[0] != alone.At(i) {
			t.Errorf("member %d: %v, alone %v", i, u[0], alone.At(i))
		}
	}
}

func TestContradictoryCorrelationsAreRefused(t *testing.T) {
	_, err := copula(t, Latin, []string{"a", "b", "c"}, [][]float64{{1, 0.9, 0.9}, {0.9, 1, -0.9}, {0.9, -0.9, 1}})
	var contradiction *ContradictionError
	if !errors.As(err, &contradiction) || contradiction.Size != 3 {
		t.Fatalf("got %v, want a contradiction among three", err)
	}
	// 1 - 3f² - 2f³ is 0 at f = 1/2, and the normal correlation behind a rank correlation of 0.9 is 0.908.
	if want := 0.55; contradiction.Factor != want {
		t.Errorf("factor %v, want %v", contradiction.Factor, want)
	}
	for _, ranks := range [][][]float64{{{1, 2}, {2, 1}}, {{1, 0.2}, {0.3, 1}}, {{1}}, {{1, math.NaN()}, {math.NaN(), 1}}} {
		if _, err := copula(t, Latin, []string{"a", "b"}, ranks); err == nil || !strings.HasPrefix(err.Error(), "rank correlations: ") {
			t.Errorf("%v: got %v, want a refusal", ranks, err)
		}
	}
}
