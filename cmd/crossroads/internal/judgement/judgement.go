// SPDX-License-Identifier: Apache-2.0

// Package judgement says which outcomes rest mainly on the authors' judgement.
package judgement

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/effect"
)

// A Judgement is which headline outcomes of some paths rest mainly on judgement.
type Judgement struct {
	Judged []effect.Judged
	sums   [2]float64 // the largest share of judgement in what moves either death sum
}

// Of measures one assumption at a time.
func Of(ctx context.Context, world *scenarios.World, paths []*scenarios.Scenario, h model.Horizon) (*Judgement, error) {
	measured, err := effect.Measure(ctx, world, paths, h)
	if err != nil {
		return nil, err
	}
	j := &Judgement{Judged: measured.RestsOnJudgement()}
	for i, name := range []string{"deaths_civilian_security", "deaths_all"} {
		for path := range paths {
			j.sums[i] = max(j.sums[i], effect.JudgementShare(measured.Effects(path, model.FindOutcome(name))))
		}
	}
	return j, nil
}

// Sentence says how much of the sensitivity of the two death counts comes from
// judgement.
func (j *Judgement) Sentence() string {
	return fmt.Sprintf("Up to %.0f%% (civilians and security forces) and %.0f%% (everyone) of the sensitivity of these counts comes from assumptions based on judgement (crossroads explain NAME).",
		100*j.sums[0], 100*j.sums[1])
}

// Note names those of some outcomes that rest mainly on judgement, of all where
// none are given; it is empty where none does.
func (j *Judgement) Note(outcomes []*model.Outcome) string {
	var named []string
	for _, one := range j.Judged {
		if outcomes == nil || slices.Contains(outcomes, one.Outcome) {
			named = append(named, fmt.Sprintf("%s (%.0f%% of the sensitivity, on %s)", table.LowerFirst(one.Outcome.Label), 100*one.Share, table.PathLabel(one.Path)))
		}
	}
	if len(named) == 0 {
		return ""
	}
	return "Mainly authors' judgement: " + strings.Join(named, "; ") + "."
}

// Mark writes the note at the foot of figures that draw such an outcome, and
// returns them.
func (j *Judgement) Mark(figures ...*plots.Figure) []*plots.Figure {
	for _, f := range figures {
		if len(f.Outcomes) > 0 {
			f.Footnote = j.Note(f.Outcomes)
		}
	}
	return figures
}

// MarkTables writes the note under tables with a column for such an outcome.
func (j *Judgement) MarkTables(tables []*table.Table) {
	for _, t := range tables {
		outcomes := []*model.Outcome{}
		for _, c := range t.Columns {
			if o := model.FindOutcome(c.Name); o != nil {
				outcomes = append(outcomes, o)
			}
		}
		if note := j.Note(outcomes); note != "" {
			t.Notes = append(t.Notes, note)
		}
	}
}
