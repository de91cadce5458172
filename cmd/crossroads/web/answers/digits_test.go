// SPDX-License-Identifier: Apache-2.0

package answers

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"crossroads/scenarios"
)

// digitsOf are a line for each of some questions: a sum over all digits of the answer.
func digitsOf(t *testing.T) []string {
	t.Helper()
	var paths []pathAsked
	for _, name := range scenarios.BuiltinNames() {
		paths = append(paths, pathAsked{Name: name})
	}
	var list []string
	for _, world := range scenarios.WorldNames() {
		for _, q := range []question{
			{Ask: "run", Paths: paths, World: worldAsked{Name: world}},
			{Ask: "levers", Paths: paths, World: worldAsked{Name: world}},
			{Ask: "draws", Paths: paths[:3], World: worldAsked{Name: world}, Members: 48, Seed: 1},
			{Ask: "effects", Paths: paths[:2], World: worldAsked{Name: world}, Outcome: "deaths_all"},
			{Ask: "worlds", Paths: paths[:2], World: worldAsked{Name: world}, Outcome: "deaths_all"},
			{Ask: "sweep", Paths: paths[:2], World: worldAsked{Name: world}, Outcome: "deaths_all", Axes: []string{"exit", "revenge"}, Cells: 5},
		} {
			text, err := json.Marshal(q)
			if err != nil {
				t.Fatal(err)
			}
			out := Answer(text)
			if strings.HasPrefix(string(out), `{"error"`) {
				t.Fatalf("%s in %s: %s", q.Ask, world, out)
			}
			list = append(list, fmt.Sprintf("sum %s %s %x", q.Ask, world, sha256.Sum256(out)))
		}
	}
	return list
}

// TestThePageFindsTheDigitsOfTheCommandLine runs itself again as WebAssembly, as the page does.
func TestThePageFindsTheDigitsOfTheCommandLine(t *testing.T) {
	if runtime.GOARCH == "wasm" {
		fmt.Println(strings.Join(digitsOf(t), "\n"))
		return
	}
	if os.Getenv("CROSSROADS_LONG") == "" {
		t.Skip("compiles to WebAssembly; CROSSROADS_LONG=1 runs it")
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("SKIPPED: no node in PATH, so the page's digits are not compared")
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	run := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "go_js_wasm_exec")
	c := exec.Command("go", "test", "-count=1", "-v", "-run", "^"+t.Name()+"$", "-exec", run, ".")
	// Node takes only a small environment.
	for _, name := range []string{"PATH", "HOME", "GOCACHE", "GOMODCACHE", "GOPATH", "GOPROXY", "GOFLAGS", "GOTOOLCHAIN", "TMPDIR"} {
		if value, set := os.LookupEnv(name); set {
			c.Env = append(c.Env, name+"="+value)
		}
	}
	c.Env = append(c.Env, "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got, want := regexp.MustCompile(`(?m)^sum .*$`).FindAllString(string(out), -1), digitsOf(t)
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("as WebAssembly the answers are\n%s\nhere\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
