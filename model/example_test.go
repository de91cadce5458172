// SPDX-License-Identifier: Apache-2.0

package model_test

import (
	"fmt"

	"crossroads/model"
	"crossroads/model/ode"
)

// Levers held at the values of today under the central assumptions: the attacks
// that follow.
func ExampleRun() {
	plan := &model.Plan{Months: make([]model.Levers, model.DefaultHorizon.Months())}
	for m := range plan.Months {
		plan.Months[m].AttackFactor = 1
		for i := range model.LeverTable {
			row := &model.LeverTable[i]
			*row.Of(&plan.Months[m]) = row.Today
		}
	}
	world := model.Central()
	run, err := model.Run(&world, plan, model.DefaultHorizon, ode.RK4)
	if err != nil {
		fmt.Println(err)
		return
	}
	attacks := model.FindOutcome("attacks")
	fmt.Println("fewer attacks in 2021 than in 2025:", attacks.In(run.Years, 2021) < attacks.In(run.Years, 2025))
	// Output:
	// fewer attacks in 2021 than in 2025: true
}

// Every quantity has a row that says what it is and where its value comes from.
func ExampleFindOutcome() {
	o := model.FindOutcome("attacks")
	fmt.Println(o.Label, "in", o.Unit)
	fmt.Println(model.FindOutcome("victories") == nil)
	// Output:
	// Attacks in a year in attack/year
	// true
}
