// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"crossroads/model"
)

var update = flag.Bool("update", false, "write the reference trajectories anew")

// everywhere calls f for every built-in path in every built-in world.
func everywhere(t *testing.T, f func(s *Scenario, w *World)) {
	t.Helper()
	for _, name := range WorldNames() {
		w, err := FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range BuiltinNames() {
			f(builtin(name), w)
		}
	}
}

func TestHalvingTheStepMovesNoOutcomeByAMillionth(t *testing.T) {
	worst, where := 0.0, ""
	everywhere(t, func(s *Scenario, w *World) {
		half := model.DefaultHorizon
		half.StepsPerYear *= 2
		a, err := s.Run(w, model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		b, err := s.Run(w, half)
		if err != nil {
			t.Fatal(err)
		}
		for i := range model.OutcomeTable {
			o := &model.OutcomeTable[i]
			whole, halved := o.Of(a.Years), o.Of(b.Years)
			if whole == halved {
				continue
			}
			if miss := math.Abs(whole-halved) / math.Abs(halved); miss > worst {
				worst, where = miss, fmt.Sprintf("%s of %s in %s", o.Name, s.Name, w.Name)
			}
		}
	})
	t.Logf("halving the step moves no outcome by more than %.1e (%s)", worst, where)
	if worst > 1e-6 {
		t.Errorf("halving the step moves %s by %.1e, want at most 1e-6", where, worst)
	}
}

func TestKernelAgreesWithTheTypedRunOfEveryPath(t *testing.T) {
	k := model.NewKernel()
	everywhere(t, func(s *Scenario, w *World) {
		run, err := s.Run(w, model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		years := []model.Years{nil}
		if err := k.Run([]model.Parameters{w.Parameters}, s.Plan(model.DefaultHorizon), model.DefaultHorizon, years); err != nil {
			t.Fatal(err)
		}
		for i := range model.OutcomeTable {
			o := &model.OutcomeTable[i]
			got, want := o.Of(years[0]), o.Of(run.Years)
			if math.Abs(got-want) > 1e-12*math.Abs(want) {
				t.Errorf("%s in %s: %s = %.17g, want %.17g", s.Name, w.Name, o.Name, got, want)
			}
		}
	})
}

// TestReferenceTrajectories compares every path with the numbers kept in
// testdata/golden. They change only on purpose: go test ./scenarios -update.
func TestReferenceTrajectories(t *testing.T) {
	central := Central()
	for _, name := range BuiltinNames() {
		run, err := builtin(name).Run(central, model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("..", "testdata", "golden", name+".csv")
		if *update {
			if err := os.WriteFile(file, []byte(reference(run)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := rows(t, string(text))
		got := rows(t, reference(run))
		if len(got) != len(want) || len(got[0]) != len(want[0]) {
			t.Errorf("%s: %d rows of %d numbers, want %d of %d (go test ./scenarios -update, and say why)", name, len(got), len(got[0]), len(want), len(want[0]))
			continue
		}
		for i := range want {
			for j := range want[i] {
				if !sameDigits(got[i][j], want[i][j]) {
					t.Errorf("%s in %s: %s = %s, want %s (go test ./scenarios -update, and say why)", name, want[i][0], want[0][j], got[i][j], want[i][j])
				}
			}
		}
	}
}

// reference writes the samples of a run at New Year to six significant digits.
func reference(r *Run) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s; %s in %s, at New Year\nyear", model.Label, r.Scenario.Name, r.World.Name)
	kept := func(s *model.Series) bool { return s.Kind != model.Flow }
	for i := range model.SeriesTable {
		if s := &model.SeriesTable[i]; kept(s) {
			b.WriteString("," + s.Name)
		}
	}
	for i := range r.Years {
		fmt.Fprintf(&b, "\n%d", int(r.Years[i].Time))
		for j := range model.SeriesTable {
			if s := &model.SeriesTable[j]; kept(s) {
				b.WriteString("," + strconv.FormatFloat(s.Of(&r.Years[i]), 'g', 6, 64))
			}
		}
	}
	return b.String() + "\n"
}

// rows reads a table of comma-separated values.
func rows(t *testing.T, text string) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.Comment = '#'
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sameDigits reports whether two numbers of six digits are the same but for the
// rounding of the last, which may differ between platforms.
func sameDigits(a, b string) bool {
	if a == b {
		return true
	}
	x, err := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err == nil && err2 == nil && math.Abs(x-y) <= 1e-5*math.Abs(y)
}
