// SPDX-License-Identifier: Apache-2.0

package breakeven

import (
	"context"

	"crossroads/model"
)

// Map holds both paths' outcomes over the documented ranges of two parameters,
// the others at the centre.
type Map struct {
	X, Y   *model.Parameter
	Points int           // along each side, from the low to the high end
	A, B   [][][]float64 // by outcome, step of Y and step of X
}

// MapRuns is the number of runs of a map.
func MapRuns(points int) int { return 2 * points * points }

// Map runs both paths over the ranges of two parameters.
func (q *Question) Map(ctx context.Context, x, y *model.Parameter, points int) (*Map, error) {
	values, err := q.run(ctx, points*points, func(i int) model.Parameters {
		return with(with(q.World.Parameters, x, Point(x, i%points, points)), y, Point(y, i/points, points))
	})
	if err != nil {
		return nil, err
	}
	m := &Map{X: x, Y: y, Points: points}
	for n := range q.Outcomes {
		a, b := make([][]float64, points), make([][]float64, points)
		for i := range values {
			a[i/points] = append(a[i/points], values[i][0][n])
			b[i/points] = append(b[i/points], values[i][1][n])
		}
		m.A, m.B = append(m.A, a), append(m.B, b)
	}
	return m, nil
}
