// SPDX-License-Identifier: Apache-2.0

package answers

import (
	"crossroads/model"
	"crossroads/scenarios/forms/diagram"
)

// arrowGiven is all edges from one node of the diagram to another.
type arrowGiven struct {
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

type loopGiven struct {
	Name string `json:"name"` // R1, B1: reinforcing, balancing
	diagram.Loop
}

type equationGiven struct {
	quantityGiven
	Kind  string   `json:"kind"`
	Text  string   `json:"text"`
	Start string   `json:"start"`
	Reads []string `json:"reads"` // the parameters in it
}

// how answers with the causal diagram and the equations behind it.
func how(*question) (any, error) {
	var arrows []arrowGiven
	all := diagram.Arrows()
	for _, a := range all {
		given := arrowGiven{From: a.From, To: a.To, Sign: a.Sign}
		for _, e := range a.Edges {
			given.Edges = append(given.Edges, edgeGiven{e.From, e.To, e.Sign, e.Condition})
		}
		arrows = append(arrows, given)
	}
	reads := map[string][]string{}
	for _, e := range model.EdgeTable {
		if model.FindParameter(e.From) != nil && !e.Start {
			reads[e.To] = append(reads[e.To], e.From)
		}
	}
	var equations []equationGiven
	for _, row := range model.EquationTable {
		if row.Kind == model.Total {
			continue
		}
		equations = append(equations, equationGiven{quantity(row.Quantity), string(row.Kind), row.Text, row.Start, reads[row.Name]})
	}
	var loops []loopGiven
	for i, name := range diagram.LoopNames(all) {
		loops = append(loops, loopGiven{name, diagram.Loops[i]})
	}
	return map[string]any{"ground": diagram.Ground, "nodes": diagram.Nodes, "arrows": arrows, "loops": loops, "equations": equations}, nil
}
