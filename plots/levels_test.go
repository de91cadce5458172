package plots

import (
	"math"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
)

func TestAShortRunHasATickAtThePolicyStart(t *testing.T) {
	if ticks := yearTicks(2021, 2026); !slices.Contains(ticks, 2025) || ticks[len(ticks)-1] != 2026 {
		t.Errorf("ticks at %v", ticks)
	}
}

func TestPeopleAreCountedInWholeNumbers(t *testing.T) {
	o := model.FindOutcome("deaths_all")
	for _, high := range []float64{0.3, 1, 2, 3, 6, 9, 11, 25, 4000} {
		ticks := levelsOf(o, -high/3, high, 5)
		for _, v := range ticks {
			if v != math.Trunc(v) {
				t.Errorf("up to %v: levels at %v", high, ticks)
				break
			}
		}
		if ticks[0] > -high/3 || ticks[len(ticks)-1] < high {
			t.Errorf("levels %v do not reach from %v to %v", ticks, -high/3, high)
		}
	}
}

func TestTextInSVGKeepsItsMeasuredWidth(t *testing.T) {
	p := &svgPen{}
	p.text(0, 0, face{12, false, false}, ink, "Current course")
	p.text(0, 0, face{12, false, false}, ink, "پالیسی")
	if n := strings.Count(p.b.String(), "textLength="); n != 1 {
		t.Errorf("%d texts state their width, want that of the letters the font has: %s", n, p.b.String())
	}
}
