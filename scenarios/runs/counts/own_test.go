// SPDX-License-Identifier: Apache-2.0

package counts

import (
	"testing"
	"time"

	"crossroads/model"
)

// row is a row of a ledger from the first to the last month.
func row(t *testing.T, observes string, from, to time.Time, value float64) model.Evidence {
	t.Helper()
	o, err := model.ParseObservation(observes)
	if err != nil {
		t.Fatal(err)
	}
	return model.Evidence{Observes: o, Value: &value, Low: &value, High: &value, From: from, To: to}
}

func day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func TestDrawn_AddsUpMonthsAndLeavesOutWhatCannotBeDrawn(t *testing.T) {
	c := Drawn("ours", []model.Evidence{
		row(t, "attacks", day(2021, 1, 1), day(2021, 12, 31), 294),
		row(t, "attacks", day(2022, 7, 1), day(2022, 12, 31), 200),
		row(t, "attacks", day(2022, 1, 1), day(2022, 6, 30), 180),
		row(t, "attacks", day(2023, 1, 1), day(2023, 6, 30), 300),            // half a year
		row(t, "fraction * attacks", day(2024, 1, 1), day(2024, 12, 31), 9),  // an unknown share
		row(t, "militants / attacks", day(2024, 1, 1), day(2024, 12, 31), 1), // a ratio
		row(t, "tempo", day(2024, 1, 1), day(2024, 12, 31), 30),              // a series
		row(t, "attacks", day(2024, 1, 1), day(2025, 12, 31), 2000),          // two years
	})
	want := `{source: "ours", rows: [{year: 2021, value: 294, observes: attacks}, {year: 2022, value: 380, observes: attacks}]}`
	if got := c.String(); got != want {
		t.Errorf("drawn:\n%s\nwant:\n%s", got, want)
	}
	if rows := Rows(c); len(rows) != 2 || rows[1].Unit != "attack" || *rows[1].Value != 380 || rows[1].To != day(2022, 12, 31) {
		t.Errorf("as rows of a ledger: %+v", rows)
	}
	if c := Drawn("ours", nil); c != nil || c.String() != "" || Rows(c) != nil {
		t.Errorf("without figures there are counts: %v", c)
	}
}
