// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
)

// ran runs a path in a world or ends the test.
func ran(t *testing.T, s *Scenario, w *World) *Run {
	t.Helper()
	h := model.DefaultHorizon
	h.End = s.ends()
	r, err := s.Run(w, h)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// worldOf reads a world or ends the test.
func worldOf(t *testing.T, text string) *World {
	t.Helper()
	w, err := ParseWorld("w.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestChangesHoldPointByPoint(t *testing.T) {
	at := func(year, month int) model.Month { return model.MonthOf(year, month) }
	for _, c := range []struct {
		lines string
		want  map[model.Month]float64
	}{
		{"investment: *1.5", map[model.Month]float64{at(2026, 1): 450, at(2027, 7): 1575, at(2029, 1): 2700, at(2040, 1): 2700}},
		{"investment: -50%", map[model.Month]float64{at(2026, 1): 150, at(2027, 7): 525, at(2029, 1): 900}},
		{"investment: {2027-07: *2}", map[model.Month]float64{at(2026, 1): 300, at(2027, 6): 300 + 1500*17./36, at(2027, 7): 2100, at(2029, 1): 3600}},
		{"investment: {2027-07: *2, 2028: 100}", map[model.Month]float64{at(2027, 7): 2100, at(2027, 12): 2 * (300 + 1500*23./36), at(2028, 1): 100, at(2035, 1): 100}},
		{"investment: {2030: 600, 2034: to +50%}", map[model.Month]float64{at(2029, 12): 1800, at(2030, 1): 600, at(2032, 1): 1650, at(2034, 1): 2700, at(2036, 1): 2700}},
		{"investment: 540 USD million / 3 years", map[model.Month]float64{at(2026, 1): 180}},
		{"investment: {2026: 15 USD million/month}", map[model.Month]float64{at(2026, 1): 180}},
	} {
		s := parsed(t, "c.yaml", "doc: C.\nextends: three-pillar\nlevers:\n  "+c.lines+"\n")
		schedule := s.Schedule(model.FindLever("investment"))
		for month, want := range c.want {
			if got, _ := schedule.Value(month); math.Abs(got-want) > 1e-9*want {
				t.Errorf("%s: %v in %s, want %v", c.lines, got, month, want)
			}
		}
	}
	w := worldOf(t, "doc: W.\nextends: backlash\nparameters: {avenging: -50%}\nstart: {fighters: *1.1}\n")
	central := model.Central()
	if w.Parameters.Avenging != 1.5 || math.Abs(w.Parameters.StartFighters-1.1*central.StartFighters) > 1e-9*central.StartFighters || w.Parameters.Replacement != 1.2 {
		t.Errorf("avenging %v, fighters %v, replacement %v; want half of 3, 1.1 times the centre, that of backlash",
			w.Parameters.Avenging, w.Parameters.StartFighters, w.Parameters.Replacement)
	}
}

func TestARuleHoldsAsLongAsItSays(t *testing.T) {
	s := parsed(t, "r.yaml", "doc: R.\nrules:\n  - {from: 2027, when: perceived_attacks > 100 for 6 months, then: {operations_tempo: 80}, for: 24 months}\n")
	r := ran(t, s, Central())
	want := []model.Firing{{Rule: 0, At: model.MonthOf(2027, 6), On: true}, {Rule: 0, At: model.MonthOf(2029, 6), On: false},
		{Rule: 0, At: model.MonthOf(2029, 12), On: true}}
	if got := r.Trajectory.Firings; len(got) < 3 || !slices.Equal(got[:3], want) {
		t.Errorf("the rule went on and off at %v, want first %v", got, want)
	}
	for m := model.Fork; m < model.DefaultEnd; m++ {
		on := r.Trajectory.At(m).OperationsTempo == 80
		since := int(m - want[0].At)
		if should := since >= 0 && since%30 < 24; on != should {
			t.Errorf("in %s the rule is on: %t, want %t", m, on, should)
		}
	}
	if words := r.RuleWords(); len(words) != 1 || !strings.Contains(words[0], "on from 2027-06 to 2029-05, from 2029-12 to") {
		t.Errorf("said of the rule: %q", words)
	}
}

func TestShocksOfAWorldActOnEveryPathInBothEngines(t *testing.T) {
	calm, hit := Central(), worldOf(t, "doc: Hit.\nshocks:\n  - mass_casualty_attack: {at: 2027-03, civilians: 84, wounded: 217}\n  - contract_cancelled: {at: 2030, share: 0.5}\n")
	k := model.NewKernel()
	for _, name := range BuiltinNames() {
		s := builtin(name)
		without, with := ran(t, s, calm), ran(t, s, hit)
		wounded := model.FindOutcome("wounded")
		if got := wounded.Of(with.Years) - wounded.Of(without.Years); got != 217 {
			t.Errorf("%s: %v wounded more, want 217", name, got)
		}
		years := []model.Years{nil}
		if err := k.Run([]model.Parameters{hit.Parameters}, s.PlanIn(hit, model.DefaultHorizon), model.DefaultHorizon, years); err != nil {
			t.Fatal(err)
		}
		for i := range model.OutcomeTable {
			o := &model.OutcomeTable[i]
			if got, want := o.Of(years[0]), o.Of(with.Years); math.Abs(got-want) > 1e-12*math.Abs(want) {
				t.Errorf("%s: %s = %v by the kernel, %v by the typed run", name, o.Name, got, want)
			}
		}
	}
}

func TestABudgetScalesAsFarAsItReaches(t *testing.T) {
	for _, c := range []struct{ limit, counts, reacts string }{{"4000", "announced", "0"}, {"3600", "disbursed", "1"}} {
		s := parsed(t, "b.yaml", "doc: B.\nextends: investment\nbudget: {operations + investment: "+c.limit+", counts: "+c.counts+", scale: investment}\nlevers: {reactivity: "+c.reacts+", operations_tempo: 30}\n")
		r := ran(t, s, Central())
		if r.Scale <= 0 || len(s.Budget.Over(r.Years)) > 0 {
			t.Errorf("%v: factor %v exceeds the budget in %v", c, r.Scale, s.Budget.Over(r.Years))
		}
		more := s.planIn(Central(), model.DefaultHorizon)
		s.scale(more, model.DefaultHorizon, r.Scale*1.001)
		years := []model.Years{nil}
		if err := model.NewKernel().Run([]model.Parameters{model.Central()}, more, model.DefaultHorizon, years); err != nil {
			t.Fatal(err)
		}
		row := model.FindLever("investment")
		top := 0.0
		for i := range more.Months {
			top = max(top, *row.Of(&more.Months[i]))
		}
		if len(s.Budget.Over(years[0])) == 0 && top <= row.High {
			t.Errorf("%v: a thousandth more than %v also fits", c, r.Scale)
		}
	}
	s := parsed(t, "b.yaml", "doc: B.\nbudget: {operations + investment: 1, scale: investment}\n")
	if r := ran(t, s, Central()); r.Scale != 0 || !strings.Contains(r.BudgetWords(), "even so the rest alone exceeds it") {
		t.Errorf("factor %v; %s", r.Scale, r.BudgetWords())
	}
}

func TestOneEndForAComparison(t *testing.T) {
	open, a, b := builtin("kinetic"), parsed(t, "a.yaml", "doc: A.\nhorizon: {end: 2035-12}\n"), parsed(t, "b.yaml", "doc: B.\nhorizon: {end: 2038-12}\n")
	if end, err := CommonEnd(open, a); err != nil || end != model.NewYear(2036) {
		t.Errorf("end %s, %v; want 2036-01", end, err)
	}
	const want = "path a ends in 2035-12, path b in 2038-12: a comparison has one end (the same end in both files, or --until)"
	if _, err := CommonEnd(a, open, b); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestAMixedPathRunsInItsOwnAssumptions(t *testing.T) {
	const text = "doc: M.\nextends: kinetic\nparameters: {replacement: 1}\n"
	if _, err := Parse("m.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), "m.yaml:3:1: parameters: is for assumptions") {
		t.Errorf("not refused: %v", err)
	}
	s, err := ParseMixed("m.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	same := worldOf(t, "doc: W.\nparameters: {replacement: 1}\n")
	got, want := ran(t, s, Central()), ran(t, builtin("kinetic"), same)
	for i := range model.OutcomeTable {
		if o := &model.OutcomeTable[i]; o.Of(got.Years) != o.Of(want.Years) {
			t.Errorf("%s = %v, in a world of its own %v", o.Name, o.Of(got.Years), o.Of(want.Years))
		}
	}
	if !strings.Contains(s.Marked(), "WARNING: sets assumptions of its own") {
		t.Errorf("marked as %q", s.Marked())
	}
}

func TestALeverTouchedAndResetChangesNothing(t *testing.T) {
	for _, name := range BuiltinNames() {
		file := func(text string) *Run { return ran(t, parsed(t, "x.yaml", text), Central()) }
		want, touched := ran(t, builtin(name), Central()), file("doc: X.\nextends: "+name+"\nlevers: {dialogue: 0.77}\n")
		reset, resolved := file("doc: X.\nextends: "+name+"\nlevers: {}\n"), file(builtin(name).Explained())
		moved := false
		for i := range model.OutcomeTable {
			o := &model.OutcomeTable[i]
			moved = moved || o.Of(touched.Years) != o.Of(want.Years)
			for _, r := range []*Run{reset, resolved} {
				if got := o.Of(r.Years); got != o.Of(want.Years) {
					t.Errorf("%s: %s = %v, want %v", name, o.Name, got, o.Of(want.Years))
				}
			}
		}
		if !moved {
			t.Errorf("%s: touching a lever moves nothing", name)
		}
	}
}

func TestWorldsComeBackFromTheirFiles(t *testing.T) {
	list := []*World{worldOf(t, "doc: W.\nextends: ties-bind\nparameters: {inflow: +10%, build_time: {value: 20, outside_range: \"a: b\"}}\nstart: {fighters: 5500}\n"+
		"shocks: [mass_casualty_attack: {at: 2027-03, civilians: 1}]\nuncertain: {contagion: {form: uniform, low: 0.3, high: 0.6}}\n")}
	for _, name := range WorldNames() {
		w, err := FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, w)
	}
	for _, w := range list {
		for _, text := range []string{w.File(), w.Explained()} {
			back, err := ParseWorld(w.Name+".yaml", []byte(text))
			if err != nil {
				t.Fatalf("%s: %v", w.Name, err)
			}
			if back.Parameters != w.Parameters || back.File() != w.File() || len(Diff(w.Entries(), back.Entries())) > 0 {
				t.Errorf("%s comes back as\n%s", w.Name, back.File())
			}
		}
	}
}

func TestFilesExtendFilesBesideThem(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
		return file
	}
	write("base.yaml", "doc: B.\nextends: three-pillar\nlevers: {openness: {2030: 0.5}}\nrules: [{when: attacks > 900, then: {dialogue: 1}, for: 6 months}]\n")
	child := write("sub/child.yaml", "doc: C.\nextends: ../base.yaml\nlevers: {precision: 0.6}\n")
	s, err := Find(child)
	if err != nil {
		t.Fatal(err)
	}
	where := map[string]string{}
	for _, e := range s.Entries() {
		where[e.Key] = e.Text + " " + filepath.Base(e.Place.File)
	}
	for key, want := range map[string]string{
		"levers.precision.2026": "0.6 child.yaml", "levers.openness.2030": "0.5 base.yaml", "levers.openness.2026": "0.3 three-pillar.yaml",
		"levers.restraint.2026": "0 current-course.yaml", "rules.1.for": "6 base.yaml",
	} {
		if where[key] != want {
			t.Errorf("%s is %q, want %q", key, where[key], want)
		}
	}
	again := parsed(t, "child.yaml", s.Text)
	if d := Diff(s.Entries(), again.Entries()); len(d) > 0 {
		t.Errorf("the text kept of a path that extends a file differs in %s", d[0].Key)
	}
	if _, err := Parse("child.yaml", []byte("doc: C.\nextends: base.yaml\n")); err == nil || !strings.Contains(err.Error(), "no files can be read here") {
		t.Errorf("a text that is no file extends one: %v", err)
	}
}
