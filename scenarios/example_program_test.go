// SPDX-License-Identifier: Apache-2.0

package scenarios_test

import (
	"fmt"

	"crossroads/model"
	"crossroads/scenarios"
)

// A whole program in ten lines: read a path, run it in the central world, print
// an outcome.
func Example() {
	path, err := scenarios.Parse("mine.yaml", []byte("doc: An open border.\nlevers: {openness: 0.8}\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	run, err := path.Run(scenarios.Central(), model.DefaultHorizon)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2g attacks in 2040\n", model.FindOutcome("attacks").In(run.Years, 2040))
	// Output:
	// 2.4e+03 attacks in 2040
}
