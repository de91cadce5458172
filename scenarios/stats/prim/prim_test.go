// SPDX-License-Identifier: Apache-2.0

package prim

import (
	"math"
	"os"
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

// marks tells which members are of interest: those inside with one chance, the others with another.
func marks(rows [][]float64, seed uint64, within, outside float64, inside func(x []float64) bool) []bool {
	random := draw.Stream(seed, "marks", 0)
	interest := make([]bool, len(rows))
	for i, x := range rows {
		chance := outside
		if inside(x) {
			chance = within
		}
		interest[i] = random.Float64() < chance
	}
	return interest
}

func discover(t testing.TB, rows [][]float64, interest []bool, o Options) []Box {
	t.Helper()
	boxes, err := Discover(rows, interest, o)
	if err != nil {
		t.Fatal(err)
	}
	return boxes
}

func planted(x []float64) bool { return x[1] > 0.7 && x[3] < 0.4 }

func TestPlantedBoxIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("much arithmetic and nothing at once")
	}
	for seed := range uint64(2) {
		rows := members(2000, 8, seed)
		interest := marks(rows, seed, 0.95, 0.05, planted)
		box := discover(t, rows, interest, Defaults())[0]
		if !box.Significant || box.P > 0.01 {
			t.Errorf("seed %d: significant = %v, p = %v", seed, box.Significant, box.P)
		}
		// Inside are 12 of 100 members at 0.95, outside 88 at 0.05: the box covers 11.4 of 15.8 cases, 72 of 100.
		if box.Density < 0.85 || box.Coverage < 0.64 {
			t.Errorf("seed %d: density %.2f, coverage %.2f, want at least 0.85 and 0.64", seed, box.Density, box.Coverage)
		}
		if len(box.Restrictions) != 2 {
			t.Fatalf("seed %d: restrictions are %v, want two", seed, box.Restrictions)
		}
		for i, want := range []Restriction{{1, true, 0.7}, {3, false, 0.4}} {
			got := box.Restrictions[i]
			if got.Variable != want.Variable || got.AtLeast != want.AtLeast || math.Abs(got.Limit-want.Limit) > 0.03 {
				t.Errorf("seed %d: restriction is %v, want %v", seed, got.Restriction, want)
			}
			if got.QuasiP > 1e-10 || got.Reproduced < 0.99 {
				t.Errorf("seed %d: quasi-p %.2g and reproduced %.2f, want about 0 and 1", seed, got.QuasiP, got.Reproduced)
			}
		}
		if !contains(box, []float64{0, 0.9, 0, 0.1, 0, 0, 0, 0}) || contains(box, []float64{0, 0.9, 0, 0.6, 0, 0, 0, 0}) {
			t.Errorf("seed %d: Contains does not follow the restrictions", seed)
		}
	}
}

func TestBoxWithTwoEndsOfOneVariable(t *testing.T) {
	rows := members(2000, 4, 1)
	interest := marks(rows, 1, 0.9, 0.1, func(x []float64) bool { return x[2] > 0.3 && x[2] < 0.6 })
	box := discover(t, rows, interest, Defaults())[0]
	if len(box.Restrictions) != 2 || box.Restrictions[0].Variable != 2 || box.Restrictions[1].Variable != 2 {
		t.Fatalf("restrictions are %v, want both ends of variable 2", box.Restrictions)
	}
	if math.Abs(box.Restrictions[0].Limit-0.3) > 0.03 || math.Abs(box.Restrictions[1].Limit-0.6) > 0.03 {
		t.Errorf("limits are %v, want 0.3 and 0.6", box.Restrictions)
	}
}

func TestSecondBoxIsFoundInTheRest(t *testing.T) {
	rows := members(3000, 6, 2)
	second := func(x []float64) bool { return x[0] < 0.25 && x[4] > 0.5 && x[1] < 0.7 }
	interest := marks(rows, 2, 0.95, 0.03, func(x []float64) bool { return planted(x) || second(x) })
	boxes := discover(t, rows, interest, Defaults())
	if len(boxes) != 2 || !boxes[1].Significant {
		t.Fatalf("boxes are %+v, want two that are significant", boxes)
	}
	if sum := boxes[0].Coverage + boxes[1].Coverage; sum < 0.75 {
		t.Errorf("the two boxes cover %.2f of the cases, want at least 0.75", sum)
	}
	variables := map[int]bool{}
	for _, b := range boxes {
		for _, r := range b.Restrictions {
			variables[r.Variable] = true
		}
	}
	for _, v := range []int{0, 1, 3, 4} {
		if !variables[v] {
			t.Errorf("variable %d is in neither box", v)
		}
	}
	if variables[2] || variables[5] {
		t.Errorf("idle variables are restricted: %v", variables)
	}
}

