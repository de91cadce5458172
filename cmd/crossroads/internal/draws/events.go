// SPDX-License-Identifier: Apache-2.0

package draws

import (
	"context"
	"fmt"
	"slices"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/events"
)

// The members whose attacks are scattered, and those among them whose months are
// written one by one.
const (
	ScatteredMembers = 500
	writtenMembers   = 12
)

// eventTables are the names of the tables of scattered attacks, in order.
var eventTables = []string{"events_covered", "events_yearly", "events_inputs"}

// eventFigures are the names of their figures.
func eventFigures(paths int) []string {
	if paths == 1 {
		return []string{"counted"}
	}
	return []string{"futures-events", "counted"}
}

// Scattered is the runs of an ensemble's first members with single attacks
// scattered around them.
type Scattered struct {
	result *ensemble.Result
	runs   [][]*events.Observed // by path and member
	covers []events.Cover
}

// Scatter runs the first members of an ensemble month by month and scatters their
// attacks.
func Scatter(ctx context.Context, r *ensemble.Result) (*Scattered, error) {
	d := r.Design()
	runs, err := events.Run(ctx, r, 0, min(d.Members, ScatteredMembers))
	if err != nil {
		return nil, err
	}
	return &Scattered{r, runs, events.Covers(recordedYears(d.Draws.Counts(d.Worlds[0])), runs[d.Against])}, nil
}

// Futures shows some members attack by attack.
func (s *Scattered) Futures() *plots.Figure { return plots.ScatteredFutures(s.result, 0, s.runs) }

// Counted shows the recorded years beside the members.
func (s *Scattered) Counted() *plots.Figure {
	return plots.Counted(s.result, 0, len(s.runs[0]), s.covers)
}

// recordedYears are own counts, then the rows of the ledger, that count whole
// years of the common history and that events scatter.
func recordedYears(own *scenarios.Counts) []*model.Evidence {
	targets, _ := counts.Targets(append(counts.Rows(own), model.EvidenceTable...), "", model.Fork)
	var list []*model.Evidence
	for _, t := range targets {
		from, to := t.Months()
		if to-from == 12 && slices.ContainsFunc(t.Observes.Names(), events.Scattered) && !counts.IsBound(t.Evidence) {
			list = append(list, t.Evidence)
		}
	}
	return list
}

// addTo adds tables, files and figures to the answer of an ensemble.
func (s *Scattered) addTo(a *output.Answer) {
	a.Tables = append(a.Tables, s.coversTable(), s.yearsTable(), inputsTable())
	a.Answer = append(a.Answer, s.sentence())
	a.Files = append(a.Files, output.TableFile(s.bandsTable()), tableFileNamed("events-months.csv", s.monthsTable()))
	if len(s.runs) > 1 {
		a.Figures = append(a.Figures, s.Futures())
	}
	a.Figures = append(a.Figures, s.Counted())
}

// tableFileNamed is a file that holds a table under another name.
func tableFileNamed(name string, t *table.Table) output.File {
	f := output.TableFile(t)
	f.Name = name
	return f
}

// coversTable counts, by source, the recorded years inside the middle 80%.
func (s *Scattered) coversTable() *table.Table {
	t := &table.Table{Name: "events_covered", Title: "Event noise: reported years inside the 80% range of the draws", Columns: []table.Column{
		table.Words("source", "source", 40), table.Words("counts", "what it counts", 14).AsKey(), table.Counts("years", "years"), table.Counts("inside_alone", "inside by\nassumptions"), table.Counts("inside", "with\nevents"),
	}, Notes: []string{"Events scatter attacks around the run and leave the run as it is. A source that counts an unknown share of attacks is given, in each draw, the share that fits it on the whole."}}
	type kind struct{ source, thing string }
	var order []kind
	tally := map[kind]*[3]int{}
	for _, c := range s.covers {
		k := kind{counts.SourceOf(c.Evidence), counts.Thing(c.Evidence)}
		if tally[k] == nil {
			order, tally[k] = append(order, k), new([3]int)
		}
		n := tally[k]
		n[0]++
		if c.InsideAlone {
			n[1]++
		}
		if c.Inside {
			n[2]++
		}
	}
	for _, k := range order {
		t.Add(table.Word(k.source), table.Word(k.thing), table.Count(tally[k][0]), table.Count(tally[k][1]), table.Count(tally[k][2]))
	}
	return t
}

// yearsTable shows the last year of every path with events.
func (s *Scattered) yearsTable() *table.Table {
	d := s.result.Design()
	last := lastYear(d)
	o := scenarios.DeathCounts()[0]
	t := &table.Table{Name: "events_yearly", Title: fmt.Sprintf("Event noise: %s in %d, 80%% range, and the deadliest attack", table.LowerFirst(o.Label), last), Columns: []table.Column{
		table.Words("path", "path", 30), table.Ranges("by_assumptions", "by assumptions", o.Unit), table.Ranges("with_events", "with events", o.Unit),
		table.Numbers("deadliest", fmt.Sprintf("deadliest attack\n%d–%d", model.Fork.Year(), last), o.Unit),
	}, Notes: []string{fmt.Sprintf("First %s draws. Deadliest attack: people killed, median of the draws; no attack kills more than the scatter's largest, which is an assumption.", plots.Count(len(s.runs[0])))}}
	for p, path := range d.Paths {
		alone, with := s.band(p, o.Name, last)
		var worst []float64
		for _, run := range s.runs[p] {
			worst = append(worst, float64(run.Worst(model.Fork, d.Horizon.End)))
		}
		t.Add(table.Path(path), table.Range{Low: alone.Low80, High: alone.High80, U: o.Unit}, table.Range{Low: with.Low80, High: with.High80, U: o.Unit},
			table.Number{V: ensemble.NewDistribution(worst).Quantile(0.5), U: o.Unit})
	}
	return t
}

