// SPDX-License-Identifier: Apache-2.0

package model

import (
	"fmt"
	"unsafe"

	"crossroads/model/ode"
)

// Kernel runs many members, each with its own parameters, under one or more
// plans. It keeps its room from call to call, so that calls of one size allocate
// nothing. It is not safe for concurrent use; give each worker its own.
type Kernel struct {
	set     *instructionSet
	blocks  []lanes
	columns []columns    // by year, then by block
	forks   [][]course   // by depth, then by block
	own     []Parameters // members under the assumptions of a plan
	now     Sample       // the work area of impulses and levers
	found   Ends
}

// groupBlocks is how many blocks advance side by side, so that the processor
// finds work in one while another waits for a division; they fit its nearest
// memory.
const groupBlocks = 2

// groupSize is how many members advance side by side.
const groupSize = groupBlocks * laneCount

// columns holds all series at one moment, by series and lane.
type columns [seriesCount][laneCount]float64

// seriesCount is the number of rows of SeriesTable.
const seriesCount = int(unsafe.Sizeof(Sample{})-unsafe.Offsetof(Sample{}.State)) / 8

// series is all series of s in the order of SeriesTable.
func (s *Sample) series() *[seriesCount]float64 {
	return (*[seriesCount]float64)(unsafe.Pointer(&s.State))
}

// instructionSet is the kernel's functions, written for some processors.
type instructionSet struct {
	name    string
	prepare func([]lanes)
	initial func([]lanes)
	settle  func([]lanes) // nil if initial finds the resting point itself
	turn    func([]lanes)
	gather  func([]lanes)
	derive  func([]lanes, *columns)

	firstStage, secondStage, thirdStage, lastStage func([]lanes)
}

// scalar runs on every processor.
var scalar = &instructionSet{
	name: "scalar", prepare: prepare, initial: startLanes, turn: turn, gather: gather, derive: deriveLanes,
	firstStage: firstStage, lastStage: lastStage,
	secondStage: func(blocks []lanes) { middleStage(blocks, blocks[0].half[0][0]) },
	thirdStage:  func(blocks []lanes) { middleStage(blocks, blocks[0].whole[0][0]) },
}

// startLanes sets the stocks to the resting point from which the history begins.
func startLanes(blocks []lanes) {
	for b := range blocks {
		w := &blocks[b]
		for i := range w.members {
			var s Sample
			p := w.parameters(i)
			lanesInto((*[leverCount]float64)(unsafe.Pointer(&s.Levers))[:], w.l[:], i)
			start(&s.State, &s.Levers, &p, &s.Auxiliaries)
			w.load(i, &s.State)
		}
	}
}

// deriveLanes writes all series as columns.
func deriveLanes(blocks []lanes, to *columns) {
	all := unsafe.Slice(to, len(blocks))
	for b := range blocks {
		w := &blocks[b]
		for i := range w.members {
			var s Sample
			p := w.parameters(i)
			lanesInto((*[leverCount]float64)(unsafe.Pointer(&s.Levers))[:], w.l[:], i)
			w.store(i, &s.State)
			s.Derive(&p)
			all[b].set(i, &s)
		}
	}
}

// lane is w as lane i sees it: its numbers are the first of every slot. Written
// so, they lie at fixed distances, which compilers do well with.
func (w *lanes) lane(i int) *lanes { return (*lanes)(unsafe.Add(unsafe.Pointer(w), 8*i)) }

const (
	leverCount     = int(unsafe.Sizeof(Levers{})) / 8
	parameterCount = int(unsafe.Sizeof(Parameters{})) / 8
)

// lanesInto reads lane i of some slots.
func lanesInto(to []float64, from [][laneCount]float64, i int) {
	for j := range to {
		to[j] = from[j][i]
	}
}

// parameters are those of lane i.
func (w *lanes) parameters(i int) (p Parameters) {
	lanesInto((*[parameterCount]float64)(unsafe.Pointer(&p))[:], w.p[:], i)
	return p
}

// setParameters sets those of lane i.
func (w *lanes) setParameters(i int, p *Parameters) {
	for j, v := range (*[parameterCount]float64)(unsafe.Pointer(p)) {
		w.p[j][i] = v
	}
}

