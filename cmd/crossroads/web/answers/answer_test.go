// SPDX-License-Identifier: Apache-2.0

package answers

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

// ask sends a question as the page does and reads the answer into given.
func ask(t *testing.T, q question, given any) {
	t.Helper()
	text, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	out := Answer(text)
	if strings.HasPrefix(string(out), `{"error"`) {
		t.Fatalf("%s: %s", q.Ask, out)
	}
	if err := json.Unmarshal(out, given); err != nil {
		t.Fatal(err)
	}
}

// refused sends a question and returns the error in its answer.
func refused(t *testing.T, q question) string {
	t.Helper()
	text, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	var given refusal
	if err := json.Unmarshal(Answer(text), &given); err != nil {
		t.Fatal(err)
	}
	return given.Error
}

func TestAPathLaidOutRunsLikeTheBuiltinInEveryWorld(t *testing.T) {
	var given tablesGiven
	ask(t, question{Ask: "tables"}, &given)
	for _, w := range given.Worlds {
		for i := range given.Paths {
			laid := given.Paths[i]
			laid.Doc = "A line with: a colon, a # and a \"quote\"."
			var pair struct{ Runs []runGiven }
			ask(t, question{Ask: "run", World: worldAsked{Name: w.Name},
				Paths: []pathAsked{{Name: laid.Name}, {Name: "mine", Text: fileOf(t, laid)}}}, &pair)
			for name, want := range pair.Runs[0].Outcomes {
				if got := pair.Runs[1].Outcomes[name]; got != want {
					t.Errorf("%s in %s: %s laid out = %v, want %v", laid.Name, w.Name, name, got, want)
				}
			}
		}
	}
}

func TestARunInThePageIsARunOfTheCommandLine(t *testing.T) {
	w, err := scenarios.FindWorld("backlash")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenarios.Builtin("intervention")
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Run(w, model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	var given struct{ Runs []runGiven }
	ask(t, question{Ask: "run", Paths: []pathAsked{{Name: "intervention"}}, World: worldAsked{Name: "backlash"}}, &given)
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		if got, want := given.Runs[0].Outcomes[o.Name], o.Of(r.Years); got != want {
			t.Errorf("%s = %v, want %v", o.Name, got, want)
		}
		if got, want := given.Runs[0].Years[o.Name][2030-2021], o.In(r.Years, 2030); got != want {
			t.Errorf("%s in 2030 = %v, want %v", o.Name, got, want)
		}
	}
}

func TestAPathSavedAndLoadedIsTheSameFile(t *testing.T) {
	var given tablesGiven
	ask(t, question{Ask: "tables"}, &given)
	for _, p := range given.Paths {
		var saved, again struct{ Path, World string }
		var loaded struct{ Path pathGiven }
		ask(t, question{Ask: "write", Paths: []pathAsked{{Name: "mine", Text: fileOf(t, p)}}, World: worldAsked{Name: "central"}}, &saved)
		ask(t, question{Ask: "read", File: "mine.yaml", Text: saved.Path}, &loaded)
		ask(t, question{Ask: "write", Paths: []pathAsked{{Name: "mine", Text: fileOf(t, loaded.Path)}}, World: worldAsked{Name: "central"}}, &again)
		if again.Path != saved.Path {
			t.Errorf("saved again:\n%s\nwant\n%s", again.Path, saved.Path)
		}
	}
}

