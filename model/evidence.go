// SPDX-License-Identifier: Apache-2.0

package model

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// Evidence is one row of the ledger: a figure or claim, what it counts, whose
// reports it depends on, and where it can be read.
type Evidence struct {
	ID        string
	Set       string   // who speaks: one of EvidenceSets
	Quantity  string   // what is counted, in neutral words
	Value     *float64 // nil for a claim without a number
	Low, High *float64 // the spread between sources or editions, not a confidence interval
	Unit      string
	From, To  time.Time // first and last day; zero where undated
	Place     string
	Counts    string // who or what is in the figure
	Hedge     string // how the source qualifies it
	Observes  *Observation
	Repeats   []string // rows whose figures it repeats or is made of
	Root      string   // whose reports it comes from
	Status    string   // one of EvidenceStatuses
	Source    string
	Address   string
	Note      string
}

// EvidenceSets are the speakers of the ledger: the essay, those who count by
// reading the press, the state, our reading of them all, studies, and others.
var EvidenceSets = []string{"essay", "think-tank", "official", "recommended", "study", "other"}

// EvidenceStatuses are the verdicts on a figure: found as given, within what
// others count, contradicted by others, or not found anywhere else.
var EvidenceStatuses = []string{"confirmed", "in range", "disputed", "unverified"}

//go:embed evidence.csv
var evidenceText []byte

// EvidenceTable is the ledger, in file order: the essay, what others count, our
// reading of them, the studies that ranges rest on.
var EvidenceTable = mustEvidence()

// mustEvidence reads the ledger, which is part of the program.
func mustEvidence() []Evidence {
	table, err := ParseEvidence("evidence.csv", evidenceText)
	if err != nil {
		panic(err) // a fault of the program, found by its tests
	}
	return table
}

// evidenceColumns are the columns of a ledger, in order.
var evidenceColumns = []string{"id", "set", "quantity", "value", "low", "high", "unit", "from", "to", "place",
	"counts", "hedge", "observes", "repeats", "root", "status", "source", "address", "note"}

