// SPDX-License-Identifier: Apache-2.0

package claims

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// about is a number with two significant figures and commas.
func about(v float64) string {
	v = math.Abs(v)
	scale := math.Pow(10, math.Floor(math.Log10(v))-1)
	digits := fmt.Sprintf("%.0f", math.Round(v/scale)*scale)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// docs/objections.md is written by hand; its figures are those of describe results
// and describe levers, with the members and the seed of those commands.
func TestTheNumbersOfTheObjectionsAreThoseOfTheProgram(t *testing.T) {
	if os.Getenv("CROSSROADS_LONG") == "" {
		t.Skip("takes seconds (CROSSROADS_LONG=1)")
	}
	raw, err := os.ReadFile("../../../docs/objections.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	r, err := FindResults(1000, 1)
	if err != nil {
		t.Fatal(err)
	}
	raises, err := Raises(1000, 1)
	if err != nil {
		t.Fatal(err)
	}
	share := func(words string) Share {
		for _, s := range r.Shares {
			if s.Words == words {
				return s
			}
		}
		t.Fatalf("no share of draws is called %q", words)
		return Share{}
	}
	percent := func(in ensemble.Share) string { return fmt.Sprintf("%.0f%%", 100*in.Fraction()) }
	killed := func(path, world string) float64 {
		i := slices.IndexFunc(r.Paths, func(s *scenarios.Scenario) bool { return s.Name == path })
		return r.CivilianSecurity[i][slices.Index(scenarios.WorldNames(), world)]
	}
	attacks := func(world string, tempo float64) float64 {
		for _, s := range r.Swept {
			if s.World == world {
				return s.Attacks[slices.Index(r.Tempos, tempo)]
			}
		}
		return math.NaN()
	}
	deaths := func(world string, tempo float64) float64 {
		for _, s := range r.Swept {
			if s.World == world {
				return s.CivilianSecurity[slices.Index(r.Tempos, tempo)]
			}
		}
		return math.NaN()
	}
	rises := func(lever string) ensemble.Share {
		for _, raise := range raises {
			if raise.Lever.Name == lever {
				return raise.NarrowRises
			}
		}
		t.Fatalf("no lever is called %q", lever)
		return ensemble.Share{}
	}
	stalled := share("investment-stalled: fewer civilians and security forces killed than on investment")
	for _, want := range []string{
		fmt.Sprintf("at a constant tempo of 150 there are about %s attacks in 2040, at 0 about %s", about(attacks("central", 150)), about(attacks("central", 0))),
		fmt.Sprintf("fewer attacks than the current course in %s of draws", percent(share("kinetic: fewer attacks in 2040 than on current-course").In)),
		fmt.Sprintf("kinetic has fewer killed than investment in %s of draws", percent(share("kinetic: fewer civilians and security forces killed than on investment").In)),
		fmt.Sprintf("About %s civilians and security forces are killed on it, and about %s on `kinetic`", about(killed("kinetic-precise", "central")), about(killed("kinetic", "central"))),
		fmt.Sprintf("fewest of seven paths in %s of draws", percent(share("kinetic-precise: fewest civilians and security forces killed of the seven paths on which somebody acts").In)),
		fmt.Sprintf("It raises deaths in %s of draws", percent(rises("interference"))),
		fmt.Sprintf("about %s fewer civilians and security forces killed than with investment held at 300", about(r.Gain.Central)),
		fmt.Sprintf("The gain is positive in %s of draws; in 5%% of draws over %s more are killed with it", percent(share("three-pillar: fewer civilians and security forces killed than with investment held at 300").In), about(r.Gain.Low)),
		fmt.Sprintf("on the path `investment`, it helps in %s of draws", percent(share("investment: fewer civilians and security forces killed than with investment held at 300").In)),
		fmt.Sprintf("has fewer killed than the one that goes on in %s of draws (%s of those fitted to the counts, %s around the central values)", percent(stalled.In), percent(stalled.InFitted), percent(stalled.AroundCentre)),
		fmt.Sprintf("about %s attacks in 2040 at tempo 55 and %s at 150, while civilians and security forces killed rise from %s to %s",
			about(attacks("backlash", 55)), about(attacks("backlash", 150)), about(deaths("backlash", 55)), about(deaths("backlash", 150))),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("docs/objections.md should say %q", want)
		}
	}

	// What it says without a number.
	lowest := func(path, world string) bool {
		for _, s := range r.Paths {
			if s.Name != path && killed(s.Name, world) <= killed(path, world) {
				return false
			}
		}
		return true
	}
	tie := func(a, b float64) bool { return math.Abs(a-b) <= 0.05*max(a, b) }
	for what, holds := range map[string]bool{
		"kinetic has the fewest in force-works":                          lowest("kinetic", "force-works"),
		"three pillars have more than the reference under fire":          killed("three-pillar", "aid-under-fire") > 1.05*killed("current-course", "aid-under-fire"),
		"three pillars and the reference are the same where force works": tie(killed("three-pillar", "force-works"), killed("current-course", "force-works")),
		"restraint raises deaths in no draw":                             rises("restraint").Count == 0,
	} {
		if !holds {
			t.Errorf("docs/objections.md says what no longer holds: %s", what)
		}
	}
	for _, world := range []string{"central", "backlash", "ties-bind"} {
		if killed("three-pillar", world) >= killed("current-course", world) {
			t.Errorf("docs/objections.md says that fewer are killed on the three pillars in %s, which no longer holds", world)
		}
	}
	var free []string
	for _, raise := range raises {
		if raise.Free() {
			free = append(free, raise.Lever.Name)
		}
	}
	if !slices.Equal(free, []string{"precision", "restraint"}) {
		t.Errorf("docs/objections.md names precision and restraint as the levers to distrust, describe levers marks %v", free)
	}
}
