// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"crossroads/model"
	"crossroads/scenarios"
)

// Every word that figures show stands in this file, or is the label of a path,
// lever, outcome or world.
const (
	wordsRecorded     = "◄ Recorded"
	wordsBefore       = "◄"
	wordsModel        = "Model ►"
	wordsFewest       = "Fewest "
	wordsFewestMedian = "Fewest by median "
	wordsPerYear      = "per year"
	wordsIndex        = "model index 0 to 1, never measured"
	wordsShortIndex   = "index, never measured"
	wordsYearEnd      = "end of year"
	wordsCite         = "not a prediction · CC BY 4.0"
	wordsCentral      = "our middle guess"

	titleFork         = "%s each year, %s"
	titleForkDeaths   = "People killed each year, %s"
	titleFutures      = "Sample futures: %s draws, two paths"
	titleScattered    = "%s futures for two paths, attack by attack"
	subtitleScattered = "Killed each year with random attack timing; each line is one draw. Below with militants."
	titleCounted      = "Years that were counted, and what the runs say of them"
	subtitleCounted   = "%d counts of whole years, %d–%d, over the median of %s runs; 1 is no miss. %d are expected in the 80%% range."
	countedWords      = "Thin bars: 80% range by assumptions alone; thick: with random attack timing. A bar that crosses 1 holds the count. Sources that count an unknown share of attacks have the share that fits them."
	wordsHolds        = "%s: %d of %d inside by assumptions alone, %d with events"
	titleCross        = "Policy and world: %s and %s in two worlds"
	titleOutcomes     = "Six outcomes under %s"
	titleDifference   = "What each path changes against %s"
	titleFrontier     = "People killed and money spent, %s"
	titleLevers       = "What each path does: levers over time"

	subtitleFork       = "Pakistan–Afghanistan border, %d–%d. Both death counts: without militants (above) and with them (below)."
	subtitleForkOne    = "Pakistan–Afghanistan border, %d–%d. %s."
	subtitleForkBands  = "Pakistan–Afghanistan border, %d–%d. Lines: medians. Without militants (above) and with them (below)."
	subtitleFutures    = "Killed each year; both paths share each draw, so pairs can be compared."
	subtitleCross      = "Killed each year, %d–%d; medians. Full marks: world %s; hollow marks: world %s. Below with militants."
	subtitlePaired     = "Killed in a year minus those under %s, same draws paired; 0 = no difference. Below with militants."
	subtitleOutcomes   = "Pakistan–Afghanistan border, %d–%d. Above: flows in a calendar year. Below: state at the end of the year."
	subtitleDifference = "Killed in a year minus those under %s; 0 = no difference. Above without militants, below all killed."
	subtitleFrontier   = "Totals %d–%d. Money in USD million of 2025, undiscounted, a column for each group that pays: never added up, never set against lives."
	subtitleLevers     = "Settings chosen by the authors of the paths, %d–%d. Dotted grey: %s. These are inputs, not results."

	titleHoldout    = "The model and what was counted in %d"
	subtitleHoldout = "Each figure per year at the pace of its months. Dashed: what was counted. Bars: 80% range over the draws."
	holdoutWords    = "No fit has seen these figures. The ranges cover the assumptions drawn, not the chance of single months."
	wordsCounted    = "Counted"
	wordsHappened   = "As it happened"
	wordsLastValue  = "Last value"
	wordsTrend      = "Trend"

	wordsMoreThan     = "▲ more than %s"
	titleResiduals    = "What the fitted history misses"
	subtitleResiduals = "%d figures of %s over what the model has after the fit, by year; 1 is no miss. Bars: 90%% of the weighted draws."
	residualWords     = "Grey: what the stated spreads of a row, its source, its reports and its year allow in 90%. Many rows rest on the same press reports."
	wordsFewDraws     = "Fewer than %d draws carry the weight: bars are rough. "
	wordsHasFewer     = "▲ the model has fewer"
	wordsHasMore      = "▼ the model has more"

	wordsMore  = "▲ more"
	wordsFewer = "▼ fewer"
	wordsSum   = "sum %s: %s"
	wordsTie   = "≈"

	differenceWords   = "Each panel: one path minus the other, year by year, in the same world; above it the sum of all years. ≈: a tie, within 5%."
	frontierWords     = "Dashed: no other path is lower on both, people killed and this money."
	wordsAlike        = "In %s of %s panels one path has both the fewest killed and the least spent."
	wordsFrom         = "%s (axis from %s)"
	wordsPayer        = "paid by "
	leversWords       = "Every value is an assumption of the authors. Shares are drawn from 0 to 1, the others from 0 to the highest shown."
	wordsIdle         = "0 in every path shown: %s."
	wordsShare        = "0 to 1"
	wordsNull         = "Nobody acts: nobody kills militants there, and in the model no state falls."
	wordsDraws        = "%s draws, seed %d"
	wordsBars         = "Dark band (thick bar, in the last year): 50% of draws. Light band (thin bar): 80%. These are shares of draws, not probabilities."
	wordsBands        = "Dark band: 50% of draws. Light band: 80%. These are shares of draws, not probabilities."
	wordsBold         = "Bold: one draw, the same for both."
	wordsClouds       = "Small dots: 60 draws a path; crosses: 80% range; dashed: no other median is lower on both."
	wordsMiddle       = "80% range"
	wordsSpread       = "80%%: %s to %s"
	wordsFutures      = "In %d of these %d draws fewer are killed on %s in %d than on %s."
	wordsEffects      = "Sums %s: %s instead of %s %s; %s instead of %s %s; interaction %s."
	wordsEffectsShort = "Sums %s: policy %s; world %s; interaction %s."
	wordsNothing      = "There is no other path to compare."

	titleClass    = "What the class tried: %s"
	subtitleClass = "Levers: a dot for each path (mean of %d–%d), a line where all began. People killed: beside the path all began from."
	classWords    = "Each dot is one entry, in the world it was made in. No path is a forecast and no dot is a grade."
	wordsMoved    = "moved by %d"
	wordsAcross   = "civilians and security forces killed"
	wordsUp       = "all killed, militants included"
	wordsChange   = "more or fewer than %s, %d–%d"
	wordsFewBoth  = "fewer by both counts"
	wordsMoreBoth = "more by both counts"
	wordsFewRight = "more civilians and security, fewer in all"
	wordsFewLeft  = "fewer civilians and security, more in all"
)

