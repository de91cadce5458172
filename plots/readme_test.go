// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"bytes"
	"os"
	"regexp"
	"testing"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
)

// hashInFooter is left out of the figure of the README, as of its tables: it
// changes with every word of the model's tables.
var hashInFooter = regexp.MustCompile(` · model [0-9a-f]{12}`)

// TestREADMEFigureIsCurrent draws the figure of the README again;
// UPDATE_README=1 writes it.
func TestREADMEFigureIsCurrent(t *testing.T) {
	const name = "../testdata/figures/fork.svg"
	runs := runsOf(t, scenarios.Central(), scenarios.MainNames()...)
	var b bytes.Buffer
	if err := Fork(runs, runs[0], model.FindOutcome("deaths_civilian_security")).Write(&b, "svg", canvas.Sizes[0]); err != nil {
		t.Fatal(err)
	}
	current := hashInFooter.ReplaceAll(b.Bytes(), nil)
	if os.Getenv("UPDATE_README") != "" {
		if err := os.WriteFile(name, current, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text, current) {
		t.Errorf("%s is stale (UPDATE_README=1 go test ./plots)", name)
	}
}
