// SPDX-License-Identifier: Apache-2.0

package code

import (
	"errors"
	"fmt"
	"hash/crc32"
	"math/big"
	"strings"
)

// letters are the characters of a code, worth 0 to 30. Those that could be
// taken for another are left out; alike reads them as what they look like.
const letters = "0123456789ABCDEFGHJKMNPQRTVWXYZ"

var alike = strings.NewReplacer("O", "0", "I", "1", "L", "1", "S", "5", "U", "V")

// base is the number of letters, a prime, so that a group's check finds every
// wrong character and every swap of two.
const base = len(letters)

// groupSize is the number of characters in a group, the last of them its check;
// sumSize is how many characters at the front check the whole.
const (
	groupSize = 5
	sumSize   = 3
)

// grouped writes a number as a code: the check of the whole, then the number to
// base 31, least first, in groups that each end in a check of their own.
func grouped(number *big.Int) string {
	var worth []int
	for n, d := new(big.Int).Set(number), new(big.Int); n.Sign() > 0; {
		n.DivMod(n, big.NewInt(int64(base)), d)
		worth = append(worth, int(d.Int64()))
	}
	for (len(worth)+sumSize)%(groupSize-1) != 0 {
		worth = append(worth, 0)
	}
	worth = append(sum(worth), worth...)
	var b strings.Builder
	b.WriteString(Prefix)
	for i := 0; i < len(worth); i += groupSize - 1 {
		b.WriteByte('-')
		group := worth[i : i+groupSize-1]
		for _, d := range group {
			b.WriteByte(letters[d])
		}
		b.WriteByte(letters[check(i/(groupSize-1), group)])
	}
	return b.String()
}

// sum is the check of a whole code.
func sum(worth []int) []int {
	data := make([]byte, len(worth))
	for i, d := range worth {
		data[i] = byte(d)
	}
	c := crc32.ChecksumIEEE(data)
	list := make([]int, sumSize)
	for i := range list {
		list[i] = int(c % uint32(base))
		c /= uint32(base)
	}
	return list
}

// check is the last character of a group; it depends on the group's place.
func check(place int, group []int) int {
	c := 7 * (place + 1)
	for i, d := range group {
		c += (i + 2) * d
	}
	return c % base
}

// ungrouped reads a code back to its number and says which group is wrong.
func ungrouped(text string) (*big.Int, error) {
	clean := strings.Map(func(c rune) rune {
		switch c {
		case ' ', '\t', '\r', '\n', '-', '–', '—', '\u00a0':
			return -1
		}
		return c
	}, strings.ToUpper(strings.TrimSpace(text)))
	body, found := strings.CutPrefix(clean, Prefix)
	if !found {
		if strings.HasPrefix(clean, Prefix[:2]) && len(clean) > 2 && clean[2] > Prefix[2] && clean[2] <= '9' {
			return nil, fmt.Errorf("code: begins with %s, which a later version of the program made (this one reads %s)", clean[:3], Prefix)
		}
		return nil, fmt.Errorf("code %q: does not begin with %s (the whole code, as %s-7K2PM-…, or six letters of this version)", first(clean, 8), Prefix, Prefix)
	}
	body = alike.Replace(body)
	for i, c := range []rune(body) {
		if !strings.ContainsRune(letters, c) {
			return nil, fmt.Errorf("code group %d: %q is not a character of a code (digits and letters)", i/groupSize+1, c)
		}
	}
	if len(body) == 0 || len(body)%groupSize != 0 {
		return nil, fmt.Errorf("code: has %d characters after %s (groups of %d; %s)", len(body), Prefix, groupSize, miscounted(body))
	}
	var worth []int
	for i := 0; i < len(body); i += groupSize {
		group, ok := checked(i/groupSize, body[i:i+groupSize])
		if !ok {
			return nil, fmt.Errorf("code group %d %q: has a wrong character or stands in the wrong place (type that group again, as shown)",
				i/groupSize+1, body[i:i+groupSize])
		}
		worth = append(worth, group...)
	}
	if len(worth) < sumSize || !equal(sum(worth[sumSize:]), worth[:sumSize]) {
		return nil, errors.New("code: every group is well formed but the whole is not (all groups, from the first to the last)")
	}
	number := new(big.Int)
	for i := len(worth) - 1; i >= sumSize; i-- {
		number.Mul(number, big.NewInt(int64(base)))
		number.Add(number, big.NewInt(int64(worth[i])))
	}
	return number, nil
}

// checked reads a group and reports whether its check fits.
func checked(place int, group string) ([]int, bool) {
	worth := make([]int, groupSize)
	for i := range worth {
		worth[i] = strings.IndexByte(letters, group[i])
	}
	data := worth[:groupSize-1]
	return data, check(place, data) == worth[groupSize-1]
}

// miscounted says where characters are missing or too many: at the first group
// whose check does not fit.
func miscounted(body string) string {
	for i := 0; i+groupSize <= len(body); i += groupSize {
		if _, ok := checked(i/groupSize, body[i:i+groupSize]); !ok {
			return fmt.Sprintf("look at group %d, %q", i/groupSize+1, body[i:i+groupSize])
		}
	}
	return "look at the last group"
}

func equal(a, b []int) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// first is the first n characters of a text.
func first(text string, n int) string {
	letters := []rune(text)
	return string(letters[:min(n, len(letters))])
}