// The words of figures F5, F6 and F8.
const (
	titleTornado       = "Which assumptions matter most"
	titleRegret        = "Regret, world by world"
	titleConditions    = "What would have to be true: %s or %s"
	titleLoops         = "How the model thinks: what acts on what"
	subtitleTornado    = "%s, sums %s; one assumption at a time moves through its documented range, the others as in world %s."
	subtitleRegret     = "How far each path lies above the one with the fewest in the same world, %s."
	subtitleRegretMost = "How far each path lies below the one with the most in the same world, %s."
	subtitleConditions = "Which path has fewer, %s, over two documented ranges; all other assumptions as in world %s."
	subtitleLoops      = "Square boxes: levers. + more makes more; − (dashed) more makes less; ± depends. || delayed. R, B: loops."

	wordsLess        = "%s minus %s"
	wordsAtCentre    = "all as the world has it: %s"
	wordsPathFewer   = "◄ %s has fewer"
	wordsPathMore    = "%s has more ►"
	wordsFewerLeft   = "◄ fewer"
	wordsMoreRight   = "more ►"
	tornadoPairWords = "Numbers at the ends: the assumption's value there. Grey ground: the sign flips. What two assumptions do together stays unseen."
	tornadoWords     = "Numbers at the ends: the assumption's value there. The axis does not begin at 0. What two assumptions do together stays unseen."
	wordsFewestCell  = "fewest"
	wordsMostCell    = "most"
	wordsWorstColumn = "worst"
	wordsWorst       = "%s: lowest worst case %s (%s)."
	regretWords      = "Framed: the path with the fewest in that world."
	regretMostWords  = "Framed: the path with the most in that world."
	wordsFewerIn     = "%s has fewer"
	wordsThroughout  = ", all over this map"
	wordsNoBox       = "no box stands out: %d of %d are of interest"
	wordsStar        = "as the world has it"
	conditionsWords  = "%[1]d × %[1]d points. Hatched: within 5%% of each other, a tie. The line moves if other assumptions change."
	loopsWords       = "Drawn from the model's equations; each arrow stands for one or more of them. R: reinforcing loop, B: balancing loop; each mark is on one arrow of its loop."
)

