// SPDX-License-Identifier: Apache-2.0

package calibrate

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"sort"

	"crossroads/model"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/stats/elementary"
)

// Verdict says what the figures settle of a quantity.
type Verdict string

// The verdicts: the range that holds 90% has shrunk to at most half, to at most
// four fifths, or hardly.
const (
	Identified Verdict = "identified"
	Weakly     Verdict = "weakly"
	Not        Verdict = "not"
)

// verdictOf judges how far a range has shrunk.
func verdictOf(before, after Interval) Verdict {
	switch left := after.width() / before.width(); {
	case left <= 0.5:
		return Identified
	case left <= 0.8:
		return Weakly
	default:
		return Not
	}
}

// Interval is a weighted median and the range that holds 90% of the weight.
type Interval struct{ Low, Mid, High float64 }

func (i Interval) width() float64 { return i.High - i.Low }

// interval summarises weighted values; no weights are equal weights.
func interval(values, weights []float64) Interval {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return values[order[a]] < values[order[b]] })
	weight := func(i int) float64 {
		if weights == nil {
			return 1 / float64(len(values))
		}
		return weights[i]
	}
	at := func(share float64) float64 {
		sum := 0.0
		for _, i := range order {
			if sum += weight(i); sum >= share {
				return values[i]
			}
		}
		return values[order[len(order)-1]]
	}
	return Interval{at(0.05), at(0.5), at(0.95)}
}

// Quantity is one thing drawn: a parameter, or the tempo of one year.
type Quantity struct {
	Name, Unit string
	Parameter  *model.Parameter // nil for a tempo
	year       int
}

// Quantities lists what is drawn: the parameters in the order of their table,
// then the tempo of each year.
func Quantities() []Quantity {
	var list []Quantity
	for _, p := range model.Varied() {
		list = append(list, Quantity{Name: p.Name, Unit: p.Unit, Parameter: p})
	}
	tempo := model.FindLever("operations_tempo")
	for y, year := range Years() {
		list = append(list, Quantity{Name: fmt.Sprintf("tempo_%d", year), Unit: tempo.Unit, year: y})
	}
	return list
}

// Of is the quantity in a member.
func (q *Quantity) Of(m *Member) float64 {
	if q.Parameter != nil {
		return *q.Parameter.Of(&m.Parameters)
	}
	return m.Tempo[q.year]
}

// PosteriorChange is a quantity before and after the figures were looked at.
type PosteriorChange struct {
	Quantity
	Before, After Interval
	Verdict       Verdict
}

// weights lists the weights of the members kept.
func (f *Fit) weights() []float64 {
	list := make([]float64, len(f.Members))
	for i := range list {
		list[i] = f.Members[i].Weight
	}
	return list
}

// values reads a quantity from members.
func values(q *Quantity, members []Member) []float64 {
	list := make([]float64, len(members))
	for i := range list {
		list[i] = q.Of(&members[i])
	}
	return list
}

// Changes compares every quantity before and after, in the order of Quantities.
func (f *Fit) Changes() []PosteriorChange {
	weights := f.weights()
	var list []PosteriorChange
	for _, q := range Quantities() {
		l := PosteriorChange{Quantity: q, Before: interval(values(&q, f.first), nil), After: interval(values(&q, f.Members), weights)}
		l.Verdict = verdictOf(l.Before, l.After)
		list = append(list, l)
	}
	return list
}

// Pair is two quantities that the figures tie to one another: only together are
// they known any better.
type Pair struct {
	A, B          Quantity
	Before, After float64 // correlation of ranks; fallen: the figures know the sum or product; risen: the difference or ratio
}

// Tie is how far the figures moved the correlation.
func (p *Pair) Tie() float64 { return p.After - p.Before }

