// SPDX-License-Identifier: Apache-2.0

package calibrate

import (
	"testing"

	"crossroads/model"
)

// BenchmarkAnswer is the fit that calibrate makes at its defaults: 200,000 draws of
// the recommended counts.
func BenchmarkAnswer(b *testing.B) {
	for b.Loop() {
		q := Question{Ledger: model.EvidenceTable, Set: "recommended", Members: 200_000, Seed: 1}
		if _, err := q.Answer(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCentre is the search for the central values.
func BenchmarkCentre(b *testing.B) {
	for b.Loop() {
		if _, err := shippedFrom.Centre(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
