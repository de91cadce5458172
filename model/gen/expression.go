// SPDX-License-Identifier: Apache-2.0

package main

import "strings"

// Expression is the right side of an equation: a Literal, a Reference or an
// Operation.
type Expression interface {
	// write appends the expression in a notation to b.
	write(b *strings.Builder, n *Notation)
}

// Literal is a number from 0 to 3.
type Literal int

// Reference reads a field of the state, the levers, the parameters, the
// auxiliaries or the flows.
type Reference struct {
	Of    byte // s, l, p, a or f
	Field string
}

// Operation is left + − * / right.
type Operation struct {
	Operator    byte
	Left, Right Expression
}

// Notation says how expressions are written.
type Notation struct {
	name     func(Reference) string
	literal  func(Literal) string
	operator func(byte) string
	open     string
	close    string
	// fraction writes left / right if the notation does not use an operator for it.
	fraction func(left, right string) string
	// product stands before a product that may not be fused with what is around it, if not empty; close stands after it.
	product string
}

// In writes e in a notation.
func In(n *Notation, e Expression) string {
	var b strings.Builder
	e.write(&b, n)
	return b.String()
}

func (e Literal) write(b *strings.Builder, n *Notation)    { b.WriteString(n.literal(e)) }
func (e *Reference) write(b *strings.Builder, n *Notation) { b.WriteString(n.name(*e)) }

func (e *Operation) write(b *strings.Builder, n *Notation) {
	if e.Operator == '/' && n.fraction != nil {
		b.WriteString(n.fraction(In(n, e.Left), In(n, e.Right)))
		return
	}
	operand := func(x Expression, bracketed bool) {
		if n.product != "" && operatorOf(x) == '*' && (isSum(e) || e.doubles()) {
			b.WriteString(sealed(n, x))
			return
		}
		if bracketed {
			b.WriteString(n.open)
		}
		x.write(b, n)
		if bracketed {
			b.WriteString(n.close)
		}
	}
	operand(e.Left, binding(e.Left, n) < binding(e, n))
	b.WriteString(n.operator(e.Operator))
	// a − (b + c) and a / (b * c) are not what they are without brackets, and
	// a * (b * c) is not the same to the last bit.
	operand(e.Right, binding(e.Right, n) <= binding(e, n))
}

// doubles reports whether e is twice something, which may become the sum of it and
// itself.
func (e *Operation) doubles() bool {
	return e.Operator == '*' && (e.Left == Expression(Literal(2)) || e.Right == Expression(Literal(2)))
}

// sealed writes e in a notation so that it may stand in a sum: a product is
// marked as one.
func sealed(n *Notation, e Expression) string {
	if n.product != "" && operatorOf(e) == '*' {
		return n.product + In(n, e) + n.close
	}
	return In(n, e)
}

// binding ranks how tightly an expression holds together when written.
func binding(e Expression, n *Notation) int {
	o, ok := e.(*Operation)
	switch {
	case !ok, o.Operator == '/' && n.fraction != nil:
		return 3
	case o.Operator == '*' || o.Operator == '/':
		return 2
	default:
		return 1
	}
}

// references calls visit for every reference in e, in order of writing.
func references(e Expression, visit func(*Reference)) {
	switch e := e.(type) {
	case *Reference:
		visit(e)
	case *Operation:
		references(e.Left, visit)
		references(e.Right, visit)
	}
}

// term is one summand of a sum, or one factor of a product.
type term struct {
	inverse bool // subtracted, or divided by
	of      Expression
}

// terms takes a sum apart into what is added and subtracted, brackets included
// only where they hold a product.
func terms(e Expression) []term { return chain(e, '+', '-') }

// factors takes a product apart into what is multiplied and divided by.
func factors(e Expression) []term { return chain(e, '*', '/') }

// chain takes nested operations of one rank apart.
func chain(e Expression, join, inverse byte) []term {
	o, ok := e.(*Operation)
	if !ok || o.Operator != join && o.Operator != inverse {
		return []term{{false, e}}
	}
	list := chain(o.Left, join, inverse)
	for _, t := range chain(o.Right, join, inverse) {
		list = append(list, term{t.inverse != (o.Operator == inverse), t.of})
	}
	return list
}

// isSum and isProduct tell the rank of an expression.
func isSum(e Expression) bool     { return operatorOf(e) == '+' || operatorOf(e) == '-' }
func isProduct(e Expression) bool { return operatorOf(e) == '*' || operatorOf(e) == '/' }

func operatorOf(e Expression) byte {
	if o, ok := e.(*Operation); ok {
		return o.Operator
	}
	return 0
}
