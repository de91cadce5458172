// SPDX-License-Identifier: Apache-2.0

package answers

import (
	"fmt"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/counts"
)

// runGiven is one run: every outcome of the whole run and of each year.
type runGiven struct {
	Name     string               `json:"name"`
	Label    string               `json:"label"`
	Outcomes map[string]float64   `json:"outcomes"`
	Years    map[string][]float64 `json:"years"` // from the first year of the history to the last
	Over     []int                `json:"over"`  // the years that exceed the budget, if there is one
}

// run answers with a run of each path in the world.
func run(q *question) (any, error) {
	runs, err := runAll(q)
	if err != nil {
		return nil, err
	}
	w, err := q.World.world()
	if err != nil {
		return nil, err
	}
	told, err := toldOf(w)
	return map[string]any{"runs": runs, "told": told}, err
}

// toldGiven is what the world has for the people killed in the last year that was
// counted, beside the counts.
type toldGiven struct {
	Year     int     `json:"year"`
	Modelled float64 `json:"modelled"`
	Low      float64 `json:"low"`
	High     float64 `json:"high"`
}

// toldOf finds it.
func toldOf(w *scenarios.World) (*toldGiven, error) {
	t, err := counts.Tell(w)
	if err != nil {
		return nil, err
	}
	year := model.Fork.Year() - 1
	i := t.KilledIn(year)
	if i < 0 {
		return nil, fmt.Errorf("the counts have no people killed in %d", year)
	}
	return &toldGiven{year, t.Modelled[i], *t.Targets[i].Low, *t.Targets[i].High}, nil
}

// runAll runs each path in the world.
func runAll(q *question) ([]runGiven, error) {
	w, err := q.World.world()
	if err != nil {
		return nil, err
	}
	paths, err := q.paths()
	if err != nil {
		return nil, err
	}
	runs, err := batch.Runs(w, model.DefaultHorizon, paths...)
	if err != nil {
		return nil, err
	}
	given := make([]runGiven, len(paths))
	for i, r := range runs {
		given[i] = summary(r)
	}
	return given, nil
}

// summary reads every outcome off a run.
func summary(r *scenarios.Run) runGiven {
	given := runGiven{Name: r.Scenario.Name, Label: r.Scenario.Label, Outcomes: map[string]float64{}, Years: map[string][]float64{}}
	if b := r.Scenario.Budget; b != nil {
		given.Over = b.Over(r.Years)
	}
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		given.Outcomes[o.Name] = o.Of(r.Years)
		years := make([]float64, 0, r.Years.Last()-r.Years.First()+1)
		for y := r.Years.First(); y <= r.Years.Last(); y++ {
			years = append(years, o.In(r.Years, y))
		}
		given.Years[o.Name] = years
	}
	return given
}

// levers answers with every lever of each path, month by month, shocks included.
func levers(q *question) (any, error) {
	paths, err := q.paths()
	if err != nil {
		return nil, err
	}
	given := make([]map[string][]float64, len(paths))
	for i, s := range paths {
		plan := s.Plan(model.DefaultHorizon)
		given[i] = map[string][]float64{}
		for j := range model.LeverTable {
			row := &model.LeverTable[j]
			for m := range plan.Months {
				given[i][row.Name] = append(given[i][row.Name], *row.Of(&plan.Months[m]))
			}
		}
	}
	return map[string]any{"levers": given}, nil
}

// Opening is what the page shows before the model inside it is up: the tables,
// the first minute and the years before the paths part. It holds no year of any
// path, so that nothing can be read in it before a guess is locked.
func Opening() (map[string]any, error) {
	given, err := tables(nil)
	if err != nil {
		return nil, err
	}
	first, err := firstMinute()
	if err != nil {
		return nil, err
	}
	runs, err := runAll(&question{World: worldAsked{Name: "central"}, Paths: []pathAsked{{Name: scenarios.Reference}}})
	if err != nil {
		return nil, err
	}
	history := map[string][]float64{}
	for name, years := range runs[0].Years {
		history[name] = years[:model.Fork.Year()-model.HistoryStart.Year()]
	}
	return map[string]any{"tables": given, "start": first, "history": history}, nil
}
