// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// value computes an expression from the values of its fields.
func valueOf(e Expression, at map[string]float64) float64 {
	switch e := e.(type) {
	case Literal:
		return float64(e)
	case *Reference:
		return at[e.Field]
	}
	o := e.(*Operation)
	return operate(o.Operator, valueOf(o.Left, at), valueOf(o.Right, at))
}

func operate(operator byte, x, y float64) float64 {
	switch operator {
	case '+':
		return x + y
	case '-':
		return x - y
	case '*':
		return x * y
	default:
		return x / y
	}
}

// somewhere draws a value for every field an equation reads: at an end of its
// domain or between.
func somewhere(r *rand.Rand, s *System, domains map[string]domain, e Expression) map[string]float64 {
	at := map[string]float64{}
	references(e, func(x *Reference) {
		f, d := s.fields[x.Field], domains[x.Field]
		low, high := f.Low, f.High
		if math.IsInf(high, 1) {
			high = math.Pow(10, 4*r.Float64())
		}
		if d.share {
			high = min(high, 1)
		}
		at[x.Field] = []float64{low, high, low + (high-low)*r.Float64()}[r.IntN(3)]
	})
	for _, pair := range never {
		_, smaller := at[pair[0]]
		_, larger := at[pair[1]]
		if smaller && larger {
			at[pair[0]] = at[pair[1]] * []float64{0, 1, r.Float64()}[r.IntN(3)]
		}
	}
	return at
}

// holds reports whether a condition such as "a * b > c + d" holds, and whether
// it is too close to tell.
func holds(t *testing.T, condition string, at map[string]float64) (more, tied bool) {
	t.Helper()
	x, err := parser.ParseExpr(condition)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]float64{}
	for field, v := range at {
		names[Key(field)] = v
	}
	var compute func(ast.Expr) float64
	compute = func(x ast.Expr) float64 {
		switch x := x.(type) {
		case *ast.Ident:
			v, known := names[x.Name]
			if !known {
				t.Fatalf("condition %q: %s is no input of the equation", condition, x.Name)
			}
			return v
		case *ast.BasicLit:
			v, err := strconv.ParseFloat(x.Value, 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		o := x.(*ast.BinaryExpr)
		return operate(map[token.Token]byte{token.ADD: '+', token.MUL: '*'}[o.Op], compute(o.X), compute(o.Y))
	}
	o := x.(*ast.BinaryExpr)
	left, right := compute(o.X), compute(o.Y)
	return left > right, math.Abs(left-right) <= 1e-3*(left+right)
}

func TestSignsOfTheEdgesHoldAtRandomCorners(t *testing.T) {
	s := system(t)
	domains := s.findDomains()
	r := rand.New(rand.NewPCG(1, 1))
	edges := 0
	for _, f := range functionArguments {
		for _, e := range s.Functions[f.name] {
			references(e.Value, func(x *Reference) {
				edges++
				answer := responseOf(e.Value, x.Field, domains)
				name := fmt.Sprintf("%s → %s", Key(x.Field), Key(e.Field))
				both := answer.sign&positive != 0 && answer.sign&negative != 0
				if both != (answer.condition != "") {
					t.Errorf("%s: sign %v with condition %q", name, answer.sign, answer.condition)
				}
				rose, fell := 0, 0
				for range 400 {
					at := somewhere(r, s, domains, e.Value)
					before, size := valueOf(e.Value, at), math.Max(at[x.Field], 1e-3)
					var more, tied bool
					if both {
						more, tied = holds(t, answer.condition, at)
					}
					at[x.Field] += 1e-6 * size
					change := valueOf(e.Value, at) - before
					if math.Abs(change) <= 1e-12*math.Max(math.Abs(before), min(size, 1)) { // rounding
						continue
					}
					if change > 0 {
						rose++
					} else {
						fell++
					}
					if change > 0 && answer.sign&positive == 0 || change < 0 && answer.sign&negative == 0 {
						t.Fatalf("%s: changes by %g at %v, which its sign %v rules out", name, change, at, answer.sign)
					}
					if both && !tied && more != (change > 0) {
						t.Fatalf("%s: changes by %g at %v although %s is %v", name, change, at, answer.condition, more)
					}
				}
				if both && (rose == 0 || fell == 0) {
					t.Errorf("%s: rose %d and fell %d times of 400, want both", name, rose, fell)
				}
				if !both && rose+fell == 0 {
					t.Errorf("%s: never changed anything", name)
				}
			})
		}
	}
	if edges < 150 {
		t.Errorf("%d edges, want every quantity that an equation reads", edges)
	}
}

func TestSignsOfPolynomials(t *testing.T) {
	x, y := &Reference{'s', "X"}, &Reference{'s', "Y"}
	one := Literal(1)
	minus := func(a, b Expression) Expression { return &Operation{'-', a, b} }
	times := func(a, b Expression) Expression { return &Operation{'*', a, b} }
	plus := func(a, b Expression) Expression { return &Operation{'+', a, b} }
	share := map[string]domain{"X": {share: true}, "Y": {}}
	for _, c := range []struct {
		name string
		e    Expression
		want sign
	}{
		{"1 - x", minus(one, x), zero | positive},
		{"2 - x", minus(Literal(2), x), positive},
		{"x - 1", minus(x, one), zero | negative},
		{"x*x - x", minus(times(x, x), x), zero | negative},
		{"x*x + (1-x)*(1-x)", plus(times(x, x), times(minus(one, x), minus(one, x))), positive},
		{"1 + x*y", plus(one, times(x, y)), positive},
		{"y - x", minus(y, x), anySign},
		{"x - x", minus(x, x), zero},
	} {
		v := spaceOf(c.e)
		if got := v.ratio(c.e).numerator.sign(v, share); got != c.want {
			t.Errorf("%s with x in [0, 1] and y from 0 up: signs %03b, want %03b (positive, zero, negative)", c.name, got, c.want)
		}
	}
}
