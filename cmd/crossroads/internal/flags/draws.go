// SPDX-License-Identifier: Apache-2.0

package flags

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/calibrate"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/draw"
	"crossroads/scenarios/tables/tablefile"
)

// Draws are the flags that say how assumptions are drawn.
type Draws struct {
	Members   int
	Seed      uint64
	Sampling  string
	Posterior string
	Anyway    bool
	From      string  // fitted or prior
	Bias      float64 // shared by all counts, for fitted draws

	fit     *ensemble.Posterior // read from the file, once
	from    *pflag.Flag         // --draws; nil where the command has none
	members *pflag.Flag         // --members
}

// The two kinds of draws.
const (
	FittedDraws = "fitted"
	PriorDraws  = "prior"
)

// UsualMembers is the number of draws of every audit that runs paths under draws,
// so that the same question gets the same answer wherever it is asked.
const UsualMembers = 500

// BindMembers adds number and seed of draws. Why says in the help why a command takes
// another number than UsualMembers, if it does.
func (d *Draws) BindMembers(c *cobra.Command, usual int, why ...string) {
	c.Flags().IntVar(&d.Members, "members", usual, strings.Join(append([]string{"number of draws of the uncertain parameters"}, why...), "; "))
	d.members = c.Flags().Lookup("members")
	c.Flags().Uint64Var(&d.Seed, "seed", 1, "seed of the draws; equal seeds give equal draws")
}

// Shown is the number of draws behind shares of draws: the usual one unless
// --members says otherwise, whatever number of draws a search takes by default.
func (d *Draws) Shown() int {
	if d.members.Changed {
		return d.Members
	}
	return UsualMembers
}

// BindFrom adds the flags that say whether draws agree with the counts.
func (d *Draws) BindFrom(c *cobra.Command) {
	d.From = PriorDraws
	if ensemble.FittedByDefault {
		d.From = FittedDraws
	}
	c.Flags().Var(&Choice{&d.From, []string{FittedDraws, PriorDraws}}, "draws", "fitted: draws that agree with the counts of 2021 to 2025; prior: all draws of the documented ranges")
	d.from = c.Flags().Lookup("draws")
	c.Flags().Float64Var(&d.Bias, "shared-bias", counts.SharedBias, "fitted draws: how far all counts may be too high or too low together (standard deviation of the logarithm, 0 to 0.35)")
}

// BindSampling adds how draws are spread.
func (d *Draws) BindSampling(c *cobra.Command) {
	d.Sampling = string(draw.Latin)
	var known []string
	for _, m := range draw.Methods {
		known = append(known, string(m))
	}
	c.Flags().Var(&Choice{&d.Sampling, known}, "sampling", "how draws are spread: "+strings.Join(known, ", "))
}

// BindPosterior adds the flags of a calibration.
func (d *Draws) BindPosterior(c *cobra.Command) {
	c.Flags().StringVar(&d.Posterior, "posterior", "", "use the fit in this file (calibration.csv): its draws, and in single runs the values that fit closest")
	c.Flags().BoolVar(&d.Anyway, "anyway", false, fmt.Sprintf("accept a posterior of another model, or one worth fewer than %d draws", calibrate.SmallestSize))
}

// Find is the way of drawing chosen.
func (d *Draws) Find() (ensemble.Draws, error) {
	if d.members != nil {
		if err := AtLeast("members", d.Members, 1); err != nil {
			return ensemble.Draws{}, err
		}
	}
	draws, err := d.findFrom()
	if err != nil {
		return draws, err
	}
	draws.Sampling = draw.Method(d.Sampling)
	switch {
	case draws.Fitted != nil && d.Posterior != "" && d.from != nil && d.from.Changed && d.From == FittedDraws:
		return draws, Usagef("--draws fitted: has no use with --posterior, which brings draws of its own")
	case draws.Fitted != nil && d.Posterior == "" && d.Sampling != "" && draws.Sampling != draw.Latin:
		return draws, Usagef("--sampling %s: has no use with fitted draws, which are tried one by one (--draws prior)", d.Sampling)
	case d.Posterior == "":
		return draws, nil
	}
	draws.Fitted = nil
	draws.Posterior, err = d.FindPosterior()
	return draws, err
}

// FindPosterior is the fit chosen, nil if none is.
func (d *Draws) FindPosterior() (*ensemble.Posterior, error) {
	if d.Posterior == "" || d.fit != nil {
		return d.fit, nil
	}
	if err := output.Unchanged(d.Posterior); err != nil {
		return nil, err
	}
	rows, err := tablefile.Read(d.Posterior)
	if err != nil {
		return nil, err
	}
	p, err := ensemble.ReadPosterior(rows)
	if err != nil {
		return nil, err
	}
	if hash := scenarios.ModelHash(); p.Model != "" && p.Model != hash && !d.Anyway {
		return nil, fmt.Errorf("%s: was fitted with model %s, and this program has model %s; run crossroads calibrate again, or add --anyway", d.Posterior, p.Model, hash)
	}
	if n := p.EffectiveSize(); n < calibrate.SmallestSize && !d.Anyway {
		return nil, fmt.Errorf("%s: is worth %.0f draws; use a fit worth %d or more, or add --anyway", d.Posterior, n, calibrate.SmallestSize)
	}
	d.fit = p
	return p, nil
}

// Fitted is a world with the values that fit closest in place of the central
// ones, if a fit is chosen.
func (d *Draws) Fitted(w *scenarios.World) (*scenarios.World, error) {
	p, err := d.FindPosterior()
	if p == nil || err != nil {
		return w, err
	}
	return p.In(w)
}

// findFrom is the kind of draws chosen, with its seed.
func (d *Draws) findFrom() (ensemble.Draws, error) {
	draws := ensemble.Draws{Seed: d.Seed, Documented: true}
	if d.from == nil {
		return ensemble.Usual(d.Seed)
	}
	var err error
	if d.From == FittedDraws {
		draws.Fitted, err = counts.NewPast(d.Bias)
	}
	if err != nil {
		return draws, Usagef("--shared-bias %v: must be from 0 to %v", d.Bias, counts.MostBias)
	}
	return draws, nil
}
