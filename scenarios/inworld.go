// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"slices"

	"crossroads/model"
)

// PlanIn lays the path out in a world: its levers, scaled if its budget says so,
// and what befalls it there beside its own shocks.
func (s *Scenario) PlanIn(w *World, h model.Horizon) *model.Plan {
	plan, _ := s.planned(w, h)
	return plan
}

// planned is PlanIn with the factor by which the budget scales.
func (s *Scenario) planned(w *World, h model.Horizon) (*model.Plan, float64) {
	plan, factor := s.planIn(w, h), 1.0
	if b := s.Budget; b != nil && b.Scale != nil {
		factor = s.ScaleIn(w, h)
		s.scale(plan, h, factor)
	}
	return plan, factor
}

// planIn is PlanIn without the scale of a budget; without a world nothing befalls
// the path.
func (s *Scenario) planIn(w *World, h model.Horizon) *model.Plan {
	plan := s.Plan(h)
	if w != nil {
		for i := range w.Shocks {
			w.Shocks[i].strike(plan, h)
		}
		sortImpulses(plan.Impulses)
	}
	return plan
}

// strike adds what a shock does to a plan.
func (s *Shock) strike(plan *model.Plan, h model.Horizon) {
	if s.At >= h.End {
		return
	}
	if s.Kind.impulse != nil {
		plan.Impulses = append(plan.Impulses, s.Kind.impulse(s.At, s.Values))
	}
	if s.Kind.bend != nil {
		s.Kind.bend(plan.Months[s.At-h.Start:], s.Values)
	}
}

// scale multiplies the lever that the budget scales from the fork on.
func (s *Scenario) scale(plan *model.Plan, h model.Horizon, factor float64) {
	for m := max(s.Starts, h.Start); m < h.End; m++ {
		*s.Budget.Scale.Of(&plan.Months[m-h.Start]) *= factor
	}
}

// scaleSteps is how finely factors are tried before the largest that fits is
// closed in on.
const scaleSteps = 24

// ScaleIn is the largest factor on the lever that the budget scales with which
// no year of a run in w costs more than the ceiling; 0 if even without the lever
// some year does. The lever stays within its range, and whatever answers to it,
// reactive operations among them, is run again for every factor tried.
func (s *Scenario) ScaleIn(w *World, h model.Horizon) float64 {
	row, most := s.Budget.Scale, 0.0
	plan := s.planIn(w, h)
	for _, month := range plan.Months[max(s.Starts-h.Start, 0):] {
		most = max(most, *row.Of(&month))
	}
	if most == 0 {
		return 1
	}
	kernel, years := model.NewKernel(), []model.Years{nil}
	fits := func(factor float64) bool {
		tried := *plan
		tried.Months = slices.Clone(plan.Months)
		s.scale(&tried, h, factor)
		err := kernel.Run([]model.Parameters{w.Parameters}, &tried, h, years)
		return err == nil && len(s.Budget.Over(years[0])) == 0
	}
	high := row.High / most
	if fits(high) {
		return high
	}
	for k := scaleSteps - 1; k >= 0; k-- {
		low := high * float64(k) / scaleSteps
		if !fits(low) {
			continue
		}
		return closeIn(fits, low, high*float64(k+1)/scaleSteps)
	}
	return 0
}

// closeIn halves the span between a factor that fits and one that does not until
// it is a billionth, and returns the one that fits.
func closeIn(fits func(float64) bool, low, high float64) float64 {
	for range 40 {
		if middle := (low + high) / 2; fits(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}
