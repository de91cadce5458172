package diagram

import (
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
