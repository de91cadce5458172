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

// peer is a C program of the same equations, written by this generator, with
// members for it to run.
type peer struct {
	program, file string
	plan          *model.Plan
	members       []model.Parameters
	years         []model.Years
}

// newPeer writes and compiles the C program with some flags and draws the
// members; without a compiler it skips.
func newPeer(t testing.TB, members int, flags ...string) *peer {
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
	p := &peer{program: filepath.Join(dir, "peer"), file: filepath.Join(dir, "members")}
	if said, err := exec.Command(compiler, append(flags, "-o", p.program, filepath.Join(dir, "peer.c"))...).CombinedOutput(); err != nil {
		t.Fatalf("gcc: %v\n%s", err, said)
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
	p.years = make([]model.Years, members)
}

// inC runs all members a number of times and returns the sum of their attacks
// and the processor's seconds for each form: as written, and arranged as the
// kernel is.
func (p *peer) inC(t testing.TB, times int) (sums, seconds [2]float64) {
	t.Helper()
	said, err := exec.Command(p.program, p.file, fmt.Sprint(len(p.plan.Months)), "1", fmt.Sprint(times)).Output()
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
	k := model.NewKernel()
	began := processorTime()
	for range times {
		if err := k.Run(p.members, p.plan, model.DefaultHorizon, p.years); err != nil {
			t.Fatal(err)
		}
	}
	seconds = (processorTime() - began).Seconds()
	for i := range p.years {
		sum += p.years[i][len(p.years[i])-1].TotalAttacks
	}
	return sum, seconds
}

func TestCPeerFindsTheSame(t *testing.T) {
	p := newPeer(t, 40, "-O1")
	want, _ := p.inGo(t, 1)
	sums, _ := p.inC(t, 1)
	for i, form := range []string{"as written", "arranged"} {
		if math.Abs(sums[i]-want) > 1e-9*want {
			t.Errorf("C %s: %.15g attacks over all members, the kernel %.15g", form, sums[i], want)
		}
	}
}

// BenchmarkKernelAgainstC runs the same members in C and in Go by turns and
// reports the median rates, in runs a second of one core.
func BenchmarkKernelAgainstC(b *testing.B) {
	const rounds, times = 9, 8
	p := newPeer(b, 512, "-O3", "-march=native")
	runs := float64(times * len(p.members))
	var rates [3][]float64
	var sums [2]float64
	var sum float64
	for b.Loop() {
		for i := range rates {
			rates[i] = nil
		}
		for range rounds {
			var seconds [2]float64
			var took float64
			sums, seconds = p.inC(b, times)
			sum, took = p.inGo(b, times)
			for i, s := range []float64{seconds[0], seconds[1], took} {
				rates[i] = append(rates[i], runs/s)
			}
		}
	}
	median := func(list []float64) float64 { slices.Sort(list); return list[len(list)/2] }
	written, arranged, kernel := median(rates[0]), median(rates[1]), median(rates[2])
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(written, "C_as_written_runs/s")
	b.ReportMetric(arranged, "C_arranged_runs/s")
	b.ReportMetric(kernel, "kernel_runs/s")
	b.ReportMetric(kernel/written, "kernel/C_as_written")
	b.ReportMetric(kernel/arranged, "kernel/C_arranged")
	b.Logf("attacks over all members: C as written %.12g, C arranged %.12g, kernel %.12g", sums[0], sums[1], sum)
	for i := range sums {
		if math.Abs(sums[i]-sum) > 1e-9*sum {
			b.Errorf("sum %d of C differs from the kernel's", i)
		}
	}
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
						k := model.NewKernel()
						var err error
						for range 8 {
							err = k.Run(p.members, p.plan, model.DefaultHorizon, p.years)
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
