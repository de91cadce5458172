// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/start"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
)

// summarySection is the first page of a report: the question, the finding by both
// death counts, the doubt, the fit and what would change the finding.
func summarySection(a *Data) (section, error) {
	from, to := model.Fork.Year(), a.Against.Years.Last()
	t := &table.Table{Columns: []table.Column{table.Words("path", "path", 0)}}
	for _, o := range scenarios.DeathCounts() {
		t.Columns = append(t.Columns, table.Numbers(o.Name, table.LowerFirst(o.Label), o.Unit), table.Ranges(o.Name+"_range", "80% range", o.Unit))
	}
	for _, r := range a.Runs {
		row := []table.Cell{table.Path(r.Scenario)}
		for _, o := range scenarios.DeathCounts() {
			row = append(row, table.Number{V: o.Of(r.Years), U: o.Unit}, a.range80(r.Scenario, o))
		}
		t.Add(row...)
	}
	t.Notes = []string{fmt.Sprintf("People killed, %d to %d. 80%% range: 10th to 90th percentile of %s draws of the assumptions. It is not a probability.", from, to, plots.Count(a.Draws.Members))}
	s := section{ID: "summary", Title: "Summary", Tables: []*table.Table{t}}
	if marked := early(a.Runs); marked != "" {
		t.Notes = append(t.Notes, "† "+marked)
	}
	finding := start.FewestSentences(a.Runs)
	s.Opening = []point{
		{"Question", fmt.Sprintf("On which of %d policy paths are the fewest people killed from %d to %d, and which assumptions change the answer?", len(a.Runs), from, to)},
		{"Finding in the world " + a.World.Label, strings.Join(finding[:2], " ")},
	}
	doubt := append([]string{"Other assumptions give other answers."}, a.lowestByWorld()...)
	if counts := scenarios.DeathCounts(); start.RankedDifferently(a.Runs, counts[0], counts[1]) {
		doubt = append(doubt, "The two death counts rank some paths differently.")
	}
	s.Points = []point{{"Doubt", strings.Join(append(doubt, finding[3:]...), " ")}, {"Fit", strings.Join(a.Lead, " ")}}
	for _, other := range a.Sections {
		if other.ID == "decides" {
			s.Points = append(s.Points, point{"What would change it", strings.Join(other.Sentences, " ")})
		}
	}
	return s, nil
}

// range80 says between which values 80% of the draws of an outcome lie.
func (a *Data) range80(path *scenarios.Scenario, o *model.Outcome) table.Cell {
	for _, l := range a.Draws.Lines {
		if l.Scenario == path.Name && l.Against == "" && l.Variable == o.Name && l.Year == 0 && l.World == a.World.Name {
			return table.Range{Low: l.Low80, High: l.High80, U: o.Unit}
		}
	}
	return table.Nothing{}
}

// lowestByWorld says in how many of the worlds each path has the fewest killed,
// ties within 5% included, by each death count.
func (a *Data) lowestByWorld() []string {
	var list []string
	for _, o := range scenarios.DeathCounts() {
		counts := make([]int, len(a.Runs))
		for _, lowest := range a.Fewest(o) {
			for i, is := range lowest {
				if is {
					counts[i]++
				}
			}
		}
		order := make([]int, len(counts))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(x, y int) int { return counts[y] - counts[x] })
		var parts []string
		for _, i := range order {
			if counts[i] > 0 {
				words := fmt.Sprintf("%s in %d", a.Runs[i].Scenario.Label, counts[i])
				if len(parts) == 0 {
					words += fmt.Sprintf(" of %d worlds", len(a.Worlds))
				}
				parts = append(parts, words)
			}
		}
		words := "Fewest civilians and security forces killed, or within 5% of the fewest"
		if o.Name == "deaths_all" {
			words = "Fewest killed when militants count too"
		}
		list = append(list, words+": "+strings.Join(parts, "; ")+".")
	}
	return list
}
