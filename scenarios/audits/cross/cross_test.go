// SPDX-License-Identifier: Apache-2.0

package cross_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync/atomic"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/cross"
	"crossroads/scenarios/runs/ensemble"
)

// ask asks about paths in worlds, each by its name.
func ask(t *testing.T, members int, paths, worlds []string) *cross.Question {
	t.Helper()
	q := &cross.Question{Outcomes: []*model.Outcome{model.FindOutcome("deaths_civilian_security")}}
	q.Horizon, q.Members, q.Draws = model.DefaultHorizon, members, ensemble.Draws{Seed: 1, Documented: true}
	for _, name := range paths {
		path, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		q.Paths = append(q.Paths, path)
	}
	for _, name := range worlds {
		world, err := scenarios.FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		q.Worlds = append(q.Worlds, world)
	}
	return q
}

// answer runs the question.
func answer(t *testing.T, q *cross.Question) *cross.Result {
	t.Helper()
	var runs atomic.Int64
	r, err := q.Run(context.Background(), func(n int) { runs.Add(int64(n)) })
	if err != nil {
		t.Fatal(err)
	}
	if got := int(runs.Load()); got != q.Runs() {
		t.Errorf("%d runs are told, want the %d announced", got, q.Runs())
	}
	return r
}

func TestTheEffectsOfPathAndWorldAndTheirInteractionAddUp(t *testing.T) {
	q := ask(t, 1, []string{"current-course", "kinetic", "investment"}, []string{"central", "backlash", "force-works"})
	if !q.Crossed() {
		t.Fatal("three paths in three worlds are not crossed")
	}
	r := answer(t, q)
	o := q.Outcomes[0]
	at := func(world, path int) float64 { return r.Values(world, path, o)[0] }
	var most float64
	var path, world int
	for p := 1; p < 3; p++ {
		for w := 1; w < 3; w++ {
			if by := math.Abs(at(w, p) - at(w, 0) - at(0, p) + at(0, 0)); by > most {
				path, world, most = p, w, by
			}
		}
	}
	if p, w := r.LargestInteraction(o); p != path || w != world {
		t.Errorf("the largest interaction is that of path %d in world %d, want %d in %d", p, w, path, world)
	}
	worlds, paths := r.Spread(o)
	if want := max(at(0, 0), at(1, 0), at(2, 0)) - min(at(0, 0), at(1, 0), at(2, 0)); worlds != want {
		t.Errorf("from world to world the reference path moves by %v, want %v", worlds, want)
	}
	if want := max(at(0, 0), at(0, 1), at(0, 2)) - min(at(0, 0), at(0, 1), at(0, 2)); paths != want {
		t.Errorf("from path to path it moves by %v, want %v", paths, want)
	}
	// One member cannot tell an order.
	if fewer, more := r.Order(0, o); fewer != nil || more != nil {
		t.Errorf("one member orders the paths: fewer in %v, more in %v", fewer, more)
	}
}

func TestAWorldIsListedWhereMostDrawsAgreeOnTheOrder(t *testing.T) {
	q := ask(t, 40, []string{"current-course", "intervention"}, []string{"central", "backlash", "force-works"})
	r := answer(t, q)
	o := q.Outcomes[0]
	fewer, more := r.Order(0, o)
	for w, world := range q.Worlds {
		count := 0
		for m, v := range r.Values(w, 1, o) {
			if v < r.Values(w, 0, o)[m] {
				count++
			}
		}
		difference := float64(2*count - q.Members)
		clear := math.Abs(difference) > 2*math.Sqrt(float64(q.Members))
		if got, want := slices.Contains(fewer, w), clear && difference > 0; got != want {
			t.Errorf("intervention has fewer in %d of %d draws in %s: listed among those with fewer %v", count, q.Members, world.Name, got)
		}
		if got, want := slices.Contains(more, w), clear && difference < 0; got != want {
			t.Errorf("intervention has fewer in %d of %d draws in %s: listed among those with more %v", count, q.Members, world.Name, got)
		}
	}
	if len(fewer)+len(more) == 0 {
		t.Error("no world shows an order")
	}
}

func TestTheResultBesideHoldsDrawsOfTheOtherKind(t *testing.T) {
	q := ask(t, 5, []string{"current-course", "kinetic"}, []string{"central"})
	q.Series = q.Outcomes
	if q.Crossed() {
		t.Error("one world is crossed")
	}
	r := answer(t, q)
	if r.Beside == nil || r.Beside.Design().Draws.Fitted == nil {
		t.Fatal("beside the prior there are no fitted draws")
	}
	if r.Beside.InYear(0, 0, q.Outcomes[0], 2030) != nil || r.InYear(0, 0, q.Outcomes[0], 2030) == nil {
		t.Error("years are followed beside, or not at first")
	}
	if p, w := r.LargestInteraction(q.Outcomes[0]); p != -1 || w != -1 {
		t.Errorf("one world interacts with path %d (world %d)", p, w)
	}
}

func TestAStoppedOrImpossibleQuestionHasNoAnswer(t *testing.T) {
	stopped, stop := context.WithCancel(context.Background())
	stop()
	paths, worlds := []string{"current-course", "kinetic"}, []string{"central"}
	if _, err := ask(t, 5, paths, worlds).Run(stopped, func(int) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v, want the context's error", err)
	}
	if _, err := ask(t, 0, paths, worlds).Run(context.Background(), func(int) {}); err == nil {
		t.Error("no members are no error")
	}
}

func TestAWorldThatRefusesFittedDrawsHasNoneBeside(t *testing.T) {
	q := ask(t, 5, []string{"current-course", "kinetic"}, []string{"central"})
	world, err := scenarios.ParseWorld("few.yaml", []byte("doc: Fighters leave and few join.\nparameters: {attack_rate: 0.11, exit: 0.14, contagion: 0.2, inflow: 150, civilian_ratio: 0.03, exchange_ratio: 15, replacement: 0, presence: 0.5, suppression: 1.6}\nstart: {sanctuary: 0.5}\n"))
	if err != nil {
		t.Fatal(err)
	}
	q.Worlds = append(q.Worlds, world)
	r, err := q.Run(context.Background(), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	if r.Beside != nil {
		t.Error("a world of few fighters has draws that agree with the counts")
	}
}
