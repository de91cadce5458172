// SPDX-License-Identifier: Apache-2.0

package loops

import (
	"math"
	"slices"
	"testing"
	"time"

	"crossroads/model"
	"crossroads/scenarios"
)

func TestFindListsEveryLoopOnce(t *testing.T) {
	joined := func(pairs ...[2]int) []Link {
		var links []Link
		for _, p := range pairs {
			links = append(links, Link{p[0], p[1], Positive})
		}
		return links
	}
	complete := func(n int) []Link {
		var links []Link
		for i := range n {
			for j := range n {
				if i != j {
					links = append(links, Link{i, j, Negative})
				}
			}
		}
		return links
	}
	for _, c := range []struct {
		name  string
		nodes int
		links []Link
		want  int
	}{
		{"nothing", 3, nil, 0},
		{"a chain", 3, joined([2]int{0, 1}, [2]int{1, 2}), 0},
		{"a node by itself", 1, joined([2]int{0, 0}), 1},
		{"a ring", 4, joined([2]int{0, 1}, [2]int{1, 2}, [2]int{2, 3}, [2]int{3, 0}), 1},
		{"two rings at one node", 5, joined([2]int{0, 1}, [2]int{1, 2}, [2]int{2, 0}, [2]int{2, 3}, [2]int{3, 4}, [2]int{4, 2}), 2},
		// C(5,2)*1 + C(5,3)*2 + C(5,4)*6 + C(5,5)*24
		{"everything to everything", 5, complete(5), 10 + 20 + 30 + 24},
	} {
		list, whole := Find(c.nodes, c.links, time.Minute)
		if len(list) != c.want || !whole {
			t.Errorf("%s: %d loops, all found %v, want %d and all", c.name, len(list), whole, c.want)
		}
		for i, l := range list {
			for j, other := range list {
				if i < j && slices.Equal(l.Links, other.Links) {
					t.Errorf("%s: loop %v stands twice", c.name, l.Nodes)
				}
			}
			want := Positive
			for k, link := range l.Links {
				next := l.Nodes[(k+1)%len(l.Nodes)]
				if c.links[link].From != l.Nodes[k] || c.links[link].To != next {
					t.Errorf("%s: link %d of loop %v does not lead to %d", c.name, link, l.Nodes, next)
				}
				want *= c.links[link].Sign
			}
			if l.Sign != want {
				t.Errorf("%s: loop %v has sign %d, want %d", c.name, l.Nodes, l.Sign, want)
			}
		}
	}
	if list, whole := Find(30, complete(30), 50*time.Millisecond); whole || len(list) == 0 {
		t.Errorf("30 nodes all joined within 50 ms: %d loops, all found %v, want some and not all", len(list), whole)
	}
}

// A population that grows by r·P·(1 − P/K) has one loop that reinforces, whose
// share is 1 − P/K of the step before, and one that counteracts.
func TestLogisticGrowthIsSharedAsItsFormulaSays(t *testing.T) {
	const r, capacity, dt = 0.08, 10000.0, 0.25
	const population, room, growth = 0, 1, 2
	links := []Link{
		{population, growth, Positive}, {room, growth, Positive}, {population, room, Negative}, {growth, population, Positive},
	}
	values := [][3]float64{}
	for p := 50.0; len(values) <= 400; {
		v := [3]float64{p, 1 - p/capacity, r * p * (1 - p/capacity)}
		values = append(values, v)
		p += dt * v[growth]
	}
	equation := func(node int, v [3]float64) float64 {
		switch node {
		case population:
			return v[growth]
		case room:
			return 1 - v[population]/capacity
		default:
			return r * v[population] * v[room]
		}
	}
	list, _ := Find(3, links, time.Second)
	if len(list) != 2 {
		t.Fatalf("%d loops, want 2", len(list))
	}
	shares := Shares(list, &Run{
		Steps: len(values), Links: links,
		Level:  func(step, node int) float64 { return values[step][node] },
		Result: func(step, node int) float64 { return equation(node, values[step]) },
		Alone: func(step, link int) float64 {
			v := values[step-1]
			v[links[link].From] = values[step][links[link].From]
			return equation(links[link].To, v)
		},
	})
	shift := 0
	for step := 1; step < len(values); step++ {
		for i, l := range list {
			want := 1 - values[step-1][population]/capacity
			if l.Sign == Negative {
				want = -values[step-1][population] / capacity
			}
			if got := shares[i][step]; math.Abs(got-want) > 1e-9 {
				t.Fatalf("step %d, loop of sign %d: share %.12f, want %.12f", step, l.Sign, got, want)
			}
			if l.Sign == Positive && shift == 0 && shares[i][step] < 0.5 {
				shift = step
			}
		}
	}
	if at := float64(shift) * dt; at != 67 {
		t.Errorf("the loops change places at %v, want 67", at)
	}
}

