// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// parameters reads assumptions.
func (r *reader) parameters(w *World, n *yaml.Node) {
	if commentedOut(n) {
		return
	}
	for _, p := range r.pairs("parameters", n) {
		row := model.FindParameter(p.key.Value)
		switch advice := homeOf(inWorld, p.key.Value, "parameters"); {
		case advice != "":
			r.fault(p.key, "%s: %s", p.key.Value, advice)
		case row == nil:
			r.unknown(p.key, "parameter", r.parameterNames())
		default:
			r.assume(w, row, "parameter "+row.Name, p)
		}
	}
}

// beyond is a value with the reason why it lies outside its documented range.
type beyond struct {
	value  *yaml.Node
	reason string
}

// beyondKeys has one row per key of a value outside its range.
func beyondKeys() []key[beyond] {
	return []key[beyond]{
		{Key{"value", "a number", "The value.", "parameters: {build_time: {value: 15, outside_range: a war economy}}"},
			func(r *reader, b *beyond, p pair) { b.value = p.value }},
		{Key{"outside_range", "a text", "Why the value lies outside its documented range; every table and figure then says that it does.",
			"parameters: {build_time: {value: 15, outside_range: a war economy}}"},
			func(r *reader, b *beyond, p pair) { b.reason = r.text("outside_range", p.value) }},
	}
}

// since is a value with the date from which it is meant to hold.
var since = regexp.MustCompile(`\s(from|in|since|until|to|after|before|by|at)\s+(the end of\s+)?[0-9]{4}`)

// changesAtADate reports whether a value is meant to hold from a date or until one.
func changesAtADate(n *yaml.Node) bool {
	switch n.Kind {
	case yaml.ScalarNode:
		return since.MatchString(n.Value)
	case yaml.SequenceNode:
		return slices.ContainsFunc(n.Content, changesAtADate)
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if key := n.Content[i].Value; dated.MatchString(key) || slices.Contains([]string{"at", "from", "to", "until", "since", "date", "year", "start"}, key) {
				return true
			}
		}
	}
	return false
}

// assume reads the value of one parameter into a world.
func (r *reader) assume(w *World, row *model.Parameter, thing string, p pair) {
	b := beyond{value: p.value}
	if changesAtADate(p.value) {
		r.fault(p.value, "%s: has one value for the whole run and cannot change at a date (two world files, one with each value, run with --world; or both values under uncertain: in an ensemble; levers and shocks change at a date)", thing)
		return
	}
	if p.value.Kind == yaml.MappingNode {
		b.value = nil
		before := len(r.mistakes)
		if fill(r, thing, p.value, beyondKeys(), &b); len(r.mistakes) > before {
			return
		}
		if b.value == nil || b.reason == "" {
			r.fault(p.value, "%s: is incomplete (a number, or {value: %v, outside_range: the reason})", thing, row.High)
			return
		}
	}
	v, ok := r.assumed(w, row, thing, b)
	if !ok {
		return
	}
	inside := v >= row.Low && v <= row.High
	w.Outside = slices.DeleteFunc(w.Outside, func(o Outside) bool { return o.Parameter == row })
	switch least, most := naturalBounds(row); {
	case inside && b.reason != "":
		r.fault(b.value, "%s = %v%s: is inside its range (the number alone)", thing, v, inUnit(row.Unit))
	case v < least || v > most:
		r.fault(b.value, "%s = %v%s: has no meaning (%s)", thing, v, inUnit(row.Unit), span(least, most))
	case !inside && b.reason == "":
		r.fault(b.value, "%s = %v%s: is outside its documented range (%v to %v; beyond it only as {value: %v, outside_range: the reason})",
			thing, v, inUnit(row.Unit), row.Low, row.High, v)
	case !inside:
		w.Outside = append(w.Outside, Outside{row, b.reason})
	}
	if v == *row.Of(&w.Parameters) && !w.ofPath() {
		r.warn(r.place(p.key), "%s: changes nothing (%v%s without it)", thing, v, inUnit(row.Unit))
	}
	*row.Of(&w.Parameters) = v
	if !slices.Contains(w.Set, row) {
		w.Set = append(w.Set, row)
	}
	w.Places[row] = r.place(p.key)
}

// assumed reads a number of any size, or a change of what is inherited.
func (r *reader) assumed(w *World, row *model.Parameter, thing string, b beyond) (float64, bool) {
	if f, ok := r.change(thing, b.value.Value, b.value); ok {
		if w.ofPath() {
			r.fault(b.value, "%s: %s is relative, and a path may run in any world (a number)", thing, b.value.Value)
			return 0, false
		}
		if w.From != nil && !slices.Contains(w.From.Set, row) {
			r.warn(r.place(b.value), "%s: %s does not set it, so that %s changes the central value (%v, if that is meant)", thing, w.From.Name, b.value.Value, rounded(*row.Of(&w.Parameters)*f))
		}
		return rounded(*row.Of(&w.Parameters) * f), true
	}
	if !r.scalar(thing, row.Unit, row.Low, row.High, b.value) {
		return 0, false
	}
	v, err := parseQuantity(b.value.Value, row.Unit)
	if err != nil {
		return r.parseNumber(thing, row.Unit, row.Low, row.High, b.value, b.value.Value) // says why not
	}
	return v, true
}

// span writes a range whose end may be open.
func span(least, most float64) string {
	if math.IsInf(most, 1) {
		return Plain(least) + " or more"
	}
	return Plain(least) + " to " + Plain(most)
}

// ofPath reports whether w is what a mixed file of a path assumes.
func (w *World) ofPath() bool { return w.Name == "" }

// startPrefix begins the names of the parameters that are values at the start.
const startPrefix = "start_"

// startValues lists the names under start:, in table order.
func startValues() []string {
	var names []string
	for _, name := range model.ParameterNames() {
		if short, ok := strings.CutPrefix(name, startPrefix); ok {
			names = append(names, short)
		}
	}
	return names
}

// startParameter is the parameter of a name under start:, or nil.
func startParameter(name string) *model.Parameter { return model.FindParameter(startPrefix + name) }

// findStartValue is the name under start: of a parameter, or "".
func findStartValue(parameter string) string {
	if short, ok := strings.CutPrefix(parameter, startPrefix); ok && startParameter(short) != nil {
		return short
	}
	return ""
}

// parameterNames lists the parameters that stand under parameters:.
func (r *reader) parameterNames() []string {
	return slices.DeleteFunc(model.ParameterNames(), func(name string) bool { return findStartValue(name) != "" })
}
