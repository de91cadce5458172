// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
)

// phase says what a value depends on, and so how often it must be computed: a
// set of bits.
type phase uint8

const (
	once    phase = 0 // literals only
	member  phase = 1 // parameters: once per member
	month   phase = 2 // levers: once whenever they change
	dynamic phase = 4 // stocks: at every stage of every step
)

// value is a node of the graph of all expressions, in which equal expressions
// are one node.
type value struct {
	id          int
	operator    byte // + − * /, or 0 for a literal or a reference
	left, right *value
	literal     Literal
	reference   *Reference
	phase       phase
	terms       []scaled // of a sum: what it adds
}

// scaled is factor * moving, where only moving depends on the stocks. A nil
// factor is 1; a nil moving is 1, too: the whole is then constant.
type scaled struct {
	negative       bool
	factor, moving *value
}

// Program is what the kernel computes: the rates of the stocks and the
// integrals from which the running totals follow.
type Program struct {
	System *System
	values map[string]*value
	order  []*value // in order of making, which is an order of computing
	known  map[string]scaled

	Stocks []string          // those that act, in order
	Rates  map[string]*value // of those, per year
	Bases  []*value          // what is integrated over time; nil is time itself
	Totals []Total
}

// Total is a running total as a sum of integrals, each times a factor.
type Total struct {
	Field string
	Terms []TotalTerm
}

// TotalTerm is one integral of a total.
type TotalTerm struct {
	Negative bool
	Factor   *value // nil is 1
	Base     int    // index of Bases
}

// NewProgram arranges the equations for speed: what depends only on parameters
// or levers is set apart, products share one division, and the totals are
// reduced to the few integrals they consist of.
func NewProgram(s *System) *Program {
	g := &Program{System: s, values: map[string]*value{}, known: map[string]scaled{}, Rates: map[string]*value{}}
	for _, function := range []string{"auxiliaries", "flows"} {
		for _, e := range s.Functions[function] {
			g.known[e.Field] = g.build(e.Value)
		}
	}
	for _, e := range s.Functions["rates"] {
		rate := g.build(e.Value)
		if s.fields[e.Field].isTotal() {
			g.total(e.Field, rate)
			continue
		}
		g.Stocks = append(g.Stocks, e.Field)
		g.Rates[e.Field] = g.whole(rate)
	}
	for _, f := range s.State { // totals that only shocks change
		if f.isTotal() && !slices.ContainsFunc(g.Totals, func(t Total) bool { return t.Field == f.Name }) {
			g.Totals = append(g.Totals, Total{Field: f.Name})
		}
	}
	return g
}

// total adds a running total with its rate.
func (g *Program) total(field string, rate scaled) {
	t := Total{Field: field}
	g.integrals(rate, nil, false, &t)
	g.Totals = append(g.Totals, t)
}

// integrals takes a rate apart into constant factors of what moves.
func (g *Program) integrals(r scaled, factor *value, negative bool, t *Total) {
	negative = negative != r.negative
	factor = g.product(factor, r.factor)
	if r.moving != nil && r.moving.terms != nil {
		for _, part := range r.moving.terms {
			g.integrals(part, factor, negative, t)
		}
		return
	}
	base := -1
	for i, b := range g.Bases {
		if b == r.moving {
			base = i
		}
	}
	if base < 0 {
		base = len(g.Bases)
		g.Bases = append(g.Bases, r.moving)
	}
	t.Terms = append(t.Terms, TotalTerm{negative, factor, base})
}

// build takes an expression into the graph.
func (g *Program) build(e Expression) scaled {
	switch e := e.(type) {
	case Literal:
		return scaled{factor: g.literal(e)}
	case *Reference:
		switch e.Of {
		case 'a', 'f':
			return g.known[e.Field]
		case 's':
			return scaled{moving: g.leaf(e, dynamic)}
		case 'l':
			return scaled{factor: g.leaf(e, month)}
		default:
			return scaled{factor: g.leaf(e, member)}
		}
	}
	if isSum(e) {
		return g.sum(terms(e))
	}
	return g.multiply(factors(e))
}

