// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"crossroads/scenarios"
)

// nine is the ensemble of the built-in paths that the command runs by default.
func nine(b *testing.B, members int) *Design {
	d := design(b, members, scenarios.BuiltinNames()...)
	d.Series = StandardSeries()
	return d
}

// BenchmarkNinePaths runs 10 000 members of nine paths and reports runs a second.
func BenchmarkNinePaths(b *testing.B) {
	for b.Loop() {
		run(b, nine(b, 10_000), 0)
	}
	b.ReportMetric(90_000*float64(b.N)/b.Elapsed().Seconds(), "runs/s")
}

// BenchmarkCores runs the same on one core and on two by turns, and reports the
// best rate of each and their ratio.
func BenchmarkCores(b *testing.B) {
	const rounds, members = 3, 8192
	var rates [3]float64
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for b.Loop() {
		for range rounds {
			for cores := 1; cores <= 2; cores++ {
				runtime.GOMAXPROCS(cores)
				began := time.Now()
				run(b, nine(b, members), 0)
				rates[cores] = max(rates[cores], members*9/time.Since(began).Seconds())
			}
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(rates[1], "runs/s/one")
	b.ReportMetric(rates[2], "runs/s/two")
	b.ReportMetric(rates[2]/rates[1], "two/one")
}

// BenchmarkMemory runs more and more members of nine paths and reports the
// largest heap seen; the last size is run once only.
func BenchmarkMemory(b *testing.B) {
	for _, members := range []int{1_000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(members), func(b *testing.B) {
			if members > 100_000 && !long {
				b.Skip("CROSSROADS_LONG is not set")
			}
			var most uint64
			for b.Loop() {
				runtime.GC()
				done := make(chan bool)
				go func() {
					run(b, nine(b, members), 0)
					close(done)
				}()
				for running := true; running; {
					select {
					case <-done:
						running = false
					case <-time.After(20 * time.Millisecond):
					}
					var m runtime.MemStats
					runtime.ReadMemStats(&m)
					most = max(most, m.HeapInuse+m.StackInuse)
				}
			}
			b.ReportMetric(float64(most)/(1<<20), "MiB")
			b.ReportMetric(float64(members)*9*float64(b.N)/b.Elapsed().Seconds(), "runs/s")
		})
	}
}

// BenchmarkFittedMembers finds 1,000 fitted members of which none is known.
func BenchmarkFittedMembers(b *testing.B) {
	a := fitted(b, 1, world(b, "central"))
	for b.Loop() {
		a.forget()
		for k := range 1000 {
			if _, _, err := a.fitted(k); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(a.Tried(1000)*b.N)/b.Elapsed().Seconds(), "candidates/s")
}
