// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"
	"sync"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/claims"
)

// claimMembers and claimSeed are the draws over which claims and levers are measured
// wherever they are printed. Tests take fewer.
var claimMembers = 1000

const claimSeed = 1

// measuredClaims and measuredRaises are measured once, however often they are
// printed.
var (
	measuredClaims = sync.OnceValues(func() ([]claims.Measured, error) { return claims.Measure(claimMembers, claimSeed) })
	measuredRaises = sync.OnceValues(func() ([]claims.Raise, error) { return claims.Raises(claimMembers, claimSeed) })
)

// claimDraws are the draws as facts of an answer.
func claimDraws() []table.Fact {
	return []table.Fact{{Name: "draws", Cell: table.Count(claimMembers)}, {Name: "draws fitted", Cell: table.Count(claims.FittedAmong(claimMembers))}, {Name: "seed", Cell: table.Seed(claimSeed)}}
}

// drawsNote says what the shares of prior and fitted draws are.
func drawsNote() string {
	return fmt.Sprintf("Prior: of 100 draws around the documented values; fitted: of 100 that agree with the counts (%s and %s draws). They are not probabilities.",
		table.Count(claimMembers).Text(), table.Count(claims.FittedAmong(claimMembers)).Text())
}

// Claims says what each claim is, and whether it holds in every world and over
// draws.
func Claims() (*table.Document, error) {
	measured, err := measuredClaims()
	if err != nil {
		return nil, err
	}
	says := &table.Table{Name: "claims", Title: "Claims, their sources, and the draws in which they hold", Columns: []table.Column{
		table.Counts("claim", "claim"), table.Words("kind", "kind", 8), table.Words("statement", "statement", 44), table.Words("whose", "source", 22),
		table.Shares("prior", "prior"), table.Shares("fitted", "fitted"),
	}, Notes: []string{
		drawsNote(),
		"A test must hold in the central world; claim 6 must hold in some draws and fail in others. A finding is only reported.",
	}}
	shows := &table.Table{Name: "findings", Title: "Whether each holds in each world, and the number that decides", Across: "world", Columns: []table.Column{
		table.Counts("claim", "claim"), table.Words("quantity", "number that decides", 32).AsOnce(), table.Words("world", "world", 0).AsKey(),
		table.YesNos("holds", "").Meaning("whether the claim holds"), table.Numbers("value", "", "").Meaning("the number that decides"), table.Sentences("finding", "finding", 0),
	}}
	var failed []string
	for i := range measured {
		m := &measured[i]
		prior, fitted := m.Share()
		number := table.Count(m.Number)
		says.Add(number, table.Word(m.Kind), table.Word(m.Statement), table.Word(m.Whose), table.Share(prior), table.Share(fitted))
		for w, world := range scenarios.WorldNames() {
			r := m.Worlds[w]
			value := table.Number{V: r.Value, U: m.Unit}
			shows.Add(number, table.Word(m.Quantity+" ["+m.Unit+"]"), table.Word(world), table.YesNo(r.Holds), value, table.Prose(table.YesNo(r.Holds).Text()+" "+value.Text()))
		}
		if fails := m.Failures(); m.Kind == claims.Test && m.Number != 6 && len(fails) > 0 {
			failed = append(failed, fmt.Sprintf("claim %d in %s", m.Number, table.Sentence(fails)))
		}
	}
	answer := "No test fails in any world."
	if len(failed) > 0 {
		answer = "Tests that fail: " + table.Sentence(failed) + "."
	}
	return &table.Document{Answer: []string{answer}, Facts: claimDraws(), Tables: []*table.Table{says, shows}}, nil
}

// RaisedLevers is the table of what raising each lever alone does.
func RaisedLevers() (*table.Table, error) {
	raises, err := measuredRaises()
	if err != nil {
		return nil, err
	}
	t := &table.Table{Name: "one_lever", Title: "What raising one lever alone does to those killed, 2026 to 2040", Columns: []table.Column{
		table.Words("name", "name", 18), table.Numbers("from", "from", ""), table.Numbers("to", "to", ""),
		table.Numbers("civilian_security_change", "civilians\n+ security", "death"), table.Shares("civilian_security_prior", "prior").Meaning("prior draws in which deaths of civilians and security forces rise"), table.Shares("civilian_security_fitted", "fitted").Meaning("fitted draws in which they rise"),
		table.Numbers("all_change", "all\nkilled", "death"), table.Shares("all_prior", "prior").Meaning("prior draws in which the deaths of everyone rise"), table.Shares("all_fitted", "fitted").Meaning("fitted draws in which they rise"), table.Words("price", "what it costs", 26),
	}, Notes: []string{
		"Raised by three tenths of the range for good, from the reference path: the change at central values, then the draws in which deaths rise.",
		drawsNote(),
	}}
	var free []string
	for i := range raises {
		r := &raises[i]
		if r.Free() {
			free = append(free, r.Lever.Name)
		}
		input := func(v float64) table.Cell { return table.Input{V: v, U: r.Lever.Unit} }
		change := func(v float64) table.Cell { return table.Difference{V: v, U: "death"} }
		t.Add(table.Word(r.Lever.Name), input(r.From), input(r.To), change(r.NarrowAtCentre), table.Share(r.NarrowRises), table.Share(r.NarrowFitted),
			change(r.AllAtCentre), table.Share(r.AllRise), table.Share(r.AllFitted), table.Word(r.Lever.Price))
	}
	if len(free) > 0 {
		t.Notes = append(t.Notes, "Distrust "+table.Sentence(free)+": raised alone, each raises deaths of civilians and security forces in at most 5% of draws. The last column says who pays.")
	}
	return t, nil
}
