// SPDX-License-Identifier: Apache-2.0

package table

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
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
		{Count(-1500), "−1,500", -1500},
		{Seed(1 << 63), "9223372036854775808", uint64(1 << 63)},
		{Percent(0.204), "20%", 0.204},
		{Percent(-0.204), "−20%", -0.204},
		{Percent(-0.001), "0%", -0.001},
		{Percent(math.NaN()), "–", nil},
		{Relative(0.204), "+20%", 0.204},
		{Relative(-0.204), "−20%", -0.204},
		{Relative(math.Inf(1)), "–", nil},
		{Difference{math.NaN(), "death"}, "–", nil},
		{Input{15000.4, "death"}, "15,000", 15000.4},
		{Input{9.5, "death"}, "9.5", 9.5},
		{Compared{V: 28000, Difference: -2000, U: "death"}, "28,000  −2,000", 28000.0},
		{Compared{V: 30000, U: "death", Reference: true}, "30,000        ", 30000.0},
		{Range{Low: 3, High: 3, U: "1", Exact: true}, "3", 3.0},
		{Range{Low: 1200, High: 3400, U: "death"}, "1,200 to 3,400", 1200.0},
		{YesNo(false), "no", false},
		{Word("x"), "x", "x"},
		{Link{Words: "a book"}, "a book", "a book"},
		{LinkTo("https://www.un.org/x"), "un.org", "https://www.un.org/x"},
		{LinkTo("a book, page 3"), "a book, page 3", "a book, page 3"},
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

// every is a table with a column of each kind.
func every() *Table {
	t := &Table{Name: "every", Title: "Every kind", Columns: []Column{
		Words("name", "name", 20), Numbers("killed", "killed", "death"), Counts("rank", "rank"), YesNos("mine", "mine"), Shares("fewest", "fewest"),
		Ranges("between", "between", "death"), Comparisons("against", "against", "death").Meaning("what it is against"), Sentences("said", "said", 30),
	}, Notes: []string{"A note."}}
	t.Add(Name{"a", "A path"}, Number{1000.5, "death"}, Count(1), YesNo(true), Share{25, 50}, Range{Low: 1, High: 2, U: "death"}, Compared{V: 5, Difference: -1, U: "death"}, Prose("A sentence."))
	t.Add(Word("b"), Nothing{}, Nothing{}, Nothing{}, Share{}, Range{Low: math.NaN(), High: 2, U: "death"}, Compared{V: 6, U: "death", Reference: true}, Prose("Another."))
	return t
}

// flat reads one JSON row as the fields that CSV has.
func flat(row map[string]any) map[string]any {
	fields := map[string]any{}
	for name, cell := range row {
		parts, several := cell.(map[string]any)
		if !several {
			fields[name] = cell
			continue
		}
		for part, v := range parts {
			switch part {
			case "value":
				fields[name] = v
			case "draws", "standard_error", "low", "high", "difference":
				fields[name+"_"+part] = v
			}
		}
	}
	return fields
}

func TestJSONAndCSVHoldTheSameFields(t *testing.T) {
	d := &Document{Command: "show", Title: "Title", Tables: []*Table{every()}, Facts: Facts(Fact{"seed", Seed(7)}, Fact{"left out", Word("")}), Single: true}
	var text, lines strings.Builder
	if err := d.Write(&text, "json", ""); err != nil {
		t.Fatal(err)
	}
	if err := d.Write(&lines, "csv", ""); err != nil {
		t.Fatal(err)
	}
	var read struct {
		Label   string
		Version int `json:"schema_version"`
		Command string
		Facts   map[string]any
		Tables  map[string]struct{ Rows []map[string]any }
	}
	if err := json.Unmarshal([]byte(text.String()), &read); err != nil {
		t.Fatal(err)
	}
	if read.Version != SchemaVersion || read.Command != "show" || read.Label == "" || read.Facts["seed"] != 7.0 || len(read.Facts) != 3 {
		t.Errorf("version %d of %q, facts %v", read.Version, read.Command, read.Facts)
	}
	records, err := csv.NewReader(strings.NewReader(lines.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range read.Tables["every"].Rows {
		fields := flat(row)
		for k, name := range records[0][:len(records[0])-1] {
			want := ""
			if v := fields[name]; v != nil {
				want = fmt.Sprint(v)
			}
			if got := records[i+1][k]; got != want {
				t.Errorf("row %d: %s is %q in CSV and %q in JSON", i+1, name, got, want)
			}
			delete(fields, name)
		}
		for name, v := range fields {
			if v != nil {
				t.Errorf("row %d: JSON has %s, which CSV lacks", i+1, name)
			}
		}
	}
	if strings.Contains(text.String()+lines.String(), "sentence") {
		t.Error("machines get a sentence")
	}
}

func TestEveryFieldHasATypeAndSaysWhatItHolds(t *testing.T) {
	var got []string
	for _, f := range every().Fields() {
		if f.Doc == "" {
			t.Errorf("%s says nothing of itself", f.Name)
		}
		got = append(got, f.Name+" "+f.Type+" "+f.Unit)
	}
	want := []string{"name string ", "killed number death", "rank integer ", "mine boolean ", "fewest number 1", "fewest_standard_error number 1", "fewest_draws integer ",
		"between_low number death", "between_high number death", "against number death", "against_difference number death"}
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("fields %q, want %q", got, want)
	}
	bare := Column{Name: "two_words"}
	if got := bare.meaning(); got != "two words" {
		t.Errorf("a column without a heading is said to hold %q", got)
	}
	if got := OneLine("force-\nworks"); got != "force-works" {
		t.Errorf("the name of a world on one line is %q", got)
	}
	if got := OneLine("poste-\nrior, in\nall"); got != "posterior, in all" {
		t.Errorf("a heading on one line is %q", got)
	}
}

func TestTheLongFormHoldsYesAndNoAsOneAndNought(t *testing.T) {
	var b strings.Builder
	d := &Document{Tables: []*Table{every(), example()}}
	if err := d.Write(&b, "csv", ""); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\nevery,a,mine,1,,", "\nevery,b,mine,,,", "\nevery,a,killed,1000.5,death,", "\nevery,b,killed,,,", "\nevery,a,fewest_draws,50,,", "\nkilled,b:z,killed,3000,death,"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	if number(false) != "0" || number(nil) != "" || number(0.1) != "0.1" {
		t.Error("no, nothing or a tenth is written otherwise")
	}
}

