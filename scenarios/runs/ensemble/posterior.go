package ensemble

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"
	"strconv"

	"crossroads/model"
	"crossroads/scenarios"
)

// Posterior is a weighted table of sets of assumptions, as a calibration leaves
// it. A nil Posterior knows no parameter.
type Posterior struct {
	Name    string // of the file
	Sum     string // the first twelve hexadecimal digits of its SHA-256
	columns []*model.Parameter
	rows    [][]float64 // by row, in the order of columns
	upTo    []float64   // share of the weight up to and including each row
	size    float64
}

// ReadPosterior reads CSV with the columns member, weight and one per parameter;
// lines that begin with # are skipped. Rows without weight count for nothing.
func ReadPosterior(name string, r io.Reader) (*Posterior, error) {
	p := &Posterior{Name: name}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	p.Sum = fmt.Sprintf("%x", sha256.Sum256(text))[:12]
	in := csv.NewReader(bytes.NewReader(text))
	in.Comment = '#'
	head, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("%s:1:1: header: cannot be read: %v (member,weight and parameters)", name, err)
	}
	weight := -1
	at := make([]int, 0, len(head))
	for i, column := range head {
		switch column {
		case "weight":
			weight = i
		case "member", "label":
		default:
			row := model.FindParameter(column)
			if row == nil {
				return nil, fmt.Errorf("%s:1:%d: %s", name, i+1, scenarios.Unknown("column", column, append(model.ParameterNames(), "member", "weight")))
			}
			p.columns, at = append(p.columns, row), append(at, i)
		}
	}
	if weight < 0 || len(p.columns) == 0 {
		return nil, fmt.Errorf("%s:1:1: header: %d parameters and no weight between them (member,weight and parameters)", name, len(p.columns))
	}
	var weights []float64
	for {
		record, err := in.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		number := func(i int) (float64, error) {
			v, err := strconv.ParseFloat(record[i], 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				line, column := in.FieldPos(i)
				return 0, fmt.Errorf("%s:%d:%d: %s: %q is not a number (a finite number)", name, line, column, head[i], record[i])
			}
			return v, nil
		}
		w, err := number(weight)
		if err != nil {
			return nil, err
		}
		if w < 0 {
			line, column := in.FieldPos(weight)
			return nil, fmt.Errorf("%s:%d:%d: weight = %v: is negative (0 or more)", name, line, column, w)
		}
		if w == 0 {
			continue
		}
		values := make([]float64, len(at))
		for j, i := range at {
			if values[j], err = number(i); err != nil {
				return nil, err
			}
			if row := p.columns[j]; values[j] < row.Low || values[j] > row.High {
				line, column := in.FieldPos(i)
				return nil, fmt.Errorf("%s:%d:%d: %s = %v %s: is outside its range (%v to %v)", name, line, column, row.Name, values[j], row.Unit, row.Low, row.High)
			}
		}
		p.rows, weights = append(p.rows, values), append(weights, w)
	}
	var sum, squares float64
	for _, w := range weights {
		sum += w
		squares += float64(w * w)
		p.upTo = append(p.upTo, sum)
	}
	if sum == 0 {
		return nil, fmt.Errorf("%s: no row has any weight (at least one above 0)", name)
	}
	for i := range p.upTo {
		p.upTo[i] /= sum
	}
	p.size = sum * sum / squares
	return p, nil
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
