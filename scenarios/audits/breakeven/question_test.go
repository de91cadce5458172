// SPDX-License-Identifier: Apache-2.0

package breakeven

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync/atomic"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

func TestChangesOfSignPassOverTies(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   [][2]int
		first  int
	}{
		{nil, nil, 0},
		{[]float64{0, 0}, nil, 0},
		{[]float64{1, 2, 0, 3}, nil, 1},
		{[]float64{0, -1, 0, 0, 2}, [][2]int{{1, 4}}, -1},
		{[]float64{1, -1, 1}, [][2]int{{0, 1}, {1, 2}}, 1},
		{[]float64{-1, 0}, nil, -1}, // a tie at the end is no change
	} {
		if got := changes(c.values); !slices.Equal(got, c.want) {
			t.Errorf("%v changes sign at %v, want %v", c.values, got, c.want)
		}
		if got := first(c.values); got != c.first {
			t.Errorf("%v begins with sign %d, want %d", c.values, got, c.first)
		}
	}
}

// row is a row over the range from 0 to 10, crossed at values.
func row(atLow int, crossings ...float64) *Row {
	return &Row{&model.Parameter{Low: 0, High: 10}, []Side{{AtLow: atLow, Crossings: crossings}}}
}

func TestThePartsOfARangeCoverItOnce(t *testing.T) {
	for _, c := range []struct {
		row         *Row
		fewer, more [][2]float64
	}{
		{row(0), nil, nil},
		{row(1), nil, [][2]float64{{0, 10}}},
		{row(-1), [][2]float64{{0, 10}}, nil},
		{row(-1, 4), [][2]float64{{0, 4}}, [][2]float64{{4, 10}}},
		{row(1, 2, 7), [][2]float64{{2, 7}}, [][2]float64{{0, 2}, {7, 10}}},
	} {
		crossings := slices.Clone(c.row.Sides[0].Crossings)
		if got := c.row.Fewer(0); !slices.Equal(got, c.fewer) {
			t.Errorf("from sign %d with crossings at %v: fewer in %v, want %v", c.row.Sides[0].AtLow, crossings, got, c.fewer)
		}
		if got := c.row.More(0); !slices.Equal(got, c.more) {
			t.Errorf("from sign %d with crossings at %v: more in %v, want %v", c.row.Sides[0].AtLow, crossings, got, c.more)
		}
		if !slices.Equal(c.row.Sides[0].Crossings, crossings) {
			t.Error("asking for the parts changes the crossings")
		}
	}
}

func TestThePartsReversedAreThoseUnlikeTheCentre(t *testing.T) {
	r := row(-1, 4)
	for _, c := range []struct {
		centre float64
		want   [][2]float64
	}{{-1, [][2]float64{{4, 10}}}, {1, [][2]float64{{0, 4}}}, {0, [][2]float64{{0, 4}}}} {
		a := &Answer{Centre: []float64{c.centre}}
		if got := a.Reversed(r, 0); !slices.Equal(got, c.want) {
			t.Errorf("A less B is %v at the centre: reversed in %v, want %v", c.centre, got, c.want)
		}
	}
}

func TestCrossingsAreNearestByShareOfTheRange(t *testing.T) {
	world := scenarios.Central()
	low, wide, never := model.FindParameter("revenge"), model.FindParameter("inflow"), model.FindParameter("exit")
	at := func(p *model.Parameter, share float64) float64 {
		return *p.Of(&world.Parameters) + share*(p.High-p.Low)
	}
	a := &Answer{Asked: &Question{World: world}, Rows: []Row{
		{never, []Side{{}}},
		{wide, []Side{{Crossings: []float64{at(wide, -0.3), at(wide, 0.2)}}}},
		{low, []Side{{Crossings: []float64{at(low, 0.1)}}}},
	}}
	if d := a.Distance(&a.Rows[1], 0); math.Abs(d-0.2) > 1e-12 {
		t.Errorf("the nearest of two crossings lies %v of the range away, want 0.2", d)
	}
	if d := a.Distance(&a.Rows[0], 0); !math.IsInf(d, 1) {
		t.Errorf("without a crossing the distance is %v, want infinite", d)
	}
	if got := a.Nearest(0); len(got) != 2 || got[0].Parameter != low || got[1].Parameter != wide {
		t.Errorf("%d rows, want revenge and then inflow", len(got))
	}
	a.Rows[2].Sides[0].Crossings[0] = at(low, 0.4)
	if got := a.Nearest(0); got[0].Parameter != wide {
		t.Errorf("nearest is %s, want inflow", got[0].Parameter.Name)
	}
}

