// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// Ensemble is the figures of an ensemble in one of its worlds: F1 with bands,
// F1b sample futures, F3 with paired bands, F4 with clouds.
func Ensemble(r *ensemble.Result, world int) []*Figure {
	figures := []*Figure{ForkBands(r, world)}
	if len(r.Design().Paths) > 1 {
		figures = append(figures, Futures(r, world), PairedDifference(r, world))
	}
	return append(figures, FrontierClouds(r, world))
}

// sourceOfMany says what stands behind a figure of an ensemble.
func sourceOfMany(f *Figure, r *ensemble.Result, world int, places []int) figureSource {
	d := r.Design()
	s := figureSource{id: f.ID, name: f.Name, left: len(d.Paths) - len(places), world: r.World(world).Marked()}
	for _, i := range places {
		s.paths = append(s.paths, r.Path(i))
	}
	s.draws = drawsWords(d.Draws, r.Done())
	return s
}

// drawsWords say how many members there are, how they were drawn, and the
// warning that goes with them.
func drawsWords(d ensemble.Draws, members int) string {
	words := fmt.Sprintf(wordsDraws, canvas.Grouped(fmt.Sprint(members)), d.Seed)
	if d.Posterior != nil {
		words += ", posterior " + filepath.Base(d.Posterior.Name)
	}
	if warning := d.Warning(); warning != "" {
		words += " · WARNING: " + warning
	}
	return words
}

// looksAt are the looks of some paths of an ensemble.
func looksAt(r *ensemble.Result, places []int) []canvas.Look {
	var paths []*scenarios.Scenario
	for _, i := range places {
		paths = append(paths, r.Path(i))
	}
	return canvas.LooksOf(paths)
}

// since is where the last year before the fork stands among the years of an
// ensemble.
func since(r *ensemble.Result) int { return slices.Index(r.Design().Years(), model.Fork.Year()-1) }

// viewOfMany follows an outcome of the paths at some places: its medians, and
// between which values the middle of the members lies.
func viewOfMany(r *ensemble.Result, world int, places []int, o *model.Outcome) view {
	v := view{outcome: o, base: model.Fork.Year() - 1, counts: recordedBefore(o, r.Design().Draws.Counts(r.World(world)))}
	looks, from := looksAt(r, places), since(r)
	for k, i := range places {
		fan := r.Fan(world, i, o)
		c := course{label: r.Path(i).Label, look: looks[k], years: fan.Years[from:]}
		for _, b := range fan.Bands[from:] {
			c.values = append(c.values, b.Median)
		}
		c.end = &fan.Bands[len(fan.Bands)-1]
		if r.Path(i).Starts >= model.Fork && v.past == nil {
			for y := range from + 1 {
				v.times, v.past = append(v.times, float64(fan.Years[y])), append(v.past, fan.Bands[y].Median)
			}
			v.pastBands = fan.Bands[:from+1]
		}
		v.courses = append(v.courses, c)
	}
	return v
}

// ForkBands is figure F1 of an ensemble: medians, bands of the path compared
// with and of the one with the fewest civilians and security forces killed in
// the last year, bars for all.
func ForkBands(r *ensemble.Result, world int) *Figure {
	d := r.Design()
	places := shown(d.Paths, d.Against)
	var views []view
	for _, o := range deathOutcomes() {
		views = append(views, viewOfMany(r, world, places, o))
	}
	// The same two paths have bands in both panels.
	courses, least := views[0].courses, 0
	for k := range courses {
		if courses[k].end.Median < courses[least].end.Median {
			least = k
		}
	}
	for _, v := range views {
		for _, k := range []int{slices.Index(places, d.Against), least} {
			v.courses[k].bands = r.Fan(world, places[k], v.outcome).Bands[since(r):]
		}
	}
	first := d.Years()[0]
	f := &Figure{
		ID: "F1", Name: "fork",
		Title:       fmt.Sprintf(titleForkDeaths, pathsWords(len(places))),
		Subtitle:    fmt.Sprintf(subtitleForkBands, first, views[0].last()),
		Description: bandsDescription(views),
	}
	st := sourceOfMany(f, r, world, places)
	foot := recordedWords(views) + " " + wordsBars
	f.draw = func(s *canvas.Sheet) { drawFork(s, f, views, first, foot, st) }
	return f
}

