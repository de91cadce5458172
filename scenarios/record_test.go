// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"slices"
	"strings"
	"testing"

	"crossroads/model"
)

func TestRecordsAreNoPoliciesAndSayWhyEachLeverIsSet(t *testing.T) {
	for _, name := range RecordNames() {
		if slices.Contains(BuiltinNames(), name) {
			t.Errorf("%s is among the policy paths, so that comparisons include it unasked", name)
		}
		s, err := Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(s.Marked(), "not a policy") {
			t.Errorf("%s is marked %q, want that it is not a policy", name, s.Marked())
		}
		if s.End == 0 || s.End.Year() != s.Starts.Year()+1 {
			t.Errorf("%s runs from %s to %s, want the one year it tells of", name, s.Starts, s.End)
		}
		lines := strings.Split(s.Text, "\n")
		for _, lever := range model.LeverNames() {
			at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "  "+lever+":") })
			if at < 1 || !strings.HasPrefix(lines[at-1], "  # ") {
				t.Errorf("%s: %s is not set under a reason", name, lever)
			}
		}
	}
}
