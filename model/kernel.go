package model

import (
	"fmt"

	"crossroads/model/ode"
)

// Kernel runs many members, each with its own parameters, under one plan. It
// keeps its room from call to call, so that calls of one size allocate nothing.
// It is not safe for concurrent use; give each worker its own.
type Kernel struct {
	lanes  [laneCount]lane
	common common
	now    Sample // the work area of the start and of impulses
}

// laneCount members advance side by side, so that the processor finds work in
// one while another waits for a division; all of them fit its nearest memory.
const laneCount = 8

// NewKernel returns a kernel.
func NewKernel() *Kernel { return &Kernel{} }

// MemberError says which member of a call to Kernel.Run failed.
type MemberError struct {
	Member int // index among the parameters of the call
	Err    error
}

func (e *MemberError) Error() string { return fmt.Sprintf("member %d: %v", e.Member, e.Err) }

// Unwrap returns the failure itself.
func (e *MemberError) Unwrap() error { return e.Err }

// Run follows every member through the horizon with RK4 and fills years[i] with
// the samples of member i as each year ends, first at Start, last at End; their room
// is used again where it suffices. What a member's numbers are depends on its
// parameters, the plan and the horizon, not on the other members. It returns a
// MemberError around a DivergedError if a number ceases to be finite.
//
// The equations are evaluated in an order made for speed; results agree with
// those of the function Run to twelve digits. Plans with rules are left to that
// function, because each member follows its own levers.
func (k *Kernel) Run(p []Parameters, plan *Plan, h Horizon, years []Years) error {
	if err := h.check(plan); err != nil {
		return err
	}
	for i := range p {
		if n := h.Months()/12 + 1; cap(years[i]) < n {
			years[i] = make(Years, n)
		} else {
			years[i] = years[i][:n]
		}
	}
	if len(plan.Rules) > 0 {
		for i := range p {
			if err := runTyped(&p[i], plan, h, years[i]); err != nil {
				return &MemberError{i, err}
			}
		}
		return nil
	}
	if len(plan.Assumptions) > 0 {
		own := make([]Parameters, len(p))
		for i := range p {
			own[i] = *plan.assume(&p[i])
		}
		p = own
	}
	for from := 0; from < len(p); from += laneCount {
		to := min(from+laneCount, len(p))
		k.block(p[from:to], plan, h, years[from:to])
		for i := from; i < to; i++ {
			last := &years[i][len(years[i])-1]
			if last.finite() == nil {
				continue
			}
			if err := runTyped(&p[i], plan, h, years[i]); err != nil { // says when and where
				return &MemberError{i, err}
			}
		}
	}
	return nil
}

// runTyped fills years by the function Run.
func runTyped(p *Parameters, plan *Plan, h Horizon, years Years) error {
	t, err := Run(p, plan, h, ode.RK4)
	if err == nil {
		copy(years, t.Years)
	}
	return err
}

// block follows at most laneCount members.
func (k *Kernel) block(p []Parameters, plan *Plan, h Horizon, years []Years) {
	var (
		lanes    = k.lanes[:len(p)]
		length   = 1 / float64(h.StepsPerYear)
		perMonth = h.StepsPerYear / 12
		impulses = plan.Impulses
		levers   = &plan.Months[0]
		steps    int // since the integrals were last gathered
	)
	for i := range lanes {
		k.now.State = State{}
		start(&k.now.State, levers, &p[i], &k.now.Auxiliaries)
		lanes[i].load(&k.now.State)
		lanes[i].prepare(&p[i])
	}
	k.turn(lanes, levers)
	for month := 0; ; month++ {
		end := month == h.Months()
		next := levers
		struck := 0
		if !end {
			next = &plan.Months[month]
			for struck < len(impulses) && impulses[struck].At <= h.Start+Month(month) {
				struck++
			}
		}
		turned := *next != *levers
		if turned || struck > 0 || month%12 == 0 {
			for i := range lanes {
				lanes[i].gather(&k.common, length/6, float64(steps))
			}
			steps = 0
		}
		if month%12 == 0 {
			for i := range lanes {
				s := &years[i][month/12]
				s.Time = float64(h.Start)/12 + float64(month/12)
				s.Levers = *levers
				lanes[i].store(&s.State)
				s.Derive(&p[i])
			}
		}
		if struck > 0 {
			for i := range lanes {
				lanes[i].store(&k.now.State)
				for j := range impulses[:struck] {
					impulses[j].apply(&k.now.State, &p[i])
				}
				lanes[i].load(&k.now.State)
			}
			impulses = impulses[struck:]
		}
		if turned {
			levers = next
			k.turn(lanes, levers)
		}
		if end {
			return
		}
		for range perMonth {
			firstStage(lanes, &k.common, length/2)
			middleStage(lanes, &k.common, length/2)
			middleStage(lanes, &k.common, length)
			lastStage(lanes, &k.common, length/6)
		}
		steps += perMonth
	}
}

// turn sets the levers of all lanes.
func (k *Kernel) turn(lanes []lane, l *Levers) {
	k.common.turn(l)
	for i := range lanes {
		lanes[i].turn(&k.common)
	}
}
