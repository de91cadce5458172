// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"crossroads/plots/canvas"
	"crossroads/scenarios"
)

// Look is how a path looks wherever it is drawn, for those who draw it
// themselves.
type Look struct {
	Color string    `json:"color"` // as #8e2a8b
	Dash  []float64 `json:"dash"`  // pixels drawn and left out; none for a solid line
	Width float64   `json:"width"`
}

// Looks gives each of some paths, drawn together, its look.
func Looks(paths []*scenarios.Scenario) []Look {
	list := make([]Look, len(paths))
	for i, l := range canvas.LooksOf(paths) {
		list[i] = Look{canvas.Hex(l.Color), l.Dash, l.Width}
	}
	return list
}

// Drawn picks the paths that a figure of all of them draws, by their places.
func Drawn(paths []*scenarios.Scenario, against int) []int { return shown(paths, against) }
