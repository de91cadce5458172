// SPDX-License-Identifier: Apache-2.0

package robust_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/robust"
	"crossroads/scenarios/runs/ensemble"
)

// ask asks about three paths in two worlds.
func ask(t *testing.T, members int) *robust.Question {
	t.Helper()
	killed := model.FindOutcome("deaths_civilian_security")
	q := &robust.Question{
		Worlds:    []*scenarios.World{scenarios.Central()},
		Reference: 1, Members: members, Horizon: model.DefaultHorizon, Draws: ensemble.Draws{Seed: 1, Documented: true},
		Outcomes:   []*model.Outcome{killed, model.FindOutcome("attacks")},
		Conditions: []robust.Condition{{Outcome: killed, Reference: 1}},
	}
	for _, name := range []string{"kinetic", "investment", "three-pillar"} {
		path, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		q.Paths = append(q.Paths, path)
	}
	backlash, err := scenarios.FindWorld("backlash")
	if err != nil {
		t.Fatal(err)
	}
	q.Worlds = append(q.Worlds, backlash)
	return q
}

func TestEveryTableHoldsTheRunsOfItsWorldsAndPaths(t *testing.T) {
	q := ask(t, 12)
	if err := q.FindWays(); err != nil {
		t.Fatal(err)
	}
	var runs atomic.Int64
	r, err := q.Run(context.Background(), func(n int) { runs.Add(int64(n)) })
	if err != nil {
		t.Fatal(err)
	}
	if got := int(runs.Load()); got != q.Runs() {
		t.Errorf("%d runs are told, want the %d announced", got, q.Runs())
	}
	for n, o := range q.Outcomes {
		table := r.Tables[n]
		if table.Outcome != o || table.Members() != q.Members {
			t.Errorf("table %d holds %s with %d members, want %s with %d", n, table.Outcome.Name, table.Members(), o.Name, q.Members)
		}
		for w, world := range q.Worlds {
			for p, path := range q.Paths {
				run, err := path.Run(world, q.Horizon)
				if err != nil {
					t.Fatal(err)
				}
				if got, want := table.Centre[w][p], o.Of(run.Years); math.Abs(got-want) > 1e-9*want {
					t.Errorf("%s of %s in %s: %v at the centre, want the run's %v", o.Name, path.Name, world.Name, got, want)
				}
			}
		}
		// The chosen way in the first world draws the same members again.
		if got, want := r.ByWay(n, 0), table.Spreads(0); !slices.Equal(got, want) {
			t.Errorf("%s: the chosen way has the spreads %v, want %v as in the first world", o.Name, got, want)
		}
	}
	for p, path := range q.Paths {
		for w, world := range q.Worlds {
			fewer := 0
			for m, v := range r.Tables[0].Draws[w][p] {
				if v < r.Tables[0].Draws[w][q.Reference][m] {
					fewer++
				}
			}
			if got, want := r.Satisfied[p][w], (ensemble.Share{Count: fewer, Of: q.Members}); got != want {
				t.Errorf("%s has fewer than the reference in %s of the members in %s, want %s", path.Name, got, world.Name, want)
			}
		}
	}
}

func TestWaysOfDrawingLeaveOutWorldsAndKeepTheChosenOneFirst(t *testing.T) {
	q := ask(t, 1)
	if err := q.FindWays(); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, w := range q.Ways {
		names = append(names, w.Name)
	}
	if want := []string{"prior", "fitted", "uniform", "ranges halved", "ranges half as wide again"}; !slices.Equal(names, want) {
		t.Errorf("ways %q, want %q", names, want)
	}
	q.Draws.Shape = "round"
	if err := q.FindWays(); err == nil {
		t.Error("an unknown shape is no error")
	}
}

func TestAStoppedOrImpossibleQuestionHasNoAnswer(t *testing.T) {
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := ask(t, 2).Run(stopped, func(int) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v, want the context's error", err)
	}
	if _, err := ask(t, 0).Run(context.Background(), func(int) {}); err == nil {
		t.Error("no members are no error")
	}
	q := ask(t, 2)
	q.Reference = 3
	if _, err := q.Run(context.Background(), func(int) {}); err == nil {
		t.Error("a reference beyond the paths is no error")
	}
}

func TestAPathIsNotComparedWithItself(t *testing.T) {
	q := ask(t, 1)
	if !q.Compared(0) || q.Compared(1) {
		t.Errorf("kinetic compared %v, the reference itself %v; want true and false", q.Compared(0), q.Compared(1))
	}
	q.Conditions = append(q.Conditions, robust.Condition{Outcome: q.Outcomes[0], Value: 100, Reference: -1})
	if !q.Compared(1) {
		t.Error("the reference is not compared with a number")
	}
	q.Conditions = nil
	if q.Compared(0) {
		t.Error("a path is compared without any condition")
	}
}

