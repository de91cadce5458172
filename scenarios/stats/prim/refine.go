// SPDX-License-Identifier: Apache-2.0

package prim

import "sort"

// search seeks the sides of a box among some of the members.
type search struct {
	*sample
	members set
	o       Options
	known   map[Restriction]set // who holds a restriction, of all members
}

func (s *sample) among(members set, o Options) *search {
	return &search{s, members, o, map[Restriction]set{}}
}

// holding is the members that hold a restriction.
func (s *search) holding(r Restriction) set {
	if held, ok := s.known[r]; ok {
		return held
	}
	held := newSet(s.sample.members)
	order := s.order[r.Variable]
	from, to := s.held(r)
	for _, member := range order[from:to] {
		held.add(int(member))
	}
	s.known[r] = held
	return held
}

// held is the ranks that hold a restriction, the end excluded.
func (s *sample) held(r Restriction) (from, to int) {
	sorted := s.sorted[r.Variable]
	if r.AtLeast {
		return sort.SearchFloat64s(sorted, r.Limit), len(sorted)
	}
	return 0, sort.Search(len(sorted), func(i int) bool { return sorted[i] > r.Limit })
}

// none is no restriction.
var none = Restriction{Variable: -1}

// inside is which of the members lie within limits, a restriction aside.
func (s *search) inside(l limits, aside Restriction) set {
	inside := make(set, len(s.members))
	copy(inside, s.members)
	for _, r := range l.restrictions() {
		if r != aside {
			for w, word := range s.holding(r) {
				inside[w] &= word
			}
		}
	}
	return inside
}

// refine pastes at the sides of a box and then drops its insignificant restrictions, the weakest first.
func (s *search) refine(l limits) limits {
	l = s.paste(l)
	for {
		weakest, worst := Restriction{}, s.o.Level
		for _, r := range l.restrictions() {
			if p := s.quasiP(l, r); p > worst {
				weakest, worst = r, p
			}
		}
		if worst == s.o.Level {
			return l
		}
		l = l.without(weakest)
	}
}

// quasiP returns the quasi-p-value of a restriction of a box.
func (s *search) quasiP(l limits, r Restriction) float64 {
	around := s.inside(l, r)
	all, marked := around.count(s.interest)
	for w, word := range s.holding(r) {
		around[w] &= word
	}
	n, h := around.count(s.interest)
	return atLeast(h, n, float64(marked)/float64(all))
}

// paste widens a box again at its restricted sides, each time where the score becomes highest, while it rises.
func (s *search) paste(l limits) limits {
	n, h := s.members.count(s.interest)
	all := point{members: n, interest: h}
	n, h = s.inside(l, none).count(s.interest)
	current := point{l, n, h}
	for {
		widest := current
		aim := max(1, int(s.o.Paste*float64(current.members)))
		for _, r := range current.limits.restrictions() {
			wider := s.widen(current, r, aim)
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
func (s *search) widen(p point, r Restriction, aim int) point {
	wider := point{p.limits.without(r), p.members, p.interest}
	candidates := s.inside(p.limits, r)
	order, sorted := s.order[r.Variable], s.sorted[r.Variable]
	place, step := 0, 1
	if from, to := s.held(r); r.AtLeast {
		place, step = from-1, -1
	} else {
		place = to
	}
	added, edge := 0, 0.0
	for ; place >= 0 && place < len(order); place += step {
		member := int(order[place])
		if !candidates.has(member) {
			continue
		}
		if added >= aim && sorted[place] != edge {
			r.Limit = between(sorted[place], edge)
			wider.limits = p.limits.with(r)
			return wider
		}
		edge = sorted[place]
		added++
		wider.members++
		if s.interest.has(member) {
			wider.interest++
		}
	}
	return wider
}
