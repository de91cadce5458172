// SPDX-License-Identifier: Apache-2.0

// Package optimize searches schedules of levers for those with the fewest of an
// outcome in the model, under a ceiling on money and other conditions. What it
// finds is the fewest found, not the fewest there is.
package optimize

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"
	solver "gonum.org/v1/gonum/optimize"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/stats/draw"
	"crossroads/scenarios/stats/workers"
)

// Lever is a lever that may be set, within limits and in a direction.
type Lever struct {
	*model.Lever
	From, To float64 // the values allowed
	Course   Course
}

// Course says how a lever may move from one period to the next.
type Course int

// The courses.
const (
	Any     Course = iota
	Rising         // never below the period before
	Falling        // never above it
)

// Problem is what to search.
type Problem struct {
	Outcome *model.Outcome
	Levers  []Lever
	Periods []int               // the years in which levers may change, from the fork on
	Base    *scenarios.Scenario // holds all other levers
	World   *scenarios.World    // what befalls every path; nil for nothing
	Budget  float64             // USD million in any year; 0 for no ceiling
	Most    bool                // the most is sought, not the fewest
	Horizon model.Horizon
	Sets    []model.Parameters // of assumptions: the outcome is their mean, and so is what is spent
}

// Schedule holds a value for each lever and period, with what came of it.
type Schedule struct {
	Values  [][]float64 // by lever and period
	Outcome float64     // mean over the sets
	Spends  float64     // in the year that costs most, mean over the sets; USD million/year
	Stopped bool        // whether the search was stopped before its end
}

// Plan lays a schedule out.
func (p *Problem) Plan(values [][]float64) *model.Plan {
	plan := p.Base.PlanIn(p.World, p.Horizon)
	plan.Months = slices.Clone(plan.Months)
	p.set(plan, values)
	return plan
}

// set sets the levers of a schedule in a plan.
func (p *Problem) set(plan *model.Plan, values [][]float64) {
	for i, l := range p.Levers {
		for k, year := range p.Periods {
			to := len(plan.Months)
			if k+1 < len(p.Periods) {
				to = int(model.NewYear(p.Periods[k+1]) - p.Horizon.Start)
			}
			for m := int(model.NewYear(year) - p.Horizon.Start); m < to; m++ {
				*l.Of(&plan.Months[m]) = values[i][k]
			}
		}
	}
}

// worker is the room one search needs.
type worker struct {
	*Problem
	kernel *model.Kernel
	years  []model.Years
	plan   *model.Plan // of the schedule tried last
	halt   *model.Halt // where the first period begins; nil for plans with rules
}

func (p *Problem) worker() *worker {
	w := &worker{Problem: p, kernel: model.NewKernel(), years: make([]model.Years, len(p.Sets))}
	w.plan = p.Base.PlanIn(p.World, p.Horizon)
	w.plan.Months = slices.Clone(w.plan.Months)
	return w
}

// Try runs a schedule.
func (p *Problem) Try(values [][]float64) (*Schedule, error) { return p.worker().try(values) }

// run follows the plan under every set; what is the same in all schedules is run once.
func (w *worker) run() error {
	if len(w.plan.Rules) > 0 {
		return w.kernel.Run(w.Sets, w.plan, w.Horizon, w.years)
	}
	if w.halt == nil {
		var err error
		if w.halt, err = w.kernel.Halt(w.Sets, w.plan, w.Horizon, model.NewYear(w.Periods[0])); err != nil {
			return err
		}
	}
	return w.kernel.Resume(w.halt, w.plan, w.years)
}

// try runs a schedule under every set.
func (w *worker) try(values [][]float64) (*Schedule, error) {
	w.set(w.plan, values)
	if err := w.run(); err != nil {
		return nil, err
	}
	s := &Schedule{Values: values}
	spent := make([]float64, w.Horizon.End.Year()-model.Fork.Year())
	for i := range w.Sets {
		s.Outcome += w.Outcome.Of(w.years[i]) / float64(len(w.Sets))
		for y := range spent {
			spent[y] += Spent(w.years[i], model.Fork.Year()+y) / float64(len(w.Sets))
		}
	}
	s.Spends = slices.Max(spent)
	return s, nil
}

