// SPDX-License-Identifier: Apache-2.0

package model

//go:generate go run ./gen

// Series is one row of SeriesTable: one number over time.
type Series struct {
	Quantity
	Kind SeriesKind
	of   func(*Sample) *float64
}

// Of is the value of the series in s.
func (row *Series) Of(s *Sample) float64 { return *row.of(s) }

// Set makes v the value of the series in s.
func (row *Series) Set(s *Sample, v float64) { *row.of(s) = v }

// SeriesKind says what part a series plays in the system.
type SeriesKind string

// The kinds of series. A Total is a running total since the start, on which
// nothing depends.
const (
	Stock     SeriesKind = "stock"
	Total     SeriesKind = "total"
	Auxiliary SeriesKind = "auxiliary"
	Flow      SeriesKind = "flow"
)

// Sample is all numbers at one moment.
type Sample struct {
	Time float64 // year
	Levers
	State
	Auxiliaries
	Flows
}

// Equation is one row of EquationTable: how a series follows from what it
// depends on.
type Equation struct {
	*Series
	Text, TeX       string // the right side in table names; of a stock, its change per year
	Start, StartTeX string // of a stock, its value at the start of the history; empty means 0
	Settled         bool   // Start reads auxiliaries, which read the stock: both are found together
	Symbol          string // the series in LaTeX
	at              func(*Sample, *Parameters) float64
}

// At is the right side for what stands in s, whether or not it stands together:
// for a stock its change per year from the flows in s, for an auxiliary or a
// flow its value from the stocks, levers and auxiliaries in s.
func (row *Equation) At(s *Sample, p *Parameters) float64 { return row.at(s, p) }

// Edge is one row of EdgeTable: a lever, parameter or series that stands in the
// equation of a series.
type Edge struct {
	From, To string
	// Sign is "+" where more of From makes more of To, all else equal, "−" where
	// it makes less, and "±" where that depends on Condition.
	Sign      string
	Condition string // of a "±": where it is a "+"
	Start     bool   // acts on the value at the start of the history alone
}

// FindSeries returns the row of that name, or nil.
func FindSeries(name string) *Series {
	for i := range SeriesTable {
		if SeriesTable[i].Name == name {
			return &SeriesTable[i]
		}
	}
	return nil
}

// SeriesNames lists the names in table order.
func SeriesNames() []string {
	names := make([]string, len(SeriesTable))
	for i := range SeriesTable {
		names[i] = SeriesTable[i].Name
	}
	return names
}
