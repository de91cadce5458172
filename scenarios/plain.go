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

// plainParameters name the parameters that matter most in words for pupils.
var plainParameters = map[string]string{
	"inflow": "new fighters each year, come what may", "contagion": "fighters who bring in friends", "pool": "how many might ever join",
	"exit": "fighters who give up each year", "grievance_gain": "how far anger makes people join", "hard_share": "share who would never talk",
	"replacement": "new fighters for each one killed", "avenging": "new fighters for each civilian killed", "kill_per_operation": "fighters killed in one raid",
	"civilian_ratio": "civilians killed for each fighter", "attack_rate": "attacks by one fighter in a year", "revenge": "attacks in answer to raids",
	"suppression": "attacks that raids prevent", "deaths_per_attack": "killed in one attack", "realised_share": "share of promised money really spent",
	"build_time": "years until a road is built", "sabotage": "building stopped by attacks", "development": "how far jobs keep people from joining",
	"economic_leverage": "how far trade changes Kabul's mind", "harm_loss": "trust lost for each death",
}

// PlainParameter is the name of a parameter in words for pupils, or "" where it
// has none but its label.
func PlainParameter(name string) string { return plainParameters[name] }

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
