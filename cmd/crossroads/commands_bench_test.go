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

// BenchmarkCommands runs each command that has a goal as a user does and reports its processor seconds beside the goal, in
// seconds on two idle cores. docs/performance.md has the results.
func BenchmarkCommands(b *testing.B) {
	for _, c := range []struct {
		line string
		goal float64
		long bool
	}{
		{line: "compare", goal: 0.7},
		{line: "compare --figures none", goal: 0.1},
		{line: "report", goal: 4},
		{line: "breakeven kinetic investment", goal: 2},
		{line: "discover kinetic investment", goal: 3},
		{line: "calibrate", goal: 5},
		{line: "ensemble --members 10000", goal: 2.5},
		{line: "optimize", goal: 20, long: true},
		{line: "ensemble --members 1000000 --figures none", goal: 60, long: true},
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
			b.ReportMetric(c.goal, "goal-s")
		})
	}
}
