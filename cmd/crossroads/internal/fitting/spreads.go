// SPDX-License-Identifier: Apache-2.0

package fitting

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// showSpreads prints the spreads of the counts, and what halving and doubling them
// changes.
func (o *calibrateOptions) showSpreads(c *cobra.Command) error {
	if err := refuse(c, "--spreads, which runs the recommended counts and writes nothing", "out", "figures", "evidence", "bounds", "world-out", "centre"); err != nil {
		return err
	}
	if !c.Flags().Changed("members") {
		o.Members = spreadMembers
	}
	if err := flags.AtLeast("members", o.Members, 1); err != nil {
		return err
	}
	p := output.NewProgress(c.ErrOrStderr(), o.Members*(len(counts.Scalings)+1)*len(spreadPaths))
	d, err := spreadsDocument(c.Context(), o.Members, o.Seed, p.Add)
	p.End()
	if err != nil {
		return err
	}
	return o.Show(c, d)
}

// scalesWords name factors on the spreads in a table.
func scalesWords(s counts.Scales) string {
	if s.Own == s.Shared && s.Shared == s.Year {
		if s.Own == 1 {
			return "as is"
		}
		return fmt.Sprintf("all × %v", s.Own)
	}
	for name, factor := range map[string]float64{"own": s.Own, "shared": s.Shared, "yearly": s.Year} {
		if factor != 1 {
			return fmt.Sprintf("%s × %v", name, factor)
		}
	}
	return ""
}

// spreadMembers is how many draws show how conclusions move with the spreads.
const spreadMembers = 500

// spreadPaths are the paths of the main conclusions, the one compared with first.
var spreadPaths = []string{"current-course", "kinetic", "investment", "three-pillar", "kinetic-precise", "nobody-acts"}

// spreadPairs are the main contrasts beside those with the first path.
var spreadPairs = [][2]string{{"investment", "kinetic"}, {"three-pillar", "kinetic-precise"}}

// spreadsDocument says what the spreads of the likelihood are and why, and how the
// main conclusions move when they are halved and doubled.
func spreadsDocument(ctx context.Context, members int, seed uint64, done func(int)) (*table.Document, error) {
	world := scenarios.Central()
	d := &ensemble.Design{Worlds: []*scenarios.World{world}, Horizon: model.DefaultHorizon, Members: members}
	at := map[string]int{}
	for i, name := range spreadPaths {
		path, err := scenarios.Find(name)
		if err != nil {
			return nil, err
		}
		at[name], d.Paths = i, append(d.Paths, path)
	}
	for _, p := range spreadPairs {
		d.Pairs = append(d.Pairs, ensemble.Pair{A: at[p[0]], B: at[p[1]]})
	}
	ways := []shares.Way{{Name: "prior", Draws: ensemble.Draws{Seed: seed, Documented: true}, World: world}}
	for _, scales := range counts.Scalings {
		past, err := counts.Scaled(scales)
		if err != nil {
			return nil, err
		}
		ways = append(ways, shares.Way{Name: scalesWords(scales), Draws: ensemble.Draws{Seed: seed, Fitted: past}, World: world})
	}
	results, err := shares.Run(ctx, d, ways, done)
	if err != nil {
		return nil, err
	}
	past := ways[1].Draws.Fitted
	agreement, err := agreementTable(ways, min(members, 200))
	if err != nil {
		return nil, err
	}
	document := &table.Document{
		Title:  "The spreads of the counts, and what halving and doubling them changes",
		Facts:  table.Facts(table.Fact{Name: "world", Cell: table.World(world)}, table.Fact{Name: "draws", Cell: table.Count(members)}, table.Fact{Name: "seed", Cell: table.Seed(seed)}),
		Tables: []*table.Table{spreadsTable(past), countsTable(past), agreement, contrastsTable(ways, results)},
		Notes:  []string{table.DrawsNote(members)},
	}
	for _, o := range scenarios.DeathCounts() {
		document.Answer = append(document.Answer, spreadSentence(o, ways, results))
	}
	return document, nil
}

// spreadsTable says what each spread is and why.
func spreadsTable(past *counts.Past) *table.Table {
	s := past.Spreads
	t := &table.Table{Name: "spreads", Title: "Spreads: standard deviations of the logarithm of a count", Columns: []table.Column{
		table.Words("spread", "spread", 8), table.Numbers("size", "size", "1"), table.Words("meaning", "what it is", 36), table.Words("why", "why this size", 40),
	}, Notes: []string{"The reports that all sources rest on add nothing here: the model's people killed are those that are counted, and the shared spread covers the rest."}}
	for _, row := range []struct {
		name       string
		size       float64
		means, why string
	}{
		{"own", s.Own, "What concerns one count alone: rounding, revision, the edge of a definition. At least this much.",
			"Yearly tallies of one thing lie this far from what their year and their source have in common (computed from the evidence table by a test)."},
		{"shared", s.Source, "What all counts of one thing have too many or too few in every year.",
			"The levels of two tallies of one thing differ by this much (computed by the same test). The middle of four independent tallies would be known to half of it, 0.12; but tallies read the same press and are not independent. So 0.25 is the cautious end."},
		{"yearly", s.Year, "How far one year lies from any smooth course that the model can take.",
			"Attacks of 2020 to 2025 scatter by 0.15 to 0.25 around their growth. It is the only allowance for what the model leaves out."},
	} {
		t.Add(table.Word(row.name), table.Input{V: row.size, U: "1"}, table.Word(row.means), table.Word(row.why))
	}
	return t
}

