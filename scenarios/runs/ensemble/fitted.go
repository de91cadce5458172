// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/stats/draw"
	"crossroads/scenarios/stats/elementary"
)

// candidateBits is how many bits of a candidate's number count the candidates of
// one member: candidate j of member k is draw k<<candidateBits | j.
const candidateBits = 20

// Of the first MostTried candidates at least leastKept must be accepted in a
// world, 1 in 5,000; else its draws are refused.
const (
	MostTried = 20_000
	leastKept = 4
)

// rejection finds the members of fitted draws: member k is the first accepted of
// its own endless row of candidates, so that it depends on no other member. A
// candidate of log likelihood l is accepted with probability exp(l − bound), which
// makes the accepted ones draws of the posterior (Wilkinson 2013).
type rejection struct {
	past   *counts.Past
	bound  float64
	accept draw.Sequence
	sum    string  // identifies the way of drawing, the world and the counts
	found  *places // of the accepted candidates
}

// places keeps, by member, which of its candidates was accepted.
type places struct{ chunks sync.Map }

const chunk = 1024

type placesChunk [chunk]atomic.Int32 // 1 more than the place; 0: not sought yet

func (p *places) of(member int) *atomic.Int32 {
	key := member / chunk
	c, ok := p.chunks.Load(key)
	if !ok {
		c, _ = p.chunks.LoadOrStore(key, new(placesChunk))
	}
	return &c.(*placesChunk)[member%chunk]
}

// allPlaces holds the places found so far by the sum of a rejection, so that
// audits of one world do not seek them again.
var allPlaces sync.Map

// NotFittedError says that hardly any draw in a world agrees with the counts.
type NotFittedError struct {
	World       string
	Kept, Tried int
	Worst       *model.Evidence // the count missed by most, in the middle of the draws
	Ratio       float64         // model over count there
}

func (e *NotFittedError) Error() string {
	return fmt.Sprintf("world %s: %d of %s draws agree with the counts of 2021 to 2025, fewer than 1 in 5,000. The middle draw misses most: %s, %s times what was counted "+
		"(bring the world closer to the counts, or run it as a thought experiment with prior draws: --draws prior, in sensitivity --method sobol)",
		e.World, e.Kept, counts.Exact(float64(e.Tried)), e.Worst.Quantity, counts.Words(e.Ratio))
}

// fit prepares the search for fitted members once a knows what it draws. It
// fails with a NotFittedError where hardly any candidate is accepted.
func (a *Assumptions) fit(d Draws, sampler draw.Sampler, w *scenarios.World) error {
	if w.Start != 0 {
		return fmt.Errorf("world %s starts in %s, and the counts are of 2021 to 2025 (--draws prior, in sensitivity --method sobol)", w.Name, w.Start)
	}
	r := &rejection{past: d.Fitted}
	var err error
	if r.accept, err = sampler.Sequence("accept", 0); err != nil {
		return err
	}
	if a.withinRanges() {
		r.bound = d.Fitted.Bound
	}
	sum := sha256.New()
	fmt.Fprintln(sum, d.Fitted.Sum, d.Shape, d.Width, r.bound)
	for i := range model.ParameterTable {
		if row := &model.ParameterTable[i]; !slices.Contains(a.drawn, row) {
			fmt.Fprintln(sum, row.Name, *row.Of(&w.Parameters))
		}
	}
	for _, one := range a.rows {
		fmt.Fprintln(sum, one.row.Name, one.spread)
	}
	for _, group := range a.together {
		for _, one := range group.rows {
			fmt.Fprintln(sum, one.row.Name, one.spread)
		}
	}
	for _, c := range w.Correlations {
		fmt.Fprintln(sum, c.Between[0].Name, c.Between[1].Name, c.Rank)
	}
	r.sum = fmt.Sprintf("%x", sum.Sum(nil)[:6])
	found, _ := allPlaces.LoadOrStore(fmt.Sprint(r.sum, " ", d.Seed), new(places))
	r.found = found.(*places)
	a.rejection = r
	if d.Seed == shippedSeed {
		if list, ok := shippedPlaces()[r.sum]; ok {
			for k, place := range list {
				r.found.of(k).Store(int32(place) + 1)
			}
		}
	}
	return a.checkFit(d, w)
}

