// SPDX-License-Identifier: Apache-2.0

package code

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"crossroads/model"
	"crossroads/scenarios"
)

// reader takes digits off a number in the order in which they were added.
type reader struct {
	number *big.Int
	err    error
}

// fail notes the first thing that cannot be read.
func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("code: "+format, args...)
	}
}

func (r *reader) digit(base int) int {
	if r.err != nil {
		return 0
	}
	d := new(big.Int)
	r.number.DivMod(r.number, big.NewInt(int64(base)), d)
	return int(d.Int64())
}

func (r *reader) bit() bool { return r.digit(2) == 1 }

// natural takes a whole number of at most most.
func (r *reader) natural(most int) int {
	for n, place := 0, 1; ; place *= 8 {
		d := r.digit(16)
		n += d % 8 * place
		switch {
		case n > most || place > 1<<24:
			r.fail("holds a number above %d (the version of the program that made it)", most)
			return 0
		case d < 8:
			return n
		}
	}
}

func (r *reader) decimal() float64 {
	power := r.digit(10) - 4
	if power == 5 {
		power = r.natural(800) - 400
	}
	digits := "0"
	for range r.natural(20) {
		digits += strconv.Itoa(r.digit(10))
	}
	v, err := strconv.ParseFloat(digits+"e"+strconv.Itoa(power), 64)
	if err != nil {
		r.fail("holds a number out of all range")
	}
	return v
}

func (r *reader) value(row *model.Lever) float64 {
	place := r.digit(grains(row) + 1)
	if place == grains(row) {
		return r.decimal()
	}
	return grain(row, place)
}

func (r *reader) schedule(row *model.Lever, leaves model.Month) scenarios.Schedule {
	switch r.digit(forms) {
	case constant:
		return scenarios.Schedule{{At: leaves, Value: r.value(row)}}
	case periods:
		var s scenarios.Schedule
		for _, at := range Periods {
			s = append(s, scenarios.Point{At: at, Value: r.value(row)})
		}
		return s
	default:
		var s scenarios.Schedule
		last := leaves
		for range r.natural(many) {
			last += model.Month(r.natural(1200))
			s = append(s, scenarios.Point{At: last, Ramp: r.bit(), Value: r.value(row)})
		}
		if len(s) == 0 {
			r.fail("lever %s has no value", row.Name)
		}
		return s
	}
}

func (r *reader) world() *scenarios.World {
	name := named(r.digit(keys), scenarios.WorldNames())
	w, err := scenarios.FindWorld(name)
	if err != nil {
		r.fail("is set in a world that this version does not have (the version of the program that made it)")
		w = scenarios.Central()
	}
	for range r.natural(len(model.ParameterTable)) {
		row := model.FindParameter(named(r.digit(keys), model.ParameterNames()))
		v := r.decimal()
		switch {
		case row == nil:
			r.fail("changes an assumption that this version does not have (the version of the program that made it)")
		case v < row.Low || v > row.High:
			r.fail("parameter %s = %v %s: is outside its range (%v to %v)", row.Name, v, row.Unit, row.Low, row.High)
		default:
			*row.Of(&w.Parameters) = v
			if !slices.Contains(w.Set, row) {
				w.Set = append(w.Set, row)
			}
		}
	}
	return w
}

func (r *reader) shock(leaves model.Month) scenarios.Shock {
	k := r.digit(keys)
	i := slices.IndexFunc(scenarios.ShockTable, func(kind scenarios.ShockKind) bool { return key(kind.Name) == k })
	if i < 0 {
		r.fail("holds a kind of shock that this version does not have (the version of the program that made it)")
		i = 0
	}
	s := scenarios.Shock{Kind: &scenarios.ShockTable[i], At: leaves + model.Month(r.natural(1200))}
	for range s.Kind.Fields {
		s.Values = append(s.Values, r.decimal())
	}
	return s
}

func (r *reader) outcome() *model.Outcome {
	o := model.FindOutcome(named(r.digit(keys), model.OutcomeNames()))
	if o == nil {
		r.fail("expects an outcome that this version does not have (the version of the program that made it)")
	}
	return o
}

func (r *reader) path() string {
	if !r.bit() {
		return ""
	}
	name := named(r.digit(keys), scenarios.BuiltinNames())
	if name == "" {
		r.fail("names a path that this version does not have (the version of the program that made it)")
	}
	return name
}
