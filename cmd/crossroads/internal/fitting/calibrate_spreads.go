package fitting

import (
	"context"
	"fmt"
	"math"
	"strings"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/describe"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

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

// spreadsReport says what the spreads of the likelihood are and why, and how the
// main conclusions move when they are halved and doubled.
func spreadsReport(ctx context.Context, members int, seed uint64, done func(int)) (*blocks.Report, error) {
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
	r := &blocks.Report{Title: "The spreads of the counts, and what halving and doubling them changes", Facts: blocks.Facts(blocks.Fact{Name: "world", Value: world.Name}, blocks.Fact{Name: "draws", Value: fmt.Sprint(members)}, blocks.Fact{Name: "seed", Value: fmt.Sprint(seed)})}
	past := ways[1].Draws.Fitted
	fitBlock, err := spreadFitBlock(ways, min(members, 200))
	if err != nil {
		return nil, err
	}
	r.Blocks = []blocks.Block{spreadsBlock(past), ownSpreadsBlock(past), fitBlock}
	for _, o := range scenarios.DeathCounts() {
		r.Blocks = append(r.Blocks, spreadSharesBlock(o, ways, results))
		r.Sentences = append(r.Sentences, spreadSentence(o, ways, results))
	}
	return r, nil
}

// spreadsBlock says what each spread is and why.
func spreadsBlock(past *counts.Past) blocks.Block {
	s := past.Spreads
	t := blocks.Block{Name: "spreads", Title: "Spreads: standard deviations of the logarithm of a count", Columns: []blocks.Column{{Name: "spread", Head: "spread", Width: 8}, {Name: "size", Head: "size", Width: 0}, {Name: "what", Head: "what it is", Width: 36}, {Name: "why", Head: "why this size", Width: 40}}}
	t.Rows = [][]any{
		{"own", blocks.Input(s.Own), "What concerns one count alone: rounding, revision, the edge of a definition. At least this much.",
			"Yearly tallies of one thing lie this far from what their year and their source have in common (computed from the evidence table by a test)."},
		{"shared", blocks.Input(s.Source), "What all counts of one thing have too many or too few in every year.",
			"The levels of two tallies of one thing differ by this much (computed by the same test). The middle of four independent tallies would be known to half of it, 0.12; but tallies read the same press and are not independent. So 0.25 is the cautious end."},
		{"yearly", blocks.Input(s.Year), "How far one year lies from any smooth course that the model can take.",
			"Attacks of 2020 to 2025 scatter by 0.15 to 0.25 around their growth. It is the only allowance for what the model lacks."},
	}
	t.Notes = []string{"The reports that all sources rest on add nothing here: the model's people killed are those that are counted, and the shared spread covers the rest."}
	return t
}

// ownSpreadsBlock lists the counts with their ranges and spreads.
func ownSpreadsBlock(past *counts.Past) blocks.Block {
	t := blocks.Block{Name: "counts", Title: "Counts, the span of their sources, and their own spread", Columns: []blocks.Column{{Name: "id", Head: "id", Width: 5}, {Name: "quantity", Head: "quantity", Width: 50}, {Name: "counted", Head: "counted", Width: 0}, {Name: "range", Head: "range", Width: 14}, {Name: "span", Head: "span of\nsources", Width: 0}, {Name: "own", Head: "own\nspread", Width: 0}}}
	for i := range past.Likelihood.Targets {
		row := &past.Likelihood.Targets[i]
		t.Rows = append(t.Rows, []any{row.ID, row.Quantity, blocks.Input(*row.Value), describe.RangeWords(*row.Low, *row.High),
			blocks.Input(threeDigits(math.Log(*row.High / *row.Low) / counts.Ninety)), blocks.Input(threeDigits(row.Own))})
	}
	t.Notes = []string{"Span of sources: the range, read as holding 90%, as a standard deviation. The own spread is what the shared spread leaves of it, and 0.12 at least."}
	return t
}

// spreadFitBlock shows what the draws have for 2025 under every spread.
func spreadFitBlock(ways []shares.Way, members int) (blocks.Block, error) {
	t := blocks.Block{Name: "fit", Title: "Civilians and security forces killed in 2025 (counted 1,240; sources 791 to 1,357)", Columns: []blocks.Column{{Name: "spreads", Head: "spreads", Width: 18}, {Name: "tried", Head: "draws tried\nper draw kept", Width: 0}, {Name: "low", Head: "10%", Width: 0}, {Name: "median", Head: "median", Width: 0}, {Name: "high", Head: "90%", Width: 0}, {Name: "outside", Head: "counts C06 to C10\noutside the 80% range", Width: 0}}}
	for _, way := range ways {
		a, err := ensemble.AgreeOver(way.Draws, way.World, members)
		if err != nil {
			return t, err
		}
		tried := "1"
		if a.Rate > 0 {
			tried = fmt.Sprintf("%.0f", 1/a.Rate)
		}
		outside := blocks.List(a.Outside())
		if len(a.Outside()) == 0 {
			outside = "none"
		}
		for _, i := range counts.Killed(a.Targets) {
			if row := &a.Targets[i]; row.Start.Year() == 2025 {
				m := a.Modelled[i]
				t.Rows = append(t.Rows, []any{way.Name, tried, blocks.Measured{Value: m.Low, Unit: row.Unit}, blocks.Measured{Value: m.Middle, Unit: row.Unit}, blocks.Measured{Value: m.High, Unit: row.Unit}, outside})
			}
		}
	}
	return t, nil
}

// spreadSharesBlock shows the main contrasts under every spread.
func spreadSharesBlock(o *model.Outcome, ways []shares.Way, results []*ensemble.Result) blocks.Block {
	t := blocks.Block{Name: o.Name, Title: "Draws of 100 with fewer on the first path: " + strings.ToLower(o.Label[:1]) + o.Label[1:], Columns: []blocks.Column{{Name: "contrast", Head: "paths", Width: 29}}}
	for _, way := range ways {
		t.Columns = append(t.Columns, blocks.Column{Name: strings.ReplaceAll(way.Name, " ", "_"), Head: strings.Replace(way.Name, " ", "\n", 1), Width: 0})
	}
	for p, pair := range results[0].Pairs() {
		row := []any{results[0].Path(pair.A).Name + " : " + results[0].Path(pair.B).Name}
		for i := range ways {
			fewer, _ := results[i].FewerShare(0, p, o)
			row = append(row, fewer)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// spreadSentence says which contrasts turn round with the spreads.
func spreadSentence(o *model.Outcome, ways []shares.Way, results []*ensemble.Result) string {
	var turned []string
	for p, pair := range results[0].Pairs() {
		if shares.Read(p, o, ways[1:], results[1:]).Depends() {
			turned = append(turned, results[0].Path(pair.A).Name+" against "+results[0].Path(pair.B).Name)
		}
	}
	n := plots.Count(len(results[0].Pairs()))
	if len(turned) == 0 {
		return fmt.Sprintf("%s: none of %s contrasts turns round when spreads are halved or doubled.", o.Label, n)
	}
	return fmt.Sprintf("%s: of %s contrasts these turn round when spreads are halved or doubled: %s.", o.Label, n, blocks.List(turned))
}
