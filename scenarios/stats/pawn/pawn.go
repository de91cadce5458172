// SPDX-License-Identifier: Apache-2.0

// Package pawn tells which inputs a result depends on from draws at hand, which may
// depend on one another (Pianosi and Wagener 2018).
package pawn

import (
	"fmt"
	"math"
	"slices"
)

// Slices is the usual number of parts that the draws are cut into along an input.
const Slices = 10

// Index is how far the distribution of a result moves when an input is known to
// lie in one part of its draws: over the parts, the median and the largest of the
// distances of Kolmogorov and Smirnov. 0 is not at all, 1 is wholly.
type Index struct{ Median, Most float64 }

// Analyse is the index of a result for an input, by draw, with so many parts that
// hold equally many draws. It fails on lengths that differ or on parts of fewer
// than 20 draws.
func Analyse(input, result []float64, parts int) (Index, error) {
	n := len(input)
	if n != len(result) || parts < 1 || n/parts < 20 {
		return Index{}, fmt.Errorf("pawn: %d draws of the input, %d of the result, %d parts (equally many, and 20 or more in each part)", n, len(result), parts)
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case input[a] < input[b]:
			return -1
		case input[a] > input[b]:
			return 1
		}
		return 0
	})
	all := slices.Clone(result)
	slices.Sort(all)
	var far []float64
	for p := range parts {
		var own []float64
		for _, i := range order[p*n/parts : (p+1)*n/parts] {
			own = append(own, result[i])
		}
		slices.Sort(own)
		far = append(far, distance(own, all))
	}
	slices.Sort(far)
	middle := (far[(parts-1)/2] + far[parts/2]) / 2
	return Index{middle, far[parts-1]}, nil
}

// distance is the largest gap between the distributions of two sorted samples.
func distance(a, b []float64) float64 {
	var i, j int
	var most float64
	for i < len(a) && j < len(b) {
		v := min(a[i], b[j])
		for i < len(a) && a[i] == v {
			i++
		}
		for j < len(b) && b[j] == v {
			j++
		}
		most = max(most, math.Abs(float64(i)/float64(len(a))-float64(j)/float64(len(b))))
	}
	return most
}

// Chance is the median index that an input without any effect stays below in 95 of
// 100 cases for so many draws and parts: inputs whose index is smaller cannot be
// told from none. It is found from repeats of draws that have nothing to do with
// the result.
func Chance(result []float64, parts, repeats int, input func(repeat, draw int) float64) (float64, error) {
	var list []float64
	column := make([]float64, len(result))
	for r := range repeats {
		for i := range column {
			column[i] = input(r, i)
		}
		x, err := Analyse(column, result, parts)
		if err != nil {
			return 0, err
		}
		list = append(list, x.Median)
	}
	slices.Sort(list)
	return list[min(int(math.Ceil(0.95*float64(repeats))), repeats)-1], nil
}
