// SPDX-License-Identifier: Apache-2.0

package model

import (
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// number gives every number of a struct a value of its own, from first on, and
// returns the values by the names of the fields.
func number(v reflect.Value, first float64) map[string]float64 {
	values := map[string]float64{}
	for i := range v.NumField() {
		values[v.Type().Field(i).Name] = first + float64(i)
		v.Field(i).SetFloat(first + float64(i))
	}
	return values
}

// read checks that every value is read by exactly one row, of the name of the
// field.
func read(t *testing.T, values map[string]float64, rows map[string]float64) {
	t.Helper()
	key := func(field string) string { // PerceivedAttacks is perceived_attacks
		var b strings.Builder
		for i, r := range field {
			if i > 0 && (r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') {
				b.WriteByte('_')
			}
			b.WriteRune(r)
		}
		return strings.ToLower(b.String())
	}
	for field, v := range values {
		if got, ok := rows[key(field)]; !ok || got != v {
			t.Errorf("field %s holds %v, its row reads %v", field, v, got)
		}
	}
	if len(rows) != len(values) {
		t.Errorf("%d rows for %d fields, want one each", len(rows), len(values))
	}
}

func TestEveryFieldHasOneRow(t *testing.T) {
	t.Run("levers", func(t *testing.T) {
		var l Levers
		values, rows := number(reflect.ValueOf(&l).Elem(), 1), map[string]float64{}
		delete(values, "AttackFactor") // no actor sets it
		for i := range LeverTable {
			rows[LeverTable[i].Name] = *LeverTable[i].Of(&l)
		}
		read(t, values, rows)
	})
	t.Run("parameters", func(t *testing.T) {
		var p Parameters
		values, rows := number(reflect.ValueOf(&p).Elem(), 1), map[string]float64{}
		for i := range ParameterTable {
			rows[ParameterTable[i].Name] = *ParameterTable[i].Of(&p)
		}
		read(t, values, rows)
	})
	t.Run("series", func(t *testing.T) {
		var s Sample
		values, rows := map[string]float64{}, map[string]float64{}
		for _, part := range []any{&s.State, &s.Auxiliaries, &s.Flows} {
			for field, v := range number(reflect.ValueOf(part).Elem(), float64(1+len(values))) {
				values[field] = v
			}
		}
		for i := range SeriesTable {
			rows[SeriesTable[i].Name] = SeriesTable[i].Of(&s)
		}
		read(t, values, rows)
	})
}

func TestEveryRowSaysWhatItIs(t *testing.T) {
	seen := map[string]bool{}
	check := func(table string, q Quantity) {
		for what, text := range map[string]string{"name": q.Name, "label": q.Label, "unit": q.Unit, "words": q.Doc} {
			if text == "" || strings.TrimSpace(text) != text {
				t.Errorf("%s %q: %s %q, want words", table, q.Name, what, text)
			}
		}
		if seen[table+q.Name] {
			t.Errorf("%s %q: stands twice in its table", table, q.Name)
		}
		seen[table+q.Name] = true
	}
	for _, l := range LeverTable {
		check("lever", l.Quantity)
		if !(l.Low <= l.Today && l.Today <= l.High && l.Grain > 0) {
			t.Errorf("lever %s: low %v, today %v, high %v, grain %v, want them in this order", l.Name, l.Low, l.Today, l.High, l.Grain)
		}
		for what, text := range map[string]string{"actor": l.Actor, "low end": l.AtLow, "today": l.AtToday, "high end": l.AtHigh, "idea": l.Essay, "price": l.Price, "source": l.Source} {
			if text == "" {
				t.Errorf("lever %s: has no words for its %s", l.Name, what)
			}
		}
	}
	if len(ParameterTable) > 64 {
		t.Errorf("%d parameters, want at most 64", len(ParameterTable))
	}
	dimensions := map[int]string{}
	for _, p := range ParameterTable {
		check("parameter", p.Quantity)
		switch {
		case !(p.Low <= min(p.Documented, p.Central) && max(p.Documented, p.Central) <= p.High):
			t.Errorf("parameter %s: documented %v and central %v, want both within %v to %v", p.Name, p.Documented, p.Central, p.Low, p.High)
		case (p.Kind == Constant) != (p.Low == p.High):
			t.Errorf("parameter %s: is %s with a range of %v to %v", p.Name, p.Kind, p.Low, p.High)
		case p.Source == "" || p.Confidence == "":
			t.Errorf("parameter %s: source %q and confidence %q, want both", p.Name, p.Source, p.Confidence)
		case p.Dimension < 1 || dimensions[p.Dimension] != "":
			t.Errorf("parameter %s: dimension %d, want one of its own from 1 (%s has it)", p.Name, p.Dimension, dimensions[p.Dimension])
		}
		dimensions[p.Dimension] = p.Name
	}
	for _, s := range SeriesTable {
		check("series", s.Quantity)
		if s.Kind == Flow && !strings.HasSuffix(s.Unit, "/year") {
			t.Errorf("flow %s: unit %q, want it to end in /year", s.Name, s.Unit)
		}
	}
	for _, o := range OutcomeTable {
		check("outcome", o.Quantity)
		if o.Name == "deaths" {
			t.Error(`an outcome is called "deaths", want its name to say which`)
		}
		for _, part := range o.Parts {
			if FindOutcome(part) == nil {
				t.Errorf("outcome %s: part %q is no outcome", o.Name, part)
			}
		}
	}
}

func TestSumsAreTheSumsOfTheirParts(t *testing.T) {
	plan := randomPlan(rand.New(rand.NewPCG(4, 4)), DefaultHorizon)
	years := []Years{nil}
	if err := NewKernel().Run([]Parameters{Central()}, plan, DefaultHorizon, years); err != nil {
		t.Fatal(err)
	}
	for i := range OutcomeTable {
		o := &OutcomeTable[i]
		if len(o.Parts) == 0 {
			continue
		}
		sum := 0.0
		for _, part := range o.Parts {
			sum += FindOutcome(part).Of(years[0])
		}
		if got := o.Of(years[0]); math.Abs(got-sum) > 1e-9*sum {
			t.Errorf("%s = %v, its parts sum to %v", o.Name, got, sum)
		}
	}
}

func TestEquationTableSaysWhatTheEquationsDo(t *testing.T) {
	if len(EquationTable) != len(SeriesTable) {
		t.Fatalf("%d equations for %d series, want one each", len(EquationTable), len(SeriesTable))
	}
	r := rand.New(rand.NewPCG(5, 5))
	for range 20 {
		p, plan := corner(r), randomPlan(r, DefaultHorizon)
		plan.Impulses = nil
		trajectory, err := Run(&p, plan, DefaultHorizon, euler)
		if err != nil {
			t.Fatal(err)
		}
		k := r.IntN(len(trajectory.Samples) - 1)
		s := &trajectory.Samples[k]
		for i := range EquationTable {
			e := &EquationTable[i]
			if e.Series != &SeriesTable[i] {
				t.Fatalf("equation %d is that of %s, want %s", i, e.Name, SeriesTable[i].Name)
			}
			want := e.Of(s)
			if e.Kind == Stock || e.Kind == Total { // Euler's step is the rate itself
				want = (e.Of(&trajectory.Samples[k+1]) - want) * 12
			}
			if got := e.At(s, &p); math.Abs(got-want) > 1e-9*math.Max(math.Abs(want), 1e-3*math.Abs(e.Of(s))) {
				t.Errorf("%s = %s gives %v, the run %v", e.Name, e.Text, got, want)
			}
		}
	}
}

func TestEveryEdgeNamesWhatItJoins(t *testing.T) {
	seen := map[Edge]bool{}
	acts := map[string]bool{"attack_factor": true}
	for _, e := range EdgeTable {
		from := FindLever(e.From) != nil || FindParameter(e.From) != nil || FindSeries(e.From) != nil || e.From == "attack_factor"
		if !from || FindSeries(e.To) == nil {
			t.Errorf("edge %s → %s: joins something unknown", e.From, e.To)
		}
		if !strings.Contains("+−±", e.Sign) || e.Sign == "" || (e.Sign == "±") != (e.Condition != "") {
			t.Errorf("edge %s → %s: sign %q with condition %q", e.From, e.To, e.Sign, e.Condition)
		}
		if k := (Edge{From: e.From, To: e.To, Start: e.Start}); seen[k] {
			t.Errorf("edge %s → %s: stands twice", e.From, e.To)
		} else {
			seen[k] = true
		}
		acts[e.From] = true
	}
	for _, names := range [][]string{LeverNames(), ParameterNames()} {
		for _, name := range names {
			if !acts[name] {
				t.Errorf("%s: acts on nothing", name)
			}
		}
	}
	for i := range SeriesTable {
		if s := &SeriesTable[i]; s.Kind != Total && !acts[s.Name] {
			t.Errorf("%s: acts on nothing", s.Name)
		}
	}
}

func TestHashChangesWithTheHistoryButNotWithLineEndings(t *testing.T) {
	a, b, c := Hash("doc: a\nlevers:\n"), Hash("doc: a\r\nlevers:\r\n"), Hash("doc: b\nlevers:\n")
	if a != b {
		t.Errorf("hash with CRLF %s, with LF %s, want the same", b, a)
	}
	if a == c || len(a) != 12 {
		t.Errorf("hashes %s and %s, want twelve digits that differ with the history", a, c)
	}
}
