// SPDX-License-Identifier: Apache-2.0

package table

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// A Column heads the cells below it.
type Column struct {
	Name    string // in files and JSON: lower-case words joined by underscores
	Heading string // for people; a column without one is for machines only
	Kind    Kind
	U       string // unit of all its numbers; if empty, each row has its own, in a field named unit
	Width   int    // of words, at most
	Key     bool   // whether it tells rows apart; the first column always does
	Once    bool   // whether it stands once beside values that people see side by side
	Doc     string // for the data dictionary, where the heading does not say it
}

// Words is a column of texts and names, at most so wide.
func Words(name, heading string, width int) Column {
	return Column{Name: name, Heading: heading, Kind: words, Width: width}
}

// Numbers is a column of numbers in a unit; with "" each row has its own.
func Numbers(name, heading, unit string) Column {
	return Column{Name: name, Heading: heading, Kind: numbers, U: unit}
}

// Counts is a column of whole numbers.
func Counts(name, heading string) Column { return Column{Name: name, Heading: heading, Kind: counts} }

// YesNos is a column of statements that hold or do not.
func YesNos(name, heading string) Column { return Column{Name: name, Heading: heading, Kind: yesNo} }

// Shares is a column of shares of draws.
func Shares(name, heading string) Column {
	return Column{Name: name, Heading: heading, Kind: shares, U: "1"}
}

// Ranges is a column of ranges.
func Ranges(name, heading, unit string) Column {
	return Column{Name: name, Heading: heading, Kind: ranges, U: unit}
}

// Comparisons is a column of numbers with their difference from the reference.
func Comparisons(name, heading, unit string) Column {
	return Column{Name: name, Heading: heading, Kind: comparison, U: unit}
}

// Sentences is a column of sentences for people, at most so wide. Machines do not
// get it, because the other columns hold what it says.
func Sentences(name, heading string, width int) Column {
	return Column{Name: name, Heading: heading, Kind: prose, Width: width}
}

// AsKey is the column as one that tells rows apart.
func (c Column) AsKey() Column { c.Key = true; return c }

// AsOnce is the column as one that stands once beside values side by side.
func (c Column) AsOnce() Column { c.Once = true; return c }

// Meaning is the column with what it holds, for the data dictionary.
func (c Column) Meaning(doc string) Column { c.Doc = doc; return c }

// A Table is rows of cells, one per column. Machines get it as it stands; for
// people it may be folded.
type Table struct {
	Name    string // in files and JSON
	Title   string // for people; a table without one is for machines only
	Columns []Column
	Rows    [][]Cell
	Notes   []string // at most two lines
	Detail  bool     // whether people see it only if they ask for it by name or for all tables

	Apart  string // key column by which people see separate tables, if not empty
	Across string // key column whose values people see side by side; one other shown column may hold values
}

// Add appends a row.
func (t *Table) Add(cells ...Cell) { t.Rows = append(t.Rows, cells) }

// A Field is a column as files have it.
type Field struct {
	Name, Type, Unit, Doc string // Type is string, number, integer or boolean
	column, part          int    // part -1 is the unit
}

// types are the fields of each kind: the end of the name and the type.
var types = [...][]Field{
	words:      {{Type: "string"}},
	numbers:    {{Type: "number"}},
	counts:     {{Type: "integer"}},
	yesNo:      {{Type: "boolean"}},
	shares:     {{Type: "number"}, {Name: "_standard_error", Type: "number"}, {Name: "_draws", Type: "integer"}},
	ranges:     {{Name: "_low", Type: "number"}, {Name: "_high", Type: "number"}},
	comparison: {{Type: "number"}, {Name: "_difference", Type: "number"}},
	prose:      {},
}

// Fields lists the fields of the table in files, in order.
func (t *Table) Fields() []Field {
	var list []Field
	for i, c := range t.Columns {
		for p, f := range types[c.Kind] {
			f.Name, f.column, f.part = c.Name+f.Name, i, p
			if f.Type == "number" {
				f.Unit = c.U
			}
			f.Doc = c.meaning() + partDocs[c.Kind][p]
			list = append(list, f)
		}
	}
	if t.ownUnits() {
		list = append(list, Field{Name: "unit", Type: "string", Doc: "unit of the numbers of the row", part: -1})
	}
	return list
}

// partDocs say what the fields of a cell of several are.
var partDocs = [...][]string{
	words: {""}, numbers: {""}, counts: {""}, yesNo: {""}, prose: {},
	shares: {": share of draws", ": standard error of the share", ": number of draws"}, ranges: {": lower end", ": upper end"}, comparison: {"", ": difference from the reference"},
}

// meaning says what a column holds: what its documentation says, or its heading, or
// its name in words.
func (c *Column) meaning() string {
	switch {
	case c.Doc != "":
		return c.Doc
	case c.Heading != "":
		return OneLine(c.Heading)
	}
	return strings.ReplaceAll(c.Name, "_", " ")
}

// ownUnits reports whether the numbers of each row have a unit of their own.
func (t *Table) ownUnits() bool { return slices.ContainsFunc(t.Columns, Column.ownUnit) }

// ownUnit reports whether each number of the column has a unit of its own.
func (c Column) ownUnit() bool {
	return c.U == "" && (c.Kind == numbers || c.Kind == ranges || c.Kind == comparison)
}

