// SPDX-License-Identifier: Apache-2.0

package model

import (
	"fmt"
	"math"

	"crossroads/model/ode"
)

// The common calendar: one history for every path, then the fork.
const (
	HistoryStart = Month(2021 * 12)
	Fork         = Month(2026 * 12)
	DefaultEnd   = Month(2041 * 12) // the last instant of 2040
)

// Horizon is the time a run spans and how finely it is cut.
type Horizon struct {
	Start, End   Month // both New Year's days
	StepsPerYear int   // a multiple of 12, because levers change by the month
}

// DefaultHorizon spans 2021 to 2040 in monthly steps.
var DefaultHorizon = Horizon{HistoryStart, DefaultEnd, 12}

// PolicyStart is the month from which paths act and outcomes are summed up: the
// end of the shared history, or the start of a run that has another history.
func (h Horizon) PolicyStart() Month { return policyStart(h.Start) }

func policyStart(start Month) Month {
	if start == HistoryStart {
		return Fork
	}
	return start
}

// Months is the number of months in h.
func (h Horizon) Months() int { return int(h.End - h.Start) }

// check refuses a horizon that cannot be cut into months or that a plan does
// not fill.
func (h Horizon) check(plan *Plan) error {
	switch {
	case h.Start%12 != 0 || h.End%12 != 0 || h.End <= h.Start:
		return fmt.Errorf("horizon %s to %s: is not a number of whole years (from January to a later January)", h.Start, h.End)
	case h.StepsPerYear <= 0 || h.StepsPerYear%12 != 0:
		return fmt.Errorf("horizon: %d steps a year (12 or a multiple, because levers change by the month)", h.StepsPerYear)
	case len(plan.Months) < h.Months():
		return fmt.Errorf("plan: %d months of levers (%d, one for each month of the horizon)", len(plan.Months), h.Months())
	}
	return nil
}

// Plan is what the actors do and what befalls them from month to month.
type Plan struct {
	Months   []Levers  // one per month from the start of the horizon
	Impulses []Impulse // in order of time
	Rules    []Rule    // later ones prevail where two set one lever

	Assumptions []Assumption // stand in place of those of the world
}

// Assumption is a value of one parameter.
type Assumption struct {
	Parameter *Parameter
	Value     float64
}

// assume is p with the assumptions of the plan, or p itself if it has none.
func (plan *Plan) assume(p *Parameters) *Parameters {
	if len(plan.Assumptions) == 0 {
		return p
	}
	own := *p
	for _, a := range plan.Assumptions {
		*a.Parameter.Of(&own) = a.Value
	}
	return &own
}

// Impulse is a change of stocks at one instant.
type Impulse struct {
	At                           Month
	Civilians, Security, Wounded float64 // people, in one attack
	CancelledShare               float64 // share of every stage of the pipeline
	TrustLost                    float64 // share of trust
}

// apply changes s as the impulse says.
func (i *Impulse) apply(s *State, p *Parameters) {
	if deaths := i.Civilians + i.Security; deaths > 0 || i.Wounded > 0 {
		s.TotalAttacks++
		s.TotalCiviliansAttacks += i.Civilians
		s.TotalSecurityAttacks += i.Security
		s.TotalWounded += i.Wounded
		s.PerceivedAttacks += deaths / p.DeathsPerAttack
	}
	s.Trust -= float64(i.TrustLost * s.Trust)
	s.TotalCancelled += float64(i.CancelledShare * (s.Pipeline1 + s.Pipeline2 + s.Pipeline3))
	s.Pipeline1 -= float64(i.CancelledShare * s.Pipeline1)
	s.Pipeline2 -= float64(i.CancelledShare * s.Pipeline2)
	s.Pipeline3 -= float64(i.CancelledShare * s.Pipeline3)
}

// Rule sets levers for some time once a condition has held: from the month after
// When has held for Hold months in a row until the month after Until holds or,
// if Months is not 0, for that many months. Then it waits for When again.
type Rule struct {
	From   Month
	When   Condition
	Hold   int       // months; 0 and 1 both mean at once
	Until  Condition // never holds if it names no series
	Months int
	Set    []Setting
}

// Firing is a moment at which a rule began to set its levers or ceased to.
type Firing struct {
	Rule int // index among the rules of the plan
	At   Month
	On   bool
}

// Condition compares a series at the start of a month, under the levers of the
// month before, with a threshold.
type Condition struct {
	Series *Series
	Above  bool
	Value  float64
}

// Setting is a value for one lever.
type Setting struct {
	Lever *Lever
	Value float64
}

// holds reports whether the condition is met at s.
func (c *Condition) holds(s *Sample) bool {
	switch {
	case c.Series == nil:
		return false
	case c.Above:
		return c.Series.Of(s) > c.Value
	default:
		return c.Series.Of(s) < c.Value
	}
}

// Trajectory is one run: a sample at every step boundary, in order of time,
// first at Start, last at End. A sample's levers are those in force from then
// on; the last repeats the last month's. Years holds the same run as each year
// ends.
type Trajectory struct {
	Horizon Horizon
	Samples []Sample
	Years   Years
	Firings []Firing // of the plan's rules, in order of time
}

// At is the sample at the start of month m, which must lie in the horizon.
func (t *Trajectory) At(m Month) *Sample {
	return &t.Samples[int(m-t.Horizon.Start)*t.Horizon.StepsPerYear/12]
}

