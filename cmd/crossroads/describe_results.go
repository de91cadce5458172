package main

import (
	"fmt"

	"crossroads/scenarios"
	"crossroads/scenarios/audits/claims"
)

// describeResults prints what the model shows of its built-in paths.
func describeResults(*describeOptions) (*report, error) {
	r, err := claims.FindResults(claimMembers, claimSeed)
	if err != nil {
		return nil, err
	}
	worlds := func(name, title string, values [][]float64) block {
		t := block{Name: name, Title: title, Columns: []column{{"name", "path", 0}}}
		for _, name := range scenarios.WorldNames() {
			t.Columns = append(t.Columns, column{name, name, 0})
		}
		for i, s := range r.Paths {
			row := []any{s.Name}
			for _, v := range values[i] {
				row = append(row, measured{v, "death"})
			}
			t.Rows = append(t.Rows, row)
		}
		return t
	}
	narrow := worlds("deaths_civilian_security", "Civilians and security forces killed, 2026 to 2040", r.CivilianSecurity)
	whole := worlds("deaths_all", "Everyone killed, militants included, 2026 to 2040", r.All)
	whole.Notes = []string{"On Nobody acts no militants are killed, because nobody fights them, and in the model no state falls. Read its count of everyone killed with that in mind."}
	shown := []block{narrow, whole}
	for _, swept := range r.Swept {
		t := block{Name: "tempo_" + plainName(swept.World), Title: "Current course at a constant tempo of operations, world " + swept.World, Columns: []column{
			{"operations_tempo", "tempo", 0}, {"deaths_civilian_security", "civilians\n+ security", 0}, {"deaths_all", "all\nkilled", 0}, {"attacks", "attacks\nin 2040", 0},
		}}
		for i, tempo := range r.Tempos {
			t.Rows = append(t.Rows, []any{exact(tempo), measured{swept.CivilianSecurity[i], "death"}, measured{swept.All[i], "death"}, measured{swept.Attacks[i], "attack/year"}})
		}
		shown = append(shown, t)
	}
	shown = append(shown, centralBlock(r), withdrawalBlock(r), gainBlock(r))
	t := block{Name: "statements", Title: "Share of draws in which a statement holds", Columns: []column{{"statement", "statement", 70}, {"share", "draws", 0}}}
	for _, s := range r.Shares {
		t.Rows = append(t.Rows, []any{s.Words, percent(s.In)})
	}
	t.Notes = []string{fmt.Sprintf("%d draws from the documented ranges (seed %d). Shares count the draws we tried. They are not probabilities.", claimMembers, claimSeed)}
	return &report{Blocks: append(shown, t, reachBlock(r))}, nil
}

// centralBlock says what the years before the policy start come to in the central
// world.
func centralBlock(r *claims.Results) block {
	return block{Name: "years_before", Title: "The years before the policy start, in the central world", Columns: []column{{"quantity", "quantity", 70}, {"value", "model", 0}}, Rows: [][]any{
		{"2014 to 2019: decline of attacks a year, difference of logarithms, with the tempo held", measured{r.Held, "1"}},
		{"2014 to 2019: the same with a fading tempo", measured{r.Fading, "1"}},
		{"2021 to 2025: growth of attacks a year, difference of logarithms", measured{r.Growth, "1"}},
		{"2023: attacks, relative to 2021", measured{r.Factor, "1"}},
		{"2025: militants killed per member of the security forces killed", measured{r.PerSoldier, "1"}},
		{"2023 to 2025: share of security forces among those killed in Pakistan, without militants", measured{r.SecurityShare, "1"}},
	}, Notes: []string{"crossroads describe evidence sets each year beside what was counted."}}
}

// withdrawalBlock shows the intervention around its end.
func withdrawalBlock(r *claims.Results) block {
	t := block{Name: "intervention_end", Title: "The intervention around its end in 2033, in the central world", Columns: []column{
		{"year", "year", 0}, {"attacks", "attacks", 0}, {"sanctuary", "sanctuary\nat the end", 0},
	}}
	for _, w := range r.Withdrawal {
		t.Rows = append(t.Rows, []any{w.Year, measured{w.Attacks, "attack/year"}, measured{w.Sanctuary, "1"}})
	}
	return t
}

// gainBlock says what its investment does to the deaths of three-pillar.
func gainBlock(r *claims.Results) block {
	return block{Name: "investment_300", Title: "Civilians and security forces killed on three-pillar with investment held at 300, minus those with its investment", Columns: []column{
		{"central", "world central", 0}, {"low", "5% of draws\nbelow", 0}, {"median", "median", 0}, {"high", "5% of draws\nabove", 0},
	}, Rows: [][]any{{signedAmount{r.Gain.Central, "death"}, signedAmount{r.Gain.Low, "death"}, signedAmount{r.Gain.Median, "death"}, signedAmount{r.Gain.High, "death"}}},
		Notes: []string{"Above 0 the investment goes with fewer killed."}}
}

// fewReaches is how many of the parameters that move least are listed.
const fewReaches = 12

// reachBlock lists the parameters whose range moves the outcomes least.
func reachBlock(r *claims.Results) block {
	t := block{Name: "least_effects", Title: "The assumptions that move least, each over its whole range", Columns: []column{
		{"name", "name", 0}, {"kind", "kind", 0}, {"share", "moves it\nby up to", 0}, {"outcome", "outcome", 0}, {"path", "path", 0}, {"world", "world", 0},
	}}
	for _, reach := range r.Reaches[:fewReaches] {
		t.Rows = append(t.Rows, []any{reach.Parameter.Name, string(reach.Parameter.Kind), fmt.Sprintf("%.1f%%", 100*reach.Share), reach.Outcome.Name, reach.Path.Name, reach.World.Name})
	}
	t.Notes = []string{"Of the two death sums and the attacks of 2040, the largest change on any path in any world. " +
		"Accounting rows only turn what happened into money or into deaths by side, so they may move none."}
	return t
}
