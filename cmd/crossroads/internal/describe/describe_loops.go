// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"
	"strings"
	"time"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/loops"
)

// loopBudget is the time that looking for loops may take, and loopsShown how
// many of them are printed.
const (
	loopBudget = 2 * time.Second
	loopsShown = 12
)

// describeLoops prints the feedback loops that weigh most in a run.
func describeLoops(o *DescribeOptions) (*blocks.Report, error) {
	path, world, h, err := o.asked()
	if err != nil {
		return nil, err
	}
	run, err := path.Run(world, h)
	if err != nil {
		return nil, err
	}
	return LoopsReport(run, loopBudget)
}

// LoopsReport names the feedback loops that weigh most in a run, as far as the
// time given allows.
func LoopsReport(run *scenarios.Run, budget time.Duration) (*blocks.Report, error) {
	a := loops.Of(run, budget)
	shown := a.Ranked[:min(loopsShown, len(a.Ranked))]
	names := loopNames(shown)
	paths := blocks.Block{Name: "loops", Title: fmt.Sprintf("The %d dominant loops", len(shown)), Columns: []blocks.Column{{Name: "loop", Head: "", Width: 0}, {Name: "name", Head: "in words", Width: 30}, {Name: "path", Head: "links; the last affects the first", Width: 60}}}
	weights := blocks.Block{Name: "weights", Title: "Share of the system's change, in percent; − for a balancing effect", Columns: []blocks.Column{{Name: "loop", Head: "", Width: 0}, {Name: "mean", Head: "all years", Width: 0}}}
	for _, p := range a.Periods {
		span := fmt.Sprintf("%d-%d", p.First, p.Last)
		weights.Columns = append(weights.Columns, blocks.Column{Name: span, Head: span, Width: 0})
	}
	for i, l := range shown {
		paths.Rows = append(paths.Rows, []any{names[i], l.Words(), strings.Join(l.Path, " → ")})
		row := []any{names[i], blocks.Measured{Value: 100 * l.Mean, Unit: "%"}}
		for _, share := range l.Shares {
			row = append(row, blocks.Measured{Value: 100 * share, Unit: "%"})
		}
		weights.Rows = append(weights.Rows, row)
	}
	r := &blocks.Report{
		Facts:  []blocks.Fact{{Name: "scenario", Value: run.Scenario.Name}, {Name: "world", Value: run.World.Name}},
		Blocks: []blocks.Block{paths, weights},
		Sentences: []string{
			fmt.Sprintf("%d loops are connected; %d are separate (%s). R: reinforcing. B: balancing. E: either, depending on the state. "+
				"Shares follow the Loops That Matter method, averaged over all steps.", len(a.Ranked), len(a.Apart), apartWords(a.Apart)),
		},
	}
	if !a.Whole {
		r.Sentences = append(r.Sentences, fmt.Sprintf("TRUNCATED: the search stopped after %v; the shares are of the loops found.", budget))
	}
	for _, p := range a.Periods {
		var half []string
		for _, i := range p.Dominant {
			if i < len(names) {
				half = append(half, names[i])
			}
		}
		words := fmt.Sprintf("%d to %d: reinforcing loops have %.0f%%; %d loops make up half of the change", p.First, p.Last, 100*p.Reinforcing, len(p.Dominant))
		if len(half) > 0 {
			words += ", " + table.Sentence(half) + " among them"
			if len(half) == len(p.Dominant) {
				words = strings.TrimSuffix(words, " among them")
			}
		}
		r.Sentences = append(r.Sentences, words+".")
	}
	return r, nil
}

// loopNames numbers loops by what they do: R1, B1, B2, E1.
func loopNames(shown []loops.Ranked) []string {
	letters := map[loops.Sign]string{loops.Positive: "R", loops.Negative: "B", loops.Either: "E"}
	count := map[loops.Sign]int{}
	var names []string
	for _, l := range shown {
		count[l.Sign]++
		names = append(names, fmt.Sprintf("%s%d", letters[l.Sign], count[l.Sign]))
	}
	return names
}

// apartWords names loops that stand alone.
func apartWords(apart []loops.Ranked) string {
	var words []string
	for _, l := range apart {
		words = append(words, strings.Join(l.Path, " → "))
	}
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ", ")
}
