// SPDX-License-Identifier: Apache-2.0

package main

// findDomains finds where every quantity may lie: parameters and levers by
// their ranges, stocks by what they are, and the rest by what follows.
func (s *System) findDomains() map[string]domain {
	domains := map[string]domain{}
	for _, list := range [][]*Field{s.State, s.Levers, s.Parameters} {
		for _, f := range list {
			share := f.Unit == "1" && (f.Of == 's' || f.High <= 1)
			domains[f.Name] = domain{
				free:       f.Low < 0,
				share:      share,
				aboveZero:  f.Of == 'p' && f.Low > 0,
				belowWhole: f.Of == 'p' && f.High < 1,
			}
		}
	}
	for _, function := range []string{"auxiliaries", "flows"} {
		for _, e := range s.Functions[function] {
			d := domain{}
			at := signOf(e.Value, domains)
			d.free = at&negative != 0
			d.aboveZero = at == positive
			if s.fields[e.Field].Unit == "1" && !d.free {
				rest := signOf(&Operation{'-', Literal(1), e.Value}, domains)
				d.share = rest&negative == 0
				d.belowWhole = rest == positive
			}
			domains[e.Field] = d
		}
	}
	return domains
}

// checkDenominators refuses a division by what could be 0.
func checkDenominators(s *System) error {
	domains := s.findDomains()
	for _, f := range functionArguments {
		for _, e := range s.Functions[f.name] {
			var err error
			divisions(e.Value, func(denominator Expression) {
				if signOf(denominator, domains) != positive && err == nil {
					err = mistake(e.Place, "%s: divides by %s, which could be 0 (add what is always above 0)", e.Field, In(plain, denominator))
				}
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// divisions calls visit for every denominator in e.
func divisions(e Expression, visit func(Expression)) {
	if o, ok := e.(*Operation); ok {
		divisions(o.Left, visit)
		divisions(o.Right, visit)
		if o.Operator == '/' {
			visit(o.Right)
		}
	}
}

// signOf is the set of signs an expression may have.
func signOf(e Expression, domains map[string]domain) sign {
	switch e := e.(type) {
	case Literal:
		if e == 0 {
			return zero
		}
		return positive
	case *Reference:
		switch d := domains[e.Field]; {
		case d.free:
			return anySign
		case d.aboveZero:
			return positive
		default:
			return zero | positive
		}
	}
	found := anySign
	if isProduct(e) {
		found = signOfProduct(factors(e), domains)
	} else {
		found = zero
		for _, t := range terms(e) {
			part := signOf(t.of, domains)
			if t.inverse {
				part = part.minus()
			}
			found = found.plus(part)
		}
	}
	if found == negative || found == positive {
		return found
	}
	v := spaceOf(e)
	r := v.ratio(e)
	return found & r.numerator.sign(v, domains).times(r.denominator.sign(v, domains))
}

// signOfProduct is the set of signs a product of factors may have. A factor that
// stands in it an even number of times is never negative.
func signOfProduct(list []term, domains map[string]domain) sign {
	times := map[string]int{}
	for _, f := range list {
		times[In(plain, f.of)]++
	}
	found := positive
	for _, f := range list {
		of := signOf(f.of, domains)
		if times[In(plain, f.of)]%2 == 0 && of&negative != 0 {
			of = of&zero | positive
		}
		found = found.times(of)
	}
	return found
}

// response says how an expression answers to more of one field: the signs it
// may answer with and, if both, the condition under which it rises.
type response struct {
	sign
	condition string
}

// responseOf is how e answers to more of a field, all else as it is.
func responseOf(e Expression, field string, domains map[string]domain) response {
	switch e := e.(type) {
	case Literal:
		return response{sign: zero}
	case *Reference:
		if e.Field == field {
			return response{sign: positive}
		}
		return response{sign: zero}
	}
	list := terms(e)
	if isProduct(e) {
		list = factors(e)
	}
	var affected []term
	var unaffected []term
	for _, t := range list {
		if dependsOn(t.of, field) {
			affected = append(affected, t)
		} else if isProduct(e) {
			unaffected = append(unaffected, t)
		}
	}
	rest := signOfProduct(unaffected, domains)
	var answer response
	switch {
	case len(affected) == 0:
		return response{sign: zero}
	case len(affected) == 1:
		answer = responseOf(affected[0].of, field, domains)
		if affected[0].inverse {
			rest = rest.minus()
		}
	case isProduct(e):
		answer = turned(joined(affected, '*', '/'), field, domains)
	default:
		answer = turned(joined(affected, '+', '-'), field, domains)
	}
	switch {
	case rest&negative == 0, rest&positive == 0 && answer.condition == "":
		return response{answer.times(rest), answer.condition}
	case answer.condition == "" && len(affected) == 1: // it turns with what stays as it is
		var others []term
		for _, t := range list {
			if !dependsOn(t.of, field) {
				others = append(others, t)
			}
		}
		kept := joined(others, '*', '/')
		if (answer.sign == positive) == affected[0].inverse {
			kept = &Operation{'-', Literal(0), kept}
		}
		v := spaceOf(kept)
		return response{anySign, v.ratio(kept).numerator.condition(v)}
	default:
		return turned(e, field, domains)
	}
}

// turned finds the response from the derivative as a whole.
func turned(e Expression, field string, domains map[string]domain) response {
	v := spaceOf(e)
	r, i := v.ratio(e), v.index[field]
	slope := r.numerator.derivative(i)
	if r.denominator.degree(i) > 0 {
		slope = slope.times(r.denominator).plus(r.numerator.times(r.denominator.derivative(i)), -1)
	}
	answer := response{sign: slope.sign(v, domains)}
	if answer.sign&negative != 0 && answer.sign&positive != 0 {
		answer.condition = slope.condition(v)
	}
	return answer
}

// joined puts terms together again.
func joined(list []term, join, inverse byte) Expression {
	var e Expression
	for _, t := range list {
		operator := join
		if t.inverse {
			operator = inverse
		}
		switch {
		case e == nil && !t.inverse:
			e = t.of
		case e == nil && join == '*':
			e = &Operation{'/', Literal(1), t.of}
		case e == nil:
			e = &Operation{'-', Literal(0), t.of}
		default:
			e = &Operation{operator, e, t.of}
		}
	}
	return e
}

// dependsOn reports whether e reads a field.
func dependsOn(e Expression, field string) bool {
	found := false
	references(e, func(r *Reference) { found = found || r.Field == field })
	return found
}
