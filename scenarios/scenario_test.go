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