func TestTheLargestRegretNamesTheWorldWhereItOccurs(t *testing.T) {
	table := &robust.Table{Centre: [][]float64{{5, 3, 4}, {1, 9, 2}}}
	regret, world := table.Largest()
	if want := []float64{2, 8, 1}; !slices.Equal(regret, want) {
		t.Errorf("largest regrets %v, want %v", regret, want)
	}
	if want := []int{0, 1, 0}; !slices.Equal(world, want) { // of equals the first world
		t.Errorf("in worlds %v, want %v", world, want)
	}
	always := &robust.Table{Centre: [][]float64{{1, 3}, {2, 5}}}
	if regret, _ := always.Largest(); regret[0] != 0 {
		t.Errorf("the path that always has the fewest is regretted by %v, want 0", regret[0])
	}
}

func TestTheLargestDrawnRegretIsThatOfTheWorstWorld(t *testing.T) {
	table := &robust.Table{Draws: [][][]float64{
		{{1, 2}, {2, 1}, {9, 3}},
		{{5, 5}, {4, 2}, {5, 5}},
	}}
	spread, world := table.LargestDrawn()
	var worst []float64
	for _, s := range spread {
		worst = append(worst, s.Worst)
	}
	if !slices.Equal(worst, []float64{3, 1, 8}) || !slices.Equal(world, []int{1, 0, 0}) {
		t.Errorf("worst %v in worlds %v, want [3 1 8] in [1 0 0]", worst, world)
	}
	if spread[0].Than != 1 || spread[2].Than != 0 {
		t.Errorf("regretted are paths %d and %d, want 1 and 0", spread[0].Than, spread[2].Than)
	}
	if got := table.Never(); !slices.Equal(got, []int{2}) {
		t.Errorf("paths %v have the fewest in no draw, want the third only", got)
	}
}

func TestTheRegretOfHalfAndOfNineInTenIsThatOfTheSortedMembers(t *testing.T) {
	// The second path has 0 throughout, so that the first is regretted by its own value.
	const members = 11
	table := &robust.Table{Draws: [][][]float64{{make([]float64, members), make([]float64, members)}}}
	for m := range members {
		table.Draws[0][0][m] = float64(10 * ((7 * m) % members)) // 0 to 100 in some order
	}
	s := table.Spreads(0)[0]
	if s.Median != 50 || s.Ninth != 90 || s.Worst != 100 {
		t.Errorf("median, nine in ten and worst are %v, %v and %v; want 50, 90 and 100", s.Median, s.Ninth, s.Worst)
	}
	if got := table.Upper(0); !slices.Equal(got, []float64{90, 0}) {
		t.Errorf("nine in ten do not exceed %v, want 90 and 0", got)
	}
	table.Most = true
	if got := table.Upper(0); !slices.Equal(got, []float64{10, 0}) {
		t.Errorf("nine in ten do not fall short of %v, want 10 and 0", got)
	}
}

func TestTiesWithinFivePercentCountAsNear(t *testing.T) {
	table := &robust.Table{Draws: [][][]float64{{{100, 100, 100, 0}, {104, 106, 100, 0}}}}
	if got := table.Tied(0); got != (ensemble.Share{Count: 3, Of: 4}) {
		t.Errorf("tied in %s, want 3 of 4", got)
	}
	s := table.Spreads(0)
	if s[1].Fewest.Count != 2 || s[1].Near.Count != 3 || s[0].Near.Count != 4 {
		t.Errorf("the second has the fewest in %s and nearly in %s, the first nearly in %s; want 2, 3 and 4 of 4", s[1].Fewest, s[1].Near, s[0].Near)
	}
}

// random is a table of random draws in two worlds, with ties.
func random(seed uint64, paths, members int) *robust.Table {
	r := rand.New(rand.NewPCG(seed, 1))
	table := &robust.Table{}
	for range 2 {
		centre, draws := make([]float64, paths), make([][]float64, paths)
		for p := range paths {
			centre[p], draws[p] = float64(r.IntN(9)), make([]float64, members)
			for m := range members {
				draws[p][m] = float64(r.IntN(9))
			}
		}
		table.Centre, table.Draws = append(table.Centre, centre), append(table.Draws, draws)
	}
	return table
}

