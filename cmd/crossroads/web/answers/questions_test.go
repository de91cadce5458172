// SPDX-License-Identifier: Apache-2.0

package answers

import (
	"math"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

// central is the central world as the page asks for it, with one value changed.
func central(name string, value float64) worldAsked {
	return worldAsked{Name: "central", Set: map[string]float64{name: value}}
}

var pair = []pathAsked{{Name: "kinetic"}, {Name: "investment"}}

// killed is an outcome of the two paths in a world, as runs have it.
func killed(t *testing.T, w worldAsked) [2]float64 {
	t.Helper()
	var given struct{ Runs []runGiven }
	ask(t, question{Ask: "run", Paths: pair, World: w}, &given)
	return [2]float64{given.Runs[0].Outcomes["deaths_all"], given.Runs[1].Outcomes["deaths_all"]}
}

func TestEffectsAreTheDifferencesOfRuns(t *testing.T) {
	var given struct{ Effects []effectGiven }
	ask(t, question{Ask: "effects", Paths: pair, World: worldAsked{Name: "central"}, Outcome: "deaths_all"}, &given)
	wide := func(e effectGiven) float64 { return max(e.Low, e.Mid, e.High) - min(e.Low, e.Mid, e.High) }
	for i, e := range given.Effects {
		if i > 0 && wide(e) > wide(given.Effects[i-1]) {
			t.Errorf("%s stands after %s and moves more", e.Parameter, given.Effects[i-1].Parameter)
		}
	}
	first := given.Effects[0]
	p := model.FindParameter(first.Parameter)
	for v, want := range map[float64]float64{p.Low: first.Low, p.High: first.High} {
		runs := killed(t, central(p.Name, v))
		if got := runs[0] - runs[1]; math.Abs(got-want) > 1e-6*math.Abs(want) {
			t.Errorf("%s at %v: the runs differ by %v, the effect says %v", p.Name, v, got, want)
		}
	}
}

func TestAGridHoldsTheRunsOfItsCorners(t *testing.T) {
	var m mapGiven
	ask(t, question{Ask: "sweep", Paths: pair, World: worldAsked{Name: "central"}, Outcome: "deaths_all", Axes: []string{"pool", "contagion"}, Cells: 2}, &m)
	runs := killed(t, worldAsked{Name: "central", Set: map[string]float64{"pool": m.X[1], "contagion": m.Y[0]}})
	for i := range pair {
		if got := m.Values[i][0][1]; math.Abs(got-runs[i]) > 1e-9*runs[i] {
			t.Errorf("%s: %v in the corner of the grid, %v in the run", pair[i].Name, got, runs[i])
		}
	}
}

func TestEveryWorldHasTheOutcomesOfItsRuns(t *testing.T) {
	var given struct{ Worlds map[string][]runGiven }
	ask(t, question{Ask: "worlds", Paths: pair, World: worldAsked{Name: "central"}}, &given)
	if len(given.Worlds) != len(scenarios.WorldNames()) {
		t.Errorf("%d worlds, want %d", len(given.Worlds), len(scenarios.WorldNames()))
	}
	for name, runs := range given.Worlds {
		if got, want := [2]float64{runs[0].Outcomes["deaths_all"], runs[1].Outcomes["deaths_all"]}, killed(t, worldAsked{Name: name}); got != want || runs[0].Years != nil {
			t.Errorf("%s: %v killed, want %v, without years", name, got, want)
		}
	}
}

func TestLeversAreThoseOfThePlanMonthByMonth(t *testing.T) {
	var given struct{ Levers []map[string][]float64 }
	ask(t, question{Ask: "levers", Paths: pair}, &given)
	s, err := scenarios.Builtin("investment")
	if err != nil {
		t.Fatal(err)
	}
	plan := s.Plan(model.DefaultHorizon)
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		months := given.Levers[1][row.Name]
		if len(months) != len(plan.Months) || months[100] != *row.Of(&plan.Months[100]) {
			t.Errorf("%s has %d months", row.Name, len(months))
		}
	}
}

func TestTheDiagramNamesEveryNodeThatItsArrowsJoin(t *testing.T) {
	var given struct {
		Nodes     []struct{ Name string }
		Arrows    []arrowGiven
		Loops     []struct{ Name string }
		Equations []struct {
			Kind, Text string
			Reads      []string
		}
	}
	ask(t, question{Ask: "how"}, &given)
	var nodes []string
	for _, n := range given.Nodes {
		nodes = append(nodes, n.Name)
	}
	for _, a := range given.Arrows {
		if len(a.Edges) == 0 || a.Sign == "" {
			t.Errorf("an arrow from %s to %s has %d edges and the sign %q", a.From, a.To, len(a.Edges), a.Sign)
		}
		for _, end := range []string{a.From, a.To} {
			if len(nodes) > 0 && nodes[0] != "" && !slices.Contains(nodes, end) {
				t.Errorf("an arrow ends at %s, which is no node", end)
			}
		}
	}
	for _, e := range given.Equations {
		if e.Text == "" || e.Kind == string(model.Total) {
			t.Errorf("an equation of kind %s reads %q", e.Kind, e.Text)
		}
		for _, name := range e.Reads {
			if model.FindParameter(name) == nil {
				t.Errorf("an equation reads %s, which is no parameter", name)
			}
		}
	}
	if len(given.Loops) == 0 || len(given.Equations) == 0 {
		t.Errorf("%d loops and %d equations", len(given.Loops), len(given.Equations))
	}
}

