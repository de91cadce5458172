// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"fmt"
	"math"
)

// Range is what is held possible of one parameter: nothing below Low or above High, and nothing likelier than Mode.
type Range struct{ Low, Mode, High float64 }

// check reports a range that is out of order or not finite.
func (r Range) check() error {
	for _, v := range []float64{r.Low, r.Mode, r.High} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("range [%v, %v, %v]: a value is not finite (want finite low, mode and high)", r.Low, r.Mode, r.High)
		}
	}
	if r.Low > r.Mode || r.Mode > r.High {
		return fmt.Errorf("range [%v, %v, %v]: not in order (want low ≤ mode ≤ high)", r.Low, r.Mode, r.High)
	}
	if math.IsInf(r.High-r.Low, 0) {
		return fmt.Errorf("range [%v, %v, %v]: too wide for a floating-point number", r.Low, r.Mode, r.High)
	}
	return nil
}

// Scale returns the range with both ends moved to factor times their distance from the mode, then cut at least and most,
// and whether anything was cut. Infinite bounds cut nothing. It fails when the mode lies outside the bounds.
func (r Range) Scale(factor, least, most float64) (scaled Range, cut bool, err error) {
	if err := r.check(); err != nil {
		return Range{}, false, err
	}
	if !(factor >= 0) || math.IsInf(factor, 0) {
		return Range{}, false, fmt.Errorf("factor %v: cannot scale a range (want a finite number from 0)", factor)
	}
	if !(least <= r.Mode && r.Mode <= most) {
		return Range{}, false, fmt.Errorf("mode %v is outside the bounds [%v, %v]", r.Mode, least, most)
	}
	scaled = Range{
		Low:  r.Mode - float64(factor*(r.Mode-r.Low)),
		Mode: r.Mode,
		High: r.Mode + float64(factor*(r.High-r.Mode)),
	}
	if scaled.Low < least {
		scaled.Low, cut = least, true
	}
	if scaled.High > most {
		scaled.High, cut = most, true
	}
	return scaled, cut, scaled.check()
}

// Distribution turns draws of the unit interval into values of a range. It is safe for use by several goroutines.
type Distribution struct {
	low, high float64
	of        func(u float64) float64 // for u from 0 to 1
}

// fixed is the distribution of one value only.
func fixed(v float64) Distribution {
	return Distribution{v, v, func(float64) float64 { return v }}
}

// Uniform returns the distribution that holds all values from Low to High for equally likely.
func Uniform(r Range) (Distribution, error) {
	return Distribution{r.Low, r.High, func(u float64) float64 {
		// Weighing both ends keeps the result inside them, and exact when they are equal.
		return min(float64(r.Low*(1-u))+float64(r.High*u), r.High)
	}}, r.check()
}

// Triangular returns the distribution whose density rises straight from 0 at Low to Mode and falls straight to 0 at High.
func Triangular(r Range) (Distribution, error) {
	if err := r.check(); err != nil || r.Low == r.High {
		return fixed(r.Low), err
	}
	width := r.High - r.Low
	peak := (r.Mode - r.Low) / width
	return Distribution{r.Low, r.High, func(u float64) float64 {
		if u < peak {
			return min(r.Low+float64(width*math.Sqrt(u*peak)), r.Mode)
		}
		return max(r.High-float64(width*math.Sqrt((1-u)*(1-peak))), r.Mode)
	}}, nil
}

// PERT returns the beta distribution over [Low, High] with shape 4: its mean is (Low + 4 Mode + High) / 6. Equal Low and
// High give that one value. Building it takes about half a millisecond, so build it once for all members.
func PERT(r Range) (Distribution, error) {
	if err := r.check(); err != nil || r.Low == r.High {
		return fixed(r.Low), err
	}
	below, above := (r.Mode-r.Low)/(r.High-r.Low), (r.High-r.Mode)/(r.High-r.Low)
	p, q := 1+float64(4*below), 1+float64(4*above)
	lower, upper := tails(p, q)
	return Distribution{r.Low, r.High, func(u float64) float64 {
		if u <= 0.5 {
			return r.Low + float64((r.High-r.Low)*lower.quantile(u))
		}
		return r.High - float64((r.High-r.Low)*upper.quantile(1-u))
	}}, nil
}

// Normal returns the normal distribution of mean r.Mode and standard deviation sd, cut at Low and High, and the share of
// the whole one that lies between them.
func Normal(r Range, sd float64) (d Distribution, kept float64, err error) {
	if err := r.check(); err != nil {
		return Distribution{}, 0, err
	}
	if !(sd > 0) || math.IsInf(sd, 0) {
		return Distribution{}, 0, fmt.Errorf("standard deviation %v: cannot spread a value (want a finite number above 0)", sd)
	}
	at, kept := cut((r.Low-r.Mode)/sd, (r.High-r.Mode)/sd)
	return Distribution{r.Low, r.High, func(u float64) float64 {
		return min(max(r.Mode+float64(sd*at(u)), r.Low), r.High)
	}}, kept, nil
}

// LogNormal returns the distribution of a number whose logarithm is normal, cut at Low and High, and the share of the
// whole one that lies between them: 68 of 100 of the whole lie between the median r.Mode divided by the factor, its
// geometric standard deviation, and the median times the factor.
func LogNormal(r Range, factor float64) (d Distribution, kept float64, err error) {
	if err := r.check(); err != nil {
		return Distribution{}, 0, err
	}
	if !(factor > 1) || math.IsInf(factor, 0) {
		return Distribution{}, 0, fmt.Errorf("factor %v: cannot spread a value (want a finite number above 1)", factor)
	}
	if !(r.Mode > 0) {
		return Distribution{}, 0, fmt.Errorf("median %v: has no logarithm (want a number above 0)", r.Mode)
	}
	sd := logarithm(factor)
	place := func(v float64) float64 {
		if v <= 0 {
			return math.Inf(-1)
		}
		return (logarithm(v) - logarithm(r.Mode)) / sd
	}
	at, kept := cut(place(r.Low), place(r.High))
	return Distribution{r.Low, r.High, func(u float64) float64 {
		z := at(u)
		v := power(factor, math.Abs(z))
		if z < 0 {
			v = r.Mode / v
		} else {
			v *= r.Mode
		}
		return min(max(v, r.Low), r.High)
	}}, kept, nil
}

// cut is the quantile function of the standard normal distribution between low and high, and the share between them.
func cut(low, high float64) (at func(u float64) float64, kept float64) {
	if low > 0 { // seen from the other side, where shares keep their digits
		mirrored, kept := cut(-high, -low)
		return func(u float64) float64 { return -mirrored(1 - u) }, kept
	}
	from := normalShare(low)
	kept = normalShare(high) - from
	return func(u float64) float64 {
		return min(max(normalQuantile(from+float64(kept*u)), low), high)
	}, kept
}

// Quantile returns the value below which a share u of the distribution lies: Low at 0, High at 1, NaN outside [0, 1]. As
// u rises it never falls, but for rounding. The PERT value is exact to 1e-8 of its distance from the end of the range that
// is nearer in share; every value has the same bits on every platform.
func (d Distribution) Quantile(u float64) float64 {
	switch {
	case !(u >= 0 && u <= 1):
		return math.NaN()
	case u == 0:
		return d.low
	case u == 1:
		return d.high
	default:
		return d.of(u)
	}
}