func TestWantingMoreOfTheOppositeChangesNothingButTheSign(t *testing.T) {
	fewer, more := random(2, 4, 30), random(2, 4, 30)
	more.Most = true
	for w := range more.Draws {
		for p := range more.Draws[w] {
			more.Centre[w][p] = -more.Centre[w][p]
			for m := range more.Draws[w][p] {
				more.Draws[w][p][m] = -more.Draws[w][p][m]
			}
		}
	}
	for w := range fewer.Draws {
		if a, b := fewer.Spreads(w), more.Spreads(w); !slices.Equal(a, b) {
			t.Errorf("spreads %v mirrored are %v", a, b)
		}
		if a, b := fewer.Ranks(w), more.Ranks(w); !reflect.DeepEqual(a, b) {
			t.Errorf("ranks %v mirrored are %v", a, b)
		}
		if a, b := fewer.Kept(w), more.Kept(w); a != b {
			t.Errorf("the order is kept in %v, mirrored in %v", a, b)
		}
		if a, b := fewer.Tied(w), more.Tied(w); a != b {
			t.Errorf("tied in %s, mirrored in %s", a, b)
		}
		for p, upper := range fewer.Upper(w) {
			if mirrored := more.Upper(w)[p]; upper != -mirrored {
				t.Errorf("nine in ten do not exceed %v, mirrored %v", upper, mirrored)
			}
		}
	}
	a, _ := fewer.Largest()
	if b, _ := more.Largest(); !slices.Equal(a, b) {
		t.Errorf("largest regrets %v mirrored are %v", a, b)
	}
}

func TestTheOrderOfTheMembersPlaysNoPart(t *testing.T) {
	table, turned := random(3, 3, 25), random(3, 3, 25)
	for w := range turned.Draws {
		for p := range turned.Draws[w] {
			slices.Reverse(turned.Draws[w][p])
		}
		a, b := table.Spreads(w), turned.Spreads(w)
		for p := range a {
			a[p].Than, b[p].Than = 0, 0 // of equally bad members the first is named
		}
		if !slices.Equal(a, b) || !reflect.DeepEqual(table.Ranks(w), turned.Ranks(w)) || table.Kept(w) != turned.Kept(w) {
			t.Errorf("in world %d another order of members changes the spreads from %v to %v", w, a, b)
		}
	}
}

func TestTheOrderOfThePathsIsOnlyTheirOrder(t *testing.T) {
	table, turned := random(4, 3, 25), random(4, 3, 25)
	for w := range turned.Draws {
		slices.Reverse(turned.Draws[w])
		slices.Reverse(turned.Centre[w])
		a, b := table.Spreads(w), turned.Spreads(w)
		slices.Reverse(b)
		for p := range a {
			a[p].Than, b[p].Than = 0, 0
		}
		if !slices.Equal(a, b) || table.Kept(w) != turned.Kept(w) || table.Tied(w) != turned.Tied(w) {
			t.Errorf("in world %d another order of paths changes the spreads from %v to %v", w, a, b)
		}
	}
}

func TestEveryPathHasOneRankInEveryMember(t *testing.T) {
	table := random(5, 4, 20)
	ranks := table.Ranks(0)
	for p := range ranks {
		path, rank := 0, 0
		for i := range ranks {
			path += ranks[p][i]
			rank += ranks[i][p]
		}
		if path != 20 || rank != 20 {
			t.Errorf("path %d has %d ranks and rank %d is held %d times, want 20 each", p, path, p, rank)
		}
	}
	// The first of equals comes first, so that the first path is first wherever it has the fewest.
	if got, want := ranks[0][0], table.Spreads(0)[0].Fewest.Count; got != want {
		t.Errorf("the first path is first in %d members and has the fewest in %d", got, want)
	}
}

func TestAConditionIsNotMetAtItsLimit(t *testing.T) {
	below, above := robust.Condition{Value: 3, Reference: -1}, robust.Condition{Value: 3, Above: true, Reference: -1}
	for _, c := range []struct {
		value        float64
		below, above bool
	}{{2, true, false}, {3, false, false}, {4, false, true}, {math.NaN(), false, false}} {
		if got := below.Met(c.value, 0); got != c.below {
			t.Errorf("%v below 3: %v", c.value, got)
		}
		if got := above.Met(c.value, 0); got != c.above {
			t.Errorf("%v above 3: %v", c.value, got)
		}
	}
	if got := robust.Satisfied(nil, 0, 5, nil); got != (ensemble.Share{Count: 5, Of: 5}) {
		t.Errorf("without conditions satisfied in %s, want all of 5", got)
	}
}
