// SPDX-License-Identifier: Apache-2.0

package model

import "golang.org/x/sys/cpu"

// vectorSets are the instruction sets of this processor, the fastest first.
func vectorSets() (sets []*instructionSet) {
	if cpu.X86.HasAVX512F {
		sets = append(sets, avx512)
	}
	if cpu.X86.HasAVX2 {
		sets = append(sets, avx2)
	}
	return sets
}
