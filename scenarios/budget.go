package scenarios

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// Budget is a ceiling on what a path may spend in any year from the fork on. It
// changes nothing in a run; Over says where a run exceeds it.
type Budget struct {
	Limit   float64          // USD million/year
	Counts  string           // which investment counts: announced or disbursed
	Counted []*model.Outcome // the money rows it adds up
}

// Spent is what a run spends in a year on what the budget counts.
func (b *Budget) Spent(y model.Years, year int) float64 {
	var sum float64
	for _, o := range b.Counted {
		sum += o.In(y, year)
	}
	return sum
}

// Over lists the years from the fork on in which a run exceeds the budget; a
// millionth more is rounding.
func (b *Budget) Over(y model.Years) []int {
	var years []int
	for year := model.Fork.Year(); year <= y.Last(); year++ {
		if b.Spent(y, year) > b.Limit*(1+1e-6) {
			years = append(years, year)
		}
	}
	return years
}

// budgetRows are the words a budget may add up and the money each stands for;
// that of investment depends on what counts.
var budgetRows = []struct{ word, announced, disbursed string }{
	{"operations", "operations_spending", "operations_spending"},
	{"programmes", "programmes_spending", "programmes_spending"},
	{"investment", "investment_announced", "investment_disbursed"},
}

// Words writes the sum a budget limits as files have it.
func (b *Budget) Words() string {
	var list []string
	for _, row := range budgetRows {
		for _, o := range b.Counted {
			if o.Name == row.announced || o.Name == row.disbursed {
				list = append(list, row.word)
				break
			}
		}
	}
	return strings.Join(list, " + ")
}

// budget reads "{operations + programmes + investment: 2500, counts: disbursed}".
func (r *reader) budget(n *yaml.Node) *Budget {
	b := &Budget{Counts: "announced"}
	var sum *yaml.Node
	for _, p := range r.pairs("budget", n) {
		switch {
		case p.key.Value == "counts":
			if b.Counts = r.text("budget counts", p.value); b.Counts != "announced" && b.Counts != "disbursed" {
				r.unknown(p.value, "budget counts", []string{"announced", "disbursed"})
			}
		case sum != nil:
			r.fault(p.key, "budget: limits a second sum (one, such as operations + programmes + investment)")
		default:
			sum = p.key
			b.Limit, _ = r.number("budget", "USD million/year", 0, 1e6, p.value)
		}
	}
	if sum == nil {
		if n.Kind == yaml.MappingNode {
			r.fault(n, "budget: limits nothing (a sum and a number, as in {operations + programmes + investment: 2500})")
		}
		return b
	}
	var known, seen []string
	for _, row := range budgetRows {
		known = append(known, row.word)
	}
	for _, word := range strings.Split(sum.Value, "+") {
		word = strings.TrimSpace(word)
		i := slices.Index(known, word)
		switch {
		case i < 0:
			r.fault(sum, "%s", Unknown("budget row", word, known))
			continue
		case slices.Contains(seen, word):
			r.fault(sum, "budget: counts %s twice (each row once)", word)
		}
		seen = append(seen, word)
		name := budgetRows[i].announced
		if b.Counts == "disbursed" {
			name = budgetRows[i].disbursed
		}
		b.Counted = append(b.Counted, model.FindOutcome(name))
	}
	return b
}

// shown reads levers_shown, a list of levers.
func (r *reader) shown(n *yaml.Node) []*model.Lever {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		r.fault(n, "levers_shown: is %s (a list of levers, as in [operations_tempo, investment])", kindWords(n))
		return nil
	}
	var list []*model.Lever
	for _, item := range n.Content {
		if item.Kind != yaml.ScalarNode {
			r.fault(item, "levers_shown: holds %s (names of levers)", kindWords(item))
			continue
		}
		lever := r.lever(item)
		switch {
		case lever == nil:
		case slices.Contains(list, lever):
			r.fault(item, "levers_shown: names %s twice (once)", lever.Name)
		default:
			list = append(list, lever)
		}
	}
	return list
}
