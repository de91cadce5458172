// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Unknown says that a name is not known and what to write instead: the name that
// was meant if one is close enough, else up to five known names.
func Unknown(thing, name string, known []string) string {
	return fmt.Sprintf("unknown %s %q; %s", thing, name, Instead(name, known))
}

// Instead says what to write instead of an unknown name.
func Instead(name string, known []string) string {
	if c := Closest(name, known); c != "" {
		return fmt.Sprintf("did you mean %s?", c)
	}
	if len(known) == 0 {
		return "none is known here"
	}
	near := slices.Clone(known)
	if len(near) <= mostNamed {
		return "use " + alternatives(near)
	}
	slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(edits(name, a), edits(name, b)) })
	return fmt.Sprintf("the closest of %d are %s", len(known), strings.Join(near[:mostNamed], ", "))
}

// mostNamed is how many names a message lists.
const mostNamed = 5

// alternatives joins names of which one may be used.
func alternatives(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// Closest is the known name nearest to name by single-letter edits, or "" if
// none is near enough to be meant.
func Closest(name string, known []string) string {
	closest, least := "", min(max(2, len(name)/3), len(name)/2)+1
	for _, k := range known {
		d := edits(strings.ToLower(name), strings.ToLower(k))
		if d < least {
			closest, least = k, d
		}
	}
	return closest
}

// edits counts the insertions, deletions, replacements and swaps of neighbours
// that turn a into b.
func edits(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			differ := 1
			if a[i-1] == b[j-1] {
				differ = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+differ)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
