package main

import (
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"crossroads/cmd/crossroads/internal/sink"
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
func ensembleReport(ways []shares.Way, results []*ensemble.Result) *report {
	r := results[0]
	d := r.Design()
	last := d.Years()[len(d.Years())-1]
	t := &report{
		Title: fmt.Sprintf("%d policy paths under %s sets of assumptions, %d to %d", len(d.Paths), plots.Count(r.Done()), model.Fork.Year(), last),
		Facts: facts(fact{"world", d.Worlds[0].Marked()}, marksOf(d.Paths...), fact{"until", fmt.Sprint(last)}, fact{"draws", d.Draws.String()},
			fact{"sampling", string(d.Draws.Sampling)}, fact{"members", fmt.Sprint(r.Done())}, fact{"seed", fmt.Sprint(d.Draws.Seed)}),
	}
	t.Blocks = append(t.Blocks, levelsBlock(r))
	for _, o := range deathSums() {
		t.Blocks = append(t.Blocks, yearsBlock(r, o), differenceBlock(r, o), pairsBlock(r, o, ways, results), turnsBlock(r, o), fewestBlock(r, o, ways, results))
	}
	for _, b := range []model.Block{model.BlockState, model.BlockMoney} {
		t.Blocks = append(t.Blocks, mediansBlock(r, b))
	}
	t.Sentences = slices.Concat(drawsSentences(d.Draws, d.Worlds...), cutWords(ways, results), ensembleSentences(r, ways, results))
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
			for _, words := range happened(run) {
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
				which = ": " + list(names)
			}
			return []string{fmt.Sprintf("%s, %d of %d are cut where a share would pass 1 or a value fall below half of its lowest documented one, so that they widen by less%s.",
				upperFirst(ways[i].In), len(cut), len(r.Assumptions(0).Drawn()), which)}
		}
	}
	return nil
}

// mark names a path in a table; a path that leaves the common history before the
// fork is marked.
func mark(r *ensemble.Result, path int) string {
	return r.Path(path).Name + dagger(r.Path(path))
}