// Pairs lists the pairs of quantities whose ranks correlate otherwise after the
// fit than before, by at least a fifth and more than chance allows, the
// strongest tie first.
func (f *Fit) Pairs() []Pair {
	quantities := Quantities()
	weights, equal := f.weights(), make([]float64, len(f.first))
	for i := range equal {
		equal[i] = 1 / float64(len(equal))
	}
	before, after := make([][]float64, len(quantities)), make([][]float64, len(quantities))
	for i := range quantities {
		before[i] = standardRanks(values(&quantities[i], f.first), equal)
		after[i] = standardRanks(values(&quantities[i], f.Members), weights)
	}
	least := max(0.2, 5/math.Sqrt(f.Size))
	var pairs []Pair
	for i := range quantities {
		for j := range i {
			p := Pair{quantities[j], quantities[i], correlation(before[i], before[j], equal), correlation(after[i], after[j], weights)}
			if math.Abs(p.Tie()) >= least {
				pairs = append(pairs, p)
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b Pair) int { return cmp.Compare(math.Abs(b.Tie()), math.Abs(a.Tie())) })
	return pairs
}

// correlation of two rows with mean 0 and variance 1.
func correlation(a, b, weights []float64) float64 {
	sum := 0.0
	for k, w := range weights {
		sum += float64(w * a[k] * b[k])
	}
	return sum
}

// standardRanks are weighted ranks with mean 0 and variance 1.
func standardRanks(values, weights []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return values[order[a]] < values[order[b]] })
	ranks := make([]float64, len(values))
	sum, variance := 0.0, 0.0
	for _, i := range order {
		ranks[i] = sum + float64(weights[i]/2) - 0.5
		sum += weights[i]
	}
	for i, r := range ranks {
		variance += float64(weights[i] * r * r)
	}
	for i := range ranks {
		ranks[i] /= math.Sqrt(variance)
	}
	return ranks
}

// TargetFit is a target beside what the members have for it. Modelled numbers carry
// the fraction that fits each member.
type TargetFit struct {
	counts.Target
	Before, After Interval
	Residual      float64 // logarithm of cited over the median after, in standard deviations of all four spreads
	Deviation     float64 // that standard deviation
	MetBefore     float64 // share of all draws that meet it
}

// TargetFits compares every target before and after, in order of the targets.
func (f *Fit) TargetFits() []TargetFit {
	weights := f.weights()
	before, after := make([][]float64, len(f.Targets)), make([][]float64, len(f.Targets))
	gather := func(into [][]float64, members []Member) {
		for i := range members {
			for t, v := range f.scaled(members[i].logs) {
				into[t] = append(into[t], elementary.Exp(v))
			}
		}
	}
	gather(before, f.first)
	gather(after, f.Members)
	list := make([]TargetFit, len(f.Targets))
	for t := range list {
		m := TargetFit{Target: f.Targets[t], Before: interval(before[t], nil), After: interval(after[t], weights)}
		m.Deviation = math.Sqrt(f.like.Covers.At(t, t))
		m.Residual = (m.Log - elementary.Log(m.After.Mid)) / m.Deviation
		m.MetBefore = float64(count(f.met[t])) / float64(f.Question.Members)
		list[t] = m
	}
	return list
}

// count is the number of bits set.
func count(words []uint64) int {
	n := 0
	for _, w := range words {
		n += bits.OnesCount64(w)
	}
	return n
}

// Contradiction is two targets that draws meet one at a time and hardly ever
// together.
type Contradiction struct {
	A, B           *model.Evidence
	MetA, MetB     float64 // shares of all draws
	Both, ByChance float64 // share that meets both; share there would be if the one did not bear on the other
	Sources        bool    // they count the same thing in the same months, so it is the sources that disagree
}

