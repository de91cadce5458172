// SPDX-License-Identifier: Apache-2.0

package counts

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"crossroads/scenarios/stats/elementary"
)

// Likelihood says how well a run fits the targets: the logarithms of cited and
// modelled part by a normal error whose covariance adds up what concerns the
// row, the source, the reports it depends on, and the year. Unknown fractions
// have a flat prior on the same scale and are integrated out, so that the unit
// in which a source counts plays no part.
type Likelihood struct {
	Targets   []Target // bounds excepted
	Bounds    []Target
	Logs      []float64 // cited
	precision [][]float64
	Covers    *mat.SymDense // Covariance is the covariance of the errors, fractions aside
	Effective float64       // how many independent measurements of one level say as much
	scatter   float64       // variance of the logarithm of a figure whose model is right
}

// NewLikelihood prepares the targets. It fails where there are none.
func NewLikelihood(targets []Target, s Spreads) (*Likelihood, error) {
	l := &Likelihood{scatter: float64(s.Own*s.Own) + float64(s.Source*s.Source) + float64(s.Root*s.Root) + float64(s.Year*s.Year)}
	for _, t := range targets {
		if IsBound(t.Evidence) {
			l.Bounds = append(l.Bounds, t)
		} else {
			l.Targets = append(l.Targets, t)
			l.Logs = append(l.Logs, t.Log)
		}
	}
	n := len(l.Targets)
	if n == 0 {
		return nil, fmt.Errorf("evidence: no row gives a figure other than 0 or a bound for the years fitted (a row that observes something in 2021 to 2025)")
	}
	l.Covers = mat.NewSymDense(n, nil)
	fractions := 0
	for i := range l.Targets {
		a := &l.Targets[i]
		fractions = max(fractions, a.Fraction+1)
		for j := 0; j <= i; j++ {
			l.Covers.SetSym(i, j, s.Covariance(a, &l.Targets[j], i == j))
		}
	}
	precision, ok := inverse(rowsOf(l.Covers))
	if !ok {
		return nil, fmt.Errorf("evidence: the errors of %d rows cannot be told apart (an own spread above 0)", n)
	}
	l.precision = precision
	if fractions > 0 {
		l.precision, ok = withoutLevels(precision, l.Targets, fractions)
		if !ok {
			return nil, fmt.Errorf("evidence: the unknown fractions of %d rows cannot be told apart", n)
		}
	}
	l.Effective = effective(l.Covers)
	return l, nil
}

// none is minus the logarithm of the chance that nothing is counted where the
// model has a number, given as its logarithm: that of a count whose mean has a
// gamma distribution with the variance that figures scatter by.
func (l *Likelihood) none(log float64) float64 {
	shape := 1 / elementary.Expm1(l.scatter)
	return shape * elementary.Log1p(elementary.Exp(log)/shape)
}

// withoutLevels takes out of a precision what the unknown fractions decide: each
// shifts the rows it scales by the same.
func withoutLevels(precision [][]float64, targets []Target, fractions int) ([][]float64, bool) {
	var groups [][]int // rows by fraction that is used
	for f := range fractions {
		var group []int
		for i := range targets {
			if targets[i].Fraction == f {
				group = append(group, i)
			}
		}
		if group != nil {
			groups = append(groups, group)
		}
	}
	shifted := make([][]float64, len(groups)) // what a fraction shifts, by fraction and row
	within := make([][]float64, len(groups))
	for f, group := range groups {
		shifted[f] = make([]float64, len(targets))
		for i := range shifted[f] {
			for _, j := range group {
				shifted[f][i] += precision[i][j]
			}
		}
	}
	for f := range groups {
		within[f] = make([]float64, len(groups))
		for g, group := range groups {
			for _, i := range group {
				within[f][g] += shifted[f][i]
			}
		}
	}
	solved, ok := inverse(within)
	if !ok {
		return nil, false
	}
	left := make([][]float64, len(precision))
	for i := range left {
		left[i] = slices.Clone(precision[i])
		for f := range groups {
			for g := range groups {
				factor := float64(shifted[f][i] * solved[f][g])
				for j := range left[i] {
					left[i][j] -= float64(factor * shifted[g][j])
				}
			}
		}
	}
	return left, true
}

