// SPDX-License-Identifier: Apache-2.0

package report

import (
	"math"
	"slices"

	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
)

// chartData is what the chart that answers to the reader draws from. Numbers
// have four significant digits; the tables have them as computed.
type chartData struct {
	First     int            `json:"first"` // first year
	Fork      int            `json:"fork"`  // first year of the paths
	Reference string         `json:"reference"`
	Outcomes  []chartOutcome `json:"outcomes"`
	Paths     []chartPath    `json:"paths"`
}

type chartOutcome struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	Unit  string `json:"unit"`
	End   bool   `json:"end"` // how things stand at the end of a year, not what happens within it
}

type chartPath struct {
	Name  string     `json:"name"`
	Label string     `json:"label"`
	Look  plots.Look `json:"look"`
	Shown bool       `json:"shown"` // at first
	// By outcome and year.
	Values [][]float64    `json:"values"`
	Bands  [][][4]float64 `json:"bands"` // low and high of the middle 80%, of the middle 50%; none of a year without draws
}

// newChartData gathers what every path does year by year.
func newChartData(a *Data) chartData {
	years := a.Against.Years
	d := chartData{First: years.First(), Fork: model.Fork.Year(), Reference: a.Against.Scenario.Name}
	var shown []*model.Outcome
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		if o.Block == model.BlockWounded {
			continue
		}
		shown = append(shown, o)
		d.Outcomes = append(d.Outcomes, chartOutcome{o.Name, o.Label, o.Unit, o.Span == model.AtEnd})
	}
	var paths []*scenarios.Scenario
	for _, r := range a.Runs {
		paths = append(paths, r.Scenario)
	}
	drawn := plots.Drawn(paths, slices.Index(a.Runs, a.Against))
	for i, look := range plots.Looks(paths) {
		p := chartPath{Name: paths[i].Name, Label: paths[i].Label, Look: look, Shown: slices.Contains(drawn, i)}
		for _, o := range shown {
			bands := a.Draws.bands(paths[i].Name, o.Name)
			var values []float64
			var spread [][4]float64
			for year := years.First(); year <= years.Last(); year++ {
				values = append(values, digits4(o.In(a.Runs[i].Years, year)))
				if b, ok := bands[year]; ok {
					spread = append(spread, [4]float64{digits4(b.Low80), digits4(b.High80), digits4(b.Low50), digits4(b.High50)})
				}
			}
			p.Values, p.Bands = append(p.Values, values), append(p.Bands, spread)
		}
		d.Paths = append(d.Paths, p)
	}
	return d
}

// digits4 rounds to four significant digits.
func digits4(v float64) float64 {
	if v == 0 {
		return 0
	}
	scale := math.Pow10(3 - int(math.Floor(math.Log10(math.Abs(v)))))
	return math.Round(v*scale) / scale
}
