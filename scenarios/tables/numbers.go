// SPDX-License-Identifier: Apache-2.0

package tables

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"crossroads/scenarios"
)

// Forms in which numbers stand in tables and cannot be read, each with what would be right.
var (
	span     = regexp.MustCompile(`^([0-9][0-9.,]*)\s*(?:-|–|—|−|\.\.|…|to|bis)\s*([0-9][0-9.,]*)$`)
	nearly   = regexp.MustCompile(`^(?:~|≈|c\.|ca\.?|about|approx\.?)\s*([0-9][0-9.,]*)$`)
	bounding = regexp.MustCompile(`^(?:([<>≤≥]=?)\s*([0-9][0-9.,]*)|([0-9][0-9.,]*)\s*(\+))$`)
	percents = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?) ?(?:%|per ?cent|pct)$`)
	inWords  = regexp.MustCompile(`^(at least|at most|more than|less than|fewer than|over|under|up to|around|nearly|almost|some|roughly|approximately|circa|min\.?|max\.?)\s+([0-9]+(?:\.[0-9]+)?)$`)
	times    = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?) ?(k|m|mn|thousand|hundred|million)$`)
	marked   = regexp.MustCompile(`^['=$]?([0-9]+(?:\.[0-9]+)?) ?(?:\*+|†|‡|[¹²³]|\[[a-z0-9]+\]|\([a-z0-9]\)|[?!])?$`)
	missing  = []string{"na", "n/a", "nan", "null", "none", "nil", "-", "–", "—", ".", "..", "?", "unknown", "missing", "#n/a", "#value!", "#ref!", "#div/0!"}
)

// ParseNumber reads a number in the form of files: digits with a decimal point, or with an exponent. It says what is wrong
// with any other form.
func ParseNumber(text string) (float64, error) {
	if plain(text) {
		if v, err := strconv.ParseFloat(text, 64); err == nil && !math.IsInf(v, 0) {
			return v, nil
		}
	}
	lower := strings.ToLower(text)
	switch {
	case text == "":
		return 0, errors.New("the cell is empty (a number)")
	case slices.Contains(missing, lower):
		return 0, fmt.Errorf("%q is not a number (a number; leave the row out where there is none)", text)
	case span.MatchString(lower):
		ends := span.FindStringSubmatch(lower)
		return 0, fmt.Errorf("%q is a range (one number here; %s in the column low and %s in the column high)", text, ends[1], ends[2])
	case nearly.MatchString(lower):
		return 0, fmt.Errorf("%q is not a plain number (%s; the word \"about\" in the column hedge)", text, nearly.FindStringSubmatch(lower)[1])
	case bounding.MatchString(lower):
		parts := bounding.FindStringSubmatch(lower)
		word := "at least"
		if strings.ContainsAny(parts[1], "<≤") {
			word = "at most"
		}
		return 0, fmt.Errorf("%q is not a plain number (%s; %q in the column hedge)", text, parts[2]+parts[3], word)
	}
	v, err := scenarios.ParseNumber(text)
	switch parts := inWords.FindStringSubmatch(lower); {
	case percents.MatchString(lower):
		share, _ := strconv.ParseFloat(percents.FindStringSubmatch(lower)[1], 64)
		return 0, fmt.Errorf("%q is a percentage (%s for a share)", text, strconv.FormatFloat(share/100, 'g', 10, 64))
	case parts != nil:
		word := strings.TrimSpace(parts[1])
		return 0, fmt.Errorf("%q is not a plain number (%s; %q in the column hedge)", text, parts[2], word)
	case times.MatchString(lower):
		p := times.FindStringSubmatch(lower)
		factor := map[byte]float64{'k': 1e3, 't': 1e3, 'h': 100, 'm': 1e6}[p[2][0]]
		number, _ := strconv.ParseFloat(p[1], 64)
		return 0, fmt.Errorf("%q is not a plain number (%s)", text, strconv.FormatFloat(float64(number*factor), 'f', -1, 64))
	case marked.MatchString(text):
		return 0, fmt.Errorf("%q is not a plain number (%s; a remark in the column note)", text, marked.FindStringSubmatch(text)[1])
	case err == nil:
		return v, nil
	case strings.HasSuffix(err.Error(), ")"):
		return 0, fmt.Errorf("%q %w", text, err)
	default:
		return 0, fmt.Errorf("%q %w (a number)", text, err)
	}
}

// plain reports whether a text has only what decimals are made of and is not read as octal by anybody.
func plain(text string) bool {
	if text == "" {
		return false
	}
	for i := range len(text) {
		if c := text[i]; (c < '0' || c > '9') && c != '.' && c != '-' && c != 'e' && c != 'E' && c != '+' {
			return false
		}
	}
	return text[0] != '+'
}
