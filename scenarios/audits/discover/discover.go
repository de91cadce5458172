// SPDX-License-Identifier: Apache-2.0

// Package discover finds the ranges of a few assumptions in which one policy
// path has fewer of an outcome than another, or in which any column of a table
// passes a threshold.
package discover

import (
	"context"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/cart"
	"crossroads/scenarios/stats/prim"
)

// Cases are the members of an ensemble or the rows of a table, some of them of
// interest.
type Cases struct {
	Names      []string            // of the inputs
	Categories []Category          // by input; the zero Category for a number; nil where all are numbers
	Words      map[string][]string // the values of each column of words, in order
	Inputs     [][]float64         // by case and input
	Interest   []bool
	Opposite   int // draws in which the outcome is lower on the other path; of the rest it is equal
}

// Category says that an input is 1 where a column of words has one of its values, and 0 elsewhere.
type Category struct{ Column, Value string }

// Category is the category of an input; its column is empty for a number.
func (c *Cases) Category(input int) Category {
	if c.Categories == nil {
		return Category{}
	}
	return c.Categories[input]
}

// Paired draws assumptions and marks, for each outcome in turn, the draws in
// which path a has fewer than path b. Inputs are the parameters that differ from
// draw to draw.
func Paired(ctx context.Context, a, b *scenarios.Scenario, outcomes []*model.Outcome, w *scenarios.World, h model.Horizon, members int, draws ensemble.Draws, done func(int)) ([]Cases, error) {
	assumptions, err := ensemble.InWorld(draws, w)
	if err != nil {
		return nil, err
	}
	runs := batch.Batch{Paths: batch.InWorld(w, h, a, b), Horizon: h, Numbers: batch.Outcomes(outcomes), Sets: members, Done: done,
		Set: assumptions.Member}
	values, err := runs.Run(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	inputs := make([][]float64, members)
	for _, row := range assumptions.Drawn() {
		names = append(names, row.Name)
	}
	for i := range inputs {
		p := runs.Set(i)
		for _, name := range names {
			inputs[i] = append(inputs[i], *model.FindParameter(name).Of(&p))
		}
	}
	list := make([]Cases, len(outcomes))
	for n := range outcomes {
		list[n] = Cases{Names: names, Inputs: inputs, Interest: make([]bool, members)}
		for i, d := range values.Difference(0, 1, n) {
			list[n].Interest[i] = d < 0
			if d > 0 {
				list[n].Opposite++
			}
		}
	}
	return list, nil
}

// Count is the number of cases of interest.
func (c *Cases) Count() int {
	n := 0
	for _, is := range c.Interest {
		if is {
			n++
		}
	}
	return n
}

// Finding is what was found among cases: boxes, and a tree beside them.
type Finding struct {
	*Cases
	Boxes []prim.Box // none when none or all of the cases are of interest
	Tree  *cart.Node // nil likewise
}

// Find seeks boxes and grows a tree of at most three questions.
func Find(c *Cases, o prim.Options) (*Finding, error) {
	f := &Finding{Cases: c}
	if n := c.Count(); n == 0 || n == len(c.Interest) {
		return f, nil
	}
	for _, category := range c.Categories {
		o.OneSided = append(o.OneSided, category.Column != "")
	}
	var err error
	if f.Boxes, err = prim.Discover(c.Inputs, c.Interest, o); err != nil {
		return nil, err
	}
	f.Tree, err = cart.Grow(c.Inputs, c.Interest, cart.Options{MaxDepth: 3, MinLeaf: max(1, len(c.Inputs)/20)})
	return f, err
}
