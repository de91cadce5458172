// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"io"
	"strings"
	"syscall"
	"testing"
)

// processorSeconds is what this process has used of all processors so far, which other programs hardly touch.
func processorSeconds() float64 {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// BenchmarkCommands runs each command that has a goal as a user does and reports its processor seconds beside those of
// version 0.1.0, where they were measured, and beside the goal, in seconds on two idle cores. docs/performance.md has the
// results.
func BenchmarkCommands(b *testing.B) {
	for _, c := range []struct {
		line   string
		before float64 // 0 if not measured
		goal   float64
		long   bool
	}{
		{line: "compare", before: 1.8, goal: 0.7},
		{line: "compare --figures none", goal: 0.1},
		{line: "report", before: 3.0, goal: 4},
		{line: "breakeven kinetic investment", before: 2.0, goal: 2},
		{line: "discover kinetic investment", before: 10.6, goal: 3},
		{line: "calibrate", before: 24, goal: 5},
		{line: "ensemble --members 10000", before: 10, goal: 2.5},
		{line: "optimize", before: 75, goal: 20, long: true},
		{line: "ensemble --members 1000000 --figures none", before: 220, goal: 60, long: true},
	} {
		b.Run(strings.ReplaceAll(c.line, " ", "_"), func(b *testing.B) {
			if c.long && !long {
				b.Skip("CROSSROADS_LONG=1 runs it")
			}
			args := append(strings.Fields(c.line), "--out", b.TempDir())
			if args[0] == "breakeven" { // writes nothing
				args = args[:len(args)-2]
			}
			began := processorSeconds()
			for b.Loop() {
				if code := run(args, io.Discard, io.Discard); code != exitDone {
					b.Fatalf("exit code %d, want %d", code, exitDone)
				}
			}
			b.ReportMetric((processorSeconds()-began)/float64(b.N), "cpu-s/op")
			if c.before > 0 {
				b.ReportMetric(c.before, "before-cpu-s")
			}
			b.ReportMetric(c.goal, "goal-s")
		})
	}
}
