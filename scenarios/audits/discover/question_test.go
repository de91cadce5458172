// SPDX-License-Identifier: Apache-2.0

package discover_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/discover"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
	"crossroads/scenarios/stats/prim"
)

// ask asks where path a has fewer killed than path b, both built in.
func ask(t *testing.T, a, b string, members int) *discover.Question {
	t.Helper()
	q := &discover.Question{Outcomes: []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("attacks")}, World: scenarios.Central(),
		Horizon: model.DefaultHorizon, Draws: ensemble.Draws{Seed: 1, Documented: true}, Members: members, Shown: 10, Search: prim.Defaults()}
	for name, to := range map[string]**scenarios.Scenario{a: &q.A, b: &q.B} {
		path, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		*to = path
	}
	ways, err := shares.Ways(q.Draws, q.World)
	if err != nil {
		t.Fatal(err)
	}
	q.Ways = ways[:1]
	return q
}

func TestTheAnswerHoldsAFindingForEachOutcomeAndSharesForEachWay(t *testing.T) {
	q := ask(t, "kinetic", "investment", 40)
	var runs atomic.Int64
	r, err := q.Run(context.Background(), func(n int) { runs.Add(int64(n)) })
	if err != nil {
		t.Fatal(err)
	}
	if got := int(runs.Load()); got != q.Runs() {
		t.Errorf("%d runs are told, want the %d announced", got, q.Runs())
	}
	if len(r.Findings) != 2 || len(r.Shares) != 1 || r.Shares[0].Done() != q.Shown {
		t.Fatalf("%d findings and %d shares, want 2 and 1", len(r.Findings), len(r.Shares))
	}
	// The draws shown are the first of those searched.
	for n, o := range q.Outcomes {
		for i, v := range r.Shares[0].Values(0, 0, o) {
			if got, want := r.Findings[n].Interest[i], v < r.Shares[0].Values(0, 1, o)[i]; got != want {
				t.Errorf("%s in draw %d: of interest %v, want %v", o.Name, i, got, want)
			}
		}
	}
}

func TestSwappedPathsHaveTheOtherDrawsOfInterest(t *testing.T) {
	var cases [2][]discover.Cases
	for i, names := range [][2]string{{"kinetic", "investment"}, {"investment", "kinetic"}} {
		q := ask(t, names[0], names[1], 0)
		var err error
		if cases[i], err = discover.Paired(context.Background(), q.A, q.B, q.Outcomes, q.World, q.Horizon, 30, q.Draws, nil); err != nil {
			t.Fatal(err)
		}
	}
	for n := range cases[0] {
		a, b := &cases[0][n], &cases[1][n]
		if a.Count() != b.Opposite || b.Count() != a.Opposite {
			t.Errorf("fewer in %d and more in %d draws, swapped %d and %d", a.Count(), a.Opposite, b.Count(), b.Opposite)
		}
		for i := range a.Interest {
			if a.Interest[i] && b.Interest[i] {
				t.Errorf("draw %d is of interest both ways", i)
			}
			if !slices.Equal(a.Inputs[i], b.Inputs[i]) {
				t.Errorf("draw %d differs between two orders of the paths", i)
			}
		}
	}
}

func TestWhereAllOrNoDrawsAreOfInterestThereIsNothingToFind(t *testing.T) {
	for _, interest := range [][]bool{{true, true}, {false, false}} {
		c := &discover.Cases{Names: []string{"x"}, Inputs: [][]float64{{1}, {2}}, Interest: interest}
		f, err := discover.Find(c, prim.Defaults())
		if err != nil || f.Boxes != nil || f.Tree != nil || f.Cases != c {
			t.Errorf("of interest %v: boxes %v, tree %v, %v", interest, f.Boxes, f.Tree, err)
		}
	}
}

func TestAnInputIsANumberUnlessItIsAValueOfAColumnOfWords(t *testing.T) {
	c, err := read("x,kind,y,target\n1,a,5,0\n2,b,6,1\n3,b,7,0\n", discover.Selection{Inputs: []string{"x", "kind", "y"}, Target: "target", Threshold: 0.5})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(c.Names, ", "); got != "x, kind is a, kind is b, y" {
		t.Fatalf("inputs %s", got)
	}
	for i, want := range []discover.Category{{}, {Column: "kind", Value: "a"}, {Column: "kind", Value: "b"}, {}} {
		if got := c.Category(i); got != want {
			t.Errorf("input %d is %+v, want %+v", i, got, want)
		}
	}
	for i, want := range [][]float64{{1, 1, 0, 5}, {2, 0, 1, 6}, {3, 0, 1, 7}} {
		if !slices.Equal(c.Inputs[i], want) {
			t.Errorf("row %d is %v, want %v", i, c.Inputs[i], want)
		}
	}
	if got := (&discover.Cases{}).Category(3); got != (discover.Category{}) {
		t.Errorf("among numbers alone an input is %+v", got)
	}
	if got := c.Allowed("kind", nil); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("without restrictions %v are left", got)
	}
}

