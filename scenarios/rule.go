// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// Rule is a rule of a path and where it stands.
type Rule struct {
	model.Rule
	Place Place
}

// ruleKeys has one row per key of a rule.
func ruleKeys() []key[Rule] {
	return []key[Rule]{
		{Key{"when", "a condition", "What sets the rule off: a series (crossroads describe stocks names them), > or <, and a number, with the months it must last.",
			"rules: [{when: perceived_attacks > 1500 for 6 months, then: {operations_tempo: 80}, for: 24 months}]"},
			func(r *reader, rule *Rule, p pair) { rule.When, rule.Hold = r.condition("rule when", p.value, true) }},
		{Key{"then", "levers with numbers", "The levers that the rule sets while it is on.",
			"rules: [{when: attacks > 2000, then: {operations_tempo: 80, dialogue: 0}, until: attacks < 1500}]"},
			(*reader).settings},
		{Key{"for", "months", "How long the rule stays on; then it waits for its condition again.",
			"rules: [{when: fighters > 9000, then: {dialogue: 0.5}, for: 2 years}]"},
			func(r *reader, rule *Rule, p pair) { rule.Months = r.months("rule for", p.value, p.value.Value) }},
		{Key{"until", "a condition", "What ends the rule, in place of for.",
			"rules: [{when: trust < 0.1, then: {interference: 0}, until: trust > 0.3}]"},
			func(r *reader, rule *Rule, p pair) { rule.Until, _ = r.condition("rule until", p.value, false) }},
		{Key{"from", "a month", "The month from which the rule looks at its condition; without it, the policy start.",
			"rules: [{from: 2030, when: attacks > 2000, then: {operations_tempo: 80}, for: 12 months}]"},
			func(r *reader, rule *Rule, p pair) { rule.From, _ = r.month("rule from", p.value) }},
	}
}

// rules reads a list of rules.
func (r *reader) rules(s *Scenario, p pair) {
	for _, item := range r.items("rules", "a list of - {when: ..., then: {...}, for: ...}", p.value) {
		before := len(r.mistakes)
		rule := Rule{model.Rule{From: s.Starts}, r.place(item)}
		fill(r, "rule", item, ruleKeys(), &rule)
		if len(r.mistakes) == before {
			r.complete(s, &rule, item)
		}
		if len(r.mistakes) == before {
			s.Rules = append(s.Rules, rule)
			r.warnOfRule(s, &rule)
		}
	}
}

// complete refuses a rule that lacks a part or has one too many.
func (r *reader) complete(s *Scenario, rule *Rule, n *yaml.Node) {
	switch ends := rule.Until.Series != nil; {
	case rule.When.Series == nil:
		r.fault(n, "rule: has no condition (when: attacks > 1500)")
	case len(rule.Set) == 0:
		r.fault(n, "rule: sets nothing (then: {operations_tempo: 80})")
	case !ends && rule.Months == 0:
		r.fault(n, "rule: has no end (for: 24 months, or until: attacks < 1200)")
	case ends && rule.Months != 0:
		r.fault(n, "rule: has two ends, for: and until: (keep one of them)")
	case rule.From < s.Starts || rule.From >= s.ends():
		r.fault(n, "rule from %s: lies outside the path (%s to %s)", rule.From, s.Starts, s.ends()-1)
	}
}

// settings reads the levers a rule sets.
func (r *reader) settings(rule *Rule, p pair) {
	for _, q := range r.pairs("rule then", p.value) {
		lever := r.lever(q.key, "levers")
		if lever == nil {
			continue
		}
		if v, ok := r.number("rule then "+lever.Name, lever.Unit, lever.Low, lever.High, q.value); ok {
			rule.Set = append(rule.Set, model.Setting{Lever: lever, Value: v})
		}
	}
}

// conditionForm is a condition: a series, a sign, a number with its unit, and
// how long it must hold.
var conditionForm = regexp.MustCompile(`^([A-Za-z0-9_]+) *([<>]=?|=+|≥|≤) *(.*?)( +for +(.*))?$`)

