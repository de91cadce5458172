// SPDX-License-Identifier: Apache-2.0

// Package draw makes the random numbers of ensembles: each is a function of a seed, a name and a member, and of nothing else.
package draw

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
)

// Method says how the members of an ensemble are spread over the unit interval.
type Method string

const (
	// Latin puts the first 2^k members of each parameter into 2^k equal cells, one each, for k up to 36. Two parameters
	// are independent but for this: over N members their correlation has a standard deviation of about 1.27/√N.
	Latin Method = "latin"
	// Plain draws each member on its own, like throws of dice.
	Plain Method = "plain"
	// Sobol spreads the members evenly over several parameters at once, each with its own dimension number.
	Sobol Method = "sobol"
)

// Methods lists the methods, the default first.
var Methods = []Method{Latin, Plain, Sobol}

// Sampler makes the sequences of draws that belong to one seed.
type Sampler struct {
	method Method
	seed   uint64
}

// NewSampler returns the sampler of a method and a seed. It fails when the method is unknown.
func NewSampler(method Method, seed uint64) (Sampler, error) {
	if !slices.Contains(Methods, method) {
		known := make([]string, len(Methods))
		for i, m := range Methods {
			known[i] = string(m)
		}
		return Sampler{}, fmt.Errorf("sampling %q: unknown method (known: %s)", method, strings.Join(known, ", "))
	}
	return Sampler{method, seed}, nil
}

// Sequence is the endless row of draws of one parameter. It is safe for use by several goroutines.
type Sequence struct {
	method  Method
	shuffle uint64 // key that orders the members (latin)
	values  uint64 // key that draws the values
	columns *[depth]uint64
}

// Sequence returns the draws of the named parameter. The dimension, 0 to Dimensions-1, matters to the method sobol only,
// where two parameters of one number would be drawn too much alike: give each its own and never change it.
func (s Sampler) Sequence(name string, dimension int) (Sequence, error) {
	q := Sequence{
		method:  s.method,
		shuffle: key(s.seed, name, useShuffle),
		values:  key(s.seed, name, useValues),
	}
	switch s.method {
	case Latin, Plain:
	case Sobol:
		if dimension < 0 || dimension >= Dimensions {
			return Sequence{}, fmt.Errorf("parameter %s: dimension %d is outside [0, %d]", name, dimension, Dimensions-1)
		}
		q.columns = &columns()[dimension]
	default:
		return Sequence{}, fmt.Errorf("parameter %s: the sampler has no method (make it with NewSampler)", name)
	}
	return q, nil
}

// At returns the draw of a member, counted from 0: a number in the open interval (0, 1), the same on every platform.
func (q Sequence) At(member int) float64 {
	i := uint64(member)
	if q.method == Plain {
		return unit(rand.NewPCG(q.values, mix(i)).Uint64() >> (64 - digits))
	}
	// Each further 2^depth members are an independent round of the first, which has its own keys.
	round := (i >> depth) * golden
	i &= 1<<depth - 1
	if q.method == Latin {
		i = bits.Reverse64(nested(q.shuffle+round, i)) >> (64 - depth)
	} else {
		i = point(q.columns, i)
	}
	values := q.values + round
	fine := mix(values^mix(i)) >> (64 - (digits - depth))
	return unit(nested(values, i)<<(digits-depth) | fine)
}

// Stream returns the generator of the noise that belongs to one name and member; equal arguments give equal streams.
func Stream(seed uint64, name string, member int) *rand.Rand {
	return rand.New(rand.NewPCG(key(seed, name, useStream), mix(uint64(member))))
}

const (
	depth  = 36 // binary digits that are stratified; a multiple of group
	digits = 52 // binary digits of a draw; with 53 the largest would round to 1
	group  = 6  // digits whose 1+2+…+32 coins fit into one hash

	golden = 0x9e3779b97f4a7c15 // 2^64 divided by the golden ratio, made odd
)

// The uses keep the draws, the order and the noise of one name apart.
const (
	useShuffle = iota + 1
	useValues
	useStream
)

// key hashes a seed, a name and a use to 64 bits.
func key(seed uint64, name string, use uint64) uint64 {
	h := mix(seed + use*golden)
	for i := range len(name) {
		h = mix(h ^ uint64(name[i]))
	}
	return h
}

// mix is a one-to-one map of 64 bits in which each bit of x changes each bit of the result about half the time.
// It is the finalizer of splitmix64: Steele, Lea and Flood (2014), OOPSLA, figure 15, with Stafford's constants.
func mix(x uint64) uint64 {
	x += golden
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// nested returns x, of depth digits, with each digit turned over or not by a coin of its own for each value of the digits
// above it: Owen's nested uniform scrambling. Numbers that agree in their first k digits still do so afterwards.
func nested(key, x uint64) uint64 {
	var result uint64
	for shift := depth - group; shift >= 0; shift -= group {
		coins := mix(key + (x>>(shift+group)*8+uint64(shift/group)+1)*golden)
		own := x >> shift & (1<<group - 1)
		// The digits above each one, led by a 1, number its coin: 1, then 2 to 3, 4 to 7 and so on. Written out, as a loop
		// is slower by half.
		flips := coins>>1&1<<5 |
			coins>>(2|own>>5)&1<<4 |
			coins>>(4|own>>4)&1<<3 |
			coins>>(8|own>>3)&1<<2 |
			coins>>(16|own>>2)&1<<1 |
			coins>>(32|own>>1)&1
		result = result<<group | (own ^ flips)
	}
	return result
}

// unit places x, of so many digits, in the middle of its cell of the unit interval.
func unit(x uint64) float64 {
	return (float64(x) + 0.5) / (1 << digits)
}
