// SPDX-License-Identifier: Apache-2.0

package main

import "slices"

// Cycles of current x86 processors, rounded. They decide the order of
// instructions, never a digit.
const (
	operationLatency = 3
	divisionLatency  = 18
	divisionBusy     = 9 // until the next division can begin
)

// units execute steps; each begins one step in a cycle.
const (
	adder = iota
	multiplier
	divider
	storer
	unitCount
)

func (s *step) unit() int {
	switch {
	case s.store:
		return storer
	case s.node.operator == '*':
		return multiplier
	case s.node.operator == '/':
		return divider
	}
	return adder
}

// latency is the cycles until the result is there; busy until the unit is free.
func (s *step) latency() (latency, busy int) {
	if s.unit() == divider {
		return divisionLatency, divisionBusy
	}
	return operationLatency, 1
}

// operands are the different nodes that a step reads.
func (s *step) operands() []*node {
	switch {
	case s.store:
		return []*node{s.node}
	case s.node.left == s.node.right:
		return []*node{s.node.left}
	}
	return []*node{s.node.left, s.node.right}
}

// schedule orders the steps of a routine so that the longest chains of operations
// begin first, and at most so many results wait for their use, where that is
// possible (list scheduling).
type schedule struct {
	steps   []step
	after   [][]int // the steps that need one to come before them
	needs   []int   // how many of those before one are to come
	chain   []int   // cycles from a step to the end of its longest chain
	ready   []int   // the cycle in which a step can begin
	uses    map[*node]int
	waiting int // results that wait for their use
}

// scheduled is the steps in their new order.
func (r *routine) scheduled(limit int) []step {
	count := len(r.steps)
	s := &schedule{r.steps, make([][]int, count), make([]int, count), make([]int, count), make([]int, count), map[*node]int{}, 0}
	s.connect()
	var order []step
	var busy [unitCount]int // until this cycle
	quiet := 0              // the cycle in which nothing is under way
	for cycle := 0; len(order) < count; {
		best, crowded := -1, -1
		for i := range s.steps {
			if s.needs[i] != 0 || s.ready[i] > cycle || busy[s.steps[i].unit()] > cycle {
				continue
			}
			if more := s.growth(i); more > 0 && s.waiting+more > limit {
				if crowded < 0 || more < s.growth(crowded) || more == s.growth(crowded) && s.chain[i] > s.chain[crowded] {
					crowded = i
				}
			} else if best < 0 || s.chain[i] > s.chain[best] {
				best = i
			}
		}
		if best < 0 && cycle >= quiet {
			best = crowded
		}
		if best < 0 {
			cycle++
			continue
		}
		latency, taken := s.steps[best].latency()
		busy[s.steps[best].unit()] = cycle + taken
		quiet = max(quiet, cycle+latency)
		order = append(order, s.steps[best])
		s.take(best, cycle+latency)
	}
	return order
}

// connect finds which steps must come before which.
func (s *schedule) connect() {
	made := map[*node]int{} // the step that computes a node
	for i := range s.steps {
		if !s.steps[i].store {
			made[s.steps[i].node] = i
		}
	}
	before := func(i, j int) { s.after[i], s.needs[j] = append(s.after[i], j), s.needs[j]+1 }
	for i := range s.steps {
		for _, n := range s.steps[i].operands() {
			s.uses[n]++
			if from, ok := made[n]; ok {
				before(from, i)
			}
		}
	}
	for j := range s.steps { // a slot is read before it is overwritten
		if !s.steps[j].store || s.steps[j].apart {
			continue
		}
		for i := range s.steps {
			if i != j && slices.ContainsFunc(s.steps[i].operands(), func(n *node) bool { return n.operator == 0 && n.slot == s.steps[j].slot }) {
				before(i, j)
			}
		}
	}
	for i := range s.steps {
		s.measure(i)
	}
}

// measure finds the longest chain from step i.
func (s *schedule) measure(i int) int {
	if s.chain[i] == 0 {
		for _, j := range s.after[i] {
			s.chain[i] = max(s.chain[i], s.measure(j))
		}
		latency, _ := s.steps[i].latency()
		s.chain[i] += latency
	}
	return s.chain[i]
}

// growth is how many results more wait after step i.
func (s *schedule) growth(i int) (more int) {
	if !s.steps[i].store {
		more = 1
	}
	for _, n := range s.steps[i].operands() {
		if n.operator != 0 && s.uses[n] == 1 {
			more--
		}
	}
	return more
}

// take puts step i next; its result is there in a cycle.
func (s *schedule) take(i, there int) {
	s.waiting += s.growth(i)
	s.needs[i] = -1
	for _, n := range s.steps[i].operands() {
		s.uses[n]--
	}
	for _, j := range s.after[i] {
		s.needs[j]--
		s.ready[j] = max(s.ready[j], there)
	}
}
