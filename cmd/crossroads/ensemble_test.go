// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// long reports whether tests may take minutes.
var long = os.Getenv("CROSSROADS_LONG") != ""

// program is the program itself, to be run with the arguments given.
func program(t *testing.T, dir string, args ...string) (c *exec.Cmd, words *bytes.Buffer) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("processes are not stopped by signals here")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	words = new(bytes.Buffer)
	c = &exec.Cmd{Path: self, Args: append([]string{"crossroads"}, args...), Dir: dir, Stderr: words}
	return c, words
}

// interrupted is an ensemble long enough to be stopped in the middle.
var interrupted = []string{"ensemble", "kinetic", "--members", "3000", "--until", "2026", "--figures", "none", "--save-every", "1ms"}

func init() {
	if long {
		interrupted[3], interrupted[5] = "12000", "2030"
	}
}

// readFile reads a file by the parts of its name.
func readFile(t *testing.T, parts ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// ensembleTable is the finished table of the ensemble in a folder.
func ensembleTable(t *testing.T, dir string) string {
	t.Helper()
	return readFile(t, dir, "out", "ensemble", "ensemble.csv")
}

func TestAKilledRunGoesOnToTheSameResult(t *testing.T) {
	whole, dir := t.TempDir(), t.TempDir()
	c, words := program(t, whole, interrupted...)
	began := time.Now()
	if err := c.Run(); err != nil {
		t.Fatal(err, words)
	}
	took := time.Since(began)
	kills, kept := 2, 0
	if long {
		kills = 50
		if n, err := strconv.Atoi(os.Getenv("CROSSROADS_KILLS")); err == nil {
			kills = n
		}
	}
	rng := rand.New(rand.NewPCG(uint64(began.UnixNano()), 1))
	for killed := 0; killed < kills; {
		c, words := program(t, dir, append(interrupted, "--resume")...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(rng.Int64N(int64(took))), func() { c.Process.Kill() })
		err := c.Wait()
		if strings.Contains(words.String(), "members are done") {
			kept++
		}
		if strings.Contains(words.String(), "damaged") {
			t.Fatalf("a kill left a damaged state: %s", words)
		}
		if err == nil { // it came to its end before it was killed
			if ensembleTable(t, dir) != ensembleTable(t, whole) {
				t.Fatal("a run that was killed and went on ends otherwise than one that was not")
			}
			if err := os.RemoveAll(filepath.Join(dir, "out")); err != nil {
				t.Fatal(err)
			}
			continue
		}
		killed++
	}
	c, words = program(t, dir, append(interrupted, "--resume")...)
	if err := c.Run(); err != nil {
		t.Fatal(err, words)
	}
	if ensembleTable(t, dir) != ensembleTable(t, whole) || readFile(t, dir, "out", "ensemble", "manifest.json") != readFile(t, whole, "out", "ensemble", "manifest.json") {
		t.Fatal("a run that was killed and went on ends otherwise than one that was not")
	}
	t.Logf("killed %d times, went on from what was kept %d times", kills, kept)
}

func TestAnInterruptKeepsWhatIsDone(t *testing.T) {
	dir := t.TempDir()
	members := append([]string(nil), interrupted...)
	members[3] = "2000000"
	c, words := program(t, dir, members...)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	state := filepath.Join(dir, "out", "ensemble", "ensemble.state")
	for begun := time.Now(); time.Since(begun) < 20*time.Second; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(state); err == nil {
			break
		}
	}
	if err := c.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	asked := time.Now()
	err := c.Wait()
	t.Logf("stopped after %v", time.Since(asked))
	if long && time.Since(asked) > time.Second {
		t.Errorf("stopped after %v, want within a second", time.Since(asked))
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitFailed || !strings.Contains(words.String(), "of 2000000 members are kept in out") {
		t.Errorf("%v: %s; want exit %d and a word on what is kept", err, words, exitFailed)
	}
}

func TestWhatCannotBeKeptIsSaidAndTheRunGoesOn(t *testing.T) {
	dir := t.TempDir()
	// A folder where the state would be written, as when a disk takes no more files.
	if err := os.MkdirAll(filepath.Join(dir, "out", "ensemble", ".ensemble.state.draft"), 0o755); err != nil {
		t.Fatal(err)
	}
	c, words := program(t, dir, interrupted...)
	if err := c.Run(); err != nil {
		t.Fatal(err, words)
	}
	if n := strings.Count(words.String(), "the run goes on"); n != 1 {
		t.Errorf("said %d times that nothing can be kept, want once: %s", n, words)
	}
	ensembleTable(t, dir)
}

func TestADamagedStateIsReportedAndRunAgain(t *testing.T) {
	dir := t.TempDir()
	few := []string{"ensemble", "kinetic", "--members", "200", "--until", "2027", "--figures", "none"}
	c, words := program(t, dir, append(few, "--shard", "0/1")...)
	if err := c.Run(); err != nil {
		t.Fatal(err, words)
	}
	state := filepath.Join(dir, "out", "ensemble", "ensemble.state")
	text, err := os.ReadFile(state)
	if err != nil {
		t.Fatal(err)
	}
	text[len(text)/2] ^= 1
	if err := os.WriteFile(state, text, 0o644); err != nil {
		t.Fatal(err)
	}
	c, words = program(t, dir, append(few, "--resume")...)
	if err := c.Run(); err != nil {
		t.Fatal(err, words)
	}
	if !strings.Contains(words.String(), "is damaged: its checksum does not fit; all members are run again") {
		t.Errorf("%s; want a word on the damage", words)
	}
	resumed := ensembleTable(t, dir)
	c, words = program(t, dir, few...)
	if err := c.Run(); err != nil {
		t.Fatal(err, words)
	}
	if ensembleTable(t, dir) != resumed {
		t.Error("a run that began anew after damage ends otherwise than another")
	}
}

// TestAFullDiskCostsNothingThatWasKept needs the right to mount a small disk: one
// that holds what is kept of the first block, and hardly more.
func TestAFullDiskCostsNothingThatWasKept(t *testing.T) {
	if !long {
		t.Skip("CROSSROADS_LONG is not set")
	}
	ask := []string{"ensemble", "kinetic", "--members", "3000", "--until", "2026", "--figures", "none", "--save-every", "1ms"}
	whole, dir := t.TempDir(), t.TempDir()
	for _, args := range [][]string{append(ask, "--shard", "0/3"), ask} {
		c, words := program(t, whole, args...)
		if err := c.Run(); err != nil {
			t.Fatal(err, words)
		}
		if args[len(args)-1] != "0/3" {
			continue
		}
		kept, err := os.Stat(filepath.Join(whole, "out", "ensemble", "ensemble.state"))
		if err != nil {
			t.Fatal(err)
		}
		if err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%d", kept.Size()/4), "tmpfs", dir).Run(); err != nil {
			t.Skipf("SKIPPED: no small disk can be mounted here: %v", err)
		}
		defer exec.Command("umount", dir).Run()
	}
	c, words := program(t, dir, ask...)
	err := c.Run()
	if !strings.Contains(words.String(), "no space left on device; the run goes on") {
		t.Fatalf("%v: %s; want that the disk is full", err, words)
	}
	if err == nil { // the results still fitted beside the blocks kept
		if ensembleTable(t, dir) != ensembleTable(t, whole) {
			t.Error("a run on a disk too small for its blocks ends otherwise than another")
		}
		return
	}
	if err := exec.Command("mount", "-o", "remount,size=100m", dir).Run(); err != nil {
		t.Fatal(err)
	}
	c, words = program(t, dir, append(ask, "--resume")...)
	if err := c.Run(); err != nil {
		t.Fatal(err, words)
	}
	if !regexp.MustCompile(`\b[1-9]\d* of 3000 members are done`).MatchString(words.String()) {
		t.Errorf("%s; want some blocks kept", words)
	}
	if ensembleTable(t, dir) != ensembleTable(t, whole) {
		t.Error("a run on a disk that was full for a while ends otherwise than another")
	}
}
