// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"bytes"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
)

func TestAShareIsWrittenAsPeopleReadIt(t *testing.T) {
	for _, c := range []struct {
		share       Share
		long, short string
	}{
		{Share{0, 5}, "none", "0"}, {Share{5, 5}, "all", "5"}, {Share{3, 5}, "3 of 5", "3"}, {Share{0, 20}, "none", "0 + 0.9"}, {Share{20, 20}, "all", "20 − 0.9"},
		{Share{7, 20}, "7 of 20", "7 ± 2"}, {Share{71, 100}, "71 of 100", "71"}, {Share{0, 100}, "none", "0"}, {Share{100, 100}, "all", "100"},
		{Share{1, 1000}, "fewer than 1 of 100", "<1"}, {Share{999, 1000}, "more than 99 of 100", ">99"}, {Share{714, 1000}, "71 of 100", "71"}, {Share{1000, 1000}, "all", "100"},
	} {
		if got := c.share.String(); got != c.long {
			t.Errorf("%d of %d: %q, want %q", c.share.Count, c.share.Of, got, c.long)
		}
		if got := c.share.Short(); got != c.short {
			t.Errorf("%d of %d in a cell: %q, want %q", c.share.Count, c.share.Of, got, c.short)
		}
	}
	if got := (Share{3, 9}).Error(); !math.IsNaN(got) {
		t.Errorf("of 9 members the error is %v, want none", got)
	}
	if a, b := (Share{3, 10}).Error(), (Share{7, 10}).Error(); a != b || a <= 0 || (Share{0, 10}).Error() <= 0 {
		t.Errorf("errors of 3 and 7 of 10 are %v and %v, want the same above 0", a, b)
	}
}

