// SPDX-License-Identifier: Apache-2.0

package model

import "slices"

// Years holds the samples of one run as each year ends, under the levers that
// led there, in order of time: first at the start of its horizon, last at the
// end. What New Year's Day brings, a shock or other levers, belongs to the year
// that begins.
type Years []Sample

// Span says which part of a run an outcome looks at.
type Span string

// The spans of outcomes.
const (
	FromFork Span = "from the fork to the end"
	LastYear Span = "in the last year"
	AtEnd    Span = "at the end"
)

// Words says the span as readers are told it.
func (s Span) Words() string {
	if s == FromFork {
		return "from the policy start to the end"
	}
	return string(s)
}

// Block says which part of a comparison an outcome belongs to.
type Block string

// The blocks of a comparison, in the order in which they are printed. Wounded
// people are shown only where a shock states them.
const (
	BlockSums    Block = "People killed"
	BlockRows    Block = "Who was killed, and how"
	BlockState   Block = "State at the end"
	BlockMoney   Block = "Money, by who pays"
	BlockWounded Block = "People wounded"
)

// Outcome is one row of OutcomeTable: a run reduced to one number, and the same
// number for any single year.
type Outcome struct {
	Quantity
	Short    string // the words over a narrow column, a line break between them
	Block    Block
	Span     Span
	Headline bool
	Payer    string   // who pays, for money
	Parts    []string // the outcomes a sum is made of
	adds     []int    // series, by their places in SeriesTable: what they grow by in the span, or what they are at its end
}

// Of is the outcome of a whole run.
func (o *Outcome) Of(y Years) float64 {
	end := len(y) - 1
	switch o.Span {
	case FromFork:
		return o.between(y.at(y.PolicyStart()), &y[end])
	default:
		return o.between(&y[end-1], &y[end])
	}
}

// In is the outcome within one calendar year: what happened from New Year to
// New Year, or how things stood at the end of the year.
func (o *Outcome) In(y Years, year int) float64 {
	return o.between(y.at(NewYear(year)), y.at(NewYear(year+1)))
}

// FromTo is the outcome from New Year of one year to the end of another.
func (o *Outcome) FromTo(y Years, first, last int) float64 {
	return o.between(y.at(NewYear(first)), y.at(NewYear(last+1)))
}

// at is the sample at a New Year.
func (y Years) at(m Month) *Sample { return &y[m.Year()-int(y[0].Time)] }

// PolicyStart is the month from which the paths of the run act, as in Horizon.
func (y Years) PolicyStart() Month { return policyStart(NewYear(y.First())) }

// First and Last are the first and the last whole calendar year.
func (y Years) First() int { return int(y[0].Time) }

// Last is the last whole calendar year.
func (y Years) Last() int { return int(y[0].Time) + len(y) - 2 }

// adding lists the places of series in SeriesTable.
func adding(names ...string) []int {
	list := make([]int, len(names))
	for i, name := range names {
		if list[i] = slices.IndexFunc(SeriesTable, func(row Series) bool { return row.Name == name }); list[i] < 0 {
			panic("no such series: " + name)
		}
	}
	return list
}

// level is the sum of the series at one moment.
func (o *Outcome) level(s *Sample) float64 {
	all := s.series()
	var sum float64
	for i, place := range o.adds {
		if i == 0 {
			sum = all[place]
		} else {
			sum += all[place]
		}
	}
	return sum
}

// between is the outcome of the time between two moments.
func (o *Outcome) between(before, after *Sample) float64 {
	if o.Span == AtEnd {
		return o.level(after)
	}
	return o.level(after) - o.level(before)
}

// Whole writes the outcome of the whole run for every member.
func (o *Outcome) Whole(e *Ends, to []float64) {
	end := e.h.End.Year() - 1
	if o.Span == FromFork {
		o.Between(e, e.h.PolicyStart().Year(), end, to)
	} else {
		o.Between(e, end, end, to)
	}
}

// Between writes the outcome from New Year of one year to the end of another for every member.
func (o *Outcome) Between(e *Ends, first, last int, to []float64) {
	first, last = first-e.h.Start.Year(), last+1-e.h.Start.Year()
	var room [2][laneCount]float64
	for b := range e.blocks {
		o.within(o.sum(&e.rows[first*e.blocks+b], &room[0]), o.sum(&e.rows[last*e.blocks+b], &room[1]), to[b*laneCount:e.Members])
	}
}

// Yearly writes the outcome within each calendar year from one on for every member, where to says for a year.
func (o *Outcome) Yearly(e *Ends, from int, to func(year int) []float64) {
	var room [2][laneCount]float64
	first, end := from-e.h.Start.Year(), e.h.Months()/12
	for b := range e.blocks {
		before := o.sum(&e.rows[first*e.blocks+b], &room[first%2])
		for y := first; y < end; y++ {
			after := o.sum(&e.rows[(y+1)*e.blocks+b], &room[(y+1)%2])
			o.within(before, after, to(y + e.h.Start.Year())[b*laneCount:e.Members])
			before = after
		}
	}
}

// within writes the outcome of the time between two moments, of at most the members of a block.
func (o *Outcome) within(before, after *[laneCount]float64, to []float64) {
	to = to[:min(len(to), laneCount)]
	if o.Span == AtEnd {
		copy(to, after[:])
		return
	}
	for i := range to {
		to[i] = after[i] - before[i]
	}
}

// sum adds up the series of the outcome at one moment, in room if there are several.
func (o *Outcome) sum(rows *columns, room *[laneCount]float64) *[laneCount]float64 {
	if len(o.adds) == 1 {
		return &rows[o.adds[0]]
	}
	*room = rows[o.adds[0]]
	for _, place := range o.adds[1:] {
		for i, v := range &rows[place] {
			room[i] += v
		}
	}
	return room
}

