// SPDX-License-Identifier: Apache-2.0

package morris

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func analyse(t *testing.T, k, trajectories, levels int, seed uint64, f func(x []float64) float64) []Effect {
	t.Helper()
	design, err := Design(k, trajectories, levels, seed)
	if err != nil {
		t.Fatal(err)
	}
	values := make([]float64, len(design))
	for i, x := range design {
		values[i] = f(x)
	}
	effects, err := Analyse(design, values, seed)
	if err != nil {
		t.Fatal(err)
	}
	return effects
}

func TestEveryInputStartsAtEveryLevelEquallyOften(t *testing.T) {
	const k, trajectories, levels = 5, 12, 4
	design, err := Design(k, trajectories, levels, 3)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(design), trajectories*(k+1); got != want {
		t.Fatalf("%d points, want %d", got, want)
	}
	for j := range k {
		starts := map[float64]int{}
		for i := 0; i < len(design); i += k + 1 {
			starts[design[i][j]]++
		}
		for _, level := range []float64{0, 1. / 3, 2. / 3, 1} {
			if starts[level] != trajectories/levels {
				t.Errorf("input %d starts %d times at %v, want %d", j, starts[level], level, trajectories/levels)
			}
		}
	}
	for i, x := range design {
		if slices.Min(x) < 0 || slices.Max(x) > 1 {
			t.Errorf("point %d = %v is outside the unit cube", i, x)
		}
	}
}

func TestLinearModelIsExact(t *testing.T) {
	effects := analyse(t, 3, 10, 4, 1, func(x []float64) float64 { return 5 + 3*x[0] - 2*x[1] })
	for j, slope := range []float64{3, -2, 0} {
		e := effects[j]
		for what, pair := range map[string][2]float64{
			"mu": {e.Mu, slope}, "mu*": {e.MuStar, math.Abs(slope)}, "sigma": {e.Sigma, 0},
			"low": {e.Low, math.Abs(slope)}, "high": {e.High, math.Abs(slope)},
		} {
			if math.Abs(pair[0]-pair[1]) > 1e-12 {
				t.Errorf("input %d: %s = %v, want %v", j, what, pair[0], pair[1])
			}
		}
		if e.Varies != (slope != 0) {
			t.Errorf("input %d: varies = %v", j, e.Varies)
		}
	}
	if !Rankable(effects) {
		t.Error("exact effects cannot be ranked")
	}
}

// x0 x1 at four levels: the effect of x0 is the level of x1, with mean 1/2 and variance 5/36.
func TestProductHasTheSpreadOfTheOtherInput(t *testing.T) {
	effects := analyse(t, 2, 400, 4, 1, func(x []float64) float64 { return x[0] * x[1] })
	for j, e := range effects {
		if math.Abs(e.MuStar-0.5) > 0.05 || math.Abs(e.Sigma-math.Sqrt(5./36)) > 0.03 {
			t.Errorf("input %d: mu* = %.3f, sigma = %.3f, want 0.5 and %.3f", j, e.MuStar, e.Sigma, math.Sqrt(5./36))
		}
		// 1.96 standard errors of the mean on either side.
		if width, want := e.High-e.Low, 2*1.96*math.Sqrt(5./36/400); math.Abs(width/want-1) > 0.2 {
			t.Errorf("input %d: interval is %.4f wide, want about %.4f", j, width, want)
		}
	}
}

// The function of Morris (1991), section 4: of 20 inputs the first seven interact, the next three act alone, the rest
// hardly at all.
func TestMorrisFunction(t *testing.T) {
	effects := analyse(t, 20, 40, 4, 1, func(x []float64) float64 {
		w := make([]float64, 20)
		for i := range w {
			w[i] = 2 * (x[i] - 0.5)
			if i == 2 || i == 4 || i == 6 {
				w[i] = 2 * (1.1*x[i]/(x[i]+0.1) - 0.5)
			}
		}
		var y float64
		for i := range 20 {
			if i < 10 {
				y += 20 * w[i]
			}
			for j := range i {
				if i < 6 {
					y -= 15 * w[i] * w[j]
				}
				for l := range j {
					if i < 5 {
						y -= 10 * w[i] * w[j] * w[l]
					}
				}
			}
		}
		return y + 5*w[0]*w[1]*w[2]*w[3]
	})
	for j, e := range effects {
		switch {
		case j < 6 && (e.MuStar < 30 || e.Sigma < 20):
			t.Errorf("interacting input %d: mu* = %.1f, sigma = %.1f", j, e.MuStar, e.Sigma)
		case j >= 7 && j < 10 && (math.Abs(e.MuStar-40) > 1e-9 || e.Sigma > 1e-9):
			t.Errorf("lone input %d: mu* = %.1f, sigma = %.1f, want 40 and 0", j, e.MuStar, e.Sigma)
		case j >= 10 && e.Varies:
			t.Errorf("idle input %d varies", j)
		}
	}
}

