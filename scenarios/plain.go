// SPDX-License-Identifier: Apache-2.0

package scenarios

import "strings"

// plainPaths name the built-in paths in words for pupils.
var plainPaths = map[string]string{
	"current-course": "As today", "kinetic": "Soldiers first", "investment": "Roads first", "three-pillar": "The mix",
	"intervention": "Foreign troops", "kinetic-precise": "Careful soldiers", "investment-stalled": "Roads, then dropped",
	"three-pillar-2029": "The mix from 2029", "three-pillar-2025": "The mix from 2025", "nobody-acts": "Nobody acts",
}

// plainWorlds say what each built-in world assumes, as what follows "What if".
var plainWorlds = map[string]string{
	"central": "our middle guess is right", "backlash": "force provokes revenge", "force-works": "force works",
	"ties-bind": "trade binds neighbours", "aid-under-fire": "aid gets attacked",
}

// Plain is the name of the path in words for pupils; a path that is not built in
// has its label alone.
func (s *Scenario) Plain() string {
	if words, ok := plainPaths[s.Name]; ok && s.file == "" {
		return words
	}
	return s.Label
}

// Plain is what the world assumes, as what follows "What if"; a world that is not
// built in has its label alone.
func (w *World) Plain() string {
	if words, ok := plainWorlds[w.Name]; ok && w.file == "" {
		return words
	}
	return strings.ToLower(w.Label)
}
