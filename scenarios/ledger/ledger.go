// SPDX-License-Identifier: Apache-2.0

// Package ledger reads tables of counts that anyone can write: one row per figure, one row per period with a column per
// count, or one row per incident. Three columns suffice; each of the others has a documented default.
package ledger

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/tables"
)

// Ledger is a table of counts in the terms of the model.
type Ledger struct {
	Name     string // of the file, without folder and ending
	Rows     []model.Evidence
	Lines    []int              // of each row in its file; where incidents were summed, of the first of them
	Summed   bool               // rows are sums over incidents
	Warnings scenarios.Mistakes // what is allowed and yet probably not meant, and what was converted
}

// Column is a column of a ledger.
type Column struct {
	Name, Doc, Default, Example string
}

// Columns lists what a ledger may have, what each column means, and what stands in its place where it is missing.
var Columns = []Column{
	{"year", "The calendar year that the figure covers.", "from and to", "2024"},
	{"from", "The first day, month or year of the period, instead of year.", "the year", "2024-01"},
	{"to", "The last day, month or year of the period; it must end a month.", "the period that from names", "2024-06"},
	{"value", "The figure: 0 or more, digits with a decimal point.", "none: needed", "908"},
	{"observes", "What the figure counts in the model: an outcome or a sum of outcomes (see describe outcomes); fraction * attacks where an unknown share is counted.", "none: needed", "attacks"},
	{"unit", "The unit of the figure. It must be that of what is observed; a figure per month, quarter or year is multiplied by the length of the period.", "the unit of what is observed", "attack/month"},
	{"low", "The lowest figure that sources or editions give.", "the value", "850"},
	{"high", "The highest figure that sources or editions give.", "the value", "950"},
	{"hedge", "How the source qualifies the figure. \"at least\" and \"at most\", and words that mean the same such as \"more than\" and \"up to\", make it a bound: only the one side is held against the model. Other words are kept and change nothing.", "none", "at least"},
	{"source", "Who counted. Figures of one source share its errors.", "the name of the file", "Our desk"},
	{"root", "The primary source of the figure. Figures with the same root are not independent.", "press reports", "court records"},
	{"repeats", "The ids of the rows that this figure repeats or is the sum of, separated by blanks or commas. It is then not counted a second time.", "nothing", "M1 M2"},
	{"id", "A short name for the row.", "what is observed and the period", "M1"},
	{"quantity", "What is counted, in words.", "what is observed and the period", "Attacks in 2024"},
	{"set", "Who speaks, any name.", "the name of the file", "ours"},
	{"place", "Where.", "empty", "Pakistan"},
	{"counts", "Who or what is in the figure, in words.", "empty", "civilians and police"},
	{"status", "The verdict on the figure: " + strings.Join(model.EvidenceStatuses, ", ") + ".", "unverified", "confirmed"},
	{"address", "Where it can be read.", "empty", "https://example.org"},
	{"note", "Anything else.", "empty", "revised in May"},
	{"date", "Only with one row per incident: the day. The program sums the rows of each calendar year.", "none", "2024-03-17"},
	{"killed", "Only with one row per incident: people killed, " + killed + " unless observes says otherwise.", "none", "4"},
}

// killed is what the column of that name observes.
const killed = "civilians_attacks + civilians_operations + security_attacks + security_operations"

// columnNames lists the names of Columns.
func columnNames() []string {
	var names []string
	for _, c := range Columns {
		names = append(names, c.Name)
	}
	return names
}

// likelyColumns are the columns that people mean by the names that other data sets use.
var likelyColumns = map[string]string{
	"event_date": "date", "date_start": "date", "incident_date": "date", "day": "date", "fatalities": "killed", "deaths": "killed", "best": "killed", "dead": "killed",
	"count": "value", "figure": "value", "number": "value", "n": "value", "start": "from", "begin": "from", "end": "to", "until": "to", "what": "observes", "variable": "observes",
	"min": "low", "lower": "low", "max": "high", "upper": "high", "units": "unit", "url": "address", "link": "address", "notes": "note", "comment": "note", "name": "id",
}

