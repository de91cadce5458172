// SPDX-License-Identifier: Apache-2.0

package claims

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// few is how many draws stand behind the results that tests look at.
const few = 4

// results are found once.
var results = sync.OnceValues(func() (*Results, error) { return FindResults(few, 1) })

func found(t *testing.T) *Results {
	t.Helper()
	r, err := results()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// outcome runs a path under a set of assumptions.
func outcome(t *testing.T, s *scenarios.Scenario, set model.Parameters, o *model.Outcome) float64 {
	t.Helper()
	run, err := s.Run(&scenarios.World{Name: "set", Parameters: set}, model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	return o.Of(run.Years)
}

// near compares two numbers that were computed in different ways.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(b)) }

func TestResultsAreThoseOfTheRuns(t *testing.T) {
	r := found(t)
	for p, s := range r.Paths {
		for w, name := range scenarios.WorldNames() {
			world, err := scenarios.FindWorld(name)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := r.CivilianSecurity[p][w], outcome(t, s, world.Parameters, civilianSecurity); !near(got, want) {
				t.Errorf("%s in %s: %v civilians and security forces killed, want the run's %v", s.Name, name, got, want)
			}
			if r.All[p][w] < r.CivilianSecurity[p][w]*(1-1e-9) {
				t.Errorf("%s in %s: %v killed in all, fewer than the %v without militants", s.Name, name, r.All[p][w], r.CivilianSecurity[p][w])
			}
		}
	}
	central := scenarios.Central()
	history, err := builtin(scenarios.Reference).Run(central, model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	counted := func(year int) float64 { return attacks.In(history.Years, year) }
	if !near(r.Factor, counted(2023)/counted(2021)) || !near(r.Growth, math.Log(counted(2025)/counted(2021))/4) {
		t.Errorf("attacks grow by %v a year and by the factor %v to 2023", r.Growth, r.Factor)
	}
	if r.SecurityShare <= 0 || r.SecurityShare >= 1 || r.PerSoldier <= 0 {
		t.Errorf("%v of those killed are of the security forces, %v militants for each", r.SecurityShare, r.PerSoldier)
	}
	intervention, err := builtin("intervention").Run(central, model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range r.Withdrawal {
		if w.Year != 2031+i || !near(w.Attacks, attacks.In(intervention.Years, w.Year)) || !near(w.Sanctuary, sanctuary.In(intervention.Years, w.Year)) {
			t.Errorf("the withdrawal in %d: %v attacks, sanctuary %v", w.Year, w.Attacks, w.Sanctuary)
		}
	}
	for _, swept := range r.Swept {
		world, err := scenarios.FindWorld(swept.World)
		if err != nil {
			t.Fatal(err)
		}
		k := len(r.Tempos) - 1
		if want := outcome(t, path("swept", fmt.Sprintf("levers: {operations_tempo: %g}", r.Tempos[k])), world.Parameters, civilianSecurity); !near(swept.CivilianSecurity[k], want) {
			t.Errorf("at the tempo %v in %s %v are killed, want %v", r.Tempos[k], swept.World, swept.CivilianSecurity[k], want)
		}
	}
	if g := r.Gain; !(g.Low <= g.Median && g.Median <= g.High) {
		t.Errorf("the gain is %+v", g)
	}
	without := outcome(t, path("held", "extends: three-pillar\nlevers: {investment: 300}"), central.Parameters, civilianSecurity)
	if got, want := r.Gain.Central, without-outcome(t, builtin("three-pillar"), central.Parameters, civilianSecurity); !near(got, want) {
		t.Errorf("with investment held at 300 %v more are killed, want %v", got, want)
	}
}

func TestSharesOfDrawsAreCountedDrawByDraw(t *testing.T) {
	r := found(t)
	draws, err := ensemble.NewAssumptions(ensemble.Draws{Seed: 1, Documented: true})
	if err != nil {
		t.Fatal(err)
	}
	fewer := 0
	for i := range few {
		if outcome(t, builtin("kinetic"), draws.Member(i), civilianSecurity) < outcome(t, builtin("investment"), draws.Member(i), civilianSecurity) {
			fewer++
		}
	}
	var first ensemble.Share
	words := map[string]bool{}
	for i, s := range r.Shares {
		if s.In.Of != few || s.InFitted.Of != FittedAmong(few) || s.AroundCentre.Of != few || words[s.Words] {
			t.Errorf("%q: of %d, %d and %d draws, or twice", s.Words, s.In.Of, s.InFitted.Of, s.AroundCentre.Of)
		}
		words[s.Words] = true
		if i < len(scenarios.MainNames()) {
			first.Count += s.In.Count
		}
		if s.Words == "kinetic: fewer civilians and security forces killed than on investment" && s.In.Count != fewer {
			t.Errorf("%q in %s of the draws, counted one by one %d", s.Words, s.In, fewer)
		}
	}
	if first.Count > few {
		t.Errorf("in %d of %d draws one of five paths has the fewest", first.Count, few)
	}
}

func TestRaisingALeverIsARunWithItRaised(t *testing.T) {
	raises, err := Raises(few, 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(raises) != len(model.LeverTable) {
		t.Fatalf("%d levers are raised, want %d", len(raises), len(model.LeverTable))
	}
	central, reference := model.Central(), builtin(scenarios.Reference)
	narrow, whole := outcome(t, reference, central, civilianSecurity), outcome(t, reference, central, all)
	for _, r := range raises {
		if r.To < r.From || r.To > r.Lever.High || !near(r.To, min(r.From+0.3*(r.Lever.High-r.Lever.Low), r.Lever.High)) {
			t.Errorf("%s is raised from %v to %v", r.Lever.Name, r.From, r.To)
		}
		raised := path("raised", fmt.Sprintf("levers: {%s: %g}", r.Lever.Name, r.To))
		if got, want := r.NarrowAtCentre, outcome(t, raised, central, civilianSecurity)-narrow; math.Abs(got-want) > 1e-3 {
			t.Errorf("%s raised: %v more civilians and security forces killed, want %v", r.Lever.Name, got, want)
		}
		if got, want := r.AllAtCentre, outcome(t, raised, central, all)-whole; math.Abs(got-want) > 1e-3 {
			t.Errorf("%s raised: %v more killed in all, want %v", r.Lever.Name, got, want)
		}
		for i, s := range []ensemble.Share{r.NarrowRises, r.AllRise, r.NarrowFitted, r.AllFitted} {
			if want := []int{few, few, FittedAmong(few), FittedAmong(few)}[i]; s.Of != want || s.Count > want {
				t.Errorf("%s raised: deaths rise in %s draws, want of %d", r.Lever.Name, s, want)
			}
		}
	}
	for count, want := range map[int]bool{0: true, 5: true, 6: false, 100: false} {
		r := Raise{NarrowRises: ensemble.Share{Count: count, Of: 100}}
		if r.Free() != want {
			t.Errorf("a lever that raises deaths in %d of 100 draws is free: %v", count, r.Free())
		}
	}
}

func TestTheWorldsInWhichAClaimFailsAreNamed(t *testing.T) {
	names := scenarios.WorldNames()
	m := Measured{Worlds: make([]Reading, len(names)), Drawn: []Reading{{Holds: true}, {}, {Holds: true}}, Fitted: []Reading{{}}}
	for i := range m.Worlds {
		m.Worlds[i].Holds = i%2 == 0
	}
	var want []string
	for i := 1; i < len(names); i += 2 {
		want = append(want, names[i])
	}
	if got := m.Failures(); !slices.Equal(got, want) {
		t.Errorf("it fails in %v, want %v", got, want)
	}
	if prior, fitted := m.Share(); prior != (ensemble.Share{Count: 2, Of: 3}) || fitted != (ensemble.Share{Of: 1}) {
		t.Errorf("it holds in %s and %s of the draws, want 2 of 3 and none", prior, fitted)
	}
}
