// SPDX-License-Identifier: Apache-2.0

package tablefile_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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

func TestRead_ReadsTheTypesOfParquetForWhatTheyMean(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2024, 1, 5, hour, 0, 0, 0, time.UTC) }
	type row struct {
		Day    int32     `parquet:"day,date"`
		Moment time.Time `parquet:"moment,timestamp"`
		Noon   time.Time `parquet:"noon,timestamp(microsecond)"`
		Money  int64     `parquet:"money,decimal(2:10)"`
		Whole  int32     `parquet:"whole,decimal(1:9)"`
		None   *int64    `parquet:"none,optional"`
		True   bool      `parquet:"true"`
	}
	var b bytes.Buffer
	if err := parquet.Write(&b, []row{{19_727, at(0), at(12), -29450, 120, nil, true}}); err != nil {
		t.Fatal(err)
	}
	table, err := tablefile.Read(put(t, t.TempDir(), "t.parquet", b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(table.Rows[0], " "); got != "2024-01-05 2024-01-05 2024-01-05T12:00:00Z -294.50 12  true" {
		t.Errorf("read as %s", got)
	}
}

func TestRead_RefusesParquetThatIsNoTableOfText(t *testing.T) {
	type several struct {
		Values []int64 `parquet:"values"`
	}
	type bytesRow struct {
		Note string `parquet:"note"`
	}
	var lists, odd bytes.Buffer
	if err := errors.Join(parquet.Write(&lists, []several{{[]int64{1, 2}}}), parquet.Write(&odd, []bytesRow{{"caf\xe9"}})); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, want := range map[string]string{
		put(t, folder, "lists.parquet", lists.Bytes()): "column values holds several values in a row (one in each)",
		put(t, folder, "odd.parquet", odd.Bytes()):     "odd.parquet:2:1: note: the cell is not text in UTF-8",
	} {
		if _, err := tablefile.Read(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", name, err, want)
		}
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

// piped runs do with a text on standard input.
func piped(t *testing.T, text string, do func()) {
	t.Helper()
	in, err := os.Open(put(t, t.TempDir(), "in", []byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer func(usual *os.File) { os.Stdin = usual }(os.Stdin)
	os.Stdin = in
	do()
}

func TestATableIsReadFromStandardInput(t *testing.T) {
	piped(t, "a,b\n1,2\n", func() {
		table, err := tablefile.Read("-")
		if err != nil || strings.Join(table.Header, " ") != "a b" || table.File != "standard input" {
			t.Errorf("%v, %v", table, err)
		}
	})
	piped(t, "a;b\n", func() {
		if _, err := tablefile.Read("-"); err == nil || !strings.HasPrefix(err.Error(), "standard input:1:2: columns are separated by semicolons") {
			t.Errorf("error %v, want it to name the place in standard input", err)
		}
	})
}

func TestParquetOfEveryKindReadsBackToTheSameNumbers(t *testing.T) {
	type row struct {
		Single float32  `parquet:"single"`
		Tiny   float64  `parquet:"tiny"`
		Maybe  *float64 `parquet:"maybe,optional"`
		Word   []byte   `parquet:"word"`
		Key    [2]byte  `parquet:"key"`
		Yes    bool     `parquet:"yes"`
	}
	half := 0.5
	var b bytes.Buffer
	if err := parquet.Write(&b, []row{{0.1, 5e-324, nil, []byte("a,b"), [2]byte{'x', 'y'}, true}, {-2, 1e300, &half, nil, [2]byte{'z', 'z'}, false}}); err != nil {
		t.Fatal(err)
	}
	text := b.Bytes()
	table, err := tablefile.Read(put(t, t.TempDir(), "t.parquet", text))
	if err != nil {
		t.Fatal(err)
	}
	at := func(i int, name string) string { return table.Rows[i][table.Column(name)] }
	for name, want := range map[string][2]string{
		"single": {"0.10000000149011612", "-2"}, "tiny": {"5e-324", "1e+300"}, "maybe": {"", "0.5"},
		"word": {"a,b", ""}, "key": {"xy", "zz"}, "yes": {"true", "false"},
	} {
		if got := [2]string{at(0, name), at(1, name)}; got != want {
			t.Errorf("%s is read as %q, want %q", name, got, want)
		}
	}
	if table.Sum != fmt.Sprintf("%x", sha256.Sum256(text))[:12] {
		t.Errorf("sum %q is not that of the file", table.Sum)
	}
}

func TestParquetWithColumnsInsideColumnsIsRefused(t *testing.T) {
	type row struct {
		At struct {
			X float64 `parquet:"x"`
			Y float64 `parquet:"y"`
		} `parquet:"at"`
	}
	var b bytes.Buffer
	if err := parquet.Write(&b, []row{{}}); err != nil {
		t.Fatal(err)
	}
	if _, err := tablefile.Read(put(t, t.TempDir(), "t.parquet", b.Bytes())); err == nil || !strings.Contains(err.Error(), "has columns inside columns (a flat table)") {
		t.Errorf("error %v, want it refused", err)
	}
}

func TestManyRowsOfParquetAreAllRead(t *testing.T) {
	type row struct {
		I int64 `parquet:"i"`
	}
	rows := make([]row, 600)
	for i := range rows {
		rows[i].I = int64(i)
	}
	var b bytes.Buffer
	if err := parquet.Write(&b, rows); err != nil {
		t.Fatal(err)
	}
	table, err := tablefile.Read(put(t, t.TempDir(), "t.PARQUET", b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range table.Rows {
		if row[0] != fmt.Sprint(i) {
			t.Fatalf("row %d holds %s", i, row[0])
		}
	}
	if len(table.Rows) != len(rows) {
		t.Errorf("%d rows of %d", len(table.Rows), len(rows))
	}
}

func TestOnlyAManifestThatNamesTheFileBindsIt(t *testing.T) {
	folder := t.TempDir()
	file := put(t, folder, "t.csv", []byte("a,b\n1,2\n"))
	for _, manifest := range []string{"not JSON", `{"outputs": 3}`, `{"outputs": [{"name": "other.csv", "sha256": "00"}]}`, `{"outputs": [{"name": "t.csv"}]}`} {
		put(t, folder, "manifest.json", []byte(manifest))
		if _, err := tablefile.Read(file); err != nil {
			t.Errorf("beside %s: %v", manifest, err)
		}
	}
	put(t, folder, "manifest.json", []byte(`{"outputs": [{"name": "t.parquet", "sha256": "00"}]}`))
	if _, err := tablefile.Read(put(t, folder, "t.parquet", asParquet(t))); err == nil || !strings.Contains(err.Error(), "differs from what manifest.json beside it records") {
		t.Errorf("a Parquet file with another sum: %v", err)
	}
}
