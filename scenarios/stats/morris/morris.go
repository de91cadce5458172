// SPDX-License-Identifier: Apache-2.0

// Package morris finds which of many inputs matter to a number computed from them, by the elementary effects of Morris
// (1991), Technometrics 33, 161-174.
package morris

import (
	"fmt"
	"math"
	"slices"

	"crossroads/scenarios/stats/draw"
)

// Level is the confidence level of the intervals.
const Level = 0.95

// resamples is the number of bootstrap samples behind an interval.
const resamples = 1000

// Effect tells how one input acts, in units of the value per whole range of the input.
type Effect struct {
	Mu     float64 // mean of the elementary effects; near 0 also when rises and falls cancel
	MuStar float64 // mean of their sizes: how much the input matters
	Sigma  float64 // their standard deviation: how much that depends on where the other inputs stand

	// Low and High hold MuStar at the confidence Level, by bootstrap over trajectories. They are too narrow for fewer than
	// about ten trajectories.
	Low, High float64

	Varies bool // false when no step of the input changed the value at all
}

// Design returns the points at which to compute the value: trajectories one after the other, each of k+1 points in the unit
// cube of k inputs, where each step moves one input by levels/2 grid steps. Over the trajectories each input starts at each
// of its levels equally often, as nearly as their number allows. It fails unless levels is even, so that the end points of
// steps are equally likely too.
func Design(k, trajectories, levels int, seed uint64) ([][]float64, error) {
	switch {
	case k < 1:
		return nil, fmt.Errorf("design: %d inputs (want at least 1)", k)
	case trajectories < 2:
		return nil, fmt.Errorf("design: %d trajectories (want at least 2; 10 to 50 are usual)", trajectories)
	case levels < 2 || levels%2 != 0:
		return nil, fmt.Errorf("design: %d levels (want an even number from 2; 4 is usual)", levels)
	}
	starts := make([][]int, k) // by input and trajectory
	for j := range starts {
		random := draw.Stream(seed, "start levels", j)
		offset := random.IntN(levels)
		for t := range trajectories {
			starts[j] = append(starts[j], (offset+t)%levels)
		}
		random.Shuffle(trajectories, func(a, b int) { starts[j][a], starts[j][b] = starts[j][b], starts[j][a] })
	}
	var points [][]float64
	for t := range trajectories {
		level := make([]int, k)
		for j := range level {
			level[j] = starts[j][t]
		}
		points = append(points, place(level, levels))
		for _, j := range draw.Stream(seed, "order of steps", t).Perm(k) {
			// Half of the levels away there is exactly one level inside the range.
			level[j] = (level[j] + levels/2) % levels
			points = append(points, place(level, levels))
		}
	}
	return points, nil
}

// place returns the point of the unit cube that belongs to grid levels.
func place(level []int, levels int) []float64 {
	point := make([]float64, len(level))
	for j, l := range level {
		point[j] = float64(l) / float64(levels-1)
	}
	return point
}

// Analyse returns the effect of each input, in the order of the design's columns, from the values at the design's points.
// The seed is that of the bootstrap. It fails when the points are not trajectories or a value is not finite.
func Analyse(design [][]float64, values []float64, seed uint64) ([]Effect, error) {
	elementary, err := elementaryEffects(design, values)
	if err != nil {
		return nil, err
	}
	effects := make([]Effect, len(elementary))
	picks := resampled(seed, len(elementary[0]))
	for j, row := range elementary {
		effects[j] = summary(row, picks)
	}
	return effects, nil
}

// Rankable reports whether the order of MuStar can be read at all: whether the widest interval is at most half as wide as
// the largest MuStar.
func Rankable(effects []Effect) bool {
	var widest, largest float64
	for _, e := range effects {
		widest = max(widest, e.High-e.Low)
		largest = max(largest, e.MuStar)
	}
	return widest <= largest/2
}

// elementaryEffects returns the changes of the value per unit of input, by input and trajectory.
func elementaryEffects(design [][]float64, values []float64) ([][]float64, error) {
	if len(design) == 0 || len(design[0]) == 0 {
		return nil, fmt.Errorf("design: it has no points or no inputs (want one made by Design)")
	}
	k := len(design[0])
	if len(design)%(k+1) != 0 || len(design) < 2*(k+1) {
		return nil, fmt.Errorf("design: %d points of %d inputs are not whole trajectories (want at least two of %d points)", len(design), k, k+1)
	}
	if len(values) != len(design) {
		return nil, fmt.Errorf("values: %d for %d points (want one for each)", len(values), len(design))
	}
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("value at point %d = %v: not finite", i, v)
		}
	}
	effects := make([][]float64, k)
	for i, point := range design {
		if len(point) != k {
			return nil, fmt.Errorf("design: point %d has %d inputs (want %d as the first)", i, len(point), k)
		}
		if i%(k+1) == 0 {
			continue
		}
		moved := -1
		for j := range k {
			if point[j] == design[i-1][j] {
				continue
			}
			if moved >= 0 {
				return nil, fmt.Errorf("design: inputs %d and %d both change at point %d (want one)", moved, j, i)
			}
			moved = j
		}
		if moved < 0 {
			return nil, fmt.Errorf("design: no input changes at point %d (want one)", i)
		}
		if trajectory := i / (k + 1); len(effects[moved]) > trajectory {
			return nil, fmt.Errorf("design: input %d changes twice in trajectory %d (want once)", moved, trajectory)
		}
		effects[moved] = append(effects[moved], (values[i]-values[i-1])/(point[moved]-design[i-1][moved]))
	}
	return effects, nil
}

// resampled is, resample after resample, which of n trajectories the bootstrap
// picks, the same for all inputs and values.
func resampled(seed uint64, n int) []uint32 {
	random := draw.Stream(seed, "bootstrap", 0)
	picks := make([]uint32, resamples*n)
	for i := range picks {
		picks[i] = uint32(random.IntN(n))
	}
	return picks
}

// summary describes the elementary effects of an input.
func summary(elementary []float64, picks []uint32) Effect {
	n := float64(len(elementary))
	var e Effect
	for _, v := range elementary {
		e.Mu += v / n
		e.MuStar += math.Abs(v) / n
		e.Varies = e.Varies || v != 0
	}
	for _, v := range elementary {
		e.Sigma += (v - e.Mu) * (v - e.Mu) / (n - 1)
	}
	e.Sigma = math.Sqrt(e.Sigma)

	sizes := make([]float64, len(elementary))
	for i, v := range elementary {
		sizes[i] = math.Abs(v)
	}
	means := make([]float64, resamples)
	for i := range means {
		for _, pick := range picks[i*len(sizes):][:len(sizes)] {
			means[i] += sizes[pick]
		}
		means[i] /= n
	}
	slices.Sort(means)
	const tail = (1 - Level) / 2
	e.Low = means[int(tail*resamples)]
	e.High = means[resamples-1-int(tail*resamples)]
	return e
}
