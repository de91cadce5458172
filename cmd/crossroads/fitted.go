package main

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
)

// The two kinds of draws.
const (
	fittedDraws = "fitted"
	priorDraws  = "prior"
)

// bindFrom adds the flags that say whether draws agree with the counts.
func (o *options) bindFrom(c *cobra.Command) {
	o.from = priorDraws
	if ensemble.FittedByDefault {
		o.from = fittedDraws
	}
	c.Flags().Var(&choice{&o.from, []string{fittedDraws, priorDraws}}, "draws", "fitted: draws that agree with the counts of 2021 to 2025; prior: all draws of the documented ranges")
	o.chosen = c.Flags().Lookup("draws")
	if c.Name() != "backtest" { // which fits anew
		o.bindPosterior(c)
	}
	c.Flags().Float64Var(&o.bias, "shared-bias", counts.SharedBias, "fitted draws: what all counts may have too many or too few in common (standard deviation of the logarithm, 0 to 0.35)")
}

// drawsFrom is the way of drawing chosen, but for how draws are spread.
func (o *options) drawsFrom() (ensemble.Draws, error) {
	d := ensemble.Draws{Seed: o.seed, Documented: true}
	if o.posterior != "" {
		if o.chosen != nil && o.chosen.Changed && o.from == fittedDraws {
			return d, usagef("--draws fitted: has no use with --posterior, which brings draws of its own")
		}
		var err error
		d.Posterior, err = o.readPosterior()
		return d, err
	}
	if o.chosen == nil {
		return ensemble.Usual(o.seed)
	}
	var err error
	if o.from == fittedDraws {
		d.Fitted, err = counts.NewPast(o.bias)
	}
	if err != nil {
		return d, usagef("--shared-bias %v: must be from 0 to %v", o.bias, counts.MostBias)
	}
	return d, nil
}

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
