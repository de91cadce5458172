// SPDX-License-Identifier: Apache-2.0

package tables_test

import (
	"strings"
	"testing"

	"crossroads/scenarios/tables"
)

// parse reads a table that is in order.
func parse(t *testing.T, text string) *tables.Table {
	t.Helper()
	table, err := tables.Parse("t.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// message is the first line of an error; "" for none.
func message(err error) string {
	if err == nil {
		return ""
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	return first
}

func TestAColumnThatIsMissingIsNamedWithTheClosest(t *testing.T) {
	table := parse(t, "weight,revenge\n1,2\n")
	if got := table.Need("revenge"); got != 1 || table.Err() != nil {
		t.Errorf("revenge is column %d, %v; want 1 and no mistake", got, table.Err())
	}
	if got := table.Column("weights"); got != -1 || table.Err() != nil {
		t.Errorf("asking for a column that is not there gives %d, %v; want -1 and no mistake", got, table.Err())
	}
	if got := table.Need("wieght"); got != -1 {
		t.Errorf("wieght is column %d, want -1", got)
	}
	if got, want := message(table.Err()), "t.csv:1:1: column wieght is missing (rename weight to wieght, if that is it)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	other := parse(t, "a,b\n1,2\n")
	other.Need("replacement")
	if got, want := message(other.Err()), "t.csv:1:1: column replacement is missing (a column of that name)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestNumbersAreReadFromCellsOrAreMistakesUnderTheirColumn(t *testing.T) {
	table := parse(t, "a,b\n1.5,few\n3,-1\n9007199254740993,2.5\n")
	if v, ok := table.Number(0, 0); v != 1.5 || !ok {
		t.Errorf("1.5 is read as %v, %v", v, ok)
	}
	if n, ok := table.Whole(1, 0); n != 3 || !ok || table.Err() != nil {
		t.Errorf("3 is read as %d, %v, %v", n, ok, table.Err())
	}
	for _, cell := range []struct {
		row, column int
		want        string
	}{
		{0, 0, `t.csv:2:1: a: "1.5" is not a whole number (0, 1, 2 and so on)`},
		{0, 1, `t.csv:2:5: b: "few" is not a number (a number)`},
		{1, 1, `t.csv:3:3: b: "-1" is not a whole number (0, 1, 2 and so on)`},
		{2, 1, `t.csv:4:18: b: "2.5" is not a whole number (0, 1, 2 and so on)`},
	} {
		one := parse(t, "a,b\n1.5,few\n3,-1\n9007199254740993,2.5\n")
		if n, ok := one.Whole(cell.row, cell.column); n != 0 || ok {
			t.Errorf("row %d, column %d is read as %d, %v", cell.row, cell.column, n, ok)
		}
		if got := message(one.Err()); got != cell.want {
			t.Errorf("%q, want %q", got, cell.want)
		}
	}
	if n, ok := parse(t, "a\n1e300\n").Whole(0, 0); n != 0 || ok {
		t.Errorf("1e300 is read as %d, %v: no whole number of this program's size", n, ok)
	}
}

func TestMistakesComeInTheOrderOfTheFileWhateverTheOrderFound(t *testing.T) {
	table := parse(t, "a,b\n1,2\n3,4\n")
	table.FaultIn(1, 1, "last")
	table.Fault(0, 1, "second")
	table.Fault(0, 0, "first of %d", 3)
	err := table.Err().Error()
	last := -1
	for _, want := range []string{"t.csv:2:1: first of 3", "t.csv:2:3: second", "t.csv:3:3: b: last"} {
		at := strings.Index(err, want)
		if at <= last {
			t.Errorf("%q stands at %d, after %d, in %q", want, at, last, err)
		}
		last = at
	}
}

func TestAWarningIsNoMistake(t *testing.T) {
	table := parse(t, "a,b\n1,2\n3,4\n")
	table.Warn(1, 0, "%s is likely not meant", "3")
	table.Warn(0, 1, "nor is 2")
	if err := table.Err(); err != nil {
		t.Errorf("warnings are mistakes: %v", err)
	}
	w := table.Warnings()
	if len(w) != 2 || !strings.HasPrefix(w[0].Error(), "t.csv:2:3: warning: nor is 2") || !strings.HasPrefix(w[1].Error(), "t.csv:3:1: warning: 3 is likely not meant") {
		t.Errorf("warnings %v, want both in the order of the file", w)
	}
}

func TestACellOfNoTextStandsInTheRowAndColumnOfItsTable(t *testing.T) {
	table, err := tables.New("t.parquet", []string{"a", "b"}, [][]string{{"1", "2"}, {"x", "4"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := table.Place(1, 0).String(); got != "t.parquet:3:1" {
		t.Errorf("the first cell of the second row stands at %s, want t.parquet:3:1", got)
	}
	table.Number(1, 0)
	if got, want := message(table.Err()), `t.parquet:3:1: a: "x" is not a number (a number)`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if _, err := tables.New("t.parquet", []string{"a", "a"}, nil); message(err) != "t.parquet:1:2: column a stands twice (each column once; first in column 1)" {
		t.Errorf("two columns of one name: %v", err)
	}
}

func TestTextIsWhatTablesAreMadeOf(t *testing.T) {
	if text, err := tables.Text("t.txt", []byte("\ufeffone\r\ntwo")); text != "one\r\ntwo" || err != nil {
		t.Errorf("%q, %v; want the text without its mark", text, err)
	}
	if _, err := tables.Text("t.txt", []byte("on\xe9\n")); message(err) != "t.txt:1:3: byte 0xe9 is not UTF-8 (save the file as UTF-8; in a spreadsheet: CSV UTF-8)" {
		t.Errorf("error %v", err)
	}
}

func TestATableThatIsTooLargeOrYAMLIsNamed(t *testing.T) {
	if got, want := tables.TooLarge("t.csv", 600<<20+1<<19).Error(), "t.csv: the table has 600.5 MB; at most 512.0 MB are read (use fewer rows or columns)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, name := range []string{"w.yaml", "w.yml"} {
		if _, err := tables.Parse(name, []byte("a,b\n1,2\n")); message(err) != name+": is a YAML file, not a table in CSV (worlds are named with --world)" {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestEqualBytesHaveEqualSums(t *testing.T) {
	a, b := parse(t, "a\n1\n"), parse(t, "a\n2\n")
	if a.Sum == b.Sum || len(a.Sum) != 12 || a.Sum != tables.Sum([]byte("a\n1\n")) {
		t.Errorf("sums %q and %q", a.Sum, b.Sum)
	}
	if got := tables.Sum(nil); got != "e3b0c44298fc" {
		t.Errorf("the sum of nothing is %q, want the first digits of the SHA-256 of nothing", got)
	}
}

func TestWhatLooksLikeANumberIsReadLikeOneOrRefused(t *testing.T) {
	for _, text := range []string{"+5", "1-2", "5e", "--5", ".", "e5", "1e400", "0x1p4", "1_000", "١٢"} {
		if v, err := tables.ParseNumber(text); err == nil {
			t.Errorf("%q is read as %v", text, v)
		}
	}
	for text, want := range map[string]float64{"0": 0, "-0": 0, "007": 7, "1E-3": 0.001, "5.": 5, "1e-400": 0} {
		if v, err := tables.ParseNumber(text); err != nil || v != want {
			t.Errorf("%q is read as %v, %v; want %v", text, v, err, want)
		}
	}
}