func TestTheWidestRangeIsThatWhichMovesTheDifferenceMost(t *testing.T) {
	names := []string{"revenge", "inflow", "exit"}
	a := &Answer{Centre: []float64{-10, 100, 0}}
	for i, values := range [][]float64{{-1, 4}, {-20, 30}, {-20, 30}} {
		a.Rows = append(a.Rows, Row{model.FindParameter(names[i]), []Side{{Values: values}, {Values: []float64{0, 0}}, {Values: []float64{0, 1e9}}}})
	}
	var got []string
	for _, r := range a.Widest() {
		got = append(got, r.Parameter.Name)
	}
	// Of equals the first comes first; an outcome in which the paths do not differ at the centre has no scale.
	if want := []string{"inflow", "exit", "revenge"}; !slices.Equal(got, want) {
		t.Errorf("widest first %v, want %v", got, want)
	}
	a.Rows[0].Sides[1].Values = []float64{0, 1000} // 10 times the difference there
	if got := a.Widest()[0].Parameter.Name; got != "revenge" {
		t.Errorf("widest is %s, want revenge", got)
	}
}

// full is a question with few draws about two paths.
func full(t *testing.T, members int) *Full {
	t.Helper()
	q := &Full{From: ensemble.Draws{Seed: 1, Documented: true}, Shown: 6}
	q.Horizon, q.World, q.Members = model.DefaultHorizon, scenarios.Central(), members
	q.Outcomes = []*model.Outcome{model.FindOutcome("deaths_civilian_security")}
	var err error
	if q.A, err = scenarios.Builtin("kinetic"); err != nil {
		t.Fatal(err)
	}
	if q.B, err = scenarios.Builtin("investment"); err != nil {
		t.Fatal(err)
	}
	if err := q.FindWays(); err != nil {
		t.Fatal(err)
	}
	return q
}

func TestTheWholeAnswerHoldsCrossingsMapAndShares(t *testing.T) {
	q := full(t, 3)
	q.Points = 3
	q.Ways = q.Ways[:1]
	var runs atomic.Int64
	r, err := q.Run(context.Background(), func(n int) { runs.Add(int64(n)) })
	if err != nil {
		t.Fatal(err)
	}
	crossings := 0
	for i := range r.Rows {
		side := &r.Rows[i].Sides[0]
		crossings += len(side.Crossings)
		if side.Turns.Of != q.Members {
			t.Errorf("%s turns in %s, want of %d draws", r.Rows[i].Parameter.Name, side.Turns, q.Members)
		}
		low, high := r.Rows[i].Parameter.Low, r.Rows[i].Parameter.High
		if side.Turns.Count == 0 != math.IsNaN(side.Between[1]) {
			t.Errorf("%s turns in %s of the draws, at %v", r.Rows[i].Parameter.Name, side.Turns, side.Between)
		}
		if b := side.Between; side.Turns.Count > 0 && !(low <= b[0] && b[0] <= b[1] && b[1] <= b[2] && b[2] <= high) {
			t.Errorf("%s turns at %v, outside %v to %v or out of order", r.Rows[i].Parameter.Name, b, low, high)
		}
	}
	if want := q.Runs() + 2*1 + 2*halvings*crossings; int(runs.Load()) != want {
		t.Errorf("%d runs are told, want the %d announced, those at the centre and those of %d crossings: %d", runs.Load(), q.Runs(), crossings, want)
	}
	widest := r.Widest()
	if r.Map.X != widest[0].Parameter || r.Map.Y != widest[1].Parameter || r.Map.Points != 3 {
		t.Errorf("the map is of %s and %s, want the two that move most, %s and %s", r.Map.X.Name, r.Map.Y.Name, widest[0].Parameter.Name, widest[1].Parameter.Name)
	}
	if len(r.Shares) != 1 || r.Shares[0].Done() != q.Shown || len(r.Shares[0].Pairs()) != 1 || r.Shares[0].Pairs()[0] != (ensemble.Pair{A: 0, B: 1}) {
		t.Error("the shares are not those of A against B in the draws shown")
	}
}

func TestAMapIsMadeOfTheParametersNamedOrNotAtAll(t *testing.T) {
	q := full(t, 0)
	q.Ways, q.Points = nil, 2
	q.Pair = []*model.Parameter{model.FindParameter("revenge"), model.FindParameter("exit")}
	r, err := q.Run(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Map.X != q.Pair[0] || r.Map.Y != q.Pair[1] {
		t.Errorf("the map is of %s and %s, want revenge and exit", r.Map.X.Name, r.Map.Y.Name)
	}
	q.Points = 0
	if r, err = q.Run(context.Background(), nil); err != nil || r.Map != nil {
		t.Errorf("a map without points: %v, %v", r.Map, err)
	}
}

func TestAStoppedOrUnknownWayOfAskingHasNoAnswer(t *testing.T) {
	stopped, stop := context.WithCancel(context.Background())
	stop()
	q := full(t, 0)
	if _, err := q.Run(stopped, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v, want the context's error", err)
	}
	q.From.Shape = "round"
	if err := q.FindWays(); err == nil {
		t.Error("an unknown shape is no error")
	}
}
