// SPDX-License-Identifier: Apache-2.0

package claims

import (
	"fmt"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// Raise says what raising one lever alone does to the two death sums.
type Raise struct {
	Lever                       *model.Lever
	From, To                    float64
	NarrowRises, AllRise        ensemble.Share // prior draws in which deaths_civilian_security, deaths_all, rise
	NarrowFitted, AllFitted     ensemble.Share // the same of draws that agree with the counts
	NarrowAtCentre, AllAtCentre float64        // change at central values, in deaths
}

// rarely is the share of draws up to which a lever counts as one that costs
// nobody's life in this model.
const rarely = 0.05

// Free reports whether raising the lever rarely raises deaths_civilian_security.
// Readers should distrust such a lever, so each has its reason.
func (r *Raise) Free() bool { return r.NarrowRises.Fraction() <= rarely }

// raisedBy is the share of its range by which a lever is raised.
const raisedBy = 0.3

// Raises raises every lever alone by three tenths of its range from the reference
// path, for good from the fork, over a number of draws.
func Raises(members int, seed uint64) ([]Raise, error) {
	sets, err := drawn([]model.Parameters{model.Central()}, members, ensemble.Draws{Seed: seed, Documented: true})
	if err != nil {
		return nil, err
	}
	if sets, err = drawnFitted(sets, members, seed); err != nil {
		return nil, err
	}
	reference := builtin(scenarios.Reference)
	now := reference.Plan(model.DefaultHorizon).Months[model.Fork-model.HistoryStart]
	before, err := sums(reference, sets)
	if err != nil {
		return nil, err
	}
	var raises []Raise
	for i := range model.LeverTable {
		lever := &model.LeverTable[i]
		r := Raise{Lever: lever, From: *lever.Of(&now)}
		r.To = min(r.From+float64(raisedBy*(lever.High-lever.Low)), lever.High)
		after, err := sums(path("raised-"+lever.Name, fmt.Sprintf("levers: {%s: %g}", lever.Name, r.To)), sets)
		if err != nil {
			return nil, err
		}
		r.NarrowAtCentre, r.AllAtCentre = after[0].narrow-before[0].narrow, after[0].all-before[0].all
		rising := func(from, to int) (narrow, all ensemble.Share) {
			return among(from, to, func(j int) bool { return after[j].narrow > before[j].narrow }), among(from, to, func(j int) bool { return after[j].all > before[j].all })
		}
		r.NarrowRises, r.AllRise = rising(1, 1+members)
		r.NarrowFitted, r.AllFitted = rising(1+members, len(sets))
		raises = append(raises, r)
	}
	return raises, nil
}

// bothSums are the two death sums of one run.
type bothSums struct{ narrow, all float64 }

// sums runs a path under each set of assumptions, in their order.
func sums(s *scenarios.Scenario, sets []model.Parameters) ([]bothSums, error) {
	list := make([]bothSums, 0, len(sets))
	question := Claim{Paths: []*scenarios.Scenario{s}, measure: func(_ *model.Parameters, y []model.Years) Reading {
		list = append(list, bothSums{civilianSecurity.Of(y[0]), all.Of(y[0])})
		return Reading{}
	}}
	_, err := question.Read(sets)
	return list, err
}
