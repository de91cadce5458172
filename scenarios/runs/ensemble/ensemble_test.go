// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"context"
	"math"
	"os"
	"slices"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/stats/draw"
)

// long reports whether tests may take minutes.
var long = os.Getenv("CROSSROADS_LONG") != ""

// design is a small ensemble of the paths named in the central world.
func design(t testing.TB, members int, paths ...string) *Design {
	t.Helper()
	d := &Design{
		Worlds:  []*scenarios.World{scenarios.Central()},
		Horizon: model.DefaultHorizon,
		Members: members,
		Draws:   Draws{Seed: 1},
		Series:  StandardSeries()[:3],
	}
	for _, name := range paths {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		d.Paths = append(d.Paths, s)
	}
	return d
}

// world is a built-in world.
func world(t testing.TB, name string) *scenarios.World {
	t.Helper()
	w, err := scenarios.FindWorld(name)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// run runs a design with so many workers.
func run(t testing.TB, d *Design, workers int) *Result {
	t.Helper()
	r, err := New(d)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Run(context.Background(), Options{Workers: workers}); err != nil {
		t.Fatal(err)
	}
	return r
}

// equal compares the first n members of every outcome of two paths, to the bit.
func equal(t *testing.T, what string, n int, a *Result, pathA int, b *Result, pathB int) {
	t.Helper()
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		x, y := a.Values(0, pathA, o)[:n], b.Values(0, pathB, o)[:n]
		if !slices.Equal(x, y) {
			t.Errorf("%s: %s of %s differs among the first %d members", what, o.Name, a.Path(pathA).Name, n)
		}
	}
}

func TestMembersDependOnSeedAndNamesOnly(t *testing.T) {
	const n = 100
	small := run(t, design(t, n, "current-course", "kinetic"), 2)

	many := 300
	if long {
		many = 100_000
	}
	big := run(t, design(t, many, "current-course", "kinetic"), 2)
	equal(t, "a larger run", n, small, 0, big, 0)
	equal(t, "a larger run", n, small, 1, big, 1)

	turned := run(t, design(t, n, "three-pillar", "kinetic", "current-course"), 2)
	equal(t, "other order of paths", n, small, 0, turned, 2)
	equal(t, "other order of paths", n, small, 1, turned, 1)

	for _, workers := range []int{1, 7} {
		other := run(t, design(t, n, "current-course", "kinetic"), workers)
		equal(t, "other number of workers", n, small, 0, other, 0)
	}

	table := model.ParameterTable
	defer func() { model.ParameterTable = table }()
	added := *model.FindParameter("inflow") // its draw is overwritten by that of inflow itself
	added.Name, added.Dimension = "newcomer", 200
	model.ParameterTable = append([]model.Parameter{added}, table...)
	grown := run(t, design(t, n, "current-course", "kinetic"), 2)
	equal(t, "one more parameter", n, small, 1, grown, 1)
}

func TestEverySamplingDrawsWithinTheRanges(t *testing.T) {
	for _, draws := range []Draws{{}, {Sampling: draw.Plain}, {Sampling: draw.Sobol}, {Shape: Uniform}, {Width: 0.5}, {Width: 1.5}} {
		draws.Seed = 3
		a, err := NewAssumptions(draws)
		if err != nil {
			t.Fatal(err)
		}
		width := max(draws.Width, 1)
		for i := range 300 {
			p := a.Member(i)
			for j := range model.ParameterTable {
				row := &model.ParameterTable[j]
				v, low, high := *row.Of(&p), row.Low, row.High
				if draws.Width == 0.5 {
					low, high = (low+row.Central)/2, (high+row.Central)/2
				}
				if width == 1 && (v < low-1e-12 || v > high+1e-12) || v < row.Low/2 || row.Unit == "1" && row.High <= 1 && v > 1 {
					t.Fatalf("%v: member %d has %s = %v, outside %v to %v", draws, i, row.Name, v, low, high)
				}
				if row.Kind == model.Constant && v != row.Central {
					t.Fatalf("%v: constant %s = %v, want %v", draws, row.Name, v, row.Central)
				}
			}
		}
	}
}

