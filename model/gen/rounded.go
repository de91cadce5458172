// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
)

// rounded is Go in which every product is rounded before it is added, so that no
// processor computes both at once and ends with other digits.
var rounded = &Notation{
	name:    func(r Reference) string { return string(r.Of) + "." + r.Field },
	literal: decimal, operator: spaced, open: "(", close: ")", product: "float64(",
}

// writeRounded writes the functions of equations.go with every product rounded.
func writeRounded(b *bytes.Buffer, s *System) {
	types := map[byte]string{'s': "s *State", 'l': "l *Levers", 'p': "p *Parameters", 'a': "a *Auxiliaries", 'f': "f *Flows", 'd': "d *State"}
	for _, f := range functionArguments {
		fmt.Fprintf(b, "// %sRounded is the function %s with every product rounded before it is added.\nfunc %sRounded(", f.name, f.name, f.name)
		for i, argument := range []byte(f.arguments) {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(types[argument])
		}
		b.WriteString(") {\n")
		for _, e := range s.Functions[f.name] {
			fmt.Fprintf(b, "%c.%s = %s\n", e.Target, e.Field, sealed(rounded, e.Value))
		}
		b.WriteString("}\n\n")
	}
}
