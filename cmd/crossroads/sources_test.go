// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"crossroads/model"
)

// TestEverySourceHasItsTerms holds docs/sources.md to the evidence: each source of
// each row belongs to a group whose terms are stated, and no name there is unused.
func TestEverySourceHasItsTerms(t *testing.T) {
	text, err := os.ReadFile("../../docs/sources.md")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, line := range strings.Split(string(text), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) == 6 && !strings.Contains(cells[4], "--") && strings.TrimSpace(cells[4]) != "cited as" {
			for _, name := range strings.Split(cells[4], ",") {
				used[strings.TrimSpace(name)] = false
			}
		}
	}
	authorAndYear := regexp.MustCompile(`\(\d{4}\)`)
	for _, row := range model.EvidenceTable {
		for _, source := range strings.Split(row.Source, ";") {
			found := false
			for name := range used {
				if regexp.MustCompile(`(^|[^A-Za-z])`+regexp.QuoteMeta(name)+`($|[^A-Za-z])`).MatchString(source) ||
					name == "author (year)" && authorAndYear.MatchString(source) {
					used[name], found = true, true
				}
			}
			if !found {
				t.Errorf("%s: docs/sources.md states no terms for %q", row.ID, strings.TrimSpace(source))
			}
		}
	}
	for name, cited := range used {
		if !cited {
			t.Errorf("docs/sources.md names %q, which no row cites", name)
		}
	}
}

// TestWorksOfOthersHaveTheirLicence holds REUSE.toml to the list of third-party
// works: each that lies in a file here has its identifier there.
func TestWorksOfOthersHaveTheirLicence(t *testing.T) {
	list, err := os.ReadFile("../../.ci/packaging/third-party.tsv")
	if err != nil {
		t.Fatal(err)
	}
	reuse, err := os.ReadFile("../../REUSE.toml")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(reuse), "[[annotations]]")
	for _, line := range strings.Split(strings.TrimSpace(string(list)), "\n")[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) < 4 || cells[3] == "" {
			continue
		}
		found := false
		for _, part := range parts {
			found = found || strings.Contains(part, `"`+cells[3]+`"`) && strings.Contains(part, `SPDX-License-Identifier = "`+cells[2]+`"`)
		}
		if !found {
			t.Errorf("REUSE.toml does not say that %s in %s is under %s", cells[0], cells[3], cells[2])
		}
	}
	for _, path := range regexp.MustCompile(`"([a-z]+/[^"*]*)"`).FindAllStringSubmatch(string(reuse), -1) {
		if _, err := os.Stat("../../" + path[1]); err != nil {
			t.Errorf("REUSE.toml names %s: %v", path[1], err)
		}
	}
}
