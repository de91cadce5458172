// SPDX-License-Identifier: Apache-2.0

package model

import (
	"crypto/sha256"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
)

// KernelVariable is the environment variable that forces a kernel.
const KernelVariable = "CROSSROADS_KERNEL"

// kernelNames are the kernels there are, the fastest first.
var kernelNames = []string{"avx512", "avx2", "scalar"}

var chosen, chosenErr = choose(os.Getenv(KernelVariable))

// instructionSets are those that this machine can run, the fastest first.
func instructionSets() []*instructionSet { return append(vectorSets(), scalar) }

// choose returns the kernel of that name, or the fastest if it is empty.
func choose(name string) (*instructionSet, error) {
	sets := instructionSets()
	if name == "" {
		return sets[0], nil
	}
	var names []string
	for _, s := range sets {
		if s.name == name {
			return s, nil
		}
		names = append(names, s.name)
	}
	if slices.Contains(kernelNames, name) {
		return sets[0], fmt.Errorf("%s: this machine cannot run the kernel %s (%s)", KernelVariable, name, strings.Join(names, ", "))
	}
	return sets[0], fmt.Errorf("%s: there is no kernel %q (%s)", KernelVariable, name, strings.Join(kernelNames, ", "))
}

// KernelName is the kernel in use: avx512, avx2 or scalar. It returns an error if
// KernelVariable names one that is unknown or that this machine cannot run.
func KernelName() (string, error) { return chosen.name, chosenErr }

// KernelDigits is a sum over all digits of a run of the kernel in use. Machines
// on which it is the same find the same numbers.
var KernelDigits = sync.OnceValue(func() string {
	h := DefaultHorizon
	plan := &Plan{Months: make([]Levers, h.Months())}
	for m := range plan.Months {
		for i := range LeverTable {
			row := &LeverTable[i]
			*row.Of(&plan.Months[m]) = row.Low + float64((row.High-row.Low)*float64(m)/float64(h.Months()))
		}
		plan.Months[m].AttackFactor = 1
	}
	years := make([]Years, 1)
	if err := NewKernel().Run([]Parameters{Central()}, plan, h, years); err != nil {
		return err.Error()
	}
	sum := sha256.New()
	for y := range years[0] {
		for _, v := range years[0][y].series() {
			fmt.Fprintln(sum, math.Float64bits(v))
		}
	}
	return fmt.Sprintf("%x", sum.Sum(nil)[:6])
})