// ParseEvidence reads a ledger in the columns of the built-in one. All its
// mistakes come back together, in file order.
func ParseEvidence(file string, text []byte) ([]Evidence, error) {
	r := csv.NewReader(bytes.NewReader(text))
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%s:1:1: header: %w (%s)", file, err, strings.Join(evidenceColumns, ","))
	}
	if strings.Join(head, ",") != strings.Join(evidenceColumns, ",") {
		return nil, fmt.Errorf("%s:1:1: header: is %s (%s)", file, strings.Join(head, ","), strings.Join(evidenceColumns, ","))
	}
	var (
		table    []Evidence
		mistakes []string
		seen     = map[string]int{}
	)
	for {
		record, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		place := func(column int) string {
			line, col := r.FieldPos(column)
			return fmt.Sprintf("%s:%d:%d", file, line, col)
		}
		fault := func(column int, format string, args ...any) {
			mistakes = append(mistakes, fmt.Sprintf("%s: %s: %s", place(column), evidenceColumns[column], fmt.Sprintf(format, args...)))
		}
		number := func(column int) *float64 {
			if record[column] == "" {
				return nil
			}
			v, err := strconv.ParseFloat(record[column], 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				fault(column, "%q is not a number (a number, or nothing)", record[column])
				return nil
			}
			return &v
		}
		day := func(column int) time.Time {
			if record[column] == "" {
				return time.Time{}
			}
			d, err := time.Parse(time.DateOnly, record[column])
			if err != nil {
				fault(column, "%q is not a date (2023-12-31)", record[column])
			}
			return d
		}
		oneOf := func(column int, known []string) string {
			for _, k := range known {
				if record[column] == k {
					return k
				}
			}
			fault(column, "%q is unknown (%s)", record[column], strings.Join(known, ", "))
			return record[column]
		}
		e := Evidence{
			ID: record[0], Set: oneOf(1, EvidenceSets), Quantity: record[2],
			Value: number(3), Low: number(4), High: number(5), Unit: record[6],
			From: day(7), To: day(8), Place: record[9], Counts: record[10], Hedge: record[11],
			Repeats: strings.Fields(record[13]), Root: record[14],
			Status: oneOf(15, EvidenceStatuses), Source: record[16], Address: record[17], Note: record[18],
		}
		switch first, twice := seen[e.ID]; {
		case e.ID == "":
			fault(0, "is missing (a short name)")
		case twice:
			fault(0, "%s is given twice (once; first in line %d)", e.ID, first)
		}
		seen[e.ID], _ = r.FieldPos(0)
		if (e.Value == nil) != (e.Low == nil) || (e.Value == nil) != (e.High == nil) {
			fault(3, "value, low and high: only some are given (all or none)")
		} else if e.Value != nil && (*e.Low > *e.Value || *e.Value > *e.High) {
			fault(3, "%v lies outside %v to %v (low <= value <= high)", *e.Value, *e.Low, *e.High)
		}
		if e.To.Before(e.From) {
			fault(8, "%s comes before from (the last day)", record[8])
		}
		if record[12] != "" {
			o, err := ParseObservation(record[12])
			switch {
			case err != nil:
				fault(12, "%v", err)
			case e.Value == nil || *e.Value <= 0:
				fault(12, "has no positive value to compare (a value, or no observes)")
			case e.From.IsZero() || e.From.Day() != 1 || e.To.AddDate(0, 0, 1).Day() != 1:
				fault(12, "%s to %s are not whole months (the first of a month to the last of one)", record[7], record[8])
			default:
				e.Observes = o
			}
		}
		table = append(table, e)
	}
	if len(mistakes) > 0 {
		return nil, fmt.Errorf("%s", strings.Join(mistakes, "\n"))
	}
	return table, nil
}

// FindEvidence returns the row of that id, or nil.
func FindEvidence(id string) *Evidence {
	for i := range EvidenceTable {
		if EvidenceTable[i].ID == id {
			return &EvidenceTable[i]
		}
	}
	return nil
}

// EvidenceIDs lists the ids in table order.
func EvidenceIDs() []string {
	ids := make([]string, len(EvidenceTable))
	for i := range EvidenceTable {
		ids[i] = EvidenceTable[i].ID
	}
	return ids
}

// BearsOn names the parameters and levers whose rows cite e, in table order.
func (e *Evidence) BearsOn() []string {
	var names []string
	cites := func(name string, ids []string) {
		for _, id := range ids {
			if id == e.ID {
				names = append(names, name)
			}
		}
	}
	for i := range ParameterTable {
		cites(ParameterTable[i].Name, ParameterTable[i].Evidence)
	}
	for i := range LeverTable {
		cites(LeverTable[i].Name, LeverTable[i].Evidence)
	}
	return names
}

// Months is the period of e: its first month and the month after its last.
func (e *Evidence) Months() (from, to Month) {
	return MonthOf(e.From.Year(), int(e.From.Month())), MonthOf(e.To.Year(), int(e.To.Month())) + 1
}

// Modelled is what the run has for the quantity that e observes. The fraction
// is the share of what happens that the source counts; it matters only where
// the observation has one. It fails where e observes nothing in the model or
// its period lies outside the run.
func (e *Evidence) Modelled(t *Trajectory, fraction float64) (float64, error) {
	if e.Observes == nil {
		return 0, fmt.Errorf("evidence %s: observes nothing in the model (a row with observes)", e.ID)
	}
	from, to := e.Months()
	if from < t.Horizon.Start || to > t.Horizon.End {
		return 0, fmt.Errorf("evidence %s: %s to %s lies outside the run (%s to %s)", e.ID, from, to, t.Horizon.Start, t.Horizon.End)
	}
	return e.Observes.Over(t, from, to, fraction), nil
}
