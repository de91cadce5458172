// SPDX-License-Identifier: Apache-2.0

package discover_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/discover"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/prim"
	"crossroads/scenarios/tables"
)

func TestDrawsOfInterestAreThoseWithFewer(t *testing.T) {
	a, err := scenarios.Builtin("kinetic")
	if err != nil {
		t.Fatal(err)
	}
	b, err := scenarios.Builtin("investment")
	if err != nil {
		t.Fatal(err)
	}
	o := model.FindOutcome("deaths_civilian_security")
	h := model.DefaultHorizon
	cases, err := discover.Paired(context.Background(), a, b, []*model.Outcome{o}, scenarios.Central(), h, 6, ensemble.Draws{Seed: 3}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range cases[0].Inputs {
		p := model.Central()
		for k, name := range cases[0].Names {
			*model.FindParameter(name).Of(&p) = row[k]
		}
		var deaths [2]float64
		for k, s := range []*scenarios.Scenario{a, b} {
			run, err := model.Run(&p, s.Plan(h), h, ode.RK4)
			if err != nil {
				t.Fatal(err)
			}
			deaths[k] = o.Of(run.Years)
		}
		if got, want := cases[0].Interest[i], deaths[0] < deaths[1]; got != want {
			t.Errorf("draw %d: of interest %v with %v and %v killed, want %v", i, got, deaths[0], deaths[1], want)
		}
	}
}

// table is a table whose target is 1 where x is above 0.6 and y below 0.5.
func table(n int) string {
	var b strings.Builder
	b.WriteString("x,y,z,target\n")
	for i := range n {
		x, y, z := float64(i%17)/17, float64(i%23)/23, float64(i%29)/29
		hit := 0
		if x > 0.6 && y < 0.5 {
			hit = 1
		}
		fmt.Fprintf(&b, "%v,%v,%v,%d\n", x, y, z, hit)
	}
	return b.String()
}

func TestATableGivesItsBoxBack(t *testing.T) {
	c, err := read(table(2000), discover.Selection{Inputs: []string{"x", "y", "z"}, Target: "target", Threshold: 0.5})
	if err != nil {
		t.Fatal(err)
	}
	f, err := discover.Find(c, prim.Defaults())
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Boxes) == 0 || !f.Boxes[0].Significant || f.Boxes[0].Density < 0.99 || f.Boxes[0].Coverage < 0.9 {
		t.Fatalf("boxes %+v, want one that holds the planted corner", f.Boxes)
	}
	for _, r := range f.Boxes[0].Restrictions {
		if name := c.Names[r.Variable]; name != "x" && name != "y" {
			t.Errorf("the box restricts %s, want x and y alone", name)
		}
	}
}

func read(text string, s discover.Selection) (*discover.Cases, error) {
	t, err := tables.Parse("t.csv", []byte(text))
	if err != nil {
		return nil, err
	}
	return discover.Read(t, s)
}

