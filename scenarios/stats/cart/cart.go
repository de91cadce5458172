// SPDX-License-Identifier: Apache-2.0

// Package cart grows classification trees, by the method of Breiman, Friedman, Olshen and Stone (1984).
package cart

import (
	"fmt"
	"math"
	"slices"
)

// Options limits the growth of a tree.
type Options struct {
	MaxDepth int // most questions from the root to a leaf, from 1
	MinLeaf  int // fewest members of a leaf, from 1
}

// Node is a set of members and, unless it is a leaf, the question that divides it: is the variable at most the limit?
type Node struct {
	Members, Interest int     // how many there are and how many of them are of interest
	Variable          int     // column of the inputs
	Limit             float64 // between two values that occur
	AtMost, Above     *Node   // both nil in a leaf
}

// Condition is an answer on the way to a leaf.
type Condition struct {
	Variable int
	AtMost   bool // else above
	Limit    float64
}

// Leaf is a node that is not divided, with the answers that lead to it in the order asked.
type Leaf struct {
	*Node
	Conditions []Condition
}

// Density is the share of the node's members that are of interest.
func (n *Node) Density() float64 { return float64(n.Interest) / float64(n.Members) }

// Find returns the leaf of a point, which has one number for each variable.
func (n *Node) Find(point []float64) *Node {
	for n.AtMost != nil {
		if point[n.Variable] <= n.Limit {
			n = n.AtMost
		} else {
			n = n.Above
		}
	}
	return n
}

// Leaves returns the leaves from left to right, the answer at most before the answer above.
func (n *Node) Leaves() []Leaf { return n.leaves(nil) }

func (n *Node) leaves(path []Condition) []Leaf {
	if n.AtMost == nil {
		return []Leaf{{n, slices.Clone(path)}}
	}
	left := n.AtMost.leaves(append(path, Condition{n.Variable, true, n.Limit}))
	return append(left, n.Above.leaves(append(path, Condition{n.Variable, false, n.Limit}))...)
}

// Grow returns the tree that tells members of interest from the others: each node is divided where the mean Gini impurity
// of its two parts is lowest, by the first variable and the lowest limit among equals, until nothing is gained. Inputs holds
// one row for each member, interest one mark. Equal arguments give equal trees. It fails when the inputs are not finite or
// ragged.
func Grow(inputs [][]float64, interest []bool, o Options) (*Node, error) {
	switch {
	case o.MaxDepth < 1 || o.MinLeaf < 1:
		return nil, fmt.Errorf("depth %d and leaves of %d: too small (want at least 1 of each)", o.MaxDepth, o.MinLeaf)
	case len(inputs) == 0 || len(inputs[0]) == 0:
		return nil, fmt.Errorf("inputs: there are no members or no variables (want at least one of each)")
	case len(interest) != len(inputs):
		return nil, fmt.Errorf("interest: %d marks for %d members (want one for each)", len(interest), len(inputs))
	}
	members := make([]int, len(inputs))
	for i, row := range inputs {
		if len(row) != len(inputs[0]) {
			return nil, fmt.Errorf("inputs: member %d has %d variables (want %d as the first)", i, len(row), len(inputs[0]))
		}
		for v, x := range row {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return nil, fmt.Errorf("inputs: member %d, variable %d = %v: not finite", i, v, x)
			}
		}
		members[i] = i
	}
	return grow(inputs, interest, members, o.MaxDepth, o.MinLeaf), nil
}

func grow(inputs [][]float64, interest []bool, members []int, depth, minLeaf int) *Node {
	n := &Node{Members: len(members)}
	for _, m := range members {
		if interest[m] {
			n.Interest++
		}
	}
	if depth == 0 || n.Interest == 0 || n.Interest == n.Members {
		return n
	}
	// Rounding alone must not look like a gain.
	lowest, found := impurity(n.Interest, n.Members)-float64(1e-9*float64(n.Members)), false
	for v := range inputs[0] {
		slices.SortFunc(members, func(a, b int) int {
			switch x, y := inputs[a][v], inputs[b][v]; {
			case x < y:
				return -1
			case x > y:
				return 1
			}
			return a - b
		})
		marked := 0
		for i, m := range members[:len(members)-1] {
			if interest[m] {
				marked++
			}
			x, next := inputs[m][v], inputs[members[i+1]][v]
			left := i + 1
			if x == next || left < minLeaf || n.Members-left < minLeaf {
				continue
			}
			if sum := impurity(marked, left) + impurity(n.Interest-marked, n.Members-left); sum < lowest {
				lowest, found = sum, true
				n.Variable, n.Limit = v, middle(x, next)
			}
		}
	}
	if !found {
		return n
	}
	var atMost, above []int
	for _, m := range members {
		if inputs[m][n.Variable] <= n.Limit {
			atMost = append(atMost, m)
		} else {
			above = append(above, m)
		}
	}
	n.AtMost = grow(inputs, interest, atMost, depth-1, minLeaf)
	n.Above = grow(inputs, interest, above, depth-1, minLeaf)
	return n
}

// impurity is the Gini impurity of n members, of which some are marked, times n.
func impurity(marked, n int) float64 {
	return 2 * float64(marked) * float64(n-marked) / float64(n)
}

// middle returns a limit that the lower of two values meets and the higher does not.
func middle(low, high float64) float64 {
	if m := float64(low/2) + float64(high/2); m < high {
		return max(m, low)
	}
	return low
}
