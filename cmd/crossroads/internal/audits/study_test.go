// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"strings"
	"testing"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
)

func TestPairSentence_SaysTheSameWhicheverPathIsNamedFirst(t *testing.T) {
	o := model.FindOutcome("deaths_civilian_security")
	for _, p := range []table.Pair{
		{Outcome: o, A: "Kinetic", B: "Investment", AtA: 30000, AtB: 36000, Low: -9000, High: 2000},
		{Outcome: o, A: "Kinetic", B: "Investment", AtA: 36000, AtB: 30000, Low: 1000, High: 8000},
		{Outcome: o, A: "Kinetic", B: "Investment", AtA: 30000, AtB: 30500, Low: -3000, High: 2000},
	} {
		mirrored := table.Pair{Outcome: o, A: p.B, B: p.A, AtA: p.AtB, AtB: p.AtA, Low: -p.High, High: -p.Low}
		if got, want := mirrored.Sentence(), p.Sentence(); got != want {
			t.Errorf("%q, mirrored %q", want, got)
		}
		for _, name := range []string{"Kinetic", "Investment"} {
			if !strings.Contains(p.Sentence(), name) {
				t.Errorf("%q does not name %s", p.Sentence(), name)
			}
		}
	}
}

func TestPairSentence_CallsADifferenceWithinTheTieRuleATie(t *testing.T) {
	o := model.FindOutcome("deaths_all")
	p := table.Pair{Outcome: o, A: "Kinetic", B: "Investment", AtA: 10000, AtB: 10400, Low: -1000, High: 200}
	if got := p.Sentence(); !strings.Contains(got, "about the same on Kinetic as on Investment") || !strings.Contains(got, "a tie within 5%") {
		t.Error(got)
	}
	p.AtB = 10600
	if got := p.Sentence(); strings.Contains(got, "tie") {
		t.Error(got)
	}
}
