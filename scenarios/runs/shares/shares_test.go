// SPDX-License-Identifier: Apache-2.0

package shares_test

import (
	"context"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

func TestEveryWayIsRunOnEveryPath(t *testing.T) {
	ways := ways(t, ensemble.Draws{Seed: 1})
	if want := 5 + len(scenarios.WorldNames()) - 1; len(ways) != want {
		t.Fatalf("%d ways, want %d", len(ways), want)
	}
	const members = 20
	runs := 0
	d := &ensemble.Design{Paths: paths(t), Against: 1, Horizon: model.DefaultHorizon, Members: members}
	results, err := shares.Run(context.Background(), d, ways, func(n int) { runs += n })
	if err != nil {
		t.Fatal(err)
	}
	if want := members * 2 * len(ways); runs != want {
		t.Errorf("%d runs told, want %d", runs, want)
	}
	// In the world where force works, more draws than elsewhere leave the kinetic path with fewer civilians and security forces killed.
	o := model.FindOutcome("deaths_civilian_security")
	count := map[string]int{}
	for i, r := range results {
		fewer, _ := r.FewerShare(0, 0, o)
		if fewer.Of != members {
			t.Errorf("%s: share of %d, want of %d", ways[i].Name, fewer.Of, members)
		}
		count[ways[i].Name] = fewer.Count
	}
	if count["world force-works"] <= count["world backlash"] {
		t.Errorf("kinetic has fewer in %d of %d draws where force works and in %d under backlash, want more in the first",
			count["world force-works"], members, count["world backlash"])
	}
}
