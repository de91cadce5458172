// SPDX-License-Identifier: Apache-2.0

package model

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"crossroads/model/ode"
)

func TestEvidenceHoldsEveryFigureOfTheEssay(t *testing.T) {
	// The essay's figures as it prints them, in the order of its text.
	figures := map[string]float64{
		"E04": 1000, "E05": 754, "E06": 416, "E05-E06": 754 + 416, "E07": 3, "E08": 1600,
		"E09a": 84, "E09b": 217, "E10a": 4, "E10b": 14, "E11": 4, "E12": 4,
		"E13": 12, "E14": 35, "E15": 30, "E16": 11, "E17a": 11, "E17b": 19, "E18": 12, "E19": 145, "E22": 540,
	}
	for id, want := range figures {
		e := FindEvidence(id)
		if e == nil || e.Value == nil || *e.Value != want || e.Set != "essay" {
			t.Errorf("evidence %s: is %+v, want the essay's %g", id, e, want)
		}
	}
	for _, id := range []string{"E01", "E02", "E03", "E20", "E21", "E23", "E24", "E25", "E26", "E27", "E28", "E29", "E30", "E31", "E32", "E33", "E34", "E35", "E36"} {
		if e := FindEvidence(id); e == nil || e.Set != "essay" || e.Note == "" {
			t.Errorf("evidence %s: is missing or without a note, want a claim of the essay with what bears on it", id)
		}
	}
}

func TestEvidenceSaysWhereFiguresMustNotBeAddedOrCompared(t *testing.T) {
	for id, words := range map[string]string{"E16": "E17a", "E17a": "E16", "E22": "E23", "E08": "1016", "E07": "not compared"} {
		if !strings.Contains(FindEvidence(id).Note+FindEvidence(id).Quantity, words) {
			t.Errorf("evidence %s: its note lacks %q", id, words)
		}
	}
	if o := FindEvidence("E05-E06").Observes.String(); o != "fraction * (attacks + tempo)" {
		t.Errorf("E05-E06 observes %s, want an unknown fraction of attacks and operations: both are incidents", o)
	}
	if FindEvidence("E07").Observes != nil {
		t.Error("E07 observes something; one group's claims are not all groups' attacks")
	}
}

func TestEvidenceRowsAreComplete(t *testing.T) {
	for i := range EvidenceTable {
		e := &EvidenceTable[i]
		if e.Quantity == "" || e.Unit == "" || e.Hedge == "" || e.Root == "" || e.Source == "" {
			t.Errorf("evidence %s: a quantity, unit, hedge, root or source is missing", e.ID)
		}
		for _, id := range e.Repeats {
			if FindEvidence(id) == nil {
				t.Errorf("evidence %s: repeats %s, which is not in the ledger", e.ID, id)
			}
		}
		if e.Address != "" && !strings.HasPrefix(e.Address, "http") {
			t.Errorf("evidence %s: address %q is none", e.ID, e.Address)
		}
		if e.Address == "" && e.Set != "essay" && e.Set != "recommended" {
			t.Errorf("evidence %s: has no address", e.ID)
		}
		if strings.Contains(e.Note, "remembered") && !strings.Contains(e.Note, "nverified") {
			t.Errorf("evidence %s: rests on memory and does not say unverified", e.ID)
		}
	}
}

func TestEvidenceIsWordedNeutrally(t *testing.T) {
	loaded := regexp.MustCompile(`(?i)martyr|eliminat|terroris|neutralised (fighters|militants)|cleans|khwarij|khawarij|outfit|neutraliz|winner|\bbest\b|\bbetter\b`)
	for i := range EvidenceTable {
		e := &EvidenceTable[i]
		for _, text := range []string{e.Quantity, e.Counts, e.Hedge, e.Note, e.Root, e.Place} {
			if w := loaded.FindString(text); w != "" {
				t.Errorf("evidence %s: says %q in %q", e.ID, w, text)
			}
		}
	}
	for i := range ParameterTable {
		p := &ParameterTable[i]
		for _, text := range []string{p.Doc, p.Source, p.Because} {
			if w := loaded.FindString(text); w != "" {
				t.Errorf("parameter %s: says %q in %q", p.Name, w, text)
			}
		}
	}
}

