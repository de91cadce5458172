// SPDX-License-Identifier: Apache-2.0

// Package debate gathers, for each of several policy paths alike, the strongest
// case a model can make for it, its worst case, and the assumptions on which
// both hang.
package debate

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/breakeven"
	"crossroads/scenarios/runs/effect"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// Question is a debate: paths in a fixed order, each treated as every other.
type Question struct {
	Paths    []*scenarios.Scenario
	Worlds   []*scenarios.World // the first is where assumptions are looked at one by one
	Horizon  model.Horizon
	Outcomes []*model.Outcome
	Members  int
	Draws    ensemble.Draws
	Ways     []shares.Way // ways of drawing in which the fewest are counted; may be empty
}

// Runs is about how many runs a debate takes.
func (q *Question) Runs() int {
	one := breakeven.Question{}
	return len(q.Paths) * ((len(q.Worlds)+len(q.Ways))*q.Members + len(q.Outcomes)*one.Runs())
}

// Comparison is a path minus another in one world over the draws.
type Comparison struct {
	World, Other      int
	Outcome           int
	Level             float64 // the lower of the two median outcomes
	Low, Median, High float64 // 10th, 50th and 90th percentile of the difference
	Fewer, More       ensemble.Share
	Tied              ensemble.Share // the two differ by no more than the tie rule allows
}

// Decided reports whether the draws tell the two paths apart: whether the 80% range
// of the difference leaves out 0 and its median is no tie.
func (c *Comparison) Decided() bool {
	return (c.High < 0 || c.Low > 0) && math.Abs(c.Median) > scenarios.Tie*c.Level
}

// Deciding is an assumption that decides between a path and its closest rival.
type Deciding struct {
	Row    *breakeven.Row
	Effect effect.Effect // of the path less the rival
	Share  float64       // of the documented range in which fewer are killed on the path
}

// Contest is a path against its closest rival by one outcome.
type Contest struct {
	Outcome  int
	Rival    int
	At       [2]float64 // the outcome on the path and on the rival, every assumption as the world has it
	Deciding []Deciding // three: first those that reverse the order alone, the nearest first, then those that move it farthest
	Weakest  Deciding   // of all that move it, the one with the weakest grade, the farthest moving first
	Lever    *model.Lever
	Without  float64 // the path minus the rival with that lever as on the rival: the lever that moves it farthest
}

// Case is everything said of one path.
type Case struct {
	Path        int
	Comparisons []Comparison  // with each other path by each outcome, in the first world
	Strongest   []*Comparison // by outcome: decided, with the lowest median below 0, in any world; nil if none
	Worst       []*Comparison // by outcome: decided, with the largest median above 0, in any world; nil if none
	Contests    []Contest     // by outcome
}

// Debate holds one case for each path, in the order of the paths.
type Debate struct {
	*Question
	Cases []Case

	drawn []*ensemble.Result // by way
}

// Fewest is, by path, the share of draws of one way in which it has the fewest of
// an outcome.
func (d *Debate) Fewest(way int, o *model.Outcome) []ensemble.Share {
	list, _ := d.drawn[way].FewestShare(0, o)
	return list
}

// Difference is the path minus the rival, every assumption as the world has it.
func (c *Contest) Difference() float64 { return c.At[0] - c.At[1] }

// decidingCount is how many assumptions each contest names.
const decidingCount = 3

// Run gathers the cases. Each follows from the same calculations, so that two
// paths that swap their names swap their cases. Done is told how many more runs are
// finished, from any goroutine.
func (q *Question) Run(ctx context.Context, done func(runs int)) (*Debate, error) {
	if len(q.Paths) < 2 {
		return nil, fmt.Errorf("debate needs two or more paths (%d given)", len(q.Paths))
	}
	design := &ensemble.Design{Paths: q.Paths, Worlds: q.Worlds, Horizon: q.Horizon, Members: q.Members, Draws: q.Draws}
	result, err := ensemble.New(design)
	if err != nil {
		return nil, err
	}
	last := 0
	err = result.Run(ctx, ensemble.Options{Progress: func(members, _ int) {
		done((members - last) * len(q.Paths) * len(q.Worlds))
		last = members
	}})
	if err != nil {
		return nil, err
	}
	table, err := effect.Measure(ctx, q.Worlds[0], q.Paths, q.Horizon)
	if err != nil {
		return nil, err
	}
	d := &Debate{Question: q}
	for p := range q.Paths {
		c := Case{Path: p, Strongest: make([]*Comparison, len(q.Outcomes)), Worst: make([]*Comparison, len(q.Outcomes))}
		for w := range q.Worlds {
			for other := range q.Paths {
				if other == p {
					continue
				}
				for n, o := range q.Outcomes {
					one := compare(result.Values(w, p, o), result.Values(w, other, o))
					one.World, one.Other, one.Outcome = w, other, n
					if w == 0 {
						c.Comparisons = append(c.Comparisons, one)
					}
					if one.Decided() && one.Median < 0 && (c.Strongest[n] == nil || one.Median < c.Strongest[n].Median) {
						c.Strongest[n] = &one
					}
					if one.Decided() && one.Median > 0 && (c.Worst[n] == nil || one.Median > c.Worst[n].Median) {
						c.Worst[n] = &one
					}
				}
			}
		}
		for n, o := range q.Outcomes {
			contest, err := q.contest(ctx, p, n, closest(result, p, o), table, done)
			if err != nil {
				return nil, err
			}
			c.Contests = append(c.Contests, *contest)
		}
		d.Cases = append(d.Cases, c)
	}
	if len(q.Ways) > 0 {
		d.drawn, err = shares.Run(ctx, &ensemble.Design{Paths: q.Paths, Horizon: q.Horizon, Members: q.Members}, q.Ways, done)
	}
	return d, err
}

