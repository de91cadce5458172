package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/cmd/crossroads/internal/start"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// deathSums are the two sums of deaths, which are always shown together.
func deathSums() []*model.Outcome {
	return []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")}
}

// ensembleReport is the printed table of an ensemble: results holds the ensemble
// itself, then one result for every other way of drawing.
func ensembleReport(ways []shares.Way, results []*ensemble.Result) *blocks.Report {
	r := results[0]
	d := r.Design()
	last := d.Years()[len(d.Years())-1]
	t := &blocks.Report{
		Title: fmt.Sprintf("%d policy paths under %s draws, %d to %d", len(d.Paths), plots.Count(r.Done()), model.Fork.Year(), last),
		Facts: blocks.Facts(blocks.Fact{Name: "world", Value: d.Worlds[0].Marked()}, blocks.MarksOf(d.Paths...), blocks.Fact{Name: "until", Value: fmt.Sprint(last)}, blocks.Fact{Name: "draws", Value: d.Draws.String()},
			blocks.Fact{Name: "sampling", Value: string(d.Draws.Sampling)}, blocks.Fact{Name: "members", Value: fmt.Sprint(r.Done())}, blocks.Fact{Name: "seed", Value: fmt.Sprint(d.Draws.Seed)}),
	}
	t.Blocks = append(t.Blocks, levelsBlock(r))
	for _, o := range deathSums() {
		t.Blocks = append(t.Blocks, fewestBlock(r, o, ways, results))
	}
	for _, o := range deathSums() {
		t.Blocks = append(t.Blocks, pairsBlock(r, o, ways, results))
	}
	for _, o := range deathSums() {
		t.Blocks = append(t.Blocks, differenceBlock(r, o), yearsBlock(r, o), turnsBlock(r, o))
	}
	for _, b := range []model.Block{model.BlockState, model.BlockMoney} {
		t.Blocks = append(t.Blocks, mediansBlock(r, b))
	}
	t.Sentences = slices.Concat(drawsSentences(d.Draws, d.Worlds...), ensembleSentences(r, ways, results))
	t.Blocks[1].Notes = slices.Concat(waysNotes(r, ways, results), t.Blocks[1].Notes, cutWords(ways, results))
	return t
}

// drawsSentences say what a reader must know of the draws before any number: the
// warning, and what a world draws otherwise than documented.
func drawsSentences(d ensemble.Draws, worlds ...*scenarios.World) []string {
	var list []string
	if warning := d.Warning(); warning != "" {
		list = append(list, "Warning: "+warning+".")
	}
	for _, w := range worlds {
		for i := range w.Uncertain {
			list = append(list, fmt.Sprintf("World %s draws %s.", w.Name, &w.Uncertain[i]))
		}
		for _, c := range w.Correlations {
			list = append(list, fmt.Sprintf("World %s draws %s and %s with rank correlation %v.", w.Name, c.Between[0].Name, c.Between[1].Name, c.Rank))
		}
	}
	return list
}

// undrawnSentences say of each path what its rules and its budget do at the
// values of the world itself; the factor of a budget holds in every draw.
func undrawnSentences(d *ensemble.Design) ([]string, error) {
	var list []string
	for _, s := range d.Paths {
		if len(s.AllRules()) == 0 && s.Budget == nil {
			continue
		}
		for _, w := range d.Worlds {
			run, err := s.Run(w, d.Horizon)
			if err != nil {
				return nil, err
			}
			for _, words := range start.Happened(run) {
				list = append(list, "Without draws, "+words)
			}
		}
	}
	return list, nil
}

// cutWords count the parameters whose widened ranges end where their meaning
// does, and name them if they are few.
func cutWords(ways []shares.Way, results []*ensemble.Result) []string {
	for i, r := range results {
		if cut := r.Assumptions(0).Cut(); len(cut) > 0 {
			var names []string
			for _, row := range cut {
				names = append(names, row.Name)
			}
			which := ""
			if len(names) <= 6 {
				which = ": " + table.Sentence(names)
			}
			return []string{fmt.Sprintf("%s, %d of %d ranges are cut where a share would pass 1 or a value fall below half of its lowest documented one%s.",
				table.UpperFirst(ways[i].In), len(cut), len(r.Assumptions(0).Drawn()), which)}
		}
	}
	return nil
}