// bandsDescription is the figure in words.
func bandsDescription(views []view) string {
	var b strings.Builder
	for _, v := range views {
		var parts []string
		for _, c := range v.courses {
			parts = append(parts, fmt.Sprintf("%s %s (%s)", c.label, formatOutcome(v.outcome, c.end.Median), c.rangeWords(v.outcome)))
		}
		fmt.Fprintf(&b, "%s in %d, median and 80%% range: %s. ", v.outcome.Label, v.last(), strings.Join(parts, ", "))
	}
	return strings.TrimSpace(b.String())
}

// rangeWords is between which values the middle 80% ends.
func (c *course) rangeWords(o *model.Outcome) string {
	return formatOutcome(o, c.end.Low80) + "–" + formatOutcome(o, c.end.High80)
}

// choosePair picks the two paths of a figure that shows no more: the first pair asked
// for, else the two that the essay sets against each other, else the first two.
func choosePair(d *ensemble.Design) (a, b int) {
	if len(d.Pairs) > 0 {
		return d.Pairs[0].A, d.Pairs[0].B
	}
	place := func(name string) int {
		return slices.IndexFunc(d.Paths, func(s *scenarios.Scenario) bool { return s.Name == name })
	}
	if a, b = place(scenarios.Contrast[0]), place(scenarios.Contrast[1]); a >= 0 && b >= 0 {
		return a, b
	}
	return 0, 1
}

// futures is how many members figure F1b shows.
const futures = 12

// Futures is figure F1b: two paths under the first few sets of assumptions, one
// of them drawn boldly.
func Futures(r *ensemble.Result, world int) *Figure {
	f := &Figure{ID: "F1b", Name: "futures", Title: titleFutures, Subtitle: subtitleFutures}
	f.futures(r, world, func(path int, o *model.Outcome) []ensemble.Future { return r.Futures(world, path, o, futures) })
	return f
}

// futures completes a figure of single members of two paths.
func (f *Figure) futures(r *ensemble.Result, world int, of func(path int, o *model.Outcome) []ensemble.Future) {
	d := r.Design()
	a, b := choosePair(d)
	places := []int{a, b}
	looks, from := looksAt(r, places), since(r)
	var views []view
	n := 0
	for _, o := range deathOutcomes() {
		v := view{outcome: o, base: model.Fork.Year() - 1, counts: recordedBefore(o, d.Draws.Counts(r.World(world)))}
		var lines [2][]ensemble.Future
		for k, i := range places {
			lines[k] = of(i, o)
			c := course{label: r.Path(i).Label, look: looks[k], years: d.Years()[from:]}
			for _, f := range lines[k] {
				c.futures = append(c.futures, f.Values[from:])
			}
			c.values = c.futures[0]
			v.courses = append(v.courses, c)
		}
		fewer := 0
		n = len(lines[0])
		for m := range n {
			v.pasts = append(v.pasts, lines[0][m].Values[:from+1])
			if last := len(lines[0][m].Values) - 1; lines[0][m].Values[last] < lines[1][m].Values[last] {
				fewer++
			}
		}
		for y := range from + 1 {
			v.times = append(v.times, float64(d.Years()[y]))
		}
		v.note = fmt.Sprintf(wordsFutures, fewer, n, r.Path(a).Label, v.last(), r.Path(b).Label)
		views = append(views, v)
	}
	f.Title = fmt.Sprintf(f.Title, numberWords(n))
	for _, v := range views {
		f.Description += v.outcome.Label + ". " + v.note + " "
	}
	f.Description = strings.TrimSpace(f.Description)
	st := sourceOfMany(f, r, world, places)
	st.left = 0
	f.draw = func(s *canvas.Sheet) { drawFork(s, f, views, d.Years()[0], recordedWords(views)+" "+wordsBold, st) }
}

// PairedDifference is figure F3 of an ensemble: each path less the one compared
// with under the same draws.
func PairedDifference(r *ensemble.Result, world int) *Figure {
	d := r.Design()
	against := r.Path(d.Against)
	places := shown(d.Paths, d.Against)
	looks, from := looksAt(r, places), since(r)
	rows := make([][]gap, 2)
	for i, o := range deathOutcomes() {
		for k, place := range places {
			pair := slices.Index(r.Pairs(), ensemble.Pair{A: place, B: d.Against})
			if place == d.Against || pair < 0 {
				continue
			}
			fan := r.GapFan(world, pair, o)
			g := gap{path: r.Path(place), look: looks[k], began: model.Fork.Year(), years: fan.Years[from:], bands: fan.Bands[from:], whole: fan.Whole.Median, spread: &fan.Whole}
			level := func(path int) float64 { return r.Level(world, path, o, 0).Quantile(0.5) }
			g.tied = math.Abs(g.whole) <= float64(near*min(level(place), level(d.Against)))
			for _, b := range g.bands {
				g.values = append(g.values, b.Median)
			}
			rows[i] = append(rows[i], g)
		}
	}
	f := &Figure{
		ID: "F3", Name: "difference",
		Title:    fmt.Sprintf(titleDifference, against.Label),
		Subtitle: fmt.Sprintf(subtitlePaired, against.Label),
	}
	f.Description = differenceDescription(rows, against)
	st := sourceOfMany(f, r, world, places)
	f.draw = func(s *canvas.Sheet) { drawDifference(s, f, rows, against, wordsBands, st) }
	return f
}

