package model

import (
	"fmt"
	"os"
	"slices"
	"strings"
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
