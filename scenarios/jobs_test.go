// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crossroads/model"
)

// TestJobs_AreFilesWithoutMistakes reads the files behind docs/jobs.md.
func TestJobs_AreFilesWithoutMistakes(t *testing.T) {
	files, err := filepath.Glob("../docs/jobs/*.yaml")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d files, error %v; want 6 or more", len(files), err)
	}
	for _, file := range files {
		if _, warnings, err := Check(file); err != nil || len(warnings) > 0 {
			t.Errorf("%s: error %v, warnings %v; want none", file, err, warnings)
		}
	}
}

// TestJobs_TheAnswersAreThoseOfTheRuns holds the numbers of docs/jobs.md to what the
// commands there print.
func TestJobs_TheAnswersAreThoseOfTheRuns(t *testing.T) {
	raw, err := os.ReadFile("../docs/jobs.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(raw)), " ")
	world := func(name string) *World {
		w, err := FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	killed := func(outcome, path string, w *World) float64 {
		s, err := Find(path)
		if err != nil {
			t.Fatal(err)
		}
		run, err := s.Run(w, model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		return model.FindOutcome(outcome).Of(run.Years)
	}
	const narrow, all, folder = "deaths_civilian_security", "deaths_all", "../docs/jobs/"
	central, minister, drought := Central(), world(folder+"minister.yaml"), world(folder+"drought.yaml")
	// about is a number with two significant figures and commas.
	about := func(v float64) string {
		v = math.Abs(v)
		scale := math.Pow(10, math.Floor(math.Log10(v))-1)
		digits := fmt.Sprintf("%.0f", math.Round(v/scale)*scale)
		if n := len(digits); n > 3 {
			digits = digits[:n-3] + "," + digits[n-3:]
		}
		return digits
	}
	beside := func(outcome, path string, w *World) string {
		return about(killed(outcome, path, w) - killed(outcome, Reference, w))
	}
	for _, want := range []string{
		fmt.Sprintf("about %s fewer are killed in all", beside(all, folder+"halved.yaml", central)),
		fmt.Sprintf("about the same (%s fewer)", beside(narrow, folder+"halved.yaml", central)),
		fmt.Sprintf("two years without dialogue, %s fewer:", beside(narrow, folder+"halved-talks-fail.yaml", central)),
		fmt.Sprintf("About %s fewer civilians and security forces are killed, and %s fewer in all", beside(narrow, folder+"restraint-2028.yaml", central), beside(all, folder+"restraint-2028.yaml", central)),
		fmt.Sprintf("about %s civilians and security forces are killed on Kinetic and about %s on Investment", about(killed(narrow, "kinetic", minister)), about(killed(narrow, "investment", minister))),
		fmt.Sprintf("it is about %s and about %s", about(killed(all, "kinetic", minister)), about(killed(all, "investment", minister))),
		fmt.Sprintf("about %s more civilians and security forces are killed in open war than on `current-course`, and about %s more in the drought",
			beside(narrow, folder+"open-war.yaml", central), beside(narrow, folder+"open-war.yaml", drought)),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("docs/jobs.md should say %q", want)
		}
	}
}
