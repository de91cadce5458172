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

// Grouped puts a comma between groups of three digits, of four digits too, so
// that columns align.
func Grouped(digits string) string {
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(Thousands)
		}
		b.WriteRune(d)
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
		words := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
		whole, rest, _ := strings.Cut(words, ".")
		if rest != "" {
			rest = "." + rest
		}
		if v < 0 && strings.Trim(words, "0.") != "" {
			return Minus + Grouped(whole) + rest
		}
		return Grouped(whole) + rest
	}
}
