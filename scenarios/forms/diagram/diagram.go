// SPDX-License-Identifier: Apache-2.0

// Package diagram groups the levers and series of the model into the few things
// people talk about, and says which of them acts on which.
package diagram

import (
	"fmt"
	"slices"

	"crossroads/model"
)

// Node is a group of quantities that a diagram shows as one.
type Node struct {
	ID      string   `json:"id"`
	Label   string   `json:"label"`
	Plain   string   `json:"plain"` // the label in everyday words
	Many    bool     `json:"many"`  // the everyday words are a plural
	Members []string `json:"members"`
	Against []string `json:"-"` // members that fall when what the node is named after rises
	Lever   bool     `json:"lever"`
	Slow    bool     `json:"slow"` // a stock stands in it: what reaches it shows late

	At [2]float64 `json:"at"` // where it stands on the ground, right and down
}

// Ground is the size of the field on which nodes stand.
var Ground = [2]float64{960, 480}

// Counted are flows that only add to a sum: they act on nothing and stand in no
// node.
var Counted = []string{"captured", "operations_cost", "programmes_cost", "announced", "trade_forgone", "output"}

// Nodes groups every lever and every series but those counted and the sums since
// the start. They stand so that few arrows cross and none runs through a node
// that it does not concern.
var Nodes = []Node{
	{ID: "fighters", At: [2]float64{489, 330}, Label: "Fighters", Plain: "Fighters", Many: true, Slow: true, Members: []string{"hardliners", "reconcilables", "fighters", "exposed", "hardened", "exited_hardliners", "exited_reconcilables", "reconciled"},
		Against: []string{"exited_hardliners", "exited_reconcilables", "reconciled"}},
	{ID: "recruits", At: [2]float64{338, 362}, Label: "Recruits", Plain: "New fighters", Many: true, Members: []string{"motive", "recruits", "recruited_hardliners", "recruited_reconcilables"}},
	{ID: "operations", At: [2]float64{694, 262}, Label: "Operations", Plain: "Raids carried out", Many: true, Members: []string{"tempo", "removal_rate", "removed", "removed_hardliners", "removed_reconcilables"}},
	{ID: "aimed", At: [2]float64{771, 180}, Label: "Aimed by intelligence", Plain: "Raids led by intelligence", Many: true, Members: []string{"aimed"}},
	{ID: "killed", At: [2]float64{712, 440}, Label: "Killed in operations", Plain: "Deaths in raids", Many: true, Members: []string{"killed", "harm", "militants_killed", "civilians_operations", "civilians_abroad", "security_operations"}},
	{ID: "attacks", At: [2]float64{485, 135}, Label: "Attacks", Plain: "Attacks", Many: true, Members: []string{"attacks", "deaths_attack", "attacks_made", "civilians_attacks", "security_attacks"}},
	{ID: "insecurity", At: [2]float64{326, 65}, Label: "Insecurity as seen", Plain: "Insecurity", Slow: true, Members: []string{"perceived_attacks", "insecurity", "secure", "perception_change"}, Against: []string{"secure"}},
	{ID: "projects", At: [2]float64{261, 161}, Label: "Projects", Plain: "Roads and work", Many: true, Slow: true, Members: []string{"pipeline_1", "pipeline_2", "pipeline_3", "capital", "build_pace", "committed", "advanced_1", "advanced_2", "completed", "worn_out", "destroyed", "kept", "broken"},
		Against: []string{"worn_out", "destroyed", "broken"}},
	{ID: "ties", At: [2]float64{163, 51}, Label: "Economic ties", Plain: "Trade ties", Many: true, Members: []string{"ties", "leverage"}},
	{ID: "sanctuary", At: [2]float64{133, 288}, Label: "Sanctuary", Plain: "Shelter across the border", Slow: true, Members: []string{"sanctuary", "shelter", "tolerance", "pressed", "sanctuary_change"}},
	{ID: "trust", At: [2]float64{453, 227}, Label: "Trust", Plain: "Trust", Slow: true, Members: []string{"trust", "trust_goal", "trust_change"}},
	{ID: "grievance", At: [2]float64{530, 417}, Label: "Grievance", Plain: "Anger", Slow: true, Members: []string{"grievance", "provocation", "grievance_change"}},
	{ID: "force", At: [2]float64{872, 391}, Label: "Tempo, reactivity", Plain: "Raids, striking back", Many: true, Lever: true, Members: []string{"operations_tempo", "reactivity"}},
	{ID: "precision", At: [2]float64{861, 282}, Label: "Precision", Plain: "Careful aim", Lever: true, Members: []string{"precision"}},
	{ID: "investment", At: [2]float64{70, 130}, Label: "Investment", Plain: "Money promised", Lever: true, Members: []string{"investment"}},
	{ID: "openness", At: [2]float64{470, 37}, Label: "Open border", Plain: "Open border", Lever: true, Members: []string{"openness"}},
	{ID: "talks", At: [2]float64{669, 71}, Label: "Dialogue, narrative", Plain: "Talks, a shared story", Many: true, Lever: true, Members: []string{"dialogue", "narrative", "words"}},
	{ID: "interference", At: [2]float64{347, 439}, Label: "Interference", Plain: "Strikes across the border", Many: true, Lever: true, Members: []string{"interference"}},
	{ID: "restraint", At: [2]float64{102, 394}, Label: "Restraint by Kabul", Plain: "Action by Kabul", Lever: true, Members: []string{"restraint"}},
}

