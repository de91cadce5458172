// SPDX-License-Identifier: Apache-2.0

// Package events scatters single attacks around the smooth course of a run: how
// many there are in each month, and how many people each kills. It observes and
// changes nothing: the run stays what it is.
package events

import (
	"fmt"

	"gonum.org/v1/gonum/stat/distuv"

	"crossroads/model"
	"crossroads/scenarios/stats/draw"
	"crossroads/scenarios/stats/elementary"
)

// Row is one number of the scatter and what it depends on.
type Row struct {
	model.Quantity
	Low, Central, High float64
	Source             string
	of                 func(*Scatter) *float64
}

// Scatter holds the numbers that say how attacks scatter.
type Scatter struct {
	Branching  float64
	Memory     float64
	Dispersion float64
	Exponent   float64
	Largest    float64
}

// Table holds one row per number of the scatter.
var Table = []Row{
	{
		Quantity: model.Quantity{Name: "branching", Label: "Attacks that follow from attacks", Unit: "1",
			Doc: "Share of attacks that earlier attacks bring about, as a month with many is followed by another."},
		Low: 0.2, Central: 0.5, High: 0.93,
		Source: "fits of a self-exciting process to worldwide attacks reach 0.93, an upper bound because they take trends for contagion; centre an assumption",
		of:     func(s *Scatter) *float64 { return &s.Branching },
	},
	{
		Quantity: model.Quantity{Name: "memory", Label: "How long an attack is felt", Unit: "month",
			Doc: "Time in which the pull of an attack on later ones falls to a third."},
		Low: 0.5, Central: 2, High: 3,
		Source: "the same fits: about two months",
		of:     func(s *Scatter) *float64 { return &s.Memory },
	},
	{
		Quantity: model.Quantity{Name: "dispersion", Label: "Evenness of months", Unit: "1",
			Doc: "Shape of the months' scatter beyond chance: the smaller, the wilder."},
		Low: 4, Central: 6, High: 10,
		Source: "assumption: with the rest it scatters yearly counts by 0.15 to 0.25 in logarithms, as PICSS's counts of 2020-2025 do around their growth; no monthly figure for Pakistan was found",
		of:     func(s *Scatter) *float64 { return &s.Dispersion },
	},
	{
		Quantity: model.Quantity{Name: "exponent", Label: "Rarity of large attacks", Unit: "1",
			Doc: "An attack that kills twice as many is 2 to this power times rarer."},
		Low: 2.3, Central: 2.5, High: 2.6,
		Source: "Bohorquez et al. (2009), Johnson et al. (2005): about 2.5; Clauset, Young and Gleditsch (2007) lower",
		of:     func(s *Scatter) *float64 { return &s.Exponent },
	},
	{
		Quantity: model.Quantity{Name: "largest", Label: "Largest attack", Unit: "death",
			Doc: "No attack kills more; without an end the scatter would be infinite."},
		Low: 100, Central: 150, High: 500,
		Source: "assumption: 145 were killed in the school in Peshawar in 2014",
		of:     func(s *Scatter) *float64 { return &s.Largest },
	},
}

// Central holds every row at its centre.
func Central() Scatter {
	var s Scatter
	for i := range Table {
		*Table[i].of(&s) = Table[i].Central
	}
	return s
}

// Draws are the scatters of members, each with its own numbers.
type Draws struct {
	seed uint64
	rows []draw.Sequence
	from []draw.Distribution
}

// firstDimension is the place of the scatter's rows in a low-discrepancy
// sequence, after those of the model's parameters.
const firstDimension = 128

// NewDraws prepares the draws of a seed.
func NewDraws(seed uint64, sampling draw.Method) (*Draws, error) {
	sampler, err := draw.NewSampler(sampling, seed)
	if err != nil {
		return nil, err
	}
	d := &Draws{seed: seed}
	for i := range Table {
		row := &Table[i]
		sequence, err := sampler.Sequence("events "+row.Name, firstDimension+i)
		if err != nil {
			return nil, err
		}
		distribution, err := draw.PERT(draw.Range{Low: row.Low, Mode: row.Central, High: row.High})
		if err != nil {
			return nil, fmt.Errorf("events %s: %w", row.Name, err)
		}
		d.rows, d.from = append(d.rows, sequence), append(d.from, distribution)
	}
	return d, nil
}

// Member is the scatter of one member, counted from 0.
func (d *Draws) Member(i int) Scatter {
	var s Scatter
	for j := range Table {
		*Table[j].of(&s) = d.from[j].Quantile(d.rows[j].At(i))
	}
	return s
}

// Month is what happened in one month.
type Month struct {
	Attacks int
	Killed  int // in all of them, but for militants
	Worst   int // in the deadliest of them
}

// Months draws the months of a member: expected holds how many attacks the run
// has in each, first the one named, and lethality how many people an attack
// kills in the mean. Over many members the means are those of the run. What
// chance does in a month depends on seed, member and month alone, so that two
// paths meet the same chances as long as they have the same attacks.
func (d *Draws) Months(s Scatter, member int, first model.Month, expected []float64, lethality float64) []Month {
	months := make([]Month, len(expected))
	severities := s.severities(lethality)
	fade := elementary.Exp(-1 / s.Memory)
	// The pull of the past is the mean, fading, of how far months lay above or below what was expected of them.
	pull := 1.0
	for i, mean := range expected {
		chance := draw.Stream(d.seed, "events "+(first+model.Month(i)).String(), member)
		m := &months[i]
		mean *= 1 - s.Branching + float64(s.Branching*pull)
		if mean > 0 {
			// A gamma number of Poisson counts: what is called a negative binomial number.
			rate := distuv.Gamma{Alpha: s.Dispersion, Beta: s.Dispersion / mean, Src: chance}.Rand()
			m.Attacks = int(distuv.Poisson{Lambda: rate, Src: chance}.Rand())
		}
		for range m.Attacks {
			killed := severities.draw(chance.Float64())
			m.Killed += killed
			m.Worst = max(m.Worst, killed)
		}
		if expected[i] > 0 {
			pull = float64(fade*pull) + float64((1-fade)*(float64(m.Attacks)/expected[i]))
		}
	}
	return months
}

// severities is how many people attacks kill: the share of attacks that kill at
// most so many, from none on.
type severities []float64

// severities follow a power law up to the largest, and leave so many attacks
// without dead that the mean is the lethality. A lethality above that of the
// power law alone is out of the question for the ranges of this model; then no
// attack is without dead.
func (s *Scatter) severities(lethality float64) severities {
	weights := make([]float64, int(s.Largest)+1)
	var sum, mean float64
	for k := 1; k < len(weights); k++ {
		weights[k] = elementary.Pow(float64(k), -s.Exponent)
		sum += weights[k]
		mean += float64(weights[k] * float64(k))
	}
	deadly := min(lethality/(mean/sum), 1)
	upTo := 1 - deadly
	list := make(severities, len(weights))
	list[0] = upTo
	for k := 1; k < len(weights); k++ {
		upTo += float64(deadly * weights[k] / sum)
		list[k] = upTo
	}
	return list
}

// draw is the number killed where a share u of all attacks kills fewer.
func (s severities) draw(u float64) int {
	for k, upTo := range s { // most attacks kill none or one
		if u < upTo {
			return k
		}
	}
	return len(s) - 1
}

// Nobody is the share of attacks that kill nobody.
func (s *Scatter) Nobody(lethality float64) float64 { return s.severities(lethality)[0] }
