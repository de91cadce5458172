// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// readers are programs of others that read tables: a command, and a line that
// reads the file FILE and fails unless column NAME has one of the types of KIND.
var readers = []struct {
	name    string
	command []string
	begin   string
	check   string
	types   map[string]string
}{
	{"R", []string{"Rscript", "-"}, "", "d <- read.csv(\"FILE\"); if (!all(is.na(d[[\"NAME\"]])) && !(class(d[[\"NAME\"]]) %in% c(KIND))) stop(\"FILE: NAME is \", class(d[[\"NAME\"]]))\n",
		map[string]string{"string": `"character"`, "number": `"numeric", "integer"`, "integer": `"integer", "numeric"`, "boolean": `"logical", "character"`}},
	{"pandas", []string{"/usr/bin/python3", "-"}, "import pandas\n", "d = pandas.read_csv('FILE', keep_default_na=False, na_values=['']); assert d['NAME'].isna().all() or d['NAME'].dtype.kind in 'KIND', 'FILE: NAME is %s' % d['NAME'].dtype\n",
		map[string]string{"string": "OTSU", "number": "fi", "integer": "if", "boolean": "bO"}},
}

// TestProgramsOfOthersReadEveryFileWithRightTypes reads the files of every command
// that writes tables.
func TestProgramsOfOthersReadEveryFileWithRightTypes(t *testing.T) {
	if !long {
		t.Skip("SKIPPED: starts other programs (CROSSROADS_LONG=1 runs it)")
	}
	room, given := t.TempDir(), prepared(t)
	for i, c := range converted {
		if c.audit {
			args := []string{"--out", filepath.Join(room, fmt.Sprint(i))}
			for _, word := range c.args {
				args = append(args, given.Replace(word))
			}
			say(t, args...)
		}
	}
	for i, c := range answering {
		if c.folder {
			say(t, append(strings.Fields(given.Replace(c.args)), "--out", filepath.Join(room, fmt.Sprint("a", i)))...)
		}
	}
	say(t, "calibrate", "--evidence", "essay", "--members", "1000", "--figures", "none", "--out", filepath.Join(room, "calibrate"))
	packages, err := filepath.Glob(filepath.Join(room, "*", "datapackage.json"))
	if err != nil || len(packages) < 10 {
		t.Fatalf("%d data packages, %v", len(packages), err)
	}
	for _, r := range readers {
		t.Run(r.name, func(t *testing.T) {
			if exec.Command(r.command[0], "-e", "1").Run() != nil && exec.Command(r.command[0], "-c", strings.TrimSpace(r.begin)).Run() != nil {
				t.Skipf("SKIPPED, LOUDLY: %s is not installed (Debian: r-base-core, python3-pandas)", r.name)
			}
			script, columns := r.begin, 0
			for _, name := range packages {
				var dictionary struct {
					Resources []struct {
						Path   string
						Schema struct{ Fields []struct{ Name, Type string } }
					}
				}
				readJSON(t, name, &dictionary)
				for _, file := range dictionary.Resources {
					for _, f := range file.Schema.Fields {
						if f.Name == "unit" {
							continue // a column of 1, the unit of pure numbers, is read as numbers
						}
						script += strings.NewReplacer("FILE", filepath.Join(filepath.Dir(name), file.Path), "NAME", f.Name, "KIND", r.types[f.Type]).Replace(r.check)
						columns++
					}
				}
			}
			c := exec.Command(r.command[0], r.command[1:]...)
			c.Stdin, c.Env = strings.NewReader(script), append(os.Environ(), "LC_ALL=C.UTF-8")
			if out, err := c.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%.2000s", err, out)
			}
			t.Logf("%d columns of %d folders have the types their dictionaries say", columns, len(packages))
		})
	}
}
