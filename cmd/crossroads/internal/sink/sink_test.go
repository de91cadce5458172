// SPDX-License-Identifier: Apache-2.0

package sink

import (
	"bytes"
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