func TestEveryCitedRowExistsAndKnowsWhoCitesIt(t *testing.T) {
	check := func(name string, ids []string) {
		for _, id := range ids {
			e := FindEvidence(id)
			if e == nil {
				t.Errorf("%s cites %s, which is not in the ledger", name, id)
			} else if !slices.Contains(e.BearsOn(), name) {
				t.Errorf("evidence %s bears on %v, want %s among them", id, e.BearsOn(), name)
			}
		}
	}
	for i := range ParameterTable {
		check(ParameterTable[i].Name, ParameterTable[i].Evidence)
	}
	for i := range LeverTable {
		check(LeverTable[i].Name, LeverTable[i].Evidence)
	}
}

func TestParametersSayWhatTheyRestOn(t *testing.T) {
	for i := range ParameterTable {
		p := &ParameterTable[i]
		if p.Source == "" || strings.Contains(p.Source, ".md") {
			t.Errorf("%s: source %q (author, year and finding, or an assumption)", p.Name, p.Source)
		}
		if p.Confidence != Judgement && len(p.Evidence) == 0 {
			t.Errorf("%s: graded %s without a row of the ledger", p.Name, p.Confidence)
		}
		if p.Literature == nil {
			continue
		}
		l := p.Literature
		if l.Low > l.Centre || l.Centre > l.High {
			t.Errorf("%s: literature %v is out of order", p.Name, *l)
		}
		departs := p.Documented != l.Centre
		narrower := p.Low > l.Low || p.High < l.High
		if (departs || narrower) && p.Because == "" {
			t.Errorf("%s: %g (%g to %g) departs from %g (%g to %g) without a reason", p.Name, p.Documented, p.Low, p.High, l.Centre, l.Low, l.High)
		}
	}
}