func TestAWorldHoldsWhatItSetsAndLeavesOtherDrawsAlone(t *testing.T) {
	a, err := NewAssumptions(Draws{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	backlash := world(t, "backlash")
	inBacklash, err := InWorld(Draws{Seed: 1}, backlash)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		drawn, held := a.Member(i), inBacklash.Member(i)
		for j := range model.ParameterTable {
			row := &model.ParameterTable[j]
			want := *row.Of(&drawn)
			if slices.Contains(backlash.Set, row) {
				want = *row.Of(&backlash.Parameters)
			}
			if got := *row.Of(&held); got != want {
				t.Errorf("member %d: %s = %v, want %v", i, row.Name, got, want)
			}
		}
	}
}

// counted is a design whose members are counted in cells although they are few.
func counted(d *Design) *Design {
	d.cut = cut{block: 128, outcomes: 100, series: 10}
	return d
}

func TestCountsInCellsAgreeWithTheValues(t *testing.T) {
	names := []string{"current-course", "kinetic", "investment"}
	exact := run(t, design(t, 300, names...), 2)
	cells := run(t, counted(design(t, 300, names...)), 2)
	again := run(t, counted(design(t, 300, names...)), 7)
	sums := model.FindOutcome("deaths_civilian_security")
	for _, year := range []int{0, 2021, 2030, 2040} {
		for path := range names {
			x, y, z := exact.Level(0, path, sums, year), cells.Level(0, path, sums, year), again.Level(0, path, sums, year)
			for _, q := range []float64{0, 0.1, 0.5, 0.75, 0.95, 1} {
				if d := math.Abs(x.Quantile(q) - y.Quantile(q)); d > y.Resolution()+1e-9 && q > 0 && q < 1 {
					t.Errorf("%s %d: quantile %v differs by %v, want at most one cell, %v", names[path], year, q, d, y.Resolution())
				}
				if y.Quantile(q) != z.Quantile(q) {
					t.Errorf("%s %d: quantile %v depends on the number of workers", names[path], year, q)
				}
			}
			if x.Mean() != y.Mean() && math.Abs(x.Mean()/y.Mean()-1) > 1e-14 {
				t.Errorf("%s %d: mean %v, from blocks of 128 %v", names[path], year, x.Mean(), y.Mean())
			}
		}
		for pair := range exact.Pairs() {
			x, y := exact.Difference(0, pair, sums, year), cells.Difference(0, pair, sums, year)
			for _, q := range []float64{0.1, 0.5, 0.9} {
				if d := math.Abs(x.Quantile(q) - y.Quantile(q)); d > y.Resolution()+1e-9 {
					t.Errorf("pair %d %d: quantile %v differs by %v, want at most one cell, %v", pair, year, q, d, y.Resolution())
				}
			}
		}
	}
	for pair := range exact.Pairs() {
		a, _ := exact.FewerShare(0, pair, sums)
		b, _ := cells.FewerShare(0, pair, sums)
		if a != b {
			t.Errorf("pair %d: fewer in %v, counted in cells in %v", pair, a, b)
		}
	}
}

func TestPairsCountMembersOneByOne(t *testing.T) {
	d := design(t, 150, "current-course", "kinetic", "three-pillar", "investment")
	d.Pairs = []Pair{{1, 2}}
	r := run(t, d, 2)
	for _, name := range []string{"deaths_civilian_security", "deaths_all"} {
		o := model.FindOutcome(name)
		for i, pair := range r.Pairs() {
			var fewer, turned int
			a, b := r.Values(0, pair.A, o), r.Values(0, pair.B, o)
			for k := range a {
				if a[k] < b[k] {
					fewer++
				}
			}
			share, _ := r.FewerShare(0, i, o)
			if share != (Share{fewer, 150}) {
				t.Errorf("%s of pair %v: fewer in %v, want %d", name, pair, share, fewer)
			}
			by := r.FewerBy(0, i, o)
			if got := by[len(by)-1]; got != share {
				t.Errorf("%s of pair %v: fewer by the last year in %v, want %v as over the whole run", name, pair, got, share)
			}
			var first int
			for k := range 150 {
				if r.InYear(0, pair.A, o, 2026)[k] < r.InYear(0, pair.B, o, 2026)[k] {
					first++
				}
			}
			if by[0].Count != first {
				t.Errorf("%s of pair %v: fewer by 2026 in %v, want %d", name, pair, by[0], first)
			}
			for _, c := range r.Crossings(0, i, o) {
				turned += c.Count
			}
			if turned != 150 {
				t.Errorf("%s of pair %v: turns add up to %d members, want 150", name, pair, turned)
			}
		}
		shares, ties := r.FewestShare(0, o)
		total := ties.Count
		for _, s := range shares {
			total += s.Count
		}
		if total != 150 {
			t.Errorf("%s: fewest in %d members all told, want 150", name, total)
		}
	}
}

func TestTurns(t *testing.T) {
	tests := []struct {
		gaps  []float64 // A less B in each year
		turn  Turn
		after int
	}{
		{[]float64{-1, -1, 2, -1}, Fewer, 0}, // the running sums never rise above 0
		{[]float64{3, -1, -1, -2}, MoreThenFewer, 3},
		{[]float64{1, -2, 0.5, -1}, MoreThenFewer, 1},
		{[]float64{-1, 2, 0, 0}, FewerThenMore, 1},
		{[]float64{1, 1, -2, 1}, More, 0},
		{[]float64{1, -1, 1, -1}, Same, 3},
	}
	for _, test := range tests {
		c := newComparison(4)
		var sum float64
		for _, g := range test.gaps {
			sum += g
		}
		c.follow(func(year int) float64 { return test.gaps[year] }, sum)
		if c.turned[test.turn][test.after] != 1 {
			t.Errorf("gaps %v: turned %v, want turn %d after %d years", test.gaps, c.turned, test.turn, test.after)
		}
	}
}

func TestStoppingKeepsWholeBlocksAndRunningOnGivesTheSame(t *testing.T) {
	for _, shape := range []func(*Design) *Design{counted, func(d *Design) *Design { d.cut = cut{64, 100_000, 10_000}; return d }} {
		whole := run(t, shape(design(t, 2000, "current-course", "kinetic")), 2)
		r, err := New(shape(design(t, 2000, "current-course", "kinetic")))
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		err = r.Run(ctx, Options{Workers: 2, Progress: func(done, _ int) {
			if done > 0 {
				stop()
			}
		}})
		if err == nil || r.Complete() || r.Done() == 0 {
			t.Fatalf("stopped with %d members and error %v, want some members and the cause", r.Done(), err)
		}
		if err := r.Run(context.Background(), Options{Workers: 2}); err != nil {
			t.Fatal(err)
		}
		same(t, whole, r)
	}
}

// same compares everything two results say, to the bit.
func same(t *testing.T, a, b *Result) {
	t.Helper()
	kept := func(r *Result, level int) []float64 {
		if r.levels[level].values == nil {
			return nil
		}
		return r.values(level)
	}
	for i := range a.levels {
		if !slices.Equal(kept(a, i), kept(b, i)) || !slices.Equal(a.levels[i].counts, b.levels[i].counts) ||
			!slices.Equal(a.levels[i].sums, b.levels[i].sums) {
			t.Fatalf("level %d differs", i)
		}
	}
	for i := range a.gaps {
		x, y := &a.gaps[i], &b.gaps[i]
		if !slices.Equal(x.counts, y.counts) || x.least != y.least || x.most != y.most || !slices.Equal(x.sums, y.sums) {
			t.Fatalf("difference %d differs", i)
		}
	}
	for i := range a.comparisons {
		x, y := a.comparisons[i], b.comparisons[i]
		if x.fewer != y.fewer || x.same != y.same || !slices.Equal(x.byYear, y.byYear) {
			t.Fatalf("comparison %d differs", i)
		}
	}
	for i := range a.fewest {
		if !slices.Equal(a.fewest[i].counts, b.fewest[i].counts) {
			t.Fatalf("fewest %d differs", i)
		}
	}
}

func TestMembersAreTheSameKeptAndRunAgain(t *testing.T) {
	base := design(t, 70, "current-course", "kinetic")
	base.Horizon.End = model.NewYear(2028)
	var seen [3][]float64
	for i, d := range forms(base) {
		if i == 1 {
			d.cut.outcomes = 10 // fewer than there are members
		}
		r, err := New(d)
		if err != nil {
			t.Fatal(err)
		}
		var visited []float64
		err = r.Run(context.Background(), Options{Workers: 3, Visit: func(m *Member) error {
			p := m.Parameters(0)
			visited = append(visited, m.Outcome(0, 1, 0), *model.FindParameter("inflow").Of(&p))
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if !slices.Equal(visited, seen[i]) {
				t.Errorf("form %d: members visited while they were run differ from those visited later", i)
			}
		}()
		err = r.EachMember(context.Background(), func(m *Member) error {
			if m.Number != len(seen[i])/2+1 {
				t.Fatalf("member %d comes after %d others", m.Number, len(seen[i])/2)
			}
			p := m.Parameters(0)
			seen[i] = append(seen[i], m.Outcome(0, 1, 0), *model.FindParameter("inflow").Of(&p))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(seen[0]) != 140 || !slices.Equal(seen[0], seen[1]) || !slices.Equal(seen[0], seen[2]) {
		t.Error("members run again differ from those that were kept")
	}
}
