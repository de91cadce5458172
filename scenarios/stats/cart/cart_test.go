// SPDX-License-Identifier: Apache-2.0

package cart

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"crossroads/scenarios/stats/draw"
)

// members returns n points of the unit cube of k variables.
func members(n, k int, seed uint64) [][]float64 {
	random := draw.Stream(seed, "members", 0)
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = make([]float64, k)
		for v := range rows[i] {
			rows[i][v] = random.Float64()
		}
	}
	return rows
}

func grown(t testing.TB, rows [][]float64, interest []bool, o Options) *Node {
	t.Helper()
	tree, err := Grow(rows, interest, o)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestPlantedRulesAreFound(t *testing.T) {
	rows := members(2000, 6, 1)
	interest := make([]bool, len(rows))
	random := draw.Stream(1, "marks", 0)
	for i, x := range rows {
		chance := 0.05
		if x[1] > 0.7 && x[3] < 0.4 {
			chance = 0.95
		}
		interest[i] = random.Float64() < chance
	}
	tree := grown(t, rows, interest, Options{MaxDepth: 2, MinLeaf: 50})
	if tree.Variable != 1 || math.Abs(tree.Limit-0.7) > 0.02 {
		t.Errorf("the root asks for variable %d at %.3f, want 1 at 0.7", tree.Variable, tree.Limit)
	}
	if n := tree.Above; n.Variable != 3 || math.Abs(n.Limit-0.4) > 0.02 {
		t.Errorf("above it asks for variable %d at %.3f, want 3 at 0.4", n.Variable, n.Limit)
	}
	if d := tree.Find([]float64{0, 0.9, 0, 0.1, 0, 0}).Density(); d < 0.9 {
		t.Errorf("density in the planted box is %.2f, want at least 0.9", d)
	}
	if d := tree.Find([]float64{0, 0.9, 0, 0.6, 0, 0}).Density(); d > 0.1 {
		t.Errorf("density outside is %.2f, want at most 0.1", d)
	}
	count := 0
	for _, leaf := range tree.Leaves() {
		if leaf.Members < 50 || len(leaf.Conditions) > 2 {
			t.Errorf("leaf %v has %d members", leaf.Conditions, leaf.Members)
		}
		count += leaf.Members
	}
	if count != len(rows) {
		t.Errorf("the leaves hold %d members, want %d", count, len(rows))
	}
}

// Six members by hand: dividing x at 2.5 leaves impurity 0 + 2·1·3/4, at 4.5 it leaves 2·1·3/4 + 0, so the lower limit is
// taken; the upper part then divides at 3.5 or 4.5.
func TestSmallTreeByHand(t *testing.T) {
	rows := [][]float64{{1}, {2}, {3}, {4}, {5}, {6}}
	interest := []bool{false, false, true, false, true, true}
	tree := grown(t, rows, interest, Options{MaxDepth: 9, MinLeaf: 1})
	want := []Leaf{
		{&Node{Members: 2, Interest: 0}, []Condition{{0, true, 2.5}}},
		{&Node{Members: 1, Interest: 1}, []Condition{{0, false, 2.5}, {0, true, 4.5}, {0, true, 3.5}}},
		{&Node{Members: 1, Interest: 0}, []Condition{{0, false, 2.5}, {0, true, 4.5}, {0, false, 3.5}}},
		{&Node{Members: 2, Interest: 2}, []Condition{{0, false, 2.5}, {0, false, 4.5}}},
	}
	if got := tree.Leaves(); !reflect.DeepEqual(got, want) {
		for i := range got {
			t.Errorf("leaf %d: %+v %v", i, *got[i].Node, got[i].Conditions)
		}
	}
	if got := len(grown(t, rows, interest, Options{MaxDepth: 1, MinLeaf: 1}).Leaves()); got != 2 {
		t.Errorf("a tree of depth 1 has %d leaves, want 2", got)
	}
	if got := len(grown(t, rows, interest, Options{MaxDepth: 9, MinLeaf: 4}).Leaves()); got != 1 {
		t.Errorf("six members in leaves of four make %d leaves, want 1", got)
	}
}

func TestNothingToDivide(t *testing.T) {
	rows := [][]float64{{1, 3}, {1, 3}, {1, 3}}
	for name, interest := range map[string][]bool{
		"none of interest": {false, false, false},
		"all of interest":  {true, true, true},
		"equal inputs":     {true, false, true},
	} {
		if tree := grown(t, rows, interest, Options{MaxDepth: 3, MinLeaf: 1}); tree.AtMost != nil {
			t.Errorf("%s: divided at %v", name, tree.Limit)
		}
	}
}

func TestNeighbouringNumbersAreDivided(t *testing.T) {
	next := math.Nextafter(1, 2)
	tree := grown(t, [][]float64{{1}, {next}}, []bool{true, false}, Options{MaxDepth: 1, MinLeaf: 1})
	if got := tree.Find([]float64{1}).Interest; got != 1 {
		t.Errorf("the leaf of 1 has %d of interest, want 1", got)
	}
	if got := tree.Find([]float64{next}).Interest; got != 0 {
		t.Errorf("the leaf of the next number has %d of interest, want 0", got)
	}
}

func TestMistakes(t *testing.T) {
	rows, marks, o := [][]float64{{1, 2}, {3, 4}}, []bool{true, false}, Options{3, 1}
	for _, c := range []struct {
		want     string
		rows     [][]float64
		interest []bool
		o        Options
	}{
		{"depth 0 and leaves of 1: too small", rows, marks, Options{0, 1}},
		{"there are no members", nil, nil, o},
		{"1 marks for 2 members", rows, marks[:1], o},
		{"member 1 has 1 variables (want 2", [][]float64{{1, 2}, {3}}, marks, o},
		{"member 0, variable 1 = +Inf: not finite", [][]float64{{1, math.Inf(1)}, {3, 4}}, marks, o},
	} {
		if _, err := Grow(c.rows, c.interest, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func BenchmarkGrow(b *testing.B) {
	rows := members(10_000, 50, 1)
	interest := make([]bool, len(rows))
	for i, x := range rows {
		interest[i] = x[1] > 0.7 && x[3] < 0.4 || x[7] > 0.9
	}
	for b.Loop() {
		grown(b, rows, interest, Options{MaxDepth: 4, MinLeaf: 100})
	}
}

func TestASplitThatGainsNothingIsNotMade(t *testing.T) {
	rows := [][]float64{{0}, {0}, {1}, {1}}
	tree := grown(t, rows, []bool{true, false, true, false}, Options{MaxDepth: 3, MinLeaf: 1})
	if tree.AtMost != nil {
		t.Errorf("a variable that tells nothing splits at %v", tree.Limit)
	}
}

func TestALimitParts(t *testing.T) {
	for _, c := range [][2]float64{{math.Nextafter(2, 0), 2}, {2, math.Nextafter(2, 3)}, {-1, 1}, {0, math.SmallestNonzeroFloat64}} {
		if m := middle(c[0], c[1]); m < c[0] || m >= c[1] {
			t.Errorf("the limit between %v and %v is %v: the lower must meet it and the higher must not", c[0], c[1], m)
		}
	}
}
