// SPDX-License-Identifier: Apache-2.0

package xmile

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
)

// path is a built-in path.
func path(t *testing.T, name string) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Builtin(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// written is a path as a document.
func written(t *testing.T, s *scenarios.Scenario, w *scenarios.World) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, s, w, model.DefaultHorizon); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTheDocumentHasTheFormOfTheStandard(t *testing.T) {
	for _, name := range scenarios.BuiltinNames() {
		text := written(t, path(t, name), scenarios.Central())
		var d document
		if err := xml.Unmarshal(text, &d); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if d.Version != "1.0" || d.Header.Vendor == "" || d.Header.Product.Name == "" || d.Header.Product.Version == "" {
			t.Errorf("%s: version %q, vendor %q, product %q, want all", name, d.Version, d.Header.Vendor, d.Header.Product.Name)
		}
		if !strings.Contains(d.Header.Caption, model.Label) {
			t.Errorf("%s: the caption %q lacks the label", name, d.Header.Caption)
		}
		if d.Specs.Start != 2021 || d.Specs.Stop != 2041 || d.Specs.Step.PerYear != 12 || !d.Specs.Step.Reciprocal || d.Specs.Units != "year" || d.Specs.Method != "rk4" {
			t.Errorf("%s: time %+v, want 2021 to 2041 by twelfths of a year with rk4", name, d.Specs)
		}
		known := map[string]bool{}
		for _, list := range [][]variable{d.Variables.Stocks, d.Variables.Flows, d.Variables.Rest} {
			for _, v := range list {
				if known[v.Name] || v.Name != strings.ToLower(v.Name) {
					t.Errorf("%s: the name %q is taken or not in small letters", name, v.Name)
				}
				if v.Doc == "" || v.Units == "" || v.Equation == "" {
					t.Errorf("%s: %s has words %q, units %q, equation %q, want all", name, v.Name, v.Doc, v.Units, v.Equation)
				}
				known[v.Name] = true
			}
		}
		fills, drains := map[string]string{}, map[string]string{}
		for _, s := range d.Variables.Stocks {
			for ends, flows := range map[*map[string]string][]string{&fills: s.Inflows, &drains: s.Outflows} {
				for _, f := range flows {
					if other := (*ends)[f]; other != "" {
						t.Errorf("%s: flow %s stands at %s and %s, want one stock at each end", name, f, other, s.Name)
					}
					if !known[f] {
						t.Errorf("%s: %s has an unknown flow %s", name, s.Name, f)
					}
					(*ends)[f] = s.Name
				}
			}
		}
		for _, s := range d.Variables.Stocks {
			if len(s.Inflows)+len(s.Outflows) == 0 {
				t.Errorf("%s: stock %s has no flow", name, s.Name)
			}
		}
		if !strings.Contains(d.Header.Caption, "Euler") {
			t.Errorf("%s: the caption %q does not say by how much Euler's method differs", name, d.Header.Caption)
		}
		for _, f := range d.Variables.Flows {
			if fills[f.Name] == "" && drains[f.Name] == "" {
				t.Errorf("%s: flow %s fills and drains nothing", name, f.Name)
			}
		}
		for _, v := range d.Variables.Rest {
			if v.Graph == nil {
				continue
			}
			x, y := strings.Split(v.Graph.X, ","), strings.Split(v.Graph.Y, ",")
			if len(x) != len(y) || len(x) < 2 {
				t.Errorf("%s: the graph of %s has %d times and %d values", name, v.Name, len(x), len(y))
			}
			for i := 1; i < len(x); i++ {
				if a, b := parsed(t, x[i-1]), parsed(t, x[i]); a >= b {
					t.Errorf("%s: the graph of %s goes from %v back to %v", name, v.Name, a, b)
				}
			}
		}
		for _, q := range [][]string{model.LeverNames(), model.ParameterNames(), model.SeriesNames()} {
			for _, want := range q {
				if !known[want] {
					t.Errorf("%s: lacks %s", name, want)
				}
			}
		}
	}
}

