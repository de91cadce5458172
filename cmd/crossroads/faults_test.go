package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// tried are command lines that take little time, one for each command that
// writes files or reads them.
var tried = []string{
	"compare kinetic --figures svg", "run kinetic", "ensemble kinetic --members 20 --figures none", "breakeven kinetic investment --members 20 --figures none --until 2028",
	"robustness kinetic investment --members 20 --figures none", "plot fork kinetic --figures svg", "describe levers", "explain suppression",
	"scenario list", "scenario show kinetic", "verify MADE", "version",
}

// A fault is something wrong with the system under a command.
type fault struct {
	name string
	set  func(t *testing.T, dir string, c *exec.Cmd) // changes the command or its folder
	// code is the exit code wanted of commands that write files; of the others, 0
	// is as good. -1 is any but a crash.
	code int
}

// toOut points a command at a folder for its files.
func toOut(c *exec.Cmd, out string) {
	for _, reader := range []string{"run", "describe", "explain", "scenario", "verify", "version"} {
		if c.Args[1] == reader {
			return
		}
	}
	c.Args = append(c.Args, "--out", out)
}

var faults = []fault{
	{"the folder is a file", func(t *testing.T, dir string, c *exec.Cmd) {
		write(t, filepath.Join(dir, "taken"))
		toOut(c, "taken")
	}, exitFailed},
	{"the folder lies inside a file", func(t *testing.T, dir string, c *exec.Cmd) {
		write(t, filepath.Join(dir, "taken"))
		toOut(c, "taken/out")
	}, exitFailed},
	{"the folder cannot be written", func(t *testing.T, dir string, c *exec.Cmd) {
		if _, err := os.Stat("/proc/self"); err != nil {
			t.Skip("no folder here refuses files")
		}
		toOut(c, "/proc/self")
	}, exitFailed},
	{"standard output is full", func(t *testing.T, dir string, c *exec.Cmd) {
		f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skip("no /dev/full here")
		}
		c.Stdout = f
		t.Cleanup(func() { f.Close() })
	}, exitFailed},
	{"standard output is closed", func(t *testing.T, dir string, c *exec.Cmd) {
		shell(t, c, `exec "$@" >&-`) // the Go runtime opens /dev/null in its place
	}, exitDone},
	{"standard error is closed", func(t *testing.T, dir string, c *exec.Cmd) { shell(t, c, `exec "$@" 2>&-`) }, exitDone},
	{"standard input is closed", func(t *testing.T, dir string, c *exec.Cmd) { shell(t, c, `exec "$@" <&-`) }, exitDone},
	{"there is no home folder", func(t *testing.T, dir string, c *exec.Cmd) { c.Env = []string{"PATH=" + os.Getenv("PATH")} }, exitDone},
	{"the terminal is dumb and narrow", func(t *testing.T, dir string, c *exec.Cmd) {
		c.Env = append(os.Environ(), "TERM=dumb", "COLUMNS=40", "NO_COLOR=1")
	}, exitDone},
	{"the locale and time zone are unusual", func(t *testing.T, dir string, c *exec.Cmd) {
		c.Env = append(os.Environ(), "LC_ALL=tr_TR.UTF-8", "LANG=de_DE", "TZ=Pacific/Kiritimati")
	}, exitDone},
	{"there is one processor", func(t *testing.T, dir string, c *exec.Cmd) { c.Env = append(os.Environ(), "GOMAXPROCS=1") }, exitDone},
	{"there are seven processors", func(t *testing.T, dir string, c *exec.Cmd) { c.Env = append(os.Environ(), "GOMAXPROCS=7") }, exitDone},
	{"few files may be open", func(t *testing.T, dir string, c *exec.Cmd) { shell(t, c, `ulimit -n 16; exec "$@"`) }, -1},
}

// shell runs a command through a shell script that ends in "$@".
func shell(t *testing.T, c *exec.Cmd, script string) {
	t.Helper()
	path, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell here")
	}
	// The program goes by its own name inside the test binary.
	named := filepath.Join(t.TempDir(), "crossroads")
	if err := os.Symlink(c.Path, named); err != nil {
		t.Skip(err)
	}
	c.Args = append([]string{path, "-c", script, "sh", named}, c.Args[1:]...)
	c.Path = path
}

