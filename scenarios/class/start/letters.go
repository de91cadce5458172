// SPDX-License-Identifier: Apache-2.0

package start

import (
	"strconv"
	"strings"

	"crossroads/scenarios"
)

// Letters is how many letters a pupil hands in.
const Letters = 6

// alphabet are consonants that are not taken for one another, so that the letters
// spell nothing. The page has the same (link.js).
const alphabet = "BCDFGHJKLMNPQRSTVWXZ"

// Choice is what six letters hold: the step of each dial, a world, and the place of
// the path that was guessed among Paths, -1 for none.
type Choice struct {
	Steps []int
	World string
	Guess int
}

// sizes are how many values each part of the letters has, and their product.
func sizes() (list []int, all int) {
	for _, d := range Dials {
		list = append(list, len(d.Steps))
	}
	list = append(list, len(scenarios.WorldNames()), len(Paths)+1)
	all = 1
	for _, n := range list {
		all *= n
	}
	return list, all
}

// check is a number that goes with another in one model alone, so that a slip and
// the letters of another model are refused.
func check(hash string, n, all int) int {
	digits, err := strconv.ParseInt(hash[:6], 16, 64)
	if err != nil {
		panic(err) // a hash is hexadecimal
	}
	room := 1
	for range Letters {
		room *= len(alphabet)
	}
	return (int(digits) + n*7919) % (room / all)
}

// Decode reads six letters, capital or small. It reports whether they are those of
// this model.
func Decode(text string) (Choice, bool) { return decode(scenarios.ModelHash(), text) }

func decode(hash, text string) (Choice, bool) {
	if len(text) != Letters {
		return Choice{}, false
	}
	number := 0
	for _, letter := range []byte(strings.ToUpper(text)) {
		digit := strings.IndexByte(alphabet, letter)
		if digit < 0 {
			return Choice{}, false
		}
		number = number*len(alphabet) + digit
	}
	list, all := sizes()
	n := number % all
	if number/all != check(hash, n, all) {
		return Choice{}, false
	}
	values := make([]int, len(list))
	for i := len(list) - 1; i >= 0; i-- {
		values[i], n = n%list[i], n/list[i]
	}
	last := len(Dials)
	return Choice{values[:last], scenarios.WorldNames()[values[last]], values[last+1] - 1}, true
}
