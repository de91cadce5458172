// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"context"
	"fmt"
	"math/bits"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/sensitivity"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/morris"
	"crossroads/scenarios/stats/sobol"
)

// sensitivityOptions are the flags of sensitivity.
type sensitivityOptions struct {
	flags.Output
	flags.Question
	method      string
	samples     int
	seed        uint64
	shape       string
	secondOrder bool
	chosen      *pflag.Flag // --method
	fit         flags.Draws // --posterior
}

// usualSamples is how many trajectories or pairs of points are drawn if the user
// does not say. Assumptions whose effects are too close to rank are said to be.
var usualSamples = map[string]int{sensitivity.OneAtATime: 0, sensitivity.Morris: 400, sensitivity.Sobol: 512, sensitivity.Pawn: 4000}

// NewSensitivity makes the command that ranks assumptions.
func NewSensitivity() *cobra.Command {
	var o sensitivityOptions
	c := &cobra.Command{
		Use:   "sensitivity [PATH [RIVAL]]",
		Short: "Rank assumptions by effect",
		Long: model.Label + `

Ranks the assumptions by how far they move an outcome of path A, or of A minus B. oat moves one assumption at a time;
morris (Morris 1991) does so from many starting points; sobol (Saltelli 2010, Jansen 1999) divides the variance,
interactions included. These three need independent draws of the documented ranges. pawn (Pianosi and Wagener 2018)
compares distributions, so that it also takes draws that agree with the counts, or with your own: --posterior. Without
names it looks at three-pillar minus kinetic.`,
		Example: `  crossroads sensitivity investment kinetic --method morris
  crossroads sensitivity three-pillar --method sobol --samples 1024 --outcome attacks
  crossroads sensitivity kinetic investment --posterior fitted/calibration.csv`,
	}
	o.BindAudit(c)
	o.BindWorld(c)
	o.BindUntil(c)
	o.BindOutcome(c, flags.BothCounts)
	o.method, o.shape = sensitivity.Morris, string(ensemble.PERT)
	f := c.Flags()
	f.Uint64Var(&o.seed, "seed", 1, "seed of the draws; equal seeds give equal draws")
	f.Var(&flags.Choice{Word: &o.method, Known: []string{sensitivity.OneAtATime, sensitivity.Morris, sensitivity.Sobol, sensitivity.Pawn}}, "method", "oat, morris, sobol or pawn")
	f.IntVar(&o.samples, "samples", 0, fmt.Sprintf("trajectories of morris (%d unless stated), pairs of points of sobol (%d; a power of two) or draws of pawn (%d)", usualSamples[sensitivity.Morris], usualSamples[sensitivity.Sobol], usualSamples[sensitivity.Pawn]))
	f.Var(&flags.Choice{Word: &o.shape, Known: []string{string(ensemble.PERT), string(ensemble.Uniform)}}, "shape", "draws behind sobol and pawn: pert, or uniform over the ranges")
	f.BoolVar(&o.secondOrder, "second-order", false, "sobol: also what pairs of assumptions do only together (twice the runs)")
	o.chosen = f.Lookup("method")
	o.fit.BindPosterior(c)
	return flags.Asks(c, &o.Output, o.audit)
}

