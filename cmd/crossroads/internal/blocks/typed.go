// SPDX-License-Identifier: Apache-2.0

package blocks

import (
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/plots"
	"crossroads/scenarios/runs/ensemble"
)

// Extent is a range as a cell: two numbers of one unit.
type Extent struct {
	Low, High float64
	Unit      string
	Signed    bool // whether the numbers are differences
	Exact     bool // whether somebody wrote the numbers down
}

// String is the range as people read it.
func (b Extent) String() string {
	low, high := table.Amount(b.Low, b.Unit), table.Amount(b.High, b.Unit)
	switch {
	case b.Exact:
		low, high = plots.Exact(b.Low), plots.Exact(b.High)
	case b.Signed:
		low, high = plots.Plus(low), plots.Plus(high)
	}
	return low + " to " + high
}

// Percent is a share that does not count draws, from 0 to 1.
type Percent float64

// String is the share as people read it.
func (p Percent) String() string { return strconv.FormatFloat(100*float64(p), 'f', 0, 64) + "%" }

// Finding is what a claim comes to in one world: whether it holds, and the number
// that decides.
type Finding struct {
	Holds bool
	Value float64
	Words string // as people read it
}

// String is the finding as people read it.
func (f Finding) String() string { return f.Words }

// apart puts the parts of findings into columns of their own.
func (b *Block) apart() *Block {
	wide := *b
	wide.Columns, wide.Rows = nil, make([][]any, len(b.Rows))
	for c, column := range b.Columns {
		split := len(b.Rows) > 0
		for _, row := range b.Rows {
			if _, ok := row[c].(Finding); !ok {
				split = false
			}
		}
		if !split {
			wide.Columns = append(wide.Columns, column)
			for i, row := range b.Rows {
				wide.Rows[i] = append(wide.Rows[i], row[c])
			}
			continue
		}
		wide.Columns = append(wide.Columns, columnNamed(column.Name+"_holds"), columnNamed(column.Name+"_number"))
		for i, row := range b.Rows {
			f := row[c].(Finding)
			wide.Rows[i] = append(wide.Rows[i], f.Holds, f.Value)
		}
	}
	return &wide
}

// columnNamed is a column for machines.
func columnNamed(name string) Column { return Column{Name: name, Head: name} }

// notPlain finds what separates the words of a name for people.
var notPlain = regexp.MustCompile(`[^a-z0-9]+`)

// PlainName makes words a name for machines: lower case, joined by underscores.
func PlainName(words string) string {
	name := strings.Trim(notPlain.ReplaceAllString(strings.ToLower(words), "_"), "_")
	if name == "" || name[0] < 'a' {
		name = strings.TrimRight("n_"+name, "_")
	}
	return name
}

// plainText is a text without what only people's tables need.
var plainText = strings.NewReplacer("\u2009", "", "\u202f", "", "\u2212", "-", " †", "", "†", "", "<br/>", " ", "\n", " ")

// typed is a cell of a block as data.
func typed(cell any) table.Cell {
	switch v := cell.(type) {
	case nil:
		return table.Nothing{}
	case Compared:
		return table.Compared{V: v.Value, Difference: v.Difference, U: v.Unit, Reference: v.Reference}
	case Measured:
		return table.Number{V: v.Value, U: v.Unit}
	case SignedAmount:
		return table.Difference{V: v.Value, U: v.Unit}
	case float64:
		return table.Number{V: v}
	case Input:
		return table.Input{V: float64(v)}
	case Percent:
		return table.Number{V: float64(v), U: "1"}
	case Extent:
		return table.Range{Low: v.Low, High: v.High, U: v.Unit, Signed: v.Signed}
	case int:
		return table.Count(v)
	case bool:
		return table.YesNo(v)
	case ensemble.Share:
		return table.Share(v)
	case Link:
		return table.Link(v)
	}
	text := plainText.Replace(Text(cell))
	if text == "" || text == "–" {
		return table.Nothing{}
	}
	return table.Word(text)
}

