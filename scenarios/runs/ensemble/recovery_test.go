// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"crossroads/model"
	"crossroads/scenarios/runs/counts"
)

// Truths are drawn from the prior, counted with errors as the spreads have them, and
// sought by the rule that accepts candidates: the range of 90% holds about 90 of 100.
func TestFittedDrawsRecoverTruthsThatWereCountedWithErrors(t *testing.T) {
	if !long {
		t.Skip("takes long")
	}
	const truths, n, least, most = 100, 1 << 16, 83, 97
	p := past(t)
	like := p.Likelihood
	a := fitted(t, 1, world(t, "central"))
	asked := []string{"attack_rate", "civilian_ratio", "start_fighters", "deaths_per_attack"}
	killed := model.FindOutcome("deaths_civilian_security")
	room := counts.NewRoom()
	read := func(index int) (logs, values []float64) {
		q := a.prior(index)
		years, err := p.Run(room, []model.Parameters{q})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range asked {
			values = append(values, *model.FindParameter(name).Of(&q))
		}
		return p.Read(years[0], nil), append(values, killed.In(years[0], 2025), killed.In(years[0], 2021))
	}
	logs, values := make([][]float64, n), make([][]float64, n)
	for i := range n {
		logs[i], values[i] = read(1<<50 | i)
	}
	var factor mat.Cholesky
	if !factor.Factorize(like.Covers) {
		t.Fatal("the covariance of the counts has no factor")
	}
	var lower mat.TriDense
	factor.LTo(&lower)
	random := rand.New(rand.NewPCG(5, 6))
	held := make([]int, len(values[0]))
	for k := range truths {
		truth, value := read(1<<51 | k)
		noise := mat.NewVecDense(len(truth), nil)
		for i := range truth {
			noise.SetVec(i, random.NormFloat64())
		}
		noise.MulVec(&lower, noise)
		fraction := 0.5 * random.NormFloat64() // attacks are counted in part
		targets := slices.Clone(like.Targets)
		for i := range targets {
			targets[i].Log = truth[i] + noise.AtVec(i)
			if targets[i].Fraction >= 0 {
				targets[i].Log += fraction
			}
		}
		own, err := counts.NewLikelihood(targets, p.Spreads)
		if err != nil {
			t.Fatal(err)
		}
		fits, best := make([]float64, n), math.Inf(-1)
		for i := range logs {
			fits[i] = own.Of(logs[i], nil)
			best = max(best, fits[i])
		}
		r := rejection{bound: best, accept: a.rejection.accept}
		var kept [][]float64
		for i := range fits {
			if r.accepts(1<<50|i, fits[i]) {
				kept = append(kept, values[i])
			}
		}
		if len(kept) < 20 {
			t.Fatalf("truth %d: %d of %d candidates are accepted", k, len(kept), n)
		}
		for v := range value {
			column := make([]float64, len(kept))
			for i := range kept {
				column[i] = kept[i][v]
			}
			slices.Sort(column)
			at := func(q float64) float64 { return column[min(int(q*float64(len(column))), len(column)-1)] }
			if value[v] >= at(0.05) && value[v] <= at(0.95) {
				held[v]++
			}
		}
	}
	for v, h := range held {
		t.Logf("%v: %d of %d", append(asked, "killed in 2025", "killed in 2021")[v], h, truths)
		if h < least || h > most {
			t.Errorf("%s: the range of 90%% holds %d of %d truths (%d to %d)", append(asked, "killed in 2025", "killed in 2021")[v], h, truths, least, most)
		}
	}
}
