// SPDX-License-Identifier: Apache-2.0

package calibrate

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
)

func TestAQuantityIsIdentifiedAsItsRangeShrinks(t *testing.T) {
	before := Interval{Low: 0, Mid: 50, High: 100}
	for high, want := range map[float64]Verdict{10: Identified, 50: Identified, 51: Weakly, 80: Weakly, 81: Not, 100: Not, 150: Not} {
		if got := verdictOf(before, Interval{High: high}); got != want {
			t.Errorf("from 100 to %v: %s, want %s", high, got, want)
		}
	}
}

func TestAnIntervalFollowsTheWeightsAndNotTheOrder(t *testing.T) {
	values, weights := []float64{30, 10, 20, 40}, []float64{0.04, 0.3, 0.6, 0.06}
	want := Interval{10, 20, 40}
	if got := interval(values, weights); got != want {
		t.Errorf("interval %v, want %v", got, want)
	}
	slices.Reverse(values)
	slices.Reverse(weights)
	if got := interval(values, weights); got != want {
		t.Errorf("in another order %v, want %v", got, want)
	}
	if got := interval([]float64{7}, nil); got != (Interval{7, 7, 7}) {
		t.Errorf("of one value %v", got)
	}
	if got := interval([]float64{1, 2}, []float64{1, 0}); got != (Interval{1, 1, 1}) {
		t.Errorf("a value without weight counts: %v", got)
	}
}

func TestRanksHaveMeanNoughtAndVarianceOneAndCorrelateByOrderAlone(t *testing.T) {
	values, weights := []float64{3, 1, 4, 1.5, 9}, []float64{0.1, 0.3, 0.2, 0.25, 0.15}
	ranks := standardRanks(values, weights)
	var mean, variance float64
	for i, r := range ranks {
		mean += weights[i] * r
		variance += weights[i] * r * r
	}
	if math.Abs(mean) > 1e-12 || math.Abs(variance-1) > 1e-12 {
		t.Errorf("ranks with mean %v and variance %v, want 0 and 1", mean, variance)
	}
	curved, turned := make([]float64, len(values)), make([]float64, len(values))
	for i, v := range values {
		curved[i], turned[i] = math.Exp(v), -v
	}
	if got := correlation(ranks, standardRanks(curved, weights), weights); math.Abs(got-1) > 1e-12 {
		t.Errorf("with a rising curve of itself a row correlates by %v, want 1", got)
	}
	if got := correlation(ranks, standardRanks(turned, weights), weights); math.Abs(got+1) > 1e-12 {
		t.Errorf("with its opposite a row correlates by %v, want -1", got)
	}
}

func TestEveryQuantityIsReadFromMembers(t *testing.T) {
	m := Member{Parameters: model.Central(), Tempo: []float64{1, 2, 3, 4, 5}}
	list := Quantities()
	if want := len(model.Varied()) + len(Years()); len(list) != want {
		t.Fatalf("%d quantities, want %d", len(list), want)
	}
	for i := range list {
		q := &list[i]
		want := 0.0
		if q.Parameter != nil {
			want = q.Parameter.Central
		} else if _, err := fmt.Sscanf(q.Name, "tempo_%f", &want); err == nil {
			want -= float64(Years()[0] - 1)
		}
		if got := q.Of(&m); got != want {
			t.Errorf("%s is %v, want %v", q.Name, got, want)
		}
	}
}

// The whole summary of a fit of few draws, against the same counted one by one.
func TestTheSummaryOfAFitIsThatOfItsMembers(t *testing.T) {
	f := answer(t, Question{Set: "recommended", Members: 256})
	var weights []float64
	for _, m := range f.Members {
		weights = append(weights, m.Weight)
	}
	for i, c := range f.Changes() {
		var before, after []float64
		for k := range f.first {
			before = append(before, c.Of(&f.first[k]))
		}
		for k := range f.Members {
			after = append(after, c.Of(&f.Members[k]))
		}
		if c.Name != Quantities()[i].Name || c.Before != interval(before, nil) || c.After != interval(after, weights) || c.Verdict != verdictOf(c.Before, c.After) {
			t.Errorf("%s changes from %v to %v (%s)", c.Name, c.Before, c.After, c.Verdict)
		}
	}
	fits := f.TargetFits()
	for i, m := range fits {
		met := 0
		for k := range f.first {
			if reachOf(&f.Targets[i]).holds(math.Exp(f.scaled(f.first[k].logs)[i])) {
				met++
			}
		}
		if got, want := m.MetBefore, float64(met)/256; got != want {
			t.Errorf("%s is met by %v of the draws, want %v", m.ID, got, want)
		}
		if want := (math.Log(*m.Value) - math.Log(m.After.Mid)) / m.Deviation; math.Abs(m.Residual-want) > 1e-9 {
			t.Errorf("%s has the residual %v, want %v", m.ID, m.Residual, want)
		}
	}
	last := math.Inf(1)
	for _, p := range f.Pairs() {
		tie := math.Abs(p.Tie())
		if tie > last || tie < 0.2 || math.Abs(p.Before) > 1 || math.Abs(p.After) > 1+1e-9 {
			t.Errorf("%s and %s correlate by %v before and %v after, after a tie of %v", p.A.Name, p.B.Name, p.Before, p.After, last)
		}
		last = tie
	}
	most := 0
	for k := range f.first {
		met := 0
		for i := range f.Targets {
			if reachOf(&f.Targets[i]).holds(math.Exp(f.scaled(f.first[k].logs)[i])) {
				met++
			}
		}
		most = max(most, met)
	}
	if got := f.MostMet(); got != most {
		t.Errorf("one draw meets up to %d targets, want %d", got, most)
	}
	for _, c := range Courses(fits) {
		for y, year := range Years() {
			sum, n := 0.0, 0
			for _, m := range fits {
				if counts.Thing(m.Evidence) == c.Thing && m.From.Year() == year && m.To.Year() == year {
					sum += math.Log(m.After.Mid / *m.Value)
					n++
				}
			}
			if got, want := c.Years[y], math.Exp(sum/float64(n)); n > 0 && math.Abs(got-want) > 1e-9 || n == 0 && !math.IsNaN(got) {
				t.Errorf("%s in %d: modelled over cited %v, want %v of %d", c.Thing, year, got, want, n)
			}
		}
	}
}

