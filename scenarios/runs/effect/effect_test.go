// SPDX-License-Identifier: Apache-2.0

package effect

import (
	"context"
	"math"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

// paths are the five main paths.
func paths(t testing.TB) []*scenarios.Scenario {
	t.Helper()
	var list []*scenarios.Scenario
	for _, name := range scenarios.MainNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	return list
}

func measured(t testing.TB) *Table {
	t.Helper()
	table, err := Measure(context.Background(), scenarios.Central(), paths(t), model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestAnEffectIsTheRunWithOneParameterMoved(t *testing.T) {
	table := measured(t)
	o, p := model.FindOutcome("deaths_all"), model.FindParameter("suppression")
	world := scenarios.Central()
	*p.Of(&world.Parameters) = p.High
	run, err := table.Paths[1].Run(world, model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	e := Find(table.Effects(1, o), p)
	if want := o.Of(run.Years); math.Abs(e.High-want) > 1e-9*want {
		t.Errorf("%s on %s with suppression at its high end = %g, want the run's %g", o.Name, table.Paths[1].Name, e.High, want)
	}
	if e.Mid != table.Mid(1, o) {
		t.Errorf("in the middle it is %g, want the world's %g", e.Mid, table.Mid(1, o))
	}
	d := Find(table.Differences(1, 0, o), p)
	other := Find(table.Effects(0, o), p)
	if want := e.High - other.High; math.Abs(d.High-want) > 1e-9*math.Abs(want) {
		t.Errorf("the difference is %g, want %g", d.High, want)
	}
}

func TestEffectsAreListedLargestFirstAndComplete(t *testing.T) {
	table := measured(t)
	for i := range model.OutcomeTable {
		list := table.Effects(0, &model.OutcomeTable[i])
		if len(list) != len(table.Parameters) {
			t.Fatalf("%d effects of %d parameters", len(list), len(table.Parameters))
		}
		for j := 1; j < len(list); j++ {
			if list[j].Range() > list[j-1].Range() {
				t.Errorf("%s: %s swings more than %s before it", model.OutcomeTable[i].Name, list[j].Parameter.Name, list[j-1].Parameter.Name)
			}
		}
	}
}

func TestAccountingParametersMoveNoSystem(t *testing.T) {
	// They only turn what happened into deaths by side or money.
	table := measured(t)
	for _, name := range []string{"fighters", "attacks", "sanctuary", "trust"} {
		for _, e := range table.Effects(2, model.FindOutcome(name)) {
			if e.Parameter.Kind == model.Accounting && e.Range() != 0 {
				t.Errorf("%s moves %s by %g", e.Parameter.Name, name, e.Range())
			}
		}
	}
}

func TestJudgementShareIsAShareOfSwings(t *testing.T) {
	judged := &model.Parameter{Confidence: model.Judgement}
	cited := &model.Parameter{Confidence: model.Cited}
	list := []Effect{{judged, 0, 1, 3}, {cited, 5, 4, 4}}
	if got, want := JudgementShare(list), 3.0/(3+1); got != want {
		t.Errorf("share = %g, want %g", got, want)
	}
	if got := JudgementShare(nil); got != 0 {
		t.Errorf("share of nothing = %g", got)
	}
}

func TestALeverHeldWhereItIsChangesNothing(t *testing.T) {
	s := paths(t)[0]
	for i := range model.LeverTable {
		lever := &model.LeverTable[i]
		e, err := Lever(context.Background(), scenarios.Central(), s, lever, model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		without, err := Without(context.Background(), scenarios.Central(), s, lever, s, model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		moved := false
		for j := range without {
			if without[j] != e.Mid[j] {
				t.Errorf("%s moved as on the path itself changes %s", lever.Name, model.OutcomeTable[j].Name)
			}
			moved = moved || e.Low[j] != e.Mid[j] || e.High[j] != e.Mid[j]
		}
		if !moved {
			t.Errorf("%s moves no outcome over its whole range", lever.Name)
		}
	}
}

func TestTiltsAreMeasuredNotAsserted(t *testing.T) {
	tilts, err := Tilts(context.Background(), paths(t), model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	for _, tilt := range tilts {
		p := tilt.Parameter
		if p.Because == "" {
			t.Errorf("%s departs from the literature without a reason", p.Name)
		}
		world := scenarios.Central()
		*p.Of(&world.Parameters) = p.Literature.Centre
		run, err := paths(t)[2].Run(world, model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		centre, err := paths(t)[2].Run(scenarios.Central(), model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		o := model.FindOutcome("deaths_all")
		want := o.Of(centre.Years)/o.Of(run.Years) - 1
		if math.Abs(tilt.All[2]-want) > 1e-9 {
			t.Errorf("%s changes deaths_all of %s by %g, want %g", p.Name, "investment", tilt.All[2], want)
		}
	}
	if got := Favours([]float64{0.1, -0.2, 0.1}); got != 1 {
		t.Errorf("favours %d, want the one that falls", got)
	}
	if got := Favours([]float64{0.1, 0.1, 0.1}); got != -1 {
		t.Errorf("favours %d, want none where all move alike", got)
	}
}

func BenchmarkEffectsOfFivePaths(b *testing.B) {
	for b.Loop() {
		measured(b)
	}
}
