// SPDX-License-Identifier: Apache-2.0

package sink

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestSpreadsheetsGetNoFormulas(t *testing.T) {
	for field, want := range map[string]string{
		"=1+1": "'=1+1", "+SUM(A1)": "'+SUM(A1)", "-rf": "'-rf", "@import": "'@import", "\tx": "'\tx", "\rx": "'\rx", "＝1": "'＝1",
		"-12.5": "-12.5", "+3": "+3", "-1e-7": "-1e-7", "": "", "kinetic": "kinetic", "a=b": "a=b", "–": "–",
	} {
		if got := Sheet(field); got != want {
			t.Errorf("%q becomes %q, want %q", field, got, want)
		}
	}
	var b bytes.Buffer
	c := NewCSV(&b)
	c.Write([]string{"=cmd|' /C calc'!A0", "-2"})
	c.Flush()
	if want := "'=cmd|' /C calc'!A0,-2\n"; b.String() != want {
		t.Errorf("CSV is %q, want %q", b.String(), want)
	}
}

func TestTerminalsGetNoControlCharacters(t *testing.T) {
	var b bytes.Buffer
	in := "a\x1b[31mb\x07\rc\x7f\u009b2J\u202ed\tümlaut – 32,000\nend\xff"
	if n, err := NewTerminal(&b).Write([]byte(in)); err != nil || n != len(in) {
		t.Errorf("wrote %d, %v; want %d", n, err, len(in))
	}
	if want := "a\ufffd[31mb\ufffd\ufffdc\ufffd\ufffd2J\ufffdd\tümlaut – 32,000\nend\ufffd"; b.String() != want {
		t.Errorf("the terminal gets %q, want %q", b.String(), want)
	}
}

func TestNoNameBecomesAnElementOfAPage(t *testing.T) {
	if got, want := Markdown("<b>a</b><br/>b < c"), "&lt;b>a&lt;/b><br/>b &lt; c"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWhatSheetsChangeIsReadBackByTheProgram(t *testing.T) {
	var b bytes.Buffer
	c := NewCSV(&b)
	for _, record := range [][]string{{"name", "value"}, {"a, \"b\"\nc", "-3"}} {
		if err := c.Write(record); err != nil {
			t.Fatal(err)
		}
	}
	c.Flush()
	records, err := NewCSVReader(&b).ReadAll()
	if err != nil || c.Error() != nil || len(records) != 2 || records[1][0] != "a, \"b\"\nc" || records[1][1] != "-3" {
		t.Errorf("read back as %q, %v, %v", records, err, c.Error())
	}
}

// broken is a pipe that nobody reads.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestAnErrorOfWritingIsKept(t *testing.T) {
	w := NewTerminal(broken{})
	if n, err := w.Write([]byte("words")); n != 0 || err != io.ErrClosedPipe || w.Err() != io.ErrClosedPipe {
		t.Errorf("wrote %d, %v; kept %v", n, err, w.Err())
	}
	if w := NewTerminal(io.Discard); w.Err() != nil {
		t.Errorf("kept %v of nothing", w.Err())
	}
	c := NewCSV(broken{})
	c.Write([]string{"a"})
	c.Flush()
	if c.Error() != io.ErrClosedPipe {
		t.Errorf("the table keeps %v", c.Error())
	}
}

func TestTextIsAsWideAsColumnsSaysWithinBounds(t *testing.T) {
	for columns, want := range map[string]int{"": 100, "80": 80, "20": 60, "999": 140, "-5": 100, "wide": 100, "0": 100} {
		t.Setenv("COLUMNS", columns)
		if got := Width(io.Discard); got != want {
			t.Errorf("COLUMNS=%s: %d characters, want %d", columns, got, want)
		}
	}
}

func TestOnlyATerminalIsADevice(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for what, w := range map[string]io.Writer{"memory": io.Discard, "a file": file, "a file behind a writer": NewTerminal(file)} {
		if Device(w) != nil {
			t.Errorf("%s is a terminal", what)
		}
	}
	device, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer device.Close()
	t.Setenv("TERM", "xterm")
	if Device(NewTerminal(device)) != device {
		t.Error("a device behind a writer is not found")
	}
	t.Setenv("TERM", "dumb")
	if Device(device) != nil {
		t.Error("a dumb terminal is one to draw on")
	}
}
