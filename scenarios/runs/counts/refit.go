// SPDX-License-Identifier: Apache-2.0

package counts

import (
	"fmt"
	"math"
	"strconv"
	"sync"

	"gonum.org/v1/gonum/optimize"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/stats/elementary"
)

func init() { scenarios.FitWorld, scenarios.WarnWorld = fitWorld, warnWorld }

// leastMove is the share of its prior spread by which the fit of a world has to
// move a parameter for it to leave the documented value.
const leastMove = 0.2

// fits holds the fits of worlds made so far, by what decides them.
var fits sync.Map

// fitWorld finds the values of the parameters that the world does not set at
// which likelihood times prior is largest, as calibrate --centre does for all. A
// parameter that hardly moves is held at its documented value and the others are
// searched again. The tempo of operations is that of the built-in history. It returns
// the values that differ from the central ones.
func fitWorld(w *scenarios.World) (map[*model.Parameter]float64, error) {
	past, err := NewPast(SharedBias)
	if err != nil {
		return nil, err
	}
	key := fmt.Sprint(past.Sum, w.Parameters)
	for _, row := range w.Set {
		key += " " + row.Name
	}
	if made, ok := fits.Load(key); ok {
		return made.(map[*model.Parameter]float64), nil
	}
	s := &refit{past: past, base: w.Parameters, room: NewRoom()}
	for i := range model.ParameterTable {
		row := &model.ParameterTable[i]
		if row.Kind != model.Constant && row.Low < row.High && !w.Holds(row) && w.Draws(row) == nil {
			s.rows = append(s.rows, row)
			*row.Of(&s.base) = row.Documented
		}
	}
	fitted := map[*model.Parameter]float64{}
	for _, row := range s.rows {
		fitted[row] = row.Documented
	}
	for len(s.rows) > 0 {
		if err := s.climb(); err != nil {
			return nil, err
		}
		if !s.hold() {
			break
		}
	}
	for k, row := range s.rows {
		v := row.Low + float64((row.High-row.Low)*s.place(k))
		rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 2, 64), 64)
		if err != nil {
			return nil, err
		}
		fitted[row] = min(max(rounded, row.Low), row.High)
	}
	for row, v := range fitted {
		if v == row.Central {
			delete(fitted, row)
		}
	}
	fits.Store(key, fitted)
	return fitted, nil
}

// refit is a search for the largest likelihood times prior over the logits of
// the places of some parameters in their ranges.
type refit struct {
	past  *Past
	base  model.Parameters
	rows  []*model.Parameter
	found []float64
	room  *Room
}

// logit stretches a place from 0 to 1 over all numbers; the ends are taken as
// near them.
func logit(u float64) float64 {
	const end = 1e-3
	u = min(max(u, end), 1-end)
	return elementary.Log(u / (1 - u))
}

func placeOf(row *model.Parameter, v float64) float64 { return (v - row.Low) / (row.High - row.Low) }

// place is where the parameter was found in its range.
func (s *refit) place(k int) float64 { return 1 / (1 + elementary.Exp(-s.found[k])) }

// losses are what the search makes small, at places.
func (s *refit) losses(places [][]float64) ([]float64, error) {
	sets, losses := make([]model.Parameters, len(places)), make([]float64, len(places))
	for i, x := range places {
		sets[i] = s.base
		for k, row := range s.rows {
			*row.Of(&sets[i]) = row.Low + (row.High-row.Low)/(1+elementary.Exp(-x[k]))
		}
	}
	if err := s.past.Fits(s.room, sets, losses); err != nil {
		return nil, err
	}
	for i, x := range places {
		loss := -losses[i]
		for k, row := range s.rows {
			u, mode := 1/(1+elementary.Exp(-x[k])), placeOf(row, row.Documented)
			loss -= float64(4 * (float64(mode*elementary.Log(max(u, 1e-12))) + float64((1-mode)*elementary.Log(max(1-u, 1e-12)))))
		}
		losses[i] = loss
	}
	return losses, nil
}

// climb searches from the documented values.
func (s *refit) climb() error {
	const step = 1e-4
	from := make([]float64, len(s.rows))
	for k, row := range s.rows {
		from[k] = logit(placeOf(row, row.Documented))
	}
	var failed error
	losses := func(places [][]float64) []float64 {
		list, err := s.losses(places)
		if err != nil {
			failed = err
			return make([]float64, len(places))
		}
		return list
	}
	found, err := optimize.Minimize(optimize.Problem{
		Func: func(x []float64) float64 { return losses([][]float64{x})[0] },
		Grad: func(into, x []float64) {
			places := make([][]float64, 0, 2*len(x))
			for k := range x {
				for _, d := range []float64{step, -step} {
					y := append([]float64(nil), x...)
					y[k] += d
					places = append(places, y)
				}
			}
			list := losses(places)
			for k := range into {
				into[k] = (list[2*k] - list[2*k+1]) / (2 * step)
			}
		},
	}, from, &optimize.Settings{GradientThreshold: 1e-6, MajorIterations: 300, Converger: &optimize.FunctionConverge{Absolute: 1e-10, Iterations: 10}}, &optimize.LBFGS{})
	if failed != nil {
		return failed
	}
	if found == nil {
		return fmt.Errorf("the search for the values that fit the counts failed: %w", err)
	}
	s.found = found.X // a line search that ends in rounding has arrived too
	return nil
}

// hold puts back what moved by less than leastMove, and reports whether it put
// anything back.
func (s *refit) hold() bool {
	var rows []*model.Parameter
	var found []float64
	for k, row := range s.rows {
		mode := placeOf(row, row.Documented)
		a, b := 1+float64(4*mode), 5-float64(4*mode)
		spread := math.Sqrt(a * b / (6 * 6 * 7))
		if math.Abs(s.place(k)-mode) >= leastMove*spread {
			rows, found = append(rows, row), append(found, s.found[k])
		}
	}
	changed := len(rows) < len(s.rows)
	s.rows, s.found = rows, found
	return changed
}