func TestTargetsMetOneAtATimeAndNeverTogetherContradict(t *testing.T) {
	row := func(id string) counts.Target { return counts.NewTarget(model.FindEvidence(id), -1) }
	f := &Fit{Question: Question{Members: 128}, Targets: []counts.Target{row("C08"), row("C09"), row("C10"), row("C10")}}
	f.met = [][]uint64{{^uint64(0), 0}, {0, ^uint64(0)}, {0, 1}, {^uint64(0), ^uint64(0)}}
	pairs, rare := f.Contradictions()
	if len(rare) != 1 || rare[0].ID != "C10" {
		t.Errorf("rare are %v, want the one that a draw in 128 meets", rare)
	}
	if len(pairs) != 1 {
		t.Fatalf("%d contradictions, want 1", len(pairs))
	}
	if c := pairs[0]; c.A.ID != "C08" || c.B.ID != "C09" || c.MetA != 0.5 || c.MetB != 0.5 || c.Both != 0 || c.ByChance != 0.25 || c.Sources {
		t.Errorf("contradiction %+v", c)
	}
	if got := f.MostMet(); got != 3 {
		t.Errorf("one draw meets %d targets, want 3", got)
	}
	// Two counts of one thing in one time: it is the sources that disagree.
	f.Targets[1] = row("C08")
	if pairs, _ := f.Contradictions(); len(pairs) != 1 || !pairs[0].Sources {
		t.Errorf("contradictions %v, want that the sources disagree", pairs)
	}
	// Met together by as many as chance would have it, targets do not contradict.
	f.met = [][]uint64{{^uint64(0), 0}, {0xffffffff, 0xffffffff}, {0, 0}, {0, 0}}
	if pairs, rare := f.Contradictions(); len(pairs) != 0 || len(rare) != 2 {
		t.Errorf("%d contradictions and %d rare, want none and 2", len(pairs), len(rare))
	}
}

func TestTheTempoIsWrittenMemberByMember(t *testing.T) {
	f := &Fit{Question: Question{Set: "recommended"}, Members: []Member{
		{Number: 3, Weight: 0.25, Parameters: model.Central(), Tempo: []float64{1, 2, 3, 4, 5.5}}, {Number: 7, Weight: 0.75, Parameters: model.Central(), Tempo: []float64{5, 4, 3, 2, 1}}}}
	var b bytes.Buffer
	if err := f.WriteTempo(csv.NewWriter(&b)); err != nil {
		t.Fatal(err)
	}
	tail := "," + scenarios.ModelHash() + "," + f.Question.EvidenceName() + "," + model.Label + "\n"
	want := "member,weight,tempo_2021,tempo_2022,tempo_2023,tempo_2024,tempo_2025,model,evidence,label\n3,0.25,1,2,3,4,5.5" + tail + "7,0.75,5,4,3,2,1" + tail
	if b.String() != want {
		t.Errorf("written\n%s\nwant\n%s", b.String(), want)
	}
	if err := f.WriteTempo(csv.NewWriter(full{})); err == nil || err.Error() != "full" {
		t.Errorf("onto a full disk: %v", err)
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestTheFactsOfAFitStandOneALine(t *testing.T) {
	f := &Fit{Question: Question{Set: "recommended", Members: 64, Seed: 9, Until: model.Fork}, Targets: make([]counts.Target, 3), Members: make([]Member, 20), Effective: 2.25, Size: 17.6, Carrying: 30, Dropped: 0.0009}
	facts := f.Facts()
	for i, want := range []string{model.Label, "crossroads " + model.Version, "up to 2025-12; 3 targets, worth 2.2 independent ones", "64 members drawn from the documented ranges, seed 9; effective size 18", "30 members carry all but 0.0009 of the weight; 20 lines stand for them", "tempo.csv"} {
		if !strings.Contains(facts[i], want) {
			t.Errorf("line %d is %q, want %q in it", i, facts[i], want)
		}
	}
}
