package model

//go:generate go run ./gen

// Series is one row of SeriesTable: one number over time.
type Series struct {
	Quantity
	Kind SeriesKind
	Of   func(*Sample) float64
}

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
