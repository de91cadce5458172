// SPDX-License-Identifier: Apache-2.0

package ledger_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios/ledger"
	"crossroads/scenarios/tables"
)

// read reads a ledger from text.
func read(text string) (*ledger.Ledger, error) {
	t, err := tables.Parse("mine.csv", []byte(text))
	if err != nil {
		return nil, err
	}
	return ledger.Read(t)
}

// TestRead_EveryCase reads the ledgers in testdata/cases and holds what is said of each.
func TestRead_EveryCase(t *testing.T) {
	for _, c := range []struct{ file, refused, warned, hedge string }{
		{file: "e-ok.csv"},
		{file: "e-bom.csv"},
		{file: "e-repeats-ok.csv"},
		{file: "e-root-same.csv"},
		{file: "e-hedge.csv", hedge: "at least"},
		{file: "e-hedge-more.csv", hedge: "at least"},
		{file: "e-root-typo.csv", warned: `root: "press report" is near "press reports"`},
		{file: "e-unit.csv", refused: "6:39: unit: death is not what attacks counts (attack)"},
		{file: "e-unit2.csv", refused: "6:40: unit: person is not what militants counts (death)"},
		{file: "e-repeats-typo.csv", refused: "repeats: NOPE is not a row of this table"},
		{file: "e-repeats-self.csv", refused: "repeats: M4b repeats itself"},
		{file: "e-hedge-typo.csv", refused: `hedge: "atleast" is neither a bound nor any other known word (did you mean "at least"?`},
		{file: "e-latin1.csv", refused: "2:17: byte 0xe9 is not UTF-8"},
		{file: "e-semi.csv", refused: "1:3: columns are separated by semicolons (commas"},
		{file: "e-0025.csv", refused: `from: "0025-01-01" has the year 0025 (did you mean 2025?)`},
		{file: "e-m0.csv", refused: `from: "2025-00-00" is not a date of the calendar`},
		{file: "e-swap.csv", refused: "to: 2025-01-01 comes before from"},
	} {
		t.Run(c.file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("../../testdata/cases", c.file))
			if err != nil {
				t.Fatal(err)
			}
			table, err := tables.Parse(c.file, text)
			var l *ledger.Ledger
			if err == nil {
				l, err = ledger.Read(table)
			}
			if c.refused != "" {
				if err == nil || !strings.Contains(err.Error(), c.refused) {
					t.Fatalf("error %v, want %s", err, c.refused)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := l.Warnings.Error(); !strings.Contains(got, c.warned) || c.warned == "" && got != "" {
				t.Errorf("warnings %q, want %q", got, c.warned)
			}
			if last := l.Rows[len(l.Rows)-1]; c.hedge != "" && last.Hedge != c.hedge {
				t.Errorf("hedge %q, want %q", last.Hedge, c.hedge)
			}
			for _, e := range l.Rows {
				if e.Root != "press reports" {
					t.Errorf("%s: root %q, want press reports", e.ID, e.Root)
				}
			}
		})
	}
}

// TestRead_ReadsTheBuiltInEvidence holds that a copy of the built-in evidence is a ledger with the same figures.
func TestRead_ReadsTheBuiltInEvidence(t *testing.T) {
	text, err := os.ReadFile("../../model/evidence.csv")
	if err != nil {
		t.Fatal(err)
	}
	l, err := read(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Rows) != len(model.EvidenceTable) {
		t.Fatalf("%d rows, want %d", len(l.Rows), len(model.EvidenceTable))
	}
	figure := func(e *model.Evidence) string {
		if e.Value == nil {
			return ""
		}
		return fmt.Sprint(*e.Value, *e.Low, *e.High)
	}
	for i := range l.Rows {
		got, want := &l.Rows[i], &model.EvidenceTable[i]
		if got.ID != want.ID || got.Set != want.Set || figure(got) != figure(want) || got.From != want.From || got.To != want.To ||
			got.Root != want.Root || got.Source != want.Source || (got.Observes == nil) != (want.Observes == nil) || strings.Join(got.Repeats, " ") != strings.Join(want.Repeats, " ") {
			t.Errorf("row %s is read as %+v, want %+v", want.ID, *got, *want)
		}
	}
}

