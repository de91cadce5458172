// SPDX-License-Identifier: Apache-2.0

package model

import (
	"crypto/sha256"
	_ "embed"
	"fmt"
	"io"
	"strings"
)

//go:embed equations.go
var equationsSource string

// Hash identifies the model: the first twelve hexadecimal digits of the SHA-256
// of the equations, the tables and the text of the history. It is the same on
// every platform and changes with any of the three.
func Hash(history string) string {
	sum := sha256.New()
	lines := strings.NewReplacer("\r\n", "\n") // a checkout may end its lines otherwise
	lines.WriteString(sum, equationsSource[strings.Index(equationsSource, "package model"):])
	printTables(sum)
	lines.WriteString(sum, history)
	return fmt.Sprintf("%x", sum.Sum(nil)[:6])
}

// printTables writes every row, with what it means and the numbers it holds.
func printTables(w io.Writer) {
	for i := range LeverTable {
		l := &LeverTable[i]
		fmt.Fprintln(w, "lever", l.Quantity, l.Actor, l.Low, l.Today, l.High, l.Source)
	}
	for i := range ParameterTable {
		p := &ParameterTable[i]
		fmt.Fprintln(w, "parameter", p.Quantity, p.Low, p.Documented, p.Central, p.High, p.Kind, p.Confidence, p.Dimension, p.Source, p.Because)
		if p.Literature != nil {
			fmt.Fprintln(w, "literature", *p.Literature)
		}
	}
	for i := range SeriesTable {
		s := &SeriesTable[i]
		fmt.Fprintln(w, s.Kind, s.Quantity)
	}
	for i := range OutcomeTable {
		o := &OutcomeTable[i]
		fmt.Fprintln(w, "outcome", o.Quantity, o.Span, o.Payer, o.Parts)
	}
}
