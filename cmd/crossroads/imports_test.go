// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
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

// engine are the packages that only what runs and measures imports: the solver, and
// whatever draws.
var engine = []string{"crossroads/model/ode", "crossroads/scenarios/stats/elementary"}

// TestCommandsNeverCompute holds the commands to asking: they call no run of the model
// and no run of an ensemble by themselves but what lies under scenarios, which takes a
// context or answers with all runs of a question.
func TestCommandsNeverCompute(t *testing.T) {
	calls := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		places := token.NewFileSet()
		f, err := parser.ParseFile(places, name, nil, 0)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			if imported, _ := strconv.Unquote(spec.Path.Value); slices.Contains(engine, imported) {
				t.Errorf("%s: imports %s (scenarios/runs does)", name, imported)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, is := n.(*ast.CallExpr)
			if !is {
				return true
			}
			of, is := call.Fun.(*ast.SelectorExpr)
			if !is {
				return true
			}
			calls++
			owner, _ := of.X.(*ast.Ident)
			switch {
			case of.Sel.Name == "RunBy", owner != nil && owner.Name == "model" && of.Sel.Name == "Run":
			case of.Sel.Name == "Run" && len(call.Args) == 2 && !isContext(call.Args[0]):
			default:
				return true
			}
			t.Errorf("%s: runs the model (ask scenarios/runs/batch, or an audit)", places.Position(call.Pos()))
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if calls < 1000 {
		t.Fatalf("%d calls looked at, want all of the commands", calls)
	}
}

// isContext reports whether an argument is a context, by its name.
func isContext(argument ast.Expr) bool {
	switch a := argument.(type) {
	case *ast.Ident:
		return a.Name == "ctx"
	case *ast.SelectorExpr:
		return a.Sel.Name == "ctx"
	case *ast.CallExpr:
		of, is := a.Fun.(*ast.SelectorExpr)
		return is && (of.Sel.Name == "Context" || of.Sel.Name == "Background")
	}
	return false
}

// prints reports whether a call or a value writes where people read.
func prints(n ast.Node) bool {
	s, is := n.(*ast.SelectorExpr)
	if !is {
		return false
	}
	pkg, is := s.X.(*ast.Ident)
	return is && (pkg.Name == "os" && (s.Sel.Name == "Stdout" || s.Sel.Name == "Stderr") || pkg.Name == "fmt" && strings.HasPrefix(s.Sel.Name, "Print"))
}

// computes reports whether a node calls the engine: a kernel or a batch of its own, or
// runs one after the other in a loop.
func computes(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		pkg, is := n.X.(*ast.Ident)
		return is && (pkg.Name == "model" && (n.Sel.Name == "Run" || n.Sel.Name == "NewKernel") || pkg.Name == "batch" && n.Sel.Name == "Batch")
	case *ast.ForStmt, *ast.RangeStmt:
		found := false
		ast.Inspect(n, func(inner ast.Node) bool {
			if call, is := inner.(*ast.CallExpr); is && len(call.Args) > 1 {
				s, is := call.Fun.(*ast.SelectorExpr)
				found = found || is && (s.Sel.Name == "Run" || s.Sel.Name == "RunBy")
			}
			return true
		})
		return found
	}
	return false
}

// TestModelAndAuditsNeverPrintAndCommandsNeverCompute holds that what computes writes
// nothing where people read, and that commands leave the engine to packages below. The
// answers to the page are a program of their own.
func TestModelAndAuditsNeverPrintAndCommandsNeverCompute(t *testing.T) {
	for folder, rule := range map[string]struct {
		broken func(ast.Node) bool
		words  string
	}{
		"model": {prints, "prints"}, "scenarios": {prints, "prints"}, "plots": {prints, "prints"}, "cmd/crossroads": {computes, "computes"},
	} {
		root := filepath.Join("../..", folder)
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || strings.Contains(filepath.ToSlash(name), "/web/") || strings.Contains(filepath.ToSlash(name), "/gen/") {
				return err
			}
			files := token.NewFileSet()
			f, err := parser.ParseFile(files, name, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if n != nil && rule.broken(n) {
					t.Errorf("%s: %s", files.Position(n.Pos()), rule.words)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
