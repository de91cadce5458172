// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"testing"

	"crossroads/model"
)

func TestEveryBuiltinPathRunsInEveryBuiltinWorld(t *testing.T) {
	for _, w := range WorldNames() {
		world, err := FindWorld(w)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range BuiltinNames() {
			s, err := Builtin(name)
			if err != nil {
				t.Fatal(err)
			}
			run, err := s.Run(world, model.DefaultHorizon)
			if err != nil {
				t.Fatal(err)
			}
			for i := range model.OutcomeTable {
				o := &model.OutcomeTable[i]
				if v := o.Of(run.Years); v < 0 {
					t.Errorf("%s in %s: %s = %g, want at least 0", name, w, o.Name, v)
				}
			}
		}
	}
}

func TestWorldsDepartFromTheCentreAsTheyDoFromTheDocumentedValues(t *testing.T) {
	for _, name := range WorldNames() {
		w, err := FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range w.Set {
			v := *row.Of(&w.Parameters)
			if v > row.Documented != (v > row.Central) || v < row.Documented != (v < row.Central) {
				t.Errorf("world %s: %s = %v lies on another side of the central value %v than of the documented %v", name, row.Name, v, row.Central, row.Documented)
			}
		}
	}
}
