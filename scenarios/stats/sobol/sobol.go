// SPDX-License-Identifier: Apache-2.0

// Package sobol shares out the variance of a number among the inputs it is computed from (Sobol' indices).
package sobol

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strconv"

	"crossroads/scenarios/stats/draw"
)

// Level is the confidence level of the intervals.
const Level = 0.95

const (
	resamples = 1000 // bootstrap samples behind an interval
	maxBlocks = 128  // units of the bootstrap
)

// Design holds the points at which to compute a value: n pairs of points A and B, each followed by its crossings, so that
// the first rows of a design are the design of a smaller n.
type Design struct {
	inputs      int
	pairs       int
	secondOrder bool
	base        [][]float64 // pairs rows: the inputs of A, then those of B
}

// NewDesign returns the design of Saltelli (2010) for k inputs over n pairs of scrambled Sobol' points of the seed; with
// second order the crossings go both ways. It fails unless n is a power of two, for which the points are balanced.
func NewDesign(k, n int, secondOrder bool, seed uint64) (*Design, error) {
	switch {
	case k < 1 || 2*k > draw.Dimensions:
		return nil, fmt.Errorf("design: %d inputs (want 1 to %d)", k, draw.Dimensions/2)
	case n < 16 || bits.OnesCount(uint(n)) != 1:
		return nil, fmt.Errorf("design: %d pairs of points (want a power of two from 16; 1024 is usual)", n)
	}
	sampler, err := draw.NewSampler(draw.Sobol, seed)
	if err != nil {
		return nil, err
	}
	d := &Design{inputs: k, pairs: n, secondOrder: secondOrder, base: make([][]float64, n)}
	for j := range d.base {
		d.base[j] = make([]float64, 2*k)
	}
	for c := range 2 * k {
		sequence, err := sampler.Sequence("column "+strconv.Itoa(c), c)
		if err != nil {
			return nil, err
		}
		for j := range d.base {
			d.base[j][c] = sequence.At(j)
		}
	}
	return d, nil
}

// block is the number of rows of one pair: A, B, then A with each input of B and, for second order, B with each input of A.
func (d *Design) block() int {
	if d.secondOrder {
		return 2 + 2*d.inputs
	}
	return 2 + d.inputs
}

// Rows returns the number of points.
func (d *Design) Rows() int { return d.pairs * d.block() }

// Point returns the point of a row, counted from 0, in the open unit cube of the inputs.
func (d *Design) Point(row int) []float64 {
	pair, place := d.base[row/d.block()], row%d.block()
	a, b := pair[:d.inputs], pair[d.inputs:]
	switch {
	case place == 0:
		return slices.Clone(a)
	case place == 1:
		return slices.Clone(b)
	case place < 2+d.inputs:
		return cross(a, b, place-2)
	default:
		return cross(b, a, place-2-d.inputs)
	}
}

// cross returns the point with its i-th input taken from another.
func cross(point, other []float64, i int) []float64 {
	x := slices.Clone(point)
	x[i] = other[i]
	return x
}

// Estimate is a number with the interval that holds it at the confidence Level, by bootstrap over the pairs of points.
// Chance can put it a little below 0 or above 1; it is left there. As the points are more even than independent ones, the
// interval is rather too wide than too narrow.
type Estimate struct{ Value, Low, High float64 }

// Input holds the shares of the variance that one input has: First by itself, Total with all its interactions. Varies is
// false when the input never changed the value but for rounding.
type Input struct {
	First, Total Estimate
	Varies       bool
}

// Pair holds the share of the variance that two inputs have only together, I before J.
type Pair struct {
	I, J  int
	Share Estimate
}

// Indices are the shares of one value. Varies is false when the value is the same at all points but for rounding; then all
// shares are 0 and mean nothing.
type Indices struct {
	Mean, Variance float64
	Varies         bool
	Inputs         []Input // in the order of the design's columns
	Pairs          []Pair  // empty without second order; ordered by I, then J
}

// Rankable reports whether the order of the total shares can be read at all: whether the value varies and the widest of
// their intervals is at most half as wide as the largest share.
func (x Indices) Rankable() bool {
	var widest, largest float64
	for _, in := range x.Inputs {
		widest = max(widest, in.Total.High-in.Total.Low)
		largest = max(largest, in.Total.Value)
	}
	return x.Varies && widest <= largest/2
}

// AnalyseColumns returns the indices of each column of values, such as the years of a run: values holds one row for each
// row of the design, all of one length. It fails like Analyse.
func (d *Design) AnalyseColumns(values [][]float64, seed uint64) ([]Indices, error) {
	if len(values) != d.Rows() {
		return nil, fmt.Errorf("values: %d rows for %d points (want one for each)", len(values), d.Rows())
	}
	for i, row := range values {
		if len(row) != len(values[0]) {
			return nil, fmt.Errorf("values: row %d has %d columns (want %d as the first)", i, len(row), len(values[0]))
		}
	}
	all := make([]Indices, len(values[0]))
	column := make([]float64, len(values))
	for c := range all {
		for i, row := range values {
			column[i] = row[c]
		}
		var err error
		if all[c], err = d.Analyse(column, seed); err != nil {
			return nil, fmt.Errorf("column %d: %w", c, err)
		}
	}
	return all, nil
}

