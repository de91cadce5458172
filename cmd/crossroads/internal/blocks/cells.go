// SPDX-License-Identifier: Apache-2.0

package blocks

import (
	"net/url"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/plots"
	"crossroads/scenarios"
)

// Link is a cell that leads to where something can be read; it has no address
// where nothing was found in the open.
type Link struct{ Words, Address string }

// LinkTo is an address under the name of its host.
func LinkTo(address string) Link {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return Link{Words: address}
	}
	return Link{strings.TrimPrefix(u.Host, "www."), address}
}

// String is the address, for forms that have no links.
func (l Link) String() string { return l.Address }

// OneLine joins the lines of a column's head. A name that was broken at a hyphen
// of its own keeps it.
func OneLine(head string) string {
	whole := strings.ReplaceAll(head, "-\n", "-")
	if !slices.Contains(scenarios.WorldNames(), whole) && !slices.Contains(scenarios.PathNames(), whole) {
		whole = strings.ReplaceAll(head, "-\n", "")
	}
	return strings.ReplaceAll(whole, "\n", " ")
}

// Class is the style of a column: numbers, or words that need room.
func (t Block) Class(column int) string {
	switch width := t.Columns[column].Width; {
	case len(t.Rows) > 0 && numeric(t.Rows[0][column]):
		return "n"
	case width >= 36:
		return "wide"
	case width >= 19:
		return "roomy"
	}
	return "plain"
}

// Long tells whether a table may be broken over pages.
func (t Block) Long() bool { return len(t.Rows) > 24 }

// CellValue is a cell without its difference to a reference.
func CellValue(cell any) string {
	if c, ok := cell.(Compared); ok {
		return table.Amount(c.Value, c.Unit)
	}
	return Text(cell)
}

// CellDifference is the difference of a cell to a reference, nothing for the
// reference itself.
func CellDifference(cell any) string {
	if c, ok := cell.(Compared); ok && !c.Reference {
		return plots.Plus(table.Amount(c.Difference, c.Unit))
	}
	return ""
}

// Input is a number as a source prints it.
type Input float64

// Fewest is a number that may be the smallest of its column.
type Fewest struct {
	Value float64
	Least bool
}

// String is the number, marked where it is the smallest.
func (l Fewest) String() string {
	if l.Least {
		return "▾ " + plots.Number(l.Value)
	}
	return plots.Number(l.Value)
}
