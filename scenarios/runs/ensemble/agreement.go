// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"fmt"
	"strings"
	"sync"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/stats/draw"
	"crossroads/scenarios/stats/elementary"
)

// agreementMembers is how many members say how draws agree with the counts.
const agreementMembers = 200

// Agreement is what the draws of a world have for what was counted.
type Agreement struct {
	Targets  []counts.Target
	Modelled []counts.Range // by target: the middle 80% of the draws and their median
	Rate     float64        // share of candidates accepted; 0 for draws that are not fitted
}

// Outside lists the ids of the counts of people killed, of single years, that lie
// outside the middle 80 % of the draws.
func (a *Agreement) Outside() []string {
	var ids []string
	for _, i := range counts.Killed(a.Targets) {
		if v, r := *a.Targets[i].Value, a.Modelled[i]; v < r.Low || v > r.High {
			ids = append(ids, a.Targets[i].ID)
		}
	}
	return ids
}

// KilledIn is what the draws have for the people killed in a year; all 0 where
// they were not counted.
func (a *Agreement) KilledIn(year int) counts.Range {
	for _, i := range counts.Killed(a.Targets) {
		if a.Targets[i].Start.Year() == year {
			return a.Modelled[i]
		}
	}
	return counts.Range{}
}

// Agree runs the history under the first draws of a world.
func Agree(d Draws, w *scenarios.World) (*Agreement, error) {
	return AgreeOver(d, w, agreementMembers)
}

// AgreeOver is Agree under so many draws.
func AgreeOver(d Draws, w *scenarios.World, members int) (*Agreement, error) {
	past := d.Fitted
	var err error
	if past == nil {
		if past, err = counts.NewPast(counts.SharedBias); err != nil {
			return nil, err
		}
	}
	a, err := InWorld(d, w)
	if err != nil {
		return nil, err
	}
	sets := make([]model.Parameters, members)
	for k := range sets {
		sets[k] = a.Member(k)
	}
	years, err := past.Run(counts.NewRoom(), sets)
	if err != nil {
		return nil, fmt.Errorf("world %s: %w", w.Name, err)
	}
	all := &Agreement{Targets: past.Likelihood.Targets}
	columns := make([][]float64, len(all.Targets))
	for k := range years {
		for t, v := range past.Likelihood.Residuals(past.Read(years[k], nil)) {
			columns[t] = append(columns[t], *all.Targets[t].Value*elementary.Exp(v))
		}
	}
	for _, c := range columns {
		all.Modelled = append(all.Modelled, counts.RangeOf(c))
	}
	if tried := a.Tried(members); tried > 0 {
		all.Rate = float64(members) / float64(tried)
	}
	return all, nil
}

// FitLines says in two lines what a world has for 2025 in its single run, and
// what the draws in it have, beside the counts. Where draws come from a posterior
// the single run has the values that fit closest, or else the medians stand for it.
func FitLines(d Draws, w *scenarios.World) ([]string, error) {
	told, err := counts.Tell(d.Centred([]*scenarios.World{w})[0])
	if err != nil {
		return nil, err
	}
	a, err := Agree(d, w)
	if err != nil {
		return nil, err
	}
	if d.Posterior != nil && !d.Posterior.HasCentre() {
		for i := range told.Modelled {
			told.Modelled[i] = a.Modelled[i].Middle
		}
	}
	return []string{told.Line(), a.line(d)}, nil
}

// line says in one sentence how the draws agree.
func (a *Agreement) line(d Draws) string {
	kind, rate := "The draws, which are not fitted to these counts,", ""
	if failed := gate(); d.Fitted == nil && d.Posterior == nil && len(failed) > 0 {
		rate = " You can keep only the draws that agree with the counts (--draws fitted). That is not the default, because even their 80% range leaves out " + strings.Join(failed, " and ") + "."
	}
	switch {
	case d.Fitted != nil:
		kind, rate = "The draws fitted to these counts", fmt.Sprintf(" Of the draws tried, 1 in %.0f agrees with the counts.", 1/a.Rate)
	case d.Posterior != nil:
		kind = "The draws of the fit " + d.Posterior.Name
	}
	for _, t := range counts.Killed(a.Targets) {
		if row := &a.Targets[t]; row.Start.Year() == 2025 {
			r := a.Modelled[t]
			verdict := ""
			switch {
			case r.Middle > *row.High:
				verdict = "; most have more than was counted"
			case r.Middle < *row.Low:
				verdict = "; most have fewer than was counted"
			}
			return fmt.Sprintf("%s have %s to %s of these killed in 2025 (80%% range)%s.%s", kind, counts.Words(r.Low), counts.Words(r.High), verdict, rate)
		}
	}
	return kind + " have no count of people killed in 2025."
}

