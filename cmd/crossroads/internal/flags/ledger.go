// SPDX-License-Identifier: Apache-2.0

package flags

import (
	"io"

	"crossroads/scenarios/ledger"
	"crossroads/scenarios/tables/tablefile"
)

// ReadLedger reads a ledger of counts and prints its warnings; - is standard input.
func ReadLedger(name string, stderr io.Writer) (*ledger.Ledger, error) {
	table, err := tablefile.Read(name)
	if err != nil {
		return nil, err
	}
	l, err := ledger.Read(table)
	if err != nil {
		return nil, err
	}
	warn(stderr, l.Warnings)
	return l, nil
}
