package scenarios

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// rules reads a list of rules: when a series crosses a threshold levers are
// set, until it crosses another:
// "- {when: attacks > 1500, until: attacks < 1200, set: {operations_tempo: 90}}".
func (r *reader) rules(starts model.Month, n *yaml.Node) []model.Rule {
	if n.Kind != yaml.SequenceNode {
		r.fault(n, "rules: is %s (a list of - {when: ..., until: ..., set: {...}})", kindWords(n))
		return nil
	}
	var list []model.Rule
	for _, item := range n.Content {
		before := len(r.mistakes)
		rule := model.Rule{From: starts}
		for _, p := range r.pairs("rule", item) {
			switch p.key.Value {
			case "when":
				rule.When = r.condition("rule when", p.value)
			case "until":
				rule.Until = r.condition("rule until", p.value)
			case "from":
				rule.From, _ = r.month("rule from", p.value)
			case "set":
				for _, q := range r.pairs("rule set", p.value) {
					lever := r.lever(q.key)
					if lever == nil {
						continue
					}
					if v, ok := r.number("rule set "+lever.Name, lever.Unit, lever.Low, lever.High, q.value); ok {
						rule.Set = append(rule.Set, model.Setting{Lever: lever, Value: v})
					}
				}
			default:
				r.unknown(p.key, "rule key", []string{"when", "until", "set", "from"})
			}
		}
		if len(r.mistakes) > before {
			continue
		}
		if rule.When.Series == nil || rule.Until.Series == nil || len(rule.Set) == 0 {
			r.fault(item, "rule: lacks a part (when:, until: and set:)")
			continue
		}
		list = append(list, rule)
	}
	return list
}

// condition reads "attacks > 1500".
func (r *reader) condition(thing string, n *yaml.Node) model.Condition {
	parts := strings.Fields(n.Value)
	if n.Kind != yaml.ScalarNode || len(parts) != 3 || parts[1] != ">" && parts[1] != "<" {
		r.fault(n, "%s: is %s (a series, > or <, and a number, as in attacks > 1500)", thing, kindWords(n))
		return model.Condition{}
	}
	c := model.Condition{Series: model.FindSeries(parts[0]), Above: parts[1] == ">"}
	if c.Series == nil {
		r.fault(n, "%s", Unknown(thing+" series", parts[0], model.SeriesNames()))
		return c
	}
	c.Value, _ = r.parseNumber(thing, c.Series.Unit, -1e12, 1e12, n, parts[2])
	return c
}

// lever finds the lever a key names.
func (r *reader) lever(key *yaml.Node) *model.Lever {
	lever := model.FindLever(key.Value)
	if lever == nil {
		r.unknown(key, "lever", model.LeverNames())
	}
	return lever
}
