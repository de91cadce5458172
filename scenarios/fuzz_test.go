// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"errors"
	"math"
	"testing"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
	"crossroads/model/ode"
)

// FuzzParse holds that any text is either a path that runs, and comes back from
// its own file the same, or a list of mistakes with their places.
func FuzzParse(f *testing.F) {
	for _, name := range BuiltinNames() {
		f.Add(builtin(name).Text)
	}
	h := model.DefaultHorizon
	central := Central()
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseMixed("fuzz.yaml", []byte(text))
		if err != nil {
			refused(t, err)
			return
		}
		_, err = model.Run(&central.Parameters, s.Plan(h), h, ode.RK4)
		if err != nil && s.Assumes == nil {
			t.Fatalf("a file without mistakes does not run: %v", err)
		}
		written := s.File()
		back, err := ParseMixed("fuzz.yaml", []byte(written))
		if err != nil {
			t.Fatalf("a path does not come back from its file:\n%s\n%v", written, err)
		}
		if again := back.File(); again != written {
			t.Fatalf("a path comes back from its file as another:\n%s\n%s", written, again)
		}
		if d := Diff(s.Entries(), back.Entries()); len(d) > 0 {
			t.Fatalf("a path comes back from its file with another %s", d[0].Key)
		}
	})
}

// FuzzParseWorld holds the same of worlds; one beyond the documented ranges may
// diverge.
func FuzzParseWorld(f *testing.F) {
	for _, name := range WorldNames() {
		w, err := FindWorld(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(w.Text)
		f.Add(w.Text + "counts: {source: ours, rows: [{year: 2021, value: 294, observes: attacks + militants}]}\n")
	}
	path := builtin(Reference)
	f.Fuzz(func(t *testing.T, text string) {
		w, err := ParseWorld("fuzz.yaml", []byte(text))
		if err != nil {
			refused(t, err)
			return
		}
		beyond := len(w.Outside) > 0
		for _, u := range w.Uncertain {
			beyond = beyond || u.Reason != ""
		}
		if _, err := path.Run(w, model.DefaultHorizon); err != nil && !beyond {
			t.Fatalf("a world without mistakes does not run: %v", err)
		}
		written := w.File()
		back, err := ParseWorld("fuzz.yaml", []byte(written))
		if err != nil {
			t.Fatalf("a world does not come back from its file:\n%s\n%v", written, err)
		}
		if back.Parameters != w.Parameters || back.File() != written {
			t.Fatalf("a world comes back from its file as another:\n%s\n%s", written, back.File())
		}
	})
}

// scalarNode is a text as it stands behind a key.
func scalarNode(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Line: 1, Column: 1}
}

// FuzzDate holds that a date comes back as it was written, year or month.
func FuzzDate(f *testing.F) {
	f.Add("2026")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseMonth(text)
		if err == nil && text != date(m) && text != m.String() {
			t.Errorf("%q is read as %s", text, m)
		}
	})
}

// FuzzQuantity holds that a quantity is a finite number or an error with what
// would be right, and that the number written out is read as the same.
func FuzzQuantity(f *testing.F) {
	f.Add("540 USD million / 3 years", "USD million/year")
	f.Add("2,500 USD million/year", "USD million/year")
	f.Add("0,500 USD million/year", "USD million/year")
	f.Fuzz(func(t *testing.T, text, unit string) {
		v, err := parseQuantity(text, unit)
		if err != nil {
			if err.Error() == "" {
				t.Errorf("%q is refused without a word", text)
			}
			return
		}
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("%q is read as %v", text, v)
		}
		if again, err := parseQuantity(Plain(v), unit); err != nil || again != v {
			t.Errorf("%q is %v, which is read as %v, %v", text, v, again, err)
		}
	})
}

// FuzzChange holds that a change is a factor of 0 or more, refused, or no change.
func FuzzChange(f *testing.F) {
	f.Add("+20%")
	f.Fuzz(func(t *testing.T, text string) {
		r := &reader{}
		factor, ok := r.change("x", text, scalarNode(text))
		if ok && (!(factor >= 0) || math.IsInf(factor, 0)) {
			t.Errorf("%q is the factor %v", text, factor)
		}
	})
}

// FuzzCondition holds that a condition comes back from its words.
func FuzzCondition(f *testing.F) {
	f.Add("perceived_attacks > 1500 for 6 months")
	f.Fuzz(func(t *testing.T, text string) {
		r := &reader{}
		c, hold := r.condition("rule when", scalarNode(text), true)
		if len(r.mistakes) > 0 {
			return
		}
		rule := Rule{Rule: model.Rule{When: c, Hold: hold}}
		again, held := r.condition("rule when", scalarNode(rule.WhenWords()), true)
		if len(r.mistakes) > 0 || again != c || max(held, 1) != max(hold, 1) {
			t.Errorf("%q comes back as %v for %d: %v", text, again, held, r.mistakes)
		}
	})
}

// FuzzBudget holds that a budget is refused or comes back from its line.
func FuzzBudget(f *testing.F) {
	f.Add("operations + investment", "2.5 USD billion/year", "disbursed", "investment")
	f.Fuzz(func(t *testing.T, sum, limit, counts, scale string) {
		node := &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
		for _, text := range []string{sum, limit, "counts", counts, "scale", scale} {
			node.Content = append(node.Content, scalarNode(text))
		}
		r := &reader{}
		b := r.budget(node)
		if len(r.mistakes) > 0 {
			return
		}
		s, err := Parse("fuzz.yaml", []byte("doc: X.\nbudget: "+b.Line()+"\n"))
		if err != nil || s.Budget.Line() != b.Line() {
			t.Errorf("%s comes back as %v", b.Line(), err)
		}
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
		if i > 0 && m.File == mistakes[i-1].File && m.Line < mistakes[i-1].Line {
			t.Errorf("mistake %q stands after a later line", m.Text)
		}
	}
}
