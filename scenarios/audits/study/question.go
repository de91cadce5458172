// SPDX-License-Identifier: Apache-2.0

package study

import (
	"context"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// LastStart is the last year in which the path begins later.
const LastStart = 2033

// stopYears are the years after which the path stops early.
var stopYears = []int{2027, 2029, 2031, 2033, 2035}

// Question is a study together with the ways of drawing its shares are shown in.
type Question struct {
	Study
	Ways []shares.Way // the chosen one first
}

// Result is all that a study found.
type Result struct {
	*Question
	Levels     [][]float64 // each outcome at the world's own values, by path (the rivals after the path) and outcome
	Factorial  *Factorial
	Timing     *Timing
	Settings   []Setting
	Scaled     []Scaled
	Stops      []EarlyStop
	Mechanisms []MechanismTest // nothing switched off comes first
	Thresholds []Threshold
	Synergy    []*Factorial // by way

	drawn []*ensemble.Result // by way: the path and its rivals
}

// FindWays sets the ways of drawing and the draws of the chosen one.
func (q *Question) FindWays(draws ensemble.Draws) (err error) {
	if q.Ways, err = shares.Ways(draws, q.World); err != nil {
		return err
	}
	q.Draws, err = membersOf(q.Ways[0])
	return err
}

// membersOf draws the members of one way.
func membersOf(w shares.Way) (func(int) model.Parameters, error) {
	a, err := ensemble.InWorld(w.Draws, w.World)
	if err != nil {
		return nil, err
	}
	return a.Member, nil
}

// Runs is about how many runs the study takes.
func (q *Question) Runs() int {
	sets, paths := 1+q.Members, 1+len(q.Rivals)
	return 8*sets*len(q.Ways) + 8*sets + 64 + 7*sets + paths*sets*(3+1+len(Mechanisms)+6) + degreeSteps*8*paths + len(q.Ways)*sets*paths + 130*paths
}

// paths are the path and its rivals.
func (q *Question) paths() []*scenarios.Scenario {
	return append([]*scenarios.Scenario{q.Path}, q.Rivals...)
}

// Run answers the question. Done is told how many more runs are finished, from any
// goroutine.
func (q *Question) Run(ctx context.Context, done func(runs int)) (*Result, error) {
	q.Done = done
	r := &Result{Question: q}
	var years []int
	for year := q.Path.Starts.Year(); year <= LastStart; year++ {
		years = append(years, year)
	}
	steps := []func() error{
		func() error { return r.runLevels(ctx) },
		func() (err error) { r.Factorial, err = q.Factorial(ctx); return },
		func() (err error) { r.Timing, err = q.Timing(ctx, years); return },
		func() (err error) { r.Settings, r.Scaled, err = q.Money(ctx); return },
		func() (err error) { r.Stops, err = q.Stops(ctx, stopYears); return },
		func() (err error) { r.Mechanisms, err = q.TestMechanisms(ctx); return },
		func() (err error) { r.Thresholds, err = q.Study.Thresholds(ctx); return },
		func() error { return r.runWays(ctx) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// runLevels runs the path and its rivals at the world's own values.
func (r *Result) runLevels(ctx context.Context) error {
	centre := r.Study
	centre.Members = 0
	v, err := centre.values(ctx, batch.InWorld(r.World, r.Horizon, r.paths()...), batch.Outcomes(r.Outcomes), nil)
	if err == nil {
		r.Levels = v[0]
	}
	return err
}

// runWays repeats the comparison with the rivals, and the pillars, in every way of
// drawing.
func (r *Result) runWays(ctx context.Context) (err error) {
	paths := r.paths()
	var pairs []ensemble.Pair
	for i := range r.Rivals {
		pairs = append(pairs, ensemble.Pair{A: 0, B: 1 + i})
	}
	design := &ensemble.Design{Paths: paths, Pairs: pairs, Against: len(paths) - 1, Horizon: r.Horizon, Members: r.Members}
	if r.drawn, err = shares.Run(ctx, design, r.Ways, r.Done); err != nil {
		return err
	}
	for _, way := range r.Ways {
		again := r.Study
		again.World = way.World
		if again.Draws, err = membersOf(way); err != nil {
			return err
		}
		f, err := again.Factorial(ctx)
		if err != nil {
			return err
		}
		r.Synergy = append(r.Synergy, f)
	}
	return nil
}

// Order is in how many draws of one way the path has fewer of an outcome than a
// rival, and in how many it has more. Draws with equal numbers are in neither.
type Order struct{ Fewer, More ensemble.Share }

// Order counts the draws of a way. Rivals and outcomes are named by their places.
func (r *Result) Order(way, rival, outcome int) Order {
	o := r.Outcomes[outcome]
	var order Order
	other := r.drawn[way].Values(0, 1+rival, o)
	for i, v := range r.drawn[way].Values(0, 0, o) {
		order.Fewer.Of++
		order.More.Of++
		switch {
		case v < other[i]:
			order.Fewer.Count++
		case v > other[i]:
			order.More.Count++
		}
	}
	return order
}

// Reverses reports whether the order of the path and a rival, at the world's own
// values, reverses when a mechanism is switched off.
func (r *Result) Reverses(mechanism, rival, outcome int) bool {
	at := func(m int) float64 { return r.Mechanisms[m].Effects[rival].Spreads[outcome].Centre }
	return at(mechanism)*at(0) < 0
}

// Effects lists what the pillars change: each alone, all together, and what they
// change beyond the sum of smaller groups.
func (r *Result) Effects() []Effect {
	f := r.Factorial
	list := append(append([]Effect{}, f.Alone...), f.All)
	return append(append(list, f.Pairs...), f.Triple, f.Synergy)
}

// Adverse is the row of Effects in which most draws speak against the path: most
// draws in which that change raises the outcome.
func (r *Result) Adverse(outcome int) (row Effect, raised ensemble.Share) {
	for _, e := range r.Effects() {
		s := e.Spreads[outcome]
		if up := s.Above; row.Name == "" || up.Count > raised.Count {
			row, raised = e, up
		}
	}
	return row, raised
}

// Weakest is the way of drawing in which fewest draws show the order that the path
// and a rival have at the world's own values, and the share that shows it.
func (r *Result) Weakest(rival, outcome int) (way int, same ensemble.Share) {
	for i := range r.Ways {
		order := r.Order(i, rival, outcome)
		share := order.Fewer
		if r.Levels[0][outcome] > r.Levels[1+rival][outcome] {
			share = order.More
		}
		if i == 0 || share.Fraction() < same.Fraction() {
			way, same = i, share
		}
	}
	return way, same
}
