package blocks

import (
	"strings"

	"crossroads/scenarios"
)

// MarksOf is the fact that some paths cannot be compared without a word: those
// that leave the common history early, those that set assumptions.
func MarksOf(paths ...*scenarios.Scenario) Fact {
	var list []string
	for _, s := range paths {
		if len(s.Marks()) > 0 {
			list = append(list, s.Name+Dagger(s)+" "+strings.Join(s.Marks(), "; "))
		}
	}
	return Fact{"marked", strings.Join(list, "; ")}
}

// Dagger marks the name of a path that leaves the common history before the fork.
func Dagger(s *scenarios.Scenario) string {
	if s.LeavesEarly() {
		return " †"
	}
	return ""
}