// Spent is what a run spends in a year on operations, programmes and the
// investment it announces.
func Spent(y model.Years, year int) float64 {
	var sum float64
	for _, o := range spending {
		sum += o.In(y, year)
	}
	return sum
}

var spending = []*model.Outcome{model.FindOutcome("operations_spending"), model.FindOutcome("programmes_spending"), model.FindOutcome("investment_announced")}

// values turns a point into values within their limits, 0 standing for the low
// and 1 for the high one, and in their directions.
func (p *Problem) values(x []float64) [][]float64 {
	list := make([][]float64, len(p.Levers))
	periods := len(p.Periods)
	for i, l := range p.Levers {
		for k := range periods {
			v := l.From + float64((l.To-l.From)*min(max(x[i*periods+k], 0), 1))
			if k > 0 && (l.Course == Rising && v < list[i][k-1] || l.Course == Falling && v > list[i][k-1]) {
				v = list[i][k-1]
			}
			list[i] = append(list[i], v)
		}
	}
	return list
}

// excess is by which share a schedule passes the ceiling in its costliest year.
func (p *Problem) excess(s *Schedule) float64 {
	if p.Budget == 0 {
		return 0
	}
	return max(0, s.Spends/p.Budget-1)
}

// priceOfExcess makes a schedule that passes the ceiling by a hundredth look
// worse by four, which more than undoes what a hundredth of the money achieves.
const priceOfExcess = 4

// priceOfOutside keeps the samples near the limits without moving what lies
// within them.
const priceOfOutside = 0.2

// outside is how far a point lies outside the limits.
func outside(x []float64) float64 {
	var sum float64
	for _, v := range x {
		d := v - min(max(v, 0), 1)
		sum += float64(d * d)
	}
	return sum
}

// The search goes in stages, each with a share of the trials, from the place the
// last one found: the method as implemented does not narrow its samples by
// itself, and the usual test of convergence stops it far too early.
var stages = []float64{0.2, 0.1, 0.05, 0.02, 0.01} // standard deviations at first, as shares of a range

// population is the number of schedules tried before the samples are moved.
const population = 20

// Search looks for the schedule with the fewest from one seed, by the evolution
// strategy CMA-ES with so many trials. Equal seeds give equal schedules. A search
// that is stopped returns the first of what it has tried, marked as stopped; its
// error is that of the context where it has tried too little.
func (p *Problem) Search(ctx context.Context, seed uint64, trials int, done func(runs int)) (*Schedule, error) {
	w := p.worker()
	random := draw.Stream(seed, "search", 0)
	place := make([]float64, len(p.Levers)*len(p.Periods))
	for i := range place {
		place[i] = 0.25 + float64(0.5*random.Float64())
	}
	var failed error
	var first []float64 // the point with the lowest value so far
	tried, lowest := 0, math.Inf(1)
	problem := solver.Problem{
		Func: func(x []float64) float64 {
			s, err := w.try(p.values(x))
			if err != nil {
				failed = err
				return math.Inf(1)
			}
			if done != nil {
				done(len(p.Sets))
			}
			v := p.sought(s) + float64(math.Abs(s.Outcome)*(float64(priceOfExcess*p.excess(s))+float64(priceOfOutside*outside(x))))
			if tried++; v < lowest {
				lowest, first = v, slices.Clone(x)
			}
			return v
		},
		Status: func() (solver.Status, error) {
			if err := ctx.Err(); err != nil {
				return solver.Failure, err
			}
			return solver.NotTerminated, failed
		},
	}
	for _, deviation := range stages {
		settings := &solver.Settings{FuncEvaluations: max(trials/len(stages), population+1), Converger: solver.NeverTerminate{}}
		method := &solver.CmaEsChol{InitStepSize: 1, InitCholesky: round(len(place), deviation), Population: population,
			Src: rand.NewPCG(random.Uint64(), random.Uint64())}
		found, err := solver.Minimize(problem, place, settings, method)
		switch {
		case ctx.Err() != nil && tried < population:
			return nil, ctx.Err()
		case ctx.Err() != nil:
			s, err := w.scaleToBudget(p.values(first))
			if err == nil {
				s.Stopped = true
			}
			return s, err
		case failed != nil:
			return nil, fmt.Errorf("search with seed %d: %w", seed, failed)
		case found == nil:
			return nil, fmt.Errorf("search with seed %d: %w", seed, err)
		}
		place = found.X
	}
	return w.scaleToBudget(p.values(place))
}

