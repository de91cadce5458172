// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"crossroads/cmd/crossroads/web"
	"crossroads/scenarios"
)

// A trial is a command line tried under every fault. Words beginning with out are
// its folder, words beginning with mine its own files.
type trial struct {
	line  string
	quick bool // whether the plain tests try it
}

// trials has a line for every command that ends by itself; serve is tried apart.
var trials = []trial{
	{"compare mine.yaml --figures svg --until 2027 --out out", true},
	{"run mine.yaml --until 2030", true},
	{"explain mine.yaml.openness", true},
	{"scenario list", true},
	{"scenario show mine.yaml --resolved", true},
	{"scenario new out/new.yaml --force", true},
	{"scenario validate mine.yaml", true},
	{"scenario diff kinetic mine.yaml --until 2027", true},
	{"scenario schema path", true},
	{"scenario fmt mine.yaml", true},
	{"describe levers", true},
	{"describe evidence", true},
	{"plot fork mine.yaml --until 2028 --figures svg --out out", true},
	{"lesson --page=false --members 100 --out out", false},
	{"class merge mine-class --figures none --out out", true},
	{"class code kinetic", true},
	{"report mine.yaml --members 20 --until 2027 --out out", false},
	{"ensemble mine.yaml --members 20 --until 2027 --figures none --out out", true},
	{"ensemble cross mine.yaml --worlds central,backlash --members 12 --until 2027 --figures none --out out", false},
	{"ensemble merge mine-parts/0 mine-parts/1 --figures none --out out", false},
	{"calibrate --evidence mine.csv --members 500 --figures none --out out", false},
	{"calibrate backtest --members 500", false},
	{"evidence new out/new.csv --force", true},
	{"evidence validate mine.csv", true},
	{"evidence show mine.csv", true},
	{"breakeven mine.yaml investment --members 4 --points 5 --until 2027 --figures none --out out", false},
	{"sensitivity mine.yaml investment --samples 4 --until 2027 --figures none --out out", true},
	{"robustness mine.yaml investment --members 4 --until 2027 --figures none --out out", true},
	{"discover mine.yaml investment --members 100 --until 2027 --figures none --out out", false},
	{"study mine.yaml kinetic --members 10 --until 2036 --figures none --out out", true},
	{"debate mine.yaml kinetic --members 10 --until 2027 --out out", true},
	{"optimize --members 2 --seeds 1 --trials 50 --until 2027 --periods 2026 --figures none --out out", false},
	{"replay mine-made", false},
	{"verify mine-made", true},
	{"completion bash", true},
	{"version", true},
	{"help compare", true},
}

// carried adds the page to the trials where it is inside the program under test
// (go generate ./cmd/crossroads/web; go test -trimpath): elsewhere it is built by a
// compiler, which has faults of its own.
func carried(t *testing.T) []trial {
	info, _ := debug.ReadBuildInfo()
	trimmed := slices.ContainsFunc(info.Settings, func(s debug.BuildSetting) bool { return s.Key == "-trimpath" && s.Value == "true" })
	if !trimmed || !web.Inside(scenarios.ModelHash()) {
		t.Log("SKIPPED, LOUDLY: page, which is not inside this program (.ci/long faults tries it)")
		return trials
	}
	return append(slices.Clone(trials), trial{"page --out out", false})
}

// own are the files that trials read. The folders are made by running the program.
var own = map[string]string{
	"mine.yaml":           "doc: Mine.\nlevers:\n  openness: 0.7\n",
	"mine.csv":            "observes,year,value\nattacks,2022,300\nattacks,2023,400\nattacks,2024,500\nattacks,2025,700\n",
	"mine-class/one.yaml": "doc: One.\nlevers: {openness: 0.6}\n",
}

// A fault is something wrong with the system under a command.
type fault struct {
	name string
	// set changes the command or what lies in its folder, and reports whether the
	// fault can strike this command at all.
	set func(t *testing.T, c *exec.Cmd) bool
	// code is the exit code wanted. Where the fault is harmless to most commands,
	// mild also allows that the command is done.
	code   int
	mild   bool
	same   bool // whether the answer must be that of an undisturbed run
	silent bool // whether a failure may pass without a word, because there is nowhere to say it
}

// take replaces the words of a command that begin with one text.
func take(c *exec.Cmd, from, to string) (taken bool) {
	for i, word := range c.Args {
		if i > 0 && (word == from || strings.HasPrefix(word, from+"/") || strings.HasPrefix(word, from+".") || strings.HasPrefix(word, from+"-")) {
			c.Args[i], taken = to+strings.TrimPrefix(word, from), true
		}
	}
	return taken
}

// takeInput replaces the first file that a command reads.
func takeInput(c *exec.Cmd, to string) bool {
	for i, word := range c.Args {
		if i > 0 && strings.HasPrefix(word, "mine") {
			c.Args[i] = to
			return true
		}
	}
	return false
}

