// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// polynomial is a sum of products of powers of variables: for the exponents of
// each product, one byte a variable, its coefficient.
type polynomial map[string]int64

// ratio is numerator / denominator.
type ratio struct{ numerator, denominator polynomial }

// space is the variables of some polynomials.
type space struct {
	names []string
	index map[string]int
}

// spaceOf holds the variables of an expression.
func spaceOf(e Expression) *space {
	v := &space{index: map[string]int{}}
	references(e, func(r *Reference) {
		if _, known := v.index[r.Field]; !known {
			v.index[r.Field] = len(v.names)
			v.names = append(v.names, r.Field)
		}
	})
	return v
}

// number is a constant polynomial.
func (v *space) number(n int64) polynomial {
	if n == 0 {
		return polynomial{}
	}
	return polynomial{string(make([]byte, len(v.names))): n}
}

// ratio takes an expression apart.
func (v *space) ratio(e Expression) ratio {
	switch e := e.(type) {
	case Literal:
		return ratio{v.number(int64(e)), v.number(1)}
	case *Reference:
		exponents := make([]byte, len(v.names))
		exponents[v.index[e.Field]] = 1
		return ratio{polynomial{string(exponents): 1}, v.number(1)}
	}
	o := e.(*Operation)
	l, r := v.ratio(o.Left), v.ratio(o.Right)
	switch o.Operator {
	case '*':
		return ratio{l.numerator.times(r.numerator), l.denominator.times(r.denominator)}
	case '/':
		return ratio{l.numerator.times(r.denominator), l.denominator.times(r.numerator)}
	}
	sign := int64(1)
	if o.Operator == '-' {
		sign = -1
	}
	if maps.Equal(l.denominator, r.denominator) {
		return ratio{l.numerator.plus(r.numerator, sign), l.denominator}
	}
	return ratio{l.numerator.times(r.denominator).plus(r.numerator.times(l.denominator), sign),
		l.denominator.times(r.denominator)}
}

// plus is p + factor*q.
func (p polynomial) plus(q polynomial, factor int64) polynomial {
	sum := maps.Clone(p)
	for exponents, c := range q {
		if sum[exponents] += factor * c; sum[exponents] == 0 {
			delete(sum, exponents)
		}
	}
	return sum
}

// times is p*q.
func (p polynomial) times(q polynomial) polynomial {
	product := polynomial{}
	for a, x := range p {
		for b, y := range q {
			exponents := []byte(a)
			for i := range exponents {
				exponents[i] += b[i]
			}
			if product[string(exponents)] += x * y; product[string(exponents)] == 0 {
				delete(product, string(exponents))
			}
		}
	}
	return product
}

// derivative is the change of p with variable i.
func (p polynomial) derivative(i int) polynomial {
	d := polynomial{}
	for exponents, c := range p {
		if n := exponents[i]; n > 0 {
			lower := []byte(exponents)
			lower[i]--
			d[string(lower)] = c * int64(n)
		}
	}
	return d
}

// degree is the highest exponent of variable i.
func (p polynomial) degree(i int) byte {
	var highest byte
	for exponents := range p {
		highest = max(highest, exponents[i])
	}
	return highest
}

// stretch puts x = t/(1+t) for variable i, which maps [0, 1] to all of t ≥ 0,
// and multiplies by the power of 1+t that makes a polynomial of it again.
func (p polynomial) stretch(i int) polynomial {
	degree := p.degree(i)
	stretched := polynomial{}
	for exponents, c := range p {
		n := exponents[i]
		choose := c // times the binomial coefficients of degree - n
		for k := byte(0); k <= degree-n; k++ {
			e := []byte(exponents)
			e[i] = n + k
			if stretched[string(e)] += choose; stretched[string(e)] == 0 {
				delete(stretched, string(e))
			}
			choose = choose * int64(degree-n-k) / int64(k+1)
		}
	}
	return stretched
}

// sign is the set of signs a number may have.
type sign uint8

const (
	negative sign = 1 << iota
	zero
	positive
	anySign = negative | zero | positive
)

// times is the set of signs of a product.
func (a sign) times(b sign) sign {
	var product sign
	for _, x := range []sign{negative, zero, positive} {
		for _, y := range []sign{negative, zero, positive} {
			switch {
			case a&x == 0 || b&y == 0:
			case x == zero || y == zero:
				product |= zero
			case x == y:
				product |= positive
			default:
				product |= negative
			}
		}
	}
	return product
}

// plus is the set of signs of a sum.
func (a sign) plus(b sign) sign {
	switch {
	case a == zero:
		return b
	case b == zero:
		return a
	case (a|b)&(negative|positive) == negative|positive:
		return anySign
	case a&zero == 0 || b&zero == 0: // one of them is surely not zero
		return (a | b) &^ zero
	default:
		return a | b
	}
}

// minus is the set of signs of the negative.
func (a sign) minus() sign { return a.times(negative) }

// domain is where a quantity may lie: from 0 up, at most 1 if it is a share.
type domain struct {
	free       bool // may be negative, too
	share      bool // at most 1
	aboveZero  bool // never 0
	belowWhole bool // never 1
}

// never lists pairs of which the first is never more than the second, whatever
// else holds: the model's tests say so.
var never = [][2]string{{"Fighters", "Pool"}}

