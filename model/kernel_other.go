// SPDX-License-Identifier: Apache-2.0

//go:build !amd64

package model

// vectorSets is empty: there is no vector kernel for this architecture.
func vectorSets() []*instructionSet { return nil }
