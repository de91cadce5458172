package ensemble

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/tables"
)

// Posterior is a weighted table of sets of assumptions, as a calibration leaves
// it. A nil Posterior knows no parameter.
type Posterior struct {
	Name     string // of the file
	Evidence string // what it was fitted to
	Sum      string // the first twelve hexadecimal digits of its SHA-256
	columns  []*model.Parameter
	rows     [][]float64 // by row, in the order of columns
	upTo     []float64   // share of the weight up to and including each row
	size     float64
	centre   map[*model.Parameter]float64 // the values that fit closest, where the file has them
}

// CentreMark begins each line of a posterior file, behind #, that holds one of the values that fit closest.
const CentreMark = "centre"

// ReadPosterior takes a posterior from a table with the columns weight and one per parameter, and member or none. Rows
// without weight count for nothing. All mistakes come back at once.
func ReadPosterior(t *tables.Table) (*Posterior, error) {
	p := &Posterior{Name: t.File, Sum: t.Sum, Evidence: strings.TrimSuffix(filepath.Base(t.File), filepath.Ext(t.File))}
	for _, comment := range t.Comments {
		if rest, is := strings.CutPrefix(comment, "evidence: "); is {
			p.Evidence, _, _ = strings.Cut(rest, ",")
		}
	}
	weight := t.Need("weight")
	var at []int
	for i, column := range t.Header {
		switch column {
		case "weight", "member", "label":
			continue
		}
		row := model.FindParameter(column)
		if row == nil {
			t.Fault(-1, i, "%s", scenarios.Unknown("column", column, append(model.ParameterNames(), "member", "weight")))
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
		if w > 0 {
			p.rows, weights = append(p.rows, values), append(weights, w)
		}
	}
	if err := t.Err(); err != nil {
		return nil, err
	}
	if err := p.readCentre(t.Comments); err != nil {
		return nil, fmt.Errorf("%s: %w", t.File, err)
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

// readCentre reads the values that fit closest from the comments of a file.
func (p *Posterior) readCentre(comments []string) error {
	for _, comment := range comments {
		words := strings.Fields(comment)
		if len(words) != 3 || words[0] != CentreMark {
			continue
		}
		row := model.FindParameter(words[1])
		if row == nil {
			return fmt.Errorf("line \"# %s\": %s", comment, scenarios.Unknown("parameter", words[1], model.ParameterNames()))
		}
		v, err := tables.ParseNumber(words[2])
		if err != nil {
			return fmt.Errorf("line \"# %s\": %w", comment, err)
		}
		if v < row.Low || v > row.High {
			return fmt.Errorf("line \"# %s\": %v %s is outside its range (%v to %v)", comment, v, row.Unit, row.Low, row.High)
		}
		if p.centre == nil {
			p.centre = map[*model.Parameter]float64{}
		}
		p.centre[row] = v
	}
	return nil
}

// HasCentre reports whether the file holds the values that fit closest.
func (p *Posterior) HasCentre() bool { return p.centre != nil }

// In is a world with the values that fit closest in place of the central ones; what the world sets itself stays. It fails
// where the file of the posterior does not hold them.
func (p *Posterior) In(w *scenarios.World) (*scenarios.World, error) {
	if p.centre == nil {
		return nil, fmt.Errorf("%s: has no lines \"# %s\" with the values that fit closest (a calibration.csv of this version)", p.Name, CentreMark)
	}
	fitted := *w
	fitted.Name, fitted.Label = w.Name+" fitted to "+p.Evidence, w.Label+", fitted to "+p.Evidence
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

// EffectiveSize is how many equally weighted rows would be worth as much.
func (p *Posterior) EffectiveSize() float64 { return p.size }

// knows tells whether the posterior holds the parameter.
func (p *Posterior) knows(row *model.Parameter) bool {
	return p != nil && slices.Contains(p.columns, row)
}

// set puts into q the row in which the share u of the weight is reached.
func (p *Posterior) set(q *model.Parameters, u float64) {
	if p == nil {
		return
	}
	row := p.rows[min(sort.SearchFloat64s(p.upTo, u), len(p.rows)-1)]
	for j, column := range p.columns {
		*column.Of(q) = row[j]
	}
}
