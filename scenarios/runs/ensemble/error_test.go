// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"math"
	"testing"

	"crossroads/model"
	"crossroads/scenarios/stats/draw"
)

// TestStandardErrorsAreWhatRepetitionShows draws the same ensemble with many
// seeds. The spread of shares and medians over the seeds is what their standard
// errors promise; for Latin samples it may be smaller.
func TestStandardErrorsAreWhatRepetitionShows(t *testing.T) {
	if testing.Short() {
		t.Skip("much arithmetic and nothing at once")
	}
	seeds, members := 50, 64
	if long {
		seeds, members = 400, 400
	}
	o := model.FindOutcome("deaths_civilian_security")
	for _, sampling := range []draw.Method{draw.Plain, draw.Latin, draw.Sobol} {
		var shares, medians, differences spread
		var promised [3]float64
		for seed := range seeds {
			d := design(t, members, "current-course", "investment")
			d.Horizon.End = model.NewYear(2028)
			d.Series = nil
			d.Draws = Draws{Seed: uint64(seed), Sampling: sampling}
			r := run(t, d, 2)
			fewer, _ := r.FewerShare(0, 0, o)
			level, gap := r.Level(0, 0, o, 0), r.Difference(0, 0, o, 0)
			shares.add(fewer.Fraction())
			medians.add(level.Quantile(0.5))
			differences.add(gap.Quantile(0.5))
			promised[0] += fewer.Error() / float64(seeds)
			promised[1] += level.QuantileError(0.5) / float64(seeds)
			promised[2] += gap.QuantileError(0.5) / float64(seeds)
		}
		// A standard deviation over n seeds is itself known to about 1/√(2n); the error of a median is read off two quantiles.
		slack := 1 + 4/math.Sqrt(2*float64(seeds))
		for i, s := range []spread{shares, medians, differences} {
			ratio := s.deviation() / promised[i]
			what := []string{"share", "median", "median difference"}[i]
			t.Logf("%s: %s spreads %.2f times as far as its standard error says", sampling, what, ratio)
			if ratio > slack || sampling == draw.Plain && ratio < 1/slack {
				t.Errorf("%s: %s spreads %.2f times as far over %d seeds as its standard error says, want about 1 (%.2f to %.2f), or less unless plain",
					sampling, what, ratio, seeds, 1/slack, slack)
			}
		}
	}
}

// spread gathers numbers for their standard deviation.
type spread struct{ n, sum, squares float64 }

func (s *spread) add(v float64) {
	s.n++
	s.sum += v
	s.squares += v * v
}

func (s *spread) deviation() float64 {
	mean := s.sum / s.n
	return math.Sqrt((s.squares/s.n - mean*mean) * s.n / (s.n - 1))
}
