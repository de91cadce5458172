// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"strings"
)

// writeSeries writes the table of every stock, auxiliary and flow.
func writeSeries(b *bytes.Buffer, s *System) {
	docs := map[string]string{}
	for _, function := range []string{"auxiliaries", "flows"} {
		for _, e := range s.Functions[function] {
			docs[e.Field] = e.Doc
		}
	}
	b.WriteString("// SeriesTable holds one row per stock, running total, auxiliary and flow, in the\n// order of equations.go.\nvar SeriesTable = []Series{\n")
	rows := func(fields []*Field, kind string) {
		for _, f := range fields {
			doc, of := f.Doc, kind
			if doc == "" {
				doc = docs[f.Name]
			}
			if f.isTotal() {
				of = "Total"
			}
			doc = sentence(doc)
			fmt.Fprintf(b, "{Quantity{%q, %q, %q, %q}, %s, func(s *Sample) *float64 { return &s.%s }},\n",
				Key(f.Name), Label(f.Name), f.Unit, doc, of, f.Name)
		}
	}
	rows(s.State, "Stock")
	rows(s.Auxiliaries, "Auxiliary")
	rows(s.Flows, "Flow")
	b.WriteString("}\n")
}

// writeVector writes the passage between State and the vector the integrator
// works on.
func writeVector(b *bytes.Buffer, s *System) {
	fmt.Fprintf(b, "// stateSize is the number of stocks and running totals.\nconst stateSize = %d\n\n", len(s.State))
	b.WriteString("// load sets s from the vector y.\nfunc (s *State) load(y []float64) {\n_ = y[stateSize-1]\n")
	for i, f := range s.State {
		fmt.Fprintf(b, "s.%s = y[%d]\n", f.Name, i)
	}
	b.WriteString("}\n\n// store writes s to the vector y.\nfunc (s *State) store(y []float64) {\n_ = y[stateSize-1]\n")
	for i, f := range s.State {
		fmt.Fprintf(b, "y[%d] = s.%s\n", i, f.Name)
	}
	b.WriteString("}\n")
}

// sentence makes words a sentence.
func sentence(words string) string {
	first, rest := words[:1], words[1:]
	if !strings.HasSuffix(rest, ".") {
		rest += "."
	}
	return strings.ToUpper(first) + rest
}
