// SPDX-License-Identifier: Apache-2.0

package calibrate

import (
	"fmt"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/draw"
	"crossroads/scenarios/stats/elementary"
)

// history is the years that are fitted.
var history = model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: model.DefaultHorizon.StepsPerYear}

// documentedTempo is the tempo of operations by year before any fit. Nobody
// counted major operations; with the documented parameters this course, set by
// hand, gives about the militants that were reported killed.
var documentedTempo = []float64{5, 5, 15, 23, 51}

// Prior draws what may have been before the figures are looked at: parameters
// from their documented ranges with the documented value as mode, and the tempo
// of operations, which nobody counted, between half and twice the documented
// course, two thirds of the way common to all years. After the last year known
// the tempo lies between half and twice that of the year before, so that nothing
// learnt later enters.
type Prior struct {
	assumptions *ensemble.Assumptions
	common      draw.Sequence
	tempo       []draw.Sequence // by year
	plan        *model.Plan
	known       int // the last year whose documented tempo is used
}

// NewPrior prepares the draws of a seed. The documented tempo is known up to
// and with the year given.
func NewPrior(seed uint64, known int) (*Prior, error) {
	assumptions, err := ensemble.NewAssumptions(ensemble.Draws{Seed: seed, Documented: true})
	if err != nil {
		return nil, err
	}
	sampler, err := draw.NewSampler(draw.Latin, seed)
	if err != nil {
		return nil, err
	}
	p := &Prior{assumptions: assumptions, plan: scenarios.History().Plan(history), known: known}
	if p.common, err = sampler.Sequence("tempo", 0); err != nil {
		return nil, err
	}
	for _, year := range Years() {
		sequence, err := sampler.Sequence(fmt.Sprintf("tempo %d", year), 0)
		if err != nil {
			return nil, err
		}
		p.tempo = append(p.tempo, sequence)
	}
	return p, nil
}

// Years are the calendar years of the history.
func Years() []int {
	var list []int
	for m := history.Start; m < history.End; m += 12 {
		list = append(list, m.Year())
	}
	return list
}

// Member is what one member holds possible: its parameters, and the tempo of
// operations by year.
func (p *Prior) Member(i int) (model.Parameters, []float64) {
	tempo := make([]float64, len(p.tempo))
	common := 2*p.common.At(i) - 1
	for y := range p.tempo {
		one := 2*p.tempo[y].At(i) - 1
		if history.Start.Year()+y <= p.known {
			tempo[y] = documentedTempo[y] * elementary.Exp2((2*common+one)/3)
		} else {
			tempo[y] = tempo[y-1] * elementary.Exp2(one)
		}
	}
	return p.assumptions.Member(i), tempo
}

// runs follows members through the history and hands take each of them at the months given.
func (p *Prior) runs(kernel *model.Kernel, members []Member, months []model.Month, take func(i int, run model.Moments)) error {
	sets, own := make([]model.Parameters, len(members)), model.OwnCourse{Lever: model.FindLever("operations_tempo"), Years: make([][]float64, len(members))}
	for i := range members {
		sets[i], own.Years[i] = members[i].Parameters, members[i].Tempo
	}
	return kernel.RunAt(sets, p.plan, &own, history, months, take)
}

// monthsOf lists the months that targets read, in order of time.
func monthsOf(targets ...counts.Target) []model.Month {
	var months []model.Month
	for i := range targets {
		months = append(months, targets[i].Observes.Months(targets[i].Start, targets[i].End)...)
	}
	slices.Sort(months)
	return slices.Compact(months)
}

// builtIn is the tempo of the built-in history by year.
func (p *Prior) builtIn() []float64 {
	tempo := make([]float64, len(p.tempo))
	for y := range tempo {
		tempo[y] = p.plan.Months[12*y].OperationsTempo
	}
	return tempo
}
