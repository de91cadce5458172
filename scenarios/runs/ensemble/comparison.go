// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"crossroads/model"
	"crossroads/scenarios"
)

// Share is how many of the members something holds in.
type Share struct{ Count, Of int }

// Fraction is the share between 0 and 1.
func (s Share) Fraction() float64 { return float64(s.Count) / float64(s.Of) }

// FewestForError is below how many members a share has no standard error.
const FewestForError = 10

// Error is the standard error of the fraction, which a rule of thumb keeps above
// 0 where all members agree. For Latin and Sobol samples it is, if anything, too
// large. It is NaN with fewer than FewestForError members.
func (s Share) Error() float64 {
	if s.Of < FewestForError {
		return math.NaN()
	}
	p := float64(s.Count+1) / float64(s.Of+2)
	return math.Sqrt(p * (1 - p) / float64(s.Of))
}

// String is the share as people read it: 71 of 100, all, none.
func (s Share) String() string {
	hundredth := s.Fraction() * 100
	switch {
	case s.Count == s.Of:
		return "all"
	case s.Count == 0:
		return "none"
	case s.Of <= 100:
		return fmt.Sprintf("%d of %d", s.Count, s.Of)
	case hundredth < 1:
		return "fewer than 1 of 100"
	case hundredth > 99:
		return "more than 99 of 100"
	default:
		return fmt.Sprintf("%.0f of 100", hundredth)
	}
}

// Short is the share as a cell has it: whole draws of 100 where there are so many,
// else the count itself with its standard error, which at none and at all has one
// side only. 0 and 100 stand for none and all.
func (s Share) Short() string {
	switch {
	case s.Of < FewestForError:
		return strconv.Itoa(s.Count)
	case s.Of < 100:
		sign := " ±"
		switch s.Count {
		case 0:
			sign = " +"
		case s.Of:
			sign = " −"
		}
		return fmt.Sprintf("%d%s %.1g", s.Count, sign, s.Error()*float64(s.Of))
	default:
		return OfHundred(s.Fraction())
	}
}

// OfHundred is a fraction in whole parts of 100; 0 and 100 stand for none and all.
func OfHundred(fraction float64) string {
	switch h := 100 * fraction; {
	case h > 0 && h < 1:
		return "<1"
	case h < 100 && h > 99:
		return ">99"
	default:
		return fmt.Sprintf("%.0f", h)
	}
}

// Turn says how the running sum of A since the fork stands to that of B.
type Turn int

// The turns: A has fewer throughout, or more at first and fewer in the end, and
// so on; Same if both end at the same sum.
const (
	Fewer Turn = iota
	MoreThenFewer
	FewerThenMore
	More
	Same
	turns
)

// comparison counts how often A has fewer of an outcome than B.
type comparison struct {
	fewer, same uint32
	tied        uint32     // the two differ by no more than a tie, or not at all
	byYear      []uint32   // A's running sum is smaller at the end of each year
	turned      [][]uint32 // by Turn and year from which on the running sums stay so
}

func newComparison(years int) comparison {
	d := comparison{byYear: make([]uint32, years)}
	if years > 0 {
		d.turned = make([][]uint32, turns)
		for i := range d.turned {
			d.turned[i] = make([]uint32, years)
		}
	}
	return d
}

// follow counts the running sums of one member, given A less B in each year.
func (d *comparison) follow(gap func(year int) float64, final float64) {
	last := len(d.byYear) - 1
	var sum float64
	var above, below = -1, -1 // the last years in which A had more, and fewer
	for y := range d.byYear {
		sum += gap(y)
		if y == last {
			sum = final // the same to the last digit as the outcome of the whole run
		}
		switch {
		case sum < 0:
			d.byYear[y]++
			below = y
		case sum > 0:
			above = y
		}
	}
	switch {
	case final == 0:
		d.turned[Same][last]++
	case final < 0 && above < 0:
		d.turned[Fewer][0]++
	case final < 0:
		d.turned[MoreThenFewer][above+1]++
	case below < 0:
		d.turned[More][0]++
	default:
		d.turned[FewerThenMore][below+1]++
	}
}

// fewest counts how often each path has the fewest of an outcome.
type fewest struct {
	counts []uint32 // by path
	near   []uint32 // by path: members in which it has the fewest or ties with the fewest
	ties   uint32   // members in which several share the lowest place
	tied   uint32   // members in which others tie with the fewest
}

// compare counts the pairs and the fewest of the members of a block.
func (r *Result) compare(world int, b *block) {
	outcomes := len(model.OutcomeTable)
	ranked := r.design.Ranked()
	rows := make([][]float64, len(r.design.Paths))
	years := len(r.design.Years())
	ones, others := make([][]float64, years), make([][]float64, years)
	for o := range outcomes {
		running := r.running(o)
		f := &r.fewest[world*outcomes+o]
		for number := range (b.members + batch - 1) / batch {
			for p := range rows {
				rows[p] = b.row(number, r.level(world, p, o))
			}
			for p, pair := range r.pairs {
				d := &r.comparisons[(world*len(r.pairs)+p)*outcomes+o]
				one, other := rows[pair.A], rows[pair.B]
				for y, v := range running {
					ones[y], others[y] = b.row(number, r.level(world, pair.A, v)), b.row(number, r.level(world, pair.B, v))
				}
				for k := range one {
					switch {
					case one[k] < other[k]:
						d.fewer++
					case one[k] == other[k]:
						d.same++
					}
					if scenarios.Tied(one[k], other[k]) {
						d.tied++
					}
					if len(running) > 0 {
						d.follow(func(year int) float64 { return ones[year][k] - others[year][k] }, one[k]-other[k])
					}
				}
			}
			f.add(rows, ranked)
		}
	}
}

