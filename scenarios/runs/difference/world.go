// SPDX-License-Identifier: Apache-2.0

package difference

import (
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// Worlds says in what world b differs from world a, measured on a path over h.
// How assumptions are drawn moves no single run: such a change does nothing alone.
func Worlds(a, b *scenarios.World, path *scenarios.Scenario, h model.Horizon, outcomes []*model.Outcome) (*Difference, error) {
	d := &Difference{Outcomes: outcomes}
	var changed []func() (*scenarios.Run, error)
	add := func(c Change, change func(*scenarios.World)) {
		d.Changes = append(d.Changes, c)
		changed = append(changed, func() (*scenarios.Run, error) {
			w := *a
			change(&w)
			return path.Run(&w, h)
		})
	}

	for i := range model.ParameterTable {
		row := &model.ParameterTable[i]
		first, second := *row.Of(&a.Parameters), *row.Of(&b.Parameters)
		if first != second {
			add(Change{Name: row.Name, Unit: row.Unit, First: scenarios.Plain(first), Second: scenarios.Plain(second), Low: second - first, High: second - first},
				func(w *scenarios.World) { *row.Of(&w.Parameters) = second })
		}
	}
	for _, pair := range match(a.Shocks, b.Shocks, sameShock, likeShock) {
		add(Change{Name: "shock", First: at(a.Shocks, pair[0], (*scenarios.Shock).Words), Second: at(b.Shocks, pair[1], (*scenarios.Shock).Words)},
			func(w *scenarios.World) { w.Shocks = swap(a.Shocks, b.Shocks, pair) })
	}
	first, second := draws(a), draws(b)
	for _, pair := range match(first, second, func(x, y *string) bool { return *x == *y }, sameParameter) {
		add(Change{Name: "draws", First: at(first, pair[0], itself), Second: at(second, pair[1], itself)}, func(*scenarios.World) {})
	}
	return d, d.measure(func() (*scenarios.Run, error) { return path.Run(a, h) }, func() (*scenarios.Run, error) { return path.Run(b, h) }, changed)
}

// draws says how a world draws its parameters, one text for each.
func draws(w *scenarios.World) []string {
	var list []string
	for i := range w.Uncertain {
		list = append(list, w.Uncertain[i].String())
	}
	for _, c := range w.Correlations {
		list = append(list, c.Between[0].Name+" and "+c.Between[1].Name+", rank correlation "+scenarios.Plain(c.Rank))
	}
	return list
}

// sameParameter reports whether two texts begin with the same name.
func sameParameter(x, y *string) bool {
	first, _, _ := strings.Cut(*x, ",")
	second, _, _ := strings.Cut(*y, ",")
	return first == second
}
func itself(text *string) string { return *text }
