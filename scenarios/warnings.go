// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// shares are the series that never exceed 1.
var shares = []string{"grievance", "sanctuary", "trust", "secure", "aimed", "shelter", "ties", "leverage", "tolerance", "pressed", "trust_goal"}

// never says why a condition holds at no value its series can have, or "" if it may.
func never(c model.Condition) string {
	switch {
	case c.Series == nil:
		return ""
	case c.Above && c.Value >= 1 && slices.Contains(shares, c.Series.Name):
		return c.Series.Name + " is never above 1"
	case !c.Above && c.Value <= 0:
		return c.Series.Name + " is never below 0"
	default:
		return ""
	}
}

// warnOfRule warns of a rule that can never fire or never end.
func (r *reader) warnOfRule(s *Scenario, rule *Rule) {
	switch {
	case never(rule.When) != "":
		r.warn(rule.Place, "rule: can never fire (%s)", never(rule.When))
	case rule.From+model.Month(max(rule.Hold, 1)) >= s.ends():
		r.warn(rule.Place, "rule: can never fire (the run ends in %s)", s.ends()-1)
	case never(rule.Until) != "":
		r.warn(rule.Place, "rule: can never end (%s)", never(rule.Until))
	}
}

// warnOfOverrides warns of levers that change nothing of what they inherit, and
// of changes relative to a path that does not set the lever.
func (r *reader) warnOfOverrides(s *Scenario) {
	if s.From == nil || s.From.Name == historyName || !s.named {
		return // a file that names no path to build on says all of itself, what equals the reference too
	}
	for _, own := range s.Levers {
		if s.LaidOut(own.Lever).alike(s.From.laidOutFrom(own.Lever, s.Starts)) {
			r.warn(own.Place, "lever %s: changes nothing (%s has the same)", own.Lever.Name, s.From.Name)
		}
		whose := s.From.whoSets(own.Lever)
		if own.relative.Line > 0 && whose != s.From.Name && (whose == Reference || whose == historyName) {
			r.warn(own.relative, "lever %s: %s does not set it, so that the change is of %s (the value itself, if that is not meant)",
				own.Lever.Name, s.From.Name, whose)
		}
	}
}

// whoSets is the nearest path whose file sets a lever, s or one it builds on.
func (s *Scenario) whoSets(row *model.Lever) string {
	for ; s.From != nil; s = s.From {
		if slices.ContainsFunc(s.Levers, func(p LeverPath) bool { return p.Lever == row }) {
			break
		}
	}
	return s.Name
}

// drawn are the scripts that the font of PNG and PDF figures has.
var drawn = []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Hebrew}

// label reads a label, and warns of letters that PNG and PDF figures cannot draw.
func (r *reader) label(n *yaml.Node) string {
	words := strings.Join(strings.Fields(r.text("label", n)), " ")
	lacks := func(c rune) bool {
		return unicode.IsLetter(c) && !unicode.In(c, drawn...) || unicode.IsMark(c) && !unicode.In(c, unicode.Inherited) || c >= 0x2e80
	}
	if strings.ContainsFunc(words, lacks) {
		r.warn(r.place(n), "label: PNG and PDF figures draw a box for each letter that their font lacks (SVG figures, reports and the page have all letters)")
	}
	return words
}
