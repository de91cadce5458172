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
	c, err := discover.Read("t.csv", strings.NewReader(table(2000)), []string{"x", "y", "z"}, "target", 0.5)
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

func TestNothingOfInterestHasNoBox(t *testing.T) {
	c, err := discover.Read("t.csv", strings.NewReader(table(50)), []string{"x"}, "target", 2)
	if err != nil {
		t.Fatal(err)
	}
	if f, err := discover.Find(c, prim.Defaults()); err != nil || len(f.Boxes) > 0 || f.Tree != nil {
		t.Errorf("finding %+v, error %v; want none of either", f, err)
	}
}

func TestMistakesInATableAreNamed(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"x,target\n1,0\nfew,1\n", `t.csv:3:1: x: "few" is not a number (a finite number)`},
		{"y,target\n1,0\n", `t.csv:1:1: column "x": is unknown (did you mean y? known: y, target)`},
		{"", "t.csv:1:1: header: cannot be read: EOF (names of columns)"},
	} {
		if _, err := discover.Read("t.csv", strings.NewReader(c.text), []string{"x"}, "target", 0.5); err == nil || err.Error() != c.want {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
}
