package main

import (
	"fmt"
	"strings"
	"sync"

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

func describeClaims(*describeOptions) (*report, error) {
	measured, err := measuredClaims()
	if err != nil {
		return nil, err
	}
	says := block{Name: "claims", Title: "Claims and their sources", Columns: []column{
		{"claim", "", 0}, {"kind", "kind", 8}, {"statement", "statement", 44}, {"whose", "source", 28},
	}}
	shows := block{Name: "findings", Title: "What this model shows", Columns: []column{{"claim", "", 0}}}
	for _, name := range scenarios.WorldNames() {
		shows.Columns = append(shows.Columns, column{name, name, 0})
	}
	shows.Columns = append(shows.Columns, column{"holds_in", "holds in", 0})
	var notes, failed []string
	for i := range measured {
		m := &measured[i]
		says.Rows = append(says.Rows, []any{m.Number, string(m.Kind), m.Statement, m.Whose})
		row := []any{m.Number}
		for _, r := range m.Worlds {
			row = append(row, readingWords(m, r))
		}
		shows.Rows = append(shows.Rows, append(row, percent(m.Share())))
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
		fmt.Sprintf("Each world: whether the claim holds, and the deciding number. Last column: the share of %d draws (seed %d) in which it holds; shares are not probabilities. "+
			"A test must hold in the central world; claim 6 must hold in some draws and fail in others. A finding is only reported. %s.", claimMembers, claimSeed, failures),
	}, notes...)
	return &report{Blocks: []block{says, shows}}, nil
}

// readingWords is one reading as "yes 0.34".
func readingWords(m *claims.Measured, r claims.Reading) finding {
	word := "no"
	if r.Holds {
		word = "yes"
	}
	return finding{r.Holds, r.Value, word + " " + amount(r.Value, m.Unit)}
}

// raisedLevers is the table of what raising each lever alone does.
func raisedLevers() (block, error) {
	raises, err := measuredRaises()
	if err != nil {
		return block{}, err
	}
	t := block{Name: "one_lever", Title: "What raising one lever alone does to those killed, 2026 to 2040", Columns: []column{
		{"name", "name", 18}, {"from", "from", 0}, {"to", "to", 0},
		{"deaths_civilian_security_centre", "civilians\n+ security", 0}, {"deaths_civilian_security_rises", "rise in", 0},
		{"deaths_all_centre", "all\nkilled", 0}, {"deaths_all_rises", "rise in", 0}, {"price", "what it costs", 26},
	}}
	var free []string
	for i := range raises {
		r := &raises[i]
		if r.Free() {
			free = append(free, r.Lever.Name)
		}
		t.Rows = append(t.Rows, []any{r.Lever.Name, exact(r.From), exact(r.To),
			plots.Signed(r.NarrowAtCentre), percent(r.NarrowRises),
			plots.Signed(r.AllAtCentre), percent(r.AllRise), r.Lever.Price})
	}
	t.Notes = []string{fmt.Sprintf("From the reference path, raised by three tenths of the range for good; the change at central values, and the share of %d draws (seed %d) in which deaths rise.", claimMembers, claimSeed)}
	if len(free) > 0 {
		t.Notes = append(t.Notes, "Raising "+table.Sentence(free)+" alone raises deaths of civilians and security forces in at most 5% of draws. Distrust that: the last column says what the price is and who pays it.")
	}
	return t, nil
}