func TestPureNoiseHasNoSignificantBox(t *testing.T) {
	samples := 20
	if os.Getenv("CROSSROADS_LONG") != "" {
		samples = 300
	}
	found := 0
	for seed := range samples {
		rows := members(300, 6, uint64(seed))
		interest := marks(rows, uint64(seed), 0.4, 0.4, planted)
		for _, b := range discover(t, rows, interest, Defaults()) {
			if b.Significant {
				found++
			}
		}
	}
	t.Logf("significant boxes in %d samples of noise: %d", samples, found)
	// One in a hundred is the promise; two more standard errors are chance.
	if limit := 0.01*float64(samples) + 2*math.Sqrt(0.01*float64(samples)); float64(found) > limit {
		t.Errorf("%d of %d samples of noise have a significant box, want at most %.0f", found, samples, limit)
	}
}

func TestIdleVariablesAreDropped(t *testing.T) {
	restricted := 0
	const samples = 10
	for seed := range uint64(samples) {
		rows := members(600, 20, seed)
		interest := marks(rows, seed, 0.9, 0.1, planted)
		o := Defaults()
		o.Boxes, o.Resamples, o.Shuffles, o.BoxLevel = 1, 1, 1, 0.5 // only the restrictions matter here
		for _, r := range discover(t, rows, interest, o)[0].Restrictions {
			if r.Variable != 1 && r.Variable != 3 {
				restricted++
			}
		}
	}
	if restricted > samples/2 {
		t.Errorf("idle variables are restricted %d times in %d samples, want at most %d", restricted, samples, samples/2)
	}
}

func TestTrajectoryTradesCoverageForDensity(t *testing.T) {
	rows := members(1000, 4, 1)
	interest := marks(rows, 1, 0.9, 0.1, planted)
	box := discover(t, rows, interest, Defaults())[0]
	start := box.Trajectory[0]
	if start.Coverage != 1 || start.Mass != 1 || start.Restricted != 0 {
		t.Errorf("the trajectory begins with %+v, want all members", start)
	}
	for i, step := range box.Trajectory[1:] {
		before := box.Trajectory[i]
		if step.Members >= before.Members || step.Coverage > before.Coverage {
			t.Errorf("step %d has %d members and coverage %.2f after %d and %.2f", i+1, step.Members, step.Coverage, before.Members, before.Coverage)
		}
		if step.Mass < Defaults().MinMass {
			t.Errorf("step %d has mass %.3f, want at least %v", i+1, step.Mass, Defaults().MinMass)
		}
		// The sizes are those of the members within the restrictions.
		n, h := 0, 0
		for m, x := range rows {
			within := true
			for _, r := range step.Restrictions {
				within = within && r.holds(x[r.Variable])
			}
			if within {
				n++
				if interest[m] {
					h++
				}
			}
		}
		if n != step.Members || h != step.Interest {
			t.Errorf("step %d: %d members and %d cases are within, but it tells %d and %d", i+1, n, h, step.Members, step.Interest)
		}
	}
	if box.Chosen <= 0 || box.Chosen >= len(box.Trajectory) {
		t.Errorf("step %d of %d is chosen", box.Chosen, len(box.Trajectory))
	}
}

func TestVariablesWithFewValues(t *testing.T) {
	rows := members(1000, 3, 1)
	for _, x := range rows {
		x[0] = math.Floor(2 * x[0])
		x[1] = math.Floor(5 * x[1])
		x[2] = 7
	}
	interest := marks(rows, 1, 0.9, 0.1, func(x []float64) bool { return x[0] == 1 && x[1] >= 3 })
	box := discover(t, rows, interest, Defaults())[0]
	want := []Restriction{{0, true, 0.5}, {1, true, 2.5}}
	if len(box.Restrictions) != 2 || box.Restrictions[0].Restriction != want[0] || box.Restrictions[1].Restriction != want[1] {
		t.Errorf("restrictions are %v, want %v", box.Restrictions, want)
	}
}

