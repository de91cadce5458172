// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"math"
	"sync"
)

// In this package each product that is added to something stands in float64(): the compiler may otherwise fuse the two into
// one operation on some processors, with another last digit. For the same reason nothing here calls math.Pow or math.Exp.

// tail is the lower half of the quantile function of a beta distribution over [0, 1], as a table of polynomials.
type tail struct {
	beta     *beta
	segments [octaves * cuts]polynomial
}

// tabulated keeps the latest tails by shape, because the ranges of many parameters, and one range under several ways of
// drawing, have one shape.
var tabulated = struct {
	sync.Mutex
	by map[[2]float64][2]*tail
}{by: map[[2]float64][2]*tail{}}

// tails returns the quantiles of the beta distribution of the exponents p and q, and of the same seen from 1.
func tails(p, q float64) (lower, upper *tail) {
	tabulated.Lock()
	defer tabulated.Unlock()
	both, known := tabulated.by[[2]float64{p, q}]
	if !known {
		a, b := newBeta(p, q), newBeta(q, p)
		whole := a.area(0.5) + b.area(0.5)
		a.whole, b.whole = whole, whole
		a.other, b.other = b, a
		both = [2]*tail{newTail(a), newTail(b)}
		if len(tabulated.by) == 1000 {
			clear(tabulated.by) // a server is sent any number of shapes
		}
		tabulated.by[[2]float64{p, q}] = both
	}
	return both[0], both[1]
}

const (
	octaves = 16 // the table reaches from 1/2 down to 2^-(octaves+1)
	cuts    = 8  // segments of one octave; a power of two
	cutBits = 3  // log2 cuts
)

// polynomial holds the coefficients of powers 0 to 5 of the position in a segment, from 0 to 1.
type polynomial [6]float64

// newTail tabulates the quantiles; value, slope and curvature are exact where segments meet.
func newTail(b *beta) *tail {
	t := &tail{beta: b}
	u := 0.5
	x, slope, curvature := b.solve(u, b.mode())
	for i := len(t.segments) - 1; i >= 0; i-- {
		// The cuts of an octave are even, so each is a cut-th of the octave's lower end apart.
		octave := math.Ldexp(1, i/cuts-octaves-1)
		width := float64(octave / cuts)
		end, slopeEnd, curvatureEnd := x, slope*width, curvature*width*width
		u -= width
		x, slope, curvature = b.solve(u, x)
		t.segments[i] = hermite(x, slope*width, curvature*width*width, end, slopeEnd, curvatureEnd)
	}
	return t
}

// quantile returns the value below which a share u, at most 1/2, of the distribution lies.
func (t *tail) quantile(u float64) float64 {
	// Exponent and leading digits of u, read as one number, count the segments.
	const first = (1023 - octaves - 1) << cutBits
	b := math.Float64bits(u)
	i := int(b>>(52-cutBits)) - first
	switch {
	case u == 0:
		return 0
	case i < 0:
		x, _, _ := t.beta.solve(u, t.beta.guess(u))
		return x
	case i >= len(t.segments):
		return t.segments[len(t.segments)-1].at(1)
	}
	const rest = 1<<(52-cutBits) - 1
	return t.segments[i].at(float64(b&rest) / (rest + 1))
}

func (p *polynomial) at(s float64) float64 {
	x := p[5]
	x = float64(x*s) + p[4]
	x = float64(x*s) + p[3]
	x = float64(x*s) + p[2]
	x = float64(x*s) + p[1]
	return float64(x*s) + p[0]
}

// hermite returns the polynomial with value x, slope d and curvature c at 0 and likewise X, D and C at 1.
func hermite(x, d, c, X, D, C float64) polynomial {
	rise := X - x
	c, C = float64(0.5*c), float64(0.5*C)
	return polynomial{
		x,
		d,
		c,
		float64(10*rise) - float64(6*d) - float64(4*D) - float64(3*c) + C,
		float64(8*d) + float64(7*D) + float64(3*c) - float64(2*C) - float64(15*rise),
		float64(6*rise) - float64(3*(d+D)) - c + C,
	}
}

// beta is a beta distribution over [0, 1] with density x^(p-1) (1-x)^(q-1) / whole, where p and q are at least 1.
type beta struct {
	p, q  float64
	whole float64
	other *beta // the same, seen from 1

	toP, toP1, toQ1 *exponent    // p, p-1 and q-1
	ratios          [200]float64 // of a term of the series in area to the one before, without x
}

func newBeta(p, q float64) *beta {
	b := &beta{p: p, q: q, toP: newExponent(p), toP1: newExponent(p - 1), toQ1: newExponent(q - 1)}
	for i := range b.ratios {
		n := float64(i)
		b.ratios[i] = (n + 1 - q) / (n + 1)
	}
	return b
}

