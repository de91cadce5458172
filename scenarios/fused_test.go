// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The equations as they are written may fuse: no number comes from them, but
// from the same equations with every product rounded (a test of package model
// compares the two).
var fusedHere = regexp.MustCompile(`\((\S*crossroads/\S*\.go:\d+)\)\s+V?FN?M(ADD|SUB)`)

// Where one processor computes a product and a sum at once and another does
// not, their results differ in the last digit.
func TestNoPackageThatMakesNumbersFusesProductsAndSums(t *testing.T) {
	if os.Getenv("CROSSROADS_LONG") == "" {
		t.Skip("SKIPPED: CROSSROADS_LONG is not set, so the packages are not compiled for other processors")
	}
	for _, target := range [][]string{{"GOARCH=arm64"}, {"GOARCH=amd64", "GOAMD64=v3"}} {
		build := exec.Command("go", "build", "-trimpath", "-gcflags=crossroads/...=-S", "crossroads/model/...", "crossroads/scenarios/...")
		build.Env = append(append(os.Environ(), "CGO_ENABLED=0"), target...)
		listing, err := build.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v", target, err)
		}
		if !strings.Contains(string(listing), "crossroads/model.middleStage") {
			t.Fatalf("%v: the listing does not hold the kernel", target)
		}
		seen, equations := map[string]bool{}, false
		for _, found := range fusedHere.FindAllStringSubmatch(string(listing), -1) {
			place := found[1]
			written := strings.Contains(place, "model/equations.go:")
			if !written && !seen[place] {
				t.Errorf("%v: %s fuses a product and a sum (float64 around the product)", target, place)
			}
			seen[place] = true
			equations = equations || written
		}
		if !equations {
			t.Errorf("%v: the equations as written fuse nothing, so that the search finds nothing", target)
		}
	}
}

// differing are the functions of package math whose last digit depends on the processor.
var differing = regexp.MustCompile(`\bmath\.(Exp2?|Expm1|Log(1p|2|10)?|Pow|Cbrt|Hypot|A?(Sin|Cos|Tan)h?|Atan2|Sincos|Gamma|Lgamma|Erfc?|Erf(c?inv)|J[01n]|Y[01n]|FMA)\(`)

func TestNumbersAreMadeWithoutFunctionsThatDifferBetweenProcessors(t *testing.T) {
	allowed := map[string]string{
		"runs/counts/told.go":  "rounds to two digits for people",
		"stats/draw/copula.go": "rounds the result to 40 binary digits",
	}
	seen := 0
	for _, root := range []string{".", "../model"} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "model/gen/") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			seen++
			for i, line := range strings.Split(string(text), "\n") {
				code, _, _ := strings.Cut(line, "//")
				if found := differing.FindString(code); found != "" && allowed[filepath.ToSlash(path)] == "" {
					t.Errorf("%s:%d: %s) has another last digit on another processor (package elementary)", path, i+1, found)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 100 {
		t.Errorf("only %d files were read", seen)
	}
}