func parsed(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// reading computes the variables of a document at its start.
type reading struct {
	t      *testing.T
	of     map[string]variable
	values map[string]float64
}

func (r *reading) value(name string) float64 {
	if v, known := r.values[name]; known {
		return v
	}
	v, known := r.of[name]
	if !known {
		r.t.Fatalf("%s: is unknown", name)
	}
	if v.Graph != nil {
		return parsed(r.t, strings.Split(v.Graph.Y, ",")[0])
	}
	x, err := parser.ParseExpr(v.Equation)
	if err != nil {
		r.t.Fatalf("%s: %v", name, err)
	}
	r.values[name] = r.compute(x)
	return r.values[name]
}

func (r *reading) compute(x ast.Expr) float64 {
	switch x := x.(type) {
	case *ast.ParenExpr:
		return r.compute(x.X)
	case *ast.BasicLit:
		return parsed(r.t, x.Value)
	case *ast.Ident:
		return r.value(x.Name)
	}
	o := x.(*ast.BinaryExpr)
	a, b := r.compute(o.X), r.compute(o.Y)
	switch o.Op {
	case token.ADD:
		return a + b
	case token.SUB:
		return a - b
	case token.MUL:
		return a * b
	default:
		return a / b
	}
}

func TestTheDocumentBeginsAsTheRunDoes(t *testing.T) {
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		s := path(t, "three-pillar-2025")
		var d document
		if err := xml.Unmarshal(written(t, s, w), &d); err != nil {
			t.Fatal(err)
		}
		r := &reading{t, map[string]variable{}, map[string]float64{}}
		for _, list := range [][]variable{d.Variables.Stocks, d.Variables.Flows, d.Variables.Rest} {
			for _, v := range list {
				r.of[v.Name] = v
			}
		}
		run, err := s.Run(w, model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		for i := range model.SeriesTable {
			row := &model.SeriesTable[i]
			got, want := r.value(row.Name), row.Of(&run.Trajectory.Samples[0])
			if math.Abs(got-want) > 1e-12*math.Max(math.Abs(want), 1e-3) {
				t.Errorf("%s: %s begins with %v, the run with %v", name, row.Name, got, want)
			}
		}
	}
}

func TestLeversJumpOnlyBetweenMonths(t *testing.T) {
	h := model.DefaultHorizon
	plan := path(t, "three-pillar").Plan(h)
	values := make([]float64, h.Months())
	for i := range values {
		values[i] = plan.Months[i].Precision
	}
	_, g := steps(values, h)
	x, y := strings.Split(g.X, ","), strings.Split(g.Y, ",")
	for i := range values {
		for _, within := range []float64{0, 0.5, 0.99} { // of the month
			at := h.Start.Time() + (float64(i)+within)/12
			k := 1
			for k < len(x)-1 && parsed(t, x[k]) < at {
				k++
			}
			x0, x1, y0, y1 := parsed(t, x[k-1]), parsed(t, x[k]), parsed(t, y[k-1]), parsed(t, y[k])
			if got := y0 + (y1-y0)*(at-x0)/(x1-x0); got != values[i] {
				t.Fatalf("precision at %.4f is %v in the document, want %v", at, got, values[i])
			}
		}
	}
}

// TestWrite_HoldsLeversAsRulesSetThem holds that a rule is exported as it acted, and that the caption says so.
func TestWrite_HoldsLeversAsRulesSetThem(t *testing.T) {
	s, err := scenarios.Parse("shaken.yaml", []byte(`doc: A test.
rules:
  - {when: attacks > 1500, until: attacks < 1200, then: {operations_tempo: 90}}
  - {when: trust > 0.99, until: trust < 0.5, then: {dialogue: 0}}
`))
	if err != nil {
		t.Fatal(err)
	}
	run, err := s.Run(scenarios.Central(), model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	first := run.Trajectory.Firings[0].At
	var d document
	if err := xml.Unmarshal(written(t, s, scenarios.Central()), &d); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"the rules do not react", "Rule 1, on attacks: on " + first.String(), "Rule 2, on trust: never on."} {
		if !strings.Contains(d.Header.Caption, want) {
			t.Errorf("the caption %q lacks %q", d.Header.Caption, want)
		}
	}
	for _, v := range d.Variables.Rest {
		if v.Name == "operations_tempo" && !strings.Contains(v.Graph.Y, "90") {
			t.Errorf("the tempo is %q, want 90 from %s on", v.Graph.Y, first)
		}
	}
}

// runWithShocks is a path with every kind of shock, in a world with one of its own.
func runWithShocks(t *testing.T) (*scenarios.Scenario, *scenarios.World) {
	t.Helper()
	s, err := scenarios.Parse("shaken.yaml", []byte(`doc: A test.
levers: {investment: 2000, dialogue: 0.6}
shocks:
  - border_closure: {at: 2027-03, months: 3}
  - ceasefire: {at: 2028-03, months: 6, multiplier: 0.4}
  - talks_fail: {at: 2029-06, trust_lost: 0.5, months: 12}
`))
	if err != nil {
		t.Fatal(err)
	}
	w, err := scenarios.ParseWorld("shocked.yaml", []byte(`doc: A test.
shocks:
  - mass_casualty_attack: {at: 2028-01, civilians: 90, security: 20, wounded: 200}
  - contract_cancelled: {at: 2030-06, share: 0.4}
`))
	if err != nil {
		t.Fatal(err)
	}
	return s, w
}

func TestWrite_HoldsEveryKindOfShock(t *testing.T) {
	s, w := runWithShocks(t)
	var d document
	if err := xml.Unmarshal(written(t, s, w), &d); err != nil {
		t.Fatal(err)
	}
	flows := map[string]string{}
	for _, stock := range d.Variables.Stocks {
		for _, f := range append(stock.Inflows, stock.Outflows...) {
			if strings.HasPrefix(f, "shock_to_") {
				flows[stock.Name] = f
			}
		}
	}
	for _, stock := range []string{"total_attacks", "total_civilians_attacks", "total_security_attacks", "total_wounded", "perceived_attacks", "pipeline_1", "pipeline_3", "total_cancelled", "trust"} {
		if flows[stock] == "" {
			t.Errorf("no shock changes %s", stock)
		}
	}
	for _, v := range d.Variables.Rest {
		if v.Name == "attack_factor" && v.Graph == nil {
			t.Error("the ceasefire does not bend attack_factor")
		}
	}
	if !strings.Contains(d.Header.Caption, "spread over their month") {
		t.Errorf("the caption %q does not say that shocks are spread", d.Header.Caption)
	}
}

// python finds an interpreter that has SciPy.
func python(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"python3", "/usr/bin/python3", "python"} {
		if exec.Command(name, "-c", "import scipy.integrate").Run() == nil {
			return name
		}
	}
	t.Skip("SKIPPED: no Python with SciPy (Debian: python3-scipy), so the exported equations are not checked by another integrator")
	return ""
}

