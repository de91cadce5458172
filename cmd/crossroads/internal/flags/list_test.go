// SPDX-License-Identifier: Apache-2.0

package flags

import (
	"slices"
	"testing"

	"github.com/spf13/cobra"
)

func TestLists_TakeBlanksAfterCommasAndReplaceTheUsualWords(t *testing.T) {
	words, years := []string{"usual"}, []int{2026}
	c := &cobra.Command{Use: "x"}
	BindList(c, &words, "words", "")
	BindYears(c, &years, "years", "")
	if err := c.ParseFlags([]string{"--words", "a, b", "--words=c", "--years", "2027, 2030"}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"a", "b", "c"}; !slices.Equal(words, want) {
		t.Errorf("words %q, want %q", words, want)
	}
	if want := []int{2027, 2030}; !slices.Equal(years, want) {
		t.Errorf("years %v, want %v", years, want)
	}
	if err := c.ParseFlags([]string{"--years", "2027,soon"}); err == nil {
		t.Error("a word is taken for a year")
	}
}
