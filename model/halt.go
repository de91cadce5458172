// SPDX-License-Identifier: Apache-2.0

package model

import "slices"

// Halt is some members on their way under a plan, kept so that plans which differ
// only from then on can be run without what they have in common.
type Halt struct {
	p      []Parameters
	h      Horizon
	groups []halted
}

// halted is one group of members.
type halted struct {
	blocks []lanes
	at     position
	rows   []columns // of the ends of years before
}

// Halt follows every member as Run does until a month and keeps it there. The plan
// has no rules.
func (k *Kernel) Halt(p []Parameters, plan *Plan, h Horizon, month Month) (*Halt, error) {
	if err := h.check(plan); err != nil {
		return nil, err
	}
	own := *plan
	own.Months = slices.Clone(plan.Months) // positions point into it
	plan = &own
	kept := &Halt{p: slices.Clone(k.assume(p, plan)), h: h}
	for from := 0; from < len(p); from += groupSize {
		r := runner{Kernel: k, p: kept.p[from:min(from+groupSize, len(p))], h: h}
		at := r.start(plan)
		r.advance(plan, &at, int(month-h.Start))
		g := halted{blocks: aligned[lanes](len(r.active())), at: at}
		copy(g.blocks, r.active())
		g.rows = append(g.rows, r.columns[:(at.month+11)/12*len(g.blocks)]...)
		kept.groups = append(kept.groups, g)
	}
	return kept, nil
}

// Resume follows the members of a halt to the end under a plan that is the same as
// that of the halt until there, and fills years as Run does.
func (k *Kernel) Resume(halt *Halt, plan *Plan, years []Years) error {
	if err := halt.h.check(plan); err != nil {
		return err
	}
	from := 0
	for i := range halt.groups {
		g := &halt.groups[i]
		r := runner{Kernel: k, p: halt.p[from:min(from+groupSize, len(halt.p))], h: halt.h}
		copy(r.active(), g.blocks)
		r.makeColumns()
		copy(r.columns, g.rows)
		at := g.at
		r.advance(plan, &at, halt.h.Months()+1)
		if err := r.finite(plan); err != nil {
			err.Member += from
			return err
		}
		e := Ends{h: halt.h, plan: plan, blocks: len(r.active()), rows: r.columns}
		for i := range r.p {
			years[from+i] = e.Years(i, years[from+i])
		}
		from += len(r.p)
	}
	return nil
}
