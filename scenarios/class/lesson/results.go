// SPDX-License-Identifier: Apache-2.0

package lesson

import (
	"math"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/claims"
	"crossroads/scenarios/runs/batch"
)

// Results are the runs that a lesson quotes.
type Results struct {
	Against *scenarios.Run     // the path everybody starts from, in the central world
	Runs    []*scenarios.Run   // the main paths in the central world
	Worlds  []*scenarios.World // the built-in ones
	InWorld [][]*scenarios.Run // the main paths in each of them
	Budget  float64            // USD million/year, the least in whole hundreds that leaves every main path possible
	Raised  []claims.Raise     // what one lever alone does
	Members int                // draws behind Raised
}

// Measure runs everything a lesson quotes. Paths carry the names that the page gives
// them.
func Measure(members int, seed uint64) (*Results, error) {
	r := &Results{Members: members}
	var paths []*scenarios.Scenario
	for _, name := range scenarios.MainNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		named := *s
		named.Label = s.Plain()
		paths = append(paths, &named)
	}
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		runs, err := batch.Runs(w, model.DefaultHorizon, paths...)
		if err != nil {
			return nil, err
		}
		r.Worlds, r.InWorld = append(r.Worlds, w), append(r.InWorld, runs)
	}
	r.Runs = r.InWorld[0]
	r.Against = Pick(r.Runs, scenarios.Reference)
	r.Budget = budgetFor(r.Runs)
	var err error
	r.Raised, err = claims.Raises(members, seed)
	return r, err
}

// budgetFor is the least budget, in whole hundreds, that leaves every one of the
// runs possible.
func budgetFor(runs []*scenarios.Run) float64 {
	b := scenarios.Budget{Counted: []*model.Outcome{model.FindOutcome("operations_spending"), model.FindOutcome("programmes_spending"), model.FindOutcome("investment_announced")}}
	most := 0.0
	for _, r := range runs {
		for year := model.Fork.Year(); year <= r.Years.Last(); year++ {
			most = max(most, b.Spent(r.Years, year))
		}
	}
	return math.Ceil(most/100) * 100
}

// Pick is the run of a path among some.
func Pick(runs []*scenarios.Run, name string) *scenarios.Run {
	return runs[slices.IndexFunc(runs, func(r *scenarios.Run) bool { return r.Scenario.Name == name })]
}

// Fewest are those of some runs with the least of an outcome, or as few within a tie.
func Fewest(runs []*scenarios.Run, o *model.Outcome) []*scenarios.Run {
	var values []float64
	for _, r := range runs {
		values = append(values, o.Of(r.Years))
	}
	var list []*scenarios.Run
	for _, i := range scenarios.Lowest(values) {
		list = append(list, runs[i])
	}
	return list
}

// CrossingYears lists the years from which the other of two runs is higher.
func CrossingYears(o *model.Outcome, a, b *scenarios.Run) []int {
	var years []int
	ahead := 0
	for year := model.Fork.Year(); year <= a.Years.Last(); year++ {
		now := 0
		switch x, y := o.In(a.Years, year), o.In(b.Years, year); {
		case math.Abs(x-y) <= 1e-9*max(x, y):
		case x > y:
			now = 1
		default:
			now = -1
		}
		if now*ahead < 0 {
			years = append(years, year)
		}
		if now != 0 {
			ahead = now
		}
	}
	return years
}
