// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// errNotNumber says that a text is no number, for a caller that knows the range.
var errNotNumber = errors.New("is not a number")

// decimal is a number as files have it: digits with a point.
var decimal = regexp.MustCompile(`^-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$`)

// Forms in which numbers go wrong, each with what would be right.
var (
	percent   = regexp.MustCompile(`^([-+]?[0-9.]+) ?(%|per ?cent)$`)
	comma     = regexp.MustCompile(`^-?[0-9]+(,[0-9]+)+(\.[0-9]+)?$`)
	octal     = regexp.MustCompile(`^-?0[0-9_]+(\.[0-9]*)?$`)
	based     = regexp.MustCompile(`^[-+]?0[xXoObB][0-9a-fA-F_]+$`)
	separated = regexp.MustCompile(`^[-+]?[0-9]+([_' \x{00a0}\x{2007}\x{2019}][0-9]+)+$`)
)

// parseDecimal reads a number and says what is wrong with one that is written
// in another way.
func parseDecimal(text string) (float64, error) {
	bare := strings.TrimLeft(strings.TrimPrefix(text, "-"), "0")
	switch {
	case octal.MatchString(text):
		if bare == "" || bare[0] == '.' {
			bare = "0" + bare
		}
		return 0, fmt.Errorf("begins with 0 and may be read as octal (%s)", strings.ReplaceAll(bare, "_", ""))
	case strings.HasPrefix(text, "+") && decimal.MatchString(text[1:]):
		return 0, fmt.Errorf("has a plus sign (%s; relative to what is inherited: %s%%)", text[1:], text)
	case !decimal.MatchString(text):
		return 0, errNotNumber
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, errors.New("is too large for a number (a smaller one)")
	}
	return v, nil
}

// printed turns numbers as this program prints them into numbers as files have them.
var printed = strings.NewReplacer("\u2212", "-", "\u2009", "", "\u202f", "")

// parseQuantity reads a number, with a unit or without, in a unit of the tables.
func parseQuantity(text, unit string) (float64, error) {
	text = printed.Replace(strings.TrimSpace(text))
	lower := strings.ToLower(text)
	switch {
	case based.MatchString(text):
		return 0, errors.New("is not decimal (digits with a point)")
	case percent.MatchString(text):
		return 0, percentWords(text, unit)
	case comma.MatchString(text):
		return 0, commaWords(text)
	case separated.MatchString(text):
		return 0, fmt.Errorf("has separators (%s)", strings.NewReplacer("_", "", "'", "", " ", "", "\u00a0", "", "\u2007", "", "\u2019", "").Replace(text))
	case lower == "yes" || lower == "no" || lower == "on" || lower == "off" || lower == "true" || lower == "false":
		return 0, errors.New("is true or false")
	case strings.Contains(lower, ".inf") || strings.Contains(lower, ".nan") || lower == "nan" || lower == "inf" || lower == "infinity":
		return 0, errors.New("is not finite")
	}
	a, err := parseAmount(text)
	if err != nil {
		return 0, err
	}
	v, err := a.in(unit)
	if err == nil && (math.IsNaN(v) || math.IsInf(v, 0)) {
		return 0, errors.New("is too large for a number (a smaller one)")
	}
	return v, err
}

// percentWords says how a percentage is written.
func percentWords(text, unit string) error {
	digits := percent.FindStringSubmatch(text)[1]
	v, err := strconv.ParseFloat(digits, 64)
	switch {
	case err != nil:
		return errNotNumber
	case strings.ContainsAny(digits, "+-"):
		return errors.New("is relative, and there is nothing here to be relative to")
	case unit == "1":
		return fmt.Errorf("is a percentage (%s; relative to what is inherited: +%s%%)", Plain(rounded(v/100)), digits)
	default:
		return fmt.Errorf("is a percentage (%s; relative to what is inherited: +%s%%)", unitInWords(unit), digits)
	}
}

