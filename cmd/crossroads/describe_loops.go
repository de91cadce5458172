package main

import (
	"fmt"
	"strings"
	"time"

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
func describeLoops(o *describeOptions) (*report, error) {
	path, world, h, err := o.asked()
	if err != nil {
		return nil, err
	}
	run, err := path.Run(world, h)
	if err != nil {
		return nil, err
	}
	return loopsReport(run, loopBudget)
}

// loopsReport names the feedback loops that weigh most in a run, as far as the
// time given allows.
func loopsReport(run *scenarios.Run, budget time.Duration) (*report, error) {
	a := loops.Of(run, budget)
	shown := a.Ranked[:min(loopsShown, len(a.Ranked))]
	names := loopNames(shown)
	paths := block{Name: "loops", Title: fmt.Sprintf("The %d dominant loops", len(shown)), Columns: []column{{"loop", "", 0}, {"name", "in words", 30}, {"path", "links; the last affects the first", 60}}}
	weights := block{Name: "weights", Title: "Share of the system's change, in percent; − for a balancing effect", Columns: []column{{"loop", "", 0}, {"mean", "all years", 0}}}
	for _, p := range a.Periods {
		span := fmt.Sprintf("%d-%d", p.First, p.Last)
		weights.Columns = append(weights.Columns, column{span, span, 0})
	}
	for i, l := range shown {
		paths.Rows = append(paths.Rows, []any{names[i], l.Words(), strings.Join(l.Path, " → ")})
		row := []any{names[i], measured{100 * l.Mean, "%"}}
		for _, share := range l.Shares {
			row = append(row, measured{100 * share, "%"})
		}
		weights.Rows = append(weights.Rows, row)
	}
	r := &report{
		Facts:  []fact{{"scenario", run.Scenario.Name}, {"world", run.World.Name}},
		Blocks: []block{paths, weights},
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
