package plots

import (
	"os"
	"testing"

	"crossroads/scenarios"
)

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