// event is something that happened before the fork, in neutral words.
type event struct {
	year float64 // the time on an axis where a year's total stands at its number
	date string
	text []string
}

// events are drawn where they have room: the change of power in Kabul, and the
// ceasefire that the ledger has in N01 to N03.
var events = []event{
	{2021.12, "Aug 2021", []string{"Change of power", "in Kabul"}},
	{2022.0, "May–Aug 2022", []string{"Ceasefire", "with the TTP"}},
}

// shortHeads are outcomes in few words, over small panels.
var shortHeads = map[string]string{
	"deaths_civilian_security": "Civilians + security killed",
	"deaths_all":               "All killed, with militants",
	"attacks":                  "Attacks",
}

// pathsWords counts policy paths in words.
func pathsWords(n int) string {
	if n == 1 {
		return "one policy path"
	}
	return numberWords(n) + " policy paths"
}

// numberWords are numbers in words up to nine.
func numberWords(n int) string {
	words := []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n < len(words) {
		return words[n]
	}
	return fmt.Sprint(n)
}

// list joins words as in a sentence.
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// figureSource is what the last line of a figure says: what it was drawn from.
type figureSource struct {
	id, name string
	paths    []*scenarios.Scenario
	left     int // paths that were run but not drawn
	world    string
	draws    string // members and seed of an ensemble
}

// modelHash is computed once: every figure bears it.
var modelHash = sync.OnceValue(scenarios.ModelHash)

