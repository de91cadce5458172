package main

import (
	"net/url"
	"slices"
	"strings"

	"crossroads/plots"
	"crossroads/scenarios"
)

// link is a cell that leads to where something can be read; it has no address
// where nothing was found in the open.
type link struct{ Words, Address string }

// linkTo is an address under the name of its host.
func linkTo(address string) link {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return link{Words: address}
	}
	return link{strings.TrimPrefix(u.Host, "www."), address}
}

// String is the address, for forms that have no links.
func (l link) String() string { return l.Address }

// oneLine joins the lines of a column's head. A name that was broken at a hyphen
// of its own keeps it.
func oneLine(head string) string {
	whole := strings.ReplaceAll(head, "-\n", "-")
	if !slices.Contains(scenarios.WorldNames(), whole) && !slices.Contains(scenarios.PathNames(), whole) {
		whole = strings.ReplaceAll(head, "-\n", "")
	}
	return strings.ReplaceAll(whole, "\n", " ")
}

// Class is the style of a column: numbers, or words that need room.
func (t block) Class(column int) string {
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
func (t block) Long() bool { return len(t.Rows) > 24 }

// cellValue is a cell without its difference to a reference.
func cellValue(cell any) string {
	if c, ok := cell.(compared); ok {
		return amount(c.Value, c.Unit)
	}
	return words(cell)
}

// cellDifference is the difference of a cell to a reference, nothing for the
// reference itself.
func cellDifference(cell any) string {
	if c, ok := cell.(compared); ok && !c.Reference {
		return plots.Plus(amount(c.Difference, c.Unit))
	}
	return ""
}

// quoted is a number as a source prints it.
type quoted float64

// least is a number that may be the smallest of its column.
type least struct {
	Value float64
	Least bool
}

// String is the number, marked where it is the smallest.
func (l least) String() string {
	if l.Least {
		return "▾ " + plots.Number(l.Value)
	}
	return plots.Number(l.Value)
}
