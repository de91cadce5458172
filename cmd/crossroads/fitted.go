package main

import (
	"fmt"
	"math"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
)

// worldLines say in at most two lines what the single run of a world has for
// 2025, and how well the world agrees with the counts, thing by thing.
func worldLines(w *scenarios.World) ([]string, error) {
	if w.Start != 0 {
		return nil, nil // its own start shares no counted year
	}
	told, err := counts.Tell(w)
	if err != nil {
		return nil, err
	}
	rates, err := ensemble.RatesLine(w)
	if err != nil || rates == "" {
		return []string{told.Line()}, err
	}
	return []string{told.Line(), rates}, nil
}

// centreWords say why the single run of the path compared with and the median of
// the draws differ, where they do so by centreApart or more; else "".
func centreWords(r *ensemble.Result) (string, error) {
	d := r.Design()
	o := model.FindOutcome("deaths_civilian_security")
	run, err := d.Paths[d.Against].Run(d.Worlds[0], d.Horizon)
	if err != nil {
		return "", err
	}
	single, median := o.Of(run.Years), r.Level(0, d.Against, o, 0).Quantile(0.5)
	gap := median/single - 1
	if math.Abs(gap) < centreApart {
		return "", nil
	}
	than := "more"
	if gap < 0 {
		than = "fewer"
	}
	return fmt.Sprintf(" On %s the median draw has %.0f%% %s killed than the single run, whose values fit the counts best together; draws spread unevenly around them.",
		d.Paths[d.Against].Label, 100*math.Abs(gap), than), nil
}

// centreApart is the share by which the single run and the median of the draws
// may differ without a word.
const centreApart = 0.13