// harmless are columns that change no result, so that a name near theirs may be
// another column.
var harmless = []string{"quantity", "place", "counts", "status", "address", "note"}

// reader reads one ledger.
type reader struct {
	t      *tables.Table
	name   string
	column map[string]int // of Columns and of outcomes, where the table has them
	fresh  map[string]int // how often a name was begun for rows without an id
	rows   []entry
}

// entry is a row read, with the row of the table it came from.
type entry struct {
	model.Evidence
	row int
}

// mostFigures is how many figures a ledger may have: a fit weighs each against each.
const mostFigures = 500

// Read reads a ledger. It fails, with all mistakes of the table at once, where a column or a cell is not what Columns says.
func Read(t *tables.Table) (*Ledger, error) {
	r := &reader{t: t, name: strings.TrimSuffix(path.Base(strings.ReplaceAll(t.File, `\`, "/")), path.Ext(t.File)), column: map[string]int{}, fresh: map[string]int{}}
	counts := r.findColumns()
	if len(t.Rows) == 0 {
		t.Fault(-1, 0, "the table has no rows (a row for each figure)")
	}
	_, dated := r.column["date"]
	_, valued := r.column["value"]
	if !dated && len(t.Rows) > mostFigures {
		t.Fault(-1, 0, "the table has %d rows; at most %d figures are read (a row per year; incidents with the columns date and killed are summed)", len(t.Rows), mostFigures)
	}
	switch {
	case t.Err() != nil:
	case dated:
		r.readIncidents(counts)
	case !valued && len(counts) > 0:
		r.readWide(counts)
	default:
		r.readLong()
	}
	r.checkTogether()
	if err := t.Err(); err != nil {
		return nil, err
	}
	l := &Ledger{Name: r.name, Summed: dated, Warnings: t.Warnings()}
	for i := range r.rows {
		l.Rows = append(l.Rows, r.rows[i].Evidence)
		l.Lines = append(l.Lines, t.Place(r.rows[i].row, 0).Line)
	}
	return l, nil
}

// findColumns finds the known columns, in whatever case, and the outcomes among the others. It returns the names of the
// latter, in order.
func (r *reader) findColumns() (counts []string) {
	if what := scenarios.ForeignTable(r.t.Header); strings.Contains(what, "posterior") {
		r.t.Fault(-1, 0, "the table is %s", what)
		return nil
	}
	meantToo := map[string]bool{} // columns that are there under another name
	if !slices.ContainsFunc(r.t.Header, func(name string) bool {
		return strings.ContainsFunc(name, unicode.IsLetter) && model.FindOutcome(name) == nil
	}) {
		r.t.Fault(-1, 0, "the first row has figures in place of names (a header such as year,value,observes)")
		return nil
	}
	var strange []int
	for i, written := range r.t.Header {
		name := strings.ToLower(written)
		at, twice := r.column[name]
		switch {
		case twice:
			r.t.Fault(-1, i, "column %s stands twice (each column once; first in column %d)", name, at+1)
		case slices.Contains(columnNames(), name):
			r.column[name] = i
		case model.FindOutcome(name) != nil:
			r.column[name] = i
			counts = append(counts, name)
		default:
			strange = append(strange, i)
		}
	}
	for _, i := range strange {
		name := strings.ToLower(r.t.Header[i])
		meant := likelyColumns[name]
		if meant == "" {
			meant = scenarios.Closest(name, columnNames())
		}
		_, there := r.column[meant]
		if slices.Contains(harmless, meant) && likelyColumns[name] == "" && !there {
			r.t.Warn(-1, i, "column %s is not read; did you mean %s?", r.t.Header[i], meant)
			continue
		}
		if meant != "" && !there {
			meantToo[meant] = true
			r.t.Fault(-1, i, "unknown column %q; did you mean %s?", r.t.Header[i], meant)
		} else {
			r.t.Warn(-1, i, "column %s is not read (crossroads describe ledger lists the columns)", r.t.Header[i])
		}
	}
	has := func(name string) bool { _, there := r.column[name]; return there || meantToo[name] }
	need := func(name, why string) {
		if !has(name) {
			r.t.Fault(-1, 0, "column %s is missing (%s)", name, why)
		}
	}
	switch {
	case has("date"):
		if !has("killed") && len(counts) == 0 {
			need("killed", "people killed in each incident, or a column with the name of an outcome")
		}
	case has("year") || has("from"):
		if len(counts) == 0 || has("value") {
			need("value", "the figure")
			need("observes", "what the figure counts, such as attacks")
		}
	default:
		r.t.Fault(-1, 0, "column year is missing (year, or from and to, with value and observes; or date and killed for incidents)")
		need("value", "the figure")
		need("observes", "what the figure counts, such as attacks")
	}
	return counts
}

// cell is the text of a column in a row; "" where there is no such column.
func (r *reader) cell(row int, name string) string {
	if i, there := r.column[name]; there {
		return r.t.Rows[row][i]
	}
	return ""
}

// fault notes a mistake in a column of a row.
func (r *reader) fault(row int, name, format string, args ...any) {
	i, there := r.column[name]
	if !there {
		i = 0
	}
	r.t.Fault(row, i, "%s: %s", name, fmt.Sprintf(format, args...))
}

func (r *reader) warn(row int, name, format string, args ...any) {
	i, there := r.column[name]
	if !there {
		i = 0
	}
	r.t.Warn(row, i, "%s: %s", name, fmt.Sprintf(format, args...))
}

// number reads a cell, or returns nil where it is empty.
func (r *reader) number(row int, name string) *float64 {
	if r.cell(row, name) == "" {
		return nil
	}
	v, err := tables.ParseNumber(r.cell(row, name))
	if err != nil {
		r.fault(row, name, "%v", err)
		return nil
	}
	return &v
}

// common reads what every form of a ledger may say of a figure.
func (r *reader) common(row int) model.Evidence {
	or := func(name, usual string) string { return cmp.Or(r.cell(row, name), usual) }
	e := model.Evidence{
		ID: r.cell(row, "id"), Set: or("set", r.name), Quantity: r.cell(row, "quantity"), Place: r.cell(row, "place"),
		Counts: r.cell(row, "counts"), Root: or("root", press), Source: or("source", r.name),
		Address: r.cell(row, "address"), Note: r.cell(row, "note"),
	}
	e.Hedge = r.hedge(row)
	e.Status = or("status", "unverified")
	if lower := strings.ToLower(e.Status); slices.Contains(model.EvidenceStatuses, lower) {
		e.Status = lower
	} else {
		r.fault(row, "status", "%s", scenarios.Unknown("status", e.Status, model.EvidenceStatuses))
	}
	return e
}

// readLong reads one row per figure.
func (r *reader) readLong() {
	idle, firstIdle := 0, 0
	for row := range r.t.Rows {
		e := r.common(row)
		e.From, e.To = r.period(row)
		e.Value, e.Low, e.High = r.number(row, "value"), r.number(row, "low"), r.number(row, "high")
		e.Unit = r.cell(row, "unit")
		if r.cell(row, "observes") == "" {
			if idle++; idle == 1 {
				firstIdle = row
			}
			r.order(row, &e)
			r.rows = append(r.rows, entry{e, row})
			continue
		}
		if e.Observes = r.observation(row, r.cell(row, "observes")); e.Observes != nil {
			r.observed(row, "value", &e)
		}
		r.rows = append(r.rows, entry{e, row})
	}
	switch {
	case len(r.t.Rows) > 0 && idle == len(r.t.Rows):
		r.fault(firstIdle, "observes", "no row says what it counts (such as attacks, in each row)")
	case idle > 0:
		r.warn(firstIdle, "observes", "is empty in %d of %d rows, which are not fitted", idle, len(r.t.Rows))
	}
}

// readWide reads one row per period with a column per outcome. An empty cell is no figure.
func (r *reader) readWide(counts []string) {
	for row := range r.t.Rows {
		from, to := r.period(row)
		for _, name := range counts {
			value := r.number(row, name)
			if value == nil {
				continue
			}
			e := r.common(row)
			if len(counts) > 1 && e.ID != "" {
				e.ID += "-" + name
			}
			e.From, e.To, e.Value = from, to, value
			e.Observes, _ = model.ParseObservation(name)
			r.observed(row, name, &e)
			r.rows = append(r.rows, entry{e, row})
		}
	}
}

// observed checks and completes a row that observes something.
func (r *reader) observed(row int, column string, e *model.Evidence) {
	if e.Value == nil {
		if r.cell(row, column) == "" {
			r.fault(row, column, "is empty (a figure, or an empty observes)")
		}
		return
	}
	r.order(row, e)
	if unit := e.Observes.Unit(); unit != "" || e.Unit == "" {
		r.convert(row, column, unit, e)
	}
	switch {
	case *e.Value < 0:
		r.fault(row, column, "%v is negative (0 or more)", *e.Value)
	case *e.Low < 0:
		r.fault(row, "low", "%v is negative (0 or more)", *e.Low)
	case *e.Value == 0 && e.Observes.HasFraction():
		r.fault(row, column, "is 0, and an unknown fraction of anything may be 0 (observes without fraction, or no such row)")
	case e.From.IsZero():
		if r.cell(row, "year")+r.cell(row, "from")+r.cell(row, "to") == "" {
			r.fault(row, cmp.Or(r.present("year"), "from"), "is empty (a year as 2024)")
		}
	case e.From.Day() != 1 || e.To.AddDate(0, 0, 1).Day() != 1:
		r.fault(row, "from", "%s to %s are not whole months (the first of a month to the last of one)", e.From.Format("2006-01-02"), e.To.Format("2006-01-02"))
	}
	if e.Quantity == "" {
		e.Quantity = Words(e.Observes) + ", " + periodWords(e)
	}
	if e.ID == "" {
		e.ID = r.freshID(e)
	}
}

// Words says what is observed in words for people where there are any, else as written.
func Words(o *model.Observation) string {
	if o.String() == killed {
		return "Civilians of Pakistan and security forces killed"
	}
	if outcome := model.FindOutcome(o.String()); outcome != nil {
		return outcome.Label
	}
	return o.String()
}

// present is the name where the table has that column, else "".
func (r *reader) present(name string) string {
	if _, there := r.column[name]; there {
		return name
	}
	return ""
}

// order completes low and high and checks that they lie around the value.
func (r *reader) order(row int, e *model.Evidence) {
	switch {
	case e.Value == nil:
		if e.Low != nil || e.High != nil {
			r.fault(row, "value", "is empty, and low or high is given (a figure between them)")
		}
		return
	case e.Low == nil:
		low := *e.Value
		e.Low = &low
	}
	if e.High == nil {
		high := *e.Value
		e.High = &high
	}
	if *e.Low > *e.Value || *e.Value > *e.High {
		r.fault(row, "value", "%v lies outside %v to %v (low <= value <= high)", *e.Value, *e.Low, *e.High)
	}
}

// has reports whether a row so far has an id.
func (r *reader) has(id string) bool {
	return slices.ContainsFunc(r.rows, func(e entry) bool { return e.ID == id })
}

// freshID names a row by what it observes and when.
func (r *reader) freshID(e *model.Evidence) string {
	name := "row"
	if names := e.Observes.Names(); len(names) == 1 {
		name = names[0]
	} else if e.Observes.String() == killed {
		name = "killed"
	}
	id := name + "-" + strings.ReplaceAll(periodWords(e), " to ", "-")
	fresh := id
	for r.fresh[fresh] > 0 || r.has(fresh) {
		r.fresh[id]++
		fresh = fmt.Sprintf("%s-%d", id, r.fresh[id])
	}
	r.fresh[fresh]++
	return fresh
}
