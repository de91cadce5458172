// SPDX-License-Identifier: Apache-2.0

package tablefile_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"crossroads/scenarios/tables/tablefile"
)

// put writes a file into a new folder.
func put(t *testing.T, folder, name string, text []byte) string {
	t.Helper()
	file := filepath.Join(folder, name)
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// asParquet is a table of three columns as Parquet.
func asParquet(t testing.TB) []byte {
	t.Helper()
	type row struct {
		Name  string  `parquet:"name"`
		Value float64 `parquet:"value"`
		Year  int64   `parquet:"year"`
	}
	var b bytes.Buffer
	if err := parquet.Write(&b, []row{{"a", 0.1, 2024}, {"b", -3, 2025}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRead_ReadsParquetLikeText holds that the same rows come out of both.
func TestRead_ReadsParquetLikeText(t *testing.T) {
	table, err := tablefile.Read(put(t, t.TempDir(), "t.parquet", asParquet(t)))
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, row := range table.Rows {
		rows = append(rows, strings.Join(row, " "))
	}
	if got := strings.Join(table.Header, " ") + ": " + strings.Join(rows, "; "); got != "name value year: a 0.1 2024; b -3 2025" {
		t.Errorf("read as %s", got)
	}
}

// TestRead_NoticesAlteredDigits holds a file to the manifest beside it.
func TestRead_NoticesAlteredDigits(t *testing.T) {
	folder := t.TempDir()
	text := []byte("a,b\n1,2\n")
	file := put(t, folder, "t.csv", text)
	put(t, folder, "manifest.json", fmt.Appendf(nil, `{"outputs": [{"name": "t.csv", "sha256": "%x"}]}`, sha256.Sum256(text)))
	if _, err := tablefile.Read(file); err != nil {
		t.Fatal(err)
	}
	put(t, folder, "t.csv", []byte("a,b\n1,3\n"))
	if _, err := tablefile.Read(file); err == nil || !strings.Contains(err.Error(), "differs from what manifest.json beside it records") {
		t.Errorf("error %v, want the change noticed", err)
	}
}

// TestRead_NamesWhatCannotBeRead holds the messages for files.
func TestRead_NamesWhatCannotBeRead(t *testing.T) {
	folder := t.TempDir()
	large := put(t, folder, "large.csv", nil)
	if err := os.Truncate(large, 600<<20); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		filepath.Join(folder, "none.csv"): "file not found",
		folder:                            "is a folder",
		large:                             "the table has 600.0 MB; at most 512.0 MB are read",
		put(t, folder, "bad.parquet", []byte("a,b\n")): "is not a Parquet file",
		put(t, folder, "named.csv", asParquet(t)):      "a Parquet file (name it with the ending .parquet)",
	} {
		if _, err := tablefile.Read(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", name, err, want)
		}
	}
}

// TestRead_RefusesDamagedParquet changes bytes at random: a damaged file is refused or read, and never makes the reader panic.
func TestRead_RefusesDamagedParquet(t *testing.T) {
	good, random := asParquet(t), rand.New(rand.NewPCG(1, 2))
	folder := t.TempDir()
	for range 100 {
		text := bytes.Clone(good)
		for range 1 + random.IntN(4) {
			text[random.IntN(len(text))] = byte(random.IntN(256))
		}
		table, err := tablefile.Read(put(t, folder, "t.parquet", text))
		if err != nil {
			continue
		}
		for _, row := range table.Rows {
			if len(row) != len(table.Header) {
				t.Errorf("a row has %d cells of %d", len(row), len(table.Header))
			}
		}
	}
}
