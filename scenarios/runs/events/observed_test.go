// SPDX-License-Identifier: Apache-2.0

package events

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

func TestObservedAmountsAreTheRunsAndTheirScatter(t *testing.T) {
	d, p := draws(t), model.Central()
	h := model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: 12}
	run, err := model.Run(&p, scenarios.History().Plan(h), h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	from, to := model.NewYear(2024), model.NewYear(2025)
	beyond := func(o *Observed, name string) float64 {
		return o.Amount(name, from, to) - model.Amount(run, name, from, to)
	}
	var sum float64
	const members = 400
	for i := range members {
		o := d.Observe(i, &p, run)
		killed, attacks := 0, 0
		var expected float64
		for m := from; m < to; m++ {
			killed += o.Months[m-h.Start].Killed
			attacks += o.Months[m-h.Start].Attacks
			expected += o.Expected[m-h.Start]
		}
		if got, want := o.Amount("attacks", from, to), float64(attacks); math.Abs(got-want) > 1e-6 {
			t.Fatalf("member %d: %v attacks, want the %v drawn", i, got, want)
		}
		split := beyond(o, "civilians_attacks") + beyond(o, "security_attacks")
		want := float64(killed) - p.DeathsPerAttack*expected
		for what, got := range map[string]float64{"both sides": split, "the sum": beyond(o, "deaths_civilian_security"), "all": beyond(o, "deaths_all")} {
			if math.Abs(got-want) > 1e-6 {
				t.Fatalf("member %d: %s changes by %v, want %v", i, what, got, want)
			}
		}
		if got := beyond(o, "militants"); got != 0 {
			t.Fatalf("member %d: militants killed change by %v, want nothing", i, got)
		}
		sum += beyond(o, "deaths_all")
	}
	if mean := sum / members; math.Abs(mean) > 0.1*model.Amount(run, "deaths_civilian_security", from, to) {
		t.Errorf("events change the mean by %v", mean)
	}
}

func TestAFigureInTheMiddleIsCoveredAndOneFarOffIsNot(t *testing.T) {
	d, p := draws(t), model.Central()
	h := model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: 12}
	run, err := model.Run(&p, scenarios.History().Plan(h), h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	var members []*Observed
	for i := range 100 {
		members = append(members, d.Observe(i, &p, run))
	}
	row := *model.FindEvidence("CRSS-2023-civsf")
	near, far := row, row
	from, to := row.Months()
	middle := row.Observes.Over(run, from, to, 1)
	triple := 3 * middle
	near.Value, far.Value = &middle, &triple
	covers := Covers([]*model.Evidence{&near, &far}, members)
	if !covers[0].Inside || covers[1].Inside || covers[1].InsideAlone {
		t.Errorf("inside: %v and %v, want the first only", covers[0].Inside, covers[1].Inside)
	}
}

func TestEventsScatterTheNamesTheySayAndNoOthers(t *testing.T) {
	d, p := draws(t), model.Central()
	h := model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: 12}
	run, err := model.Run(&p, scenarios.History().Plan(h), h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	o := d.Observe(3, &p, run)
	from, to := model.NewYear(2024), model.NewYear(2025)
	for _, name := range append(model.OutcomeNames(), "civilians_attacks", "security_attacks") {
		moved := math.Abs(o.Amount(name, from, to)-model.Amount(run, name, from, to)) > 1e-9
		if moved != Scattered(name) {
			t.Errorf("%s is moved %v, said to be %v", name, moved, Scattered(name))
		}
	}
	worst := 0
	for _, m := range o.Months[from-h.Start : to-h.Start] {
		worst = max(worst, m.Worst)
	}
	if got := o.Worst(from, to); got != worst || got == 0 {
		t.Errorf("the deadliest attack of 2024 kills %d, want %d", got, worst)
	}
	if got := o.Worst(from, from); got != 0 {
		t.Errorf("in no time the deadliest attack kills %d", got)
	}
}

// small is an ensemble of two paths.
func small(t *testing.T) *ensemble.Result {
	t.Helper()
	d := &ensemble.Design{Worlds: []*scenarios.World{scenarios.Central()}, Horizon: model.DefaultHorizon, Members: 2, Draws: ensemble.Draws{Seed: 5}}
	for _, name := range []string{"kinetic", "investment"} {
		path, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		d.Paths = append(d.Paths, path)
	}
	r, err := ensemble.New(d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTheRunsObservedAreThoseOfTheEnsemble(t *testing.T) {
	r := small(t)
	if err := r.Run(context.Background(), ensemble.Options{}); err != nil {
		t.Fatal(err)
	}
	runs, err := Run(context.Background(), r, 0, 2)
	if err != nil {
		t.Fatal(err)
	}
	o := model.FindOutcome("deaths_all")
	for p := range runs {
		for i, observed := range runs[p] {
			if got, want := o.Of(observed.Trajectory.Years), r.Values(0, p, o)[i]; math.Abs(got-want) > 1e-9*want {
				t.Errorf("path %d, member %d: %v dead, want the ensemble's %v", p, i, got, want)
			}
		}
	}
	// Both paths meet the same chances as long as they have the same attacks, up to the fork.
	for i, a := range runs[0] {
		n := int(model.Fork - model.HistoryStart)
		if !slices.Equal(a.Months[:n], runs[1][i].Months[:n]) {
			t.Errorf("member %d: events before the fork differ between two paths", i)
		}
	}
}

func TestRunsThatAreStoppedOrDivergeAreNotObserved(t *testing.T) {
	r := small(t)
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Run(stopped, r, 0, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v, want the context's error", err)
	}
	d := *r.Design()
	world := scenarios.Central()
	world.Parameters.Inflow, world.Set = math.Inf(1), append(world.Set, model.FindParameter("inflow"))
	d.Worlds = []*scenarios.World{world}
	r, err := ensemble.New(&d)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Run(context.Background(), r, 0, 2)
	if want := "member 1 of seed 5: path kinetic: "; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v, want it to begin %q", err, want)
	}
}
