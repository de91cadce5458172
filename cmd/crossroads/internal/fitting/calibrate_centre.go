package fitting

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/describe"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/plots"
	"crossroads/scenarios/runs/calibrate"
	"crossroads/scenarios/runs/counts"
)

// centreReport says where central values go when they are fitted, and how well
// they fit before and after.
func centreReport(c *calibrate.Centre) *blocks.Report {
	set := c.Question.EvidenceName()
	r := &blocks.Report{Title: "Central values: the fit with the highest likelihood times prior", Facts: blocks.Facts(
		blocks.Fact{Name: "evidence", Value: set}, blocks.Fact{Name: "until", Value: (c.Question.Until - 1).String()}, blocks.Fact{Name: "targets", Value: fmt.Sprint(len(c.Targets))},
		blocks.Fact{Name: "starts", Value: fmt.Sprint(c.Starts)}, blocks.Fact{Name: "apart", Value: plots.Index(c.Apart) + " spreads"},
	)}
	r.Blocks = []blocks.Block{centredBlock(c), centreFitBlock(c)}
	sum := func(q calibrate.Quality) float64 { return q.Likelihood + q.Prior }
	r.Sentences = []string{
		fmt.Sprintf("Log likelihood and log prior (relative to the documented values): documented %.2f and 0, fitted %.2f and %.2f, rounded %.2f and %.2f. The fit gains %.2f in total.",
			c.Documented.Likelihood, c.Fitted.Likelihood, c.Fitted.Prior, c.Rounded.Likelihood, c.Rounded.Prior, math.Round(100*(sum(c.Rounded)-sum(c.Documented)))/100+0),
		fmt.Sprintf("Likelihood: as in crossroads calibrate. Prior: PERT over the documented range with the documented value as mode, and for the tempo of operations in 2021 to 2025 a normal distribution of the spread with which it is drawn. "+
			"A value that moves by less than %g of its prior spread keeps the documented value, and the others are fitted again. The result is rounded to %d digits.", calibrate.Least, calibrate.Digits),
		edgeSentence(c),
		missedSentence(c),
	}
	if set == counts.ShippedSet {
		r.Sentences = append(r.Sentences, shipsSentence(c))
	} else {
		r.Sentences = append(r.Sentences, "The central values of the program come from the set "+counts.ShippedSet+", not from this fit.")
	}
	return r
}

func centredBlock(c *calibrate.Centre) blocks.Block {
	t := blocks.Block{Name: "parameters", Title: "Values changed by the fit", Columns: []blocks.Column{
		{Name: "name", Head: "name", Width: 19}, {Name: "unit", Head: "unit", Width: 20}, {Name: "range", Head: "range", Width: 13}, {Name: "documented", Head: "documented", Width: 0}, {Name: "fitted", Head: "fitted", Width: 0}, {Name: "rounded", Head: "rounded", Width: 0}, {Name: "moved", Head: "moved, in\nspreads", Width: 0},
	}}
	var held []string
	for i := range c.Rows {
		row := &c.Rows[i]
		if row.Held {
			held = append(held, row.Name)
			continue
		}
		span := ""
		if p := row.Parameter; p != nil {
			span = describe.RangeWords(p.Low, p.High).String()
		}
		t.Rows = append(t.Rows, []any{row.Name, row.Unit, span, blocks.Input(row.Documented), blocks.Input(threeDigits(row.Fitted)), blocks.Input(row.Rounded), plots.Plus(plots.Index(row.Moved()))})
	}
	t.Notes = []string{
		fmt.Sprintf("%d of %d values change. Kept at the documented value: %s.", len(t.Rows), len(c.Rows), strings.Join(held, ", ")),
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

func centreFitBlock(c *calibrate.Centre) blocks.Block {
	t := blocks.Block{Name: "fit", Title: "Model divided by reported figures, before and after", Columns: []blocks.Column{
		{Name: "id", Head: "id", Width: 19}, {Name: "quantity", Head: "quantity", Width: 38}, {Name: "cited", Head: "cited", Width: 0}, {Name: "documented", Head: "documented", Width: 0}, {Name: "fitted", Head: "fitted", Width: 0}, {Name: "rounded", Head: "rounded", Width: 0},
	}}
	for i, target := range c.Targets {
		over := func(q calibrate.Quality) blocks.Measured {
			return blocks.Measured{Value: q.Modelled[i] / *target.Value, Unit: "1"}
		}
		t.Rows = append(t.Rows, []any{target.ID, target.Quantity, blocks.Input(*target.Value), over(c.Documented), over(c.Fitted), over(c.Rounded)})
	}
	t.Notes = []string{"A source that counts an unknown fraction is scaled by the fraction that fits."}
	for i := range c.Bounds {
		t.Notes = append(t.Notes, boundWords(&c.Bounds[i]))
	}
	if len(c.Left) > 0 {
		t.Notes = append(t.Notes, "Not fitted: "+leftWords(c.Left)+".")
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
