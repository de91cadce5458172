// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"strings"
	"testing"
)

func TestCountsOfAWorldReadBack(t *testing.T) {
	text := "doc: Ours.\ncounts:\n  source: my: \"counts\"\n  rows:\n    - {year: 2021, value: 294.5, observes: civilians_attacks + security_attacks}\n"
	text = strings.Replace(text, `my: "counts"`, `'my: "counts"'`, 1)
	w, err := ParseWorld("w.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseWorld("w.yaml", []byte(w.File()))
	if err != nil {
		t.Fatal(err)
	}
	if c := again.Counts; c.Source != `my: "counts"` || c.String() != w.Counts.String() || c.Rows[0].Value != 294.5 {
		t.Errorf("read back as %s", c)
	}
}

func TestMistakesInCountsAreAllNamed(t *testing.T) {
	_, err := ParseWorld("w.yaml", []byte(`doc: Ours.
counts:
  source: ours
  rows:
    - {year: 2021-03, value: 294, observes: attacks}
    - {year: 2022, value: -1, observes: tempo}
    - {year: 2023, value: 5, observes: atacks, size: 3}
    - {year: 2024}
`))
	if err == nil {
		t.Fatal("no mistakes are found")
	}
	for _, want := range []string{
		`w.yaml:5:14: count year: "2021-03" is not a year`, "w.yaml:6:27: count value = -1: is outside its range", `w.yaml:6:41: count observes: "tempo" is not a sum of outcomes`,
		`w.yaml:7:40: count observes: "atacks"`, `w.yaml:7:48: unknown count key "size"`, "w.yaml:8:7: count: has no value", "w.yaml:8:7: count: has no observes",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("not said: %s\nin: %v", want, err)
		}
	}
	for text, want := range map[string]string{"counts: {rows: [{year: 2021, value: 1, observes: attacks}]}": "have no source", "counts: {source: a}": "have no rows", "counts: {source: a, rows: []}": "a list of"} {
		if _, err := ParseWorld("w.yaml", []byte("doc: A.\n"+text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v (want %s)", text, err, want)
		}
	}
}