// ran follows a built-in path in the central world.
func ran(t *testing.T, name string) *scenarios.Run {
	t.Helper()
	s, err := scenarios.Builtin(name)
	if err != nil {
		t.Fatal(err)
	}
	run, err := s.Run(scenarios.Central(), model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func TestSharesOfARunAddUp(t *testing.T) {
	run := ran(t, "three-pillar")
	a := Of(run, 10*time.Second)
	if !a.Whole || a.Count < 100 || a.Count != len(a.Ranked)+len(a.Apart) {
		t.Errorf("%d loops, %d ranked, %d apart, all found %v, want some hundred and all", a.Count, len(a.Ranked), len(a.Apart), a.Whole)
	}
	sum := 0.0
	for i, l := range a.Ranked {
		sum += l.Mean
		if model.FindSeries(l.Path[0]).Kind != model.Stock {
			t.Errorf("loop %v does not begin with a stock", l.Path)
		}
		if i > 0 && l.Mean > a.Ranked[i-1].Mean {
			t.Errorf("loop %d is stronger than the one before", i)
		}
		for j, share := range l.Shares {
			if l.Sign == Positive && share < 0 || l.Sign == Negative && share > 0 {
				t.Errorf("loop %v of sign %d has share %v in %d", l.Path, l.Sign, share, a.Periods[j].First)
			}
		}
	}
	if math.Abs(sum-1) > 1e-9 {
		t.Errorf("the shares of all loops add up to %v, want 1", sum)
	}
	for _, p := range a.Periods {
		if len(p.Dominant) == 0 || p.Reinforcing <= 0 || p.Reinforcing >= 1 {
			t.Errorf("%d to %d: %d loops make half, %v reinforces", p.First, p.Last, len(p.Dominant), p.Reinforcing)
		}
	}
}

func TestEveryNamedLoopIsALoopOfTheModelWithItsSign(t *testing.T) {
	run := ran(t, "current-course")
	a := Of(run, time.Minute)
	all := append(slices.Clone(a.Ranked), a.Apart...)
	for i := range Names {
		n := &Names[i]
		found := 0
		for j := range all {
			l := &all[j]
			if l.Words() != n.Words {
				continue
			}
			found++
			if l.Sign != n.Sign {
				t.Errorf("%q has sign %d, is named with %d", n.Words, l.Sign, n.Sign)
			}
			begin := slices.Index(l.Path, n.Path[0])
			if turned := append(slices.Clone(l.Path[begin:]), l.Path[:begin]...); !slices.Equal(turned, n.Path) {
				t.Errorf("%q runs %v, is named %v", n.Words, turned, n.Path)
			}
		}
		if found != 1 {
			t.Errorf("%q names %d loops of the model, want one", n.Words, found)
		}
	}
}

func TestTheLoopsThatWeighMostHaveNames(t *testing.T) {
	for _, name := range scenarios.MainNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		run, err := s.Run(scenarios.Central(), model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		a := Of(run, time.Minute)
		named := 0
		for i := range a.Ranked[:12] {
			if a.Ranked[i].Words() != "" {
				named++
			}
		}
		if named < 10 {
			t.Errorf("%s: %d of the 12 loops that weigh most have a name, want 10 or more", name, named)
		}
	}
}
