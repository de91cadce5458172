// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// dimension is a product of powers of units; the empty one is that of a pure
// number.
type dimension map[string]int

// parseUnit reads "attack/fighter/year": what comes first is multiplied, what
// follows a slash divides.
func parseUnit(unit string) dimension {
	d := dimension{}
	for i, name := range strings.Split(unit, "/") {
		switch {
		case name == "1":
		case i == 0:
			d.raise(name, 1)
		default:
			d.raise(name, -1)
		}
	}
	return d
}

// raise multiplies d by a power of a unit.
func (d dimension) raise(unit string, by int) {
	if d[unit] += by; d[unit] == 0 {
		delete(d, unit)
	}
}

// over is d times other to the power of plus or minus one.
func (d dimension) times(other dimension, power int) dimension {
	product := maps.Clone(d)
	for unit, n := range other {
		product.raise(unit, power*n)
	}
	return product
}

// String writes a dimension as a unit.
func (d dimension) String() string {
	var above, below []string
	for _, unit := range slices.SortedFunc(maps.Keys(d), cmp.Compare) {
		for n := d[unit]; n > 0; n-- {
			above = append(above, unit)
		}
		for n := d[unit]; n < 0; n++ {
			below = append(below, unit)
		}
	}
	if len(above) == 0 {
		above = []string{"1"}
	}
	return strings.Join(append([]string{strings.Join(above, "*")}, below...), "/")
}

// checkUnits holds every equation to the units of its quantities: only like
// units are added, both sides agree, and a rate is its stock's unit per year.
// A literal is a pure number; there is no other way out.
func checkUnits(s *System) error {
	for _, fields := range [][]*Field{s.State, s.Levers, s.Parameters, s.Auxiliaries, s.Flows} {
		for _, f := range fields {
			if f.Unit == "" {
				return mistake(f.Place, "%s: has no unit (in the comment behind a field, or in the row of its table)", f.Name)
			}
		}
	}
	for _, f := range functionArguments {
		for _, e := range s.Functions[f.name] {
			got, err := s.dimension(e.Value)
			if err != nil {
				return mistake(e.Place, "%s: %v", e.Field, err)
			}
			want := parseUnit(s.fields[e.Field].Unit)
			if e.Target == 'd' {
				want = want.times(dimension{"year": 1}, -1)
			}
			if !maps.Equal(got, want) {
				return mistake(e.Place, "%s: the equation gives %s (%s)", e.Field, got, want)
			}
		}
	}
	return nil
}

// dimension is the unit of an expression.
func (s *System) dimension(e Expression) (dimension, error) {
	switch e := e.(type) {
	case *Reference:
		return parseUnit(s.fields[e.Field].Unit), nil
	case *Operation:
		left, err := s.dimension(e.Left)
		if err != nil {
			return nil, err
		}
		right, err := s.dimension(e.Right)
		if err != nil {
			return nil, err
		}
		switch e.Operator {
		case '*':
			return left.times(right, 1), nil
		case '/':
			return left.times(right, -1), nil
		}
		if !maps.Equal(left, right) {
			return nil, fmt.Errorf("adds %s [%s] and %s [%s] (only like units are added)",
				In(plain, e.Left), left, In(plain, e.Right), right)
		}
		return left, nil
	default:
		return dimension{}, nil
	}
}
