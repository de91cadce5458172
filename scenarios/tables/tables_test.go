// SPDX-License-Identifier: Apache-2.0

package tables_test

import (
	"strings"
	"testing"

	"crossroads/scenarios/tables"
)

// TestParse_AcceptsWhatSpreadsheetsWrite holds that harmless habits change nothing.
func TestParse_AcceptsWhatSpreadsheetsWrite(t *testing.T) {
	for name, text := range map[string]string{
		"plain":                 "a,b\n1,2\n3,4\n",
		"byte order mark":       "\ufeffa,b\n1,2\n3,4\n",
		"CRLF":                  "a,b\r\n1,2\r\n3,4\r\n",
		"no last line end":      "a,b\n1,2\n3,4",
		"blank lines":           "\n\na,b\n\n1,2\n  \n,\n3,4\n\n",
		"blanks around cells":   " a ,b\n1, 2\n 3,4 \n",
		"columns without names": "a,b,,\n1,2,,\n3,4,,\n",
		"comments":              "# ours\na,b\n1,2\n# more\n3,4\n",
		"announced comma":       "sep=,\na,b\n1,2\n3,4\n",
		"quotes":                "\"a\",b\n\"1\",2\n3,\"4\"\n",
	} {
		table, err := tables.Parse("t.csv", []byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var cells []string
		for _, row := range table.Rows {
			cells = append(cells, strings.Join(row, " "))
		}
		if got := strings.Join(table.Header, " ") + ": " + strings.Join(cells, "; "); got != "a b: 1 2; 3 4" {
			t.Errorf("%s: read as %s", name, got)
		}
	}
}

// TestParse_SaysWhatIsWrong holds one message for each kind of mistake.
func TestParse_SaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "t.csv:1:1: the table is empty"},
		{"semicolons", "a;b\n1;2\n", "t.csv:1:2: columns are separated by semicolons (commas"},
		{"decimal commas", "a, in all;b;c\n1,5;2;3\n", "columns are separated by semicolons"},
		{"tabs", "a\tb\n1\t2\n", "t.csv:1:2: columns are separated by tabs (commas"},
		{"announced semicolon", "sep=;\na;b\n", "columns are separated by semicolons"},
		{"bars", "a|b\n1|2\n", "columns are separated by vertical bars"},
		{"Latin-1", "a,b\n1,caf\xe9\n", "t.csv:2:6: byte 0xe9 is not UTF-8"},
		{"UTF-16 LE", "\xff\xfea\x00,\x00b\x00", "t.csv:1:1: the file is text in UTF-16 (save it as UTF-8"},
		{"UTF-16 BE", "\xfe\xff\x00a\x00,\x00b", "t.csv:1:1: the file is text in UTF-16"},
		{"UTF-16 without mark", "a\x00,\x00b\x00\n\x00", "t.csv:1:2: the text contains byte 0x00, as text in UTF-16 does"},
		{"workbook", "PK\x03\x04xx", "t.csv:1:1: the file is a workbook or an archive (save the sheet as CSV UTF-8)"},
		{"JSON", "[{\"a\": 1}]", "t.csv:1:1: the file is a JSON document (a table in CSV)"},
		{"control character", "a,b\n1,\x1b[31m\n", "t.csv:2:3: the text contains the control character U+001B; remove it"},
		{"title above the header", "Attacks by year\n\na,b\n1,2\n", "t.csv:3:1: the header stands here, below other lines"},
		{"title among commas", "Attacks,,\n,,\na,b,c\nx,2,3\n", "t.csv:3:1: the header stands here"},
		{"carriage returns", "a,b\r1,2\r", "t.csv:1:4: lines end with a carriage return alone"},
		{"column twice", "a,b,a\n1,2,3\n", "t.csv:1:5: column a stands twice (each column once; first in column 1)"},
		{"column without name", "a,,c\n1,2,3\n", "t.csv:1:3: column 2 has no name"},
		{"short row", "a,b\n1\n", "t.csv:2:1: the row has 1 cell, the header has 2"},
		{"long row", "a,b\n1,2,3\n", "t.csv:2:5: the row has 3 cells, the header has 2"},
		{"open quote", "a,b\n\"1,2\n", "a cell in quotes is not closed"},
		{"characters count", "a,b\nécole,1,2\n", "t.csv:2:9: the row has 3 cells"},
	} {
		if _, err := tables.Parse("t.csv", []byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %s", c.name, err, c.want)
		}
	}
}

// TestParse_TellsAllMistakesAtOnce holds that a table is mended in one go, and that a long list ends with a count.
func TestParse_TellsAllMistakesAtOnce(t *testing.T) {
	_, err := tables.Parse("t.csv", []byte("a,a\n1\n1,2,3\n"))
	for _, want := range []string{"1:3: column a", "2:1: the row", "3:5: the row"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v lacks %s", err, want)
		}
	}
	_, err = tables.Parse("t.csv", []byte("a,b\n"+strings.Repeat("1\n", 80)))
	if err == nil || !strings.Contains(err.Error(), "30 more mistakes follow") {
		t.Errorf("error %v, want the other 30 counted", err)
	}
}

// TestParseNumber_SaysWhatIsWrong holds what is said of numbers in other forms.
func TestParseNumber_SaysWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"10-100": "a range", "10 – 100": "a range", "10 to 100": "a range", "~50": `"about" in the column hedge`, "50+": `"at least" in the column hedge`,
		"<5": `"at most" in the column hedge`, "≥5": `"at least"`, "1,200": "has a comma (1200 or 1.200)", "0,5": "decimal comma (0.5)", "NaN": "is not a number", "inf": "is not finite",
		"": "the cell is empty", "n/a": "leave the row out", "1e999": "too large", "0x10": "is not decimal", "12 500": "has separators (12500)", "5%": "is a percentage (0.05 for a share)", "at least 5": `(5; "at least" in the column hedge)`, "5k": "(5000)", "294[1]": "(294; a remark in the column note)", "five": "is not a number",
	} {
		if _, err := tables.ParseNumber(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %s", text, err, want)
		}
	}
	for text, want := range map[string]float64{"5": 5, "-0.5": -0.5, "\u22120.5": -0.5, "7\u2009300": 7300, "1e3": 1000, ".5": 0.5} {
		if v, err := tables.ParseNumber(text); err != nil || v != want {
			t.Errorf("%q: %v, error %v; want %v", text, v, err, want)
		}
	}
}

// FuzzParse holds that no bytes make the reader panic, and that what it accepts is a whole table.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"a,b\n1,2\n", "\ufeffa;b\n", "a,\"b\n\"\n1,2", "\xff\xfea", "a\r\n\r\n,\r\n1", "sep=,\na\n", "# x\na\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		table, err := tables.Parse("t.csv", text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "t.csv") {
				t.Errorf("error %v has no place", err)
			}
			return
		}
		for i, row := range table.Rows {
			if len(row) != len(table.Header) {
				t.Errorf("row %d has %d cells of %d", i, len(row), len(table.Header))
			}
			for k := range row {
				if p := table.Place(i, k); p.Line < 1 || p.Column < 1 {
					t.Errorf("cell %d of row %d stands at %v", k, i, p)
				}
				table.Number(i, k)
			}
		}
	})
}
