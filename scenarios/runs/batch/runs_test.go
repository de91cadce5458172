// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

func TestRunsAreThoseOfThePathsInTheirOrder(t *testing.T) {
	var paths []*scenarios.Scenario
	for _, name := range []string{"kinetic", "investment"} {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, s)
	}
	runs, err := Runs(scenarios.Central(), model.DefaultHorizon, paths...)
	if err != nil {
		t.Fatal(err)
	}
	o := model.FindOutcome("deaths_all")
	for i, s := range paths {
		one, err := One(scenarios.Central(), model.DefaultHorizon, s)
		if err != nil || runs[i].Scenario != s || o.Of(one.Years) != o.Of(runs[i].Years) {
			t.Errorf("%s: %v", s.Name, err)
		}
		for _, method := range Methods {
			by, err := By(scenarios.Central(), model.DefaultHorizon, s, method)
			if err != nil || (o.Of(by.Years) == o.Of(one.Years)) != (method == Methods[0]) {
				t.Errorf("%s by %s: %v, %v killed, by the usual method %v", s.Name, method, err, o.Of(by.Years), o.Of(one.Years))
			}
		}
	}
	early := *paths[0]
	early.Start = model.HistoryStart + 12
	if _, err := Runs(scenarios.Central(), model.DefaultHorizon, &early); err == nil {
		t.Error("a path with another start is run")
	}
}

func TestTheHistoryEndsAtThePolicyStart(t *testing.T) {
	run, err := History(scenarios.Central())
	if err != nil {
		t.Fatal(err)
	}
	if run.Years.First() != model.HistoryStart.Year() || run.Years.Last() != model.Fork.Year()-1 {
		t.Errorf("the history runs from %d to %d", run.Years.First(), run.Years.Last())
	}
}