func (s figureSource) line() string {
	var names []string
	for _, p := range s.paths {
		names = append(names, p.Marked())
	}
	paths := strings.Join(names, ", ")
	if s.left > 0 {
		paths += fmt.Sprintf(" (+%d not drawn)", s.left)
	}
	parts := []string{s.id + " " + s.name, "crossroads " + model.Version, "model " + modelHash()}
	if s.world != "" {
		parts = append(parts, "world "+s.world)
	}
	for _, part := range []string{s.draws, paths, wordsCite} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

// plain is the source for pupils. What was run stands in the manifest.
func (s figureSource) plain() string {
	words := "crossroads " + model.Version + " · "
	if s.world == scenarios.Central().Name {
		words += wordsCentral + " · "
	}
	return words + wordsCite
}

// formatOutcome is a value of an outcome for readers: two digits, or two decimals for
// an index.
func formatOutcome(o *model.Outcome, v float64) string {
	if o.Unit == "1" {
		return Index(v)
	}
	return Number(v)
}

// near is the share by which numbers may differ and still count as a tie.
const near = scenarios.Tie

// fewest names the paths with the fewest, those within a tie of it included.
func fewest(labels []string, values []float64) string {
	var names []string
	for _, i := range scenarios.Lowest(values) {
		names = append(names, labels[i])
	}
	if len(names) > 1 {
		return list(names) + " (a tie within 5%)"
	}
	return names[0]
}

// recordedWords says in a footer what the dots are and how far the model lies
// off.
func recordedWords(views []view) string {
	var filled, others, gaps []string
	heads := map[string][]string{} // what each filled source counts
	partial, counted := false, 0
	for i := range views {
		v := &views[i]
		for k := range v.counts {
			c := &v.counts[k]
			partial = partial || !c.full
			if k == 0 {
				counted++
				if heads[c.source] == nil {
					filled = append(filled, c.source)
				}
				heads[c.source] = append(heads[c.source], strings.ToLower(smallHead(v.outcome)))
			} else if !slices.Contains(others, c.source) {
				others = append(others, c.source)
			}
		}
		if len(v.counts) > 0 && v.counts[0].source == filled[0] && v.gap != nil {
			gap := Signed(*v.gap)
			if v.outcome.Name == "deaths_all" && len(views) > 1 {
				gap = "with militants " + gap
			}
			gaps = append(gaps, gap)
		}
	}
	if v := &views[0]; counted == 0 && v.past == nil && v.pasts == nil && v.pastBands == nil {
		return "The paths act from the first year on."
	}
	if counted == 0 {
		return "Thin dashed: the model before 2026. No source counts this very thing, so there are no recorded dots."
	}
	words := "Recorded"
	if partial {
		words += " in Pakistan (not Afghanistan)"
	}
	first, year := filled[0], lastCounted(views)
	words += ": " + first + " filled"
	var rest []string
	for _, source := range filled[1:] {
		rest = append(rest, list(heads[source])+": "+source)
	}
	if len(rest) > 0 {
		words += " (" + strings.Join(rest, "; ") + ")"
	}
	if len(others) > 0 {
		words += ", others hollow (" + strings.Join(others, ", ") + ")"
	}
	words += ". Thin dashed: model before 2026"
	if len(gaps) > 0 {
		words += fmt.Sprintf(". Model minus %s in %d, counted alike: %s", first, year, strings.Join(gaps, ", "))
	}
	return words + "."
}

// lastCounted is the last year of the source that some views fill.
func lastCounted(views []view) int {
	for i := range views {
		if c := views[i].counts; len(c) > 0 {
			return c[0].years[len(c[0].years)-1]
		}
	}
	return 0
}

// thingHeads are what is counted, over the panels of residuals.
var thingHeads = map[string]string{
	"attacks": "Attacks", "deaths": "Civilians and security forces killed", "militants": "Militants killed", ratios: "One count over another",
}

// More words of single figures: what was fitted to, bars of rules, units.
const (
	wordsLedgerFile   = "an evidence table"
	wordsTheEssay     = "the essay"
	wordsReadingOfAll = "our reading of all counts"
	wordsReading      = "our reading"
	wordsRules        = "Upright bars: a rule goes on or off. "
	wordsAtYearEnd    = "at the end of the year"
	wordsIndexToo     = ", index from 0 to 1, never measured"
)

// The words of the figures that audit a conclusion.
const (
	titleImportance = "Which assumptions matter over many sets of them"
	titlePillars    = "%s: its pillars alone and together"
	titleRestsOn    = "Mechanisms behind the %s result"
	titleTiming     = "%s begun later, its parts apart"
	titleFound      = "Few assumptions that go together"
	titleSearched   = "Fewest found under a budget"

	subtitleImportance = "%s, sums %s. %s; in the world %s."
	subtitlePillars    = "Change against %s, sums %s, in the world %s. Left of the line: fewer."
	subtitleRestsOn    = "The path minus each rival, sums %s, in the world %s, with one mechanism of the model switched off. Left of the line: fewer."
	subtitleTiming     = "Change against the whole path begun in %d, sums %s, in the world %s; %s until each part begins."
	subtitleFound      = "Each dot is one draw: full where this is so, hollow where it is not. Frame: the box found."
	subtitleSearched   = "Sums %s in the world %s against the cost of the costliest year: operations, programmes and investment announced."

	importanceWords = "Dots: estimates; bars: %s. They measure the ranges tried, not the world."
	pillarsWords    = "Dots: this world's values; bars: 80% range. a × b: what two change together beyond the sum of each alone."
	restsOnWords    = "Dots: this world's values; bars: 80% range. Dashed: nothing switched off. Off may lie outside a documented range."
	timingWords     = "Every assumption as the world has it. The diagonal begins all parts in one year. Framed: fewer than if all begin at once."
	foundWords      = "Below: how much of what is of interest a box holds (coverage) against how pure it is (density), as inputs are restricted one by one. Ring: the box stated. Dashes lead to it from the step it was made from, because ranges that do not recur are dropped."
	searchedWords   = "Line: fewest found under each budget, in this model; marks: built-in paths as they are. Where it is one point, more money finds nothing fewer."
	wordsThousands  = "k: thousands."
	wordsLeftOut    = "%d rows with a smaller effect are not shown."

	wordsSecurityYear = "security begins in"
	wordsRestYear     = "economics and narrative begin in"
	wordsCoverage     = "coverage"
	wordsDensity      = "density"
	wordsMoney        = "USD million in the costliest year"
	wordsFoundHere    = "found at the budget given"
)
