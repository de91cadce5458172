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
