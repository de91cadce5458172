package plots

import (
	"os"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

func runsOf(t testing.TB, w *scenarios.World, names ...string) []*scenarios.Run {
	t.Helper()
	var runs []*scenarios.Run
	for _, name := range names {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.Run(w, model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, r)
	}
	return runs
}

func TestLook(t *testing.T) {
	dir := os.Getenv("LOOK")
	if dir == "" {
		t.Skip()
	}
	runs := runsOf(t, scenarios.Central(), scenarios.BuiltinNames()...)
	for _, f := range Comparison(runs, runs[0]) {
		for _, size := range Sizes {
			for _, form := range Forms() {
				file, _ := os.Create(dir + "/" + f.Name + "-" + size.Name + "." + form)
				if err := f.Write(file, form, size); err != nil {
					t.Fatal(err)
				}
				file.Close()
			}
		}
	}
}
