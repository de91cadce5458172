// SPDX-License-Identifier: Apache-2.0

package diagram

import (
	"math"
	"slices"
	"testing"

	"crossroads/model"
)

func TestEverySeriesAndLeverStandsInOneNode(t *testing.T) {
	for i := range model.SeriesTable {
		row := &model.SeriesTable[i]
		if n, _ := Find(row.Name); (n == nil) != (row.Kind == model.Total || slices.Contains(Counted, row.Name)) {
			t.Errorf("%s, a %s, stands in node %v", row.Name, row.Kind, n)
		}
	}
	for i := range model.LeverTable {
		if n, _ := Find(model.LeverTable[i].Name); n == nil || !n.Lever {
			t.Errorf("lever %s stands in node %v", model.LeverTable[i].Name, n)
		}
	}
	for _, n := range Nodes {
		for _, name := range n.Members {
			if model.FindSeries(name) == nil && model.FindLever(name) == nil {
				t.Errorf("node %s: %s is no series and no lever", n.ID, name)
			}
		}
	}
}

func TestEveryNodeStandsOnTheGroundAndNoneOnAnother(t *testing.T) {
	for i, n := range Nodes {
		if n.At[0] <= 0 || n.At[0] >= Ground[0] || n.At[1] <= 0 || n.At[1] >= Ground[1] {
			t.Errorf("%s stands at %v, off the ground", n.ID, n.At)
		}
		for _, m := range Nodes[:i] {
			if dx, dy := n.At[0]-m.At[0], n.At[1]-m.At[1]; dx*dx/(130*130)+dy*dy/(44*44) < 1 {
				t.Errorf("%s at %v stands on %s at %v", n.ID, n.At, m.ID, m.At)
			}
		}
	}
}

func TestLoopsReinforceOrBalanceByTheirArrows(t *testing.T) {
	arrows := Arrows()
	want := map[string]string{"violence answers violence": "R", "recruits for the dead": "R", "suppression": "B", "containment": "B", "trust that aims": "R", "ties that bind": "R"}
	for i := range Loops {
		if l := &Loops[i]; l.Kind(arrows) != want[l.Label] {
			t.Errorf("%s is %q by its arrows, want %q", l.Label, l.Kind(arrows), want[l.Label])
		}
	}
	if got, want := LoopNames(arrows), []string{"R1", "R2", "B1", "B2", "R3", "R4"}; !slices.Equal(got, want) {
		t.Errorf("loops are named %v, want %v", got, want)
	}
}

// Boxes of two lines are up to 130 wide and 60 high: an arrow between two that are
// nearer than this is hidden by its own sign.
func TestNodesThatAnArrowJoinsLeaveRoomForIt(t *testing.T) {
	for _, a := range Arrows() {
		i := slices.IndexFunc(Nodes, func(n Node) bool { return n.ID == a.From })
		k := slices.IndexFunc(Nodes, func(n Node) bool { return n.ID == a.To })
		from, to := Nodes[i].At, Nodes[k].At
		if dx, dy := math.Abs(from[0]-to[0]), math.Abs(from[1]-to[1]); dx < 120 && dy < 80 {
			t.Errorf("%s at %v and %s at %v leave no room for their arrow", a.From, from, a.To, to)
		}
	}
}
