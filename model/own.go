// SPDX-License-Identifier: Apache-2.0

package model

import "fmt"

// OwnCourse is a lever that takes its own course in every member.
type OwnCourse struct {
	Lever *Lever
	Years [][]float64 // its value by member, then by year of the horizon
}

// of is the course of some members.
func (o *OwnCourse) of(from, to int) *OwnCourse { return &OwnCourse{o.Lever, o.Years[from:to]} }

// plan is a plan as member i follows it.
func (o *OwnCourse) plan(plan *Plan, i int) *Plan {
	own := *plan
	own.Months = make([]Levers, len(plan.Months))
	for m := range own.Months {
		own.Months[m] = plan.Months[m]
		if m/12 < len(o.Years[i]) {
			*o.Lever.Of(&own.Months[m]) = o.Years[i][m/12]
		}
	}
	return &own
}

// Moments is what is known of a run at some moments.
type Moments interface {
	// At is the sample at the start of a month, under the levers in force from then on.
	At(Month) *Sample
}

// excerpt is a run at some months.
type excerpt struct {
	months  []Month
	samples []Sample
	places  []int // by month of the horizon
	start   Month
}

// At is the sample at the start of a month.
func (e *excerpt) At(m Month) *Sample { return &e.samples[e.places[m-e.start]] }

// RunAt follows every member as Run does, but with its own course of a lever. It
// hands take the samples of one member after another at the months given, which are
// in order of time and lie in the horizon; the last month ends the run. What take is
// given holds only while it runs. Plans with rules are refused.
func (k *Kernel) RunAt(p []Parameters, plan *Plan, own *OwnCourse, h Horizon, months []Month, take func(member int, at Moments)) error {
	if err := h.check(plan); err != nil {
		return err
	}
	if len(plan.Rules) > 0 {
		return fmt.Errorf("plan: rules and a lever of its own in every member do not go together (Run)")
	}
	e := excerpt{months: months, samples: make([]Sample, len(months)), places: make([]int, h.Months()+1), start: h.Start}
	for i := range e.places {
		e.places[i] = -1 // so that a month that was not asked for is not taken for another
	}
	for i, m := range months {
		e.places[m-h.Start] = i
	}
	p = k.assume(p, plan)
	for from := 0; from < len(p); from += groupSize {
		to := min(from+groupSize, len(p))
		r := runner{Kernel: k, p: p[from:to], h: h, own: own.of(from, to), months: months}
		at := r.start(plan)
		r.advance(plan, &at, int(months[len(months)-1]-h.Start)+1)
		if err := r.finite(plan); err != nil {
			err.Member += from
			return err
		}
		for i := range r.p {
			for j, m := range months {
				s := &e.samples[j]
				s.Time = float64(h.Start)/12 + float64(m-h.Start)/12
				month := min(int(m-h.Start), h.Months()-1)
				s.Levers = plan.Months[month]
				*own.Lever.Of(&s.Levers) = r.own.Years[i][month/12]
				r.columns[j*len(r.active())+i/laneCount].sample(i%laneCount, s)
			}
			take(from+i, &e)
		}
	}
	return nil
}
