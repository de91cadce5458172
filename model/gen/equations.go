// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
)

// writeEquations writes the equations as texts and as functions.
func writeEquations(b *bytes.Buffer, s *System) {
	start := map[string]*Equation{}
	for _, function := range []string{"initial", "settle"} {
		for _, e := range s.Functions[function] {
			start[e.Field] = e
		}
	}
	row := map[string]*Equation{}
	for _, function := range []string{"rates", "auxiliaries", "flows"} {
		for _, e := range s.Functions[function] {
			row[e.Field] = e
		}
	}
	b.WriteString("// EquationTable holds one row per row of SeriesTable, in its order.\nvar EquationTable = []Equation{\n")
	i := 0
	for _, list := range [][]*Field{s.State, s.Auxiliaries, s.Flows} {
		for _, f := range list {
			fmt.Fprintf(b, "{\nSeries: &SeriesTable[%d], Symbol: %q,\n", i, texName(f.Name))
			i++
			if e := row[f.Name]; e != nil {
				fmt.Fprintf(b, "Text: %q,\nTeX: %q,\nat: func(s *Sample, p *Parameters) float64 { return %s },\n",
					In(plain, e.Value), In(tex, e.Value), sealed(fields, e.Value))
			} else {
				b.WriteString("Text: \"0\", TeX: \"0\",\nat: func(*Sample, *Parameters) float64 { return 0 },\n")
			}
			if e := start[f.Name]; e != nil {
				fmt.Fprintf(b, "Start: %q, StartTeX: %q, Settled: %v,\n", In(plain, e.Value), In(tex, e.Value), e.Function == "settle")
			}
			b.WriteString("},\n")
		}
	}
	b.WriteString("}\n")
}