func TestIntervalsThatAreTooWideAreNotRankable(t *testing.T) {
	wild := func(x []float64) float64 { return math.Sin(20*x[0]+31*x[1]) * math.Cos(47*x[2]) }
	if Rankable(analyse(t, 3, 4, 8, 1, wild)) {
		t.Error("four trajectories of a wild function can be ranked")
	}
	if !Rankable(analyse(t, 3, 200, 8, 1, wild)) {
		t.Error("200 trajectories of a wild function cannot be ranked")
	}
}

func TestEqualSeedsGiveEqualResults(t *testing.T) {
	f := func(x []float64) float64 { return x[0]*x[1] + x[2] }
	a, b, c := analyse(t, 3, 10, 4, 1, f), analyse(t, 3, 10, 4, 1, f), analyse(t, 3, 10, 4, 2, f)
	if !slices.Equal(a, b) || slices.Equal(a, c) {
		t.Errorf("seeds 1, 1, 2 give %v, %v, %v", a, b, c)
	}
}

func TestMistakes(t *testing.T) {
	good, _ := Design(2, 2, 4, 1)
	values := make([]float64, len(good))
	change := func(row int, point ...float64) [][]float64 {
		bad := slices.Clone(good)
		bad[row] = point
		return bad
	}
	for _, c := range []struct {
		name   string
		design [][]float64
		values []float64
		want   string
	}{
		{"no points", nil, nil, "no points or no inputs"},
		{"cut short", good[:5], values[:5], "5 points of 2 inputs are not whole trajectories"},
		{"values missing", good, values[:5], "5 for 6 points"},
		{"not finite", good, []float64{0, 1, math.NaN(), 0, 0, 0}, "value at point 2 = NaN: not finite"},
		{"two inputs move", change(1, 0.1, 0.2), values, "both change at point 1"},
		{"nothing moves", change(1, good[0]...), values, "no input changes at point 1"},
		{"ragged", change(4, 0.5), values, "point 4 has 1 inputs"},
		{"one input twice", [][]float64{{0, 0}, {1, 0}, {0, 0}, {0, 0}, {1, 0}, {1, 1}}, values, "input 0 changes twice in trajectory 0"},
	} {
		if _, err := Analyse(c.design, c.values, 1); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
	for want, args := range map[string][3]int{"0 inputs": {0, 4, 4}, "1 trajectories": {2, 1, 4}, "3 levels": {2, 4, 3}} {
		if _, err := Design(args[0], args[1], args[2], 1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// The spread is that of a sample: the squares are divided by one less than their number.
func TestTheSpreadIsThatOfASample(t *testing.T) {
	if e := summary([]float64{1, 3}, make([]uint32, 2*resamples)); e.Mu != 2 || e.MuStar != 2 || e.Sigma != math.Sqrt2 {
		t.Errorf("of 1 and 3: mu %v, mu* %v, sigma %v, want 2, 2 and the root of 2", e.Mu, e.MuStar, e.Sigma)
	}
}

func TestARankingStandsUpToHalfTheLargestEffect(t *testing.T) {
	if !Rankable([]Effect{{MuStar: 0.5, Low: 0.25, High: 0.5}}) {
		t.Error("an interval of half the largest effect cannot be ranked")
	}
	if Rankable([]Effect{{MuStar: 0.5, Low: 0.25, High: 0.75}}) {
		t.Error("an interval as wide as the largest effect can be ranked")
	}
}

func TestTheSmallestDesignIsMade(t *testing.T) {
	if points, err := Design(1, 2, 2, 1); err != nil || len(points) != 4 {
		t.Errorf("one input, two trajectories, two levels: %d points, %v", len(points), err)
	}
}