func TestObservationsReadAsArithmetic(t *testing.T) {
	amounts := map[string]float64{"attacks": 6, "tempo": 2, "fighters": 5}
	for text, want := range map[string]float64{
		"attacks":                          6,
		"attacks + tempo":                  6 + 2,
		"attacks - tempo - fighters":       6 - 2 - 5,
		"attacks / tempo / fighters":       6.0 / 2 / 5,
		"fraction * (attacks + tempo) * 2": 0.5 * (6 + 2) * 2,
		"attacks + tempo * fighters":       6 + 2*5,
	} {
		o, err := ParseObservation(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		got := o.Value(func(name string) float64 { return amounts[name] }, 0.5)
		if math.Abs(got-want) > 1e-15 {
			t.Errorf("%q = %g, want %g", text, got, want)
		}
	}
}

func TestObservationsRefuseWhatTheyCannotRead(t *testing.T) {
	for text, want := range map[string]string{
		"":                 `"": ends too early (a name, a number or a parenthesis)`,
		"attacks +":        `"attacks +": ends too early (a name, a number or a parenthesis)`,
		"(attacks":         `"(attacks": a parenthesis stays open (a closing one)`,
		"attacks tempo":    `"attacks tempo": "tempo" is too much (+ - * / or the end)`,
		"atacks":           `"atacks": atacks is neither an outcome nor a series (such as attacks or tempo)`,
		"* attacks":        `"* attacks": "*" is out of place (a name, a number or a parenthesis)`,
		"1.2.3 * attacks":  `"1.2.3 * attacks": "1.2.3" is not a number (such as 0.5)`,
		"attacks ; tempo":  `"attacks ; tempo": ";" is too much (+ - * / or the end)`,
		"attacks / (tempo": `"attacks / (tempo": a parenthesis stays open (a closing one)`,
	} {
		if _, err := ParseObservation(text); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestLedgersRefuseWhatTheyCannotRead(t *testing.T) {
	head := strings.Join(evidenceColumns, ",") + "\n"
	row := func(cells ...string) string { return head + strings.Join(cells, ",") + "\n" }
	for name, c := range map[string]struct{ text, want string }{
		"header": {"a,b\n", "mine.csv:1:1: header: is a,b (" + strings.Join(evidenceColumns, ",") + ")"},
		"number": {row("X", "other", "q", "ten", "1", "2", "death", "", "", "", "", "none", "", "", "r", "disputed", "s", "", ""),
			"mine.csv:2:11: value: \"ten\" is not a number (a number, or nothing)\nmine.csv:2:11: value: value, low and high: only some are given (all or none)"},
		"order": {row("X", "other", "q", "5", "6", "7", "death", "", "", "", "", "none", "", "", "r", "disputed", "s", "", ""),
			"mine.csv:2:11: value: 5 lies outside 6 to 7 (low <= value <= high)"},
		"set": {row("X", "mine", "q", "", "", "", "claim", "", "", "", "", "none", "", "", "r", "disputed", "s", "", ""),
			`mine.csv:2:3: set: "mine" is unknown (essay, think-tank, official, recommended, study, other)`},
		"period": {row("X", "other", "q", "5", "5", "5", "death", "2023-01-05", "2023-12-31", "", "", "none", "attacks", "", "r", "disputed", "s", "", ""),
			"mine.csv:2:52: observes: 2023-01-05 to 2023-12-31 are not whole months (the first of a month to the last of one)"},
	} {
		if _, err := ParseEvidence("mine.csv", []byte(c.text)); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// quietPlan is today's levers for as long as h lasts.
func quietPlan(h Horizon) *Plan {
	plan := &Plan{Months: make([]Levers, h.Months())}
	for i := range plan.Months {
		for j := range LeverTable {
			*LeverTable[j].Of(&plan.Months[i]) = LeverTable[j].Today
		}
		plan.Months[i].AttackFactor = 1
	}
	return plan
}

func TestAmountsSumRatesAndAverageStocks(t *testing.T) {
	p := Central()
	h := Horizon{HistoryStart, NewYear(2023), 12}
	run, err := Run(&p, quietPlan(h), h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	from, to := NewYear(2021), NewYear(2022)
	if got, want := Amount(run, "attacks", from, to), run.At(to).TotalAttacks; got != want {
		t.Errorf("attacks in a year = %g, want the running total %g", got, want)
	}
	if got := Amount(run, "tempo", from, MonthOf(2021, 7)); got <= 0 || got >= Amount(run, "tempo", from, to) {
		t.Errorf("operations in half a year = %g, want more than none and fewer than in the year", got)
	}
	mean := 0.0
	for m := from; m < to; m++ {
		mean += run.At(m).Secure / 12
	}
	if got := Amount(run, "secure", from, to); math.Abs(got-mean) > 1e-12 {
		t.Errorf("secure in a year = %g, want its mean %g", got, mean)
	}
}

func TestTheUnitInWhichASourceCountsMovesNoDeath(t *testing.T) {
	// Counting every attack k times: the rate and the attacks that avenge each
	// civilian times k, the deaths in each by 1/k, and the attacks that halve
	// confidence times k.
	const k = 0.7
	h := DefaultHorizon
	p := Central()
	q := p
	q.AttackRate *= k
	q.Revenge *= k
	q.DeathsPerAttack /= k
	q.AttacksHalf *= k
	a, err := Run(&p, quietPlan(h), h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Run(&q, quietPlan(h), h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"deaths_civilian_security", "deaths_all"} {
		o := FindOutcome(name)
		if x, y := o.Of(a.Years), o.Of(b.Years); math.Abs(x-y) > 1e-9*x {
			t.Errorf("%s: %g becomes %g when attacks are counted in another unit", name, x, y)
		}
	}
}

func TestTotalsOf2026AreTheSumsOfTheirParts(t *testing.T) {
	for total, parts := range map[string][]string{
		"PICSS-2026-01-total":   {"PICSS-2026-01-civ", "PICSS-2026-01-sf", "PICSS-2026-01-mil"},
		"PICSS-2026-02-total":   {"PICSS-2026-02-civ", "PICSS-2026-02-sf", "PICSS-2026-02-mil"},
		"PICSS-2026-0102-civsf": {"PICSS-2026-01-civ", "PICSS-2026-01-sf", "PICSS-2026-02-civ", "PICSS-2026-02-sf"},
		"PICSS-2026-0102-mil":   {"PICSS-2026-01-mil", "PICSS-2026-02-mil"},
	} {
		row, sum := FindEvidence(total), 0.0
		for _, id := range parts {
			sum += *FindEvidence(id).Value
		}
		if *row.Value != sum || !slices.Equal(row.Repeats, parts) {
			t.Errorf("evidence %s: is %g and repeats %v, want the sum %g of %v", total, *row.Value, row.Repeats, sum, parts)
		}
	}
}
