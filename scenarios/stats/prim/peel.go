// SPDX-License-Identifier: Apache-2.0

package prim

import (
	"math"
	"math/bits"
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

// byRank is some of the members as ranks, a set for each variable.
type byRank []set

func (b byRank) clone() byRank {
	own := make(byRank, len(b))
	for v := range b {
		own[v] = slices.Clone(b[v])
	}
	return own
}

// ranked is members by their ranks.
func (s *sample) ranked(members set) byRank {
	list := make(byRank, len(s.order))
	for v := range list {
		list[v] = newSet(s.members)
	}
	members.all(func(i int) {
		for v, rank := range s.ranks[i] {
			list[v].add(int(rank))
		}
	})
	return list
}

// peel cuts slices off the members' box, at each step the one with the fewest cases of interest for its size, until the
// box would hold fewer than the smallest number of members or holds cases of interest only. The first point is the start.
// It takes the members by rank too and uses that room up.
func (s *sample) peel(inside byRank, members, interest set, smallest int, o Options) []point {
	n, h := members.count(interest)
	path := []point{{free(len(s.order)), n, h}}
	marked := s.ranked(interest)
	// Members outside never come back, so each end of an order need only be passed once.
	first, last := make([]int, len(s.order)), make([]int, len(s.order))
	for v := range last {
		last[v] = len(inside[v]) - 1
	}
	for h < n {
		aim := max(1, int(o.Peel*float64(n)))
		var cut slice
		most := math.Inf(-1)
		for v := range s.order {
			for inside[v][first[v]] == 0 {
				first[v]++
			}
			for inside[v][last[v]] == 0 {
				last[v]--
			}
			for _, low := range []bool{true, false} {
				if low && o.OneSided != nil && o.OneSided[v] {
					continue
				}
				var c slice
				var ok bool
				if low {
					c, ok = s.lowest(v, first[v], aim, inside[v], marked[v])
				} else {
					c, ok = s.highest(v, last[v], aim, inside[v], marked[v])
				}
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
		order := s.order[cut.restriction.Variable]
		for w := cut.from; w <= cut.to; w++ {
			for word := inside[cut.restriction.Variable][w] & cut.within(w); word != 0; word &= word - 1 {
				for v, rank := range s.ranks[order[w<<6|bits.TrailingZeros64(word)]] {
					inside[v].remove(int(rank))
				}
			}
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
	from, to          int // the words of ranks that hold it
	edge              int // the rank next to it that stays
}

// within are the bits of a word whose ranks lie in the slice.
func (c *slice) within(word int) uint64 {
	switch {
	case word != c.edge>>6:
		return ^uint64(0)
	case c.restriction.AtLeast:
		return 1<<(c.edge&63) - 1
	default:
		return ^uint64(0) << (c.edge & 63) << 1
	}
}

// lowest returns the slice of about as many members as aimed at on the low side of a variable, from a word on that is not
// empty. Members with one value stay together. It is false when nothing would be left.
func (s *sample) lowest(v, from, aim int, inside, interest set) (slice, bool) {
	c := slice{from: from}
	w := from
	for ; w < len(inside); w++ { // whole words first
		n := bits.OnesCount64(inside[w])
		if c.members+n >= aim {
			break
		}
		c.members += n
		c.interest += bits.OnesCount64(inside[w] & interest[w])
	}
	var edge float64
	for ; w < len(inside); w++ {
		for word := inside[w]; word != 0; word &= word - 1 {
			bit := bits.TrailingZeros64(word)
			rank := w<<6 | bit
			if x := s.sorted[v][rank]; c.members < aim {
				edge = x
			} else if x != edge {
				c.restriction = Restriction{v, true, between(edge, x)}
				c.to, c.edge = w, rank
				return c, true
			}
			c.members++
			c.interest += int(interest[w] >> bit & 1)
		}
	}
	return c, false
}

// highest is lowest on the high side, from a word downwards.
func (s *sample) highest(v, from, aim int, inside, interest set) (slice, bool) {
	c := slice{to: from}
	w := from
	for ; w >= 0; w-- {
		n := bits.OnesCount64(inside[w])
		if c.members+n >= aim {
			break
		}
		c.members += n
		c.interest += bits.OnesCount64(inside[w] & interest[w])
	}
	var edge float64
	for ; w >= 0; w-- {
		for word := inside[w]; word != 0; {
			bit := 63 - bits.LeadingZeros64(word)
			word &^= 1 << bit
			rank := w<<6 | bit
			if x := s.sorted[v][rank]; c.members < aim {
				edge = x
			} else if x != edge {
				c.restriction = Restriction{v, false, between(edge, x)}
				c.from, c.edge = w, rank
				return c, true
			}
			c.members++
			c.interest += int(interest[w] >> bit & 1)
		}
	}
	return c, false
}

// between returns a limit that keeps the inner of two values and not the outer: their middle, where there is one.
func between(outer, inner float64) float64 {
	if middle := float64(outer/2) + float64(inner/2); middle != outer {
		return middle
	}
	return inner
}
