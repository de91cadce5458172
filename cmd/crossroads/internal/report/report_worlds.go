// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"slices"

	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/figures"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
)

// worldsSection is the same paths in other worlds.
func worldsSection(a *Data) (section, error) {
	s := section{ID: "worlds", Title: "The same paths in other worlds", Words: []string{
		"A world is a named set of assumptions about how people, host states and money respond. Nobody chooses it. The model runs the shared history again in each. " +
			"Where the order of the paths changes from world to world, the order is a statement about assumptions, not about policy.",
	}}
	figure, err := figures.DrawRegret(a.ctx, a.plotted(a.Paths...))
	if err != nil {
		return s, err
	}
	f, err := document.ShowFigure(figure)
	if err != nil {
		return s, err
	}
	s.Figures = []document.ShownFigure{f}
	about := &table.Table{Columns: []table.Column{table.Words("world", "world", 0), table.Words("doc", "what it assumes", 60)}}
	for _, w := range a.Worlds {
		about.Add(table.World(w), table.Word(w.Doc))
	}
	s.Tables = []*table.Table{about}
	for _, o := range scenarios.DeathCounts() {
		t := &table.Table{Title: o.Label + fmt.Sprintf(", %d to %d", model.Fork.Year(), a.Against.Years.Last()), Columns: []table.Column{table.Words("path", "path", 0)},
			Notes: []string{"▾: the fewest killed in that world, or within 5% of the fewest."}}
		for _, w := range a.Worlds {
			t.Columns = append(t.Columns, table.Numbers(w.Name, w.Label, o.Unit))
		}
		fewest := a.Fewest(o)
		var never []string
		for p, path := range a.Paths {
			row, anywhere := []table.Cell{table.Path(path)}, false
			for i := range a.Worlds {
				row = append(row, marked{table.Number{V: o.Of(a.InWorld[i][p].Years), U: o.Unit}, fewest[i][p]})
				anywhere = anywhere || fewest[i][p]
			}
			t.Add(row...)
			if !anywhere {
				never = append(never, path.Label)
			}
		}
		s.Tables = append(s.Tables, t)
		s.Sentences = append(s.Sentences, neverFewest(o, never, len(a.Worlds)))
	}
	return s, nil
}

// marked is a number that is marked where it is the lowest of its column.
type marked struct {
	table.Number
	lowest bool
}

func (m marked) Text() string {
	if m.lowest {
		return "▾ " + m.Number.Text()
	}
	return m.Number.Text()
}

// neverFewest names the paths that have the fewest in none of the worlds.
func neverFewest(o *model.Outcome, never []string, worlds int) string {
	if len(never) == 0 {
		return fmt.Sprintf("Every path has the fewest %s, or within 5%% of the fewest, in at least one of the %d worlds.", counted(o), worlds)
	}
	return fmt.Sprintf("The fewest %s in none of the %d worlds: %s.", counted(o), worlds, table.Sentence(never))
}

// counted says in the middle of a sentence whom an outcome counts.
func counted(o *model.Outcome) string {
	if o.Name == "deaths_all" {
		return "people killed, militants included,"
	}
	return table.LowerFirst(o.Label)
}

// plotted is the report's paths, or some of them, as the command plot takes them.
func (a *Data) plotted(paths ...*scenarios.Scenario) *figures.Plotted {
	return &figures.Plotted{Options: a.options.Options, Paths: paths, Reference: max(0, slices.Index(paths, a.Against.Scenario)), In: a.World, Span: a.Horizon}
}
