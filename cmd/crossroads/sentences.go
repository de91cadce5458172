package main

import (
	"fmt"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
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

// less is fewer of what can be counted and less of what can be measured.
func less(o *model.Outcome) string {
	switch o.Unit {
	case "1":
		return "lower"
	case "USD million":
		return "less"
	}
	return "fewer"
}

// condition says in which parts of its range a parameter lies, in its unit
// unless that is left out.
func condition(row *model.Parameter, parts [][2]float64, unit string) string {
	var words []string
	for _, p := range parts {
		switch low, high := p[0] == row.Low, p[1] == row.High; {
		case low && high:
			words = append(words, "anywhere in its range")
		case low:
			words = append(words, "below "+withUnit(p[1], unit))
		case high:
			words = append(words, "above "+withUnit(p[0], unit))
		default:
			words = append(words, "between "+plots.Number(p[0])+" and "+withUnit(p[1], unit))
		}
	}
	if len(words) == 0 {
		return "nowhere in its range"
	}
	return strings.Join(words, " or ")
}

// withUnit is a number with its unit, if it has one.
func withUnit(v float64, unit string) string {
	if unit == "1" {
		return plots.Number(v)
	}
	return plots.Number(v) + " " + unit
}

// documented says what a parameter's range rests on.
func documented(row *model.Parameter) string {
	return fmt.Sprintf("documented %s to %s, %s", plots.Number(row.Low), plots.Number(row.High), row.Confidence)
}

// meaning is what a parameter is, in the middle of a sentence.
func meaning(row *model.Parameter) string {
	return strings.TrimSuffix(table.LowerFirst(row.Doc), ".")
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
