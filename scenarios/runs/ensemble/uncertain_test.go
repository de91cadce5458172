// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"math"
	"slices"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

// parse reads a world from the lines under uncertain.
func parse(t *testing.T, lines string) *scenarios.World {
	t.Helper()
	w, err := scenarios.ParseWorld("w.yaml", []byte("doc: For a test.\nuncertain:\n"+lines))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// column draws one parameter of the first n members.
func column(t *testing.T, d Draws, w *scenarios.World, name string, n int) []float64 {
	t.Helper()
	a, err := InWorld(d, w)
	if err != nil {
		t.Fatal(err)
	}
	var list []float64
	for i := range n {
		p := a.Member(i)
		list = append(list, *model.FindParameter(name).Of(&p))
	}
	return list
}

func TestAWorldsDistributionsLeaveOtherDrawsAlone(t *testing.T) {
	const n = 64
	usual, revenge := scenarios.Central(), model.FindParameter("revenge")
	for _, d := range []Draws{{Seed: 1}, {Seed: 1, Shape: Uniform}, {Seed: 2, Width: 1.5}} {
		w := parse(t, "  revenge: {form: uniform}\n  correlations: [{between: [inflow, exit], rank: 0.6}]\n")
		for i := range model.ParameterTable {
			name := model.ParameterTable[i].Name
			same := slices.Equal(column(t, d, usual, name, n), column(t, d, w, name, n))
			// exit comes before inflow in the order of names, and so keeps its own draws.
			if alone := name != "inflow" && (name != "revenge" || d.Shape == Uniform); same != (alone || model.ParameterTable[i].Kind == model.Constant) {
				t.Errorf("%v: the draws of %s are the same: %v", d, name, same)
			}
		}
		for _, v := range column(t, d, w, "revenge", n) {
			if d.Width == 0 && (v < revenge.Low || v > revenge.High) {
				t.Errorf("revenge = %v, outside its range", v)
			}
		}
	}
}

func TestDrawsTogetherDependOnTheirNamesAlone(t *testing.T) {
	const n = 64
	one := parse(t, "  correlations: [{between: [inflow, exit], rank: 0.6}]\n")
	other := parse(t, "  revenge: {form: uniform}\n  correlations: [{between: [sabotage, revenge], rank: -0.2}, {between: [exit, inflow], rank: 0.6}]\n")
	if !slices.Equal(column(t, Draws{Seed: 1}, one, "inflow", n), column(t, Draws{Seed: 1}, other, "inflow", n)) {
		t.Error("another group of parameters changes the draws of inflow")
	}
	third := parse(t, "  correlations: [{between: [inflow, exit], rank: 0.6}, {between: [exit, contagion], rank: 0.5}]\n")
	if slices.Equal(column(t, Draws{Seed: 1}, one, "inflow", n), column(t, Draws{Seed: 1}, third, "inflow", n)) {
		t.Error("a third parameter in the group leaves the draws of inflow as they were")
	}
}

func TestRankCorrelationsOfAWorldAreReached(t *testing.T) {
	const n = 4096
	w := parse(t, "  inflow: {form: lognormal, median: 350, factor: 1.3}\n  correlations: [{between: [inflow, exit], rank: 0.6}, {between: [exit, contagion], rank: -0.5}]\n")
	for _, c := range []struct {
		a, b string
		want float64
	}{{"inflow", "exit", 0.6}, {"exit", "contagion", -0.5}, {"inflow", "contagion", 0}, {"inflow", "revenge", 0}} {
		a, b := ranks(column(t, Draws{Seed: 1}, w, c.a, n)), ranks(column(t, Draws{Seed: 1}, w, c.b, n))
		var sum float64
		for i := range a {
			sum += (a[i] - b[i]) * (a[i] - b[i])
		}
		got := 1 - 6*sum/(n*(n*n-1.0))
		t.Logf("%s with %s: %.4f, asked %v", c.a, c.b, got, c.want)
		if math.Abs(got-c.want) > 0.05 {
			t.Errorf("rank correlation of %s and %s is %.3f, want %v", c.a, c.b, got, c.want)
		}
	}
}

// ranks is the place of each value among all.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return int(math.Copysign(1, values[i]-values[j])) })
	list := make([]float64, len(values))
	for rank, i := range order {
		list[i] = float64(rank)
	}
	return list
}

func TestAWorldsDistributionIsPartOfWhatWasRun(t *testing.T) {
	d := design(t, 10, "current-course", "kinetic")
	d.Worlds = []*scenarios.World{parse(t, "  revenge: {form: uniform}\n")}
	other := *d
	other.Worlds = []*scenarios.World{parse(t, "  revenge: {form: triangular}\n")}
	a, b := run(t, d, 1), run(t, &other, 1)
	if a.header().differs(b.header()) == "" {
		t.Error("two ways of drawing pass for one")
	}
	if slices.Equal(a.Values(0, 0, &model.OutcomeTable[0]), b.Values(0, 0, &model.OutcomeTable[0])) {
		t.Error("two ways of drawing give the same outcomes")
	}
}