// setLevers sets those of lane i.
func (w *lanes) setLevers(i int, l *Levers) {
	for j, v := range (*[leverCount]float64)(unsafe.Pointer(l)) {
		w.l[j][i] = v
	}
}

// fill sets all lanes of a slot.
func fill(slot *[laneCount]float64, v float64) {
	for i := range slot {
		slot[i] = v
	}
}

// set sets lane i from s.
func (c *columns) set(i int, s *Sample) {
	for j, v := range s.series() {
		c[j][i] = v
	}
}

// sample sets s from lane i.
func (c *columns) sample(i int, s *Sample) {
	lanesInto(s.series()[:], c[:], i)
}

// NewKernel returns a kernel. It runs as KernelName says; that never changes a digit.
func NewKernel() *Kernel { return newKernel(chosen) }

func newKernel(set *instructionSet) *Kernel {
	return &Kernel{set: set, blocks: aligned[lanes](groupBlocks)}
}

// aligned returns n values that begin where a cache line does, as their sizes
// are multiples of one, with a line to spare behind them.
func aligned[T lanes | columns | course](n int) []T {
	var one T
	size := int(unsafe.Sizeof(one))
	room := make([]byte, n*size+127)
	at := (64 - int(uintptr(unsafe.Pointer(unsafe.SliceData(room))))%64) % 64
	return unsafe.Slice((*T)(unsafe.Pointer(&room[at])), n)
}

// MemberError says which member of a call failed, and under which plan.
type MemberError struct {
	Member int // index among the parameters of the call
	Plan   int // index among the plans of the call
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
	if len(plan.Rules) > 0 {
		for i := range p {
			t, err := Run(&p[i], plan, h, ode.RK4)
			if err != nil {
				return &MemberError{i, 0, err}
			}
			years[i] = append(years[i][:0], t.Years...)
		}
		return nil
	}
	p = k.assume(p, plan)
	for from := 0; from < len(p); from += groupSize {
		to := min(from+groupSize, len(p))
		r := runner{Kernel: k, p: p[from:to], h: h}
		at := r.start(plan)
		r.advance(plan, &at, h.Months()+1)
		if err := r.finite(plan); err != nil {
			err.Member += from
			return err
		}
		e := Ends{h: h, plan: plan, blocks: len(r.active()), rows: r.columns}
		for i := from; i < to; i++ {
			years[i] = e.Years(i-from, years[i])
		}
	}
	return nil
}

// assume is p with the assumptions of a plan, or p itself if it has none.
func (k *Kernel) assume(p []Parameters, plan *Plan) []Parameters {
	if len(plan.Assumptions) == 0 {
		return p
	}
	k.own = append(k.own[:0], p...)
	for i := range k.own {
		k.own[i] = *plan.assume(&k.own[i])
	}
	return k.own
}

// runner follows at most groupSize members.
type runner struct {
	*Kernel
	p      []Parameters
	h      Horizon
	own    *OwnCourse // of the members; nil if all follow the plan
	months []Month    // of which columns are written; nil for the ends of years
}

// position is how far a runner has come under a plan.
type position struct {
	month    int // the next
	levers   *Levers
	impulses int // that have struck
	steps    int // since the integrals were last gathered
	picked   int // months of the runner that have passed
}

// active is the blocks that hold members.
func (r *runner) active() []lanes { return r.blocks[:(len(r.p)+laneCount-1)/laneCount] }

// start puts the members at the start of the horizon.
func (r *runner) start(plan *Plan) position {
	blocks := r.active()
	length := 1 / float64(r.h.StepsPerYear)
	for b := range blocks {
		w := &blocks[b]
		w.members = min(laneCount, len(r.p)-b*laneCount)
		for i := range w.members {
			w.setParameters(i, &r.p[b*laneCount+i])
		}
		for i := w.members; i < laneCount; i++ { // an empty lane repeats a full one
			w.setParameters(i, &r.p[b*laneCount])
		}
		for i, v := range literals {
			fill(&w.literal[i], v)
		}
		w.course = course{}
		fill(&w.half[0], length/2)
		fill(&w.whole[0], length)
		fill(&w.sixth[0], length/6)
	}
	r.setLevers(&plan.Months[0], 0)
	r.makeColumns()
	r.set.prepare(blocks)
	r.set.initial(blocks)
	if r.set.settle != nil {
		for range SettleRounds {
			r.set.settle(blocks)
		}
	}
	r.set.turn(blocks)
	return position{levers: &plan.Months[0]}
}

