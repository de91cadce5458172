// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"context"
	"fmt"
	"strings"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/effect"
)

// describeTilt prints where central values depart from the centre of the
// literature, and which path's dead each departure lowers most.
func describeTilt() (*blocks.Report, error) {
	paths, err := mainPaths()
	if err != nil {
		return nil, err
	}
	tilts, err := effect.Tilts(context.Background(), paths, model.DefaultHorizon)
	if err != nil {
		return nil, err
	}
	t := blocks.Block{Columns: []blocks.Column{
		{Name: "name", Head: "name", Width: 18}, {Name: "literature", Head: "literature", Width: 20}, {Name: "central", Head: "ours", Width: 0}, {Name: "departure", Head: "departs", Width: 7},
		{Name: "favours_civilian_security", Head: "favours: civilians\nand security", Width: 20}, {Name: "favours_all", Head: "favours:\nall killed", Width: 19},
	}}
	reasons := blocks.Block{Name: "reasons", Title: "Why", Columns: []blocks.Column{{Name: "name", Head: "name", Width: 18}, {Name: "because", Head: "because", Width: 76}}}
	counts := map[string]int{}
	for _, tilt := range tilts {
		p, l := tilt.Parameter, tilt.Parameter.Literature
		departure := "from 0"
		if l.Centre != 0 {
			departure = fmt.Sprintf("%s%%", plots.Plus(plots.Number(100*(p.Central/l.Centre-1))))
		}
		narrow, all := favoured(paths, tilt.Narrow), favoured(paths, tilt.All)
		counts[strings.Fields(narrow)[0]]++
		t.Rows = append(t.Rows, []any{p.Name, fmt.Sprintf("%s (%s)", blocks.Exact(l.Centre), RangeWords(l.Low, l.High)), blocks.Input(p.Central), departure, narrow, all})
		because := p.Because
		if p.Fitted() {
			if because != "" {
				because += "; "
			}
			because += fmt.Sprintf("documented as %s and %s", blocks.Exact(p.Documented), originWords(p))
		}
		reasons.Rows = append(reasons.Rows, []any{p.Name, because})
	}
	with := 0
	for i := range model.ParameterTable {
		if model.ParameterTable[i].Literature != nil {
			with++
		}
	}
	calibrated, err := effect.Calibrated(context.Background(), paths, model.DefaultHorizon)
	if err != nil {
		return nil, err
	}
	fit := blocks.Block{Name: "whole_fit", Title: "Effect of the calibration of central values as a whole", Columns: []blocks.Column{
		{Name: "path", Head: "path", Width: 16}, {Name: "deaths_civilian_security", Head: "civilians and\nsecurity killed", Width: 0}, {Name: "deaths_all", Head: "all killed", Width: 0},
	}}
	percent := func(v float64) string { return plots.Plus(plots.Number(100*v)) + "%" }
	for i, s := range paths {
		fit.Rows = append(fit.Rows, []any{s.Name, percent(calibrated.Narrow[i]), percent(calibrated.All[i])})
	}
	fit.Notes = []string{fmt.Sprintf("Change from 2026 to 2040 when the central values replace the documented ones. Relative to the average of the five it favours %s by civilians and security forces killed, and %s by everyone killed.",
		favoured(paths, calibrated.Narrow), favoured(paths, calibrated.All))}
	sentence := fmt.Sprintf("The literature has a centre for %d of %d parameters; ours differs in these %d. Counting civilians and security forces killed, they favour", with, len(model.ParameterTable), len(tilts))
	for _, s := range paths {
		sentence += fmt.Sprintf(" %s %d times,", s.Name, counts[s.Name])
	}
	return &blocks.Report{Blocks: []blocks.Block{t, reasons, fit}, Sentences: []string{
		sentence + fmt.Sprintf(" none %d times.", counts["none"]),
		"Favoured: the path whose deaths fall most, or rise least, relative to the average of the five main paths when our value alone replaces that of the literature; " +
			"none where no path gains 0.1%.",
	}}, nil
}

// favoured names the path that a tilt favours, and by how much of its deaths
// beside the average of all paths.
func favoured(paths []*scenarios.Scenario, changes []float64) string {
	at := effect.Favours(changes)
	if at < 0 {
		return "none"
	}
	mean := 0.0
	for _, c := range changes {
		mean += c / float64(len(changes))
	}
	return fmt.Sprintf("%s by %s%%", paths[at].Name, plots.Number(100*(mean-changes[at])))
}

// mainPaths are the five main built-in paths.
func mainPaths() ([]*scenarios.Scenario, error) {
	var list []*scenarios.Scenario
	for _, name := range scenarios.MainNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}