// fileOf writes a path the way the page does: JSON in the form of a scenario file.
func fileOf(t *testing.T, p pathGiven) string {
	t.Helper()
	levers := make([]string, 0, len(p.Levers))
	for name, points := range p.Levers {
		var dates []string
		for _, at := range points {
			value := fmt.Sprint(at.Value)
			if at.Ramp {
				value = `"to ` + value + `"`
			}
			dates = append(dates, fmt.Sprintf("%q:%s", at.At, value))
		}
		levers = append(levers, fmt.Sprintf("%q:{%s}", name, strings.Join(dates, ",")))
	}
	var shocks, rules []any
	for _, s := range p.Shocks {
		fields := map[string]any{"at": s.At}
		for name, v := range s.Values {
			fields[name] = v
		}
		shocks = append(shocks, map[string]any{s.Kind: fields})
	}
	for _, r := range p.Rules {
		rules = append(rules, r)
	}
	rest := map[string]any{"label": p.Label, "doc": p.Doc, "horizon": map[string]string{"fork": p.Starts}}
	if shocks != nil {
		rest["shocks"] = shocks
	}
	if rules != nil {
		rest["rules"] = rules
	}
	text, err := json.Marshal(rest)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(string(text), "}") + `,"levers":{` + strings.Join(levers, ",") + "}}"
}

func TestARampCutShortByAPathThatBuildsOnAnother(t *testing.T) {
	const file = "doc: Investment, then less of it.\nextends: investment\nlevers:\n  investment: {2027-07: 100}\n" +
		"shocks:\n  - ceasefire: {at: 2028, months: 6, multiplier: 0.4}\nrules:\n  - {when: attacks > 1500, until: attacks < 1200, then: {operations_tempo: 60}}\n"
	var read struct{ Path pathGiven }
	ask(t, question{Ask: "read", File: "cut.yaml", Text: file}, &read)
	s, err := scenarios.Parse("cut.yaml", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	want, err := s.Run(scenarios.Central(), model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	var given struct{ Runs []runGiven }
	ask(t, question{Ask: "run", Paths: []pathAsked{{Name: "cut", Text: fileOf(t, read.Path)}}, World: worldAsked{Name: "central"}}, &given)
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		if got, want := given.Runs[0].Outcomes[o.Name], o.Of(want.Years); math.Abs(got-want) > 1e-9*math.Abs(want) {
			t.Errorf("%s = %v, want %v", o.Name, got, want)
		}
	}
}

func TestRefusalsAreThoseOfTheCommandLine(t *testing.T) {
	const broken = "doc: Broken.\nlevers:\n  precison: 0.4\n  dialogue: 3\n"
	_, err := scenarios.Parse("mine.yaml", []byte(broken))
	if got := refused(t, question{Ask: "read", File: "mine.yaml", Text: broken}); err == nil || got != err.Error() {
		t.Errorf("read: %q, want %v", got, err)
	}
	for _, c := range []struct {
		q    question
		want string
	}{
		{question{Ask: "rum"}, `unknown question "rum"; did you mean run?`},
		{question{Ask: "run", World: worldAsked{Name: "centrl"}}, `unknown world "centrl"; did you mean central?`},
		{question{Ask: "run", World: worldAsked{Name: "central", Set: map[string]float64{"pool": 1}}}, "parameter pool = 1 fighter: is outside its range"},
		{question{Ask: "run", World: worldAsked{Name: "central", Set: map[string]float64{"pol": 1}}}, `unknown parameter "pol"; did you mean pool?`},
		{question{Ask: "read", File: "w.yaml", Text: "doc: Wide.\nuncertain:\n  sabotage: {form: uniform}\n"}, "w.yaml: uncertain: is not read by the page"},
		{question{Ask: "read", File: "short.yaml", Text: "doc: Short.\nhorizon: {end: 2035-12}\nlevers: {dialogue: 0.3}\n"}, "short.yaml: horizon: end 2035-12 is not carried by the page"},
		{question{Ask: "run", World: worldAsked{Name: "central"}, Paths: []pathAsked{{Name: "kinetik"}}}, `unknown path "kinetik"; did you mean kinetic?`},
	} {
		if got := refused(t, c.q); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q, want it to begin with %q", c.q.Ask, got, c.want)
		}
	}
	if got := string(Answer([]byte("{"))); !strings.Contains(got, "not readable") {
		t.Errorf("half a question: %s", got)
	}
}

