// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// unit is a word a quantity may carry: so many of a base, as a fraction so that
// twelve months are a year to the last bit.
type unit struct {
	words []string // the first is how tables write it
	base  string
	over  float64
	under float64
}

// unitTable holds one row per word of the units in the tables and those that
// convert to them.
var unitTable = []unit{
	{[]string{"USD million"}, "USD million", 1, 1},
	{[]string{"USD billion"}, "USD million", 1000, 1},
	{[]string{"USD thousand"}, "USD million", 1, 1000},
	{[]string{"USD"}, "USD million", 1, 1e6},
	{[]string{"year", "years"}, "year", 1, 1},
	{[]string{"month", "months"}, "year", 1, 12},
	{[]string{"quarter", "quarters"}, "year", 1, 4},
	{[]string{"attack", "attacks"}, "attack", 1, 1},
	{[]string{"death", "deaths"}, "death", 1, 1},
	{[]string{"fighter", "fighters"}, "fighter", 1, 1},
	{[]string{"person", "persons", "people"}, "person", 1, 1},
	{[]string{"major operation", "major operations"}, "major operation", 1, 1},
}

// UnitWords lists the words of units that a file may use.
func UnitWords() []string {
	var list []string
	for _, u := range unitTable {
		list = append(list, u.words...)
	}
	return list
}

// amount is a number with a unit: over/under of the product of bases to their
// powers.
type amount struct {
	over, under float64
	powers      map[string]int
	plain       bool // no unit was written
}

// times multiplies by a number and a unit word, or divides by them.
func (a *amount) times(number float64, u *unit, divide bool) {
	over, under, power := number, 1.0, 1
	if u != nil {
		over, under = over*u.over, u.under
		a.plain = false
	}
	if divide {
		over, under, power = under, over, -1
	}
	a.over, a.under = a.over*over, a.under*under
	if u != nil {
		a.powers[u.base] += power
		if a.powers[u.base] == 0 {
			delete(a.powers, u.base)
		}
	}
}

// leading is the number at the beginning of a part of a quantity.
var leading = regexp.MustCompile(`^[-+]?[0-9][0-9.,]*([eE][-+]?[0-9]+)?`)

// grouped is a number with a comma after every thousand, as this program prints
// it. Before a unit it is read as printed; alone it may be a decimal comma.
var grouped = regexp.MustCompile(`^[-+]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?$`)

// parseAmount reads "540 USD million / 3 years": numbers with units, the later
// ones divided by. A unit may stand alone after a stroke, as in "180 USD million/year".
func parseAmount(text string) (amount, error) {
	a := amount{over: 1, under: 1, powers: map[string]int{}, plain: true}
	for i, part := range strings.Split(text, "/") {
		word := strings.TrimSpace(part)
		end := len(leading.FindString(word))
		number, name := 1.0, strings.Join(strings.Fields(word[end:]), " ")
		var err error
		if digits := word[:end]; digits != "" {
			if strings.Contains(digits, ",") {
				if !grouped.MatchString(digits) || !strings.ContainsFunc(text, unicode.IsLetter) {
					return a, commaWords(digits)
				}
				digits = strings.ReplaceAll(digits, ",", "")
			}
			if number, err = parseDecimal(digits); err != nil {
				return a, err
			}
			if i > 0 && number == 0 {
				return a, errors.New("divides by 0 (a number above 0)")
			}
		} else if i == 0 || name == "" {
			return a, errNotNumber
		}
		var u *unit
		if name != "" {
			if u = findUnit(name); u == nil {
				return a, unknownUnit(name)
			}
		}
		a.times(number, u, i > 0)
		if i > 0 {
			a.plain = false
		}
	}
	return a, nil
}

// likely are the units that people mean by other words.
var likely = map[string]string{
	"dollar": "USD", "dollars": "USD", "$": "USD", "million USD": "USD million", "million dollars": "USD million", "m USD": "USD million", "billion USD": "USD billion",
	"operation": "major operation", "operations": "major operations", "a": "year", "annum": "year", "yr": "year", "y": "year", "mo": "month",
}

// unknownUnit says that a word is no unit, or that the text is no number at all.
func unknownUnit(name string) error {
	first := rune(name[0])
	switch meant := likely[name]; {
	case meant != "":
		return fmt.Errorf("has an unknown unit, %q (%s)", name, meant)
	case strings.Contains(" "+name+" ", " per "):
		return errors.New("says per (a stroke, as in 40 major operations/year)")
	case !unicode.IsLetter(first) || len(name) < 2:
		return errNotNumber
	}
	words := make([]string, len(unitTable))
	for i, u := range unitTable {
		words[i] = u.words[0]
	}
	meant := ""
	if c := Closest(name, UnitWords()); c != "" {
		meant = "did you mean " + c + "? "
	}
	return fmt.Errorf("has an unknown unit, %q (%sknown: %s)", name, meant, strings.Join(words, ", "))
}

// findUnit is the unit of a word, or nil.
func findUnit(word string) *unit {
	for i := range unitTable {
		if slices.Contains(unitTable[i].words, word) {
			return &unitTable[i]
		}
	}
	return nil
}

// in is the amount counted in a unit of the tables.
func (a amount) in(unit string) (float64, error) {
	if a.plain {
		return a.over / a.under, nil
	}
	target := amount{over: 1, under: 1, powers: map[string]int{}}
	if unit != "1" {
		var err error
		if target, err = parseAmount("1 " + strings.TrimPrefix(unit, "1")); err != nil {
			return 0, err
		}
	}
	v := a.over * target.under / (a.under * target.over)
	if maps.Equal(a.powers, target.powers) {
		return v, nil
	}
	meant := strconv.FormatFloat(a.over/a.under, 'g', 6, 64)
	if unit != "1" {
		meant += " " + strings.Replace(unit, "month", "months", 1)
	}
	return 0, fmt.Errorf("is in %s (%s, as in %s)", a.unit(), unitInWords(unit), meant)
}

// unit writes the unit of an amount as tables do.
func (a amount) unit() string {
	var over, under []string
	for _, base := range slices.Sorted(maps.Keys(a.powers)) {
		for n := a.powers[base]; n != 0; {
			if n > 0 {
				over, n = append(over, base), n-1
			} else {
				under, n = append(under, base), n+1
			}
		}
	}
	switch text := strings.Join(over, "·"); {
	case len(under) == 0 && text == "":
		return "no unit"
	case len(under) == 0:
		return text
	case text == "":
		return "1/" + strings.Join(under, "/")
	default:
		return text + "/" + strings.Join(under, "/")
	}
}

// unitInWords names a unit of the tables, the pure number too.
func unitInWords(unit string) string {
	switch unit {
	case "1":
		return "a number without a unit"
	case "month":
		return "a number of months"
	}
	return "a number in " + unit
}
