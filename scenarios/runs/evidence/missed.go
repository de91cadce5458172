// SPDX-License-Identifier: Apache-2.0

package evidence

import (
	"slices"

	"crossroads/model"
)

// missedBy is the factor beyond which a figure counts as missed.
const missedBy = 1.15

// grownRow is the row on how fast the attacks of one group grew. The model tells no groups apart and has no row of its own
// that observes it.
const grownRow = "E07"

// Missed lists what a run of the history leaves unreproduced: the rows of the recommended set that it misses by more than
// 15% either way, in ledger order, then the growth of attacks by the Pakistani Taliban from 2021 to 2023, beside which the
// growth of all attacks stands. A run from another year misses nothing.
func Missed(t *model.Trajectory, ledger []model.Evidence) []Comparison {
	list := slices.DeleteFunc(Compare(t, ledger), func(c Comparison) bool {
		return c.Evidence.Set != "recommended" || c.Ratio() < missedBy && c.Ratio() > 1/missedBy
	})
	for i := range ledger {
		if e := &ledger[i]; e.ID == grownRow && t.Years.First() <= 2021 && t.Years.Last() >= 2023 {
			year := func(y int) float64 { return model.Amount(t, "attacks", model.NewYear(y), model.NewYear(y+1)) }
			list = append(list, Comparison{Evidence: e, Modelled: year(2023) / year(2021)})
		}
	}
	return list
}
