// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"crossroads/model"
)

// peer is a set of C programs of the same equations, written by this generator,
// with members for them to run.
type peer struct {
	programs []string
	file     string
	plan     *model.Plan
	members  []model.Parameters
}

// newPeer writes the C program, compiles it once with each set of flags, and
// draws the members; without a compiler it skips.
func newPeer(t testing.TB, members int, flags ...[]string) *peer {
	t.Helper()
	compiler, err := exec.LookPath("gcc")
	if err != nil {
		t.Skip("SKIPPED: no gcc in PATH, so the kernel is not compared with C")
	}
	dir := t.TempDir()
	var text bytes.Buffer
	writeC(&text, system(t))
	if err := os.WriteFile(filepath.Join(dir, "peer.c"), text.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	p := &peer{file: filepath.Join(dir, "members")}
	for i, list := range flags {
		program := filepath.Join(dir, fmt.Sprint("peer", i))
		if said, err := exec.Command(compiler, append(list, "-w", "-o", program, filepath.Join(dir, "peer.c"))...).CombinedOutput(); err != nil {
			t.Fatalf("gcc: %v\n%s", err, said)
		}
		p.programs = append(p.programs, program)
	}
	p.draw(members)
	var numbers bytes.Buffer
	for _, part := range []any{p.plan.Months, p.members} {
		if err := binary.Write(&numbers, binary.NativeEndian, part); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(p.file, numbers.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

// draw makes members from the whole of their ranges, and a plan whose levers go
// in three years, once the history is over, from today's values half way to the
// other end of their range, as paths do.
func (p *peer) draw(members int) {
	r := rand.New(rand.NewPCG(1, 1))
	p.plan = &model.Plan{Months: make([]model.Levers, model.DefaultHorizon.Months())}
	for i := range p.plan.Months {
		gone := min(1, max(0, float64(i-60)/36))
		for j := range model.LeverTable {
			row := &model.LeverTable[j]
			*row.Of(&p.plan.Months[i]) = row.Today + gone*(row.High-row.Today)/2
		}
		p.plan.Months[i].AttackFactor = 1
	}
	p.members = make([]model.Parameters, members)
	for i := range p.members {
		for j := range model.ParameterTable {
			row := &model.ParameterTable[j]
			*row.Of(&p.members[i]) = row.Low + (row.High-row.Low)*r.Float64()
		}
	}
}

// inC runs all members a number of times in one of the programs and returns the
// sum of their attacks and the processor's seconds for each form: as written, and
// arranged as the kernel is.
func (p *peer) inC(t testing.TB, program, times int) (sums, seconds [2]float64) {
	t.Helper()
	said, err := exec.Command(p.programs[program], p.file, fmt.Sprint(len(p.plan.Months)), "1", fmt.Sprint(times)).Output()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscan(string(said), &sums[0], &seconds[0], &sums[1], &seconds[1]); err != nil {
		t.Fatalf("the C program says %q: %v", said, err)
	}
	return sums, seconds
}

// processorTime is what this process has used of the processor so far, which
// other programs on the machine do not touch.
func processorTime() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// inGo does the same with the kernel, on one core.
func (p *peer) inGo(t testing.TB, times int) (sum, seconds float64) {
	t.Helper()
	bundle, err := model.NewBundle([]*model.Plan{p.plan}, model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	attacks := slices.Index(model.SeriesNames(), "total_attacks")
	last, column := model.DefaultHorizon.Months()/12, make([]float64, len(p.members))
	k := model.NewKernel()
	began := processorTime()
	for range times {
		sum = 0
		if err := k.RunAll(p.members, bundle, func(e *model.Ends) {
			e.Series(attacks, last, column)
			for _, v := range column[:e.Members] {
				sum += v
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
	seconds = (processorTime() - began).Seconds()
	return sum, seconds
}

func TestCPeerFindsTheSame(t *testing.T) {
	programs := [][]string{{"-O1"}}
	if os.Getenv("CROSSROADS_LONG") != "" {
		programs = append(programs, []string{"-O1", "-DW=4"}, []string{"-O1", "-DW=8"})
	}
	p := newPeer(t, 40, programs...)
	want, _ := p.inGo(t, 1)
	for program, lanes := range []string{"", " over 4 lanes", " over 8 lanes"}[:len(programs)] {
		sums, _ := p.inC(t, program, 1)
		for i, form := range []string{"as written", "arranged"} {
			if math.Abs(sums[i]-want) > 1e-9*want {
				t.Errorf("C %s%s: %.15g attacks over all members, the kernel %.15g", form, lanes, sums[i], want)
			}
		}
	}
}

// BenchmarkKernelAgainstC runs the same members in C and in Go by turns and
// reports the median rates, in runs a second of one core, and the ratios of the
// kernel in use to C: as written, and batched over as many lanes as the kernel
// fills a register with. Compilers may fuse, as they do by default.
func BenchmarkKernelAgainstC(b *testing.B) {
	const rounds, times = 9, 8
	native := []string{"-O3", "-march=native"}
	p := newPeer(b, 512, native, append(native[:2:2], "-DW=4", "-mprefer-vector-width=256"), append(native[:2:2], "-DW=8", "-mprefer-vector-width=512"))
	runs := float64(times * len(p.members))
	names := []string{"C_as_written", "C_arranged", "", "C_batched_4", "", "C_batched_8", "kernel"}
	rates := make([][]float64, len(names))
	for b.Loop() {
		clear(rates)
		for range rounds {
			sum, took := p.inGo(b, times)
			rates[6] = append(rates[6], runs/took)
			for program := range p.programs {
				sums, seconds := p.inC(b, program, times)
				for i := range seconds {
					rates[2*program+i] = append(rates[2*program+i], runs/seconds[i])
					if math.Abs(sums[i]-sum) > 1e-9*sum {
						b.Errorf("program %d: the attacks over all members are %.12g in C, %.12g in the kernel", program, sums[i], sum)
					}
				}
			}
		}
	}
	median := make([]float64, len(names))
	b.ReportMetric(0, "ns/op")
	for i, name := range names {
		if name == "" {
			continue
		}
		slices.Sort(rates[i])
		median[i] = rates[i][rounds/2]
		b.ReportMetric(median[i], name+"_runs/s")
		b.Logf("%-13s %8.0f runs/s, from %.0f to %.0f", name, median[i], rates[i][0], rates[i][rounds-1])
	}
	kernel, err := model.KernelName()
	if err != nil {
		b.Fatal(err)
	}
	batched := median[5]
	if kernel == "avx2" {
		batched = median[3]
	}
	b.ReportMetric(median[6]/median[0], "kernel/C_as_written")
	b.ReportMetric(median[6]/median[1], "kernel/C_arranged")
	b.ReportMetric(median[6]/batched, "kernel/C_batched")
}

// BenchmarkKernelOnAllCores reports the rate of one kernel alone and of one on
// every core.
func BenchmarkKernelOnAllCores(b *testing.B) {
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			for b.Loop() {
				done := make(chan error)
				for range workers {
					go func() {
						p := &peer{}
						p.draw(256)
						k, years := model.NewKernel(), make([]model.Years, 256)
						var err error
						for range 8 {
							err = k.Run(p.members, p.plan, model.DefaultHorizon, years)
						}
						done <- err
					}()
				}
				for range workers {
					if err := <-done; err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.N*workers*8*256)/b.Elapsed().Seconds(), "runs/s")
		})
	}
}
