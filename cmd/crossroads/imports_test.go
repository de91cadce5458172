// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// line is the order in which packages may import: each those to its left.
var line = []string{"model/ode", "model", "scenarios", "plots", "cmd"}

// homes are the packages that alone may import a module.
var homes = map[string]string{
	"go.yaml.in/yaml":              "scenarios",
	"gonum.org/v1/plot":            "plots",
	"github.com/spf13/cobra":       "cmd",
	"github.com/jedib0t/go-pretty": "cmd",
}

// sheets is the package through which the commands write comma-separated values,
// so that no field becomes a formula in a spreadsheet.
const sheets = "cmd/crossroads/internal/sink"

// pool is the package that does work on several processors at once.
const pool = "scenarios/stats/workers"

// place is the index in line of a package of this module, or -1 for a tool.
func place(pkg string) int {
	for i, l := range line {
		if pkg == l || (l != "model" && strings.HasPrefix(pkg, l+"/")) {
			return i
		}
	}
	return -1
}

func TestImportsPointOneWay(t *testing.T) {
	root := "../.."
	files := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		files++
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(relative))
		test := strings.HasSuffix(name, "_test.go")
		if text, err := os.ReadFile(name); err != nil {
			return err
		} else if !test && pkg != pool && bytes.Contains(text, []byte("runtime.GOMAXPROCS(")) {
			t.Errorf("%s: makes workers of its own (%s does)", relative, pool)
		}
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if own, ok := strings.CutPrefix(imported, "crossroads/"); ok {
				if statistics := "scenarios/stats/"; strings.HasPrefix(pkg, statistics) && !strings.HasPrefix(own, statistics) {
					t.Errorf("%s: imports %s (statistics know nothing of the model)", relative, own)
				}
				if from, to := place(pkg), place(own); from >= 0 && to > from {
					t.Errorf("%s: imports %s, which lies to its right (%s)", relative, own, strings.Join(line, " ← "))
				}
				continue
			}
			if third := strings.Contains(strings.Split(imported, "/")[0], "."); third && !test && strings.HasPrefix(pkg, "model") && imported != "golang.org/x/sys/cpu" {
				t.Errorf("%s: imports %s (model: the standard library, and what tells processors apart)", relative, imported)
			}
			if imported == "encoding/csv" && !test && strings.HasPrefix(pkg, "cmd/") && pkg != sheets {
				t.Errorf("%s: imports %s (in %s only)", relative, imported, sheets)
			}
			for module, home := range homes {
				if !test && strings.HasPrefix(imported, module) && !strings.HasPrefix(pkg, home) {
					t.Errorf("%s: imports %s (in %s only)", relative, imported, home)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files == 0 {
		t.Fatal("no Go files read")
	}
}
