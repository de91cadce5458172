// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"math"
	"slices"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

func TestEffectsOfOneMemberAddUp(t *testing.T) {
	d := design(t, 1, "current-course", "investment")
	d.Worlds = append(d.Worlds, world(t, "ties-bind"))
	r := run(t, d, 1)
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		e := r.Effects(0, 1, 0, 1, o)
		got := e.Policy.Median + e.World.Median + e.Interaction.Median
		want := r.Values(1, 1, o)[0] - r.Values(0, 0, o)[0]
		if math.Abs(got-want) > 1e-9*max(math.Abs(want), 1) {
			t.Errorf("%s: the effects of policy, world and both add up to %v, want %v", o.Name, got, want)
		}
	}
}

func TestEffectsOfMembers(t *testing.T) {
	d := design(t, 65, "current-course", "investment")
	d.Worlds = append(d.Worlds, world(t, "ties-bind"))
	r := run(t, d, 2)
	o := model.FindOutcome("deaths_all")
	e := r.Effects(0, 1, 0, 1, o)
	policy, fewer := make([]float64, 65), 0
	for k, v := range r.Values(0, 1, o) {
		if policy[k] = v - r.Values(0, 0, o)[k]; policy[k] < 0 {
			fewer++
		}
	}
	slices.Sort(policy)
	if got, want := e.Policy.Median, policy[32]; got != want {
		t.Errorf("median policy effect %v, want %v", got, want)
	}
	if e.Policy.Fewer != (Share{fewer, 65}) {
		t.Errorf("the policy effect is below 0 in %v, want %d of 65", e.Policy.Fewer, fewer)
	}
	if got, want := e.Lines[3][19], r.Level(1, 1, o, 2040).Quantile(0.5); got != want {
		t.Errorf("last line ends at %v, want %v", got, want)
	}
	same := r.Effects(0, 1, 0, 0, o)
	if same.World.Band != (Band{}) || same.Interaction.Band != (Band{}) {
		t.Errorf("a world against itself has effect %v and interaction %v, want none", same.World.Band, same.Interaction.Band)
	}
}

func TestFansAndFutures(t *testing.T) {
	r := run(t, design(t, 64, "current-course", "kinetic"), 2)
	o := StandardSeries()[0]
	f := r.GapFan(0, 0, o)
	if len(f.Bands) != 20 || f.Years[0] != 2021 || f.Against.Name != "current-course" || f.Members != 64 {
		t.Errorf("fan of %d years from %d against %s over %d members, want 20 from 2021 against current-course over 64",
			len(f.Bands), f.Years[0], f.Against.Name, f.Members)
	}
	if f.Bands[0] != (Band{}) {
		t.Errorf("difference in 2021 %v, want none: the history is common", f.Bands[0])
	}
	b := f.Whole
	if !slices.IsSorted([]float64{b.Low80, b.Low50, b.Median, b.High50, b.High80}) {
		t.Errorf("band %v, want it in order", b)
	}
	futures := r.Futures(0, 1, o, 12)
	if len(futures) != 12 || futures[11].Member != 12 || len(futures[0].Values) != 20 {
		t.Fatalf("%d futures of %d years, want 12 of 20", len(futures), len(futures[0].Values))
	}
	if got, want := futures[3].Values[5], r.InYear(0, 1, o, 2026)[3]; got != want {
		t.Errorf("member 4 in 2026: %v, want %v", got, want)
	}
}

func TestAWorldIsTheSameAloneAndAmongOthers(t *testing.T) {
	alone, among := design(t, 40, "current-course", "kinetic"), design(t, 40, "current-course", "kinetic")
	alone.Worlds = []*scenarios.World{world(t, "backlash")}
	among.Worlds = append(among.Worlds, world(t, "ties-bind"), world(t, "backlash"))
	a, b := run(t, alone, 2), run(t, among, 2)
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		if !slices.Equal(a.Values(0, 1, o), b.Values(2, 1, o)) {
			t.Errorf("%s in backlash differs alone and among other worlds", o.Name)
		}
	}
}
