// SPDX-License-Identifier: Apache-2.0

package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMutatedFilesNeverPassForOthers changes every file that a command wrote and
// another reads back: the change is refused, or the answer is that of the file as
// it was. 6 changes of each, 200 with CROSSROADS_LONG=1.
func TestMutatedFilesNeverPassForOthers(t *testing.T) {
	changes := 6
	if long {
		changes = 200
	}
	for _, c := range []struct {
		name   string
		make   []string // command lines that write what is read back
		files  []string // what is changed
		read   string   // the command line that reads it
		result string   // what it writes
	}{
		{"state of a stopped ensemble", []string{"ensemble kinetic --members 40 --until 2026 --shard 0/2 --figures none --out part"}, []string{"part/ensemble.state"},
			"ensemble kinetic --members 40 --until 2026 --shard 0/2 --resume --figures none --out part", "part/ensemble.state"},
		{"parts of an ensemble", []string{"ensemble kinetic --members 40 --until 2026 --shard 0/2 --out part0", "ensemble kinetic --members 40 --until 2026 --shard 1/2 --out part1"},
			[]string{"part0/ensemble.state", "part1/ensemble.state"}, "ensemble merge part0 part1 --figures none --out merged", "merged/ensemble.csv"},
		{"fit", []string{"calibrate --members 500 --figures none --out fit"}, []string{"fit/calibration.csv", "fit/manifest.json"},
			"ensemble kinetic --posterior fit/calibration.csv --anyway --members 20 --until 2026 --figures none --out drawn", "drawn/ensemble.csv"},
		{"ensemble of a report", []string{"ensemble kinetic --members 40 --figures svg --out whole"}, []string{"whole/ensemble.csv", "whole/manifest.json", "whole/difference.svg"},
			"report --from whole --out report", "report/report.html"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !long && strings.HasPrefix(c.read, "report") {
				t.Skip("a report takes seconds; CROSSROADS_LONG=1 runs it")
			}
			t.Parallel()
			dir := t.TempDir()
			for _, line := range c.make {
				if code, said := asProgramIn(t, dir, strings.Fields(line)...); code != exitDone {
					t.Fatalf("%s: %s", line, said)
				}
			}
			if code, said := asProgramIn(t, dir, strings.Fields(c.read)...); code != exitDone {
				t.Fatalf("%s: %s", c.read, said)
			}
			want := readFile(t, dir, c.result)
			random := rand.New(rand.NewPCG(5, 6))
			refused := 0
			for i := range changes {
				file := filepath.Join(dir, c.files[i%len(c.files)])
				before := readFile(t, file)
				if err := os.WriteFile(file, change(random, []byte(before)), 0o644); err != nil {
					t.Fatal(err)
				}
				code, said := asProgramIn(t, dir, strings.Fields(c.read)...)
				crashes(t, said)
				switch {
				case code != exitDone:
					refused++
				case readFile(t, dir, c.result) != want:
					t.Errorf("change %d, of %s, gives another result without a word: %s", i, filepath.Base(file), said)
				}
				if err := os.WriteFile(file, []byte(before), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			t.Logf("%d changes: %d refused, %d without effect", changes, refused, changes-refused)
		})
	}
}
