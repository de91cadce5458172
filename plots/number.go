// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"math"
	"strconv"
	"strings"
)

// thousands separates groups of three digits; minus is the true minus sign.
const (
	thousands = ","
	minus     = "−"
)

// Number writes a value of the model as a reader should take it: with two
// significant digits, commas between thousands and a true minus.
func Number(v float64) string {
	switch {
	case math.IsNaN(v):
		return "–"
	case v < 0:
		return minus + Number(-v)
	case v < 1e-6: // nothing that a reader could tell from none
		return "0"
	}
	scale := math.Pow10(int(math.Floor(math.Log10(v))) - 1)
	v = math.Round(v/scale) * scale
	if v >= 10 {
		return grouped(strconv.FormatFloat(v, 'f', 0, 64))
	}
	digits := max(0, -int(math.Floor(math.Log10(v)+1e-9))+1)
	return strconv.FormatFloat(v, 'f', digits, 64)
}

// Index writes a number of the model that has no unit: with two decimals.
func Index(v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	text := strconv.FormatFloat(math.Abs(v), 'f', 2, 64)
	if v < 0 && text != "0.00" {
		return minus + text
	}
	return text
}

// Signed writes a difference: as Number, with a plus sign where it is positive.
func Signed(v float64) string { return Plus(Number(v)) }

// Plus puts a plus sign before a written number that is positive.
func Plus(number string) string {
	if strings.HasPrefix(number, minus) || strings.Trim(number, "0.") == "" {
		return number
	}
	return "+" + number
}

// Count writes a count in full, with commas between thousands.
func Count(n int) string { return grouped(strconv.Itoa(n)) }

// grouped puts a comma between groups of three digits, of four digits too, so
// that columns align.
func grouped(digits string) string {
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(thousands)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Exact writes a number somebody wrote down, with all its digits.
func Exact(v float64) string {
	switch {
	case math.IsNaN(v):
		return "–"
	case v < 0:
		return minus + Exact(-v)
	}
	whole, rest, pointed := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
	if pointed {
		rest = "." + rest
	}
	return grouped(whole) + rest
}
