// SPDX-License-Identifier: Apache-2.0

package draw

import "sync"

// Dimensions is the number of dimensions of the Sobol' sequence.
const Dimensions = 256

// direction is a row of the published table: the inner coefficients of a primitive polynomial, and as many initial
// direction numbers as its degree.
type direction struct {
	inner   uint64
	initial []uint64
}

// columns returns for each dimension the matrix that makes a point of its index: column i belongs to digit i of the index
// and holds depth binary digits, the first of them highest.
var columns = sync.OnceValue(func() *[Dimensions][depth]uint64 {
	var all [Dimensions][depth]uint64
	for i := range depth {
		all[0][i] = 1 << (depth - 1 - i)
	}
	for d, row := range directions {
		v := &all[d+1]
		degree := len(row.initial)
		for i := range depth {
			if i < degree {
				v[i] = row.initial[i] << (depth - 1 - i)
				continue
			}
			v[i] = v[i-degree] ^ v[i-degree]>>degree
			for j := 1; j < degree; j++ {
				if row.inner>>(degree-1-j)&1 == 1 {
					v[i] ^= v[i-j]
				}
			}
		}
	}
	return &all
})

// point returns the binary digits of the Sobol' point of an index.
func point(columns *[depth]uint64, index uint64) uint64 {
	var x uint64
	for i := 0; index != 0; i, index = i+1, index>>1 {
		// The mask, all ones or none, spares a branch that no processor could foresee.
		x ^= columns[i] & -(index & 1)
	}
	return x
}
