package main

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

// judgement is which headline outcomes of some paths rest mainly on judgement.
type judgement struct {
	Judged []effect.Judged
	sums   [2]float64 // the largest share of judgement in what moves either death sum
}

// judgementOf measures one assumption at a time.
func judgementOf(ctx context.Context, world *scenarios.World, paths []*scenarios.Scenario, h model.Horizon) (*judgement, error) {
	table, err := effect.Measure(ctx, world, paths, h)
	if err != nil {
		return nil, err
	}
	j := &judgement{Judged: table.RestsOnJudgement()}
	for i, name := range []string{"deaths_civilian_security", "deaths_all"} {
		for path := range paths {
			j.sums[i] = max(j.sums[i], effect.JudgementShare(table.Effects(path, model.FindOutcome(name))))
		}
	}
	return j, nil
}

// sentence says how much of the sensitivity of the two death counts comes from
// judgement.
func (j *judgement) sentence() string {
	return fmt.Sprintf("Up to %.0f%% (civilians and security forces) and %.0f%% (everyone) of the sensitivity of these counts comes from assumptions based on judgement (crossroads explain NAME).",
		100*j.sums[0], 100*j.sums[1])
}

// note names those of some outcomes that rest mainly on judgement, of all where
// none are given; it is empty where none does.
func (j *judgement) note(outcomes []*model.Outcome) string {
	var named []string
	for _, one := range j.Judged {
		if outcomes == nil || slices.Contains(outcomes, one.Outcome) {
			named = append(named, fmt.Sprintf("%s (%.0f%% of the sensitivity, on %s)", lowerFirst(one.Outcome.Label), 100*one.Share, table.PathLabel(one.Path)))
		}
	}
	if len(named) == 0 {
		return ""
	}
	return "Mainly authors' judgement: " + strings.Join(named, "; ") + "."
}

// mark writes the note at the foot of figures that draw such an outcome, and
// returns them.
func (j *judgement) mark(figures ...*plots.Figure) []*plots.Figure {
	for _, f := range figures {
		if len(f.Outcomes) > 0 {
			f.Footnote = j.note(f.Outcomes)
		}
	}
	return figures
}

// markBlocks writes the note under tables with a column for such an outcome.
func (j *judgement) markBlocks(blocks []block) {
	for i := range blocks {
		outcomes := []*model.Outcome{}
		for _, c := range blocks[i].Columns {
			if o := model.FindOutcome(c.Name); o != nil {
				outcomes = append(outcomes, o)
			}
		}
		if note := j.note(outcomes); note != "" {
			blocks[i].Notes = append(blocks[i].Notes, note)
		}
	}
}
