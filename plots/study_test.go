// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/study"
)

// TestFiguresThatTakePathsApartKeepTheirWordsApart draws F5b, F9, F10 and F11.
func TestFiguresThatTakePathsApartKeepTheirWordsApart(t *testing.T) {
	world := scenarios.Central()
	paths := pathsOf(runsOf(t, world, "three-pillar", "kinetic", "kinetic-precise", "current-course"))
	r := rand.New(rand.NewPCG(5, 1))
	// rows are random rows with the labels given.
	rows := func(labels []string) []Dot {
		var list []Dot
		for _, label := range labels {
			at := 40000 * (r.Float64() - 0.5)
			list = append(list, Dot{label, "few studies", at, at - 9000*r.Float64(), at + 9000*r.Float64()})
		}
		return list
	}
	var mechanisms, assumptions []string
	for _, m := range study.Mechanisms {
		mechanisms = append(mechanisms, m.Name)
	}
	for i := range 12 {
		assumptions = append(assumptions, model.ParameterTable[i].Label)
	}
	var dots, pillars, rests []Dots
	for _, o := range deathOutcomes() {
		dots = append(dots, Dots{Head: o.Label, Unit: o.Unit, Rows: rows(assumptions)})
		pillars = append(pillars, Dots{Head: o.Label, Unit: o.Unit, Rows: rows([]string{"security alone", "together minus the sum of each alone"})})
		for _, rival := range paths[1:3] {
			one := Dots{Head: o.Label + ": less " + rival.Label, Unit: o.Unit, Rows: rows(mechanisms)}
			one.Mark = &one.Rows[0].At
			rests = append(rests, one)
		}
	}
	var years []int
	var maps [][][]float64
	for year := 2026; year <= 2033; year++ {
		years = append(years, year)
	}
	for range deathOutcomes() {
		var grid [][]float64
		for range years {
			var row []float64
			for range years {
				row = append(row, 30000*r.Float64())
			}
			grid = append(grid, row)
		}
		maps = append(maps, grid)
	}
	var searches []Search
	var found []Found
	for _, o := range deathOutcomes() {
		one := Search{Outcome: o, Here: CostPoint{nil, 2700, 13000}}
		for i, p := range paths {
			one.Paths = append(one.Paths, CostPoint{p, 2500 + 700*float64(i), 20000 + 4000*float64(i)})
			one.Front = append(one.Front, CostPoint{nil, 300 + 1500*float64(i), 22000 - 3000*float64(i)})
		}
		searches = append(searches, one)
		box := Found{Head: "Kinetic-precise has fewer " + o.Label + " than three-pillar", Names: assumptions, Across: 0, Up: 1,
			Restrictions: []Limit{{0, true, 300}, {1, false, 0.4}}, Way: []Purity{{1, 0.4}, {0.8, 0.6}, {0.5, 0.9}}, Chosen: Purity{0.8, 0.6}}
		for range 200 {
			var row []float64
			for range assumptions {
				row = append(row, 1000*r.Float64())
			}
			box.Inputs, box.Interest = append(box.Inputs, row), append(box.Interest, r.IntN(2) == 0)
		}
		found = append(found, box)
	}
	for _, f := range []*Figure{
		Importance(paths[0], paths[1], world, 2040, "Mean size of effect per documented range", "95% intervals", dots, "100 samples, seed 1"),
		Pillars(paths[0], paths[3], world, 2040, pillars, "500 draws, seed 1"),
		RestsOn(paths[0], paths[1:3], world, 2040, rests, "500 draws, seed 1"),
		Timing(paths[0], paths[3], world, 2040, deathOutcomes(), years, maps),
		Searched(world, 2040, searches, "8000 trials, seed 1"),
		Discovered(found, "central", "2000 draws, seed 1"),
	} {
		for _, size := range canvas.Sizes {
			for _, fault := range sheetFaults(f.on(blank{}, size)) {
				t.Errorf("%s at %s: %s", f.Name, size.Name, fault)
			}
			text := strings.Join(textOf(t, f, size), " ")
			for _, want := range append(strings.Fields(f.Title), model.Label, fmt.Sprintf("%s %s", f.ID, f.Name), scenarios.ModelHash()) {
				if !strings.Contains(text, want) {
					t.Errorf("%s at %s does not say %q", f.Name, size.Name, want)
				}
			}
		}
		if f.Description == "" || strings.Contains(f.Description, "NaN") {
			t.Errorf("%s: description %q", f.Name, f.Description)
		}
	}
}