func TestDrawsAreNamedByWhatDistinguishesThem(t *testing.T) {
	p, err := posterior("weight,inflow\n1,300\n")
	if err != nil {
		t.Fatal(err)
	}
	narrow, err := counts.NewPast(0.1)
	if err != nil {
		t.Fatal(err)
	}
	for want, d := range map[string]Draws{
		"PERT": {Width: 1}, "uniform": {Shape: Uniform}, "PERT, ranges × 0.5": {Width: 0.5}, "PERT, posterior p.csv": {Posterior: p},
		"PERT, fitted to the counts": {Fitted: past(t)}, "uniform, fitted to the counts, shared bias 0.1": {Shape: Uniform, Fitted: narrow},
	} {
		if got := d.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	usual, err := Usual(7)
	if err != nil || usual.Seed != 7 || !usual.Documented || (usual.Fitted != nil) != FittedByDefault {
		t.Errorf("usual draws of seed 7: %s, %v", usual, err)
	}
}

func TestAPosteriorOfFewDrawsIsWarnedOf(t *testing.T) {
	few, err := posterior("weight,inflow\n1,300\n1,400\n")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := (Draws{Posterior: few}).Warning(), "posterior worth 2 draws only, accepted by --anyway"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	many, err := posterior("weight,inflow\n" + strings.Repeat("1,300\n", SmallestSize))
	if err != nil {
		t.Fatal(err)
	}
	if got := (Draws{Posterior: many}).Warning() + (Draws{}).Warning(); got != "" {
		t.Errorf("%q of many draws, or of none", got)
	}
}

func TestMembersTakeRowsOfAPosteriorAsOftenAsTheirWeights(t *testing.T) {
	p, err := posterior("weight,inflow,exit\n1,300,0.1\n0,350,0.11\n3,400,0.12\n")
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewAssumptions(Draws{Seed: 1, Posterior: p})
	if err != nil {
		t.Fatal(err)
	}
	const n = 400
	seen := map[float64]int{}
	for i := range n {
		m := a.Member(i)
		seen[m.Inflow]++
		if row := a.Source(i); p.rows[row][0] != m.Inflow || m.Inflow == 300 != (m.Exit == 0.1) {
			t.Errorf("member %d has inflow %v and exit %v of row %d", i, m.Inflow, m.Exit, row)
		}
	}
	if seen[350] != 0 || math.Abs(float64(seen[300])-n/4) > 2 {
		t.Errorf("rows are taken %v times, want 100 and 300", seen)
	}
	prior, err := NewAssumptions(Draws{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := prior.Source(17); got != 17 {
		t.Errorf("without a posterior member 17 has the source %d", got)
	}
	for i, want := range []int{0, 1, 1} {
		if got := p.row([]float64{0.25, 0.26, 1.5}[i]); got != want {
			t.Errorf("row %d is reached, want %d", got, want)
		}
	}
}

func TestOnlyAPosteriorWithAClosestRowCentresWorlds(t *testing.T) {
	bare, err := posterior("weight,inflow\n1,300\n")
	if err != nil {
		t.Fatal(err)
	}
	worlds := []*scenarios.World{scenarios.Central()}
	if bare.HasCentre() || !slices.Equal(Draws{Posterior: bare}.Centred(worlds), worlds) || !slices.Equal(Draws{}.Centred(worlds), worlds) {
		t.Error("worlds are moved without closest values")
	}
	if _, err := bare.In(worlds[0]); err == nil || !strings.HasPrefix(err.Error(), "p.csv: has no row of member -1 with the values that fit closest") {
		t.Errorf("error %v", err)
	}
	whole, err := posterior("member,weight,inflow,evidence\n-1,0,222,mine\n0,1,300,mine\n")
	if err != nil {
		t.Fatal(err)
	}
	moved := Draws{Posterior: whole}.Centred(worlds)
	if !whole.HasCentre() || moved[0].Parameters.Inflow != 222 || worlds[0].Parameters.Inflow == 222 {
		t.Errorf("inflow %v in a world of the fit, %v in the world itself", moved[0].Parameters.Inflow, worlds[0].Parameters.Inflow)
	}
}

func TestRangesThatPassANaturalBoundAreCutAndListed(t *testing.T) {
	wide, err := NewAssumptions(Draws{Width: 1.5})
	if err != nil {
		t.Fatal(err)
	}
	usual, err := NewAssumptions(Draws{})
	if err != nil {
		t.Fatal(err)
	}
	if len(usual.Cut()) != 0 || len(wide.Cut()) == 0 {
		t.Errorf("%d ranges are cut as they are and %d half as wide again", len(usual.Cut()), len(wide.Cut()))
	}
	for _, row := range wide.Cut() {
		if !slices.Contains(wide.Drawn(), row) {
			t.Errorf("%s is cut and not drawn", row.Name)
		}
	}
}

func TestADesignThatCannotBeRunIsRefusedInWords(t *testing.T) {
	for want, change := range map[string]func(d *Design){
		"design: 0 paths in 1 worlds (at least one of each)":           func(d *Design) { d.Paths = nil },
		"design: 2 paths in 0 worlds (at least one of each)":           func(d *Design) { d.Worlds = nil },
		"members = 0: there is nothing to run (1 or more)":             func(d *Design) { d.Members = 0 },
		"horizon ends 2026-01: before any path begins (after 2026-01)": func(d *Design) { d.Horizon.End = model.Fork },
		"pair 2:2: there are 2 paths (0 to 1)":                         func(d *Design) { d.Against = 2 },
		"pair 0:-1: there are 2 paths (0 to 1)":                        func(d *Design) { d.Pairs = []Pair{{0, -1}} },
		`unknown shape "round"; use pert or uniform`:                   func(d *Design) { d.Draws.Shape = "round" },
		"draws: fitted draws take no posterior (use one of the two)":   func(d *Design) { d.Draws.Fitted, d.Draws.Posterior = past(t), &Posterior{} },
	} {
		d := design(t, 5, "current-course", "kinetic")
		change(d)
		if _, err := New(d); err == nil || err.Error() != want {
			t.Errorf("error %v, want %q", err, want)
		}
		if _, err := Run(context.Background(), d); err == nil {
			t.Errorf("%s: run all the same", want)
		}
	}
}

func TestComparedAreAllOthersAndThenFurtherPairsOnce(t *testing.T) {
	d := Design{Paths: make([]*scenarios.Scenario, 3), Against: 1, Pairs: []Pair{{0, 1}, {2, 2}, {0, 2}, {0, 2}}}
	if got, want := d.Compared(), []Pair{{0, 1}, {2, 1}, {0, 2}}; !slices.Equal(got, want) {
		t.Errorf("compared %v, want %v", got, want)
	}
}

// small is an ensemble of three paths, run.
func small(t *testing.T) *Result {
	t.Helper()
	d := design(t, 15, "current-course", "kinetic", "three-pillar")
	d.Horizon.End = model.NewYear(2028)
	r, err := Run(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTiesAndTheNearestAreCountedMemberByMember(t *testing.T) {
	r := small(t)
	o := model.FindOutcome("deaths_all")
	var tied, several int
	near, first := make([]int, 3), make([]int, 3)
	for m := range 15 {
		v := []float64{r.Values(0, 0, o)[m], r.Values(0, 1, o)[m], r.Values(0, 2, o)[m]}
		if scenarios.Tied(v[1], v[0]) {
			tied++
		}
		lowest := scenarios.Lowest(v)
		for _, p := range lowest {
			near[p]++
		}
		if len(lowest) > 1 {
			several++
		}
		first[slices.Index(v, slices.Min(v))]++
	}
	if got := r.TiedShare(0, 0, o); got != (Share{tied, 15}) {
		t.Errorf("kinetic ties with the current course in %s, want %d of 15", got, tied)
	}
	shares, all := r.NearestShare(0, o)
	if all != (Share{several, 15}) {
		t.Errorf("others tie with the fewest in %s, want %d of 15", all, several)
	}
	fewest, _ := r.FewestShare(0, o)
	for p := range near {
		if shares[p].Count != near[p] || fewest[p].Count != first[p] {
			t.Errorf("path %d has the fewest in %s and nearly in %s, want %d and %d of 15", p, fewest[p], shares[p], first[p], near[p])
		}
	}
	if got, want := r.Leader(0, o), slices.Index(first, slices.Max(first)); got != want {
		t.Errorf("path %d has the fewest most often, want %d", got, want)
	}
}

func TestFansAndCloudsShowTheMembers(t *testing.T) {
	r := small(t)
	o, cost := r.Design().Series[0], model.FindOutcome("programmes_spending")
	fan := r.Fan(0, 1, o)
	if fan.Against != nil || fan.Path.Name != "kinetic" || fan.Members != 15 || len(fan.Bands) != len(fan.Years) {
		t.Errorf("a fan of %s with %d members and %d of %d years", fan.Path.Name, fan.Members, len(fan.Bands), len(fan.Years))
	}
	for y, year := range fan.Years {
		if want := NewDistribution(slices.Clone(r.InYear(0, 1, o, year))).Band(); fan.Bands[y] != want {
			t.Errorf("%d: band %v, want %v", year, fan.Bands[y], want)
		}
	}
	if bare := r.Fan(0, 1, cost); bare.Bands != nil || bare.Whole != r.Level(0, 1, cost, 0).Band() {
		t.Errorf("an outcome that was not followed has %d bands", len(bare.Bands))
	}
	if got := r.InYear(0, 1, cost, 2027); got != nil {
		t.Errorf("an outcome that was not followed has the values %v in 2027", got)
	}
	cloud := r.Cloud(0, 2, cost, o, 4)
	if !slices.Equal(cloud.Xs, r.Values(0, 2, cost)[:4]) || !slices.Equal(cloud.Ys, r.Values(0, 2, o)[:4]) || cloud.Members != 15 || cloud.AlongX != r.Level(0, 2, cost, 0).Band() {
		t.Errorf("the cloud holds %d and %d of %d members", len(cloud.Xs), len(cloud.Ys), cloud.Members)
	}
	if all := r.Cloud(0, 2, cost, o, 400); len(all.Xs) != 15 {
		t.Errorf("a cloud of 15 members has %d points", len(all.Xs))
	}
}

func TestADrawThatDivergesIsNamedWithItsPathAndWorld(t *testing.T) {
	d := design(t, 3, "current-course", "kinetic")
	w := scenarios.Central()
	w.Parameters.Inflow, w.Set = math.Inf(1), append(w.Set, model.FindParameter("inflow"))
	d.Worlds = append(d.Worlds, w)
	_, err := Run(context.Background(), d)
	var diverged *model.DivergedError
	if want := "member 1 of seed 1: path current-course in world central: "; !errors.As(err, &diverged) || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %v, want it to begin %q", err, want)
	}
	if got, want := (&Result{design: d}).place(errors.New("lost"), 0, 1).Error(), "world central: lost"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAVisitThatFailsEndsTheRound(t *testing.T) {
	base := design(t, 40, "current-course", "kinetic")
	base.Horizon.End = model.NewYear(2028)
	failure := errors.New("enough")
	for i, d := range forms(base) {
		r := run(t, d, 2)
		seen := 0
		if err := r.EachMember(context.Background(), func(*Member) error { seen++; return failure }); err != failure || seen != 1 {
			t.Errorf("form %d: %d members are visited, %v; want one and the failure", i, seen, err)
		}
		stopped, stop := context.WithCancel(context.Background())
		stop()
		if err := r.EachMember(stopped, func(*Member) error { return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("form %d stopped: %v", i, err)
		}
	}
}

func TestWhateverAPlanDoesIsPartOfWhatWasRun(t *testing.T) {
	written := func(lines string) string {
		s, err := scenarios.ParseMixed("p.yaml", []byte("doc: A path.\nextends: current-course\n"+lines))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		writePlan(&b, s.PlanIn(scenarios.Central(), model.DefaultHorizon))
		return b.String()
	}
	seen := map[string]string{}
	for _, lines := range []string{
		"", "levers: {openness: 0.4}\n", "levers: {openness: {2030: 0.4}}\n", "shocks:\n  - ceasefire: {at: 2028, months: 6, multiplier: 0.4}\n",
		"rules:\n  - {when: attacks > 1500, until: attacks < 1200, then: {operations_tempo: 60}}\n", "rules:\n  - {when: attacks > 1500, until: attacks < 1100, then: {operations_tempo: 60}}\n",
		"rules:\n  - {when: attacks < 1500, until: attacks < 1200, then: {operations_tempo: 60}}\n", "rules:\n  - {when: attacks > 1500, until: attacks < 1200, then: {operations_tempo: 61}}\n",
		"rules:\n  - {when: attacks > 1500, for: 24 months, then: {operations_tempo: 60}}\n", "rules:\n  - {when: attacks > 1500, for: 25 months, then: {operations_tempo: 60}}\n",
		"rules:\n  - {from: 2027, when: attacks > 1500, for: 24 months, then: {operations_tempo: 60}}\n", "rules:\n  - {when: attacks > 1500 for 6 months, for: 24 months, then: {operations_tempo: 60}}\n",
		"rules:\n  - {when: attacks > 1500, for: 24 months, then: {openness: 0.6}}\n",
	} {
		text := written(lines)
		if other, twice := seen[text]; twice {
			t.Errorf("%q and %q are written alike", other, lines)
		}
		seen[text] = lines
		if written(lines) != text {
			t.Errorf("%q is written in two ways", lines)
		}
	}
}

func TestTheDesignOfAResultNeedsTheSamePosteriorAgain(t *testing.T) {
	p, err := posterior("weight,inflow\n1,300\n")
	if err != nil {
		t.Fatal(err)
	}
	d := design(t, 3, "current-course", "kinetic")
	d.Horizon.End, d.Draws.Posterior = model.NewYear(2028), p
	text := encoded(t, run(t, d, 1))
	if _, err := DesignOf(bytes.NewReader(text), nil); err == nil || !strings.HasPrefix(err.Error(), "made with a posterior (--posterior FILE, the same as then, ") {
		t.Errorf("without the posterior: %v", err)
	}
	other := *p
	other.Sum = "other"
	if _, err := DesignOf(bytes.NewReader(text), &other); err == nil || !strings.Contains(err.Error(), `not "other" (the same file as then)`) {
		t.Errorf("with another posterior: %v", err)
	}
	again, err := DesignOf(bytes.NewReader(text), p)
	if err != nil || again.Members != 3 || again.Horizon != d.Horizon || len(again.Paths) != 2 || again.Draws.Posterior != p || len(again.Series) != len(d.Series) {
		t.Errorf("the design read again: %+v, %v", again, err)
	}
	for _, cut := range []int{0, 10, bytes.IndexByte(text, '\n') + 20} {
		var damaged *DamagedError
		if _, err := DesignOf(bytes.NewReader(text[:cut]), p); !errors.As(err, &damaged) || !strings.HasPrefix(err.Error(), "damaged: ") {
			t.Errorf("cut to %d bytes: %v, want that it is damaged", cut, err)
		}
	}
}