// Contradictions lists the pairs of targets, each met by at least one draw in a
// hundred, that are met together by less than a tenth of the draws there would
// be by chance, those most expected together first; and the targets that fewer
// than one draw in a hundred meets at all.
func (f *Fit) Contradictions() (pairs []Contradiction, rare []*model.Evidence) {
	n := float64(f.Question.Members)
	const least = 0.01
	for i := range f.Targets {
		a := float64(count(f.met[i])) / n
		if a < least {
			rare = append(rare, f.Targets[i].Evidence)
			continue
		}
		for j := range i {
			b := float64(count(f.met[j])) / n
			if b < least {
				continue
			}
			both := 0
			for w := range f.met[i] {
				both += bits.OnesCount64(f.met[i][w] & f.met[j][w])
			}
			s, t := &f.Targets[j], &f.Targets[i]
			c := Contradiction{s.Evidence, t.Evidence, b, a, float64(both) / n, a * b,
				s.Start == t.Start && s.End == t.End && counts.Thing(s.Evidence) == counts.Thing(t.Evidence)}
			if c.Both < c.ByChance/10 {
				pairs = append(pairs, c)
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b Contradiction) int { return cmp.Compare(b.ByChance, a.ByChance) })
	return pairs, rare
}

// MostMet is the largest number of targets that any one draw meets.
func (f *Fit) MostMet() int {
	most := 0
	for i := range f.Question.Members {
		n := 0
		for t := range f.met {
			n += int(f.met[t][i/stride] >> (i % stride) & 1)
		}
		most = max(most, n)
	}
	return most
}

// Elsewhere is a figure the fit was not made to beside what its members have
// for it.
type Elsewhere struct {
	Evidence *model.Evidence
	Before   Interval // over the draws, unweighted
	Centre   float64  // at central values, with the built-in tempo
	Drawn    Interval // with the tempo of operations that each member drew
	BuiltIn  Interval // with the tempo of the built-in history, under which paths are compared
}

// Elsewhere reads further rows of a ledger from the members, those without an
// unknown fraction that lie within the history.
func (f *Fit) Elsewhere(ledger []model.Evidence) ([]Elsewhere, error) {
	var list []Elsewhere
	for i := range ledger {
		e := &ledger[i]
		if e.Observes == nil || e.Observes.HasFraction() {
			continue
		}
		if from, to := e.Months(); from >= history.Start && to <= history.End {
			list = append(list, Elsewhere{Evidence: e})
		}
	}
	var months []model.Month
	for i := range list {
		months = append(months, list[i].Evidence.Observes.Months(list[i].Evidence.Months())...)
	}
	slices.Sort(months)
	months = slices.Compact(months)
	// Members are read in groups, the central values after the last.
	places, weights := f.standIns(2000)
	first := f.first[:min(len(f.first), 2000)]
	var members []Member
	members = append(members, first...)
	for _, place := range places {
		members = append(members, f.Members[place])
	}
	for _, place := range places {
		members = append(members, Member{Parameters: f.Members[place].Parameters, Tempo: f.prior.builtIn()})
	}
	members = append(members, Member{Parameters: model.Central(), Tempo: f.prior.builtIn()})
	read := make([][]float64, len(members))
	err := parallel(context.Background(), (len(members)+stride-1)/stride, func(kernel *model.Kernel, part int) error {
		from, to := part*stride, min((part+1)*stride, len(members))
		return f.prior.runs(kernel, members[from:to], months, func(k int, run model.Moments) {
			row := make([]float64, len(list))
			for i := range list {
				start, end := list[i].Evidence.Months()
				row[i] = list[i].Evidence.Observes.Over(run, start, end, 1)
			}
			read[from+k] = row
		})
	})
	if err != nil {
		return nil, err
	}
	before := read[:len(first)]
	drawn, builtIn := read[len(first):len(first)+len(places)], read[len(first)+len(places):len(members)-1]
	centre := read[len(members)-1]
	column := func(rows [][]float64, i int) []float64 {
		list := make([]float64, len(rows))
		for k := range rows {
			list[k] = rows[k][i]
		}
		return list
	}
	for i := range list {
		list[i].Before, list[i].Centre = interval(column(before, i), nil), centre[i]
		list[i].Drawn, list[i].BuiltIn = interval(column(drawn, i), weights), interval(column(builtIn, i), weights)
	}
	return list, nil
}

// standIns are the places of at most n members that stand for all, with their
// weights.
func (f *Fit) standIns(n int) ([]int, []float64) {
	places := make([]int, len(f.Members))
	for i := range places {
		places[i] = i
	}
	return thin(places, f.weights(), n)
}
