// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/discover"
	"crossroads/scenarios/stats/prim"
)

// cases are so many draws that are of interest, the opposite, and neither.
func cases(interest, opposite, neither int) *discover.Cases {
	c := &discover.Cases{Names: []string{"replacement", "attack_rate"}, Opposite: opposite}
	for i := range interest + opposite + neither {
		c.Interest = append(c.Interest, i < interest)
		c.Inputs = append(c.Inputs, []float64{float64(i), float64(i % 7)})
	}
	return c
}

func TestDiscover_MirroredPathsGiveMirroredSentences(t *testing.T) {
	a, b := &scenarios.Scenario{Name: "alpha", Label: "Alpha"}, &scenarios.Scenario{Name: "gamma", Label: "Gamma"}
	box := prim.Box{Size: prim.Size{Members: 10, Interest: 4, Density: 0.4, Coverage: 0.8}, Significant: true,
		Restrictions: []prim.Tested{{Restriction: prim.Restriction{Variable: 0, AtLeast: true, Limit: 0.5}, Reproduced: 0.9}}}
	mirror := strings.NewReplacer("Alpha", "Gamma", "Gamma", "Alpha")
	for _, name := range []string{"deaths_civilian_security", "deaths_all", "trust"} {
		o := model.FindOutcome(name)
		if o == nil {
			o = &model.OutcomeTable[0]
		}
		one := pathDiscovery(&discover.Finding{Cases: cases(5, 5, 2), Boxes: []prim.Box{box}}, o, a, b)
		other := pathDiscovery(&discover.Finding{Cases: cases(5, 5, 2), Boxes: []prim.Box{box}}, o, b, a)
		for i, s := range one.sentences() {
			if got := mirror.Replace(other.sentences()[i]); got != s {
				t.Errorf("%q, mirrored %q", s, got)
			}
			if !strings.Contains(s, "Alpha") || !strings.Contains(s, "Gamma") {
				t.Errorf("%q does not name both paths", s)
			}
		}
	}
}

func TestDiscover_StatesOnlyFindings(t *testing.T) {
	for verdict, want := range map[prim.Verdict]string{
		prim.Found:         "Box 1, where Replacement is at least 0.50: ",
		prim.ByChance:      "Box 1 is no finding: shuffled draws",
		prim.NotReproduced: "Box 1 is no finding: none of its ranges recurs in half",
		prim.NotDenser:     "Box 1 is no finding: 10% of its draws are of interest, and 25% of all.",
	} {
		d := discovery{Finding: &discover.Finding{Cases: cases(25, 75, 0), Boxes: []prim.Box{{Verdict: verdict, Size: prim.Size{Density: 0.1},
			Restrictions: []prim.Tested{{Restriction: prim.Restriction{AtLeast: true, Limit: 0.5}}}}}}, what: "fewer", cases: "draws"}
		if got := d.boxSentence(0); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
		stated := 0
		for _, row := range discoveryTables([]discovery{d})[1].Rows {
			if row[10].Value() == true {
				stated++
			}
		}
		if (stated > 0) != (verdict == prim.Found) {
			t.Errorf("verdict %v: %d ranges are stated", verdict, stated)
		}
	}
}
