// SPDX-License-Identifier: Apache-2.0

package ensemble

import "testing"

func TestMembersSpreadEvenlyOverParts(t *testing.T) {
	for _, members := range []int{1_000, 10_000, 10_001, 100_000, 1_000_000} {
		r := &Result{design: &Design{Members: members, cut: cut{block: blockFor(members)}}}
		r.done = make([]bool, (members+r.design.cut.block-1)/r.design.cut.block)
		least, most, sum := members, 0, 0
		for i := range 16 {
			n := r.Members(Shard{i, 16})
			least, most, sum = min(least, n), max(most, n), sum+n
		}
		if sum != members || least == 0 || most-least > 2*r.design.cut.block {
			t.Errorf("%d members: parts of %d to %d, %d together", members, least, most, sum)
		}
	}
}
