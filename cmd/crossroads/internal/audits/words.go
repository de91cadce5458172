// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"strings"

	"crossroads/model"
	"crossroads/plots"
)

// than is the word for less of an outcome.
func than(o *model.Outcome) string {
	switch o.Unit {
	case "1":
		return "lower"
	case "USD million":
		return "less"
	}
	return "fewer"
}

// withUnit is the value of an assumption with its unit, if it has one.
func withUnit(v float64, unit string) string {
	number := plots.Number(v)
	switch _, of, rate := strings.Cut(unit, "/"); {
	case unit == "1":
		return number
	case of == "year" || strings.HasSuffix(of, "/year"):
		return number + " a year"
	case rate: // the name says what is counted for each of what
		return number
	}
	return number + " " + unit
}

// within says in which parts of its documented range an assumption lies.
func within(p *model.Parameter, parts [][2]float64) string {
	var words []string
	for _, part := range parts {
		switch low, high := part[0] == p.Low, part[1] == p.High; {
		case low && high:
			words = append(words, "anywhere in its range")
		case low:
			words = append(words, "below "+withUnit(part[1], p.Unit))
		case high:
			words = append(words, "above "+withUnit(part[0], p.Unit))
		default:
			words = append(words, "between "+plots.Number(part[0])+" and "+withUnit(part[1], p.Unit))
		}
	}
	if len(words) == 0 {
		return "nowhere in its range"
	}
	return strings.Join(words, " or ")
}

// grade says what the value of an assumption depends on.
func grade(p *model.Parameter) string {
	switch p.Confidence {
	case model.Cited:
		return "one cited figure"
	case model.Judgement:
		return "authors' judgement"
	}
	return string(p.Confidence)
}