// TestRead_ConvertsWhatAPeriodMakesRight holds that figures per month, quarter or year are summed over the period.
func TestRead_ConvertsWhatAPeriodMakesRight(t *testing.T) {
	for _, c := range []struct {
		row  string
		want float64
	}{
		{"2024,,,75,attack/month", 900},
		{"2024,,,75,attacks per month", 900},
		{"2024,,,225,attack/quarter", 900},
		{"2024,,,900,attack/year", 900},
		{",2024-01,2024-06,75,attack/month", 450},
		{",2024-03,,75,Attacks", 75},
		{",2024-01-01,2024-12-31,0.9,thousand attacks", 900},
		{"2024,,,2,attacks/day", 732},
	} {
		l, err := read("year,from,to,value,unit,observes\n" + c.row + ",attacks\n")
		if err != nil {
			t.Errorf("%s: %v", c.row, err)
			continue
		}
		if e := l.Rows[0]; *e.Value != c.want || *e.Low != c.want || *e.High != c.want || e.Unit != "attack" {
			t.Errorf("%s: %v (%v to %v) %s, want %v attack", c.row, *e.Value, *e.Low, *e.High, e.Unit, c.want)
		}
	}
}

// TestRead_FourRowsAreALedger holds that year, value and observes suffice, in any order of columns.
func TestRead_FourRowsAreALedger(t *testing.T) {
	l, err := read("\ufeffobserves,value,YEAR\r\nattacks,294,2021\r\n\r\nattacks,380,2022\r\n,,\r\nmilitants,645,2023\r\nAttacks,0,2024\r\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Rows) != 4 || len(l.Warnings) != 0 {
		t.Fatalf("%d rows and warnings %v, want 4 rows and none", len(l.Rows), l.Warnings)
	}
	e := l.Rows[2]
	if e.ID != "militants-2023" || e.Quantity != "Militants killed, 2023" || e.Unit != "death" || e.Set != "mine" || e.Source != "mine" || e.Root != "press reports" || e.Hedge != "none" || e.Status != "unverified" {
		t.Errorf("defaults are not as documented: %+v", e)
	}
	if from, to := e.Months(); from != model.NewYear(2023) || to != model.NewYear(2024) {
		t.Errorf("period %s to %s, want 2023", from, to)
	}
}

// TestRead_SumsIncidentsToYears holds the form with one row per incident.
func TestRead_SumsIncidentsToYears(t *testing.T) {
	l, err := read("date,killed,attacks\n2023-01-30,101,1\n2023-07-30,63,1\n2024-03,0,1\n")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range l.Rows {
		got = append(got, fmt.Sprintf("%s %v %s", e.ID, *e.Value, e.Unit))
	}
	if s := strings.Join(got, "; "); s != "killed-2023 164 death; attacks-2023 2 attack; killed-2024 0 death; attacks-2024 1 attack" {
		t.Errorf("sums are %s", s)
	}
}

// TestRead_TakesAColumnPerCount holds the form with one row per period and a column per outcome.
func TestRead_TakesAColumnPerCount(t *testing.T) {
	l, err := read("year,attacks,militants\n2023,645,\n2024,900,1000\n")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range l.Rows {
		got = append(got, fmt.Sprintf("%s %v", e.ID, *e.Value))
	}
	if s := strings.Join(got, "; "); s != "attacks-2023 645; attacks-2024 900; militants-2024 1000" {
		t.Errorf("rows are %s", s)
	}
}

