// SPDX-License-Identifier: Apache-2.0

// Package prim finds boxes, ranges of a few inputs, in which cases of interest are crowded: the patient rule induction
// method of Friedman and Fisher (1999), Statistics and Computing 9, 123-143, used as in Bryant and Lempert (2010),
// Technological Forecasting and Social Change 77, 34-49.
package prim

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"crossroads/scenarios/stats/draw"
	"crossroads/scenarios/stats/workers"

	"gonum.org/v1/gonum/mathext"
)

// Options sets how patiently boxes are sought and how strictly they are tested.
type Options struct {
	Peel      float64 // share of the box cut off at a time, in (0, 0.5]
	Paste     float64 // share of the box put back at a time, in (0, 0.5]
	MinMass   float64 // smallest share of all members that a box may hold, in (0, 1)
	Level     float64 // restrictions with a quasi-p-value above it are dropped, in (0, 1)
	BoxLevel  float64 // boxes with a p-value above it are not significant, in (0, 1)
	Boxes     int     // most boxes sought, from 1
	Resamples int     // half-samples behind Reproduced, from 1
	// MinReproduced is the share of half-samples in which a restriction must recur, from 0 to 1; others are dropped.
	MinReproduced float64
	// Step is the step of the first box's trajectory to make that box from, counted from 1; 0 leaves the choice to the score.
	Step     int
	Shuffles int    // shuffles behind the p-value of a box, from 1/BoxLevel - 1
	Seed     uint64 // of the half-samples and shuffles; the boxes do not depend on it
	// OneSided marks variables of which only the high side is cut off, as for a 0 or 1 that stands for one value of a
	// category: a box then loses one value at a time and not all others at once. Nil marks none.
	OneSided []bool
}

// Defaults returns the usual options.
func Defaults() Options {
	return Options{Peel: 0.05, Paste: 0.01, MinMass: 0.05, Level: 0.05, BoxLevel: 0.01, Boxes: 2, Resamples: 50, MinReproduced: 0.5, Shuffles: 99}
}

func (o Options) check() error {
	for _, s := range []struct {
		name        string
		value, most float64
	}{
		{"peel", o.Peel, 0.5}, {"paste", o.Paste, 0.5},
		{"smallest mass", o.MinMass, 1}, {"level", o.Level, 1}, {"box level", o.BoxLevel, 1},
	} {
		if !(s.value > 0 && s.value <= s.most && s.value < 1) {
			return fmt.Errorf("%s %v: it is not a share (want more than 0 and less than 1; peel and paste at most 0.5)", s.name, s.value)
		}
	}
	if !(o.MinReproduced >= 0 && o.MinReproduced <= 1) {
		return fmt.Errorf("smallest share of half-samples %v: it is not a share (want 0 to 1)", o.MinReproduced)
	}
	if o.Boxes < 1 || o.Resamples < 1 {
		return fmt.Errorf("%d boxes and %d resamples: too few (want at least 1 of each)", o.Boxes, o.Resamples)
	}
	if float64(o.Shuffles+1)*o.BoxLevel < 1-1e-9 {
		return fmt.Errorf("%d shuffles: no box could reach the level %v (want at least %.0f)", o.Shuffles, o.BoxLevel, math.Ceil(1/o.BoxLevel-1e-9)-1)
	}
	return nil
}

// Restriction keeps the members whose input is at least, or else at most, a limit.
type Restriction struct {
	Variable int // column of the inputs
	AtLeast  bool
	Limit    float64
}

// Tested is a restriction of a box with what speaks for it.
type Tested struct {
	Restriction

	// QuasiP is the chance of as many cases of interest in the box if the restriction did nothing: a binomial test against
	// the box without it. It is no true p-value, because the same members chose the limit.
	QuasiP float64

	// Reproduced is the share of random halves of the members, searched again, that restrict the same side of the variable.
	Reproduced float64
}

// Size tells how large and how crowded a box is.
type Size struct {
	Members, Interest int     // in the box, and not in an earlier box
	Mass              float64 // share of all members that are in the box
	Density           float64 // share of the box's members that are of interest
	Coverage          float64 // share of all cases of interest that are in the box
}

// Step is one box on the way from all members to the smallest box, with at most one more side restricted at each step.
type Step struct {
	Size
	Restrictions []Restriction
	Restricted   int // number of variables restricted
}

// A Verdict says whether a box is a finding, or why it is none.
type Verdict int

// The verdicts, the first that applies.
const (
	Found         Verdict = iota
	ByChance              // shuffled cases of interest give a box as dense
	NotReproduced         // no restriction recurs in enough half-samples
	NotDenser             // cases of interest are no denser inside than among all members
)

