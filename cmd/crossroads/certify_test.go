// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// certifiable writes a comparison to a folder and returns it with its files.
func certifiable(t *testing.T) (folder string, files []string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "out")
	if code, said := asProgram(t, "compare", "kinetic", "--figures", "svg", "--out", folder); code != exitDone {
		t.Fatal(said)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		files = append(files, filepath.Join(folder, e.Name()))
	}
	return folder, files
}

// silently runs a command line and returns its exit code and its words.
func silently(args ...string) (int, string) {
	var stdout, stderr bytes.Buffer
	code := run(args, &stdout, &stderr)
	return code, stdout.String() + stderr.String()
}

// change alters a text at random: a byte, a few bytes more or fewer, or its end.
func change(random *rand.Rand, text []byte) []byte {
	at := random.IntN(len(text))
	switch random.IntN(5) {
	case 0:
		return slices.Delete(slices.Clone(text), at, min(at+1+random.IntN(4), len(text)))
	case 1:
		return slices.Insert(slices.Clone(text), at, byte(random.IntN(256)))
	case 2:
		return text[:at]
	}
	changed := slices.Clone(text)
	changed[at] ^= byte(1 + random.IntN(255))
	return changed
}

func TestVerifyCatches200RandomChanges(t *testing.T) {
	folder, files := certifiable(t)
	if code, said := silently("verify", folder); code != exitDone {
		t.Fatalf("untouched: exit %d: %s", code, said)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 200 {
		file := files[i%len(files)]
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, change(random, text), 0o644); err != nil {
			t.Fatal(err)
		}
		if code, said := silently("verify", folder); code == exitDone {
			t.Errorf("change %d, of %s, was certified: %s", i, filepath.Base(file), said)
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A mutated manifest is never certified by running it again either.
func TestReplayCatchesRandomChanges(t *testing.T) {
	changes := 6
	if long {
		changes = 200
	}
	folder, files := certifiable(t)
	random := rand.New(rand.NewPCG(3, 4))
	for i := range changes {
		file := files[i%len(files)]
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, change(random, text), 0o644); err != nil {
			t.Fatal(err)
		}
		if code, said := asProgram(t, "replay", folder, "--max-runs", "1000"); code == exitDone {
			t.Errorf("change %d, of %s, was certified: %s", i, filepath.Base(file), said)
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if code, said := asProgram(t, "replay", folder); code != exitDone {
		t.Errorf("untouched: exit %d: %s", code, said)
	}
}

func TestFilesWithOddNamesReplay(t *testing.T) {
	dir := t.TempDir()
	for i, name := range []string{
		"-rf.yaml", "a b'c\"d.yaml", "ends.yml", "\xff\xfe.yaml", strings.Repeat("n", 250) + ".yaml", "=1+1.yaml", "line\nbreak.yaml",
	} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte("doc: Odd.\nlevers:\n  openness: 0.7\n"), 0o644); err != nil {
			t.Logf("%q: not a name here: %v", name, err)
			continue
		}
		out := filepath.Join(dir, fmt.Sprint("out", i))
		if code, said := asProgram(t, "compare", "kinetic", file, "--figures", "svg", "--out", out); code != exitDone {
			t.Errorf("%q: exit %d: %s", name, code, said)
			continue
		}
		os.Remove(file)
		if code, said := asProgram(t, "replay", out); code != exitDone {
			t.Errorf("%q: replay exits with %d: %s", name, code, said)
		}
	}
}

// asProgram runs the program in a process of its own and returns its exit code
// and its words.
func asProgram(t *testing.T, args ...string) (int, string) {
	t.Helper()
	return asProgramIn(t, t.TempDir(), args...)
}

// TestReplayStopsWhenTold stops a long replay by every signal: it runs in the same
// process, so that nothing goes on behind it, and what it keeps in the temporary
// folder is gone, after a kill with the next replay.
func TestReplayStopsWhenTold(t *testing.T) {
	dir, temporary := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	if code, said := asProgramIn(t, dir, "ensemble", "kinetic", "--members", "1000", "--until", "2026", "--figures", "none", "--out", "out"); code != exitDone {
		t.Fatal(said)
	}
	kept := func() int {
		entries, err := os.ReadDir(temporary)
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	for _, sent := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGKILL} {
		before := kept()
		c, words := program(t, dir, "replay", "out")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		for range 2000 { // until it has begun
			if kept() > before {
				break
			}
			time.Sleep(time.Millisecond)
		}
		c.Process.Signal(sent)
		c.Wait()
		if code := c.ProcessState.ExitCode(); sent != syscall.SIGKILL && code != exitFailed && code != exitDone {
			t.Errorf("%v: exit %d: %s", sent, code, words)
		}
		if n := kept(); sent != syscall.SIGKILL && n > 0 {
			t.Errorf("%v leaves %d files in the temporary folder", sent, n)
		}
	}
	if code, said := asProgramIn(t, dir, "replay", "out"); code != exitDone {
		t.Error(said)
	}
	if n := kept(); n > 0 {
		t.Errorf("a replay leaves %d files in the temporary folder", n)
	}
}
