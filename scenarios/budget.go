// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// Budget is a ceiling on what a path may spend in any year from the fork on.
// Without Scale it changes nothing in a run; Over says where a run exceeds it.
type Budget struct {
	Limit   float64          // USD million/year
	Counts  string           // which investment counts: announced or disbursed
	Counted []*model.Outcome // the money rows it adds up
	Scale   *model.Lever     // raised or lowered by one factor until the costliest year just meets the ceiling; nil for none
	Place   Place
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

// BudgetWords lists the words a budget may add up.
func BudgetWords() []string {
	words := make([]string, len(budgetRows))
	for i, row := range budgetRows {
		words[i] = row.word
	}
	return words
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

// scalable are the levers a budget may scale, each with the word it pays for.
var scalable = map[string]string{"investment": "investment", "operations_tempo": "operations"}

// budgetKeys has one row per key of a budget beside its sum.
func budgetKeys() []key[Budget] {
	return []key[Budget]{
		{Key{"counts", "announced or disbursed", "Which investment counts; without it, what is announced.",
			"budget: {operations + investment: 1500, counts: disbursed}"},
			func(r *reader, b *Budget, p pair) {
				b.Counts = r.word("budget counts", p.value, "announced", "disbursed")
			}},
		{Key{"scale", "investment or operations_tempo", "The lever that is multiplied by the largest number with which no year exceeds the ceiling.",
			"budget: {operations + investment: 1500, scale: investment}"},
			func(r *reader, b *Budget, p pair) {
				b.Scale = model.FindLever(r.word("budget scale", p.value, "investment", "operations_tempo"))
			}},
	}
}

// budget reads "{operations + programmes + investment: 2500, counts: disbursed}".
func (r *reader) budget(n *yaml.Node) *Budget {
	b := &Budget{Counts: "announced", Place: r.place(n)}
	var sum *yaml.Node
	rest := &yaml.Node{Kind: yaml.MappingNode, Line: n.Line, Column: n.Column}
	for _, p := range r.pairs("budget", n) {
		switch {
		case slices.Contains(named(budgetKeys()), p.key.Value):
			rest.Content = append(rest.Content, p.key, p.value)
		case sum == nil:
			sum = p.key
			b.Limit, _ = r.number("budget", "USD million/year", 0, 1e6, p.value)
		case Closest(p.key.Value, named(budgetKeys())) != "":
			r.unknown(p.key, "budget key", named(budgetKeys()))
		default:
			r.fault(p.key, "budget: limits a second sum (one, such as operations + programmes + investment)")
		}
	}
	fill(r, "budget", rest, budgetKeys(), b)
	if sum == nil {
		if n.Kind == yaml.MappingNode {
			r.fault(n, "budget: limits nothing (a sum and a number, as in {operations + programmes + investment: 2500})")
		}
		return b
	}
	words := r.counted(b, sum)
	if b.Scale != nil && !slices.Contains(words, scalable[b.Scale.Name]) {
		r.fault(n, "budget: scales %s, which its sum does not pay for (%s among what it adds up)", b.Scale.Name, scalable[b.Scale.Name])
	}
	return b
}

// counted reads the sum a budget limits and returns its words.
func (r *reader) counted(b *Budget, sum *yaml.Node) []string {
	var seen []string
	known := BudgetWords()
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
	return seen
}

// Line writes the budget as files have it, "" if there is none.
func (b *Budget) Line() string {
	if b == nil {
		return ""
	}
	scale := ""
	if b.Scale != nil {
		scale = ", scale: " + b.Scale.Name
	}
	return fmt.Sprintf("{%s: %s USD million/year, counts: %s%s}", b.Words(), Plain(b.Limit), b.Counts, scale)
}