// rowsOf are the rows of a matrix.
func rowsOf(m *mat.SymDense) [][]float64 {
	rows := make([][]float64, m.SymmetricDim())
	for i := range rows {
		rows[i] = mat.Row(nil, i, m)
	}
	return rows
}

// inverse inverts a symmetric matrix that is positive definite, by Cholesky's
// method; it has the same digits on every platform. It reports whether it could.
func inverse(a [][]float64) ([][]float64, bool) {
	n := len(a)
	lower, below := make([][]float64, n), make([][]float64, n) // the factor and its inverse
	for i := range a {
		lower[i], below[i] = make([]float64, n), make([]float64, n)
		for j := 0; j <= i; j++ {
			v := a[i][j]
			for k := range j {
				v -= float64(lower[i][k] * lower[j][k])
			}
			switch {
			case i > j:
				lower[i][j] = v / lower[j][j]
			case v <= 1e-14*a[i][i]:
				return nil, false
			default:
				lower[i][i] = math.Sqrt(v)
			}
		}
		below[i][i] = 1 / lower[i][i]
		for j := range i {
			var v float64
			for k := j; k < i; k++ {
				v -= float64(lower[i][k] * below[k][j])
			}
			below[i][j] = v / lower[i][i]
		}
	}
	inverted := make([][]float64, n)
	for i := range inverted {
		inverted[i] = make([]float64, n)
		for j := range n {
			for k := max(i, j); k < n; k++ {
				inverted[i][j] += float64(below[k][i] * below[k][j])
			}
		}
	}
	return inverted, true
}

// effective is how many independent measurements of one level would say as much
// as the rows do: the sum of all entries of the inverse of their correlations.
func effective(covers *mat.SymDense) float64 {
	correlations := rowsOf(covers)
	for i := range correlations {
		for j := range correlations {
			correlations[i][j] = covers.At(i, j) / math.Sqrt(covers.At(i, i)*covers.At(j, j))
		}
	}
	inverted, ok := inverse(correlations)
	if !ok {
		return 1
	}
	sum := 0.0
	for _, row := range inverted {
		for _, v := range row {
			sum += v
		}
	}
	return sum
}

// Of is the logarithm of the likelihood, but for a constant, of a run that has
// these logarithms for the targets and for the bounds; −Inf for one that has none
// of something that was counted.
func (l *Likelihood) Of(targets, bounds []float64) float64 {
	var residuals [128]float64
	r := residuals[:0]
	if len(targets) > len(residuals) {
		r = make([]float64, 0, len(targets))
	}
	for i, m := range targets {
		r = append(r, l.Logs[i]-m)
	}
	sum := 0.0
	for i, row := range l.precision {
		part := 0.0
		for j := 0; j < i; j++ {
			part += float64(row[j] * r[j])
		}
		sum += float64(r[i] * (float64(2*part) + float64(row[i]*r[i])))
	}
	for i := range bounds {
		if *l.Bounds[i].Value == 0 {
			if l.Bounds[i].Hedge != "at least" { // at least none says nothing
				sum += 2 * l.none(bounds[i])
			}
			continue
		}
		miss := bounds[i] - l.Bounds[i].Log
		if l.Bounds[i].Hedge == "at least" {
			miss = -miss
		}
		if miss > 0 {
			sum += miss * miss / (l.Bounds[i].Own * l.Bounds[i].Own)
		}
	}
	if math.IsNaN(sum) { // infinities of unlike sign
		return math.Inf(-1)
	}
	return -sum / 2
}

// Deviation is the standard deviation of the error of a target, fractions aside.
func (l *Likelihood) Deviation(target int) float64 { return math.Sqrt(l.Covers.At(target, target)) }

// Residuals are, by target, the logarithms of modelled over cited for a run that
// has these logarithms, each unknown fraction taken as the one that fits the run
// on the whole.
func (l *Likelihood) Residuals(logs []float64) []float64 {
	list := make([]float64, len(logs))
	var sums, rows []float64
	for i := range list {
		list[i] = logs[i] - l.Logs[i]
		if k := l.Targets[i].Fraction; k >= 0 {
			for len(sums) <= k {
				sums, rows = append(sums, 0), append(rows, 0)
			}
			sums[k] += list[i]
			rows[k]++
		}
	}
	for i := range list {
		if k := l.Targets[i].Fraction; k >= 0 {
			list[i] -= sums[k] / rows[k]
		}
	}
	return list
}
