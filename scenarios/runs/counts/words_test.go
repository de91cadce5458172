// SPDX-License-Identifier: Apache-2.0

package counts

import (
	"math"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

func TestNumbersAreWrittenAsPeopleReadThem(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 0.4: "0", 7: "7", 999.4: "999", 999.6: "1,000", 12345: "12,345", 1234567: "1,234,567", 1e9: "1,000,000,000", -150: "-150", -1500: "-1,500",
	} {
		if got := Exact(v); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
	for v, want := range map[float64]string{
		0: "0", 0.034: "0.034", 0.96: "0.96", 1: "1", 3.47: "3.5", 9.96: "10", 12.4: "12", 126: "130", 1349: "1,300", 999: "1,000", 1234567: "1,200,000", -1349: "-1,300", 1e-5: "0.00001",
	} {
		if got := Words(v); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
}

func TestARangeHoldsTheMiddleEightyPercent(t *testing.T) {
	values := []float64{10, 3, 1, 7, 9, 2, 6, 5, 4, 8}
	if got, want := RangeOf(values), (Range{2, 6, 10}); got != want {
		t.Errorf("range %v, want %v", got, want)
	}
	if got, want := RangeOf([]float64{5}), (Range{5, 5, 5}); got != want {
		t.Errorf("the range of one value is %v, want %v", got, want)
	}
	slices.Reverse(values)
	if got, want := RangeOf(values), (Range{2, 6, 10}); got != want {
		t.Errorf("in another order the range is %v, want %v", got, want)
	}
}

func TestTheBoundsOfRowsPullOnlyTowardsTheirSide(t *testing.T) {
	p := usual(t)
	like := *p.Likelihood
	row := like.Targets[0]
	held := *row.Evidence
	row.Evidence = &held
	logs := slices.Clone(like.Logs)
	for _, c := range []struct {
		hedge      string
		value      float64
		modelled   float64
		held, free bool
	}{
		{"at least", 100, 50, true, false}, {"at least", 100, 200, false, true}, {"at most", 100, 200, true, false}, {"at most", 100, 50, false, true},
		{"at least", 0, 50, false, true}, {"at most", 0, 50, true, false}, {"none", 0, 50, true, false},
	} {
		held.Hedge, held.Value = c.hedge, &c.value
		row.Log = math.Log(c.value)
		like.Bounds = []Target{row}
		with, without := like.Of(logs, []float64{math.Log(c.modelled)}), like.Of(logs, nil)
		if c.held && !(with < without) || c.free && with != without {
			t.Errorf("%s %v, %v in the model: likelihood %v, without the bound %v", c.hedge, c.value, c.modelled, with, without)
		}
	}
	// The further on the wrong side, the less likely; nothing counted is the less likely the more the model has.
	held.Hedge = "at most"
	last := 0.0
	for _, zero := range []float64{0, 100} {
		held.Value, row.Log = &zero, math.Log(zero)
		like.Bounds = []Target{row}
		last = like.Of(logs, nil)
		for _, modelled := range []float64{110, 150, 400} {
			v := like.Of(logs, []float64{math.Log(modelled)})
			if v >= last {
				t.Errorf("at most %v, %v in the model: likelihood %v, not below %v", zero, modelled, v, last)
			}
			last = v
		}
	}
}

// usual are the recommended counts under the usual bias.
func usual(t *testing.T) *Past {
	t.Helper()
	p, err := NewPast(SharedBias)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestARunThatHasWhatWasCountedIsTheMostLikely(t *testing.T) {
	p := usual(t)
	best := p.Likelihood.Of(p.Likelihood.Logs, nil)
	if best != 0 {
		t.Errorf("a perfect fit has likelihood %v, want 0", best)
	}
	parts, err := p.Parts()
	if err != nil {
		t.Fatal(err)
	}
	for k := range p.Likelihood.Logs {
		logs := slices.Clone(p.Likelihood.Logs)
		logs[k] += 0.3
		up := p.Likelihood.Of(logs, nil)
		logs[k] -= 0.6
		down := p.Likelihood.Of(logs, nil)
		if !(up < best) || math.Abs(up-down) > 1e-9 {
			t.Errorf("%s: too many give %v and as many too few %v, want the same below 0", p.Likelihood.Targets[k].ID, up, down)
		}
		if d := p.Likelihood.Deviation(k); !(d > 0 && d < 2) {
			t.Errorf("%s: its error has the standard deviation %v", p.Likelihood.Targets[k].ID, d)
		}
		// A thing of its own is moved by its own counts alone.
		for i := range parts {
			moved := parts[i].Of(logs) != 0
			if own := parts[i].Thing == Thing(p.Likelihood.Targets[k].Evidence); moved != own {
				t.Errorf("%s moves the part %s: %v", p.Likelihood.Targets[k].ID, parts[i].Thing, moved)
			}
		}
	}
}

func TestARunWithoutAnythingOfWhatWasCountedIsImpossible(t *testing.T) {
	p := usual(t)
	for k := range p.Likelihood.Logs {
		logs := slices.Clone(p.Likelihood.Logs)
		logs[k] = math.Inf(-1)
		if got := p.Likelihood.Of(logs, nil); !math.IsInf(got, -1) {
			t.Errorf("without anything of %s the likelihood is %v, want that of the impossible", p.Likelihood.Targets[k].ID, got)
		}
	}
}

func TestARunThatDivergesFitsNothingAndLeavesTheOthersAsTheyAre(t *testing.T) {
	p := usual(t)
	good, bad := model.Central(), model.Central()
	bad.Inflow = math.Inf(1)
	other := model.Central()
	other.Suppression = 0
	alone, among := make([]float64, 2), make([]float64, 3)
	if err := p.Fits(NewRoom(), []model.Parameters{good, other}, alone); err != nil {
		t.Fatal(err)
	}
	room := NewRoom()
	if err := p.Fits(room, []model.Parameters{good, bad, other}, among); err != nil {
		t.Fatal(err)
	}
	if !math.IsInf(among[1], -1) || among[0] != alone[0] || among[2] != alone[1] {
		t.Errorf("likelihoods %v beside one that diverges, %v without it", among, alone)
	}
	if len(room.Years()) != 3 {
		t.Errorf("the room holds %d runs, want 3", len(room.Years()))
	}
	if _, err := p.Run(NewRoom(), []model.Parameters{bad}); err == nil {
		t.Error("a run that diverges is no error where runs are asked for")
	}
}

func TestSpreadsTwiceAsWideMakeTheSameRunMoreLikely(t *testing.T) {
	p := usual(t)
	same, err := Scaled(Scales{1, 1, 1})
	if err != nil {
		t.Fatal(err)
	}
	wide, err := Scaled(Scales{2, 2, 2})
	if err != nil {
		t.Fatal(err)
	}
	logs := make([]float64, 3)
	for i, past := range []*Past{p, same, wide} {
		if err := past.Fits(NewRoom(), []model.Parameters{model.Central()}, logs[i:i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if logs[0] != logs[1] || same.Sum != p.Sum || same.Bound != p.Bound {
		t.Errorf("unscaled spreads give %v with sum %s, usual ones %v with %s", logs[1], same.Sum, logs[0], p.Sum)
	}
	if math.Abs(4*logs[2]-logs[0]) > 1e-9*math.Abs(logs[0]) || wide.Sum == p.Sum {
		t.Errorf("spreads twice as wide give %v, want a quarter of %v", logs[2], logs[0])
	}
}

func TestASharedBiasBeyondItsLimitsIsRefused(t *testing.T) {
	for _, bias := range []float64{-0.1, 0.36, math.NaN()} {
		if _, err := NewPast(bias); err == nil || !strings.Contains(err.Error(), "must be from 0 to 0.35") {
			t.Errorf("a bias of %v: %v", bias, err)
		}
	}
	p, err := NewPast(0)
	if err != nil || p.Bound != boundOf(0, unscaled) || p.Bias != 0 {
		t.Errorf("no bias: %v", err)
	}
	if got := boundOf(0.123, unscaled); got != 0 {
		t.Errorf("a bias without a bound of its own has %v, want that of a perfect fit, 0", got)
	}
}

func TestTheYearsOutsideTheSpanAreMissed(t *testing.T) {
	told, err := Tell(scenarios.Central())
	if err != nil {
		t.Fatal(err)
	}
	at := told.KilledIn(2023)
	if at < 0 || told.KilledIn(1999) != -1 {
		t.Fatalf("2023 is at %d and 1999 at %d", at, told.KilledIn(1999))
	}
	row := told.Targets[at]
	for _, c := range []struct {
		modelled float64
		missed   bool
	}{{*row.High * 1.19, false}, {*row.High * 1.21, true}, {*row.Low / 1.19, false}, {*row.Low / 1.21, true}} {
		told.Modelled[at] = c.modelled
		if got := slices.Contains(told.Missed(), 2023); got != c.missed {
			t.Errorf("%v beside %v to %v: missed %v, want %v", c.modelled, *row.Low, *row.High, got, c.missed)
		}
	}
	for _, c := range []struct {
		fit  bool
		want string
	}{
		{false, `world central: does not reproduce the counts: people killed in 2023 lie more than 20% outside them (add the line "fit: counts" to fit what it does not set)`},
		{true, "world central: does not reproduce the counts: people killed in 2023 lie more than 20% outside them (what it does not set is fitted already; bring what it sets closer to the counts)"},
	} {
		told.World.Fit = c.fit
		if got := told.Warning(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if got, want := told.In(1999), []string(nil); !slices.Equal(got, want) {
		t.Errorf("of 1999 it tells %v", got)
	}
}

func TestAWorldWhoseHistoryCannotBeRunHasNoWarning(t *testing.T) {
	w := scenarios.Central()
	w.Parameters.Inflow = math.Inf(1)
	if _, err := Tell(w); err == nil || !strings.HasPrefix(err.Error(), "world central: ") {
		t.Errorf("error %v, want that of the world", err)
	}
	if got := warnWorld(w); got != "" {
		t.Errorf("warning %q", got)
	}
}