func TestACodeReadsBackToThePathItWasMadeOf(t *testing.T) {
	var given tablesGiven
	ask(t, question{Ask: "tables"}, &given)
	for _, p := range given.Paths {
		text, w := fileOf(t, p), worldAsked{Name: "backlash", Set: map[string]float64{"pool": 20000}}
		var written struct{ Code string }
		ask(t, question{Ask: "encode", Paths: []pathAsked{{Name: "mine", Text: text}}, World: w,
			Guesses: []guessGiven{{"deaths_all", "", 2035, 1234}}}, &written)
		var read struct {
			Path    pathGiven
			World   worldGiven
			Same    bool
			Guesses []guessGiven
		}
		ask(t, question{Ask: "decode", Text: written.Code}, &read)
		if got := fileOf(t, read.Path); len(got) == 0 || !read.Same || read.World.Set["pool"] != 20000 || len(read.Guesses) != 1 || read.Guesses[0].Value != 1234 {
			t.Errorf("%s: %s reads back to %+v", p.Name, written.Code, read)
		}
		for name, want := range p.Levers {
			if got := read.Path.Levers[name]; !slices.Equal(got, want) {
				t.Errorf("%s: %s reads back to %v, want %v", p.Name, name, got, want)
			}
		}
	}
}

func TestDrawsArePairedAndSweepsCoverTheRange(t *testing.T) {
	paths := []pathAsked{{Name: "current-course"}, {Name: "kinetic"}, {Name: "current-course"}}
	paths[2] = pathAsked{Name: "again", Text: "doc: The same.\nlevers: {}\n"}
	var d drawsGiven
	ask(t, question{Ask: "draws", Paths: paths, World: worldAsked{Name: "central"}, Members: 20, Seed: 1}, &d)
	if gap := d.Gaps[2].Whole["deaths_all"]; gap != (bandGiven{}) {
		t.Errorf("a path less itself = %v in the same draws, want 0", gap)
	}
	if band := d.Levels[1].Whole["deaths_all"]; !(band[0] < band[2] && band[2] < band[4]) {
		t.Errorf("band %v is not in order", band)
	}
	var m mapGiven
	ask(t, question{Ask: "sweep", Paths: paths[:2], World: worldAsked{Name: "central"}, Outcome: "deaths_all", Axes: []string{"pool", "contagion"}, Cells: 3}, &m)
	if m.X[0] != 15000 || m.X[2] != 50000 || len(m.Values) != 2 || len(m.Values[0]) != 3 || len(m.Values[0][2]) != 3 {
		t.Errorf("sweep: %+v", m)
	}
}

func TestReachBringsTheModelToTheGuess(t *testing.T) {
	q := question{Ask: "reach", Paths: []pathAsked{{Name: "current-course"}}, World: worldAsked{Name: "central"}, Outcome: "deaths_civilian_security", Year: 2035, Value: 1500}
	var r struct{ Found []reachGiven }
	ask(t, q, &r)
	if len(r.Found) == 0 {
		t.Fatal("no assumption alone gives 1500 in 2035")
	}
	first := r.Found[0]
	var given struct{ Runs []runGiven }
	ask(t, question{Ask: "run", Paths: q.Paths, World: worldAsked{Name: "central", Set: map[string]float64{first.Parameter: first.Value}}}, &given)
	if got := given.Runs[0].Years["deaths_civilian_security"][2035-2021]; math.Abs(got-1500) > 30 {
		t.Errorf("with %s = %v the model gives %v, want about 1500", first.Parameter, first.Value, got)
	}
}

func TestTheOpeningHoldsNoYearOfAPath(t *testing.T) {
	given, err := Opening()
	if err != nil {
		t.Fatal(err)
	}
	for name, years := range given["history"].(map[string][]float64) {
		if want := model.Fork.Year() - model.HistoryStart.Year(); len(years) != want {
			t.Errorf("%s: %d years, want the %d before the paths part", name, len(years), want)
		}
	}
	if given["runs"] != nil {
		t.Error("runs stand in the page before anybody asked for them")
	}
}
