// SPDX-License-Identifier: Apache-2.0

package canvas

import (
	"math"
	"strconv"
	"strings"
)

// Thousands separates groups of three digits; minus is the true minus sign.
const (
	Thousands = ","
	Minus     = "−"
)

// Grouped puts a comma between groups of three digits before the decimal point, of
// four digits too, so that columns align, and writes a true minus.
func Grouped(number string) string {
	var b strings.Builder
	digits, negative := strings.CutPrefix(number, "-")
	if negative {
		b.WriteString(Minus)
	}
	whole, rest, pointed := strings.Cut(digits, ".")
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(Thousands)
		}
		b.WriteRune(d)
	}
	if pointed {
		b.WriteString("." + rest)
	}
	return b.String()
}

// TickWords writes a level in full: grouped, with as many decimals as its step
// asks for.
func TickWords(ticks []float64) func(float64) string {
	decimals := 0
	if len(ticks) > 1 {
		step := ticks[1] - ticks[0]
		for decimals < 4 && math.Abs(step-math.Round(step*math.Pow10(decimals))/math.Pow10(decimals)) > step*1e-6 {
			decimals++
		}
	}
	return func(v float64) string {
		words := strconv.FormatFloat(v, 'f', decimals, 64)
		if strings.Trim(words, "-0.") == "" {
			words = strings.TrimPrefix(words, "-") // and never -0
		}
		return Grouped(words)
	}
}
