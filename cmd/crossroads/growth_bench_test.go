// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// BenchmarkGrowth runs ensembles of 1,000 to 1,000,000 members without figures, each in a process of its own, and reports
// processor seconds, the most memory in use, and the exponent with which time grew since ten times fewer members.
// docs/performance.md has the results. The largest takes minutes and runs with CROSSROADS_LONG=1 only.
func BenchmarkGrowth(b *testing.B) {
	folder := b.TempDir()
	program := filepath.Join(folder, "crossroads")
	if said, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, said)
	}
	var before float64
	for _, members := range []int{1_000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(members), func(b *testing.B) {
			if members > 100_000 && !long {
				b.Skip("CROSSROADS_LONG=1 runs it")
			}
			var used float64
			var most int64
			for b.Loop() {
				c := exec.Command("env", "-u", "GOGC", "-u", "GOMEMLIMIT", program, "ensemble", "--members", fmt.Sprint(members), "--figures", "none", "--out", filepath.Join(folder, "out"))
				if said, err := c.CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, said)
				}
				used += (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds()
				most = max(most, c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
			}
			used /= float64(b.N)
			b.ReportMetric(used, "cpu-s/op")
			b.ReportMetric(float64(most)/1024, "MiB")
			if before > 0 {
				b.ReportMetric(math.Log10(used/before), "exponent")
			}
			before = used
		})
	}
}
