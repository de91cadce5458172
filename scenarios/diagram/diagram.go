// Package diagram groups the levers and series of the model into the few things
// people talk about, and says which of them acts on which.
package diagram

import (
	"slices"

	"crossroads/model"
)

// Node is a group of quantities that a diagram shows as one.
type Node struct {
	ID      string   `json:"id"`
	Label   string   `json:"label"`
	Members []string `json:"members"`
	Against []string `json:"-"` // members that fall when what the node is named after rises
	Lever   bool     `json:"lever"`
	Slow    bool     `json:"slow"` // a stock stands in it: what reaches it shows late
}

// Counted are flows that only add to a sum: they act on nothing and stand in no
// node.
var Counted = []string{"captured", "operations_cost", "programmes_cost", "announced", "trade_forgone", "output"}

// Nodes groups every lever and every series but those counted and the sums since
// the start.
var Nodes = []Node{
	{ID: "fighters", Label: "Fighters", Slow: true, Members: []string{"hardliners", "reconcilables", "fighters", "hardened", "exited_hardliners", "exited_reconcilables", "reconciled"},
		Against: []string{"exited_hardliners", "exited_reconcilables", "reconciled"}},
	{ID: "recruits", Label: "Recruits", Members: []string{"motive", "recruits", "recruited_hardliners", "recruited_reconcilables"}},
	{ID: "operations", Label: "Operations", Members: []string{"tempo", "removal_rate", "removed", "removed_hardliners", "removed_reconcilables"}},
	{ID: "aimed", Label: "Aimed by intelligence", Members: []string{"aimed"}},
	{ID: "killed", Label: "Killed in operations", Members: []string{"killed", "harm", "militants_killed", "civilians_operations", "civilians_abroad", "security_operations"}},
	{ID: "attacks", Label: "Attacks", Members: []string{"attacks", "deaths_attack", "attacks_made", "civilians_attacks", "security_attacks"}},
	{ID: "insecurity", Label: "Insecurity as seen", Slow: true, Members: []string{"perceived_attacks", "insecurity", "gate", "perception_change"}, Against: []string{"gate"}},
	{ID: "projects", Label: "Projects", Slow: true, Members: []string{"pipeline_1", "pipeline_2", "pipeline_3", "pipeline", "capital", "build_pace", "committed", "advanced_1", "advanced_2", "completed", "worn_out", "destroyed"},
		Against: []string{"worn_out", "destroyed"}},
	{ID: "ties", Label: "Economic ties", Members: []string{"ties", "leverage"}},
	{ID: "sanctuary", Label: "Sanctuary", Slow: true, Members: []string{"sanctuary", "shelter", "ideology", "tolerance", "pressed", "sanctuary_change"}},
	{ID: "trust", Label: "Trust", Slow: true, Members: []string{"trust", "trust_goal", "trust_change"}},
	{ID: "grievance", Label: "Grievance", Slow: true, Members: []string{"grievance", "provocation", "grievance_change"}},
	{ID: "force", Label: "Tempo, reactivity", Lever: true, Members: []string{"operations_tempo", "reactivity"}},
	{ID: "precision", Label: "Precision", Lever: true, Members: []string{"precision"}},
	{ID: "investment", Label: "Investment", Lever: true, Members: []string{"investment"}},
	{ID: "openness", Label: "Open border", Lever: true, Members: []string{"openness"}},
	{ID: "talks", Label: "Dialogue, narrative", Lever: true, Members: []string{"dialogue", "narrative"}},
	{ID: "interference", Label: "Interference", Lever: true, Members: []string{"interference"}},
	{ID: "restraint", Label: "Restraint by Kabul", Lever: true, Members: []string{"restraint"}},
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
