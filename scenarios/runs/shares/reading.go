// SPDX-License-Identifier: Apache-2.0

package shares

import (
	"math"

	"crossroads/model"
	"crossroads/scenarios/runs/ensemble"
)

// Reading is how often one path has fewer of an outcome than another in one way
// of drawing.
type Reading struct {
	Way         Way
	Fewer, Same ensemble.Share
	Tied        ensemble.Share // both differ by no more than the tie rule allows
}

// More is the share in which the path has more.
func (r Reading) More() ensemble.Share {
	return ensemble.Share{Count: r.Fewer.Of - r.Fewer.Count - r.Same.Count, Of: r.Fewer.Of}
}

// Sign is 1 if the path has fewer more often than more, -1 if it has more more
// often, and 0 if the members are too few to tell: if the two counts lie within
// two standard errors of each other.
func (r Reading) Sign() int {
	return sign(r.Fewer.Count, r.More().Count)
}

// sign compares two counts of members that exclude each other.
func sign(a, b int) int {
	switch d := float64(a - b); {
	case math.Abs(d) <= 2*math.Sqrt(float64(a+b)):
		return 0
	case d > 0:
		return 1
	default:
		return -1
	}
}

// Readings is one comparison in every way of drawing, the main one first.
type Readings []Reading

// Read compares a pair of a result, by its place, in every way of drawing: the
// result itself is the first.
func Read(pair int, o *model.Outcome, ways []Way, results []*ensemble.Result) Readings {
	list := make(Readings, len(ways))
	for i, r := range results {
		fewer, same := r.FewerShare(0, pair, o)
		list[i] = Reading{ways[i], fewer, same, r.TiedShare(0, pair, o)}
	}
	return list
}

// Depends reports whether the path has fewer in one way of drawing and more in
// another.
func (rs Readings) Depends() bool {
	var fewer, more bool
	for _, r := range rs {
		fewer, more = fewer || r.Sign() > 0, more || r.Sign() < 0
	}
	return fewer && more
}

// Fewest is how often each path has the fewest of an outcome in one way of
// drawing.
type Fewest struct {
	Way    Way
	Shares []ensemble.Share // by path
	Ties   ensemble.Share   // several have the fewest
	Near   []ensemble.Share // by path: it has the fewest or ties with the fewest
	Tied   ensemble.Share   // others tie with the fewest
}

// ReadFewest compares the paths of a result in every way of drawing.
func ReadFewest(o *model.Outcome, ways []Way, results []*ensemble.Result) []Fewest {
	list := make([]Fewest, len(ways))
	for i, r := range results {
		shares, ties := r.FewestShare(0, o)
		near, tied := r.NearestShare(0, o)
		list[i] = Fewest{ways[i], shares, ties, near, tied}
	}
	return list
}

// First is the path that has the fewest most often, or -1 if the members are too
// few to tell it from the second.
func (f Fewest) First() int {
	first, second := -1, -1
	for p, s := range f.Shares {
		switch {
		case first < 0 || s.Count > f.Shares[first].Count:
			first, second = p, first
		case second < 0 || s.Count > f.Shares[second].Count:
			second = p
		}
	}
	if second >= 0 && sign(f.Shares[first].Count, f.Shares[second].Count) == 0 {
		return -1
	}
	return first
}

// Depends reports whether different paths have the fewest most often in different
// ways of drawing.
func Depends(list []Fewest) bool {
	seen := -1
	for _, f := range list {
		first := f.First()
		if first >= 0 && seen >= 0 && first != seen {
			return true
		}
		if first >= 0 {
			seen = first
		}
	}
	return false
}
