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
