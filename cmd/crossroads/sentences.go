package main

import (
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
)

// counted says in the middle of a sentence what an outcome counts.
func counted(o *model.Outcome) string {
	switch o.Name {
	case "deaths_all":
		return "killed in all, militants included,"
	case "militants":
		return "militants killed"
	}
	return table.LowerFirst(o.Label)
}

// beingKilled says who is killed in an outcome that counts deaths: "civilians and
// security forces are killed".
func beingKilled(o *model.Outcome) string {
	if who, ok := strings.CutSuffix(strings.TrimSuffix(counted(o), ","), " killed"); ok {
		return who + " are killed"
	}
	return "are killed, including militants,"
}

// list joins words as in a sentence.
func list(words []string) string { return table.Sentence(words) }
