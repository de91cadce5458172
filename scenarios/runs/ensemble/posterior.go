// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/tables"
)

// Posterior is a weighted table of sets of assumptions, as a calibration leaves
// it. A nil Posterior knows no parameter.
type Posterior struct {
	Name     string            // of the file
	Evidence string            // what it was fitted to
	Sum      string            // the first twelve hexadecimal digits of its SHA-256
	Model    string            // the hash of the model it was fitted with; "" if the file does not say
	Counts   *scenarios.Counts // own figures that it was fitted to; nil where the file has none
	columns  []*model.Parameter
	rows     [][]float64 // by row, in the order of columns
	upTo     []float64   // share of the weight up to and including each row
	size     float64
	centre   map[*model.Parameter]float64 // the values that fit closest, where the file has them
}

// CentreMember is the member number of the row of a posterior file that holds the values that fit closest. It has no weight.
const CentreMember = -1

// ReadPosterior takes a posterior from a table with the columns weight and one per parameter, and perhaps member, model,
// evidence, counts and label. Rows without weight count for nothing. All mistakes come back at once.
func ReadPosterior(t *tables.Table) (*Posterior, error) {
	p := &Posterior{Name: t.File, Sum: t.Sum, Evidence: strings.TrimSuffix(filepath.Base(t.File), filepath.Ext(t.File))}
	if named := t.Column("evidence"); named >= 0 && len(t.Rows) > 0 {
		p.Evidence = t.Rows[0][named]
	}
	if what := scenarios.ForeignTable(t.Header); strings.Contains(what, "evidence table") {
		t.Fault(-1, 0, "the table is %s", what)
		return nil, t.Err()
	}
	if at := t.Column("model"); at >= 0 && len(t.Rows) > 0 {
		p.Model = t.Rows[0][at]
	}
	weight := t.Need("weight")
	var at []int
	for i, column := range t.Header {
		switch column {
		case "weight", "member", "model", "evidence", "counts", "label":
			continue
		}
		row := model.FindParameter(column)
		if row == nil {
			if lower := strings.ToLower(column); lower != "weight" { // which Need names already
				t.Fault(-1, i, "%s", scenarios.Unknown("column", column, append(model.ParameterNames(), "member", "weight")))
			}
			continue
		}
		p.columns, at = append(p.columns, row), append(at, i)
	}
	if len(at) == 0 && t.Err() == nil {
		t.Fault(-1, 0, "no column has the name of a parameter (member, weight and parameters, as crossroads calibrate writes them)")
	}
	if len(t.Rows) == 0 {
		t.Fault(-1, 0, "the table has no rows (a row for each draw)")
	}
	if err := t.Err(); err != nil {
		return nil, err
	}
	var weights []float64
	member, counted := t.Column("member"), t.Column("counts")
	for i := range t.Rows {
		w, _ := t.Number(i, weight)
		if w < 0 {
			t.FaultIn(i, weight, "%v is negative (0 or more)", w)
		}
		values := make([]float64, len(at))
		for j, column := range at {
			v, ok := t.Number(i, column)
			if row := p.columns[j]; ok && (v < row.Low || v > row.High) {
				t.FaultIn(i, column, "%v %s is outside its range (%v to %v)", v, row.Unit, row.Low, row.High)
			}
			values[j] = v
		}
		if w == 0 && member >= 0 && t.Rows[i][member] == strconv.Itoa(CentreMember) {
			p.centre = map[*model.Parameter]float64{}
			for j, row := range p.columns {
				p.centre[row] = values[j]
			}
			if counted >= 0 && t.Rows[i][counted] != "" {
				var err error
				if p.Counts, err = scenarios.ParseCounts(t.File, t.Rows[i][counted]); err != nil {
					t.FaultIn(i, counted, "%v", err)
				}
			}
		}
		if w > 0 {
			p.rows, weights = append(p.rows, values), append(weights, w)
		}
	}
	if err := t.Err(); err != nil {
		return nil, err
	}
	var sum, squares float64
	for _, w := range weights {
		sum += w
		squares += float64(w * w)
		p.upTo = append(p.upTo, sum)
	}
	switch {
	case sum == 0:
		return nil, fmt.Errorf("%s: no row has any weight (at least one above 0)", t.File)
	case math.IsInf(squares, 0):
		return nil, fmt.Errorf("%s: the weights are too large to add up (weights that sum to 1)", t.File)
	case squares == 0:
		return nil, fmt.Errorf("%s: the weights are too small to add up (weights that sum to 1)", t.File)
	}
	for i := range p.upTo {
		p.upTo[i] /= sum
	}
	p.size = sum * sum / squares
	return p, nil
}

// HasCentre reports whether the file holds the values that fit closest.
func (p *Posterior) HasCentre() bool { return p.centre != nil }

// In is a world with the values that fit closest in place of the central ones; what the world sets itself stays. It fails
// where the file of the posterior does not hold them.
func (p *Posterior) In(w *scenarios.World) (*scenarios.World, error) {
	if p.centre == nil {
		return nil, fmt.Errorf("%s: has no row of member %d with the values that fit closest; use a calibration.csv of this version", p.Name, CentreMember)
	}
	fitted := *w
	fitted.Name, fitted.Label = w.Name+" fitted to "+p.Evidence, w.Label+", fitted to "+p.Evidence
	if p.Counts != nil {
		fitted.Counts = p.Counts
	}
	for row, v := range p.centre {
		if !slices.Contains(w.Set, row) {
			*row.Of(&fitted.Parameters) = v
		}
	}
	return &fitted, nil
}

// Centred are worlds with the values that fit closest, where draws come from a posterior that holds them.
func (d Draws) Centred(worlds []*scenarios.World) []*scenarios.World {
	if d.Posterior == nil || !d.Posterior.HasCentre() {
		return worlds
	}
	list := make([]*scenarios.World, len(worlds))
	for i, w := range worlds {
		list[i], _ = d.Posterior.In(w) // it has a centre
	}
	return list
}

// Counts are the counts of one's own that the posterior or one of some worlds
// brings along; nil for none.
func (d Draws) Counts(worlds ...*scenarios.World) *scenarios.Counts {
	if d.Posterior != nil && d.Posterior.Counts != nil {
		return d.Posterior.Counts
	}
	for _, w := range worlds {
		if w.Counts != nil {
			return w.Counts
		}
	}
	return nil
}

// EffectiveSize is how many equally weighted rows would be worth as much.
func (p *Posterior) EffectiveSize() float64 { return p.size }

// knows reports whether the posterior holds the parameter.
func (p *Posterior) knows(row *model.Parameter) bool {
	return p != nil && slices.Contains(p.columns, row)
}

// row is the row in which the share u of the weight is reached.
func (p *Posterior) row(u float64) int { return min(sort.SearchFloat64s(p.upTo, u), len(p.rows)-1) }

// set puts into q the row in which the share u of the weight is reached.
func (p *Posterior) set(q *model.Parameters, u float64) {
	if p == nil {
		return
	}
	row := p.rows[p.row(u)]
	for j, column := range p.columns {
		*column.Of(q) = row[j]
	}
}