// Arrow is all edges of the model from one node to another. Its sign is "±"
// where they do not agree, or depend on how things stand.
type Arrow struct {
	From, To, Sign string // nodes by their ID
	Edges          []model.Edge
}

// Find is the node of a quantity, or nil, and whether the quantity runs against
// it.
func Find(name string) (n *Node, against bool) {
	for i := range Nodes {
		if slices.Contains(Nodes[i].Members, name) {
			return &Nodes[i], slices.Contains(Nodes[i].Against, name)
		}
	}
	return nil, false
}

// Arrows lists what acts on what among different nodes, in the order of the
// model's edges.
func Arrows() []Arrow {
	opposite := map[string]string{"+": "−", "−": "+", "±": "±"}
	var arrows []Arrow
	for _, e := range model.EdgeTable {
		from, fromAgainst := Find(e.From)
		to, toAgainst := Find(e.To)
		if e.Start || from == nil || to == nil || from == to {
			continue
		}
		sign := e.Sign
		if fromAgainst != toAgainst {
			sign = opposite[sign]
		}
		i := slices.IndexFunc(arrows, func(a Arrow) bool { return a.From == from.ID && a.To == to.ID })
		if i < 0 {
			i = len(arrows)
			arrows = append(arrows, Arrow{From: from.ID, To: to.ID, Sign: sign})
		}
		if arrows[i].Sign != sign {
			arrows[i].Sign = "±"
		}
		arrows[i].Edges = append(arrows[i].Edges, e)
	}
	return arrows
}

// Loop is a chain of nodes that returns to its first.
type Loop struct {
	Label string   `json:"label"`
	Nodes []string `json:"nodes"`
}

// Loops are the loops that have a name.
var Loops = []Loop{
	{"violence answers violence", []string{"attacks", "insecurity", "operations", "killed"}},
	{"recruits for the dead", []string{"attacks", "insecurity", "operations", "killed", "recruits", "fighters"}},
	{"suppression", []string{"attacks", "insecurity", "operations"}},
	{"containment", []string{"attacks", "insecurity", "operations", "fighters"}},
	{"trust that aims", []string{"killed", "trust", "aimed"}},
	{"ties that bind", []string{"attacks", "insecurity", "projects", "ties", "sanctuary"}},
}

// Kind is R for a loop that reinforces and B for one that balances, by the signs
// of its arrows; it is empty if an arrow is missing or has no definite sign.
func (l *Loop) Kind(arrows []Arrow) string {
	sign := 1
	for i, from := range l.Nodes {
		to := l.Nodes[(i+1)%len(l.Nodes)]
		k := slices.IndexFunc(arrows, func(a Arrow) bool { return a.From == from && a.To == to })
		if k < 0 || arrows[k].Sign == "±" {
			return ""
		}
		if arrows[k].Sign == "−" {
			sign = -sign
		}
	}
	if sign > 0 {
		return "R"
	}
	return "B"
}

// LoopNames numbers the loops of each kind: R1, R2, B1.
func LoopNames(arrows []Arrow) []string {
	var names []string
	numbers := map[string]int{}
	for i := range Loops {
		kind := Loops[i].Kind(arrows)
		numbers[kind]++
		names = append(names, fmt.Sprintf("%s%d", kind, numbers[kind]))
	}
	return names
}
