// SPDX-License-Identifier: Apache-2.0

package claims

import (
	"context"
	"fmt"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/workers"
)

// Measured is a claim with its reading in every world and its share of draws.
type Measured struct {
	*Claim
	Worlds []Reading // in the order of scenarios.WorldNames, central first
	Drawn  []Reading // one per draw, in order of members
	Fitted []Reading // one per draw that agrees with the counts
}

// Share is the share of draws in which the claim holds, and of those that agree
// with the counts.
func (m *Measured) Share() (prior, fitted ensemble.Share) { return share(m.Drawn), share(m.Fitted) }

// share is the share of readings that hold.
func share(readings []Reading) ensemble.Share {
	return among(0, len(readings), func(i int) bool { return readings[i].Holds })
}

// among is the share of the places from one up to another at which something holds.
func among(from, to int, holds func(i int) bool) ensemble.Share {
	s := ensemble.Share{Of: to - from}
	for i := from; i < to; i++ {
		if holds(i) {
			s.Count++
		}
	}
	return s
}

// Failures are the worlds in which the claim does not hold.
func (m *Measured) Failures() []string {
	var list []string
	for i, r := range m.Worlds {
		if !r.Holds {
			list = append(list, scenarios.WorldNames()[i])
		}
	}
	return list
}

// worldsAndDraws lists the parameters of every built-in world, then those of so
// many draws around the documented values, as other commands draw. It returns how
// many worlds come first.
func worldsAndDraws(members int, seed uint64) (sets []model.Parameters, worlds int, err error) {
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, 0, err
		}
		sets = append(sets, w.Parameters)
	}
	worlds = len(sets)
	sets, err = drawn(sets, members, ensemble.Draws{Seed: seed, Documented: true})
	return sets, worlds, err
}

// drawn appends the parameters of so many draws.
func drawn(sets []model.Parameters, members int, draws ensemble.Draws) ([]model.Parameters, error) {
	assumptions, err := ensemble.NewAssumptions(draws)
	if err != nil {
		return nil, err
	}
	for i := range members {
		sets = append(sets, assumptions.Member(i))
	}
	return sets, nil
}

// FittedAmong is how many draws that agree with the counts stand beside so many of
// the prior: half as many, since they vary less.
func FittedAmong(members int) int { return members / 2 }

// drawnFitted appends the parameters of the draws that agree with the counts and
// stand beside so many of the prior.
func drawnFitted(sets []model.Parameters, members int, seed uint64) ([]model.Parameters, error) {
	past, err := counts.NewPast(counts.SharedBias)
	if err != nil {
		return nil, err
	}
	return drawn(sets, FittedAmong(members), ensemble.Draws{Seed: seed, Fitted: past})
}

// Measure reads every claim in every built-in world and over a number of draws
// of the uncertain parameters. Equal arguments give equal readings.
func Measure(members int, seed uint64) ([]Measured, error) {
	sets, worlds, err := worldsAndDraws(members, seed)
	if err != nil {
		return nil, err
	}
	last := len(sets)
	if sets, err = drawnFitted(sets, members, seed); err != nil {
		return nil, err
	}
	measured := make([]Measured, len(Table()))
	err = workers.Each(context.Background(), len(measured), func(i int) error {
		readings, err := Table()[i].Read(sets)
		if err != nil {
			return fmt.Errorf("claim %d: %w", Table()[i].Number, err)
		}
		measured[i] = Measured{&Table()[i], readings[:worlds], readings[worlds:last], readings[last:]}
		return nil
	})
	return measured, err
}

// block is how many sets of assumptions are run at once.
const block = 64

// Read reads the claim under each set of assumptions, in their order.
func (c *Claim) Read(sets []model.Parameters) ([]Reading, error) {
	kernel := model.NewKernel()
	readings := make([]Reading, 0, len(sets))
	years := make([][]model.Years, len(c.Paths))
	plans := make([]*model.Plan, len(c.Paths))
	for i, s := range c.Paths {
		years[i], plans[i] = make([]model.Years, block), s.PlanIn(scenarios.Central(), model.DefaultHorizon)
	}
	for first := 0; first < len(sets); first += block {
		some := append([]model.Parameters(nil), sets[first:min(first+block, len(sets))]...)
		if c.assume != nil {
			for i := range some {
				c.assume(&some[i])
			}
		}
		for i := range c.Paths {
			if err := kernel.Run(some, plans[i], model.DefaultHorizon, years[i]); err != nil {
				return nil, fmt.Errorf("path %s: %w", c.Paths[i].Name, err)
			}
		}
		of := make([]model.Years, len(c.Paths))
		for j := range some {
			for i := range c.Paths {
				of[i] = years[i][j]
			}
			readings = append(readings, c.measure(&some[j], of))
		}
	}
	return readings, nil
}