// condition reads "attacks > 1500" or, where it may last, "attacks > 1500 for 6
// months".
func (r *reader) condition(thing string, n *yaml.Node, lasts bool) (model.Condition, int) {
	var none model.Condition
	form := conditionForm.FindStringSubmatch(strings.TrimSpace(n.Value))
	if n.Kind != yaml.ScalarNode || form == nil {
		r.fault(n, "%s: is %s (a series, > or <, and a number, as in attacks > 1500)", thing, kindWords(n))
		return none, 0
	}
	name, sign, limit, months := form[1], form[2], form[3], form[5]
	series := model.FindSeries(name)
	switch {
	case sign != "<" && sign != ">":
		r.fault(n, "%s: compares by %s (> or <, as in attacks > 1500)", thing, sign)
		return none, 0
	case series == nil && model.FindLever(name) != nil:
		r.fault(n, "%s: %s is a lever, which the path itself sets (a series, as in attacks > 1500)", thing, name)
		return none, 0
	case series == nil:
		r.fault(n, "%s", Unknown(thing+" series", name, model.SeriesNames()))
		return none, 0
	case strings.Contains(limit, " and ") || strings.Contains(limit, " or "):
		r.fault(n, "%s: joins two conditions (one; a rule of its own for the other)", thing)
		return none, 0
	case months != "" && !lasts:
		r.fault(n, "%s: says for how long (a condition alone, as in attacks < 1200)", thing)
		return none, 0
	}
	v, ok := r.parseNumber(thing, series.Unit, -unbounded, unbounded, n, limit)
	if !ok {
		return none, 0
	}
	hold := 0
	if months != "" {
		hold = r.months(thing+" for", n, months)
	}
	return model.Condition{Series: series, Above: sign == ">", Value: v}, hold
}

// months reads a whole number of months; 0 after noting why it is none.
func (r *reader) months(thing string, n *yaml.Node, text string) int {
	if !r.scalar(thing, "month", 1, 1200, n) {
		return 0
	}
	return r.wholeMonths(thing, 1, 1200, n, text)
}

// monthsWithin reads a whole number of months within [low, high].
func (r *reader) monthsWithin(thing string, low, high float64, n *yaml.Node) int {
	if !r.scalar(thing, "month", low, high, n) {
		return 0
	}
	return r.wholeMonths(thing, low, high, n, n.Value)
}

// wholeMonths reads a whole number of months out of the text of a node.
func (r *reader) wholeMonths(thing string, low, high float64, n *yaml.Node, text string) int {
	v, ok := r.parseNumber(thing, "month", low, high, n, text)
	if ok && v != math.Trunc(v) {
		r.fault(n, "%s: %v months are not whole (a whole number of months)", thing, v)
		return 0
	}
	return int(v)
}

// Words writes a rule as files have it.
func (rule *Rule) Words() string {
	set := make([]string, len(rule.Set))
	for i, one := range rule.Set {
		set[i] = one.Lever.Name + ": " + Plain(one.Value)
	}
	ends := "for: " + rule.ForWords()
	if until := rule.UntilWords(); until != "" {
		ends = "until: " + until
	}
	return fmt.Sprintf("{when: %s, then: {%s}, %s, from: %s}", rule.WhenWords(), strings.Join(set, ", "), ends, date(rule.From))
}

// WhenWords is what sets the rule off.
func (rule *Rule) WhenWords() string {
	if rule.Hold > 1 {
		return fmt.Sprintf("%s for %d months", words(rule.When), rule.Hold)
	}
	return words(rule.When)
}

// UntilWords is what ends the rule, or "" if time does.
func (rule *Rule) UntilWords() string {
	if rule.Until.Series == nil {
		return ""
	}
	return words(rule.Until)
}

// ForWords is how long the rule stays on, or "" if a condition ends it.
func (rule *Rule) ForWords() string {
	if rule.Months == 0 {
		return ""
	}
	return fmt.Sprintf("%d months", rule.Months)
}
