package counts

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// Likelihood says how well a run fits the targets: the logarithms of cited and
// modelled part by a normal error whose covariance adds up what concerns the
// row, the source, the reports it rests on, and the year. Unknown fractions
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
	l := &Likelihood{scatter: s.Own*s.Own + s.Source*s.Source + s.Root*s.Root + s.Year*s.Year}
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
	var chol mat.Cholesky
	if !chol.Factorize(l.Covers) {
		return nil, fmt.Errorf("evidence: the errors of %d rows cannot be told apart (an own spread above 0)", n)
	}
	var inverse mat.SymDense
	if err := chol.InverseTo(&inverse); err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	precision := mat.DenseCopyOf(&inverse)
	if fractions > 0 {
		u := mat.NewDense(n, fractions, nil)
		used := make([]bool, fractions)
		for i := range l.Targets {
			if f := l.Targets[i].Fraction; f >= 0 {
				u.Set(i, f, 1)
				used[f] = true
			}
		}
		u = columns(u, used)
		var pu, upu, solved mat.Dense
		pu.Mul(&inverse, u)
		upu.Mul(u.T(), &pu)
		if err := solved.Solve(&upu, pu.T()); err != nil {
			return nil, fmt.Errorf("evidence: %w", err)
		}
		var off mat.Dense
		off.Mul(&pu, &solved)
		precision.Sub(precision, &off)
	}
	for i := range n {
		l.precision = append(l.precision, mat.Row(nil, i, precision))
	}
	l.Effective = effective(l.Covers)
	return l, nil
}

// none is minus the logarithm of the chance that nothing is counted where the
// model has a number, given as its logarithm: that of a count whose mean has a
// gamma distribution with the variance that figures scatter by.
func (l *Likelihood) none(log float64) float64 {
	shape := 1 / math.Expm1(l.scatter)
	return shape * math.Log1p(math.Exp(log)/shape)
}

// columns keeps the columns that are used.
func columns(u *mat.Dense, used []bool) *mat.Dense {
	n, _ := u.Dims()
	var list []int
	for f, yes := range used {
		if yes {
			list = append(list, f)
		}
	}
	kept := mat.NewDense(n, len(list), nil)
	for k, f := range list {
		kept.SetCol(k, mat.Col(nil, f, u))
	}
	return kept
}

// effective is how many independent measurements of one level would say as much
// as the rows do: the sum of all entries of the inverse of their correlations.
func effective(covers *mat.SymDense) float64 {
	n := covers.SymmetricDim()
	correlations := mat.NewSymDense(n, nil)
	for i := range n {
		for j := 0; j <= i; j++ {
			correlations.SetSym(i, j, covers.At(i, j)/math.Sqrt(covers.At(i, i)*covers.At(j, j)))
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(correlations) {
		return 1
	}
	ones := mat.NewVecDense(n, nil)
	for i := range n {
		ones.SetVec(i, 1)
	}
	var solved mat.VecDense
	if err := chol.SolveVecTo(&solved, ones); err != nil {
		return 1
	}
	return mat.Dot(ones, &solved)
}

// Of is the logarithm of the likelihood, but for a constant, of a run that has
// these logarithms for the targets and for the bounds.
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
			part += row[j] * r[j]
		}
		sum += r[i] * (2*part + row[i]*r[i])
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
