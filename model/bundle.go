// SPDX-License-Identifier: Apache-2.0

package model

import (
	"slices"

	"crossroads/model/ode"
)

// Bundle is some plans over one horizon that are run together. What they have in
// common from the start is run once.
type Bundle struct {
	plans []*Plan
	h     Horizon
	roots []*fork
	typed []int // plans with rules
}

// fork is plans that are the same up to a month.
type fork struct {
	plans []int
	until int     // the month in which they begin to differ, or the month after the last
	parts []*fork // what they are from then on; none if they never differ
}

// NewBundle returns a bundle of plans. It fails if one does not fill the horizon.
func NewBundle(plans []*Plan, h Horizon) (*Bundle, error) {
	b := &Bundle{plans: plans, h: h}
	var same [][]int // plans that start from the same stocks
	for i, plan := range plans {
		if err := h.check(plan); err != nil {
			return nil, err
		}
		if len(plan.Rules) > 0 {
			b.typed = append(b.typed, i)
			continue
		}
		known := slices.IndexFunc(same, func(list []int) bool {
			first := plans[list[0]]
			return first.Months[0] == plan.Months[0] && slices.Equal(first.Assumptions, plan.Assumptions)
		})
		if known < 0 {
			same, known = append(same, nil), len(same)
		}
		same[known] = append(same[known], i)
	}
	for _, list := range same {
		b.roots = append(b.roots, b.fork(list, 0))
	}
	return b, nil
}

// fork finds where plans that are the same up to a month part.
func (b *Bundle) fork(list []int, month int) *fork {
	f := &fork{plans: list}
	for f.until = month; f.until < b.h.Months(); f.until++ {
		var parts [][]int
		for _, i := range list {
			known := slices.IndexFunc(parts, func(part []int) bool { return b.alike(part[0], i, f.until) })
			if known < 0 {
				parts, known = append(parts, nil), len(parts)
			}
			parts[known] = append(parts[known], i)
		}
		if len(parts) > 1 {
			for _, part := range parts {
				f.parts = append(f.parts, b.fork(part, f.until))
			}
			return f
		}
	}
	f.until = b.h.Months() + 1
	return f
}

// alike reports whether two plans do the same in a month.
func (b *Bundle) alike(i, j, month int) bool {
	one, other := b.plans[i], b.plans[j]
	return one.Months[month] == other.Months[month] &&
		slices.Equal(one.striking(b.h, month), other.striking(b.h, month))
}

// striking lists the impulses of a month; those of the time before the horizon
// strike in its first.
func (plan *Plan) striking(h Horizon, month int) []Impulse {
	from, to := 0, 0
	for to < len(plan.Impulses) && plan.Impulses[to].At <= h.Start+Month(month) {
		if month > 0 && plan.Impulses[to].At < h.Start+Month(month) {
			from = to + 1
		}
		to++
	}
	return plan.Impulses[from:to]
}

// Ends are all series of some members under one plan as each year ends. They
// hold only while the function that is given them runs.
type Ends struct {
	Plan    int // index among the plans of the bundle
	First   int // index of the first member
	Members int

	h      Horizon
	plan   *Plan
	ruled  []Years // of a plan with rules, by member
	blocks int
	rows   []columns // by year, then by block
}

// Years fills years with the samples of member i of those held, as Kernel.Run
// does.
func (e *Ends) Years(i int, years Years) Years {
	n := e.h.Months()/12 + 1
	if cap(years) < n {
		years = make(Years, n)
	}
	years = years[:n]
	for y := range years {
		s := &years[y]
		s.Time = float64(e.h.Start)/12 + float64(y)
		if e.ruled != nil {
			s.Levers = e.ruled[i][y].Levers
		} else {
			s.Levers = e.plan.Months[max(0, 12*y-1)]
		}
		e.rows[y*e.blocks+i/laneCount].sample(i%laneCount, s)
	}
	return years
}

// Series writes a series, by its place in SeriesTable, at the end of year y of
// the horizon, or at its start if y is 0, for every member.
func (e *Ends) Series(series, y int, to []float64) {
	for b := range e.blocks {
		copy(to[b*laneCount:e.Members], e.rows[y*e.blocks+b][series][:])
	}
}

// RunAll follows every member under every plan of a bundle, as Run does, and
// hands what it finds to take, some members and one plan at a time. The errors
// are those of Run.
func (k *Kernel) RunAll(p []Parameters, bundle *Bundle, take func(*Ends)) error {
	h := bundle.h
	for from := 0; from < len(p); from += groupSize {
		members := p[from:min(from+groupSize, len(p))]
		for _, root := range bundle.roots {
			plan := bundle.plans[root.plans[0]]
			r := runner{Kernel: k, p: k.assume(members, plan), h: h}
			if err := r.follow(bundle, root, r.start(plan), from, 0, take); err != nil {
				return err
			}
		}
		for _, i := range bundle.typed {
			r := runner{Kernel: k, p: members, h: h}
			r.start(bundle.plans[i])
			ruled := make([]Years, len(members))
			for j := range members {
				t, err := Run(&members[j], bundle.plans[i], h, ode.RK4)
				if err != nil {
					return &MemberError{from + j, i, err}
				}
				ruled[j] = t.Years
				for y := range t.Years {
					r.columns[y*len(r.active())+j/laneCount].set(j%laneCount, &t.Years[y])
				}
			}
			e := r.ends(bundle, i, from)
			e.ruled = ruled
			take(e)
		}
	}
	return nil
}

// follow follows the plans of a fork from a position.
func (r *runner) follow(bundle *Bundle, f *fork, at position, from, depth int, take func(*Ends)) error {
	plan := bundle.plans[f.plans[0]]
	r.advance(plan, &at, f.until)
	if len(f.parts) == 0 {
		if err := r.finite(plan); err != nil {
			err.Member += from
			err.Plan = f.plans[0]
			return err
		}
		for _, i := range f.plans {
			take(r.ends(bundle, i, from))
		}
		return nil
	}
	blocks := r.active()
	for len(r.forks) <= depth {
		r.forks = append(r.forks, aligned[course](groupBlocks))
	}
	for b := range blocks {
		r.forks[depth][b] = blocks[b].course
	}
	for i, part := range f.parts {
		if i > 0 {
			for b := range blocks {
				blocks[b].course = r.forks[depth][b]
			}
		}
		if err := r.follow(bundle, part, at, from, depth+1, take); err != nil {
			return err
		}
	}
	return nil
}

// ends are what the runner has found under a plan.
func (r *runner) ends(bundle *Bundle, plan, from int) *Ends {
	r.found = Ends{plan, from, len(r.p), r.h, bundle.plans[plan], nil, len(r.active()), r.columns}
	return &r.found
}
