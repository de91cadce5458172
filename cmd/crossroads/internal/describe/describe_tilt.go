// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"context"
	"fmt"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/effect"
)

// Tilt says where central values depart from the centre of the literature, and
// which path's dead each departure lowers most.
func Tilt() (*table.Document, error) {
	paths, err := mainPaths()
	if err != nil {
		return nil, err
	}
	tilts, err := effect.Tilts(context.Background(), paths, model.DefaultHorizon)
	if err != nil {
		return nil, err
	}
	t := &table.Table{Name: "tilts", Title: "Central values that differ from the centre of the literature", Columns: []table.Column{
		table.Words("name", "name", 18), table.Sentences("in_literature", "literature", 20), table.Numbers("literature", "", "").Meaning("centre of the literature"), table.Ranges("literature_range", "", "").Meaning("range of the literature"),
		table.Numbers("central", "ours", ""), table.Numbers("departure", "departs", "1").Meaning("change from the centre of the literature, as a share of it; nothing where that is 0"),
		table.Sentences("favours_narrow", "favours: civilians\nand security", 19), table.Words("favours_civilian_security", "", 0).Meaning("path favoured by civilians and security forces killed"), table.Numbers("favours_civilian_security_by", "", "1").Meaning("by which share of its deaths"),
		table.Sentences("favours_whole", "favours:\nall killed", 19), table.Words("favours_all", "", 0).Meaning("path favoured by everyone killed"), table.Numbers("favours_all_by", "", "1").Meaning("by which share of its deaths"),
	}, Notes: []string{
		"Favoured: the path whose deaths fall most, or rise least, relative to the average of the five main paths when our value alone replaces that of the literature; none under 0.1%.",
	}}
	reasons := &table.Table{Name: "reasons", Title: "Why", Columns: []table.Column{table.Words("name", "name", 18), table.Words("because", "because", 76)}}
	counts := map[string]int{}
	for _, tilt := range tilts {
		p, l := tilt.Parameter, tilt.Parameter.Literature
		departure := table.Cell(table.Nothing{})
		if l.Centre != 0 {
			departure = table.Relative(p.Central/l.Centre - 1)
		}
		narrow, all := favoured(paths, tilt.Narrow), favoured(paths, tilt.All)
		counts[narrow.name]++
		within := table.Range{Low: l.Low, High: l.High, U: p.Unit, Exact: true}
		centre := table.Input{V: l.Centre, U: p.Unit}
		cells := []table.Cell{table.Word(p.Name), table.Prose(fmt.Sprintf("%s (%s)", centre.Text(), within.Text())), centre, within, table.Input{V: p.Central, U: p.Unit}, departure}
		t.Add(append(append(cells, narrow.cells()...), all.cells()...)...)
		because := p.Because
		if p.Fitted() {
			if because != "" {
				because += "; "
			}
			because += fmt.Sprintf("documented as %s and %s", plots.Exact(p.Documented), originWords(p))
		}
		reasons.Add(table.Word(p.Name), table.Word(because))
	}
	with := 0
	for i := range model.ParameterTable {
		if model.ParameterTable[i].Literature != nil {
			with++
		}
	}
	fit, err := fitTable(paths)
	if err != nil {
		return nil, err
	}
	var favours []string
	for _, s := range paths {
		favours = append(favours, fmt.Sprintf("%s %d times", s.Label, counts[s.Name]))
	}
	return &table.Document{Tables: []*table.Table{t, fit, reasons}, Answer: []string{
		fmt.Sprintf("The literature has a centre for %d of %d assumptions; ours differs in %d.", with, len(model.ParameterTable), len(tilts)),
		fmt.Sprintf("Counting civilians and security forces killed, these favour %s, and no path %d times.", table.Sentence(favours), counts[""]),
	}}, nil
}

// fitTable says what the calibration of central values does as a whole.
func fitTable(paths []*scenarios.Scenario) (*table.Table, error) {
	calibrated, err := effect.Calibrated(context.Background(), paths, model.DefaultHorizon)
	if err != nil {
		return nil, err
	}
	t := &table.Table{Name: "whole_fit", Title: "Effect of the calibration of central values as a whole", Columns: []table.Column{
		table.Words("path", "path", 18), table.Numbers("deaths_civilian_security", "civilians and\nsecurity killed", "1"), table.Numbers("deaths_all", "all killed", "1"),
	}, Notes: []string{
		"Change from 2026 to 2040 when the central values replace the documented ones.",
		fmt.Sprintf("Relative to the average of the five it favours %s by civilians and security forces killed, and %s by everyone killed.",
			favoured(paths, calibrated.Narrow).words(), favoured(paths, calibrated.All).words()),
	}}
	for i, s := range paths {
		t.Add(table.Path(s), table.Relative(calibrated.Narrow[i]), table.Relative(calibrated.All[i]))
	}
	return t, nil
}

// favour is the path that a change favours, and by which share of its deaths
// beside the average of all paths; no path where none gains.
type favour struct {
	name, label string
	by          float64
}

// favoured names the path that some changes favour.
func favoured(paths []*scenarios.Scenario, changes []float64) favour {
	at := effect.Favours(changes)
	if at < 0 {
		return favour{}
	}
	mean := 0.0
	for _, c := range changes {
		mean += c / float64(len(changes))
	}
	return favour{paths[at].Name, paths[at].Label, mean - changes[at]}
}

// words is what people read of it.
func (f favour) words() string {
	if f.name == "" {
		return "none"
	}
	return fmt.Sprintf("%s by %s%%", f.label, plots.Number(100*f.by))
}

// cells are its words, the name of its path and its share.
func (f favour) cells() []table.Cell {
	if f.name == "" {
		return []table.Cell{table.Prose(f.words()), table.Nothing{}, table.Nothing{}}
	}
	return []table.Cell{table.Prose(f.words()), table.Word(f.name), table.Percent(f.by)}
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
