// SPDX-License-Identifier: Apache-2.0

package calibrate

import (
	"fmt"
	"strconv"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
)

// A RecordWriter takes the records of a table, such as a csv.Writer.
type RecordWriter interface {
	Write(record []string) error
	Flush()
	Error() error
}

// WritePosterior writes the members as a table: member, weight, one column per
// parameter that is not constant, the hash of the model, what was fitted, and the label. Where the values
// that fit closest were sought they come first, as ensemble.CentreMember without
// weight, with the counts of one's own in a column of that name.
func (f *Fit) WritePosterior(out RecordWriter) error {
	return f.write(out, func(q *Quantity) bool { return q.Parameter != nil })
}

// WriteTempo writes, in the same form, the tempo of operations that the same
// members drew for the history, which a posterior does not carry.
func (f *Fit) WriteTempo(out RecordWriter) error {
	return f.write(out, func(q *Quantity) bool { return q.Parameter == nil })
}

// write writes the quantities chosen of every member.
func (f *Fit) write(out RecordWriter, chosen func(*Quantity) bool) error {
	head := []string{"member", "weight"}
	var columns []Quantity
	for _, q := range Quantities() {
		if chosen(&q) {
			columns = append(columns, q)
			head = append(head, q.Name)
		}
	}
	posterior := columns[0].Parameter != nil
	if posterior {
		head = append(head, "counts")
	}
	out.Write(append(head, "model", "evidence", "label"))
	last := []string{scenarios.ModelHash(), f.Question.EvidenceName(), model.Label}
	if f.AtCentre != nil && posterior {
		values := map[*model.Parameter]float64{}
		for _, row := range f.AtCentre.fitted() {
			values[row.Parameter] = row.Rounded
		}
		line := []string{strconv.Itoa(ensemble.CentreMember), "0"}
		for _, q := range columns {
			v, moved := values[q.Parameter]
			if !moved {
				v = q.Parameter.Central
			}
			line = append(line, exact(v))
		}
		out.Write(append(append(line, f.Question.ownCounts().String()), last...))
	}
	for i := range f.Members {
		line := record(&f.Members[i], columns)
		if posterior {
			line = append(line, "")
		}
		out.Write(append(line, last...))
	}
	out.Flush()
	return out.Error()
}

// ownCounts are the figures fitted that can be drawn; nil where they are
// built in.
func (q Question) ownCounts() *scenarios.Counts {
	if q.Name == "" {
		return nil
	}
	return counts.Drawn(q.Name, q.Ledger)
}

// record is one line: number, weight and the quantities of a member.
func record(m *Member, columns []Quantity) []string {
	line := []string{strconv.Itoa(m.Number), exact(m.Weight)}
	for i := range columns {
		line = append(line, exact(columns[i].Of(m)))
	}
	return line
}

// exact is a number that reads back to the same bits.
func exact(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// Facts are the circumstances of the fit, one a line.
func (f *Fit) Facts() []string {
	q := f.Question
	return []string{
		model.Label,
		fmt.Sprintf("crossroads %s, model %s", model.Version, scenarios.ModelHash()),
		fmt.Sprintf("evidence: %s, up to %s; %d targets, worth %.1f independent ones", q.EvidenceName(), q.Until-1, len(f.Targets), f.Effective),
		fmt.Sprintf("%d members drawn from the documented ranges, seed %d; effective size %.0f", q.Members, q.Seed, f.Size),
		fmt.Sprintf("%d members carry all but %.2g of the weight; %d lines stand for them", f.Carrying, f.Dropped, len(f.Members)),
		"the tempo of operations in 2021-2025 was drawn too, in tempo.csv; paths run on the built-in tempo",
	}
}