func TestRead_SaysWhatIsWrongWithATable(t *testing.T) {
	for _, c := range []struct {
		text string
		s    discover.Selection
		want string
	}{
		{"x,target\n1,0\nfew,1\n", discover.Selection{}, `t.csv:3:1: x: "few" is not a number (a number)`},
		{"y,target\n1,0\n", discover.Selection{}, `t.csv:1:1: unknown column "x"; use y or target`},
		{"", discover.Selection{}, "t.csv:1:1: the table is empty"},
		{"x,target\r\n", discover.Selection{}, "t.csv:1:1: the table has no rows"},
		{"x,x,target\n1,2,0\n", discover.Selection{}, "t.csv:1:3: column x stands twice (each column once; first in column 1)"},
		{"x,target\n1,0\n2,0.4\n", discover.Selection{}, "t.csv: target is above 0.5 in 0 of 2 rows: there is nothing to tell apart (a threshold between 0 and 0.4)"},
		{"x,target\n1,0.4\n2,0.4\n", discover.Selection{}, "t.csv: target is 0.4 in every row"},
		{"x,target\n1,0\n1,1\n", discover.Selection{}, "t.csv: no input varies: x"},
		{"x,target,scenario\n1,0,kinetic\n2,1,investment\n", discover.Selection{}, "t.csv: the rows belong to 2 values of scenario: kinetic, investment (--where scenario=kinetic"},
		{"x,target,scenario\n1,0,kinetic\n2,1,investment\n", discover.Selection{Where: []discover.Condition{{"scenario", "=", "kintic"}}}, "t.csv: no row has scenario=kintic (did you mean scenario=kinetic?)"},
		{"x,target\n1,0\n2,NaN\n", discover.Selection{}, `t.csv:3:3: target: "NaN" is not a number`},
		{"x,target\n1,0\n2,1,3\n", discover.Selection{}, "t.csv:3:5: the row has 3 cells, the header has 2"},
	} {
		c.s.Inputs, c.s.Target, c.s.Threshold = []string{"x"}, "target", 0.5
		if _, err := read(c.text, c.s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
}

// TestRead_TakesRowsBelowAndWhere holds the two ways to choose rows.
func TestRead_TakesRowsBelowAndWhere(t *testing.T) {
	where, err := discover.ParseCondition("scenario = kinetic")
	if err != nil {
		t.Fatal(err)
	}
	c, err := read("x,target,scenario\n1,0.1,kinetic\n2,1,kinetic\n3,0.2,investment\n", discover.Selection{
		Inputs: []string{"x"}, Target: "target", Threshold: 0.5, Below: true, Where: []discover.Condition{where}})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Interest) != 2 || !c.Interest[0] || c.Interest[1] {
		t.Errorf("of interest %v, want the first of two rows", c.Interest)
	}
}

// TestFind_RestrictsAColumnOfWordsToASetOfValues plants cases in two of four values.
func TestFind_RestrictsAColumnOfWordsToASetOfValues(t *testing.T) {
	var b strings.Builder
	b.WriteString("x,kind,target\n")
	for i := range 2000 {
		kind := []string{"north", "south", "east", "west"}[i%4]
		hit := 0
		if kind == "north" || kind == "east" {
			hit = 1
		}
		fmt.Fprintf(&b, "%v,%s,%d\n", float64(i%17)/17, kind, hit)
	}
	c, err := read(b.String(), discover.Selection{Inputs: []string{"x", "kind"}, Target: "target", Threshold: 0.5})
	if err != nil {
		t.Fatal(err)
	}
	f, err := discover.Find(c, prim.Defaults())
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Boxes) == 0 || !f.Boxes[0].Significant {
		t.Fatalf("boxes %+v, want one", f.Boxes)
	}
	var restrictions []prim.Restriction
	for _, r := range f.Boxes[0].Restrictions {
		restrictions = append(restrictions, r.Restriction)
	}
	if got := strings.Join(c.Allowed("kind", restrictions), " "); got != "east north" {
		t.Errorf("the box leaves %q, want east north", got)
	}
}

// FuzzRead holds that no table makes the search panic.
func FuzzRead(f *testing.F) {
	f.Add("x,target\n1,0\n2,1\n", "x", "x>0")
	f.Add("x,kind,target\n1,a,0\n2,b,1\n", "kind", "kind!=c")
	f.Fuzz(func(t *testing.T, text, input, where string) {
		s := discover.Selection{Inputs: []string{input}, Target: "target", Threshold: 0.5}
		if c, err := discover.ParseCondition(where); err == nil {
			s.Where = append(s.Where, c)
		}
		c, err := read(text, s)
		if err != nil {
			return
		}
		if n := c.Count(); n == 0 || n == len(c.Interest) || len(c.Inputs) != len(c.Interest) || len(c.Inputs[0]) != len(c.Names) {
			t.Errorf("%d of %d of interest, %d inputs of %d names", n, len(c.Interest), len(c.Inputs), len(c.Names))
		}
	})
}
