package prim

import (
	"math"
	"slices"
)

// limits are the ends of a box for each variable, infinite where it is free.
type limits struct{ low, high []float64 }

func free(variables int) limits {
	l := limits{make([]float64, variables), make([]float64, variables)}
	for v := range variables {
		l.low[v], l.high[v] = math.Inf(-1), math.Inf(1)
	}
	return l
}

func (l limits) restrictions() []Restriction {
	var list []Restriction
	for v := range l.low {
		if !math.IsInf(l.low[v], -1) {
			list = append(list, Restriction{v, true, l.low[v]})
		}
		if !math.IsInf(l.high[v], 1) {
			list = append(list, Restriction{v, false, l.high[v]})
		}
	}
	return list
}

// with returns the limits with one of them moved.
func (l limits) with(r Restriction) limits {
	l = limits{slices.Clone(l.low), slices.Clone(l.high)}
	if r.AtLeast {
		l.low[r.Variable] = r.Limit
	} else {
		l.high[r.Variable] = r.Limit
	}
	return l
}

func (l limits) without(r Restriction) limits {
	r.Limit = math.Inf(1)
	if r.AtLeast {
		r.Limit = math.Inf(-1)
	}
	return l.with(r)
}

// point is one box of a peeling, with the members inside.
type point struct {
	limits            limits
	members, interest int
}

// score is the number of standard errors by which the cases of interest exceed those of as many random members of all.
func (p point) score(all point) float64 {
	base := float64(all.interest) / float64(all.members)
	n := float64(p.members)
	return (float64(p.interest) - float64(n*base)) / math.Sqrt(n*base*(1-base))
}

// choose returns the number of the step with the highest score, the first of equals.
func choose(path []point) int {
	chosen := 0
	for i := range path {
		if path[i].score(path[0]) > path[chosen].score(path[0]) {
			chosen = i
		}
	}
	return chosen
}

// peel cuts slices off the members' box, at each step the one with the fewest cases of interest for its size, until the
// box would hold fewer than the smallest number of members or holds cases of interest only. The first point is the start.
func (s *sample) peel(members, interest []bool, smallest int, o Options) []point {
	inside := slices.Clone(members)
	n, h := count(inside, interest)
	path := []point{{free(len(s.inputs)), n, h}}
	// Members outside never come back, so each end of an order need only be passed once.
	first, last := make([]int, len(s.inputs)), make([]int, len(s.inputs))
	for v := range last {
		last[v] = len(members) - 1
	}
	for h < n {
		aim := max(1, int(o.Peel*float64(n)))
		var cut slice
		most := math.Inf(-1)
		for v := range s.inputs {
			for !inside[s.order[v][first[v]]] {
				first[v]++
			}
			for !inside[s.order[v][last[v]]] {
				last[v]--
			}
			for _, low := range []bool{true, false} {
				if low && o.OneSided != nil && o.OneSided[v] {
					continue
				}
				c, ok := s.outermost(v, low, s.order[v][first[v]:last[v]+1], aim, inside, interest)
				if !ok || n-c.members < smallest {
					continue
				}
				// The rise of the density for each member lost.
				gain := (float64(h)/float64(n) - float64(c.interest)/float64(c.members)) / float64(n-c.members)
				if gain > most {
					cut, most = c, gain
				}
			}
		}
		if cut.members == 0 {
			break
		}
		for i, x := range s.inputs[cut.restriction.Variable] {
			inside[i] = inside[i] && cut.restriction.holds(x)
		}
		n, h = n-cut.members, h-cut.interest
		path = append(path, point{path[len(path)-1].limits.with(cut.restriction), n, h})
	}
	return path
}

// slice is a part at one side of a box and the restriction that would cut it off.
type slice struct {
	restriction       Restriction
	members, interest int
}

// outermost returns the slice of about as many members as aimed at on the low or high side of a variable, from an order that
// begins and ends inside. Members with one value stay together. It is false when nothing would be left.
func (s *sample) outermost(v int, low bool, order []int32, aim int, inside, interest []bool) (slice, bool) {
	x := s.inputs[v]
	place, end, step := 0, len(order)-1, 1
	if !low {
		place, end, step = end, place, -1
	}
	var c slice
	edge := x[order[place]]
	for ; ; place += step {
		member := order[place]
		if inside[member] {
			if c.members >= aim && x[member] != edge {
				c.restriction = Restriction{v, low, between(edge, x[member])}
				return c, true
			}
			edge = x[member]
			c.members++
			if interest[member] {
				c.interest++
			}
		}
		if place == end {
			return c, false
		}
	}
}

// between returns a limit that keeps the inner of two values and not the outer: their middle, where there is one.
func between(outer, inner float64) float64 {
	if middle := float64(outer/2) + float64(inner/2); middle != outer {
		return middle
	}
	return inner
}

// paste widens a box again at its restricted sides, each time where the score becomes highest, while it rises.
func (s *sample) paste(l limits, members []bool, o Options) limits {
	n, h := count(members, s.interest)
	all := point{members: n, interest: h}
	n, h = count(s.inside(l, members), s.interest)
	current := point{l, n, h}
	for {
		widest := current
		aim := max(1, int(o.Paste*float64(current.members)))
		for _, r := range current.limits.restrictions() {
			wider := s.widen(current, r, aim, members)
			if wider.members > current.members && wider.score(all) > widest.score(all) {
				widest = wider
			}
		}
		if widest.members == current.members {
			return current.limits
		}
		current = widest
	}
}

// widen moves one restriction of a box outwards past about as many members as aimed at, or away when no more are beyond.
func (s *sample) widen(p point, r Restriction, aim int, members []bool) point {
	open := p.limits.without(r)
	candidates := s.inside(open, members)
	x, order := s.inputs[r.Variable], s.order[r.Variable]
	wider := point{open, p.members, p.interest}
	added, edge := 0, 0.0
	for place := range order {
		member := order[place]
		if r.AtLeast {
			member = order[len(order)-1-place]
		}
		if !candidates[member] || r.holds(x[member]) {
			continue
		}
		if added >= aim && x[member] != edge {
			r.Limit = between(x[member], edge)
			wider.limits = p.limits.with(r)
			return wider
		}
		edge = x[member]
		added++
		wider.members++
		if s.interest[member] {
			wider.interest++
		}
	}
	return wider
}
