// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"fmt"
)

// Add takes in the blocks of another result of the same design. It fails, and
// leaves r as it was, if the designs differ or a block is in both.
func (r *Result) Add(other *Result) error {
	if different := other.header().differs(r.header()); different != "" {
		return fmt.Errorf("made with other settings: %s", different)
	}
	for b := range r.done {
		if r.done[b] && other.done[b] {
			from, to := r.span(b)
			return fmt.Errorf("members %d to %d are there already (each part once)", from+1, to)
		}
	}
	for i := range r.levels {
		if !r.levels[i].fits(&other.levels[i]) {
			return errCells
		}
	}
	for i := range r.levels {
		r.levels[i].merge(&other.levels[i], other)
	}
	for i := range r.gaps {
		if r.gaps[i].sums != nil {
			r.gaps[i].merge(&other.gaps[i], other)
		}
	}
	var counts []uint32
	other.eachCount(func(count *uint32) { counts = append(counts, *count) })
	r.eachCount(func(count *uint32) {
		*count += counts[0]
		counts = counts[1:]
	})
	for b, done := range other.done {
		r.done[b] = r.done[b] || done
	}
	return nil
}

// Span is a range of members, from 1.
type Span struct{ From, To int }

// Missing lists the members that are not done, in order, as few spans as can be.
func (r *Result) Missing() []Span {
	var list []Span
	for b, done := range r.done {
		from, to := r.span(b)
		switch last := len(list) - 1; {
		case done:
		case last >= 0 && list[last].To == from:
			list[last].To = to
		default:
			list = append(list, Span{from + 1, to})
		}
	}
	return list
}
