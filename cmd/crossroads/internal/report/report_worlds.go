// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"slices"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/figures"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
)

// worldsSection is the same paths in other worlds.
func worldsSection(a *Data) (section, error) {
	s := section{ID: "worlds", Title: "The same paths in other worlds", Words: []string{
		"A world is a named set of assumptions about how people, host states and money respond. Nobody chooses it. The history is run again in each. " +
			"Where the order of the paths changes from world to world, the order is a statement about assumptions, not about policy.",
	}}
	figure, err := figures.DrawRegret(a.ctx, a.plotted(a.scenarios()...))
	if err != nil {
		return s, err
	}
	f, err := document.ShowFigure(figure)
	if err != nil {
		return s, err
	}
	s.Figures = []document.ShownFigure{f}
	about := blocks.Block{Columns: []blocks.Column{{Name: "world", Head: "world", Width: 0}, {Name: "doc", Head: "what it assumes", Width: 60}}}
	for _, w := range a.Worlds {
		about.Rows = append(about.Rows, []any{w.Label, w.Doc})
	}
	s.Blocks = append(s.Blocks, about)
	for _, o := range scenarios.DeathCounts() {
		t := blocks.Block{Title: o.Label + fmt.Sprintf(", %d to %d", model.Fork.Year(), a.Against.Years.Last()), Columns: []blocks.Column{{Name: "scenario", Head: "path", Width: 0}}}
		for _, w := range a.Worlds {
			t.Columns = append(t.Columns, blocks.Column{Name: w.Name, Head: w.Label, Width: 0})
		}
		fewest := make([]float64, len(a.Worlds))
		for i, runs := range a.InWorld {
			fewest[i] = o.Of(slices.MinFunc(runs, func(x, y *scenarios.Run) int { return compareBy(o, x, y) }).Years)
		}
		for p, run := range a.Runs {
			row := []any{run.Scenario.Label}
			for i := range a.Worlds {
				row = append(row, blocks.Fewest{Value: o.Of(a.InWorld[i][p].Years), Least: o.Of(a.InWorld[i][p].Years) <= fewest[i]*1.05})
			}
			t.Rows = append(t.Rows, row)
		}
		t.Notes = []string{"▾: the fewest in that world, or within 5% of it."}
		s.Blocks = append(s.Blocks, t)
		s.Sentences = append(s.Sentences, a.neverFewest(o))
	}
	return s, nil
}

// compareBy orders two runs by an outcome.
func compareBy(o *model.Outcome, a, b *scenarios.Run) int {
	switch x, y := o.Of(a.Years), o.Of(b.Years); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// neverFewest names the paths that have the fewest in none of the worlds.
func (a *Data) neverFewest(o *model.Outcome) string {
	var never []string
	for p, run := range a.Runs {
		anywhere := false
		for _, runs := range a.InWorld {
			lowest := slices.MinFunc(runs, func(x, y *scenarios.Run) int { return compareBy(o, x, y) })
			anywhere = anywhere || o.Of(runs[p].Years) <= o.Of(lowest.Years)*1.05
		}
		if !anywhere {
			never = append(never, run.Scenario.Label)
		}
	}
	if len(never) == 0 {
		return fmt.Sprintf("Every path has the fewest %s, or within 5%% of it, in at least one of the %d worlds.", blocks.Counted(o), len(a.Worlds))
	}
	return fmt.Sprintf("The fewest %s in none of the %d worlds: %s.", blocks.Counted(o), len(a.Worlds), table.Sentence(never))
}

// plotted is the report's paths, or some of them, as the command plot takes them.
func (a *Data) plotted(paths ...*scenarios.Scenario) *figures.Plotted {
	return &figures.Plotted{Options: a.options.Options, Paths: paths, Reference: max(0, slices.Index(paths, a.Against.Scenario)), In: a.World, Span: a.Horizon}
}
