// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"fmt"
	"math"
)

// Copula draws several parameters together, so that their ranks go along with one another as asked: a Gaussian copula.
// Each parameter alone stays uniform, though only the first stays in the equal cells of its sequence. Draws depend on the
// seed, on the names drawn together and on the member. It is safe for use by several goroutines.
type Copula struct {
	sequences []Sequence
	lower     [][]float64 // the Cholesky factor of the correlations of the normal numbers behind the draws
}

// NewCopula returns the copula of sequences with the given rank correlations (Spearman's), a symmetric matrix with 1 on
// its diagonal. The first sequence keeps its own draws. It fails with a ContradictionError when the correlations exclude
// one another.
func NewCopula(sequences []Sequence, ranks [][]float64) (*Copula, error) {
	normal := make([][]float64, len(ranks))
	for i := range ranks {
		if len(ranks) != len(sequences) || len(ranks[i]) != len(ranks) {
			return nil, fmt.Errorf("rank correlations: not a square of %d (one row and column for each sequence)", len(sequences))
		}
		normal[i] = make([]float64, len(ranks))
		for j, rank := range ranks[i] {
			switch {
			case !(rank >= -1 && rank <= 1) || rank != ranks[j][i] || i == j && rank != 1:
				return nil, fmt.Errorf("rank correlations: %v in row %d, column %d (from -1 to 1, symmetric, 1 with itself)", rank, i, j)
			case i == j:
				normal[i][j] = 1
			default:
				// What normal numbers need for their ranks to correlate so: Pearson (1907). Rounded, as platforms differ
				// in the last digit of a sine.
				normal[i][j] = math.Round(2*math.Sin(math.Pi/6*rank)*(1<<40)) / (1 << 40)
			}
		}
	}
	lower, size := cholesky(normal, 1)
	if lower == nil {
		return nil, &ContradictionError{size, agreeable(normal)}
	}
	return &Copula{sequences, lower}, nil
}

// ContradictionError says that rank correlations exclude one another: the first Size parameters cannot go along as asked.
type ContradictionError struct {
	Size   int
	Factor float64 // all correlations times this would do
}

func (e *ContradictionError) Error() string {
	return fmt.Sprintf("rank correlations: the matrix is not positive definite (all times %.2f would be)", e.Factor)
}

// cholesky returns the lower triangle whose product with its transpose is the matrix, its correlations times factor; or
// nil and how many of the first rows cannot be had.
func cholesky(m [][]float64, factor float64) (lower [][]float64, size int) {
	lower = make([][]float64, len(m))
	for i := range m {
		lower[i] = make([]float64, i+1)
		for j := range i {
			rest := float64(factor * m[i][j])
			for k := range j {
				rest -= float64(lower[i][k] * lower[j][k])
			}
			lower[i][j] = rest / lower[j][j]
		}
		rest := 1.0
		for _, v := range lower[i][:i] {
			rest -= float64(v * v)
		}
		if rest < 1e-9 { // what is left of its own would be rounding
			return nil, i + 1
		}
		lower[i][i] = math.Sqrt(rest)
	}
	return lower, len(m)
}

// agreeable is the largest factor, rounded down to hundredths, by which correlations would have to be multiplied.
func agreeable(m [][]float64) float64 {
	for hundredths := 99.0; hundredths > 0; hundredths-- {
		if lower, _ := cholesky(m, hundredths/100); lower != nil {
			return hundredths / 100
		}
	}
	return 0
}

// At writes the draws of a member, counted from 0, in the order of the sequences.
func (c *Copula) At(member int, draws []float64) {
	for i, s := range c.sequences {
		draws[i] = normalQuantile(s.At(member))
	}
	for i := len(draws) - 1; i > 0; i-- {
		var z float64
		for j, weight := range c.lower[i] {
			z += float64(weight * draws[j])
		}
		draws[i] = normalShare(z)
	}
	draws[0] = c.sequences[0].At(member)
}
