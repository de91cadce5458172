package main

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"crossroads": main})
}

// TestScripts runs every session in testdata/script. The added command narrow
// fails if a line of a file or of stdout is wider than a printed table may be.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "../../testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"narrow": func(ts *testscript.TestScript, neg bool, args []string) {
				for i, line := range strings.Split(ts.ReadFile(args[0]), "\n") {
					if n := utf8.RuneCountInString(line); n > tableWidth {
						ts.Fatalf("line %d is %d wide (want at most %d): %s", i+1, n, tableWidth, line)
					}
				}
			},
		},
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}
