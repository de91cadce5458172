package main

import (
	"strings"

	"crossroads/scenarios"
)

// marksOf is the fact that some paths cannot be compared without a word: those
// that leave the common history early, those that set assumptions.
func marksOf(paths ...*scenarios.Scenario) fact {
	var list []string
	for _, s := range paths {
		if len(s.Marks()) > 0 {
			list = append(list, s.Name+dagger(s)+" "+strings.Join(s.Marks(), "; "))
		}
	}
	return fact{"marked", strings.Join(list, "; ")}
}

// dagger marks the name of a path that leaves the common history before the fork.
func dagger(s *scenarios.Scenario) string {
	if s.LeavesEarly() {
		return " †"
	}
	return ""
}

// pathsOf are the paths of some runs.
func pathsOf(runs []*scenarios.Run) []*scenarios.Scenario {
	list := make([]*scenarios.Scenario, len(runs))
	for i, r := range runs {
		list[i] = r.Scenario
	}
	return list
}

// happened says of each run when its rules were on and whether it kept its budget.
func happened(runs ...*scenarios.Run) []string {
	var list []string
	for _, r := range runs {
		list = append(list, r.RuleWords()...)
		if words := r.BudgetWords(); words != "" {
			list = append(list, words)
		}
	}
	return list
}
