package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/sink"
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
	scatteredMembers = 500
	writtenMembers   = 12
)

// scattered is the runs of an ensemble's first members with their events.
type scattered struct {
	result *ensemble.Result
	runs   [][]*events.Observed // by path and member
	covers []events.Cover
}

// scatter runs the first members of an ensemble month by month and scatters
// their attacks.
func scatter(ctx context.Context, r *ensemble.Result) (*scattered, error) {
	d := r.Design()
	runs, err := events.Run(ctx, r, 0, min(d.Members, scatteredMembers))
	if err != nil {
		return nil, err
	}
	return &scattered{r, runs, events.Covers(recordedYears(), runs[d.Against])}, nil
}

// recordedYears are the rows of the ledger that count whole years of the common
// history and that events scatter.
func recordedYears() []*model.Evidence {
	targets, _ := counts.Targets(model.EvidenceTable, "", model.Fork)
	var list []*model.Evidence
	for _, t := range targets {
		from, to := t.Months()
		if to-from == 12 && slices.ContainsFunc(t.Observes.Names(), events.Scattered) && !counts.IsBound(t.Evidence) {
			list = append(list, t.Evidence)
		}
	}
	return list
}

// blocks are the printed tables: how the recorded years lie in the members, and
// what events do to the last year of every path.
func (s *scattered) blocks() []blocks.Block {
	return []blocks.Block{s.coversBlock(), s.yearsBlock()}
}

// coversBlock counts, by source, the recorded years inside the middle 80%.
func (s *scattered) coversBlock() blocks.Block {
	t := blocks.Block{
		Title: "Event noise: reported years inside the 80% range of the draws",
		Columns: []blocks.Column{{Name: "source", Head: "source", Width: 40}, {Name: "counts", Head: "what it counts", Width: 10}, {Name: "years", Head: "years", Width: 0},
			{Name: "inside_alone", Head: "inside by\nassumptions", Width: 0}, {Name: "inside", Head: "with\nevents", Width: 0}},
	}
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
		t.Rows = append(t.Rows, []any{k.source, k.thing, tally[k][0], tally[k][1], tally[k][2]})
	}
	t.Notes = []string{"Events scatter attacks around the run and leave the run as it is. A source that counts an unknown share of attacks is given, in each member, the share that fits it on the whole."}
	return t
}

// yearsBlock shows the last year of every path with events.
func (s *scattered) yearsBlock() blocks.Block {
	d := s.result.Design()
	last := d.Years()[len(d.Years())-1]
	t := blocks.Block{
		Title: fmt.Sprintf("Event noise: civilians and security forces killed in %d, 80%% range, and the deadliest attack", last),
		Columns: []blocks.Column{{Name: "scenario", Head: "path", Width: 0}, {Name: "low80", Head: "by assumptions\nfrom", Width: 0}, {Name: "high80", Head: "\nto", Width: 0},
			{Name: "low80_events", Head: "with events\nfrom", Width: 0}, {Name: "high80_events", Head: "\nto", Width: 0}, {Name: "worst", Head: fmt.Sprintf("deadliest attack\n%d–%d", model.Fork.Year(), last), Width: 0}},
	}
	o := deathSums()[0]
	for p := range d.Paths {
		alone, with := s.band(p, o.Name, last)
		var worst []float64
		for _, run := range s.runs[p] {
			worst = append(worst, float64(run.Worst(model.Fork, d.Horizon.End)))
		}
		t.Rows = append(t.Rows, []any{mark(s.result, p), alone.Low80, alone.High80, with.Low80, with.High80,
			ensemble.NewDistribution(worst).Quantile(0.5)})
	}
	t.Notes = append(marked(s.result), fmt.Sprintf("First %s members. Deadliest attack: people killed, median of the members; no attack kills more than the scatter's largest, which is an assumption.", plots.Count(len(s.runs[0]))))
	return t
}

// band is an outcome in one year without and with events.
func (s *scattered) band(path int, name string, year int) (alone, with ensemble.Band) {
	var a, b []float64
	for _, run := range s.runs[path] {
		from, to := model.NewYear(year), model.NewYear(year+1)
		a, b = append(a, model.Amount(run.Trajectory, name, from, to)), append(b, run.Amount(name, from, to))
	}
	return ensemble.NewDistribution(a).Band(), ensemble.NewDistribution(b).Band()
}

