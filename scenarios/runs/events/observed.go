// SPDX-License-Identifier: Apache-2.0

package events

import (
	"context"
	"fmt"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/elementary"
	"crossroads/scenarios/stats/workers"
)

// Observed is a run as those who count would see it: its course, with attacks
// scattered around it.
type Observed struct {
	Trajectory *model.Trajectory
	Months     []Month   // from the start of the run
	Expected   []float64 // attacks, by month
	lethality  float64
	civilians  float64 // share of those killed in attacks
}

// Observe scatters the attacks of a member's run.
func (d *Draws) Observe(member int, p *model.Parameters, t *model.Trajectory) *Observed {
	o := &Observed{Trajectory: t, lethality: p.DeathsPerAttack, civilians: p.CivilianShare}
	for m := t.Horizon.Start; m < t.Horizon.End; m++ {
		o.Expected = append(o.Expected, t.At(m+1).TotalAttacks-t.At(m).TotalAttacks)
	}
	o.Months = d.Months(d.Member(member), member, t.Horizon.Start, o.Expected, o.lethality)
	return o
}

// Run runs the first members of an ensemble in a world month by month and
// scatters their attacks. The runs come by path and member.
func Run(ctx context.Context, r *ensemble.Result, world, members int) ([][]*Observed, error) {
	d := r.Design()
	draws, err := NewDraws(d.Draws.Seed, d.Draws.Sampling)
	if err != nil {
		return nil, err
	}
	runs := make([][]*Observed, len(d.Paths))
	plans := make([]*model.Plan, len(d.Paths))
	for p, path := range d.Paths {
		plans[p], runs[p] = path.PlanIn(d.Worlds[world], d.Horizon), make([]*Observed, members)
	}
	err = workers.Each(ctx, members, func(i int) error {
		held := r.Assumptions(world).Member(i)
		for p := range plans {
			t, err := model.Run(&held, plans[p], d.Horizon, ode.RK4)
			if err != nil {
				return fmt.Errorf("member %d of seed %d: path %s: %w", i+1, d.Draws.Seed, d.Paths[p].Name, err)
			}
			runs[p][i] = draws.Observe(i, &held, t)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return runs, nil
}

// beyond is how many more attacks and dead there were in a period than the run
// has.
func (o *Observed) beyond(from, to model.Month) (attacks, killed float64) {
	start := o.Trajectory.Horizon.Start
	for m := from; m < to; m++ {
		month, expected := o.Months[m-start], o.Expected[m-start]
		attacks += float64(month.Attacks) - expected
		killed += float64(month.Killed) - float64(o.lethality*expected)
	}
	return attacks, killed
}

// Scattered reports whether events scatter an outcome or series of that name.
func Scattered(name string) bool {
	switch name {
	case "attacks", "civilians_attacks", "security_attacks", "deaths_civilian_security", "deaths_all":
		return true
	}
	return false
}

// Amount is an outcome or series over a period, as observations read it, with
// its events.
func (o *Observed) Amount(name string, from, to model.Month) float64 {
	v := model.Amount(o.Trajectory, name, from, to)
	attacks, killed := o.beyond(from, to)
	switch name {
	case "attacks":
		v += attacks
	case "civilians_attacks":
		v += float64(o.civilians * killed)
	case "security_attacks":
		v += float64((1 - o.civilians) * killed)
	case "deaths_civilian_security", "deaths_all":
		v += killed
	}
	return v
}

// Worst is how many the deadliest attack of a period kills.
func (o *Observed) Worst(from, to model.Month) int {
	worst := 0
	for _, m := range o.Months[from-o.Trajectory.Horizon.Start : to-o.Trajectory.Horizon.Start] {
		worst = max(worst, m.Worst)
	}
	return worst
}

// Cover is a recorded figure beside what the members have for it.
type Cover struct {
	Evidence            *model.Evidence
	Alone, With         ensemble.Band // without and with events
	InsideAlone, Inside bool          // the figure lies in the middle 80%
}

// Covers compares recorded figures with the members. Where a source counts an
// unknown share of what happens, each member has the share that fits the
// source's figures of that kind on the whole, so that only the scatter around
// it is put to the test.
func Covers(rows []*model.Evidence, members []*Observed) []Cover {
	type kind struct{ source, observes string }
	kindOf := func(e *model.Evidence) kind { return kind{e.Source, e.Observes.String()} }
	alone, with := make([][]float64, len(rows)), make([][]float64, len(rows))
	for _, o := range members {
		smooth := make([]float64, len(rows))
		logs, counts := map[kind]float64{}, map[kind]float64{}
		for i, e := range rows {
			from, to := e.Months()
			smooth[i] = e.Observes.Over(o.Trajectory, from, to, 1)
			logs[kindOf(e)] += elementary.Log(*e.Value / smooth[i])
			counts[kindOf(e)]++
		}
		for i, e := range rows {
			from, to := e.Months()
			fraction := 1.0
			if e.Observes.HasFraction() {
				fraction = elementary.Exp(logs[kindOf(e)] / counts[kindOf(e)])
			}
			alone[i] = append(alone[i], e.Observes.Over(o.Trajectory, from, to, fraction))
			with[i] = append(with[i], e.Observes.Value(func(name string) float64 { return o.Amount(name, from, to) }, fraction))
		}
	}
	list := make([]Cover, len(rows))
	for i, e := range rows {
		c := Cover{Evidence: e, Alone: ensemble.NewDistribution(alone[i]).Band(), With: ensemble.NewDistribution(with[i]).Band()}
		c.InsideAlone = c.Alone.Low80 <= *e.Value && *e.Value <= c.Alone.High80
		c.Inside = c.With.Low80 <= *e.Value && *e.Value <= c.With.High80
		list[i] = c
	}
	return list
}
