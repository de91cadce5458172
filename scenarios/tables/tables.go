// SPDX-License-Identifier: Apache-2.0

// Package tables reads every table that comes in, strictly: comma-separated text in UTF-8 with one header. It never
// guesses, and it reports all mistakes of a table at once, each with its place and with what would be right.
package tables

import (
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"crossroads/scenarios"
	"crossroads/scenarios/files"
)

// MaxBytes is the size of the largest table that is read.
const MaxBytes = 512 << 20

// Table is a header and rows of cells. Blanks around cells are gone, and so are rows without content. It gathers the
// mistakes found in it, by Parse and by whoever reads its cells.
type Table struct {
	File     string
	Header   []string
	Rows     [][]string // by row and column; every row is as long as the header
	Sum      string     // the first twelve hexadecimal digits of the SHA-256 of the file
	text     string
	lines    []int      // where each line of the text begins
	places   [][]cellAt // by row and column, the header first; nil where there is no text
	mistakes scenarios.Mistakes
	warnings scenarios.Mistakes
}

// cellAt is a line and a column in bytes, both from 1.
type cellAt struct{ line, column int32 }

// shownMistakes is how many mistakes an error lists; it counts the others.
const shownMistakes = 50

// Parse reads a table. It fails, with all mistakes at once, where the text is not UTF-8, where cells are not separated by
// commas, where a column has no name or stands twice, and where a row is longer or shorter than the header. A byte order
// mark, CRLF and rows without content are accepted.
func Parse(file string, text []byte) (*Table, error) {
	t := &Table{File: file, Sum: Sum(text)}
	if len(text) > MaxBytes {
		return nil, TooLarge(file, int64(len(text)))
	}
	if strings.HasSuffix(file, ".yaml") || strings.HasSuffix(file, ".yml") {
		return nil, fmt.Errorf("%s: is a YAML file, not a table in CSV (worlds are named with --world)", file)
	}
	if err := t.decode(text); err != nil {
		return nil, err
	}
	if i := strings.IndexFunc(t.text, func(c rune) bool { return scenarios.Unprintable(c) && c != '\r' }); i >= 0 {
		c, _ := utf8.DecodeRuneInString(t.text[i:])
		t.faultOffset(i, "the text contains the control character U+%04X; remove it", c)
		return nil, t.Err()
	}
	records, err := t.records()
	if err != nil {
		return nil, err
	}
	if len(records) == 0 {
		t.faultAt(1, 1, "the table is empty (a header with the names of the columns, then rows)")
		return nil, t.Err()
	}
	t.arrange(records)
	if err := t.Err(); err != nil {
		return nil, err
	}
	return t, nil
}

// New makes a table of cells that do not come from text, such as those of a Parquet file. Places count the header as line 1.
func New(file string, header []string, rows [][]string) (*Table, error) {
	t := &Table{File: file}
	for k, row := range rows {
		for i, cell := range row {
			if !utf8.ValidString(cell) || strings.ContainsFunc(cell, scenarios.Unprintable) {
				t.Fault(k, i, "%s: the cell is not text in UTF-8, or holds control characters", header[i])
			}
		}
	}
	t.arrange(append([][]string{header}, rows...))
	if err := t.Err(); err != nil {
		return nil, err
	}
	return t, nil
}

// Sum is the first twelve hexadecimal digits of the SHA-256 of a file.
func Sum(text []byte) string { return fmt.Sprintf("%x", sha256.Sum256(text))[:12] }

// TooLarge refuses a table of so many bytes.
func TooLarge(file string, size int64) error {
	return fmt.Errorf("%s: the table has %s; at most %s are read (use fewer rows or columns)", file, megabytes(size), megabytes(MaxBytes))
}

func megabytes(size int64) string {
	return strconv.FormatFloat(float64(size)/(1<<20), 'f', 1, 64) + " MB"
}

