// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"context"

	"crossroads/model"
)

// Member is one set of assumptions and what came of it.
type Member struct {
	Number  int // from 1
	result  *Result
	outcome func(world, path, outcome int) float64
}

// Parameters is the set of assumptions in a world.
func (m *Member) Parameters(world int) model.Parameters {
	return m.result.assumptions[world].Member(m.Number - 1)
}

// Outcome is an outcome, by its place in the table, of a path in a world.
func (m *Member) Outcome(world, path, outcome int) float64 {
	return m.outcome(world, path, outcome)
}

// Kept reports whether the outcomes of every member are kept.
func (r *Result) Kept() bool { return r.exact(0) }

// EachMember visits all members in order until visit fails. Where their outcomes
// are not kept, it runs them again, without the series; Options.Visit spares
// that.
func (r *Result) EachMember(ctx context.Context, visit func(*Member) error) error {
	if r.Kept() {
		return r.visit(ctx, 0, r.design.Members, visit, func(level, k int) float64 { return r.levels[level].values[k] })
	}
	bare := *r.design
	bare.Series = nil
	again, err := New(&bare)
	if err != nil {
		return err
	}
	room := again.newBlock(min(again.design.cut.block, again.design.Members))
	for b := range again.done {
		if err := again.fill(ctx, Options{}, []int{b}, []*block{room}, func(*block) error { return nil }); err != nil {
			return err
		}
		from, to := again.span(b)
		if err := again.visit(ctx, from, to-from, visit, room.at); err != nil {
			return err
		}
	}
	return nil
}

// visit visits n members, whose numbers value knows by level and place.
func (r *Result) visit(ctx context.Context, first, n int, visit func(*Member) error, value func(level, k int) float64) error {
	for k := range n {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		m := &Member{first + k + 1, r, func(world, path, outcome int) float64 {
			return value(r.level(world, path, outcome), k)
		}}
		if err := visit(m); err != nil {
			return err
		}
	}
	return nil
}
