// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/class"
	"crossroads/scenarios/class/code"
)

// classOf is a class whose pupils moved levers at random.
func classOf(t *testing.T, pupils int, seed uint64) *class.Board {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 1))
	var entries []class.Entry
	for i := range pupils {
		var levers []string
		for k := range model.LeverTable {
			if l := &model.LeverTable[k]; random.Float64() < 0.4 {
				levers = append(levers, fmt.Sprintf("%s: %g", l.Name, l.Low+random.Float64()*(l.High-l.Low)))
			}
		}
		s, err := scenarios.Parse("p.yaml", []byte("doc: P.\nlevers: {"+strings.Join(levers, ", ")+"}\n"))
		if err != nil {
			t.Fatal(err)
		}
		world := scenarios.WorldNames()[i%len(scenarios.WorldNames())]
		w, err := scenarios.FindWorld(world)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, class.Entry{Name: fmt.Sprint("pupil-", i), Entry: &code.Entry{Scenario: s, World: w}})
	}
	reference, err := scenarios.Builtin(scenarios.Reference)
	if err != nil {
		t.Fatal(err)
	}
	b, err := class.NewBoard(entries, reference)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheFigureOfAClassIsReadableAndNamesNobody(t *testing.T) {
	for _, pupils := range []int{1, 2, 7, 35} {
		b := classOf(t, pupils, uint64(pupils))
		f := Class(b)
		for _, size := range canvas.Sizes {
			for _, fault := range sheetFaults(f.on(&canvas.SvgPen{}, size)) {
				t.Errorf("%d pupils, %s: %s", pupils, size.Name, fault)
			}
			text := strings.Join(textOf(t, f, size), " ")
			for _, want := range []string{model.Label, "C1 class", scenarios.ModelHash()} {
				if !strings.Contains(text, want) {
					t.Errorf("the figure does not say %q", want)
				}
			}
			if strings.Contains(text+f.Description, "pupil-") {
				t.Error("the figure names a pupil")
			}
		}
	}
}
