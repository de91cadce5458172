// SPDX-License-Identifier: Apache-2.0

package effect

import (
	"context"
	"errors"
	"math"
	"slices"
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

func table(t testing.TB) *Table {
	t.Helper()
	measured, err := Measure(context.Background(), scenarios.Central(), paths(t), model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	return measured
}

func TestAnEffectIsTheRunWithOneParameterMoved(t *testing.T) {
	table := table(t)
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
	table := table(t)
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
	table := table(t)
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
		table(b)
	}
}

// few are effects of two parameters on two paths, made by hand: set 0 is the
// world, then come the low and high ends of each parameter.
func few(outcome *model.Outcome, values [5][2]float64) *Table {
	table := &Table{World: scenarios.Central(), Paths: []*scenarios.Scenario{{Name: "one"}, {Name: "other"}},
		Parameters: []*model.Parameter{model.FindParameter("revenge"), model.FindParameter("exit")}}
	for _, set := range values {
		var paths [][]float64
		for _, v := range set {
			row := make([]float64, len(model.OutcomeTable))
			row[place(outcome)] = v
			paths = append(paths, row)
		}
		table.values = append(table.values, paths)
	}
	return table
}

func TestTheReachOfAParameterIsItsLongest(t *testing.T) {
	o := model.FindOutcome("deaths_all")
	near := few(o, [5][2]float64{{100, 200}, {90, 200}, {105, 220}, {100, 200}, {100, 201}})
	far := few(o, [5][2]float64{{100, 200}, {100, 130}, {100, 200}, {100, 200}, {100, 200}})
	reaches := Reaches([]*Table{near, far}, o)
	want := []Reach{
		{near.Parameters[1], 0.005, o, near.Paths[1], near.World},
		{near.Parameters[0], 0.35, o, far.Paths[1], far.World},
	}
	if !slices.Equal(reaches, want) {
		t.Errorf("reaches %v, want %v: the shortest first, each where it is longest", reaches, want)
	}
	// Of equals the first is kept, and a decline reaches as far as a rise.
	alike := few(o, [5][2]float64{{100, 100}, {90, 100}, {100, 110}, {100, 100}, {100, 100}})
	if r := Reaches([]*Table{alike}, o)[1]; r.Share != 0.1 || r.Path != alike.Paths[0] {
		t.Errorf("reach %v on %s, want 0.1 on the first path", r.Share, r.Path.Name)
	}
	if got := Reaches(nil, o); len(got) != 0 {
		t.Errorf("without tables %d reaches", len(got))
	}
}

func TestRoundingIsNoEffect(t *testing.T) {
	o := model.FindOutcome("deaths_all")
	table := few(o, [5][2]float64{{1e6, 1e6}, {1e6 + 1e-6, 1e6}, {1e6 - 1e-6, 1e6}, {1e6, 1e6}, {1e6 + 1e-3, 1e6}})
	for path, name := range []string{"exit", "revenge"} {
		e := table.Effects(0, o)[path]
		if e.Parameter.Name != name || (e.Range() > 0) != (name == "exit") {
			t.Errorf("place %d: %s swings by %v, want %s, and exit alone to swing", path, e.Parameter.Name, e.Range(), name)
		}
	}
	// A difference of two large numbers is rounded like the large numbers.
	for _, e := range table.Differences(0, 1, o) {
		if e.Mid != 0 || (e.Range() > 0) != (e.Parameter.Name == "exit") {
			t.Errorf("%s moves the difference from %v by %v", e.Parameter.Name, e.Mid, e.Range())
		}
	}
}

func TestAnOutcomeThatDependsOnJudgementIsListedWithItsMostAffectedPath(t *testing.T) {
	judged, cited := model.FindParameter("revenge"), model.FindParameter("exit")
	defer func(a, b model.Confidence) { judged.Confidence, cited.Confidence = a, b }(judged.Confidence, cited.Confidence)
	judged.Confidence, cited.Confidence = model.Judgement, model.Cited
	var headline *model.Outcome
	for i := range model.OutcomeTable {
		if headline == nil && model.OutcomeTable[i].Headline {
			headline = &model.OutcomeTable[i]
		}
	}
	table := few(headline, [5][2]float64{{100, 100}, {97, 94}, {100, 100}, {100, 100}, {101, 104}})
	list := table.RestsOnJudgement()
	if len(list) != 1 || list[0] != (Judged{headline, 0.75}) {
		t.Errorf("%v rest on judgement, want %s with 0.75", list, headline.Name)
	}
	half := few(headline, [5][2]float64{{100, 100}, {99, 99}, {100, 100}, {100, 100}, {101, 101}})
	if list := half.RestsOnJudgement(); list != nil {
		t.Errorf("%v rest on judgement where exactly half does", list)
	}
}

func TestAParameterThatIsNotListedHasNoEffect(t *testing.T) {
	p := model.FindParameter("exit")
	if e := Find([]Effect{{Parameter: model.FindParameter("revenge")}}, p); e != nil {
		t.Errorf("found %v", e)
	}
}

func TestTheCalibrationTiltsAsTheRunAtDocumentedValues(t *testing.T) {
	list := paths(t)[:2]
	tilt, err := Calibrated(context.Background(), list, model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	documented := scenarios.Central()
	documented.Parameters = model.Documented()
	narrow, all := model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")
	for i, s := range list {
		ours, err := s.Run(scenarios.Central(), model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := s.Run(documented, model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		for what, got := range map[*model.Outcome]float64{narrow: tilt.Narrow[i], all: tilt.All[i]} {
			if want := what.Of(ours.Years)/what.Of(theirs.Years) - 1; math.Abs(got-want) > 1e-9 {
				t.Errorf("%s of %s changes by %v, want %v", what.Name, s.Name, got, want)
			}
		}
	}
}

func TestAStoppedMeasurementSaysSo(t *testing.T) {
	stopped, stop := context.WithCancel(context.Background())
	stop()
	list := paths(t)[:1]
	_, measured := Measure(stopped, scenarios.Central(), list, model.DefaultHorizon)
	_, calibrated := Calibrated(stopped, list, model.DefaultHorizon)
	_, tilts := Tilts(stopped, list, model.DefaultHorizon)
	_, lever := Lever(stopped, scenarios.Central(), list[0], &model.LeverTable[0], model.DefaultHorizon)
	for what, err := range map[string]error{"effects in world central": measured, "tilts": calibrated, "tilts one by one": tilts, "a lever": lever} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want the context's error", what, err)
		}
	}
	if want := "effects in world central: context canceled"; measured.Error() != want {
		t.Errorf("%q, want %q", measured, want)
	}
}

func TestARunThatDivergesHasNoEffect(t *testing.T) {
	world := scenarios.Central()
	world.Parameters.Inflow = math.Inf(1)
	var diverged *model.DivergedError
	if _, err := Lever(context.Background(), world, paths(t)[0], &model.LeverTable[0], model.DefaultHorizon); !errors.As(err, &diverged) {
		t.Errorf("%v, want that the run diverges", err)
	}
}
