// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/claims"
)

// results prints what the model shows of its built-in paths.
func results(*options) (*table.Document, error) {
	r, err := claims.FindResults(claimMembers, claimSeed)
	if err != nil {
		return nil, err
	}
	return &table.Document{Facts: claimDraws(), Tables: []*table.Table{killedTable(r), statementsTable(r), tempoTable(r), centralTable(r), withdrawalTable(r), gainTable(r), reachTable(r)}}, nil
}

// deaths is a number of people killed as a cell.
func deaths(v float64) table.Cell { return table.Number{V: v, U: "death"} }

// killedTable holds both death counts of every path in every world.
func killedTable(r *claims.Results) *table.Table {
	t := &table.Table{Name: "killed", Title: "Killed from 2026 to 2040", Apart: "outcome", Across: "world", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "path", 0).AsKey(), table.Words("world", "world", 0).AsKey(), table.Numbers("killed", "killed", "death"),
	}, Notes: []string{"On nobody-acts no militants are killed, because nobody fights them, and in the model no state falls. Read its count of everyone with that in mind."}}
	for _, of := range []struct {
		name   table.Name
		values [][]float64
	}{
		{table.Name{Name: "deaths_civilian_security", Label: "civilians and security forces"}, r.CivilianSecurity},
		{table.Name{Name: "deaths_all", Label: "everyone, militants included"}, r.All},
	} {
		for i, s := range r.Paths {
			for w, world := range scenarios.WorldNames() {
				t.Add(of.name, table.Word(s.Name), table.Word(world), deaths(of.values[i][w]))
			}
		}
	}
	return t
}

// statementsTable says in how many draws statements hold.
func statementsTable(r *claims.Results) *table.Table {
	t := &table.Table{Name: "statements", Title: "Draws, of 100, in which a statement holds", Columns: []table.Column{
		table.Words("statement", "statement", 70), table.Shares("prior", "prior"), table.Shares("fitted", "fitted"), table.Shares("centre", "around\nthe centre").Meaning("as many draws around the central values"),
	}, Notes: []string{
		drawsNote(),
		"Fewer and fewest count every difference, however small; crossroads robustness counts ties within 5% too.",
		"After a stop (investment-stalled) fewer are killed mainly where projects take long to build: works dropped draw attacks no more.",
	}}
	for _, s := range r.Shares {
		t.Add(table.Word(s.Words), table.Share(s.In), table.Share(s.InFitted), table.Share(s.AroundCentre))
	}
	return t
}

// tempoTable holds the current course at constant tempos of operations.
func tempoTable(r *claims.Results) *table.Table {
	t := &table.Table{Name: "tempo", Title: "Current course at a constant tempo of operations, world", Apart: "world", Columns: []table.Column{
		table.Words("world", "world", 0), table.Numbers("operations_tempo", "tempo", "major operation/year").AsKey(), table.Numbers("deaths_civilian_security", "civilians\n+ security", "death"),
		table.Numbers("deaths_all", "all\nkilled", "death"), table.Numbers("attacks", "attacks\nin 2040", "attack/year"),
	}}
	for _, swept := range r.Swept {
		for i, tempo := range r.Tempos {
			t.Add(table.Word(swept.World), table.Input{V: tempo, U: "major operation/year"}, deaths(swept.CivilianSecurity[i]), deaths(swept.All[i]), table.Number{V: swept.Attacks[i], U: "attack/year"})
		}
	}
	return t
}

// centralTable says what the years before the policy start come to in the central
// world.
func centralTable(r *claims.Results) *table.Table {
	t := &table.Table{Name: "years_before", Title: "The years before the policy start, in the central world", Columns: []table.Column{
		table.Words("quantity", "quantity", 70), table.Numbers("value", "model", "1"),
	}, Notes: []string{"crossroads describe evidence sets each year beside what was counted."}}
	for _, row := range []struct {
		quantity string
		value    float64
	}{
		{"2014 to 2019: decline of attacks a year, difference of logarithms, with the tempo held", r.Held},
		{"2014 to 2019: the same with a fading tempo", r.Fading},
		{"2021 to 2025: growth of attacks a year, difference of logarithms", r.Growth},
		{"2023: attacks, relative to 2021", r.Factor},
		{"2025: militants killed per member of the security forces killed", r.PerSoldier},
		{"2023 to 2025: share of security forces among those killed in Pakistan, without militants", r.SecurityShare},
	} {
		t.Add(table.Word(row.quantity), table.Number{V: row.value, U: "1"})
	}
	return t
}

// withdrawalTable shows the intervention around its end.
func withdrawalTable(r *claims.Results) *table.Table {
	t := &table.Table{Name: "intervention_end", Title: "The intervention around its end in 2033, in the central world", Columns: []table.Column{
		table.Counts("year", "year"), table.Numbers("attacks", "attacks", "attack/year"), table.Numbers("sanctuary", "sanctuary\nat the end", "1"),
	}}
	for _, w := range r.Withdrawal {
		t.Add(table.Year(w.Year), table.Number{V: w.Attacks, U: "attack/year"}, table.Number{V: w.Sanctuary, U: "1"})
	}
	return t
}

// gainTable says what its investment does to the deaths of three-pillar.
func gainTable(r *claims.Results) *table.Table {
	t := &table.Table{Name: "investment_300", Title: "Civilians and security forces killed on three-pillar: with investment held at 300, minus with its own", Columns: []table.Column{
		table.Words("world", "world", 0), table.Numbers("value", "at its values", "death"), table.Numbers("p05", "5% of draws\nbelow", "death"), table.Numbers("median", "median", "death"), table.Numbers("p95", "5% of draws\nabove", "death"),
	}, Notes: []string{"Above 0 the investment goes with fewer killed."}}
	change := func(v float64) table.Cell { return table.Difference{V: v, U: "death"} }
	t.Add(table.Word(scenarios.Central().Name), change(r.Gain.Central), change(r.Gain.Low), change(r.Gain.Median), change(r.Gain.High))
	return t
}

// fewReaches is how many of the parameters that move least are listed.
const fewReaches = 12

// reachTable lists the parameters whose range moves the outcomes least.
func reachTable(r *claims.Results) *table.Table {
	t := &table.Table{Name: "least_effects", Title: fmt.Sprintf("The %d assumptions that move least, each over its whole range", fewReaches), Columns: []table.Column{
		table.Words("name", "name", 0), table.Words("kind", "kind", 0), table.Numbers("share", "moves it\nby up to", "1"), table.Words("outcome", "outcome", 34), table.Words("path", "path", 0), table.Words("world", "world", 0),
	}, Notes: []string{
		"The largest change of either death count or the attacks of 2040, on any path in any world.",
		"Accounting rows only turn what happened into money or into deaths by side, so they may move none.",
	}}
	for _, reach := range r.Reaches[:fewReaches] {
		t.Add(table.Word(reach.Parameter.Name), table.Word(reach.Parameter.Kind), table.Percent(reach.Share), table.Outcome(reach.Outcome), table.Path(reach.Path), table.World(reach.World))
	}
	return t
}