// compare is the first minus the second, member by member.
func compare(a, b []float64) Comparison {
	less := make([]float64, len(a))
	c := Comparison{Fewer: ensemble.Share{Of: len(a)}, More: ensemble.Share{Of: len(a)}, Tied: ensemble.Share{Of: len(a)}, Level: min(median(a), median(b))}
	for i := range a {
		less[i] = a[i] - b[i]
		switch {
		case less[i] < 0:
			c.Fewer.Count++
		case less[i] > 0:
			c.More.Count++
		}
		if scenarios.Tied(a[i], b[i]) {
			c.Tied.Count++
		}
	}
	slices.Sort(less)
	// The places are mirrored, so that swapping the two turns only the signs.
	n := len(less) - 1
	low := int(math.Round(0.1 * float64(n)))
	c.Low, c.High = less[low], less[n-low]
	c.Median = (less[n/2] + less[n-n/2]) / 2
	return c
}

// median is the middle of some values.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted) - 1
	return (sorted[n/2] + sorted[n-n/2]) / 2
}

// closest is the other path that has the fewest among the others in the most
// draws of the first world.
func closest(r *ensemble.Result, path int, o *model.Outcome) int {
	paths := len(r.Design().Paths)
	counts := make([]int, paths)
	for m := range r.Done() {
		least, place := math.Inf(1), -1
		for p := range paths {
			if v := r.Values(0, p, o)[m]; p != path && v < least {
				least, place = v, p
			}
		}
		counts[place]++
	}
	rival := -1
	for p, n := range counts {
		if p != path && (rival < 0 || n > counts[rival]) {
			rival = p
		}
	}
	return rival
}

// contest looks at a path against its rival, assumption by assumption and lever
// by lever.
func (q *Question) contest(ctx context.Context, p, n, rival int, table *effect.Table, done func(int)) (*Contest, error) {
	o, world := q.Outcomes[n], q.Worlds[0]
	search := &breakeven.Question{A: q.Paths[p], B: q.Paths[rival], Horizon: q.Horizon, Outcomes: []*model.Outcome{o}, World: world, Done: done}
	answer, err := search.Find(ctx)
	if err != nil {
		return nil, err
	}
	c := &Contest{Outcome: n, Rival: rival, At: answer.At[0]}
	swings := table.Differences(p, rival, o)
	deciding := func(row *breakeven.Row) Deciding {
		d := Deciding{Row: row}
		if e := effect.Find(swings, row.Parameter); e != nil {
			d.Effect = *e
		}
		for _, part := range row.Fewer(0) {
			d.Share += (part[1] - part[0]) / (row.Parameter.High - row.Parameter.Low)
		}
		return d
	}
	rows := answer.Nearest(0)
	for _, e := range swings {
		if i := slices.IndexFunc(answer.Rows, func(r breakeven.Row) bool { return r.Parameter == e.Parameter }); i >= 0 && !slices.Contains(rows, &answer.Rows[i]) {
			rows = append(rows, &answer.Rows[i])
		}
	}
	for _, row := range rows[:min(decidingCount, len(rows))] {
		c.Deciding = append(c.Deciding, deciding(row))
	}
	moving := make([]Deciding, 0, len(answer.Rows))
	for i := range answer.Rows {
		if one := deciding(&answer.Rows[i]); one.Effect.Parameter != nil {
			moving = append(moving, one)
		}
	}
	c.Weakest = slices.MaxFunc(moving, func(a, b Deciding) int { return cmp.Compare(weight(&a), weight(&b)) })
	here, err := effect.Without(ctx, world, q.Paths[p], &model.LeverTable[0], q.Paths[p], q.Horizon)
	if err != nil {
		return nil, err
	}
	place := slices.Index(model.OutcomeNames(), o.Name)
	farthest := -1.0
	for i := range model.LeverTable {
		lever := &model.LeverTable[i]
		values, err := effect.Without(ctx, world, q.Paths[p], lever, q.Paths[rival], q.Horizon)
		if err != nil {
			return nil, err
		}
		if moved := values[place] - here[place]; math.Abs(moved) > farthest {
			farthest, c.Lever, c.Without = math.Abs(moved), lever, c.Difference()+moved
		}
	}
	return c, nil
}

// weakness orders the grades, from firm to weak.
var weakness = map[model.Confidence]float64{model.Cited: 1, model.SeveralStudies: 2, model.FewStudies: 3, model.Judgement: 6}

// weight is how hard a reviewer would press an assumption: how far it moves the
// difference, times the weakness of its grade.
func weight(d *Deciding) float64 {
	return d.Effect.Range() * weakness[d.Row.Parameter.Confidence]
}