// mode is where the density is highest, or the middle where it is highest at an end.
func (b *beta) mode() float64 {
	if b.p == 1 || b.q == 1 {
		return 0.5
	}
	return (b.p - 1) / (b.p + b.q - 2)
}

// area integrates the density times whole from 0 to x, at most 1/2, by its power series.
func (b *beta) area(x float64) float64 {
	sum, term := 0.0, 1.0
	for n, ratio := range &b.ratios {
		part := term / (b.p + float64(n))
		sum += part
		if math.Abs(part) <= 1e-17*sum {
			break
		}
		term *= ratio * x
	}
	return b.toP.of(x) * sum
}

// below is the share of the distribution below x.
func (b *beta) below(x float64) float64 {
	if x <= 0.5 {
		return b.area(x) / b.whole
	}
	return 1 - b.other.area(1-x)/b.whole
}

func (b *beta) density(x float64) float64 {
	return b.toP1.of(x) * b.toQ1.of(1-x) / b.whole
}

// guess is a quantile of a small u, from the first term of the series.
func (b *beta) guess(u float64) float64 {
	return min(power(u*b.p*b.whole, 1/b.p), 0.5)
}

// solve returns the quantile of u by Newton's method from a guess, and the first two derivatives of the quantile by u.
func (b *beta) solve(u, guess float64) (x, slope, curvature float64) {
	x = guess
	low, high := 0.0, 1.0
	for range 100 {
		miss := b.below(x) - u
		if miss > 0 {
			high = x
		} else {
			low = x
		}
		next := x - miss/b.density(x)
		if !(next > low && next < high) {
			next = (low + high) / 2 // a step out of the bracket, or a density of 0
		}
		done := math.Abs(next-x) <= 1e-13*x
		x = next
		if done {
			break
		}
	}
	slope = 1 / b.density(x)
	curvature = -slope * slope * ((b.p-1)/x - (b.q-1)/(1-x))
	return x, slope, curvature
}

// power returns x^p for positive x and p ≥ 0 within a few units of the last place, by operations that are exactly rounded
// on every platform.
func power(x, p float64) float64 {
	return scaled(x, p, func(y float64) float64 { return nearOne(y, p) }, nearOne(math.Sqrt2, 2*p))
}

// scaled returns x^p from near, which returns y^p for y from 0.7 to 1.42, and from two, which is 2^p.
func scaled(x, p float64, near func(float64) float64, two float64) float64 {
	if x == 0 {
		if p == 0 {
			return 1
		}
		return 0
	}
	fraction, exponent := math.Frexp(x)
	if fraction < math.Sqrt2/2 {
		fraction, exponent = 2*fraction, exponent-1
	}
	result := near(fraction)
	factor := two
	if exponent < 0 {
		factor, exponent = 1/factor, -exponent
	}
	for ; exponent > 0; exponent >>= 1 {
		if exponent&1 == 1 {
			result *= factor
		}
		factor *= factor
	}
	return result
}

// nearOne returns x^p for x from 0.7 to 1.42 by the binomial series of the fourth root, which lies within 0.1 of 1.
func nearOne(x, p float64) float64 {
	t := math.Sqrt(math.Sqrt(x)) - 1
	p = float64(4 * p)
	sum, term := 1.0, 1.0
	for n := 1.0; n < terms; n++ {
		term = float64(term * ((p - n + 1) / n * t))
		sum += term
		if math.Abs(term) <= 1e-17*math.Abs(sum) {
			break
		}
	}
	return sum
}

const terms = 100 // the most that nearOne adds up

// exponent returns the same powers as power, faster where many numbers have one exponent.
type exponent struct {
	p, two float64
	ratios [terms]float64 // of a term of the series in nearOne to the one before, without t
}

func newExponent(p float64) *exponent {
	e := &exponent{p: p, two: nearOne(math.Sqrt2, 2*p)}
	for n := 1.0; n < terms; n++ {
		e.ratios[int(n)] = (float64(4*p) - n + 1) / n
	}
	return e
}

// of returns x^p.
func (e *exponent) of(x float64) float64 {
	return scaled(x, e.p, e.nearOne, e.two)
}

func (e *exponent) nearOne(x float64) float64 {
	t := math.Sqrt(math.Sqrt(x)) - 1
	sum, term := 1.0, 1.0
	for _, ratio := range e.ratios[1:] {
		term = float64(term * (ratio * t))
		sum += term
		if math.Abs(term) <= 1e-17*math.Abs(sum) {
			break
		}
	}
	return sum
}
