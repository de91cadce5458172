// SPDX-License-Identifier: Apache-2.0

// Package tablefile reads tables from files: comma-separated text, or Parquet where the name ends in .parquet.
package tablefile

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"crossroads/scenarios/files"
	"crossroads/scenarios/tables"
)

// Read reads the table of a file; - is standard input. It fails where tables.Parse fails, where the file is larger than
// tables.MaxBytes, and where a manifest.json beside the file records another content for it.
func Read(name string) (*tables.Table, error) {
	if strings.EqualFold(filepath.Ext(name), ".parquet") {
		return readParquet(name)
	}
	text, err := Bytes(name)
	if err != nil {
		return nil, err
	}
	if err := asRecorded(name, text); err != nil {
		return nil, err
	}
	if name == "-" {
		name = "standard input"
	}
	return tables.Parse(name, text)
}

// Bytes reads a file that is no larger than a table may be; - is standard input.
func Bytes(name string) ([]byte, error) {
	if name == "-" {
		text, err := io.ReadAll(io.LimitReader(os.Stdin, tables.MaxBytes+1))
		if err == nil && len(text) > tables.MaxBytes {
			err = tables.TooLarge("standard input", int64(len(text)))
		}
		return text, err
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("cannot open %s: file not found", name)
	case err != nil:
		return nil, err
	case info.Mode().IsRegular() && info.Size() > tables.MaxBytes:
		return nil, tables.TooLarge(name, info.Size())
	}
	return files.Read(name, tables.MaxBytes)
}

// asRecorded refuses a file that differs from what a manifest beside it records: somebody changed digits in a result.
func asRecorded(name string, text []byte) error {
	if name == "-" {
		return nil
	}
	recorded, err := os.ReadFile(filepath.Join(filepath.Dir(name), "manifest.json"))
	if err != nil {
		return nil // no manifest, nothing recorded
	}
	var m struct {
		Outputs []struct {
			Name   string `json:"name"`
			SHA256 string `json:"sha256"`
		} `json:"outputs"`
	}
	if json.Unmarshal(recorded, &m) != nil {
		return nil // a manifest of another program
	}
	for _, f := range m.Outputs {
		if f.Name == filepath.Base(name) && f.SHA256 != "" && f.SHA256 != fmt.Sprintf("%x", sha256.Sum256(text)) {
			return fmt.Errorf("%s: differs from what manifest.json beside it records (write the file again; or, if you changed it on purpose, move it to another folder)", name)
		}
	}
	return nil
}

// readParquet reads the flat columns of a Parquet file. Cells without a value are empty.
func readParquet(name string) (t *tables.Table, err error) {
	text, err := Bytes(name)
	if err != nil {
		return nil, err
	}
	if err := asRecorded(name, text); err != nil {
		return nil, err
	}
	defer func() { // the reader of damaged files may panic
		if fault := recover(); fault != nil {
			t, err = nil, fmt.Errorf("%s: is damaged: %v", name, fault)
		}
	}()
	// The reader makes room for a footer of whatever length the file claims.
	if n := len(text); n < 12 || string(text[:4]) != "PAR1" || string(text[n-4:]) != "PAR1" || int64(binary.LittleEndian.Uint32(text[n-8:])) > int64(n-12) {
		return nil, fmt.Errorf("%s: is not a Parquet file, or a damaged one", name)
	}
	file, err := parquet.OpenFile(strings.NewReader(string(text)), int64(len(text)))
	if err != nil {
		return nil, fmt.Errorf("%s: is not a Parquet file: %w", name, err)
	}
	var header []string
	for _, path := range file.Schema().Columns() {
		header = append(header, strings.Join(path, "."))
	}
	if leaves := len(file.Root().Columns()); leaves != len(header) {
		return nil, fmt.Errorf("%s: has columns inside columns (a flat table)", name)
	}
	var rows [][]string
	for _, group := range file.RowGroups() {
		in := group.Rows()
		room := make([]parquet.Row, 256)
		for {
			n, err := in.ReadRows(room)
			for _, values := range room[:n] {
				row := make([]string, len(header))
				for _, v := range values {
					if column := v.Column(); column >= 0 && column < len(row) {
						row[column] = cell(v)
					}
				}
				rows = append(rows, row)
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				in.Close()
				return nil, fmt.Errorf("%s: is damaged: %w", name, err)
			}
			if n == 0 {
				break
			}
		}
		in.Close()
	}
	if t, err = tables.New(name, header, rows); err == nil {
		t.Sum = tables.Sum(text)
	}
	return t, err
}

// cell writes a value as text that reads back to the same number.
func cell(v parquet.Value) string {
	switch {
	case v.IsNull():
		return ""
	case v.Kind() == parquet.Double:
		return strconv.FormatFloat(v.Double(), 'g', -1, 64)
	case v.Kind() == parquet.Float:
		return strconv.FormatFloat(float64(v.Float()), 'g', -1, 64)
	case v.Kind() == parquet.ByteArray || v.Kind() == parquet.FixedLenByteArray:
		return string(v.ByteArray())
	default:
		return v.String()
	}
}