// TestRead_SaysWhatIsWrong holds one message for each kind of mistake.
func TestRead_SaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"range in one cell", "year,value,observes\n2024,10-100,attacks\n", `mine.csv:2:6: value: "10-100" is a range (one number here; 10 in the column low and 100 in the column high)`},
		{"thousands", "year,value,observes\n2024,\"1,200\",attacks\n", `value: "1,200" has a comma (1200 or 1.200)`},
		{"percent for a count", "year,value,observes,unit\n2024,5,attacks,%\n", `unit: "%" is unknown`},
		{"not a number", "year,value,observes\n2024,NaN,attacks\n", `value: "NaN" is not a number`},
		{"plus", "year,value,observes\n2024,700+,attacks\n", `"700+" is not a plain number (700; "at least" in the column hedge)`},
		{"negative", "year,value,observes\n2024,-5,attacks\n", "value: -5 is negative (0 or more)"},
		{"no observes column", "year,value\n2024,5\n", "column observes is missing (what the figure counts, such as attacks)"},
		{"foreign name", "event_date,fatalities\n2024-01-01,5\n", `unknown column "event_date"; did you mean date?`},
		{"outcome", "year,value,observes\n2024,5,atacks\n", `observes: "atacks" is not an outcome of the model (did you mean attacks?)`},
		{"killed without whom", "year,value,observes\n2024,5,killed\n", `observes: "killed" does not say who was killed (deaths_civilian_security, deaths_all, militants`},
		{"unit", "year,value,observes,unit\n2024,5,attacks,atack\n", `unit: "atack" is unknown (did you mean attack?)`},
		{"rate of a stock", "year,value,observes,unit\n2024,5,fighters,fighter/month\n", "unit: fighter/month is not what fighters counts (fighter; it is a level, not a sum over the period)"},
		{"months in year", "year,value,observes\n2024-03,5,attacks\n", `year: "2024-03" is not a year (2024; months and days belong in the columns from and to)`},
		{"day first", "from,to,value,observes\n31/01/2024,2024-12-31,5,attacks\n", `from: "31/01/2024" is not a date (2024-01-31)`},
		{"a product", "year,value,observes\n2024,5,attacks * attacks\n", `"attacks * attacks" multiplies what is counted`},
		{"unlike things", "year,value,observes\n2024,5,attacks + militants\n", `"attacks + militants" adds unlike things`},
		{"divided by nothing", "year,value,observes\n2024,5,attacks / 0\n", `"attacks / 0" divides by 0`},
		{"always the same", "year,value,observes\n2024,5,attacks / attacks\n", `is the same whatever happens`},
		{"fraction twice", "year,value,observes\n2024,5,fraction * fraction * attacks\n", `uses fraction otherwise than as a factor of the whole`},
		{"a negative incident", "date,killed\n2024-01-05,5\n2024-01-06,-3\n", "mine.csv:3:12: killed: -3 is negative (0 or more)"},
		{"an adjective as unit", "year,value,observes,unit\n2024,5,attacks,monthly\n", `unit: "monthly" is unknown (attack/month)`},
		{"no header", "2024,5,attacks\n", "the first row has figures in place of names"},
		{"an invisible character", "\u200byear,value,observes\n2024,5,attacks\n", `column "\u200byear" contains an invisible character, U+200B`},
		{"blanks for commas", "year value observes\n2024 5 attacks\n", "columns are separated by blanks (commas"},
		{"day number", "from,to,value,observes\n45292,2024-12-31,5,attacks\n", "perhaps 2024-01-01"},
		{"repeats with a comma", "id,year,value,observes,repeats\nA,2024,5,attacks,\nB,2024,5,attacks,\"A,X1\"\n", "repeats: X1 is not a row of this table"},
		{"repeats in a circle", "id,year,value,observes,repeats\nA,2024,5,attacks,B\nB,2024,5,attacks,A\n", "the rows repeat each other in a circle: A, B, A"},
		{"id twice", "id,year,value,observes\nA,2024,5,attacks\nA,2023,5,attacks\n", "id: A is given twice (each id once; first in line 2)"},
		{"status", "year,value,observes,status\n2024,5,attacks,confirmd\n", `unknown status "confirmd"; did you mean confirmed?`},
		{"no rows", "year,value,observes\n", "mine.csv:1:1: the table has no rows"},
		{"zero of an unknown share", "year,value,observes\n2024,0,fraction * attacks\n", "value: is 0, and an unknown fraction of anything may be 0"},
		{"half a month", "from,to,value,observes\n2024-01-01,2024-01-15,5,attacks\n", "2024-01-01 to 2024-01-15 are not whole months"},
		{"low above value", "year,value,low,observes\n2024,5,6,attacks\n", "value: 5 lies outside 6 to 5 (low <= value <= high)"},
		{"hedge", "year,value,observes,hedge\n2024,5,attacks,at leats\n", `did you mean "at least"?`},
		{"low below zero", "year,value,low,observes\n2024,5,-6,attacks\n", "mine.csv:2:8: low: -6 is negative (0 or more)"},
		{"month in one digit", "from,value,observes\n2024-3,5,attacks\n", `from: "2024-3" is not a date (2024-03)`},
		{"day in words", "from,to,value,observes\n3 March 2024,Dec 2024,5,attacks\n", `from: "3 March 2024" is not a date (2024-03-03)`},
		{"day without hyphens", "date,killed\n20240317,5\n", `date: "20240317" is not a date (2024-03-17)`},
		{"quarter", "from,value,observes\n2024-Q3,5,attacks\n", `from: "2024-Q3" is not a date (2024-07 in from and 2024-09 in to)`},
		{"two years", "year,value,observes\n2022-23,5,attacks\n", `year: "2022-23" is not a date (two years: 2022 in from and 2023 in to`},
		{"a sign of another alphabet", "year,value,observes\n2024,5,fraction × attacks\n", `observes: "×" is not a sign of calculation here (*)`},
		{"another word for a share", "year,value,observes\n2024,5,share * attacks\n", `observes: "share" is not an outcome of the model (fraction)`},
		{"casualties", "year,value,observes,unit\n2024,5,civilians_attacks,casualties\n", "(death; wounded people are not modelled)"},
		{"a hidden turn of direction", "year,value,observes,source\n2024,5,attacks,a\u202eb\n", "contains the control character U+202E; remove it"},
		{"incident without killed", "date,killed\n2024-01-01,\n", "killed: is empty (a number; 0 where there was none)"},
	} {
		if _, err := read(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %s", c.name, err, c.want)
		}
	}
}