// with returns a fault that is set in the environment and harmless.
func with(name string, env ...string) fault {
	return fault{name: name, same: true, set: func(t *testing.T, c *exec.Cmd) bool {
		c.Env = append(os.Environ(), env...)
		return true
	}}
}

// through returns a fault that a shell sets before it becomes the command.
func through(name, script string) fault {
	return fault{name: name, set: func(t *testing.T, c *exec.Cmd) bool { shell(t, c, script); return true }}
}

// onDevice returns a fault of the file system under the folder of results: a small
// one is mounted there, with the earlier results on it. Mild: a small file may
// still find room.
func onDevice(name, spoil string, mild bool) fault {
	return fault{name: name, code: exitFailed, mild: mild, set: func(t *testing.T, c *exec.Cmd) bool {
		if !slices.ContainsFunc(c.Args, func(word string) bool { return word == "out" || strings.HasPrefix(word, "out/") }) {
			return false
		}
		path, err := exec.LookPath("unshare")
		if err != nil || exec.Command(path, "-m", "sh", "-c", "mount -t tmpfs none /mnt").Run() != nil {
			return false // nobody may mount here
		}
		shell(t, c, `cp -a out was && mount -t tmpfs -o size=4m none out && cp -a was/. out || exit 99
			`+spoil+`
			"$@"; code=$?
			rm -f out/ballast 2>/dev/null
			diff -r was out >&2 || echo DAMAGED >&2
			umount -l out; rm -rf was
			exit $code`)
		c.Args = append([]string{path, "-m"}, c.Args...)
		c.Path = path
		return true
	}}
}

// toFile points a stream of the command at a device or a pipe.
func toFile(t *testing.T, name string) *os.File {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

var faults = []fault{
	{name: "folder is a file", code: exitFailed, set: func(t *testing.T, c *exec.Cmd) bool { return take(c, "out", "taken") }},
	{name: "folder lies inside a file", code: exitFailed, set: func(t *testing.T, c *exec.Cmd) bool { return take(c, "out", "taken/out") }},
	{name: "folder cannot be written", code: exitFailed, set: func(t *testing.T, c *exec.Cmd) bool { return take(c, "out", "/proc/self") }},
	onDevice("disk is read-only", `mount -o remount,ro out`, false),
	onDevice("disk is full", `dd if=/dev/zero of=out/ballast bs=1k 2>/dev/null`, true),
	{name: "input is missing", code: exitFailed, set: func(t *testing.T, c *exec.Cmd) bool { return takeInput(c, "none.yaml") }},
	{name: "input is a folder", code: exitFailed, set: func(t *testing.T, c *exec.Cmd) bool { return takeInput(c, "folder.yaml") }},
	{name: "input is a pipe", code: exitFailed, set: func(t *testing.T, c *exec.Cmd) bool { return takeInput(c, "pipe.yaml") }},
	{name: "input is a device", code: exitFailed, set: func(t *testing.T, c *exec.Cmd) bool { return takeInput(c, "zero.yaml") }},
	{name: "input is cut short", code: exitFailed, set: func(t *testing.T, c *exec.Cmd) bool { return takeInput(c, "cut.yaml") }},
	{name: "stdout is full", code: exitFailed, mild: true, set: func(t *testing.T, c *exec.Cmd) bool { c.Stdout = toFile(t, "/dev/full"); return true }},
	{name: "stderr is full", set: func(t *testing.T, c *exec.Cmd) bool { c.Stderr = toFile(t, "/dev/full"); return true }},
	{name: "stdout is a broken pipe", code: -1, mild: true, silent: true, set: func(t *testing.T, c *exec.Cmd) bool {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		t.Cleanup(func() { w.Close() })
		c.Stdout = w
		return true
	}},
	through("stdout is closed", `exec "$@" >&-`), // the Go runtime opens /dev/null in its place
	through("stderr is closed", `exec "$@" 2>&-`),
	through("stdin is closed", `exec "$@" <&-`),
	{name: "no home folder", same: true, set: func(t *testing.T, c *exec.Cmd) bool { c.Env = []string{"PATH=" + os.Getenv("PATH")}; return true }},
	{name: "no temporary folder", code: exitFailed, mild: true, set: func(t *testing.T, c *exec.Cmd) bool {
		c.Env = append(os.Environ(), "TMPDIR=/proc/none")
		return true
	}},
	with("TERM=dumb", "TERM=dumb", "NO_COLOR=1"),
	with("COLUMNS=40", "COLUMNS=40"),
	with("odd locale", "LC_ALL=tr_TR.UTF-8", "LANG=de_DE"),
	with("odd time zone", "TZ=Pacific/Kiritimati"),
	with("one processor", "GOMAXPROCS=1"),
	with("seven processors", "GOMAXPROCS=7"),
	{name: "few open files", code: exitFailed, mild: true, set: func(t *testing.T, c *exec.Cmd) bool { shell(t, c, `ulimit -n 16; exec "$@"`); return true }},
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

// An undisturbed run of a trial.
type undisturbed struct {
	once    sync.Once
	folder  string            // what it read and wrote
	printed string            // on stdout
	files   map[string]string // below out
	took    time.Duration
}

// of runs the trial without a fault, once.
func (u *undisturbed) of(t *testing.T, line string, base string) {
	t.Helper()
	u.once.Do(func() {
		u.folder = filepath.Join(base, strings.ReplaceAll(line, "/", "_"))
		for name, text := range own {
			name = filepath.Join(u.folder, name)
			os.MkdirAll(filepath.Dir(name), 0o755)
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		for needed, lines := range map[string][]string{
			"mine-made":  {"compare kinetic --until 2027 --figures none --out mine-made"},
			"mine-parts": {"ensemble kinetic --members 12 --until 2027 --shard 0/2 --out mine-parts/0", "ensemble kinetic --members 12 --until 2027 --shard 1/2 --out mine-parts/1"},
		} {
			for _, before := range lines {
				if strings.Contains(line, needed) {
					if code, said := asProgramIn(t, u.folder, strings.Fields(before)...); code != exitDone {
						t.Fatalf("%s: %s", before, said)
					}
				}
			}
		}
		if strings.Contains(line, "out/") {
			os.Mkdir(filepath.Join(u.folder, "out"), 0o755)
		}
		c, words := program(t, u.folder, strings.Fields(line)...)
		var printed bytes.Buffer
		c.Stdout = &printed
		began := time.Now()
		if err := c.Run(); err != nil {
			t.Fatalf("%s: undisturbed, it fails: %v: %s", line, err, words)
		}
		u.took, u.printed, u.files = time.Since(began), printed.String(), filesBelow(t, filepath.Join(u.folder, "out"))
	})
}

// nameOf is the command of a line.
func nameOf(line string) string {
	words := strings.Fields(line)
	if slices.Contains([]string{"scenario", "describe", "class", "evidence", "ensemble", "calibrate", "plot"}, words[0]) && !strings.ContainsAny(words[1], ".-") {
		return words[0] + " " + words[1]
	}
	return words[0]
}

// filesBelow reads every file below a folder; there may be none.
func filesBelow(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
		}
		found[strings.TrimPrefix(name, dir)] = string(text)
		return nil
	})
	return found
}

