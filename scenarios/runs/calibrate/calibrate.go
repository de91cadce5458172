// SPDX-License-Identifier: Apache-2.0

// Package calibrate fits the history to a set of evidence, says what the figures settle and what they leave open, and
// tests the fit on years it has not seen.
package calibrate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"sort"

	"crossroads/model"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/elementary"
	"crossroads/scenarios/stats/workers"
)

// Question says what to fit, to what, and with how many draws.
type Question struct {
	Ledger  []model.Evidence
	Set     string           // one of model.EvidenceSets; every row of the ledger if empty
	Name    string           // of the ledger, for people; Set if empty
	Bounds  []model.Evidence // further rows, each a bound
	Members int
	Seed    uint64
	Until   model.Month    // figures up to here are used; model.Fork if 0
	Spreads counts.Spreads // Standard if zero
	Done    func(members int)
}

// EvidenceName names what is fitted, for people.
func (q Question) EvidenceName() string { return cmp.Or(q.Name, q.Set, "all rows") }

// Fit is the answer: draws weighted by how well each fits.
type Fit struct {
	Question  Question
	AtCentre  *Centre         // the values at which the same figures fit closest; written beside the draws if not nil
	Targets   []counts.Target // what is fitted
	Bounds    []counts.Target
	Left      []counts.LeftOut
	Members   []Member // those that carry the weight, in order of their number
	Dropped   float64  // share of the weight of members left out because each carries next to none
	Carrying  int      // how many members carry the rest; where they are many, Members stand for them
	Size      float64  // effective: how many equally weighted members are worth as much as Members
	Effective float64  // targets: how many independent measurements of one level say as much
	Centre    float64  // how much worse the central values fit than the members do on the average, in logarithms of likelihood
	prior     *Prior
	like      *counts.Likelihood
	first     []Member // the first of the draws, unweighted: what was held possible before
	met       [][]uint64
	months    []model.Month // that targets and bounds read
}

// Member is one draw of the fit.
type Member struct {
	Number     int
	Weight     float64 // all weights sum to 1
	Parameters model.Parameters
	Tempo      []float64 // major operations by year
	logs       []float64 // what it has for the targets
	chi        float64   // logarithm of its likelihood
}

// negligible is the share of the weight that may be left out.
const negligible = 1e-3

// shown is how many draws stand for what was held possible before.
const shown = 4096

// SmallestSize is the effective size below which a fit says too little to be
// used without being told so.
const SmallestSize = ensemble.SmallestSize

// ErrNothingFits says that no run of any draw can be compared with the targets.
var ErrNothingFits = errors.New("no draw fits the targets (try wider ranges or fewer targets)")

// NotMetError says that no draw comes near the targets: even the closest misses
// one by more than farOff standard deviations of its error.
type NotMetError struct {
	Evidence string
	Members  int
	Worst    *model.Evidence // the target that the closest draw misses by most
	Modelled float64         // what the closest draw has for it
}

func (e *NotMetError) Error() string {
	return fmt.Sprintf("evidence %s: none of %s draws comes near these figures. The closest misses most: %s, %s in the model, %s counted "+
		"(check units and years with crossroads evidence show, leave out what the model cannot have, or widen low and high)",
		e.Evidence, counts.Exact(float64(e.Members)), e.Worst.Quantity, counts.Words(e.Modelled), counts.Words(*e.Worst.Value))
}

// farOff is how many standard deviations of its error the closest draw may miss a
// target by before a fit is refused: so far off no error of that size would lie.
const farOff = 5

// canBeMet fails with a NotMetError where no draw comes near the targets.
func (f *Fit) canBeMet() error {
	closest := &f.Members[0]
	for i := range f.Members {
		if f.Members[i].chi > closest.chi {
			closest = &f.Members[i]
		}
	}
	worst, most := 0, -1.0
	residuals := f.like.Residuals(closest.logs)
	for t, v := range residuals {
		if far := math.Abs(v) / f.like.Deviation(t); far > most {
			worst, most = t, far
		}
	}
	if most <= farOff {
		return nil
	}
	row := f.Targets[worst].Evidence
	return &NotMetError{f.Question.EvidenceName(), f.Question.Members, row, *row.Value * elementary.Exp(residuals[worst])}
}

