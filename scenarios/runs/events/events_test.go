// SPDX-License-Identifier: Apache-2.0

package events

import (
	"math"
	"testing"

	"crossroads/model"
	"crossroads/scenarios/stats/draw"
)

// draws are those of seed 1.
func draws(t *testing.T) *Draws {
	t.Helper()
	d, err := NewDraws(1, draw.Latin)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// rising is five years of ever more attacks.
func rising() []float64 {
	list := make([]float64, 60)
	for i := range list {
		list[i] = 60 * math.Exp(float64(i)/60)
	}
	return list
}

func TestTheScatterKeepsTheMeansOfTheRun(t *testing.T) {
	d, expected := draws(t), rising()
	const members, lethality = 1000, 0.78
	var attacks, killed, attacks2, killed2, all float64
	for i := range members {
		var a, k float64
		for _, m := range d.Months(d.Member(i), i, model.HistoryStart, expected, lethality) {
			a += float64(m.Attacks)
			k += float64(m.Killed)
		}
		attacks, killed = attacks+a, killed+k
		attacks2, killed2 = attacks2+a*a, killed2+k*k
	}
	for _, v := range expected {
		all += v
	}
	check := func(what string, sum, squares, want float64) {
		mean := sum / members
		deviation := math.Sqrt((squares/members - mean*mean) / members)
		if math.Abs(mean-want) > 3*deviation {
			t.Errorf("%s: %.1f in the mean, want %.1f give or take %.1f", what, mean, want, 3*deviation)
		}
	}
	check("attacks", attacks, attacks2, all)
	check("killed", killed, killed2, all*lethality)
}

func TestYearlyCountsScatterAsRecordedOnesDo(t *testing.T) {
	d := draws(t)
	for i := range Table {
		row := &Table[i]
		if !(row.Low <= row.Central && row.Central <= row.High) || row.Source == "" || row.Unit == "" {
			t.Errorf("%s: range %v, %v, %v, source %q and unit %q, want them in order and stated", row.Name, row.Low, row.Central, row.High, row.Source, row.Unit)
		}
	}
	expected := make([]float64, 120)
	for i := range expected {
		expected[i] = 85 // about a thousand a year
	}
	scatter := func(s Scatter) float64 {
		var n, sum, squares float64
		for member := range 200 {
			months := d.Months(s, member, model.HistoryStart, expected, 1)
			for year := 2; year < 10; year++ {
				count := 0
				for _, m := range months[12*year : 12*year+12] {
					count += m.Attacks
				}
				v := math.Log(float64(count))
				n, sum, squares = n+1, sum+v, squares+v*v
			}
		}
		return math.Sqrt(squares/n - sum*sum/n/n)
	}
	central := scatter(Central())
	t.Logf("yearly counts scatter by %.2f in logarithms", central)
	if central < 0.15 || central > 0.25 {
		t.Errorf("yearly counts scatter by %.2f in logarithms, want 0.15 to 0.25", central)
	}
	alone := Central()
	alone.Branching = 0
	if without := scatter(alone); without > 0.8*central {
		t.Errorf("without attacks that follow attacks yearly counts scatter by %.2f, with them by %.2f, want clearly less", without, central)
	}
}

func TestAboutAQuarterOfAttacksKillsNobodyAtTheLethalityCounted(t *testing.T) {
	s := Central()
	if share := s.Nobody(1.4); share < 0.17 || share > 0.30 {
		t.Errorf("%.2f of the attacks kill nobody at 1.4 dead an attack, want 0.17 to 0.30", share)
	}
	if share := s.Nobody(0.78); share < 0.5 || share > 0.65 {
		t.Errorf("%.2f of the attacks kill nobody at 0.78 dead an attack, want more than half", share)
	}
}

func TestAMembersMonthsDependOnNothingElse(t *testing.T) {
	d, expected := draws(t), rising()
	whole := d.Months(d.Member(7), 7, model.HistoryStart, expected, 1)
	d.Months(d.Member(8), 8, model.HistoryStart, expected, 1)
	part := d.Months(d.Member(7), 7, model.HistoryStart, expected[:20], 1)
	for i := range part {
		if part[i] != whole[i] {
			t.Fatalf("month %d is %v in a short run and %v in a long one", i, part[i], whole[i])
		}
	}
	s := Central()
	if months := d.Months(s, 1, model.HistoryStart, []float64{0, 0}, 1); months[0] != (Month{}) || months[1] != (Month{}) {
		t.Errorf("months without attacks: %v", months)
	}
}

func TestFewAttacksWithoutDeadAreLeftWhereManyAreKilled(t *testing.T) {
	s := Central()
	last := 1.0
	for _, lethality := range []float64{0, 0.5, 1, 1.5, 2, 100} {
		nobody := s.Nobody(lethality)
		if nobody < 0 || nobody > last {
			t.Errorf("%v of the attacks kill nobody at %v dead an attack and %v at less", nobody, lethality, last)
		}
		last = nobody
	}
	if s.Nobody(0) != 1 || last > 1e-12 {
		t.Errorf("%v kill nobody at no dead, %v at more than the law allows; want 1 and 0", s.Nobody(0), last)
	}
}

func TestTheDeadOfAnAttackFollowThePowerLawUpToTheLargest(t *testing.T) {
	s := Scatter{Exponent: 2, Largest: 4}
	list := s.severities(1)
	if len(list) != 5 || math.Abs(list[4]-1) > 1e-12 {
		t.Fatalf("shares %v, want those of 0 to 4 killed, all together 1", list)
	}
	var mean float64
	for k := 1; k < len(list); k++ {
		share := list[k] - list[k-1]
		mean += share * float64(k)
		if want := (list[1] - list[0]) / float64(k*k); math.Abs(share-want) > 1e-12 {
			t.Errorf("%v of the attacks kill %d, want %v", share, k, want)
		}
	}
	if math.Abs(mean-1) > 1e-12 {
		t.Errorf("an attack kills %v in the mean, want 1", mean)
	}
	for k, upTo := range list {
		if got := list.draw(upTo - 1e-9); got != k {
			t.Errorf("just below the share %v an attack kills %d, want %d", upTo, got, k)
		}
	}
	if got := list.draw(1); got != 4 {
		t.Errorf("the rarest attack kills %d, want the largest, 4", got)
	}
}

func TestAWayOfSamplingThatIsUnknownIsRefused(t *testing.T) {
	if _, err := NewDraws(1, "dice"); err == nil {
		t.Error("the method dice is no error")
	}
}

func TestEveryNumberOfTheScatterIsDrawnWithinItsRange(t *testing.T) {
	d := draws(t)
	for i := range 50 {
		s := d.Member(i)
		for j := range Table {
			if v := *Table[j].of(&s); v < Table[j].Low || v > Table[j].High {
				t.Errorf("member %d: %s is %v, outside %v to %v", i, Table[j].Name, v, Table[j].Low, Table[j].High)
			}
		}
	}
}
