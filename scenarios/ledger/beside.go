// SPDX-License-Identifier: Apache-2.0

package ledger

import (
	"fmt"
	"slices"
	"strings"

	"crossroads/model"
)

// Beside is a figure of a ledger beside what others count of the same thing in the same months.
type Beside struct {
	Figure  *model.Evidence
	Others  []*model.Evidence // of the built-in evidence, in its order
	Low     float64           // the lowest and the highest figure of others; 0 where there are none
	High    float64
	Model   float64 // what a run has for the figure, where Outside is false
	Outside bool    // whether the period lies outside the run
}

// SetBeside sets every figure of l that observes something beside the built-in evidence and beside a run.
func (l *Ledger) SetBeside(t *model.Trajectory) []Beside {
	var list []Beside
	for i := range l.Rows {
		e := &l.Rows[i]
		if e.Observes == nil {
			continue
		}
		b := Beside{Figure: e}
		for k := range model.EvidenceTable {
			other := &model.EvidenceTable[k]
			if other.Observes == nil || other.Set == "recommended" || counted(other) != counted(e) || other.From != e.From || other.To != e.To {
				continue
			}
			if len(b.Others) == 0 {
				b.Low, b.High = *other.Value, *other.Value
			}
			b.Low, b.High = min(b.Low, *other.Value), max(b.High, *other.Value)
			b.Others = append(b.Others, other)
		}
		modelled, err := e.Modelled(t, 1)
		b.Model, b.Outside = modelled, err != nil
		list = append(list, b)
	}
	return list
}

// counted is what a figure counts, whether or not it counts all of it.
func counted(e *model.Evidence) string {
	return strings.TrimPrefix(e.Observes.String(), model.FractionName+" * ")
}

// Sources names who counted the others, each once.
func (b *Beside) Sources() []string {
	var list []string
	for _, e := range b.Others {
		name, _, _ := strings.Cut(e.Source, ";")
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// Example is a commented ledger to begin from, of one of the Forms.
func Example(form string) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# An evidence table for crossroads. Lines that begin with # are comments. Separate columns by commas, save as CSV UTF-8.")
	line("# The figures below are examples: replace them with yours. All columns: crossroads describe ledger.")
	switch form {
	case "incidents":
		line("# One row per incident. The program sums the rows of each calendar year, so list whole years only.")
		line("# killed: civilians and security forces killed. attacks: 1 for an attack by militants, 0 for anything else.")
		line("date,killed,attacks")
		line("2023-01-15,6,1\n2023-06-02,0,1\n2024-03-17,7,1\n2024-12-18,8,0")
	case "years":
		line("# One row per year and a column for each count, named as crossroads describe outcomes names it. An empty cell is no figure.")
		line("year,attacks,militants")
		line("2021,290,\n2022,370,\n2023,640,650\n2024,890,930")
	default:
		line("# Needed: year (or from and to), value, observes. The other columns have defaults; leave out those you do not use.")
		line("# unit: attack/month is multiplied by the months of the period. low, high: what sources or editions give.")
		line("# hedge: \"at least\" or \"at most\" make a figure a bound. source: who counted. root: its primary source.")
		line("year,value,observes,low,high,hedge,source,root")
		line("2021,290,attacks,,,,Our desk,press reports\n2022,370,attacks,350,390,,Our desk,press reports\n2023,640,attacks,,,,Our desk,press reports\n2024,850,attacks,,,at least,Our desk,press reports")
		line("2023,650,militants,,,,Our desk,army statements\n2024,930,militants,,,,Our desk,army statements")
	}
	return b.String()
}

// Forms are the forms of a ledger.
var Forms = []string{"figures", "years", "incidents"}
