// SPDX-License-Identifier: Apache-2.0

package claims

import (
	"math"

	"crossroads/model"
	"crossroads/scenarios/stats/elementary"
)

// The decade before the history: the operation of 2014 and the five years after
// it, in which attacks fell while sanctuary across the border was small.
var (
	earlier       = model.Horizon{Start: model.NewYear(2014), End: model.NewYear(2020), StepsPerYear: 12}
	earlierLevers = model.Levers{
		Precision: 0.3, Investment: 300, Openness: 0.5, Narrative: 0.05, Interference: 0.1, Restraint: 0.8, AttackFactor: 1,
	}
)

const (
	earlierFighters  = 8000 // fighter
	earlierSanctuary = 0.2
	earlierKilled    = 2763 // fighter: militants reported killed in the first year
	mostTempo        = 300  // major operation/year: twice the range of the lever
)

// earlierDecline is the yearly decline of attacks from 2014 to 2019, as a
// difference of logarithms, with the tempo held and with a tempo that fades to a
// quarter. The tempo of the first year is the one at which the militants reported
// killed are killed; found is false where no tempo reaches them.
func earlierDecline(p *model.Parameters) (held, fading float64, found bool) {
	assumed := *p
	assumed.StartFighters, assumed.StartSanctuary = earlierFighters, earlierSanctuary
	kernel, set, years := model.NewKernel(), []model.Parameters{assumed}, []model.Years{nil}
	run := func(tempo float64, h model.Horizon, shares ...float64) model.Years {
		plan := &model.Plan{}
		for _, share := range shares {
			l := earlierLevers
			l.OperationsTempo = tempo * share
			for range 12 {
				plan.Months = append(plan.Months, l)
			}
		}
		if err := kernel.Run(set, plan, h, years); err != nil {
			return nil
		}
		return years[0]
	}
	first := earlier
	first.End = first.Start + 12
	low, high := 0.0, float64(mostTempo)
	for high-low > 1e-3 {
		tempo := (low + high) / 2
		if y := run(tempo, first, 1); y != nil && y[1].TotalMilitants < earlierKilled {
			low = tempo
		} else {
			high = tempo
		}
	}
	decline := func(shares ...float64) float64 {
		y := run(low, earlier, shares...)
		if y == nil {
			return math.NaN()
		}
		return elementary.Log(attacks.In(y, 2014)/attacks.In(y, 2019)) / 5
	}
	return decline(1, 1, 1, 1, 1, 1), decline(1, 1, 0.5, 0.5, 0.25, 0.25), high < mostTempo
}
