// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/claims"
)

// describeResults prints what the model shows of its built-in paths.
func describeResults(*DescribeOptions) (*blocks.Report, error) {
	r, err := claims.FindResults(claimMembers, claimSeed)
	if err != nil {
		return nil, err
	}
	worlds := func(name, title string, values [][]float64) blocks.Block {
		t := blocks.Block{Name: name, Title: title, Columns: []blocks.Column{{Name: "name", Head: "path", Width: 0}}}
		for _, name := range scenarios.WorldNames() {
			t.Columns = append(t.Columns, blocks.Column{Name: name, Head: name, Width: 0})
		}
		for i, s := range r.Paths {
			row := []any{s.Name}
			for _, v := range values[i] {
				row = append(row, blocks.Measured{Value: v, Unit: "death"})
			}
			t.Rows = append(t.Rows, row)
		}
		return t
	}
	narrow := worlds("deaths_civilian_security", "Civilians and security forces killed, 2026 to 2040", r.CivilianSecurity)
	whole := worlds("deaths_all", "Everyone killed, militants included, 2026 to 2040", r.All)
	whole.Notes = []string{"On Nobody acts no militants are killed, because nobody fights them, and in the model no state falls. Read its count of everyone killed with that in mind."}
	shown := []blocks.Block{narrow, whole}
	for _, swept := range r.Swept {
		t := blocks.Block{Name: "tempo_" + blocks.PlainName(swept.World), Title: "Current course at a constant tempo of operations, world " + swept.World, Columns: []blocks.Column{
			{Name: "operations_tempo", Head: "tempo", Width: 0}, {Name: "deaths_civilian_security", Head: "civilians\n+ security", Width: 0}, {Name: "deaths_all", Head: "all\nkilled", Width: 0}, {Name: "attacks", Head: "attacks\nin 2040", Width: 0},
		}}
		for i, tempo := range r.Tempos {
			t.Rows = append(t.Rows, []any{blocks.Exact(tempo), blocks.Measured{Value: swept.CivilianSecurity[i], Unit: "death"}, blocks.Measured{Value: swept.All[i], Unit: "death"}, blocks.Measured{Value: swept.Attacks[i], Unit: "attack/year"}})
		}
		shown = append(shown, t)
	}
	shown = append(shown, centralBlock(r), withdrawalBlock(r), gainBlock(r))
	t := blocks.Block{Name: "statements", Title: "Share of draws in which a statement holds", Columns: []blocks.Column{{Name: "statement", Head: "statement", Width: 70}, {Name: "share", Head: "prior", Width: 0}, {Name: "share_fitted", Head: "fitted", Width: 0}, {Name: "share_centre", Head: "around\nthe centre", Width: 0}}}
	for _, s := range r.Shares {
		t.Rows = append(t.Rows, []any{s.Words, blocks.Percent(s.In), blocks.Percent(s.InFitted), blocks.Percent(s.AroundCentre)})
	}
	t.Notes = []string{
		fmt.Sprintf("Prior: %d draws (seed %d) around the documented values, as in other commands. Fitted: %d that agree with the counts. Around the centre: as many as prior ones, around the central values. Shares count the draws we tried. They are not probabilities.", claimMembers, claimSeed, claims.FittedAmong(claimMembers)),
		"Fewer are killed after a stop (investment-stalled) mainly where projects take long to build and attract attacks: the works dropped draw attacks no more, and were not finished yet.",
	}
	return &blocks.Report{Blocks: append(shown, t, reachBlock(r))}, nil
}

// centralBlock says what the years before the policy start come to in the central
// world.
func centralBlock(r *claims.Results) blocks.Block {
	return blocks.Block{Name: "years_before", Title: "The years before the policy start, in the central world", Columns: []blocks.Column{{Name: "quantity", Head: "quantity", Width: 70}, {Name: "value", Head: "model", Width: 0}}, Rows: [][]any{
		{"2014 to 2019: decline of attacks a year, difference of logarithms, with the tempo held", blocks.Measured{Value: r.Held, Unit: "1"}},
		{"2014 to 2019: the same with a fading tempo", blocks.Measured{Value: r.Fading, Unit: "1"}},
		{"2021 to 2025: growth of attacks a year, difference of logarithms", blocks.Measured{Value: r.Growth, Unit: "1"}},
		{"2023: attacks, relative to 2021", blocks.Measured{Value: r.Factor, Unit: "1"}},
		{"2025: militants killed per member of the security forces killed", blocks.Measured{Value: r.PerSoldier, Unit: "1"}},
		{"2023 to 2025: share of security forces among those killed in Pakistan, without militants", blocks.Measured{Value: r.SecurityShare, Unit: "1"}},
	}, Notes: []string{"crossroads describe evidence sets each year beside what was counted."}}
}

// withdrawalBlock shows the intervention around its end.
func withdrawalBlock(r *claims.Results) blocks.Block {
	t := blocks.Block{Name: "intervention_end", Title: "The intervention around its end in 2033, in the central world", Columns: []blocks.Column{
		{Name: "year", Head: "year", Width: 0}, {Name: "attacks", Head: "attacks", Width: 0}, {Name: "sanctuary", Head: "sanctuary\nat the end", Width: 0},
	}}
	for _, w := range r.Withdrawal {
		t.Rows = append(t.Rows, []any{w.Year, blocks.Measured{Value: w.Attacks, Unit: "attack/year"}, blocks.Measured{Value: w.Sanctuary, Unit: "1"}})
	}
	return t
}

// gainBlock says what its investment does to the deaths of three-pillar.
func gainBlock(r *claims.Results) blocks.Block {
	return blocks.Block{Name: "investment_300", Title: "Civilians and security forces killed on three-pillar with investment held at 300, minus those with its investment", Columns: []blocks.Column{
		{Name: "central", Head: "world central", Width: 0}, {Name: "low", Head: "5% of draws\nbelow", Width: 0}, {Name: "median", Head: "median", Width: 0}, {Name: "high", Head: "5% of draws\nabove", Width: 0},
	}, Rows: [][]any{{blocks.SignedAmount{Value: r.Gain.Central, Unit: "death"}, blocks.SignedAmount{Value: r.Gain.Low, Unit: "death"}, blocks.SignedAmount{Value: r.Gain.Median, Unit: "death"}, blocks.SignedAmount{Value: r.Gain.High, Unit: "death"}}},
		Notes: []string{"Above 0 the investment goes with fewer killed."}}
}

// fewReaches is how many of the parameters that move least are listed.
const fewReaches = 12

// reachBlock lists the parameters whose range moves the outcomes least.
func reachBlock(r *claims.Results) blocks.Block {
	t := blocks.Block{Name: "least_effects", Title: "The assumptions that move least, each over its whole range", Columns: []blocks.Column{
		{Name: "name", Head: "name", Width: 0}, {Name: "kind", Head: "kind", Width: 0}, {Name: "share", Head: "moves it\nby up to", Width: 0}, {Name: "outcome", Head: "outcome", Width: 0}, {Name: "path", Head: "path", Width: 0}, {Name: "world", Head: "world", Width: 0},
	}}
	for _, reach := range r.Reaches[:fewReaches] {
		t.Rows = append(t.Rows, []any{reach.Parameter.Name, string(reach.Parameter.Kind), fmt.Sprintf("%.1f%%", 100*reach.Share), reach.Outcome.Name, reach.Path.Name, reach.World.Name})
	}
	t.Notes = []string{"Of the two death sums and the attacks of 2040, the largest change on any path in any world. " +
		"Accounting rows only turn what happened into money or into deaths by side, so they may move none."}
	return t
}