// DivergedError says that a run left the numbers that mean anything.
type DivergedError struct {
	Time  float64 // year
	Stock string
	Value float64
}

func (e *DivergedError) Error() string {
	return fmt.Sprintf("diverged at %.3f: %s = %g (a smaller step or parameters inside their ranges)", e.Time, e.Stock, e.Value)
}

// SettleRounds is enough for the resting point of the start to stand still to
// eight digits at every corner of the ranges (a test says so).
const SettleRounds = 64

// start sets s to the resting point from which the history begins.
func start(s *State, l *Levers, p *Parameters, a *Auxiliaries) {
	initialRounded(s, l, p)
	for range SettleRounds {
		auxiliariesRounded(s, l, p, a)
		settleRounded(s, l, p, a)
	}
}

// Run follows the system through the horizon with the given method (ode.RK4
// where accuracy matters). It returns a DivergedError if a number ceases to be
// finite. Equal arguments give equal results to the bit.
func Run(p *Parameters, plan *Plan, h Horizon, step ode.Method) (*Trajectory, error) {
	if err := h.check(plan); err != nil {
		return nil, err
	}
	var (
		steps    = h.Months() * h.StepsPerYear / 12
		perMonth = h.StepsPerYear / 12
		length   = 1 / float64(h.StepsPerYear)
		t        = &Trajectory{Horizon: h, Samples: make([]Sample, steps+1), Years: make(Years, 0, h.Months()/12+1)}
		watches  = make([]watch, len(plan.Rules))
		y, work  = make([]float64, stateSize), ode.NewWork(stateSize)
		now      Sample // the sample in the making
		s, d     State  // the work area of rate
		a        Auxiliaries
		f        Flows
	)
	rate := func(y, dydt []float64) {
		s.load(y)
		auxiliariesRounded(&s, &now.Levers, p, &a)
		flowsRounded(&s, &now.Levers, p, &a, &f)
		ratesRounded(&f, &d)
		d.store(dydt)
	}
	p = plan.assume(p)
	now.Levers = plan.Months[0]
	start(&now.State, &now.Levers, p, &now.Auxiliaries)
	impulses := plan.Impulses
	for k := 0; ; k++ {
		month := min(k/perMonth, h.Months()-1)
		now.Time = float64(h.Start)/12 + float64(k)/float64(h.StepsPerYear)
		if k%h.StepsPerYear == 0 {
			t.Years = append(t.Years, now)
			t.Years[len(t.Years)-1].Derive(p)
		}
		if k%perMonth == 0 && k < steps {
			now.Levers = plan.Months[month]
			for len(impulses) > 0 && impulses[0].At <= h.Start+Month(month) {
				impulses[0].apply(&now.State, p)
				impulses = impulses[1:]
			}
			if k > 0 {
				t.applyRules(plan.Rules, watches, h.Start+Month(month), &t.Samples[k-1], &now.Levers)
			}
		}
		now.Derive(p)
		t.Samples[k] = now
		if err := now.finite(); err != nil {
			return nil, err
		}
		if k == steps {
			return t, nil
		}
		now.State.store(y)
		step(rate, length, y, work)
		now.State.load(y)
	}
}

// Derive works out again what follows from the state and the levers of s.
func (s *Sample) Derive(p *Parameters) {
	auxiliariesRounded(&s.State, &s.Levers, p, &s.Auxiliaries)
	flowsRounded(&s.State, &s.Levers, p, &s.Auxiliaries, &s.Flows)
}

// watch is how far a rule has come: whether it is on, and for how many months it
// has been on or, while it is off, its condition has held.
type watch struct {
	on     bool
	months int
}

// turn brings the watch of a rule to a new month by what the last sample shows,
// and reports whether the rule went on or off.
func (w *watch) turn(r *Rule, last *Sample) bool {
	was := w.on
	w.months++
	switch {
	case w.on:
		w.on = !r.Until.holds(last) && (r.Months == 0 || w.months < r.Months)
	case !r.When.holds(last):
		w.months = 0
	default:
		w.on = w.months >= r.Hold
	}
	if w.on != was {
		w.months = 0
	}
	return w.on != was
}

// applyRules turns the rules to a month and sets the levers of those that are on.
func (t *Trajectory) applyRules(rules []Rule, watches []watch, month Month, last *Sample, l *Levers) {
	for i := range rules {
		r := &rules[i]
		if month < r.From {
			continue
		}
		if watches[i].turn(r, last) {
			t.Firings = append(t.Firings, Firing{i, month, watches[i].on})
		}
		if watches[i].on {
			for _, set := range r.Set {
				*set.Lever.Of(l) = set.Value
			}
		}
	}
}

// finite returns a DivergedError for the first stock that is not a number any more.
func (s *Sample) finite() error {
	var y [stateSize]float64
	s.State.store(y[:])
	var sum float64
	for _, v := range y {
		sum += v - v // 0, or NaN once a value is infinite or NaN
	}
	if sum == 0 {
		return nil
	}
	for i := range y {
		if math.IsNaN(y[i]) || math.IsInf(y[i], 0) {
			return &DivergedError{s.Time, SeriesTable[i].Name, y[i]}
		}
	}
	return nil
}
