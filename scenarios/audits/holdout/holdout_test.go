// SPDX-License-Identifier: Apache-2.0

package holdout

import (
	"context"
	"math"
	"reflect"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// ask runs the built-in question with a few draws.
func ask(t *testing.T, ledger []model.Evidence, members int) *Test {
	t.Helper()
	q := Question{Ledger: ledger, Year: 2026, World: scenarios.Central(), Members: members, Draws: ensemble.Draws{Seed: 1}}
	for _, name := range []string{Record(2026), scenarios.Reference} {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		q.Paths = append(q.Paths, s)
	}
	answer, err := q.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// row finds a row of the answer.
func (t *Test) row(id string) *Row {
	for i := range t.Rows {
		if t.Rows[i].Evidence.ID == id {
			return &t.Rows[i]
		}
	}
	return nil
}

func TestEachFigureOfTheYearIsGivenPerYearAndScoredOnce(t *testing.T) {
	answer := ask(t, model.EvidenceTable, 4)
	for id, want := range map[string]struct {
		counted float64
		within  string
	}{
		"PICSS-2026-01-attacks": {87 * 12, ""},
		"PICSS-2026-01-civ":     {73 * 12, "PICSS-2026-0102-civsf"},
		"PICSS-2026-0102-civsf": {295 * 6, ""},
		"PICSS-2026-0102-mil":   {536 * 6, ""},
		"W26-Q1":                {372 * 4, ""},
	} {
		r := answer.row(id)
		if r == nil {
			t.Errorf("%s is missing", id)
			continue
		}
		within := ""
		if r.Within != nil {
			within = r.Within.ID
		}
		if r.Counted != want.counted || within != want.within {
			t.Errorf("%s: %g a year within %q, want %g within %q", id, r.Counted, within, want.counted, want.within)
		}
	}
	if n := answer.Scores[0].Rows; n != 4 {
		t.Errorf("%d figures are scored, want the 4 that no other contains", n)
	}
	for i := range answer.Rows {
		if from, _ := answer.Rows[i].Evidence.Months(); from < model.Fork {
			t.Errorf("%s was counted before the policy start", answer.Rows[i].Evidence.ID)
		}
	}
}

func TestNaiveForecastsComeFromWhatTheSameSourceCounted(t *testing.T) {
	answer := ask(t, model.EvidenceTable, 1)
	value := func(id string) float64 { return *model.FindEvidence(id).Value }
	for id, want := range map[string]float64{
		"PICSS-2026-01-attacks": value("PICSS-2025-attacks"),
		"PICSS-2026-0102-civsf": value("PICSS-2025-civ") + value("PICSS-2025-sf"),
		"PICSS-2026-0102-mil":   value("PICSS-2025-mil"),
		"W26-Q1":                4 * value("O03"), // three months of 2025
	} {
		if got := answer.row(id).Last; math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: the last value is %g, want %g", id, got, want)
		}
	}
	if r := answer.row("W26-Q1"); !math.IsNaN(r.Trend) {
		t.Errorf("W26-Q1: the trend through one figure is %g, want none", r.Trend)
	}
	line := []figure{{2021.5, 100}, {2022.5, 200}, {2024.5, 800}}
	if got := trend(line, 2025.5); math.Abs(got-1600) > 1e-9 {
		t.Errorf("a series that doubles each year goes on to %g, want 1600", got)
	}
}

func TestScoresAreGeometricMeansOverTheFiguresScored(t *testing.T) {
	answer := ask(t, model.EvidenceTable, 32)
	for k, s := range answer.Scores {
		product, n, inside := 1.0, 0, 0
		for i := range answer.Rows {
			r := &answer.Rows[i]
			forecast := append([]float64{r.Paths[0].Centre, r.Paths[1].Centre}, r.Last, r.Trend)[k]
			if r.Within != nil || math.IsNaN(forecast) {
				continue
			}
			n++
			product *= max(forecast/r.Counted, r.Counted/forecast)
			if k < 2 && r.Paths[k].Low <= r.Counted && r.Counted <= r.Paths[k].High {
				inside++
			}
		}
		if want := math.Pow(product, 1/float64(n)); math.Abs(s.Factor-want) > 1e-9 || s.Rows != n || k < 2 && s.Inside != inside {
			t.Errorf("%s: factor %g on %d figures, %d inside, want %g on %d, %d", s.Forecast, s.Factor, s.Rows, s.Inside, want, n, inside)
		}
	}
	if again := ask(t, model.EvidenceTable, 32); !reflect.DeepEqual(again.Scores, answer.Scores) {
		t.Error("the same question has another answer")
	}
}

func TestTheShareThatASourceCountsIsFittedBeforeThePolicyStart(t *testing.T) {
	// A source that counts twice as many attacks in every year is forecast twice as many.
	ledger := append([]model.Evidence(nil), model.EvidenceTable...)
	for i := range ledger {
		if e := &ledger[i]; e.Observes != nil && e.Observes.HasFraction() && e.Source == "PICSS" && e.To.Year() < 2026 {
			twice := 2 * *e.Value
			e.Value, e.Low, e.High = &twice, &twice, &twice
		}
	}
	once, twice := ask(t, model.EvidenceTable, 1).row("PICSS-2026-01-attacks").Paths[0].Centre, ask(t, ledger, 1).row("PICSS-2026-01-attacks").Paths[0].Centre
	if math.Abs(twice-2*once) > 1e-9*once {
		t.Errorf("attacks are forecast at %g, want twice %g", twice, once)
	}
}
