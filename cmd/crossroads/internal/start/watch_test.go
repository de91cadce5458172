// SPDX-License-Identifier: Apache-2.0

package start

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// screen gathers what a command prints while it runs.
type screen struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (s *screen) Write(b []byte) (int, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.text.Write(b)
}

// await waits until the screen shows a text as often as wanted.
func (s *screen) await(t *testing.T, text string, times int) {
	t.Helper()
	shown := func() string {
		s.mutex.Lock()
		defer s.mutex.Unlock()
		return s.text.String()
	}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(time.Millisecond) {
		synctest.Wait()
		if strings.Count(shown(), text) >= times {
			return
		}
	}
	t.Fatalf("no %q for the %d. time; the screen shows\n%s", text, times, shown())
}

// editors are the ways in which programs save a file.
var editors = []struct {
	name string
	save func(file, text string) error
}{
	{"in place", writeNow},
	{"by renaming", func(file, text string) error {
		if err := writeNow(file+".new", text); err != nil {
			return err
		}
		return os.Rename(file+".new", file)
	}},
	{"by setting the old one aside", func(file, text string) error {
		if err := os.Rename(file, file+"~"); err != nil {
			return err
		}
		time.Sleep(60 * time.Millisecond)
		return writeNow(file, text)
	}},
}

// writeNow writes a file with the time of the test's clock, later than what was
// written before.
func writeNow(file, text string) error {
	time.Sleep(time.Millisecond)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return err
	}
	return os.Chtimes(file, time.Now(), time.Now())
}

// watched is compare --watch of a file at work.
type watched struct {
	file, out      string
	stdout, stderr screen
	stop           func() // ends it without an error
}

// startWatch begins to watch a file that holds a path.
func startWatch(t *testing.T, more ...string) *watched {
	t.Helper()
	folder := t.TempDir()
	w := &watched{file: filepath.Join(folder, "mine.yaml"), out: filepath.Join(folder, "out")}
	w.save(t, 0, 0.3)
	ctx, cancel := context.WithCancel(context.Background())
	root := newRoot()
	root.SetArgs(append([]string{"compare", "--watch", w.file, "--out", w.out}, more...))
	root.SetOut(&w.stdout)
	root.SetErr(&w.stderr)
	ended := make(chan error, 1)
	go func() { ended <- root.ExecuteContext(ctx) }()
	w.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("stopped: %v, want no error", err)
		}
	})
	t.Cleanup(w.stop)
	w.stderr.await(t, "wrote to ", 1)
	return w
}

// save saves the path with a value of openness in one of the ways.
func (w *watched) save(t *testing.T, editor int, openness float64) {
	t.Helper()
	if err := editors[editor].save(w.file, fmt.Sprintf("doc: Mine.\nlevers: {openness: %v}\n", openness)); err != nil {
		t.Fatal(err)
	}
}

// lastSentence ends every table.
const lastSentence = " · until 2040"

// TestCompareWatchGoesOn holds that every way of saving gives one table within a
// tenth of a second besides what it takes to make it, that mistakes and a file
// taken away are said and waited out, that a file by way of extends is watched
// too, and that stopping is no failure and leaves no draft. It runs on a clock of
// its own, which stands still while anything is at work.
func TestCompareWatchGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := startWatch(t, "--figures", "none")
		for i, editor := range editors {
			w.save(t, i, 0.5+float64(i)/10)
			saved := time.Now()
			w.stdout.await(t, lastSentence, i+2)
			if took := time.Since(saved); took > 100*time.Millisecond {
				t.Errorf("saved %s: a table after %v, want one within 100 ms", editor.name, took)
			}
			w.stderr.await(t, "wrote to ", i+2)
		}
		w.save(t, 0, 3)
		w.stderr.await(t, "mine.yaml:2:20: lever openness = 3: is outside its range (0 to 1)", 1)
		w.stderr.await(t, "no new table; the last one is of ", 1)
		if err := os.Remove(w.file); err != nil {
			t.Fatal(err)
		}
		w.stderr.await(t, "file not found", 1)
		base := filepath.Join(filepath.Dir(w.file), "base.yaml")
		write := func(name, text string) {
			if err := writeNow(name, text); err != nil {
				t.Fatal(err)
			}
		}
		write(w.file, "doc: Mine.\nextends: base.yaml\n")
		w.stderr.await(t, "extends: base.yaml cannot be read", 1)
		write(base, "doc: Base.\nlevers: {dialogue: 0.1}\n")
		w.stdout.await(t, lastSentence, len(editors)+2)
		write(base, "doc: Base.\nlevers: {dialogue: 0.7}\n")
		w.stdout.await(t, lastSentence, len(editors)+3)
		w.stop()
		if n := strings.Count(w.stdout.text.String(), lastSentence); n != len(editors)+3 {
			t.Errorf("%d tables, want %d: one at first, one for each save without mistakes", n, len(editors)+3)
		}
		if drafts, err := filepath.Glob(filepath.Join(w.out, ".draft-*")); err != nil || len(drafts) > 0 {
			t.Errorf("left behind: %v %v", drafts, err)
		}
	})
}
