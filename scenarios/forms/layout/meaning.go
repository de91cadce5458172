// SPDX-License-Identifier: Apache-2.0

package layout

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/scenarios"
)

// meaning writes down all that a YAML text says, and nothing of how it says it.
func meaning(text []byte) (string, error) {
	document, err := scenarios.Document(text)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	writeMeaning(&b, document)
	return b.String(), nil
}

// writeMeaning writes down one node with those below it.
func writeMeaning(b *strings.Builder, n *yaml.Node) {
	fmt.Fprintf(b, "(%d %s %q %q", n.Kind, n.Tag, n.Anchor, n.Value)
	for _, below := range n.Content {
		writeMeaning(b, below)
	}
	b.WriteByte(')')
}

// sameComments reports whether the lines laid out hold as many lines with a # as
// the source, each with the same letters after it.
func sameComments(source []string, out []line) bool {
	after := make([]string, len(out))
	for i, l := range out {
		after[i] = l.body + l.comment
	}
	return slices.Equal(remarks(source), remarks(after))
}

// remarks are what stands after the first # of each line that has one, without
// its spaces.
func remarks(lines []string) []string {
	var list []string
	for _, text := range lines {
		if _, after, ok := strings.Cut(text, "#"); ok {
			list = append(list, strings.Join(strings.Fields(after), ""))
		}
	}
	return list
}