// checked holds what is known of the worlds checked so far by the sum of their
// rejection: nil, or the error.
var checked sync.Map

// checkFit refuses a world in which hardly any candidate is accepted. The
// verdict does not depend on the seed.
func (a *Assumptions) checkFit(d Draws, w *scenarios.World) error {
	r := a.rejection
	if known, ok := checked.Load(r.sum); ok {
		err, _ := known.(error)
		return err
	}
	if _, ok := shippedPlaces()[r.sum]; ok {
		return nil
	}
	d.Seed, d.Fitted = 0, nil
	d.Documented, d.Sampling = true, draw.Plain
	probe, err := InWorld(d, w)
	if err != nil {
		return err
	}
	sampler, err := draw.NewSampler(draw.Plain, d.Seed)
	if err != nil {
		return err
	}
	probe.rejection = &rejection{past: r.past, bound: r.bound}
	if probe.rejection.accept, err = sampler.Sequence("accept", 0); err != nil {
		return err
	}
	err = probe.probe(w.Name)
	checked.Store(r.sum, err)
	return err
}

// probe tries candidates until enough are accepted to say that the world can be
// fitted.
func (a *Assumptions) probe(world string) error {
	b := newBench()
	kept := 0
	for j := 0; j < MostTried; j += len(b.sets) {
		if err := a.try(b, j); err != nil {
			return err
		}
		for i := range b.sets {
			if a.rejection.accepts(j+i, b.logs[i]) {
				kept++
			}
		}
		if kept >= leastKept {
			return nil
		}
	}
	worst, ratio, err := a.worstMiss()
	if err != nil {
		return err
	}
	return &NotFittedError{world, kept, MostTried, worst, ratio}
}

// worstMiss is the count that the middle of the first draws misses by most
// standard deviations.
func (a *Assumptions) worstMiss() (*model.Evidence, float64, error) {
	misses, err := a.misses(256)
	if err != nil {
		return nil, 0, err
	}
	like := a.rejection.past.Likelihood
	worst, most := 0, -1.0
	for i := range misses {
		if far := math.Abs(misses[i]) / like.Deviation(i); !(far <= most) {
			worst, most = i, far
		}
	}
	return like.Targets[worst].Evidence, elementary.Exp(misses[worst]), nil
}

// misses are, by target, the medians over the first n candidates of the
// logarithm of model over count, unknown fractions fitted to each candidate.
func (a *Assumptions) misses(n int) ([]float64, error) {
	like := a.rejection.past.Likelihood
	all := make([][]float64, len(like.Targets))
	sets := make([]model.Parameters, n)
	for i := range sets {
		sets[i] = a.prior(i)
	}
	room := counts.NewRoom()
	for i := range sets {
		years, err := a.rejection.past.Run(room, sets[i:i+1])
		if err != nil {
			continue // a run that diverges is far from every count
		}
		for t, v := range like.Residuals(a.rejection.past.Read(years[0], nil)) {
			all[t] = append(all[t], v)
		}
	}
	medians := make([]float64, len(all))
	for t := range all {
		if len(all[t]) == 0 {
			return nil, fmt.Errorf("every run of the history diverges")
		}
		medians[t] = median(all[t])
	}
	return medians, nil
}

// withinRanges reports whether all that is drawn or held lies within the
// documented ranges, within which the bound of the likelihood was sought.
func (a *Assumptions) withinRanges() bool {
	for i := range model.ParameterTable {
		row := &model.ParameterTable[i]
		if v := *row.Of(&a.central); v < row.Low || v > row.High {
			return false
		}
	}
	inside := func(one *drawn) bool {
		return one.spread.Low >= one.row.Low && one.spread.High <= one.row.High
	}
	for i := range a.rows {
		if !inside(&a.rows[i]) {
			return false
		}
	}
	for _, group := range a.together {
		for i := range group.rows {
			if !inside(&group.rows[i]) {
				return false
			}
		}
	}
	return true
}