// decode checks that the text is UTF-8 with lines that end in LF or CRLF.
func (t *Table) decode(text []byte) error {
	if what, advice := files.Kind(text); what != "" {
		t.faultAt(1, 1, "the file is %s (%s)", what, cmp.Or(advice, "a table in CSV"))
		return t.Err()
	}
	t.text = strings.TrimPrefix(string(text), "\ufeff")
	t.lines = []int{0}
	for i := 0; i < len(t.text); i++ {
		if t.text[i] == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	switch nul := strings.IndexByte(t.text, 0); {
	case nul >= 0 && nul < 8:
		t.faultOffset(nul, "the text contains byte 0x00, as text in UTF-16 does (save it as UTF-8)")
	case nul >= 0:
		t.faultOffset(nul, "the text contains byte 0x00 (text in UTF-8)")
	}
	for i := 0; i < len(t.text); {
		r, size := utf8.DecodeRuneInString(t.text[i:])
		if r == utf8.RuneError && size <= 1 {
			t.faultOffset(i, "byte 0x%02x is not UTF-8 (save the file as UTF-8; in a spreadsheet: CSV UTF-8)", t.text[i])
			break
		}
		i += size
	}
	if i := strings.IndexByte(t.text, '\r'); i >= 0 && !strings.Contains(t.text, "\n") && i < len(t.text)-1 {
		t.faultOffset(i, "lines end with a carriage return alone (LF or CRLF)")
	}
	return t.Err()
}

// records splits the text into cells and notes their places.
func (t *Table) records() ([][]string, error) {
	if err := t.separators(); err != nil {
		return nil, err
	}
	in := csv.NewReader(strings.NewReader(t.text))
	in.FieldsPerRecord = -1
	in.Comment = '#'
	var records [][]string
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return records, nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			what := "a quotation mark stands inside a cell without quotes (quotes around the cell, the mark doubled)"
			if errors.Is(bad.Err, csv.ErrQuote) {
				what = "a cell in quotes is not closed, or text follows its closing quote (\"...\" and a comma)"
			}
			t.mistakes = append(t.mistakes, t.mistake(bad.Line, t.characters(bad.Line, bad.Column), what))
			return nil, t.Err()
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.File, err)
		}
		blank := true
		for i := range record {
			record[i] = strings.TrimSpace(record[i])
			blank = blank && record[i] == ""
		}
		if blank {
			continue
		}
		if len(records) == 0 && strings.HasPrefix(record[0], "sep=") {
			continue // how some spreadsheets announce the comma
		}
		places := make([]cellAt, len(record))
		for i := range record {
			line, column := in.FieldPos(i)
			places[i] = cellAt{int32(line), int32(column)}
		}
		records, t.places = append(records, record), append(t.places, places)
	}
}

// separators refuses a table whose cells are separated by something other than a comma.
func (t *Table) separators() error {
	line := 0
	for i := range t.lines {
		if text := strings.TrimSpace(t.line(i + 1)); text != "" && text[0] != '#' {
			line = i + 1
			break
		}
	}
	if line == 0 {
		return nil
	}
	header := t.line(line)
	if words := strings.Fields(header); len(words) > 1 && !strings.ContainsAny(header, ",\"") && len(strings.Fields(t.line(line+1))) == len(words) && !strings.Contains(t.line(line+1), ",") && !strings.ContainsAny(header, ";\t|:") {
		t.faultAt(line, utf8.RuneCountInString(words[0])+1, "columns are separated by blanks (commas; numbers with a decimal point)")
		return t.Err()
	}
	for _, s := range []struct{ mark, word string }{{";", "semicolons"}, {"\t", "tabs"}, {"|", "vertical bars"}} {
		if strings.Count(header, s.mark) > strings.Count(header, ",") {
			t.faultAt(line, utf8.RuneCountInString(header[:strings.Index(header, s.mark)])+1,
				"columns are separated by %s (commas; numbers with a decimal point)", s.word)
			return t.Err()
		}
	}
	return nil
}

