// SPDX-License-Identifier: Apache-2.0

package model

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Observation says what a figure counts in the model's own terms: an expression
// over outcomes and series with + - * / and parentheses. An outcome, and a
// series whose unit is per year, is summed over the figure's period; any other
// series is averaged over it. The name fraction is the share of what happens
// that the source counts, which nobody knows but from the figures themselves;
// it may exceed 1 where a source counts more widely than the model.
type Observation struct {
	text  string
	terms []term // in postfix order
}

// term is a number, a name or an operator of an observation.
type term struct {
	op      byte // '#' a number, 'x' a name, 'f' the fraction, or + - * /
	number  float64
	name    string
	outcome *Outcome // of a name: the one or the other
	series  *Series
}

// FractionName stands in an observation for the share that a source counts.
const FractionName = "fraction"

// String is the expression as written.
func (o *Observation) String() string { return o.text }

// Names lists the outcomes and series that o reads, in order, each once.
func (o *Observation) Names() []string {
	var names []string
	seen := map[string]bool{}
	for _, t := range o.terms {
		if t.op == 'x' && !seen[t.name] {
			seen[t.name] = true
			names = append(names, t.name)
		}
	}
	return names
}

// HasFraction reports whether o counts only an unknown share of what happens.
func (o *Observation) HasFraction() bool {
	for _, t := range o.terms {
		if t.op == 'f' {
			return true
		}
	}
	return false
}

// IsSum reports whether o is a plain sum of outcomes, each counted once.
func (o *Observation) IsSum() bool {
	for _, t := range o.terms {
		if t.op == 'x' && t.outcome == nil {
			return false
		}
	}
	names, sum := o.Names(), 0.0
	amount := func(name string) float64 { return float64(slices.Index(names, name)) + 2 }
	for _, name := range names {
		sum += amount(name)
	}
	return len(names) > 0 && !o.HasFraction() && o.Value(amount, 1) == sum
}

// Value is o with amount read for every name.
func (o *Observation) Value(amount func(name string) float64, fraction float64) float64 {
	return o.value(func(t *term) float64 { return amount(t.name) }, fraction)
}

// value is o with amount read for every name.
func (o *Observation) value(amount func(*term) float64, fraction float64) float64 {
	var buffer [16]float64
	stack := buffer[:0]
	for i := range o.terms {
		t := &o.terms[i]
		switch t.op {
		case '#':
			stack = append(stack, t.number)
		case 'x':
			stack = append(stack, amount(t))
		case 'f':
			stack = append(stack, fraction)
		default:
			a, b := stack[len(stack)-2], stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			switch t.op {
			case '+':
				a += b
			case '-':
				a -= b
			case '*':
				a *= b
			case '/':
				a /= b
			}
			stack[len(stack)-1] = a
		}
	}
	return stack[0]
}

// Over is o in a run from one month to the first instant of another.
func (o *Observation) Over(t Moments, from, to Month, fraction float64) float64 {
	return o.value(func(x *term) float64 { return x.over(t, from, to) }, fraction)
}

// OverYears is o from the first to the last of some whole years of a run, for
// an observation of outcomes alone.
func (o *Observation) OverYears(y Years, first, last int, fraction float64) float64 {
	return o.value(func(x *term) float64 { return x.outcome.FromTo(y, first, last) }, fraction)
}

// Months lists the months that Over reads for a period, in order of time.
func (o *Observation) Months(from, to Month) []Month {
	for i := range o.terms {
		if t := &o.terms[i]; t.op == 'x' && t.outcome == nil { // a series: every month
			var all []Month
			for m := from; m <= to; m++ {
				all = append(all, m)
			}
			return all
		}
	}
	return []Month{from, to}
}

// Amount is an outcome or series of a run over a period, as observations read
// it; there must be one of that name.
func Amount(t Moments, name string, from, to Month) float64 {
	x := term{name: name, outcome: FindOutcome(name), series: FindSeries(name)}
	return x.over(t, from, to)
}

// over is what a name stands for in a period of a run.
func (x *term) over(t Moments, from, to Month) float64 {
	if x.outcome != nil {
		return x.outcome.between(t.At(from), t.At(to))
	}
	sum := 0.0
	for m := from; m < to; m++ {
		sum += x.series.Of(t.At(m))
	}
	if strings.HasSuffix(x.series.Unit, "/year") {
		return sum / 12
	}
	return sum / float64(to-from)
}

