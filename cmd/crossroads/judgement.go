package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

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

// sentence names the outcomes.
func (j *judgement) sentence() string {
	words := "No headline outcome rests mainly on judgement"
	if len(j.Judged) > 0 {
		words = strings.TrimSuffix(j.note(nil, byName), ".")
	}
	return fmt.Sprintf("%s. Of what moves the two death sums, one assumption at a time, up to %.0f and %.0f%% is judgement (crossroads explain NAME).",
		words, 100*j.sums[0], 100*j.sums[1])
}

// byName and byLabel are how outcomes are called in tables and in figures.
func byName(o *model.Outcome) string  { return o.Name }
func byLabel(o *model.Outcome) string { return lowerFirst(o.Label) }

// note names those of some outcomes that rest mainly on judgement, of all where
// none are given; it is empty where none does.
func (j *judgement) note(outcomes []*model.Outcome, called func(*model.Outcome) string) string {
	var named []string
	for _, one := range j.Judged {
		if outcomes == nil || slices.Contains(outcomes, one.Outcome) {
			named = append(named, fmt.Sprintf("%s (%.0f%% of what moves it, on %s)", called(one.Outcome), 100*one.Share, one.Path.Name))
		}
	}
	switch len(named) {
	case 0:
		return ""
	case 1:
		return "Rests mainly on judgement: " + named[0] + "."
	}
	return "Rest mainly on judgement: " + list(named) + "."
}

// mark writes the note at the foot of figures that draw such an outcome, and
// returns them.
func (j *judgement) mark(figures ...*plots.Figure) []*plots.Figure {
	for _, f := range figures {
		if len(f.Outcomes) > 0 {
			f.Footnote = j.note(f.Outcomes, byLabel)
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
		if note := j.note(outcomes, byName); note != "" {
			blocks[i].Notes = append(blocks[i].Notes, note)
		}
	}
}
