// SPDX-License-Identifier: Apache-2.0

package effect

import (
	"context"
	"fmt"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
)

// Tilt is what it does that a central value departs from the centre of the
// literature: by how much each path's two death sums change, relative to the
// run with the literature's centre.
type Tilt struct {
	Parameter *model.Parameter
	Narrow    []float64 // deaths_civilian_security by path, as a share
	All       []float64 // deaths_all by path, as a share
}

// Favours is the path whose deaths fall most, or rise least, when the
// literature's centre gives way to ours, beside the average of all paths; -1
// where no path gains as much as a tenth of a percent on the average.
func Favours(changes []float64) int {
	mean, at := 0.0, 0
	for i, c := range changes {
		mean += c / float64(len(changes))
		if c < changes[at] {
			at = i
		}
	}
	if mean-changes[at] < 0.001 {
		return -1
	}
	return at
}

// Tilts measures every central value that departs from the centre of the
// literature, one at a time, in the order of the table.
func Tilts(ctx context.Context, paths []*scenarios.Scenario, h model.Horizon) ([]Tilt, error) {
	var departing []*model.Parameter
	for i := range model.ParameterTable {
		if p := &model.ParameterTable[i]; p.Literature != nil && p.Literature.Centre != p.Central {
			departing = append(departing, p)
		}
	}
	sets := []model.Parameters{model.Central()}
	for _, row := range departing {
		p := model.Central()
		*row.Of(&p) = row.Literature.Centre
		sets = append(sets, p)
	}
	tilts, err := tilted(ctx, paths, h, sets)
	for i := range tilts {
		tilts[i].Parameter = departing[i]
	}
	return tilts, err
}

// Calibrated measures what the calibration of central values does as a whole,
// relative to the run with every parameter at its documented value.
func Calibrated(ctx context.Context, paths []*scenarios.Scenario, h model.Horizon) (Tilt, error) {
	tilts, err := tilted(ctx, paths, h, []model.Parameters{model.Central(), model.Documented()})
	if err != nil {
		return Tilt{}, err
	}
	return tilts[0], nil
}

// tilted compares the first set of assumptions with each of the others.
func tilted(ctx context.Context, paths []*scenarios.Scenario, h model.Horizon, sets []model.Parameters) ([]Tilt, error) {
	narrow, all := model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")
	b := batch.Batch{
		Paths: batch.InWorld(scenarios.Central(), h, paths...), Horizon: h, Numbers: batch.Outcomes([]*model.Outcome{narrow, all}),
		Sets: len(sets), Set: func(i int) model.Parameters { return sets[i] },
	}
	values, err := b.Run(ctx)
	if err != nil {
		return nil, fmt.Errorf("tilts: %w", err)
	}
	tilts := make([]Tilt, len(sets)-1)
	for i := range tilts {
		for path := range paths {
			tilts[i].Narrow = append(tilts[i].Narrow, values[0][path][0]/values[1+i][path][0]-1)
			tilts[i].All = append(tilts[i].All, values[0][path][1]/values[1+i][path][1]-1)
		}
	}
	return tilts, nil
}