func TestSciPyFindsTheSameFromTheDocument(t *testing.T) {
	if os.Getenv("CROSSROADS_LONG") == "" {
		t.Skip("starting SciPy takes seconds (CROSSROADS_LONG=1)")
	}
	interpreter := python(t)
	fine := model.DefaultHorizon
	fine.StepsPerYear = 192
	cases := []struct{ path, world string }{
		{"three-pillar", "aid-under-fire"}, {"intervention", "backlash"}, {"current-course", "central"},
	}
	for _, c := range cases {
		w, err := scenarios.FindWorld(c.world)
		if err != nil {
			t.Fatal(err)
		}
		s := path(t, c.path)
		file := filepath.Join(t.TempDir(), "model.xmile")
		if err := os.WriteFile(file, written(t, s, w), 0o644); err != nil {
			t.Fatal(err)
		}
		said, err := exec.Command(interpreter, filepath.Join("testdata", "reference.py"), file).Output()
		if err != nil {
			t.Fatalf("%s: %v", interpreter, err)
		}
		var stocks map[string]float64
		if err := json.Unmarshal(said, &stocks); err != nil {
			t.Fatal(err)
		}
		run, err := s.RunBy(w, fine, ode.RK4)
		if err != nil {
			t.Fatal(err)
		}
		end, worst := &run.Years[len(run.Years)-1], 0.0
		for i := range model.SeriesTable {
			row := &model.SeriesTable[i]
			if row.Kind != model.Stock && row.Kind != model.Total {
				continue
			}
			got, known := stocks[row.Name]
			want := row.Of(end)
			miss := math.Abs(got-want) / math.Max(math.Abs(want), 1e-6)
			worst = math.Max(worst, miss)
			if !known || miss > 1e-8 {
				t.Errorf("%s in %s: %s = %v at the end, SciPy finds %v", c.path, c.world, row.Name, want, got)
			}
		}
		t.Logf("%s in %s: largest relative difference to SciPy at the end %.1e", c.path, c.world, worst)
	}
}
