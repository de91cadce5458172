package scenarios

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// Schedule is a lever over time: its points in order of time. Before the first
// point it says nothing; after the last it holds that point's value.
type Schedule []Point

// Point is the value of a lever from one month on; a Ramp is reached in a
// straight line from the point before.
type Point struct {
	At    model.Month
	Value float64
	Ramp  bool
}

// Value is the value in month m, and whether the schedule says one. A ramp's
// value is that of the month's first instant.
func (s Schedule) Value(m model.Month) (float64, bool) {
	next, _ := slices.BinarySearchFunc(s, m+1, func(p Point, m model.Month) int { return int(p.At - m) })
	switch {
	case next == 0:
		return 0, false
	case next < len(s) && s[next].Ramp:
		from, to := s[next-1], s[next]
		return from.Value + (to.Value-from.Value)*float64(m-from.At)/float64(to.At-from.At), true
	default:
		return s[next-1].Value, true
	}
}

// schedule reads a lever: a plain number from the start on, or a mapping from
// date to value, where "to 2500" is reached in a straight line from the point
// before.
func (r *reader) schedule(lever *model.Lever, starts model.Month, n *yaml.Node) Schedule {
	if n.Kind == yaml.ScalarNode {
		v, _ := r.number("lever "+lever.Name, lever.Unit, lever.Low, lever.High, n)
		return Schedule{{starts, v, false}}
	}
	if n.Kind != yaml.MappingNode {
		r.fault(n, "lever %s: is %s (a number, or dates with numbers as {2026: 1, 2029: to 2})", lever.Name, kindWords(n))
		return nil
	}
	var s Schedule
	for _, p := range r.pairs("lever "+lever.Name, n) {
		thing := "lever " + lever.Name + " in " + p.key.Value
		at, ok := r.month("lever "+lever.Name, p.key)
		if !ok {
			continue
		}
		switch {
		case at < starts:
			r.fault(p.key, "%s: lies before the path starts (%s or later)", thing, starts)
		case len(s) > 0 && at <= s[len(s)-1].At:
			r.fault(p.key, "%s: comes after %s (dates in order of time)", thing, s[len(s)-1].At)
		}
		if p.value.Kind != yaml.ScalarNode {
			r.fault(p.value, "%s: is %s (a number, or to and a number)", thing, kindWords(p.value))
			continue
		}
		text, ramp := strings.CutPrefix(p.value.Value, "to ")
		if ramp && len(s) == 0 {
			r.fault(p.value, "%s: a ramp has nothing to begin from (a plain number first)", thing)
		}
		if v, ok := r.parseNumber(thing, lever.Unit, lever.Low, lever.High, p.value, strings.TrimSpace(text)); ok {
			s = append(s, Point{at, v, ramp})
		}
	}
	return s
}