// makeColumns makes room for what the runner finds.
func (r *runner) makeColumns() {
	if n := max(len(r.months), r.h.Months()/12+1) * len(r.active()); len(r.columns) < n {
		r.columns = aligned[columns](n)
	}
}

// gatherSteps adds the integrals of some steps to the totals.
func (r *runner) gatherSteps(blocks []lanes, steps int) {
	for b := range blocks {
		fill(&blocks[b].steps[0], float64(steps))
	}
	r.set.gather(blocks)
}

// advance follows a plan from where the members are until a month; the month
// after the last is the end itself.
func (r *runner) advance(plan *Plan, at *position, until int) {
	blocks, set := r.active(), r.set
	perMonth := r.h.StepsPerYear / 12
	for ; at.month < until; at.month++ {
		end := at.month == r.h.Months()
		next, struck := at.levers, at.impulses
		if !end {
			next = &plan.Months[at.month]
			for struck < len(plan.Impulses) && plan.Impulses[struck].At <= r.h.Start+Month(at.month) {
				struck++
			}
		}
		turned := *next != *at.levers || r.own != nil && at.month%12 == 0 && !end
		picked := at.picked < len(r.months) && r.months[at.picked] == r.h.Start+Month(at.month)
		if turned || struck > at.impulses || picked || at.month%12 == 0 {
			r.gatherSteps(blocks, at.steps)
			at.steps = 0
		}
		if at.month%12 == 0 && r.months == nil {
			set.derive(blocks, &r.columns[at.month/12*len(blocks)])
		}
		if struck > at.impulses {
			r.strike(blocks, plan.Impulses[at.impulses:struck])
			at.impulses = struck
		}
		if turned {
			at.levers = next
			r.setLevers(next, at.month)
			set.turn(blocks)
		}
		if picked {
			set.derive(blocks, &r.columns[at.picked*len(blocks)])
			at.picked++
		}
		if end {
			continue
		}
		for range perMonth {
			set.firstStage(blocks)
			set.secondStage(blocks)
			set.thirdStage(blocks)
			set.lastStage(blocks)
		}
		at.steps += perMonth
	}
}

// setLevers sets the levers of every lane to those of a month.
func (r *runner) setLevers(levers *Levers, month int) {
	blocks := r.active()
	for b := range blocks {
		for i := range laneCount {
			r.now.Levers = *levers
			if at := b*laneCount + i; r.own != nil && at < len(r.p) {
				*r.own.Lever.Of(&r.now.Levers) = r.own.Years[at][month/12]
			}
			blocks[b].setLevers(i, &r.now.Levers)
		}
	}
}

// strike changes all members by impulses.
func (r *runner) strike(blocks []lanes, impulses []Impulse) {
	for b := range blocks {
		w := &blocks[b]
		for i := range w.members {
			w.store(i, &r.now.State)
			for j := range impulses {
				impulses[j].apply(&r.now.State, &r.p[b*laneCount+i])
			}
			w.load(i, &r.now.State)
		}
	}
}

// finite names the first member whose numbers ceased to be finite.
func (r *runner) finite(plan *Plan) *MemberError {
	blocks := r.active()
	rows := r.h.Months()/12 + 1
	if r.months != nil {
		rows = len(r.months)
	}
	last := r.columns[(rows-1)*len(blocks):]
	for i := range r.p {
		var sum float64
		for j := range stateSize {
			v := last[i/laneCount][j][i%laneCount]
			sum += v - v // 0, or NaN once a value is infinite or NaN
		}
		if sum == 0 {
			continue
		}
		followed := plan
		if r.own != nil {
			followed = r.own.plan(plan, i)
		}
		if _, err := Run(&r.p[i], followed, r.h, ode.RK4); err != nil { // says when and where
			return &MemberError{Member: i, Err: err}
		}
	}
	return nil
}
