// SPDX-License-Identifier: Apache-2.0

package calibrate

import (
	"bytes"
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
)

// centred is a calibration in which every quantity stays at its central value but for those named.
func centred(moved map[string]float64) *Centre {
	c := &Centre{Question: Question{Set: "recommended", Until: model.Fork}}
	for _, q := range Quantities() {
		row := Centred{Quantity: q}
		if q.Parameter != nil {
			row.Rounded = q.Parameter.Central
		}
		if v, ok := moved[q.Name]; ok {
			row.Rounded = v
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

func TestFittedValuesAreWrittenAsAWorldThatReadsBack(t *testing.T) {
	replacement := model.FindParameter("replacement")
	c := centred(map[string]float64{"inflow": 222, "start_fighters": 5100, "replacement": replacement.High * 1.001, "tempo_2024": 99})
	var b bytes.Buffer
	if err := c.WriteWorld(&b); err != nil {
		t.Fatal(err)
	}
	w, err := scenarios.ParseWorld("fitted.yaml", b.Bytes())
	if err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	want := model.Central()
	want.Inflow, want.Replacement = 222, replacement.High // two digits left the range by a thousandth
	*model.FindParameter("start_fighters").Of(&want) = 5100
	if w.Parameters != want || len(w.Set) != 3 {
		t.Errorf("read back with %d values set:\n%s", len(w.Set), b.String())
	}
	if !strings.HasPrefix(w.Label, "Fitted to ") || strings.Contains(b.String(), "tempo_") {
		t.Errorf("label %q, or the tempo of operations is in the file", w.Label)
	}
	if err := c.WriteWorld(full{}); err == nil || err.Error() != "full" {
		t.Errorf("onto a full disk: %v", err)
	}
}

func TestAFitToOnesOwnCountsWritesThemIntoItsWorld(t *testing.T) {
	c := centred(map[string]float64{"inflow": 222})
	c.Question.Name, c.Question.Ledger = "mine", []model.Evidence{*model.FindEvidence("C09"), *model.FindEvidence("C10")}
	var b bytes.Buffer
	if err := c.WriteWorld(&b); err != nil {
		t.Fatal(err)
	}
	w, err := scenarios.ParseWorld("fitted.yaml", b.Bytes())
	if err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	if w.Counts == nil || w.Counts.Source != "mine" || len(w.Counts.Rows) != 2 {
		t.Errorf("counts %v, want the two of mine:\n%s", w.Counts, b.String())
	}
}

func TestHowFarAQuantityMovesIsASpreadOfItsPrior(t *testing.T) {
	c := Centred{Documented: 10, Spread: 4, Rounded: 16}
	if got := c.Moved(); got != 1.5 {
		t.Errorf("moved by %v spreads, want 1.5", got)
	}
	for v, want := range map[float64]float64{1234: 1200, 0.0567: 0.057, 1: 1, 0: 0, -1.25: -1.2, 9.99: 10} {
		if got := roundTo(v, Digits); got != want {
			t.Errorf("%v is rounded to %v, want %v", v, got, want)
		}
	}
	if got := roundTo(math.Inf(1), Digits); !math.IsInf(got, 1) {
		t.Errorf("an infinite number is rounded to %v", got)
	}
}

// prepared is a search over two rows.
func prepared(t *testing.T) *search {
	t.Helper()
	f, err := Question{Ledger: []model.Evidence{*model.FindEvidence("C09"), *model.FindEvidence("C10")}, Seed: 1}.prepared()
	if err != nil {
		t.Fatal(err)
	}
	return newSearch(f)
}

func TestAPlaceOfTheSearchHoldsTheValuesPutThere(t *testing.T) {
	s := prepared(t)
	rows := make([]Centred, 0, len(s.documented))
	for i, q := range Quantities() {
		row := Centred{Quantity: q, Rounded: 10 + float64(i)}
		if p := q.Parameter; p != nil {
			row.Rounded = p.Low + 0.3*(p.High-p.Low)
		}
		rows = append(rows, row)
	}
	x := make([]float64, len(s.documented))
	s.put(x, rows)
	for i, v := range s.values(x) {
		if want := rows[i].Rounded; math.Abs(v-want) > 1e-9*math.Abs(want) {
			t.Errorf("%s is %v at the place, want %v", rows[i].Name, v, want)
		}
	}
	// Any other way to share the tempo out between all years and each has a smaller prior.
	_, _, best := s.at(x)
	n := len(s.parameters)
	for _, by := range []float64{-0.1, 0.1} {
		other := append([]float64(nil), x...)
		other[n] += by
		for y := range documentedTempo {
			other[n+1+y] -= by * commonTempo / ownTempo
		}
		if _, tempo, prior := s.at(other); prior >= best || math.Abs(tempo[0]-rows[n].Rounded) > 1e-9 {
			t.Errorf("shared out otherwise the tempo of 2021 is %v with prior %v, want the same with less than %v", tempo[0], prior, best)
		}
	}
}

func TestWhatIsHeldStaysAtItsDocumentedValue(t *testing.T) {
	s := prepared(t)
	x := s.start(3)
	for i := range s.held {
		s.held[i] = true
	}
	p, tempo, prior := s.at(x)
	if p != model.Documented() || prior != 0 || tempo[4] != documentedTempo[4] {
		t.Errorf("with everything held the prior is %v and the tempo of 2025 %v", prior, tempo[4])
	}
	s.put(x, make([]Centred, len(s.held)))
	if again, _, _ := s.at(x); again != p {
		t.Error("putting values where everything is held moves it")
	}
}

func TestTheDocumentedValuesHaveTheLargestPrior(t *testing.T) {
	s := prepared(t)
	_, _, documented := s.at(s.documented)
	for i := 1; i < 4; i++ {
		if _, _, prior := s.at(s.start(i)); prior >= documented {
			t.Errorf("draw %d has the prior %v, want less than the documented %v", i, prior, documented)
		}
	}
	if math.Abs(documented) > 0.05 { // ends of ranges are taken as near them
		t.Errorf("the documented values have the prior %v, want about 0", documented)
	}
}

func TestAPlaceThatCannotBeRunIsAsBadAsCanBe(t *testing.T) {
	s := prepared(t)
	bad := append([]float64(nil), s.documented...)
	bad[0] = math.NaN()
	list := s.losses(model.NewKernel(), [][]float64{s.documented, bad})
	alone := s.losses(model.NewKernel(), [][]float64{s.documented})
	if list[0] != alone[0] || !math.IsInf(list[1], 1) {
		t.Errorf("losses %v, alone %v; want the first as it is and the other infinite", list, alone)
	}
}

func TestWhatIsNoBoundOrHasNoFiguresIsRefused(t *testing.T) {
	row := *model.FindEvidence("C09")
	row.Hedge = "none"
	_, err := Question{Ledger: model.EvidenceTable, Set: "recommended", Bounds: []model.Evidence{row}}.Centre(context.Background())
	if want := `evidence C09: hedge is "none", which is no bound (at least, or at most)`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
	if _, err := (Question{Set: "nobody", Ledger: model.EvidenceTable}).CentreOnHistory(context.Background()); err == nil || !strings.Contains(err.Error(), "no row gives a figure") {
		t.Errorf("without figures: %v", err)
	}
	if _, err := (Question{Ledger: model.EvidenceTable}).Answer(context.Background()); err == nil || err.Error() != "members = 0: there is nothing to draw (1 or more)" {
		t.Errorf("without members: %v", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	q := Question{Ledger: model.EvidenceTable, Set: "recommended", Members: 64}
	_, answered := q.Answer(stopped)
	_, centre := q.Centre(stopped)
	for what, err := range map[string]error{"a fit": answered, "a calibration": centre} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s stopped: %v", what, err)
		}
	}
}

// A run that has none of what was counted weighs nothing and leaves the others their weights.
func TestWeightsSumToOneAndTheImpossibleHasNone(t *testing.T) {
	weights, size, err := weightsOf([]float64{-1000, -1000 + math.Log(3), math.Inf(-1)})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{0.25, 0.75, 0} {
		if math.Abs(weights[i]-want) > 1e-12 {
			t.Errorf("weight %d is %v, want %v", i, weights[i], want)
		}
	}
	if want := 1 / (0.0625 + 0.5625); math.Abs(size-want) > 1e-9 {
		t.Errorf("worth %v equal weights, want %v", size, want)
	}
}

func TestATargetIsMetWithinItsRangeOrItsSpread(t *testing.T) {
	value, low, high := 100.0, 90.0, 200.0
	target := counts.Target{Evidence: &model.Evidence{Value: &value, Low: &low, High: &high}, Own: math.Log(2) / (counts.Ninety / 2)}
	r := reachOf(&target)
	for v, want := range map[float64]bool{49: false, 51: true, 100: true, 199: true, 201: false} {
		if got := r.holds(v); got != want {
			t.Errorf("%v is met: %v, want %v", v, got, want)
		}
	}
}
