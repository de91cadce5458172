package scenarios

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Unknown words the refusal of a name, with the closest known one and the list.
func Unknown(thing, name string, known []string) string {
	meant := ""
	if c := Closest(name, known); c != "" {
		meant = fmt.Sprintf("did you mean %s? ", c)
	}
	return fmt.Sprintf("%s %q: is unknown (%s%s)", thing, name, meant, knownWords(name, known))
}

// manyNames is how many names a message lists; of more it gives the nearest.
const manyNames = 30

// knownWords lists the known names, or those nearest to name if they are many.
func knownWords(name string, known []string) string {
	if len(known) <= manyNames {
		return "known: " + strings.Join(known, ", ")
	}
	near := slices.Clone(known)
	slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(edits(name, a), edits(name, b)) })
	return fmt.Sprintf("near it, of %d: %s", len(known), strings.Join(near[:6], ", "))
}

// Closest is the known name nearest to name by single-letter edits, or "" if
// none is near enough to be meant.
func Closest(name string, known []string) string {
	closest, least := "", max(2, len(name)/3)+1
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