// OutcomeTable holds one row per outcome: those killed, by who they were and
// what killed them, with both sums; the state of things; money, by payer.
var OutcomeTable = []Outcome{
	{Quantity{"deaths_civilian_security", "Civilians and security forces killed", "death",
		"Everyone killed but militants: civilians of both countries and security forces, in attacks and operations."},
		"civilians\n+ security", BlockSums, FromFork, true, "", []string{"civilians_attacks", "civilians_operations", "civilians_abroad", "security_attacks", "security_operations"},
		adding("total_civilians_attacks", "total_civilians_operations", "total_civilians_abroad", "total_security_attacks", "total_security_operations")},
	{Quantity{"deaths_all", "All killed, militants included", "death",
		"Everyone killed: deaths_civilian_security and militants."},
		"all\nkilled", BlockSums, FromFork, true, "", []string{"deaths_civilian_security", "militants"},
		adding("total_civilians_attacks", "total_civilians_operations", "total_civilians_abroad", "total_security_attacks", "total_security_operations", "total_militants")},
	{Quantity{"civilians_attacks", "Civilians of Pakistan killed in attacks", "death", "Civilians of Pakistan killed in attacks by militants."},
		"civilians,\nattacks", BlockRows, FromFork, false, "", nil, adding("total_civilians_attacks")},
	{Quantity{"civilians_operations", "Civilians of Pakistan killed in operations", "death", "Civilians of Pakistan killed in operations of the state."},
		"civilians,\noperations", BlockRows, FromFork, false, "", nil, adding("total_civilians_operations")},
	{Quantity{"civilians_abroad", "Civilians of Afghanistan killed", "death", "Civilians of Afghanistan killed in cross-border operations."},
		"civilians,\nAfghanistan", BlockRows, FromFork, false, "", nil, adding("total_civilians_abroad")},
	{Quantity{"security_attacks", "Security forces killed in attacks", "death", "Soldiers and police killed in attacks by militants."},
		"security,\nattacks", BlockRows, FromFork, false, "", nil, adding("total_security_attacks")},
	{Quantity{"security_operations", "Security forces killed in operations", "death", "Soldiers and police killed in operations of the state."},
		"security,\noperations", BlockRows, FromFork, false, "", nil, adding("total_security_operations")},
	{Quantity{"militants", "Militants killed", "death", "Militants killed in operations of the state."},
		"militants", BlockSums, FromFork, false, "", nil, adding("total_militants")},
	{Quantity{"wounded", "Wounded in stated shocks", "person", "People wounded, counted only where a shock states them; no row of its own otherwise."},
		"wounded", BlockWounded, FromFork, false, "", nil, adding("total_wounded")},

	{Quantity{"attacks", "Attacks in a year", "attack/year", "Attacks by militants in one calendar year; as an outcome, in the last."},
		"attacks", BlockSums, LastYear, true, "", nil, adding("total_attacks")},
	{Quantity{"fighters", "Fighters", "fighter", "Fighters of both kinds at the end of the year."},
		"fighters", BlockState, AtEnd, false, "", nil, adding("fighters")},
	{Quantity{"sanctuary", "Sanctuary", "1", "How freely militants live across the border (model index, never measured)."},
		"sanctuary", BlockState, AtEnd, false, "", nil, adding("sanctuary")},
	{Quantity{"ties", "Economic ties", "1", "How much the two economies would lose by parting (model index, never measured)."},
		"ties", BlockState, AtEnd, false, "", nil, adding("ties")},
	{Quantity{"trust", "Trust", "1", "Trust in the two states' word (model index, never measured)."},
		"trust", BlockState, AtEnd, false, "", nil, adding("trust")},

	{Quantity{"operations_spending", "Spent on operations", "USD million", "Money spent on major operations, in dollars of 2025, undiscounted."},
		"operations", BlockMoney, FromFork, true, "Islamabad's defence budget", nil, adding("total_operations_cost")},
	{Quantity{"programmes_spending", "Spent on dialogue and narrative", "USD million", "Money spent on talks, terms for those who leave, and a shared narrative, in dollars of 2025, undiscounted."},
		"programmes", BlockMoney, FromFork, true, "both capitals", nil, adding("total_programmes_cost")},
	{Quantity{"investment_announced", "Investment announced", "USD million", "Investment announced, in dollars of 2025, undiscounted; most of it is never disbursed."},
		"announced", BlockMoney, FromFork, true, "nobody until disbursed", nil, adding("total_announced")},
	{Quantity{"investment_disbursed", "Investment disbursed", "USD million", "Investment paid into projects, in dollars of 2025, undiscounted; a cancelled project is not refunded."},
		"disbursed", BlockMoney, FromFork, true, "Islamabad, Beijing and firms", nil, adding("total_committed")},
	{Quantity{"trade_forgone", "Trade forgone", "USD million", "Trade that closed crossings and tariffs forgo, in dollars of 2025, undiscounted."},
		"trade\nforgone", BlockMoney, FromFork, true, "traders and consumers of both countries", nil, adding("total_trade_forgone")},
	{Quantity{"output", "Output earned", "USD million", "What finished projects earn while they are safe, in dollars of 2025, undiscounted."},
		"output\nearned", BlockState, FromFork, true, "earned, not paid", nil, adding("total_output")},
}

// FindOutcome returns the row of that name, or nil.
func FindOutcome(name string) *Outcome {
	for i := range OutcomeTable {
		if OutcomeTable[i].Name == name {
			return &OutcomeTable[i]
		}
	}
	return nil
}

// OutcomeNames lists the names in table order.
func OutcomeNames() []string {
	names := make([]string, len(OutcomeTable))
	for i := range OutcomeTable {
		names[i] = OutcomeTable[i].Name
	}
	return names
}
