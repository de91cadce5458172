// Package discover finds the ranges of a few assumptions in which one policy
// path has fewer of an outcome than another, or in which any column of a table
// passes a threshold.
package discover

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

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
	Names    []string    // of the inputs
	Inputs   [][]float64 // by case and input
	Interest []bool
}

// Paired draws assumptions and marks, for each outcome in turn, the draws in
// which path a has fewer than path b. Inputs are the parameters that differ from
// draw to draw.
func Paired(ctx context.Context, a, b *scenarios.Scenario, outcomes []*model.Outcome, w *scenarios.World, h model.Horizon, members int, draws ensemble.Draws, done func(int)) ([]Cases, error) {
	assumptions, err := ensemble.InWorld(draws, w)
	if err != nil {
		return nil, err
	}
	runs := batch.Batch{Paths: batch.Lay(w, h, a, b), Horizon: h, Numbers: batch.Outcomes(outcomes), Sets: members, Done: done,
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
		list[n] = Cases{names, inputs, make([]bool, members)}
		for i, d := range values.Difference(0, 1, n) {
			list[n].Interest[i] = d < 0
		}
	}
	return list, nil
}

// Read reads cases from CSV with a header: the named columns are the inputs, and
// rows whose target is above the threshold are of interest. Lines that begin
// with # are skipped.
func Read(name string, r io.Reader, inputs []string, target string, threshold float64) (*Cases, error) {
	in := csv.NewReader(r)
	in.Comment = '#'
	head, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("%s:1:1: header: cannot be read: %v (names of columns)", name, err)
	}
	var places []int
	for _, column := range append(slices.Clone(inputs), target) {
		at := slices.Index(head, column)
		if at < 0 {
			return nil, fmt.Errorf("%s:1:1: %w", name, &scenarios.UnknownError{Thing: "column", Name: column, Known: head})
		}
		places = append(places, at)
	}
	if slices.Contains(inputs, target) {
		return nil, fmt.Errorf("%s: column %s: is an input and the target at once (two columns)", name, target)
	}
	c := &Cases{Names: inputs}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		row := make([]float64, len(places))
		for k, at := range places {
			if row[k], err = strconv.ParseFloat(record[at], 64); err != nil || math.IsInf(row[k], 0) || math.IsNaN(row[k]) {
				line, column := in.FieldPos(at)
				return nil, fmt.Errorf("%s:%d:%d: %s: %q is not a number (a finite number)", name, line, column, head[at], record[at])
			}
		}
		c.Inputs = append(c.Inputs, row[:len(inputs)])
		c.Interest = append(c.Interest, row[len(inputs)] > threshold)
	}
	return c, nil
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
	var err error
	if f.Boxes, err = prim.Discover(c.Inputs, c.Interest, o); err != nil {
		return nil, err
	}
	f.Tree, err = cart.Grow(c.Inputs, c.Interest, cart.Options{MaxDepth: 3, MinLeaf: max(1, len(c.Inputs)/20)})
	return f, err
}
