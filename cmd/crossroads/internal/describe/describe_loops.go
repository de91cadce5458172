// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"
	"strings"
	"time"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/loops"
	"crossroads/scenarios/runs/batch"
)

// loopBudget is the time that looking for loops may take, and loopsShown how
// many of them are printed.
const (
	loopBudget = 2 * time.Second
	loopsShown = 12
)

// pathLoops lists the feedback loops that weigh most on the path chosen.
func pathLoops(o *options) (*table.Document, error) {
	path, world, h, err := o.asked()
	if err != nil {
		return nil, err
	}
	run, err := batch.One(world, h, path)
	if err != nil {
		return nil, err
	}
	return Loops(run, loopBudget), nil
}

// Loops lists the feedback loops that weigh most in a run, as far as the time
// given allows.
func Loops(run *scenarios.Run, budget time.Duration) *table.Document {
	a := loops.Of(run, budget)
	shown := a.Ranked[:min(loopsShown, len(a.Ranked))]
	names := loopNames(shown)
	paths := &table.Table{Name: "loops", Title: fmt.Sprintf("The %d dominant loops", len(shown)), Columns: []table.Column{
		table.Words("loop", "loop", 0), table.Words("name", "in words", 30), table.Words("path", "links; the last affects the first", 58),
	}, Notes: []string{"R: reinforcing. B: balancing. E: either, depending on the state."}}
	weights := &table.Table{Name: "weights", Title: "Share of the system's change; negative for a balancing effect", Across: "period", Columns: []table.Column{
		table.Words("loop", "loop", 0), table.Words("period", "years", 0).AsKey(), table.Numbers("share", "share", "1"),
	}, Notes: []string{"Shares follow the Loops That Matter method, averaged over all steps."}}
	halves := &table.Table{Name: "periods", Title: "Period by period", Columns: []table.Column{
		table.Words("period", "years", 0), table.Numbers("reinforcing", "reinforcing\nloops have", "1"), table.Counts("half", "loops that make up\nhalf of the change"), table.Words("named", "among them", 30),
	}}
	for i, l := range shown {
		paths.Add(table.Word(names[i]), table.Word(l.Words()), table.Word(strings.Join(l.Path, " → ")))
		weights.Add(table.Word(names[i]), table.Word("mean size"), table.Percent(l.Mean))
		for n, share := range l.Shares {
			weights.Add(table.Word(names[i]), table.Word(a.Periods[n].Span()), table.Percent(share))
		}
	}
	for _, p := range a.Periods {
		var half []string
		for _, i := range p.Dominant {
			if i < len(names) {
				half = append(half, names[i])
			}
		}
		halves.Add(table.Word(p.Span()), table.Percent(p.Reinforcing), table.Count(len(p.Dominant)), table.Word(table.Sentence(half)))
	}
	d := &table.Document{
		Facts:  []table.Fact{{Name: "scenario", Cell: table.Name{Name: run.Scenario.Name, Label: run.Scenario.Marked()}}, {Name: "world", Cell: table.Name{Name: run.World.Name, Label: run.World.Marked()}}},
		Answer: []string{fmt.Sprintf("%d loops are connected; %d are separate (%s).", len(a.Ranked), len(a.Apart), apartWords(a.Apart))},
		Tables: []*table.Table{paths, weights, halves},
	}
	if !a.Whole {
		d.Answer = append(d.Answer, fmt.Sprintf("TRUNCATED: the search stopped after %v; the shares are of the loops found.", budget))
	}
	return d
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
