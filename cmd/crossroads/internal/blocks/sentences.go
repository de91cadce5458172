package blocks

import (
	"strings"

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

// BeingKilled says who is killed in an outcome that counts deaths: "civilians and
// security forces are killed".
func BeingKilled(o *model.Outcome) string {
	if who, ok := strings.CutSuffix(strings.TrimSuffix(Counted(o), ","), " killed"); ok {
		return who + " are killed"
	}
	return "are killed, including militants,"
}

// List joins words as in a sentence.
func List(words []string) string { return table.Sentence(words) }
