// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
	scatter "crossroads/scenarios/runs/events"
)

// ScatteredFutures is figure F1b with event noise: two paths under the first few
// sets of assumptions, with single attacks scattered around each. Runs are by
// path and member.
func ScatteredFutures(r *ensemble.Result, world int, runs [][]*scatter.Observed) *Figure {
	f := &Figure{ID: "F1b", Name: "futures-events", Title: titleScattered, Subtitle: subtitleScattered}
	f.futures(r, world, func(path int, o *model.Outcome) []ensemble.Future {
		var list []ensemble.Future
		for i, run := range runs[path][:min(futures, len(runs[path]))] {
			one := ensemble.Future{Member: i + 1}
			for _, year := range r.Design().Years() {
				one.Values = append(one.Values, run.Amount(o.Name, model.NewYear(year), model.NewYear(year+1)))
			}
			list = append(list, one)
		}
		return list
	})
	return f
}

// Counted is figure F1d: every count of a whole year before the fork over what
// the members have for it, without and with the scatter of single attacks, a
// panel per thing counted.
func Counted(r *ensemble.Result, world, members int, covers []scatter.Cover) *Figure {
	var groups []residuals
	var sources []string
	held := map[string]*[3]int{}
	for _, c := range covers {
		thing := counts.Thing(c.Evidence)
		if held[thing] == nil {
			groups, held[thing] = append(groups, residuals{thing: thing}), new([3]int)
		}
		if s := sourceInShort(c.Evidence); !slices.Contains(sources, s) {
			sources = append(sources, s)
		}
		n := held[thing]
		n[0]++
		if c.InsideAlone {
			n[1]++
		}
		if c.Inside {
			n[2]++
		}
	}
	for _, c := range covers {
		g := &groups[slices.IndexFunc(groups, func(g residuals) bool { return g.thing == counts.Thing(c.Evidence) })]
		source := sourceInShort(c.Evidence)
		over := func(v float64) float64 { return math.Log(*c.Evidence.Value / v) }
		g.rows = append(g.rows, residual{id: c.Evidence.ID, source: source, at: float64(c.Evidence.From.Year()),
			low: over(c.Alone.High80), mid: over(c.With.Median), high: over(c.Alone.Low80),
			wideLow: over(c.With.High80), wideHigh: over(c.With.Low80)})
	}
	var parts []string
	for i := range groups {
		sideBySide(groups[i].rows, sources)
		n := held[groups[i].thing]
		groups[i].head = fmt.Sprintf(wordsHolds, thingHeads[groups[i].thing], n[1], n[0], n[2])
		parts = append(parts, groups[i].head)
	}
	f := &Figure{
		ID: "F1d", Name: "counted", Title: titleCounted,
		Subtitle: fmt.Sprintf(subtitleCounted, len(covers), model.HistoryStart.Year(), model.Fork.Year()-1, canvas.Grouped(fmt.Sprint(members)),
			int(math.Round(0.8*float64(len(covers))))),
	}
	f.Description = "Counts inside the 80% range of the draws. " + strings.Join(parts, ". ") + "."
	st := figureSource{id: f.ID, name: f.Name, world: r.World(world).Marked(), draws: drawsWords(r.Design().Draws, members)}
	f.draw = func(s *canvas.Sheet) { drawResiduals(s, f, groups, sources, countedWords, st.line()) }
	return f
}

// sideBySide spreads the figures of each year evenly, in the order of sources.
func sideBySide(rows []residual, sources []string) {
	byYear := map[float64][]*residual{}
	for i := range rows {
		byYear[rows[i].at] = append(byYear[rows[i].at], &rows[i])
	}
	for year, list := range byYear {
		slices.SortStableFunc(list, func(a, b *residual) int { return slices.Index(sources, a.source) - slices.Index(sources, b.source) })
		for k, r := range list {
			r.at = year + 0.86*((float64(k)+0.5)/float64(len(list))-0.5)
		}
	}
}