// TestRead_TellsAllMistakesAtOnce holds that nobody mends a ledger one message at a time.
func TestRead_TellsAllMistakesAtOnce(t *testing.T) {
	_, err := read("year,value,observes,hedge\nabc,x,y,atleast\n2024,,attacks,\n")
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"2:1: year", "2:5: value", "2:7: observes", "2:9: hedge", "3:6: value"} {
		if !strings.Contains(err.Error(), "mine.csv:"+want) {
			t.Errorf("error %v lacks %s", err, want)
		}
	}
}

// TestRead_WarnsOfWhatIsProbablyNotMeant holds what is accepted with a warning.
func TestRead_WarnsOfWhatIsProbablyNotMeant(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"capital", "year,value,observes,root\n2024,5,attacks,Press Reports\n", `root: "Press Reports" is near "press reports"`},
		{"hyphen", "year,value,observes,root\n2024,5,attacks,press-reports\n", `"press-reports" is near`},
		{"letter", "year,value,observes,root\n2024,5,attacks,pres reports\n", `"pres reports" is near "press reports"`},
		{"own roots", "year,value,observes,root\n2023,5,attacks,our file\n2024,5,attacks,our files\n", `root: "our files" is near "our file"`},
		{"source", "year,value,observes,source\n2023,5,attacks,PICSS\n2024,5,attacks,Picss\n", `source: "Picss" is near "PICSS"`},
		{"unknown hedge", "year,value,observes,hedge\n2024,5,attacks,mumbled\n", `"mumbled" does not bound`},
		{"unread column", "year,value,observes,temperature\n2024,5,attacks,3\n", "column temperature is not read"},
		{"twice", "year,value,observes\n2024,5,attacks\n2024,6,attacks\n", "are fitted as two figures"},
		{"month in a year", "from,value,observes\n2024,50,attacks\n2024-03,6,attacks\n", "are fitted as two figures"},
		{"another figure", "id,year,value,observes,repeats\nA,2023,5,attacks,\nB,2024,5,militants,A\n", "is it the same figure?"},
		{"a near name that changes nothing", "year,value,observes,country\n2024,5,attacks,x\n", "column country is not read; did you mean counts?"},
		{"another word for the press", "year,value,observes,root\n2024,5,attacks,media reports\n", `root: "media reports" is read as "press reports"`},
		{"incidents of part of a year", "date,killed\n2024-01-05,5\n2024-06-30,5\n", "the last incident is of 2024-06-30, and its year is summed as a whole one"},
		{"incidents from the middle of a year", "date,killed\n2023-04-05,5\n2024-12-30,5\n", "the first incident is of 2023-04-05"},
		{"converted", "year,value,observes,unit\n2024,75,attacks,attack/month\n", "75 attack/month over 2024 is read as 900 attack"},
	} {
		l, err := read(c.text)
		if err != nil || !strings.Contains(l.Warnings.Error(), c.want) {
			t.Errorf("%s: error %v, want warning %s", c.name, err, c.want)
		}
	}
}

