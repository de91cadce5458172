// SPDX-License-Identifier: Apache-2.0

package ledger_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
	"crossroads/scenarios/ledger"
)

func TestEveryExampleIsALedgerWithoutMistakesOrWarnings(t *testing.T) {
	rows := map[string]int{"figures": 6, "years": 6, "incidents": 4}
	if len(ledger.Forms) != len(rows) {
		t.Errorf("%d forms, want %d", len(ledger.Forms), len(rows))
	}
	for _, form := range ledger.Forms {
		l, err := read(ledger.Example(form))
		if err != nil || len(l.Warnings) > 0 {
			t.Errorf("%s: %v, warnings %v", form, err, l)
			continue
		}
		if len(l.Rows) != rows[form] || l.Summed != (form == "incidents") {
			t.Errorf("%s: %d rows, summed %v; want %d", form, len(l.Rows), l.Summed, rows[form])
		}
	}
}

func TestAFigureStandsBesideOthersOfTheSameThingAndTime(t *testing.T) {
	p := model.Central()
	h := model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: 12}
	run, err := model.Run(&p, scenarios.History().Plan(h), h, ode.RK4)
	if err != nil {
		t.Fatal(err)
	}
	l, err := read("year,value,observes\n2024,900,attacks\n2024,100,fraction * attacks\n1999,5,attacks\n2024,0.4,trust\n2024,7,\n")
	if err != nil {
		t.Fatal(err)
	}
	list := l.SetBeside(run)
	if len(list) != 4 {
		t.Fatalf("%d figures beside others, want the four that observe something", len(list))
	}
	attacks, part, early, alone := list[0], list[1], list[2], list[3]
	var values []float64
	for _, other := range attacks.Others {
		if other.Set == "recommended" || other.From != attacks.Figure.From || other.To != attacks.Figure.To || !strings.HasSuffix(other.Observes.String(), "attacks") {
			t.Errorf("%s, of set %s, observes %s", other.ID, other.Set, other.Observes)
		}
		values = append(values, *other.Value)
	}
	if len(values) < 2 || attacks.Low != slices.Min(values) || attacks.High != slices.Max(values) {
		t.Errorf("others count %v, from %v to %v", values, attacks.Low, attacks.High)
	}
	if want := model.Amount(run, "attacks", model.NewYear(2024), model.NewYear(2025)); attacks.Outside || math.Abs(attacks.Model-want) > 1e-9*want {
		t.Errorf("the model has %v (outside %v), want the run's %v", attacks.Model, attacks.Outside, want)
	}
	// Whether a figure counts all of a thing or an unknown part of it, others count the same thing.
	if !slices.Equal(part.Others, attacks.Others) {
		t.Errorf("a part of the attacks stands beside %d figures, all of them beside %d", len(part.Others), len(attacks.Others))
	}
	if !early.Outside || len(early.Others) > 0 || early.Low != 0 {
		t.Errorf("a figure of 1999 is outside %v, beside %d others from %v", early.Outside, len(early.Others), early.Low)
	}
	if len(alone.Others) != 0 || alone.Outside || alone.Sources() != nil {
		t.Errorf("trust stands beside %d others of %v", len(alone.Others), alone.Sources())
	}
	sources := attacks.Sources()
	if slices.Sort(sources); len(sources) == 0 || len(slices.Compact(sources)) != len(attacks.Sources()) {
		t.Errorf("sources %v, want each once", attacks.Sources())
	}
	for _, name := range sources {
		if strings.Contains(name, ";") {
			t.Errorf("source %q is more than a name", name)
		}
	}
}