// room is a folder with what a trial reads, its earlier results, and what faults
// put in the way.
func (u *undisturbed) room(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(u.folder)); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"taken": "mine\n", "cut.yaml": "doc: Mine.\nlevers: {open", "folder.yaml/x": ""} {
		name = filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(name), 0o755)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := exec.Command("mkfifo", filepath.Join(dir, "pipe.yaml")).Run(); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/dev/zero", filepath.Join(dir, "zero.yaml")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// checkWhole fails unless the results of a folder are those of an undisturbed run
// and nothing is left over.
func (u *undisturbed) checkWhole(t *testing.T, dir string) {
	t.Helper()
	if now := filesBelow(t, filepath.Join(dir, "out")); !maps.Equal(now, u.files) {
		t.Errorf("the results are not those that were there: %v", slices.Sorted(maps.Keys(now)))
	}
	if text, err := os.ReadFile(filepath.Join(dir, "taken")); err != nil || string(text) != "mine\n" {
		t.Errorf("a file of somebody else became %q, %v", text, err)
	}
	leftovers(t, dir)
}

// crashes fails if a text holds the traces of a crash.
func crashes(t *testing.T, text string) {
	t.Helper()
	for _, crash := range []string{"panic:", "goroutine ", "runtime error", "DAMAGED"} {
		if strings.Contains(text, crash) {
			t.Errorf("crashes: %s", text)
		}
	}
}