// commaWords says what a number with commas may have been meant to be.
func commaWords(text string) error {
	whole := strings.ReplaceAll(text, ",", "")
	if strings.Count(text, ",") == 1 && strings.Contains(text, ".") && strings.LastIndex(text, ".") < strings.Index(text, ",") {
		return fmt.Errorf("has a decimal comma (%s)", strings.NewReplacer(".", "", ",", ".").Replace(text))
	}
	if strings.Count(text, ",") > 1 || strings.Contains(text, ".") {
		return fmt.Errorf("has commas (%s)", whole)
	}
	point := strings.Replace(text, ",", ".", 1)
	if before, after, _ := strings.Cut(text, ","); len(after) == 3 && before != "0" {
		return fmt.Errorf("has a comma (%s or %s)", whole, point)
	}
	return fmt.Errorf("has a decimal comma (%s)", point)
}

// rounded drops the digits in which a product of decimals differs from what one
// would write.
func rounded(v float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 14, 64), 64)
	return r
}

// number reads a number within [low, high], with a unit or without.
func (r *reader) number(thing, unit string, low, high float64, n *yaml.Node) (float64, bool) {
	if !r.scalar(thing, unit, low, high, n) {
		return 0, false
	}
	return r.parseNumber(thing, unit, low, high, n, n.Value)
}

// scalar refuses what is no plain value where a number should stand.
func (r *reader) scalar(thing, unit string, low, high float64, n *yaml.Node) bool {
	wanted := numberWords(unit, low, high)
	switch {
	case n.Kind != yaml.ScalarNode || n.Tag == "!!null":
		r.fault(n, "%s: is %s (%s)", thing, kindWords(n), wanted)
	case n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 && decimal.MatchString(n.Value):
		r.fault(n, "%s: %q is a text (%s without quotes)", thing, n.Value, n.Value)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 || n.Style&yaml.TaggedStyle != 0:
		r.fault(n, "%s: is not a plain value (%s)", thing, wanted)
	default:
		return true
	}
	return false
}

// unbounded is beyond any number that a file needs.
const unbounded = 1e12

// numberWords says which number would be right.
func numberWords(unit string, low, high float64) string {
	words := "a number"
	if unit != "1" {
		words = unitInWords(unit)
	}
	if low <= -unbounded {
		return words
	}
	return fmt.Sprintf("%s from %s to %s", words, Plain(low), Plain(high))
}

// parseNumber reads a number out of the text of a node.
func (r *reader) parseNumber(thing, unit string, low, high float64, n *yaml.Node, text string) (float64, bool) {
	v, err := parseQuantity(text, unit)
	switch {
	case err == nil:
		return v, r.inRange(thing, unit, low, high, n, v)
	case strings.HasSuffix(err.Error(), ")"):
		r.fault(n, "%s: %q %v", thing, text, err)
	default:
		r.fault(n, "%s: %q %v (%s)", thing, text, err, numberWords(unit, low, high))
	}
	return 0, false
}

// inRange refuses a number outside [low, high].
func (r *reader) inRange(thing, unit string, low, high float64, n *yaml.Node, v float64) bool {
	if v >= low && v <= high {
		return true
	}
	beyond := ""
	if strings.HasPrefix(thing, "lever ") && unit != "1" && v > high && v <= mostBeyond*high {
		value := Plain(v)
		if strings.Contains(thing, " in ") {
			value = "{the dates}"
		}
		beyond = fmt.Sprintf("; beyond it only as {value: %s, outside_range: the reason}", value)
	}
	r.fault(n, "%s = %v%s: is outside its range (%s to %s%s)", thing, v, inUnit(unit), Plain(low), Plain(high), beyond)
	return false
}

// inUnit is a unit as it stands after a number: nothing for a pure number.
func inUnit(unit string) string {
	if unit == "1" {
		return ""
	}
	return " " + unit
}

// ParseNumber reads a number without a unit as files have it. It says what is wrong with a number written in another way,
// and, in parentheses, what would be right where it can tell.
func ParseNumber(text string) (float64, error) { return parseQuantity(text, "1") }