// rowUnit is the unit of the numbers of a row that have one of their own.
func (t *Table) rowUnit(row []Cell) string {
	for i, c := range row {
		if t.Columns[i].ownUnit() && c.Unit() != "" {
			return c.Unit()
		}
	}
	return ""
}

// OneLine is a heading on one line. A name that was broken at a hyphen of its own
// keeps it.
func OneLine(heading string) string {
	whole := strings.ReplaceAll(heading, "-\n", "-")
	if !slices.Contains(scenarios.WorldNames(), whole) && !slices.Contains(scenarios.PathNames(), whole) {
		whole = strings.ReplaceAll(heading, "-\n", "")
	}
	return strings.ReplaceAll(whole, "\n", " ")
}

// key reports whether the cells of a column tell rows apart.
func (t *Table) key(column int) bool { return column == 0 || t.Columns[column].Key }

// rowName names a row by its key cells.
func (t *Table) rowName(row []Cell) string {
	var names []string
	for i, c := range row {
		if t.key(i) && c.Value() != nil {
			names = append(names, fmt.Sprint(c.Value()))
		}
	}
	return strings.Join(names, ":")
}

// machineName is how tables and columns are named in files.
var machineName = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// Check reports what would make the table unfit for machines: a name that is no
// word, a cell of another kind or unit than its column, two rows of one name.
func (t *Table) Check() error {
	if !machineName.MatchString(t.Name) {
		return fmt.Errorf("table %q: the name must be lower-case words joined by underscores", t.Name)
	}
	fields := map[string]bool{}
	for _, f := range t.Fields() {
		if !machineName.MatchString(f.Name) {
			return fmt.Errorf("table %s: column %q must be lower-case words joined by underscores", t.Name, f.Name)
		}
		if fields[f.Name] {
			return fmt.Errorf("table %s: two columns are named %s", t.Name, f.Name)
		}
		fields[f.Name] = true
	}
	rows := map[string]bool{}
	for _, row := range t.Rows {
		if len(row) != len(t.Columns) {
			return fmt.Errorf("table %s: a row has %d cells; it must have %d", t.Name, len(row), len(t.Columns))
		}
		for i, c := range row {
			column := &t.Columns[i]
			if _, none := c.(Nothing); none {
				continue
			}
			if column.ownUnit() && c.Unit() != t.rowUnit(row) {
				return fmt.Errorf("table %s: a row has numbers in %q and in %q", t.Name, t.rowUnit(row), c.Unit())
			}
			if c.kind() != column.Kind || column.U != "" && c.Unit() != column.U {
				return fmt.Errorf("table %s: column %s holds %T in %q, which is not its kind or its unit %q", t.Name, column.Name, c, c.Unit(), column.U)
			}
		}
		name := t.rowName(row)
		if rows[name] {
			return fmt.Errorf("table %s: two rows are named %s", t.Name, name)
		}
		rows[name] = true
	}
	return nil
}

// A Fact is a circumstance the answer depends on: version, world, seed.
type Fact struct {
	Name string
	Cell Cell
}

// Facts lists what every answer states, then more; facts without words are left out.
func Facts(more ...Fact) []Fact {
	list := []Fact{{"version", Word(model.Version)}, {"model", Word(scenarios.ModelHash())}}
	for _, f := range more {
		if f.Cell.Text() != "" {
			list = append(list, f)
		}
	}
	return list
}

// A Document is what a command answers: the answer in sentences, then tables,
// then notes. Machines get facts and tables only.
type Document struct {
	Command string // such as "scenario diff"
	Title   string
	Facts   []Fact
	Answer  []string
	Tables  []*Table
	Notes   []string
	By      string // key column by whose values people read the tables that have it, one value after the other
	All     bool   // whether people see the tables of details, too
	Single  bool   // whether the command always has one table, which CSV shows as it stands
}

// List and All are the words by which --table asks for the names of all tables and
// for all tables.
const (
	List = "list"
	All  = "all"
)

// Write writes the document as text, md, json or csv; of its tables only the one
// named, the names of all if it is List, and those of details too if it is All.
func (d *Document) Write(w io.Writer, format, name string) error {
	for _, t := range d.Tables {
		if err := t.Check(); err != nil {
			return err
		}
	}
	switch {
	case name == List:
		var names []string
		for _, t := range d.Tables {
			names = append(names, t.Name)
		}
		return WriteNames(w, names)
	case name == All:
		whole := *d
		whole.All = true
		d = &whole
	case name != "":
		t, err := d.find(name)
		if err != nil {
			return err
		}
		only := *d
		only.Tables, only.Single = []*Table{t}, true
		d = &only
	}
	switch format {
	case "json":
		return d.writeJSON(w)
	case "csv":
		return d.writeCSV(w)
	}
	return d.writeText(w, format == "md")
}

// WriteNames writes the names of tables, one a line.
func WriteNames(w io.Writer, names []string) error {
	_, err := fmt.Fprintln(w, strings.Join(names, "\n"))
	return err
}

// find is the table of a name.
func (d *Document) find(name string) (*Table, error) {
	var names []string
	for _, t := range d.Tables {
		if t.Name == name {
			return t, nil
		}
		names = append(names, t.Name)
	}
	return nil, &scenarios.UnknownError{Thing: "table", Name: name, Known: names}
}
