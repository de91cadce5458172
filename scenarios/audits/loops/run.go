// SPDX-License-Identifier: Apache-2.0

package loops

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"crossroads/model"
	"crossroads/scenarios"
)

// Analysis is the loops of the model and what they did in one run.
type Analysis struct {
	Run     *scenarios.Run
	Count   int  // of the loops found
	Whole   bool // whether all loops were found within the budget of time
	Ranked  []Ranked
	Apart   []Ranked // loops that act on none of those and are acted on by none: alone, each makes all of its part
	Periods []Period
}

// Ranked is a loop and its share in what happened in the part of the system in
// which all loops act on one another.
type Ranked struct {
	Path []string // names of series, beginning with a stock; the last acts on the first
	Sign Sign
	// Mean is its share, without sign, over the whole run; Shares is the same in
	// each of Analysis.Periods, with the sign it acted with.
	Mean   float64
	Shares []float64
}

// Period is a span of years, and the loops that made half of what happened in it.
type Period struct {
	First, Last int
	Reinforcing float64 // share of all loops that reinforced
	Dominant    []int   // the fewest of Analysis.Ranked that make half; the strongest first
}

// Span is the years of the period, such as 2021-2025.
func (p *Period) Span() string { return fmt.Sprintf("%d-%d", p.First, p.Last) }

// Of finds the loops of the model and what they did in a run, the strongest
// over the whole run first. Finding takes no longer than the budget.
func Of(run *scenarios.Run, budget time.Duration) *Analysis {
	names, links := graph()
	list, whole := Find(len(names), links, budget)
	samples := run.Trajectory.Samples
	p := &run.World.Parameters
	equations := make([]*model.Equation, len(names))
	for i, name := range names {
		for j := range model.EquationTable {
			if model.EquationTable[j].Name == name {
				equations[i] = &model.EquationTable[j]
			}
		}
	}
	shares := Shares(list, &Run{
		Steps:  len(samples),
		Links:  links,
		Level:  func(step, node int) float64 { return equations[node].Of(&samples[step]) },
		Result: func(step, node int) float64 { return equations[node].At(&samples[step], p) },
		Alone: func(step, link int) float64 {
			l := links[link]
			before := samples[step-1]
			equations[l.From].Set(&before, equations[l.From].Of(&samples[step]))
			return equations[l.To].At(&before, p)
		},
	})
	a := &Analysis{Run: run, Count: len(list), Whole: whole}
	parts := Parts(list)
	main := largest(parts)
	order := make([]int, len(list))
	means := make([]float64, len(list))
	for i := range list {
		order[i] = i
		means[i] = mean(shares[i], 1, len(samples), math.Abs)
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(means[y], means[x]) })
	a.Periods = periods(run.Trajectory.Horizon)
	perYear := run.Trajectory.Horizon.StepsPerYear
	begin := run.Trajectory.Horizon.Start.Year()
	for _, i := range order {
		ranked := Ranked{Path: path(list[i], equations), Sign: list[i].Sign, Mean: means[i]}
		if parts[i] != main {
			a.Apart = append(a.Apart, ranked)
			continue
		}
		for j := range a.Periods {
			period := &a.Periods[j]
			from, to := (period.First-begin)*perYear+1, (period.Last+1-begin)*perYear+1
			ranked.Shares = append(ranked.Shares, mean(shares[i], from, to, func(v float64) float64 { return v }))
			period.Reinforcing += mean(shares[i], from, to, func(v float64) float64 { return max(v, 0) })
		}
		a.Ranked = append(a.Ranked, ranked)
	}
	for j := range a.Periods {
		a.Periods[j].Dominant = dominant(a.Ranked, j)
	}
	return a
}

// largest is the part with the most loops.
func largest(parts []int) int {
	count, main := map[int]int{}, 0
	for _, p := range parts {
		if count[p]++; count[p] > count[main] {
			main = p
		}
	}
	return main
}

// graph is the causal graph of the series that act: their names and links.
func graph() (names []string, links []Link) {
	index := map[string]int{}
	for i := range model.SeriesTable {
		if s := &model.SeriesTable[i]; s.Kind != model.Total {
			index[s.Name] = len(names)
			names = append(names, s.Name)
		}
	}
	signs := map[string]Sign{"+": Positive, "−": Negative, "±": Either}
	for _, e := range model.EdgeTable {
		from, acts := index[e.From]
		to, answers := index[e.To]
		if acts && answers && !e.Start {
			links = append(links, Link{from, to, signs[e.Sign]})
		}
	}
	return names, links
}

// path names the nodes of a loop from a stock on.
func path(l Loop, equations []*model.Equation) []string {
	begin := slices.IndexFunc(l.Nodes, func(n int) bool { return equations[n].Kind == model.Stock })
	var names []string
	for i := range l.Nodes {
		names = append(names, equations[l.Nodes[(begin+i)%len(l.Nodes)]].Name)
	}
	return names
}

// periods are the history and then spans of five years.
func periods(h model.Horizon) []Period {
	list := []Period{{First: h.Start.Year(), Last: model.Fork.Year() - 1}}
	for year := model.Fork.Year(); year < h.End.Year(); year += 5 {
		list = append(list, Period{First: year, Last: min(year+4, h.End.Year()-1)})
	}
	return list
}

// mean is the mean of f over steps.
func mean(values []float64, from, to int, f func(float64) float64) float64 {
	sum := 0.0
	for _, v := range values[from:to] {
		sum += f(v)
	}
	return sum / float64(to-from)
}

// dominant lists the fewest loops that make half of what happened in a period.
func dominant(list []Ranked, period int) []int {
	order := make([]int, len(list))
	total := 0.0
	for i := range list {
		order[i] = i
		total += math.Abs(list[i].Shares[period])
	}
	slices.SortStableFunc(order, func(x, y int) int {
		return cmp.Compare(math.Abs(list[y].Shares[period]), math.Abs(list[x].Shares[period]))
	})
	sum := 0.0
	for n, i := range order {
		if sum += math.Abs(list[i].Shares[period]); sum >= total/2 {
			return order[:n+1]
		}
	}
	return nil
}
