// SPDX-License-Identifier: Apache-2.0

package robust

import (
	"context"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// Question is what is asked of paths: how badly each can do over worlds and
// draws.
type Question struct {
	Paths      []*scenarios.Scenario
	Worlds     []*scenarios.World
	Reference  int // place of the reference path
	Outcomes   []*model.Outcome
	Conditions []Condition
	Horizon    model.Horizon
	Members    int
	Draws      ensemble.Draws
	Most       bool         // whether having less of the outcome is regretted
	Ways       []shares.Way // of drawing, the chosen one first
}

// Result is the answer, by outcome, path and world.
type Result struct {
	*Question
	Tables    []*Table           // by outcome
	Satisfied [][]ensemble.Share // draws that meet all conditions, by path and world
	drawn     []*ensemble.Result
}

// FindWays sets the ways of drawing: the chosen one and those beside it. Worlds
// are run anyway.
func (q *Question) FindWays() error {
	ways, err := shares.Ways(q.Draws, q.Worlds[0])
	q.Ways = slices.DeleteFunc(ways, func(w shares.Way) bool { return strings.HasPrefix(w.Name, "world ") })
	return err
}

// Runs is the number of runs the answer takes.
func (q *Question) Runs() int {
	return len(q.Paths) * (len(q.Worlds)*(1+q.Members) + len(q.Ways)*q.Members)
}

// Run answers the question. Done is told how many more runs are finished, from
// any goroutine.
func (q *Question) Run(ctx context.Context, done func(runs int)) (*Result, error) {
	r := &Result{Question: q}
	for _, o := range q.Outcomes {
		r.Tables = append(r.Tables, &Table{Outcome: o, Most: q.Most})
	}
	if err := r.runCentre(ctx, done); err != nil {
		return nil, err
	}
	design := &ensemble.Design{Paths: q.Paths, Worlds: q.Worlds, Horizon: q.Horizon, Members: q.Members, Draws: q.Draws, Against: q.Reference}
	members, err := ensemble.New(design)
	if err != nil {
		return nil, err
	}
	last := 0
	err = members.Run(ctx, ensemble.Options{Progress: func(finished, _ int) {
		done((finished - last) * len(q.Paths) * len(q.Worlds))
		last = finished
	}})
	if err != nil {
		return nil, err
	}
	for w := range q.Worlds {
		for _, t := range r.Tables {
			var drawn [][]float64
			for p := range q.Paths {
				drawn = append(drawn, members.Values(w, p, t.Outcome))
			}
			t.Draws = append(t.Draws, drawn)
		}
	}
	for p := range q.Paths {
		var row []ensemble.Share
		for w := range q.Worlds {
			row = append(row, Satisfied(q.Conditions, p, q.Members, func(path int, o *model.Outcome) []float64 { return members.Values(w, path, o) }))
		}
		r.Satisfied = append(r.Satisfied, row)
	}
	r.drawn, err = shares.Run(ctx, &ensemble.Design{Paths: q.Paths, Against: len(q.Paths) - 1, Horizon: q.Horizon, Members: q.Members}, q.Ways, done)
	return r, err
}

// runCentre runs the paths at the values of each world.
func (r *Result) runCentre(ctx context.Context, done func(int)) error {
	for _, w := range r.Worlds {
		b := batch.Batch{Paths: batch.InWorld(w, r.Horizon, r.Paths...), Horizon: r.Horizon, Numbers: batch.Outcomes(r.Outcomes), Sets: 1,
			Set: func(int) model.Parameters { return w.Parameters }, Done: done}
		values, err := b.Run(ctx)
		if err != nil {
			return err
		}
		for n, t := range r.Tables {
			var centre []float64
			for p := range r.Paths {
				centre = append(centre, values[0][p][n])
			}
			t.Centre = append(t.Centre, centre)
		}
	}
	return nil
}

// ByWay lists how the regret of each path is spread in one way of drawing.
func (r *Result) ByWay(n, way int) []Spread {
	one := &Table{Outcome: r.Outcomes[n], Most: r.Most, Draws: [][][]float64{nil}}
	for p := range r.Paths {
		one.Draws[0] = append(one.Draws[0], r.drawn[way].Values(0, p, r.Outcomes[n]))
	}
	return one.Spreads(0)
}

// Compared reports whether some condition sets a path against another or against
// a number; else it would only be compared with itself.
func (q *Question) Compared(path int) bool {
	return slices.ContainsFunc(q.Conditions, func(c Condition) bool { return c.Reference != path })
}

// Largest is the largest regret of each path over the worlds at their own values,
// at least 0, and the world where it occurs.
func (t *Table) Largest() (regret []float64, world []int) {
	paths := len(t.Centre[0])
	regret, world = make([]float64, paths), make([]int, paths)
	for w := range t.Centre {
		for p, r := range t.Regrets(t.Centre[w]) {
			if r.Amount > regret[p] {
				regret[p], world[p] = r.Amount, w
			}
		}
	}
	return regret, world
}

// LargestDrawn is the largest regret of each path over the draws of all worlds,
// and the world where it occurs.
func (t *Table) LargestDrawn() (spread []Spread, world []int) {
	paths := len(t.Draws[0])
	spread, world = make([]Spread, paths), make([]int, paths)
	for w := range t.Draws {
		for p, s := range t.Spreads(w) {
			if w == 0 || s.Worst > spread[p].Worst {
				spread[p], world[p] = s, w
			}
		}
	}
	return spread, world
}

// Never lists the paths that have the fewest in no draw of any world.
func (t *Table) Never() []int {
	fewest := make([]int, len(t.Draws[0]))
	for w := range t.Draws {
		for p, s := range t.Spreads(w) {
			fewest[p] += s.Fewest.Count
		}
	}
	var list []int
	for p, count := range fewest {
		if count == 0 {
			list = append(list, p)
		}
	}
	return list
}