// sign of p where every variable lies in its domain: what is certain from the
// coefficients once shares are stretched, or once the larger of a pair stands
// as the smaller and a rest.
func (p polynomial) sign(v *space, domains map[string]domain) sign {
	if len(p) == 0 {
		return zero
	}
	found := p.certain(v, domains)
	for _, pair := range never {
		smaller, some := v.index[pair[0]]
		larger, both := v.index[pair[1]]
		if found != anySign || !some || !both {
			continue
		}
		apart := maps.Clone(domains)
		apart[pair[1]] = domain{} // the rest: 0 or more
		found = p.replaced(larger, smaller).certain(v, apart)
	}
	return found
}

// replaced puts x + y for variable x.
func (p polynomial) replaced(x, y int) polynomial {
	replaced := polynomial{}
	for exponents, c := range p {
		choose := c
		for k, n := byte(0), exponents[x]; k <= n; k++ {
			e := []byte(exponents)
			e[x], e[y] = n-k, e[y]+k
			if replaced[string(e)] += choose; replaced[string(e)] == 0 {
				delete(replaced, string(e))
			}
			choose = choose * int64(n-k) / int64(k+1)
		}
	}
	return replaced
}

// certain is the sign of p as its coefficients show it.
func (p polynomial) certain(v *space, domains map[string]domain) sign {
	ends := make([]end, len(v.names))
	for i, name := range v.names {
		d := domains[name]
		ends[i] = end{p.degree(i), p.degree(i) > 0 && !d.aboveZero, p.degree(i) > 0 && d.share && !d.belowWhole}
		switch {
		case d.free && p.degree(i) > 0:
			return anySign
		case d.share:
			p = p.stretch(i)
		}
	}
	var some sign
	for _, c := range p {
		if c > 0 {
			some |= positive
		} else {
			some |= negative
		}
	}
	if some == positive|negative {
		return anySign
	}
	if !p.staysAtEnds(ends) {
		some |= zero
	}
	return some
}

// end says which ends of its domain a variable reaches, and to what degree it
// stands in a polynomial.
type end struct {
	degree     byte
	low, whole bool
}

// staysAtEnds reports whether p, all of whose coefficients have one sign, has a
// term left wherever variables go to the ends they reach.
func (p polynomial) staysAtEnds(ends []end) bool {
	for i, e := range ends {
		if !e.low && !e.whole {
			continue
		}
		for _, at := range []struct {
			reached  bool
			exponent byte
		}{{e.low, 0}, {e.whole, e.degree}} {
			if !at.reached {
				continue
			}
			left := polynomial{}
			for exponents, c := range p {
				if exponents[i] == at.exponent {
					left[exponents] = c
				}
			}
			rest := slices.Clone(ends)
			rest[i] = end{}
			if !left.staysAtEnds(rest) {
				return false
			}
		}
		return true
	}
	return len(p) > 0
}

// condition words where p is above 0, with what all its terms share left out.
func (p polynomial) condition(v *space) string {
	shared := []byte(nil)
	for exponents := range p {
		if shared == nil {
			shared = []byte(exponents)
		}
		for i := range shared {
			shared[i] = min(shared[i], exponents[i])
		}
	}
	var more, less []monomial
	for _, exponents := range slices.SortedFunc(maps.Keys(p), func(a, b string) int { return -cmp.Compare(a, b) }) {
		m := monomial{max(p[exponents], -p[exponents]), []byte(exponents)}
		for i := range m.exponents {
			m.exponents[i] -= shared[i]
		}
		if p[exponents] > 0 {
			more = append(more, m)
		} else {
			less = append(less, m)
		}
	}
	var common int64
	for _, m := range slices.Concat(more, less) {
		common = divisor(m.coefficient, common)
	}
	for _, list := range [][]monomial{more, less} {
		for i := range list {
			list[i].coefficient /= common
		}
	}
	if len(more) == 1 && len(less) == 1 && more[0].square() && less[0].square() {
		more[0].halve()
		less[0].halve()
	}
	return words(more, v) + " > " + words(less, v)
}

// divisor is the greatest common divisor of two numbers from 0 up.
func divisor(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// monomial is one term of a polynomial.
type monomial struct {
	coefficient int64
	exponents   []byte
}

// square reports whether m is surely the square of something simple.
func (m monomial) square() bool {
	for _, n := range m.exponents {
		if n%2 == 1 {
			return false
		}
	}
	return m.coefficient == 1
}

// halve takes the root of a square.
func (m monomial) halve() {
	for i := range m.exponents {
		m.exponents[i] /= 2
	}
}

// words writes a sum of monomials with table names.
func words(list []monomial, v *space) string {
	if len(list) == 0 {
		return "0"
	}
	var parts []string
	for _, m := range list {
		var factors []string
		for i, n := range m.exponents {
			for ; n > 0; n-- {
				factors = append(factors, Key(v.names[i]))
			}
		}
		if m.coefficient != 1 || len(factors) == 0 {
			factors = append([]string{strconv.FormatInt(m.coefficient, 10)}, factors...)
		}
		parts = append(parts, strings.Join(factors, " * "))
	}
	return strings.Join(parts, " + ")
}
