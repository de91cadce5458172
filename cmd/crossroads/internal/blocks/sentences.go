// SPDX-License-Identifier: Apache-2.0

package blocks

import (
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
)

// Counted says in the middle of a sentence what an outcome counts.
func Counted(o *model.Outcome) string {
	switch o.Name {
	case "deaths_all":
		return "killed in all, militants included,"
	case "militants":
		return "militants killed"
	}
	return table.LowerFirst(o.Label)
}