// dots is how many members the cloud of a path shows.
const dots = 60

// FrontierClouds is figure F4 of an ensemble: medians with the middle 80% and
// some members.
func FrontierClouds(r *ensemble.Result, world int) *Figure {
	d := r.Design()
	places := shown(d.Paths, d.Against)
	looks := looksAt(r, places)
	panels := make([][][]spot, 2)
	for i, o := range deathOutcomes() {
		for _, payer := range payers {
			var spots []spot
			for k, place := range places {
				c := r.Cloud(world, place, model.FindOutcome(payer), o, dots)
				spots = append(spots, spot{r.Path(place), looks[k], c.AlongX.Median, c.AlongY.Median, &c})
			}
			panels[i] = append(panels[i], spots)
		}
	}
	years := d.Years()
	f := &Figure{
		ID: "F4", Name: "frontier",
		Title:       fmt.Sprintf(titleFrontier, pathsWords(len(places))),
		Subtitle:    fmt.Sprintf(subtitleFrontier, model.Fork.Year(), years[len(years)-1]),
		Description: frontierDescription(panels),
	}
	st := sourceOfMany(f, r, world, places)
	f.draw = func(s *canvas.Sheet) { drawFrontier(s, f, panels, wordsClouds, st) }
	return f
}

// Cross is the figure of two paths in two worlds, one part of the way at a time,
// so that nobody takes a changed assumption for a policy's doing. It takes the
// effects on each death sum.
func Cross(effects ...ensemble.Effects) *Figure {
	var views []view
	for i := range effects {
		e := &effects[i]
		v := view{outcome: e.Outcome, base: model.Fork.Year() - 1, counts: recordedBefore(e.Outcome, e.Draws.Counts(e.Before, e.After))}
		looks := canvas.LooksOf([]*scenarios.Scenario{e.From, e.To})
		from := slices.Index(e.Years, model.Fork.Year()-1)
		for k, line := range e.Lines {
			world := []*scenarios.World{e.Before, e.After}[k/2]
			l := looks[k%2]
			if k/2 == 1 {
				l.Hollow, l.Width = true, 2
			}
			path := []*scenarios.Scenario{e.From, e.To}[k%2]
			v.courses = append(v.courses, course{label: path.Label + ", " + world.Name, look: l, years: e.Years[from:], values: line[from:]})
		}
		for y := range from + 1 {
			v.times = append(v.times, float64(e.Years[y]))
		}
		v.pasts = [][]float64{e.Lines[0][:from+1], e.Lines[2][:from+1]}
		v.wide = true
		v.note = fmt.Sprintf(wordsEffects, fromFork(v.last()), e.To.Label, e.From.Label, changed(e.Policy.Median),
			e.After.Name, e.Before.Name, changed(e.World.Median), changed(e.Interaction.Median))
		v.short = fmt.Sprintf(wordsEffectsShort, fromFork(v.last()), changed(e.Policy.Median), changed(e.World.Median), changed(e.Interaction.Median))
		views = append(views, v)
	}
	e := &effects[0]
	f := &Figure{
		ID: "F1c", Name: "cross",
		Title:    fmt.Sprintf(titleCross, e.From.Label, e.To.Label),
		Subtitle: fmt.Sprintf(subtitleCross, e.Years[0], views[0].last(), e.Before.Name, e.After.Name),
	}
	for _, v := range views {
		f.Description += v.outcome.Label + ". " + v.note + " "
	}
	f.Description = strings.TrimSpace(f.Description)
	st := figureSource{id: f.ID, name: f.Name, paths: []*scenarios.Scenario{e.From, e.To}, world: e.Before.Marked() + ", " + e.After.Marked(),
		draws: drawsWords(e.Draws, e.Members)}
	f.draw = func(s *canvas.Sheet) { drawFork(s, f, views, e.Years[0], recordedWords(views), st) }
	return f
}