// marked explains the mark, if any path bears it.
func marked(r *ensemble.Result) []string {
	for p := range r.Design().Paths {
		if dagger(r.Path(p)) != "" {
			return []string{"†: leaves the common history before the fork."}
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
func levelsBlock(r *ensemble.Result) block {
	t := block{Title: "People killed: median, and between which values the middle 80% lies", Columns: []column{{"scenario", "path", 0}}}
	for _, o := range deathSums() {
		below := strings.Repeat("\n", strings.Count(o.Short, "\n")+1)
		t.Columns = append(t.Columns, column{o.Name + "_median", o.Short + "\nmedian", 0},
			column{o.Name + "_low80", below + "from", 0}, column{o.Name + "_high80", below + "to", 0})
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
	t.Notes = append(marked(r), fmt.Sprintf("Killed from the fork to the end. Half of the sets of assumptions tried give fewer than the median, eight of ten lie between the two values. Standard error of a median: at most %.1f%%.", 100*error))
	return t
}

// yearsBlock shows how many each path kills in a year, now and in the end.
func yearsBlock(r *ensemble.Result, o *model.Outcome) block {
	t := block{
		Title: o.Name + ": in a year",
		Columns: []column{{"scenario", "path", 0}, {"year", "\nyear", 0}, {"median", "\nmedian", 0},
			{"low50", "middle 50 %\nfrom", 0}, {"high50", "\nto", 0}, {"low80", "middle 80 %\nfrom", 0}, {"high80", "\nto", 0}},
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
func differenceBlock(r *ensemble.Result, o *model.Outcome) block {
	d := r.Design()
	t := block{
		Title: fmt.Sprintf("%s: difference to %s under the same draws", o.Name, d.Paths[d.Against].Name),
		Columns: []column{{"scenario", "path", 0}, {"median", "\nmedian", 0}, {"low80", "middle 80 %\nfrom", 0}, {"high80", "\nto", 0},
			{"p95", "worst 5%:\nover", 0}},
	}
	years := milestones(r)
	for i, year := range years {
		head := "\n" + strconv.Itoa(year)
		if i == 0 {
			head = "fewer by\n" + strconv.Itoa(year)
		}
		t.Columns = append(t.Columns, column{fmt.Sprintf("fewer_by_%d", year), head, 0})
	}
	last := d.Years()[len(d.Years())-1]
	t.Columns = append(t.Columns, column{"fewer", "\n" + strconv.Itoa(last), 0})
	for pair := range r.Pairs() {
		gap := r.Difference(0, pair, o, 0)
		b := gap.Band()
		row := []any{versus(r, pair), signedAmount{b.Median, o.Unit}, signedAmount{b.Low80, o.Unit}, signedAmount{b.High80, o.Unit}, signedAmount{gap.Quantile(0.95), o.Unit}}
		by := r.FewerBy(0, pair, o)
		for _, year := range years {
			row = append(row, by[year-model.Fork.Year()])
		}
		fewer, _ := r.FewerShare(0, pair, o)
		t.Rows = append(t.Rows, append(row, fewer))
	}
	t.Notes = []string{"Worst 5%: in 5 of 100 sets of assumptions the difference lies above this value. Fewer by: sets of 100 in which the sum since the fork is smaller at the end of that year."}
	return t
}

// pairsBlock shows the share of every comparison in every way of drawing.
func pairsBlock(r *ensemble.Result, o *model.Outcome, ways []shares.Way, results []*ensemble.Result) block {
	d := r.Design()
	t := block{
		Title:   fmt.Sprintf("%s: in how many of 100 sets of assumptions a path has fewer than %s", o.Name, d.Paths[d.Against].Name),
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
	t.Notes = []string{waysNote(r, results, error)}
	return t
}

// waysColumns heads a table with a column for every way of drawing.
func waysColumns(name, head string, ways []shares.Way) []column {
	list := []column{{name, head, 0}}
	for _, w := range ways {
		list = append(list, column{strings.ReplaceAll(w.Name, " ", "_"), w.Head, 0})
	}
	return list
}

// waysNote says what stands behind the shares of every way of drawing.
func waysNote(r *ensemble.Result, results []*ensemble.Result, error float64) string {
	note := fmt.Sprintf("As drawn: %s", r.Design().Draws)
	if len(results) > 1 {
		note += fmt.Sprintf("; every other way by %s sets of assumptions", plots.Count(results[1].Done()))
	}
	return note + fmt.Sprintf(". Standard error: at most %.1f of 100. These shares measure our ranges and how they are drawn, not the world.", 100*error)
}

// turnsBlock shows how often and when the running sums of two paths cross.
func turnsBlock(r *ensemble.Result, o *model.Outcome) block {
	d := r.Design()
	t := block{
		Title: fmt.Sprintf("%s: fewer or more than %s as the years go by, in sets of 100", o.Name, d.Paths[d.Against].Name),
		Columns: []column{{"scenario", "path", 0}, {"fewer", "always\nfewer", 0}, {"more_then_fewer", "more, then\nfewer", 0},
			{"turned_fewer", "for good by", 0}, {"fewer_then_more", "fewer, then\nmore", 0}, {"turned_more", "for good by", 0},
			{"more", "always\nmore", 0}},
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
	t.Notes = []string{"Sums since the fork, looked at when each year ends. For good by: median year, with the middle 80% of the sets that turn."}
	return t
}

// fewestBlock shows how often each path has the fewest in every way of drawing.
func fewestBlock(r *ensemble.Result, o *model.Outcome, ways []shares.Way, results []*ensemble.Result) block {
	t := block{
		Title:   fmt.Sprintf("%s: in how many of 100 sets of assumptions a path has the fewest", o.Name),
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
	t.Notes = []string{waysNote(r, results, error)}
	if n := len(r.Design().Paths) - len(r.Design().Ranked()); n > 0 {
		t.Notes = append(t.Notes, "Left out: paths that leave the common history before the fork, because nobody can choose them any more.")
	}
	return t
}

// mediansBlock shows the medians of a block of outcomes.
func mediansBlock(r *ensemble.Result, b model.Block) block {
	t := block{Title: string(b) + ": medians", Columns: []column{{"scenario", "path", 0}}}
	var shown []*model.Outcome
	for i := range model.OutcomeTable {
		if o := &model.OutcomeTable[i]; o.Block == b {
			shown = append(shown, o)
			t.Columns = append(t.Columns, column{o.Name, o.Short, 0})
		}
	}
	for p := range r.Design().Paths {
		row := []any{mark(r, p)}
		for _, o := range shown {
			row = append(row, measured{r.Level(0, p, o, 0).Quantile(0.5), o.Unit})
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = blockNotes(b, shown)
	return t
}

// ensembleSentences say in words what the tables show.
func ensembleSentences(r *ensemble.Result, ways []shares.Way, results []*ensemble.Result) []string {
	var list []string
	for _, o := range deathSums() {
		list = append(list, fewestWords(r, o, shares.ReadFewest(o, ways, results)))
	}
	list = append(list, neverWords(r, ways, results)...)
	for pair := range r.Pairs() {
		for _, o := range deathSums() {
			list = append(list, pairWords(r, pair, o, shares.Read(pair, o, ways, results)))
		}
		list = append(list, disagreementWords(r, pair)...)
	}
	return list
}

// depends begins a sentence that another way of drawing would turn round.
const depends = "It depends on how the ranges are drawn: "

// pairWords says in how many sets of assumptions one path has fewer than
// another, and what other ways of drawing say.
func pairWords(r *ensemble.Result, pair int, o *model.Outcome, readings shares.Readings) string {
	a, b := r.Path(r.Pairs()[pair].A).Name, r.Path(r.Pairs()[pair].B).Name
	main := readings[0]
	if main.Same.Count == main.Same.Of {
		return fmt.Sprintf("By %s, %s and %s do not differ in any set of assumptions tried.", o.Name, a, b)
	}
	dependent := readings.Depends()
	if main.Sign() == 0 && !dependent {
		return fmt.Sprintf("By %s, %s sets of assumptions are too few to tell %s from %s: %s has fewer in %s.%s",
			o.Name, plots.Count(main.Fewer.Of), a, b, a, main.Fewer, enough(main))
	}
	sentence := fmt.Sprintf("%s in %s", fewerThan(a, o, b), sets(main.Fewer))
	if !dependent {
		return sentence + between(readings[1:]) + "."
	}
	var against []string
	for _, other := range readings[1:] {
		if s := other.Sign(); s != 0 && s != main.Sign() {
			against = append(against, fmt.Sprintf("in %s %s", other.Fewer, other.Way.In))
		}
	}
	return depends + sentence + ", but " + list(against) + "."
}

// sets says in how many sets of assumptions something holds.
func sets(s ensemble.Share) string {
	switch s.Count {
	case 0:
		return "none of the sets of assumptions tried"
	default:
		return s.String() + " sets of assumptions tried"
	}
}

// between says between which shares other ways of drawing lie.
func between(others shares.Readings) string {
	if len(others) == 0 {
		return ""
	}
	by := func(a, b shares.Reading) int { return a.Fewer.Count*b.Fewer.Of - b.Fewer.Count*a.Fewer.Of }
	low, high := slices.MinFunc(others, by), slices.MaxFunc(others, by)
	if low.Fewer.String() == high.Fewer.String() {
		return fmt.Sprintf(", and in %s however they are drawn", low.Fewer)
	}
	return fmt.Sprintf("; from %s (%s) to %s (%s) in the other ways of drawing", low.Fewer, low.Way.In, high.Fewer, high.Way.In)
}

// enough says how many members would tell, if the share stays.
func enough(r shares.Reading) string {
	fewer, more := float64(r.Fewer.Count), float64(r.More().Count)
	if fewer == more {
		return ""
	}
	n := 4 * (fewer + more) / ((fewer - more) * (fewer - more)) * float64(r.Fewer.Of)
	scale := math.Pow(10, math.Floor(math.Log10(n)))
	return fmt.Sprintf(" If the share stays so, %s would do.", plots.Count(int(math.Ceil(n/scale)*scale)))
}

// fewestWords says which paths have the fewest how often, and what other ways of
// drawing say.
func fewestWords(r *ensemble.Result, o *model.Outcome, readings []shares.Fewest) string {
	main := readings[0]
	order := r.Design().Ranked()
	slices.SortStableFunc(order, func(a, b int) int { return main.Shares[b].Count - main.Shares[a].Count })
	var parts []string
	for _, p := range order {
		if main.Shares[p].Count > 0 {
			parts = append(parts, fmt.Sprintf("%s in %s", r.Path(p).Name, main.Shares[p]))
		}
	}
	if main.Ties.Count > 0 {
		parts = append(parts, fmt.Sprintf("several alike in %s", main.Ties))
	}
	sentence := fmt.Sprintf("of the sets of assumptions tried, the fewest %s fall to %s", strings.TrimSuffix(counted(o), ","), list(parts))
	if !shares.Depends(readings) {
		if main.First() < 0 {
			sentence += fmt.Sprintf("; %s are too few to tell the first from the second", plots.Count(main.Ties.Of))
		}
		return upperFirst(sentence) + "."
	}
	var against []string
	for _, other := range readings[1:] {
		if first := other.First(); first >= 0 && first != main.First() {
			against = append(against, fmt.Sprintf("%s %s (%s)", other.Way.In, r.Path(first).Name, other.Shares[first]))
		}
	}
	return depends + sentence + "; most often, " + list(against) + "."
}

// upperFirst begins a sentence.
func upperFirst(words string) string { return strings.ToUpper(words[:1]) + words[1:] }

// neverWords names the paths that never have the fewest, however the assumptions
// are drawn.
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
			never = append(never, r.Path(p).Name)
		}
	}
	if len(never) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("Never the fewest killed, by neither sum, in no set of assumptions tried and in no world: %s.", list(never))}
}

// disagreementWords say that the two death sums order two paths differently.
func disagreementWords(r *ensemble.Result, pair int) []string {
	sums := deathSums()
	var fewer [2]ensemble.Share
	var sign [2]int
	for i, o := range sums {
		some, same := r.FewerShare(0, pair, o)
		reading := shares.Reading{Fewer: some, Same: same}
		fewer[i], sign[i] = some, reading.Sign()
	}
	if sign[0]*sign[1] >= 0 {
		return nil
	}
	a, b := r.Path(r.Pairs()[pair].A).Name, r.Path(r.Pairs()[pair].B).Name
	return []string{fmt.Sprintf("The two sums disagree on %s and %s: %s has fewer civilians and security forces killed in %s, fewer killed in all, militants included, in %s.",
		a, b, a, fewer[0], fewer[1])}
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
			out.WriteAll(lines)
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
					exact(c.Fraction()), exact(c.Error())}, when, []string{model.Label}))
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
							fewer, same, errs = exact(a.Fraction()), exact(b.Fraction()), exact(a.Error())
						} else if list := r.FewerBy(0, pair, o); list != nil && year >= model.Fork.Year() {
							by, errs = exact(list[year-model.Fork.Year()].Fraction()), exact(list[year-model.Fork.Year()].Error())
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
						line = append(line, exact(v))
					}
					groups[g] = append(groups[g], append(line, fewer, same, errs, by, model.Label))
				}
			}
		})
	}
	all.Wait()
	return groups
}
