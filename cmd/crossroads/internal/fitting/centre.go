// SPDX-License-Identifier: Apache-2.0

package fitting

import (
	"fmt"
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios/runs/calibrate"
	"crossroads/scenarios/runs/counts"
)

// showCentre prints the calibration of central values, and writes it as a world if
// asked.
func (o *calibrateOptions) showCentre(c *cobra.Command) error {
	if err := refuse(c, "--centre, which draws and writes nothing", "out", "figures", "members", "seed"); err != nil {
		return err
	}
	q, err := o.question()
	if err != nil {
		return err
	}
	if err := checkWorldFile(o.world); err != nil {
		return err
	}
	fit, err := q.Centre(c.Context())
	if err != nil {
		return err
	}
	if o.world != "" {
		onHistory, err := q.CentreOnHistory(c.Context())
		if err != nil {
			return err
		}
		if err := writeFile(o.world, onHistory.WriteWorld); err != nil {
			return err
		}
	}
	return o.Show(c, centreDocument(fit))
}

// centreDocument says where central values go when they are fitted, and how well
// they fit before and after.
func centreDocument(c *calibrate.Centre) *table.Document {
	sum := func(q calibrate.Quality) float64 { return q.Likelihood + q.Prior }
	d := &table.Document{
		Title: "Central values: the fit with the highest likelihood times prior",
		Facts: table.Facts(table.Fact{Name: "evidence", Cell: table.Word(c.Question.EvidenceName())}, table.Fact{Name: "until", Cell: table.Word((c.Question.Until - 1).String())},
			table.Fact{Name: "figures", Cell: table.Count(len(c.Targets))}, table.Fact{Name: "starts", Cell: table.Count(c.Starts)}, table.Fact{Name: "spreads between starts", Cell: table.Number{V: c.Apart, U: "1"}}),
		Answer: []string{edgeSentence(c), missedSentence(c)},
		Tables: []*table.Table{changedTable(c), ratiosTable(c), heldTable(c)},
		Notes: []string{
			fmt.Sprintf("Log likelihood and log prior (relative to the documented values): documented %s and 0, fitted %s and %s, rounded %s and %s. The fit gains %s in total.",
				plots.Index(c.Documented.Likelihood), plots.Index(c.Fitted.Likelihood), plots.Index(c.Fitted.Prior), plots.Index(c.Rounded.Likelihood), plots.Index(c.Rounded.Prior), plots.Index(sum(c.Rounded)-sum(c.Documented))),
			fmt.Sprintf("Likelihood: as in crossroads calibrate. Prior: PERT over the documented range with the documented value as mode; for the tempo of each year a normal distribution. "+
				"A value that moves by less than %g of its prior spread keeps the documented value. The result is rounded to %d digits.", calibrate.Least, calibrate.Digits),
		},
	}
	if c.Question.EvidenceName() == counts.ShippedSet {
		d.Answer = append(d.Answer, shipsSentence(c))
	} else {
		d.Answer = append(d.Answer, "The central values of the program come from the set "+counts.ShippedSet+", not from this fit.")
	}
	return d
}

// changedTable holds the values that the fit changes.
func changedTable(c *calibrate.Centre) *table.Table {
	t := &table.Table{Name: "parameters", Title: "Values changed by the fit", Columns: []table.Column{
		table.Words("name", "name", 19), table.Ranges("range", "range", ""), table.Numbers("documented", "documented", ""), table.Numbers("fitted", "fitted", ""), table.Numbers("rounded", "rounded", ""), table.Numbers("moved", "moved, in\nspreads", "1"),
	}}
	assumptions, tempos := 0, 0 // that change
	for i := range c.Rows {
		row := &c.Rows[i]
		switch {
		case row.Held:
			continue
		case row.Parameter == nil:
			tempos++
		default:
			assumptions++
		}
		var span table.Cell = table.Nothing{}
		if p := row.Parameter; p != nil {
			span = table.Documented(p)
		}
		input := func(v float64) table.Input { return table.Input{V: v, U: row.Unit} }
		t.Add(table.Word(row.Name), span, input(row.Documented), input(threeDigits(row.Fitted)), input(row.Rounded), table.Difference{V: row.Moved(), U: "1"})
	}
	varied := len(model.Varied())
	t.Notes = []string{fmt.Sprintf("%d of %d assumptions and %d of %d yearly tempos change. The others keep the documented value (table held).", assumptions, varied, tempos, len(c.Rows)-varied)}
	return t
}

