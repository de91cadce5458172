// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain switches off the garbage collector of the programs under test, unless they
// grow: they are short, and there are hundreds of them.
func TestMain(m *testing.M) {
	os.Unsetenv("COLUMNS") // answers are compared at the usual width
	os.Setenv("GOGC", "off")
	os.Setenv("GOMEMLIMIT", "512MiB")
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(1 << 30)
	testscript.Main(m, map[string]func(){"crossroads": main})
}

// TestScripts runs every session in testdata/script. The added command narrow
// fails if a line of a file or of stdout is wider than a printed table may be;
// unseal takes the checksum out of a manifest, as an older version
// wrote it; edit replaces a text wherever a file has it, and fails where it does not. What
// stands behind the condition slow runs with CROSSROADS_LONG=1 only.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "../../testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"narrow": func(ts *testscript.TestScript, neg bool, args []string) {
				for i, line := range strings.Split(ts.ReadFile(args[0]), "\n") {
					if n := utf8.RuneCountInString(line); n > 100 {
						ts.Fatalf("line %d is %d wide (want at most %d): %s", i+1, n, 100, line)
					}
				}
			},
			"unseal": func(ts *testscript.TestScript, neg bool, args []string) {
				checksum := regexp.MustCompile(`,\n  "checksum": "[0-9a-f]*"`)
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(checksum.ReplaceAllString(ts.ReadFile(args[0]), "")), 0o644))
			},
			"edit": func(ts *testscript.TestScript, neg bool, args []string) {
				text, file := ts.ReadFile(args[0]), ts.MkAbs(args[0])
				if !strings.Contains(text, args[1]) {
					ts.Fatalf("%s does not hold %q", args[0], args[1])
				}
				ts.Check(os.WriteFile(file, []byte(strings.ReplaceAll(text, args[1], args[2])), 0o644))
			},
		},
		Condition: func(name string) (bool, error) {
			if name != "slow" {
				return false, fmt.Errorf("condition %q: is unknown (slow)", name)
			}
			return long, nil
		},
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}
