// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"maps"

	"crossroads/model"
)

// assumptionKeys are the keys that a path has only where it may set assumptions.
func assumptionKeys() []key[Scenario] {
	return []key[Scenario]{
		{Key{"parameters", "parameters with values", "Assumptions for this path alone, only with --mixed.", "parameters: {replacement: 0.9}"},
			func(r *reader, s *Scenario, p pair) { r.parameters(s.assuming(), p.value) }},
		{Key{"start", "values at the start", "Values at the start for this path alone, only with --mixed.", "start: {fighters: 6000}"},
			func(r *reader, s *Scenario, p pair) { r.start(s.assuming(), p.value) }},
	}
}

// assuming is what s assumes, made its own before it changes.
func (s *Scenario) assuming() *World {
	own := &World{Parameters: model.Central(), Places: map[*model.Parameter]Place{}}
	if s.From != nil && s.Assumes == s.From.Assumes && s.Assumes != nil {
		own.inherit(s.Assumes)
		own.From, own.Places = nil, maps.Clone(s.Assumes.Places)
	}
	if s.Assumes == nil || s.From != nil && s.Assumes == s.From.Assumes {
		s.Assumes = own
	}
	return s.Assumes
}
