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

// Run follows the scenario in a world; the history is run anew in it.
func (s *Scenario) Run(w *World, h model.Horizon) (*Run, error) {
	return s.RunBy(w, h, ode.RK4)
}

// RunBy follows the scenario with a chosen method of integration.
func (s *Scenario) RunBy(w *World, h model.Horizon, method ode.Method) (*Run, error) {
	plan, scale := s.planned(w, h)
	t, err := model.Run(&w.Parameters, plan, h, method)
	if err != nil {
		return nil, fmt.Errorf("scenario %s in world %s: %w", s.Name, w.Name, err)
	}
	return &Run{s, w, t, t.Years, scale}, nil
}

// sortImpulses orders impulses by time; those of one month keep their order.
func sortImpulses(list []model.Impulse) {
	slices.SortStableFunc(list, func(a, b model.Impulse) int { return cmp.Compare(a.At, b.At) })
}

// ModelHash identifies the model with its built-in history; every output
// carries it.
func ModelHash() string { return model.Hash(History().Text) }
