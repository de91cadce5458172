// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// percentMore is a change by a share: +20%, -15%.
var percentMore = regexp.MustCompile(`^([-+])([0-9]+\.?[0-9]*|\.[0-9]+) ?%$`)

// change reads a value told as a change of what is inherited, *1.5, +20% or
// -15%, as the factor it means; ok is false if text is none.
func (r *reader) change(thing, text string, n *yaml.Node) (factor float64, ok bool) {
	if n.Kind != yaml.ScalarNode {
		return 0, false
	}
	if digits, times := strings.CutPrefix(text, "*"); times {
		factor, err := parseDecimal(strings.TrimSpace(digits))
		if err != nil || factor < 0 {
			r.fault(n, "%s: %q is not a multiple (an asterisk and a number of 0 or more, as *1.5)", thing, text)
			return 1, true
		}
		return factor, true
	}
	parts := percentMore.FindStringSubmatch(text)
	if parts == nil {
		return 0, false
	}
	share, err := strconv.ParseFloat(parts[2], 64)
	switch {
	case err != nil:
		return 0, false
	case parts[1] == "-" && share > 100:
		r.fault(n, "%s: %q takes away more than all (-100%% at most)", thing, text)
		return 1, true
	case parts[1] == "-":
		share = -share
	}
	return rounded(1 + share/100), true
}
