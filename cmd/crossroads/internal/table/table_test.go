// SPDX-License-Identifier: Apache-2.0

package table

import (
	"math"
	"strings"
	"testing"
)

func TestPeopleAndMachinesReadTheSameCell(t *testing.T) {
	for _, c := range []struct {
		cell  Cell
		text  string
		value any
	}{
		{Number{0.123, "1"}, "0.12", 0.123},
		{Number{math.NaN(), "death"}, "–", nil},
		{Number{1e-9, "death"}, "0", 1e-9},
		{Input{0.051, "1"}, "0.051", 0.051},
		{Difference{3, "death"}, "+3.0", 3.0},
		{Difference{-3, "death"}, "−3.0", -3.0},
		{Range{Low: -2, High: 3, U: "death", Signed: true}, "−2.0 to +3.0", -2.0},
		{Range{Low: math.NaN(), High: 3, U: "death"}, "–", nil},
		{Range{Low: 0.03, High: 15000, U: "1", Exact: true}, "0.03 to 15,000", 0.03},
		{Range{Low: 0.0123, High: 0.5, U: "1", Fine: true}, "0.012 to 0.50", 0.0123},
		{Setting{0.0123, "1"}, "0.012", 0.0123},
		{Prose("words"), "words", nil},
		{Share{0, 0}, "–", nil},
		{Share{0, 200}, "0", 0.0},
		{Share{1, 200}, "<1", 0.005},
		{Share{199, 200}, ">99", 0.995},
		{Share{100, 200}, "50", 0.5},
		{Share{25, 50}, "25 ± 4", 0.5},
		{Share{1, 1}, "1", 1.0},
		{Share{20, 20}, "20 − 0.9", 1.0},
		{Share{0, 20}, "0 + 0.9", 0.0},
		{Year(2026), "2026", 2026},
		{YesNo(true), "yes", true},
		{Name{"kinetic", "Kinetic"}, "Kinetic", "kinetic"},
		{Link{"un.org", "https://un.org/x"}, "un.org", "https://un.org/x"},
		{Nothing{}, "–", nil},
	} {
		if got := c.cell.Text(); got != c.text {
			t.Errorf("%#v: text %q, want %q", c.cell, got, c.text)
		}
		if got := c.cell.Value(); got != c.value {
			t.Errorf("%#v: value %v, want %v", c.cell, got, c.value)
		}
	}
}

// example has two paths in two worlds.
func example() *Table {
	t := &Table{Name: "killed", Title: "Killed", Across: "world", Columns: []Column{
		Words("path", "path", 10), Words("world", "world", 0).AsKey(), Numbers("killed", "killed", ""), Shares("fewest", ""),
	}}
	t.Add(Word("a"), Word("x-y"), Number{1000, "death"}, Share{1, 2})
	t.Add(Word("a"), Word("z"), Number{2000, "death"}, Share{})
	t.Add(Word("b"), Word("z"), Number{3000, "death"}, Share{2, 2})
	return t
}

func TestATableIsFoldedForPeopleAndNotForMachines(t *testing.T) {
	var text, csv, long strings.Builder
	d := &Document{Title: "Example", Tables: []*Table{example()}}
	if err := d.Write(&text, "text", ""); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"path     x-      z\n", "b         –  "} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("text lacks %q:\n%s", want, text.String())
		}
	}
	if err := d.Write(&csv, "csv", "killed"); err != nil {
		t.Fatal(err)
	}
	if want := "path,world,killed,fewest,fewest_standard_error,fewest_draws,unit,label\na,x-y,1000,0.5,"; !strings.HasPrefix(csv.String(), want) {
		t.Errorf("CSV %s, want it to begin %s", csv.String(), want)
	}
	if err := d.Write(&long, "csv", ""); err != nil {
		t.Fatal(err)
	}
	if want := "table,row,column,value,unit,label\nkilled,a:x-y,killed,1000,death,"; !strings.HasPrefix(long.String(), want) {
		t.Errorf("long CSV %s, want it to begin %s", long.String(), want)
	}
}

func TestATableUnfitForMachinesIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Table){
		"must be lower-case":       func(t *Table) { t.Columns[0].Name = "Path name" },
		"two columns":              func(t *Table) { t.Columns[1].Name = "path" },
		"two rows":                 func(t *Table) { t.Rows[1][1] = Word("x-y") },
		"which is not its kind":    func(t *Table) { t.Rows[1][1] = Count(1) },
		"a row has 1 cells":        func(t *Table) { t.Rows[1] = t.Rows[1][:1] },
		"a row has numbers in":     func(t *Table) { t.Columns[3] = Numbers("more", "", ""); t.Rows[0][3] = Number{1, "year"} },
		"name must be lower-case ": func(t *Table) { t.Name = "killed in all" },
	} {
		table := example()
		spoil(table)
		if err := table.Check(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAnUnknownTableIsRefusedWithTheNamesKnown(t *testing.T) {
	d := &Document{Tables: []*Table{example()}}
	if err := d.Write(&strings.Builder{}, "text", "kiled"); err == nil || !strings.Contains(err.Error(), "did you mean killed") {
		t.Errorf("got %v", err)
	}
}

func TestATableForMachinesAloneStaysOutOfTheText(t *testing.T) {
	plan := &Table{Name: "plan", Columns: []Column{Words("file", "", 0)}}
	plan.Add(Word("a.csv"))
	var b strings.Builder
	d := &Document{Title: "Dry run.", Single: true, Tables: []*Table{plan}}
	if err := d.Write(&b, "text", ""); err != nil || strings.Contains(b.String(), "Plan") {
		t.Errorf("%v: %q", err, b.String())
	}
}
