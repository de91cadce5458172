// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"math"
	"strings"
	"testing"

	"crossroads/model"
)

const spreading = `doc: Attacks are drawn otherwise.
parameters: {contagion: 0.2}
uncertain:
  attack_rate: {form: uniform, low: 0.2, high: 0.5}
  contagion: {}
  revenge: {form: normal, mean: 1, sd: 0.5}
  start_fighters: {form: lognormal, median: 5000, factor: 1.4}
  sabotage: {form: triangular, low: 0.2, mode: 0.3, high: 0.9}
  start_capital: {form: uniform, low: 500, high: 1500, outside_range: what was built before 2021 was never counted}
  correlations:
    - {between: [revenge, attack_rate], rank: -0.4}
    - {between: [revenge, inflow], rank: 0.3}
    - {between: [sabotage, contagion], rank: 0.5}
`

func TestAWorldSaysHowItsParametersAreDrawn(t *testing.T) {
	w, err := ParseWorld("w.yaml", []byte(spreading))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for i := range w.Uncertain {
		words = append(words, w.Uncertain[i].String())
	}
	contagion, revenge, fighters := model.FindParameter("contagion"), model.FindParameter("revenge"), model.FindParameter("start_fighters")
	want := []string{
		"attack_rate, uniform from 0.2 to 0.5 attack/fighter/year",
		"contagion, pert from " + Plain(contagion.Low) + " to " + Plain(contagion.High) + inUnit(contagion.Unit) + ", mode 0.2",
		"revenge, normal with mean 1 and standard deviation 0.5 attack/death, cut at " + Plain(revenge.Low) + " and " + Plain(revenge.High),
		"start_fighters, lognormal with median 5000 fighter and factor 1.4, cut at " + Plain(fighters.Low) + " and " + Plain(fighters.High) + ", which leaves ",
		"sabotage, triangular from 0.2 to 0.9, mode 0.3",
		"start_capital, uniform from 500 to 1500 USD million, beyond its documented range: what was built before 2021 was never counted",
	}
	for i := range want {
		if i >= len(words) || !strings.HasPrefix(words[i], want[i]) {
			t.Errorf("got %q, want %q", words, want[i])
		}
	}
	// ln(8000/5000)/ln 1.4 = 1.397 and ln(3000/5000)/ln 1.4 = -1.518: 0.9188 - 0.0645.
	if fighters.Low != 3000 || fighters.High != 8000 {
		t.Skip("the documented range has moved; the share below is worked out for 3000 to 8000")
	}
	if kept := w.Draws(fighters).Kept(); math.Abs(kept-0.8543) > 0.0005 {
		t.Errorf("%v of the lognormal is kept, want 0.8543", kept)
	}
	if *contagion.Of(&w.Parameters) != 0.2 || w.Holds(contagion) {
		t.Error("contagion is not drawn around the value under parameters")
	}
	groups, ranks := w.Groups()
	if len(groups) != 2 || groups[0][0].Name != "attack_rate" || groups[0][2].Name != "revenge" || ranks[0][0][2] != -0.4 || ranks[0][0][1] != 0 || ranks[1][0][1] != 0.5 {
		t.Errorf("groups %v with ranks %v", groups, ranks)
	}
	back, err := ParseWorld("w.yaml", []byte(w.File()))
	if err != nil {
		t.Fatal(err)
	}
	if back.File() != w.File() || back.Parameters != w.Parameters || len(back.Uncertain) != len(w.Uncertain) {
		t.Errorf("written and read again it is\n%s\nnot\n%s", back.File(), w.File())
	}
	for i := range w.Uncertain {
		if back.Uncertain[i] != w.Uncertain[i] {
			t.Errorf("%s comes back as %s", &w.Uncertain[i], &back.Uncertain[i])
		}
	}
}

func TestMistakesUnderUncertain(t *testing.T) {
	row := model.FindParameter("revenge")
	documented := Plain(row.Low) + " to " + Plain(row.High)
	for text, want := range map[string]string{
		"  revange: {}":                                                   "3:3: unknown parameter \"revange\"; did you mean revenge?",
		"  revenge: {form: gaussian, sd: 1}":                              "3:19: unknown form \"gaussian\"; use pert, uniform, triangular, normal or lognormal",
		"  revenge: {form: normal}":                                       "3:3: uncertain revenge: has no sd (sd: the standard deviation attack/death)",
		"  revenge: {form: uniform, mode: 1}":                             "3:28: unknown key of a uniform parameter \"mode\"; use form, low, high, outside_range or centre",
		"  revenge: {low: 1.2, high: 1}":                                  "3:3: uncertain revenge: low 1.2 is not below high 1 (low < high)",
		"  revenge: {form: uniform, low: 0.1, high: 0.2}":                 "3:3: uncertain revenge: its centre " + Plain(row.Central) + " lies outside 0.1 to 0.2 (a centre between them, here or under parameters)",
		"  revenge: {high: 99}":                                           "3:19: revenge high = 99 attack/death: is outside its range (" + documented + ")",
		"  revenge: {high: 99, outside_range: a guess, low: -1}":          "3:52: revenge low = -1 attack/death: is outside its range (0 to +Inf)",
		"  start_trust: {}":                                               "3:3: uncertain start_trust: is documented at 0.1 alone (low and high beyond it, with outside_range: reason)",
		"  correlations: {between: [inflow, exit], rank: 1}":              "3:17: correlations: is a mapping (a list of {between: [inflow, contagion], rank: 0.5})",
		"  correlations: [{between: [inflow], rank: 1}]":                  "3:18: correlations: an entry is not between two parameters ({between: [inflow, contagion], rank: 0.5})",
		"  correlations: [{between: [inflow, exit], rank: 1.5}]":          "3:50: rank = 1.5: is outside its range (-1 to 1)",
		"  correlations: [{between: [inflow, start_trust], rank: 0.5}]":   "3:37: correlations: start_trust is held at 0.1 (a distribution for it under uncertain)",
		"  correlations: [{between: [exit, exit], rank: 0.5}]":            "3:18: correlations: exit is named twice (name two parameters)",
		"  correlations: [{between: [exit, inflow], rank: 1}]":            "3:17: correlations: exit, inflow contradict one another: no draws go along like that (closer to 0: all times 0.99 or less would do)",
		"  correlations: [{between: [exit, inflow], range: 0.5}]":         "3:44: unknown key of a correlation \"range\"; did you mean rank?",
		"  revenge: {form: normal, mean: 1, sd: 50, low: 0.9, high: 1.1}": "3:3: uncertain revenge: only 0.2 of 100 draws lie between 0.9 and 1.1 (a smaller sd, or uniform from low to high)",
	} {
		_, err := ParseWorld("w.yaml", []byte("doc: Some.\nuncertain:\n"+text+"\n"))
		if err == nil || !strings.HasPrefix(err.Error(), "w.yaml:"+want) {
			t.Errorf("%s\n got %v\nwant w.yaml:%s", text, err, want)
		}
	}
}
