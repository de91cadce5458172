// SPDX-License-Identifier: Apache-2.0

package prim

import "math/bits"

// set is a set of members or of ranks, one bit each.
type set []uint64

func newSet(n int) set { return make(set, (n+63)/64) }

func (s set) add(i int)      { s[i>>6] |= 1 << (i & 63) }
func (s set) remove(i int)   { s[i>>6] &^= 1 << (i & 63) }
func (s set) has(i int) bool { return s[i>>6]>>(i&63)&1 == 1 }

// count is how many are in s, and how many of those in another set.
func (s set) count(other set) (n, both int) {
	for i, word := range s {
		n += bits.OnesCount64(word)
		both += bits.OnesCount64(word & other[i])
	}
	return n, both
}

// all calls f for everything in s, in rising order.
func (s set) all(f func(i int)) {
	for w, word := range s {
		for ; word != 0; word &= word - 1 {
			f(w<<6 | bits.TrailingZeros64(word))
		}
	}
}

// setOf is the members that are marked.
func setOf(marks []bool) set {
	s := newSet(len(marks))
	for i, is := range marks {
		if is {
			s.add(i)
		}
	}
	return s
}