// Box is a part of the space of inputs in which cases of interest are crowded.
type Box struct {
	Size
	Restrictions []Tested // ordered by variable, at least before at most; empty when none passed its test

	// P is the share of searches, this one counted, that found a box as dense when the cases of interest were shuffled
	// among the members, at the same step where Step chose it; Significant reports whether it is at most BoxLevel and a restriction is left.
	P           float64
	Significant bool
	Verdict     Verdict

	Dropped    []Tested // restrictions that recur in too few half-samples
	Trajectory []Step   // of the peeling, first all members
	Chosen     int      // the step from which the box was made, by pasting and by dropping restrictions
}

// Discover returns the boxes in the order found, each sought among the members outside the earlier ones. The search ends
// with the first box that is no finding; it is returned too, so that its verdict can be told. Inputs holds one row for
// each member, interest one mark. Equal arguments give equal boxes. It fails when the inputs are not finite or ragged, or
// when none or all of the members are of interest.
//
// Of a peeling trajectory the step is chosen whose number of cases of interest lies the most standard errors above that of
// as many random members: a compromise of density and coverage. Pasting goes on while that score rises.
func Discover(inputs [][]float64, interest []bool, o Options) ([]Box, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	s, err := newSample(inputs, interest)
	if err != nil {
		return nil, err
	}
	rest := newSet(len(inputs))
	for i := range inputs {
		rest.add(i)
	}
	var boxes []Box
	for number := range o.Boxes {
		left, marked := rest.count(s.interest)
		if marked == 0 || marked == left || left <= s.smallest(o, len(inputs)) {
			break
		}
		box, inside, err := s.find(rest, o, number)
		if err != nil {
			return nil, err
		}
		boxes = append(boxes, box)
		if box.Verdict != Found {
			break
		}
		for w := range rest {
			rest[w] &^= inside[w]
		}
	}
	return boxes, nil
}

// sample is the members with, for each variable, their order. The rank of a member is its place in the order.
type sample struct {
	members  int
	interest set
	order    [][]int32   // by variable: members by rising value
	sorted   [][]float64 // by variable: their values
	ranks    [][]int32   // by member, then variable
}

func newSample(inputs [][]float64, interest []bool) (*sample, error) {
	if len(inputs) == 0 || len(inputs[0]) == 0 {
		return nil, fmt.Errorf("inputs: there are no members or no variables (want at least one of each)")
	}
	if len(interest) != len(inputs) {
		return nil, fmt.Errorf("interest: %d marks for %d members (want one for each)", len(interest), len(inputs))
	}
	variables := len(inputs[0])
	s := &sample{members: len(inputs), interest: setOf(interest)}
	for i, row := range inputs {
		if len(row) != variables {
			return nil, fmt.Errorf("inputs: member %d has %d variables (want %d as the first)", i, len(row), variables)
		}
		for v, x := range row {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return nil, fmt.Errorf("inputs: member %d, variable %d = %v: not finite", i, v, x)
			}
		}
	}
	if marked, _ := s.interest.count(s.interest); marked == 0 || marked == len(inputs) {
		return nil, fmt.Errorf("interest: %d of %d members are marked (want some, but not all)", marked, len(inputs))
	}
	s.ranks = make([][]int32, len(inputs))
	for i := range s.ranks {
		s.ranks[i] = make([]int32, variables)
	}
	for v := range variables {
		order, sorted := make([]int32, len(inputs)), make([]float64, len(inputs))
		for i := range order {
			order[i] = int32(i)
		}
		slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(inputs[a][v], inputs[b][v]) })
		for rank, member := range order {
			sorted[rank] = inputs[member][v]
			s.ranks[member][v] = int32(rank)
		}
		s.order, s.sorted = append(s.order, order), append(s.sorted, sorted)
	}
	return s, nil
}

// smallest is the number of members that a box must hold, of a search among so many.
func (s *sample) smallest(o Options, members int) int {
	return max(1, int(math.Ceil(o.MinMass*float64(members))))
}

