// SPDX-License-Identifier: Apache-2.0

package counts

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/stats/elementary"
)

// History is the span of the years that all paths share.
var History = model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: model.DefaultHorizon.StepsPerYear}

// Recommended is the set of the evidence table that fitted draws follow: our
// reading of all counts of a year.
const Recommended = "recommended"

// SharedBias is the usual standard deviation, on the scale of logarithms, of
// what the counts of one thing have too many or too few in all years: what
// tallies of one thing differ by on the whole. MostBias is the largest that may
// be chosen.
const (
	SharedBias = 0.25
	MostBias   = 0.35
)

// Biased are recommended targets and their spreads under a shared bias. A row of
// the recommended set spans what its sources differ by. Part of that is the same
// in all years, the shared bias; what is left, and Standard.Own at least, concerns
// the row alone. The usual bias is as wide as the widest span, so that it leaves
// nothing of any: it errs on the side of doubt. No bias is shared by all things: the
// model's dead are those that are counted.
func Biased(targets []Target, bias float64) ([]Target, Spreads) {
	own := slices.Clone(targets)
	for i := range own {
		t := &own[i]
		t.Own = max(Standard.Own, math.Sqrt(max(0, float64(t.Own*t.Own)-float64(bias*bias))))
	}
	return own, Spreads{Own: Standard.Own, Source: bias, Year: Standard.Year}
}

// Past is what draws are fitted to: the counts of the history, and how far each
// may lie from a run. It is safe for use by several goroutines.
type Past struct {
	Likelihood *Likelihood
	Bias       float64
	Spreads    Spreads
	Bound      float64 // no run within the documented ranges has a larger log likelihood
	Sum        string  // identifies the counts, their spreads and the model
	plan       *model.Plan
}

// pasts holds the pasts made so far by their bias.
var pasts sync.Map

// NewPast returns the recommended counts under a shared bias from 0 to MostBias.
func NewPast(bias float64) (*Past, error) {
	if made, ok := pasts.Load(bias); ok {
		return made.(*Past), nil
	}
	if !(bias >= 0 && bias <= MostBias) {
		return nil, fmt.Errorf("shared bias %v: must be from 0 to %v", bias, MostBias)
	}
	p, err := newPast(bias, unscaled)
	if err == nil {
		pasts.Store(bias, p)
	}
	return p, err
}

// Scales are factors on the spreads: on what concerns a row alone, on what the
// counts of one thing share in all years, and on how far a year lies from any
// smooth course.
type Scales struct{ Own, Shared, Year float64 }

// unscaled leaves the spreads as they are.
var unscaled = Scales{1, 1, 1}

// Scalings are the factors under which the main conclusions are drawn again, the
// spreads as they are first.
var Scalings = []Scales{
	unscaled, {0.5, 0.5, 0.5}, {2, 2, 2},
	{0.5, 1, 1}, {2, 1, 1}, {1, 0.5, 1}, {1, 2, 1}, {1, 1, 0.5}, {1, 1, 2},
}

// Scaled returns the recommended counts under the usual shared bias with spreads
// that are scaled. A factor must be above 0.
func Scaled(s Scales) (*Past, error) { return newPast(SharedBias, s) }

func newPast(bias float64, scales Scales) (*Past, error) {
	targets, _ := Targets(model.EvidenceTable, Recommended, model.Fork)
	for i := range targets {
		if !targets[i].yearly() {
			return nil, fmt.Errorf("evidence %s: fitted draws need outcomes of whole years", targets[i].ID)
		}
	}
	targets, spreads := Biased(targets, bias)
	for i := range targets {
		targets[i].Own *= scales.Own
	}
	spreads.Own *= scales.Own
	spreads.Source *= scales.Shared
	spreads.Year *= scales.Year
	like, err := NewLikelihood(targets, spreads)
	if err != nil {
		return nil, err
	}
	p := &Past{Likelihood: like, Bias: bias, Spreads: spreads, plan: scenarios.History().Plan(History)}
	p.Bound = boundOf(bias, scales)
	sum := sha256.New()
	fmt.Fprintln(sum, scenarios.ModelHash(), p.Bias, p.Bound)
	for _, t := range targets {
		fmt.Fprintln(sum, t.ID, t.Observes, t.Start, t.End, t.Log, t.Own, t.Fraction, t.Root)
	}
	if scales != unscaled {
		fmt.Fprintln(sum, spreads)
	}
	p.Sum = fmt.Sprintf("%x", sum.Sum(nil)[:6])
	return p, nil
}

// boundOf is the bound under a bias: the one found for it or, under another, that
// of a perfect fit, which holds everywhere and costs more candidates.
func boundOf(bias float64, scales Scales) float64 {
	for _, b := range bounds {
		if bias == b.bias && scales == b.scales {
			return b.bound
		}
	}
	return 0
}

// Room is what running candidates needs; give each goroutine its own.
type Room struct {
	kernel *model.Kernel
	years  []model.Years
	logs   []float64
}

// NewRoom returns a room.
func NewRoom() *Room { return &Room{kernel: model.NewKernel()} }

// Years are the runs last made in the room.
func (r *Room) Years() []model.Years { return r.years }

// Fits fills logs with the logarithm of the likelihood of each set of
// assumptions under the common history; −Inf where a run diverges or has none
// of what was counted.
func (p *Past) Fits(r *Room, sets []model.Parameters, logs []float64) error {
	for len(r.years) < len(sets) {
		r.years = append(r.years, nil)
	}
	years := r.years[:len(sets)]
	if err := r.kernel.Run(sets, p.plan, History, years); err != nil {
		var member *model.MemberError
		if !errors.As(err, &member) {
			return err
		}
		return p.oneByOne(r, sets, logs)
	}
	for i := range sets {
		logs[i] = p.fit(r, years[i])
	}
	return nil
}

// oneByOne is Fits where some run diverges.
func (p *Past) oneByOne(r *Room, sets []model.Parameters, logs []float64) error {
	for i := range sets {
		err := r.kernel.Run(sets[i:i+1], p.plan, History, r.years[:1])
		var member *model.MemberError
		switch {
		case err == nil:
			logs[i] = p.fit(r, r.years[0])
		case errors.As(err, &member):
			logs[i] = math.Inf(-1)
		default:
			return err
		}
	}
	return nil
}

// fit is the logarithm of the likelihood of a run.
func (p *Past) fit(r *Room, years model.Years) float64 {
	r.logs = p.Read(years, r.logs[:0])
	return p.Likelihood.Of(r.logs, nil)
}

// Read appends to logs the logarithm of what a run has for each target, unknown
// fractions taken as 1.
func (p *Past) Read(years model.Years, logs []float64) []float64 {
	for i := range p.Likelihood.Targets {
		t := &p.Likelihood.Targets[i]
		logs = append(logs, elementary.Log(t.Observes.OverYears(years, t.Start.Year(), t.End.Year()-1, 1)))
	}
	return logs
}

// Run follows sets of assumptions through the history; the years are valid until
// the room is used again.
func (p *Past) Run(r *Room, sets []model.Parameters) ([]model.Years, error) {
	for len(r.years) < len(sets) {
		r.years = append(r.years, nil)
	}
	return r.years[:len(sets)], r.kernel.Run(sets, p.plan, History, r.years[:len(sets)])
}

// yearly reports whether the target is of whole years and of outcomes alone, so
// that the samples at the ends of years suffice to read it.
func (t *Target) yearly() bool {
	if t.Start%12 != 0 || t.End%12 != 0 {
		return false
	}
	for _, name := range t.Observes.Names() {
		if model.FindOutcome(name) == nil {
			return false
		}
	}
	return true
}