// sameKind makes the cells of a column one type: what mixes numbers and words
// becomes words, and whole numbers among others become numbers.
func sameKind(rows [][]table.Cell, c int, name string) table.Column {
	kinds := map[string]int{}
	kind := func(cell table.Cell) string {
		switch cell.(type) {
		case table.Number, table.Difference, table.Input:
			return "number"
		case table.Compared:
			return "compared"
		case table.Range:
			return "range"
		case table.Count:
			return "count"
		case table.YesNo:
			return "yesno"
		case table.Share:
			return "share"
		case table.Nothing:
			return ""
		}
		return "word"
	}
	units := map[string]bool{}
	for _, row := range rows {
		if k := kind(row[c]); k != "" {
			kinds[k]++
			units[row[c].Unit()] = true
		}
	}
	if kinds["number"] > 0 && kinds["count"] > 0 && len(kinds) == 2 {
		for _, row := range rows {
			if v, ok := row[c].(table.Count); ok {
				row[c] = table.Number{V: float64(v)}
			}
		}
		delete(kinds, "count")
	}
	unit := ""
	if len(units) == 1 {
		for u := range units {
			unit = u
		}
	}
	if len(kinds) > 1 {
		for _, row := range rows {
			if k := kind(row[c]); k != "word" && k != "" {
				row[c] = table.Word(plainText.Replace(row[c].Text()))
			}
		}
		return table.Words(name, name, 0)
	}
	switch {
	case kinds["number"] > 0:
		return table.Numbers(name, name, unit)
	case kinds["compared"] > 0:
		return table.Comparisons(name, name, unit)
	case kinds["range"] > 0:
		return table.Ranges(name, name, unit)
	case kinds["count"] > 0:
		return table.Counts(name, name)
	case kinds["yesno"] > 0:
		return table.YesNos(name, name)
	case kinds["share"] > 0:
		return table.Shares(name, name)
	}
	return table.Words(name, name, 0)
}

// shareUnit gives inputs without a unit that of the other numbers of their row. A
// pure number counts only where nothing else has a unit.
func shareUnit(row []table.Cell) {
	unit := ""
	for _, c := range row {
		if u := c.Unit(); unit == "" || unit == "1" && u != "" {
			unit = u
		}
	}
	for i, c := range row {
		if v, ok := c.(table.Input); ok && v.U == "" {
			v.U = unit
			row[i] = v
		}
	}
}

// asTable is the block as a table of typed cells.
func (b *Block) asTable() *table.Table {
	b = b.apart()
	t := &table.Table{Name: PlainName(b.machineName()), Title: plainText.Replace(b.Title)}
	rows := make([][]table.Cell, len(b.Rows))
	for i, row := range b.Rows {
		for _, cell := range row {
			rows[i] = append(rows[i], typed(cell))
		}
		shareUnit(rows[i])
	}
	used := map[string]bool{"label": true, "unit": true}
	for c, column := range b.Columns {
		name := PlainName(column.Name)
		if name == "unit" {
			name = "measured_in"
		}
		for base, n := name, 2; used[name]; n++ {
			name = base + "_" + strconv.Itoa(n)
		}
		used[name] = true
		one := sameKind(rows, c, name)
		one.Doc = strings.ReplaceAll(column.Head, "\n", " ")
		t.Columns = append(t.Columns, one)
	}
	t.Rows = rows
	for c := 1; c < len(t.Columns) && t.Check() != nil; c++ { // the fewest columns that tell the rows apart
		t.Columns[c].Key = b.Columns[c].Width > 0
	}
	if t.Check() != nil { // two rows of one name, or units that differ within a row
		t.Columns = append([]table.Column{table.Counts("row_number", "row")}, t.Columns...)
		for i := range t.Rows {
			t.Rows[i] = append([]table.Cell{table.Count(i + 1)}, t.Rows[i]...)
		}
	}
	return t
}

// machineName is the name of the block for machines: the one given, else its title.
func (b *Block) machineName() string {
	if b.Name != "" {
		return b.Name
	}
	if b.Title != "" {
		return b.Title
	}
	return "answer"
}

// tabled lists the blocks that are tables, without those of words alone.
func (r *Report) tabled() []Block {
	return slices.DeleteFunc(slices.Clone(r.Blocks), func(b Block) bool { return len(b.Columns) == 0 })
}

// document is the report as typed tables.
func (r *Report) document() *table.Document {
	d := &table.Document{Title: plainText.Replace(r.Title), Command: r.Command}
	for _, f := range r.Facts {
		d.Facts = append(d.Facts, table.Fact{Name: f.Name, Cell: table.Word(plainText.Replace(f.Value))})
	}
	used := map[string]int{}
	for _, b := range r.tabled() {
		t := b.asTable()
		if used[t.Name]++; used[t.Name] > 1 {
			t.Name += "_" + strconv.Itoa(used[t.Name])
		}
		d.Tables = append(d.Tables, t)
	}
	d.Single = len(d.Tables) == 1
	return d
}

// Show prints a report as the flags say.
func Show(c *cobra.Command, o *flags.Output, r *Report) error {
	r.Command = strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" ")
	return r.Print(c.OutOrStdout(), o.Format, o.Table)
}

// Print writes the report in the form chosen, text, md, json or csv; of its
// tables only the one named, or the names of all.
func (r *Report) Print(w io.Writer, format string, only ...string) error {
	name := strings.Join(only, "")
	if (name == "" || name == table.All) && (format == "text" || format == "md") {
		return r.printWords(w, format, name == table.All)
	}
	d := r.document()
	if format == "text" || format == "md" {
		for i, b := range r.tabled() {
			if d.Tables[i].Name == name { // as it stands among the others
				one := *r
				one.Blocks = []Block{b}
				return one.printWords(w, format, true)
			}
		}
	}
	return d.Write(w, format, name)
}