// sentence says how many recorded years lie inside, and how many would if the
// middle 80% were what its name says.
func (s *scattered) sentence() string {
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

// pieces are the files: yearly bands and recorded years, and the months of some
// members.
func (s *scattered) pieces() []output.File {
	return []output.File{{Name: "events.csv", Write: s.writeYears}, {Name: "events-months.csv", Write: s.writeMonths}}
}

// figures show some members attack by attack, and the recorded years.
func (s *scattered) figures(forms output.Drawing) []output.File {
	counted := plots.Counted(s.result, 0, len(s.runs[0]), s.covers)
	if len(s.runs) == 1 {
		return forms.Files(counted)
	}
	return forms.Files(plots.ScatteredFutures(s.result, 0, s.runs), counted)
}

// writeYears writes the middle of the members without and with events for every
// path and year, then for every recorded year, beside the figure.
func (s *scattered) writeYears(w io.Writer) error {
	out := sink.NewCSV(w)
	out.Write([]string{"scenario", "world", "year", "variable", "unit", "members", "median", "low80", "high80",
		"median_events", "low80_events", "high80_events", "evidence", "recorded", "label"})
	d := s.result.Design()
	members := strconv.Itoa(len(s.runs[0]))
	line := func(scenario, year, variable, unit string, alone, with ensemble.Band, evidence, recorded string) {
		out.Write([]string{scenario, d.Worlds[0].Name, year, variable, unit, members, blocks.Exact(alone.Median), blocks.Exact(alone.Low80), blocks.Exact(alone.High80),
			blocks.Exact(with.Median), blocks.Exact(with.Low80), blocks.Exact(with.High80), evidence, recorded, model.Label})
	}
	for p, path := range d.Paths {
		for _, name := range []string{"attacks", "deaths_civilian_security", "deaths_all"} {
			for _, year := range d.Years() {
				alone, with := s.band(p, name, year)
				line(path.Name, strconv.Itoa(year), name, model.FindOutcome(name).Unit, alone, with, "", "")
			}
		}
	}
	for _, c := range s.covers {
		line(scenarios.History().Name, strconv.Itoa(c.Evidence.From.Year()), c.Evidence.Observes.String(), c.Evidence.Unit,
			c.Alone, c.With, c.Evidence.ID, blocks.Exact(*c.Evidence.Value))
	}
	out.Flush()
	return out.Error()
}

// writeMonths writes the months of some members.
func (s *scattered) writeMonths(w io.Writer) error {
	out := sink.NewCSV(w)
	out.Write([]string{"scenario", "world", "member", "month", "attacks_expected", "attacks", "killed", "deadliest", "label"})
	d := s.result.Design()
	for p, path := range d.Paths {
		for i, run := range s.runs[p][:min(writtenMembers, len(s.runs[p]))] {
			for k, m := range run.Months {
				out.Write([]string{path.Name, d.Worlds[0].Name, strconv.Itoa(i + 1), (d.Horizon.Start + model.Month(k)).String(),
					blocks.Exact(run.Expected[k]), strconv.Itoa(m.Attacks), strconv.Itoa(m.Killed), strconv.Itoa(m.Worst), model.Label})
			}
		}
	}
	out.Flush()
	return out.Error()
}

// scatterBlock lists the numbers of the scatter and their sources.
func scatterBlock() blocks.Block {
	t := blocks.Block{
		Title: "Event noise: the numbers drawn for it",
		Columns: []blocks.Column{{Name: "name", Head: "name", Width: 0}, {Name: "unit", Head: "unit", Width: 5}, {Name: "low", Head: "low", Width: 0}, {Name: "central", Head: "central", Width: 0}, {Name: "high", Head: "high", Width: 0},
			{Name: "source", Head: "source", Width: 50}},
	}
	for _, row := range events.Table {
		t.Rows = append(t.Rows, []any{row.Name, row.Unit, blocks.Input(row.Low), blocks.Input(row.Central), blocks.Input(row.High), row.Source})
	}
	c := events.Central()
	t.Notes = []string{fmt.Sprintf("The share of attacks that kill nobody follows from these and from deaths_per_attack: %.2f at 1.4 dead an attack, as PICSS counts attacks, %.2f at the model's central 0.78.", c.Nobody(1.4), c.Nobody(0.78))}
	return t
}