// mark names a path in a table; a path that leaves the common history before the
// fork is marked.
func mark(r *ensemble.Result, path int) string {
	return r.Path(path).Name + blocks.Dagger(r.Path(path))
}

// marked explains the mark, if any path bears it.
func marked(r *ensemble.Result) []string {
	for p := range r.Design().Paths {
		if blocks.Dagger(r.Path(p)) != "" {
			return []string{"†: starts before the other paths."}
		}
	}
	return nil
}

// versus names a comparison: the path alone if the other is the one all are
// compared with.
func versus(r *ensemble.Result, pair int) string {
	p := r.Pairs()[pair]
	if p.B == r.Design().Against {
		return mark(r, p.A)
	}
	return mark(r, p.A) + " : " + mark(r, p.B)
}

// levelsBlock shows both death sums of every path.
func levelsBlock(r *ensemble.Result) blocks.Block {
	t := blocks.Block{Name: "killed", Title: "People killed: median and 80% range", Columns: []blocks.Column{{Name: "scenario", Head: "path", Width: 0}}}
	for _, o := range deathSums() {
		below := strings.Repeat("\n", strings.Count(o.Short, "\n")+1)
		t.Columns = append(t.Columns, blocks.Column{Name: o.Name + "_median", Head: o.Short + "\nmedian", Width: 0},
			blocks.Column{Name: o.Name + "_low80", Head: below + "from", Width: 0}, blocks.Column{Name: o.Name + "_high80", Head: below + "to", Width: 0})
	}
	var error float64
	for p := range r.Design().Paths {
		row := []any{mark(r, p)}
		for _, o := range deathSums() {
			level := r.Level(0, p, o, 0)
			b := level.Band()
			row = append(row, b.Median, b.Low80, b.High80)
			error = max(error, level.QuantileError(0.5)/b.Median)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(marked(r), "Killed from the policy start to the end. 80% range: 10th to 90th percentile of the draws. "+errorNote(r, "median", "%", error))
	return t
}

// yearsBlock shows how many each path kills in a year, now and in the end.
func yearsBlock(r *ensemble.Result, o *model.Outcome) blocks.Block {
	t := blocks.Block{
		Title: table.UpperFirst(strings.TrimSuffix(blocks.Counted(o), ",")) + " in a year", Name: o.Name + "_yearly", Detail: true,
		Columns: []blocks.Column{{Name: "scenario", Head: "path", Width: 0}, {Name: "year", Head: "\nyear", Width: 0}, {Name: "median", Head: "\nmedian", Width: 0},
			{Name: "low50", Head: "50% range\nfrom", Width: 0}, {Name: "high50", Head: "\nto", Width: 0}, {Name: "low80", Head: "80% range\nfrom", Width: 0}, {Name: "high80", Head: "\nto", Width: 0}},
	}
	years := r.Design().Years()
	last := years[len(years)-1]
	for p := range r.Design().Paths {
		for _, year := range slices.Compact([]int{min(model.Fork.Year()+4, last), last}) {
			level := r.Level(0, p, o, year)
			if level == nil {
				continue
			}
			b := level.Band()
			t.Rows = append(t.Rows, []any{mark(r, p), strconv.Itoa(year), b.Median, b.Low50, b.High50, b.Low80, b.High80})
		}
	}
	t.Notes = []string{"Every year stands in ensemble.csv."}
	return t
}

// milestones are the years by whose end running sums are shown, before the last.
func milestones(r *ensemble.Result) []int {
	var list []int
	last := r.Design().Years()[len(r.Design().Years())-1]
	for _, year := range []int{2026, 2028, 2030, 2035} {
		if year < last {
			list = append(list, year)
		}
	}
	return list
}

// differenceBlock shows the paired difference of every path to the one it is
// compared with, and by when it has fewer.
func differenceBlock(r *ensemble.Result, o *model.Outcome) blocks.Block {
	d := r.Design()
	t := blocks.Block{
		Name: o.Name + "_difference", Detail: true,
		Title: fmt.Sprintf("%s: difference to %s under the same draws", table.UpperFirst(strings.TrimSuffix(blocks.Counted(o), ",")), d.Paths[d.Against].Label),
		Columns: []blocks.Column{{Name: "scenario", Head: "path", Width: 0}, {Name: "median", Head: "\nmedian", Width: 0}, {Name: "low80", Head: "80% range\nfrom", Width: 0}, {Name: "high80", Head: "\nto", Width: 0},
			{Name: "p95", Head: "5% of draws\nexceed", Width: 0}},
	}
	years := milestones(r)
	for i, year := range years {
		head := "\n" + strconv.Itoa(year)
		if i == 0 {
			head = "fewer by\n" + strconv.Itoa(year)
		}
		t.Columns = append(t.Columns, blocks.Column{Name: fmt.Sprintf("fewer_by_%d", year), Head: head, Width: 0})
	}
	last := d.Years()[len(d.Years())-1]
	t.Columns = append(t.Columns, blocks.Column{Name: "fewer", Head: "\n" + strconv.Itoa(last), Width: 0})
	for pair := range r.Pairs() {
		gap := r.Difference(0, pair, o, 0)
		b := gap.Band()
		row := []any{versus(r, pair), blocks.SignedAmount{Value: b.Median, Unit: o.Unit}, blocks.SignedAmount{Value: b.Low80, Unit: o.Unit}, blocks.SignedAmount{Value: b.High80, Unit: o.Unit}, blocks.SignedAmount{Value: gap.Quantile(0.95), Unit: o.Unit}}
		by := r.FewerBy(0, pair, o)
		for _, year := range years {
			row = append(row, by[year-model.Fork.Year()])
		}
		fewer, _ := r.FewerShare(0, pair, o)
		t.Rows = append(t.Rows, append(row, fewer))
	}
	t.Notes = []string{"Fewer by: draws of 100 in which fewer have been killed from the policy start to the end of that year."}
	return t
}

// pairsBlock shows the share of every comparison in every way of drawing.
func pairsBlock(r *ensemble.Result, o *model.Outcome, ways []shares.Way, results []*ensemble.Result) blocks.Block {
	d := r.Design()
	t := blocks.Block{
		Name:    o.Name + "_fewer",
		Title:   fmt.Sprintf("Draws of 100 in which fewer %s than on %s", blocks.BeingKilled(o), d.Paths[d.Against].Label),
		Columns: waysColumns("scenario", "path", ways),
	}
	var error float64
	for pair := range r.Pairs() {
		row := []any{versus(r, pair)}
		for _, reading := range shares.Read(pair, o, ways, results) {
			row = append(row, reading.Fewer)
			error = max(error, reading.Fewer.Error())
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []string{errorNote(r, "share", " of 100", error)}
	if len(d.Pairs) > 0 {
		t.Notes = append(t.Notes, "A : B counts the draws with fewer on A than on B.")
	}
	return t
}

// waysColumns heads a table with a column for every way of drawing.
func waysColumns(name, head string, ways []shares.Way) []blocks.Column {
	list := []blocks.Column{{Name: name, Head: head, Width: 0}}
	for _, w := range ways {
		list = append(list, blocks.Column{Name: strings.ReplaceAll(w.Name, " ", "_"), Head: w.Head, Width: 0})
	}
	return list
}

// waysNotes say what stands behind the shares of every way of drawing.
func waysNotes(r *ensemble.Result, ways []shares.Way, results []*ensemble.Result) []string {
	others := ""
	if len(results) > 1 {
		others = fmt.Sprintf(" The other columns draw otherwise, %s times each.", plots.Count(results[1].Done()))
	}
	return []string{fmt.Sprintf("First column: %s.%s%s Shares count the draws we tried. They are not probabilities.", r.Design().Draws, others, shares.LeftOut(ways))}
}

// fewestDraws is below how many draws a standard error is not given.
const fewestDraws = 10

// errorNote says how exact the numbers of a table are.
func errorNote(r *ensemble.Result, of, unit string, error float64) string {
	if r.Done() < fewestDraws {
		return fmt.Sprintf("There is no standard error with fewer than %d draws.", fewestDraws)
	}
	return fmt.Sprintf("Standard error of a %s: at most %.1f%s.", of, 100*error, unit)
}

// turnsBlock shows how often and when the running sums of two paths cross.
func turnsBlock(r *ensemble.Result, o *model.Outcome) blocks.Block {
	d := r.Design()
	t := blocks.Block{
		Name: o.Name + "_turns", Detail: true,
		Title: fmt.Sprintf("%s: draws of 100 with fewer or more than on %s, by year", table.UpperFirst(strings.TrimSuffix(blocks.Counted(o), ",")), d.Paths[d.Against].Label),
		Columns: []blocks.Column{{Name: "scenario", Head: "path", Width: 0}, {Name: "fewer", Head: "always\nfewer", Width: 0}, {Name: "more_then_fewer", Head: "more,\nthen\nfewer", Width: 0},
			{Name: "turned_fewer", Head: "for good by", Width: 0}, {Name: "fewer_then_more", Head: "fewer,\nthen\nmore", Width: 0}, {Name: "turned_more", Head: "for good by", Width: 0},
			{Name: "more", Head: "always\nmore", Width: 0}},
	}
	when := func(c ensemble.Crossing) string {
		switch {
		case c.Count == 0:
			return "–"
		case c.Low80 == c.High80:
			return strconv.Itoa(c.Median)
		default:
			return fmt.Sprintf("%d (%d–%d)", c.Median, c.Low80, c.High80)
		}
	}
	for pair := range r.Pairs() {
		turns := r.Crossings(0, pair, o)
		t.Rows = append(t.Rows, []any{versus(r, pair), turns[ensemble.Fewer].Share,
			turns[ensemble.MoreThenFewer].Share, when(turns[ensemble.MoreThenFewer]),
			turns[ensemble.FewerThenMore].Share, when(turns[ensemble.FewerThenMore]), turns[ensemble.More].Share})
	}
	t.Notes = []string{"Killed since the policy start, at the end of each year. For good by: median year and 80% range of the draws whose order reverses."}
	return t
}

// fewestBlock shows how often each path has the fewest in every way of drawing.
func fewestBlock(r *ensemble.Result, o *model.Outcome, ways []shares.Way, results []*ensemble.Result) blocks.Block {
	t := blocks.Block{
		Name:    o.Name + "_fewest",
		Title:   fmt.Sprintf("Draws of 100 in which the fewest %s on a path", blocks.BeingKilled(o)),
		Columns: waysColumns("scenario", "path", ways),
	}
	list := shares.ReadFewest(o, ways, results)
	var error float64
	for _, p := range r.Design().Ranked() {
		row := []any{r.Path(p).Name}
		for _, f := range list {
			row = append(row, f.Shares[p])
			error = max(error, f.Shares[p].Error())
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []string{errorNote(r, "share", " of 100", error)}
	if n := len(r.Design().Paths) - len(r.Design().Ranked()); n > 0 {
		t.Notes = append(t.Notes, "Without paths whose start date has passed.")
	}
	return t
}

// mediansBlock shows the medians of a block of outcomes.
func mediansBlock(r *ensemble.Result, b model.Block) blocks.Block {
	t := blocks.Block{Title: string(b) + ": medians", Detail: true, Columns: []blocks.Column{{Name: "scenario", Head: "path", Width: 0}}}
	var shown []*model.Outcome
	for i := range model.OutcomeTable {
		if o := &model.OutcomeTable[i]; o.Block == b {
			shown = append(shown, o)
			t.Columns = append(t.Columns, blocks.Column{Name: o.Name, Head: o.Short, Width: 0})
		}
	}
	for p := range r.Design().Paths {
		row := []any{mark(r, p)}
		for _, o := range shown {
			row = append(row, blocks.Measured{Value: r.Level(0, p, o, 0).Quantile(0.5), Unit: o.Unit})
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = start.BlockNotes(b, shown)
	return t
}

// ensembleSentences are the answer: which paths have the fewest killed how often,
// by both counts, and which never do.
func ensembleSentences(r *ensemble.Result, ways []shares.Way, results []*ensemble.Result) []string {
	var list []string
	for _, o := range deathSums() {
		list = append(list, fewestWords(r, o, shares.ReadFewest(o, ways, results))...)
	}
	return slices.Concat(list, neverWords(r, ways, results), disagreementWords(r))
}

// fewestWords say on which paths the fewest are killed how often, and which path
// comes first in the other ways of drawing.
func fewestWords(r *ensemble.Result, o *model.Outcome, readings []shares.Fewest) []string {
	main := readings[0]
	order := r.Design().Ranked()
	slices.SortStableFunc(order, func(a, b int) int { return main.Shares[b].Count - main.Shares[a].Count })
	of := " of 100 draws"
	if main.Ties.Of < 100 {
		of = fmt.Sprintf(" of %d draws", main.Ties.Of)
	}
	number := func(s ensemble.Share) string {
		if main.Ties.Of < 100 {
			return strconv.Itoa(s.Count)
		}
		return blocks.Hundredth(s)
	}
	var parts []string
	for _, p := range order {
		if main.Shares[p].Count > 0 {
			parts = append(parts, r.Path(p).Label+" in "+number(main.Shares[p])+of)
			of = ""
		}
	}
	if main.Ties.Count > 0 {
		parts = append(parts, "several paths alike in "+number(main.Ties)+of)
	}
	head := "Fewest " + blocks.Counted(o)
	if o.Name == "deaths_all" {
		head = "Fewest killed when militants count too"
	}
	words := []string{fmt.Sprintf("%s: %s.", head, strings.Join(parts, "; "))}
	if main.First() < 0 {
		words[0] = strings.TrimSuffix(words[0], ".") + ". These draws are too few to tell the first path from the second."
	}
	if shares.Depends(readings) {
		var others []string
		for _, other := range readings[1:] {
			if first := other.First(); first >= 0 && first != main.First() {
				others = append(others, fmt.Sprintf("%s %s (%s)", r.Path(first).Label, other.Way.In, blocks.Hundredth(other.Shares[first])))
			}
		}
		words = append(words, "Other draws put another path first: "+strings.Join(others, "; ")+".")
	}
	return words
}

// neverWords name the paths on which the fewest are killed in no draw and no world.
func neverWords(r *ensemble.Result, ways []shares.Way, results []*ensemble.Result) []string {
	var never []string
	for _, p := range r.Design().Ranked() {
		some := 0
		for _, o := range deathSums() {
			for _, f := range shares.ReadFewest(o, ways, results) {
				some += f.Shares[p].Count
			}
		}
		if some == 0 {
			never = append(never, r.Path(p).Label)
		}
	}
	if len(never) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("Never the fewest, by either count, in any draw or world: %s.", strings.Join(never, "; "))}
}

// disagreementWords name the pairs of paths that the two death counts rank
// differently in most draws.
func disagreementWords(r *ensemble.Result) []string {
	var pairs []string
	for pair, p := range r.Pairs() {
		sign := 1
		for _, o := range deathSums() {
			some, same := r.FewerShare(0, pair, o)
			sign *= (&shares.Reading{Fewer: some, Same: same}).Sign()
		}
		if sign < 0 {
			pairs = append(pairs, r.Path(p.A).Label+" and "+r.Path(p.B).Label)
		}
	}
	if len(pairs) == 0 {
		return nil
	}
	return []string{"The two death counts rank these paths differently: " + strings.Join(pairs, "; ") + "."}
}

// writeDistributions writes everything known of the members as CSV in full
// precision: a line for every outcome of a path, of the whole run and year by
// year, and for every paired difference; then the outcomes of the whole run in
// every other way of drawing.
func writeDistributions(w io.Writer, ways []shares.Way, results []*ensemble.Result) error {
	out := sink.NewCSV(w)
	out.Write([]string{"scenario", "against", "world", "draws", "year", "variable", "unit", "members",
		"median", "low50", "high50", "low80", "high80", "p5", "p95", "mean", "median_error", "resolution", "fewer", "same", "fewer_error", "fewer_by", "label"})
	for i, r := range results {
		for _, lines := range distributionLines(r, ways[i]) {
			for _, line := range lines {
				out.Write(line)
			}
		}
	}
	out.Flush()
	return out.Error()
}

// writeCrossings writes as CSV how often, and by when, the running sums of two
// paths cross: a line for every comparison, death sum and turn.
func writeCrossings(w io.Writer, r *ensemble.Result) error {
	out := sink.NewCSV(w)
	out.Write([]string{"scenario", "against", "world", "variable", "turn", "members", "share", "share_error", "year", "low80", "high80", "label"})
	turns := []string{"fewer", "more_then_fewer", "fewer_then_more", "more", "same"}
	d := r.Design()
	for pair, p := range r.Pairs() {
		for _, o := range deathSums() {
			for _, c := range r.Crossings(0, pair, o) {
				when := []string{"", "", ""}
				if c.Median > 0 {
					when = []string{strconv.Itoa(c.Median), strconv.Itoa(c.Low80), strconv.Itoa(c.High80)}
				}
				out.Write(slices.Concat([]string{d.Paths[p.A].Name, d.Paths[p.B].Name, d.Worlds[0].Name, o.Name, turns[c.Turn], strconv.Itoa(c.Of),
					blocks.Exact(c.Fraction()), blocks.Exact(c.Error())}, when, []string{model.Label}))
			}
		}
	}
	out.Flush()
	return out.Error()
}

// distributionLines makes the lines of one result: by path, then by comparison.
func distributionLines(r *ensemble.Result, way shares.Way) [][][]string {
	d := r.Design()
	groups := make([][][]string, len(d.Paths)+len(r.Pairs()))
	var all sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for g := range groups {
		all.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			path, against := g, ""
			var pair int
			if pair = g - len(d.Paths); pair >= 0 {
				path, against = r.Pairs()[pair].A, d.Paths[r.Pairs()[pair].B].Name
			}
			for _, year := range append([]int{0}, d.Years()...) {
				for i := range model.OutcomeTable {
					o := &model.OutcomeTable[i]
					spread, fewer, same, errs, by := r.Level(0, path, o, year), "", "", "", ""
					if pair >= 0 {
						spread = r.Difference(0, pair, o, year)
						if year == 0 {
							a, b := r.FewerShare(0, pair, o)
							fewer, same, errs = blocks.Exact(a.Fraction()), blocks.Exact(b.Fraction()), blocks.Exact(a.Error())
						} else if list := r.FewerBy(0, pair, o); list != nil && year >= model.Fork.Year() {
							by, errs = blocks.Exact(list[year-model.Fork.Year()].Fraction()), blocks.Exact(list[year-model.Fork.Year()].Error())
						}
					}
					if spread == nil {
						continue
					}
					when := ""
					if year > 0 {
						when = strconv.Itoa(year)
					}
					b := spread.Band()
					line := []string{d.Paths[path].Name, against, way.World.Name, way.Name, when, o.Name, o.Unit, strconv.Itoa(spread.N())}
					for _, v := range []float64{b.Median, b.Low50, b.High50, b.Low80, b.High80, spread.Quantile(0.05), spread.Quantile(0.95),
						spread.Mean(), spread.QuantileError(0.5), spread.Resolution()} {
						line = append(line, blocks.Exact(v))
					}
					groups[g] = append(groups[g], append(line, fewer, same, errs, by, model.Label))
				}
			}
		})
	}
	all.Wait()
	return groups
}
