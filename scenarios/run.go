// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"cmp"
	"fmt"
	"slices"

	"crossroads/model"
	"crossroads/model/ode"
)

// Run is a scenario in a world and what followed.
type Run struct {
	Scenario   *Scenario
	World      *World
	Trajectory *model.Trajectory
	Years      model.Years
	Scale      float64 // of the lever that the budget scales; 1 if it scales none
}

// Run follows the scenario in a world; the history is run again in it.
func (s *Scenario) Run(w *World, h model.Horizon) (*Run, error) {
	return s.RunBy(w, h, ode.RK4)
}

// RunBy follows the scenario with a chosen method of integration.
func (s *Scenario) RunBy(w *World, h model.Horizon, method ode.Method) (*Run, error) {
	if err := SameStart(w, h, s); err != nil {
		return nil, err
	}
	plan, scale := s.planned(w, h)
	t, err := model.Run(&w.Parameters, plan, h, method)
	if err != nil {
		return nil, fmt.Errorf("path %s in world %s: %w", s.Name, w.Name, err)
	}
	return &Run{s, w, t, t.Years, scale}, nil
}

// OwnStartError refuses a path or a world with a start of its own.
func OwnStartError(name string, start model.Month) error {
	return fmt.Errorf("%s starts in %s; this command takes paths and worlds of the shared history from %s (run, compare, plot of single runs and describe schedule take others)", name, start, model.HistoryStart)
}

// SameStart refuses paths and a world that start in different years, or in another
// than h does.
func SameStart(w *World, h model.Horizon, paths ...*Scenario) error {
	for _, s := range paths {
		switch {
		case s.RunStart() != w.RunStart() && s.Start == 0:
			return fmt.Errorf("path %s starts in %s, the start values of world %s are of %s (another --world, or a path with horizon: {start: %s})",
				s.Name, s.RunStart(), w.Name, w.RunStart(), w.RunStart())
		case s.RunStart() != w.RunStart():
			return fmt.Errorf("path %s starts in %s, the start values of world %s are of %s (a --world with start: {year: %d})",
				s.Name, s.RunStart(), w.Name, w.RunStart(), s.RunStart().Year())
		case s.RunStart() != h.Start:
			return OwnStartError(s.Name, s.RunStart())
		}
	}
	return nil
}

// sortImpulses orders impulses by time; those of one month keep their order.
func sortImpulses(list []model.Impulse) {
	slices.SortStableFunc(list, func(a, b model.Impulse) int { return cmp.Compare(a.At, b.At) })
}

// ModelHash identifies the model with its built-in history; every output
// carries it.
func ModelHash() string { return model.Hash(History().Text) }
