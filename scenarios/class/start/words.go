// SPDX-License-Identifier: Apache-2.0

package start

// plainParameters name the parameters in words for pupils.
var plainParameters = map[string]string{
	"inflow": "new fighters each year, come what may", "contagion": "fighters who bring in friends", "pool": "how many might ever join", "exit": "fighters who give up each year",
	"grievance_gain": "how far anger makes people join", "hard_share": "share who would never talk", "replacement": "new fighters for each one killed", "avenging": "new fighters for each civilian killed",
	"kill_per_operation": "fighters killed in one raid", "civilian_ratio": "civilians killed for each fighter", "attack_rate": "attacks by one fighter in a year", "revenge": "attacks in answer to raids",
	"suppression": "attacks that raids prevent", "deaths_per_attack": "killed in one attack", "realised_share": "share of promised money really spent", "build_time": "years until a road is built",
	"sabotage": "building stopped by attacks", "development": "how far jobs keep people from joining", "economic_leverage": "how far trade changes Kabul's mind", "harm_loss": "trust lost for each death",
	"exchange_ratio": "fighters removed for each soldier killed", "civilian_share": "share of civilians among those killed", "presence": "how far raids hold attacks down",
	"shelter_floor": "share of the fight that needs no shelter", "sympathy": "how far Kabul tolerates militants anyway", "emboldening": "attacks that talks encourage",
	"infiltration": "attacks that an open border lets in", "harm_gain": "anger after each civilian killed",
	"refuge": "fighters left when half can hide", "capture_share": "fighters captured rather than killed", "selectivity": "fighters missed when raids are careful",
	"precise_share": "civilians killed even in careful raids", "cross_border_ratio": "civilians abroad killed by strikes", "intelligence_floor": "intelligence without people's trust",
	"reconcilable_weight": "attacks by fighters who might talk", "tempo_reference": "raids a year that count as usual", "interference_gain": "anger after strikes across the border",
	"grievance_time": "years that anger lasts", "hardening": "fighters whom anger makes hard-line", "reconciliation": "fighters who come home through talks",
	"stall_floor": "building that goes on under fire", "depreciation": "roads that wear out each year", "destruction": "roads destroyed by attacks",
	"attacks_half": "attacks that halve people's confidence", "ties_half": "roads needed for half the trade ties", "output_ratio": "what finished roads earn",
	"leverage_threshold": "trade ties before Kabul cares", "trust_effect": "how far trust changes Kabul's mind", "compliance": "how far strikes make Kabul give in",
	"defiance": "how far strikes make Kabul resist", "host_response_time": "years until Kabul's choice shows", "spoiling": "how far attacks spoil trust",
	"promise_loss": "trust lost by broken promises", "trust_time": "years until trust grows or fades", "perception_time": "years that attacks are remembered",
	"operation_cost": "cost of one raid", "precision_premium": "extra cost of careful raids", "programme_cost": "cost of talks and a shared story",
	"trade_value": "trade lost when the border shuts", "start_fighters": "fighters in 2021", "start_sanctuary": "shelter across the border in 2021",
	"start_grievance": "anger in 2021", "start_capital": "finished roads in 2021", "start_trust": "trust in 2021",
}

// PlainParameter is the name of a parameter in words for readers who do not know the
// model, or "" for an unknown one.
func PlainParameter(name string) string { return plainParameters[name] }
