// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/scenarios/ledger"
)

// ledgerForm is the page on how a table of evidence is written.
func ledgerForm(*options) (*table.Document, error) {
	t := &table.Table{Name: "columns", Title: "Columns", Columns: []table.Column{
		table.Words("name", "column", 10), table.Words("doc", "meaning", 44), table.Words("default", "default", 20), table.Words("example", "example", 16),
	}}
	for _, c := range ledger.Columns {
		t.Add(table.Word(c.Name), table.Word(c.Doc), table.Word(c.Default), table.Word(c.Example))
	}
	return &table.Document{Tables: []*table.Table{t}, Answer: []string{
		"An evidence table is a CSV file in UTF-8, columns separated by commas, in any order. Lines that begin with # are comments.",
		"Three forms: one row per figure (year, value, observes); one row per year with a column for each outcome (year, attacks, militants); one row per incident (date, killed), summed to years.",
	}, Notes: []string{
		"A figure of 0 is fitted as a count of zero. Known roots and sources are recognised despite differences in capitals, plurals or one letter, with a warning.",
		"crossroads evidence new FILE.csv writes an example. evidence validate checks a table. evidence show compares it with other counts.",
	}}, nil
}
