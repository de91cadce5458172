// SPDX-License-Identifier: Apache-2.0

// Package sink makes texts that strangers wrote harmless where they arrive: in a
// spreadsheet, on a terminal and in Markdown. Figures and pages escape theirs where they are
// written.
package sink

import (
	"encoding/csv"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/term"

	"crossroads/scenarios"
)

// Sheet returns a field that no spreadsheet takes for a formula: a text that
// begins with =, +, -, @, tab or carriage return gets an apostrophe in front, as
// OWASP advises. Numbers stay as they are.
func Sheet(field string) string {
	if field == "" || !strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(field)[0]) {
		return field
	}
	if _, err := strconv.ParseFloat(field, 64); err == nil {
		return field
	}
	return "'" + field
}

// CSV writes comma-separated values that are safe to open in a spreadsheet. It
// embeds no csv.Writer, so that nothing gets around it.
type CSV struct{ w *csv.Writer }

// NewCSV returns a writer of comma-separated values.
func NewCSV(w io.Writer) *CSV { return &CSV{csv.NewWriter(w)} }

// NewCSVReader returns a reader of what NewCSV wrote.
func NewCSVReader(r io.Reader) *csv.Reader { return csv.NewReader(r) }

// Write writes one record, each field made safe.
func (c *CSV) Write(record []string) error {
	safe := make([]string, len(record))
	for i, field := range record {
		safe[i] = Sheet(field)
	}
	return c.w.Write(safe)
}

// Flush writes what is still held back.
func (c *CSV) Flush() { c.w.Flush() }

// Error returns the first error of writing or flushing, or nil.
func (c *CSV) Error() error { return c.w.Error() }

// Markdown returns a text in which nobody's name becomes an element of HTML. The
// line breaks of table cells, <br/>, stay.
func Markdown(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "<", "&lt;"), "&lt;br/>", "<br/>")
}

// Terminal returns a text without what would steer a terminal or turn the
// direction of its line; the replacement character stands in its place. Line
// feeds and tabs stay.
func Terminal(text string) string {
	return strings.Map(func(r rune) rune {
		if scenarios.Unprintable(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// A Writer passes on what Terminal leaves of everything written to it.
type Writer struct {
	w   io.Writer
	err error
}

// NewTerminal returns a writer for people to read from. What the program itself
// draws, such as progress, goes to Device.
func NewTerminal(w io.Writer) *Writer { return &Writer{w: w} }

func (t *Writer) Write(text []byte) (int, error) {
	if _, err := io.WriteString(t.w, Terminal(string(text))); err != nil {
		t.err = err
		return 0, err
	}
	return len(text), nil
}

// Err is the last error of writing, or nil; many a print ignores it.
func (t *Writer) Err() error { return t.err }

// Device returns the terminal behind a writer, or nil if it is none.
func Device(w io.Writer) *os.File {
	if t, wrapped := w.(*Writer); wrapped {
		w = t.w
	}
	f, ok := w.(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 || os.Getenv("TERM") == "dumb" {
		return nil
	}
	return f
}

// The width, in characters, that no printed line exceeds: of a terminal within
// bounds, and of everything else.
const (
	narrowest, widest = 60, 140
	UsualWidth        = 100
)

// Width returns how wide text for people may be where it is written: as wide as
// the terminal, or as COLUMNS says, from 60 to 140 characters; 100 where there is
// neither.
func Width(w io.Writer) int {
	width, err := strconv.Atoi(os.Getenv("COLUMNS"))
	if f := Device(w); err != nil && f != nil {
		width, _, err = term.GetSize(int(f.Fd()))
	}
	if err != nil || width <= 0 {
		return UsualWidth
	}
	return min(max(width, narrowest), widest)
}
