// SPDX-License-Identifier: Apache-2.0

package draws

import (
	"context"
	"fmt"
	"math"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// Beside is how many members every other way of drawing has at most: enough to tell
// 50 of 100 from 54.
const Beside = 1024

// audit is the question of ensemble and of merge.
type audit struct {
	more
	design   *ensemble.Design
	ways     []shares.Way
	begin    beginning
	answered bool
}

// A beginning runs or joins the members of a design. It shows each member that it
// runs to what visitor makes of the empty result, which may be nil.
type beginning func(ctx context.Context, d *ensemble.Design, visitor func(*ensemble.Result) (func(*ensemble.Member) error, error), done func(runs int)) (*ensemble.Result, error)

// newAudit makes the audit of a design.
func newAudit(d *ensemble.Design, m more) (*audit, error) {
	ways, err := shares.Ways(d.Draws, d.Worlds[0])
	return &audit{more: m, design: d, ways: ways}, err
}

// Plan says what is run and written.
func (a *audit) Plan() output.Plan {
	beside := min(a.design.Members, Beside)
	p := output.Plan{
		Runs: len(a.design.Paths) * (a.design.Members + (len(a.ways)-1)*beside),
		Words: fmt.Sprintf("%d paths under %s draws, and %d other ways of drawing, %s times each",
			len(a.design.Paths), plots.Count(a.design.Members), len(a.ways)-1, plots.Count(beside)),
		Tables:  tableNames,
		Files:   []string{"ensemble.csv", "crossings.csv"},
		Figures: []string{"fork", "frontier"},
	}
	if len(a.design.Paths) > 1 {
		p.Figures = []string{"fork", "futures", "difference", "frontier"}
	}
	if a.events {
		p.Tables = append(append([]string{}, tableNames...), eventTables...)
		p.Files = append(p.Files, "events.csv", "events-months.csv")
		p.Figures = append(p.Figures, eventFigures(len(a.design.Paths))...)
	}
	return p
}

// Run answers.
func (a *audit) Run(ctx context.Context, done func(int)) (*output.Answer, error) {
	a.answered = true
	// Where members are too many to be kept, their file is written as they are run, unless some were run before.
	var file *membersFile
	r, err := a.begin(ctx, a.design, func(r *ensemble.Result) (visit func(*ensemble.Member) error, err error) {
		if a.membersTo != "" && !r.Kept() && r.Done() == 0 {
			file, err = createMembers(a.membersTo, r)
			if err == nil {
				visit = file.add
			}
		}
		return visit, err
	}, done)
	if file != nil {
		defer file.discard()
	}
	if err != nil {
		return nil, err
	}
	side := *r.Design()
	side.Members = min(side.Members, Beside)
	others, err := shares.Run(ctx, &side, a.ways[1:], done)
	if err != nil {
		return nil, err
	}
	results := append([]*ensemble.Result{r}, others...)
	document, err := Document(a.ways, results)
	if err != nil {
		return nil, err
	}
	d := r.Design()
	answer := &output.Answer{
		Document: document,
		Files:    []output.File{distributionsFile(a.ways, results), output.TableFile(crossingsTable(r))},
		Figures:  plots.Ensemble(r, 0),
		Source:   output.Source{Paths: d.Paths, Worlds: d.Worlds, Horizon: d.Horizon, Seed: d.Draws.Seed, Members: d.Members},
	}
	if a.events {
		s, err := Scatter(ctx, r)
		if err != nil {
			return nil, err
		}
		s.addTo(answer)
	}
	switch {
	case file != nil:
		err = file.finish()
	case a.membersTo != "":
		err = writeMembers(ctx, a.membersTo, r)
	}
	return answer, err
}

// undrawn say of each path what its rules and its budget do at the values of the
// world itself, and why single run and median draw differ.
func undrawn(r *ensemble.Result) ([]string, error) {
	d := r.Design()
	list, err := rulesWithoutDraws(d)
	if err != nil {
		return nil, err
	}
	o := model.FindOutcome("deaths_civilian_security")
	run, err := batch.One(d.Worlds[0], d.Horizon, d.Paths[d.Against])
	if err != nil {
		return nil, err
	}
	single, median := o.Of(run.Years), r.Level(0, d.Against, o, 0).Quantile(0.5)
	gap := median/single - 1
	if math.Abs(gap) < centreApart {
		return list, nil
	}
	than := "more"
	if gap < 0 {
		than = "fewer"
	}
	return append(list, fmt.Sprintf("On %s the median draw has %.0f%% %s killed than the single run, whose values fit the counts best together; draws spread unevenly around them.",
		table.PathLabel(d.Paths[d.Against]), 100*math.Abs(gap), than)), nil
}

// centreApart is the share by which the single run and the median of the draws may
// differ without a word.
const centreApart = 0.13
