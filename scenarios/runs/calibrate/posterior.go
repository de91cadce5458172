package calibrate

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"crossroads/model"
	"crossroads/scenarios"
)

// WritePosterior writes the members as CSV: member, weight and one column per
// parameter that is not constant. Lines that begin with # say what it is.
func (f *Fit) WritePosterior(w io.Writer) error {
	return f.write(w, func(q *Quantity) bool { return q.Parameter != nil })
}

// WriteTempo writes, in the same form, the tempo of operations that the same
// members drew for the history, which a posterior does not carry.
func (f *Fit) WriteTempo(w io.Writer) error {
	return f.write(w, func(q *Quantity) bool { return q.Parameter == nil })
}

// write writes the quantities chosen of every member.
func (f *Fit) write(w io.Writer, chosen func(*Quantity) bool) error {
	out := bufio.NewWriter(w)
	for _, line := range f.Facts() {
		fmt.Fprintln(out, "#", line)
	}
	if f.AtCentre != nil {
		for _, line := range f.AtCentre.centreLines() {
			fmt.Fprintln(out, "#", line)
		}
	}
	c := csv.NewWriter(out)
	head := []string{"member", "weight"}
	var columns []Quantity
	for _, q := range Quantities() {
		if chosen(&q) {
			columns = append(columns, q)
			head = append(head, q.Name)
		}
	}
	c.Write(head)
	for i := range f.Members {
		c.Write(record(&f.Members[i], columns))
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return err
	}
	return out.Flush()
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