// TestFaults tries every command under every fault: earlier results stay whole,
// the message says what is wrong, the exit code is right, nothing is left over
// and nothing crashes. In the end it prints what happened as a table.
func TestFaults(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the faults are those of other systems")
	}
	base, trials := t.TempDir(), carried(t)
	baselines := make([]undisturbed, len(trials))
	var mutex sync.Mutex
	happened := map[string]map[string][]string{} // by fault, then by what happened
	t.Run("all", func(t *testing.T) {
		for i, try := range trials {
			for j, f := range faults {
				// The plain tests try each quick command under some faults, and each
				// fault on some commands.
				if !long && (!try.quick || (i+j)%9 != 0) {
					continue
				}
				command := nameOf(try.line)
				t.Run(command+"/"+f.name, func(t *testing.T) {
					t.Parallel()
					u := &baselines[i]
					u.of(t, try.line, base)
					if u.files == nil {
						t.Skip("the undisturbed run failed")
					}
					dir := u.room(t)
					result := attempt(t, u, dir, try.line, &f)
					mutex.Lock()
					defer mutex.Unlock()
					if happened[f.name] == nil {
						happened[f.name] = map[string][]string{}
					}
					happened[f.name][result] = append(happened[f.name][result], command)
				})
			}
		}
	})
	cells := 0
	for _, f := range faults {
		line := fmt.Sprintf("%-26s", f.name)
		for _, result := range slices.Sorted(maps.Keys(happened[f.name])) {
			list := happened[f.name][result]
			cells += len(list)
			line += fmt.Sprintf(" %s: %d", result, len(list))
			if len(list) <= 6 {
				slices.Sort(list)
				line += " (" + strings.Join(list, ", ") + ")"
			}
			line += ";"
		}
		t.Log(line)
	}
	t.Logf("%d commands, %d faults, %d cells", len(trials), len(faults), cells)
}

// attempt runs a trial under one fault and says what happened.
func attempt(t *testing.T, u *undisturbed, dir, line string, f *fault) string {
	t.Helper()
	c, words := program(t, dir, strings.Fields(line)...)
	var printed bytes.Buffer
	c.Stdout = &printed
	if !f.set(t, c) {
		return "does not apply"
	}
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Minute)
	defer stop()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { <-ctx.Done(); c.Process.Kill() }()
	c.Wait()
	code, said := c.ProcessState.ExitCode(), words.String()
	status, _ := c.ProcessState.Sys().(syscall.WaitStatus)
	result := fmt.Sprintf("exit %d", code)
	if status.Signaled() {
		result = status.Signal().String()
	}
	done := code == exitDone && (f.mild || f.code == exitDone)
	if !done && (code != f.code || status.Signaled() && status.Signal() != syscall.SIGPIPE) {
		t.Errorf("%s, want exit %d: %s", result, f.code, said)
	}
	if code != exitDone && said == "" && !f.silent {
		t.Error("fails without a word")
	}
	if f.same && printed.String() != u.printed && !strings.HasPrefix(f.name, "COLUMNS") {
		t.Error("answers otherwise than an undisturbed run")
	}
	crashes(t, said+printed.String())
	u.checkWhole(t, dir)
	return result
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

// TestSignals stops every command that writes files at random moments, and ends
// some without warning: what lay there before is whole, and the next run writes
// what an undisturbed one does and sweeps.
func TestSignals(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("signals are those of other systems")
	}
	base, trials := t.TempDir(), carried(t)
	times := 3
	if long {
		times = 30
	}
	for i, try := range trials {
		if !long && i != 0 || !strings.HasSuffix(try.line, "--out out") {
			continue
		}
		t.Run(nameOf(try.line), func(t *testing.T) {
			t.Parallel()
			var u undisturbed
			u.of(t, try.line, base)
			dir := u.room(t)
			random := rand.New(rand.NewPCG(uint64(i), 1))
			ends := map[string]int{}
			// optimize keeps what it found when it is asked to stop, so its folder then holds
			// other results, which are whole.
			keeps := strings.HasPrefix(try.line, "optimize ")
			whole := func() {
				if !keeps {
					u.checkWhole(t, dir)
				} else if code, said := asProgramIn(t, dir, "verify", "out"); code != exitDone {
					t.Errorf("verify: exit %d: %s", code, said)
				}
			}
			for n := range times {
				c, words := program(t, dir, strings.Fields(try.line)...)
				if err := c.Start(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Duration(random.Int64N(int64(u.took))))
				sent := []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGKILL}[n%3]
				c.Process.Signal(sent)
				c.Wait()
				code, said := c.ProcessState.ExitCode(), words.String()
				ends[fmt.Sprintf("%v %d", sent, code)]++
				crashes(t, said)
				if sent == syscall.SIGKILL && keeps {
					continue
				}
				if sent == syscall.SIGKILL {
					for name, text := range filesBelow(t, filepath.Join(dir, "out")) {
						if was, known := u.files[name]; known && text != was {
							t.Errorf("%s changed when its run was killed", name)
						}
					}
					continue
				}
				if code != exitDone && code != exitFailed && code != -1 { // -1: it had not begun to listen
					t.Errorf("%v: exit %d: %s", sent, code, said)
				}
				if code == exitFailed && said == "" {
					t.Errorf("%v: stops without a word", sent)
				}
				if n%3 != 2 && n < 2 {
					whole()
				}
			}
			last, words := program(t, dir, strings.Fields(try.line)...)
			if err := last.Run(); err != nil {
				t.Fatal(err, words)
			}
			u.checkWhole(t, dir)
			t.Log(ends)
		})
	}
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