// line is a line of the text, from 1.
func (t *Table) line(n int) string {
	if n < 1 || n > len(t.lines) {
		return ""
	}
	end := len(t.text)
	if n < len(t.lines) {
		end = t.lines[n] - 1
	}
	return strings.TrimSuffix(t.text[t.lines[n-1]:end], "\r")
}

// arrange takes the header off the records and checks names and lengths.
func (t *Table) arrange(records [][]string) {
	t.Header = records[0]
	n := len(t.Header)
	for n > 0 && t.Header[n-1] == "" && !slices.ContainsFunc(records[1:], func(r []string) bool { return len(r) >= n && r[n-1] != "" }) {
		n-- // columns without content, as spreadsheets leave them
	}
	t.Header = t.Header[:n]
	if k := titled(records); k > 0 {
		line, at := t.at(k-1, 0)
		t.faultAt(line, at, "the header stands here, below other lines (the header first; delete the lines above it)")
		return
	}
	first := map[string]int{}
	for i, name := range t.Header {
		at, twice := first[name]
		hidden := strings.IndexFunc(name, func(c rune) bool { return unicode.In(c, unicode.Cf) })
		switch {
		case hidden >= 0:
			c, _ := utf8.DecodeRuneInString(name[hidden:])
			t.Fault(-1, i, "column %q contains an invisible character, U+%04X (the name without it)", name, c)
		case name == "":
			t.Fault(-1, i, "column %d has no name (a name in the header)", i+1)
		case twice:
			t.Fault(-1, i, "column %s stands twice (each column once; first in column %d)", name, at+1)
		default:
			first[name] = i
		}
	}
	for k, record := range records[1:] {
		extra := slices.IndexFunc(record[min(n, len(record)):], func(cell string) bool { return cell != "" })
		switch {
		case len(record) < n:
			t.Fault(k, 0, "the row has %s, the header has %d (one cell per column)", count(len(record), "cell"), n)
			record = append(record, make([]string, n-len(record))...)
		case extra >= 0:
			t.Fault(k, n+extra, "the row has %s, the header has %d (one cell per column; a number without commas, or quotes around the cell)", count(len(record), "cell"), n)
		}
		t.Rows = append(t.Rows, record[:n])
	}
}

