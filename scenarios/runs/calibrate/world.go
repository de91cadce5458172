// SPDX-License-Identifier: Apache-2.0

package calibrate

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// WriteWorld writes the fitted values as a world file, with where they come from. It leaves out values that equal the central
// ones.
func (c *Centre) WriteWorld(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# %s\n# crossroads %s, model %s\n", model.Label, model.Version, scenarios.ModelHash())
	fmt.Fprintf(out, "label: %q\n", "Fitted to "+c.Question.EvidenceName())
	fmt.Fprintf(out, "doc: %q\n", fmt.Sprintf("The values at which likelihood times prior is largest for %s up to %s (%d figures), with the tempo of operations of the built-in history.",
		c.Question.EvidenceName(), c.Question.Until-1, len(c.Targets)))
	write := func(section, prefix string, list []Centred) {
		for i, row := range list {
			if i == 0 {
				fmt.Fprintln(out, section+":")
			}
			fmt.Fprintf(out, "  %s: %s # range %s to %s\n", strings.TrimPrefix(row.Name, prefix), exact(row.Rounded), exact(row.Parameter.Low), exact(row.Parameter.High))
		}
	}
	var start, rest []Centred
	for _, row := range c.fitted() {
		if strings.HasPrefix(row.Name, "start_") {
			start = append(start, row)
		} else {
			rest = append(rest, row)
		}
	}
	write("parameters", "", rest)
	write("start", "start_", start)
	if own := c.Question.ownCounts(); own != nil {
		fmt.Fprintf(out, "counts:\n  source: %q\n  rows:\n", own.Source)
		for i := range own.Rows {
			fmt.Fprintf(out, "    - %s\n", &own.Rows[i])
		}
	}
	return out.Flush()
}

// fitted are the parameters whose values differ from the central ones.
func (c *Centre) fitted() []Centred {
	var list []Centred
	for _, row := range c.Rows {
		if row.Parameter == nil {
			continue
		}
		row.Rounded = min(max(row.Rounded, row.Parameter.Low), row.Parameter.High) // two digits may leave the range
		if row.Rounded != row.Parameter.Central {
			list = append(list, row)
		}
	}
	return list
}