// Analyse returns the indices of the values at the rows of the design: first order by Saltelli (2010), total by Jansen
// (1999), second order by Saltelli (2002). The seed is that of the bootstrap. It fails when a value is missing or not finite.
func (d *Design) Analyse(values []float64, seed uint64) (Indices, error) {
	if len(values) != d.Rows() {
		return Indices{}, fmt.Errorf("values: %d for %d points (want one for each)", len(values), d.Rows())
	}
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return Indices{}, fmt.Errorf("value at point %d = %v: not finite", i, v)
		}
	}
	result := Indices{Inputs: make([]Input, d.inputs)}
	if d.secondOrder {
		for i := range d.inputs {
			for j := i + 1; j < d.inputs; j++ {
				result.Pairs = append(result.Pairs, Pair{I: i, J: j})
			}
		}
	}
	// The estimators do not depend on where zero lies, but are far less noisy with zero at the mean.
	for j := range d.pairs {
		a, b := values[j*d.block()], values[j*d.block()+1]
		result.Mean += (float64(a/2) + float64(b/2)) / float64(d.pairs)
	}
	s := d.sums(values, result.Mean)
	whole := make([]float64, s.blocks)
	for i := range whole {
		whole[i] = 1
	}
	estimate := d.shares(s, whole)
	result.Variance = estimate.variance

	low, high := slices.Min(values), slices.Max(values)
	const rounding = 1e-12 // of the value, so its square of the variance
	result.Varies = high-low > rounding*max(math.Abs(low), math.Abs(high)) && estimate.variance > 0
	if !result.Varies {
		return result, nil
	}
	random := draw.Stream(seed, "bootstrap", 0)
	samples := make([]shares, resamples)
	for r := range samples {
		weights := make([]float64, s.blocks)
		for range s.blocks {
			weights[random.IntN(s.blocks)]++
		}
		samples[r] = d.shares(s, weights)
	}
	of := func(value func(shares) float64) Estimate { return interval(value, estimate, samples) }
	for i := range result.Inputs {
		result.Inputs[i] = Input{
			First:  of(func(s shares) float64 { return s.first[i] }),
			Total:  of(func(s shares) float64 { return s.total[i] }),
			Varies: estimate.total[i] > rounding*rounding,
		}
	}
	for p := range result.Pairs {
		result.Pairs[p].Share = of(func(s shares) float64 { return s.pair[p] })
	}
	return result, nil
}

// sums holds what the estimators add up, over blocks of consecutive pairs of points: the bootstrap draws blocks, because
// drawing single points would take as many times longer as a block has points.
type sums struct {
	blocks, size  int
	plain, square []float64   // of A and B, by block
	first, total  [][]float64 // by input and block
	pair          [][]float64 // by pair of inputs and block
}

func (d *Design) sums(values []float64, mean float64) sums {
	s := sums{blocks: min(d.pairs, maxBlocks)}
	s.size = d.pairs / s.blocks
	table := func(rows int) [][]float64 {
		t := make([][]float64, rows)
		for i := range t {
			t[i] = make([]float64, s.blocks)
		}
		return t
	}
	s.plain, s.square = make([]float64, s.blocks), make([]float64, s.blocks)
	s.first, s.total = table(d.inputs), table(d.inputs)
	if d.secondOrder {
		s.pair = table(d.inputs * (d.inputs - 1) / 2)
	}
	centred := make([]float64, d.block())
	for j := range d.pairs {
		for i := range centred {
			centred[i] = values[j*d.block()+i] - mean
		}
		block := j / s.size
		a, b, ab, ba := centred[0], centred[1], centred[2:2+d.inputs], centred[2+d.inputs:]
		s.plain[block] += a + b
		s.square[block] += float64(a*a) + float64(b*b)
		for i := range d.inputs {
			s.first[i][block] += float64(b * (ab[i] - a))
			s.total[i][block] += float64((a - ab[i]) * (a - ab[i]) / 2)
		}
		if !d.secondOrder {
			continue
		}
		p := 0
		for i := range d.inputs {
			for l := i + 1; l < d.inputs; l++ {
				s.pair[p][block] += float64(ba[i]*ab[l]) - float64(a*b)
				p++
			}
		}
	}
	return s
}

// shares holds one set of estimates.
type shares struct {
	variance           float64
	first, total, pair []float64
}

// shares returns the estimates from blocks with the given weights, which sum to the number of blocks.
func (d *Design) shares(s sums, weights []float64) shares {
	n := float64(d.pairs)
	mean := dot(s.plain, weights) / (2 * n)
	result := shares{
		variance: dot(s.square, weights)/(2*n) - float64(mean*mean),
		first:    make([]float64, d.inputs),
		total:    make([]float64, d.inputs),
		pair:     make([]float64, len(s.pair)),
	}
	if result.variance <= 0 {
		return result
	}
	for i := range d.inputs {
		result.first[i] = dot(s.first[i], weights) / n / result.variance
		result.total[i] = dot(s.total[i], weights) / n / result.variance
	}
	if !d.secondOrder {
		return result
	}
	p := 0
	for i := range d.inputs {
		for l := i + 1; l < d.inputs; l++ {
			result.pair[p] = dot(s.pair[p], weights)/n/result.variance - result.first[i] - result.first[l]
			p++
		}
	}
	return result
}

func dot(a, b []float64) float64 {
	var sum float64
	for i, v := range a {
		sum += float64(v * b[i])
	}
	return sum
}

// interval returns an estimate between the outer quantiles of its bootstrap samples.
func interval(value func(shares) float64, estimate shares, samples []shares) Estimate {
	sorted := make([]float64, len(samples))
	for i, s := range samples {
		sorted[i] = value(s)
	}
	slices.Sort(sorted)
	const tail = (1 - Level) / 2
	cut := int(tail * resamples)
	return Estimate{Value: value(estimate), Low: sorted[cut], High: sorted[len(sorted)-1-cut]}
}
