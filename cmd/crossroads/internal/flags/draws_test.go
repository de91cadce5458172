// SPDX-License-Identifier: Apache-2.0

package flags

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crossroads/scenarios"
)

func TestAFitOfAnotherModelIsRefusedUnlessAnyway(t *testing.T) {
	write := func(hash string) string {
		text := "member,weight,inflow,model\n"
		for range 500 {
			text += "0,1,300," + hash + "\n"
		}
		file := filepath.Join(t.TempDir(), "calibration.csv")
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	other := &Draws{Posterior: write("000000000000")}
	if _, err := other.FindPosterior(); err == nil || !strings.Contains(err.Error(), "model 000000000000") || !strings.Contains(err.Error(), "crossroads calibrate") {
		t.Errorf("a fit of another model: %v", err)
	}
	other.Anyway = true
	if _, err := other.FindPosterior(); err != nil {
		t.Errorf("with --anyway: %v", err)
	}
	if _, err := (&Draws{Posterior: write(scenarios.ModelHash())}).FindPosterior(); err != nil {
		t.Errorf("a fit of this model: %v", err)
	}
}