func TestEqualArgumentsGiveEqualBoxes(t *testing.T) {
	rows := members(500, 5, 1)
	interest := marks(rows, 1, 0.8, 0.2, planted)
	a := discover(t, rows, interest, Defaults())
	if b := discover(t, rows, interest, Defaults()); !reflect.DeepEqual(a, b) {
		t.Errorf("two runs give %v and %v", a, b)
	}
	o := Defaults()
	o.Seed = 9
	b := discover(t, rows, interest, o)
	if a[0].Size != b[0].Size || len(a[0].Restrictions) != len(b[0].Restrictions) {
		t.Errorf("the box depends on the seed: %v and %v", a[0], b[0])
	}
}

func TestBinomialTail(t *testing.T) {
	// Three or more heads of four: (4 + 1) / 16.
	if got, want := atLeast(3, 4, 0.5), 5./16; math.Abs(got-want) > 1e-12 {
		t.Errorf("chance of 3 or more heads of 4 is %v, want %v", got, want)
	}
	for _, c := range []struct {
		h, n int
		p    float64
		want float64
	}{{0, 4, 0.5, 1}, {4, 4, 0, 0}, {4, 4, 1, 1}, {4, 4, 0.5, 1. / 16}} {
		if got := atLeast(c.h, c.n, c.p); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("chance of %d or more of %d at %v is %v, want %v", c.h, c.n, c.p, got, c.want)
		}
	}
}

