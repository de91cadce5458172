// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"math"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
)

func TestAgreementIsThatOfTheDrawsOneByOne(t *testing.T) {
	const members = 20
	w, d := scenarios.Central(), Draws{Seed: 2, Documented: true}
	a, err := AgreeOver(d, w, members)
	if err != nil {
		t.Fatal(err)
	}
	draws, err := InWorld(d, w)
	if err != nil {
		t.Fatal(err)
	}
	room, p := counts.NewRoom(), past(t)
	columns := make([][]float64, len(a.Targets))
	for k := range members {
		years, err := p.Run(room, []model.Parameters{draws.Member(k)})
		if err != nil {
			t.Fatal(err)
		}
		for i, log := range p.Read(years[0], nil) {
			columns[i] = append(columns[i], math.Exp(log))
		}
	}
	var outside []string
	for i := range a.Targets {
		if a.Targets[i].Fraction >= 0 {
			continue
		}
		want := counts.RangeOf(columns[i])
		for what, pair := range map[string][2]float64{"low": {a.Modelled[i].Low, want.Low}, "middle": {a.Modelled[i].Middle, want.Middle}, "high": {a.Modelled[i].High, want.High}} {
			if math.Abs(pair[0]-pair[1]) > 1e-9*pair[1] {
				t.Errorf("%s: %s %v, counted one by one %v", a.Targets[i].ID, what, pair[0], pair[1])
			}
		}
		row := &a.Targets[i]
		if v := *row.Value; slices.Contains(counts.Killed(a.Targets), i) && (v < want.Low || v > want.High) {
			outside = append(outside, row.ID)
		}
	}
	if got := a.Outside(); !slices.Equal(got, outside) {
		t.Errorf("outside are %v, want %v", got, outside)
	}
	if a.Rate != 0 {
		t.Errorf("draws that are not fitted agree at a rate of %v", a.Rate)
	}
	at := slices.IndexFunc(counts.Killed(a.Targets), func(i int) bool { return a.Targets[i].Start.Year() == 2023 })
	if got, want := a.KilledIn(2023), a.Modelled[counts.Killed(a.Targets)[at]]; got != want {
		t.Errorf("killed in 2023: %v, want %v", got, want)
	}
	if got := a.KilledIn(1999); got != (counts.Range{}) {
		t.Errorf("killed in 1999: %v, want nothing", got)
	}
}