// heldTable lists the values that the fit leaves as documented.
func heldTable(c *calibrate.Centre) *table.Table {
	t := &table.Table{Name: "held", Title: "Kept at the documented value", Detail: true, Columns: []table.Column{table.Words("name", "name", 24), table.Numbers("documented", "documented", "")}}
	for i := range c.Rows {
		if row := &c.Rows[i]; row.Held {
			t.Add(table.Word(row.Name), table.Input{V: row.Documented, U: row.Unit})
		}
	}
	return t
}

// threeDigits rounds a number for show.
func threeDigits(v float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 3, 64), 64)
	if err != nil {
		return v // a finite number always reads back
	}
	return rounded
}

// ratiosTable holds the model over the reported figures, before and after.
func ratiosTable(c *calibrate.Centre) *table.Table {
	ratio := func(name string) table.Column { return table.Numbers(name, name, "1") }
	t := &table.Table{Name: "fit", Title: "Model divided by reported figures, before and after", Columns: []table.Column{
		table.Words("id", "id", 19), table.Words("quantity", "quantity", 38), table.Numbers("reported", "reported", ""), ratio("documented"), ratio("fitted"), ratio("rounded"),
	}, Notes: append([]string{"A source that counts an unknown fraction is scaled by the fraction that fits."}, boundNotes(c.Bounds, c.Left)...)}
	for i, target := range c.Targets {
		over := func(q calibrate.Quality) table.Number { return table.Number{V: q.Modelled[i] / *target.Value, U: "1"} }
		t.Add(table.Word(target.ID), table.Word(target.Quantity), reported(target.Evidence), over(c.Documented), over(c.Fitted), over(c.Rounded))
	}
	return t
}

// edgeSentence names what the fit drives to an end of its documented range.
func edgeSentence(c *calibrate.Centre) string {
	var names []string
	furthest := &c.Rows[0]
	for i := range c.Rows {
		row := &c.Rows[i]
		if row.AtEdge() {
			names = append(names, row.Name)
		}
		if math.Abs(row.Moved()) > math.Abs(furthest.Moved()) {
			furthest = row
		}
	}
	if len(names) > 0 {
		return "At an end of the documented range, which suggests that the range or the model is wrong: " + table.Sentence(names) + "."
	}
	if furthest.Moved() == 0 {
		return "No value reaches an end of its documented range."
	}
	return fmt.Sprintf("No value reaches an end of its documented range. %s moves furthest, by %s of its spread.", furthest.Name, plots.Index(math.Abs(furthest.Moved())))
}

// missedSentence names what the fit still has a fifth too many or too few of.
func missedSentence(c *calibrate.Centre) string {
	var missed []string
	for i, t := range c.Targets {
		if ratio := c.Rounded.Modelled[i] / *t.Value; ratio > 1.2 || ratio < 1/1.2 {
			missed = append(missed, fmt.Sprintf("%s (%s times)", t.ID, plots.Index(ratio)))
		}
	}
	if len(missed) == 0 {
		return "The fit is within 20% of every figure."
	}
	return "Still off by more than 20%: " + table.Sentence(missed) + "."
}

// shipsSentence compares what the program ships with a calibration to the set it
// ships.
func shipsSentence(c *calibrate.Centre) string {
	var other []string
	for i := range c.Rows {
		row := &c.Rows[i]
		if p := row.Parameter; p != nil && math.Abs(p.Central-row.Rounded) > 1e-9*math.Abs(row.Rounded) {
			other = append(other, row.Name)
		}
	}
	if len(other) > 0 {
		return "The program has other central values for " + table.Sentence(other) + "."
	}
	return "The program uses the rounded values as central values, and keeps the tempo of its history."
}
