// SPDX-License-Identifier: Apache-2.0

package flags

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
)

// List is a flag that takes words separated by commas, with or without blanks.
type List struct {
	Words *[]string
	given bool
}

// BindList adds a list to a command. The words there are the usual ones.
func BindList(c *cobra.Command, words *[]string, name, usage string) {
	c.Flags().Var(&List{Words: words}, name, usage)
}

func (l *List) String() string {
	if l.Words == nil || len(*l.Words) == 0 {
		return ""
	}
	return "[" + strings.Join(*l.Words, ",") + "]"
}

// Type names the kind of value in the help text.
func (l *List) Type() string { return "strings" }

// Set takes the words in place of the usual ones; given twice, it takes both.
func (l *List) Set(text string) error {
	if !l.given {
		*l.Words, l.given = nil, true
	}
	if text != "" {
		*l.Words = append(*l.Words, Separated(text)...)
	}
	return nil
}

// Years is a flag that takes years separated by commas, with or without blanks.
type Years struct{ Years *[]int }

// BindYears adds years to a command. The years there are the usual ones.
func BindYears(c *cobra.Command, years *[]int, name, usage string) {
	c.Flags().Var(&Years{years}, name, usage)
}

func (y *Years) String() string {
	if y.Years == nil {
		return ""
	}
	return strings.ReplaceAll(fmt.Sprint(*y.Years), " ", ",")
}

// Type names the kind of value in the help text.
func (y *Years) Type() string { return "ints" }

// Set takes the years in place of the usual ones.
func (y *Years) Set(text string) error {
	var list []int
	for _, word := range Separated(text) {
		year, err := strconv.Atoi(word)
		if err != nil {
			return fmt.Errorf("%q is not a year (years separated by commas, such as 2026,2031)", word)
		}
		list = append(list, year)
	}
	*y.Years = list
	return nil
}

// Separated is the words of a text between its commas.
func Separated(text string) []string {
	words := strings.Split(text, ",")
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	return words
}
