// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
)

var update = flag.Bool("update", false, "write the generated files anew")

// past is what fitted draws follow by default.
func past(t testing.TB) *counts.Past {
	t.Helper()
	p, err := counts.NewPast(counts.SharedBias)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// fitted are fitted draws of a seed in a world.
func fitted(t testing.TB, seed uint64, w *scenarios.World) *Assumptions {
	t.Helper()
	a, err := InWorld(Draws{Seed: seed, Fitted: past(t)}, w)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// forget makes a look for its members again.
func (a *Assumptions) forget() { a.rejection.found = new(places) }

func TestShippedMembersAreThoseThatASearchFinds(t *testing.T) {
	if *update {
		writeShipped(t)
		return
	}
	for _, s := range shippedDraws(t) {
		shipped, ok := shippedPlaces()[s.draws.rejection.sum]
		if !ok || len(shipped) != s.members {
			t.Errorf("%s: its members are not shipped (go test ./scenarios/runs/counts -update, then ./scenarios/runs/ensemble -update)", s.name)
			continue
		}
		s.draws.forget()
		for _, k := range []int{0, 1, s.members / 2, s.members - 1} {
			_, place, err := s.draws.fitted(k)
			if err != nil || place != shipped[k] {
				t.Errorf("%s, member %d: candidate %d, shipped %d, error %v", s.name, k, place, shipped[k], err)
			}
		}
	}
}

// shippedKind is a way of drawing of which the first members are shipped.
type shippedKind struct {
	name    string
	draws   *Assumptions
	members int
}

// shippedDraws lists the ways of drawing of which members are shipped.
func shippedDraws(t *testing.T) []shippedKind {
	var list []shippedKind
	for _, name := range scenarios.WorldNames() {
		list = append(list, shippedKind{"world " + name, fitted(t, shippedSeed, world(t, name)), ShippedMembers})
	}
	for name, d := range map[string]Draws{"uniform draws": {Shape: Uniform}, "ranges halved": {Width: 0.5}, "wider ranges": {Width: 1.5}} {
		d.Seed, d.Fitted = shippedSeed, past(t)
		a, err := InWorld(d, world(t, "central"))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, shippedKind{name, a, ShippedBeside})
	}
	slices.SortFunc(list, func(a, b shippedKind) int { return strings.Compare(a.name, b.name) })
	return list
}

// writeShipped writes the places of the first members of every shipped way of
// drawing.
func writeShipped(t *testing.T) {
	var lists []shippedList
	var body []byte
	for _, s := range shippedDraws(t) {
		list := make([]int, s.members)
		var all sync.WaitGroup
		workers := runtime.GOMAXPROCS(0)
		for w := range workers {
			all.Go(func() {
				for k := w; k < len(list); k += workers {
					_, list[k], _ = s.draws.fitted(k)
				}
			})
		}
		all.Wait()
		lists = append(lists, shippedList{s.draws.rejection.sum, s.members})
		for _, place := range list {
			body = binary.AppendUvarint(body, uint64(place))
		}
	}
	line, err := json.Marshal(lists)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("fitted.bin", append(append(line, '\n'), body...), 0o644); err != nil {
		t.Fatal(err)
	}
}

// FittedByDefault is what the gate says: fitted draws are the default where each
// count of people killed lies in their middle 80 % and enough candidates are
// accepted.
func TestFittedDrawsAreTheDefaultIfTheyPassTheGate(t *testing.T) {
	a, err := AgreeOver(Draws{Seed: 1, Fitted: past(t)}, world(t, "central"), ShippedMembers)
	if err != nil {
		t.Fatal(err)
	}
	failed := a.Outside()
	passes := len(failed) == 0 && a.Rate > 1.0/500
	for _, i := range counts.Killed(a.Targets) {
		t.Logf("%s: counted %v, fitted %.0f", a.Targets[i].ID, *a.Targets[i].Value, a.Modelled[i])
	}
	t.Logf("1 in %.0f candidates is accepted", 1/a.Rate)
	if passes != FittedByDefault {
		t.Errorf("FittedByDefault is %v; outside the middle 80 %%: %v; 1 in %.0f accepted", FittedByDefault, failed, 1/a.Rate)
	}
}

func TestAFittedMemberDependsOnNoOther(t *testing.T) {
	w := world(t, "central")
	a := fitted(t, 5, w)
	a.forget()
	var forward []model.Parameters
	for k := range 12 {
		forward = append(forward, a.Member(k))
	}
	b := fitted(t, 5, w)
	b.forget()
	for k := 11; k >= 0; k-- {
		if b.Member(k) != forward[k] {
			t.Errorf("member %d differs when it is sought on its own", k)
		}
		if b.Member(k) != forward[k] {
			t.Errorf("member %d differs when it is known", k)
		}
	}
	d := design(t, 12, "current-course", "kinetic")
	d.Draws = Draws{Seed: 5, Fitted: past(t)}
	one, two := run(t, d, 1), run(t, d, 2)
	equal(t, "workers", 12, one, 0, two, 0)
}

func TestARangeThatThePastIgnoresChangesNoFittedMember(t *testing.T) {
	w := world(t, "central")
	before := fitted(t, 6, w)
	var places []int
	for k := range 10 {
		_, place, err := before.fitted(k)
		if err != nil {
			t.Fatal(err)
		}
		places = append(places, place)
	}
	table := slices.Clone(model.ParameterTable)
	defer func() { model.ParameterTable = table }()
	model.ParameterTable = slices.Clone(table)
	row := model.FindParameter("trade_value")
	row.High *= 1.5
	after := fitted(t, 6, w)
	if after.rejection.sum == before.rejection.sum {
		t.Fatal("the other range is taken for the same draws")
	}
	for k := range places {
		if _, place, err := after.fitted(k); err != nil || place != places[k] {
			t.Errorf("member %d: candidate %d, want %d as before; error %v", k, place, places[k], err)
		}
	}
}

func TestFittedDrawsAgreeWithWeightedOnes(t *testing.T) {
	p := past(t)
	w := world(t, "central")
	a := fitted(t, 1, w)
	n, kept := 20_000, 500
	if long {
		n, kept = 400_000, 4000
	}
	rows := []string{"attack_rate", "start_fighters", "replacement", "exit", "revenge"}
	statements := func(q model.Parameters, years model.Years) []float64 {
		var list []float64
		for _, name := range rows {
			row := model.FindParameter(name)
			list = append(list, indicator(*row.Of(&q) > row.Central))
		}
		killed := model.FindOutcome("deaths_civilian_security")
		return append(list, indicator(killed.In(years, 2025) > 1500), indicator(killed.In(years, 2021) > 450), indicator(model.FindOutcome("attacks").In(years, 2025) > 2*model.FindOutcome("attacks").In(years, 2022)))
	}
	room := counts.NewRoom()
	run := func(q model.Parameters) []float64 {
		years, err := p.Run(room, []model.Parameters{q})
		if err != nil {
			t.Fatal(err)
		}
		return statements(q, years[0])
	}
	var accepted [][]float64
	for k := range kept {
		accepted = append(accepted, run(a.Member(k)))
	}
	var logs []float64
	var drawn [][]float64
	one := make([]float64, 1)
	for i := range n {
		q := a.prior(1<<50 | i) // no candidate of a member above
		if err := p.Fits(room, []model.Parameters{q}, one); err != nil {
			t.Fatal(err)
		}
		logs = append(logs, one[0])
		drawn = append(drawn, statements(q, room.Years()[0]))
	}
	for s := range accepted[0] {
		mean, share, sum, squares := 0.0, 0.0, 0.0, 0.0
		for _, v := range accepted {
			mean += v[s] / float64(kept)
		}
		for i, v := range drawn {
			weight := math.Exp(logs[i])
			share += weight * v[s]
			sum += weight
		}
		share /= sum
		for i, v := range drawn {
			d := math.Exp(logs[i]) / sum * (v[s] - share)
			squares += d * d
		}
		spread := math.Sqrt(squares + share*(1-share)/float64(kept))
		if z := (mean - share) / spread; math.Abs(z) > 4 {
			t.Errorf("statement %d: %.3f of fitted draws, %.3f of weighted ones, %.1f standard errors apart", s, mean, share, z)
		}
	}
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func TestAWorldThatCannotTellThePastIsRefusedInWords(t *testing.T) {
	w, err := scenarios.ParseWorld("bad.yaml", []byte("doc: Fighters leave and few join.\nparameters: {attack_rate: 0.11, exit: 0.14, contagion: 0.2, inflow: 150, civilian_ratio: 0.03, exchange_ratio: 15, replacement: 0, presence: 0.5, suppression: 1.6}\nstart: {sanctuary: 0.5}\n"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = InWorld(Draws{Seed: 1, Fitted: past(t)}, w)
	var refused *NotFittedError
	if !errors.As(err, &refused) || refused.Kept >= leastKept || refused.Ratio > 1 {
		t.Fatalf("error %v, want a NotFittedError with too few", err)
	}
	for _, part := range []string{"world bad", "1 in 5,000", "--draws prior"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q lacks %q", err, part)
		}
	}
	if _, err := InWorld(Draws{Seed: 1}, w); err != nil {
		t.Errorf("prior draws: %v", err)
	}
}

func TestBeyondTheDocumentedRangesTheBoundIsThatOfAPerfectFit(t *testing.T) {
	w, err := scenarios.ParseWorld("wide.yaml", []byte("doc: Slow works.\nparameters: {build_time: {value: 15, outside_range: a war economy}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if a := fitted(t, 1, w); a.rejection.bound != 0 {
		t.Errorf("bound %v, want 0", a.rejection.bound)
	}
	if a := fitted(t, 1, world(t, "central")); a.rejection.bound != past(t).Bound {
		t.Errorf("bound %v, want %v", a.rejection.bound, past(t).Bound)
	}
}

func TestResultsOfOtherDrawsAreNotContinued(t *testing.T) {
	d := design(t, 4, "current-course", "kinetic")
	d.Draws = Draws{Seed: 1, Fitted: past(t)}
	var out bytes.Buffer
	if err := run(t, d, 1).Encode(&out); err != nil {
		t.Fatal(err)
	}
	again, err := DesignOf(bytes.NewReader(out.Bytes()), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Decode(again, bytes.NewReader(out.Bytes())); err != nil {
		t.Errorf("the same design: %v", err)
	}
	d.Draws = Draws{Seed: 1}
	if _, err := Decode(d, bytes.NewReader(out.Bytes())); err == nil || !strings.Contains(err.Error(), "fitted") {
		t.Errorf("prior draws continue fitted ones: %v", err)
	}
}
