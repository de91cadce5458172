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
	worlds := func(title string, values [][]float64) block {
		t := block{Title: title, Columns: []column{{"name", "path", 0}}}
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
	narrow := worlds("Civilians and security forces killed, 2026 to 2040", r.CivilianSecurity)
	whole := worlds("Everyone killed, militants included, 2026 to 2040", r.All)
	whole.Notes = []string{"On Nobody acts no militants are killed, because nobody fights them, and in the model no state falls. Read its count of everyone killed with that in mind."}
	blocks := []block{narrow, whole}
	for _, swept := range r.Swept {
		t := block{Title: "Current course at a constant tempo of operations, world " + swept.World, Columns: []column{
			{"operations_tempo", "tempo", 0}, {"deaths_civilian_security", "civilians\n+ security", 0}, {"deaths_all", "all\nkilled", 0}, {"attacks", "attacks\nin 2040", 0},
		}}
		for i, tempo := range r.Tempos {
			t.Rows = append(t.Rows, []any{exact(tempo), measured{swept.CivilianSecurity[i], "death"}, measured{swept.All[i], "death"}, measured{swept.Attacks[i], "attack/year"}})
		}
		blocks = append(blocks, t)
	}
	t := block{Title: "Share of draws in which a statement holds", Columns: []column{{"statement", "statement", 70}, {"share", "draws", 0}}}
	for _, s := range r.Shares {
		t.Rows = append(t.Rows, []any{s.Words, percent(s.In)})
	}
	t.Notes = []string{fmt.Sprintf("%d draws from the documented ranges (seed %d). Shares count the draws we tried. They are not probabilities.", claimMembers, claimSeed)}
	return &report{Blocks: append(blocks, t)}, nil
}