// bench is the room for trying candidates.
type bench struct {
	room *counts.Room
	sets []model.Parameters
	logs []float64
}

// triedAtOnce candidates are run together, as many as the kernel has lanes.
const triedAtOnce = 8

func newBench() *bench {
	return &bench{counts.NewRoom(), make([]model.Parameters, triedAtOnce), make([]float64, triedAtOnce)}
}

var benches = sync.Pool{New: func() any { return newBench() }}

// try runs the candidates from a number on.
func (a *Assumptions) try(b *bench, first int) error {
	for i := range b.sets {
		b.sets[i] = a.prior(first + i)
	}
	return a.rejection.past.Fits(b.room, b.sets, b.logs)
}

// accepts reports whether a candidate of a log likelihood is accepted.
func (r *rejection) accepts(number int, log float64) bool {
	return elementary.Log(r.accept.At(number)) < log-r.bound
}

// fitted returns member k and which of its candidates it is.
func (a *Assumptions) fitted(k int) (p model.Parameters, place int, err error) {
	found := a.rejection.found.of(k)
	if known := found.Load(); known > 0 {
		place = int(known) - 1
		return a.prior(k<<candidateBits | place), place, nil
	}
	b := benches.Get().(*bench)
	defer benches.Put(b)
	for j := 0; j < 1<<candidateBits; j += len(b.sets) {
		if err := a.try(b, k<<candidateBits|j); err != nil {
			return p, 0, err
		}
		for i, log := range b.logs {
			if log > a.rejection.bound+1e-9 {
				return p, 0, fmt.Errorf("member %d: a log likelihood of %g lies above the bound %g (a fault of the program: the bound was sought within the documented ranges)", k+1, log, a.rejection.bound)
			}
			if a.rejection.accepts(k<<candidateBits|(j+i), log) {
				found.Store(int32(j+i) + 1)
				return b.sets[i], j + i, nil
			}
		}
	}
	return p, 0, fmt.Errorf("member %d: none of %d draws agrees with the counts (--draws prior)", k+1, 1<<candidateBits)
}

// Tried is how many candidates were tried for the first members; 0 for draws that
// are not fitted.
func (a *Assumptions) Tried(members int) int {
	if a.rejection == nil {
		return 0
	}
	sum := 0
	for k := range members {
		_, place, err := a.fitted(k)
		if err != nil {
			return 0
		}
		sum += place + 1
	}
	return sum
}

// shippedSeed is the seed whose places are shipped: of the first ShippedMembers
// members of the built-in worlds, and of the first ShippedBeside under other
// shapes and widths of the ranges.
const (
	shippedSeed    = 1
	ShippedMembers = 2048
	ShippedBeside  = 256
)

// shippedList is what the first line of the shipped places says of each list.
type shippedList struct {
	Sum     string `json:"sum"`
	Members int    `json:"members"`
}

//go:embed fitted.bin
var shippedText []byte

// shippedPlaces are the places shipped, by the sum of their rejection. A sum
// covers the model, the counts and the world, so that places that are out of
// date are never used.
var shippedPlaces = sync.OnceValue(func() map[string][]int {
	all := map[string][]int{}
	line, rest, _ := bytes.Cut(shippedText, []byte("\n"))
	var lists []shippedList
	if json.Unmarshal(line, &lists) != nil {
		return all
	}
	for _, l := range lists {
		list := make([]int, l.Members)
		for k := range list {
			v, n := binary.Uvarint(rest)
			if n <= 0 {
				return all
			}
			list[k], rest = int(v), rest[n:]
		}
		all[l.Sum] = list
	}
	return all
})

// median of values, which it sorts.
func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