// ParseObservation reads an observation.
func ParseObservation(text string) (*Observation, error) {
	p := &observationParser{text: text, o: &Observation{text: text}}
	p.next()
	p.sum()
	if p.err == nil && p.token != "" {
		p.fail("%q is too much (+ - * / or the end)", p.token)
	}
	if p.err != nil {
		return nil, fmt.Errorf("%q: %w", text, p.err)
	}
	return p.o, nil
}

// observationParser reads by recursive descent: sums of products of atoms.
type observationParser struct {
	text  string
	at    int
	token string
	o     *Observation
	err   error
}

func (p *observationParser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
	p.token = ""
}

// next reads one token; at the end it is empty.
func (p *observationParser) next() {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
	start := p.at
	for p.at < len(p.text) && isNameByte(p.text[p.at]) {
		p.at++
	}
	if p.at == start && p.at < len(p.text) {
		p.at++
	}
	p.token = p.text[start:p.at]
}

// isNameByte tells what names and numbers are made of.
func isNameByte(c byte) bool {
	return c == '_' || c == '.' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z'
}

func (p *observationParser) sum() {
	p.product()
	for p.token == "+" || p.token == "-" {
		op := p.token[0]
		p.next()
		p.product()
		p.o.terms = append(p.o.terms, term{op: op})
	}
}

func (p *observationParser) product() {
	p.atom()
	for p.token == "*" || p.token == "/" {
		op := p.token[0]
		p.next()
		p.atom()
		p.o.terms = append(p.o.terms, term{op: op})
	}
}

func (p *observationParser) atom() {
	switch {
	case p.token == "":
		p.fail("ends too early (a name, a number or a parenthesis)")
		return
	case p.token == "(":
		p.next()
		p.sum()
		if p.token != ")" {
			p.fail("a parenthesis stays open (a closing one)")
			return
		}
	case p.token == FractionName:
		p.o.terms = append(p.o.terms, term{op: 'f'})
	case !isNameByte(p.token[0]):
		p.fail("%q is out of place (a name, a number or a parenthesis)", p.token)
		return
	case p.token[0] >= 'a' || p.token[0] == '_':
		x := term{op: 'x', name: p.token, outcome: FindOutcome(p.token), series: FindSeries(p.token)}
		if x.outcome == nil && x.series == nil {
			p.fail("%s is neither an outcome nor a series (such as attacks or tempo)", p.token)
			return
		}
		p.o.terms = append(p.o.terms, x)
	default:
		v, err := strconv.ParseFloat(p.token, 64)
		if err != nil {
			p.fail("%q is not a number (such as 0.5)", p.token)
			return
		}
		p.o.terms = append(p.o.terms, term{op: '#', number: v})
	}
	p.next()
}

// Unit is the unit of o over a period, as tables write it, or "" where o adds unlike things. A series per year is summed
// over the period and loses its year.
func (o *Observation) Unit() string {
	var stack []map[string]int
	for i := range o.terms {
		t := &o.terms[i]
		switch t.op {
		case '#', 'f':
			stack = append(stack, map[string]int{})
		case 'x':
			unit := ""
			if t.outcome != nil {
				unit = t.outcome.Unit
			} else {
				unit = t.series.Unit
			}
			stack = append(stack, powers(strings.TrimSuffix(unit, "/year")))
		default:
			a, b := stack[len(stack)-2], stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			switch t.op {
			case '*', '/':
				sign := 1
				if t.op == '/' {
					sign = -1
				}
				for base, n := range b {
					if a[base] += sign * n; a[base] == 0 {
						delete(a, base)
					}
				}
			default:
				if !maps.Equal(a, b) {
					return ""
				}
			}
		}
	}
	var over, under []string
	for _, base := range slices.Sorted(maps.Keys(stack[0])) {
		for n := stack[0][base]; n > 0; n-- {
			over = append(over, base)
		}
		for n := stack[0][base]; n < 0; n++ {
			under = append(under, base)
		}
	}
	unit := strings.Join(over, "·")
	if unit == "" {
		unit = "1"
	}
	return strings.Join(append([]string{unit}, under...), "/")
}

// powers splits a unit such as attack/fighter into its bases.
func powers(unit string) map[string]int {
	list := map[string]int{}
	for i, base := range strings.Split(unit, "/") {
		switch {
		case base == "1":
		case i == 0:
			list[base]++
		default:
			list[base]--
		}
	}
	return list
}
