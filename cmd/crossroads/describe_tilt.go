package main

import (
	"context"
	"fmt"
	"strings"

	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/effect"
)

// describeTilt prints where central values depart from the centre of the
// literature, and which path's dead each departure lowers most.
func describeTilt() (*report, error) {
	paths, err := mainPaths()
	if err != nil {
		return nil, err
	}
	tilts, err := effect.Tilts(context.Background(), paths, model.DefaultHorizon)
	if err != nil {
		return nil, err
	}
	t := block{Columns: []column{
		{"name", "name", 18}, {"literature", "literature", 20}, {"central", "ours", 0}, {"departure", "departs", 7},
		{"favours_civilian_security", "favours: civilians\nand security", 20}, {"favours_all", "favours:\nall killed", 19},
	}}
	reasons := block{Name: "reasons", Title: "Why", Columns: []column{{"name", "name", 18}, {"because", "because", 76}}}
	counts := map[string]int{}
	for _, tilt := range tilts {
		p, l := tilt.Parameter, tilt.Parameter.Literature
		departure := "from 0"
		if l.Centre != 0 {
			departure = fmt.Sprintf("%s%%", plots.Plus(plots.Number(100*(p.Central/l.Centre-1))))
		}
		narrow, all := favoured(paths, tilt.Narrow), favoured(paths, tilt.All)
		counts[strings.Fields(narrow)[0]]++
		t.Rows = append(t.Rows, []any{p.Name, fmt.Sprintf("%s (%s)", exact(l.Centre), rangeWords(l.Low, l.High)), quoted(p.Central), departure, narrow, all})
		because := p.Because
		if p.Fitted() {
			if because != "" {
				because += "; "
			}
			because += fmt.Sprintf("documented as %s and %s", exact(p.Documented), originWords(p))
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
	fit := block{Name: "whole_fit", Title: "Effect of the calibration of central values as a whole", Columns: []column{
		{"path", "path", 16}, {"deaths_civilian_security", "civilians and\nsecurity killed", 0}, {"deaths_all", "all killed", 0},
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
	return &report{Blocks: []block{t, reasons, fit}, Sentences: []string{
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
