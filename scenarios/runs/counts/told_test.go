// SPDX-License-Identifier: Apache-2.0

package counts

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

func TestEveryBuiltInWorldReproducesTheYearsThatWereCounted(t *testing.T) {
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		told, err := Tell(w)
		if err != nil {
			t.Fatal(err)
		}
		if missed := told.Missed(); len(missed) > 0 {
			t.Errorf("world %s: people killed in %v lie more than 20%% outside the counts", name, missed)
		}
		if line := told.Line(); !strings.HasPrefix(line, "In Pakistan in 2025 the model has ") {
			t.Errorf("world %s: %q", name, line)
		}
	}
}

func TestAWorldThatMissesTheCountsWarnsOnceAndSaysSoFirst(t *testing.T) {
	file := filepath.Join(t.TempDir(), "deadly.yaml")
	find := func(text string) *scenarios.World {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		w, err := scenarios.FindWorld(file)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	const bare = "doc: Each attack kills more.\nparameters: {deaths_per_attack: 1.2}\n"
	w := find(bare)
	if len(w.Warnings) != 1 || !strings.Contains(w.Warnings[0].Text, `add the line "fit: counts"`) {
		t.Errorf("warnings %v, want one that advises a fit", w.Warnings)
	}
	told, err := Tell(w)
	if err != nil {
		t.Fatal(err)
	}
	if line := told.Line(); !strings.HasPrefix(line, "This world does not reproduce the counts: people killed in 20") {
		t.Errorf("the first line is %q", line)
	}
	if w = find(bare + "fit: counts\n"); len(w.Warnings) > 0 {
		t.Errorf("fitted, it warns: %v", w.Warnings)
	}
	if w = find("doc: Attacks spread.\nparameters: {revenge: 3, attack_rate: 0.35}\nfit: counts\n"); len(w.Warnings) != 1 || !strings.Contains(w.Warnings[0].Text, "fitted already") {
		t.Errorf("warnings %v, want one that the fit does not suffice", w.Warnings)
	}
}

// docs/fit.md and docs/objections.md say what becomes of three paths where as few
// people are killed in operations as PICSS counted.
func TestWithOperationsAsCountedForceHasFewerCiviliansAndSecurityForcesKilled(t *testing.T) {
	w, err := scenarios.FindWorld("../../../docs/examples/operations-as-counted.yaml")
	if err != nil {
		t.Fatal(err)
	}
	told, err := Tell(w)
	if err != nil {
		t.Fatal(err)
	}
	i := told.KilledIn(2025)
	if v := told.Modelled[i]; v < *told.Targets[i].Low || v > *told.Targets[i].High {
		t.Errorf("%v civilians and security forces killed in 2025, want them within the counts", v)
	}
	killed := map[string]float64{}
	for _, name := range []string{"current-course", "kinetic", "investment", "three-pillar"} {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		run, err := s.Run(w, model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		killed[name] = model.FindOutcome("deaths_civilian_security").Of(run.Years)
	}
	if !(killed["three-pillar"] < killed["kinetic"] && killed["kinetic"] < killed["current-course"] && killed["current-course"] < killed["investment"]) {
		t.Errorf("killed %v, want three-pillar, kinetic, current-course and investment in this order", killed)
	}
}

func TestCountsHaveCommasBetweenThousands(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 999: "999", 1240.4: "1,240", 12345: "12,345", 1000000: "1,000,000", 999999.6: "1,000,000"} {
		if got := Exact(v); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
}
