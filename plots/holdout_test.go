// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"context"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/holdout"
	"crossroads/scenarios/runs/ensemble"
)

func TestTheRecordShowsEachScoredFigureAndKeepsItsWordsApart(t *testing.T) {
	t.Parallel()
	q := holdout.Question{Ledger: model.EvidenceTable, Year: 2026, World: scenarios.Central(), Members: 8, Draws: ensemble.Draws{Seed: 1}}
	for _, name := range []string{holdout.Record(2026), scenarios.Reference} {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		q.Paths = append(q.Paths, s)
	}
	answer, err := q.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	f := Holdout(answer)
	for _, size := range canvas.Sizes {
		for _, fault := range sheetFaults(f.on(blank{}, size)) {
			t.Errorf("%s at %s: %s", f.Name, size.Name, fault)
		}
		text := strings.Join(textOf(t, f, size), " ")
		for _, want := range []string{model.Label, "F12 record", "As it happened", "Current course", "Last value", "Trend"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s at %s does not say %q", f.Name, size.Name, want)
			}
		}
	}
	for _, row := range answer.Rows {
		if shown := strings.Contains(f.Description, row.Evidence.Quantity+"."); shown != (row.Within == nil) {
			t.Errorf("%s: shown is %t, want the scored figures alone", row.Evidence.ID, shown)
		}
	}
	if strings.Contains(f.Description, "NaN") || strings.Contains(f.Description, "– (") {
		t.Errorf("description %q", f.Description)
	}
}
