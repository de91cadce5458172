// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The most lines that a file written by hand and all those of a package may have,
// without tests.
const (
	longestFile    = 500
	largestPackage = 5000
)

// rowFiles hold tables with one row per quantity, which stay in one place however
// many rows there are.
var rowFiles = map[string]bool{"model/parameters.go": true}

func TestFilesAndPackagesStaySmallEnoughToRead(t *testing.T) {
	root, packages := "../..", map[string]int{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if bytes.Contains(text[:min(len(text), 400)], []byte("Code generated")) {
			return nil
		}
		file, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		lines := bytes.Count(text, []byte("\n"))
		packages[filepath.Dir(file)] += lines
		if lines > longestFile && !rowFiles[filepath.ToSlash(file)] {
			t.Errorf("%s has %d lines; split it by what it holds (%d or fewer)", file, lines, longestFile)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg, lines := range packages {
		if lines > largestPackage {
			t.Errorf("%s has %d lines; split it by what it holds (%d or fewer)", pkg, lines, largestPackage)
		}
	}
	if len(packages) < 40 {
		t.Errorf("only %d packages read", len(packages))
	}
}
