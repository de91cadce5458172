package scenarios

import (
	"errors"
	"testing"

	"crossroads/model"
	"crossroads/model/ode"
)

// FuzzParse holds that any text is either a scenario that runs or a list of
// mistakes with their places.
func FuzzParse(f *testing.F) {
	for _, name := range BuiltinNames() {
		f.Add(builtin(name).Text)
	}
	f.Add("doc: x\nlevers: {openness: {2026: 0.3, 2028-07: to 1}}\nshocks: [{border_closure: {at: 2027, months: 3}}]\n")
	f.Add("doc: x\nrules: [{when: attacks > 900, until: attacks < 800, then: {dialogue: 1}}]\n")
	f.Add("doc: &a x\nlabel: *a\n")
	h := model.DefaultHorizon
	central := Central()
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse("fuzz.yaml", []byte(text))
		if err == nil {
			if _, err := model.Run(&central.Parameters, s.Plan(h), h, ode.RK4); err != nil {
				t.Fatalf("a file without mistakes does not run: %v", err)
			}
			return
		}
		refused(t, err)
	})
}

// FuzzParseWorld holds the same of worlds.
func FuzzParseWorld(f *testing.F) {
	for _, name := range WorldNames() {
		w, err := FindWorld(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(w.Text)
	}
	plan := builtin(Reference).Plan(model.DefaultHorizon)
	f.Fuzz(func(t *testing.T, text string) {
		w, err := ParseWorld("fuzz.yaml", []byte(text))
		if err == nil {
			if _, err := model.Run(&w.Parameters, plan, model.DefaultHorizon, ode.RK4); err != nil {
				t.Fatalf("a world without mistakes does not run: %v", err)
			}
			return
		}
		refused(t, err)
	})
}

// refused checks that an error lists mistakes with places in file order.
func refused(t *testing.T, err error) {
	t.Helper()
	var mistakes Mistakes
	if !errors.As(err, &mistakes) || len(mistakes) == 0 {
		t.Fatalf("error %v is not a list of mistakes", err)
	}
	for i, m := range mistakes {
		if m.Line < 1 || m.Column < 1 {
			t.Errorf("mistake %q has no place", m.Text)
		}
		if i > 0 && m.Line < mistakes[i-1].Line {
			t.Errorf("mistake %q stands after a later line", m.Text)
		}
	}
}
