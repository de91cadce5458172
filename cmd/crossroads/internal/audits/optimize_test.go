// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/optimize"
	"crossroads/scenarios/runs/ensemble"
)

func TestOptimize_NamesThePathsThatTieWithWhatItFound(t *testing.T) {
	o := model.FindOutcome("deaths_all")
	a, b := &scenarios.Scenario{Name: "alpha", Label: "Alpha", Starts: model.Fork}, &scenarios.Scenario{Name: "gamma", Label: "Gamma", Starts: model.Fork}
	result := func(one, other *scenarios.Scenario) *optimize.Result {
		problem := &optimize.Problem{Outcome: o}
		f := &optimize.Found{Here: problem, Robust: problem, AtHere: []*optimize.Schedule{{Outcome: 1000}}, Paths: []optimize.Compared{
			{Here: []float64{1000}, Mean: []float64{1000}},
			{Scenario: one, Here: []float64{1040}, Mean: []float64{1040}, Fewer: ensemble.Share{Count: 7, Of: 10}, More: ensemble.Share{Count: 3, Of: 10}},
			{Scenario: other, Here: []float64{1060}, Mean: []float64{1060}, Fewer: ensemble.Share{Count: 8, Of: 10}, More: ensemble.Share{Count: 2, Of: 10}},
		}}
		return &optimize.Result{Question: &optimize.Question{Outcomes: []*model.Outcome{o}}, Found: []*optimize.Found{f}}
	}
	straight, swapped := result(a, b), result(b, a)
	if got := foundSentence(straight, 0); !strings.Contains(got, "about the same on Alpha (a tie within 5%)") || strings.Contains(got, "Gamma") {
		t.Error(got)
	}
	if got, want := foundSentence(swapped, 0), strings.ReplaceAll(foundSentence(straight, 0), "Alpha", "Gamma"); got != want {
		t.Errorf("%q, mirrored %q", want, got)
	}
	rows := pathsTable(straight).Rows
	if tie, none := rows[1][len(rows[1])-1].Text(), rows[2][len(rows[2])-1].Text(); tie != "yes" || none != "no" {
		t.Errorf("tie is %q for 4%% more and %q for 6%% more", tie, none)
	}
}
