// SPDX-License-Identifier: Apache-2.0

package scenarios_test

import (
	"fmt"

	"crossroads/model"
	"crossroads/scenarios"
	_ "crossroads/scenarios/runs/counts" // fits worlds
)

// A path is read from text, run in a world, and reduced to outcomes.
func ExampleParse() {
	path, err := scenarios.Parse("open-border.yaml", []byte(`
doc: The border opens within four years.
levers:
  openness: {2026: 0.3, 2030: to 1}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	run, err := path.Run(scenarios.Central(), model.DefaultHorizon)
	if err != nil {
		fmt.Println(err)
		return
	}
	forgone := model.FindOutcome("trade_forgone")
	fmt.Printf("%s of %s: %.0f in 2026, %.0f in 2040\n", forgone.Name, path.Name, forgone.In(run.Years, 2026), forgone.In(run.Years, 2040))
	// Output:
	// trade_forgone of open-border: 558 in 2026, 0 in 2040
}

// Every mistake of a file comes back with its place and what would be right.
func ExampleMistakes() {
	_, err := scenarios.Parse("hasty.yaml", []byte(`doc: Written in haste.
levers:
  opennes: 0.5
  investment: {2026: 300, 2029: to 9000}
`))
	fmt.Println(err)
	// Output:
	// hasty.yaml:3:3: unknown lever "opennes"; did you mean openness?
	//     3 |   opennes: 0.5
	//       |   ^
	// hasty.yaml:4:33: lever investment in 2029 = 9000 USD million/year: is outside its range (0 to 5000; beyond it only as {value: {the dates}, outside_range: the reason})
	//     4 |   investment: {2026: 300, 2029: to 9000}
	//       |                                 ^
}

// Two paths in one world share every assumption, so that their difference is
// the policies' alone.
func ExampleScenario_Run() {
	narrow := model.FindOutcome("deaths_civilian_security")
	for _, name := range []string{"kinetic", "investment"} {
		for _, in := range []string{"force-works", "backlash"} {
			path, _ := scenarios.Builtin(name)
			world, _ := scenarios.FindWorld(in)
			run, err := path.Run(world, model.DefaultHorizon)
			if err != nil {
				fmt.Println(err)
				return
			}
			fmt.Printf("%-10s in %-11s %.2g\n", name, in, narrow.Of(run.Years))
		}
	}
	// Output:
	// kinetic    in force-works 1.7e+04
	// kinetic    in backlash    4.7e+04
	// investment in force-works 5.3e+04
	// investment in backlash    3.4e+04
}
