// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"
)

func decimal(l Literal) string     { return fmt.Sprint(int(l)) }
func spaced(o byte) string         { return " " + string(o) + " " }
func tableName(r Reference) string { return Key(r.Field) }

// plain is the notation a reader of tables knows; XMILE reads it, too.
var plain = &Notation{name: tableName, literal: decimal, operator: spaced, open: "(", close: ")"}

// fields is Go, where a sample holds everything but the parameters and every
// product is rounded before it is added.
var fields = &Notation{
	name: func(r Reference) string {
		if r.Of == 'p' {
			return "p." + r.Field
		}
		return "s." + r.Field
	},
	literal: decimal, operator: spaced, open: "(", close: ")", product: "float64(",
}

// tex is LaTeX in mathematical mode.
var tex = &Notation{
	name:    func(r Reference) string { return texName(r.Field) },
	literal: decimal,
	operator: func(o byte) string {
		if o == '*' {
			return ` \cdot `
		}
		return spaced(o)
	},
	open: `\left(`, close: `\right)`,
	fraction: func(left, right string) string { return `\frac{` + left + "}{" + right + "}" },
}

// texName is a table name in upright letters.
func texName(field string) string {
	return `\mathrm{` + strings.ReplaceAll(Key(field), "_", `\_`) + "}"
}
