package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/calibrate"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/tables/tablefile"
)

// bindPosterior adds the flags of a calibration.
func (o *options) bindPosterior(c *cobra.Command) {
	c.Flags().StringVar(&o.posterior, "posterior", "", "use the fit in this file (calibration.csv): its draws, and in single runs the values that fit closest")
	c.Flags().BoolVar(&o.anyway, "anyway", false, fmt.Sprintf("accept a posterior that is worth fewer than %d draws", calibrate.SmallestSize))
}

// readPosterior is the fit chosen, nil if none is.
func (o *options) readPosterior() (*ensemble.Posterior, error) {
	if o.posterior == "" || o.fit != nil {
		return o.fit, nil
	}
	if err := output.Unchanged(o.posterior); err != nil {
		return nil, err
	}
	table, err := tablefile.Read(o.posterior)
	if err != nil {
		return nil, err
	}
	p, err := ensemble.ReadPosterior(table)
	if err != nil {
		return nil, err
	}
	if n := p.EffectiveSize(); n < calibrate.SmallestSize && !o.anyway {
		return nil, fmt.Errorf("%s: is worth %.0f draws (%d or more, or --anyway)", o.posterior, n, calibrate.SmallestSize)
	}
	o.fit = p
	return p, nil
}

// fitted is a world with the values that fit closest in place of the central ones. A command that draws takes a file without
// them too.
func (o *options) fitted(w *scenarios.World) (*scenarios.World, error) {
	p, err := o.readPosterior()
	if p == nil || err != nil || o.chosen != nil && !p.HasCentre() {
		return w, err
	}
	return p.In(w)
}
