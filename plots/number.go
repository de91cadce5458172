// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"crossroads/plots/canvas"
	"math"
	"strconv"
	"strings"
)

// none is written where there is no number.
const none = "–"

// finite reports whether there is a number to be written.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// Number writes a value of the model as a reader should take it: with two
// significant digits, commas between thousands and a true minus.
func Number(v float64) string {
	switch {
	case !finite(v):
		return none
	case v < 0:
		return canvas.Minus + Number(-v)
	case v < 1e-6: // nothing that a reader could tell from none
		return "0"
	}
	scale := math.Pow10(int(math.Floor(math.Log10(v))) - 1)
	v = math.Round(v/scale) * scale
	if v >= 10 {
		return canvas.Grouped(strconv.FormatFloat(v, 'f', 0, 64))
	}
	digits := max(0, -int(math.Floor(math.Log10(v)+1e-9))+1)
	return strconv.FormatFloat(v, 'f', digits, 64)
}

// Index writes a number of the model that has no unit: with two decimals.
func Index(v float64) string {
	if !finite(v) {
		return none
	}
	text := strconv.FormatFloat(math.Abs(v), 'f', 2, 64)
	if v < 0 && text != "0.00" {
		return canvas.Minus + text
	}
	return text
}

// Signed writes a difference: as Number, with a plus sign where it is positive.
func Signed(v float64) string { return Plus(Number(v)) }

// Plus puts a plus sign before a written number that is positive.
func Plus(number string) string {
	if number == none || strings.HasPrefix(number, canvas.Minus) || strings.Trim(number, "0.") == "" {
		return number
	}
	return "+" + number
}

// Count writes a count in full, with commas between thousands.
func Count(n int) string { return canvas.Grouped(strconv.Itoa(n)) }

// Exact writes a number somebody wrote down, with all its digits.
func Exact(v float64) string {
	if !finite(v) {
		return none
	}
	return canvas.Grouped(strconv.FormatFloat(v, 'f', -1, 64))
}