// titled is the record that looks like the header where the first one is a title;
// 0 if there is none.
func titled(records [][]string) int {
	words := func(record []string) (n int, all bool) {
		for _, cell := range record {
			if cell != "" && !plain(cell) {
				n++
			}
		}
		return n, n == len(record)
	}
	if n, all := words(records[0]); n > 1 || all && len(records[0]) > 1 {
		return 0
	}
	for k := 1; k < min(len(records), 10); k++ {
		if n, all := words(records[k]); all && n > 1 && k+1 < len(records) && len(records[k+1]) == n {
			if next, _ := words(records[k+1]); next < n {
				return k
			}
		}
	}
	return 0
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// Text checks that the bytes of a file are text as tables are and returns it without a byte order mark. It fails as Parse
// does, with line and column.
func Text(file string, text []byte) (string, error) {
	t := &Table{File: file}
	if len(text) > MaxBytes {
		return "", TooLarge(file, int64(len(text)))
	}
	err := t.decode(text)
	return t.text, err
}

// Column is the index of a column, or -1.
func (t *Table) Column(name string) int { return slices.Index(t.Header, name) }

// Need is the index of a column that has to be there; where it is not, that is a mistake and the index is -1.
func (t *Table) Need(name string) int {
	i := t.Column(name)
	if i < 0 {
		meant := "a column of that name"
		if c := scenarios.Closest(name, t.Header); c != "" {
			meant = "rename " + c + " to " + name + ", if that is it"
		}
		t.Fault(-1, 0, "column %s is missing (%s)", name, meant)
	}
	return i
}

// Place is where a cell stands; row -1 is the header.
func (t *Table) Place(row, column int) scenarios.Place {
	line, at := t.at(row, column)
	return scenarios.Place{File: t.File, Line: line, Column: at}
}

func (t *Table) at(row, column int) (line, at int) {
	if t.places == nil {
		return row + 2, column + 1
	}
	cells := t.places[row+1]
	cell := cells[min(max(column, 0), len(cells)-1)]
	return int(cell.line), t.characters(int(cell.line), int(cell.column))
}

// characters turns a column in bytes into one in characters.
func (t *Table) characters(line, column int) int {
	text := t.line(line)
	return utf8.RuneCountInString(text[:min(max(column-1, 0), len(text))]) + 1
}

// Fault notes a mistake in a cell; row -1 is the header.
func (t *Table) Fault(row, column int, format string, args ...any) {
	line, at := t.at(row, column)
	t.faultAt(line, at, format, args...)
}

// FaultIn notes a mistake in a cell under the name of its column.
func (t *Table) FaultIn(row, column int, format string, args ...any) {
	t.Fault(row, column, "%s: %s", t.Header[column], fmt.Sprintf(format, args...))
}

// Warn notes at a cell what is allowed and yet probably not meant.
func (t *Table) Warn(row, column int, format string, args ...any) {
	line, at := t.at(row, column)
	t.warnings = append(t.warnings, t.mistake(line, at, "warning: "+fmt.Sprintf(format, args...)))
}

// Warnings lists what is allowed and yet probably not meant, in file order.
func (t *Table) Warnings() scenarios.Mistakes { return inOrder(t.warnings) }

func (t *Table) faultAt(line, column int, format string, args ...any) {
	t.mistakes = append(t.mistakes, t.mistake(line, column, fmt.Sprintf(format, args...)))
}

func (t *Table) faultOffset(offset int, format string, args ...any) {
	line, _ := slices.BinarySearch(t.lines, offset+1)
	t.faultAt(line, utf8.RuneCountInString(t.text[t.lines[line-1]:offset])+1, format, args...)
}

func (t *Table) mistake(line, column int, text string) scenarios.Mistake {
	source := t.line(line)
	if !utf8.ValidString(source) {
		source = strings.ToValidUTF8(source, "\ufffd")
	}
	return scenarios.Mistake{File: t.File, Line: line, Column: column, Text: text, Source: source}
}

// Err is everything wrong with the table so far, in file order, or nil.
func (t *Table) Err() error {
	if len(t.mistakes) == 0 {
		return nil
	}
	list := inOrder(t.mistakes)
	if more := len(list) - shownMistakes; more > 0 {
		last := list[shownMistakes-1]
		list = append(list[:shownMistakes:shownMistakes], scenarios.Mistake{File: t.File, Line: last.Line, Column: last.Column,
			Text: fmt.Sprintf("%d more mistakes follow (mend these first)", more)})
	}
	return list
}

func inOrder(list scenarios.Mistakes) scenarios.Mistakes {
	slices.SortStableFunc(list, func(a, b scenarios.Mistake) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return list
}

// Number reads a cell as a finite number. Where it is none, that is a mistake and ok is false.
func (t *Table) Number(row, column int) (v float64, ok bool) {
	v, err := ParseNumber(t.Rows[row][column])
	if err != nil {
		t.FaultIn(row, column, "%v", err)
		return 0, false
	}
	return v, true
}

// Whole reads a cell as a whole number of 0 or more.
func (t *Table) Whole(row, column int) (n int, ok bool) {
	v, ok := t.Number(row, column)
	if ok && (v != math.Trunc(v) || v < 0 || v > 1<<53) {
		t.FaultIn(row, column, "%q is not a whole number (0, 1, 2 and so on)", t.Rows[row][column])
		return 0, false
	}
	return int(v), ok
}
