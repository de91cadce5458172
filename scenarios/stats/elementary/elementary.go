// SPDX-License-Identifier: Apache-2.0

// Package elementary has the exponential function, the logarithm and what
// follows from them, with the same digits on every platform. Those of package
// math differ in the last digit from one processor to another.
package elementary

import "math"

// The logarithm of 2 in two parts: times any exponent of a float64 the first is
// exact.
const (
	ln2High = 0x1.62e42feep-1
	ln2Low  = 0x1.a39ef35793c76p-33
)

// Exp returns e^x within a unit of the last place or two.
func Exp(x float64) float64 {
	switch {
	case math.IsNaN(x) || x > 709.782712893384:
		return x + math.Inf(1)
	case x < -745.2:
		return 0
	}
	k := math.RoundToEven(float64(x * math.Log2E))
	high := x - float64(k*ln2High)
	low := float64(k * ln2Low)
	r := high - low
	// The series of e^r for r at most half the logarithm of 2, from its end.
	sum := 0.0
	for n := 14.0; n > 1; n-- {
		sum = float64(r / n * (1 + sum))
	}
	// e^r is 1 + r + r*sum; what r lost when it was rounded comes back here.
	lost := (high - r) - low
	return math.Ldexp(1+(r+(lost+float64(r*sum))), int(k))
}

// Exp2 returns 2^x; exactly for whole numbers.
func Exp2(x float64) float64 {
	k := math.RoundToEven(x)
	if !(math.Abs(k) < 1100) {
		return Exp(float64(x * math.Ln2))
	}
	return math.Ldexp(Exp(float64((x-k)*math.Ln2)), int(k))
}

// Expm1 returns e^x − 1, with all digits near 0, too.
func Expm1(x float64) float64 {
	if math.Abs(x) > 0.5 {
		return Exp(x) - 1
	}
	sum := 0.0
	for n := 18.0; n > 1; n-- {
		sum = float64(x / n * (1 + sum))
	}
	return x + float64(x*sum)
}

// Log returns the logarithm of x within a unit of the last place or two.
func Log(x float64) float64 {
	switch {
	case math.IsNaN(x) || x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	case math.IsInf(x, 1):
		return x
	}
	m, exponent := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, exponent = 2*m, exponent-1
	}
	k := float64(exponent)
	return float64(k*ln2High) + (near1(m-1) + float64(k*ln2Low))
}

// Log1p returns the logarithm of 1 + x, with all digits near 0, too.
func Log1p(x float64) float64 {
	if x < -0.25 || x > 0.4 {
		return Log(1 + x)
	}
	return near1(x)
}

// near1 is the logarithm of 1 + f for f from −0.3 to 0.42: twice the series of
// the area tangent of s = f/(2+f), in the form f − s(f − rest), which loses
// least.
func near1(f float64) float64 {
	s := f / (2 + f)
	z := float64(s * s)
	sum := 0.0
	for n := 27.0; n > 1; n -= 2 {
		sum = float64(z * (2/n + sum))
	}
	return f - float64(s*(f-sum))
}

// Pow returns x^y for x above 0. It loses as many digits as y·log x has before
// the point.
func Pow(x, y float64) float64 { return Exp(float64(y * Log(x))) }