// Answer carries out the question. The answer depends on nothing but the
// question; it stops early, with the context's error, when the context is done.
func (q Question) Answer(ctx context.Context) (*Fit, error) {
	if q.Members < 1 {
		return nil, fmt.Errorf("members = %d: there is nothing to draw (1 or more)", q.Members)
	}
	f, err := q.prepared()
	if err != nil {
		return nil, err
	}
	chi, err := f.weigh(ctx)
	if err != nil {
		return nil, err
	}
	if err := f.keep(chi); err != nil {
		return nil, err
	}
	if err := f.canBeMet(); err != nil {
		return nil, err
	}
	centre := []Member{{Parameters: model.Central(), Tempo: f.prior.builtIn()}}
	if err := f.run(model.NewKernel(), centre); err != nil {
		return nil, err
	}
	mean := 0.0
	for i := range f.Members {
		mean += float64(f.Members[i].Weight * f.Members[i].chi)
	}
	f.Centre = mean - centre[0].chi
	return f, nil
}

// run follows members through the history and notes what they have for the targets and how well they fit.
func (f *Fit) run(kernel *model.Kernel, members []Member) error {
	bounds := make([]float64, len(f.Bounds))
	return f.prior.runs(kernel, members, f.months, func(i int, run model.Moments) {
		m := &members[i]
		m.logs = make([]float64, len(f.Targets))
		for t := range f.Targets {
			m.logs[t] = f.Targets[t].Modelled(run)
		}
		for t := range f.Bounds {
			bounds[t] = f.Bounds[t].Modelled(run)
		}
		m.chi = f.like.Of(m.logs, bounds)
	})
}

// members draws and runs the members of these numbers.
func (f *Fit) members(kernel *model.Kernel, numbers []int) ([]Member, error) {
	list := make([]Member, len(numbers))
	for k, i := range numbers {
		list[k].Number = i
		list[k].Parameters, list[k].Tempo = f.prior.Member(i)
	}
	err := f.run(kernel, list)
	var failed *model.MemberError
	if errors.As(err, &failed) {
		err = fmt.Errorf("member %d of seed %d: %w", numbers[failed.Member], f.Question.Seed, failed.Err)
	}
	return list, err
}

// stride is how many members a worker takes at a time: the bits of one word of
// the record of which targets are met, so that no two workers write the same.
const stride = 64

// weigh runs every member, notes which targets it meets, and returns the
// logarithms of their likelihoods.
func (f *Fit) weigh(ctx context.Context) ([]float64, error) {
	n := f.Question.Members
	chi := make([]float64, n)
	f.first = make([]Member, min(n, shown))
	f.met = make([][]uint64, len(f.Targets))
	for t := range f.met {
		f.met[t] = make([]uint64, (n+stride-1)/stride)
	}
	reaches := make([]reach, len(f.Targets))
	for t := range reaches {
		reaches[t] = reachOf(&f.Targets[t])
	}
	err := parallel(ctx, (n+stride-1)/stride, func(kernel *model.Kernel, word int) error {
		numbers := make([]int, min(stride, n-word*stride))
		for k := range numbers {
			numbers[k] = word*stride + k
		}
		members, err := f.members(kernel, numbers)
		if err != nil {
			return err
		}
		for k := range members {
			m := &members[k]
			chi[m.Number] = m.chi
			if m.Number < len(f.first) {
				f.first[m.Number] = *m
			}
			for t, log := range f.scaled(m.logs) {
				if reaches[t].holds(elementary.Exp(log)) {
					f.met[t][word] |= 1 << k
				}
			}
		}
		if f.Question.Done != nil {
			f.Question.Done(len(members))
		}
		return nil
	})
	return chi, err
}

// parallel calls do for every part, as many at a time as there are processors,
// each with a kernel of its own.
func parallel(ctx context.Context, parts int, do func(kernel *model.Kernel, part int) error) error {
	return workers.EachWith(ctx, parts, model.NewKernel, do)
}