// gate are the counts that fail the gate of fitted draws at the centre.
var gate = sync.OnceValue(func() []string {
	past, err := counts.NewPast(counts.SharedBias)
	if err != nil {
		return nil
	}
	a, err := AgreeOver(Draws{Seed: shippedSeed, Fitted: past}, scenarios.Central(), ShippedMembers)
	if err != nil {
		return []string{"the central world"}
	}
	var years []string
	for _, id := range a.Outside() {
		years = append(years, fmt.Sprintf("the count of %d", model.FindEvidence(id).From.Year()))
	}
	return years
})

// Rate is how often, beside the central world, draws of a world agree with the
// counts of one thing: 1 for as often.
type Rate struct {
	Thing string // attacks, killed or militants
	Times float64
}

// rateMembers is how many draws of the prior stand behind a rate.
const rateMembers = 2048

// Rates are how often the draws of a world agree with the counts of attacks, of
// civilians and security forces killed, and of militants killed, beside the
// central world. They are never one number: a world may tell one thing well and
// another badly.
func Rates(w *scenarios.World) ([]Rate, error) {
	own, err := agreements(w)
	if err != nil {
		return nil, err
	}
	centre, err := centralAgreements()
	if err != nil {
		return nil, err
	}
	var list []Rate
	for i, thing := range []string{"attacks", "killed", "militants"} {
		list = append(list, Rate{thing, own[i] / centre[i]})
	}
	return list, nil
}

var centralAgreements = sync.OnceValues(func() ([]float64, error) { return agreements(scenarios.Central()) })

// agreements are the means over draws of the prior of the likelihood of the
// counts of each thing.
func agreements(w *scenarios.World) ([]float64, error) {
	past, err := counts.NewPast(counts.SharedBias)
	if err != nil {
		return nil, err
	}
	a, err := InWorld(Draws{Seed: 1, Sampling: draw.Plain}, w)
	if err != nil {
		return nil, err
	}
	parts, err := past.Parts()
	if err != nil {
		return nil, err
	}
	sums := make([]float64, len(parts))
	room := counts.NewRoom()
	sets := make([]model.Parameters, triedAtOnce)
	for k := 0; k < rateMembers; k += len(sets) {
		for i := range sets {
			sets[i] = a.prior(k + i)
		}
		years, err := past.Run(room, sets)
		if err != nil {
			return nil, fmt.Errorf("world %s: %w", w.Name, err)
		}
		for i := range years {
			logs := past.Read(years[i], nil)
			for p := range parts {
				sums[p] += float64(elementary.Exp(parts[p].Of(logs)) / rateMembers)
			}
		}
	}
	return sums, nil
}

// RatesLine says how often a world agrees with the counts beside the central
// one, thing by thing; "" for the central world.
func RatesLine(w *scenarios.World) (string, error) {
	if w.Name == scenarios.Central().Name {
		return "", nil
	}
	rates, err := Rates(w)
	if err != nil {
		return "", err
	}
	var parts []string
	alike := true
	for i, words := range []string{"attacks", "people killed", "militants killed"} {
		alike = alike && times(rates[i].Times) == times(1)
		parts = append(parts, words+" "+times(rates[i].Times))
	}
	if alike {
		return "Draws of this world agree with the counts as often as draws of the central world.", nil
	}
	return "How often draws agree with the counts, compared with the central world: " + strings.Join(parts, ", ") + ".", nil
}

// times says in words how many times as often.
func times(v float64) string {
	switch {
	case v > 0.8 && v < 1.25:
		return "as often"
	case v >= 1.25:
		return counts.Words(v) + " times as often"
	case v > 1e-4:
		return counts.Words(1/v) + " times less often"
	default:
		return "hardly ever"
	}
}
