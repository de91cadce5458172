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
type Judgement struct{ Judged []effect.Judged }

// Of measures one assumption at a time.
func Of(ctx context.Context, world *scenarios.World, paths []*scenarios.Scenario, h model.Horizon) (*Judgement, error) {
	measured, err := effect.Measure(ctx, world, paths, h)
	if err != nil {
		return nil, err
	}
	return &Judgement{measured.RestsOnJudgement()}, nil
}

// Note names those of some outcomes that rest mainly on judgement, of all where
// none are given, each with its share on the path where that is largest; it is
// empty where none does.
func (j *Judgement) Note(outcomes []*model.Outcome) string {
	var named []string
	for _, one := range j.Judged {
		if outcomes == nil || slices.Contains(outcomes, one.Outcome) {
			named = append(named, fmt.Sprintf("%s %.0f%%", table.LowerFirst(one.Outcome.Label), 100*one.Share))
		}
	}
	if len(named) == 0 {
		return ""
	}
	return "Mainly authors' judgement (share of the sensitivity): " + strings.Join(named, "; ") + "."
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