// keep weighs the members and keeps those that carry the weight.
func (f *Fit) keep(chi []float64) error {
	weights, _, err := weightsOf(chi)
	if err != nil {
		return err
	}
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool {
		if weights[order[a]] != weights[order[b]] {
			return weights[order[a]] > weights[order[b]]
		}
		return order[a] < order[b]
	})
	sum, kept := 0.0, 0
	for kept < len(order) && sum < 1-negligible {
		sum += weights[order[kept]]
		kept++
	}
	f.Dropped = max(0, 1-sum)
	f.Carrying = kept
	numbers := order[:kept]
	sort.Ints(numbers)
	for i := range weights {
		weights[i] /= sum
	}
	numbers, weights = thin(numbers, weights, mostKept)
	sum, squares := 0.0, 0.0
	for _, w := range weights {
		sum += w
		squares += float64(w * w)
	}
	f.Size = sum * sum / squares
	f.Members = make([]Member, len(numbers))
	return parallel(context.Background(), (len(numbers)+stride-1)/stride, func(kernel *model.Kernel, part int) error {
		from, to := part*stride, min((part+1)*stride, len(numbers))
		members, err := f.members(kernel, numbers[from:to])
		copy(f.Members[from:to], members)
		for k := from; k < to; k++ {
			f.Members[k].Weight = weights[k]
		}
		return err
	})
}

// mostKept is how many members are kept at most.
const mostKept = 20_000

// thin picks at most n of the numbers, evenly spaced in the row of their
// weights, so that they stand for all; one that is met more than once gets as
// much more weight. It returns the numbers picked with their weights.
func thin(numbers []int, weights []float64, n int) (picked []int, weighed []float64) {
	if len(numbers) <= n {
		for _, i := range numbers {
			weighed = append(weighed, weights[i])
		}
		return numbers, weighed
	}
	sum, next := 0.0, 0
	for _, i := range numbers {
		sum += weights[i]
		hits := 0
		for next < n && sum >= (float64(next)+0.5)/float64(n) {
			next++
			hits++
		}
		if hits > 0 {
			picked, weighed = append(picked, i), append(weighed, float64(hits)/float64(n))
		}
	}
	return picked, weighed
}

// weightsOf turns logarithms of likelihoods into weights that sum to 1, and
// says how many equal weights they are worth.
func weightsOf(chi []float64) (weights []float64, size float64, err error) {
	top := math.Inf(-1)
	for _, c := range chi {
		top = max(top, c)
	}
	if math.IsInf(top, -1) || math.IsNaN(top) {
		return nil, 0, ErrNothingFits
	}
	weights = make([]float64, len(chi))
	sum, squares := 0.0, 0.0
	for i, c := range chi {
		weights[i] = elementary.Exp(c - top)
		sum += weights[i]
	}
	for i := range weights {
		weights[i] /= sum
		squares += float64(weights[i] * weights[i])
	}
	return weights, 1 / squares, nil
}

// fractions are the unknown shares that fit a member's rows on the whole, by
// number of fraction: the geometric mean of cited over modelled.
func (f *Fit) fractions(logs []float64) []float64 {
	var sums, rows []float64
	for i := range f.Targets {
		k := f.Targets[i].Fraction
		if k < 0 {
			continue
		}
		for len(sums) <= k {
			sums, rows = append(sums, 0), append(rows, 0)
		}
		sums[k] += f.Targets[i].Log - logs[i]
		rows[k]++
	}
	for k := range sums {
		if rows[k] > 0 {
			sums[k] /= rows[k]
		}
	}
	return sums
}

// scaled are a member's logarithms with the fractions that fit it.
func (f *Fit) scaled(logs []float64) []float64 {
	fractions := f.fractions(logs)
	list := make([]float64, len(logs))
	for i := range logs {
		list[i] = logs[i]
		if k := f.Targets[i].Fraction; k >= 0 {
			list[i] += fractions[k]
		}
	}
	return list
}

// reach is the range within which a target counts as met: its own range, widened to what its spread allows.
type reach struct{ low, high float64 }

func (r reach) holds(v float64) bool { return !(v < r.low || v > r.high) }

func reachOf(t *counts.Target) reach {
	wide := elementary.Exp(counts.Ninety / 2 * t.Own)
	return reach{min(*t.Low, *t.Value/wide), max(*t.High, *t.Value*wide)}
}