func TestPeopleReadTablesWithTheirTitlesAndNotes(t *testing.T) {
	hidden := example()
	hidden.Name, hidden.Detail = "hidden", true
	silent := example()
	silent.Name, silent.Title = "silent", ""
	empty := &Table{Name: "empty", Title: "Empty", Columns: []Column{Words("a", "a", 0)}}
	d := &Document{Title: "The title", Answer: []string{"The answer."}, Tables: []*Table{every(), hidden, silent, empty}, Notes: []string{"The end."}, Facts: Facts()}
	show := func(format, name string) string {
		t.Helper()
		var b strings.Builder
		if err := d.Write(&b, format, name); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	text := show("text", "")
	last := -1
	for _, want := range []string{"ILLUSTRATIVE", "The title", "The answer.", "Every kind", "A path", "A sentence.", "A note.", "Empty\nNone.", "Not shown: 1 more table (--table all", "The end.", "version "} {
		at := strings.Index(text, want)
		if at <= last {
			t.Errorf("%q stands at %d, want it after %d in\n%s", want, at, last, text)
		}
		last = at
	}
	if strings.Contains(text, "Killed\n") {
		t.Error("a table of details is shown to those who did not ask")
	}
	if all := show("text", All); !strings.Contains(all, "Killed\n") || strings.Contains(all, "Not shown") {
		t.Errorf("all tables are\n%s", all)
	}
	if names := show("csv", List); names != "every\nhidden\nsilent\nempty\n" {
		t.Errorf("the names are %q", names)
	}
	if one := show("text", "silent"); !strings.Contains(one, "\nSilent\n") {
		t.Errorf("a table without a title is named\n%s", one)
	}
	for _, want := range []string{"**ILLUSTRATIVE", "#### Every kind", "| A path | 1,000 |", "A note."} {
		if md := show("md", ""); !strings.Contains(md, want) {
			t.Errorf("no %q in Markdown\n%s", want, md)
		}
	}
}

func TestTablesAreReadValueByValue(t *testing.T) {
	first, second, other := example(), example(), every()
	second.Name, second.Title = "wounded", "Wounded"
	for _, table := range []*Table{first, second} {
		table.Across = ""
	}
	second.Rows = second.Rows[1:]
	d := &Document{Tables: []*Table{first, other, second}, By: "world"}
	var got []string
	for _, table := range d.inOrder() {
		got = append(got, fmt.Sprintf("%s (%d)", table.Title, len(table.Rows)))
	}
	if want := "x-y: killed (1), x-y: wounded (0), z: killed (2), z: wounded (2), Every kind (2)"; strings.Join(got, ", ") != want {
		t.Errorf("read as %s, want %s", strings.Join(got, ", "), want)
	}
	if len(first.Rows) != 3 || first.Columns[1].Heading == "" {
		t.Error("reading value by value changes the table")
	}
	first.Apart = "world"
	if grids := first.Grids(); len(grids) != 2 || grids[0].Title != "Killed: x-y" || len(grids[1].Lines) != 2 || len(grids[0].Headings) != 2 {
		t.Errorf("kept apart by world there are %d grids: %+v", len(grids), grids)
	}
}

func TestAParagraphOfMoreThanTwoLinesIsBrokenWhereASentenceEnds(t *testing.T) {
	one := strings.Repeat("word ", 20) + "end."
	for text, want := range map[string]int{"": 0, "Short. And short.": 1, one + " " + UpperFirst(one) + " " + UpperFirst(one): 3} {
		if got := paragraphs(text); len(got) != want || strings.Join(got, " ") != text {
			t.Errorf("%q: %d paragraphs, want %d", text, len(got), want)
		}
	}
}

func TestAColumnThatStandsOnceIsNotRepeatedForEachValueSideBySide(t *testing.T) {
	one := Table{Name: "one", Title: "One", Across: "world", Columns: []Column{
		Words("path", "path", 0), Words("unit_of", "unit", 0).AsOnce(), Words("world", "world", 0).AsKey(), Numbers("value", "value", "1"),
	}}
	for _, world := range []string{"central", "backlash"} {
		one.Add(Word("kinetic"), Word("share"), Word(world), Number{V: 0.5, U: "1"})
	}
	g := one.Grids()[0]
	if got := strings.Join(g.Headings, "|"); got != "path|unit|central|backlash" || len(g.Lines) != 1 {
		t.Errorf("headings %s over %d lines", got, len(g.Lines))
	}
}

func TestChangesAndSharesInPercentHaveTheirSign(t *testing.T) {
	for cell, want := range map[Cell]string{Relative(0.2): "+20%", Relative(-0.25): "\u221225%", Percent(0.5): "50%", Percent(-0.031): "\u22123%", Percent(-0.001): "0%"} {
		if got := cell.Text(); got != want {
			t.Errorf("%v: %q, want %q", cell.Value(), got, want)
		}
	}
}