func TestAClassIsWhatItsCodesSay(t *testing.T) {
	code := func(path, text string, guess float64, higher bool) string {
		var written struct{ Code string }
		ask(t, question{Ask: "encode", Paths: []pathAsked{{Name: path, Text: text}}, World: worldAsked{Name: "central"},
			Guesses: []guessGiven{{"deaths_all", "", 2035, guess}}, Orders: []orderGiven{{"deaths_all", "kinetic", "investment", higher, false}}}, &written)
		return written.Code
	}
	const text = "doc: Mine.\nlevers: {openness: 0.9}\n"
	codes := "Anna " + code("mine", text, 100, true) + "\nBen " + code("mine", text, 9e4, false) + "\nno code at all\n"
	var given boardGiven
	ask(t, question{Ask: "board", Text: codes, Paths: []pathAsked{{Name: "current-course"}}, World: worldAsked{Name: "central"}}, &given)
	if len(given.Tried) != 2 || given.Tried[0].Name != "Anna" || !given.Tried[0].Same || given.Tried[1].World != "central" && given.Tried[1].World != "Central" {
		t.Fatalf("tried %+v", given.Tried)
	}
	if len(given.Refused) != 1 || !strings.Contains(given.Refused[0], "codes:3") {
		t.Errorf("refused %q, want the third line", given.Refused)
	}
	s, err := scenarios.Parse("mine.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	run, err := s.Run(scenarios.Central(), model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	o := model.FindOutcome("deaths_all")
	if got, want := given.Tried[0].Outcomes["deaths_all"], o.Of(run.Years); math.Abs(got-want) > 1e-9*want {
		t.Errorf("Anna has %v killed, want the run's %v", got, want)
	}
	for _, l := range given.Levers {
		if l.Name == "openness" && (l.Touched != 2 || l.Low > l.Mean || l.Mean > l.High) {
			t.Errorf("openness: %+v", l)
		}
	}
	if len(given.Guesses) != 1 || given.Guesses[0].Entries != 2 || given.Guesses[0].Below != 1 || given.Guesses[0].Above != 1 || given.Guesses[0].Guesses[0] != 100 {
		t.Errorf("guesses %+v, want one too low and one too high", given.Guesses)
	}
	if len(given.Orders) != 1 || given.Orders[0].Entries != 2 || given.Against == "" || len(given.Worlds) != 1 || given.Worlds[0].Entries != 2 {
		t.Errorf("orders %+v in worlds %+v", given.Orders, given.Worlds)
	}
}

func TestQuestionsThatCannotBeAnsweredAreRefused(t *testing.T) {
	world := worldAsked{Name: "central"}
	for _, c := range []struct {
		q    question
		want string
	}{
		{question{Ask: "effects", Paths: pair, World: world, Outcome: "deaths"}, `unknown outcome "deaths"`},
		{question{Ask: "effects", Paths: pair[:1], World: world, Outcome: "deaths_all"}, "question effects: has 1 paths (2 or more)"},
		{question{Ask: "sweep", World: world, Outcome: "deaths_all"}, "question sweep: has 0 paths (1 or more)"},
		{question{Ask: "sweep", Paths: pair, World: world, Outcome: "deaths_all", Axes: []string{"pool"}, Cells: 3}, "question sweep: wants two assumptions and 2 to 41 cells"},
		{question{Ask: "sweep", Paths: pair, World: world, Outcome: "deaths_all", Axes: []string{"pool", "exit"}, Cells: 42}, "question sweep: wants two assumptions and 2 to 41 cells"},
		{question{Ask: "sweep", Paths: pair, World: world, Outcome: "deaths_all", Axes: []string{"pool", "exitt"}, Cells: 2}, `unknown parameter "exitt"; did you mean exit?`},
		{question{Ask: "reach", Paths: pair, World: world, Outcome: "deaths_all", Year: 2020}, "question reach: year 2020 (2026 to "},
		{question{Ask: "worlds", Paths: []pathAsked{{Name: "kinetik"}}}, `unknown path "kinetik"; did you mean kinetic?`},
		{question{Ask: "levers", Paths: []pathAsked{{Name: "kinetik"}}}, `unknown path "kinetik"; did you mean kinetic?`},
		{question{Ask: "encode", Paths: pair[:1], World: world, Guesses: []guessGiven{{Outcome: "deaths"}}}, `unknown outcome "deaths"`},
		{question{Ask: "encode", Paths: pair[:1], World: world, Orders: []orderGiven{{Outcome: "deaths"}}}, `unknown outcome "deaths"`},
		{question{Ask: "decode", Text: "ABC"}, ""},
		{question{Ask: "board", World: world}, "question board: has 0 paths (1 or more)"},
		{question{Ask: "write", Paths: pair, World: worldAsked{Name: "centrl"}}, `unknown world "centrl"; did you mean central?`},
		{question{Ask: "read", File: "w.yaml", Text: "doc: Wide.\nparameters: {build_time: {value: 15, outside_range: a war economy}}\n"}, "w.yaml: shocks and values outside their ranges are not carried by the page"},
	} {
		if got := refused(t, c.q); got == "" || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q, want it to begin with %q", c.q.Ask, got, c.want)
		}
	}
}

func TestAWorldIsReadWithItsWarnings(t *testing.T) {
	var given struct {
		World    worldGiven
		Warnings []string
	}
	ask(t, question{Ask: "read", File: "deadly.yaml", Text: "doc: Each attack kills more.\nparameters: {deaths_per_attack: 1.2}\n"}, &given)
	if given.World.Set["deaths_per_attack"] != 1.2 {
		t.Errorf("read as %+v", given.World)
	}
	for _, w := range given.Warnings {
		if !strings.HasPrefix(w, "deadly.yaml:") {
			t.Errorf("a warning without its place: %q", w)
		}
	}
}
