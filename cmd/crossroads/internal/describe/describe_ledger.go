// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/scenarios/ledger"
)

// describeLedger is the page on how a ledger of counts is written.
func describeLedger(*DescribeOptions) (*blocks.Report, error) {
	t := blocks.Block{Columns: []blocks.Column{{Name: "name", Head: "column", Width: 10}, {Name: "doc", Head: "meaning", Width: 44}, {Name: "default", Head: "default", Width: 20}, {Name: "example", Head: "example", Width: 16}}}
	for _, c := range ledger.Columns {
		t.Rows = append(t.Rows, []any{c.Name, c.Doc, c.Default, c.Example})
	}
	return &blocks.Report{Blocks: []blocks.Block{t}, Sentences: []string{
		"An evidence table is a CSV file in UTF-8, columns separated by commas, in any order. Lines that begin with # are comments.",
		"Three forms: one row per figure (year, value, observes); one row per year with a column for each outcome (year, attacks, militants); one row per incident (date, killed), summed to years.",
		"A figure of 0 is fitted as a count of zero. Known roots and sources are recognised despite differences in capitals, plurals or one letter, with a warning.",
		"crossroads evidence new FILE.csv writes an example. evidence validate checks a table. evidence show compares it with other counts.",
	}}, nil
}