// round is a spread that is the same in all directions.
func round(dimension int, deviation float64) *mat.Cholesky {
	diagonal := mat.NewDiagDense(dimension, nil)
	for i := range dimension {
		diagonal.SetDiag(i, deviation*deviation)
	}
	var spread mat.Cholesky
	spread.Factorize(diagonal)
	return &spread
}

// scaleToBudget lowers operations and investment together until the ceiling holds.
func (w *worker) scaleToBudget(values [][]float64) (*Schedule, error) {
	s, err := w.try(values)
	if err != nil || w.excess(s) == 0 {
		return s, err
	}
	low, high := 0.0, 1.0
	var within *Schedule
	for range 30 {
		factor := (low + high) / 2
		lowered := make([][]float64, len(values))
		for i, l := range w.Levers {
			lowered[i] = slices.Clone(values[i])
			if l.Name == "operations_tempo" || l.Name == "investment" {
				for k := range lowered[i] {
					lowered[i][k] = max(l.From, lowered[i][k]*factor)
				}
			}
		}
		if s, err = w.try(lowered); err != nil {
			return nil, err
		}
		if w.excess(s) > 0 {
			high = factor
		} else {
			low, within = factor, s
		}
	}
	if within == nil {
		return nil, fmt.Errorf("budget %v USD million/year: not even the lowest levers keep to it (more money, or wider ranges)", w.Budget)
	}
	return within, nil
}

// SearchAll looks from several seeds at once and returns the schedules in their
// order.
func (p *Problem) SearchAll(ctx context.Context, seeds []uint64, trials int, done func(runs int)) ([]*Schedule, error) {
	list, errs := make([]*Schedule, len(seeds)), make([]error, len(seeds))
	workers.All(len(seeds), func(i int) { list[i], errs[i] = p.Search(ctx, seeds[i], trials, done) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// sought is what is made as small as it can be.
func (p *Problem) sought(s *Schedule) float64 {
	if p.Most {
		return -s.Outcome
	}
	return s.Outcome
}

// First is the schedule with the fewest, or the most if that is sought; the
// first of equals.
func (p *Problem) First(list []*Schedule) *Schedule {
	return slices.MinFunc(list, func(a, b *Schedule) int { return cmp.Compare(p.sought(a), p.sought(b)) })
}

// Flat is how far one lever can be moved, to one value throughout, while the
// outcome stays within a share of the fewest found and the budget holds.
type Flat struct {
	Lever    Lever
	From, To float64 // NaN where no one value does
}

// flatSteps is the number of values tried of each lever.
const flatSteps = 41

// Flatness moves each lever of a schedule in turn, the others as they are.
func (p *Problem) Flatness(s *Schedule, share float64) ([]Flat, error) {
	w := p.worker()
	list := make([]Flat, len(p.Levers))
	for i, l := range p.Levers {
		list[i] = Flat{l, math.NaN(), math.NaN()}
		for step := range flatSteps {
			v := l.From + (l.To-l.From)*float64(step)/(flatSteps-1)
			moved := slices.Clone(s.Values)
			moved[i] = slices.Repeat([]float64{v}, len(p.Periods))
			tried, err := w.try(moved)
			if err != nil {
				return nil, err
			}
			if p.sought(tried)-p.sought(s) > share*math.Abs(s.Outcome) || p.excess(tried) > 1e-9 {
				continue
			}
			if math.IsNaN(list[i].From) {
				list[i].From = v
			}
			list[i].To = v
		}
	}
	return list, nil
}

// YAML writes a schedule as a scenario file.
func (p *Problem) YAML(s *Schedule, label, doc string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\nlabel: %s\ndoc: >-\n  %s\nextends: %s\nlevers:\n", model.Label, label, doc, p.Base.Name)
	for i, l := range p.Levers {
		var points []string
		for k, year := range p.Periods {
			points = append(points, fmt.Sprintf("%d: %.6g", year, min(max(s.Values[i][k], l.Low), l.High)))
		}
		fmt.Fprintf(&b, "  %s: {%s}\n", l.Name, strings.Join(points, ", "))
	}
	return b.String()
}
