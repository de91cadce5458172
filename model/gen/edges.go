// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
)

// writeEdges writes the causal graph: which quantity acts on which, and how.
func writeEdges(b *bytes.Buffer, s *System) {
	domains := s.findDomains()
	settled := map[string]bool{}
	for _, e := range s.Functions["settle"] {
		settled[e.Field] = true
	}
	b.WriteString("// EdgeTable holds one row for every quantity that another reads, in the order of\n// the equations: those of the start first, then those of the run.\nvar EdgeTable = []Edge{\n")
	for _, f := range functionArguments {
		for _, e := range s.Functions[f.name] {
			if f.name == "initial" && settled[e.Field] {
				continue
			}
			seen := map[string]bool{}
			references(e.Value, func(r *Reference) {
				if seen[r.Field] {
					return
				}
				seen[r.Field] = true
				answer := responseOf(e.Value, r.Field, domains)
				effect := map[sign]string{positive: "+", negative: "−", zero: "0"}[answer.sign&^zero]
				if effect == "" {
					effect = "±"
				}
				fmt.Fprintf(b, "{%q, %q, %q, %q, %v},\n", Key(r.Field), Key(e.Field), effect, answer.condition, e.Target == 's')
			})
		}
	}
	b.WriteString("}\n")
}
