package answers

import (
	"slices"

	"crossroads/model"
)

// node is a group of quantities that a diagram shows as one. Against are those
// of its members that fall when what it is named after rises.
type node struct {
	ID      string   `json:"id"`
	Label   string   `json:"label"`
	Members []string `json:"members"`
	Against []string `json:"-"`
	Lever   bool     `json:"lever"`
	Slow    bool     `json:"slow"` // a stock stands in it: what reaches it shows late
}

// counted are flows that only add to a sum: they act on nothing.
var counted = []string{"captured", "operations_cost", "programmes_cost", "announced", "trade_forgone", "output"}

// nodes groups every lever and every series but those counted and the sums since
// the start.
var nodes = []node{
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

// arrow is all edges from one node to another.
type arrow struct {
	From  string      `json:"from"`
	To    string      `json:"to"`
	Sign  string      `json:"sign"`
	Edges []edgeGiven `json:"edges"`
}

type edgeGiven struct {
	From      string `json:"from"`
	To        string `json:"to"`
	Sign      string `json:"sign"`
	Condition string `json:"condition"`
}

type equationGiven struct {
	quantityGiven
	Kind  string   `json:"kind"`
	Text  string   `json:"text"`
	Start string   `json:"start"`
	Reads []string `json:"reads"` // the parameters in it
}

// nodeOf is the node of a quantity, or nil, and whether it runs against it.
func nodeOf(name string) (n *node, against bool) {
	for i := range nodes {
		if slices.Contains(nodes[i].Members, name) {
			return &nodes[i], slices.Contains(nodes[i].Against, name)
		}
	}
	return nil, false
}

// how answers with the causal diagram and the equations behind it.
func how(*question) (any, error) {
	var arrows []arrow
	reads := map[string][]string{}
	for _, e := range model.EdgeTable {
		if model.FindParameter(e.From) != nil && !e.Start {
			reads[e.To] = append(reads[e.To], e.From)
		}
		from, fromAgainst := nodeOf(e.From)
		to, toAgainst := nodeOf(e.To)
		if e.Start || from == nil || to == nil || from == to {
			continue
		}
		sign := e.Sign
		if fromAgainst != toAgainst {
			sign = map[string]string{"+": "−", "−": "+", "±": "±"}[sign]
		}
		i := slices.IndexFunc(arrows, func(a arrow) bool { return a.From == from.ID && a.To == to.ID })
		if i < 0 {
			i = len(arrows)
			arrows = append(arrows, arrow{From: from.ID, To: to.ID, Sign: sign})
		}
		if arrows[i].Sign != sign {
			arrows[i].Sign = "±"
		}
		arrows[i].Edges = append(arrows[i].Edges, edgeGiven{e.From, e.To, e.Sign, e.Condition})
	}
	var equations []equationGiven
	for _, row := range model.EquationTable {
		if row.Kind == model.Total {
			continue
		}
		equations = append(equations, equationGiven{quantity(row.Quantity), string(row.Kind), row.Text, row.Start, reads[row.Name]})
	}
	return map[string]any{"nodes": nodes, "arrows": arrows, "equations": equations}, nil
}