func TestMistakes(t *testing.T) {
	rows, interest := members(4, 2, 1), []bool{true, false, true, false}
	with := func(change func(*Options)) Options {
		o := Defaults()
		change(&o)
		return o
	}
	for _, c := range []struct {
		want     string
		rows     [][]float64
		interest []bool
		o        Options
	}{
		{"there are no members", nil, nil, Defaults()},
		{"3 marks for 4 members", rows, interest[:3], Defaults()},
		{"member 1 has 1 variables (want 2", [][]float64{{1, 2}, {1}}, interest[:2], Defaults()},
		{"member 1, variable 0 = NaN: not finite", [][]float64{{1, 2}, {math.NaN(), 1}}, interest[:2], Defaults()},
		{"0 of 4 members are marked (want some, but not all)", rows, make([]bool, 4), Defaults()},
		{"peel 0.7: it is not a share", rows, interest, with(func(o *Options) { o.Peel = 0.7 })},
		{"smallest mass 1: it is not a share", rows, interest, with(func(o *Options) { o.MinMass = 1 })},
		{"level NaN: it is not a share", rows, interest, with(func(o *Options) { o.Level = math.NaN() })},
		{"0 boxes and 50 resamples: too few", rows, interest, with(func(o *Options) { o.Boxes = 0 })},
		{"19 shuffles: no box could reach the level 0.01 (want at least 99)", rows, interest, with(func(o *Options) { o.Shuffles = 19 })},
	} {
		if _, err := Discover(c.rows, c.interest, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func BenchmarkDiscover(b *testing.B) {
	rows := members(10_000, 50, 1)
	interest := marks(rows, 1, 0.9, 0.2, planted)
	for b.Loop() {
		discover(b, rows, interest, Defaults())
	}
}

func TestSizesAreCountedOverTheMembers(t *testing.T) {
	inputs := members(400, 5, 1)
	interest := marks(inputs, 1, 0.95, 0.05, planted)
	boxes := discover(t, inputs, interest, Defaults())
	marked := 0
	for _, m := range interest {
		if m {
			marked++
		}
	}
	for i, step := range boxes[0].Trajectory {
		members, hits := 0, 0
		for m, row := range inputs {
			in := true
			for _, r := range step.Restrictions {
				in = in && r.holds(row[r.Variable])
			}
			if in {
				members++
				if interest[m] {
					hits++
				}
			}
		}
		want := Size{members, hits, float64(members) / float64(len(inputs)), float64(hits) / float64(members), float64(hits) / float64(marked)}
		if step.Size != want {
			t.Errorf("step %d: %+v, want %+v", i, step.Size, want)
		}
	}
	last := boxes[0].Trajectory[len(boxes[0].Trajectory)-1]
	if !(last.Density > boxes[0].Trajectory[0].Density) {
		t.Errorf("the last step has density %v, not above that of all members, %v", last.Density, boxes[0].Trajectory[0].Density)
	}
}

func TestABoxThatKeepsNoRestrictionIsNotSignificant(t *testing.T) {
	inputs := members(400, 5, 1)
	o := Defaults()
	o.Level = math.SmallestNonzeroFloat64 // no restriction can pass
	boxes := discover(t, inputs, marks(inputs, 1, 0.95, 0.05, planted), o)
	if len(boxes) != 1 {
		t.Fatalf("%d boxes, want the search to end with the first", len(boxes))
	}
	b := boxes[0]
	if len(b.Restrictions) != 0 || b.P > o.BoxLevel {
		t.Fatalf("%d restrictions and p %v: the case does not try what it should", len(b.Restrictions), b.P)
	}
	if b.Significant || b.Verdict != ByChance {
		t.Errorf("a box for which no restriction was found: significant %v, verdict %v", b.Significant, b.Verdict)
	}
	if b.Members != len(inputs) || b.Density >= 1 {
		t.Errorf("a box without restrictions holds %d of %d members, density %v", b.Members, len(inputs), b.Density)
	}
}

func TestABoxWhoseRestrictionsAllDropIsNotReproduced(t *testing.T) {
	rows := members(300, 8, 11)
	o := Defaults()
	o.MinReproduced = 1
	b := discover(t, rows, marks(rows, 5, 0.9, 0.3, func(x []float64) bool { return x[0]+x[1]+x[2]+x[3]+x[4]+x[5]+x[6]+x[7] > 4.5 }), o)[0]
	if len(b.Restrictions) != 0 || len(b.Dropped) == 0 {
		t.Fatalf("%d restrictions, %d dropped: the case does not try what it should", len(b.Restrictions), len(b.Dropped))
	}
	if b.P <= o.BoxLevel && b.Verdict != NotReproduced {
		t.Errorf("verdict %v, p %v", b.Verdict, b.P)
	}
}

// contains reports whether a point, one number for each variable, lies in a box.
func contains(b Box, point []float64) bool {
	for _, r := range b.Restrictions {
		if !r.holds(point[r.Variable]) {
			return false
		}
	}
	return true
}

func TestRestrictionsThatRecurInFewHalvesAreDropped(t *testing.T) {
	rows := members(400, 8, 11)
	interest := marks(rows, 5, 0.9, 0.1, func(x []float64) bool { return x[1] > 0.5 && x[0]+x[2]+x[4]+x[5]+x[6] > 2.5 })
	all, half := Defaults(), Defaults()
	all.MinReproduced = 0
	half.MinReproduced = 0.5
	before, after := discover(t, rows, interest, all)[0], discover(t, rows, interest, half)[0]
	few := 0
	for _, r := range before.Restrictions {
		if r.Reproduced < 0.5 {
			few++
		}
	}
	if few == 0 || len(after.Restrictions) != len(before.Restrictions)-few || len(after.Dropped) != few {
		t.Errorf("%d of %d restrictions recur in few halves; kept %d, dropped %d", few, len(before.Restrictions), len(after.Restrictions), len(after.Dropped))
	}
	for _, r := range after.Restrictions {
		if r.Reproduced < 0.5 {
			t.Errorf("a restriction that recurs in %v of the halves is stated", r.Reproduced)
		}
	}
	if want := len(after.Restrictions) == 0; want != (after.Verdict == NotReproduced) && after.P <= half.BoxLevel {
		t.Errorf("verdict %v with %d restrictions", after.Verdict, len(after.Restrictions))
	}
}

func TestABoxNoDenserThanAllMembersIsNoFinding(t *testing.T) {
	rows := members(2000, 4, 12)
	interest := make([]bool, len(rows))
	for i, x := range rows { // a corner full of them, a weaker one beside it that lies below the share of all
		switch {
		case x[0] > 0.4:
			interest[i] = true
		case x[1] > 0.5:
			interest[i] = i%4 == 0
		}
	}
	boxes := discover(t, rows, interest, Defaults())
	if len(boxes) != 2 || boxes[0].Verdict != Found || boxes[1].Verdict != NotDenser || !boxes[1].Significant {
		for _, b := range boxes {
			t.Errorf("verdict %v, density %v, significant %v", b.Verdict, b.Density, b.Significant)
		}
	}
}

func TestAnotherStepOfTheTrajectoryMayBeChosen(t *testing.T) {
	rows := members(1000, 4, 13)
	interest := marks(rows, 5, 0.9, 0.1, planted)
	o := Defaults()
	o.Step = 3
	if box := discover(t, rows, interest, o)[0]; box.Chosen != 3 {
		t.Errorf("step %d is chosen, want 3", box.Chosen)
	}
	o.Step = 1000
	if _, err := Discover(rows, interest, o); err == nil {
		t.Error("no error for a step beyond the trajectory")
	}
}

func (r Restriction) holds(x float64) bool {
	if r.AtLeast {
		return x >= r.Limit
	}
	return x <= r.Limit
}
