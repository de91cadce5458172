// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"regexp"
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
	Place Place // where a file says so
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

// before is the schedule up to and without month m; a ramp that m cuts short ends
// where it had got to.
func (s Schedule) before(m model.Month) Schedule {
	var kept Schedule
	for _, p := range s {
		if p.At < m {
			kept = append(kept, p)
			continue
		}
		if last := m - 1; p.Ramp && kept[len(kept)-1].At < last {
			v, _ := s.Value(last)
			kept = append(kept, Point{last, v, true, p.Place})
		}
		break
	}
	return kept
}

// from is the schedule from month m on, with a first point in that month.
func (s Schedule) from(m model.Month) Schedule {
	next, exact := slices.BinarySearchFunc(s, m, func(p Point, m model.Month) int { return int(p.At - m) })
	if exact && !s[next].Ramp {
		return slices.Clone(s[next:])
	}
	v, _ := s.Value(m)
	first := Point{m, v, false, s[max(next-1, 0)].Place}
	if exact {
		first.Place = s[next].Place
		next++
	}
	return append(Schedule{first}, s[next:]...)
}

// alike reports whether two schedules say the same, wherever they say it.
func (s Schedule) alike(other Schedule) bool {
	return slices.EqualFunc(s, other, func(a, b Point) bool {
		a.Place, b.Place = Place{}, Place{}
		return a == b
	})
}

// entry is one date of a lever as a file has it.
type entry struct {
	at    model.Month
	text  string // without "to "
	ramp  bool
	value *yaml.Node
}

// schedule reads a lever: a value from the fork on, or a mapping from date to
// value, where "to 2500" is reached in a straight line from the point before. A
// change, *1.5 or +20%, holds for the inherited schedule point by point until
// the next date; the last such change is told too.
func (r *reader) schedule(s *Scenario, row *model.Lever, n *yaml.Node) (own Schedule, change Place) {
	thing := "lever " + row.Name
	var entries []entry
	switch {
	case n.Kind == yaml.ScalarNode && strings.HasPrefix(n.Value, "to "):
		r.fault(n, "%s: a ramp has no dates (from where to where, as in {2026: 0.3, 2030: %s})", thing, n.Value)
		return nil, Place{}
	case n.Kind == yaml.ScalarNode:
		entries = []entry{{s.Starts, n.Value, false, n}}
	case n.Kind == yaml.MappingNode && len(n.Content) > 0:
		entries = r.dates(s, thing, n)
	default:
		r.fault(n, "%s: is %s (a number, or dates with numbers as {2026: 1, 2029: to 2})", thing, kindWords(n))
		return nil, Place{}
	}
	var below Schedule
	if s.From != nil {
		below = s.From.Schedule(row)
	}
	for i, e := range entries {
		until := model.Month(1 << 30)
		if i+1 < len(entries) {
			until = entries[i+1].at
		}
		if n.Kind == yaml.MappingNode {
			thing = "lever " + row.Name + " in " + date(e.at)
		}
		if f, ok := r.change(thing, e.text, e.value); ok {
			change = r.place(e.value)
			own = append(own, r.changed(thing, row, below, f, e, until)...)
		} else if p, ok := r.point(thing, row, e); ok {
			own = append(own, p)
		}
	}
	return own, change
}

// afterComma is what stands behind a comma inside a number, which ends a value between braces.
var afterComma = regexp.MustCompile(`^[0-9]{1,3}( ?[A-Za-z/].*)?$`)

// dates reads the dates of a lever in order of time, within the horizon.
func (r *reader) dates(s *Scenario, thing string, n *yaml.Node) []entry {
	var list []entry
	seen := map[model.Month]*yaml.Node{}
	var before *yaml.Node
	for _, p := range r.pairs(thing, n) {
		if value := before; value != nil && p.value.Tag == "!!null" && afterComma.MatchString(p.key.Value) {
			text := value.Value + "," + p.key.Value
			if number := leading.FindString(text); grouped.MatchString(number) && text != number {
				r.fault(value, "%s: %q has a comma, which ends a value between braces (%s%s)", thing, text, value.Value, p.key.Value)
			} else {
				r.fault(value, "%s: %q has a decimal comma (%s.%s)", thing, text, value.Value, p.key.Value)
			}
			continue
		}
		before = p.value
		at, ok := r.month(thing, p.key)
		if !ok {
			continue
		}
		e := entry{at, p.value.Value, false, p.value}
		if text, ramp := strings.CutPrefix(e.text, "to "); ramp {
			e.text, e.ramp = strings.TrimSpace(text), true
		}
		first, begins := seen[at], len(seen) == 0
		if first == nil {
			seen[at] = p.key
		}
		switch {
		case at < s.Starts && s.Start != 0:
			r.fault(p.key, "%s in %s: lies before the start (%s or later)", thing, date(at), s.Starts)
		case at < s.Starts:
			r.fault(p.key, "%s in %s: lies before the path leaves the history (%s or later; horizon: {fork: %s} for earlier)", thing, date(at), s.Starts, at)
		case at >= s.ends():
			r.fault(p.key, "%s in %s: lies after the end (%s or earlier; horizon: {end: ...} for later)", thing, date(at), s.ends()-1)
		case first != nil:
			r.fault(p.key, "%s: %s is given twice (once; first in line %d as %s)", thing, at, first.Line, first.Value)
		case len(list) > 0 && at < list[len(list)-1].at:
			r.fault(p.key, "%s in %s: comes after %s (dates in order of time)", thing, date(at), date(list[len(list)-1].at))
		case p.value.Kind != yaml.ScalarNode || p.value.Tag == "!!null":
			r.fault(p.value, "%s in %s: is %s (a number, or to and a number)", thing, date(at), kindWords(p.value))
		case e.ramp && begins:
			r.fault(p.value, "%s in %s: a ramp has nothing to begin from (a plain number at an earlier date first, as in {2026: 0.3, 2030: to 0.8})", thing, date(at))
		default:
			list = append(list, e)
		}
	}
	return list
}

// point reads one value of a lever.
func (r *reader) point(thing string, row *model.Lever, e entry) (Point, bool) {
	if !r.scalar(thing, row.Unit, row.Low, row.High, e.value) {
		return Point{}, false
	}
	if row.Name == "openness" && slices.Contains([]string{"shut", "closed", "open"}, e.text) {
		r.fault(e.value, "%s: %q is not a number (0 is shut, 1 is fully open, kinetic has 0.15; for a closure of some months the shock border_closure)", thing, e.text)
		return Point{}, false
	}
	v, ok := r.parseNumber(thing, row.Unit, row.Low, row.High, e.value, e.text)
	return Point{e.at, v, e.ramp, r.place(e.value)}, ok
}

// changed is the inherited schedule from a date until another, times f.
func (r *reader) changed(thing string, row *model.Lever, below Schedule, f float64, e entry, until model.Month) Schedule {
	if below == nil {
		r.fault(e.value, "%s: %s has nothing to be relative to (a number)", thing, e.text)
		return nil
	}
	points := below.before(until).from(e.at)
	points[0].Ramp = e.ramp
	for i := range points {
		points[i].Value, points[i].Place = rounded(points[i].Value*f), r.place(e.value)
		if v := points[i].Value; v < row.Low || v > row.High {
			r.fault(e.value, "%s: %s makes it %v%s in %s, outside its range (%v to %v)", thing, e.text, v, inUnit(row.Unit), date(points[i].At), row.Low, row.High)
			return nil
		}
	}
	return points
}