// audit reads what is asked.
func (o *sensitivityOptions) audit(names []string) (*sensitivityAudit, error) {
	if o.fit.Posterior != "" && !o.chosen.Changed {
		o.method = sensitivity.Pawn
	}
	if o.fit.Posterior != "" && o.method != sensitivity.Pawn && o.method != sensitivity.OneAtATime {
		return nil, flags.Usagef("--method %s: needs independent draws, and those of a fit depend on one another (--method pawn for its draws, oat for the values that fit closest)", o.method)
	}
	a := &sensitivityAudit{}
	q := &a.Ranking
	q.Seed, q.Shape, q.Method, q.Samples, q.SecondOrder = o.seed, ensemble.Shape(o.shape), o.method, o.samples, o.secondOrder
	if q.Samples == 0 {
		q.Samples = usualSamples[q.Method]
	}
	var err error
	if len(names) == 1 {
		q.A, err = o.FindPath(names[0])
	} else {
		q.A, q.B, err = o.FindTwo("sensitivity", names)
	}
	if err != nil {
		return nil, err
	}
	asked, err := o.Read()
	if err != nil {
		return nil, err
	}
	q.Outcomes, q.World, q.Horizon = asked.Outcomes, asked.World, asked.Horizon
	if q.Fit, err = o.fit.FindPosterior(); err != nil {
		return nil, err
	}
	if q.Fit != nil && (q.Method == sensitivity.OneAtATime || q.Fit.HasCentre()) {
		if q.World, err = q.Fit.In(q.World); err != nil {
			return nil, err
		}
	}
	switch {
	case q.Method == sensitivity.Morris:
		err = flags.AtLeast("samples", q.Samples, 2)
	case q.Method == sensitivity.Pawn:
		err = flags.AtLeast("samples", q.Samples, 400)
	case q.Method == sensitivity.Sobol && (q.Samples < 16 || bits.OnesCount(uint(q.Samples)) != 1):
		err = flags.Usagef("--samples %d: must be a power of two from 16, such as 512 or 1024", q.Samples)
	}
	return a, err
}

// sensitivityAudit is the audit.
type sensitivityAudit struct{ sensitivity.Ranking }

// tables are the names of the tables, in order.
func (a *sensitivityAudit) tables() []string {
	switch {
	case a.Method == sensitivity.OneAtATime, a.Method == sensitivity.Pawn:
		return []string{"ranking", "assumptions"}
	case a.SecondOrder && a.Method == sensitivity.Sobol:
		return []string{"ranking", "over_time", "pairs", "assumptions"}
	}
	return []string{"ranking", "over_time", "assumptions"}
}

// Plan says what is run and written.
func (a *sensitivityAudit) Plan() output.Plan {
	p := output.Plan{
		Runs: a.Runs(), Words: fmt.Sprintf("%d assumptions, method %s, %s samples", len(a.Parameters()), a.Method, plots.Count(a.Samples)),
		Tables: a.tables(), Figures: []string{"tornado"},
	}
	p.Files = append(p.Files, output.TableFiles(p.Tables)...)
	if a.Method == sensitivity.Morris || a.Method == sensitivity.Sobol {
		p.Figures = append(p.Figures, "importance")
	}
	return p
}

// Run answers.
func (a *sensitivityAudit) Run(ctx context.Context, done func(int)) (*output.Answer, error) {
	r, err := a.Ranking.Run(ctx, done)
	if err != nil {
		return nil, err
	}
	last := (r.Horizon.End - 1).Year()
	answer := &output.Answer{
		Document: sensitivityDocument(r),
		Figures:  []*plots.Figure{plots.Tornado(r.A, r.B, r.World, last, r.Outcomes, r.Effects)},
		Source:   output.Source{Paths: r.Paths(), Worlds: []*scenarios.World{r.World}, Horizon: r.Horizon, Seed: r.Seed, Members: r.Samples},
	}
	if r.Screening != nil || r.Shares != nil {
		measure, intervals := "Share of the variance, with all interactions", fmt.Sprintf("%.0f%% intervals by bootstrap over pairs of points", 100*sobol.Level)
		if r.Screening != nil {
			measure, intervals = "Mean absolute effect over the documented range", fmt.Sprintf("%.0f%% intervals by bootstrap over trajectories", 100*morris.Level)
		}
		answer.Figures = append(answer.Figures, plots.Importance(r.A, r.B, r.World, last, measure, intervals, importanceDots(r), fmt.Sprintf("%d samples, seed %d", r.Samples, r.Seed)))
	}
	answer.Files = append(answer.Files, output.FilesOf(answer.Tables)...)
	return answer, nil
}
