// SPDX-License-Identifier: Apache-2.0

package answers

import (
	"encoding/json"
	"testing"
)

// BenchmarkTwoHundredDraws answers what the page asks whenever a lever is let go:
// two paths under 200 draws. docs/performance.md has the result and the command
// that runs it in WebAssembly.
func BenchmarkTwoHundredDraws(b *testing.B) {
	text, err := json.Marshal(question{Ask: "draws", Paths: []pathAsked{{Name: "current-course"}, {Name: "kinetic"}}, World: worldAsked{Name: "central"}, Members: 200, Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if out := Answer(text); len(out) < 1000 {
			b.Fatal(string(out))
		}
	}
}