// find returns the box with the given number among the members that are left, and which of all members it contains.
func (s *sample) find(rest set, o Options, number int) (Box, set, error) {
	smallest := s.smallest(o, s.members)
	start := s.ranked(rest)
	path := s.peel(start.clone(), rest, s.interest, smallest, o)
	chosen := choose(path)
	own := number == 0 && o.Step > 0
	if own {
		if o.Step >= len(path) {
			return Box{}, nil, fmt.Errorf("step %d: the trajectory of the first box has %d steps (want 1 to %d)", o.Step, len(path)-1, len(path)-1)
		}
		chosen = o.Step
	}
	search := s.among(rest, o)
	limits := search.refine(path[chosen].limits)
	box := Box{Chosen: chosen}
	for _, p := range path {
		restrictions := p.limits.restrictions()
		step := Step{Size: s.size(p.members, p.interest), Restrictions: restrictions}
		for i, r := range restrictions {
			if i == 0 || r.Variable != restrictions[i-1].Variable {
				step.Restricted++
			}
		}
		box.Trajectory = append(box.Trajectory, step)
	}
	for _, r := range limits.restrictions() {
		box.Restrictions = append(box.Restrictions, Tested{Restriction: r})
	}
	s.reproduce(&box, rest, o, number)
	box.Restrictions = slices.DeleteFunc(box.Restrictions, func(r Tested) bool {
		drop := r.Reproduced < o.MinReproduced
		if drop {
			r.QuasiP = search.quasiP(limits, r.Restriction)
			box.Dropped = append(box.Dropped, r)
		}
		return drop
	})
	for _, r := range box.Dropped {
		limits = limits.without(r.Restriction)
	}
	for i := range box.Restrictions {
		box.Restrictions[i].QuasiP = search.quasiP(limits, box.Restrictions[i].Restriction)
	}
	inside := search.inside(limits, none)
	box.Size = s.size(inside.count(s.interest))

	// Shuffled marks keep the number of cases of interest, so that only their place is tested.
	score := path[chosen].score(path[0])
	var left []int
	var marks []bool
	rest.all(func(i int) {
		left, marks = append(left, i), append(marks, s.interest.has(i))
	})
	reached := make([]bool, o.Shuffles)
	workers.Calls(o.Shuffles, func(i int) {
		shuffled := slices.Clone(marks)
		random := draw.Stream(o.Seed, fmt.Sprintf("shuffles of box %d", number), i)
		random.Shuffle(len(left), func(a, b int) { shuffled[a], shuffled[b] = shuffled[b], shuffled[a] })
		interest := newSet(s.members)
		for k, is := range shuffled {
			if is {
				interest.add(left[k])
			}
		}
		other := s.peel(start.clone(), rest, interest, smallest, o)
		step := choose(other)
		if own {
			step = min(o.Step, len(other)-1)
		}
		reached[i] = other[step].score(other[0]) >= score
	})
	times := 1
	for _, r := range reached {
		if r {
			times++
		}
	}
	box.P = float64(times) / float64(o.Shuffles+1)
	box.Significant = box.P <= o.BoxLevel && len(box.Restrictions) > 0
	marked, _ := s.interest.count(s.interest)
	switch {
	case box.P > o.BoxLevel, len(box.Restrictions) == 0 && len(box.Dropped) == 0:
		box.Verdict = ByChance
	case len(box.Restrictions) == 0:
		box.Verdict = NotReproduced
	case box.Density*float64(s.members) <= float64(marked):
		box.Verdict = NotDenser
	}
	return box, inside, nil
}

// reproduce counts how often random halves of the members lead to the box's restrictions.
func (s *sample) reproduce(box *Box, rest set, o Options, number int) {
	if len(box.Restrictions) == 0 {
		return
	}
	found := make([][]Restriction, o.Resamples)
	workers.Calls(o.Resamples, func(i int) {
		half := newSet(s.members)
		random := draw.Stream(o.Seed, fmt.Sprintf("halves of box %d", number), i)
		rest.all(func(m int) {
			if random.Uint64()&1 == 1 {
				half.add(m)
			}
		})
		members, marked := half.count(s.interest)
		if marked == 0 || marked == members {
			return // nothing can be found in it
		}
		path := s.peel(s.ranked(half), half, s.interest, s.smallest(o, s.members/2), o)
		found[i] = s.among(half, o).refine(path[choose(path)].limits).restrictions()
	})
	for r := range box.Restrictions {
		own := &box.Restrictions[r]
		times := 0
		for _, list := range found {
			if slices.ContainsFunc(list, func(other Restriction) bool {
				return other.Variable == own.Variable && other.AtLeast == own.AtLeast
			}) {
				times++
			}
		}
		own.Reproduced = float64(times) / float64(o.Resamples)
	}
}

// atLeast is the chance of h or more successes in n trials of chance p each.
func atLeast(h, n int, p float64) float64 {
	switch {
	case h == 0 || p >= 1:
		return 1
	case p <= 0:
		return 0
	}
	return mathext.RegIncBeta(float64(h), float64(n-h+1), p)
}

func (s *sample) size(members, interest int) Size {
	size := Size{Members: members, Interest: interest, Mass: float64(members) / float64(s.members)}
	if members > 0 {
		size.Density = float64(interest) / float64(members)
	}
	marked, _ := s.interest.count(s.interest)
	size.Coverage = float64(interest) / float64(marked)
	return size
}
