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
	low, high    float64
	lower, upper *tail // of the PERT distribution, seen from low and from high; nil for the uniform one
}

// Uniform returns the distribution that holds all values from Low to High for equally likely.
func Uniform(r Range) (Distribution, error) {
	return Distribution{low: r.Low, high: r.High}, r.check()
}

// PERT returns the beta distribution over [Low, High] with shape 4: its mean is (Low + 4 Mode + High) / 6. Equal Low and
// High give that one value. Building it takes about half a millisecond, so build it once for all members.
func PERT(r Range) (Distribution, error) {
	if err := r.check(); err != nil || r.Low == r.High {
		return Distribution{low: r.Low, high: r.High}, err
	}
	below, above := (r.Mode-r.Low)/(r.High-r.Low), (r.High-r.Mode)/(r.High-r.Low)
	p, q := 1+float64(4*below), 1+float64(4*above)
	a, b := newBeta(p, q), newBeta(q, p)
	whole := a.area(0.5) + b.area(0.5)
	a.whole, b.whole = whole, whole
	a.other, b.other = b, a
	return Distribution{r.Low, r.High, newTail(a), newTail(b)}, nil
}

// Quantile returns the value below which a share u of the distribution lies: Low at 0, High at 1, NaN outside [0, 1]. As
// u rises it never falls, but for rounding. The PERT value is exact to 1e-8 of its distance from the end of the range that
// is nearer in share, and has the same bits on every platform.
func (d Distribution) Quantile(u float64) float64 {
	switch {
	case !(u >= 0 && u <= 1):
		return math.NaN()
	case d.lower == nil:
		// Weighing both ends keeps the result inside them, and exact when they are equal.
		return min(float64(d.low*(1-u))+float64(d.high*u), d.high)
	case u <= 0.5:
		return d.low + float64((d.high-d.low)*d.lower.quantile(u))
	default:
		return d.high - float64((d.high-d.low)*d.upper.quantile(1-u))
	}
}