func TestConditionsCompareNumbersAsNumbersAndWordsAsWords(t *testing.T) {
	const text = "x,n,word,target\n1,1,a,0\n2,1.0,a,1\n3,2,b,0\n4,2.0,b,1\n5,10,c,0\n6,10,c,1\n"
	for where, want := range map[string][]float64{
		"n<10": {1, 2, 3, 4}, "n <= 2": {1, 2, 3, 4}, "n>2": {5, 6}, "n>=2": {3, 4, 5, 6}, "n=2": {3, 4}, "n!=2": {1, 2, 5, 6}, "n = 1e1": {5, 6},
		"word=b": {3, 4}, "word!=b": {1, 2, 5, 6}, "n!=few": {1, 2, 3, 4, 5, 6}, "word!=2": {1, 2, 3, 4, 5, 6},
	} {
		condition, err := discover.ParseCondition(where)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := read(text, discover.Selection{Inputs: []string{"x"}, Target: "target", Threshold: 0.5, Where: []discover.Condition{condition}})
		if err != nil {
			t.Errorf("%s: %v", where, err)
			continue
		}
		var got []float64
		for _, in := range kept.Inputs {
			got = append(got, in[0])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s keeps rows %v, want %v", where, got, want)
		}
	}
}

func TestWhatIsNoConditionIsSaid(t *testing.T) {
	for _, text := range []string{"", "path", "path=", "=kinetic", "path~kinetic", " = "} {
		if c, err := discover.ParseCondition(text); err == nil || !strings.Contains(err.Error(), "is not a condition (column=value; also !=, <, <=, > and >=)") {
			t.Errorf("%q is the condition %v, %v", text, c, err)
		}
	}
	if c, err := discover.ParseCondition(" trust  <=  0.5 "); err != nil || c.String() != "trust<=0.5" {
		t.Errorf("%s, %v; want trust<=0.5", c, err)
	}
}

func TestRead_SaysWhatIsWrongWithASelection(t *testing.T) {
	const text = "x,y,target\n1,few,0\n2,3,1\n"
	words := "x,kind,target\n"
	for i := range 21 {
		words += fmt.Sprintf("%d,word%c,%d\n", i, 'a'+i, i%2)
	}
	for _, c := range []struct {
		text   string
		inputs []string
		target string
		where  string
		want   string
	}{
		{text, []string{"x", "target"}, "target", "", "t.csv: column target: is both an input and the target (choose two columns)"},
		{text, []string{"x"}, "target", "z=1", `--where z=1: unknown column "z"`},
		{text, []string{"x"}, "target", "x<few", `--where x<few: "few" is not a number (a number)`},
		{text, []string{"x"}, "target", "y<5", `t.csv:2:3: y: "few" is not a number (a number)`},
		{text, []string{"x"}, "target", "x>5", "t.csv: no row has x>5"},
		{text, []string{"x", "y"}, "target", "", `t.csv:2:3: y: "few" is not a number (a number)`},
		{words, []string{"kind"}, "target", "", "t.csv:1:3: column kind has 21 different words (at most 20, or numbers)"},
	} {
		s := discover.Selection{Inputs: c.inputs, Target: c.target, Threshold: 0.5}
		if c.where != "" {
			condition, err := discover.ParseCondition(c.where)
			if err != nil {
				t.Fatal(err)
			}
			s.Where = append(s.Where, condition)
		}
		if _, err := read(c.text, s); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
	below := discover.Selection{Target: "trust", Threshold: 0.25, Below: true}
	if got, want := below.Words(), "trust is below 0.25"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAStoppedOrImpossibleQuestionHasNoAnswer(t *testing.T) {
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := ask(t, "kinetic", "investment", 10).Run(stopped, func(int) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v, want the context's error", err)
	}
	q := ask(t, "kinetic", "investment", 10)
	q.Shown = 0
	if _, err := q.Run(context.Background(), func(int) {}); err == nil {
		t.Error("no draws behind the shares are no error")
	}
	q = ask(t, "kinetic", "investment", 40)
	q.Search.Peel = -1
	if _, err := q.Run(context.Background(), func(int) {}); err == nil {
		t.Error("a negative share to peel is no error")
	}
	q.Draws.Shape = "round"
	if _, err := q.Run(context.Background(), func(int) {}); err == nil {
		t.Error("an unknown shape is no error")
	}
}