func TestAWorldAgreesWithTheCountsAsOftenAsItself(t *testing.T) {
	same := scenarios.Central()
	same.Name = "same"
	rates, err := Rates(same)
	if err != nil {
		t.Fatal(err)
	}
	for i, thing := range []string{"attacks", "killed", "militants"} {
		if rates[i].Thing != thing || rates[i].Times != 1 {
			t.Errorf("%s %v times as often, want %s 1 times", rates[i].Thing, rates[i].Times, thing)
		}
	}
	line, err := RatesLine(same)
	if want := "Draws of this world agree with the counts as often as draws of the central world."; err != nil || line != want {
		t.Errorf("%q, %v; want %q", line, err, want)
	}
	if line, err := RatesLine(scenarios.Central()); line != "" || err != nil {
		t.Errorf("%q of the central world beside itself, %v", line, err)
	}
	few, err := scenarios.ParseWorld("few.yaml", []byte("doc: Each attack kills hardly anybody.\nparameters: {deaths_per_attack: {value: 0.02, outside_range: a thought}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	line, err = RatesLine(few)
	if err != nil || !strings.HasPrefix(line, "How often draws agree with the counts, compared with the central world: attacks as often, people killed ") || !strings.HasSuffix(line, ", militants killed as often.") {
		t.Errorf("%q, %v; want that attacks and militants are as often, people killed not", line, err)
	}
}

func TestHowManyTimesAsOftenIsSaidInWords(t *testing.T) {
	for v, want := range map[float64]string{
		1: "as often", 0.81: "as often", 1.24: "as often", 1.25: "1.2 times as often", 3.47: "3.5 times as often", 126: "130 times as often", 0.5: "2 times less often",
		0.008: "120 times less often", 0.0005: "2,000 times less often", 1e-5: "hardly ever", 0: "hardly ever",
	} {
		if got := times(v); got != want {
			t.Errorf("%v is said as %q, want %q", v, got, want)
		}
	}
}

func TestTheLineOnTheDrawsSaysWhichTheyAreAndWhereTheirMiddleLies(t *testing.T) {
	row := model.FindEvidence("C10")
	targets := []counts.Target{counts.NewTarget(row, -1)}
	at := func(middle float64) *Agreement {
		return &Agreement{Targets: targets, Modelled: []counts.Range{{Low: 900, Middle: middle, High: 2100}}, Rate: 0.02}
	}
	p, err := posterior("weight,inflow\n1,300\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		draws  Draws
		middle float64
		want   string
	}{
		{Draws{Fitted: past(t)}, (*row.Low + *row.High) / 2, "The draws fitted to these counts have 900 to 2,100 of these killed in 2025 (80% range). Of the draws tried, 1 in 50 agrees with the counts."},
		{Draws{Fitted: past(t)}, *row.High + 1, "The draws fitted to these counts have 900 to 2,100 of these killed in 2025 (80% range); most have more than was counted. Of the draws tried, 1 in 50 agrees with the counts."},
		{Draws{Posterior: p}, *row.Low - 1, "The draws of the fit p.csv have 900 to 2,100 of these killed in 2025 (80% range); most have fewer than was counted."},
	} {
		if got := at(c.middle).line(c.draws); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if got := at(1).line(Draws{}); !strings.HasPrefix(got, "The draws, which are not fitted to these counts, have 900 to 2,100 of these") {
		t.Errorf("%q", got)
	}
	if got, want := (&Agreement{Rate: 1}).line(Draws{Fitted: past(t)}), "The draws fitted to these counts have no count of people killed in 2025."; got != want {
		t.Errorf("without a count of 2025: %q, want %q", got, want)
	}
}

func TestTheFirstFitLineIsTheSingleRunAndTheSecondTheDraws(t *testing.T) {
	lines, err := FitLines(Draws{Seed: 1, Documented: true}, scenarios.Central())
	if err != nil {
		t.Fatal(err)
	}
	told, err := counts.Tell(scenarios.Central())
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) != 2 || lines[0] != told.Line() || !strings.HasPrefix(lines[1], "The draws, which are not fitted to these counts, have ") {
		t.Errorf("lines %q", lines)
	}
	// A fit that holds its closest values moves the single run to them, and one that does not leaves the medians in its place.
	centred, err := posterior("member,weight,inflow,evidence\n-1,0,150,mine\n0,1,150,mine\n")
	if err != nil {
		t.Fatal(err)
	}
	moved := Draws{Posterior: centred}.Centred([]*scenarios.World{scenarios.Central()})[0]
	if told, err = counts.Tell(moved); err != nil {
		t.Fatal(err)
	}
	if lines, err = FitLines(Draws{Seed: 1, Posterior: centred}, scenarios.Central()); err != nil || lines[0] != told.Line() || !strings.HasPrefix(lines[1], "The draws of the fit p.csv have ") {
		t.Errorf("lines %q, %v; want the first to be %q", lines, err, told.Line())
	}
	bare, err := posterior("weight,inflow\n1,150\n")
	if err != nil {
		t.Fatal(err)
	}
	a, err := Agree(Draws{Seed: 1, Posterior: bare}, scenarios.Central())
	if err != nil {
		t.Fatal(err)
	}
	lines, err = FitLines(Draws{Seed: 1, Posterior: bare}, scenarios.Central())
	if want := " " + counts.Words(a.KilledIn(2025).Middle) + " civilians and security forces killed"; err != nil || !strings.Contains(lines[0], want) {
		t.Errorf("first line %q, %v; want the median of the draws,%s", lines[0], err, want)
	}
}

func TestAHistoryThatCannotBeRunHasNoAgreement(t *testing.T) {
	w := scenarios.Central()
	w.Parameters.Inflow, w.Set = math.Inf(1), append(w.Set, model.FindParameter("inflow"))
	_, agree := Agree(Draws{Seed: 1}, w)
	_, rates := Rates(w)
	_, line := RatesLine(&scenarios.World{Name: "other", Parameters: w.Parameters, Set: w.Set})
	_, lines := FitLines(Draws{Seed: 1}, w)
	for what, err := range map[string]error{"agreement": agree, "rates": rates, "the line on rates": line, "fit lines": lines} {
		if err == nil || !strings.HasPrefix(err.Error(), "world ") {
			t.Errorf("%s: error %v, want that of the world", what, err)
		}
	}
	if _, err := Agree(Draws{Shape: "round"}, scenarios.Central()); err == nil {
		t.Error("an unknown shape is no error")
	}
}