// TestRead_KeepsUnlikeRootsApart holds that names which differ in more than spelling stay independent.
func TestRead_KeepsUnlikeRootsApart(t *testing.T) {
	l, err := read("year,value,observes,root\n2021,5,attacks,desk 1\n2022,5,attacks,desk 2\n2023,5,attacks,court records\n2024,5,attacks,police statements\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Warnings) != 0 || l.Rows[0].Root == l.Rows[1].Root {
		t.Errorf("roots %q and %q, warnings %v; want two roots and no warning", l.Rows[0].Root, l.Rows[1].Root, l.Warnings)
	}
}

// FuzzRead holds that no text makes the reader panic, and that what it accepts can be fitted.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("../../testdata/cases/e-*.csv")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("year,attacks\n2024,5\n")
	f.Add("date,killed,low,high\n2024-03-17,5,4,6\n")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := read(text)
		if err != nil {
			return
		}
		for _, e := range l.Rows {
			if e.ID == "" {
				t.Error("a row has no id")
			}
			if e.Observes != nil && (e.Value == nil || *e.Low > *e.Value || *e.Value > *e.High || *e.Low < 0 || e.From.IsZero() || !e.From.Before(e.To)) {
				t.Errorf("row %s observes something and cannot be fitted: %+v", e.ID, e)
			}
		}
	})
}

// A row that repeats two rows, each of which repeats two, and so on, has more ways
// than anyone can walk.
func TestRead_FollowsManyRepeatsInAnInstant(t *testing.T) {
	text := "id,year,value,observes,repeats\nA0,2024,1,attacks,\nB0,2024,1,attacks,\n"
	for i := 1; i < 60; i++ {
		text += fmt.Sprintf("A%d,2024,1,attacks,A%d B%d\nB%d,2024,1,attacks,A%d B%d\n", i, i-1, i-1, i, i-1, i-1)
	}
	if l, err := read(text); err != nil || len(l.Rows) != 120 {
		t.Errorf("error %v; want 120 rows", err)
	}
	_, err := read("year,value,observes\n" + strings.Repeat("2024,900,attacks\n", 501))
	if err == nil || !strings.Contains(err.Error(), "the table has 501 rows; at most 500 figures are read") {
		t.Errorf("error %v; want a word on the number of rows", err)
	}
}

func TestRead_TakesEmphaticHedgesForBounds(t *testing.T) {
	for hedge, want := range map[string]string{
		"Well over": "at least", "“at least”": "at least", "at least.": "at least", "at the very least": "at least", "lower limit": "at least", "partial count": "at least",
		"just under": "at most", "as many as": "at most", "capped at": "at most", "max.": "at most", "approx.": "approx.", "c.": "c.",
	} {
		l, err := read("year,value,observes,hedge\n2024,5,attacks," + hedge + "\n")
		if err != nil || len(l.Warnings) > 0 || l.Rows[0].Hedge != want {
			t.Errorf("%s: error %v, warnings %v; want %s", hedge, err, l, want)
		}
	}
}
