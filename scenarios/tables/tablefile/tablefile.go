// SPDX-License-Identifier: Apache-2.0

// Package tablefile reads tables from files: comma-separated text, or Parquet where the name ends in .parquet.
package tablefile

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

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
