// SPDX-License-Identifier: Apache-2.0

// Package loops finds the feedback loops of a system and says which of them
// drive it when.
//
// The scores are those of Loops That Matter (Schoenberg, Davidsen and Eberlein
// 2020, System Dynamics Review 36(2)) with the link scores of stocks as corrected
// by Schoenberg, Hayward and Eberlein (2023, System Dynamics Review 39(2)).
package loops

import (
	"math"
	"slices"
	"time"
)

// Link says that the equation of one node reads another.
type Link struct {
	From, To int
	Sign     Sign
}

// Sign is how a node answers to more of another, or a loop to itself.
type Sign int

// The signs. A loop of sign Positive reinforces what happens to it, one of sign
// Negative counteracts; Either is one or the other, as things stand.
const (
	Negative Sign = -1
	Either   Sign = 0
	Positive Sign = 1
)

// Loop is a closed chain of links that passes no node twice: its nodes in
// order, the smallest first, and its links, each from the node of the same
// index.
type Loop struct {
	Nodes, Links []int
	Sign         Sign
}

// Find lists the loops among a number of nodes, in the order of their nodes. It
// stops when the budget of time is used up; whole reports whether it came to the
// end.
func Find(nodes int, links []Link, budget time.Duration) (list []Loop, whole bool) {
	s := &search{
		links: links, out: make([][]int, nodes), blocked: make([]bool, nodes), waiting: make([][]int, nodes),
		within: make([]bool, nodes), deadline: time.Now().Add(budget),
	}
	for i, l := range links {
		s.out[l.From] = append(s.out[l.From], i)
	}
	for start := range nodes {
		s.reach(start)
		for n := range nodes {
			s.blocked[n], s.waiting[n] = false, nil
		}
		s.start = start
		s.follow(start)
		if s.late {
			return s.found, false
		}
	}
	return s.found, true
}

// search is the state of Johnson's algorithm (1975, SIAM Journal on Computing
// 4(1)): from each node in turn all loops whose smallest node it is.
type search struct {
	links    []Link
	out      [][]int // links out of each node
	start    int
	within   []bool // nodes from which the start can be reached without smaller ones
	blocked  []bool
	waiting  [][]int // nodes to unblock with each
	path     []int   // links
	found    []Loop
	calls    int
	deadline time.Time
	late     bool
}

// reach marks the nodes from which the start can be reached by nodes not smaller.
func (s *search) reach(start int) {
	clear(s.within)
	s.within[start] = true
	for changed := true; changed; {
		changed = false
		for _, l := range s.links {
			if l.From >= start && l.To >= start && s.within[l.To] && !s.within[l.From] {
				s.within[l.From], changed = true, true
			}
		}
	}
}

// follow extends the path from a node and reports whether a loop was found.
func (s *search) follow(node int) bool {
	if s.calls++; s.calls%256 == 0 && time.Now().After(s.deadline) {
		s.late = true
	}
	closed := false
	s.blocked[node] = true
	for _, i := range s.out[node] {
		to := s.links[i].To
		if s.late || to < s.start || !s.within[to] {
			continue
		}
		s.path = append(s.path, i)
		switch {
		case to == s.start:
			s.found = append(s.found, s.loop())
			closed = true
		case !s.blocked[to]:
			closed = s.follow(to) || closed
		}
		s.path = s.path[:len(s.path)-1]
	}
	if closed {
		s.unblock(node)
		return true
	}
	for _, i := range s.out[node] {
		if to := s.links[i].To; to >= s.start && !slices.Contains(s.waiting[to], node) {
			s.waiting[to] = append(s.waiting[to], node)
		}
	}
	return false
}

// unblock lets paths through a node again, and through those that wait for it.
func (s *search) unblock(node int) {
	s.blocked[node] = false
	freed := s.waiting[node]
	s.waiting[node] = nil
	for _, n := range freed {
		if s.blocked[n] {
			s.unblock(n)
		}
	}
}

// loop is the path as it stands.
func (s *search) loop() Loop {
	l := Loop{Links: slices.Clone(s.path), Sign: Positive}
	for _, i := range l.Links {
		l.Nodes = append(l.Nodes, s.links[i].From)
		l.Sign *= s.links[i].Sign
	}
	return l
}

// Run is a run of a system, as far as scores need it. What a node's equation
// gives is, for a stock, its net flow. Steps count from 0.
type Run struct {
	Steps int
	Links []Link
	// Level is the value of a node at a step, as others read it.
	Level func(step, node int) float64
	// Result is what a node's equation gives at a step.
	Result func(step, node int) float64
	// Alone is what the equation of a link's To gives from the levels of the step
	// before, but for that of its From, which is that of the step.
	Alone func(step, link int) float64
}

// Shares is the share of each loop in what happens at each step, in the order
// of the loops: positive for one that reinforces, negative for one that
// counteracts. The shares of the loops of one part of the system, whose nodes
// act on one another, add up to 1 without their signs, or to 0 while nothing
// in it moves. At step 0, before which there is nothing, all are 0.
func Shares(list []Loop, r *Run) [][]float64 {
	parts := Parts(list)
	shares := make([][]float64, len(list))
	for i := range shares {
		shares[i] = make([]float64, r.Steps)
	}
	score := make([]float64, len(r.Links))
	for step := 1; step < r.Steps; step++ {
		for i, l := range r.Links {
			score[i] = linkScore(
				r.Level(step, l.From)-r.Level(step-1, l.From),
				r.Alone(step, i)-r.Result(step-1, l.To),
				r.Result(step, l.To)-r.Result(step-1, l.To))
		}
		sums := map[int]float64{}
		for i, l := range list {
			product := 1.0
			for _, k := range l.Links {
				product *= score[k]
			}
			shares[i][step] = product
			sums[parts[i]] += math.Abs(product)
		}
		for i := range list {
			if sum := sums[parts[i]]; sum > 0 {
				shares[i][step] /= sum
			}
		}
	}
	return shares
}

// linkScore is how much of the change of a node comes from another: with the
// sign of its answer to the change of the other, 0 where either stands still.
func linkScore(from, alone, to float64) float64 {
	if from == 0 || to == 0 || alone == 0 {
		return 0
	}
	return math.Copysign(math.Abs(alone/to), alone/from)
}

// Parts names the part of the system that each loop belongs to by a node in it:
// two loops that share a node, or that others join, are of one part.
func Parts(list []Loop) []int {
	part := map[int]int{} // of each node, as the smallest node of its part
	var root func(n int) int
	root = func(n int) int {
		if p, ok := part[n]; ok && p != n {
			part[n] = root(p)
			return part[n]
		}
		part[n] = n
		return n
	}
	for _, l := range list {
		for _, n := range l.Nodes[1:] {
			part[root(n)] = root(l.Nodes[0])
		}
	}
	parts := make([]int, len(list))
	for i, l := range list {
		parts[i] = root(l.Nodes[0])
	}
	return parts
}