// add counts which of the ranked paths has the fewest, member by member.
func (f *fewest) add(rows [][]float64, ranked []int) {
	for k := range rows[0] {
		lowest, holders, holder := math.Inf(1), 0, 0
		for _, p := range ranked {
			switch v := rows[p][k]; {
			case v < lowest:
				lowest, holders, holder = v, 1, p
			case v == lowest:
				holders++
			}
		}
		if holders == 1 {
			f.counts[holder]++
		} else {
			f.ties++
		}
		near := 0
		for _, p := range ranked {
			if scenarios.Tied(rows[p][k], lowest) {
				f.near[p]++
				near++
			}
		}
		if near > 1 {
			f.tied++
		}
	}
}

// comparisonOf is the count of a pair in a world for an outcome.
func (r *Result) comparisonOf(world, pair int, o *model.Outcome) *comparison {
	outcomes := len(model.OutcomeTable)
	return &r.comparisons[(world*len(r.pairs)+pair)*outcomes+r.find(o, 0)]
}

// share is a count among the members that are done.
func (r *Result) share(count uint32) Share { return Share{int(count), r.Done()} }

// FewerShare is the share of members in which A has fewer of an outcome than B,
// and that in which both have the same.
func (r *Result) FewerShare(world, pair int, o *model.Outcome) (fewer, same Share) {
	d := r.comparisonOf(world, pair, o)
	return r.share(d.fewer), r.share(d.same)
}

// TiedShare is the share of members in which an outcome on A and on B differs by
// no more than a tie (scenarios.Tie), or not at all.
func (r *Result) TiedShare(world, pair int, o *model.Outcome) Share {
	return r.share(r.comparisonOf(world, pair, o).tied)
}

// FewerBy is the share of members in which A's running sum since the fork is
// smaller than B's at the end of each year from the fork on. It is nil unless
// the outcome is a sum of deaths that was followed year by year.
func (r *Result) FewerBy(world, pair int, o *model.Outcome) []Share {
	var list []Share
	for _, count := range r.comparisonOf(world, pair, o).byYear {
		list = append(list, r.share(count))
	}
	return list
}

// Crossing is how often the running sums of two paths cross, and when.
type Crossing struct {
	Turn Turn
	Share
	Low80, Median, High80 int // years by whose end the running sums stand so for good; 0 if they never crossed
}

// Crossings tells, for each turn, in which share of the members it happens and
// when. It is nil where FewerBy is.
func (r *Result) Crossings(world, pair int, o *model.Outcome) []Crossing {
	d := r.comparisonOf(world, pair, o)
	var list []Crossing
	for turn, years := range d.turned {
		var n uint32
		for _, count := range years {
			n += count
		}
		c := Crossing{Turn: Turn(turn), Share: r.share(n)}
		if n > 0 && (c.Turn == MoreThenFewer || c.Turn == FewerThenMore) {
			year := func(q float64) int {
				var upTo uint32
				for y, count := range years {
					if upTo += count; float64(upTo) >= q*float64(n) {
						return model.Fork.Year() + y
					}
				}
				return 0
			}
			c.Low80, c.Median, c.High80 = year(0.1), year(0.5), year(0.9)
		}
		list = append(list, c)
	}
	return list
}

// FewestShare is, by path, the share of members in which it has the fewest of an
// outcome among Design.Ranked, and the share in which several do.
func (r *Result) FewestShare(world int, o *model.Outcome) (shares []Share, ties Share) {
	f := &r.fewest[world*len(model.OutcomeTable)+r.find(o, 0)]
	for _, count := range f.counts {
		shares = append(shares, r.share(count))
	}
	return shares, r.share(f.ties)
}

// NearestShare is, by path, the share of members in which it has the fewest of an
// outcome among Design.Ranked or ties with the fewest (scenarios.Tie), and the
// share in which others tie with the fewest.
func (r *Result) NearestShare(world int, o *model.Outcome) (near []Share, tied Share) {
	f := &r.fewest[world*len(model.OutcomeTable)+r.find(o, 0)]
	for _, count := range f.near {
		near = append(near, r.share(count))
	}
	return near, r.share(f.tied)
}

// Leader is the path that has the fewest of an outcome in the most members.
func (r *Result) Leader(world int, o *model.Outcome) int {
	shares, _ := r.FewestShare(world, o)
	return slices.IndexFunc(shares, func(s Share) bool {
		return s == slices.MaxFunc(shares, func(a, b Share) int { return a.Count - b.Count })
	})
}