// inputsTable lists the numbers of the scatter and their sources.
func inputsTable() *table.Table {
	c := events.Central()
	t := &table.Table{Name: "events_inputs", Title: "Event noise: the numbers drawn for it", Columns: []table.Column{
		table.Words("name", "name", 20), table.Numbers("low", "low", ""), table.Numbers("central", "central", ""), table.Numbers("high", "high", ""), table.Words("source", "source", 50),
	}, Notes: []string{fmt.Sprintf("The share of attacks that kill nobody follows from these and from deaths_per_attack: %.2f at 1.4 dead an attack, as PICSS counts attacks, %.2f at the model's central 0.78.", c.Nobody(1.4), c.Nobody(0.78))}}
	for _, row := range events.Table {
		t.Add(table.Word(row.Name), table.Input{V: row.Low, U: row.Unit}, table.Input{V: row.Central, U: row.Unit}, table.Input{V: row.High, U: row.Unit}, table.Word(row.Source))
	}
	return t
}

// band is an outcome in one year without and with events.
func (s *Scattered) band(path int, name string, year int) (alone, with ensemble.Band) {
	var a, b []float64
	for _, run := range s.runs[path] {
		from, to := model.NewYear(year), model.NewYear(year+1)
		a, b = append(a, model.Amount(run.Trajectory, name, from, to)), append(b, run.Amount(name, from, to))
	}
	return ensemble.NewDistribution(a).Band(), ensemble.NewDistribution(b).Band()
}

// sentence says how many recorded years lie inside, and how many would if the
// middle 80% were what its name says.
func (s *Scattered) sentence() string {
	alone, with := 0, 0
	for _, c := range s.covers {
		if c.InsideAlone {
			alone++
		}
		if c.Inside {
			with++
		}
	}
	n := len(s.covers)
	return fmt.Sprintf("Of %d counts of single years from %d to %d, the 80%% range holds %d by assumptions alone and %d with random attack timing; %.0f are expected.",
		n, model.HistoryStart.Year(), model.Fork.Year()-1, alone, with, 0.8*float64(n))
}

// bandsTable holds the middle of the members without and with events for every path
// and year, then for every recorded year, beside the figure.
func (s *Scattered) bandsTable() *table.Table {
	t := &table.Table{Name: "events", Columns: []table.Column{
		table.Words("path", "", 0), table.Words("world", "", 0).AsKey(), table.Counts("year", "").AsKey(), table.Words("outcome", "", 0).AsKey(), table.Words("evidence", "", 0).AsKey(), table.Counts("members", ""),
		table.Numbers("median", "", ""), table.Ranges("range_80", "", ""), table.Numbers("median_events", "", ""), table.Ranges("range_80_events", "", ""), table.Numbers("recorded", "", ""),
	}}
	d := s.result.Design()
	add := func(path table.Cell, year int, outcome, unit string, alone, with ensemble.Band, evidence, recorded table.Cell) {
		number := func(v float64) table.Number { return table.Number{V: v, U: unit} }
		t.Add(path, table.World(d.Worlds[0]), table.Year(year), table.Word(outcome), evidence, table.Count(len(s.runs[0])),
			number(alone.Median), table.Range{Low: alone.Low80, High: alone.High80, U: unit}, number(with.Median), table.Range{Low: with.Low80, High: with.High80, U: unit}, recorded)
	}
	for p, path := range d.Paths {
		for _, name := range []string{"attacks", "deaths_civilian_security", "deaths_all"} {
			for _, year := range d.Years() {
				alone, with := s.band(p, name, year)
				add(table.Path(path), year, name, model.FindOutcome(name).Unit, alone, with, table.Nothing{}, table.Nothing{})
			}
		}
	}
	for _, c := range s.covers {
		add(table.Path(scenarios.History()), c.Evidence.From.Year(), c.Evidence.Observes.String(), c.Evidence.Unit, c.Alone, c.With,
			table.Word(c.Evidence.ID), table.Input{V: *c.Evidence.Value, U: c.Evidence.Unit})
	}
	return t
}

// monthsTable holds the months of some members.
func (s *Scattered) monthsTable() *table.Table {
	t := &table.Table{Name: "events_months", Columns: []table.Column{
		table.Words("path", "", 0), table.Words("world", "", 0).AsKey(), table.Counts("member", "").AsKey(), table.Words("month", "", 0).AsKey(),
		table.Numbers("attacks_expected", "", "attack"), table.Counts("attacks", ""), table.Counts("killed", ""), table.Counts("deadliest", ""),
	}}
	d := s.result.Design()
	for p, path := range d.Paths {
		for i, run := range s.runs[p][:min(writtenMembers, len(s.runs[p]))] {
			for k, m := range run.Months {
				t.Add(table.Path(path), table.World(d.Worlds[0]), table.Count(i+1), table.Word((d.Horizon.Start + model.Month(k)).String()),
					table.Number{V: run.Expected[k], U: "attack"}, table.Count(m.Attacks), table.Count(m.Killed), table.Count(m.Worst))
			}
		}
	}
	return t
}
