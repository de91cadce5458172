package scenarios

import (
	"os"
	"os/exec"
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
