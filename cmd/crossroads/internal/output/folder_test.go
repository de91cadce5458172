// SPDX-License-Identifier: Apache-2.0

package output

import (
	"io"
	"runtime"
	"testing"
	"weak"
)

// TestAWrittenFileKeepsNothingInMemory holds that what a CSV file was written from
// can be freed before the figures are drawn.
func TestAWrittenFileKeepsNothingInMemory(t *testing.T) {
	f, err := Open(t.TempDir(), "ensemble", false)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Discard()
	result := new([1 << 16]byte)
	held := weak.Make(result)
	if err := f.Write([]File{{Name: "a.csv", Write: func(w io.Writer) error {
		_, err := w.Write(result[:1])
		return err
	}}}); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	if held.Value() != nil {
		t.Error("the folder still refers to what a file was written from")
	}
	runtime.KeepAlive(f)
}
