// SPDX-License-Identifier: Apache-2.0

package code

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// writer adds digits to a number, each with a base of its own, least first.
type writer struct {
	number, scale *big.Int
	err           error
}

func newWriter() *writer { return &writer{new(big.Int), big.NewInt(1), nil} }

// fail notes the first thing that does not fit.
func (w *writer) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(format, args...)
	}
}

// digit adds a digit below base.
func (w *writer) digit(d, base int) {
	if d < 0 || d >= base {
		w.fail("code: %d does not fit (0 to %d)", d, base-1)
		return
	}
	w.number.Add(w.number, new(big.Int).Mul(w.scale, big.NewInt(int64(d))))
	w.scale.Mul(w.scale, big.NewInt(int64(base)))
}

func (w *writer) bit(b bool) {
	if b {
		w.digit(1, 2)
	} else {
		w.digit(0, 2)
	}
}

// natural adds a whole number: octal digits, least first, each with a sign
// whether more follow.
func (w *writer) natural(n int) {
	if n < 0 {
		w.fail("code: %d does not fit (0 or more)", n)
		return
	}
	for ; n >= 8; n /= 8 {
		w.digit(n%8+8, 16)
	}
	w.digit(n, 16)
}

// decimal adds a number, 0 or more, as the shortest decimal that reads back to
// it: the power of ten, the count of digits, the digits.
func (w *writer) decimal(v float64) {
	if !(v >= 0) || math.IsInf(v, 0) {
		w.fail("code: %v does not fit (a number of 0 or more)", v)
		return
	}
	text := strconv.FormatFloat(v, 'e', -1, 64)
	digits, exponent, _ := strings.Cut(text, "e")
	whole, fraction, _ := strings.Cut(digits, ".")
	power, _ := strconv.Atoi(exponent)
	power -= len(fraction)
	digits = strings.TrimLeft(whole+fraction, "0")
	for strings.HasSuffix(digits, "0") {
		digits, power = digits[:len(digits)-1], power+1
	}
	if digits == "" {
		power = 0
	}
	if small := power + 4; small >= 0 && small < 9 {
		w.digit(small, 10)
	} else {
		w.digit(9, 10)
		w.natural(power + 400)
	}
	w.natural(len(digits))
	for _, d := range digits {
		w.digit(int(d-'0'), 10)
	}
}

// value adds a value of a lever: its place on the grid, or that it has none and
// the number.
func (w *writer) value(row *model.Lever, v float64) {
	place := int(math.Round((v - row.Low) / row.Grain))
	if place >= 0 && place < grains(row) && grain(row, place) == v {
		w.digit(place, grains(row)+1)
		return
	}
	w.digit(grains(row), grains(row)+1)
	w.decimal(v)
}

// schedule adds a lever over time.
func (w *writer) schedule(row *model.Lever, leaves model.Month, s scenarios.Schedule) {
	switch {
	case len(s) == 1:
		w.digit(constant, forms)
		w.value(row, s[0].Value)
	case len(s) == len(Periods) && s[0].At == Periods[0] && s[1].At == Periods[1] && s[2].At == Periods[2] && !s[1].Ramp && !s[2].Ramp:
		w.digit(periods, forms)
		for _, p := range s {
			w.value(row, p.Value)
		}
	default:
		w.digit(dated, forms)
		w.natural(len(s))
		last := leaves
		for _, p := range s {
			w.natural(int(p.At - last))
			w.bit(p.Ramp)
			w.value(row, p.Value)
			last = p.At
		}
	}
}

// world adds a world: the built-in one of its name, or the central one, and
// every assumption that differs from it.
func (w *writer) world(world *scenarios.World) {
	base, err := scenarios.FindWorld(world.Name)
	if !slices.Contains(scenarios.WorldNames(), world.Name) || err != nil {
		base = scenarios.Central()
	}
	var changed []*model.Parameter
	for i := range model.ParameterTable {
		if row := &model.ParameterTable[i]; *row.Of(&base.Parameters) != *row.Of(&world.Parameters) {
			changed = append(changed, row)
		}
	}
	w.digit(key(base.Name), keys)
	w.natural(len(changed))
	for _, row := range changed {
		w.digit(key(row.Name), keys)
		w.decimal(*row.Of(&world.Parameters))
	}
}

// path adds a built-in path or the pupil's own.
func (w *writer) path(name string) {
	w.bit(name != "")
	if name == "" {
		return
	}
	if !slices.Contains(scenarios.BuiltinNames(), name) {
		w.fail("%s", scenarios.Unknown("path", name, scenarios.BuiltinNames()))
	}
	w.digit(key(name), keys)
}
