// SPDX-License-Identifier: Apache-2.0

package blocks

import (
	"net/url"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
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

// Input is a number as a source prints it.
type Input float64

// Grids is the block as people read a table.
func (t Block) Grids() []table.Grid {
	g := table.Grid{Title: t.Title, Notes: t.Notes}
	for i, c := range t.Columns {
		column := table.Words(c.Name, c.Head, c.Width)
		if len(t.Rows) > 0 && numeric(t.Rows[0][i]) {
			column = table.Numbers(c.Name, c.Head, "")
		}
		if c.Head == "" {
			c.Head = c.Name
		}
		g.Headings, g.Columns = append(g.Headings, c.Head), append(g.Columns, &column)
	}
	for _, row := range t.Rows {
		var line []table.Cell
		for _, cell := range row {
			switch v := cell.(type) {
			case table.Cell:
				line = append(line, v)
			case Link:
				line = append(line, table.Link(v))
			default:
				line = append(line, table.Word(Text(v)))
			}
		}
		g.Lines = append(g.Lines, line)
	}
	return []table.Grid{g}
}
