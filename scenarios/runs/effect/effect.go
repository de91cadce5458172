// SPDX-License-Identifier: Apache-2.0

// Package effect measures what one parameter, or one lever, does alone while all else stays as it is.
package effect

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
)

// Effect is a number with one parameter at the ends of its documented range and
// all others as the world has them.
type Effect struct {
	Parameter      *model.Parameter
	Low, Mid, High float64 // at the low end, as the world has it, at the high end
}

// Range is how far the number moves over the three points. Between them it may
// move further, and interactions with other parameters stay unseen.
func (e *Effect) Range() float64 {
	return max(e.Low, e.Mid, e.High) - min(e.Low, e.Mid, e.High)
}

// Table holds what every parameter that is not constant does to every outcome
// of every path.
type Table struct {
	World      *scenarios.World
	Paths      []*scenarios.Scenario
	Parameters []*model.Parameter
	values     batch.Values // by set (the world, then low and high of each parameter), path and outcome
}

// Runs is the number of runs that Measure takes.
func Runs(paths int) int { return paths * (1 + 2*len(model.Varied())) }

// Measure runs every path with every parameter at both ends of its range, the
// history included. The result depends on nothing but its arguments.
func Measure(ctx context.Context, w *scenarios.World, paths []*scenarios.Scenario, h model.Horizon) (*Table, error) {
	t := &Table{World: w, Paths: paths, Parameters: model.Varied()}
	b := batch.Batch{
		Paths: batch.InWorld(w, h, paths...), Horizon: h, Numbers: outcomes(),
		Sets: 1 + 2*len(t.Parameters),
		Set: func(i int) model.Parameters {
			p := w.Parameters
			if i > 0 {
				row := t.Parameters[(i-1)/2]
				*row.Of(&p) = [2]float64{row.Low, row.High}[(i-1)%2]
			}
			return p
		},
	}
	var err error
	t.values, err = b.Run(ctx)
	if err != nil {
		return nil, fmt.Errorf("effects in world %s: %w", w.Name, err)
	}
	return t, nil
}

// outcomes reads every row of the table of outcomes.
func outcomes() []batch.Number {
	list := make([]*model.Outcome, len(model.OutcomeTable))
	for i := range list {
		list[i] = &model.OutcomeTable[i]
	}
	return batch.Outcomes(list)
}

// place is the place of an outcome in its table.
func place(o *model.Outcome) int {
	return slices.Index(model.OutcomeNames(), o.Name)
}

// Mid is an outcome of a path as the world has it.
func (t *Table) Mid(path int, o *model.Outcome) float64 { return t.values[0][path][place(o)] }

// Effects lists what each parameter does to an outcome of a path, the largest
// effect range first, parameters without any last in the order of their table.
func (t *Table) Effects(path int, o *model.Outcome) []Effect {
	n := place(o)
	return t.list(func(set int) (number, scale float64) { return t.values[set][path][n], t.values[set][path][n] })
}

// Differences lists what each parameter does to an outcome of path a less that
// of path b, in the order of Effects.
func (t *Table) Differences(a, b int, o *model.Outcome) []Effect {
	n := place(o)
	return t.list(func(set int) (number, scale float64) {
		return t.values[set][a][n] - t.values[set][b][n], t.values[set][a][n]
	})
}

// list reads one number for every parameter and orders by effect range. Changes that
// are small beside the scale of the number are rounding, not effects.
func (t *Table) list(read func(set int) (number, scale float64)) []Effect {
	mid, scale := read(0)
	end := func(set int) float64 {
		number, at := read(set)
		if math.Abs(number-mid) <= 1e-11*max(math.Abs(scale), math.Abs(at)) {
			return mid
		}
		return number
	}
	list := make([]Effect, len(t.Parameters))
	for i, p := range t.Parameters {
		list[i] = Effect{p, end(1 + 2*i), mid, end(2 + 2*i)}
	}
	slices.SortStableFunc(list, func(a, b Effect) int { return cmp.Compare(b.Range(), a.Range()) })
	return list
}

// Reach is how far the whole range of a parameter moves the outcome that it moves
// most, as a share of that outcome with the world's own value.
type Reach struct {
	Parameter *model.Parameter
	Share     float64
	Outcome   *model.Outcome
	Path      *scenarios.Scenario
	World     *scenarios.World
}

// Reaches lists the reach of every parameter over some outcomes, and over tables
// of several worlds, the shortest first.
func Reaches(tables []*Table, outcomes ...*model.Outcome) []Reach {
	longest := map[*model.Parameter]Reach{}
	for _, t := range tables {
		for path := range t.Paths {
			for _, o := range outcomes {
				for _, e := range t.Effects(path, o) {
					share := max(math.Abs(e.Low-e.Mid), math.Abs(e.High-e.Mid)) / math.Abs(e.Mid)
					if known, ok := longest[e.Parameter]; !ok || share > known.Share {
						longest[e.Parameter] = Reach{e.Parameter, share, o, t.Paths[path], t.World}
					}
				}
			}
		}
	}
	list := make([]Reach, 0, len(longest))
	for i := range model.ParameterTable {
		if r, ok := longest[&model.ParameterTable[i]]; ok {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b Reach) int { return cmp.Compare(a.Share, b.Share) })
	return list
}

// Find returns the effect of one parameter, or nil where it has none listed.
func Find(list []Effect, p *model.Parameter) *Effect {
	for i := range list {
		if list[i].Parameter == p {
			return &list[i]
		}
	}
	return nil
}

// JudgementShare is the part of all effect ranges that belongs to parameters graded as
// judgement, from 0 to 1; 0 where nothing moves the number.
func JudgementShare(list []Effect) float64 {
	var judged, all float64
	for i := range list {
		s := list[i].Range()
		all += s
		if list[i].Parameter.Confidence == model.Judgement {
			judged += s
		}
	}
	if all == 0 {
		return 0
	}
	return judged / all
}

// RestsOnJudgement lists the headline outcomes for which, on any of the paths,
// more than half of all effect ranges belong to parameters graded as judgement, with
// the largest such share.
func (t *Table) RestsOnJudgement() []Judged {
	var list []Judged
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		if !o.Headline {
			continue
		}
		judged := Judged{Outcome: o}
		for path := range t.Paths {
			if share := JudgementShare(t.Effects(path, o)); share > judged.Share {
				judged.Share = share
			}
		}
		if judged.Share > 0.5 {
			list = append(list, judged)
		}
	}
	return list
}

// Judged is a headline outcome that rests mainly on judgement.
type Judged struct {
	Outcome *model.Outcome
	Share   float64 // the largest over the paths
}
