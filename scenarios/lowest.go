// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"math"

	"crossroads/model"
)

// DeathCounts are the two counts of people killed that are always shown together.
func DeathCounts() []*model.Outcome {
	return []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")}
}

// Tie is the share by which two counts may differ and still count as equal.
const Tie = 0.05

// Tied reports whether two counts differ by no more than a tie, measured at the
// smaller of them.
func Tied(a, b float64) bool { return math.Abs(a-b) <= float64(Tie*min(math.Abs(a), math.Abs(b))) }

// Lowest lists the places of the lowest values: the lowest, and those that lie
// within a tie of it.
func Lowest(values []float64) []int {
	least := values[0]
	for _, v := range values {
		least = min(least, v)
	}
	var places []int
	for i, v := range values {
		if v == least || Tied(v, least) {
			places = append(places, i)
		}
	}
	return places
}
