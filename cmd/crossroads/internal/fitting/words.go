// SPDX-License-Identifier: Apache-2.0

package fitting

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios/runs/calibrate"
	"crossroads/scenarios/runs/counts"
)

// boundWords says which side of a figure is held against the model.
func boundWords(b *counts.Target) string {
	if *b.Value == 0 {
		return fmt.Sprintf("Zero %s: %s is 0; the fit uses the probability that nothing is counted.", b.ID, table.LowerFirst(b.Quantity))
	}
	return fmt.Sprintf("Bound %s: %s is %s %s; values on the other side are not penalised.", b.ID, table.LowerFirst(b.Quantity), b.Hedge, plots.Exact(*b.Value))
}

// leftWords lists the rows left out under each reason.
func leftWords(left []counts.LeftOut) string {
	var reasons []string
	rows := map[string][]string{}
	for _, l := range left {
		if rows[l.Why] == nil {
			reasons = append(reasons, l.Why)
		}
		rows[l.Why] = append(rows[l.Why], l.ID)
	}
	for i, why := range reasons {
		reasons[i] = strings.Join(rows[why], ", ") + " (" + why + ")"
	}
	return strings.Join(reasons, "; ")
}

// recommended are the rows of our reading of all figures.
func recommended() []model.Evidence {
	var list []model.Evidence
	for i := range model.EvidenceTable {
		if model.EvidenceTable[i].Set == "recommended" {
			list = append(list, model.EvidenceTable[i])
		}
	}
	return list
}

// sentences read the fit: what it depends on, what it settles, what it cannot
// reproduce.
func sentences(f *calibrate.Fit, met []calibrate.TargetFit, changes []calibrate.PosteriorChange, elsewhere []calibrate.Elsewhere) []string {
	count := map[calibrate.Verdict]int{}
	for i := range changes {
		count[changes[i].Verdict]++
	}
	list := []string{
		fmt.Sprintf("%d figures, equal to %.1f independent ones, for %d uncertain values: %d are identified, %d weakly, and %d are no better known after the fit.",
			len(f.Targets), f.Effective, len(changes), count[calibrate.Identified], count[calibrate.Weakly], count[calibrate.Not]),
	}
	if f.Size < calibrate.SmallestSize {
		list = append(list, fmt.Sprintf("The effective sample size, %.0f, is below %d: a few draws carry most of the weight, and other commands refuse this posterior without --anyway. Try more --members.", f.Size, calibrate.SmallestSize))
	}
	list = append(list, courseSentences(met)...)
	list = append(list, elsewhereSentences(f, elsewhere)...)
	return list
}

// assumptionNotes say how the central values fit beside the draws, and which errors
// the fit allows for.
func assumptionNotes(f *calibrate.Fit) []string {
	fits, spreads := "better", f.Question.Spreads
	if f.Centre > 0 {
		fits = "worse"
	}
	return []string{
		fmt.Sprintf("The central values fit these figures %s than the average accepted draw (by %s in log likelihood). Draws are centred on the documented values, so that no count is used twice.", fits, plots.Number(math.Abs(f.Centre))),
		fmt.Sprintf("Assumed errors, as standard deviations of logarithms: at least %g for one figure, %g shared by a source, %g shared by its reports, %g shared by a year.",
			spreads.Own, spreads.Source, spreads.Root, spreads.Year),
	}
}

// elsewhereSentences read the last year of the history beside all counts of it,
// whether or not the fit was made to them.
func elsewhereSentences(f *calibrate.Fit, rows []calibrate.Elsewhere) []string {
	seen := slices.ContainsFunc(f.Targets, func(t counts.Target) bool { return t.From.Year() == 2025 && t.Unit == "death" })
	held, more := "Continued to 2025", " Add a later count with --bounds."
	if len(f.Bounds) > 0 {
		held, more = "Continued to 2025 within the given bounds", ""
	}
	var list []string
	for _, e := range rows {
		beside := fmt.Sprintf("%s (%s), counted %s", table.Amount(e.Drawn.Mid, e.Evidence.Unit), interval(e.Drawn, e.Evidence.Unit).Text(), reportedRange(e.Evidence).Text())
		switch {
		case e.Evidence.ID == "C10" && e.Drawn.Mid > *e.Evidence.High && !seen:
			list = append(list, fmt.Sprintf("This set has no figure for 2025. %s, the model has %s civilians and security forces killed. The model runs high there, so paths start from a year that is too violent.%s", held, beside, more))
		case e.Evidence.ID == "C10" && e.Drawn.Mid > *e.Evidence.High:
			list = append(list, fmt.Sprintf("Civilians and security forces killed in 2025: the fit has %s. The model runs high there, so paths start from a year that is too violent.", beside))
		}
		switch {
		case e.Evidence.ID == "C10" && e.Before.Mid > 1.1*e.Centre:
			list = append(list, fmt.Sprintf("Before the fit the draws had %s killed in 2025 and the central values %s: most ranges reach further up than down, so drawn assumptions are more violent than central ones. The fit removes only part of this.",
				table.Amount(e.Before.Mid, e.Evidence.Unit), table.Amount(e.Centre, e.Evidence.Unit)))
		case e.Evidence.ID == "C18c" && e.Drawn.Mid < *e.Evidence.Low:
			list = append(list, fmt.Sprintf("Militants killed per member of the security forces killed in 2025: the fit has %s. In the model this ratio hardly changes. "+
				"Reports for 2025 have more than twice the militants killed of 2024 and hardly more of the others. Either operations changed, or militants were counted differently.", beside))
		}
	}
	return list
}

// courseSentences say in which years the fit has too much or too little.
func courseSentences(met []calibrate.TargetFit) []string {
	var list []string
	eases := false
	for _, c := range calibrate.Courses(met) {
		if first, last := c.Years[1], c.Years[len(c.Years)-2]; first > 1.1 && last < 1/1.1 {
			eases = true
		}
		var over, under []string
		for y, v := range c.Years {
			switch {
			case v > 1.15:
				over = append(over, fmt.Sprintf("%d (by %.0f%%)", calibrate.Years()[y], 100*(v-1)))
			case v < 1/1.15:
				under = append(under, fmt.Sprintf("%d (by %.0f%%)", calibrate.Years()[y], 100*(1-v)))
			}
		}
		words := ""
		if len(over) > 0 {
			words = "model too high in " + strings.Join(over, ", ")
		}
		if len(under) > 0 {
			if words != "" {
				words += " and "
			}
			words += "too low in " + strings.Join(under, ", ")
		}
		if words != "" {
			list = append(list, fmt.Sprintf("Misfit in %s: %s.", c.Thing, words))
		}
	}
	if len(list) == 0 {
		return []string{"In every year the model is within 15% of the average of the figures."}
	}
	if eases {
		list = append(list, "Attacks in the model slow down after sanctuary opens, while the counts keep rising. The model has no truce of 2022 and does not separate groups.")
	}
	return list
}
