// SPDX-License-Identifier: Apache-2.0

package draws

import (
	"fmt"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// sentences are the answer: which paths have the fewest killed how often, by both
// counts, and which never do.
func sentences(ways []shares.Way, results []*ensemble.Result) []string {
	var list []string
	for _, o := range scenarios.DeathCounts() {
		list = append(list, fewestWords(results[0], o, shares.ReadFewest(o, ways, results))...)
	}
	return slices.Concat(list, neverWords(ways, results), disagreementWords(results[0]))
}

// fewestHead begins what is said of one death count.
func fewestHead(o *model.Outcome) string {
	if o.Name == "deaths_all" {
		return "Fewest killed when militants count too"
	}
	return "Fewest " + table.LowerFirst(o.Label)
}

// fewestWords say on which paths the fewest are killed how often, how often that is
// close, and which path comes first in the other ways of drawing.
func fewestWords(r *ensemble.Result, o *model.Outcome, readings []shares.Fewest) []string {
	main := readings[0]
	order := r.Design().Ranked()
	slices.SortStableFunc(order, func(a, b int) int { return main.Shares[b].Count - main.Shares[a].Count })
	of := " of " + table.Draws(min(main.Ties.Of, 100))
	label := func(p int) string { return table.PathLabel(r.Path(p)) }
	var parts []string
	for _, p := range order {
		if main.Shares[p].Count > 0 {
			parts = append(parts, label(p)+" in "+count(main.Shares[p])+of)
			of = ""
		}
	}
	if main.Ties.Count > 0 {
		parts = append(parts, "several paths alike in "+count(main.Ties)+of)
	}
	words := []string{fmt.Sprintf("%s: %s.", fewestHead(o), strings.Join(parts, "; "))}
	if main.Tied.Count > 0 {
		words[0] += fmt.Sprintf(" In %s of %s others tie with the fewest (within 5%%).", count(main.Tied), table.Draws(min(main.Tied.Of, 100)))
	}
	if main.First() < 0 {
		words[0] += " These draws are too few to tell the first path from the second."
	}
	if shares.Depends(readings) {
		var others []string
		for _, other := range readings[1:] {
			if first := other.First(); first >= 0 && first != main.First() {
				others = append(others, fmt.Sprintf("%s %s (%s)", label(first), other.Way.In, count(other.Shares[first])))
			}
		}
		words = append(words, "Other draws put another path first: "+strings.Join(others, "; ")+".")
	}
	return words
}

// neverWords name the paths on which the fewest are killed in no draw and no world.
func neverWords(ways []shares.Way, results []*ensemble.Result) []string {
	r := results[0]
	var never []string
	for _, p := range r.Design().Ranked() {
		some := 0
		for _, o := range scenarios.DeathCounts() {
			for _, f := range shares.ReadFewest(o, ways, results) {
				some += f.Shares[p].Count
			}
		}
		if some == 0 {
			never = append(never, table.PathLabel(r.Path(p)))
		}
	}
	if len(never) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("Never the fewest, by either count, in any draw or world: %s.", strings.Join(never, "; "))}
}

// disagreementWords name the pairs of paths that the two death counts rank
// differently in most draws.
func disagreementWords(r *ensemble.Result) []string {
	var pairs []string
	for pair, p := range r.Pairs() {
		sign := 1
		for _, o := range scenarios.DeathCounts() {
			some, same := r.FewerShare(0, pair, o)
			sign *= (&shares.Reading{Fewer: some, Same: same}).Sign()
		}
		if sign < 0 {
			pairs = append(pairs, table.PathLabel(r.Path(p.A))+" and "+table.PathLabel(r.Path(p.B)))
		}
	}
	if len(pairs) == 0 {
		return nil
	}
	return []string{"The two death counts rank these paths differently: " + strings.Join(pairs, "; ") + "."}
}