func write(t *testing.T, name string) {
	t.Helper()
	if err := os.WriteFile(name, []byte("mine\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestFaults tries every command under every fault: earlier results stay whole,
// the message says what is wrong, the exit code is right, nothing is left over
// and nothing crashes.
func TestFaults(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the faults are those of other systems")
	}
	lines, kinds := tried, faults
	if !long {
		lines = tried[:2]
	}
	for _, line := range lines {
		for _, f := range kinds {
			t.Run(strings.Fields(line)[0]+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				dir := t.TempDir()
				c, words := program(t, dir, strings.Fields(line)...)
				if strings.Contains(line, "MADE") {
					made, words := program(t, dir, "compare", "kinetic", "--figures", "none", "--out", "MADE")
					if err := made.Run(); err != nil {
						t.Fatal(err, words)
					}
				}
				var printed bytes.Buffer
				c.Stdout = &printed
				f.set(t, dir, c)
				ctx, stop := context.WithTimeout(context.Background(), 5*time.Minute)
				defer stop()
				if err := c.Start(); err != nil {
					t.Fatal(err)
				}
				go func() { <-ctx.Done(); c.Process.Kill() }()
				c.Wait()
				code, said := c.ProcessState.ExitCode(), words.String()
				silent := strings.Contains(f.name, "closed") || strings.Contains(f.name, "full")
				writes := !strings.HasPrefix(f.name, "the folder") || len(c.Args) > 2 && c.Args[len(c.Args)-2] == "--out"
				switch {
				case f.code == -1 || !writes:
				case f.code == exitDone && code != exitDone, f.code != exitDone && code != f.code:
					t.Errorf("exit %d, want %d: %s", code, f.code, said)
				}
				if code != exitDone && said == "" && !silent {
					t.Error("fails without a word")
				}
				for _, crash := range []string{"panic:", "goroutine ", "runtime error"} {
					if strings.Contains(said+printed.String(), crash) {
						t.Errorf("crashes: %s", said)
					}
				}
				if text, err := os.ReadFile(filepath.Join(dir, "taken")); err == nil && string(text) != "mine\n" {
					t.Errorf("a file of somebody else became %q", text)
				}
				leftovers(t, dir)
			})
		}
	}
}

// leftovers fails if a draft stands anywhere below a folder.
func leftovers(t *testing.T, dir string) {
	t.Helper()
	filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(d.Name(), ".draft-") {
			t.Errorf("%s is left over", name)
		}
		return nil
	})
}

// TestSignalsLeaveEarlierResultsWhole stops commands at random moments, and ends
// some without warning: what lay there before is whole, and the next run sweeps.
func TestSignalsLeaveEarlierResultsWhole(t *testing.T) {
	dir := t.TempDir()
	args := []string{"compare", "kinetic", "investment", "--figures", "svg,png", "--out", "out"}
	first, words := program(t, dir, args...)
	if err := first.Run(); err != nil {
		t.Fatal(err, words)
	}
	kills := 6
	if long {
		kills = 100
	}
	for i := range kills {
		c, words := program(t, dir, args...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(i*37%300) * time.Millisecond)
		sent := []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGKILL}[i%3]
		c.Process.Signal(sent)
		c.Wait()
		if code := c.ProcessState.ExitCode(); sent != syscall.SIGKILL && code != exitDone && code != exitFailed && code != -1 {
			t.Errorf("%v: exit %d: %s", sent, code, words)
		}
		if code, said := asProgramIn(t, dir, "verify", "out"); code != exitDone {
			t.Fatalf("after %v: %s", sent, said)
		}
	}
	last, words := program(t, dir, args...)
	if err := last.Run(); err != nil {
		t.Fatal(err, words)
	}
	leftovers(t, dir)
}

// asProgramIn is asProgram in a folder.
func asProgramIn(t *testing.T, dir string, args ...string) (int, string) {
	t.Helper()
	c, words := program(t, dir, args...)
	c.Stdout = words
	if err := c.Run(); err != nil && c.ProcessState == nil {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), words.String()
}
