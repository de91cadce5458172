// SPDX-License-Identifier: Apache-2.0

package draw

import "math"

// The normal distribution by operations that are exactly rounded on every platform, as the rest of the package.

// normalQuantile is the standard normal value below which a share u, from 0 to 1, lies: Wichura (1988), Applied
// Statistics 37, algorithm 241, right to about 16 digits.
func normalQuantile(u float64) float64 {
	q := u - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		return q * horner(r, &middle[0]) / horner(r, &middle[1])
	}
	r := u
	if q > 0 {
		r = 1 - u
	}
	if r <= 0 {
		return math.Copysign(math.Inf(1), q)
	}
	r = math.Sqrt(-logarithm(r))
	var z float64
	if r <= 5 {
		z = horner(r-1.6, &near[0]) / horner(r-1.6, &near[1])
	} else {
		z = horner(r-5, &far[0]) / horner(r-5, &far[1])
	}
	return math.Copysign(z, q)
}

// Numerators and denominators of algorithm 241, by power from 0: for the middle, the tails, and what lies far out.
var (
	middle = [2][8]float64{
		{3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
			4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3},
		{1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
			2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3},
	}
	near = [2][8]float64{
		{1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
			1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4},
		{1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
			1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9},
	}
	far = [2][8]float64{
		{6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
			2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7},
		{1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
			7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15},
	}
)

// horner is a polynomial at x.
func horner(x float64, of *[8]float64) float64 {
	sum := of[7]
	for i := 6; i >= 0; i-- {
		sum = float64(sum*x) + of[i]
	}
	return sum
}

// normalShare is the share of the standard normal distribution below z.
func normalShare(z float64) float64 {
	a := math.Abs(z)
	density := 0.3989422804014327 / power(math.E, float64(float64(a*a)/2)) // 1/√(2π)
	var beyond float64                                                     // the share beyond a
	if a < 3 {
		sum, term := a, a // a + a³/3 + a⁵/15 + …, all of one sign
		for n := 3.0; term > 1e-17*sum; n += 2 {
			term = float64(term * (float64(a*a) / n))
			sum += term
		}
		beyond = 0.5 - float64(density*sum)
	} else {
		fraction := a // a + 1/(a + 2/(a + 3/…))
		for n := 60.0; n > 0; n-- {
			fraction = a + n/fraction
		}
		beyond = density / fraction
	}
	if z > 0 {
		return 1 - beyond
	}
	return beyond
}

// logarithm is the natural logarithm of a positive x.
func logarithm(x float64) float64 {
	fraction, exponent := math.Frexp(x)
	if fraction < math.Sqrt2/2 {
		fraction, exponent = 2*fraction, exponent-1
	}
	t := (fraction - 1) / (fraction + 1) // log fraction is 2(t + t³/3 + t⁵/5 + …)
	square, sum := float64(t*t), 0.0
	for n := 25.0; n > 0; n -= 2 { // |t| < 0.18
		sum = float64(sum*square) + 1/n
	}
	return float64(2*t*sum) + float64(float64(exponent)*math.Ln2)
}
