// SPDX-License-Identifier: Apache-2.0

package tablefile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"crossroads/scenarios/tables"
)

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
	columns := file.Root().Columns()
	if len(columns) != len(header) {
		return nil, fmt.Errorf("%s: has columns inside columns (a flat table)", name)
	}
	for _, c := range columns {
		if c.Repeated() {
			return nil, fmt.Errorf("%s: column %s holds several values in a row (one in each)", name, c.Name())
		}
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
						row[column] = cell(v, columns[column].Type().LogicalType())
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

// cell writes a value as text that reads back to the same: a number, a date as ISO
// 8601, a decimal with its point.
func cell(v parquet.Value, kind *format.LogicalType) string {
	if v.IsNull() {
		return ""
	}
	if kind != nil {
		switch k := kind.Value.(type) {
		case *format.DateType:
			return time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly)
		case *format.TimestampType:
			at := time.Unix(0, 0).UTC().Add(time.Duration(v.Int64()) * k.Unit.Value.Duration())
			if at.Equal(at.Truncate(24 * time.Hour)) {
				return at.Format(time.DateOnly)
			}
			return at.Format(time.RFC3339)
		case *format.DecimalType:
			return decimal(v, int(k.Scale))
		}
	}
	switch v.Kind() {
	case parquet.Double:
		return strconv.FormatFloat(v.Double(), 'g', -1, 64)
	case parquet.Float:
		return strconv.FormatFloat(float64(v.Float()), 'g', -1, 64)
	case parquet.ByteArray, parquet.FixedLenByteArray:
		return string(v.ByteArray())
	default:
		return v.String()
	}
}

// decimal writes a whole number of so many decimals.
func decimal(v parquet.Value, scale int) string {
	n := new(big.Int)
	switch v.Kind() {
	case parquet.Int32, parquet.Int64:
		n.SetInt64(v.Int64())
	default: // bytes, the first bit of which is the sign
		text := v.ByteArray()
		n.SetBytes(text)
		if len(text) > 0 && text[0] >= 0x80 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(text))))
		}
	}
	whole, power := new(big.Rat).SetInt(n), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
	return strings.TrimSuffix(whole.Quo(whole, new(big.Rat).SetInt(power)).FloatString(scale), "."+strings.Repeat("0", scale))
}
