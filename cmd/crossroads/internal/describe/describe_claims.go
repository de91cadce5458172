// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"
	"strings"
	"sync"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/claims"
)

// The draws over which claims and levers are measured wherever they are printed.
const (
	claimMembers = 1000
	claimSeed    = 1
)

// measuredClaims and measuredRaises are measured once, however often they are
// printed.
var (
	measuredClaims = sync.OnceValues(func() ([]claims.Measured, error) { return claims.Measure(claimMembers, claimSeed) })
	measuredRaises = sync.OnceValues(func() ([]claims.Raise, error) { return claims.Raises(claimMembers, claimSeed) })
)

func DescribeClaims(*DescribeOptions) (*blocks.Report, error) {
	measured, err := measuredClaims()
	if err != nil {
		return nil, err
	}
	says := blocks.Block{Name: "claims", Title: "Claims and their sources", Columns: []blocks.Column{
		{Name: "claim", Head: "", Width: 0}, {Name: "kind", Head: "kind", Width: 8}, {Name: "statement", Head: "statement", Width: 44}, {Name: "whose", Head: "source", Width: 28},
	}}
	shows := blocks.Block{Name: "findings", Title: "What this model shows", Columns: []blocks.Column{{Name: "claim", Head: "", Width: 0}}}
	for _, name := range scenarios.WorldNames() {
		shows.Columns = append(shows.Columns, blocks.Column{Name: name, Head: name, Width: 0})
	}
	shows.Columns = append(shows.Columns, blocks.Column{Name: "holds_in", Head: "holds in\n(prior)", Width: 0}, blocks.Column{Name: "holds_in_fitted", Head: "fitted", Width: 0})
	var notes, failed []string
	for i := range measured {
		m := &measured[i]
		says.Rows = append(says.Rows, []any{m.Number, string(m.Kind), m.Statement, m.Whose})
		row := []any{m.Number}
		for _, r := range m.Worlds {
			row = append(row, readingWords(m, r))
		}
		prior, fitted := m.Share()
		shows.Rows = append(shows.Rows, append(row, blocks.Percent(prior), blocks.Percent(fitted)))
		notes = append(notes, fmt.Sprintf("%d: %s [%s]", m.Number, m.Quantity, m.Unit))
		if fails := m.Failures(); m.Kind == claims.Test && m.Number != 6 && len(fails) > 0 {
			failed = append(failed, fmt.Sprintf("%d in %s", m.Number, table.Sentence(fails)))
		}
	}
	failures := "No test fails in any world"
	if len(failed) > 0 {
		failures = "Tests that fail: claim " + strings.Join(failed, ", claim ")
	}
	shows.Notes = append([]string{
		fmt.Sprintf("Each world: whether the claim holds, and the deciding number. Last columns: the shares of %d prior draws and of %d fitted to the counts (seed %d) in which it holds; shares are not probabilities. "+
			"A test must hold in the central world; claim 6 must hold in some draws and fail in others. A finding is only reported. %s.", claimMembers, claims.FittedAmong(claimMembers), claimSeed, failures),
	}, notes...)
	return &blocks.Report{Blocks: []blocks.Block{says, shows}}, nil
}

// readingWords is one reading as "yes 0.34".
func readingWords(m *claims.Measured, r claims.Reading) blocks.Finding {
	word := "no"
	if r.Holds {
		word = "yes"
	}
	return blocks.Finding{Holds: r.Holds, Value: r.Value, Words: word + " " + table.Amount(r.Value, m.Unit)}
}

// RaisedLevers is the table of what raising each lever alone does.
func RaisedLevers() (blocks.Block, error) {
	raises, err := measuredRaises()
	if err != nil {
		return blocks.Block{}, err
	}
	t := blocks.Block{Name: "one_lever", Title: "What raising one lever alone does to those killed, 2026 to 2040", Columns: []blocks.Column{
		{Name: "name", Head: "name", Width: 18}, {Name: "from", Head: "from", Width: 0}, {Name: "to", Head: "to", Width: 0},
		{Name: "deaths_civilian_security_centre", Head: "civilians\n+ security", Width: 0}, {Name: "deaths_civilian_security_rises", Head: "prior", Width: 0}, {Name: "deaths_civilian_security_rises_fitted", Head: "fitted", Width: 0},
		{Name: "deaths_all_centre", Head: "all\nkilled", Width: 0}, {Name: "deaths_all_rises", Head: "prior", Width: 0}, {Name: "deaths_all_rises_fitted", Head: "fitted", Width: 0}, {Name: "price", Head: "what it costs", Width: 26},
	}}
	var free []string
	for i := range raises {
		r := &raises[i]
		if r.Free() {
			free = append(free, r.Lever.Name)
		}
		t.Rows = append(t.Rows, []any{r.Lever.Name, blocks.Exact(r.From), blocks.Exact(r.To),
			plots.Signed(r.NarrowAtCentre), blocks.Percent(r.NarrowRises), blocks.Percent(r.NarrowFitted),
			plots.Signed(r.AllAtCentre), blocks.Percent(r.AllRise), blocks.Percent(r.AllFitted), r.Lever.Price})
	}
	t.Notes = []string{fmt.Sprintf("From the reference path, raised by three tenths of the range for good; the change at central values, then the shares of %d prior draws and of %d fitted to the counts (seed %d) in which deaths rise.", claimMembers, claims.FittedAmong(claimMembers), claimSeed)}
	if len(free) > 0 {
		t.Notes = append(t.Notes, "Raising "+table.Sentence(free)+" alone raises deaths of civilians and security forces in at most 5% of draws. Distrust that: the last column says what the price is and who pays it.")
	}
	return t, nil
}
