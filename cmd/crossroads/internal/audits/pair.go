// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"fmt"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// lowerByWay shows in how many draws the outcomes are lower on each of two paths,
// in every way of drawing.
func lowerByWay(a, b *scenarios.Scenario, outcomes []*model.Outcome, ways []shares.Way, results []*ensemble.Result) *table.Table {
	t := &table.Table{Name: "lower", Title: fmt.Sprintf("Draws (%s) with the lower outcome, by way of drawing", table.DrawsHeading(results[0].Done())), Apart: "outcome", Columns: []table.Column{
		table.Words("outcome", "outcome", 0), table.Words("way", "way of drawing", 40).AsKey(), table.Shares("a_lower", "on "+table.PathLabel(a)), table.Shares("b_lower", "on "+table.PathLabel(b)), table.Shares("tied", "a tie,\nwithin 5%"),
	}, Notes: []string{"A tie: both differ by 5% or less, whichever is lower. Such draws are in the other columns too."}}
	for _, o := range outcomes {
		for i, way := range ways {
			fewer, same := results[i].FewerShare(0, 0, o)
			t.Add(table.Outcome(o), table.Word(way.Name), table.Share(fewer), table.Share{Count: fewer.Of - fewer.Count - same.Count, Of: fewer.Of}, table.Share(results[i].TiedShare(0, 0, o)))
		}
	}
	return t
}