// countsTable lists the counts with their ranges and spreads.
func countsTable(past *counts.Past) *table.Table {
	t := &table.Table{Name: "counts", Title: "Counts, the span of their sources, and their own spread", Columns: []table.Column{
		table.Words("id", "id", 5), table.Words("quantity", "quantity", 50), table.Numbers("reported", "reported", ""), table.Ranges("range", "low to\nhigh", ""), table.Numbers("span", "span of\nsources", "1"), table.Numbers("own", "own\nspread", "1"),
	}, Notes: []string{"Span of sources: the range, read as holding 90%, as a standard deviation. The own spread is what the shared spread leaves of it, and 0.12 at least."}}
	for i := range past.Likelihood.Targets {
		row := &past.Likelihood.Targets[i]
		t.Add(table.Word(row.ID), table.Word(row.Quantity), reported(row.Evidence), table.Range{Low: *row.Low, High: *row.High, U: row.Unit, Exact: true},
			table.Input{V: threeDigits(math.Log(*row.High / *row.Low) / counts.Ninety), U: "1"}, table.Input{V: threeDigits(row.Own), U: "1"})
	}
	return t
}

// agreementTable shows what the draws have for 2025 under every spread.
func agreementTable(ways []shares.Way, members int) (*table.Table, error) {
	t := &table.Table{Name: "fit", Title: "Civilians and security forces killed in 2025 (counted 1,240; sources 791 to 1,357)", Columns: []table.Column{
		table.Words("spreads", "spreads", 18), table.Numbers("tried", "draws tried\nper draw kept", "1"), table.Numbers("median", "median", "death"), table.Ranges("range_80", "80% range", "death"), table.Words("outside", "counts C06 to C10\noutside that range", 20),
	}}
	for _, way := range ways {
		a, err := ensemble.AgreeOver(way.Draws, way.World, members)
		if err != nil {
			return nil, err
		}
		tried := 1.0
		if a.Rate > 0 {
			tried = math.Round(1 / a.Rate)
		}
		outside := table.Sentence(a.Outside())
		if outside == "" {
			outside = "none"
		}
		for _, i := range counts.Killed(a.Targets) {
			if row := &a.Targets[i]; row.Start.Year() == 2025 {
				m := a.Modelled[i]
				t.Add(table.Word(way.Name), table.Input{V: tried, U: "1"}, table.Number{V: m.Middle, U: row.Unit}, table.Range{Low: m.Low, High: m.High, U: row.Unit}, table.Word(outside))
			}
		}
	}
	return t, nil
}

// contrast names two paths that are compared.
func contrast(r *ensemble.Result, pair int) string {
	p := r.Pairs()[pair]
	return table.PathLabel(r.Path(p.A)) + " : " + table.PathLabel(r.Path(p.B))
}

// contrastsTable shows the main contrasts under every spread.
func contrastsTable(ways []shares.Way, results []*ensemble.Result) *table.Table {
	t := &table.Table{Name: "contrasts", Title: fmt.Sprintf("Draws (%s) with fewer on the first path", table.DrawsHeading(results[0].Done())), Apart: "outcome", Across: "spreads", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("path", "paths", 29).AsKey(), table.Words("against", "", 0).AsKey(), table.Words("spreads", "spreads", 0).AsKey(), table.Shares("fewer", "fewer"), table.Shares("tied", ""),
	}}
	t.Columns[5].Doc = "draws in which both differ by no more than 5%"
	for _, o := range scenarios.DeathCounts() {
		for p, pair := range results[0].Pairs() {
			for i, way := range ways {
				fewer, _ := results[i].FewerShare(0, p, o)
				t.Add(table.Outcome(o), table.Name{Name: results[0].Path(pair.A).Name, Label: contrast(results[0], p)}, table.Path(results[0].Path(pair.B)), table.Word(way.Name),
					table.Share(fewer), table.Share(results[i].TiedShare(0, p, o)))
			}
		}
	}
	return t
}

// spreadSentence says which contrasts turn round with the spreads.
func spreadSentence(o *model.Outcome, ways []shares.Way, results []*ensemble.Result) string {
	var turned []string
	for p := range results[0].Pairs() {
		if shares.Read(p, o, ways[1:], results[1:]).Depends() {
			turned = append(turned, contrast(results[0], p))
		}
	}
	n := plots.Count(len(results[0].Pairs()))
	if len(turned) == 0 {
		return fmt.Sprintf("%s: none of %s contrasts reverses when spreads are halved or doubled.", o.Label, n)
	}
	return fmt.Sprintf("%s: of %s contrasts these reverse when spreads are halved or doubled: %s.", o.Label, n, strings.Join(turned, "; "))
}
