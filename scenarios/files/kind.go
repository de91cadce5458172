// SPDX-License-Identifier: Apache-2.0

package files

import "bytes"

// signatures are the first bytes of files that are not plain text in UTF-8, with
// what to do about them where there is more to say than which form is right.
var signatures = []struct{ begins, what, advice string }{
	{"\xff\xfe\x00\x00", "text in UTF-32", "save it as UTF-8"},
	{"\x00\x00\xfe\xff", "text in UTF-32", "save it as UTF-8"},
	{"\xff\xfe", "text in UTF-16", "save it as UTF-8; in a spreadsheet: CSV UTF-8"},
	{"\xfe\xff", "text in UTF-16", "save it as UTF-8; in a spreadsheet: CSV UTF-8"},
	{"PK\x03\x04", "a workbook or an archive", "save the sheet as CSV UTF-8"},
	{"\xd0\xcf\x11\xe0", "a workbook", "save the sheet as CSV UTF-8"},
	{"\x1f\x8b", "compressed", "unpack it first"},
	{"PAR1", "a Parquet file", "name it with the ending .parquet"},
	{"%PDF", "a PDF document", ""},
	{"<?xml", "an XML document", ""},
	{"<!DOCTYPE", "an HTML page", ""},
	{"<!doctype", "an HTML page", ""},
	{"<html", "an HTML page", ""},
	{"<table", "an HTML page", ""},
	{"{\"", "a JSON document", ""},
	{"[{", "a JSON document", ""},
	{"{\n", "a JSON document", ""},
	{"[\n", "a JSON document", ""},
	{"{\\rtf", "a text of a word processor", ""},
	{"SQLite format 3", "a database", ""},
	{"ARROW1", "an Arrow file", "a table in CSV or Parquet"},
	{"BZh", "compressed", "unpack it first"},
	{"\xfd7zXZ", "compressed", "unpack it first"},
	{"(\xb5/\xfd", "compressed", "unpack it first"},
	{"7z\xbc\xaf", "an archive", "unpack it first"},
}

// Kind is what a file is by its first bytes, such as "a PDF document", and what to
// do about it, which may be empty; "" for anything else.
func Kind(text []byte) (what, advice string) {
	for _, s := range signatures {
		if bytes.HasPrefix(text, []byte(s.begins)) {
			return s.what, s.advice
		}
	}
	return "", ""
}
