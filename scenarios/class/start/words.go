// SPDX-License-Identifier: Apache-2.0

package start

// plainParameters name the parameters that matter most in words for pupils.
var plainParameters = map[string]string{
	"inflow": "new fighters each year, come what may", "contagion": "fighters who bring in friends", "pool": "how many might ever join", "exit": "fighters who give up each year",
	"grievance_gain": "how far anger makes people join", "hard_share": "share who would never talk", "replacement": "new fighters for each one killed", "avenging": "new fighters for each civilian killed",
	"kill_per_operation": "fighters killed in one raid", "civilian_ratio": "civilians killed for each fighter", "attack_rate": "attacks by one fighter in a year", "revenge": "attacks in answer to raids",
	"suppression": "attacks that raids prevent", "deaths_per_attack": "killed in one attack", "realised_share": "share of promised money really spent", "build_time": "years until a road is built",
	"sabotage": "building stopped by attacks", "development": "how far jobs keep people from joining", "economic_leverage": "how far trade changes Kabul's mind", "harm_loss": "trust lost for each death",
	"exchange_ratio": "fighters removed for each soldier killed", "civilian_share": "share of civilians among those killed", "presence": "how far raids hold attacks down",
	"shelter_floor": "share of the fight that needs no shelter", "sympathy": "how far Kabul tolerates militants anyway", "emboldening": "attacks that talks encourage",
	"infiltration": "attacks that an open border lets in", "harm_gain": "anger after each civilian killed",
}

// PlainParameter is the name of a parameter in words for readers who do not know the
// model, or "" where it has none but its label.
func PlainParameter(name string) string { return plainParameters[name] }