func TestADateInAnotherFormIsAnsweredWithADateOfTheCalendar(t *testing.T) {
	for text, want := range map[string]string{
		"2024-03-17T12:00": "2024-03-17", "2024/3/7": "2024-03-07", "2024.12.31": "2024-12-31", "17.3.2024": "2024-03-17", "17/03/24": "2024-03-17",
		"03/17/2024": "2024-03-17", "5/5/2024": "2024-05-05", "3/4/2024": "2024-04-03 or 2024-03-04", "31/04/2024": "2024-12-31, or 2024-12 for a month, or 2024 for a year",
		"13/13/2024": "2024-12-31, or 2024-12 for a month, or 2024 for a year", "2024/31/12": "2024-12-31, or 2024-12 for a month, or 2024 for a year",
		"2024.0": "2024", "45292": "a spreadsheet's number of a day; perhaps 2024-01-01", "spring": "2024-12-31, or 2024-12 for a month, or 2024 for a year",
	} {
		_, err := read("from,to,value,observes\n" + text + ",2024-12-31,5,attacks\n")
		if want := "from: \"" + text + "\" is not a date (" + want + ")"; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

func TestThePeriodOfARowIsWholeOrTheFaultIsNamed(t *testing.T) {
	for _, c := range []struct{ row, want string }{
		{",,2024-12-31", "from: is empty, and to is given (the first day)"},
		{",2024-03-01,", "to: is empty, and from is a day (the last day)"},
		{"2024,2023-01-01,2023-12-31", "year: 2024 is not the year of from and to, 2023 (keep one of them)"},
		{"2024,2022-01-01,2023-12-31", "year: 2024 is not the year of from and to, 2022 to 2023 (keep one of them)"},
		{"2024,2023-03,2023-03", "year: 2024 is not the year of from and to, 2023-03 (keep one of them)"},
		{"2024,2023-03,2023-05", "year: 2024 is not the year of from and to, 2023-03 to 2023-05 (keep one of them)"},
		{",2024-02-30,2024-12-31", `from: "2024-02-30" is not a date of the calendar (such as 2024-12-31)`},
		{",1850-01-01,1850-12-31", `from: "1850-01-01" has the year 1850 (a year from 1900 to 2100)`},
		{"24-1,,", `year: "24-1" is not a date`},
	} {
		if _, err := read("year,from,to,value,observes\n" + c.row + ",5,attacks\n"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %s", c.row, err, c.want)
		}
	}
	for row, want := range map[string][2]string{
		"2024,,": {"2024-01", "2024-12"}, "2024,2024-03,": {"2024-03", "2024-12"}, "2024,,2024-06": {"2024-01", "2024-06"}, ",2023,2024": {"2023-01", "2024-12"}, ",2024-02,": {"2024-02", "2024-02"},
	} {
		l, err := read("year,from,to,value,observes\n" + row + ",5,attacks\n")
		if err != nil {
			t.Errorf("%s: %v", row, err)
			continue
		}
		if got := [2]string{l.Rows[0].From.Format("2006-01"), l.Rows[0].To.Format("2006-01")}; got != want {
			t.Errorf("%s is read as %v, want %v", row, got, want)
		}
	}
}

func TestAFigureThatIsNoWholeNumberOfThingsIsAskedAbout(t *testing.T) {
	for _, c := range []struct{ value, observes, want string }{
		{"900.5", "attacks", "value: 900.5 is no whole number of attacks (a whole number, if it is a count)"},
		{"1.200", "attacks", "value: 1.2 is no whole number of attacks (1200, if the point separates thousands)"},
		{"1.200", "militants", "value: 1.2 is no whole number of deaths (1200, if the point separates thousands)"},
		{"900", "attacks", ""}, {"0.5", "trust", ""}, {"1.200", "fraction * attacks", ""}, {"0.5", "attacks / militants", ""},
	} {
		l, err := read("year,value,observes\n2023," + c.value + "," + c.observes + "\n2024," + c.value + "," + c.observes + "\n")
		if err != nil {
			t.Errorf("%s %s: %v", c.value, c.observes, err)
			continue
		}
		var got string
		if len(l.Warnings) > 0 {
			got = l.Warnings.Error()
		}
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s %s: warnings %q, want %q", c.value, c.observes, got, c.want)
		}
	}
}

func TestALevelIsNoSumOverThePeriod(t *testing.T) {
	for _, c := range []struct{ observes, unit, want string }{
		{"fighters", "fighter/quarter", "it is a level, not a sum over the period"},
		{"attacks", "attack/decade", "attack/decade is not what attacks counts (attack, or attack/month, /quarter or /year)"},
	} {
		if _, err := read("year,value,unit,observes\n2024,5," + c.unit + "," + c.observes + "\n"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s of %s: error %v, want %s", c.unit, c.observes, err, c.want)
		}
	}
	for unit, want := range map[string]float64{"attack/week": 366.0 / 7 * 7, "attacks per day": 366 * 7, "attack/yr": 7, "attack/quarters": 28} {
		l, err := read("year,value,unit,observes\n2024,7," + unit + ",attacks\n")
		if err != nil {
			t.Errorf("%s: %v", unit, err)
			continue
		}
		if got := *l.Rows[0].Value; math.Abs(got-want) > 1e-9 {
			t.Errorf("7 %s are %v in 2024, want %v", unit, got, want)
		}
	}
}