// multiply gathers the constants of a product in one factor and its divisors in one.
func (g *Program) multiply(list []term) scaled {
	var above, below [4][]*value // by phase
	var moving, divisor *value
	negative := false
	for _, f := range list {
		part := g.build(f.of)
		negative = negative != part.negative
		side := &above
		if f.inverse {
			side = &below
		}
		if part.factor != nil {
			side[part.factor.phase] = append(side[part.factor.phase], part.factor)
		}
		if part.moving != nil && f.inverse {
			divisor = g.product(divisor, part.moving)
		} else if part.moving != nil {
			moving = g.product(moving, part.moving)
		}
	}
	var factor *value
	for p := range above {
		var part, under *value
		for _, v := range above[p] {
			part = g.product(part, v)
		}
		for _, v := range below[p] {
			under = g.product(under, v)
		}
		factor = g.product(factor, g.quotient(part, under))
	}
	switch {
	case divisor == nil:
		return scaled{negative, factor, moving}
	case moving == nil:
		return scaled{negative, nil, g.quotient(factor, divisor)}
	default:
		return scaled{negative, factor, g.quotient(moving, divisor)}
	}
}

// sum gathers the constants of a sum in one term, and like terms in one.
func (g *Program) sum(list []term) scaled {
	var constant *value // the constant part, signs included
	var parts []scaled
	var constants [4][]scaled
	for _, t := range list {
		part := g.build(t.of)
		part.negative = part.negative != t.inverse
		if part.moving == nil {
			constants[part.factor.phase] = append(constants[part.factor.phase], part)
			continue
		}
		merged := false
		for i := range parts {
			if p := &parts[i]; p.moving == part.moving && p.negative == part.negative {
				one := g.literal(1)
				p.factor = g.operate('+', or(p.factor, one), or(part.factor, one))
				merged = true
			}
		}
		if !merged {
			parts = append(parts, part)
		}
	}
	for p := range constants {
		for _, c := range constants[p] {
			constant = g.add(constant, c.factor, c.negative)
		}
	}
	if len(parts) == 0 {
		return scaled{factor: constant}
	}
	if constant == nil && len(parts) == 1 {
		return parts[0]
	}
	sum := constant
	if sum == nil { // begin with something added
		for i := range parts {
			if !parts[i].negative {
				parts[0], parts[i] = parts[i], parts[0]
				break
			}
		}
	}
	for _, p := range parts {
		sum = g.add(sum, g.product(p.factor, p.moving), p.negative)
	}
	if sum.terms == nil {
		if constant != nil {
			sum.terms = append(sum.terms, scaled{factor: constant})
		}
		sum.terms = append(sum.terms, parts...)
	}
	return scaled{moving: sum}
}

func or(v, instead *value) *value {
	if v == nil {
		return instead
	}
	return v
}

// whole is the value of factor * moving.
func (g *Program) whole(s scaled) *value {
	v := g.product(s.factor, s.moving)
	if s.negative {
		return g.operate('-', g.literal(0), v)
	}
	return v
}

// add adds or subtracts v; a nil sum is nothing yet.
func (g *Program) add(sum, v *value, negative bool) *value {
	switch {
	case sum == nil && negative:
		return g.operate('-', g.literal(0), v)
	case sum == nil:
		return v
	case negative:
		return g.operate('-', sum, v)
	default:
		return g.operate('+', sum, v)
	}
}

// product multiplies where nil is 1.
func (g *Program) product(a, b *value) *value {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	default:
		return g.operate('*', a, b)
	}
}

// quotient divides where nil is 1.
func (g *Program) quotient(a, b *value) *value {
	if b == nil {
		return a
	}
	return g.operate('/', or(a, g.literal(1)), b)
}

func (g *Program) literal(l Literal) *value {
	return g.node(fmt.Sprintf("%d", l), value{literal: l})
}

func (g *Program) leaf(r *Reference, p phase) *value {
	return g.node(string(r.Of)+"."+r.Field, value{reference: r, phase: p})
}

func (g *Program) operate(operator byte, left, right *value) *value {
	return g.node(fmt.Sprintf("%d%c%d", left.id, operator, right.id),
		value{operator: operator, left: left, right: right, phase: left.phase | right.phase})
}

// node returns the one node of that key.
func (g *Program) node(key string, v value) *value {
	if known := g.values[key]; known != nil {
		return known
	}
	v.id = len(g.order)
	g.values[key] = &v
	g.order = append(g.order, &v)
	return &v
}
